package numeric

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

func TestNoncentralTLimits(t *testing.T) {
	// With infinite degrees of freedom t is normal around its noncentrality.
	low, high := NoncentralTLimits(2.5, math.Inf(1), 0.95)
	if math.Abs(low-(2.5-1.959963984540054)) > 1e-9 || math.Abs(high-(2.5+1.959963984540054)) > 1e-9 {
		t.Errorf("limits %v, %v", low, high)
	}
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-30, 30).Draw(t, "t")
		df := rapid.Float64Range(1, 900).Draw(t, "df")
		conf := rapid.Float64Range(0.5, 0.999).Draw(t, "conf")
		low, high := NoncentralTLimits(x, df, conf)
		if p := NoncentralTUpper(x, df, low); math.Abs(p-(1-conf)/2) > 1e-8 {
			t.Fatalf("lower limit %v has tail %v", low, p)
		}
		if p := NoncentralTCDF(x, df, high); math.Abs(p-(1-conf)/2) > 1e-8 {
			t.Fatalf("upper limit %v has tail %v", high, p)
		}
		l, h := NoncentralTLimits(-x, df, conf)
		if math.Abs(l+high) > 1e-8*(1+math.Abs(high)) || math.Abs(h+low) > 1e-8*(1+math.Abs(low)) {
			t.Fatalf("not antisymmetric: %v %v, %v %v", low, high, l, h)
		}
	})
}

func TestNoncentralLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(0.001, 400).Draw(t, "x")
		df1 := float64(rapid.IntRange(1, 60).Draw(t, "df1"))
		df2 := rapid.Float64Range(2, 2000).Draw(t, "df2")
		conf := rapid.SampledFrom([]float64{0.8, 0.9, 0.95, 0.99}).Draw(t, "conf")
		tail := (1 - conf) / 2
		check := func(what string, low, high float64, cdf, upper func(l float64) float64) {
			if p := upper(low); math.Abs(p-tail) > 1e-8 && !(low == 0 && p > tail) {
				t.Fatalf("%s: lower limit %v has tail %v", what, low, p)
			}
			if p := cdf(high); math.Abs(p-tail) > 1e-8 && !(high == 0 && p < tail) {
				t.Fatalf("%s: upper limit %v has tail %v", what, high, p)
			}
		}
		low, high := NoncentralChi2Limits(x, df1, conf)
		check("χ²", low, high, func(l float64) float64 { return NoncentralChi2CDF(x, df1, l) }, func(l float64) float64 { return NoncentralChi2Upper(x, df1, l) })
		f := x / 10
		low, high = NoncentralFLimits(f, df1, df2, conf)
		check("F", low, high, func(l float64) float64 { return NoncentralFCDF(f, df1, df2, l) }, func(l float64) float64 { return NoncentralFUpper(f, df1, df2, l) })
	})
}

// Without noncentrality the distributions are the central ones, and with one numerator degree of freedom F is t².
func TestNoncentralSpecialCases(t *testing.T) {
	if got, want := NoncentralChi2CDF(3, 4, 0), (distuv.ChiSquared{K: 4}).CDF(3); math.Abs(got-want) > 1e-14 {
		t.Errorf("χ² %v, want %v", got, want)
	}
	if got, want := NoncentralTCDF(1.3, 7, 0), (distuv.StudentsT{Nu: 7, Sigma: 1}).CDF(1.3); math.Abs(got-want) > 1e-13 {
		t.Errorf("t %v, want %v", got, want)
	}
	want := NoncentralTCDF(2, 9, 1.5) - NoncentralTCDF(-2, 9, 1.5)
	if got := NoncentralFCDF(4, 1, 9, 1.5*1.5); math.Abs(got-want) > 1e-12 {
		t.Errorf("F %v, want %v", got, want)
	}
	if got := NoncentralChi2CDF(10500, 100, 10000); !(got > 0.97 && got < 0.99) { // mean 10100, sd 201
		t.Errorf("large noncentrality: %v", got)
	}
	for _, got := range []float64{NoncentralTCDF(1, 0, 1), NoncentralChi2CDF(1, -1, 1), NoncentralChi2CDF(1, 1, -1), NoncentralFCDF(1, 1, 0, 1)} {
		if !math.IsNaN(got) {
			t.Errorf("undefined gives %v", got)
		}
	}
}

func BenchmarkNoncentralTLimits(b *testing.B) {
	for b.Loop() {
		NoncentralTLimits(1.9, 498, 0.95)
	}
}

func BenchmarkNoncentralFLimits(b *testing.B) {
	for b.Loop() {
		NoncentralFLimits(5.9, 3, 496, 0.95)
	}
}

// An F so large that no mixture can be summed has no limits; it must not stop a run.
func TestLimitsOfAbsurdStatistics(t *testing.T) {
	for _, f := range []float64{1e12, 1e31, 1e300} {
		if low, high := NoncentralFLimits(f, 1, 2, 0.95); !math.IsNaN(low) || !math.IsNaN(high) {
			t.Errorf("F %v: %v, %v", f, low, high)
		}
		if low, high := NoncentralChi2Limits(f, 1, 0.95); !math.IsNaN(low) || !math.IsNaN(high) {
			t.Errorf("chi2 %v: %v, %v", f, low, high)
		}
	}
}
