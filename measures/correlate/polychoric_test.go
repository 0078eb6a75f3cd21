package correlate_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/smekit/smekit/measures/correlate"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
	"pgregory.net/rapid"
)

func polychoricOf(t interface{ Fatal(...any) }, columns map[string][]float64) estimate.Result {
	var names []string
	for name := range columns {
		names = append(names, name)
	}
	slices.Sort(names)
	f := moments.NewFrame(len(columns[names[0]]))
	for _, name := range names {
		f.Numeric(name, columns[name])
	}
	return compute(t, f, correlate.Options{Items: names, Method: correlate.MethodPolychoric})
}

func TestPolychoricReference(t *testing.T) {
	header, rows := reference.Table(t, "testdata/bfi_ace5.csv")
	items := []string{"A1", "A2", "A3", "A4", "A5"}
	f := moments.NewFrame(len(rows))
	numbers := reference.Numbers(t, header, rows, items...)
	for j, x := range numbers {
		f.Numeric(items[j], x)
	}
	o := correlate.Options{Items: items, Method: correlate.MethodPolychoric}
	res := compute(t, f, o)
	want := reference.Case(t, "testdata/expected.csv", "bfi-ace5-polychoric")
	reference.Check(t, want, res)
	// The same from a source that gives no rows, and from the matrix of category indices.
	reference.Check(t, want, compute(t, struct{ moments.Source }{f}, o))
	columns, categories := make([][]int, len(items)), make([]int, len(items))
	for j, x := range numbers {
		index, values := correlate.Categories(x)
		columns[j], categories[j] = index, len(values)
	}
	r, cuts, n, problems, err := correlate.PolychoricMatrix(context.Background(), columns, categories)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	for _, e := range res.Estimates {
		i, j := slices.Index(items, e.Basis.Columns[0]), slices.Index(items, e.Basis.Columns[1])
		if math.Abs(r.At(i, j)-e.Value) > 1e-14 || r.At(j, i) != r.At(i, j) || n[i][j] != e.N || n[j][j] != len(rows) {
			t.Errorf("%s: matrix %v (n %d), pair %v (n %d)", e.Of, r.At(i, j), n[i][j], e.Value, e.N)
		}
	}
	if len(cuts) != 5 || len(cuts[0]) != categories[0]-1 {
		t.Errorf("thresholds %v", cuts)
	}
}

// table makes the rows of a table of counts.
func table(counts [][]int) map[string][]float64 {
	c := map[string][]float64{}
	for i, row := range counts {
		for j, n := range row {
			for range n {
				c["x"], c["y"] = append(c["x"], float64(i)), append(c["y"], float64(j))
			}
		}
	}
	return c
}

// Split at both medians, the tetrachoric correlation is sin(2π(p₁₁−1/4)).
func TestTetrachoricAtMedians(t *testing.T) {
	for _, both := range []int{1, 7, 12, 25, 30, 40, 49} {
		e := polychoricOf(t, table([][]int{{both, 50 - both}, {50 - both, both}})).Estimates[0]
		p := float64(both) / 100
		// To first order the margins' errors leave (p₁₁+p₂₂)/2, whose variance is 2p₁₁(1−2p₁₁)/(4n); dρ/dp₁₁ = 2π√(1−ρ²).
		want := math.Sin(2 * math.Pi * (p - 0.25))
		se := 2 * math.Pi * math.Sqrt(1-want*want) * math.Sqrt(2*p*(1-2*p)/400)
		if math.Abs(e.Value-want) > 1e-12 || math.Abs(e.SE-se) > 1e-9 || e.N != 100 {
			t.Errorf("%d of 100 in both: %v (%v), want %v (%v)", both, e.Value, e.SE, want, se)
		}
	}
}

// A 2×2 table is fitted exactly: the quadrant of ρ has the table's share.
func TestTetrachoricFitsTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.IntRange(1, 60)
		c := [][]float64{{float64(count.Draw(t, "a")), float64(count.Draw(t, "b"))}, {float64(count.Draw(t, "c")), float64(count.Draw(t, "d"))}}
		n := c[0][0] + c[0][1] + c[1][0] + c[1][1]
		ta, tb := correlate.Thresholds([]float64{c[0][0] + c[0][1], c[1][0] + c[1][1]}), correlate.Thresholds([]float64{c[0][0] + c[1][0], c[0][1] + c[1][1]})
		rho, iterations, err := correlate.Polychoric(c, ta, tb)
		if err != nil || math.Abs(numeric.BivariateNormal(ta[0], tb[0], rho)-c[0][0]/n) > 1e-12 || iterations > 25 {
			t.Fatalf("%v: %v in %d, %v: off by %.2g", c, rho, iterations, err, numeric.BivariateNormal(ta[0], tb[0], rho)-c[0][0]/n)
		}
	})
}

// likelihood is Σ n ln P from the cells' own integrals: a slow second computation.
func likelihood(table [][]float64, ta, tb []float64, rho float64) float64 {
	b, inf, sum := numeric.NewBivariate(rho), math.Inf(1), 0.0
	cut := func(t []float64, i int) float64 {
		switch {
		case i < 0:
			return -inf
		case i == len(t):
			return inf
		}
		return t[i]
	}
	for i, row := range table {
		for j, n := range row {
			if n > 0 {
				sum += n * math.Log(b.Cell(cut(ta, i-1), cut(ta, i), cut(tb, j-1), cut(tb, j)))
			}
		}
	}
	return sum
}

// The estimate is the highest point of the likelihood near it and on a grid.
func TestPolychoricMaximises(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 60 {
		kx, ky := 2+r.IntN(5), 2+r.IntN(5)
		c := make([][]float64, kx)
		rows, columns := make([]float64, kx), make([]float64, ky)
		for i := range c {
			c[i] = make([]float64, ky)
			for j := range c[i] {
				c[i][j] = float64(r.IntN(4) * r.IntN(9) * (1 + r.IntN(2)*r.IntN(20)))
				rows[i] += c[i][j]
				columns[j] += c[i][j]
			}
		}
		ta, tb := correlate.Thresholds(rows), correlate.Thresholds(columns)
		rho, _, err := correlate.Polychoric(c, ta, tb)
		if err != nil {
			if !errors.Is(err, correlate.ErrBound) && !errors.Is(err, correlate.ErrCategories) {
				t.Errorf("%v: %v", c, err)
			}
			continue
		}
		at := likelihood(c, ta, tb, rho)
		for _, other := range []float64{-0.99, -0.9, -0.6, -0.3, 0, 0.3, 0.6, 0.9, 0.99, rho - 1e-4, rho + 1e-4} {
			if l := likelihood(c, ta, tb, other); math.Abs(other) < 1 && l > at {
				t.Errorf("%v: %v has %v, %v has %v", c, rho, at, other, l)
			}
		}
	}
}

// Reversing a variable turns the sign, any other order-preserving values leave it, so does another order of the rows and
// of the pair, and multiplying all counts leaves ρ and divides the standard error.
func TestPolychoricProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(30, 120).Draw(t, "n")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		c := map[string][]float64{}
		for range n {
			z := r.NormFloat64()
			x, y := float64(1+r.IntN(2)), math.Round(2*z+r.NormFloat64())
			if z > 0 {
				x += 2
			}
			if r.IntN(10) == 0 {
				y = math.NaN()
			}
			c["x"], c["y"] = append(c["x"], x), append(c["y"], y)
		}
		e := polychoricOf(t, c).Estimates[0]
		apply := func(x []float64, f func(float64) float64) []float64 {
			out := make([]float64, len(x))
			for i, v := range x {
				out[i] = f(v)
			}
			return out
		}
		same := func(what string, got estimate.Estimate, sign, shrink float64) {
			if got.Empty() != e.Empty() {
				t.Fatalf("%s: %+v, was %+v", what, got, e)
			}
			if !e.Empty() && (math.Abs(got.Value-sign*e.Value) > 1e-9 || math.Abs(got.SE*shrink-e.SE) > 1e-7) {
				t.Fatalf("%s: %v (%v), was %v (%v)", what, got.Value, got.SE, e.Value, e.SE)
			}
		}
		same("reversed", polychoricOf(t, map[string][]float64{"x": apply(c["x"], func(v float64) float64 { return 5 - v }), "y": c["y"]}).Estimates[0], -1, 1)
		same("other values", polychoricOf(t, map[string][]float64{"x": apply(c["x"], math.Exp), "y": c["y"]}).Estimates[0], 1, 1)
		same("exchanged", polychoricOf(t, map[string][]float64{"x": c["y"], "y": c["x"]}).Estimates[0], 1, 1)
		order := r.Perm(n)
		mixed := map[string][]float64{"x": make([]float64, n), "y": make([]float64, n)}
		for i, at := range order {
			mixed["x"][i], mixed["y"][i] = c["x"][at], c["y"][at]
		}
		same("other rows", polychoricOf(t, mixed).Estimates[0], 1, 1)
		four := map[string][]float64{}
		for name, x := range c {
			four[name] = slices.Concat(x, x, x, x)
		}
		same("four times", polychoricOf(t, four).Estimates[0], 1, 2)
	})
}

// Normal variables, cut: estimates are as far from ρ as their standard errors say.
func TestPolychoricRecovers(t *testing.T) {
	cuts := [][]float64{{-1.2, -0.4, 0.3, 1.5}, {-0.2, 0.9}, {0.5, 1, 1.5, 2}}
	for _, rho := range []float64{-0.95, -0.5, 0, 0.3, 0.8} {
		const replicates, n = 200, 400
		for c, cx := range cuts {
			cy := cuts[(c+1)%len(cuts)]
			var sum, squares, errorsSum, covered, used float64
			for rep := range replicates {
				r := numeric.Stream(77, uint64(rep))
				x, y := make([]float64, n), make([]float64, n)
				for i := range x {
					a, b := r.NormFloat64(), r.NormFloat64()
					x[i] = category(cx, a)
					y[i] = category(cy, rho*a+math.Sqrt(1-rho*rho)*b)
				}
				e := polychoricOf(t, map[string][]float64{"x": x, "y": y}).Estimates[0]
				if e.Empty() {
					continue
				}
				used++
				sum, squares, errorsSum = sum+e.Value, squares+e.Value*e.Value, errorsSum+e.SE
				if e.Low <= rho && rho <= e.High {
					covered++
				}
			}
			mean := sum / used
			sd := math.Sqrt(squares/used - mean*mean)
			if used < 0.95*replicates || math.Abs(mean-rho) > 0.02 || math.Abs(errorsSum/used/sd-1) > 0.2 || covered/used < 0.90 {
				t.Errorf("ρ %v, cuts %d: mean %.4f, sd %.4f, mean se %.4f, covered %.3f of %v", rho, c, mean, sd, errorsSum/used, covered/used, used)
			}
		}
	}
}

func category(cuts []float64, z float64) float64 {
	i := 0
	for i < len(cuts) && z > cuts[i] {
		i++
	}
	return float64(i)
}
