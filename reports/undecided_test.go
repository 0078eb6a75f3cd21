package reports

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
)

// Every table of codings says above itself what waits for a decision, and that codes said to be absent count.
func TestTablesSayWhatIsUndecided(t *testing.T) {
	s := smallStudy()
	for _, c := range s.Codings[:2] { // B agrees on 2's W1 but not on its direction, and gave 1 nothing
		c.Coder = "B"
		if c.Segment == "1" {
			c.Code = ""
		}
		c.Direction = -c.Direction
		s.Codings = append(s.Codings, c)
	}
	s.Codings[4].State = coding.Absent
	q := pass.Query{}
	ps, base := pass.RetrieveWithBase(s, q)
	matrix, err := pass.CaseByCode(s, q, "case")
	if err != nil {
		t.Fatal(err)
	}
	const undecided, en = "另有4处编码共识未决、未计入：3处为是否给出编码未决，1处仅方向或状态未决。", "4 codings are undecided and not counted: 3 on the code, 1 on its direction or state alone."
	const absent = "1 coding that says its code absent counts as a code here."
	for name, text := range map[string]string{
		"segments":      everything(Segments(s, ps, nil, SegmentsOptions{Base: base})),
		"co-occurrence": everything(Cooccurrence(s, pass.Cooccur(s, q), nil, SegmentsOptions{})),
		"matrix":        everything(CaseMatrix(s, matrix, nil, SegmentsOptions{})),
	} {
		if !strings.Contains(text, undecided) || !strings.Contains(text, en) || name != "segments" && !strings.Contains(text, absent) {
			t.Errorf("%s: %s", name, text)
		}
	}
	if text := everything(Cooccurrence(smallStudy(), pass.Cooccur(smallStudy(), q), nil, SegmentsOptions{})); strings.Contains(text, "undecided") || strings.Contains(text, "absent") {
		t.Error(text)
	}
}

// The table of the whole pass has the ratings beside presence; where nothing can be computed, the reason stands in its place.
func TestOverallTable(t *testing.T) {
	m := &maker{}
	k := estimate.Key{Pass: "2"}
	m.agreement("krippendorff_alpha_masi", k, "units:", .6, estimate.None, estimate.None, 40)
	m.agreement("krippendorff_alpha", k, "direction:", -.5, estimate.None, estimate.None, 12)
	p := overallOf(m.es)
	x, why := p.overallTable()
	if x == nil || columnsOf(x) != "base n masi alpha" || cellsOf(x) != "全部单元|40|0.6|\n共同编码的方向|12||-0.5" {
		t.Fatalf("%v %v", why, x)
	}
	empty := estimate.New("agreement", "krippendorff_alpha_masi", k.Of("units:")).Because(estimate.Note{Code: "pass_nobody_coded"})
	if x, why := overallOf([]estimate.Estimate{empty}).overallTable(); x != nil || why.ZH != "本轮没有任何人给出编码，无从计算一致性" {
		t.Errorf("%v %v", x, why)
	}
}

// overallOf is the report of a pass of two people with these estimates.
func overallOf(es []estimate.Estimate) *passReport {
	p := &passReport{builder: &builder{study: smallStudy(), es: es, at: map[string]int{}}, pass: "2", people: []string{"ann", "bob"}}
	for i := range es {
		p.at[es[i].ID()] = i
	}
	return p
}
