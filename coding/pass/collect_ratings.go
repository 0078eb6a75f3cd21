package pass

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/sheet"
)

// States of a code as layers write them.
const (
	stateMentioned = "mentioned"
	stateAbsent    = "absent"
)

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[wordKey(w)] = true
	}
	return m
}

var (
	yesWords       = wordSet("是 yes y 1 x ✓ √ ✔ true t 已阅 已读 已看 对 有 done ok read v")
	noWords        = wordSet("否 no n 0 false f 未阅 未读 未 没有 - —")
	mentionedWords = wordSet("mentioned 提及 有 present 提到")
	absentWords    = wordSet("absent 不存在 没有 无")
)

// cellText is what a person sees in a cell, without blanks at the ends.
func cellText(c sheet.Cell) string { return strings.TrimSpace(c.Text) }

// wholeWithin reads a whole number of a range.
func wholeWithin(c sheet.Cell, low, high int) (int, bool) {
	x, ok := c.Float()
	if !ok || x != math.Trunc(x) || x < float64(low) || x > float64(high) {
		return 0, false
	}
	return int(x), true
}

// rating is what stands beside a code.
type rating struct {
	given    bool // any of its cells holds something
	first    int  // column of the first of them
	code     form.LayerCode
	problems []cellFault
	notes    []cellFault
}

// cellFault is a cell whose value is left out.
type cellFault struct {
	col        int
	code       string
	args       []string
	suggestion string
	held       string
}

// ratingOf reads the ratings of a slot. A value that is faulty is left out with a problem, and the others stay; of a state
// and a direction that deny one another neither is taken.
func ratingOf(r sheet.Row, s slotColumns) rating {
	var out rating
	codeCell := r.Cell(s.code)
	cell := func(col int) (sheet.Cell, bool) {
		c := r.Cell(col)
		if col == 0 || c.Blank() && !c.Formula || s.code > 0 && c.Merged && c.Text == codeCell.Text {
			return c, false
		}
		if !out.given {
			out.given, out.first = true, col
		}
		return c, true
	}
	if c, ok := cell(s.intensity); ok {
		if x, good := wholeWithin(c, 1, 3); good {
			out.code.Intensity = x
		} else {
			out.fault(c, s.intensity, "collect.bad_number", "1", "3", cellText(c))
		}
	}
	if c, ok := cell(s.direction); ok {
		if x, good := wholeWithin(c, -1, 1); good {
			out.code.Direction, out.code.HasDir = x, true
		} else {
			out.fault(c, s.direction, "collect.bad_number", "-1", "1", cellText(c))
		}
	}
	if c, ok := cell(s.state); ok {
		switch k := wordKey(c.Text); {
		case mentionedWords[k]:
			out.code.State = stateMentioned
		case absentWords[k]:
			out.code.State = stateAbsent
		default:
			out.fault(c, s.state, "collect.bad_state", cellText(c))
		}
	}
	if out.code.State == stateAbsent && out.code.HasDir && out.code.Direction >= 0 {
		if out.code.Direction > 0 {
			out.fault(r.Cell(s.direction), s.direction, "collect.absent_direction", cellText(r.Cell(s.state)), strconv.Itoa(out.code.Direction))
			out.code.State, out.code.Direction, out.code.HasDir = "", 0, false
		} else {
			out.code.Direction = -1
			out.notes = append(out.notes, cellFault{col: s.direction, code: "absent_direction_zero", held: cellText(r.Cell(s.direction))})
		}
	}
	return out
}

func (r *rating) fault(c sheet.Cell, col int, code string, args ...string) {
	if c.Kind == sheet.Error {
		code, args = "collect.cell_error", []string{c.Text}
	}
	if c.Kind == sheet.Empty && c.Formula {
		code, args = "collect.formula_without_value", nil
	}
	r.problems = append(r.problems, cellFault{col: col, code: code, args: args, held: cellText(c)})
}

// uniteRatings merges the ratings of a code that was given twice to one unit: a value that one of them leaves open is the other's.
// It reports false when they differ.
func uniteRatings(a, b form.LayerCode) (form.LayerCode, bool) {
	if a.Intensity != 0 && b.Intensity != 0 && a.Intensity != b.Intensity || a.HasDir && b.HasDir && a.Direction != b.Direction ||
		a.State != "" && b.State != "" && a.State != b.State {
		return a, false
	}
	if a.Intensity == 0 {
		a.Intensity = b.Intensity
	}
	if !a.HasDir {
		a.Direction, a.HasDir = b.Direction, b.HasDir
	}
	if a.State == "" {
		a.State = b.State
	}
	if a.State == stateAbsent && a.HasDir && a.Direction > 0 {
		return a, false
	}
	return a, true
}

// ratingText writes a rating for messages: intensity/direction/state.
func ratingText(c form.LayerCode) string {
	var parts []string
	if c.Intensity > 0 {
		parts = append(parts, strconv.Itoa(c.Intensity))
	}
	if c.HasDir {
		parts = append(parts, strconv.Itoa(c.Direction))
	}
	if c.State != "" {
		parts = append(parts, c.State)
	}
	if len(parts) == 0 {
		return "–"
	}
	return strings.Join(parts, "/")
}

// periodNames understands the periods of a study: those of its order and of the deal's units. Without any every word is taken.
type periodNames struct {
	closed bool
	names  map[string]string
	list   []string
}

func newPeriodNames(study *coding.Study, deal *Deal) *periodNames {
	p := &periodNames{names: map[string]string{}}
	add := func(name string) {
		if _, dup := p.names[wordKey(name)]; dup || name == "" {
			return
		}
		p.names[wordKey(name)] = name
		p.list = append(p.list, name)
	}
	if study != nil {
		for _, name := range study.Options.Order["period"] {
			add(name)
			p.closed = true
		}
	}
	if !p.closed {
		return p
	}
	for i := range deal.Units {
		add(deal.Units[i].Period)
	}
	for _, name := range p.list {
		for _, word := range likePeriod(name) {
			if _, dup := p.names[wordKey(word)]; !dup {
				p.names[wordKey(word)] = name
			}
		}
	}
	return p
}

// find is the period that a word names.
func (p *periodNames) find(word string) (string, bool) {
	if !p.closed {
		return sheet.Fold(word), true
	}
	name, ok := p.names[wordKey(word)]
	return name, ok
}
