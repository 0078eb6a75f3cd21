package numeric

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// The range of two means is √2|t|: the studentised range has Student's t as its special case, in the far tail too.
func TestTukeyOfTwoMeansIsStudentT(t *testing.T) {
	for _, df := range []float64{1, 2, 3.3, 8, 40, 1e5} {
		for _, q := range []float64{0.3, 2, 5, 12, 30} {
			want := 2 * distuv.StudentsT{Nu: df, Sigma: 1}.CDF(-q/math.Sqrt2)
			got := TukeyUpper(q, 2, df)
			if math.Abs(got-want) > 1e-9*want+1e-300 {
				t.Errorf("q %v df %v: %v, want %v", q, df, got, want)
			}
		}
	}
}

func TestTukeyOfManyDegreesOfFreedom(t *testing.T) {
	if got, want := TukeyUpper(math.Sqrt2, 2, 3e9), math.Erfc(1/math.Sqrt2); math.Abs(got-want) > 1e-9 {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestTukeyQuantile(t *testing.T) {
	// Tabled 5 % points (Harter 1960).
	for _, c := range []struct{ k, df, q float64 }{{3, 10, 3.877}, {5, 20, 4.232}, {10, 60, 4.646}, {4, math.Inf(1), 3.633}} {
		if q := TukeyQuantile(0.95, c.k, c.df); math.Abs(q-c.q) > 6e-4 {
			t.Errorf("k %v df %v: %v, want %v", c.k, c.df, q, c.q)
		}
		if p := TukeyCDF(TukeyQuantile(0.3, c.k, c.df), c.k, c.df); math.Abs(p-0.3) > 1e-9 {
			t.Errorf("k %v df %v: CDF(quantile(.3)) = %v", c.k, c.df, p)
		}
	}
}

func TestTukeyEdges(t *testing.T) {
	for _, c := range []struct{ q, k, df, want float64 }{
		{0, 3, 10, 0}, {-1, 3, 10, 0}, {math.Inf(1), 3, 10, 1}, {200, 3, math.Inf(1), 1},
		{1, 1, 10, math.NaN()}, {1, 3, 0, math.NaN()}, {math.NaN(), 3, 5, math.NaN()},
	} {
		got := TukeyCDF(c.q, c.k, c.df)
		if math.IsNaN(c.want) != math.IsNaN(got) || math.Abs(got-c.want) > 1e-15 {
			t.Errorf("TukeyCDF(%v, %v, %v) = %v, want %v", c.q, c.k, c.df, got, c.want)
		}
	}
}

func TestTukeyQuantileInvertsEverywhere(t *testing.T) {
	for _, p := range []float64{0.001, 0.2, 0.5, 0.9, 0.99, 0.99999} {
		for _, k := range []float64{2, 5, 40} {
			for _, df := range []float64{1, 2.5, 12, 300, math.Inf(1)} {
				q := TukeyQuantile(p, k, df)
				if up := TukeyUpper(q, k, df); !(math.Abs(up-(1-p)) <= 1e-8*(1-p)) {
					t.Errorf("p %v k %v df %v: quantile %v has upper tail %v", p, k, df, q, up)
				}
			}
		}
	}
}

func BenchmarkTukeyQuantile(b *testing.B) {
	for b.Loop() {
		TukeyQuantile(0.95, 4, 37.2)
	}
}

func BenchmarkTukeyUpper(b *testing.B) {
	for b.Loop() {
		TukeyUpper(3.5, 4, 37.2)
	}
}
