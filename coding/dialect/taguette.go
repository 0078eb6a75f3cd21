package dialect

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// taguetteHighlights is Taguette's list of highlights, a row a highlight and tag. It names no coder.
var taguetteHighlights = spec{
	name: "taguette-highlights", tool: "Taguette", what: "coding",
	fields: []field{
		named("~id", "id"), named("document", "document"), named("code", "tag"), named("text", "content"),
	},
	need: []string{"~id", "document", "code", "text"}, base: 80,
	row: func(b *builder, t *table, r sheet.Row) {
		before := len(b.marks)
		b.coded(t, r, nil, whole)
		b.numbered(t, r, before, false)
	},
}

// taguetteCodebook is Taguette's list of tags. A dot in a tag's name is part of it: ME.REL.
var taguetteCodebook = spec{
	name: "taguette-codebook", tool: "Taguette", what: "codes",
	fields: []field{
		named("code", "tag"), named("definition", "description"),
		named("~highlights", "number of highlights"), named("~documents", "number of documents"),
		ofDocuments, ofTexts, ofCoders,
	},
	need: []string{"code", "definition"}, without: []string{"document", "text", "coder"}, base: 70, per: 4,
	row: func(b *builder, t *table, r sheet.Row) {
		b.defined(t, r, whole(t.text(r, "code")), coding.Code{Definition: t.text(r, "definition")})
	},
}

// whole is a path of one name.
func whole(s string) []string { return takeApart(s) }
