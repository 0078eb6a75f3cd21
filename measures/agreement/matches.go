package agreement

import (
	"context"
	"errors"
	"fmt"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// MatchTable counts, for the pairs of coders, what each of two marked and what of it was matched one to one, such as
// stretches of text. Cells[cluster][pair] has the pairs in the order A~B, A~C, …, B~C, …. The names of coders must differ.
type MatchTable struct {
	Coders []string
	Cells  [][]Match
}

// Match is what two coders marked in a cluster: each of them, and of both numbers those that were matched.
type Match struct{ Both, First, Second int }

// ComputeMatches returns composite_reliability_holsti of the whole table, then percent_agreement and mutual_agreement of
// each pair A~B of coders, over all clusters:
//
//	percent_agreement  M/(N₁ + N₂ − M), matched marks among all
//	mutual_agreement   K = 2M/(N₁ + N₂)
//
// Nothing is known of how often two coders left the same text alone, so that there is no agreement by chance to correct for.
// Of the options, Conf, Bootstrap (of the clusters) and Seed count; n is the number of different marks, N₁ + N₂ − M. Not
// estimable (empty with the reason): fewer than 2 coders, no mark by either. Errors: a table whose parts do not fit,
// unknown options, a cancelled context.
func ComputeMatches(ctx context.Context, t MatchTable, o Options) (estimate.Result, error) {
	var r estimate.Result
	if err := o.settle(); err != nil {
		return r, err
	}
	coders := len(t.Coders)
	pairs := coders * (coders - 1) / 2
	for i, row := range t.Cells {
		if len(row) != pairs {
			return r, fmt.Errorf("agreement: cluster %d has %d pairs for %d coders", i+1, len(row), coders)
		}
		for _, m := range row {
			if m.Both < 0 || m.Both > min(m.First, m.Second) {
				return r, errors.New("agreement: more marks matched than made")
			}
		}
	}
	if err := fits(Table{Coders: t.Coders}, Options{}); err != nil {
		return r, err
	}
	all := make([]Match, pairs)
	groups := make([]int, 1+pairs)
	for _, row := range t.Cells {
		any := 0
		for p, m := range row {
			all[p].add(m, 1)
			if m.First+m.Second > 0 {
				groups[1+p]++
				any = 1
			}
		}
		groups[0] += any
	}
	var list []estimate.Estimate
	n := 0
	for a, p := 0, 0; a < coders; a++ {
		for b := a + 1; b < coders; b++ {
			of := t.Coders[a] + "~" + t.Coders[b]
			percent := estimate.New(Family, "percent_agreement", of)
			percent.Method = "share of marks that were matched, M/(N1+N2-M)"
			k := mutual(all[p].Both, all[p].First, all[p].Second, "marks that were matched")
			k.Of = of
			k.N = all[p].First + all[p].Second - all[p].Both
			n += k.N
			percent.N = k.N
			if k.Empty() {
				percent = percent.Because(noteNothingGiven.Says())
			} else {
				percent.Value = float64(all[p].Both) / float64(k.N)
			}
			list = append(list, percent, k)
			p++
		}
	}
	list = append([]estimate.Estimate{composite(list, coders, n)}, list...)
	if o.Bootstrap > 0 && len(t.Cells) > 0 {
		replicates, err := numeric.BootstrapTimes(ctx, o.Draws, o.Bootstrap, o.Seed, len(t.Cells), len(list), func() func(numeric.Drawn, []float64) {
			sums := make([]Match, pairs)
			mean := newMeanOfPairs(coders)
			return func(draw numeric.Drawn, out []float64) {
				clear(sums)
				for k, i := range draw.Units {
					for p, m := range t.Cells[i] {
						sums[p].add(m, int(draw.Times[k]))
					}
				}
				mean.reset()
				for p, m := range sums {
					if m.First+m.Second > 0 {
						out[1+2*p] = float64(m.Both) / float64(m.First+m.Second-m.Both)
						out[2+2*p] = 2 * float64(m.Both) / float64(m.First+m.Second)
					}
					mean.add(out[2+2*p])
				}
				out[0] = mean.composite()
			}
		})
		if err != nil {
			return r, err
		}
		for i, e := range list {
			if !e.Empty() {
				list[i] = limits(e, replicates[i], groups[(i+1)/2], true, o)
			}
		}
	}
	r.Add(list...)
	return r, ctx.Err()
}

func (m *Match) add(x Match, times int) {
	m.Both += times * x.Both
	m.First += times * x.First
	m.Second += times * x.Second
}
