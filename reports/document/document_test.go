package document_test

import (
	"fmt"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/table"
)

func TestProvenance(t *testing.T) {
	var keys []string
	for _, x := range fixture.Review().Provenance() {
		keys = append(keys, x.Key)
		for _, r := range x.Groups[0].Rows {
			if len(r.Cells) != len(x.Columns) {
				t.Errorf("%s: %d cells in %d columns", x.Key, len(r.Cells), len(x.Columns))
			}
		}
	}
	if got := fmt.Sprint(keys); got != "[provenance inputs options receipts]" {
		t.Errorf("tables %s", got)
	}
	if (&document.Document{}).Provenance() != nil {
		t.Error("a document without a ledger has no provenance")
	}
}

func TestReceiptsAreInWords(t *testing.T) {
	d := &document.Document{Ledger: &ledger.Ledger{Receipts: []ledger.Receipt{{File: "a.xlsx", Notes: []ledger.Remark{
		{Code: "sheet.numbers_as_text", Args: []string{"11"}}, {Code: "full_width", Args: []string{"2"}}, {Code: "no_such_note", Args: []string{"x"}}}}}}}
	for _, x := range d.Provenance() {
		if x.Key != "receipts" {
			continue
		}
		cells := x.Groups[0].Rows[0].Cells
		got := cells[len(cells)-1].Text
		if got.EN != "11 numbers stored as text; full-width characters read as narrow ones: 2; no_such_note: x" || got.ZH != "11个数字以文本存储；全角字符按半角读取：2；no_such_note: x" {
			t.Errorf("%+v", got)
		}
		return
	}
	t.Error("no receipts")
}

func TestCaptions(t *testing.T) {
	d := fixture.Review()
	if zh, en := d.Captions("zh"), d.Captions("en"); zh["dimensions"] != "表2" || en["dumbbell"] != "Figure 2" {
		t.Error(zh, en)
	}
}

func TestQuotes(t *testing.T) {
	d := fixture.Review()
	for of, want := range map[string]int{"dim=ME.REL;source=survey;case=G": 2, "dim=ME.REL;case=H": 0, "dim=MC.INS": 1, "ME.REL": 0, "": 0} {
		if got := len(d.Quotes(estimate.New("score", "x", of))); got != want {
			t.Errorf("%q: %d quotations, want %d", of, got, want)
		}
	}
}

// Answers stand behind what is about a dimension of the survey, not behind interviews and coding.
func TestAbout(t *testing.T) {
	for of, want := range map[string]string{"dim=ME.REL;source=survey;case=G;dept=D1": "ME.REL/G", "dim=ME.REL;source=interview;case=G": "/", "dim=ME;layer=coders;case=G": "/", "dim=ME": "ME/", "x": "/"} {
		if dim, caseID := document.About(estimate.New("score", "x", of)); dim+"/"+caseID != want {
			t.Errorf("%s: %s/%s, want %s", of, dim, caseID, want)
		}
	}
}

func ExampleSubjects() {
	of := estimate.Key{Dim: "ME.REL", Case: "G", Role: estimate.Contrast("leader", "staff")}.Of("own")
	subjects, own, _ := document.Subjects(of)
	fmt.Println(subjects, own)
	// Output: [{dim [ME.REL]} {case [G]} {role [leader staff]}] own
}

func ExampleDocument_Captions() {
	d := document.Document{Sections: []document.Section{{Blocks: []document.Block{{Table: &table.Table{Key: "sample", Number: 1}}}}}}
	fmt.Println(d.Captions("zh")["sample"], d.Captions("en")["sample"])
	// Output: 表1 Table 1
}
