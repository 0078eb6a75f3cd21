package reports

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/table"
)

// The coding table is titled after the levels that it shows.
func TestCodingTableNamesItsLevels(t *testing.T) {
	d := thesisDocument(t, maskedStudy(), smallLedger("interview"))
	x := tableOf(d, "concepts")
	if x.Title.ZH != "编码表：原始语句→范畴→主范畴" || x.Title.EN != "Coding table: original words → category → main category" {
		t.Errorf("%+v", x.Title)
	}
	if got := x.Columns[2].Label.ZH + x.Columns[3].Label.ZH; got != "范畴（编码）主范畴（上级维度）" {
		t.Errorf("%q", got)
	}
	x = tableOf(thesisDocument(t, thesisStudy(), thesisLedger()), "concepts")
	if x.Title.ZH != "三级编码：原始语句→初始概念→范畴→主范畴" || x.Columns[3].Label.ZH != "范畴（主轴编码）" {
		t.Errorf("%+v", x.Title)
	}
}

// Rows that a decision dropped are counted beside the people who were left out.
func TestDecisionsAreCounted(t *testing.T) {
	s, l := thesisStudy(), thesisLedger()
	s.Survey.Responses = append(s.Survey.Responses, coding.Response{Respondent: "TEST", Case: "c-1", Excluded: "a test"})
	s.Decisions = []coding.Decision{{Action: "exclude", Used: true}, {Action: "exclude", Used: true}, {Action: "recode", Used: true}, {Action: "recode"}}
	l.Receipts = []ledger.Receipt{{What: "responses", Rows: 9, Used: 7, Excluded: []ledger.Count{{Reason: "decision", Count: 2}}}}
	d := thesisDocument(t, s, l)
	holds(t, proseOf(d, "methods", "zh"), "排除2行问卷数据：整人排除1人（1行）、单独排除的行（如重复提交）1行。", "团队对全部数据的处理决定：排除2条、更正单元格或编码1条。")
}

// A survey of two periods tells the questionnaires and the rate of each, and how many people answered in both; nothing
// where the number of one is hidden.
func TestWaves(t *testing.T) {
	made := func(hide bool) *builder {
		l := thesisLedger()
		for _, x := range []struct {
			measure string
			key     estimate.Key
			v       float64
		}{{"respondents", estimate.Key{}, 31}, {"respondents_invited", estimate.Key{}, 40}, {"response_rate", estimate.Key{}, 31. / 40},
			{"respondents", estimate.Key{Case: "c-1", Period: "before"}, 20}, {"respondents", estimate.Key{Case: "c-1", Period: "after"}, 25}} {
			x.key.Source = "survey"
			e := estimate.New("score", x.measure, x.key.String())
			e.Value, e.N = x.v, int(x.v)
			if hide && x.key.Period == "after" {
				e = estimate.New("score", x.measure, x.key.String()).With(estimate.NoteSuppressed.Says())
			}
			l.Estimates = slices.DeleteFunc(l.Estimates, func(o estimate.Estimate) bool { return o.ID() == e.ID() })
			l.Estimates = append(l.Estimates, e)
		}
		b := newBuilder(thesisStudy(), l, nil, Options{})
		b.periods = []string{"before", "after"}
		return b
	}
	w, ok := made(false).waves()
	if !ok || w.both != 14 || !strings.Contains(w.text.ZH, "20份（50.0%）") || !strings.Contains(w.text.ZH, "25份（62.5%）") || !strings.Contains(w.text.ZH, "合计45份") {
		t.Errorf("%+v", w)
	}
	if w, ok := made(true).waves(); ok {
		t.Errorf("a hidden period is told: %+v", w)
	}
}

// What falls short of the conventional cuts is marked and named.
func TestValidityIsJudged(t *testing.T) {
	d := thesisDocument(t, thesisStudy(), thesisLedger())
	holds(t, proseOf(d, "methods", "en"), "Short of it fall AVE: trust in peers .490", "HTMT is .55 at most", "√AVE is not above all correlations of the factor in")
	if c := row(t, d, "scales", "T1").Cells[8]; math.Abs(c.Value-.49) > 1e-12 || !slices.Contains(c.Marks, "weak") {
		t.Errorf("%+v", c)
	}
	if c := row(t, d, "scales", "T1").Cells[7]; slices.Contains(c.Marks, "weak") {
		t.Errorf("%+v", c)
	}
}

// The coefficient on the diagonal is marked where the score has more items than it.
func TestDiagonalOfFewerItems(t *testing.T) {
	s := thesisStudy()
	s.Instrument.Items = append(s.Instrument.Items, coding.Item{ID: "T1_side", Dimension: "T1", Min: 1, Max: 3})
	s.Survey.Items = append(s.Survey.Items, "T1_side")
	d := thesisDocument(t, s, thesisLedger())
	if c := row(t, d, "descriptives", "T1").Cells[4]; !slices.Contains(c.Marks, "aside") {
		t.Errorf("%+v", c)
	}
	if c := row(t, d, "descriptives", "T2").Cells[5]; slices.Contains(c.Marks, "aside") {
		t.Errorf("%+v", c)
	}
	if !slices.ContainsFunc(tableOf(d, "descriptives").Notes, func(n table.Note) bool { return n.Key == "aside" }) {
		t.Error("no note")
	}
}

func TestCommandRepeatsTheRun(t *testing.T) {
	o := func(name, value, from string) ledger.Option {
		return ledger.Option{Name: name, Value: value, From: from}
	}
	got := command(&ledger.Provenance{Tool: "smekit", Options: []ledger.Option{o("bootstrap", "200", "flag"), o("bootstrap", "200", "default"), o("diagonal", "ave", "flag"),
		o("lang", "zh", "flag"), o("min_n", "5", "study"), o("profile", "review,thesis,pass", "flag"), o("template", "my look.docx", "flag"), o("template_sha256", "abc", "flag"), o("together", "false", "flag")}})
	if want := `smekit report --profile review,thesis,pass --bootstrap 200 --diagonal ave --lang zh --template "my look.docx"`; got != want {
		t.Errorf("%q", got)
	}
}

func TestRunOf(t *testing.T) {
	talks := []string{"a", "a-b", "b", "c-1", "d"}
	if i, j, ok := runOf(talks, "a-b-c-1"); !ok || i != 1 || j != 3 {
		t.Error(i, j, ok)
	}
	if _, _, ok := runOf(talks, "d-a"); ok {
		t.Error("a run backwards")
	}
}
