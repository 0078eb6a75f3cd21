package compare

import (
	"math"
	"slices"

	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// Sample is what the tests of means need of one group.
type Sample struct {
	Level string
	N     int     // values present
	Eff   float64 // N; with weights Kish's effective n, (Σw)²/Σw²
	Mean  float64
	Var   float64 // divisor n−1
}

// NewSample describes values, NaN being missing.
func NewSample(level string, x []float64) Sample {
	n, mean := 0, 0.0
	for _, v := range x {
		if !math.IsNaN(v) {
			n++
			mean += (v - mean) / float64(n)
		}
	}
	ss, rest := 0.0, 0.0
	for _, v := range x {
		if !math.IsNaN(v) {
			ss += (v - mean) * (v - mean)
			rest += v - mean
		}
	}
	s := Sample{Level: level, N: n, Eff: float64(n), Mean: mean, Var: math.NaN()}
	if n == 0 {
		s.Mean = math.NaN()
	}
	if n > 1 {
		s.Mean += rest / float64(n)
		s.Var = (ss - rest*rest/float64(n)) / float64(n-1)
	}
	return s
}

func sampleOf(level string, m moments.Moment, weighted bool) Sample {
	s := Sample{Level: level, N: int(m.N), Eff: float64(m.N), Mean: m.Mean, Var: m.Var()}
	if m.N == 0 {
		s.Mean = math.NaN()
	} else if weighted {
		s.Eff = m.W * m.W / m.W2
	}
	if m.Constant() { // rounding in the merge of blocks must not make variation
		s.Mean, s.Var = m.Min, 0
		if m.N < 2 {
			s.Var = math.NaN()
		}
	}
	return s
}

// Test is the outcome of a test: its statistic, degrees of freedom (NaN where it has none) and two-sided p.
type Test struct {
	Statistic, DF1, DF2, P float64
}

func noTest() Test { return Test{math.NaN(), math.NaN(), math.NaN(), math.NaN()} }

// Grid holds the values of several groups as counts over the same ascending distinct values: Counts[g][v] is how often
// group g has Values[v], or its sum of weights.
type Grid struct {
	Values []float64
	Counts [][]float64
}

// NewGrid counts the values of groups, NaN being missing.
func NewGrid(groups ...[]float64) Grid {
	lists := make([][]moments.Value, len(groups))
	for g, x := range groups {
		s := slices.DeleteFunc(slices.Clone(x), math.IsNaN)
		slices.Sort(s)
		for _, v := range s {
			if k := len(lists[g]); k > 0 && lists[g][k-1].X == v {
				lists[g][k-1].N++
				lists[g][k-1].W++
				continue
			}
			lists[g] = append(lists[g], moments.Value{X: v, N: 1, W: 1})
		}
	}
	return gridOf(lists)
}

func gridOf(lists [][]moments.Value) Grid {
	var g Grid
	size := 0
	for _, l := range lists {
		size += len(l)
	}
	g.Values = make([]float64, 0, size)
	for _, l := range lists {
		for _, v := range l {
			g.Values = append(g.Values, v.X)
		}
	}
	slices.Sort(g.Values)
	g.Values = slices.Compact(g.Values)
	g.Counts = make([][]float64, len(lists))
	for i, l := range lists {
		g.Counts[i] = make([]float64, len(g.Values))
		at := 0
		for _, v := range l {
			for g.Values[at] < v.X {
				at++
			}
			g.Counts[i][at] += v.W
		}
	}
	return g
}

// pick is the grid of some of the groups.
func (g Grid) pick(groups ...int) Grid {
	p := Grid{Values: g.Values}
	for _, i := range groups {
		p.Counts = append(p.Counts, g.Counts[i])
	}
	return p
}

func total(counts []float64) float64 {
	s := 0.0
	for _, c := range counts {
		s += c
	}
	return s
}

// median of counted values: of type 7, which is the plain median. Counts must be whole numbers.
func median(values, counts []float64) float64 {
	n := total(counts)
	if n == 0 {
		return math.NaN()
	}
	cum := 0.0
	for i, c := range counts {
		if c == 0 {
			continue
		}
		cum += c
		switch {
		case 2*cum > n:
			return values[i]
		case 2*cum == n:
			for j := i + 1; j < len(counts); j++ {
				if counts[j] > 0 {
					return values[i] + (values[j]-values[i])/2
				}
			}
			return values[i]
		}
	}
	return math.NaN()
}

// weightedMedian of a group of n rows whose values have the given sums of weights.
func weightedMedian(values, weights []float64, n int) float64 {
	v, w := make([]float64, 0, len(values)), make([]float64, 0, len(values))
	for i, x := range weights {
		if x > 0 {
			v, w = append(v, values[i]), append(w, x)
		}
	}
	return numeric.WeightedQuantile(v, w, int64(n), 0.5)
}
