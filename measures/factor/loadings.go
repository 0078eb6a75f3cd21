package factor

import (
	"errors"
	"fmt"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// factors extracts and rotates k factors and adds what comes of them; none (k = 0) when the parallel analysis kept none.
func (t *table) factors(res *estimate.Result, k int) {
	stop := t.stopped
	if stop == nil && k == 0 {
		n := noteNoFactor.Says()
		stop = &n
	}
	var s *Solution
	if stop == nil {
		var n estimate.Note
		if s, n = t.extract(k); s == nil {
			stop = &n
		}
	}
	if stop != nil {
		t.unextracted(res, k, *stop)
		return
	}
	var notes []estimate.Note
	if len(s.Heywood) > 0 {
		names := make([]string, len(s.Heywood))
		for j, i := range s.Heywood {
			names[j] = t.names[i]
		}
		n := noteHeywood.Says(strings.Join(names, ", "))
		notes = append(notes, n)
		res.Warn(n)
	}
	r := rotate(s.Loadings, t.o.Rotate, t.o.Seed)
	if !r.converged {
		res.Warn(noteUnrotated.Says())
	}
	add := func(measure, of, method string, value float64, turned bool) {
		e := t.estimate(measure, of, method)
		e.Value, e.Notes = value, notes
		if turned && !r.converged {
			e = e.Because(noteUnrotated.Says())
		}
		res.Add(e)
	}
	method := t.extraction() + ", " + r.method
	for a := range k {
		for i, name := range t.names {
			add("loading", fmt.Sprintf("F%d=~%s", a+1, name), method+", pattern", r.pattern.At(i, a), true)
		}
	}
	for a := range k {
		add("variance_explained", fmt.Sprintf("F%d", a+1), method, r.explained[a], true)
	}
	for a := range k {
		for b := a + 1; b < k && r.oblique; b++ {
			add("factor_correlation", fmt.Sprintf("F%d~~F%d", a+1, b+1), method, r.phi.At(a, b), true)
		}
	}
	for i, name := range t.names {
		add("communality", name, t.extraction(), 1-s.Uniqueness[i], false)
		add("uniqueness", name, t.extraction(), s.Uniqueness[i], false)
	}
}

// extract extracts k factors, or says why there are none.
func (t *table) extract(k int) (*Solution, estimate.Note) {
	s, err := Extract(t.r, float64(t.n), k, t.o.Extract)
	var many *TooManyError
	var singular *NotPositiveDefiniteError
	switch {
	case errors.As(err, &many):
		return nil, noteTooMany.Says(many.Factors, many.Items, many.Most)
	case errors.As(err, &singular):
		return nil, noteNotPD.Says(singular.Smallest)
	case err != nil:
		return nil, noteNoSolution.Says()
	case !s.Converged:
		return nil, noteUnsettled.Says(s.Iterations)
	case s.Real < k:
		return nil, noteFewReal.Says(s.Real, k)
	}
	return s, estimate.Note{}
}

// unextracted adds the empty estimates of an extraction that there is not; of at most as many factors as items.
func (t *table) unextracted(res *estimate.Result, k int, why estimate.Note) {
	k = min(k, t.k)
	empty := func(measure, of string) { res.Add(t.estimate(measure, of, t.extraction()).Because(why)) }
	for a := range k {
		for _, name := range t.names {
			empty("loading", fmt.Sprintf("F%d=~%s", a+1, name))
		}
	}
	for a := range k {
		empty("variance_explained", fmt.Sprintf("F%d", a+1))
	}
	for _, name := range t.names {
		empty("communality", name)
		empty("uniqueness", name)
	}
}

// extraction names the method.
func (t *table) extraction() string {
	switch t.o.Extract {
	case ML:
		return "ml"
	case PA:
		return "iterated principal axes"
	}
	return "minres (ULS)"
}
