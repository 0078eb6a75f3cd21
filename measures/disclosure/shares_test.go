package disclosure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
)

// share is a row of an item of dimension A; cell is empty or begins with a semicolon.
func share(cell, item string, point, n int) estimate.Estimate {
	e := row("describe", "share", fmt.Sprintf("dim=A;source=survey%s|%s=%d", cell, item, point), .5, n)
	e.Basis.Columns = []string{item}
	return e
}

func whole(n int) estimate.Estimate { return row("score", "survey_pomp", "dim=A;source=survey", 50, n) }

// three cases with two items each; b in the first has n answers.
func items(n int) []estimate.Estimate {
	es := []estimate.Estimate{whole(60), pomp("case=G", 20), pomp("case=H", 20), pomp("case=I", 20)}
	for point := 1; point <= 2; point++ {
		es = append(es, share("", "a", point, 60), share("", "b", point, 40+n), share(";case=G", "a", point, 20), share(";case=G", "b", point, n),
			share(";case=H", "a", point, 20), share(";case=H", "b", point, 20), share(";case=I", "a", point, 20), share(";case=I", "b", point, 20))
	}
	return es
}

func hiddenShares(t *testing.T, es []estimate.Estimate, m Margins) string {
	t.Helper()
	out, _ := Release(es, m, 5)
	var list []string
	for i := range out {
		if out[i].Measure == "share" && out[i].Empty() && strings.HasSuffix(out[i].Of, "=1") {
			of := strings.TrimPrefix(out[i].Of, "dim=A;source=survey")
			list = append(list, strings.TrimPrefix(strings.TrimSuffix(of, "=1"), ";"))
		}
	}
	return strings.Join(list, " ")
}

func TestSharesAreShown(t *testing.T) {
	if got := hiddenShares(t, items(20), Margins{}); got != "" {
		t.Error(got)
	}
}

// Few answered an item in a case: the case's other items go, or the percentage who agree would give it away, and both items
// of another case, or the study's would.
func TestSharesOfAnItemThatFewAnswered(t *testing.T) {
	if got := hiddenShares(t, items(3), Margins{}); got != "case=G|a case=G|b case=H|a case=H|b" {
		t.Error(got)
	}
}

// Shares follow the score of the dimension.
func TestSharesFollowTheScore(t *testing.T) {
	es := items(20)
	es[1] = pomp("case=G", 3)
	got := hiddenShares(t, es, Margins{})
	if !strings.Contains(got, "case=G|a") || !strings.Contains(got, "case=G|b") || !strings.Contains(got, "case=H|a") {
		t.Error(got)
	}
}

// Three of the people of no case answered b: the study's less the cases' would be theirs.
func TestSharesOfPeopleOfNoCase(t *testing.T) {
	es := items(20)
	es[0] = whole(70)
	for i := range es {
		switch {
		case es[i].Measure != "share" || strings.Contains(es[i].Of, "case="):
		case strings.Contains(es[i].Of, "|a"):
			es[i].N, es[i].People = 70, 70
		default:
			es[i].N, es[i].People = 63, 63
		}
	}
	if got := hiddenShares(t, es, Margins{}); got == "" {
		t.Error("nothing is hidden")
	}
	for i := range es {
		if es[i].Measure == "share" && !strings.Contains(es[i].Of, "case=") {
			es[i].N, es[i].People = 70, 70
		}
	}
	if got := hiddenShares(t, es, Margins{}); got != "" {
		t.Error(got)
	}
}

// What is asked of one side goes where a side is hidden, and what everybody is asked stays.
func TestSharesOfSides(t *testing.T) {
	m := Margins{Departments: []Department{{"G", "D1", "approval", -1}, {"G", "D2", "supervision", -1}, {"G", "D3", "support", -1}}}
	es := items(20)
	es = append(es, pomp("case=G;side=approval", 9), pomp("case=G;side=supervision", 8), pomp("case=G;side=support", 3))
	for i := range es {
		if es[i].Measure == "share" && strings.Contains(es[i].Of, "|b") {
			es[i] = es[i].With(estimate.Note{Code: "score_share_side"})
		}
	}
	if got := hiddenShares(t, es, m); got != "|b case=G|b" {
		t.Error(got)
	}
}

// The mean of an item over the study stands among the item statistics: hiding the study's shares protects nobody.
func TestSharesBesideItemStatistics(t *testing.T) {
	es := []estimate.Estimate{whole(60), pomp("case=G", 20), pomp("case=H", 20), pomp("case=I", 20), row("reliability", "item_mean", "dim=A|a", 3, 60)}
	es[4].Basis.Columns = []string{"a"}
	es = append(es, share("", "a", 1, 60), share("", "b", 1, 3), share(";case=G", "a", 1, 20), share(";case=G", "b", 1, 3), share(";case=H", "a", 1, 20), share(";case=I", "a", 1, 20))
	got := hiddenShares(t, es, Margins{})
	if !strings.Contains(got, "case=G|a") || !strings.Contains(got, "case=H|a") || strings.Contains(got, "case=I|a") {
		t.Error(got)
	}
}

// A point of an answer is no level of a period.
func TestSharePointIsNoLevel(t *testing.T) {
	es := append(items(20), pomp("case=G;period=1", 3), pomp("case=G;period=2", 17))
	if got := hiddenShares(t, es, Margins{}); got != "" {
		t.Error(got)
	}
}

func TestCorrelationsFollowTheirDimensions(t *testing.T) {
	r := func(x, y string, n int) estimate.Estimate {
		e := row("correlate", "r", "source=survey|"+x+"~"+y, .5, n)
		e.Basis.Columns = []string{x, y}
		return e
	}
	score := func(dim string, n int) estimate.Estimate {
		return row("score", "survey_pomp", "dim="+dim+";source=survey", 50, n)
	}
	es := []estimate.Estimate{score("A", 60), score("B", 60), score("C", 3), r("A", "B", 60), r("A", "C", 60), r("B", "A", 4)}
	got := notes(t, es, Margins{})
	expect(t, got, map[string]string{es[3].ID(): "", es[4].ID(): "suppressed", es[5].ID(): "n<5"})
}

// An item that few answered has no mean, however many answered others of its dimension.
func TestItemStatisticsOfFewAnswers(t *testing.T) {
	es := []estimate.Estimate{whole(60), row("reliability", "item_mean", "dim=A|a", 3, 60), row("reliability", "item_mean", "dim=A|b", 3, 4)}
	es[2].People = 60
	expect(t, notes(t, es, Margins{}), map[string]string{es[1].ID(): "", es[2].ID(): "n<5"})
}
