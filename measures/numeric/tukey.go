package numeric

import "math"

// TukeyCDF is the probability that the studentised range of k means is at most q: the range of k independent standard
// normals over an independent √(χ²_df/df). k≥2 (it need not be whole), df>0 or infinite; else NaN.
//
//	P = ∫ f(s) W(q·s) ds,  W(w) = k ∫ φ(z) [Φ(z) − Φ(z−w)]^(k−1) dz
//
// Both integrals by the trapezoidal rule to about 1e-12 [CopenhaverHolland1988]; R's ptukey is good to about 1e-8, for
// 2 or 3 degrees of freedom to 1e-4.
func TukeyCDF(q, k, df float64) float64 { return NewStudentisedRange(k).CDF(q, df) }

// TukeyUpper is the probability that the studentised range exceeds q, accurate relative to its size: the p of
// Games–Howell and Tukey tests.
func TukeyUpper(q, k, df float64) float64 { return NewStudentisedRange(k).Upper(q, df) }

// TukeyQuantile is the q whose [TukeyCDF] is p, 0<p<1.
func TukeyQuantile(p, k, df float64) float64 { return NewStudentisedRange(k).Quantile(p, df) }

// StudentisedRange is the distribution for one number of means. It keeps what it computed, so that many contrasts are
// cheaper than as many calls of [TukeyUpper]. It must not be used by several goroutines at once.
type StudentisedRange struct {
	k    float64
	grid *rangeGrid
	kept map[[2]int]float64 // 1−W at the nodes ln w = i·h, by halvings of the step and i
}

// NewStudentisedRange prepares the range of k means.
func NewStudentisedRange(k float64) *StudentisedRange {
	r := &StudentisedRange{k: k, kept: map[[2]int]float64{}}
	if k >= 2 && !math.IsInf(k, 1) {
		r.grid = newRangeGrid(k)
	}
	return r
}

// CDF is [TukeyCDF].
func (r *StudentisedRange) CDF(q, df float64) float64 {
	up := r.Upper(q, df)
	if !(up > 0.9) { // NaN too
		return 1 - up
	}
	if q <= 0 {
		return 0
	}
	return math.Min(1, chiMix(df, 0, 0, 0, func(s float64) float64 { return rangeLower(r.grid, q*s) }))
}

// Upper is [TukeyUpper].
func (r *StudentisedRange) Upper(q, df float64) float64 {
	switch {
	case math.IsNaN(q) || r.grid == nil || !(df > 0):
		return math.NaN()
	case q <= 0:
		return 1
	case math.IsInf(q, 1):
		return 0
	case math.IsInf(df, 1):
		return rangeUpper(r.grid, q)
	}
	h, halvings := chiStep(df, 0)
	return math.Min(1, chiSum(df, q/math.Sqrt2, 0, h, math.Log(q), func(i int) float64 {
		key := [2]int{halvings, i}
		up, ok := r.kept[key]
		if !ok {
			up = rangeUpper(r.grid, math.Exp(float64(i)*h))
			r.kept[key] = up
		}
		return up
	}))
}

// Quantile is [TukeyQuantile].
func (r *StudentisedRange) Quantile(p, df float64) float64 {
	if !(p > 0 && p < 1) || math.IsNaN(r.Upper(1, df)) {
		return math.NaN()
	}
	target := math.Log(1 - p)
	f := func(q float64) float64 { return math.Log(r.Upper(q, df)) - target }
	lo, hi := 0.0, math.Inf(1)
	q, last, fLast := tukeyStart(p, r.k, df), math.NaN(), 0.0
	for range 12 { // secant steps; the logarithm of the tail is smooth and concave
		fq := f(q)
		if fq > 0 {
			lo = math.Max(lo, q)
		} else {
			hi = math.Min(hi, q)
		}
		next := q * (1 + math.Copysign(0.02, fq))
		if !math.IsNaN(last) {
			next = q - fq*(q-last)/(fq-fLast)
		}
		if fq == 0 || math.Abs((next-q)*(q-last)) <= 1e-11*q*q {
			return next // a secant step's error is of the order of the product of the last two
		}
		if !(next > lo && next < hi) {
			break
		}
		last, fLast, q = q, fq, next
	}
	for q = math.Max(q, 4); math.IsInf(hi, 1); q *= 2 {
		if f(q) < 0 {
			hi = q
		} else if q > 1e12 {
			return math.NaN()
		}
	}
	return root(f, lo, hi, 1e-9)
}

// tukeyStart is a first guess of the quantile (Odeh & Evans 1974 for the normal, as in AS 70 of Appl Stat 23:96).
func tukeyStart(p, k, df float64) float64 {
	t := -NormalQuantile((1 - p) / 2)
	if df < 120 {
		t += (t*t*t + t) / df / 4
	}
	c := 0.8832 - 0.2368*t
	if df < 120 {
		c += -1.214/df + 1.208*t/df
	}
	return math.Max(0.05, t*(c*math.Log(k-1)+1.4142))
}

// rangeGrid holds the nodes of the integral over z for one k.
type rangeGrid struct {
	k    float64
	z    []float64
	pdf  []float64 // k·φ(z)·h
	cdf  []float64 // Φ(z)
	pow  []float64 // Φ(z)^(k−1)
	lnPw []float64 // (k−1)·lnΦ(z)
}

const (
	rangeStep = 0.25
	rangeEnd  = 8.5
)

func newRangeGrid(k float64) *rangeGrid {
	g := &rangeGrid{k: k}
	for i := -int(rangeEnd / rangeStep); i <= int(4*rangeEnd/rangeStep); i++ {
		z := float64(i) * rangeStep
		c := normalUpper(-z)
		l := (k - 1) * math.Log(c)
		if z > 0 {
			l = (k - 1) * math.Log1p(-normalUpper(z))
		}
		g.z = append(g.z, z)
		g.pdf = append(g.pdf, k*rangeStep*math.Exp(-z*z/2)/math.Sqrt(2*math.Pi))
		g.cdf = append(g.cdf, c)
		g.pow = append(g.pow, math.Exp(l))
		g.lnPw = append(g.lnPw, l)
	}
	return g
}

// rangeUpper is 1−W(w) = k∫φ(z)[Φ(z)^(k−1) − (Φ(z)−Φ(z−w))^(k−1)]dz, without cancellation.
func rangeUpper(g *rangeGrid, w float64) float64 {
	if w <= 0 {
		return 1
	}
	sum, peak := 0.0, 0.0
	for i, z := range g.z {
		if g.pow[i] == 0 {
			continue
		}
		share := math.Min(1, normalUpper(w-z)/g.cdf[i])
		t := g.pdf[i] * g.pow[i] * -math.Expm1((g.k-1)*math.Log1p(-share))
		sum += t
		if peak = math.Max(peak, t); z > w/2 && z > 0 && t < peak*1e-17 {
			break
		}
	}
	return math.Min(1, sum)
}

// rangeLower is W(w).
func rangeLower(g *rangeGrid, w float64) float64 {
	sum := 0.0
	for i, z := range g.z {
		if z > rangeEnd {
			break
		}
		share := math.Min(1, normalUpper(w-z)/g.cdf[i])
		sum += g.pdf[i] * math.Exp(g.lnPw[i]+(g.k-1)*math.Log1p(-share))
	}
	return math.Min(1, sum)
}
