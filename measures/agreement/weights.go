package agreement

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
)

// weighting is a symmetric matrix of agreement weights between categories, 1 on the diagonal.
type weighting struct {
	kind  string
	w     [][]float64
	total float64 // T_w
}

// weigh makes the weights w_kl of the categories with values x_k, R = max − min [Gwet2014]:
//
//	nominal    1 for k = l, else 0
//	ordinal    1 − C(|k−l|+1, 2) / C(q, 2), on ranks
//	linear     1 − |x_k − x_l| / R
//	quadratic  1 − ((x_k − x_l) / R)²
//	ratio      1 − ((x_k − x_l) / (x_k + x_l))² / (R / (max + min))², for values of 0 or more
//
// The note says why there are none.
func weigh(kind string, g *grid) (*weighting, *estimate.Note) {
	q := len(g.x)
	m := &weighting{kind: kind, w: make([][]float64, q)}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, x := range g.x {
		lo, hi = math.Min(lo, x), math.Max(hi, x)
	}
	if kind == "ratio" && q > 0 && lo < 0 {
		n := noteUndefined.Says()
		return m, &n
	}
	for k := range m.w {
		m.w[k] = make([]float64, q)
		for l := range m.w[k] {
			m.w[k][l] = 1
			if k != l {
				m.w[k][l] = weight(kind, g.x[k], g.x[l], k-l, q, lo, hi)
			}
			m.total += m.w[k][l]
		}
	}
	return m, nil
}

func weight(kind string, x, y float64, d, q int, lo, hi float64) float64 {
	choose2 := func(n float64) float64 { return n * (n - 1) / 2 }
	switch kind {
	case "ordinal":
		return 1 - choose2(math.Abs(float64(d))+1)/choose2(float64(q))
	case "linear":
		return 1 - math.Abs(x-y)/(hi-lo)
	case "quadratic":
		return 1 - (x-y)/(hi-lo)*((x-y)/(hi-lo))
	case "ratio":
		a, b := (x-y)/(x+y), (hi-lo)/(hi+lo)
		return 1 - a/b*(a/b)
	}
	return 0
}

// times is Σ_l w_kl p_l for every k.
func (m *weighting) times(p []float64) []float64 {
	out := make([]float64, len(p))
	for k, row := range m.w {
		for l, w := range row {
			out[k] += w * p[l]
		}
	}
	return out
}

// dot is Σ a_k b_k.
func dot(a, b []float64) float64 {
	s := 0.0
	for k, x := range a {
		s += x * b[k]
	}
	return s
}
