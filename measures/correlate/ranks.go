package correlate

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// byRanks answers spearman and kendall from the rows.
func byRanks(ctx context.Context, src moments.Source, o Options, res *estimate.Result) error {
	measure, method := "rho", "Spearman, midranks, pairwise complete"
	if o.Method == Kendall {
		measure, method = "tau_b", "Kendall tau-b, normal p with tie-corrected variance, pairwise complete"
	}
	rows, ok := src.(moments.RowSource)
	var columns []variable
	if ok {
		numbers, err := moments.Numbers(ctx, rows, o.Items)
		if err != nil {
			return err
		}
		for _, x := range numbers {
			columns = append(columns, newVariable(x))
		}
	}
	for i := range o.Items {
		for j := i + 1; j < len(o.Items); j++ {
			if err := ctx.Err(); err != nil {
				return err
			}
			e := newPair(measure, o.Items[i], o.Items[j], estimate.NoCount, method)
			if !ok {
				res.Add(e.Because(moments.NoteNeedsRows.Says()))
				continue
			}
			x, y := commonRanks(&columns[i], &columns[j])
			e.N, e.People = len(x.rank), len(x.rank)
			e = estimable(e, len(x.ties) == 1 || len(y.ties) == 1)
			switch {
			case len(e.Notes) > 0:
			case o.Method == Kendall:
				e.Value, e.Statistic = tauB(x, y)
				e.P = numeric.NormalTwoSided(e.Statistic)
			default:
				e.Value = rho(x, y)
				e = studentise(e)
			}
			res.Add(e)
		}
	}
	return nil
}

// variable is a column with its present rows in ascending order, sorted once for all its pairs.
type variable struct {
	x     []float64
	order []int32
}

func newVariable(x []float64) variable {
	v := variable{x: x}
	for i, a := range x {
		if a == a {
			v.order = append(v.order, int32(i))
		}
	}
	slices.SortStableFunc(v.order, func(a, b int32) int { return cmp.Compare(x[a], x[b]) })
	return v
}

// ranks are a variable's values over the rows of a pair: dense ranks from 0, and how many rows share each.
type ranks struct {
	rank []int32
	ties []int64
}

// commonRanks ranks two variables over the rows that have both, in time linear in the rows.
func commonRanks(a, b *variable) (x, y ranks) {
	at := make([]int32, len(a.x)) // place of a row among the common ones
	n := int32(0)
	for i := range a.x {
		at[i] = -1
		if a.x[i] == a.x[i] && b.x[i] == b.x[i] {
			at[i] = n
			n++
		}
	}
	return a.ranks(at, n), b.ranks(at, n)
}

func (v *variable) ranks(at []int32, n int32) ranks {
	r := ranks{rank: make([]int32, n)}
	last := math.NaN()
	for _, i := range v.order {
		if at[i] < 0 {
			continue
		}
		if v.x[i] != last {
			r.ties = append(r.ties, 0)
			last = v.x[i]
		}
		r.ties[len(r.ties)-1]++
		r.rank[at[i]] = int32(len(r.ties) - 1)
	}
	return r
}

// rho is Pearson's correlation of midranks, whose mean is (n+1)/2.
func rho(x, y ranks) float64 {
	mx, my := numeric.MidrankCounts(x.ties), numeric.MidrankCounts(y.ties)
	mean := float64(len(x.rank)+1) / 2
	var sxx, syy, sxy float64
	for i := range x.rank {
		dx, dy := mx[x.rank[i]]-mean, my[y.rank[i]]-mean
		sxx, syy, sxy = sxx+dx*dx, syy+dy*dy, sxy+dx*dy
	}
	return max(-1, min(1, sxy/(math.Sqrt(sxx)*math.Sqrt(syy))))
}
