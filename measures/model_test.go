package measures

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/sampledata"
)

var modelLoadings = []float64{.8, .7, .6, .75}

// modelStudy is a survey of known structure: situation S (two dimensions), mechanism M with the groups ME (two) and MC (one), effect E
// (two), four items each with the loadings above, the third reversed; standardised items around the middle of a wide
// scale. ME is .5 S and MC .3 S, E .4 ME + .3 MC + .1 S, plus noise. S.A has a fifth item that only one side is asked.
func modelStudy(seed uint64, people, departments int) *coding.Study {
	rnd := rand.New(rand.NewPCG(seed, 3))
	fw := &coding.Framework{ID: "known", ScaleMin: -10, ScaleMax: 10, Weights: "equal", Bands: coding.Bands{Low: 40, High: 60, Margin: 5, Gap: 20, MinInterviews: 3}}
	st := &coding.Study{Framework: fw, Cases: []coding.Case{{ID: "C", Invited: people}}}
	add := func(id, parent string, group bool, polarity int) {
		fw.Dimensions = append(fw.Dimensions, coding.Dimension{ID: id, Parent: parent, Group: group, Polarity: polarity, Sources: []string{"survey"}})
		if group {
			return
		}
		for i := range modelLoadings {
			st.Instrument.Items = append(st.Instrument.Items, coding.Item{ID: fmt.Sprintf("%s_%d", id, i+1), Dimension: id, Min: -10, Max: 10, Reverse: i == 2, Ask: "all"})
		}
	}
	add("S", "", true, 0)
	add("S.A", "S", false, 0)
	add("S.B", "S", false, 0)
	add("M", "", true, 1)
	add("ME", "M", true, 1)
	add("ME.A", "ME", false, 1)
	add("ME.B", "ME", false, 1)
	add("MC", "M", true, 1)
	add("MC.A", "MC", false, 1)
	add("E", "", true, 1)
	add("E.A", "E", false, 1)
	add("E.B", "E", false, 1)
	st.Instrument.Items = append(st.Instrument.Items, coding.Item{ID: "S.A_5", Dimension: "S.A", Min: -10, Max: 10, Ask: "approval"})
	for _, it := range st.Instrument.Items {
		st.Survey.Items = append(st.Survey.Items, it.ID)
	}
	for d := range departments {
		st.Departments = append(st.Departments, coding.Department{Case: "C", ID: fmt.Sprintf("D%02d", d), Side: []string{"approval", "supervision"}[d%2], Invited: -1})
	}
	st.Options.MinN = 5
	between := make([]float64, departments)
	for d := range between {
		between[d] = rnd.NormFloat64()
	}
	for p := range people {
		d := p % departments
		noise := func(s float64) float64 { return s * rnd.NormFloat64() }
		s := math.Sqrt(.3)*between[d] + noise(math.Sqrt(.7))
		me, mc := .5*s+noise(math.Sqrt(.75)), .3*s+noise(math.Sqrt(.91))
		e := .4*me + .3*mc + .1*s + noise(.8)
		r := coding.Response{Respondent: fmt.Sprintf("R%04d", p), Case: "C", Dept: st.Departments[d].ID, Period: "2", Weight: 1}
		for _, stage := range []struct {
			x float64
			n int
		}{{s, 2}, {me, 2}, {mc, 1}, {e, 2}} {
			for range stage.n { // dimensions of a group share two thirds of their variance
				eta := math.Sqrt(2./3)*stage.x + noise(math.Sqrt(1./3))
				for i, l := range modelLoadings {
					x := l*eta + noise(math.Sqrt(1-l*l))
					if i == 2 {
						x = -x
					}
					v := coding.Number(x)
					if rnd.IntN(50) == 0 {
						v = coding.Value{}
					}
					r.Answers = append(r.Answers, v)
				}
			}
		}
		r.Answers = append(r.Answers, coding.Number(0))
		st.Survey.Responses = append(st.Survey.Responses, r)
	}
	return st
}

// modelRows are the estimates of the models.
func modelRows(l *ledger.Ledger) []estimate.Estimate {
	var out []estimate.Estimate
	for _, e := range l.Estimates {
		switch e.Family {
		case "cfa", "mediate", "multilevel":
			out = append(out, e)
		}
	}
	return out
}

func TestModelsRecoverTheirStudy(t *testing.T) {
	l := scored(t, modelStudy(1, 1200, 12))
	for dim, stage := range map[string]string{"S.A": "S", "S.B": "S", "ME.A": "M", "ME.B": "M", "MC.A": "M", "E.A": "E", "E.B": "E"} {
		for i, want := range modelLoadings {
			id := fmt.Sprintf("cfa.loading_std(dim=%s;source=survey|%s=~%s_%d)", stage, dim, dim, i+1)
			if got := value(t, l, id); math.Abs(got-want) > .07 {
				t.Errorf("%s is %.3f, made as %.2f", id, got, want)
			}
		}
	}
	for _, stage := range []string{"S", "M", "E"} {
		e, _ := l.Find("cfa.cfi(dim=" + stage + ";source=survey)")
		if e.Value < .98 || e.N != 1200 || e.People != 1200 || !strings.Contains(e.Method, "fiml") {
			t.Errorf("%s: CFI %v of %d, %s", stage, e.Value, e.N, e.Method)
		}
		if stage == "S" && !strings.Contains(estimate.JoinNotes(e.Notes), "S.A_5") {
			t.Errorf("no word of the item of one side: %s", estimate.JoinNotes(e.Notes))
		}
		one := value(t, l, "cfa.cfi(dim="+stage+";source=survey|one:)")
		if !(one < e.Value) {
			t.Errorf("%s: one factor fits %v, the dimensions %v", stage, one, e.Value)
		}
	}
	if d := value(t, l, "cfa.cfi_diff(dim=M;source=survey|groups-dimensions)"); !(d < 0) {
		t.Errorf("merged factors differ by %v", d)
	}
	if _, ok := l.Find("cfa.loading(dim=M;source=survey|one: M=~ME.A_1)"); ok {
		t.Error("a rival has loadings")
	}
	// √(2/3)·√(2/3) within a group, times the correlation of .4·1 + .3·.15 + .1·.5 between ME and E.
	if r, want := value(t, l, "cfa.htmt(source=survey|ME.A~~E.A)"), 2./3*(.4+.3*.15+.1*.5); math.Abs(r-want) > .1 {
		t.Errorf("HTMT of ME.A and E.A %v, made as %v", r, want)
	}
	total, direct := value(t, l, "mediate.total(source=survey)"), value(t, l, "mediate.direct(source=survey)")
	indirect, _ := l.Find("mediate.total_indirect(source=survey)")
	if math.Abs(total-direct-indirect.Value) > 1e-9 || !(indirect.Low > 0) || !(indirect.High > indirect.Value) {
		t.Errorf("total %v, direct %v, indirect %v [%v, %v]", total, direct, indirect.Value, indirect.Low, indirect.High)
	}
	if parts := value(t, l, "mediate.indirect(source=survey|ME)") + value(t, l, "mediate.indirect(source=survey|MC)"); math.Abs(parts-indirect.Value) > 1e-9 {
		t.Errorf("parts %v, whole %v", parts, indirect.Value)
	}
	if !strings.Contains(estimate.JoinNotes(indirect.Notes), "association") {
		t.Error("no word that this is an association")
	}
	if icc := value(t, l, "multilevel.icc(dim=E;source=survey)"); !(icc > 0 && icc < .3) {
		t.Errorf("ICC %v", icc)
	}
}

// Without missing answers full information and complete rows are the same.
func TestModelOfCompleteAnswers(t *testing.T) {
	st := modelStudy(2, 300, 12)
	for i := range st.Survey.Responses {
		for k := range st.Survey.Responses[i].Answers {
			if a := &st.Survey.Responses[i].Answers[k]; !a.Ok() {
				*a = coding.Number(0)
			}
		}
	}
	e, _ := scored(t, st).Find("cfa.cfi(dim=M;source=survey)")
	if !strings.Contains(e.Method, "listwise") || e.N != 300 || e.Empty() {
		t.Errorf("%v of %d, %s", e.Value, e.N, e.Method)
	}
}

func TestModelsTakePeopleOnceAndInAnyOrder(t *testing.T) {
	st := modelStudy(3, 240, 12)
	once := modelRows(scored(t, st))
	before := st.Survey.Responses
	rnd := rand.New(rand.NewPCG(9, 9))
	for _, r := range before[:len(before):len(before)] {
		if rnd.IntN(2) == 0 {
			r.Period, r.Answers = "1", nil
			for range st.Survey.Items {
				r.Answers = append(r.Answers, coding.Number(rnd.NormFloat64()))
			}
			st.Survey.Responses = append(st.Survey.Responses, r)
		}
	}
	rs := st.Survey.Responses
	rnd.Shuffle(len(rs), func(i, j int) { rs[i], rs[j] = rs[j], rs[i] })
	twice := modelRows(scored(t, st))
	if len(once) != len(twice) {
		t.Fatalf("%d estimates, then %d", len(once), len(twice))
	}
	noted := false
	for i := range once {
		a, b := once[i], twice[i]
		if a.ID() != b.ID() || a.N != b.N || a.Value != b.Value && !(a.Empty() && b.Empty()) || estimate.Has(a.Low) && a.Low != b.Low {
			t.Errorf("%s %v of %d, then %s %v of %d", a.ID(), a.Value, a.N, b.ID(), b.Value, b.N)
		}
		noted = noted || strings.Contains(estimate.JoinNotes(b.Notes), "latest answers count")
	}
	if !noted {
		t.Error("no word of the people who answered twice")
	}
}

func TestModelsRefuse(t *testing.T) {
	why := func(st *coding.Study, id string) string {
		t.Helper()
		e, ok := scored(t, st).Find(id)
		if !ok || !e.Empty() || len(e.Notes) == 0 {
			t.Fatalf("%s: there %v, %v", id, ok, e.Value)
		}
		return e.Notes[0].English()
	}
	const cfi, path, icc = "cfa.cfi(dim=M;source=survey)", "mediate.total_indirect(source=survey)", "multilevel.icc(dim=E;source=survey)"
	check := func(got, want string) {
		t.Helper()
		if !strings.Contains(got, want) {
			t.Errorf("%q, not %q", got, want)
		}
	}
	few := modelStudy(4, 99, 12)
	check(why(few, cfi), "99 people, fewer than 100")
	check(why(few, path), "fewer than 100; see the path table of coder-marked links")
	small := modelStudy(5, 200, 9)
	check(why(small, path), "9 departments, fewer than 10")
	check(why(small, icc), "9 departments, fewer than 10")
	few.Options.Refuse = map[string]string{"cfa": "off", "mediation": "off"}
	l := scored(t, few)
	if e, _ := l.Find(cfi); e.Empty() {
		t.Errorf("refusal lifted: %s", estimate.JoinNotes(e.Notes))
	}
	if e, _ := l.Find(path); e.Empty() {
		t.Errorf("refusal lifted: %s", estimate.JoinNotes(e.Notes))
	}
	thin := modelStudy(6, 120, 12)
	thin.Survey.Items = append([]string(nil), thin.Survey.Items...)
	for i, id := range thin.Survey.Items {
		if strings.HasPrefix(id, "M") && (strings.HasSuffix(id, "_3") || strings.HasSuffix(id, "_4")) {
			thin.Survey.Items[i] = "gone" + id
		}
	}
	check(why(thin, cfi), "no dimension has 3 items")
	stages := modelStudy(7, 120, 12)
	stages.Framework.Dimensions = append(stages.Framework.Dimensions, coding.Dimension{ID: "X", Group: true})
	check(why(stages, path), "4 observed groups at its top")
	silent := modelStudy(8, 120, 12)
	silent.Survey.Items = append([]string(nil), silent.Survey.Items...)
	for i, id := range silent.Survey.Items {
		if strings.HasPrefix(id, "E") {
			silent.Survey.Items[i] = "gone" + id
		}
	}
	check(why(silent, path), "survey score of E")

	s := newScorer(context.Background(), few, ScoreOptions{})
	few.Options.Refuse = nil
	for _, c := range []struct {
		n, items, free int
		want           string
	}{{100, 21, 10, "100 people for 21 items"}, {120, 20, 120, "120 people are not more than the 120"}} {
		n, refused := s.tooFew(c.n, c.items, c.free)
		if !refused {
			t.Errorf("%+v is not refused", c)
			continue
		}
		check(n.English(), c.want)
	}
	if n, refused := s.tooFew(105, 21, 104); refused {
		t.Error(n.English())
	}
}

// A framework whose dimensions bear the names of items, or names that are no words of the model's language.
func TestModelOfOddNames(t *testing.T) {
	st := modelStudy(10, 150, 12)
	for i := range st.Instrument.Items {
		if it := &st.Instrument.Items[i]; it.ID == "E.A_1" {
			it.ID, st.Survey.Items[i] = "E.A", "E.A"
		} else if it.ID == "E.B_1" {
			it.ID, st.Survey.Items[i] = "信任 =~ (1)", "信任 =~ (1)"
		}
	}
	e, ok := scored(t, st).Find("cfa.cfi(dim=E;source=survey)")
	if !ok || e.Empty() {
		t.Errorf("%v %s", ok, estimate.JoinNotes(e.Notes))
	}
}

func TestModelsOfTheSample(t *testing.T) {
	st, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	full := scored(t, st)
	released := Release(full, st)
	n := 0
	for _, e := range modelRows(full) {
		n++
		if strings.Contains(estimate.JoinNotes(e.Notes), "inadmissible") {
			t.Errorf("%s: %s", e.ID(), estimate.JoinNotes(e.Notes))
		}
		out, _ := released.Find(e.ID())
		if e.Family != "multilevel" && (out.Value != e.Value && !e.Empty() || out.N != e.N || estimate.Has(e.Low) != estimate.Has(out.Low)) {
			t.Errorf("%s: %v is released as %v (%s)", e.ID(), e.Value, out.Value, estimate.JoinNotes(out.Notes))
		}
	}
	if n == 0 {
		t.Fatal("no models")
	}
	for _, stage := range []string{"S", "M", "E"} {
		if cfi := value(t, full, "cfa.cfi_robust(dim="+stage+";source=survey)"); cfi < .95 {
			t.Errorf("%s: CFI %v", stage, cfi)
		}
	}
	a := tidy(t, full)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if b := tidy(t, scored(t, st)); a != b {
		t.Error("one processor gives other estimates")
	}
}

// The intraclass correlation says nothing of hidden departments: it is that of a study without them.
func TestOutcomeOverShownDepartments(t *testing.T) {
	const id = "multilevel.icc(dim=E;source=survey)"
	st := modelStudy(11, 240, 12)
	for i := range st.Survey.Responses { // departments differ, D00 most of all
		for k, item := range st.Survey.Items {
			if a := &st.Survey.Responses[i].Answers[k]; strings.HasPrefix(item, "E.") && a.Ok() && !strings.HasSuffix(item, "_3") {
				a.Num += 3 / float64(1+i%12)
			}
		}
	}
	for i := range st.Survey.Responses { // D00 keeps three people
		if r := &st.Survey.Responses[i]; r.Dept == "D00" && i >= 36 {
			r.Dept = "D01"
		}
	}
	out, _ := Release(scored(t, st), st).Find(id)
	left := map[string]bool{}
	full := scored(t, st)
	for _, e := range Release(full, st).Estimates {
		if k, own, err := estimate.ParseKey(e.Of); err == nil && own == "" && e.Measure == "composite" && k.Dim == "E" && k.Dept != "" && e.Empty() {
			left[k.Dept] = true
		}
	}
	if !left["D00"] {
		t.Fatal("nothing is hidden")
	}
	for i := range st.Survey.Responses {
		if r := &st.Survey.Responses[i]; left[r.Dept] {
			r.Excluded = "hidden"
		}
	}
	want, _ := scored(t, st).Find(id)
	if out.Value != want.Value || out.Empty() || out.N != want.N {
		t.Errorf("%v of %d with hidden departments (%s), %v of %d without", out.Value, out.N, estimate.JoinNotes(out.Notes), want.Value, want.N)
	}
	if e, _ := full.Find(id); e.Value == out.Value {
		t.Error("the released value is that of all departments")
	}
}
