package compare

import "math"

// OddsRatio is the conditional maximum likelihood estimate of the odds ratio of a 2×2 table of counts given its margins
// (not the cross-product), with the exact two-sided limits at which a tail of the noncentral hypergeometric
// distribution has (1−conf)/2, as R's fisher.test. It is 0 or infinite when the observed cell is at its bound; NaN when
// a margin is empty.
func OddsRatio(table [2][2]float64, conf float64) (ratio, low, high float64) {
	h, ok := newHypergeometric(table)
	if !ok {
		return math.NaN(), math.NaN(), math.NaN()
	}
	x := table[0][0]
	tail := (1 - conf) / 2
	switch x {
	case h.from:
		ratio, low = 0, 0
	case h.to:
		ratio = math.Inf(1)
	}
	if x > h.from && x < h.to {
		ratio = math.Exp(bisect(func(theta float64) float64 { return h.mean(theta) - x }))
	}
	if x > h.from {
		low = math.Exp(bisect(func(theta float64) float64 { return h.upper(theta, x) - tail }))
	}
	high = math.Inf(1)
	if x < h.to {
		high = math.Exp(bisect(func(theta float64) float64 { return tail - h.lower(theta, x) }))
	}
	return ratio, low, high
}

// hypergeometric is the distribution of the first cell of a 2×2 table given its margins.
type hypergeometric struct {
	from, to float64
	logs     []float64 // log probability of from, from+1, … at odds ratio 1
	weights  []float64
}

func newHypergeometric(table [2][2]float64) (hypergeometric, bool) {
	row, other := table[0][0]+table[0][1], table[1][0]+table[1][1]
	column, second := table[0][0]+table[1][0], table[0][1]+table[1][1]
	if !(row > 0) || !(other > 0) || !(column > 0) || !(second > 0) {
		return hypergeometric{}, false
	}
	h := hypergeometric{from: math.Max(0, column-other), to: math.Min(row, column)}
	for x := h.from; x <= h.to; x++ {
		h.logs = append(h.logs, logChoose(row, x)+logChoose(other, column-x))
	}
	h.weights = make([]float64, len(h.logs))
	return h, true
}

func logChoose(n, k float64) float64 {
	a, _ := math.Lgamma(n + 1)
	b, _ := math.Lgamma(k + 1)
	c, _ := math.Lgamma(n - k + 1)
	return a - b - c
}

// at weighs the cells for the log odds ratio theta, largest weight 1, and returns their sum.
func (h hypergeometric) at(theta float64) float64 {
	top := math.Inf(-1)
	for i, l := range h.logs {
		top = math.Max(top, l+theta*float64(i))
	}
	sum := 0.0
	for i, l := range h.logs {
		h.weights[i] = math.Exp(l + theta*float64(i) - top)
		sum += h.weights[i]
	}
	return sum
}

func (h hypergeometric) mean(theta float64) float64 {
	sum, m := h.at(theta), 0.0
	for i, w := range h.weights {
		m += w * (h.from + float64(i))
	}
	return m / sum
}

func (h hypergeometric) lower(theta, x float64) float64 { // P(X ≤ x)
	sum, part := h.at(theta), 0.0
	for i := 0; i <= int(x-h.from); i++ {
		part += h.weights[i]
	}
	return part / sum
}

func (h hypergeometric) upper(theta, x float64) float64 { // P(X ≥ x)
	sum, part := h.at(theta), 0.0
	for i := int(x - h.from); i < len(h.weights); i++ {
		part += h.weights[i]
	}
	return part / sum
}

// bisect finds the zero of a rising function of the log odds ratio.
func bisect(f func(theta float64) float64) float64 {
	a, b := -1.0, 1.0
	for f(a) > 0 && a > -700 {
		a *= 2
	}
	for f(b) < 0 && b < 700 {
		b *= 2
	}
	for range 200 {
		m := a + (b-a)/2
		if m == a || m == b {
			break
		}
		if f(m) < 0 {
			a = m
		} else {
			b = m
		}
	}
	return a + (b-a)/2
}
