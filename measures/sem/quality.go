package sem

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Quality is how well a factor is measured, after Fornell and Larcker.
type Quality struct {
	Factor               string
	AVE, CR              float64  // NaN where a note says why
	LargestCorrelation   float64  // largest |correlation| with another factor that is neither its indicator nor measured by it, NaN for none
	CrossLoading, Errors bool     // an indicator loads on another factor, or errors within the factor covary
	Single               bool     // one indicator
	HigherOrder          bool     // an indicator is a factor
	Alone                bool     // no other factor but its own parents and children
	Negative             []string // indicators of negative loadings beside positive ones, where AVE and CR are defined
}

// Qualities computes for every factor of a group with standardised loadings λ
//
//	AVE = mean λ², CR = (Σλ)²/((Σλ)² + Σ(1−λ²))
//
// [FornellLarcker1981]. Both need indicators of one factor only and uncorrelated errors within it.
func (f *Fit) Qualities(g int, std []Standard) []Quality {
	m := f.Model
	rows := m.group(g)
	var out []Quality
	for l, name := range m.Latent {
		factor := len(m.Observed) + l
		q := Quality{Factor: name, AVE: math.NaN(), CR: math.NaN(), LargestCorrelation: math.NaN()}
		var sum, squares, n float64
		own, kin := map[int]bool{}, map[int]bool{}
		var negative []string
		for r, p := range rows {
			if p.Op == Loads && p.j == factor {
				x := std[g*m.rows+r].Value
				sum += x
				squares += x * x
				n++
				own[p.i], kin[p.i] = true, true
				q.HigherOrder = q.HigherOrder || p.i >= len(m.Observed)
				if x < 0 {
					negative = append(negative, p.Right)
				}
			}
			if p.Op == Loads && p.i == factor {
				kin[p.j] = true
			}
		}
		for _, p := range rows {
			switch {
			case p.Op == Loads && p.j != factor && own[p.i]:
				q.CrossLoading = true
			case p.kind == covEntry && p.i != p.j && own[p.i] && own[p.j] && (p.Free >= 0 || p.Value != 0):
				q.Errors = true
			}
		}
		q.Single = n == 1
		if !q.CrossLoading && !q.Errors && n > 1 {
			q.AVE = squares / n
			q.CR = sum * sum / (sum*sum + n - squares)
			if len(negative) < int(n) {
				q.Negative = negative
			}
		}
		q.Alone = true
		for other := range m.Latent {
			if other != l && !kin[len(m.Observed)+other] {
				q.Alone = false
				if r := math.Abs(f.correlation(g, factor, len(m.Observed)+other)); !(r <= q.LargestCorrelation) {
					q.LargestCorrelation = r
				}
			}
		}
		out = append(out, q)
	}
	return out
}

// correlation is the model's correlation of two variables.
func (f *Fit) correlation(g, i, j int) float64 {
	v := f.geo[g].v
	return v.At(i, j) / math.Sqrt(v.At(i, i)*v.At(j, j))
}

// Block is a factor's observed indicators, by their places among the columns.
type Block struct {
	Factor     string
	Indicators []int
}

// Blocks are the factors that observed variables measure.
func (m *Model) Blocks() []Block {
	var out []Block
	for l, name := range m.Latent {
		b := Block{Factor: name}
		for _, p := range m.group(0) {
			if p.Op == Loads && p.j == len(m.Observed)+l && p.i < len(m.Observed) {
				b.Indicators = append(b.Indicators, p.i)
			}
		}
		if b.Indicators != nil {
			out = append(out, b)
		}
	}
	return out
}

// HTMT is the heterotrait–monotrait ratio of two blocks of indicators from their correlation matrix: the mean absolute
// correlation between the blocks over the geometric mean of the mean absolute correlations within each, arithmetic means
// [Henseler2015], or geometric ones throughout (htmt2) [Roemer2021]. NaN for a block of fewer than two.
func HTMT(r mat.Symmetric, a, b []int, geometric bool) float64 {
	if len(a) < 2 || len(b) < 2 {
		return math.NaN()
	}
	mean := func(s float64, n int) float64 {
		if geometric {
			return math.Exp(s / float64(n))
		}
		return s / float64(n)
	}
	term := func(i, j int) float64 {
		x := math.Abs(r.At(i, j))
		if geometric {
			return math.Log(x)
		}
		return x
	}
	within := func(block []int) float64 {
		s, n := 0.0, 0
		for k, i := range block {
			for _, j := range block[:k] {
				s += term(i, j)
				n++
			}
		}
		return mean(s, n)
	}
	s := 0.0
	for _, i := range a {
		for _, j := range b {
			s += term(i, j)
		}
	}
	x := mean(s, len(a)*len(b)) / math.Sqrt(within(a)*within(b))
	if math.IsInf(x, 0) {
		return math.NaN()
	}
	return x
}

// correlations of a group's observed variables: of the sample's moments, polychoric for ordered variables.
func (f *Fit) correlations(g int) *mat.SymDense {
	if f.ordinal != nil {
		return f.ordinal.samples[g].r
	}
	return standardise(f.samples[g].cov)
}

func standardise(c *mat.SymDense) *mat.SymDense {
	p := c.SymmetricDim()
	r := mat.NewSymDense(p, nil)
	for i := range p {
		for j := i; j < p; j++ {
			r.SetSym(i, j, c.At(i, j)/math.Sqrt(c.At(i, i)*c.At(j, j)))
		}
	}
	return r
}
