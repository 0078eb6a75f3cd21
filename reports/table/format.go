package table

// Style says how a number reads; the locale profile (en: APA 7, zh: Chinese journals) decides on leading zeros.
type Style uint8

const (
	Fixed   Style = iota // Digits decimals
	Count                // whole number
	Percent              // a share 0–1 printed as percent with Digits decimals and a sign
	P                    // p value: three places, "< .001" / "< 0.001"
	Bounded              // a coefficient that cannot exceed 1 in size (r, α, κ): no leading zero in en
)

// Format of a number.
type Format struct {
	Style  Style
	Digits int
	Plus   bool // print the sign of positive numbers
}

// Formats in common use.
var (
	Score    = Format{Style: Fixed, Digits: 1}
	Points   = Format{Style: Fixed, Digits: 1, Plus: true}
	Whole    = Format{Style: Count}
	Share    = Format{Style: Percent, Digits: 1}
	Coef     = Format{Style: Bounded, Digits: 2}
	Coef3    = Format{Style: Bounded, Digits: 3}
	PValue   = Format{Style: P, Digits: 3}
	Decimal2 = Format{Style: Fixed, Digits: 2}
	Decimal3 = Format{Style: Fixed, Digits: 3}
)
