package compare

import (
	"context"
	"math"
	"slices"

	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// rowSet holds the rows of one comparison for resampling: each row's place in the table of counts [group][value].
type rowSet struct {
	groups, values int
	cell           []int32 // by row: group·values + value
	group          []int32
	weight         []float64 // nil when unweighted
	clusters       [][]int32 // rows by cluster; nil when rows are the units
}

// readRows reads the rows whose group is one of levels and whose value place gives a number below values, −1 leaving
// it out.
func (t *table) readRows(ctx context.Context, value string, levels []string, values int, place func(moments.Cell) int) (*rowSet, error) {
	columns := []string{value, t.By}
	clusterAt, weightAt := -1, -1
	if t.Cluster != "" {
		clusterAt = len(columns)
		columns = append(columns, t.Cluster)
	}
	if t.Weight != "" {
		weightAt = len(columns)
		columns = append(columns, t.Weight)
	}
	byLabel, clusterLabel := t.labels(t.By), t.labels(t.Cluster)
	index := make(map[string]int, len(levels))
	for i, l := range levels {
		index[l] = i
	}
	s := &rowSet{groups: len(levels), values: values}
	clusterOf := map[string]int{}
	err := t.rows.Scan(ctx, columns, func(row []moments.Cell) error {
		g, ok := index[byLabel(row[1])]
		if !ok {
			return nil
		}
		v := place(row[0])
		if v < 0 || weightAt >= 0 && !(row[weightAt].Num > 0) {
			return nil
		}
		if clusterAt >= 0 {
			label := clusterLabel(row[clusterAt])
			if label == "" {
				return nil
			}
			c, seen := clusterOf[label]
			if !seen {
				c = len(s.clusters)
				clusterOf[label] = c
				s.clusters = append(s.clusters, nil)
			}
			s.clusters[c] = append(s.clusters[c], int32(len(s.cell)))
		}
		s.cell = append(s.cell, int32(g*values+v))
		s.group = append(s.group, int32(g))
		if weightAt >= 0 {
			s.weight = append(s.weight, row[weightAt].Num)
		}
		return nil
	})
	return s, err
}

// labels reads cells of a column as levels, remembering the texts of numbers.
func (t *table) labels(column string) func(moments.Cell) string {
	if !t.numeric[column] {
		return func(c moments.Cell) string { return c.Text }
	}
	texts := map[float64]string{}
	return func(c moments.Cell) string {
		if math.IsNaN(c.Num) {
			return ""
		}
		s, ok := texts[c.Num]
		if !ok {
			s = c.Label(true)
			if len(texts) < moments.MaxValues {
				texts[c.Num] = s
			}
		}
		return s
	}
}

// resample is one bootstrap sample: counts (or sums of weights) by group and value, rows and Σw² by group.
type resample struct {
	counts [][]float64
	n      []int
	w2     []float64
	flat   []float64
}

func newResample(s *rowSet) *resample {
	r := &resample{flat: make([]float64, s.groups*s.values), n: make([]int, s.groups), w2: make([]float64, s.groups)}
	for g := range s.groups {
		r.counts = append(r.counts, r.flat[g*s.values:(g+1)*s.values])
	}
	return r
}

func (r *resample) fill(s *rowSet, draw []int) {
	clear(r.flat)
	clear(r.n)
	clear(r.w2)
	if s.clusters != nil {
		for _, c := range draw {
			for _, i := range s.clusters[c] {
				r.add(s, int(i))
			}
		}
		return
	}
	if s.weight == nil {
		for _, i := range draw {
			r.flat[s.cell[i]]++
			r.n[s.group[i]]++
		}
		for g, n := range r.n {
			r.w2[g] = float64(n)
		}
		return
	}
	for _, i := range draw {
		r.add(s, i)
	}
}

func (r *resample) add(s *rowSet, i int) {
	w := 1.0
	if s.weight != nil {
		w = s.weight[i]
	}
	r.flat[s.cell[i]] += w
	r.n[s.group[i]]++
	r.w2[s.group[i]] += w * w
}

// bootstrap resamples rows or clusters; stat is called once a core and returns what fills out from a sample.
func (t *table) bootstrap(ctx context.Context, s *rowSet, width int, stat func() func(r *resample, out []float64)) ([][]float64, error) {
	units := len(s.cell)
	if s.clusters != nil {
		units = len(s.clusters)
	}
	return numeric.Bootstrap(ctx, t.Bootstrap, t.Seed, units, width, func() func(draw []int, out []float64) {
		r, fill := newResample(s), stat()
		return func(draw []int, out []float64) {
			r.fill(s, draw)
			fill(r, out)
		}
	})
}

// sample describes a group of a bootstrap sample.
func (r *resample) sample(values []float64, g int) Sample {
	s := Sample{N: r.n[g], Mean: math.NaN(), Var: math.NaN()}
	w, mean := 0.0, 0.0
	for v, c := range r.counts[g] {
		if c > 0 {
			w += c
			mean += (values[v] - mean) * c / w
		}
	}
	if s.N == 0 {
		return s
	}
	m2 := 0.0
	for v, c := range r.counts[g] {
		m2 += c * (values[v] - mean) * (values[v] - mean)
	}
	s.Mean, s.Eff = mean, w*w/r.w2[g]
	if s.N > 1 {
		s.Var = m2 / w * float64(s.N) / float64(s.N-1)
	}
	return s
}

// place finds a number among ascending values.
func place(values []float64) func(moments.Cell) int {
	index := make(map[float64]int, len(values))
	for i, x := range values {
		index[x] = i
	}
	return func(c moments.Cell) int {
		if i, ok := index[c.Num]; ok {
			return i
		}
		return -1
	}
}

// countRows is the grid of a value with more distinct values than one pass counts: a second pass over the rows.
func (t *table) countRows(ctx context.Context, value string, levels []string) (Grid, error) {
	columns := []string{value, t.By}
	for _, c := range []string{t.Cluster, t.Weight} {
		if c != "" {
			columns = append(columns, c)
		}
	}
	byLabel, clusterLabel := t.labels(t.By), t.labels(t.Cluster)
	type pair struct{ x, w float64 }
	groups := make([][]pair, len(levels))
	index := make(map[string]int, len(levels))
	for i, l := range levels {
		index[l] = i
	}
	err := t.rows.Scan(ctx, columns, func(row []moments.Cell) error {
		g, ok := index[byLabel(row[1])]
		if !ok || math.IsNaN(row[0].Num) || t.Cluster != "" && clusterLabel(row[2]) == "" {
			return nil
		}
		w := 1.0
		if t.Weight != "" {
			w = row[len(row)-1].Num
		}
		if w > 0 {
			groups[g] = append(groups[g], pair{row[0].Num, w})
		}
		return nil
	})
	if err != nil {
		return Grid{}, err
	}
	lists := make([][]moments.Value, len(groups))
	for g, ps := range groups {
		slices.SortStableFunc(ps, func(a, b pair) int {
			switch {
			case a.x < b.x:
				return -1
			case a.x > b.x:
				return 1
			}
			return 0
		})
		for _, p := range ps {
			if k := len(lists[g]); k > 0 && lists[g][k-1].X == p.x {
				lists[g][k-1].W += p.w
				continue
			}
			lists[g] = append(lists[g], moments.Value{X: p.x, W: p.w})
		}
	}
	return gridOf(lists), nil
}
