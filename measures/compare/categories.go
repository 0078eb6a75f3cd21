package compare

import (
	"context"
	"errors"
	"math"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// categories compares groups on one value taken as categories: group_n, chi2, fisher, cramers_v.
func (t *table) categories(ctx context.Context, value string) ([]estimate.Estimate, *moments.Moments, error) {
	plan := moments.Plan{By: []string{t.By, value}, Cluster: t.Cluster, Weight: t.Weight}
	if t.Weight != "" { // the moments of the weights themselves give their sum of squares
		plan.Variables = moments.ColumnVariables(t.Weight)
	}
	pass, err := t.src.Collect(ctx, plan)
	if err != nil {
		return nil, nil, err
	}
	s := newCategoryStudy(t, value, pass)
	s.describe()
	err = s.tests(ctx)
	return s.out, pass, err
}

// categoryStudy is the comparison of groups on one categorical value.
type categoryStudy struct {
	*table
	value      string
	levels     []string
	categories []string
	n          []int       // rows by level
	counts     [][]float64 // rows, or weights scaled to Kish's effective n, by tested level and category
	tested     []int
	rowsTested int
	clusters   int
	notes      []estimate.Note
	out        []estimate.Estimate
}

func newCategoryStudy(t *table, value string, pass *moments.Moments) *categoryStudy {
	s := &categoryStudy{table: t, value: value, levels: t.Levels}
	if len(s.levels) == 0 {
		s.levels = pass.Levels(0)
	}
	s.n = make([]int, len(s.levels))
	at := map[string]int{}
	for i, l := range s.levels {
		at[l] = i
	}
	place := map[string]int{}
	for _, g := range pass.Groups {
		if i, ok := at[g.Key[0]]; ok {
			s.n[i] += int(g.Rows)
			if _, seen := place[g.Key[1]]; !seen {
				place[g.Key[1]] = 0
				s.categories = append(s.categories, g.Key[1])
			}
		}
	}
	moments.SortLevels(s.categories)
	for j, c := range s.categories {
		place[c] = j
	}
	row := make([]int, len(s.levels))
	var small []string
	for i, n := range s.n {
		row[i] = -1
		if n < 2 {
			small = append(small, s.levels[i])
			continue
		}
		row[i] = len(s.tested)
		s.tested = append(s.tested, i)
		s.rowsTested += n
		s.counts = append(s.counts, make([]float64, len(s.categories)))
	}
	if small != nil {
		s.notes = []estimate.Note{noteLeftOut.Says(strings.Join(small, ", "))}
	}
	weight, squares := 0.0, 0.0
	clusters := map[string]bool{}
	for _, g := range pass.Groups {
		i, ok := at[g.Key[0]]
		if !ok || row[i] < 0 {
			continue
		}
		c := float64(g.Rows)
		if t.Weight != "" {
			c = g.Weight
			squares += g.Vars[0].W2
		}
		s.counts[row[i]][place[g.Key[1]]] = c
		weight += c
		for _, part := range g.Clusters {
			clusters[part.Label] = true
		}
	}
	s.clusters = len(clusters)
	if t.Weight != "" && squares > 0 {
		for _, r := range s.counts {
			for j := range r {
				r[j] *= weight / squares // Σ = (Σw)²/Σw²
			}
		}
	}
	return s
}

func (s *categoryStudy) new(measure, of string, n int) estimate.Estimate {
	return s.newEstimate(s.value, measure, of, n)
}

func (s *categoryStudy) describe() {
	for i, l := range s.levels {
		e := s.new("group_n", s.value+"|"+l, s.n[i])
		e.Value = float64(s.n[i])
		if s.n[i] < 2 {
			e = e.With(noteSmallGroup.Says())
		}
		s.out = append(s.out, e)
	}
}

func (s *categoryStudy) tests(ctx context.Context) error {
	chi2, fisher, v := s.new("chi2", s.value, s.rowsTested), s.new("fisher", s.value, s.rowsTested), s.new("cramers_v", s.value, s.rowsTested)
	chi2.Notes, fisher.Notes, v.Notes = s.notes, s.notes, s.notes
	_, columns, _ := margins(s.counts)
	var why estimate.Note
	switch {
	case len(s.tested) < 2:
		why = estimate.NoteFewGroups.Says(2)
	case positive(columns) < 2:
		why = estimate.NoteConstant.Says()
	default:
		v, err := s.cramersV(ctx, v)
		s.out = append(s.out, s.chi2(chi2), s.fisher(fisher), v)
		return err
	}
	s.out = append(s.out, chi2.Because(why), fisher.Because(why), v.Because(why))
	return nil
}

func (s *categoryStudy) weighted(method string) string {
	if s.Weight != "" {
		return joined([]string{method, "weighted, Kish effective n"})
	}
	return method
}

func (s *categoryStudy) chi2(e estimate.Estimate) estimate.Estimate {
	t, expected := ChiSquare(s.counts)
	e.Value, e.Statistic, e.DF1, e.P = t.Statistic, t.Statistic, t.DF1, t.P
	e.Method = s.weighted("Pearson, no Yates correction")
	if s.Cluster != "" {
		e.P = estimate.None
		e = e.With(noteClustered.Says())
	}
	if small, cells := smallExpected(expected); small*5 > cells {
		e = e.With(noteUseFisher.Says(small, cells))
	}
	return e
}

func (s *categoryStudy) fisher(e estimate.Estimate) estimate.Estimate {
	e.Method = "exact, tables at most as probable"
	if s.Weight != "" {
		return e.Because(noteWeightedNone.Says())
	}
	p, err := FisherExact(s.counts)
	if cells := compactTable(s.counts); len(cells) == 2 && len(cells[0]) == 2 {
		e.Method += "; conditional ML odds ratio, exact CI"
		ratio, low, high := OddsRatio([2][2]float64{{float64(cells[0][0]), float64(cells[0][1])}, {float64(cells[1][0]), float64(cells[1][1])}}, s.Conf)
		e.Value = ratio
		if s.Cluster == "" {
			e.Low, e.High = low, high
		}
		if math.IsInf(ratio, 0) {
			e.Value = estimate.None
			e = e.With(noteInfinite.Says())
		}
		if math.IsInf(e.High, 0) {
			e.High = estimate.None
		}
	} else {
		e = e.With(noteOddsRatio.Says())
	}
	switch {
	case errors.Is(err, ErrLargeTable):
		e = e.With(noteFisherLarge.Says())
	case s.Cluster != "":
		e = e.With(noteClustered.Says())
	default:
		e.P = p
	}
	return e
}

func (s *categoryStudy) cramersV(ctx context.Context, e estimate.Estimate) (estimate.Estimate, error) {
	e.Method = "no bias correction"
	if s.Weight != "" {
		e.Method += "; weighted"
	}
	e.Value = CramersV(s.counts)
	switch {
	case s.Bootstrap == 0:
		return e, nil
	case s.rows == nil:
		return e.With(moments.NoteNeedsRows.Says()), nil
	case s.Cluster != "" && s.clusters < leastClusters:
		return e.With(estimate.NoteFewClusters.Says(s.clusters)), nil
	}
	levels := make([]string, len(s.tested))
	for k, i := range s.tested {
		levels[k] = s.levels[i]
	}
	index := map[string]int{}
	for j, c := range s.categories {
		index[c] = j
	}
	label := s.labels(s.value)
	rows, err := s.readRows(ctx, s.value, levels, len(s.categories), func(c moments.Cell) int {
		if j, ok := index[label(c)]; ok {
			return j
		}
		return -1
	})
	if err != nil {
		return e, err
	}
	all, err := s.bootstrap(ctx, rows, 1, func() func(r *resample, out []float64) {
		return func(r *resample, out []float64) { out[0] = CramersV(r.counts) }
	})
	if err != nil {
		return e, err
	}
	return s.limits(e, all[0]), nil
}
