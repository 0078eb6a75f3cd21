package form

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/locale"
)

// coderRoom is how many empty rows stand below the units, for units with more codes than slots.
const coderRoom = 300

// slotGroups are the colours of the slots.
var slotGroups = []int{1, 2, 3, 5, 6, 7}

func coderSheet(t *templates, b *CoderBook) Sheet {
	s := Sheet{Name: t.name("coding"), Title: titleOf(t, b.Title, "form.title.coder", b.Pass, b.Coder), Frozen: 2, Room: coderRoom, Open: true, Filter: true}
	for _, f := range CoderFields(b.Slots) {
		c := Column{Header: t.header(f.ZH, f.Field)}
		if f.Slot <= 1 {
			c.Hint = t.hint("coder", f.Name)
		}
		if f.Slot > 0 {
			c.Group = slotGroups[(f.Slot-1)%len(slotGroups)]
		}
		switch f.Name {
		case "interview_id", "segment_id":
			c.Width, c.Locked = 13, true
		case "speaker":
			c.Width, c.Locked, c.Wrap = 10, true, true
		case "text":
			c.Width, c.Locked, c.Wrap, c.Paper = 60, true, true, true
		case "reviewed":
			c.Width, c.Group, c.Edge = 10, 4, true
			choose([]string{t.word("yes_no", 0)})(&c)
		case "code":
			c.Width, c.Required, c.Wrap, c.Edge = 26, true, true, true
			if t.both() {
				c.Width = 32
			}
			propose(choicesOf(b.Lang, b.Codes))(&c)
		case "intensity":
			c.Width = 10
			whole(1, 3)(&c)
			choose(points(1, 3))(&c)
		case "direction":
			c.Width = 10
			whole(-1, 1)(&c)
			choose(directions)(&c)
		case "state":
			c.Width = 10
			choose(t.closed("state"))(&c)
		case "period":
			c.Width, c.Group, c.Edge = 14, 4, true
			propose(b.Periods)(&c)
		case "link_to":
			c.Width, c.Group = 14, 4
		case "memo":
			c.Width, c.Group, c.Wrap = 30, 4, true
		}
		s.Columns = append(s.Columns, c)
	}
	period := len(s.Columns) - 3
	s.Rows = make([][]any, 0, len(b.Units))
	for i := range b.Units {
		u := &b.Units[i]
		row := []any{u.Interview, u.ID, blankless(u.Speaker), blankless(u.Text)}
		if u.Period != "" {
			row = append(append(row, make([]any, period-len(row))...), u.Period)
		}
		s.Rows = append(s.Rows, row)
		s.Looks = append(s.Looks, RowLook{Line: i > 0 && b.Units[i-1].Interview != u.Interview})
	}
	return s
}

// choicesOf is the drop-down of codes, with a heading line where a group begins.
func choicesOf(lang string, codes []CodeChoice) []string {
	var out []string
	for i, c := range codes {
		if h := c.heading(lang); h != "" && (i == 0 || codes[i-1].GroupIndex != c.GroupIndex || codes[i-1].Group != c.Group) {
			out = append(out, h)
		}
		out = append(out, c.Choice(lang))
	}
	return out
}

// codebookSheet lets people look codes up; nobody fills it in.
func codebookSheet(t *templates, codes []CodeChoice) Sheet {
	s := Sheet{Name: t.name("codes"), Title: strings.ReplaceAll(t.say("form.title.coder_codes"), "\n", "  ·  "), Frozen: 2, Room: -1, Filter: true}
	for _, c := range []struct {
		zh, en string
		width  float64
	}{{"编码", "code", 13}, {"名称", "label", 22}, {"定义", "definition", 44}, {"包含", "include", 44}, {"不包含", "exclude", 44}, {"例句", "example", 44}} {
		s.Columns = append(s.Columns, Column{Header: t.header(c.zh, c.en), Width: c.width, Locked: true, Wrap: true, Paper: true})
	}
	for i, c := range codes {
		tint := 0
		if h := c.heading(t.lang); h != "" {
			tint = 1 + max(0, c.GroupIndex)%len(groups)
			if i == 0 || codes[i-1].GroupIndex != c.GroupIndex || codes[i-1].Group != c.Group {
				s.Rows = append(s.Rows, []any{h})
				s.Looks = append(s.Looks, RowLook{Heading: true, Tint: tint})
			}
		}
		s.Rows = append(s.Rows, []any{c.ID, t.label(c.Label), t.label(c.Definition), t.label(c.Include), t.label(c.Exclude), t.label(c.Example)})
		s.Looks = append(s.Looks, RowLook{Tint: tint})
	}
	return s
}

// seal is the hidden sheet.
func seal(rows [][]string) Sheet {
	s := Sheet{Name: SealSheet, Hidden: true, Sealed: true}
	for _, r := range rows {
		cells := make([]any, len(r))
		for i, v := range r {
			cells[i] = blankless(v)
		}
		s.Rows = append(s.Rows, cells)
		for len(s.Columns) < len(r) {
			s.Columns = append(s.Columns, Column{Locked: true, Width: 24})
		}
	}
	return s
}

// titleOf is a line of title: the study's, and the catalogue's.
func titleOf(t *templates, study, code string, args ...string) string {
	text := strings.ReplaceAll(t.say(code, args...), "\n", "  ·  ")
	if study == "" {
		return text
	}
	return oneSpaced(study) + "  ·  " + text
}

func oneSpaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// both reports whether the workbook is in two languages.
func (t *templates) both() bool { return t.lang != locale.Chinese && t.lang != locale.English }

// hint is the catalogue's form.hint.KIND.FIELD; empty without one.
func (t *templates) hint(kind, field string) string {
	code := "form.hint." + kind + "." + field
	if s := t.say(code); s != code {
		return s
	}
	return ""
}

// steps are the instructions form.steps.NAME; a paragraph a line, headings begin with #. args are in
// the language asked for. An empty paragraph, that of a missing argument, is left out.
func (t *templates) steps(name string, args func(lang string) []string) *Guide {
	g := &Guide{Name: t.name("guide_" + name)}
	langs := []string{t.lang}
	if t.both() {
		langs = []string{locale.Chinese, locale.English}
	}
	for i, lang := range langs {
		if i > 0 {
			g.Lines = append(g.Lines, Line{})
		}
		for _, p := range strings.Split(strings.TrimSpace(locale.Text(lang, "form.steps."+name, args(lang)...)), "\n") {
			heading, isHeading := strings.CutPrefix(strings.TrimSpace(p), "# ")
			if heading == "" {
				continue
			}
			g.Lines = append(g.Lines, Line{Text: heading, Heading: isHeading})
		}
	}
	return g
}

func coderWorkbook(b CoderBook) Workbook {
	t := &templates{lang: b.Lang}
	coding := coderSheet(t, &b)
	guide := t.steps("coder", func(string) []string {
		return []string{b.Coder, b.Pass, strconv.Itoa(len(b.Units)), strconv.Itoa(max(1, b.Slots)), oneSpaced(b.Title), t.name("coding"), t.name("codes")}
	})
	sheets := []Sheet{coding}
	if len(b.Codes) > 0 {
		sheets = append(sheets, codebookSheet(t, b.Codes))
	}
	return Workbook{Title: coding.Title, Guide: guide, Sheets: append(sheets, seal(b.Seal))}
}
