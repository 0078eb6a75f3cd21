package pass_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/pass"
)

func TestSealAndWorkbook(t *testing.T) {
	s := dealable(3, 2, 3, 2)
	s.Title = coding.Label{ZH: "协同研究"}
	s.Codebook = &coding.Codebook{Codes: []coding.Code{{ID: "free", Active: true, Label: coding.Label{ZH: "自由码"}}, {ID: "MC.TGT", Dimension: "MC.TGT", Active: true},
		{ID: "ME.SUB", Dimension: "ME.SUB", Active: true, Definition: "派人进驻。\nPeople are seconded."}, {ID: "old", Dimension: "ME.REL"},
		{ID: "rota", Parent: "ME.SUB", Active: true, Definition: "轮岗"}}}
	d, _ := mustDeal(t, s, pass.DealOptions{Coders: []string{"刘一", "陈二"}, Overlap: .5, Seed: 1})
	seal := d.Seal("刘一")
	mine := d.Coders[0].Units
	if len(seal) != 6+len(mine) || fmt.Sprint(seal[0]) != "[schema smekit/seal/1]" || seal[5][1] != d.Hash() || d.Seal("nobody") != nil {
		t.Fatalf("seal: %v", seal)
	}
	for n, i := range mine {
		if u := d.Units[i]; fmt.Sprint(seal[6+n]) != fmt.Sprint([]string{"unit", u.Interview, u.ID, u.Hash}) {
			t.Errorf("row %d: %v", n, seal[6+n])
		}
	}
	b := d.Workbook("刘一", s)
	all := fmt.Sprint(b)
	if strings.Contains(all, "陈二") || strings.Contains(strings.ToLower(all), "shared") || !strings.Contains(all, "刘一") {
		t.Error("a workbook is blind to the others")
	}
	var coded *form.Sheet
	for i := range b.Sheets {
		for _, c := range b.Sheets[i].Columns {
			if slices.Contains(c.Header, "reviewed") {
				coded = &b.Sheets[i]
			}
		}
	}
	if coded == nil || len(coded.Rows) != len(mine) {
		t.Fatalf("no sheet to code in with %d rows", len(mine))
	}
	for n, i := range mine {
		if u := d.Units[i]; fmt.Sprint(coded.Rows[n][0]) != u.Interview || fmt.Sprint(coded.Rows[n][1]) != u.ID || fmt.Sprint(coded.Rows[n][3]) != u.Text {
			t.Errorf("row %d is %v, want %+v", n, coded.Rows[n], u)
		}
	}
	for _, c := range coded.Columns {
		if slices.Contains(c.Header, "code") {
			want := "[── 耦合 Coupling ── MC.TGT 目标耦合 Target coupling ── 嵌入 Embedding ── ME.SUB 主体嵌入 Subject embedding rota ── 其他 Other ── free 自由码]"
			if got := fmt.Sprint(c.List.Values); got != want {
				t.Errorf("the drop-down is %s\nwant %s", got, want)
			}
		}
		if slices.Contains(c.Header, "period") && fmt.Sprint(c.List.Values) != "[改革前 before 改革后 after]" {
			t.Errorf("periods %v", c.List)
		}
	}
	if !strings.Contains(all, "People are seconded.") || strings.Count(all, "派人进驻。\nPeople") != 1 || strings.Contains(all, "old") {
		t.Error("the codebook sheet")
	}
	if err := form.Write(io.Discard, b); err != nil {
		t.Error(err)
	}
}
