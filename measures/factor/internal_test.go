package factor

import (
	"context"
	"math"
	"runtime"
	"testing"

	"github.com/smekit/smekit/measures/numeric"
	"gonum.org/v1/gonum/mat"
)

// blocks is the correlation matrix of two groups of four items.
func blocks() *mat.SymDense {
	r := mat.NewSymDense(8, nil)
	for i := range 8 {
		r.SetSym(i, i, 1)
		for j := range i {
			c := 0.2 + 0.03*float64((i*j)%4)
			if i/4 == j/4 {
				c += 0.3
			}
			r.SetSym(j, i, c)
		}
	}
	return r
}

// First and second derivatives of both criteria against differences.
func TestDerivatives(t *testing.T) {
	r := blocks()
	for name, c := range map[string]criterion{"minres": &leastSquares{r}, "ml": &likelihood{r}} {
		x := make([]float64, 8)
		for i := range x {
			x[i] = c.coordinate(0.4 + 0.05*float64(i))
		}
		_, gradient, h, ok := c.at(x, 2)
		if !ok {
			t.Fatal(name)
		}
		const d = 1e-5
		for i := range x {
			near := func(by float64) (float64, []float64) {
				y := append([]float64{}, x...)
				y[i] += by
				v, g, _, _ := c.at(y, 2)
				return v, g
			}
			up, upG := near(d)
			down, downG := near(-d)
			if n := (up - down) / (2 * d); math.Abs(n-gradient[i]) > 1e-8 {
				t.Errorf("%s: slope %d %v, by differences %v", name, i, gradient[i], n)
			}
			for j := range x {
				if n := (upG[j] - downG[j]) / (2 * d); math.Abs(n-h.At(i, j)) > 1e-7 {
					t.Errorf("%s: curvature %d,%d %v, by differences %v", name, i, j, h.At(i, j), n)
				}
			}
		}
	}
}

// The roots of random samples drawn without rows have the distribution of those of rows.
func TestRandomRootsLikeThoseOfRows(t *testing.T) {
	for _, size := range [][2]int{{6, 30}, {6, 4}} {
		k, n := size[0], size[1]
		const samples = 4000
		got, err := randomRoots(context.Background(), k, n, samples, 1)
		if err != nil {
			t.Fatal(err)
		}
		rows := make([][]float64, samples)
		for s := range rows {
			r := numeric.Stream(2, uint64(s))
			x := make([][]float64, k)
			for j := range x {
				mean, length := 0.0, 0.0
				for range n {
					x[j] = append(x[j], r.NormFloat64())
					mean += x[j][len(x[j])-1] / float64(n)
				}
				for i := range x[j] {
					x[j][i] -= mean
					length += x[j][i] * x[j][i]
				}
				for i := range x[j] {
					x[j][i] /= math.Sqrt(length)
				}
			}
			c := mat.NewSymDense(k, nil)
			for i := range k {
				for j := range i + 1 {
					sum := 0.0
					for l := range n {
						sum += x[i][l] * x[j][l]
					}
					c.SetSym(j, i, sum)
				}
			}
			var e eigen
			e.of(c)
			rows[s] = e.values
		}
		for j := range k {
			var a, b, aa float64
			for s := range samples {
				a, b, aa = a+got[s][j]/samples, b+rows[s][j]/samples, aa+got[s][j]*got[s][j]/samples
			}
			if se := math.Sqrt(2 * math.Max(0, aa-a*a) / samples); math.Abs(a-b) > 4.5*se+1e-12 {
				t.Errorf("n %d, root %d: mean %v without rows, %v with", n, j+1, a, b)
			}
		}
	}
}

// Cores do not matter, the seed does.
func TestRandomRootsOfSeed(t *testing.T) {
	one := runtime.GOMAXPROCS(1)
	alone, _ := randomRoots(context.Background(), 5, 20, 40, 3)
	runtime.GOMAXPROCS(4)
	together, _ := randomRoots(context.Background(), 5, 20, 40, 3)
	runtime.GOMAXPROCS(one)
	other, _ := randomRoots(context.Background(), 5, 20, 40, 4)
	for s := range alone {
		for j := range alone[s] {
			if alone[s][j] != together[s][j] || alone[s][j] == other[s][j] {
				t.Fatalf("sample %d: %v alone, %v together, %v of another seed", s, alone[s], together[s], other[s])
			}
		}
	}
}

func TestMost(t *testing.T) {
	for p, want := range map[int]int{1: 0, 2: 0, 3: 1, 4: 1, 5: 2, 6: 3, 9: 5} {
		if got := Most(p); got != want {
			t.Errorf("%d items identify %d factors, want %d", p, got, want)
		}
	}
}
