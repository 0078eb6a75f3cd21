package dialect

import (
	"regexp"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// What only tables of coded segments hold: a codebook has none of these.
var (
	ofDocuments = named("document", "Document", "Document name", "Dokument", "Dokumentname", "文档名称", "访谈编号")
	ofTexts     = named("text", "Segment", "Quotation Content", "Coded text", "Text", "Content", "Excerpt", "文本", "原文", "原始语句", "内容")
	ofCoders    = named("coder", "Coder", "Created by", "Erstellt von", "编码员")
)

// common reads the fields that coded rows share. It reports false when the row was rejected: it has no document or no text.
func (b *builder) common(t *table, r sheet.Row) (mark, bool) {
	m := mark{pos: t.pos(b, r, 0), attrs: t.attrs(r)}
	if m.document = oneLine(t.text(r, "document")); m.document == "" {
		m.document = b.opts.Map.value("document")
	}
	if t.spec.document != nil {
		m.document = t.spec.document(m.document)
	}
	m.group = oneLine(t.text(r, "group"))
	m.coder = oneLine(t.text(r, "coder"))
	m.pass = oneLine(t.text(r, "pass"))
	m.segment = oneLine(t.text(r, "segment"))
	m.text = t.text(r, "text")
	m.speaker = oneLine(t.text(r, "speaker"))
	m.period = oneLine(t.text(r, "period"))
	m.memo = t.text(r, "memo")
	place := []string{}
	for _, name := range []string{"place", "begin", "end"} {
		if s := oneLine(t.text(r, name)); s != "" {
			place = append(place, s)
		}
	}
	m.place = strings.Join(place, "-")
	switch {
	case m.document == "" && !t.has("document"):
		if b.current.excluded["dialect.ambiguous_document"] == 0 {
			b.problem(coding.Pos{File: b.file.name, Sheet: t.page.Name, Row: t.header}, "dialect.ambiguous_document", "", t.because(), "--map")
		}
		b.exclude("dialect.ambiguous_document")
		return m, false
	case m.document == "":
		b.reject(t.pos(b, r, t.col("document")), "dialect.no_document")
		return m, false
	case m.text == "":
		b.reject(t.pos(b, r, t.col("text")), "dialect.no_text", m.document)
		return m, false
	}
	if t.spec.pattern == nil { // else each code has a column of its own
		m.intensity = b.intensity(r.Cell(t.col("intensity")), t.pos(b, r, t.col("intensity")))
	}
	b.rating(t, r, &m)
	return m, true
}

// intensity reads a weight as an intensity of 1 to 3; an empty cell and 0 are unrated.
func (b *builder) intensity(c sheet.Cell, pos coding.Pos) int {
	if c.Blank() {
		return 0
	}
	x, ok := c.Float()
	switch {
	case ok && x == 0:
		b.count("dialect.weight_zero")
	case ok && (x == 1 || x == 2 || x == 3):
		return int(x)
	default:
		b.problem(pos, "out_of_range", "", "1", "3", shorten(oneLine(c.Text), 30))
	}
	return 0
}

// rating reads direction and state.
func (b *builder) rating(t *table, r sheet.Row, m *mark) {
	if c := r.Cell(t.col("direction")); !c.Blank() {
		if x, ok := c.Float(); ok && (x == -1 || x == 0 || x == 1) {
			m.direction, m.hasDir = int(x), true
		} else {
			b.problem(t.pos(b, r, t.col("direction")), "out_of_range", "", "-1", "1", shorten(oneLine(c.Text), 30))
		}
	}
	switch s := nameKey(t.text(r, "state")); s {
	case "":
	case "mentioned", "present", "提及", "有":
		m.hasState = true
	case "absent", "不存在", "没有", "无":
		m.state, m.hasState, m.direction, m.hasDir = coding.Absent, true, -1, true
	default:
		b.problem(t.pos(b, r, t.col("state")), "unknown_value", "", "mentioned, absent / 提及, 不存在", s)
	}
}

// coded finishes a row whose codes stand in columns of code: one code a cell, or several where list takes a cell apart.
func (b *builder) coded(t *table, r sheet.Row, list func(string) []string, path func(string) []string) {
	m, ok := b.common(t, r)
	if !ok {
		return
	}
	for _, col := range t.at["code"] {
		cell := prose(r.Cell(col).Text)
		names := []string{cell}
		if list != nil {
			names = list(cell)
		}
		for _, n := range names {
			if p := path(n); len(p) > 0 {
				m.codes = append(m.codes, given{path: p, col: col})
			}
		}
		if len(names) > 1 {
			b.count("codes_in_a_cell")
		}
	}
	if len(m.codes) == 0 {
		b.reject(t.pos(b, r, t.col("code")), "dialect.no_code", m.document)
		return
	}
	b.add(m)
}

// seen finishes a row that has a place for every code. One without any says that its coder saw the segment and gave nothing,
// unless one of its marks was not understood.
func (b *builder) seen(m mark, odd bool) {
	m.reviewed = len(m.codes) == 0
	switch {
	case m.reviewed && odd: // told at its cell
		b.current.rejected["unknown_value"]++
		return
	case m.reviewed:
		b.count("reviewed_without_code")
	}
	b.add(m)
}

var (
	documentNumber = regexp.MustCompile(`^(?i:D|P)?\s*\d+\s*:\s*`)  // D 12: Interview.docx, P3: Interview
	codeCounts     = regexp.MustCompile(`\s*\{\d+-\d+\}[~+*]?\s*$`) // {3-0}, groundedness and density
)

// listed takes a cell with several codes apart at line ends and semicolons. A cell that is a code of the study as a whole
// stays whole; at commas it is taken apart only when every part is one.
func (b *builder) listed(cell string) []string {
	if b.isCode(cell) {
		return []string{cell}
	}
	var out []string
	for _, p := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("\n;；", r) }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	if len(out) == 1 && len(b.opts.Codes) > 0 && !b.isCode(out[0]) {
		parts := strings.FieldsFunc(out[0], func(r rune) bool { return strings.ContainsRune(",，、", r) })
		for i, p := range parts {
			if parts[i] = strings.TrimSpace(p); !b.isCode(p) {
				return out
			}
		}
		return parts
	}
	return out
}

// isCode reports whether a name is a code of the study, or one that a person mapped.
func (b *builder) isCode(name string) bool {
	is, asked := b.isKnown[name]
	if !asked {
		_, is = b.opts.Map.code(name)
		k := pathKey([]string{name})
		for i := range b.opts.Codes {
			c := &b.opts.Codes[i]
			is = is || k == pathKey([]string{c.ID}) || k == pathKey([]string{c.Label.ZH}) || k == pathKey([]string{c.Label.EN})
		}
		b.isKnown[name] = is
	}
	return is
}

// defined finishes a row of a codebook.
func (b *builder) defined(t *table, r sheet.Row, path []string, info coding.Code) {
	pos := t.pos(b, r, t.col("code"))
	switch {
	case len(path) == 0:
		b.reject(pos, "missing_id")
	case !b.define(path, pos, info):
		b.exclude("dialect.repeated_row")
		b.count("dialect.repeated_code", strings.Join(path, " > "))
	default:
		b.receipt.Used++
	}
}
