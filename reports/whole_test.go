package reports

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/table"
)

// twoCases is the small study with a second case and, for the whole of it, a tested comparison of roles and periods.
func twoCases() (*coding.Study, *ledger.Ledger) {
	s := smallStudy()
	s.Cases = append(s.Cases, coding.Case{ID: "c-2", Label: coding.Label{ZH: "乙", EN: "Beta"}})
	s.Departments = append(s.Departments, coding.Department{Case: "c-2", ID: "d1", Name: "四科"})
	l := smallLedger("interview survey")
	for i := range l.Estimates {
		if e := &l.Estimates[i]; e.Measure == "cliff_delta" {
			e.Low, e.High = estimate.None, estimate.None
		}
	}
	add := func(measure, of string, v, p float64, n int) {
		e := estimate.New("compare", measure, of)
		e.Value, e.P, e.N, e.DF1 = v, p, n, 11
		l.Estimates = append(l.Estimates, e)
	}
	for i, dim := range []string{"T1", "T2", "B1"} {
		roles := estimate.Key{Dim: dim, Source: "survey", Role: estimate.Contrast("boss", "x-y")}
		for k, level := range []string{"boss", "x-y"} {
			add("median", roles.Of(level), []float64{70 - 10*float64(k), 65, 60 + 10*float64(k)}[i], estimate.None, 40+k)
			add("mean", roles.Of(level), float64(68-10*k), estimate.None, 40+k)
		}
		add("cliff_delta", roles.String(), .3-.3*float64(i), estimate.None, 81)
		add("student_t", roles.String(), 3-3*float64(i), []float64{.0004, .9, .02}[i], 81)
		periods := estimate.Key{Dim: dim, Source: "survey", Period: estimate.Contrast("p2", "p1")}
		add("mean", periods.Of("p1"), 50, estimate.None, 20)
		add("mean", periods.Of("p2"), 55, estimate.None, 20)
		add("paired_t", periods.String(), 2, []float64{.01, .3, .04}[i], 20)
		k := estimate.Key{Dim: dim, Source: "survey"}
		e := estimate.New("score", "survey_pomp", k.String())
		e.Value, e.Low, e.High, e.N = 60, 55.5, 64.5, 81
		l.Estimates = append(l.Estimates, e)
	}
	return s, l
}

func TestWholeStudyIsTested(t *testing.T) {
	s, l := twoCases()
	d := build(t, s, l, Options{})
	var en, zh string
	for _, p := range findings(d) {
		en, zh = en+p.Text.EN+"\n", zh+p.Text.ZH+"\n"
	}
	for _, want := range []string{
		"tested with 12 departments as clusters: head and clerk differ on 2 of 3 observed dimensions with an adjusted p below .05. Head rate higher: Trust in peers; head rate lower: Overtime.",
		"on Trust in peers (medians: head 70.0 (n = 40 answers), clerk 60.0 (n = 41 answers); Cliff’s δ = .30; adjusted p < .001).",
		"The largest difference within a case is in Alpha on Trust in peers", "It describes the answers given and was not tested.",
		"20 people who answered in both periods (p1, p2) changed on 2 of 3 observed dimensions with an adjusted p below .05",
	} {
		if !strings.Contains(en, want) {
			t.Errorf("%q is not in\n%s", want, en)
		}
	}
	for _, want := range []string{"主任评分较高的有同事信任；主任评分较低的有加班。", "校正后p<0.001", "两期都作答的有20人"} {
		if !strings.Contains(zh, want) {
			t.Errorf("%q is not in\n%s", want, zh)
		}
	}
	shown := func(key, group, column string) table.Cell {
		x := tableOf(d, key)
		for i := range x.Columns {
			if x.Columns[i].Key != column {
				continue
			}
			for _, g := range x.Groups {
				if strings.HasPrefix(g.Label.EN, group) {
					return g.Rows[0].Cells[i]
				}
			}
		}
		return table.Cell{}
	}
	for _, c := range []struct {
		table, group, column string
		kind                 table.Kind
		value                float64
	}{
		{"roles", "All cases", "p", table.Number, .0004}, {"roles", "All cases", "gap", table.Number, 10}, {"roles", "All cases", "n_2", table.Number, 41},
		{"roles", "Alpha", "p", table.Missing, 0}, {"roles", "Alpha", "mean_1", table.Missing, 0},
		{"periods", "All cases", "change", table.Number, 5}, {"periods", "All cases", "p", table.Number, .01},
		{"dimensions", "All cases", "n", table.Number, 81},
	} {
		if x := shown(c.table, c.group, c.column); x.Kind != c.kind || x.Kind == table.Number && x.Value != c.value {
			t.Errorf("%s, %s, %s: %+v", c.table, c.group, c.column, x)
		}
	}
	if x := shown("dimensions", "All cases", "ci"); x.Kind != table.Composite || x.Parts[1].Value != 55.5 {
		t.Errorf("interval: %+v", x)
	}
	for key, want := range map[string]string{"c-1/d1": "一科", "c-2/d1": "四科", "d1": ""} {
		if got := d.Labels[key].ZH; got != want {
			t.Errorf("label of %s: %q", key, got)
		}
	}
}

// A hidden mean hides the difference that is made of it.
func TestDifferenceOfHidden(t *testing.T) {
	one, two := estimate.New("compare", "mean", "a"), estimate.New("compare", "mean", "b")
	one.Value = 5
	if x := difference(&one, &two); x.Kind != table.Missing {
		t.Errorf("of nothing: %+v", x)
	}
	two = two.With(estimate.NoteSuppressed.Says())
	if x := difference(&one, &two); x.Kind != table.Suppressed {
		t.Errorf("of a hidden one: %+v", x)
	}
}

// A source that knows no period is judged as it is, beside one that does.
func TestHazardsOfAnUntimedSource(t *testing.T) {
	s, l := smallStudy(), smallLedger("interview survey")
	var es []estimate.Estimate
	for _, e := range l.Estimates {
		if e.Measure == "hazard" && strings.Contains(e.Of, "source=interview") {
			for _, p := range []string{"p1", "p2"} {
				timed := e
				timed.Of = estimate.Key{Dim: "F1", Source: "interview", Case: "c-1", Period: p}.String()
				es = append(es, timed)
			}
			continue
		}
		if e.Measure == "hazard" {
			e.Value, e.Notes = 1, []estimate.Note{{Code: "score_hazard_triggered"}}
		}
		es = append(es, e)
	}
	l.Estimates = es
	d := build(t, s, l, Options{})
	x := tableOf(d, "hazards")
	var labels []string
	for _, g := range x.Groups {
		labels = append(labels, g.Label.EN)
	}
	if got := strings.Join(labels, ", "); got != "no period given, p1, p2" {
		t.Fatalf("groups %q", got)
	}
	if c := x.Groups[0].Rows[0].Cells; c[2].Kind != table.Blank || c[4].Text.EN != "triggered" {
		t.Errorf("untimed: %+v, %+v", c[2], c[4])
	}
	text := ""
	for _, p := range findings(d) {
		text += p.Text.EN + "\n"
	}
	if want := "Alpha – triggered: Exhaustion (F1; survey, no period given)."; !strings.Contains(text, want) {
		t.Errorf("%q is not in\n%s", want, text)
	}
}

func TestDepartmentsWithoutSurvey(t *testing.T) {
	s, l := smallStudy(), smallLedger("survey")
	s.Departments = append(s.Departments, coding.Department{Case: "c-1", ID: "d4", Name: "四科"})
	none := estimate.New("score", "respondents", estimate.Key{Source: "survey", Case: "c-1", Dept: "d4"}.String())
	none.Value, none.N, none.People = 0, 0, 0
	many := estimate.New("score", "respondents", estimate.Key{Source: "survey", Case: "c-1", Dept: "d3"}.String())
	many.Value, many.N, many.People = 14, 14, 14
	l.Estimates = append(l.Estimates, none, many)
	for i := range l.Estimates {
		if e := &l.Estimates[i]; e.Of == "dim=T2;source=survey;case=c-1;dept=d3" {
			e.N = 15
		}
	}
	d := build(t, s, l, Options{})
	rows := tableOf(d, "sample").Groups[0].Rows
	if m := rows[3].Cells[3].Marks; len(m) != 1 || m[0] != "none" {
		t.Errorf("an empty department: %+v", rows[3].Cells[3])
	}
	if c := rows[2].Cells[3]; c.Value != 14 || c.Marks != nil {
		t.Errorf("a full one: %+v", c)
	}
	row := tableOf(d, "departments").Groups[0].Rows[2].Cells
	if row[1].Value != 14 || row[2].Kind != table.Composite || row[2].Parts[0].Value != 15 || row[2].Parts[2].Value != 16 {
		t.Errorf("14 people, 15–16 answers: %+v, %+v", row[1], row[2])
	}
	if alt := d.Figures()[0].Alt.EN; alt != "Heat map of 4 departments on 3 dimensions. Departments with cells hidden to protect people: 2. Departments without survey: 1." {
		t.Errorf("text alternative %q", alt)
	}
}
