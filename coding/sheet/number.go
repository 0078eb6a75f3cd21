package sheet

import (
	"math"
	"strconv"
	"strings"
)

// small are the texts of the whole numbers that questionnaires are full of.
var small = func() (s [101]string) {
	for i := range s {
		s[i] = strconv.Itoa(i)
	}
	return s
}()

// number makes the cell of a numeric value; what does not read as a number is kept as text.
func (w *worksheet) number(c *Cell, raw []byte, styleID int) {
	for len(raw) > 0 && blank(raw[0]) {
		raw = raw[1:]
	}
	for len(raw) > 0 && blank(raw[len(raw)-1]) {
		raw = raw[:len(raw)-1]
	}
	if len(raw) == 0 {
		return
	}
	x, ok := wholeNumber(raw)
	if !ok {
		var err error
		if x, err = strconv.ParseFloat(string(raw), 64); err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
			*c = w.text(*c, toValid(raw))
			return
		}
	}
	w.numeric(c, x, styleID)
}

// numeric makes the cell of a finite number, which its number format may show as a date or padded with zeros.
func (w *worksheet) numeric(c *Cell, x float64, styleID int) {
	c.Kind, c.Num = Number, x
	var st style
	if styleID < len(w.book.styles) {
		st = w.book.styles[styleID]
	}
	if st.date || st.clock {
		if text, ok := isoDate(x, w.book.from, st); ok {
			c.Kind, c.Text = Date, text
			return
		}
	}
	c.Text = numberText(x)
	if st.zeros > 0 && x >= 0 && x == math.Trunc(x) && x < 1e15 {
		if missing := st.zeros - len(c.Text); missing > 0 {
			c.Text = strings.Repeat("0", missing) + c.Text
		}
		c.Text = st.before + c.Text + st.after
	}
}

// wholeNumber reads up to 15 digits.
func wholeNumber(raw []byte) (float64, bool) {
	if len(raw) > 15 {
		return 0, false
	}
	n := 0
	for _, b := range raw {
		if !digit(b) {
			return 0, false
		}
		n = n*10 + int(b-'0')
	}
	return float64(n), true
}

// numberText writes a number as spreadsheet programs show it unformatted: 15 significant digits, in plain decimals
// between 1e-9 and 1e21.
func numberText(x float64) string {
	if x >= 0 && x <= 100 && x == math.Trunc(x) {
		return small[int(x)]
	}
	a := math.Abs(x)
	if x == math.Trunc(x) && a < 1e15 {
		return strconv.FormatInt(int64(x), 10)
	}
	short := strconv.FormatFloat(x, 'g', 15, 64)
	if y, err := strconv.ParseFloat(short, 64); err == nil {
		x = y
	}
	if a >= 1e21 || a < 1e-9 {
		return strconv.FormatFloat(x, 'G', -1, 64)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}
