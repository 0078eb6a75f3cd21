package estimate

import (
	"math"
	"strconv"
)

// FormatFloat writes a number in full precision: the shortest decimal text that reads back as the same float64, in
// exponent form below 1e-6 and from 1e21 on. An empty number is the empty text.
func FormatFloat(x float64) string {
	if !Has(x) {
		return ""
	}
	if x == 0 {
		return "0"
	}
	format := byte('f')
	if a := math.Abs(x); a < 1e-6 || a >= 1e21 {
		format = 'e'
	}
	return strconv.FormatFloat(x, format, -1, 64)
}

// FormatCount writes a count, the empty text for [NoCount].
func FormatCount(n int) string {
	if n < 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// FormatDF writes degrees of freedom, `2;24.5` when there are two.
func FormatDF(df1, df2 float64) string {
	if !Has(df2) {
		return FormatFloat(df1)
	}
	return FormatFloat(df1) + ";" + FormatFloat(df2)
}
