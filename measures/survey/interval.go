package survey

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
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
func (s *Scores) interval(out *Score, responses []int, l int, department func(r int) int) {
	out.SE, out.Half, out.DF = math.NaN(), 0, 0
	sums, counted := make([]float64, s.depts), make([]bool, s.depts)
	g := 0
	for _, r := range responses {
		x := s.Scores[r][l]
		if math.IsNaN(x) {
			continue
		}
		d := department(r)
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

// Together is the score of a cell's leaf with an interval that takes some departments as one cluster: those that a table
// does not show, so that nothing of the single ones is in it. DF is 0 where fewer than 10 clusters remain.
func (s *Scores) Together(cell estimate.Key, dim string, hidden func(caseID, dept string) bool) (Score, bool) {
	out, ok := s.Find(cell, dim)
	if !ok || out.DF == 0 {
		return out, ok
	}
	one := -1
	s.interval(&out, s.Cells[s.cell[cell]].Responses, s.leaf[dim], func(r int) int {
		d := s.dept[r]
		if p := &s.study.Survey.Responses[r]; d >= 0 && hidden(p.Case, p.Dept) {
			if one < 0 {
				one = d
			}
			d = one
		}
		return d
	})
	return out, true
}
