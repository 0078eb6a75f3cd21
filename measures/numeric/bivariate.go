package numeric

import (
	"math"
	"slices"
)

// Bivariate is the standard normal distribution of two variables with correlation Rho, prepared for many evaluations.
type Bivariate struct {
	Rho   float64
	s     float64   // √(1−ρ²)
	nodes []bvnNode // of ∫ over asin r from 0 to asin ρ, or of the remainder from |ρ| to 1
	scale float64   // of their sum
	tail  bool      // |ρ|≥0.925
}

// bvnNode is a node of the quadrature: weight w, and what the exponent needs of its correlation.
type bvnNode struct{ w, r, q, x, root float64 }

// NewBivariate prepares the distribution. Rho outside −1..1 or NaN yields NaN everywhere.
func NewBivariate(rho float64) *Bivariate {
	b := &Bivariate{}
	b.Set(rho)
	return b
}

// Set prepares the distribution of another correlation.
func (b *Bivariate) Set(rho float64) {
	b.Rho, b.s, b.nodes = rho, math.Sqrt((1-rho)*(1+rho)), b.nodes[:0]
	gauss := gauss20
	switch a := math.Abs(rho); {
	case !(a <= 1):
		b.Rho = math.NaN()
		return
	case a < 0.3:
		gauss = gauss6
	case a < 0.75:
		gauss = gauss12
	}
	angle := math.Asin(rho)
	b.tail, b.scale = math.Abs(rho) >= 0.925, angle/(4*math.Pi)
	for _, g := range gauss {
		for _, place := range [2]float64{(1 - g.x) / 2, (1 + g.x) / 2} {
			if b.tail {
				x := b.s * place * b.s * place
				b.nodes = append(b.nodes, bvnNode{w: g.w * b.s / 2, x: x, root: math.Sqrt(1 - x)})
				continue
			}
			r := math.Sin(angle * place)
			b.nodes = append(b.nodes, bvnNode{w: g.w, r: r, q: 1 / ((1 - r) * (1 + r))})
		}
	}
}

// BivariateNormal is P(X≤h, Y≤k) of two standard normal variables with correlation rho, to about 1e-15 [Genz2004].
// Infinite h and k are limits; NaN for rho outside −1..1 or a NaN. For many h and k of one rho use [NewBivariate].
func BivariateNormal(h, k, rho float64) float64 { return NewBivariate(rho).CDF(h, k) }

// CDF is P(X≤h, Y≤k).
func (b *Bivariate) CDF(h, k float64) float64 {
	switch {
	case math.IsNaN(b.Rho) || math.IsNaN(h) || math.IsNaN(k):
		return math.NaN()
	case math.IsInf(h, -1) || math.IsInf(k, -1):
		return 0
	case math.IsInf(h, 1):
		return NormalLower(k)
	case math.IsInf(k, 1):
		return NormalLower(h)
	case b.tail:
		return math.Max(0, b.steep(h, k))
	}
	hk, half := h*k, (h*h+k*k)/2
	sum := 0.0
	for i := range b.nodes {
		n := &b.nodes[i]
		sum += n.w * math.Exp((n.r*hk-half)*n.q)
	}
	return math.Max(0, sum*b.scale+NormalLower(h)*NormalLower(k))
}

// steep is the distribution function for |ρ| near 1: that of |ρ| = 1 less an integral from |ρ| to 1, whose integrand's
// leading terms are integrated in closed form.
func (b *Bivariate) steep(h, k float64) float64 {
	h, k = -h, -k
	if b.Rho < 0 {
		k = -k
	}
	hk, rest := h*k, 0.0
	if as := b.s * b.s; as > 0 { // hk is that of the variables turned to a positive correlation
		bs := (h - k) * (h - k)
		c, d := (4-hk)/8, (12-hk)/80
		if e := -(bs/as + hk) / 2; e > -700 {
			rest = b.s * math.Exp(e) * (1 - c*(bs-as)*(1-d*bs)/3 + c*d*as*as)
		}
		if hk > -200 {
			gap := math.Sqrt(bs)
			rest -= math.Exp(-hk/2) * math.Sqrt(2*math.Pi) * NormalLower(-gap/b.s) * gap * (1 - c*bs*(1-d*bs)/3)
		}
		sum := 0.0
		for i := range b.nodes {
			n := &b.nodes[i]
			if e := -(bs/n.x + hk) / 2; e > -700 {
				series := 1 + c*n.x*(1+5*d*n.x)
				exact := math.Exp(-hk/2*n.x/((1+n.root)*(1+n.root))) / n.root
				sum += n.w * math.Exp(e) * (series - exact)
			}
		}
		rest = (sum - rest) / (2 * math.Pi)
	}
	switch {
	case b.Rho > 0:
		return rest + NormalLower(-math.Max(h, k))
	case h >= k:
		return -rest
	}
	return normalBetween(h, k) - rest
}

// Cell is P(a<X≤b, c<Y≤d), the integral of a positive function, so that even the smallest cells keep about 10 digits,
// which differences of [Bivariate.CDF] do not. It is slower than they are. 0 for an empty interval.
func (b *Bivariate) Cell(x0, x1, y0, y1 float64) float64 {
	switch {
	case math.IsNaN(b.Rho+x0+x1) && !(math.IsInf(x0, -1) && math.IsInf(x1, 1)), math.IsNaN(y0), math.IsNaN(y1):
		return math.NaN()
	case !(x0 < x1) || !(y0 < y1):
		return 0
	case b.s == 0 && b.Rho > 0:
		return normalBetween(math.Max(x0, y0), math.Min(x1, y1))
	case b.s == 0:
		return normalBetween(math.Max(x0, -y1), math.Min(x1, -y0))
	}
	const far = 38
	lo, hi := math.Max(x0, -far), math.Min(x1, far)
	if !(lo < hi) {
		return 0
	}
	// Ends of panels: steps of a half, and steps of one standard deviation of Y given X about where Y crosses an end.
	ends := []float64{lo, hi}
	for x := math.Ceil(2*lo) / 2; x < hi; x += 0.5 {
		ends = append(ends, x)
	}
	if step := b.s / math.Abs(b.Rho); step < 0.5 {
		for _, y := range []float64{y0, y1} {
			if math.IsInf(y, 0) {
				continue
			}
			for i := -far; i <= far; i++ {
				if x := y/b.Rho + float64(i)*step; x > lo && x < hi {
					ends = append(ends, x)
				}
			}
		}
	}
	slices.Sort(ends)
	total := 0.0
	for i := 1; i < len(ends); i++ {
		half, mid := (ends[i]-ends[i-1])/2, (ends[i]+ends[i-1])/2
		if half == 0 {
			continue
		}
		sum := 0.0
		for _, g := range gauss20 {
			for _, x := range [2]float64{mid - half*g.x, mid + half*g.x} {
				sum += g.w * math.Exp(-x*x/2) * normalBetween((y0-b.Rho*x)/b.s, (y1-b.Rho*x)/b.s)
			}
		}
		total += sum * half
	}
	return total / math.Sqrt(2*math.Pi)
}

// NormalLower is P(Z≤z) of the standard normal, accurate in the far tail.
func NormalLower(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// normalBetween is P(a<Z≤b), from the tail that the interval lies in; 0 when empty.
func normalBetween(a, b float64) float64 {
	if !(a < b) {
		return 0
	}
	if a > 0 {
		a, b = -b, -a
	}
	return NormalLower(b) - NormalLower(a)
}

// gaussNode is a node x>0 of Gauss–Legendre quadrature on −1..1, which −x mirrors, and its weight.
type gaussNode struct{ x, w float64 }

var (
	gauss6 = []gaussNode{
		{0.932469514203152028, 0.171324492379170345},
		{0.661209386466264514, 0.360761573048138608},
		{0.238619186083196909, 0.467913934572691047},
	}
	gauss12 = []gaussNode{
		{0.981560634246719251, 0.0471753363865118272},
		{0.904117256370474857, 0.106939325995318431},
		{0.769902674194304687, 0.160078328543346226},
		{0.587317954286617447, 0.203167426723065922},
		{0.367831498998180194, 0.233492536538354809},
		{0.125233408511468915, 0.249147045813402785},
	}
	gauss20 = []gaussNode{
		{0.993128599185094925, 0.0176140071391521183},
		{0.963971927277913791, 0.0406014298003869413},
		{0.912234428251325906, 0.0626720483341090636},
		{0.839116971822218823, 0.0832767415767047487},
		{0.746331906460150793, 0.101930119817240435},
		{0.636053680726515025, 0.118194531961518417},
		{0.510867001950827098, 0.131688638449176627},
		{0.373706088715419561, 0.142096109318382051},
		{0.227785851141645078, 0.149172986472603747},
		{0.0765265211334973338, 0.152753387130725851},
	}
)
