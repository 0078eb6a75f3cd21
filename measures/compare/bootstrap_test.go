package compare

import (
	"context"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

func TestBootstrapIsDeterministic(t *testing.T) {
	o := Options{Value: []string{"x", "answer"}, By: "by", Bootstrap: 200, Seed: 7}
	run := func(cores int, cluster string) estimate.Result {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		o.Cluster = cluster
		return compute(t, scores(120, 2, 14), o)
	}
	for _, cluster := range []string{"", "dept"} {
		if a, b := run(1, cluster), run(3, cluster); !reflect.DeepEqual(texts(a), texts(b)) {
			t.Errorf("cluster %q: results depend on the number of cores", cluster)
		}
	}
	o.Seed = 8
	if a, b := find(t, run(1, ""), "epsilon2", "x"), find(t, compute(t, scores(120, 2, 14), Options{Value: o.Value, By: "by", Bootstrap: 200, Seed: 7}), "epsilon2", "x"); a.Low == b.Low {
		t.Error("another seed gives the same limits")
	}
}

func texts(r estimate.Result) [][]string {
	var all [][]string
	for _, e := range r.Estimates {
		all = append(all, e.Cells())
	}
	return all
}

func TestBootstrapIntervals(t *testing.T) {
	src := scores(400, 2, 25)
	r := compute(t, src, Options{Value: []string{"x", "answer"}, By: "by", Bootstrap: 1000, Seed: 1})
	for _, name := range [][2]string{{"median", "x|a"}, {"median", "x|b"}, {"median_difference", "x: a-b"}, {"epsilon2", "x"}, {"cramers_v", "answer"}} {
		e := find(t, r, name[0], name[1])
		if !(e.Low < e.High) || !(e.Low <= e.Value) || !(e.High >= e.Value) {
			t.Errorf("%s: %v [%v, %v]", e.ID(), e.Value, e.Low, e.High)
		}
		if !strings.Contains(e.Method, "bootstrap percentile CI, 1000, seed 1") {
			t.Errorf("%s: method %q", e.ID(), e.Method)
		}
	}
	// Clusters: effect sizes lose their own intervals and take the bootstrap's.
	c := compute(t, src, Options{Value: []string{"x"}, By: "by", Cluster: "dept", Bootstrap: 1000, Seed: 1})
	for _, name := range [][2]string{{"cohen_d", "x: a-b"}, {"hedges_g", "x: a-b"}, {"cliff_delta", "x: a-b"}, {"eta2", "x"}, {"median", "x|a"}} {
		e := find(t, c, name[0], name[1])
		if !(e.Low < e.High) || !strings.Contains(e.Method, "cluster bootstrap") {
			t.Errorf("%s: [%v, %v], method %q", e.ID(), e.Low, e.High, e.Method)
		}
	}
	d := find(t, c, "cohen_d", "x: a-b")
	plain := find(t, r, "cohen_d", "x: a-b")
	if ratio := (d.High - d.Low) / (plain.High - plain.Low); ratio < 0.6 || ratio > 1.7 {
		t.Errorf("clusters without effect: intervals differ by %v", ratio)
	}
	if s := find(t, c, "student_t", "x: a-b"); !estimate.Has(s.P) || s.DF1 != 24 {
		t.Errorf("student_t: p %v, df %v", s.P, s.DF1)
	}
}

func TestFewClusters(t *testing.T) {
	r := compute(t, scores(100, 2, 6), Options{Value: []string{"x", "answer"}, By: "by", Cluster: "dept", Bootstrap: 100, Seed: 1})
	for _, e := range r.Estimates {
		if estimate.Has(e.P) || estimate.Has(e.Low) {
			t.Errorf("%s: p %v, lower limit %v", e.ID(), e.P, e.Low)
		}
	}
	for _, name := range []string{"student_t", "cohen_d", "cliff_delta", "median_difference"} {
		if e := find(t, r, name, "x: a-b"); e.Empty() || !has(e, estimate.NoteFewClusters) {
			t.Errorf("%s: %v %v", name, e.Value, e.Notes)
		}
	}
}

func benchmarkCompute(b *testing.B, src moments.Source, o Options) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Compute(context.Background(), src, o); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompute(b *testing.B) {
	likert := scores(500, 2, 30)
	r := numeric.Stream(1, 1)
	x, by := make([]float64, 500), make([]string, 500)
	for i := range x {
		x[i], by[i] = r.NormFloat64(), string(rune('a'+r.IntN(2)))
	}
	b.Run("plain", func(b *testing.B) { benchmarkCompute(b, likert, Options{Value: []string{"x"}, By: "by"}) })
	b.Run("rows1000", func(b *testing.B) {
		benchmarkCompute(b, likert, Options{Value: []string{"x"}, By: "by", Bootstrap: 1000})
	})
	b.Run("clusters1000", func(b *testing.B) {
		benchmarkCompute(b, likert, Options{Value: []string{"x"}, By: "by", Cluster: "dept", Bootstrap: 1000})
	})
	b.Run("continuous1000", func(b *testing.B) {
		benchmarkCompute(b, moments.NewFrame(500).Numeric("x", x).Text("by", by), Options{Value: []string{"x"}, By: "by", Bootstrap: 1000})
	})
	b.Run("three_groups", func(b *testing.B) {
		benchmarkCompute(b, scores(500, 3, 30), Options{Value: []string{"x"}, By: "by"})
	})
}
