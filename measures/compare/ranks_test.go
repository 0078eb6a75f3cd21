package compare

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

func TestMannWhitneyExact(t *testing.T) {
	b := []float64{1.10, 0.647, 0.598, 2.05, 1.06, 1.29, 1.061, 3.14}
	got, exact := MannWhitneyU(NewGrid(listA, b))
	if !exact {
		t.Error("not exact without ties")
	}
	near(t, "U", got.Statistic, further(t, "exact_u"), 0)
	near(t, "p", got.P, further(t, "exact_u_p"), 1e-13)
	for _, c := range [][3]int{{3, 4, 2}, {20, 25, 130}, {49, 49, 900}, {49, 1, 3}} {
		name := fmt.Sprintf("pwilcox %d %d %d", c[0], c[1], c[2])
		near(t, name, exactU(c[0], c[1], float64(c[2])), further(t, name), 1e-12)
	}
	if _, exact := MannWhitneyU(NewGrid(listA, listB)); exact {
		t.Error("exact with ties")
	}
}

func TestWilcoxonExact(t *testing.T) {
	d := make([]float64, len(listA))
	for i := range d {
		d[i] = listA[i] - listB[i]
	}
	got, zeros, exact := WilcoxonV(d)
	if !exact || zeros != 0 {
		t.Errorf("exact %v, %d zeros", exact, zeros)
	}
	near(t, "V", got.Statistic, further(t, "exact_v"), 0)
	near(t, "p", got.P, further(t, "exact_v_p"), 1e-14)
	for _, c := range [][2]int{{5, 3}, {20, 60}, {49, 400}} {
		name := fmt.Sprintf("psignrank %d %d", c[0], c[1])
		near(t, name, exactV(c[0], float64(c[1])), further(t, name), 1e-13)
	}
}

func TestCliffDelta(t *testing.T) {
	d, low, high := CliffDelta(NewGrid(listA, listB), 0.95)
	near(t, "delta", d, further(t, "cliff"), 1e-14)
	near(t, "low", low, further(t, "cliff_low"), 1e-12)
	near(t, "high", high, further(t, "cliff_high"), 1e-12)
	// Groups apart: δ = 1, and (n−z²)/(n+z²) of the smaller one.
	d, low, high = CliffDelta(NewGrid([]float64{5, 6, 7, 8}, []float64{1, 2, 3}), 0.95)
	z2 := 1.959963984540054 * 1.959963984540054
	if d != 1 || high != 1 {
		t.Errorf("δ %v, upper %v", d, high)
	}
	near(t, "inner limit", low, (3-z2)/(3+z2), 1e-12)
}

func drawGroup(t *rapid.T, name string, least int) []float64 {
	kind := rapid.IntRange(0, 2).Draw(t, name+" kind")
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 {
		switch kind {
		case 0:
			return float64(rapid.IntRange(1, 5).Draw(t, "x"))
		case 1:
			return float64(rapid.IntRange(-40, 40).Draw(t, "x")) / 8
		}
		return math.Round(rapid.Float64Range(-3, 3).Draw(t, "x")*1e6) / 1e6
	}), least, 40).Draw(t, name)
}

// The median of differences is the median of the matrix written out.
func TestHodgesLehmannIsTheMedianOfAllDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawGroup(t, "a", 1), drawGroup(t, "b", 1)
		var all []float64
		for _, x := range a {
			for _, y := range b {
				all = append(all, x-y)
			}
		}
		slices.Sort(all)
		want := numeric.Quantile7(all, 0.5)
		g := NewGrid(a, b)
		if got := HodgesLehmann(g); math.Abs(got-want) > 1e-14 {
			t.Fatalf("%v, want %v", got, want)
		}
		where := guess{rapid.Float64Range(-6, 6).Draw(t, "guess"), rapid.Float64Range(-0.1, 1).Draw(t, "density")}
		if rapid.Bool().Draw(t, "good guess") {
			where = guessFrom(g)
		}
		var s shift
		for range 2 { // reused buffers change nothing
			if got := s.median(g.Values, g.Counts[0], g.Counts[1], where); math.Abs(got-want) > 1e-14 {
				t.Fatalf("from %+v: %v, want %v", where, got, want)
			}
		}
	})
}

func TestHodgesLehmannLarge(t *testing.T) {
	a, b := make([]float64, 200_000), make([]float64, 150_001)
	r := numeric.Stream(1, 1)
	for i := range a {
		a[i] = r.NormFloat64() + 2
	}
	for i := range b {
		b[i] = r.NormFloat64()
	}
	g := NewGrid(a, b)
	near(t, "shift", HodgesLehmann(g), 2, 0.02)
	if got, back := HodgesLehmann(g), HodgesLehmann(g.pick(1, 0)); math.Abs(got+back) > 1e-13 {
		t.Errorf("not antisymmetric: %v, %v", got, back)
	}
}

// U, H and δ written out from pairs and midranks.
func TestRankStatisticsByDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawGroup(t, "a", 2), drawGroup(t, "b", 2)
		g := NewGrid(a, b)
		u, delta := 0.0, 0.0
		for _, x := range a {
			for _, y := range b {
				switch {
				case x > y:
					u, delta = u+1, delta+1
				case x == y:
					u += 0.5
				default:
					delta--
				}
			}
		}
		got, _ := MannWhitneyU(g)
		if got.Statistic != u {
			t.Fatalf("U %v, want %v", got.Statistic, u)
		}
		back, _ := MannWhitneyU(g.pick(1, 0))
		if math.Abs(back.P-got.P) > 1e-14 || back.Statistic != float64(len(a)*len(b))-u {
			t.Fatalf("the other way round: %+v, %+v", got, back)
		}
		d, low, high := CliffDelta(g, 0.9)
		if math.Abs(d-delta/float64(len(a)*len(b))) > 1e-14 || low > d || high < d || low < -1 || high > 1 {
			t.Fatalf("δ %v [%v, %v], want %v", d, low, high, delta/float64(len(a)*len(b)))
		}
		ranks := numeric.Midranks(append(slices.Clone(a), b...))
		sum := 0.0
		for _, r := range ranks[:len(a)] {
			sum += r
		}
		if r := rankGroups(g.Counts); r.sum[0] != sum {
			t.Fatalf("rank sum %v, want %v", r.sum[0], sum)
		}
		// Ranks do not see a rising transformation.
		curve := func(x []float64) []float64 {
			y := make([]float64, len(x))
			for i, v := range x {
				y[i] = math.Exp(v)
			}
			return y
		}
		if h, c := KruskalH(g), KruskalH(NewGrid(curve(a), curve(b))); h.Statistic != c.Statistic && !(math.IsNaN(h.Statistic) && math.IsNaN(c.Statistic)) {
			t.Fatalf("H %v, of exp(x) %v", h.Statistic, c.Statistic)
		}
	})
}

func TestGridOfMoments(t *testing.T) {
	g := gridOf([][]moments.Value{{{X: 1, W: 2}, {X: 3, W: 1}}, nil, {{X: 2, W: 4}, {X: 3, W: 5}}})
	if !slices.Equal(g.Values, []float64{1, 2, 3}) || !slices.Equal(g.Counts[0], []float64{2, 0, 1}) ||
		!slices.Equal(g.Counts[1], []float64{0, 0, 0}) || !slices.Equal(g.Counts[2], []float64{0, 4, 5}) {
		t.Errorf("%+v", g)
	}
	if m := median(g.Values, g.Counts[2]); m != 3 {
		t.Errorf("median %v", m)
	}
	if m := median([]float64{1, 2, 9}, []float64{2, 0, 2}); m != 5 {
		t.Errorf("median %v", m)
	}
}

// Dunn alone agrees with the contrasts of a comparison, and turning the pair round turns the signs.
func TestDunnAlone(t *testing.T) {
	groups := [][]float64{{1, 2, 2, 5}, {2, 4, 6, 6, 7}, {5, 8, 8}}
	values, names := slices.Concat(groups...), []string{"a", "a", "a", "a", "b", "b", "b", "b", "b", "c", "c", "c"}
	r := compute(t, moments.NewFrame(len(values)).Numeric("x", values).Text("by", names), Options{Value: []string{"x"}, By: "by", Adjust: numeric.Raw})
	g := NewGrid(groups...)
	for _, c := range []struct {
		of   string
		i, j int
	}{{"x: a-b", 0, 1}, {"x: a-c", 0, 2}, {"x: b-c", 1, 2}} {
		e, one, back := find(t, r, "dunn", c.of), Dunn(g, c.i, c.j), Dunn(g, c.j, c.i)
		near(t, c.of+" difference", one.Difference, e.Value, 1e-14)
		near(t, c.of+" SE", one.SE, e.SE, 1e-14)
		near(t, c.of+" z", one.Z, e.Statistic, 1e-14)
		near(t, c.of+" p", one.P, e.P, 1e-14)
		near(t, c.of+" turned round", back.Z, -one.Z, 0)
	}
	// By hand: mean ranks 13.5/4, 35/5 and 29.5/3 of 12, ties 3³−3 + 3·(2³−2).
	near(t, "SE by hand", Dunn(g, 0, 1).SE, math.Sqrt((12*13/12.0-42/(12*11.0))*(1/4.0+1/5.0)), 1e-14)
	near(t, "difference by hand", Dunn(g, 0, 1).Difference, 13.5/4-35.0/5, 1e-14)
}
