package dialect

import (
	"slices"

	"github.com/smekit/smekit/coding/sheet"
)

// qualcoderReport is QualCoder's report of codings. The column Category recurs: the category, the one above it, and so on.
var qualcoderReport = spec{
	name: "qualcoder-report", tool: "QualCoder", what: "coding",
	fields: []field{
		named("document", "File", "Filename", "File name"),
		named("group", "Case", "Casename", "Case name"),
		named("coder", "Coder", "Owner"),
		named("text", "Coded", "Coded text", "Text"),
		named("~id", "Id", "ctid"),
		named("code", "Codename", "Code name"),
		named("memo", "Coded_Memo", "Coded memo"),
		several("category", "Category"),
	},
	need: []string{"document|group", "text", "code"}, least: 2, base: 60, per: 4,
	check: func(t *table) int {
		if !t.has("document") { // a report by case: the case is all that is known of the document
			t.at["document"] = t.at["group"]
		}
		if t.has("~id") || t.has("memo") || t.has("category") {
			return 0
		}
		return -1
	},
	row: func(b *builder, t *table, r sheet.Row) {
		var above []string
		for _, col := range t.at["category"] {
			above = append(above, takeApart(r.Cell(col).Text)...)
		}
		slices.Reverse(above)
		before := len(b.marks)
		b.coded(t, r, nil, func(name string) []string {
			if p := takeApart(name); p != nil {
				return append(slices.Clone(above), p...)
			}
			return nil
		})
		b.numbered(t, r, before, true) // the number of a code in a place
	},
}
