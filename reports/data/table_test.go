package data_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"strings"
	"testing"

	"github.com/smekit/smekit/reports/data"
	"github.com/smekit/smekit/reports/table"
)

func TestTableCSV(t *testing.T) {
	x := &table.Table{
		Columns: []table.Column{{Key: "code", Stub: true, Label: table.Text{ZH: "编码", EN: "Code"}}, {Key: "text"}, {Key: "value", Format: table.Score}, {Key: "ci"}},
		Groups: []table.Group{
			{Label: table.Text{ZH: "组", EN: "A group"}, Rows: []table.Row{
				{Cells: []table.Cell{table.Txt(table.Same("ME.SUB")), table.Txt(table.Same("他说：“行”,\n“好”\"")), table.Num(1.0/3, ""),
					{Kind: table.Composite, Parts: []table.Part{{Text: table.Same("[")}, {IsNum: true, Value: .25}, {Text: table.Same("]")}}}}},
				{Cells: []table.Cell{table.Txt(table.Text{ZH: "只有中文"}), {Kind: table.Suppressed, Text: table.Same("n<5")}, table.Num(math.NaN(), "")}},
			}},
			{Rows: []table.Row{{Cells: []table.Cell{{Kind: table.Suppressed}, {Kind: table.Missing}, {}, {}}}}},
		},
	}
	var b bytes.Buffer
	if err := data.WriteTableCSV(&b, x); err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(b.String(), "\ufeff")
	if !marked {
		t.Error("no byte order mark")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"group", "code", "text", "value", "ci"},
		{"A group", "ME.SUB", "他说：“行”,\n“好”\"", "0.3333333333333333", "[0.25]"},
		{"A group", "只有中文", "n<5", "", ""},
		{"", "suppressed", "", "", ""},
	}
	for i := range want {
		if i >= len(rows) || strings.Join(rows[i], "¦") != strings.Join(want[i], "¦") {
			t.Errorf("row %d: got %q, want %q", i, rows, want[i])
		}
	}
	x.Groups[0].Label = table.Text{}
	b.Reset()
	if err := data.WriteTableCSV(&b, x); err != nil || !strings.HasPrefix(b.String(), "\ufeffcode,text,value,ci\n") {
		t.Errorf("%v %q", err, b.String())
	}
	if err := data.WriteTableCSV(failing{}, x); err == nil {
		t.Error("a full disk went unnoticed")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, bytes.ErrTooLarge }
