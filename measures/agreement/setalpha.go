package agreement

import (
	"context"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"

	"gonum.org/v1/gonum/floats"
)

// setSums is what is additive over units in a comparison of coders.
type setSums struct {
	doubled  float64 // units that two of them reviewed
	agreeing float64 // Σ share of pairs of equal sets
	observed float64 // Σ over ordered pairs of sets in a unit of their distance, over m − 1
	sets     float64 // sets in these units
	both     float64 // codes that both gave; of two coders
	first    float64 // codes that the first gave, where both reviewed
	second   float64
}

func (s *setSums) add(x *setSums, times float64) {
	s.doubled += times * x.doubled
	s.agreeing += times * x.agreeing
	s.observed += times * x.observed
	s.sets += times * x.sets
	s.both += times * x.both
	s.first += times * x.first
	s.second += times * x.second
}

// setCount is how often a set occurs.
type setCount struct {
	set   int32
	times float64
}

// comparison is the agreement of some of the coders: of two, or of all.
type comparison struct {
	masi   *masi
	sums   []setSums    // of what a bootstrap draws: a cluster, or a kind of row
	counts [][]setCount // the sets in each
	of     []int32      // unit → kind of row; nil with clusters
	cross  []float64    // distances between the sets of each two that may be drawn, summed, the second not after the first; nil where sets are fewer

	estimates  []estimate.Estimate // krippendorff_alpha_masi, percent_agreement and, of two coders, mutual_agreement
	replicates [][]float64         // of these
	groups     int                 // clusters with units that two of them reviewed
}

const replicateMutual = 2

// compare computes, for some of the coders, Krippendorff's alpha of sets with the distance d of MASI:
//
//	α = 1 − D_o/D_e, D_o = (1/N) Σ_u Σ_{i≠j} d_ij/(m_u − 1), D_e = Σ_{A,B} n_A n_B d_AB / (N(N − 1))
//
// over units with m_u ≥ 2 sets, N sets in all, n_A of them equal to A; with the distance itself, not its square
// [Passonneau2006, Krippendorff2019]; the share of exactly equal sets; and, of two coders, K = 2M/(N₁ + N₂) with M codes
// that both gave to the same unit and N_j codes that coder j gave to units both reviewed, where they are asked for as a pair.
func (g *setGrid) compare(ctx context.Context, columns []int, pair bool, o Options) (*comparison, error) {
	c := g.collect(columns)
	var all setSums
	times := make([]float64, len(c.sums))
	if c.of == nil {
		for i := range times {
			times[i] = 1
		}
	} else {
		for _, kind := range c.of {
			times[kind]++
		}
	}
	for i := range c.sums {
		all.add(&c.sums[i], times[i])
	}
	alpha := estimate.New(Family, "krippendorff_alpha_masi", "")
	alpha.Method = "sets of codes, distance 1 - J*M (MASI, Passonneau 2006; M = 1, 2/3, 1/3, 0), not squared, Krippendorff 2011"
	percent := estimate.New(Family, "percent_agreement", "")
	percent.Method = "mean share of pairs of coders who gave exactly the same set of codes"
	list := []estimate.Estimate{alpha, percent}
	if pair {
		list = append(list, mutual(int(all.both), int(all.first), int(all.second), "codes that both gave to the same unit"))
	}
	units := int(all.doubled)
	memory := make([]float64, len(c.masi.size))
	values := make([]float64, len(list))
	c.values(&all, occurring(nil, times), times, memory, values)
	for i := range list {
		e := &list[i]
		e.N = units
		switch {
		case len(g.coders) < 2:
			*e = e.Because(noteFewCoders.Says())
		case units < 2 && pair:
			*e = e.Because(noteFewBoth.Says(units))
			e.Notes = e.Notes[len(e.Notes)-1:]
		case units < 2:
			*e = e.Because(noteFewReviewed.Says(units))
		case i == 0 && !estimate.Has(values[0]):
			*e = e.Because(noteSetsAlike.Says())
		case i < replicateMutual:
			e.Value = values[i]
		}
	}
	c.estimates = list
	if o.Bootstrap == 0 || len(g.coders) < 2 || units < 2 {
		return c, nil
	}
	draw := len(c.of)
	if c.of == nil {
		draw = len(c.sums)
	}
	var err error
	c.replicates, err = numeric.BootstrapTimes(ctx, o.Draws, o.Bootstrap, o.Seed, draw, len(list), func() func(numeric.Drawn, []float64) {
		times := make([]float64, len(c.sums))
		memory := make([]float64, len(c.masi.size))
		kinds := make([]int32, 0, len(c.sums))
		return func(draw numeric.Drawn, out []float64) {
			clear(times)
			drawn := draw.Units
			if c.of == nil {
				for k, i := range draw.Units {
					times[i] = draw.Times[k]
				}
			} else {
				for k, i := range draw.Units {
					times[c.of[i]] += draw.Times[k]
				}
				kinds = occurring(kinds[:0], times)
				drawn = kinds
			}
			var s setSums
			for _, i := range drawn {
				s.add(&c.sums[i], times[i])
			}
			c.values(&s, drawn, times, memory, out)
		}
	})
	if err != nil {
		return nil, err
	}
	for i, e := range list {
		if !e.Empty() {
			list[i] = limits(e, c.replicates[i], c.groups, g.cluster != nil, o)
		}
	}
	return c, nil
}

// occurring appends the numbers of what occurs, rising.
func occurring(list []int32, times []float64) []int32 {
	for i, n := range times {
		if n > 0 {
			list = append(list, int32(i))
		}
	}
	return list
}

// values fills out with alpha, the share of equal sets and K of what was drawn (rising, and how often); what is not
// estimable is NaN.
func (c *comparison) values(s *setSums, drawn []int32, times, memory, out []float64) {
	for i := range out {
		out[i] = estimate.None
	}
	if s.doubled < 2 {
		return
	}
	if expected := c.expected(drawn, times, memory); expected > 0 {
		out[0] = 1 - (s.sets-1)*s.observed/expected
	}
	out[1] = s.agreeing / s.doubled
	if len(out) > replicateMutual && s.first+s.second > 0 {
		out[replicateMutual] = 2 * s.both / (s.first + s.second)
	}
}

// expected is Σ n_A n_B d_AB of the sets in what was drawn.
func (c *comparison) expected(drawn []int32, times, memory []float64) float64 {
	sum := 0.0
	if c.cross != nil {
		for _, k := range drawn {
			i, x := int(k), times[k]
			row := c.cross[i*(i+1)/2 : (i+1)*(i+2)/2]
			sum += x * (2*floats.Dot(times[:i], row[:i]) + x*row[i])
		}
		return sum
	}
	clear(memory)
	for _, i := range drawn {
		for _, s := range c.counts[i] {
			memory[s.set] += times[i] * s.times
		}
	}
	for a, x := range memory {
		if x == 0 {
			continue
		}
		sum += 2 * x * c.masi.dot(memory[:a], a)
	}
	return sum
}

// collect sums the rows of each cluster, or finds the kinds of rows.
func (g *setGrid) collect(columns []int) *comparison {
	c := &comparison{masi: g.masi}
	row := make([]int32, len(columns))
	pick := func(i int) []int32 {
		for k, column := range columns {
			row[k] = g.unit(i)[column]
		}
		return row
	}
	if g.cluster != nil {
		top := -1
		for _, k := range g.cluster {
			top = max(top, int(k))
		}
		c.sums = make([]setSums, top+1)
		rows := make([][]int32, top+1)
		for i, k := range g.cluster {
			rows[k] = append(rows[k], int32(i))
		}
		tally := make([]float64, len(g.sets))
		for k := range rows {
			for _, i := range rows[k] {
				sums := g.sumsOf(pick(int(i)))
				c.sums[k].add(&sums, g.weight(int(i)))
				if sums.doubled > 0 {
					for _, set := range row {
						if set != none {
							tally[set] += g.weight(int(i))
						}
					}
				}
			}
			var counts []setCount
			for set, times := range tally {
				if times > 0 {
					counts = append(counts, setCount{int32(set), times})
				}
			}
			clear(tally)
			c.counts = append(c.counts, counts)
			if c.sums[k].doubled > 0 {
				c.groups++
			}
		}
	} else {
		known := map[string]int32{}
		var key []byte
		for i := range g.rows {
			key = appendKey(key[:0], pick(i))
			id, ok := known[string(key)]
			if !ok {
				id = int32(len(c.sums))
				known[string(key)] = id
				sums := g.sumsOf(row)
				c.sums = append(c.sums, sums)
				m := map[int32]float64{}
				for _, set := range row {
					if set != none && sums.doubled > 0 {
						m[set]++
					}
				}
				c.counts = append(c.counts, sortedCounts(m))
			}
			for range g.count(i) {
				c.of = append(c.of, id)
			}
		}
	}
	if len(c.sums) <= len(g.sets) && len(c.sums) <= tabled {
		c.crossDistances()
	}
	return c
}

func sortedCounts(m map[int32]float64) []setCount {
	out := make([]setCount, 0, len(m))
	for set, times := range m {
		out = append(out, setCount{set, times})
	}
	slices.SortFunc(out, func(a, b setCount) int { return int(a.set - b.set) })
	return out
}

// sumsOf is the share of one unit.
func (g *setGrid) sumsOf(row []int32) setSums {
	m, equal, distance := 0, 0, 0.0
	for a, x := range row {
		if x == none {
			continue
		}
		m++
		for _, y := range row[a+1:] {
			if y != none {
				distance += g.masi.between(x, y)
				if x == y {
					equal++
				}
			}
		}
	}
	if m < 2 {
		return setSums{}
	}
	s := setSums{doubled: 1, agreeing: 2 * float64(equal) / float64(m*(m-1)), observed: 2 * distance / float64(m-1), sets: float64(m)}
	if len(row) == 2 {
		a, b := g.sets[row[0]], g.sets[row[1]]
		s.first, s.second = float64(len(a)), float64(len(b))
		for _, code := range a {
			if _, ok := slices.BinarySearch(b, code); ok {
				s.both++
			}
		}
	}
	return s
}

// crossDistances fills cross, by way of the distances of one cluster's sets from every set.
func (c *comparison) crossDistances() {
	n := len(c.sums)
	c.cross = make([]float64, 0, n*(n+1)/2)
	from := make([]float64, len(c.masi.size))
	for i := range n {
		clear(from)
		for _, s := range c.counts[i] {
			c.masi.add(from, s.set, s.times)
		}
		for j := 0; j <= i; j++ {
			sum := 0.0
			for _, s := range c.counts[j] {
				sum += s.times * from[s.set]
			}
			c.cross = append(c.cross, sum)
		}
	}
}
