package saturation

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// random holds the curves of the random orders.
type random struct {
	after  [][]float64 // [k-1][order]: codes of the first k interviews of an order
	method string      // what mean and limits are
}

// orders draws random orders of the interviews, each out of its own stream. The interviews stand in byte order before
// they are shuffled, so that fieldwork order does not matter. It returns nil where none are asked for.
func (f *field) orders(ctx context.Context, o Options) (*random, error) {
	if o.Orders == 0 {
		return nil, ctx.Err()
	}
	n := len(f.names)
	start := make([]int, n)
	for i := range start {
		start[i] = i
	}
	slices.SortFunc(start, func(a, b int) int {
		switch {
		case f.names[a] < f.names[b]:
			return -1
		case f.names[a] > f.names[b]:
			return 1
		}
		return 0
	})
	r := &random{after: make([][]float64, n), method: "mean over all orders; limits: percentiles of " + strconv.Itoa(o.Orders) + " random orders"}
	for k := range r.after {
		r.after[k] = make([]float64, o.Orders)
	}
	order, seen := make([]int, n), make([]int, len(f.labels)) // seen: the last order, counted from 1, that met the code
	for rep := range o.Orders {
		if rep%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		copy(order, start)
		shuffle(numeric.Stream(o.Seed, uint64(rep)), order)
		total := 0
		for k, i := range order {
			for _, c := range f.codes[i] {
				if seen[c] != rep+1 {
					seen[c] = rep + 1
					total++
				}
			}
			r.after[k][rep] = float64(total)
		}
	}
	return r, nil
}

func shuffle(s *rand.Rand, order []int) {
	s.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
}

// curve writes mean and band of the curve. The mean is exact [Ugland2003].
func (r *random) curve(res *estimate.Result, f *field, o Options) {
	if r == nil {
		return
	}
	n := len(f.names)
	for k := 1; k <= n; k++ {
		e := estimate.New(Family, "cumulative_codes", "random: "+strconv.Itoa(k))
		e.Value, e.N, e.Method = float64(len(f.labels))-f.expectedAbsent(k), n, r.method
		e.Low, e.High, _ = numeric.Percentile(r.after[k-1], o.Conf)
		res.Add(e)
	}
}

// holdOut writes mean and band of the codes that random hold-outs alone carry: those that the n−h others lack.
func (r *random) holdOut(res *estimate.Result, f *field, o Options) {
	if r == nil {
		return
	}
	n, h := len(f.names), o.HoldOut
	only := make([]float64, len(r.after[n-h-1]))
	for i, x := range r.after[n-h-1] {
		only[i] = float64(len(f.labels)) - x
	}
	e := estimate.New(Family, "holdout_new_codes", "random: "+strconv.Itoa(h))
	e.Value, e.N, e.Method = f.expectedAbsent(n-h), n, r.method
	e.Low, e.High, _ = numeric.Percentile(only, o.Conf)
	res.Add(e)
}

// expectedAbsent is the mean number of codes that k of the n interviews, drawn at random, do not carry [Hurlbert1971]:
//
//	Σ_c C(n−m_c, k)/C(n, k) = Σ_c Π_{j=0}^{m_c−1} (n−k−j)/(n−j)
func (f *field) expectedAbsent(k int) float64 {
	n := len(f.names)
	times := make([]int, n+1) // codes by the number of interviews that carry them
	for _, m := range f.carried {
		times[m]++
	}
	sum, p := 0.0, 1.0
	for m := 1; m <= n-k; m++ {
		p *= float64(n-k-m+1) / float64(n-m+1)
		sum += float64(times[m]) * p
	}
	return sum
}
