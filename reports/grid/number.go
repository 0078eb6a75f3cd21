package grid

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/table"
)

// Number is the text of a number in the format and language.
func Number(lang string, v float64, f table.Format) string {
	return locale.Number(lang, v, style(f))
}

func style(f table.Format) locale.Style {
	s := locale.Style{Digits: f.Digits, Plus: f.Plus}
	switch f.Style {
	case table.Count:
		s.Kind = locale.Count
	case table.Percent:
		s.Kind = locale.Percent
	case table.P:
		s.Kind = locale.P
	case table.Bounded:
		s.Kind = locale.Bounded
	default:
		s.Kind = locale.Fixed
	}
	return s
}

// number fills a cell with a value. NaN is a dash; what no number format can show as the text (a p below its last place,
// an infinite value) stays a text cell that keeps its value.
func (c *Cell) number(v float64, f table.Format, lang string) {
	if math.IsNaN(v) {
		c.Kind, c.Text = table.Missing, Dash
		return
	}
	c.Text, c.Value, c.Shown = Number(lang, v, f), v, v
	printed, ok := read(c.Text)
	if !ok {
		return
	}
	c.Numeric, c.NumFmt = true, code(f, lang)
	// Spreadsheets round 15 significant digits, the text rounds the shortest decimal, and a number that rounds to zero
	// has no sign here: where the two would differ the printed number is written.
	seen, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 14, 64), 64)
	if Number(lang, seen, f) != c.Text || (printed == 0 && v != 0) {
		c.Shown = printed
	}
}

// read returns the number that a text shows.
func read(text string) (float64, bool) {
	s := strings.Replace(text, "−", "-", 1)
	s, percent := strings.CutSuffix(s, "%")
	if percent { // shift the point in the decimal, so that 28.3% is the float64 of 0.283
		s += "e-2"
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && !math.IsInf(v, 0)
}

// code is the spreadsheet number format of a format: sections for positive, negative and zero where they differ.
func code(f table.Format, lang string) string {
	digits, whole, unit := f.Digits, "0", ""
	bare := lang != locale.Chinese
	switch f.Style {
	case table.Count:
		digits = 0
	case table.Percent:
		unit = "%"
	case table.P:
		if digits <= 0 {
			digits = 3
		}
		if bare {
			whole = ""
		}
	case table.Bounded:
		if bare {
			whole = ""
		}
	}
	digits = max(digits, 0)
	body := whole
	if digits > 0 {
		body += "." + strings.Repeat("0", digits)
	} else if body == "" {
		body = "0"
	}
	body += unit
	minus := `"−"` + body
	if f.Plus {
		return `"+"` + body + ";" + minus + ";" + body
	}
	return body + ";" + minus
}

// raised are the letters as characters of their own, for formats that can set only whole cells.
var raised = strings.NewReplacer("a", "ᵃ", "b", "ᵇ", "c", "ᶜ", "d", "ᵈ", "e", "ᵉ", "f", "ᶠ", "g", "ᵍ", "h", "ʰ", "i", "ⁱ", "j", "ʲ", "k", "ᵏ", "l", "ˡ",
	"m", "ᵐ", "n", "ⁿ", "o", "ᵒ", "p", "ᵖ", "r", "ʳ", "s", "ˢ", "t", "ᵗ", "u", "ᵘ", "v", "ᵛ", "w", "ʷ", "x", "ˣ", "y", "ʸ", "z", "ᶻ", ", ", "˒")

// Raised writes the letters of marks as superscript characters: "a, b" is "ᵃ˒ᵇ". Formats with superscripts of their own
// do not need it.
func Raised(marks string) string { return raised.Replace(marks) }

// MarkedFormat is a cell's number format with its marks behind every section.
func (c Cell) MarkedFormat() string {
	if c.Marks == "" || c.NumFmt == "" {
		return c.NumFmt
	}
	mark := `"` + Raised(c.Marks) + `"`
	return strings.ReplaceAll(c.NumFmt, ";", mark+";") + mark
}
