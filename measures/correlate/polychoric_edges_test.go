package correlate_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/smekit/smekit/measures/correlate"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

func TestPolychoricEdges(t *testing.T) {
	nan := math.NaN()
	for name, counts := range map[string][][]int{
		"1":  {{10, 0}, {5, 10}},
		"-1": {{0, 10, 2}, {0, 3, 0}, {9, 1, 0}},
	} {
		e := polychoricOf(t, table(counts)).Estimates[0]
		if !e.Empty() || len(e.Notes) != 1 || e.Notes[0].Code != "correlate_bound" || e.Notes[0].Args[0] != name || e.N == 0 {
			t.Errorf("bound %s: %+v", name, e)
		}
	}
	line := []float64{1, 2, 3, 4, 5, 1, 2, 3}
	res := polychoricOf(t, map[string][]float64{"a": line, "b": {1, 1, 2, 2, 1, 2, 1, 2}, "flat": {3, 3, 3, 3, 3, 3, 3, 3},
		"few": {1, 2, nan, nan, nan, nan, nan, nan}, "partly": {nan, 1, nan, 1, nan, 1, 2, nan}, "other": {1, nan, 2, nan, 1, nan, nan, 2}, "none": {nan, nan, nan, nan, nan, nan, nan, nan}})
	for of, want := range map[string]struct {
		code estimate.Code
		n    int
	}{"a~flat": {estimate.NoteConstant, 8}, "a~few": {estimate.NoteTooFew, 2}, "other~partly": {estimate.NoteTooFew, 0}, "none~other": {estimate.NoteTooFew, 0}, "flat~partly": {estimate.NoteConstant, 4}} {
		if e, ok := res.Find("polychoric", of); !ok || !e.Empty() || e.N != want.n || len(e.Notes) != 1 || e.Notes[0].Code != want.code {
			t.Errorf("%s: %+v", of, e)
		}
	}
	if e, _ := res.Find("polychoric", "a~b"); e.Empty() || e.N != 8 {
		t.Errorf("a~b: %+v", e)
	}
	many := make([]float64, 21)
	for i := range many {
		many[i] = float64(i)
	}
	f := moments.NewFrame(21).Numeric("x", many).Numeric("y", many)
	if _, err := correlate.Compute(context.Background(), f, correlate.Options{Items: []string{"x", "y"}, Method: "polychoric"}); err == nil || err.Error() != `correlate: column "x" has more than 20 distinct values: polychoric expects ordered categories` {
		t.Errorf("21 values: %v", err)
	}
}

func TestPolychoricErrors(t *testing.T) {
	cuts := []float64{0}
	for _, c := range []struct {
		table  [][]float64
		ta, tb []float64
		want   error
	}{
		{[][]float64{{1, 2}, {3, 4}}, nil, cuts, correlate.ErrCategories},
		{[][]float64{{1, 2}, {0, 0}}, cuts, cuts, correlate.ErrCategories},
		{[][]float64{{1, 2}}, cuts, cuts, correlate.ErrTable},
		{[][]float64{{1, 2}, {3}}, cuts, cuts, correlate.ErrTable},
		{[][]float64{{1, -2}, {3, 4}}, cuts, cuts, correlate.ErrTable},
		{[][]float64{{1, math.NaN()}, {3, 4}}, cuts, cuts, correlate.ErrTable},
		{[][]float64{{1, 1}, {2, 2}, {3, 4}}, []float64{1, -1}, cuts, correlate.ErrTable},
		{[][]float64{{1, 1}, {2, 2}, {3, 4}}, []float64{1, 1}, cuts, correlate.ErrTable},
		{[][]float64{{1, 1}, {3, 4}}, []float64{math.NaN()}, cuts, correlate.ErrTable},
		{[][]float64{{4, 0}, {1, 4}}, correlate.Thresholds([]float64{4, 5}), correlate.Thresholds([]float64{5, 4}), correlate.ErrBound},
	} {
		if rho, _, err := correlate.Polychoric(c.table, c.ta, c.tb); !errors.Is(err, c.want) {
			t.Errorf("%v: %v, %v, want %v", c, rho, err, c.want)
		}
	}
	if correlate.Thresholds([]float64{3}) != nil || correlate.Thresholds([]float64{0, 0}) != nil {
		t.Error("thresholds of nothing")
	}
	if got := correlate.Thresholds([]float64{0, 1, 0, 1}); !math.IsInf(got[0], -1) || got[1] != 0 || got[2] != 0 {
		t.Errorf("thresholds with empty categories: %v", got)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		ctx        context.Context
		columns    [][]int
		categories []int
	}{
		{context.Background(), nil, nil},
		{context.Background(), [][]int{{0, 1}, {0}}, []int{2, 2}},
		{context.Background(), [][]int{{0, 2}}, []int{2}},
		{ctx, [][]int{{0, 1}, {1, 0}}, []int{2, 2}},
	} {
		if _, _, _, _, err := correlate.PolychoricMatrix(c.ctx, c.columns, c.categories); err == nil {
			t.Errorf("%v: no error", c.columns)
		}
	}
	r, cuts2, n, problems, err := correlate.PolychoricMatrix(context.Background(), [][]int{{0, 1, 0, 1, 1}, {0, 1, 0, 1, -1}, {0, 0, 0, 0, 0}}, []int{2, 2, 2})
	if err != nil || len(problems) != 3 || problems[0] != (correlate.PairProblem{I: 0, J: 1, Err: correlate.ErrBound}) || !errors.Is(problems[1].Err, correlate.ErrCategories) ||
		!math.IsNaN(r.At(0, 1)) || n[0][1] != 4 || n[1][1] != 4 || len(cuts2[2]) != 1 {
		t.Errorf("%v %v %v %v %v", r, cuts2, n, problems, err)
	}
}

func items(k, n int) (*moments.Frame, []string) {
	r := rand.New(rand.NewPCG(13, 14))
	f := moments.NewFrame(n)
	var names []string
	general := make([]float64, n)
	for i := range general {
		general[i] = r.NormFloat64()
	}
	for j := range k {
		x := make([]float64, n)
		for i := range x {
			x[i] = 1 + category([]float64{-1.5, -1, -0.2, 0.6, 1.4}, 0.6*general[i]+0.8*r.NormFloat64())
		}
		names = append(names, fmt.Sprint("q", j))
		f.Numeric(names[j], x)
	}
	return f, names
}

func TestPolychoricCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	f, names := items(8, 9000)
	o := correlate.Options{Items: names, Method: "polychoric"}
	one := compute(t, f, o)
	runtime.GOMAXPROCS(4)
	four := compute(t, f, o)
	for i, e := range one.Estimates {
		if g := four.Estimates[i]; g.Value != e.Value || g.SE != e.SE || g.Of != e.Of {
			t.Errorf("%s: %v on one core, %v on four", e.Of, e.Value, g.Value)
		}
	}
}

func BenchmarkPolychoric(b *testing.B) {
	f, names := items(25, 2400)
	for b.Loop() {
		compute(b, f, correlate.Options{Items: names, Method: "polychoric"})
	}
}
