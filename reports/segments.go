package reports

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// SegmentsOptions choose the form of [Segments], [Cooccurrence] and [CaseMatrix].
type SegmentsOptions struct {
	Query    pass.Query // what was asked, for the words above the table
	Base     pass.Base  // of the passages of [Segments]: what the consensus left out; the others have their own
	Unmasked bool       // texts, speakers, interviews, departments and places as they are, consent or not
	IDs      bool       // ids in the place of names, and a row for each passage without headings: for files that programs read
}

// Segments sets passages in a table: a heading for each code, then its segments with what was given to them. Texts,
// context and memos of interviews with consent are masked; those of others are left out, and a note counts them.
// Interviewees are a pseudonym and a coarse role; speakers, departments and places in files stand in the unmasked form
// alone. A nil masker is made of the study.
func Segments(study *coding.Study, ps []pass.Passage, m *mask.Masker, o SegmentsOptions) *document.Document {
	b := newEvidenceTables(study, m, o)
	t := b.passages(ps)
	if !o.IDs {
		for _, key := range []string{"dept", "period", "state", "before", "after", "memo", "status", "coders", "intensity", "direction"} {
			dropEmpty(t, key)
		}
	}
	return b.document("segments", evidenceSays("title"), []table.Text{b.found(ps)}, t)
}

// found says how much there is of it, and what masking did.
func (b *evidenceTables) found(ps []pass.Passage) table.Text {
	units, talks := map[unitKey]bool{}, map[string]bool{}
	for i := range ps {
		units[unitKey{ps[i].Interview, ps[i].Segment}] = true
		talks[ps[i].Interview] = true
	}
	words := []table.Text{evidenceSays("found", evidencePlural("passages", len(ps)), evidencePlural("units", len(units)), evidencePlural("talks", len(talks)))}
	if n := len(b.withheld); n > 0 {
		words = append(words, evidencePlural("withheld", n))
	}
	if b.replaced.Total() > 0 {
		var kinds []table.Text
		for _, k := range mask.Kinds() {
			if n := b.replaced[k]; n > 0 {
				kinds = append(kinds, evidenceSays("replaced_kind", count(n), table.Text{ZH: locale.Text(locale.Chinese, "mask.kind."+k), EN: locale.Text(locale.English, "mask.kind."+k)}))
			}
		}
		words = append(words, evidenceSays("replaced", list(kinds)))
	}
	return sentences(append(words, b.leftOut(b.opt.Base)...))
}

// leftOut says how many codings wait for a decision and are not counted.
func (b *evidenceTables) leftOut(x pass.Base) []table.Text {
	if x.Undecided == 0 {
		return nil
	}
	return []table.Text{evidencePlural("undecided", x.Undecided, count(x.Undecided-x.Ties), count(x.Ties))}
}

// passageColumn is a column of the table of passages.
type passageColumn struct {
	column   table.Column
	cell     func(p *pass.Passage) table.Cell
	ids      bool // stands in the form with ids alone
	unmasked bool
}

func (b *evidenceTables) columns() []passageColumn {
	text := func(t table.Text) table.Cell {
		if t.Empty() {
			return blank()
		}
		return table.Txt(t)
	}
	same := func(of func(p *pass.Passage) string) func(p *pass.Passage) table.Cell {
		return func(p *pass.Passage) table.Cell { return text(table.Same(of(p))) }
	}
	rating := func(v float64) table.Cell {
		if math.IsNaN(v) {
			return blank()
		}
		return table.Num(v, "")
	}
	col := func(key string, width int) table.Column {
		return table.Column{Key: key, Label: evidenceSays("column." + key), Width: width}
	}
	stub := func(key string, width int) table.Column {
		c := col(key, width)
		c.Stub = true
		return c
	}
	numbers := func(key string, f table.Format) table.Column {
		c := col(key, 6)
		c.Format = f
		return c
	}
	return []passageColumn{
		{column: stub("code", 0), cell: same(func(p *pass.Passage) string { return p.Code }), ids: true},
		{column: col("dimension", 0), cell: same(func(p *pass.Passage) string { return p.Dimension }), ids: true},
		{column: stub("quote_id", 0), cell: same(b.quoteID)},
		{column: col("interview_id", 0), cell: same(func(p *pass.Passage) string { return p.Interview }), unmasked: true},
		{column: col("segment_id", 0), cell: same(func(p *pass.Passage) string { return p.Segment }), unmasked: true},
		{column: col("case", 12), cell: func(p *pass.Passage) table.Cell {
			if b.opt.IDs || p.Case == "" {
				return text(table.Same(p.Case))
			}
			return text(b.caseName(p.Case))
		}},
		{column: col("dept", 14), cell: func(p *pass.Passage) table.Cell {
			if d := b.study.Department(p.Case, p.Dept); d != nil && !b.opt.IDs {
				return text(b.deptName(d))
			}
			return text(table.Same(p.Dept))
		}, unmasked: true},
		{column: col("role", 10), cell: b.roleCell},
		{column: col("period", 8), cell: func(p *pass.Passage) table.Cell {
			if b.opt.IDs || p.Period == "" {
				return text(table.Same(p.Period))
			}
			return text(periodName(p.Period))
		}},
		{column: col("speaker", 8), cell: same(func(p *pass.Passage) string { return p.Speaker }), unmasked: true},
		{column: col("before", 28), cell: func(p *pass.Passage) table.Cell { return b.around(p, p.Before) }},
		{column: col("text", 44), cell: b.text},
		{column: col("after", 28), cell: func(p *pass.Passage) table.Cell { return b.around(p, p.After) }},
		{column: numbers("intensity", table.Score), cell: func(p *pass.Passage) table.Cell { return rating(p.Intensity) }},
		{column: numbers("direction", table.Format{Style: table.Count, Plus: true}), cell: func(p *pass.Passage) table.Cell { return rating(p.Direction) }},
		{column: col("state", 6), cell: func(p *pass.Passage) table.Cell {
			switch {
			case b.opt.IDs && p.State == coding.Absent:
				return text(table.Same("absent"))
			case b.opt.IDs:
				return text(table.Same("mentioned"))
			case p.State == coding.Absent:
				return text(evidenceSays("absent"))
			}
			return blank()
		}},
		{column: col("status", 8), cell: func(p *pass.Passage) table.Cell {
			switch {
			case p.Pass != "":
				return blank()
			case b.opt.IDs:
				return text(table.Same(p.Status.String()))
			}
			return text(evidenceSays("status." + p.Status.String()))
		}},
		{column: col("coders", 12), cell: func(p *pass.Passage) table.Cell {
			names := make([]table.Text, len(p.Coders))
			for i, c := range p.Coders {
				names[i] = table.Same(c)
			}
			if b.opt.IDs {
				return text(table.Same(strings.Join(p.Coders, ";")))
			}
			return text(list(names))
		}},
		{column: col("pass", 0), cell: same(func(p *pass.Passage) string { return p.Pass }), ids: true},
		{column: col("links_to", 0), cell: same(func(p *pass.Passage) string { return strings.Join(b.links(p.LinksTo), ";") }), ids: true},
		{column: col("memo", 20), cell: b.memo},
		{column: col("place", 0), cell: same(func(p *pass.Passage) string {
			places := make([]string, len(p.Places))
			for i := range p.Places {
				places[i] = p.Places[i].String()
			}
			return strings.Join(places, ";")
		}), ids: true, unmasked: true},
	}
}

// passages is the table.
func (b *evidenceTables) passages(ps []pass.Passage) *table.Table {
	t := &table.Table{Key: "segments", Title: evidenceSays("title"), Landscape: true}
	var shown []passageColumn
	for _, c := range b.columns() {
		if c.ids && !b.opt.IDs || c.unmasked && !b.opt.Unmasked {
			continue
		}
		shown = append(shown, c)
		t.Columns = append(t.Columns, c.column)
	}
	if b.opt.IDs {
		t.Groups = []table.Group{{}}
	}
	for i := range ps {
		p := &ps[i]
		if !b.opt.IDs && (i == 0 || ps[i-1].Code != p.Code) {
			t.Groups = append(t.Groups, table.Group{Label: b.codeName(p.Code)})
		}
		row := table.Row{Key: strconv.Itoa(i + 1), Cells: make([]table.Cell, len(shown))}
		for k, c := range shown {
			row.Cells[k] = c.cell(p)
		}
		g := &t.Groups[len(t.Groups)-1]
		g.Rows = append(g.Rows, row)
	}
	return t
}

// quoteID names a passage as the reports do; a segment that only its coding knows has no number.
func (b *evidenceTables) quoteID(p *pass.Passage) string {
	n := b.numbers[unitKey{p.Interview, p.Segment}]
	if n == 0 {
		return b.m.Alias(p.Interview).EN
	}
	return b.m.QuoteID(p.Interview, n)
}

func (b *evidenceTables) roleCell(p *pass.Passage) table.Cell {
	role := b.m.Role(p.Interview)
	if b.opt.Unmasked && p.Role != "" {
		role = p.Role
	}
	switch {
	case role == "":
		return blank()
	case b.opt.IDs:
		return table.Txt(table.Same(role))
	case role == "document":
		return table.Txt(evidenceSays("document"))
	case b.opt.Unmasked:
		if r := b.fw.Role(role); r != nil {
			return table.Txt(label(r.Label, role))
		}
	}
	return table.Txt(b.levelName(role))
}

// open reports whether the texts of an interview may be shown, and notes a passage where they may not.
func (b *evidenceTables) open(p *pass.Passage) bool {
	if b.opt.Unmasked || b.m.Quotable(p.Interview) {
		return true
	}
	b.withheld[unitKey{p.Interview, p.Segment}] = true
	return false
}

// shown is a text as it may be seen; each text's replacements count once.
func (b *evidenceTables) shown(text string) string {
	if b.opt.Unmasked {
		return text
	}
	if s, done := b.masked[text]; done {
		return s
	}
	s, counts := b.m.Text(text, languageOf(text))
	for kind, n := range counts {
		b.replaced[kind] += n
	}
	b.masked[text] = s
	return s
}

func (b *evidenceTables) text(p *pass.Passage) table.Cell {
	switch {
	case !b.open(p):
		return table.Cell{Kind: table.Suppressed, Text: evidenceSays("no_consent"), Tint: -1}
	case p.Text == "":
		return table.Cell{Kind: table.Missing, Tint: -1}
	}
	return table.Txt(table.Same(b.shown(p.Text)))
}

// around is context, a line for each unit; speakers stand before what they say in the unmasked form.
func (b *evidenceTables) around(p *pass.Passage, units []pass.Nearby) table.Cell {
	if len(units) == 0 || !b.open(p) {
		return blank()
	}
	lines := make([]string, len(units))
	for i, u := range units {
		lines[i] = b.shown(u.Text)
		if b.opt.Unmasked && u.Speaker != "" {
			lines[i] = u.Speaker + "：" + lines[i]
		}
	}
	return table.Txt(table.Same(strings.Join(lines, "\n")))
}

// memo is what coders noted; it may tell what was said, so that it needs consent too.
func (b *evidenceTables) memo(p *pass.Passage) table.Cell {
	if len(p.Memos) == 0 || !b.open(p) {
		return blank()
	}
	lines := make([]string, len(p.Memos))
	for i, m := range p.Memos {
		lines[i] = b.shown(m.Text)
		if len(p.Coders) > 1 {
			lines[i] = m.Coder + "：" + lines[i]
		}
	}
	return table.Txt(table.Same(strings.Join(lines, "\n")))
}

// links are the codes that a passage leads to, and unmasked the segments.
func (b *evidenceTables) links(to []string) []string {
	if b.opt.Unmasked {
		return to
	}
	return slices.DeleteFunc(slices.Clone(to), func(id string) bool { return b.code[id].Empty() })
}
