package dialect

import (
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// atlasQuotations is ATLAS.ti's list of quotations. It names no coder of the codes.
var atlasQuotations = spec{
	name: "atlas-quotations", tool: "ATLAS.ti", what: "coding",
	fields: []field{
		named("document", "Document", "Dokument", "文档", "文件"),
		named("text", "Quotation Content", "Content", "Text Content", "Zitatinhalt", "引文内容"),
		named("code", "Codes", "Kodes", "代码", "编码"),
		named("place", "Reference", "Referenz", "Location", "参考"),
		named("memo", "Comment", "Kommentar", "注释"),
		named("~id", "ID"),
		named("~name", "Quotation Name", "Quotation", "Zitatname", "Name"),
		named("~groups", "Document Groups", "Dokumentgruppen"),
		named("~density", "Density", "# Codes"),
		named("~created", "Created", "Creation Date", "Erstellt"), named("~created by", "Created by", "Author", "Erstellt von"),
		named("~modified", "Modified", "Modification Date", "Geändert"), named("~modified by", "Modified by", "Geändert von"),
	},
	need: []string{"document", "text", "code"}, least: 2, base: 60, per: 4,
	document: withoutNumber,
	row:      func(b *builder, t *table, r sheet.Row) { b.coded(t, r, b.listed, atlasPath) },
	check: func(t *table) int {
		if t.has("~name") || t.has("place") {
			return 0
		}
		return -1
	},
}

// atlasPath takes parent: child apart and drops the counts that some lists add, {3-0}.
func atlasPath(s string) []string {
	return takeApart(codeCounts.ReplaceAllString(s, ""), ": ", "：")
}

// atlasCodebook is ATLAS.ti's list of codes.
var atlasCodebook = spec{
	name: "atlas-codebook", tool: "ATLAS.ti", what: "codes",
	fields: []field{
		named("code", "Code", "Kode", "Code Name", "代码"),
		named("definition", "Comment", "Kommentar", "注释"),
		named("~groups", "Code Groups", "Kodegruppen", "Code Group 1", "代码组"),
		named("~grounded", "Grounded", "Groundedness", "Verankert"), named("~density", "Density", "Dichte"), named("~color", "Color"),
		ofDocuments, ofTexts, ofCoders,
	},
	need: []string{"code", "definition|~groups"}, without: []string{"document", "text", "coder"}, base: 60, per: 4,
	row: func(b *builder, t *table, r sheet.Row) {
		b.defined(t, r, atlasPath(t.text(r, "code")), coding.Code{Definition: t.text(r, "definition")})
	},
}

// withoutNumber drops the number that ATLAS.ti sets before a document's name.
func withoutNumber(name string) string {
	if s := documentNumber.ReplaceAllString(name, ""); strings.TrimSpace(s) != "" {
		return s
	}
	return name
}
