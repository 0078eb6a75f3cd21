package factor

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

const axesSteps = 20000

// principalAxes iterates the principal axes of the reduced correlation matrix; communalities may pass 1.
func principalAxes(r mat.Symmetric, start []float64, k int) *Solution {
	p := len(start)
	shrink := 1 - 0.5*float64(k)/float64(p)
	u := make([]float64, p)
	for i := range u {
		u[i] = start[i] / shrink // 1 − squared multiple correlation
	}
	c := leastSquares{r}
	s := &Solution{Uniqueness: u, ChiSquare: math.NaN()}
	for !s.Converged && s.Iterations < axesSteps {
		s.Iterations++
		s.Loadings, s.Real = c.loadings(u, k)
		largest := 0.0
		for i := range u {
			h := 0.0
			for _, x := range s.Loadings.RawRowView(i) {
				h += x * x
			}
			largest = math.Max(largest, math.Abs(1-h-u[i]))
			u[i] = 1 - h
		}
		s.Converged = largest < settled
	}
	for i := range u {
		if u[i] <= leastUnique {
			s.Heywood = append(s.Heywood, i)
		}
		for j := range i {
			d := r.At(i, j)
			for a := range k {
				d -= s.Loadings.At(i, a) * s.Loadings.At(j, a)
			}
			s.Value += d * d
		}
	}
	return s
}
