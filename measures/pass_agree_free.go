package measures

import (
	"strings"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
)

// freely says of coders of whom one or more mark freely how many of their stretches have no twin, and gives each pair of
// more than two the units of its own: what a third coder marked is no judgement of theirs.
func (a *agreer) freely(t *pass.Table, columns []int) (*estimate.Note, []*ballots) {
	note := twinsNote(t, columns)
	var pairs []*ballots
	if note != nil && len(columns) > 2 {
		for i := range columns {
			for k := i + 1; k < len(columns); k++ {
				pairs = append(pairs, newBallots(t, []int{columns[i], columns[k]}, a.places))
			}
		}
	}
	return note, pairs
}

// withFirst puts a note before those of an estimate, of which the last says why something is missing.
func withFirst(e estimate.Estimate, n estimate.Note) estimate.Estimate {
	e.Notes = append([]estimate.Note{n}, e.Notes...)
	return e
}

// notingFirst puts a note before those of all estimates; nil: none.
func (j job) notingFirst(n *estimate.Note) job {
	if n == nil {
		return j
	}
	return func() ([]estimate.Estimate, error) {
		es, err := j()
		for i, e := range es {
			es[i] = withFirst(e, *n)
		}
		return es, err
	}
}

// twinsNote says how many stretches of a table have no twin; nil where nobody marked freely.
func twinsNote(t *pass.Table, columns []int) *estimate.Note {
	stretches, alone := t.Twins(columns)
	if stretches == 0 {
		return nil
	}
	note := noteTwins.Says(alone, stretches)
	return &note
}

// pairsIn are the pairs' units of a stratum; coded: those with a code of either.
func (w *passWords) pairsIn(in func(ballotUnit) bool, coded bool) []*ballots {
	var out []*ballots
	for _, p := range w.pairs {
		if p = p.only(in); coded {
			p = p.coded()
		}
		out = append(out, p)
	}
	return out
}

// withPairs puts what was computed on the pairs' own units in the place of what was computed of pairs on all units.
func (b *base) withPairs(es []estimate.Estimate, compute func(*ballots) (estimate.Result, error)) ([]estimate.Estimate, error) {
	if b.pairs == nil {
		return es, nil
	}
	own := map[string]estimate.Estimate{}
	for _, p := range b.pairs {
		r, err := compute(p)
		if err != nil {
			return nil, err
		}
		for _, e := range r.Estimates {
			if strings.Contains(e.Of, "~") {
				own[e.Measure+" "+e.Of] = e
			}
		}
	}
	out := es[:0:0]
	for _, e := range es {
		if strings.Contains(e.Of, "~") {
			mine, ok := own[e.Measure+" "+e.Of]
			if !ok {
				continue
			}
			e = mine
		}
		out = append(out, e)
	}
	return out, nil
}
