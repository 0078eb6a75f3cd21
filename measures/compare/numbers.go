package compare

import (
	"context"
	"math"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// numberStudy is the comparison of groups on one numeric value.
type numberStudy struct {
	*table
	value    string
	levels   []string
	samples  []Sample             // by level
	parts    [][]ClusterPart      // by level, when clustered
	grid     Grid                 // by level; meaningless unless exact
	exact    bool                 // the value counts are complete
	tested   []int                // levels with at least two values
	n        int                  // values of the tested levels
	clusters int                  // over the tested levels
	noExact  estimate.Note        // why the counts are not complete
	boot     map[string][]float64 // replicates of the bootstrap, by what they are of
	noBoot   *estimate.Note       // why there is none
	out      []estimate.Estimate
}

func (t *table) numbers(ctx context.Context, value string, pass *moments.Moments) ([]estimate.Estimate, error) {
	s := &numberStudy{table: t, value: value, levels: t.levels(pass), exact: true}
	at := pass.Index(value)
	lists := make([][]moments.Value, len(s.levels))
	clusters := map[string]bool{}
	for i, l := range s.levels {
		g := pass.Group(l)
		var m moments.Moment
		if g != nil {
			m = g.Vars[at]
		}
		s.samples = append(s.samples, sampleOf(l, m, t.Weight != ""))
		s.parts = append(s.parts, partsOf(g, at))
		lists[i] = m.Values
		s.exact = s.exact && !m.Many
		if m.N >= 2 {
			s.tested = append(s.tested, i)
			s.n += int(m.N)
			for _, p := range s.parts[i] {
				clusters[p.Cluster] = true
			}
		}
	}
	s.clusters = len(clusters)
	switch {
	case s.exact:
		s.grid = gridOf(lists)
	case t.rows != nil:
		var err error
		if s.grid, err = t.countRows(ctx, value, s.levels); err != nil {
			return nil, err
		}
		s.exact = true
	default:
		s.noExact = moments.NoteManyValues.Says(moments.MaxValues)
	}
	if err := s.resample(ctx); err != nil {
		return nil, err
	}
	s.describe()
	s.omnibus()
	if two := s.pair(); two != nil {
		s.twoGroups(two[0], two[1])
	}
	if len(s.levels) > 2 && !s.Overall {
		s.postHoc()
	}
	return s.out, nil
}

// pair are the two levels of the two-group measures, nil when there are not exactly two.
func (s *numberStudy) pair() []int {
	switch {
	case len(s.levels) == 2:
		return []int{0, 1}
	case len(s.tested) == 2:
		return s.tested
	}
	return nil
}

func (s *numberStudy) clustered() bool { return s.Cluster != "" }
func (s *numberStudy) weighted() bool  { return s.Weight != "" }

func (s *numberStudy) new(measure, of string, n int) estimate.Estimate {
	return s.newEstimate(s.value, measure, of, n)
}

func (s *numberStudy) contrast(i, j int) string {
	return s.value + ": " + s.levels[i] + "-" + s.levels[j]
}

func (s *numberStudy) add(e ...estimate.Estimate) { s.out = append(s.out, e...) }

// method joins the parts of a method, and says that means are weighted.
func (s *numberStudy) method(parts ...string) string {
	if s.weighted() {
		parts = append(parts, "weighted, Kish effective n")
	}
	return joined(parts)
}

// rankMethod is method for what uses the weights themselves.
func (s *numberStudy) rankMethod(parts ...string) string {
	if s.weighted() {
		parts = append(parts, "weighted")
	}
	return joined(parts)
}

func joined(parts []string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, "; ")
}

// leftOut names the levels that are too small for the tests, as a note on each test.
func (s *numberStudy) leftOut() []estimate.Note {
	var names []string
	for _, sample := range s.samples {
		if sample.N < 2 {
			names = append(names, sample.Level)
		}
	}
	if names == nil {
		return nil
	}
	return []estimate.Note{noteLeftOut.Says(strings.Join(names, ", "))}
}

// test puts the outcome of a test into an estimate: the statistic is the estimate.
func (s *numberStudy) test(e estimate.Estimate, t Test) estimate.Estimate {
	e.Value, e.Statistic, e.DF1, e.DF2, e.P = t.Statistic, t.Statistic, t.DF1, t.DF2, t.P
	if s.clustered() && estimate.Has(t.P) {
		e.P = estimate.None
		e = e.With(noteClustered.Says())
	}
	return e
}

// describe gives the figures of each level.
func (s *numberStudy) describe() {
	for _, g := range s.samples {
		e := s.new("group_n", s.value+"|"+g.Level, g.N)
		e.Value = float64(g.N)
		if g.N < 2 {
			e = e.With(noteSmallGroup.Says())
		}
		s.add(e)
	}
	for i, g := range s.samples {
		s.add(s.mean(i, g))
	}
	for _, g := range s.samples {
		e := s.new("sd", s.value+"|"+g.Level, g.N)
		e.Value = math.Sqrt(g.Var)
		e.Method = s.rankMethod("n-1")
		if g.N < 2 {
			e = e.Because(tooFew(g.N, 2))
		}
		s.add(e)
	}
	for i, g := range s.samples {
		s.add(s.median(i, g))
	}
}

func tooFew(n, needed int) estimate.Note {
	if n == 0 {
		return estimate.NoteNoData.Says()
	}
	return estimate.NoteTooFew.Says(n, needed)
}

func (s *numberStudy) mean(i int, g Sample) estimate.Estimate {
	e := s.new("mean", s.value+"|"+g.Level, g.N)
	if g.N == 0 {
		return e.Because(estimate.NoteNoData.Says())
	}
	e.Value = g.Mean
	df := g.Eff - 1
	if s.clustered() {
		var clusters int
		e.SE, clusters = clusteredSE(s.parts[i])
		df = float64(clusters - 1)
		e.Method = s.rankMethod("CR1 standard error, t interval with clusters-1 df")
		if s.clusters < leastClusters {
			e.SE = estimate.None
			return e.With(estimate.NoteFewClusters.Says(s.clusters))
		}
	} else {
		e.Method = s.method("t interval")
		if g.N >= 2 {
			e.SE = math.Sqrt(g.Var / g.Eff)
		}
	}
	if e.SE > 0 && df > 0 {
		half := numeric.StudentQuantile((1+s.Conf)/2, df) * e.SE
		e.Low, e.High = e.Value-half, e.Value+half
	}
	return e
}

func (s *numberStudy) median(i int, g Sample) estimate.Estimate {
	e := s.new("median", s.value+"|"+g.Level, g.N)
	switch {
	case g.N == 0:
		return e.Because(estimate.NoteNoData.Says())
	case !s.exact:
		return e.Because(s.noExact)
	case s.weighted():
		e.Value = weightedMedian(s.grid.Values, s.grid.Counts[i], g.N)
	default:
		e.Value = median(s.grid.Values, s.grid.Counts[i])
	}
	e.Method = s.rankMethod()
	if g.N < 2 {
		return e
	}
	return s.resampled(e, medianKey(i), false)
}
