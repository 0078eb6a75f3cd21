package correlate

import (
	"errors"
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// Why a polychoric correlation cannot be estimated.
var (
	// ErrBound: the likelihood rises to ±1, no two rows being ordered the other way; in a 2×2 table, an empty cell.
	ErrBound = errors.New("the polychoric correlation runs to its bound")
	// ErrCategories: a variable has fewer than two categories over the pair's rows.
	ErrCategories = errors.New("fewer than two categories")
	// ErrTable: the table's size is not that of the thresholds, a count is negative or not finite, thresholds fall, or
	// a count lies where the thresholds leave no room.
	ErrTable = errors.New("the table of counts and the thresholds do not fit")
)

// Thresholds are the K−1 cuts of a standard normal variable that give K ordered categories the shares of their counts:
// the quantiles of the cumulative shares. An empty category repeats a cut, or makes an infinite one at the end. Nil for
// fewer than two categories, or no count at all.
func Thresholds(counts []float64) []float64 {
	total := 0.0
	for _, c := range counts {
		total += c
	}
	if len(counts) < 2 || !(total > 0) {
		return nil
	}
	cuts, sum := make([]float64, len(counts)-1), 0.0
	for i := range cuts {
		sum += counts[i]
		cuts[i] = numeric.NormalQuantile(min(1, sum/total))
	}
	return cuts
}

// Polychoric is the correlation ρ of two standard normal variables, cut at the thresholds ta and tb into the rows and
// columns of a table of counts, that maximises Σ n_ij ln P_ij(ρ) [Olsson1979]: the second of two steps, in which the
// thresholds stand. No count is changed (no continuity correction).
//
// ρ is found by Newton's method in the angle asin ρ with analytic first and second derivatives, kept within a bracket;
// iterations counts the evaluations. The errors are [ErrBound] (rho is then 1 or −1), [ErrCategories] and [ErrTable].
func Polychoric(table [][]float64, ta, tb []float64) (rho float64, iterations int, err error) {
	p, err := newPoly(table, ta, tb)
	if err != nil {
		return math.NaN(), 0, err
	}
	return p.solve()
}

// poly is the likelihood of a table, evaluated at one angle after another. Its grids have a place for every pair of
// cuts, the infinite ones at both ends included.
type poly struct {
	table  [][]float64
	a, b   []float64 // cuts from −∞ to +∞
	normal numeric.Bivariate
	cdf    []float64 // P(X≤a_i, Y≤b_j)
	d1, d2 []float64 // its first and second derivative in the angle
}

func newPoly(table [][]float64, ta, tb []float64) (*poly, error) {
	if len(ta) == 0 || len(tb) == 0 {
		return nil, ErrCategories
	}
	if len(table) != len(ta)+1 {
		return nil, ErrTable
	}
	p := &poly{table: table, a: withEnds(ta), b: withEnds(tb)}
	for _, cuts := range [][]float64{p.a, p.b} {
		for i := 1; i < len(cuts); i++ {
			if !(cuts[i] >= cuts[i-1]) {
				return nil, ErrTable
			}
		}
	}
	rows, columns := map[int]bool{}, map[int]bool{}
	for i, row := range table {
		if len(row) != len(tb)+1 {
			return nil, ErrTable
		}
		for j, n := range row {
			switch {
			case n == 0:
			case !(n > 0) || math.IsInf(n, 1) || p.a[i] == p.a[i+1] || p.b[j] == p.b[j+1]:
				return nil, ErrTable
			default:
				rows[i], columns[j] = true, true
			}
		}
	}
	if len(rows) < 2 || len(columns) < 2 {
		return nil, ErrCategories
	}
	size := len(p.a) * len(p.b)
	grids := make([]float64, 3*size)
	p.cdf, p.d1, p.d2 = grids[:size], grids[size:2*size], grids[2*size:]
	last := len(p.a) - 1
	for j, b := range p.b {
		p.cdf[last*len(p.b)+j] = numeric.NormalLower(b)
	}
	for i, a := range p.a {
		p.cdf[i*len(p.b)+len(p.b)-1] = numeric.NormalLower(a)
	}
	return p, nil
}

func withEnds(cuts []float64) []float64 {
	all := make([]float64, 0, len(cuts)+2)
	return append(append(append(all, math.Inf(-1)), cuts...), math.Inf(1))
}

// solve finds the angle where the score vanishes.
func (p *poly) solve() (rho float64, iterations int, err error) {
	if bound := p.bound(); bound != 0 {
		return bound, 0, ErrBound
	}
	low, high := -math.Pi/2, math.Pi/2
	angle := math.Asin(p.start())
	for iterations = 1; iterations <= 100; iterations++ {
		score, curvature, information := p.evaluate(angle)
		if score > 0 {
			low = angle
		} else {
			high = angle
		}
		next := angle - score/curvature
		if !(curvature < 0) {
			next = angle + score/information
		}
		last := math.Abs(next-angle) < 1e-10 || high-low < 1e-12
		if !last && !(next > low && next < high) {
			next = (low + high) / 2
		}
		if angle = next; last {
			break
		}
	}
	rho = math.Sin(angle)
	if math.Pi/2-math.Abs(angle) < 1e-5 {
		return math.Copysign(1, rho), iterations, ErrBound
	}
	return rho, iterations, nil
}

// bound tells whether the likelihood rises to ρ = 1 or −1: no two rows are ordered the other way, and each has a place
// on the line that is left at the bound. Zero when it does not.
func (p *poly) bound() float64 {
	up, down := true, true // no discordant, no concordant pairs so far
	const touch = 1e-9
	least, most := math.MaxInt, -1 // columns occupied so far
	for i, row := range p.table {
		first, last := -1, -1
		for j, n := range row {
			if n == 0 {
				continue
			}
			if first < 0 {
				first = j
			}
			last = j
			up = up && math.Max(p.a[i], p.b[j]) < math.Min(p.a[i+1], p.b[j+1])+touch
			down = down && math.Max(p.a[i], -p.b[j+1]) < math.Min(p.a[i+1], -p.b[j])+touch
		}
		if first < 0 {
			continue
		}
		up, down = up && first >= most, down && last <= least
		least, most = min(least, first), max(most, last)
	}
	switch {
	case up:
		return 1
	case down:
		return -1
	}
	return 0
}

// start is Pearson's correlation of the categories' numbers, drawn a little outward.
func (p *poly) start() float64 {
	var n, si, sj, sii, sjj, sij float64
	for i, row := range p.table {
		for j, c := range row {
			x, y := float64(i), float64(j)
			n, si, sj, sii, sjj, sij = n+c, si+c*x, sj+c*y, sii+c*x*x, sjj+c*y*y, sij+c*x*y
		}
	}
	r := (sij - si*sj/n) / math.Sqrt((sii-si*si/n)*(sjj-sj*sj/n))
	return math.Max(-0.9, math.Min(0.9, 1.1*r))
}

// evaluate returns, at ρ = sin angle, the first and second derivative of the log-likelihood in the angle, and the sum of
// squared scores. A cell whose probability vanishes against its count sends the score back to 0.
//
// With g(h,k) = exp(−(h²−2ρhk+k²)/(2(1−ρ²)))/2π, dΦ₂(h,k)/dangle = g and dg/dangle = g·((1+ρ²)hk−ρ(h²+k²))/(1−ρ²)^1.5.
func (p *poly) evaluate(angle float64) (score, curvature, information float64) {
	p.grids(angle)
	width := len(p.b)
	for i, row := range p.table {
		for j, n := range row {
			if n == 0 {
				continue
			}
			at := i*width + j
			prob := p.probability(i, j)
			if !(prob > 0) {
				return math.Copysign(math.Inf(1), -angle), 0, math.Inf(1)
			}
			d1 := (p.d1[at+width+1] - p.d1[at+width] - p.d1[at+1] + p.d1[at]) / prob
			d2 := (p.d2[at+width+1] - p.d2[at+width] - p.d2[at+1] + p.d2[at]) / prob
			score += n * d1
			curvature += n * (d2 - d1*d1)
			information += n * d1 * d1
		}
	}
	return score, curvature, information
}

// grids fills the corners of the cells.
func (p *poly) grids(angle float64) {
	rho, s := math.Sin(angle), math.Cos(angle)
	p.normal.Set(rho)
	q := 1 / (s * s)
	for i := 1; i < len(p.a)-1; i++ {
		for j := 1; j < len(p.b)-1; j++ {
			at, h, k := i*len(p.b)+j, p.a[i], p.b[j]
			p.cdf[at] = p.normal.CDF(h, k)
			if math.IsInf(h, 0) || math.IsInf(k, 0) {
				continue // the derivatives stay 0
			}
			squares, product := h*h+k*k, h*k
			g := math.Exp(-0.5*q*(squares-2*rho*product)) / (2 * math.Pi)
			p.d1[at], p.d2[at] = g, g*((1+rho*rho)*product-rho*squares)*q/s
		}
	}
}

// probability is that of a cell at the last angle: the difference of its corners, or the cell's own integral where that
// difference would be mostly rounding.
func (p *poly) probability(i, j int) float64 {
	width := len(p.b)
	at := i*width + j
	prob := (p.cdf[at+width+1] - p.cdf[at+width]) - (p.cdf[at+1] - p.cdf[at])
	if prob < 1e-7 {
		prob = p.normal.Cell(p.a[i], p.a[i+1], p.b[j], p.b[j+1])
	}
	return prob
}
