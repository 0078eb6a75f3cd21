package dialect

import (
	"strings"

	"github.com/smekit/smekit/coding/sheet"
)

// dedooseExcerpts is Dedoose's chart of excerpts: a column a code, or one column that lists them.
var dedooseExcerpts = spec{
	name: "dedoose-excerpts", tool: "Dedoose", what: "coding",
	fields: []field{
		named("document", "Media Title", "Media", "Document Title"),
		named("place", "Excerpt Range"),
		named("coder", "Excerpt Creator", "User"),
		named("text", "Excerpt Copy", "Excerpt"),
		named("combined", "Codes Applied Combined", "Codes Applied", "Codes"),
		several("applied"), // by pattern
		named("~date", "Excerpt Date"), named("~creator", "Resource Creator"), named("~resource date", "Resource Date"),
	},
	need: []string{"document", "text"}, least: 2, base: 60, per: 4,
	pattern: func(header string) string {
		switch _, what := dedooseColumn(header); what {
		case "applied":
			return "applied"
		case "weight":
			return "~weights"
		case "range":
			return "~ranges"
		}
		return ""
	},
	check: func(t *table) int {
		if t.has("applied") || t.has("combined") {
			return 0
		}
		return -1
	},
	row: dedooseRow,
}

// dedooseColumn takes a header such as `Code: Parent\Child Applied` apart.
func dedooseColumn(header string) (path []string, what string) {
	h := oneLine(header)
	if len(h) < 5 || !strings.EqualFold(h[:5], "code:") {
		return nil, ""
	}
	i := strings.LastIndexByte(h, ' ')
	what = strings.ToLower(h[i+1:])
	if path = takeApart(h[5:max(i, 5)], "\\"); len(path) == 0 {
		return nil, ""
	}
	return path, what
}

func dedooseRow(b *builder, t *table, r sheet.Row) {
	m, ok := b.common(t, r)
	if !ok {
		return
	}
	odd := false
	for _, col := range t.at["applied"] {
		yes, known := marked(r.Cell(col))
		if !known {
			odd = true
			b.problem(t.pos(b, r, col), "unknown_value", "", "True, False", shorten(oneLine(r.Cell(col).Text), 30))
		}
		if path, _ := dedooseColumn(t.heads[col-1].text); yes && len(path) > 0 {
			g := given{path: path, col: col}
			for _, w := range t.at["intensity"] {
				if p, what := dedooseColumn(t.heads[w-1].text); what == "weight" && pathKey(p) == pathKey(path) {
					g.intensity = b.intensity(r.Cell(w), t.pos(b, r, w))
				}
			}
			m.codes = append(m.codes, g)
		}
	}
	if !t.has("applied") {
		col := t.col("combined")
		cell := t.text(r, "combined")
		names := b.listed(cell)
		if len(names) == 1 && !b.isCode(cell) {
			names = strings.Split(cell, ",")
			b.count("dialect.combined_codes")
		}
		for _, n := range names {
			if p := takeApart(n, "\\"); len(p) > 0 {
				m.codes = append(m.codes, given{path: p, col: col})
			}
		}
	}
	b.seen(m, odd)
}
