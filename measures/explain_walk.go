package measures

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/measures/disclosure"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// explainer walks from an estimate to what it rests on. With the study it settles, scores and pools the records once, as
// [Score] does, and takes from there what no estimate holds.
type explainer struct {
	*scorer // nil without the study
	o       ExplainOptions
	full    *ledger.Ledger
	shown   *ledger.Ledger

	minPeople int
	above     map[string]bool
	masker    *mask.Masker
	again     *reshow     // with what disclosure control hides; see departmentsShown
	columns   [][]float64 // respondents' scores by dimension; see scoresOfPeople
	jobs      []comparison
	scalesOf  map[string]*itemMoments
	withheld  map[string]map[int]bool
}

func newExplainer(ctx context.Context, study *coding.Study, full, released *ledger.Ledger) (*explainer, error) {
	x := &explainer{full: full, shown: released, minPeople: optionOf(released, "min_n", 5), above: map[string]bool{},
		scalesOf: map[string]*itemMoments{}, withheld: map[string]map[int]bool{}}
	if study == nil {
		return x, ctx.Err()
	}
	x.minPeople = study.Options.MinN
	x.scorer = newScorer(ctx, study, ScoreOptions{Seed: released.Provenance.Seed, Bootstrap: -1})
	for _, step := range []func() error{x.settle, x.scoreInterviews, x.scoreSurvey} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	x.masker = mask.New(study)
	return x, ctx.Err()
}

// optionOf reads a whole number among the options of a run.
func optionOf(l *ledger.Ledger, name string, other int) int {
	for _, o := range l.Provenance.Options {
		if o.Name == name {
			n := 0
			for _, c := range o.Value {
				if c < '0' || c > '9' {
					return other
				}
				n = 10*n + int(c-'0')
			}
			return n
		}
	}
	return other
}

// subject is an estimate on its way to be explained.
type subject struct {
	estimate.Estimate
	id  string
	key estimate.Key
	own string
}

// told is what an account of a measure finds out.
type told struct {
	kind    string
	formula *Formula
	rests   []string // ids that the number rests on, beside its basis and the formula's terms
	remarks []Words
	parts   []Part
}

func (t told) remark(code string, args ...string) told {
	t.remarks = append(t.remarks, Words{code, args})
	return t
}

// hidden reports whether disclosure control hid an estimate of the ledger.
func hidden(e *estimate.Estimate) bool {
	if !e.Empty() {
		return false
	}
	for _, n := range e.Notes {
		if n.Code == estimate.NoteSmallCell || n.Code == estimate.NoteSuppressed {
			return true
		}
	}
	return false
}

func (x *explainer) account(id string, level int) *Account {
	a := &Account{ID: id, Kind: AccountUnknown, Estimate: estimate.New("", "", "")}
	e, ok := x.shown.Find(id)
	if !ok {
		return a
	}
	a.Estimate = e
	if hidden(&e) {
		a.Kind = AccountHidden
		a.Remarks = append(a.Remarks, why(&e)...)
		return a
	}
	row := e.Row()
	a.Row, a.People = &row, max(e.People, 0)
	if x.above[id] {
		a.Above = true
		return a
	}
	x.above[id] = true
	s := &subject{Estimate: e, id: id}
	var err error
	if s.key, s.own, err = estimate.ParseKey(e.Of); err != nil {
		s.own = e.Of // of a family's own make
	}
	t := told{kind: AccountModel}
	switch f, known := accounts[e.Family+"."+e.Measure]; {
	case e.Empty():
		t = told{kind: AccountEmpty}
	case known:
		t = f(x, s)
	case e.Family == "cfa" || e.Family == "sem" || e.Family == "factor":
		t = x.modelled(s)
	}
	a.Kind, a.Remarks, a.Parts = t.kind, t.remarks, t.parts
	if f := t.formula; f != nil {
		switch {
		case x.hiddenTerm(f):
			a.Remarks = append(a.Remarks, Words{Code: "terms_hidden"})
		case f.settle(e.Value):
			a.Formula = f
		default:
			a.Remarks = append(a.Remarks, x.unfilled())
		}
	} else if t.kind == AccountFormula {
		a.Remarks = append(a.Remarks, x.unfilled())
	}
	x.rest(a, s, t, level)
	if x.scorer != nil {
		x.leaves(a, s, level)
		a.Excluded = x.excluded(a, s, level)
	}
	return a
}

// unfilled says that the numbers of a formula are not known.
func (x *explainer) unfilled() Words {
	if x.scorer == nil {
		return Words{Code: "terms_unrecorded"}
	}
	return Words{Code: "terms_apart"}
}

// why says in words why an estimate is hidden.
func why(e *estimate.Estimate) []Words {
	for _, n := range e.Notes {
		if n.Code == estimate.NoteSmallCell {
			return []Words{{"hidden_few", n.Args}}
		}
	}
	return []Words{{Code: "hidden_others"}}
}

func (x *explainer) hiddenTerm(f *Formula) bool {
	for _, t := range f.Terms {
		if t.ID == "" {
			continue
		}
		if e, ok := x.shown.Find(t.ID); !ok || hidden(&e) {
			return true
		}
	}
	return false
}

// rest explains what an estimate rests on: the terms of its formula, what its account names, and of its parents those that
// none of these rests on itself.
func (x *explainer) rest(a *Account, s *subject, t told, level int) {
	var ids []string
	between := map[string]bool{}
	put := func(id string) {
		if id != s.id && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	near := slices.Clone(t.rests)
	if t.formula != nil {
		for _, term := range t.formula.Terms {
			if term.ID != "" {
				near = append(near, term.ID)
			}
		}
	}
	for _, id := range near {
		if e, ok := x.shown.Find(id); ok {
			put(id)
			for _, p := range e.Basis.Parents {
				between[p] = true
			}
		}
	}
	for _, id := range s.Basis.Parents {
		if !between[id] {
			put(id)
		}
	}
	if x.o.Depth > 0 && level >= x.o.Depth {
		a.Deeper = len(ids)
		return
	}
	for _, id := range ids {
		a.Parents = append(a.Parents, x.account(id, level+1))
	}
}

// sibling is another released estimate of the same subject.
func (x *explainer) sibling(s *subject, measure, of string) (estimate.Estimate, bool) {
	e, ok := x.shown.Find(estimate.ID(s.Family, measure, of))
	return e, ok && !e.Empty()
}

// scoreID is the score of a cell and dimension, whichever measure holds it.
func (x *explainer) scoreID(k estimate.Key) string {
	for _, m := range []string{"survey_pomp", "interview_q", "composite", "readiness"} {
		if strings.HasPrefix(m, "survey") && k.Source != "survey" || strings.HasPrefix(m, "interview") && k.Source != "interview" {
			continue
		}
		if id := estimate.ID("score", m, k.String()); x.has(id) {
			return id
		}
	}
	return ""
}

func (x *explainer) has(id string) bool { _, ok := x.shown.Find(id); return ok }

// surveyScore is the id of a dimension's score in the survey over a case, or the whole study; none where there is none.
func (x *explainer) surveyScore(dim, caseID string) []string {
	if id := x.scoreID(estimate.Key{Dim: dim, Source: "survey", Case: caseID}); id != "" {
		return []string{id}
	}
	return nil
}

// release knows again what disclosure control hides, by department.
func (x *explainer) release() *reshow {
	if x.again == nil {
		_, report := disclosure.Release(x.full.Estimates, margins(x.study), x.study.Options.MinN)
		r := &reshow{scorer: x.scorer, report: report, hidden: map[standing]bool{}}
		for i := range x.shown.Estimates {
			e := &x.shown.Estimates[i]
			if id := e.ID(); report.Hidden[id] && !report.OverHidden[id] {
				r.hide(e)
			}
		}
		x.again = r
	}
	return x.again
}

// scoresOfPeople gives every response its score of each dimension.
func (x *explainer) scoresOfPeople() [][]float64 {
	if x.columns == nil {
		x.columns = x.respondents()
	}
	return x.columns
}

// rows are the responses of a cell.
func (x *explainer) rows(k estimate.Key) []int {
	var out []int
	for i := range x.study.Survey.Responses {
		r := &x.study.Survey.Responses[i]
		at := x.levels.place(r.Case, r.Dept, r.Role)
		at.Period = r.Period
		if r.Excluded == "" && inCell(at, k) {
			out = append(out, i)
		}
	}
	return out
}

// inCell reports whether somebody stands in a cell, its dimension and source apart.
func inCell(at, cell estimate.Key) bool {
	for _, by := range []string{"case", "dept", "side", "role", "period"} {
		if want := *field(&cell, by); want != "" && want != *field(&at, by) {
			return false
		}
	}
	return true
}

func sumOf(xs []float64) (sum float64, n int) {
	for _, v := range xs {
		if !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	return sum, n
}
