package mediate

import (
	"context"
	"errors"
	"math"
	"reflect"
	"runtime"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// A replicate from cross-products is the fit of the resampled rows themselves.
func TestReplicateIsRefit(t *testing.T) {
	for name, o := range models {
		t.Run(name, func(t *testing.T) {
			source := made(80, 12, 5)
			if err := o.check(); err != nil {
				t.Fatal(err)
			}
			d, err := read(t.Context(), table(source), &o)
			if err != nil {
				t.Fatal(err)
			}
			l, f := lay(d, &o), o.effects(d)
			o.Bootstrap, o.Seed = 40, 4
			got, err := resample(t.Context(), d, l, f, &o)
			if err != nil {
				t.Fatal(err)
			}
			draws, err := numeric.Bootstrap(t.Context(), 40, 4, d.units, d.units, func() func([]int, []float64) {
				return func(draw []int, out []float64) {
					for i, u := range draw {
						out[i] = float64(u)
					}
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			for r := range 40 {
				again := &data{columns: make([][]float64, len(d.columns))}
				for u := range d.units {
					for i := range d.n() {
						if c := int(draws[u][r]); d.clusters == nil && i == c || d.clusters != nil && d.clusters[i] == c {
							for j := range d.columns {
								again.columns[j] = append(again.columns[j], d.columns[j][i])
							}
						}
					}
				}
				s := &study{Options: o, d: again, n: again.n()}
				s.Cluster = ""
				// Conditional effects are taken at the sample's values of the moderator, not at the replicate's.
				s.f = &effects{mediators: f.mediators, moderated: f.moderated, index: f.index}
				if f.moderated {
					mean := standardise("", d.columns[len(d.columns)-1]).mean
					now := standardise("", again.columns[len(again.columns)-1]).mean
					for _, at := range f.at {
						s.f.at = append(s.f.at, mean+at-now)
					}
				}
				if why := s.fit(); why != nil {
					t.Fatal(why.English())
				}
				for i, x := range s.values {
					if math.Abs(got.replicates[i][r]-x) > 1e-9*(1+math.Abs(x)) {
						t.Fatalf("replicate %d, effect %d: %v, refit %v", r, i, got.replicates[i][r], x)
					}
				}
			}
		})
	}
}

// Rows that are clusters of their own are rows.
func TestClustersOfOne(t *testing.T) {
	d := made(60, 6, 8)
	for i := range d["g"] {
		d["g"][i] = float64(1000 - i)
	}
	o := Options{X: "x", M: []string{"m1", "m2"}, Y: "y", Bootstrap: 300, Seed: 3}
	for _, ci := range []string{Percentile, BCa} {
		o.CI, o.Cluster = ci, ""
		rows := compute(t, table(d), o)
		o.Cluster = "g"
		clusters := compute(t, table(d), o)
		for _, of := range []string{"m1", "m2"} {
			a, b := find(t, rows, "indirect", of), find(t, clusters, "indirect", of)
			near(t, ci+" low", b.Low, a.Low, 1e-12)
			near(t, ci+" high", b.High, a.High, 1e-12)
			near(t, ci+" se", b.SE, a.SE, 1e-12)
		}
	}
}

func TestCores(t *testing.T) {
	o := models["first"]
	o.Bootstrap, o.CI, o.Seed = 200, BCa, 7
	d := table(made(100, 5, 2))
	before := runtime.GOMAXPROCS(1)
	one := estimate.Rows(compute(t, d, o).Estimates)
	runtime.GOMAXPROCS(7)
	seven := estimate.Rows(compute(t, d, o).Estimates)
	runtime.GOMAXPROCS(before)
	if !reflect.DeepEqual(one, seven) {
		t.Error("estimates depend on the number of cores")
	}
	o.Seed = 8
	if reflect.DeepEqual(one, estimate.Rows(compute(t, d, o).Estimates)) {
		t.Error("the seed changes nothing")
	}
}

// A rare x is lost in many replicates: they are counted, and beyond a tenth there are no limits.
func TestFailedReplicates(t *testing.T) {
	d := made(40, 4, 3)
	for i := range d["x"] {
		d["x"][i] = 0
	}
	d["x"][7], d["x"][21] = 1, 1
	o := Options{X: "x", M: []string{"m1"}, Y: "y", Bootstrap: 400, Seed: 1}
	e := find(t, compute(t, table(d), o), "indirect", "")
	if e.Empty() || estimate.Has(e.Low) || len(e.Notes) != 3 || e.Notes[1].Code != estimate.NoteBootFailed || e.Notes[2].Code != noteNoLimits {
		t.Errorf("%+v", e)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	o := models["parallel"]
	o.Bootstrap = 1000
	if _, err := Compute(ctx, table(made(100, 5, 2)), o); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Over 200 samples of known paths the mean of the indirect effect is the true one, and the 95 % intervals hold it about
// as often as they say: plain rows, and clusters whose effects would make row intervals too short.
func TestRecovery(t *testing.T) {
	const runs = 200
	for name, c := range map[string]struct {
		cluster string
		ci      string
		rows    int
		lowest  int // of 200 intervals that hold the truth
	}{"rows": {"", Percentile, 120, 180}, "bca": {"", BCa, 120, 180}, "clusters": {"g", Percentile, 240, 176}} {
		t.Run(name, func(t *testing.T) {
			held, sum, paths := 0, 0.0, 0
			for run := range runs {
				rng := numeric.Stream(99, uint64(run))
				d := map[string][]float64{}
				var u, v, w [30]float64
				for g := range u {
					u[g], v[g], w[g] = 0.5*rng.NormFloat64(), 0.5*rng.NormFloat64(), 0.5*rng.NormFloat64()
				}
				for i := range c.rows {
					g := i % 30
					x := rng.NormFloat64()
					if c.cluster != "" {
						x = 0.6*v[g] + rng.NormFloat64()
					}
					m := 0.5*x + rng.NormFloat64()
					if c.cluster != "" {
						m += u[g]
					}
					y := 0.4*m + 0.2*x + rng.NormFloat64()
					if c.cluster != "" {
						y += w[g]
					}
					for name, value := range map[string]float64{"x": x, "m1": m, "m2": 0, "y": y, "c": 0, "w": 0, "g": float64(g)} {
						d[name] = append(d[name], value)
					}
				}
				r := compute(t, table(d), Options{X: "x", M: []string{"m1"}, Y: "y", Cluster: c.cluster, CI: c.ci, Bootstrap: 400, Seed: uint64(run)})
				e := find(t, r, "indirect", "")
				if e.Low <= 0.2 && 0.2 <= e.High {
					held++
				}
				if a := find(t, r, "a", ""); a.Low <= 0.5 && 0.5 <= a.High {
					paths++
				}
				sum += e.Value
			}
			t.Logf("mean %.4f (true .2), %d of %d intervals of ab and %d of a hold the truth", sum/runs, held, runs, paths)
			if math.Abs(sum/runs-0.2) > 0.012 {
				t.Errorf("mean %v", sum/runs)
			}
			if held < c.lowest || held > 199 || paths < 180 || paths > 199 {
				t.Errorf("%d and %d of %d intervals hold the truth", held, paths, runs)
			}
		})
	}
}

func BenchmarkBootstrap(b *testing.B) {
	d := table(made(2400, 40, 1))
	for name, o := range map[string]Options{"one": {X: "x", M: []string{"m1"}, Y: "y"}, "parallel+covariate": models["parallel"], "moderated": models["first"], "clusters": models["cluster"]} {
		b.Run(name, func(b *testing.B) {
			o.Bootstrap = 5000
			for b.Loop() {
				compute(b, d, o)
			}
		})
	}
}
