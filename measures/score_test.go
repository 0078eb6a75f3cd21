package measures

import (
	"bytes"
	"context"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

func scored(t testing.TB, st *coding.Study) *ledger.Ledger {
	t.Helper()
	l, err := Score(context.Background(), st, ScoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func value(t testing.TB, l *ledger.Ledger, id string) float64 {
	t.Helper()
	e, ok := l.Find(id)
	if !ok {
		t.Fatalf("no %s", id)
	}
	return e.Value
}

// Every id is unique, every key reads back, every parent exists, everything empty says why, and no number is infinite.
func TestLedgerIsWhole(t *testing.T) {
	l := scored(t, invented(small))
	seen := map[string]bool{}
	for _, e := range l.Estimates {
		id := e.ID()
		if seen[id] {
			t.Errorf("twice: %s", id)
		}
		seen[id] = true
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil || k.Of(own) != e.Of {
			t.Errorf("%s: %v", id, err)
		}
		if e.Empty() && len(e.Notes) == 0 {
			t.Errorf("%s is empty without a reason", id)
		}
		if math.IsInf(e.Value, 0) {
			t.Errorf("%s is infinite", id)
		}
	}
	for _, e := range l.Estimates {
		for _, p := range e.Basis.Parents {
			if !seen[p] {
				t.Errorf("%s rests on %s, which is not there", e.ID(), p)
			}
		}
	}
}

func tidy(t *testing.T, l *ledger.Ledger) string {
	t.Helper()
	var b bytes.Buffer
	if err := estimate.WriteCSV(&b, l.Estimates); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// One processor or several, once or twice: the same rows.
func TestScoreIsDeterministic(t *testing.T) {
	a := tidy(t, scored(t, invented(small)))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if b := tidy(t, scored(t, invented(small))); a != b {
		t.Error("two runs differ")
	}
}

// The order of rows in the files changes nothing.
func TestScoreIgnoresRowOrder(t *testing.T) {
	st := invented(size{cases: 2, depts: 4, interviews: 12, segments: 120, coders: 2, respondents: 60})
	a := tidy(t, scored(t, st))
	for i, j := 0, len(st.Codings)-1; i < j; i, j = i+1, j-1 {
		st.Codings[i], st.Codings[j] = st.Codings[j], st.Codings[i]
	}
	for i, j := 0, len(st.Consensus)-1; i < j; i, j = i+1, j-1 {
		st.Consensus[i], st.Consensus[j] = st.Consensus[j], st.Consensus[i]
	}
	if b := tidy(t, scored(t, st)); a != b {
		t.Error("reversed coding rows give other estimates")
	}
}

func TestScoreStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Score(ctx, invented(size{cases: 1, depts: 2, interviews: 2, segments: 4, coders: 1, respondents: 3}), ScoreOptions{}); err == nil {
		t.Error("a cancelled run gave a ledger")
	}
}

func TestEmptyStudy(t *testing.T) {
	l := scored(t, &coding.Study{Framework: inventedFramework()})
	if len(l.Estimates) != 0 {
		t.Errorf("%d estimates of nothing", len(l.Estimates))
	}
}

// tiny has one department on each side, one leader and one clerk in each, three leaves of which one is contextual and
// one a hazard.
func tiny() *coding.Study {
	fw := &coding.Framework{ScaleMin: 1, ScaleMax: 5, Bands: coding.Bands{Low: 40, High: 60, Margin: 5, Gap: 20, MinInterviews: 1},
		Roles: []coding.Role{{ID: "chief", Level: "leader"}, {ID: "clerk", Level: "staff"}},
		Dimensions: []coding.Dimension{
			{ID: "E", Group: true, Polarity: 1},
			{ID: "E.SYN", Parent: "E", Polarity: 1, Sources: []string{"survey"}},
			{ID: "E.EFF", Parent: "E", Polarity: 1, Sources: []string{"survey"}},
			{ID: "E.CTX", Parent: "E", Polarity: 0, Sources: []string{"survey"}},
			{ID: "E.FAIL", Parent: "E", Group: true, Polarity: -1, Sources: []string{"survey"}},
			{ID: "E.NEW", Parent: "E", Polarity: 1, Proposed: true, Sources: []string{"survey"}},
			{ID: "E.ALSO", Parent: "E", Polarity: 1, AlsoProposed: true, Sources: []string{"survey"}},
		},
		Coupling: []coding.CouplingSet{{ID: "C", Systems: []string{"E.SYN", "E.EFF"}}}}
	for _, d := range []string{"E.SYN", "E.EFF", "E.CTX", "E.FAIL", "E.NEW"} {
		fw.Items = append(fw.Items, coding.Item{ID: "q" + d, Dimension: d, Min: 1, Max: 5, Ask: "all"})
	}
	st := &coding.Study{Framework: fw, Cases: []coding.Case{{ID: "G", Invited: 4}},
		Departments: []coding.Department{{Case: "G", ID: "D1", Side: "approval", Invited: -1}, {Case: "G", ID: "D2", Side: "supervision", Invited: -1}}}
	st.Instrument.Items = fw.Items
	st.Survey.Items = []string{"qE.SYN", "qE.EFF", "qE.CTX", "qE.FAIL", "qE.NEW"}
	for _, r := range []struct {
		who, dept, role, period string
		answers                 [5]float64
	}{
		{"a", "D1", "chief", "before", [5]float64{5, 4, 1, 2, 3}},
		{"b", "D1", "clerk", "before", [5]float64{3, 2, 1, 2, 3}},
		{"c", "D2", "chief", "before", [5]float64{4, 4, 1, 2, 3}},
		{"d", "D2", "clerk", "after", [5]float64{1, 2, 1, 2, 3}},
	} {
		x := coding.Response{Respondent: r.who, Case: "G", Dept: r.dept, Role: r.role, Period: r.period, Weight: 1}
		for _, a := range r.answers {
			x.Answers = append(x.Answers, coding.Number(a))
		}
		st.Survey.Responses = append(st.Survey.Responses, x)
	}
	st.Options.Order = map[string][]string{"period": {"before", "after"}}
	st.Benchmarks = []coding.Benchmark{{Peer: "K-1", Dimension: "E.SYN", Scale: "1-5", Value: 3}}
	return st
}

// E.SYN 56.25, E.EFF 50, E.FAIL 25 (enters as 75); E.ALSO is observed and not scored: 3 of 4. Proposed alone: E.NEW 50.
func TestByHand(t *testing.T) {
	l := scored(t, tiny())
	for id, want := range map[string]float64{
		"score.survey_pomp(dim=E.SYN;source=survey;case=G)":                         56.25,
		"score.survey_pomp(dim=E.SYN;source=survey;case=G;dept=D1)":                 75,
		"score.survey_pomp(dim=E.SYN;source=survey;case=G;dept=D2;period=after)":    0,
		"score.composite(dim=E;source=survey;case=G)":                               (56.25 + 50 + 75) / 3,
		"score.readiness(dim=E;source=survey;case=G)":                               50,
		"score.gap(dim=E.SYN;source=survey;case=G;role=leader-staff)":               87.5 - 25,
		"score.gap(dim=E.SYN;source=survey;case=G;role=leader-staff;period=before)": 87.5 - 50,
		"score.gap(dim=E.SYN;source=survey;case=G;side=approval-supervision)":       75 - 37.5,
		"score.gap(dim=E.SYN;source=survey;case=G;period=after-before)":             0 - 75,
		"score.gap(dim=E.SYN;source=survey;case=G;dept=D2;period=after-before)":     0 - 75,
		"score.gap(dim=E;source=survey;case=G;role=leader-staff)":                   (87.5-25)/3 + (75-25)/3.0,
		"score.peer_gap(dim=E.SYN;source=survey;case=G;peer=K-1)":                   6.25,
		"score.respondents(source=survey;case=G)":                                   4,
		"score.response_rate(source=survey;case=G)":                                 1,
		"ccd.development_t(dim=C;source=survey;case=G)":                             (0.5625 + 0.5) / 2,
		"ccd.coupling_c(dim=C;source=survey;case=G)":                                2 * math.Sqrt(0.5625*0.5) / 1.0625,
		"ccd.coupling_c(dim=C;source=survey;case=G|variant=fan2024)":                1 - 2*(0.0625/2),
		"score.percent_agree(dim=E.SYN;source=survey;case=G)":                       50,
		"score.survey_pomp_median(dim=E.SYN;source=survey;case=G)":                  62.5,
		"score.survey_pomp(dim=E.SYN;source=survey)":                                56.25,
		"score.composite(dim=E;source=survey)":                                      (56.25 + 50 + 75) / 3,
		"score.conclusion_stable(dim=C;source=survey;case=G|variant=wang2021)":      0, // D .696 against .728
	} {
		if got := value(t, l, id); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
	e, _ := l.Find("score.composite(dim=E;source=survey;case=G)")
	if e.People != 4 || len(e.Basis.Parents) != 3 {
		t.Errorf("%+v", e)
	}
}

func TestHalfOfTheChildren(t *testing.T) {
	st := tiny()
	st.Survey.Items = []string{"qE.SYN", "none1", "none2", "none3", "qE.NEW"}
	l := scored(t, st)
	e, ok := l.Find("score.composite(dim=E;source=survey;case=G)")
	if !ok || !e.Empty() || estimate.JoinNotes(e.Notes) != "1 of 4 dimensions scored, fewer than half" {
		t.Errorf("one of four children: %+v", e)
	}
}

func TestTriangulation(t *testing.T) {
	fw := &coding.Framework{Bands: coding.Bands{Low: 40, High: 60, Margin: 5}}
	both := []string{"interview", "survey"}
	scores := map[string][2]float64{"same": {70, 80}, "part": {50, 61}, "oppose": {20, 90}, "ends": {40, 60}, "quiet": {math.NaN(), 50}, "none": {math.NaN(), math.NaN()}}
	order := []string{"same", "part", "oppose", "ends", "quiet", "none"}
	for _, d := range order {
		fw.Dimensions = append(fw.Dimensions, coding.Dimension{ID: d, Polarity: 1, Sources: both})
	}
	fw.Dimensions = append(fw.Dimensions, coding.Dimension{ID: "single", Polarity: 1, Sources: both[:1]})
	st := &coding.Study{Framework: fw, Cases: []coding.Case{{ID: "G"}}}
	boards := []*board{newBoard(st, "interview"), newBoard(st, "survey")}
	for k, b := range boards {
		row := b.add(estimate.Key{Case: "G"})
		for d := range row {
			if x, ok := scores[fw.Dimensions[d].ID]; ok && !math.IsNaN(x[k]) {
				row[d] = score{measure: []string{"interview_q", "survey_pomp"}[k], value: x[k], n: 9, people: 9}
			}
		}
	}
	var got []string
	for _, e := range triangulate(st, boards[0], boards[1]) {
		got = append(got, strings.TrimSuffix(strings.TrimPrefix(e.Of, "dim="), ";case=G")+" "+estimate.FormatFloat(e.Value)+" "+estimate.JoinNotes(e.Notes))
	}
	want := []string{"same 1 convergence: both high",
		"part 0 partial: interviews mid, survey high; borderline: survey score 61 is within 5 of the cut 60",
		"oppose -1 dissonance: interviews low, survey high",
		"ends 1 convergence: both mid; borderline: interview score 40 is within 5 of the cut 40; borderline: survey score 60 is within 5 of the cut 60",
		"quiet  silence: no interview score"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestScales(t *testing.T) {
	for _, c := range []struct {
		scale string
		want  float64
		ok    bool
	}{{"pomp", 3, true}, {"", 3, true}, {"1-5", 50, true}, {"0–100", 3, true}, {"-2-2", 125, true}, {"percent", 0, false}, {"5-1", 0, false}} {
		if got, ok := onPOMP(3, c.scale); ok != c.ok || got != c.want {
			t.Errorf("%q: %v %v", c.scale, got, ok)
		}
	}
}

func BenchmarkScoreSmall(b *testing.B) { benchmarkScore(b, small) }
func BenchmarkScoreLarge(b *testing.B) { benchmarkScore(b, large) }

func benchmarkScore(b *testing.B, z size) {
	st := invented(z)
	b.ReportAllocs()
	for b.Loop() {
		b.ReportMetric(float64(len(scored(b, st).Estimates)), "estimates")
	}
}
