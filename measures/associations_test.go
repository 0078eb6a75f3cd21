package measures

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures/correlate"
	"github.com/smekit/smekit/measures/describe"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/factor"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/sampledata"
)

// raw is the table of the valid answers to an item, as given, by response; of an item of one side those of that side.
type raw struct {
	st     *coding.Study
	column map[string]int
	side   map[[2]string]string
}

func newRaw(st *coding.Study) *raw {
	w := &raw{st, map[string]int{}, map[[2]string]string{}}
	for i, id := range st.Survey.Items {
		w.column[id] = i
	}
	for _, d := range st.Departments {
		w.side[[2]string{d.Case, d.ID}] = d.Side
	}
	return w
}

func (w *raw) answer(r *coding.Response, it *coding.Item) float64 {
	k, ok := w.column[it.ID]
	side := w.side[[2]string{r.Case, r.Dept}]
	if !ok || r.Excluded != "" || !r.Answers[k].Ok() || it.Ask == "approval" && side != "approval" || it.Ask == "line" && side != "supervision" {
		return math.NaN()
	}
	return r.Answers[k].Num
}

// latest is one response of each person, those after before those before, in the order of the cases, departments and people.
func (w *raw) latest() []*coding.Response {
	at := map[string]*coding.Response{}
	var order []string
	for i := range w.st.Survey.Responses {
		r := &w.st.Survey.Responses[i]
		if r.Excluded != "" {
			continue
		}
		if at[r.Respondent] == nil {
			order = append(order, r.Respondent)
		}
		if at[r.Respondent] == nil || r.Period == "after" {
			at[r.Respondent] = r
		}
	}
	var out []*coding.Response
	for _, id := range order {
		out = append(out, at[id])
	}
	return out
}

func sample(t *testing.T) *coding.Study {
	t.Helper()
	st, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// Every share of the sample study is the family's on the raw column, and those of an item and cell add up to 1.
func TestSharesOfTheSample(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	st := sample(t)
	l, w := scored(t, st), newRaw(st)
	rows := 0
	for _, e := range l.Estimates {
		if e.Measure == "share" {
			rows++
		}
	}
	found := 0
	for i := range st.Instrument.Items {
		it := &st.Instrument.Items[i]
		for _, c := range append([]coding.Case{{}}, st.Cases...) {
			var column []float64
			for r := range st.Survey.Responses {
				if p := &st.Survey.Responses[r]; c.ID == "" || p.Case == c.ID {
					column = append(column, w.answer(p, it))
				}
			}
			want, err := describe.Compute(context.Background(), moments.NewFrame(len(column)).Numeric(it.ID, column),
				describe.Options{Items: []string{it.ID}, Min: it.Min, Max: it.Max, Shares: true})
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for x := it.Min; x <= it.Max; x++ {
				of := estimate.Key{Dim: it.Dimension, Source: "survey", Case: c.ID}.Of(fmt.Sprintf("%s=%v", it.ID, x))
				e, ok := l.Find("describe.share(" + of + ")")
				if proposed := st.Framework.Dimension(it.Dimension).Proposed; !ok {
					if !proposed || c.ID == "" {
						t.Fatalf("no share of %s", of)
					}
					continue
				}
				found++
				f, _ := want.Find("share", fmt.Sprintf("%s=%v", it.ID, x))
				if e.Value != f.Value || e.N != f.N || e.People > e.N || e.People < 1 {
					t.Errorf("%s: %v of %d (%d people), on the raw column %v of %d", of, e.Value, e.N, e.People, f.Value, f.N)
				}
				sum += e.Value
			}
			if sum != 0 && math.Abs(sum-1) > 1e-12 {
				t.Errorf("%s of %s: shares add up to %v", it.ID, c.ID, sum)
			}
		}
	}
	if found != rows || rows > 1400 {
		t.Errorf("%d shares, %d compared", rows, found)
	}
}

// Correlations are those of people's latest scores, and the screen that of their latest answers.
func TestAssociationsOfTheSample(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	st := sample(t)
	l, w := scored(t, st), newRaw(st)
	people := w.latest()
	scores, names := moments.NewFrame(len(people)), []string(nil)
	answers, items := moments.NewFrame(len(people)), []string(nil)
	for _, d := range st.Framework.Dimensions {
		column := make([]float64, len(people))
		asked, n := make([]int, len(people)), make([]int, len(people))
		some := false
		for i := range st.Instrument.Items {
			it := &st.Instrument.Items[i]
			if it.Dimension != d.ID || d.Proposed {
				continue
			}
			some = true
			one := make([]float64, len(people))
			for r, p := range people {
				side := w.side[[2]string{p.Case, p.Dept}]
				if it.Ask == "approval" && side != "approval" || it.Ask == "line" && side != "supervision" {
					continue
				}
				asked[r]++
				x := w.answer(p, it)
				if it.Reverse {
					x = it.Min + it.Max - x
				}
				if one[r] = x; !math.IsNaN(x) {
					n[r]++
					column[r] += 100 * (x - it.Min) / (it.Max - it.Min)
				}
			}
			if it.Ask == "" || it.Ask == "all" {
				answers.Numeric(it.ID, one)
				items = append(items, it.ID)
			}
		}
		if !some {
			continue
		}
		for r := range column {
			if column[r] /= float64(n[r]); n[r] < min(asked[r], max(2, (asked[r]+1)/2)) {
				column[r] = math.NaN()
			}
		}
		scores.Numeric(d.ID, column)
		names = append(names, d.ID)
	}
	r, err := correlate.Compute(context.Background(), scores, correlate.Options{Items: names})
	if err != nil {
		t.Fatal(err)
	}
	a, err := factor.Compute(context.Background(), answers, factor.Options{Items: items, Factors: 1, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	near := func(id string, want estimate.Estimate) {
		t.Helper()
		got, ok := l.Find(id)
		if !ok || got.N != want.N || math.Abs(got.Value-want.Value) > 1e-9*(1+math.Abs(want.Value)) || estimate.Has(want.P) && math.Abs(got.P-want.P) > 1e-9 {
			t.Errorf("%s: %v of %d, p %v; on the raw table %v of %d, p %v", id, got.Value, got.N, got.P, want.Value, want.N, want.P)
		}
	}
	if len(r.Estimates) != 78 {
		t.Errorf("%d pairs", len(r.Estimates))
	}
	for _, e := range r.Estimates {
		near("correlate.r(source=survey|"+e.Of+")", e)
	}
	for _, m := range []string{"kmo", "bartlett_chi2", "harman_first_factor"} {
		e, _ := a.Find(m, "")
		near("factor."+m+"(source=survey)", e)
	}
}

// Scales without points have no shares, and too few people no screen; dimensions that nobody has both of no correlation.
func TestNothingToAssociate(t *testing.T) {
	l := scored(t, modelStudy(4, 60, 12))
	for _, e := range l.Estimates {
		if e.Measure == "share" {
			t.Fatalf("%s on a continuous scale", e.ID())
		}
	}
	e, ok := l.Find("factor.harman_first_factor(source=survey)")
	if !ok || !e.Empty() || !strings.Contains(estimate.JoinNotes(e.Notes), "60 people, fewer than 100") {
		t.Errorf("%v %s", ok, estimate.JoinNotes(e.Notes))
	}
	st := modelStudy(4, 60, 12)
	for i := range st.Survey.Responses {
		for k, item := range st.Survey.Items {
			if i%2 == 0 && strings.HasPrefix(item, "S.A") || i%2 == 1 && strings.HasPrefix(item, "E.A") {
				st.Survey.Responses[i].Answers[k] = coding.Value{Missing: coding.NotAnswered}
			}
		}
	}
	l = scored(t, st)
	if e, ok := l.Find("correlate.r(source=survey|S.A~E.A)"); ok {
		t.Errorf("%v of %d", e.Value, e.N)
	}
	if e, ok := l.Find("correlate.r(source=survey|S.A~E.B)"); !ok || e.N != 30 {
		t.Errorf("%v of %d", e.Value, e.N)
	}
}

// Every rival is compared with the model before it and with that of theory, by χ² tests of nested models.
func TestRivalsAreCompared(t *testing.T) {
	l := scored(t, modelStudy(1, 600, 12))
	for _, of := range []string{"groups-dimensions", "one-groups", "one-dimensions"} {
		e, ok := l.Find("cfa.chi2_diff(dim=M;source=survey|" + of + ")")
		if !ok || e.Empty() || len(e.Notes) > 0 {
			t.Errorf("%s: %v %s", of, e.Value, estimate.JoinNotes(e.Notes))
		}
		for _, m := range []string{"cfi_diff", "rmsea_diff"} {
			value(t, l, "cfa."+m+"(dim=M;source=survey|"+of+")")
		}
	}
	sum := value(t, l, "cfa.cfi_diff(dim=M;source=survey|groups-dimensions)") + value(t, l, "cfa.cfi_diff(dim=M;source=survey|one-groups)")
	if all := value(t, l, "cfa.cfi_diff(dim=M;source=survey|one-dimensions)"); math.Abs(sum-all) > 1e-9 {
		t.Errorf("CFI falls by %v, in two steps by %v", all, sum)
	}
	for _, own := range []string{"", "|groups:", "|one:"} {
		for _, m := range []string{"chi2", "cfi", "tli", "rmsea", "srmr", "aic", "bic"} {
			if e, ok := l.Find("cfa." + m + "(dim=M;source=survey" + own + ")"); !ok || e.Empty() || m == "chi2" && !(e.DF1 > 0) {
				t.Errorf("no %s of %q", m, own)
			}
		}
	}
}

// An inadmissible solution gives no test of a difference.
func TestInadmissibleRivals(t *testing.T) {
	chi := func(of, note string) estimate.Estimate {
		e := estimate.New("cfa", "chi2", "dim=M;source=survey"+of)
		e.Value = 3
		if note != "" {
			e = e.With(estimate.Note{Code: estimate.Code(note), Args: []string{"x"}})
		}
		return e
	}
	diff := func(of string) estimate.Estimate {
		e := estimate.New("cfa", "chi2_diff", "dim=M;source=survey|"+of)
		e.Value, e.Statistic, e.DF1, e.P = 9, 9, 1, .003
		return e
	}
	es := []estimate.Estimate{chi("", ""), chi("|groups:", "sem_negative_variance"), chi("|one:", "sem_small_sample"), diff("groups-dimensions"), diff("one-groups"), diff("one-dimensions")}
	admissible(es)
	for i, empty := range map[int]bool{3: true, 4: true, 5: false} {
		if e := es[i]; e.Empty() != empty || estimate.Has(e.P) == empty || empty && !strings.Contains(estimate.JoinNotes(e.Notes), "groups is inadmissible") {
			t.Errorf("%s: %v, p %v, %s", e.Of, e.Value, e.P, estimate.JoinNotes(e.Notes))
		}
	}
}
