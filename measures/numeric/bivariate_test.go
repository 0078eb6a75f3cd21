package numeric_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/smekit/smekit/measures/internal/reference"
	"github.com/smekit/smekit/measures/numeric"
	"pgregory.net/rapid"
)

func TestBivariateReference(t *testing.T) {
	_, rows := reference.Table(t, "testdata/bivariate.csv")
	worst := 0.0
	for _, r := range rows {
		var v [6]float64
		for i := range v {
			x, err := strconv.ParseFloat(r[i+1], 64)
			if err != nil {
				t.Fatal(err)
			}
			v[i] = x
		}
		b, want := numeric.NewBivariate(v[4]), v[5]
		if got := b.Cell(v[0], v[1], v[2], v[3]); !(math.Abs(got-want) <= 1e-10*want) {
			t.Errorf("cell %v: %v, want %v", r, got, want)
		}
		if r[0] != "cdf" {
			continue
		}
		got := numeric.BivariateNormal(v[1], v[3], v[4])
		worst = math.Max(worst, math.Abs(got-want))
		if !(math.Abs(got-want) <= 2e-15) {
			t.Errorf("%v: %v, want %v, off by %.2g", r, got, want, got-want)
		}
	}
	t.Logf("%d values, largest error %.2g", len(rows), worst)
}

// Closed forms: the quadrant at 0 by Sheppard, independence, and perfect correlations.
func TestBivariateClosedForms(t *testing.T) {
	for _, rho := range []float64{-1, -0.97, -0.8, -0.5, -0.1, 0, 0.2, 0.3, 0.75, 0.9, 0.925, 0.999999, 1} {
		angle := math.Copysign(math.Pi/2-2*math.Asin(math.Sqrt((1-math.Abs(rho))/2)), rho) // asin, accurate near ±1
		if got, want := numeric.BivariateNormal(0, 0, rho), 0.25+angle/(2*math.Pi); math.Abs(got-want) > 1e-15 {
			t.Errorf("quadrant at %v: %v, want %v", rho, got, want)
		}
	}
	for _, h := range []float64{-3, -0.4, 0, 1.1} {
		for _, k := range []float64{-2, 0.3, 2.5} {
			for rho, want := range map[float64]float64{
				0:  numeric.NormalLower(h) * numeric.NormalLower(k),
				1:  numeric.NormalLower(math.Min(h, k)),
				-1: math.Max(0, numeric.NormalLower(h)-numeric.NormalLower(-k)),
			} {
				if got := numeric.BivariateNormal(h, k, rho); math.Abs(got-want) > 1e-15 {
					t.Errorf("(%v, %v, %v): %v, want %v", h, k, rho, got, want)
				}
			}
		}
	}
	inf := math.Inf(1)
	if got := numeric.BivariateNormal(inf, 0.5, 0.4); got != numeric.NormalLower(0.5) {
		t.Errorf("margin: %v", got)
	}
	if got := numeric.BivariateNormal(-inf, inf, 0.4); got != 0 {
		t.Errorf("below everything: %v", got)
	}
	for _, rho := range []float64{1.1, -2, math.NaN()} {
		if got := numeric.BivariateNormal(0, 0, rho); !math.IsNaN(got) {
			t.Errorf("correlation %v: %v", rho, got)
		}
	}
}

// What is below in X is below in Y or not; exchanging and reversing variables; a cell is a difference of corners.
func TestBivariateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, k, rho := rapid.Float64Range(-5, 5).Draw(t, "h"), rapid.Float64Range(-5, 5).Draw(t, "k"), rapid.Float64Range(-1, 1).Draw(t, "rho")
		p := numeric.BivariateNormal(h, k, rho)
		if q := numeric.BivariateNormal(k, h, rho); math.Abs(p-q) > 2e-15 {
			t.Fatalf("exchanged: %v and %v", p, q)
		}
		if q := numeric.NormalLower(h) - numeric.BivariateNormal(h, -k, -rho); math.Abs(p-q) > 4e-15 {
			t.Fatalf("complement: %v and %v", p, q)
		}
		b := numeric.NewBivariate(rho)
		x, y := h+rapid.Float64Range(0.1, 3).Draw(t, "width"), k+rapid.Float64Range(0.1, 3).Draw(t, "height")
		corners := b.CDF(x, y) - b.CDF(h, y) - b.CDF(x, k) + b.CDF(h, k)
		if cell := b.Cell(h, x, k, y); math.Abs(cell-corners) > 1e-12 {
			t.Fatalf("cell %v, corners %v", cell, corners)
		}
	})
}

func BenchmarkBivariate(b *testing.B) {
	d := numeric.NewBivariate(0.6)
	for b.Loop() {
		d.CDF(0.4, -0.9)
	}
}

func BenchmarkBivariateCell(b *testing.B) {
	d := numeric.NewBivariate(0.9)
	for b.Loop() {
		d.Cell(math.Inf(-1), -2.5, 1, math.Inf(1))
	}
}
