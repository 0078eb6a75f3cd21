package numeric

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

const (
	varimaxSweeps = 1000
	varimaxAngle  = 1e-12 // radians by which a settled pair of columns may still want to turn
)

// Varimax rotates the columns of a p×k matrix of loadings rigidly so that the variances of the squared loadings, summed
// over the columns, are largest [Kaiser1958]: pairs of columns are turned by their best angle until no pair moves. With
// kaiser each row is first divided by its length and afterwards multiplied by it again (rows of zeros stay).
//
// rotated = L·rotation with an orthogonal k×k rotation; converged says whether the angles settled. L is not changed.
// One column, or none, comes back as it is.
func Varimax(L *mat.Dense, kaiser bool) (rotated, rotation *mat.Dense, converged bool) {
	p, k := L.Dims()
	rotated, rotation = mat.DenseCopyOf(L), identity(k)
	x, t := rotated.RawMatrix().Data, rotation.RawMatrix().Data
	lengths := make([]float64, p)
	for i := range lengths {
		lengths[i] = 1
		if !kaiser {
			continue
		}
		if h := math.Sqrt(dot(x[i*k:i*k+k], x[i*k:i*k+k])); h > 0 {
			lengths[i] = h
			scale(1/h, x[i*k:i*k+k])
		}
	}
	for range varimaxSweeps {
		largest := 0.0
		for a := range k {
			for b := a + 1; b < k; b++ {
				angle := varimaxTurn(x, k, a, b)
				turn(x, k, a, b, angle)
				turn(t, k, a, b, angle)
				largest = math.Max(largest, math.Abs(angle))
			}
		}
		if converged = largest <= varimaxAngle; converged {
			break
		}
	}
	for i, h := range lengths {
		scale(h, x[i*k:i*k+k])
	}
	return rotated, rotation, converged
}

// varimaxTurn is the angle by which the columns a and b give the largest variances of squared loadings.
func varimaxTurn(x []float64, k, a, b int) float64 {
	var su, sv, sc, sd, p float64
	for i := 0; i < len(x); i += k {
		u, v := x[i+a]*x[i+a]-x[i+b]*x[i+b], 2*x[i+a]*x[i+b]
		su, sv, sc, sd, p = su+u, sv+v, sc+u*u-v*v, sd+2*u*v, p+1
	}
	return math.Atan2(sd-2*su*sv/p, sc-(su*su-sv*sv)/p) / 4
}

// turn rotates the columns a and b of a matrix of k columns.
func turn(x []float64, k, a, b int, angle float64) {
	sin, cos := math.Sincos(angle)
	for i := 0; i < len(x); i += k {
		x[i+a], x[i+b] = x[i+a]*cos+x[i+b]*sin, x[i+b]*cos-x[i+a]*sin
	}
}

func identity(k int) *mat.Dense {
	t := mat.NewDense(k, k, nil)
	for i := range k {
		t.Set(i, i, 1)
	}
	return t
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i, x := range a {
		s += x * b[i]
	}
	return s
}

func scale(c float64, a []float64) {
	for i := range a {
		a[i] *= c
	}
}
