package survey

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// leastDepartments is the number of departments below which a mean has no standard error by department.
const leastDepartments = 10

// interval fills in the standard error of a leaf's mean over responses and half the width of its 95 % interval. The
// departments are the clusters (CR1) [BellMcCaffrey2002]: with deviations summed within each of the G departments,
//
//	SE = √(G/(G−1) · (N−1)/(N−K) · Σ_g (Σ_{i in g} (x_i − m))²) / N,  K = 1
//
// and the interval is m ± t(0.975; G−1)·SE. It leaves the score as it is where there are fewer than 10 departments, or
// where a response with a score names none.
func (s *Scores) interval(out *Score, responses []int, l int) {
	sums, counted := make([]float64, s.depts), make([]bool, s.depts)
	g := 0
	for _, r := range responses {
		x := s.Scores[r][l]
		if math.IsNaN(x) {
			continue
		}
		d := s.dept[r]
		if d < 0 {
			return
		}
		if !counted[d] {
			counted[d] = true
			g++
		}
		sums[d] += x - out.Mean
	}
	if g < leastDepartments {
		return
	}
	squares := 0.0
	for _, u := range sums {
		squares += u * u
	}
	n, k, clusters := float64(out.N), 1.0, float64(g)
	out.DF = g - 1
	out.SE = math.Sqrt(clusters/(clusters-1)*(n-1)/(n-k)*squares) / n
	out.Half = out.SE * distuv.StudentsT{Sigma: 1, Nu: clusters - 1}.Quantile(0.975)
}
