package dialect

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// nvivoComparison is NVivo's coding comparison: its own kappa and agreement for each node and source. It holds no segments.
var nvivoComparison = spec{
	name: "nvivo-comparison", tool: "NVivo", what: "comparison",
	fields: []field{
		named("code", "Node", "Code", "Knoten", "节点", "代码"),
		named("source", "Source", "File", "Quelle", "Datei", "来源", "文件"),
		named("kappa", "Kappa", "Kappa coefficient", "Kappa-Koeffizient"),
		named("agreement", "Agreement (%)", "Agreement", "Übereinstimmung (%)", "一致性 (%)"),
		named("~folder", "Source Folder", "File Folder", "Folder"), named("~size", "Source Size", "File Size", "Size"),
		named("~both", "A and B (%)", "A and B"), named("~neither", "Not A and Not B (%)", "Not A and Not B"),
		named("~disagreement", "Disagreement (%)", "Disagreement"), named("~a", "A and Not B (%)", "A and Not B"), named("~b", "B and Not A (%)", "B and Not A"),
	},
	need: []string{"code", "source", "kappa"}, least: 1, base: 70, per: 3,
	row: func(b *builder, t *table, r sheet.Row) {
		b.exclude("dialect.no_segments")
		if code := takeApart(t.text(r, "code"), "\\"); len(code) > 0 {
			b.codes.add(code, t.pos(b, r, t.col("code")), false)
		}
	},
	end: func(b *builder, t *table) {
		b.note("dialect.nvivo_comparison", strconv.Itoa(b.receipt.Rows-b.receipt.Missing), strconv.Itoa(len(b.codes.list)))
		b.problem(coding.Pos{File: b.file.name, Sheet: t.page.Name}, "dialect.no_segments", "", "NVivo", ".qdpx")
	},
}

// nvivoCodebook is NVivo's codebook. A child is indented below its parent: by blanks, or by standing in a further column.
var nvivoCodebook = spec{
	name: "nvivo-codebook", tool: "NVivo", what: "codes",
	fields: []field{
		named("code", "Name", "名称"),
		named("definition", "Description", "Beschreibung", "说明", "描述"),
		named("~files", "Files", "Sources", "Dateien", "Quellen", "文件", "来源"),
		named("~references", "References", "Referenzen", "参考点"),
		ofDocuments, ofTexts, ofCoders,
	},
	need: []string{"code", "~files|~references"}, without: []string{"document", "text", "coder"}, least: 1, base: 60, per: 4,
	row: nvivoCode,
}

func nvivoCode(b *builder, t *table, r sheet.Row) {
	col := t.col("code")
	// further columns without a header of their own hold the names of children
	for c := col; c <= len(t.heads) && r.Cell(col).Blank(); c++ {
		if c > t.col("code") && t.heads[c-1].text != "" {
			break
		}
		if !r.Cell(c).Blank() {
			col = c
		}
	}
	text := r.Cell(col).Text
	indent := (col - t.col("code")) * 1000
	for _, c := range text {
		if c == '\t' {
			indent += 4
		} else if c == ' ' || c == '\u00a0' {
			indent++
		} else if c == '\u3000' {
			indent += 2
		} else {
			break
		}
	}
	name := takeApart(strings.TrimLeft(prose(text), "-•· "), "\\")
	if len(name) == 0 {
		b.defined(t, r, nil, coding.Code{})
		return
	}
	for len(b.codes.open) > 0 && (b.codes.open[len(b.codes.open)-1].indent >= indent || len(b.codes.open) >= maxDepth) {
		b.codes.open = b.codes.open[:len(b.codes.open)-1]
	}
	path := name
	if n := len(b.codes.open); n > 0 && len(name) == 1 {
		path = append(append([]string(nil), b.codes.open[n-1].path...), name...)
	}
	b.codes.open = append(b.codes.open, level{indent, path})
	b.defined(t, r, path, coding.Code{Definition: t.text(r, "definition")})
}

// level is a code whose children may follow.
type level struct {
	indent int
	path   []string
}
