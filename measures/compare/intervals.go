package compare

import (
	"context"
	"math"
	"strconv"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// What is bootstrapped, beside the medians of the tested levels.
const (
	keyShift    = "median_difference"
	keyDelta    = "cliff_delta"
	keyCohen    = "cohen_d"
	keyEpsilon2 = "epsilon2"
	keyEta2     = "eta2"
)

func medianKey(level int) string { return "median " + strconv.Itoa(level) }

// resample runs the bootstrap of the rows (clusters) of the tested levels: of the medians, the Hodges–Lehmann difference
// and the rank ε², which have no other interval, and, where rows are clustered or ranks weighted, of the effect sizes
// whose own intervals take rows as independent.
func (s *numberStudy) resample(ctx context.Context) error {
	unless := func(n estimate.Note) error { s.noBoot = &n; return nil }
	switch {
	case len(s.tested) == 0:
		return nil
	case s.clustered() && s.clusters < leastClusters:
		return unless(estimate.NoteFewClusters.Says(s.clusters))
	case s.Bootstrap == 0 && s.clustered():
		return unless(noteClusteredCI.Says())
	case s.Bootstrap == 0:
		return nil
	case s.rows == nil || !s.exact:
		return unless(moments.NoteNeedsRows.Says())
	}
	levels := make([]string, len(s.tested))
	for k, i := range s.tested {
		levels[k] = s.levels[i]
	}
	values := s.grid.Values
	rows, err := s.readRows(ctx, s.value, levels, len(values), place(values))
	if err != nil {
		return err
	}
	two := len(s.tested) == 2
	var keys []string
	var parts []func(r *resample, b *buffers) float64
	want := func(key string, f func(r *resample, b *buffers) float64) {
		keys, parts = append(keys, key), append(parts, f)
	}
	for k, i := range s.tested {
		want(medianKey(i), func(r *resample, _ *buffers) float64 {
			if s.weighted() {
				return weightedMedian(values, r.counts[k], r.n[k])
			}
			return median(values, r.counts[k])
		})
	}
	if two {
		where := guessFrom(s.grid.pick(s.tested...))
		want(keyShift, func(r *resample, b *buffers) float64 {
			return b.shift.median(values, r.counts[0], r.counts[1], where)
		})
		if s.clustered() || s.weighted() {
			want(keyDelta, func(r *resample, _ *buffers) float64 { return cliff(r.counts[0], r.counts[1]) })
		}
		if s.clustered() {
			want(keyCohen, func(r *resample, _ *buffers) float64 {
				a, b := r.sample(values, 0), r.sample(values, 1)
				v, _ := pooled(a, b)
				return (a.Mean - b.Mean) / math.Sqrt(v)
			})
		}
	}
	if len(s.tested) > 1 && !s.weighted() {
		want(keyEpsilon2, func(r *resample, b *buffers) float64 {
			b.ranks.take(r.counts)
			return b.ranks.h() / (b.ranks.n - 1)
		})
	}
	if len(s.tested) > 1 && s.clustered() {
		want(keyEta2, func(r *resample, _ *buffers) float64 {
			groups := make([]Sample, len(levels))
			for g := range groups {
				if groups[g] = r.sample(values, g); groups[g].N < 2 {
					return math.NaN()
				}
			}
			q := SquaresOf(groups)
			return q.Between / (q.Between + q.Within)
		})
	}
	all, err := s.bootstrap(ctx, rows, len(keys), func() func(r *resample, out []float64) {
		b := &buffers{ranks: rankGroups(make([][]float64, len(levels)))}
		return func(r *resample, out []float64) {
			for i, f := range parts {
				out[i] = f(r, b)
			}
		}
	})
	if err != nil {
		return err
	}
	s.boot = map[string][]float64{}
	for i, key := range keys {
		s.boot[key] = all[i]
	}
	return nil
}

// buffers are what a core keeps between replicates.
type buffers struct {
	shift shift
	ranks ranks
}

// resampled gives an estimate the interval of its replicates, or says why it has none: always when a bootstrap was asked
// for, and when it is needed because the classical interval does not hold.
func (s *numberStudy) resampled(e estimate.Estimate, key string, needed bool) estimate.Estimate {
	if e.Empty() {
		return e
	}
	if x, ok := s.boot[key]; ok {
		return s.limits(e, x)
	}
	if s.noBoot != nil && (needed || s.Bootstrap > 0) {
		return e.With(*s.noBoot)
	}
	return e
}
