package correlate

import (
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// standardError is the two-step asymptotic standard error of ρ at the last angle solved, the thresholds being those of
// the table's own margins: the root of Σ n_ij (l_ij − u_i − v_j)²/A², where l is the derivative of ln P_ij in ρ,
// A = Σ n l², and u, v carry over what a row's category says about the thresholds: with C_t = Σ n l·∂ln P/∂a_t,
// u_i = Σ_t C_t (1{i≤t} − F_t)/(N φ(a_t)), F_t the cumulative share [Muthen1984]. NaN when it cannot be had.
func (p *poly) standardError() float64 {
	width, rho := len(p.b), p.normal.Rho
	s := math.Sqrt((1 - rho) * (1 + rho))
	l := make([][]float64, len(p.table))
	ca, cb := make([]float64, len(p.a)), make([]float64, len(p.b)) // by cut
	rows, columns := make([]float64, len(p.table)), make([]float64, width-1)
	information, total := 0.0, 0.0
	for i, row := range p.table {
		l[i] = make([]float64, len(row))
		for j, n := range row {
			if n == 0 {
				continue
			}
			at, prob := i*width+j, p.probability(i, j)
			l[i][j] = (p.d1[at+width+1] - p.d1[at+width] - p.d1[at+1] + p.d1[at]) / (s * prob)
			information += n * l[i][j] * l[i][j]
			rows[i], columns[j], total = rows[i]+n, columns[j]+n, total+n
			w := n * l[i][j] / prob
			ca[i+1] += w * edge(p.a[i+1], p.b[j], p.b[j+1], rho, s)
			ca[i] -= w * edge(p.a[i], p.b[j], p.b[j+1], rho, s)
			cb[j+1] += w * edge(p.b[j+1], p.a[i], p.a[i+1], rho, s)
			cb[j] -= w * edge(p.b[j], p.a[i], p.a[i+1], rho, s)
		}
	}
	u, v := carried(ca, p.a, rows, total), carried(cb, p.b, columns, total)
	sum := 0.0
	for i, row := range p.table {
		for j, n := range row {
			e := l[i][j] - u[i] - v[j]
			sum += n * e * e
		}
	}
	return math.Sqrt(sum) / information
}

// edge is the density of X at x times the probability that Y lies between c and d there.
func edge(x, c, d, rho, s float64) float64 {
	if math.IsInf(x, 0) {
		return 0
	}
	return density(x) * (numeric.NormalLower((d-rho*x)/s) - numeric.NormalLower((c-rho*x)/s))
}

func density(x float64) float64 { return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }

// carried are u_i by category, of the coefficients and cuts t = 1…K−1 (with the infinite ends) and the margin's counts.
func carried(c, cuts, counts []float64, total float64) []float64 {
	u, below := make([]float64, len(counts)), 0.0
	for t := 1; t < len(counts); t++ {
		below += counts[t-1]
		if math.IsInf(cuts[t], 0) {
			continue
		}
		w := c[t] / (total * density(cuts[t]))
		for i := range u {
			if i < t {
				u[i] += w
			}
			u[i] -= w * below / total
		}
	}
	return u
}
