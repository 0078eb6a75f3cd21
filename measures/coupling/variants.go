package coupling

import (
	"fmt"
	"math"
)

// variant finds a formula of C and its name. The functions take two scores or more, and return NaN where C is 0/0.
func variant(name string) (func([]float64) float64, string, error) {
	switch name {
	case "", "standard":
		return standard, "standard: n*(prod U)^(1/n)/sum U", nil
	case "wang2021":
		return wang2021, "wang2021: Wang et al. 2021", nil
	case "fan2024":
		return fan2024, "fan2024: 1-2*SD, Fan et al. 2024", nil
	}
	return nil, "", fmt.Errorf("ccd: unknown variant %q (standard, wang2021, fan2024)", name)
}

// standard is the ratio of the geometric to the arithmetic mean: n (ΠU)^(1/n)/ΣU. Both the n and the root of order n
// matter: without the n its maximum is 1/n. It is high whenever the scores are equal, even at .01.
func standard(u []float64) float64 {
	n := float64(len(u))
	product, sum := 1.0, 0.0
	for _, x := range u {
		product *= x
		sum += x
	}
	if sum == 0 {
		return math.NaN()
	}
	return unit(n * math.Pow(product, 1/n) / sum)
}

// wang2021 spreads C over 0..1 [Wang2021]: √([1 − mean |U_i − U_j|] · (Π U_i/max U)^(1/(n−1))).
func wang2021(u []float64) float64 {
	n := float64(len(u))
	top, apart := 0.0, 0.0
	for i, x := range u {
		top = math.Max(top, x)
		for _, y := range u[:i] {
			apart += math.Abs(x - y)
		}
	}
	if top == 0 {
		return math.NaN()
	}
	product := 1.0
	for _, x := range u {
		product *= x / top
	}
	return unit(math.Sqrt(math.Max(0, 1-apart/(n*(n-1)/2)) * math.Pow(product, 1/(n-1))))
}

// fan2024 is 1 − 2√((nΣU² − (ΣU)²)/n²) [Fan2024], that is 1 − 2·SD with divisor n, at least 0 for scores in 0..1.
func fan2024(u []float64) float64 {
	n := float64(len(u))
	mean, squares := 0.0, 0.0
	for _, x := range u {
		mean += x / n
	}
	for _, x := range u {
		squares += (x - mean) * (x - mean)
	}
	return unit(1 - 2*math.Sqrt(squares/n))
}

// unit cuts what rounding puts outside 0..1.
func unit(c float64) float64 { return math.Max(0, math.Min(1, c)) }
