package form

import (
	"testing"

	"github.com/smekit/smekit/coding"
)

// Whatever records are called, their workbooks lie below the study, and none is another's.
func TestWorkbooksLieInTheStudy(t *testing.T) {
	s := &coding.Study{}
	for _, k := range [][3]string{{"../../evil", "Li", "../../I1"}, {"..", "..", ".."}, {"1", `a\b`, "I1"}, {"1", "Li", "i1"}, {"1", "li", "I2"}} {
		s.Codings = append(s.Codings, coding.Coding{Pass: k[0], Coder: k[1], Interview: k[2], Segment: "s", Code: "x"})
		s.Segments = append(s.Segments, coding.Segment{Interview: k[2], ID: "t", Text: "text of " + k[2]})
	}
	var got []string
	for _, f := range append(CodingSheets(s), segmentSheets(s)...) {
		got = append(got, f.Name)
		if f.Workbook == nil || len(f.Workbook.Sheets[0].Rows) != 1 {
			t.Errorf("%s: %+v", f.Name, f.Workbook)
		}
	}
	want := []string{"coding/.._.._evil/Li.xlsx", "coding/.._/.._.xlsx", "coding/1/a_b.xlsx", "coding/1/Li.xlsx", "coding/1/li-", "interviews/.._.._I1.xlsx", "interviews/.._.xlsx", "interviews/I1.xlsx", "interviews/i1-", "interviews/I2.xlsx"}
	if len(got) != len(want) {
		t.Fatalf("got %q", got)
	}
	for i, w := range want {
		if got[i] != w && (w[len(w)-1] != '-' || len(got[i]) != len(w)+len("abcdef.xlsx") || got[i][:len(w)] != w) {
			t.Errorf("got %q, want %q", got[i], w)
		}
	}
}
