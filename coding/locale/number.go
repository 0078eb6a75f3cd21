package locale

import (
	"math"
	"strconv"
	"strings"
)

// Kind of number; it decides on leading zeros, signs and marks.
type Kind uint8

const (
	Fixed   Kind = iota // Digits decimals
	Count               // whole number
	Percent             // a share 0–1, printed as percent with Digits decimals and a sign
	P                   // p value: three places, "< .001" in English and "< 0.001" in Chinese
	Bounded             // a coefficient that cannot exceed 1 in size (r, α, κ): no leading zero in English
)

// Style of a number.
type Style struct {
	Kind   Kind
	Digits int
	Plus   bool // print the sign of positive numbers
}

const minus = "−" // U+2212

// Number writes a number as a reader of the language sees it. It is rounded once, half away from zero, on the shortest
// decimal that stands for v: 0.125 reads 0.13 and 2.675 reads 2.68 with two digits. The minus sign is U+2212; there are no thousands separators. NaN is empty, an
// infinite number is ∞. English follows APA 7: no zero before the point of a p value or of a bounded coefficient.
// What is meant for machines (csv, json) is never written by this function.
func Number(lang string, v float64, style Style) string {
	if math.IsNaN(v) {
		return ""
	}
	digits := max(style.Digits, 0)
	shift := 0
	bare := false // without the zero before the point
	switch style.Kind {
	case Count:
		digits = 0
	case Percent:
		shift = 2
	case P:
		if digits == 0 {
			digits = 3
		}
		bare = lang != Chinese
		if v >= 0 && v < math.Pow10(-digits) {
			return "< " + trimZero("0."+strings.Repeat("0", digits-1)+"1", bare)
		}
	case Bounded:
		bare = lang != Chinese
	}
	sign := ""
	if math.Signbit(v) {
		sign, v = minus, -v
	}
	s := "∞"
	if !math.IsInf(v, 0) {
		s = roundDecimal(strconv.FormatFloat(v, 'f', -1, 64), shift, digits)
		if strings.Trim(s, "0.") == "" {
			sign = ""
		} else if sign == "" && style.Plus {
			sign = "+"
		}
		s = trimZero(s, bare)
	}
	if style.Kind == Percent {
		s += "%"
	}
	return sign + s
}

func trimZero(s string, bare bool) string {
	if bare && len(s) > 1 && s[0] == '0' {
		return s[1:]
	}
	return s
}

// roundDecimal moves the point of a plain non-negative decimal to the right by shift and rounds it half up to the digits.
func roundDecimal(s string, shift, digits int) string {
	whole, frac, _ := strings.Cut(s, ".")
	for ; shift > 0; shift-- {
		if frac == "" {
			frac = "0"
		}
		whole, frac = whole+frac[:1], frac[1:]
	}
	for len(frac) < digits {
		frac += "0"
	}
	up := len(frac) > digits && frac[digits] >= '5'
	d := []byte(whole + frac[:digits])
	for i := len(d) - 1; up && i >= 0; i-- {
		if up = d[i] == '9'; up {
			d[i] = '0'
		} else {
			d[i]++
		}
	}
	if up {
		d = append([]byte{'1'}, d...)
	}
	n := len(d) - digits
	whole = strings.TrimLeft(string(d[:n]), "0")
	if whole == "" {
		whole = "0"
	}
	if digits == 0 {
		return whole
	}
	return whole + "." + string(d[n:])
}
