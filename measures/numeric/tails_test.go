package numeric

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Closed forms: t(1) is Cauchy, t(2) has P(|T|≥t) = 1−t/√(2+t²), F(2,d) has P(F≥f) = (1+2f/d)^(−d/2), F(1,d) is t(d)².
func TestTails(t *testing.T) {
	near := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-12*want+1e-300) {
			t.Errorf("%s = %.17g, want %.17g", what, got, want)
		}
	}
	for _, x := range []float64{0.01, 0.5, 1, 3, 40, 1e4} {
		near("t(1)", StudentTwoSided(-x, 1), 2/math.Pi*math.Atan(1/x))
		near("t(2)", StudentTwoSided(x, 2), 2/(math.Sqrt(2+x*x)*(math.Sqrt(2+x*x)+x)))
		near("F(2,7)", FUpper(x, 2, 7), math.Pow(1+2*x/7, -3.5))
		near("F(1,9)", FUpper(x*x, 1, 9), StudentTwoSided(x, 9))
	}
	near("z", NormalTwoSided(-1.959963984540054), 0.05)
	near("normal quantile", NormalQuantile(0.975), 1.959963984540054)
	near("t quantile", StudentQuantile(0.975, 1), 1/math.Tan(math.Pi*0.025))
	near("t(2) quantile", StudentQuantile(0.95, 2), 0.9*math.Sqrt2/math.Sqrt(1-0.81))
	for _, x := range []float64{0.3, 4, 90, 1200} {
		near("χ²(2)", ChiSquaredUpper(x, 2), math.Exp(-x/2))
		near("χ²(1)", ChiSquaredUpper(x, 1), NormalTwoSided(math.Sqrt(x)))
	}
	if ChiSquaredUpper(-1, 3) != 1 || StudentQuantile(0.5, 4) != 0 {
		t.Error("χ² below 0, or the median of t")
	}
	if StudentTwoSided(math.Inf(1), 3) != 0 || FUpper(-1, 2, 3) != 1 || FUpper(math.Inf(1), 2, 3) != 0 {
		t.Error("tails at the ends")
	}
	for _, x := range []float64{StudentTwoSided(math.NaN(), 3), StudentTwoSided(1, 0), FUpper(1, 0, 3), FQuantile(2, 3, 3), FQuantile(.5, 0, 3), NormalQuantile(-1),
		StudentQuantile(2, 3), StudentQuantile(.5, 0), ChiSquaredUpper(math.NaN(), 1), ChiSquaredUpper(1, 0)} {
		if !math.IsNaN(x) {
			t.Errorf("impossible arguments gave %v", x)
		}
	}
}

// R 4.2.2: qf(c(.975, .025), 2799, 11196); qf(.975, 19999, 379981); qf(.5, 1, 1). Above df2 = 400,000 R's qf takes χ²
// instead (off by 1.6e-4 here); the value for 1,179,941 is the one at which its pf is .025.
func TestFQuantileAgainstR(t *testing.T) {
	for _, c := range []struct{ p, df1, df2, want float64 }{
		{.975, 2799, 11196, 1.0597818953238143}, {.025, 2799, 11196, 0.94260605207346693},
		{.975, 19999, 379981, 1.0202192415486389}, {.025, 19999, 1179941, 0.98033421528555065}, {.5, 1, 1, 1}, {0, 3, 4, 0},
	} {
		if got := FQuantile(c.p, c.df1, c.df2); math.Abs(got-c.want) > 1e-12*c.want {
			t.Errorf("quantile %v with %v and %v degrees of freedom = %.17g, want %.17g", c.p, c.df1, c.df2, got, c.want)
		}
	}
}

// R 4.2.2: pf(f, df1, df2, lower = FALSE), 2*pt(-t, df)
func TestTailsAgainstR(t *testing.T) {
	for _, c := range []struct{ got, want float64 }{
		{FUpper(1.02, 1, 131118), 0.31252087285662444}, {FUpper(1.02, 20000, 300000), 0.027056208476180357},
		{FUpper(1.05, 2799, 11196), 0.049841228532508122}, {FUpper(1.5, 30, 50000), 0.038665027142238184},
		{StudentTwoSided(3, 100000), 0.0027004608840647203}, {StudentTwoSided(12, 50000), 3.945977891710281e-33},
	} {
		if math.Abs(c.got-c.want) > 1e-11*c.want {
			t.Errorf("%.17g, want %.17g", c.got, c.want)
		}
	}
}

func TestFQuantileInvertsTheTail(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Float64Range(0.0005, 0.9995).Draw(t, "p")
		df1 := float64(rapid.IntRange(1, 20000).Draw(t, "df1"))
		df2 := float64(rapid.IntRange(1, 400000).Draw(t, "df2"))
		f := FQuantile(p, df1, df2)
		if got := FUpper(f, df1, df2); math.Abs(got-(1-p)) > 1e-11 {
			t.Fatalf("P(F ≥ %v) = %v with %v and %v degrees of freedom, want %v", f, got, df1, df2, 1-p)
		}
	})
}
