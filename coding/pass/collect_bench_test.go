package pass_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/sheet"
)

// largeRound is a deal of 200 interviews of 200 units each to six coders who each have all of them, and what the first coder
// returns: half of the rows with codes.
func largeRound(b testing.TB) (*pass.Deal, []byte) {
	d := &pass.Deal{Pass: "1", Lang: "zh", Slots: 3, Book: pass.BookOf(roundStudy())}
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("审批监管局窗口材料一次办好部门之间协调会议平台数据清单公示企业群众满意责任编制考核改革以前以后我们他们")
	for i := range 40000 {
		var text strings.Builder
		for range 40 + r.IntN(80) {
			text.WriteRune(letters[r.IntN(len(letters))])
		}
		d.Units = append(d.Units, pass.DealtUnit{Interview: fmt.Sprintf("I%03d", 1+i/200), ID: fmt.Sprintf("%03d", 1+i%200), Text: text.String(), Hash: pass.TextHash(text.String())})
	}
	for k := range 6 {
		order := make([]int, len(d.Units))
		for i := range order {
			order[i] = i
		}
		d.Coders = append(d.Coders, pass.DealtCoder{Name: fmt.Sprintf("coder%d", k+1), Units: order})
	}
	choices := []string{"ME.SUB 主体嵌入", "ME.REL 关系嵌入", "MC.TGT 目标耦合"}
	var rows []form.LayerRow
	for i := range d.Units {
		u := &d.Units[i]
		row := form.LayerRow{Interview: u.Interview, ID: u.ID, Text: u.Text}
		if i%2 == 0 {
			row.Codes = []form.LayerCode{{Code: choices[i%3], Intensity: 1 + i%3, Direction: 1, HasDir: true}}
		}
		if i%50 == 0 { // edited
			row.Text = strings.Replace(u.Text, string([]rune(u.Text)[5:7]), "某", 1)
		}
		if i%100 == 0 {
			row.ID = ""
		}
		rows = append(rows, row)
	}
	var buf bytes.Buffer
	if err := form.Write(&buf, form.Layer("zh", rows, 1)); err != nil {
		b.Fatal(err)
	}
	return d, buf.Bytes()
}

// Six coders' files of 40,000 units each, with 400 texts to find without their id.
func BenchmarkCollect(b *testing.B) {
	d, data := largeRound(b)
	b.ResetTimer()
	for b.Loop() {
		var files []pass.Returned
		for _, k := range d.Coders {
			book, err := sheet.Open(bytes.NewReader(data), int64(len(data)), k.Name+".xlsx", sheet.Limits{})
			if err != nil {
				b.Fatal(err)
			}
			files = append(files, pass.Returned{Name: k.Name + ".xlsx", Book: book})
		}
		c, err := pass.Collect(context.Background(), d, roundStudy(), files, pass.CollectOptions{BlankReviewed: true})
		if err != nil {
			b.Fatal(err)
		}
		if len(c.Layers) != 6 || len(c.Problems) > 0 || c.Files[5].Reanchored != 800 || c.Layers[5].Coded != 20000 {
			b.Fatalf("%d layers, %d problems, %+v", len(c.Layers), len(c.Problems), c.Layers)
		}
		if err := c.Encode(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
