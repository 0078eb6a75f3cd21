package reports

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// told joins the findings of a study in English, checking what they must and must not hold.
func told(t *testing.T, s *coding.Study, l *ledger.Ledger, want, not []string) {
	t.Helper()
	var text strings.Builder
	for _, p := range findings(build(t, s, l, Options{})) {
		text.WriteString(p.Text.EN + "\n" + p.Text.ZH + "\n")
	}
	for _, w := range want {
		if !strings.Contains(text.String(), w) {
			t.Errorf("%q is not in\n%s", w, text.String())
		}
	}
	for _, w := range not {
		if strings.Contains(text.String(), w) {
			t.Errorf("%q is in\n%s", w, text.String())
		}
	}
}

// timed is the small study with the changes of T1 between three periods: 9 from p1 to p2, −20 from p2 to p3.
func timed() (*coding.Study, *ledger.Ledger) {
	s, l := smallStudy(), smallLedger("survey")
	s.Options.Order["period"] = []string{"p1", "p2", "p3"}
	m := &maker{es: l.Estimates}
	k := estimate.Key{Dim: "T1", Source: "survey", Case: "c-1", Period: "p3"}
	m.score("survey_pomp", k, 39, 15)
	k.Period = estimate.Contrast("p3", "p1")
	m.score("gap", k, -30, 30)
	k.Period = estimate.Contrast("p3", "p2")
	m.score("gap", k, -20, 30)
	l.Estimates = m.es
	return s, l
}

func TestChangeNamesItsPeriods(t *testing.T) {
	s, l := timed()
	told(t, s, l, []string{"the largest change between neighbouring periods is that between p2 and p3 on Trust in peers", "−20.0 points, in the unfavourable direction",
		"From p2 to p3, of the 1 score (case", "0 rose and 1 fell", "相邻两期之间变化最大的是p2至p3的同事信任"}, []string{"p1", "−30.0"})
}

func TestUnorderedPeriodsHaveNoDirection(t *testing.T) {
	s := smallStudy()
	s.Options.Order = map[string][]string{"role": {"boss", "x-y"}}
	told(t, s, smallLedger("survey"), []string{"9.0 points apart; the study does not say which period comes first", "研究没有给出时期的先后"},
		[]string{"favourable", "rose", "+9.0", "有利", "上升"})
	d := build(t, s, smallLedger("survey"), Options{})
	noted := false
	for _, n := range tableOf(d, "periods").Notes {
		noted = noted || strings.Contains(n.Text.EN, "does not say which period comes first")
	}
	if !noted {
		t.Error("the table of periods does not say that their order is unknown")
	}
}

// A negligible δ, or equal medians, has no direction.
func TestSlightDifferencesHaveNoDirection(t *testing.T) {
	with := func(delta, first, second float64) *ledger.Ledger {
		l := smallLedger("survey")
		for i := range l.Estimates {
			switch e := &l.Estimates[i]; {
			case e.Measure == "cliff_delta":
				e.Value, e.Low, e.High = delta, estimate.None, estimate.None
			case e.Measure == "survey_pomp_median" && strings.HasSuffix(e.Of, "role=boss"):
				e.Value = first
			case e.Measure == "survey_pomp_median" && strings.Contains(e.Of, "role="):
				e.Value = second
			}
		}
		return l
	}
	direction := []string{"rate higher", "rate lower", "评分高于", "评分低于"}
	told(t, smallStudy(), with(.14, 60, 50), []string{"No clear difference between head and clerk within a case", "negligible (|δ| below .147)", "没有明显差异"}, direction)
	told(t, smallStudy(), with(.5, 50, 50), []string{"the medians do not differ the same way"}, append(direction, "negligible"))
	told(t, smallStudy(), with(.15, 60, 50), []string{"which head rate higher than clerk"}, []string{"No clear"})
	told(t, smallStudy(), with(-.15, 50, 60), []string{"which head rate lower than clerk"}, []string{"No clear"})

	s, l := twoCases() // the test of the whole study says p < .05, δ that the difference is negligible
	for i := range l.Estimates {
		if e := &l.Estimates[i]; e.Measure == "cliff_delta" && !strings.Contains(e.Of, "case=") {
			e.Value /= 10
		}
	}
	told(t, s, l, []string{"differ on 2 of 3", "No clear difference in spite of the test", "Trust in peers, Overtime.", "On none of them is there a clear difference; the smallest p is that of Trust in peers"},
		[]string{"Head rate higher: ", "The clearest difference"})
}

func TestBorderlineBands(t *testing.T) {
	b := newBuilder(smallStudy(), smallLedger("survey"), nil, Options{})
	for v, want := range map[float64][2]string{34.9: {"low", "低"}, 35: {"low, borderline", "低（临界）"}, 45: {"mid, borderline", "中（临界）"}, 50: {"mid", "中"}, 64: {"high, borderline", "高（临界）"}, 66: {"high", "高"}} {
		if got := b.bandText(v); got.EN != want[0] || got.ZH != want[1] {
			t.Errorf("%v: %+v", v, got)
		}
	}
	x := tableOf(build(t, smallStudy(), smallLedger("survey"), Options{}), "dimensions")
	found := false
	for _, g := range x.Groups {
		for _, r := range g.Rows {
			last := r.Cells[len(r.Cells)-1]
			found = found || last.Text.ZH == "中（临界）" && last.Level == table.Mid
		}
	}
	if !found {
		t.Error("no borderline band in the table of dimensions")
	}
}

// A dimension some of whose items one side alone was asked gives way to the others, and is told so where it stands alone.
func TestDepartmentsOnTheSameItems(t *testing.T) {
	spread := func() *ledger.Ledger {
		l := smallLedger("survey")
		for i := range l.Estimates {
			if e := &l.Estimates[i]; e.Measure == "survey_pomp" && strings.Contains(e.Of, "dept=d2") {
				e.Notes, e.Value, e.N, e.People = nil, 60, 12, 12
				if strings.HasPrefix(e.Of, "dim=T1") {
					e.Value = 20
				}
			}
		}
		return l
	}
	s := smallStudy()
	told(t, s, spread(), []string{"departments differ most on Trust in peers"}, []string{"partly different items", "asked of all departments"})
	s.Instrument.Items = []coding.Item{{ID: "i1", Dimension: "T1"}, {ID: "i2", Dimension: "T1", Ask: "line"}}
	told(t, s, spread(), []string{"among the dimensions whose items were asked of all departments, departments differ most on Trust in superiors"}, []string{"partly different items"})
	s.Instrument.Items = append(s.Instrument.Items, coding.Item{ID: "i3", Dimension: "T2"}, coding.Item{ID: "i4", Dimension: "B1", Ask: "approval"})
	s.Framework.Items = []coding.Item{{ID: "i3", Ask: "approval"}} // the study's item does not say
	told(t, s, spread(), []string{"departments differ most on Trust in peers", "partly different items"}, []string{"asked of all departments"})
}

func TestNothingToReportYet(t *testing.T) {
	s, l := smallStudy(), &ledger.Ledger{Released: true}
	s.Interviews, s.Segments, s.Codings = nil, nil, nil
	s.Framework.Coupling = []coding.CouplingSet{{ID: "K", Systems: []string{"T1", "T2"}}}
	m := &maker{}
	m.score("respondents", estimate.Key{Source: "survey"}, 0, 0)
	m.score("respondents_invited", estimate.Key{Source: "survey"}, 20, 20)
	l.Estimates = m.es
	d := build(t, s, l, Options{})
	blocks := section(d, "findings").Blocks
	if len(blocks) != 1 || blocks[0].Paragraph == nil || !strings.HasPrefix(blocks[0].Paragraph.Text.EN, "There is nothing to report yet") {
		t.Errorf("findings %+v", blocks)
	}
	if p := section(d, "coupling").Blocks[0].Paragraph; p == nil || p.Text.ZH != "耦合协调表：未生成，尚无证据。" {
		t.Errorf("coupling %+v", p)
	}
}

func TestSensitivityInNumber(t *testing.T) {
	for _, c := range []struct {
		stable    []float64
		want, not string
	}{
		{[]float64{1}, "The one conclusion tried under 1 other choice does not change: bands of scores.", "care"},
		{[]float64{0}, "The one conclusion tried under 1 other choice changes under at least one: bands of scores. It should be used with care.", "Those"},
		{[]float64{1, 1}, "None of 2 conclusions tried under 1 other choice changes: bands of scores 2.", "care"},
		{[]float64{1, 0}, "Of 2 conclusions tried under 1 other choice, 1 changes under at least one: bands of scores 1 of 2. It should be used with care.", "Those"},
		{[]float64{0, 0}, "Of 2 conclusions tried under 1 other choice, 2 change under at least one: bands of scores 2 of 2. Those should be used with care.", "It should"},
	} {
		l := smallLedger("survey")
		for i, v := range c.stable {
			e := estimate.New("score", "conclusion_stable", estimate.Key{Dim: []string{"T1", "T2"}[i], Source: "survey", Case: "c-1"}.Of("rule=union"))
			e.Value = v
			l.Estimates = append(l.Estimates, e)
		}
		told(t, smallStudy(), l, []string{c.want}, []string{c.not})
	}
}

// What is said of tests follows from how they were made.
func TestTestsAreDescribedAsMade(t *testing.T) {
	comparisons := func(d *document.Document) string {
		for _, g := range tableOf(d, "methods").Groups {
			for _, r := range g.Rows {
				if r.Key == "comparisons" {
					return r.Cells[1].Text.EN
				}
			}
		}
		return ""
	}
	check := func(text string, want, not string) {
		t.Helper()
		if !strings.Contains(text, want) || strings.Contains(text, not) {
			t.Errorf("want %q, not %q: %s", want, not, text)
		}
	}
	check(comparisons(build(t, smallStudy(), smallLedger("survey"), Options{})), "No difference was tested.", "Holm")
	s, l := twoCases()
	check(comparisons(build(t, s, l, Options{})), "paired t tests that do not allow", "taken together")
	for i := range l.Estimates {
		if e := &l.Estimates[i]; e.Measure == "paired_t" || e.Measure == "student_t" {
			e.Method = "mean difference, CR1 standard error, clusters-1 df"
			e.Notes = append(e.Notes, estimate.Note{Code: "score_departments_together"})
		}
	}
	check(comparisons(build(t, s, l, Options{})), "mean change with departments as clusters (CR1). Groups are compared", "do not allow")
	told(t, s, l, []string{"(departments as clusters)", "those not shown taken as one"}, []string{"does not allow"})
	s.Options.Refuse = map[string]string{"tests": "off"}
	check(comparisons(build(t, s, l, Options{})), "their p values are unreliable", "refused")
}
