package factor

import (
	"cmp"
	"slices"

	"github.com/smekit/smekit/measures/numeric"
	"gonum.org/v1/gonum/mat"
)

const (
	obliminStarts = 10
	promaxPower   = 4
)

// rotated is a rotation in the agreed order and direction: factors by the variance they explain, largest first, each
// with loadings that sum to 0 or more.
type rotated struct {
	pattern   *mat.Dense // p×k
	phi       *mat.Dense // k×k correlations of the factors
	explained []float64  // diag(ΦΛ'Λ)/p
	oblique   bool
	method    string
	converged bool
}

func rotate(l *mat.Dense, method string, seed uint64) rotated {
	_, k := l.Dims()
	r := rotated{pattern: mat.DenseCopyOf(l), converged: true, method: "unrotated"}
	switch {
	case k == 1:
	case method == Varimax:
		r.pattern, _, r.converged = numeric.Varimax(l, true)
		r.method = "varimax, Kaiser normalisation"
	case method == Promax:
		r.pattern, r.phi, r.converged = numeric.Promax(l, promaxPower)
		r.method, r.oblique = "promax κ=4", true
	case method == Oblimin || method == "":
		r.pattern, r.phi, r.converged = numeric.Oblimin(l, 0, obliminStarts, seed)
		r.method, r.oblique = "oblimin γ=0", true
	}
	if r.phi == nil {
		r.phi = mat.NewDense(k, k, nil)
		for a := range k {
			r.phi.Set(a, a, 1)
		}
	}
	r.arrange()
	return r
}

// arrange turns and orders the factors.
func (r *rotated) arrange() {
	p, k := r.pattern.Dims()
	for a := range k {
		if negative(mat.Col(nil, a, r.pattern)) {
			turnColumn(r.pattern, a)
			for b := range k {
				if b != a {
					r.phi.Set(a, b, 0-r.phi.At(a, b))
					r.phi.Set(b, a, r.phi.At(a, b))
				}
			}
		}
	}
	explained := make([]float64, k)
	for i := range p {
		for a := range k {
			for b := range k {
				explained[a] += r.pattern.At(i, a) * r.phi.At(a, b) * r.pattern.At(i, b) / float64(p)
			}
		}
	}
	order := make([]int, k)
	for a := range order {
		order[a] = a
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(explained[b], explained[a]) })
	pattern, phi := mat.NewDense(p, k, nil), mat.NewDense(k, k, nil)
	r.explained = make([]float64, k)
	for to, from := range order {
		r.explained[to] = explained[from]
		for i := range p {
			pattern.Set(i, to, r.pattern.At(i, from))
		}
		for b, other := range order {
			phi.Set(to, b, r.phi.At(from, other))
		}
	}
	r.pattern, r.phi = pattern, phi
}
