package numeric

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Promax rotates a p×k matrix of loadings obliquely [HendricksonWhite1964]: a varimax solution V (with Kaiser's
// normalisation) is fitted by least squares to the target V·|V|^(kappa−1), and the factors are given unit variance.
//
// pattern is the p×k pattern matrix, phi the k×k correlations of the factors; pattern·phi·patternᵀ = L·Lᵀ. converged is
// false, and pattern and phi are those of varimax, when varimax did not settle or the columns are linearly dependent.
func Promax(L *mat.Dense, kappa float64) (pattern, phi *mat.Dense, converged bool) {
	p, k := L.Dims()
	v, _, settled := Varimax(L, true)
	if k < 2 || !settled {
		return v, identity(k), settled
	}
	x := v.RawMatrix().Data
	target := mat.NewDense(p, k, nil)
	target.Apply(func(_, _ int, l float64) float64 { return l * math.Pow(math.Abs(l), kappa-1) }, v)

	cross, hits := make([]float64, k*k), make([]float64, k*k) // V'V, V'Q
	q := target.RawMatrix().Data
	for i := 0; i < len(x); i += k {
		for a := range k {
			for b := range k {
				cross[a*k+b] += x[i+a] * x[i+b]
				hits[a*k+b] += x[i+a] * q[i+b]
			}
		}
	}
	inverse := make([]float64, k*k)
	if !invert(cross, inverse, k) {
		return v, identity(k), false
	}
	u := make([]float64, k*k)
	multiply(u, inverse, hits, k, k, k)
	gram := make([]float64, k*k)
	for a := range k {
		for b := range k {
			for c := range k {
				gram[a*k+b] += u[c*k+a] * u[c*k+b]
			}
		}
	}
	scores := make([]float64, k*k) // (U'U)⁻¹: covariances of the factors before scaling
	if !invert(gram, scores, k) {
		return v, identity(k), false
	}
	phi = mat.NewDense(k, k, nil)
	for a := range k {
		for b := range k {
			phi.Set(a, b, scores[a*k+b]/math.Sqrt(scores[a*k+a]*scores[b*k+b]))
			u[a*k+b] *= math.Sqrt(scores[b*k+b])
		}
		phi.Set(a, a, 1)
	}
	pattern = mat.NewDense(p, k, nil)
	multiply(pattern.RawMatrix().Data, x, u, p, k, k)
	return pattern, phi, true
}

// multiply sets out to the n×m product of a (n×k) and b (k×m), all by rows.
func multiply(out, a, b []float64, n, k, m int) {
	clear(out[:n*m])
	for i := range n {
		row := out[i*m : i*m+m]
		for j := range k {
			c := a[i*k+j]
			for l, y := range b[j*m : j*m+m] {
				row[l] += c * y
			}
		}
	}
}

// invert sets out to the inverse of the k×k matrix a, which it overwrites; false when a is singular to rounding.
func invert(a, out []float64, k int) bool {
	clear(out[:k*k])
	size := 0.0
	for i := range k {
		out[i*k+i] = 1
		for j := range k {
			size = math.Max(size, math.Abs(a[i*k+j]))
		}
	}
	for c := range k {
		at := c
		for r := c + 1; r < k; r++ {
			if math.Abs(a[r*k+c]) > math.Abs(a[at*k+c]) {
				at = r
			}
		}
		pivot := a[at*k+c]
		if !(math.Abs(pivot) > 1e-14*size) {
			return false
		}
		for j := range k {
			a[c*k+j], a[at*k+j] = a[at*k+j], a[c*k+j]
			out[c*k+j], out[at*k+j] = out[at*k+j], out[c*k+j]
		}
		for j := range k {
			a[c*k+j] /= pivot
			out[c*k+j] /= pivot
		}
		for r := range k {
			f := a[r*k+c]
			if r == c || f == 0 {
				continue
			}
			for j := range k {
				a[r*k+j] -= f * a[c*k+j]
				out[r*k+j] -= f * out[c*k+j]
			}
		}
	}
	return true
}
