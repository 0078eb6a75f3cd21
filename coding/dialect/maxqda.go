package dialect

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// maxqdaSegments is MAXQDA's table of coded segments, with English or German headers.
var maxqdaSegments = spec{
	name: "maxqda-segments", tool: "MAXQDA", what: "coding",
	fields: []field{
		named("document", "Document name", "Document", "Dokumentname", "Dokument", "文档名称", "文件名称"),
		named("group", "Document group", "Dokumentgruppe", "文档组", "文件组"),
		named("code", "Code", "Codes", "代码", "编码"),
		named("text", "Segment", "Coded segment", "Preview", "Vorschau", "片段", "文本段"),
		named("begin", "Beginning", "Begin", "Start", "Anfang", "开始", "起始"),
		named("end", "End", "Ende", "结束"),
		named("coder", "Created by", "Erstellt von", "Author", "Autor", "创建者"),
		named("memo", "Comment", "Kommentar", "注释", "评论"),
		named("~weight", "Weight score", "Weight", "Gewicht", "权重"),
		named("~color", "Color", "Colour", "Farbe", "颜色"),
		named("~modified", "Modified", "Bearbeitet am", "Geändert am"),
		named("~modified by", "Modified by", "Bearbeitet von", "Geändert von"),
		named("~created", "Created", "Creation date", "Erstellt am"),
		named("~area", "Area", "Fläche"),
		named("~coverage", "Coverage %", "Abdeckungsgrad %", "Abgedeckte Fläche"),
	},
	need: []string{"document", "code", "text"}, least: 3, base: 60, per: 4,
	row: func(b *builder, t *table, r sheet.Row) { b.coded(t, r, nil, maxqdaPath) },
}

// maxqdaPath takes a code's path apart; older versions separate it by backslashes.
func maxqdaPath(s string) []string { return takeApart(s, " > ", "\\") }

// maxqdaCodebook is MAXQDA's list of codes with their memos.
var maxqdaCodebook = spec{
	name: "maxqda-codebook", tool: "MAXQDA", what: "codes",
	fields: []field{
		named("code", "Code", "Codename", "代码"),
		named("definition", "Memo", "Code memo", "Code-Memo", "备忘录"),
		named("~color", "Color", "Farbe"),
		named("~alias", "Code alias", "Code-Alias"),
		named("~frequency", "Coded segments", "Codierte Segmente", "Coded segments (all documents)", "Cod. seg.", "Häufigkeit", "Frequency"),
		ofDocuments, ofTexts, ofCoders,
		named("parent", "Parent code", "Obercode"),
	},
	need: []string{"code", "definition"}, without: []string{"document", "text", "coder"}, base: 60, per: 4,
	row: func(b *builder, t *table, r sheet.Row) {
		path := maxqdaPath(t.text(r, "code"))
		if parent := maxqdaPath(t.text(r, "parent")); len(path) == 1 {
			path = append(parent, path...)
		}
		b.defined(t, r, path, coding.Code{Definition: t.text(r, "definition")})
	},
}
