package study

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

func asReadError(err error) (*sheet.ReadError, bool) {
	var e *sheet.ReadError
	return e, errors.As(err, &e)
}

// text is a cell as prose: blanks at the ends go. A formula's error is a problem.
func (r *row) text(field string) string { return r.textAt(r.at(field)) }

func (r *row) textAt(col int) string { return r.intern.of(r.prose(col)) }

// prose is a cell's text that hardly another cell has: it is not looked up among the texts of the sheet.
func (r *row) prose(col int) string {
	c := r.cellAt(col)
	switch {
	case c.Kind == sheet.Error:
		r.problem(col, "cell_error", "", c.Text)
		return ""
	case c.Kind == sheet.Empty:
		if c.Formula {
			r.problem(col, "formula_without_value", "")
		}
		return ""
	}
	return strings.TrimSpace(c.Text)
}

// word is a cell as an id or name: narrow characters, no blanks at the ends. What was changed is noted.
func (r *row) word(field string) string { return r.wordAt(r.at(field)) }

func (r *row) wordAt(col int) string {
	c := r.cellAt(col)
	if c.Kind != sheet.Text {
		if c.Kind == sheet.Number {
			return r.intern.of(plainNumber(c))
		}
		return r.textAt(col)
	}
	w := sheet.Fold(c.Text)
	if len(w) != len(c.Text) || w != c.Text {
		if w != strings.TrimSpace(c.Text) {
			r.note("full_width")
		} else {
			r.note("blanks_trimmed")
		}
	}
	return r.intern.of(w)
}

// plainNumber is a number as an id: as it is shown (leading zeros stay), without thousands marks or empty decimals.
func plainNumber(c sheet.Cell) string {
	t := sheet.Fold(c.Text)
	if strings.ContainsAny(t, ".,eE ") || t == "" {
		return strconv.FormatFloat(c.Num, 'f', -1, 64)
	}
	return t
}

// number reads a cell as a number; false when it is empty or a problem.
func (r *row) number(field string) (float64, bool) {
	col := r.at(field)
	c := r.cellAt(col)
	if c.Blank() {
		r.textAt(col)
		return math.NaN(), false
	}
	if x, ok := c.Float(); ok {
		r.noteNumber(c)
		return x, true
	}
	switch c.Kind {
	case sheet.Date:
		r.problem(col, "date_for_number", "", c.Text)
	case sheet.Error:
		r.problem(col, "cell_error", "", c.Text)
	default:
		r.problem(col, "not_a_number", numberInside(c.Text), strings.TrimSpace(c.Text))
	}
	return math.NaN(), false
}

// numberInside suggests the number in a text such as "约 30 人" or "1,200".
func numberInside(s string) string {
	s = strings.NewReplacer(",", "", "O", "0", "o", "0", "l", "1").Replace(sheet.Fold(s))
	var found string
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != '-' }) {
		if _, err := strconv.ParseFloat(f, 64); err == nil {
			if found != "" {
				return ""
			}
			found = f
		}
	}
	return found
}

// noteNumber counts what stands in the way of a cell that was read as a number.
func (r *row) noteNumber(c sheet.Cell) {
	if c.NumberAsText {
		r.note(numbersAsText)
	}
	if c.Kind == sheet.Text {
		for i := 0; i < len(c.Text); i++ {
			if c.Text[i] >= 0x80 {
				r.note("full_width")
				return
			}
		}
	}
}

// count reads a whole number that is not negative; unknown is -1.
func (r *row) count(field string) int {
	x, ok := r.number(field)
	switch {
	case !ok:
		return -1
	case x < 0:
		r.problem(r.at(field), "negative", "", formatNumber(x))
		return -1
	case x != math.Trunc(x) || x > 1e15:
		r.problem(r.at(field), "not_whole", "", formatNumber(x))
		return -1
	}
	return int(x)
}

func formatNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// pick reads a word of a closed choice; empty cells give the default.
func (r *row) pick(field string, c *choice, def string) string {
	col := r.at(field)
	w := r.wordAt(col)
	if w == "" {
		return def
	}
	if got, ok := c.find(w); ok {
		return got
	}
	r.problem(col, "unknown_value", c.suggest(w), c.list(), w)
	return def
}

// yes reads a yes or no.
func (r *row) yes(field string) bool { return r.pick(field, yesNo, "no") == "yes" }

var yesNo = choose("yes y true 1 是 反向 对 √ ✓", "no n false 0 否 不 正向 ×")

// refer resolves a reference to a register: the id, with a note when it was not written as such. An empty cell is empty;
// an entry that is not there is the problem code, and reported as not ok.
func (r *row) refer(field string, g *register, code string) (string, bool) {
	return r.referAt(r.at(field), g, code)
}

func (r *row) referAt(col int, g *register, code string) (string, bool) {
	w := r.wordAt(col)
	if w == "" {
		return "", true
	}
	id, h := g.find(w)
	return r.referred(col, w, id, h, code, func() string { return g.suggest(w) }, g.list())
}

func (r *row) referred(col int, w, id string, h how, code string, suggest func() string, list string) (string, bool) {
	switch h {
	case exact:
		return id, true
	case respelled:
		r.note("respelled", w, id)
		return id, true
	case named:
		r.note("by_name", w, id)
		return id, true
	case ambiguous:
		r.problem(col, "ambiguous", "", w)
		return "", false
	}
	r.problem(col, code, r.cached(code, w, suggest), w, list)
	return "", false
}

// cached keeps suggestions, which are costly to find, for words that recur.
func (p *part) cached(code, w string, suggest func() string) string {
	k := code + "\x00" + w
	s, ok := p.deadEnds[k]
	if !ok {
		s = suggest()
		p.deadEnds[k] = s
	}
	return s
}

// label reads the columns of a label in two languages; one column without a language is put where its script belongs.
func (r *row) label(zh, en, any string) coding.Label {
	l := coding.Label{ZH: r.text(zh), EN: r.text(en)}
	if any == "" {
		return l
	}
	if t := r.text(any); t != "" {
		if hasHan(t) {
			if l.ZH == "" {
				l.ZH = t
			}
		} else if l.EN == "" {
			l.EN = t
		}
	}
	return l
}

func hasHan(s string) bool {
	for _, r := range s {
		if r >= 0x3400 && r <= 0x9fff || r >= 0x20000 && r <= 0x2ffff {
			return true
		}
	}
	return false
}
