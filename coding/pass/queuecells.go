package pass

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// errRejected says that a problem was reported and the row is out.
var errRejected = errors.New("row rejected")

// queueCells reads one row.
type queueCells struct {
	r       *queueReader
	row     sheet.Row
	columns map[string]int
	pos     coding.Pos
}

func (c *queueCells) cell(field string) sheet.Cell {
	if col := c.columns[field]; col > 0 {
		return c.row.Cell(col)
	}
	return sheet.Cell{}
}

func (c *queueCells) text(field string) string { return sheet.Fold(c.cell(field).Text) }

// reject reports a problem at a field's cell.
func (c *queueCells) reject(field, code, suggestion string, args ...string) error {
	c.r.reject(c.pos.At(c.columns[field]), code, suggestion, args...)
	return errRejected
}

func (c *queueCells) read() error {
	unit, err := c.unit()
	if err != nil {
		return err
	}
	codes, err := c.codes()
	if err != nil {
		return err
	}
	for _, code := range codes {
		delete(c.r.left, [3]string{unit.interview, unit.segment, code})
	}
	accept, decided, err := c.decision()
	if err != nil {
		return err
	}
	intensity, _, err := c.rating("intensity", 1, 3)
	if err != nil {
		return err
	}
	direction, hasDir, err := c.rating("direction", -1, 1)
	if err != nil {
		return err
	}
	if !decided {
		c.r.v.Undecided++
		if intensity != 0 || hasDir || c.text("reason") != "" || c.text("comment") != "" {
			c.r.hasty++
		}
		return nil
	}
	row := queueRow{pos: c.pos.At(c.columns["decision"])}
	for _, code := range codes {
		row.rulings = append(row.rulings, coding.Ruling{Pos: c.pos.At(c.columns["code"]), Interview: unit.interview, Segment: unit.segment, Code: code,
			Accept: accept, Intensity: intensity, Direction: direction, HasDir: hasDir, Reason: c.reason(), Who: c.text("who")})
		if !c.r.wasAsked(unit, code) {
			c.r.v.Recoded = append(c.r.v.Recoded, Recoded{c.pos.At(c.columns["code"]), unit.interview, unit.segment, code})
		}
	}
	c.r.rows = append(c.r.rows, row)
	return nil
}

// wasAsked reports whether the queue was written with the code on the unit; without a seal, whether a coder gave it.
func (r *queueReader) wasAsked(k unitKey, code string) bool {
	if r.asked != nil {
		return r.asked[[3]string{k.interview, k.segment, code}]
	}
	return slices.Contains(r.given[k], code)
}

// unit resolves which unit the row is about, and checks that its text is that of the unit.
func (c *queueCells) unit() (unitKey, error) {
	r := c.r
	interview, segment := c.text("interview_id"), c.text("segment_id")
	hash := ""
	if !c.cell("text").Blank() {
		hash = TextHash(c.cell("text").Text)
	}
	elsewhere := "" // the unit that has this very text
	if units := r.byText[hash]; hash != "" && len(units) == 1 {
		elsewhere = units[0].segment
	}
	k := unitKey{interview, segment}
	if _, ok := r.units[k]; !ok {
		if f := r.folded[bilingualKey(interview)+"\x00"+bilingualKey(segment)]; f != (unitKey{}) {
			k, ok = f, true
		}
		switch {
		case ok:
		case interview == "":
			return k, c.reject("interview_id", "missing_value", "", bilingualField("interview_id"))
		case r.interviews[bilingualKey(interview)] == "":
			var ids []string
			for _, id := range r.interviews {
				ids = append(ids, id)
			}
			slices.Sort(ids)
			shown := ids
			if len(shown) > 8 {
				shown = append(slices.Clone(ids[:8]), "…")
			}
			return k, c.reject("interview_id", "unknown_interview", nearest(interview, ids, ids), interview, strings.Join(shown, ", "))
		case segment == "":
			return k, c.reject("segment_id", "missing_value", elsewhere, bilingualField("segment_id"))
		default:
			if elsewhere == "" {
				var ids []string
				for u := range r.units {
					if u.interview == r.interviews[bilingualKey(interview)] {
						ids = append(ids, u.segment)
					}
				}
				slices.Sort(ids)
				elsewhere = nearest(segment, ids, ids)
			}
			return k, c.reject("segment_id", "unknown_segment", elsewhere, segment, interview)
		}
	}
	if own := r.texts[k]; hash != "" && own != "" && own != hash {
		if elsewhere != "" {
			return k, c.reject("segment_id", "queue_other_text", elsewhere, segment)
		}
		r.differ++
	}
	return k, nil
}

// codes resolves the codes that the row rules, usually one.
func (c *queueCells) codes() ([]string, error) {
	cell := c.cell("code")
	switch {
	case cell.Blank():
		return nil, c.reject("code", "missing_value", "", bilingualField("code"))
	case cell.Kind == sheet.Error:
		return nil, c.reject("code", "cell_error", "", cell.Text)
	}
	var out []string
	for _, p := range c.r.codes.parts(cell.Text) {
		switch p.reason {
		case "":
		case "retired_code":
			return nil, c.reject("code", "inactive_code", p.suggestion, p.args[0])
		case "ambiguous_code", "code_label":
			return nil, c.reject("code", "collect."+p.reason, p.suggestion, p.args...)
		default:
			return nil, c.reject("code", "unknown_code", p.suggestion, sheet.Fold(p.typed))
		}
		if id := c.r.codes.codes[p.code].id; !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, nil
}

// decisionWords are the spellings of a decision.
var decisionWords = map[string][]string{
	"accept": {"accept", "采纳", "accepted", "接受", "同意", "采用", "通过", "保留", "yes", "y", "1", "是", "true", "√", "✓"},
	"reject": {"reject", "不采纳", "rejected", "不接受", "不同意", "拒绝", "不采用", "不通过", "不保留", "no", "n", "0", "否", "false", "×", "✗"},
	"open":   {"undecided", "待定", "未定", "暂缓", "pending", "open", "?", "-"},
}

var decisionOf, decisionList, decisionFor = func() (of map[string]string, words, stands []string) {
	of = map[string]string{}
	for _, d := range []string{"accept", "reject", "open"} {
		for _, w := range decisionWords[d] {
			of[bilingualKey(w)] = d
			words = append(words, w)
			stands = append(stands, decisionWords[d][0])
		}
	}
	return of, words, stands
}()

func (c *queueCells) decision() (accept, decided bool, err error) {
	cell := c.cell("decision")
	switch {
	case cell.Kind == sheet.Error:
		return false, false, c.reject("decision", "cell_error", "", cell.Text)
	case cell.Kind == sheet.Empty && cell.Formula:
		return false, false, c.reject("decision", "formula_without_value", "")
	case cell.Blank():
		return false, false, nil
	}
	s := sheet.Fold(cell.Text)
	what := decisionOf[bilingualKey(s)]
	if what == "" { // both languages in one cell
		for i, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" /·|", r) }) {
			d := decisionOf[bilingualKey(w)]
			if i > 0 && d != what {
				d = ""
			}
			if what = d; d == "" {
				break
			}
		}
	}
	if what == "" {
		return false, false, c.reject("decision", "unknown_value", nearest(s, decisionList, decisionFor), "accept / 采纳, reject / 不采纳", s)
	}
	return what == "accept", what != "open", nil
}

func (c *queueCells) rating(field string, low, high int) (value int, given bool, err error) {
	cell := c.cell(field)
	if cell.Blank() {
		return 0, false, nil
	}
	if value, given = wholeWithin(cell, low, high); !given {
		return 0, false, c.reject(field, "out_of_range", "", strconv.Itoa(low), strconv.Itoa(high), cellText(cell))
	}
	return value, true, nil
}

// reason is the row's reason and comment in the study's language.
func (c *queueCells) reason() string {
	word, comment := c.text("reason"), strings.TrimSpace(c.cell("comment").Text)
	lang := c.r.study.Options.Lang
	if code := reasonCode(word); code != "" || word == "" {
		return ReasonText(code, comment, lang)
	}
	if code, own := ReasonOf(word); code != "" { // a reason with words of its own behind it
		if comment != "" {
			own += "; " + comment
		}
		return ReasonText(code, own, lang)
	}
	if comment == "" || comment == word {
		return word
	}
	return word + "; " + comment
}
