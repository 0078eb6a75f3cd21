package docx_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/docx"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// everywhere puts a text wherever a document can have one.
func everywhere(s string) *document.Document {
	x := table.Same(s)
	return &document.Document{Title: x, Subtitle: x, Notice: x, Sections: []document.Section{{Key: s, Title: x, Blocks: []document.Block{
		{Paragraph: &document.Paragraph{Text: x, Refs: []string{s}}}, {List: []document.Paragraph{{Text: x}}},
		{Table: &table.Table{Key: s, Number: 1, Title: x, Columns: []table.Column{{Key: s, Label: x, Stub: true, Marks: []string{"k"}}, {Label: x}, {Label: x, Format: table.Score}}, Spanners: []table.Spanner{{Label: x, From: 1, To: 2}},
			Groups: []table.Group{{Label: x, Rows: []table.Row{{Key: s, Cells: []table.Cell{table.Txt(x), {Kind: table.Suppressed, Text: x, Tint: -1}, table.Num(1.25, s)}}}}}, Notes: []table.Note{{Text: x}, {Key: "k", Text: x}}}},
		{Figure: &figure.Figure{Key: s, Number: 1, Title: x, Alt: x, Notes: []table.Text{x}, Dots: &figure.Dots{Value: x, Low: x, High: x, Max: 1, Rows: []figure.Dot{{Label: x, Cell: figure.Cell{Value: .5, ID: s}, Low: .4, High: .6}}, Unit: x}}},
	}}}}
}

// kept is what of a text can be shown.
func kept(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n"), "\r", "\n"))
}

var hostile = []string{`<w:p/>&amp;"'`, "]]><!--", "a\x00b\x08c\x1f", "\ufffe\uffff\ufeff", "line\nbreak\ttab\r\nend", "  blanks  ", "=1+1", "${x}{{y}}", `TOC \o "1-9"`, "表1", strings.Repeat("长", 3000), strings.Repeat("x", 3000), "\u202eright to left", "😀𠮷", "&#0;&#x1F;", ""}

func TestHostileTexts(t *testing.T) {
	for i, s := range hostile {
		t.Run(fmt.Sprint(i), func(t *testing.T) { checkTexts(t, s) })
	}
}

func checkTexts(t *testing.T, s string) {
	for _, o := range []docx.Options{{Langs: []string{"zh", "en"}}, {Langs: []string{"zh"}, Template: docx.GBT9704()}} {
		b := write(t, everywhere(s), o)
		checkFileTexts(t, b)
		want := kept(s)
		for _, x := range body(t, b).all("tbl") {
			r := rows(x)
			if got := r[len(r)-1][0]; got != want {
				t.Errorf("a cell says %q, want %q", got, want)
			}
		}
	}
}

func checkFileTexts(t *testing.T, b []byte) {
	t.Helper()
	for name, content := range parts(t, b) {
		if !utf8.Valid(content) {
			t.Errorf("%s is not UTF-8", name)
		}
		if i := strings.IndexFunc(string(content), func(r rune) bool {
			return r < 0x20 && r != '\n' && r != '\t' && r != '\r' || r == 0xFFFE || unicode.Is(unicode.Cs, r)
		}); i >= 0 {
			t.Errorf("%s has a character that XML forbids", name)
		}
	}
	all := parts(t, b)
	checkPackage(t, all)
	doc := parse(t, all["word/document.xml"])
	checkOrder(t, "word/document.xml", doc)
	checkTables(t, doc)
}

func FuzzTexts(f *testing.F) {
	for _, s := range hostile {
		if len(s) < 100 {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		checkTexts(t, s)
	})
}

// Wide tables never leave their page: they take a landscape one, smaller type, and in the end parts.
func TestWideTables(t *testing.T) {
	for _, columns := range []int{2, 12, 20, 40, 90, 200} {
		x := &table.Table{Key: "wide", Number: 1, Title: table.Same("wide"), Columns: []table.Column{{Label: table.Same("Department"), Stub: true}}, Groups: make([]table.Group, 1)}
		row := table.Row{Cells: []table.Cell{table.Txt(table.Same("住房和城乡建设局"))}}
		for j := range columns {
			x.Columns = append(x.Columns, table.Column{Label: table.Same(fmt.Sprintf("Item %d", j+1)), Format: table.Score})
			row.Cells = append(row.Cells, table.Num(float64(j)+.5, fmt.Sprintf("e%d", j)))
		}
		x.Spanners = []table.Spanner{{Label: table.Same("odd"), From: 1, To: columns/2 + 1}}
		x.Groups[0].Rows = []table.Row{row, row}
		p := document.Block{Paragraph: &document.Paragraph{Text: table.Same("text")}}
		d := &document.Document{Sections: []document.Section{{Title: table.Same("s"), Blocks: []document.Block{p, {Table: x}, p}}}}
		for name, o := range looks(t) {
			b := write(t, d, o)
			checkFile(t, b, true)
			doc := body(t, b)
			seen := map[string]int{}
			for _, tbl := range doc.all("tbl") {
				for _, r := range rows(tbl) {
					for _, c := range r {
						seen[c]++
					}
				}
			}
			for j := range columns {
				if n := seen[fmt.Sprintf("%d.5", j)]; n != 2*len(o.Langs) {
					t.Errorf("%s, %d columns: %d.5 stands %d times", name, columns, j, n)
				}
			}
			if n := strings.Count(string(parts(t, b)["customXml/item1.xml"]), "<cell "); n != 2*columns*len(o.Langs) {
				t.Errorf("%s, %d columns: %d estimates", name, columns, n)
			}
		}
	}
}
