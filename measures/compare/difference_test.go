package compare

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
	"pgregory.net/rapid"
)

// agrees checks that a difference of means and its test are the same test.
func agrees(t testing.TB, d, test estimate.Estimate) {
	t.Helper()
	if d.Empty() || !(d.SE > 0) {
		t.Fatalf("%+v", d)
	}
	near(t, "t", d.Statistic, test.Value, 1e-9*(1+math.Abs(test.Value)))
	near(t, "difference/SE", d.Value/d.SE, test.Value, 1e-9*(1+math.Abs(test.Value)))
	near(t, "df", d.DF1, test.DF1, 1e-9*test.DF1)
	near(t, "p", d.P, test.P, 1e-12)
	near(t, "middle of the interval", (d.Low+d.High)/2, d.Value, 1e-9*(1+math.Abs(d.Value)))
	if (d.Low > 0 || d.High < 0) != (d.P < 0.05) && math.Abs(d.P-0.05) > 1e-9 {
		t.Errorf("p %v beside an interval from %v to %v", d.P, d.Low, d.High)
	}
}

func TestMeanDifferenceClusteredAgainstR(t *testing.T) {
	r := compute(t, frame(t, "clustered.csv"), Options{Value: []string{"y"}, By: "g", Cluster: "cl"})
	d := find(t, r, "mean_difference", "y: A-B")
	agrees(t, d, find(t, r, "student_t", "y: A-B"))
	near(t, "difference", d.Value, further(t, "cr1_difference"), 1e-12)
	near(t, "SE", d.SE, further(t, "cr1_se"), 1e-12)
	near(t, "low", d.Low, further(t, "cr1_low"), 1e-9)
	near(t, "high", d.High, further(t, "cr1_high"), 1e-9)
	near(t, "p", d.P, further(t, "cr1_p"), 1e-12)

	r = compute(t, frame(t, "clustered_pairs.csv"), Options{Value: []string{"y"}, By: "when", Paired: "id", Cluster: "cl"})
	d = find(t, r, "mean_difference", "y: after-before")
	agrees(t, d, find(t, r, "paired_t", "y: after-before"))
	near(t, "difference", d.Value, further(t, "cr1_pairs"), 1e-12)
	near(t, "SE", d.SE, further(t, "cr1_pairs_se"), 1e-12)
	near(t, "low", d.Low, further(t, "cr1_pairs_low"), 1e-9)
	near(t, "high", d.High, further(t, "cr1_pairs_high"), 1e-9)
	near(t, "t", d.Statistic, further(t, "cr1_pairs_t"), 1e-11)
	near(t, "p", d.P, further(t, "cr1_pairs_p"), 1e-12)
}

// With few clusters, or where nothing varies, the difference stands without interval and says why.
func TestMeanDifferenceWithoutInterval(t *testing.T) {
	x := []float64{1, 2, 3, 4, 6, 9}
	groups := []string{"a", "a", "a", "b", "b", "b"}
	ids := []float64{1, 2, 3, 1, 2, 3}
	clusters := []string{"c", "d", "e", "c", "d", "e"}
	src := moments.NewFrame(6).Numeric("x", x).Numeric("flat", []float64{2, 2, 2, 5, 5, 5}).Text("by", groups).Numeric("id", ids).Text("cl", clusters)
	for _, c := range []struct {
		o    Options
		want float64
		note estimate.Code
	}{
		{Options{Value: []string{"x"}, Cluster: "cl"}, -13. / 3, estimate.NoteFewClusters},
		{Options{Value: []string{"x"}, Cluster: "cl", Paired: "id"}, -13. / 3, estimate.NoteFewClusters},
		{Options{Value: []string{"flat"}}, -3, noteNoWithin},
		{Options{Value: []string{"flat"}, Paired: "id"}, -3, estimate.NoteConstant},
	} {
		c.o.By = "by"
		e := find(t, compute(t, src, c.o), "mean_difference", c.o.Value[0]+": a-b")
		near(t, "difference", e.Value, c.want, 1e-12)
		if estimate.Has(e.SE) || estimate.Has(e.Low) || estimate.Has(e.P) || estimate.Has(e.Statistic) || estimate.Has(e.DF1) || !has(e, c.note) {
			t.Errorf("%+v: %+v", c.o, e)
		}
	}
	one := moments.NewFrame(3).Numeric("x", []float64{1, 2, 3}).Text("by", []string{"a", "b", "b"})
	if e := find(t, compute(t, one, Options{Value: []string{"x"}, By: "by"}), "mean_difference", "x: a-b"); !e.Empty() {
		t.Errorf("a group of one: %+v", e)
	}
}

// Three levels in pairs: p is adjusted, the interval is not and the method says so.
func TestMeanDifferenceOfPairsOfSeveralLevels(t *testing.T) {
	r := numeric.Stream(9, 4)
	var x, who []float64
	var by []string
	for id := range 30 {
		for k, l := range []string{"a", "b", "c"} {
			x, who, by = append(x, 10*r.NormFloat64()+float64(2*k)), append(who, float64(id)), append(by, l)
		}
	}
	src := moments.NewFrame(len(x)).Numeric("x", x).Numeric("who", who).Text("by", by)
	holm := compute(t, src, Options{Value: []string{"x"}, By: "by", Paired: "who"})
	raw := compute(t, src, Options{Value: []string{"x"}, By: "by", Paired: "who", Adjust: "none"})
	for _, of := range []string{"x: a-b", "x: a-c", "x: b-c"} {
		d, was := find(t, holm, "mean_difference", of), find(t, raw, "mean_difference", of)
		agrees(t, was, find(t, raw, "paired_t", of))
		if d.P != find(t, holm, "paired_t", of).P || d.P < was.P || d.Low != was.Low || !strings.HasSuffix(d.Method, IntervalNotAdjusted) {
			t.Errorf("%s: %+v", of, d)
		}
	}
}

// Exchanging the groups turns the sign, a shift of both does nothing, a scale scales; clusters of one row each give the
// standard error of rows with variances of their own.
func TestMeanDifferenceProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.SliceOfN(rapid.IntRange(-50, 50), 3, 20)
		list := func(name string) []float64 {
			var out []float64
			for _, v := range draw.Draw(t, name) {
				out = append(out, float64(v))
			}
			return append(out, 51, -51)
		}
		a, b := list("a"), list("b")
		shift, scale := float64(rapid.IntRange(-9, 9).Draw(t, "shift")), float64(rapid.IntRange(1, 9).Draw(t, "scale"))
		turned := func(x []float64) (out []float64) {
			for _, v := range x {
				out = append(out, scale*v+shift)
			}
			return out
		}
		d := WelchDifference(NewSample("", a), NewSample("", b), 0.95)
		back := WelchDifference(NewSample("", b), NewSample("", a), 0.95)
		other := WelchDifference(NewSample("", turned(a)), NewSample("", turned(b)), 0.95)
		for _, c := range [][2]float64{{d.Low, -back.High}, {d.High, -back.Low}, {scale * d.Low, other.Low}, {scale * d.High, other.High}, {d.P, other.P}, {d.P, back.P}} {
			if math.Abs(c[0]-c[1]) > 1e-9*(1+math.Abs(c[0])) {
				t.Fatalf("%v, %v", c[0], c[1])
			}
		}
		parts := func(prefix string, x []float64) (out []ClusterPart) {
			for i, v := range x {
				out = append(out, ClusterPart{Cluster: prefix + strconv.Itoa(i), N: 1, W: 1, Mean: v})
			}
			return out
		}
		// Σu² over rows is Σ(x−m)²/n² of each group.
		clustered, g := ClusteredDifference(parts("a", a), parts("b", b), 0.95)
		sum := 0.0
		for _, x := range [][]float64{a, b} {
			s := NewSample("", x)
			sum += s.Var * float64(s.N-1) / float64(s.N*s.N)
		}
		n := float64(g) // g/(g−1)·(n−1)/(n−2) with as many clusters as rows
		if want := math.Sqrt(n / (n - 2) * sum); math.Abs(clustered.SE-want) > 1e-9*(1+want) {
			t.Fatalf("SE %v, want %v", clustered.SE, want)
		}
	})
}
