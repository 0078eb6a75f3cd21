package disclosure

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
)

// The group figures of comparisons are made of respondents' composites: the parent of a hidden dimension goes with it, and
// of a hidden comparison of linked people every row.
func TestParentsInComparisons(t *testing.T) {
	of := func(dim, of string) string { return "dim=" + dim + ";source=survey;case=G;" + of }
	link := func(e estimate.Estimate) estimate.Estimate {
		return e.With(estimate.Note{Code: "score_compare_linked", Args: []string{"6"}})
	}
	var es []estimate.Estimate
	for _, p := range []string{"before", "after"} {
		child := row("score", "survey_pomp", of("A", "period="+p), 50, 9)
		es = append(es, child, row("score", "composite", of("P", "period="+p), 50, 9, child.ID()),
			link(row("compare", "mean", of("A", "period=after-before|"+p), 50, 6)), link(row("compare", "mean", of("P", "period=after-before|"+p), 50, 6)))
	}
	es = append(es, link(row("compare", "paired_t", of("A", "period=after-before"), 1, 6)), link(row("compare", "paired_t", of("P", "period=after-before"), 1, 6)),
		row("score", "survey_pomp", of("A", "")[:len(of("A", ""))-1], 50, 18))
	released, _ := Release(es, Margins{}, 5) // of 9 people 6 answered twice: 3 others
	for i, e := range released {
		if hidden := e.Family == "compare"; hidden != e.Empty() || hidden && (e.N >= 0 || estimate.JoinNotes(e.Notes) != "suppressed") {
			t.Errorf("%s: %v, n %d, %s", es[i].ID(), e.Value, e.N, estimate.JoinNotes(e.Notes))
		}
	}
}

// A composite of people linked over time goes where a few of them are not linked on a child, whose scores it would give.
func TestFewMoreLinkedOnAParent(t *testing.T) {
	for linked, hides := range map[int]bool{20: false, 18: true, 12: false} {
		of := func(dim, of string) string { return "dim=" + dim + ";source=survey;case=G;" + of }
		link := func(e estimate.Estimate) estimate.Estimate {
			return e.With(estimate.Note{Code: "score_compare_linked", Args: []string{"20"}})
		}
		var es []estimate.Estimate
		for _, p := range []string{"before", "after"} {
			child := row("score", "survey_pomp", of("A", "period="+p), 50, 40)
			es = append(es, child, row("score", "composite", of("P", "period="+p), 50, 40, child.ID()),
				link(row("compare", "mean", of("A", "period=after-before|"+p), 50, linked)), link(row("compare", "mean", of("P", "period=after-before|"+p), 50, 20)))
		}
		released, _ := Release(es, Margins{}, 5)
		for i, e := range released {
			if parent := e.Family == "compare" && strings.HasPrefix(e.Of, "dim=P"); e.Empty() != (parent && hides) {
				t.Errorf("%d linked on the child: %s: %v, %s", linked, es[i].ID(), e.Value, estimate.JoinNotes(e.Notes))
			}
		}
	}
}

// A test of departments goes with any of them, whatever hides it.
func TestOmnibusGoesWithADepartment(t *testing.T) {
	es := []estimate.Estimate{pomp("case=G", 45), pomp("case=G;dept=D1", 3), pomp("case=G;dept=D2", 20), pomp("case=G;dept=D3", 22),
		row("compare", "eta2", "dim=A;source=survey;case=G|dept", .1, 45)}
	got := notes(t, es, threeDepts)
	expect(t, got, map[string]string{es[0].ID(): "", es[4].ID(): "suppressed"})
}

// Two people of no department: the case less its departments is their mean.
func TestPeopleOfNoDepartment(t *testing.T) {
	es := []estimate.Estimate{pomp("case=G", 42), pomp("case=G;dept=D2", 20), pomp("case=G;dept=D3", 20)}
	got := notes(t, es, threeDepts)
	hidden := 0
	for _, note := range got {
		if note != "" {
			hidden++
		}
	}
	if hidden != 1 {
		t.Errorf("%v", got)
	}
}

// A side of one department, and a department on no side: the sides do not make up the case.
func TestDepartmentOnNoSide(t *testing.T) {
	m := Margins{Departments: []Department{{"G", "D1", "approval", -1}, {"G", "D2", "supervision", -1}, {"G", "D3", "approval", -1}, {"G", "D4", "", -1}}}
	es := []estimate.Estimate{pomp("case=G", 45), pomp("case=G;dept=D1", 20), pomp("case=G;dept=D2", 10), pomp("case=G;dept=D3", 12),
		pomp("case=G;dept=D4", 3), pomp("case=G;side=approval", 32), pomp("case=G;side=supervision", 10)}
	got := notes(t, es, m)
	hidden := 0
	for _, note := range got {
		if note != "" {
			hidden++
		}
	}
	if got[es[4].ID()] != "n<5" || hidden > 3 {
		t.Errorf("%v", got)
	}
}
