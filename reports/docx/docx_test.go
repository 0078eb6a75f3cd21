package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/docx"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/table"
)

func write(t testing.TB, d *document.Document, o docx.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("SMEKIT_KEEP"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+".docx"), b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// looks are the options that the tests go through.
func looks(t testing.TB) map[string]docx.Options {
	lent, err := docx.ReadTemplate(template(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	zh, en := []string{"zh"}, []string{"en"}
	return map[string]docx.Options{"zh": {Langs: zh}, "en": {Langs: en}, "zh-en": {Langs: []string{"zh", "en"}}, "en-zh": {Langs: []string{"en", "zh"}},
		"gbt": {Langs: zh, Template: docx.GBT9704()}, "gbt-zh-en": {Langs: []string{"zh", "en"}, Template: docx.GBT9704()}, "template": {Langs: zh, Template: lent}, "template-en": {Langs: en, Template: lent}}
}

// node is an element of a part.
type node struct {
	name     string // local
	attrs    map[string]string
	text     string
	children []*node
}

func parse(t testing.TB, b []byte) *node {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(b))
	root := &node{}
	stack := []*node{root}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		top := stack[len(stack)-1]
		switch e := tok.(type) {
		case xml.StartElement:
			n := &node{name: e.Name.Local, attrs: map[string]string{}}
			for _, a := range e.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			top.children = append(top.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(e)
		}
	}
	return root.children[0]
}

// all elements of a name below a node, in order; those of fallbacks are left out.
func (n *node) all(name string) (out []*node) {
	for _, c := range n.children {
		if c.name == "Fallback" {
			continue
		}
		if c.name == name {
			out = append(out, c)
		}
		out = append(out, c.all(name)...)
	}
	return out
}

func (n *node) child(name string) *node {
	for _, c := range n.children {
		if c.name == name {
			return c
		}
	}
	return &node{}
}

// words are the texts of a node as a person sees them, without the results of no field left out.
func (n *node) words() string {
	switch n.name {
	case "t":
		return n.text
	case "br":
		return "\n"
	case "tab":
		return "\t"
	case "pPr", "Fallback", "tblPr", "tblGrid":
		return ""
	}
	s := ""
	for _, c := range n.children {
		s += c.words()
	}
	return s
}

func parts(t testing.TB, b []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name] != nil {
			t.Errorf("%s twice", f.Name)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func body(t testing.TB, b []byte) *node { return parse(t, parts(t, b)["word/document.xml"]) }

// rows of the document's tables.
func rows(tbl *node) (out [][]string) {
	for _, r := range tbl.children {
		if r.name != "tr" {
			continue
		}
		var cells []string
		for _, c := range r.children {
			if c.name == "tc" {
				cells = append(cells, c.words())
			}
		}
		out = append(out, cells)
	}
	return out
}

// Every cell of every table says what the grid says, whatever the look.
func TestCellsAreTheGrids(t *testing.T) {
	d := fixture.Review()
	for name, o := range looks(t) {
		t.Run(name, func(t *testing.T) {
			tables := body(t, write(t, d, o)).all("tbl")
			at := 0
			for _, lang := range o.Langs {
				for _, x := range append(d.Tables(), d.Provenance()...) {
					g := grid.New(x, lang)
					got := rows(tables[at])[len(g.Head):]
					at++
					if len(got) != len(g.Rows) {
						t.Fatalf("%s: %d rows, want %d", g.Key, len(got), len(g.Rows))
					}
					for i, r := range g.Rows {
						want := []string{r.Heading}
						if r.Heading == "" {
							want = nil
							for _, c := range r.Cells {
								want = append(want, c.Text+c.Marks)
							}
						}
						if fmt.Sprint(got[i]) != fmt.Sprint(want) {
							t.Errorf("%s row %d: %q, want %q", g.Key, i, got[i], want)
						}
					}
				}
			}
			if at != len(tables) {
				t.Errorf("%d tables, want %d", len(tables), at)
			}
		})
	}
}

// The part of the estimates names for each cell the estimate that the grid has there, and no hidden one.
func TestEstimatesPart(t *testing.T) {
	d := fixture.Review()
	b := write(t, d, docx.Options{Langs: []string{"zh", "en"}})
	doc, list := body(t, b), parse(t, parts(t, b)["customXml/item1.xml"])
	marks := map[string]bool{}
	for _, m := range doc.all("bookmarkStart") {
		marks[m.attrs["name"]] = true
	}
	listed := map[string]map[string]bool{}
	for _, x := range list.children {
		if !marks[x.attrs["bookmark"]] {
			t.Errorf("no bookmark %s", x.attrs["bookmark"])
		}
		m := map[string]bool{}
		for _, c := range x.children {
			m[c.attrs["row"]+" "+c.attrs["column"]+" "+c.attrs["id"]] = true
		}
		listed[x.attrs["lang"]+" "+x.attrs["key"]] = m
	}
	hidden := 0
	for _, lang := range []string{"zh", "en"} {
		for _, x := range d.Tables() {
			g := grid.New(x, lang)
			m := listed[lang+" "+x.Key]
			for i, r := range g.Rows {
				for j, c := range r.Cells {
					for _, id := range c.IDs {
						place := fmt.Sprint(len(g.Head)+i+1, " ", j+1, " ", id)
						if c.Kind == table.Suppressed {
							hidden++
							if m[place] {
								t.Errorf("%s: the hidden %s is listed", x.Key, id)
							}
						} else if !m[place] {
							t.Errorf("%s: %s is not listed", x.Key, place)
						}
					}
				}
			}
		}
	}
	if hidden == 0 {
		t.Error("the fixture hides nothing")
	}
}

func TestSameBytes(t *testing.T) {
	for name, o := range looks(t) {
		if !bytes.Equal(write(t, fixture.Review(), o), write(t, fixture.Review(), o)) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestContents(t *testing.T) {
	d := fixture.Review()
	for lang, want := range map[string][]string{
		"zh": {`TOC \o "1-3"`, `TOC \h \z \c "表"`, `TOC \h \z \c "图"`, "主要发现\t2", "表1　样本构成\t", "图4　情境", "表目录", "图目录"},
		"en": {`TOC \o "1-3"`, `TOC \h \z \c "Table"`, `TOC \h \z \c "Figure"`, "Findings\t2", "Table 1  Sample\t", "Figure 4  Paths", "List of tables", "List of figures"},
	} {
		doc := body(t, write(t, d, docx.Options{Langs: []string{lang}}))
		all := ""
		for _, p := range doc.all("p") {
			all += p.words() + "\n"
		}
		for _, i := range doc.all("instrText") {
			all += i.text + "\n"
		}
		for _, w := range want {
			if !strings.Contains(all, w) {
				t.Errorf("%s: no %q", lang, w)
			}
		}
		if strings.Contains(all, "docx.") || strings.Contains(all, "report.") {
			t.Error("a word is missing from the catalogue")
		}
	}
}

func TestReferences(t *testing.T) {
	tables := func(n int) (out []document.Block) {
		for i := range n {
			out = append(out, document.Block{Table: &table.Table{Key: string(rune('a' + i)), Number: i + 1, Columns: []table.Column{{Label: table.Same("h")}}}})
		}
		return out
	}
	list := []document.Paragraph{{Text: table.Text{ZH: "甲高。", EN: "A is high."}, Refs: []string{"b", "l", "none"}},
		{Text: table.Text{ZH: "见表12与表1。", EN: "See Table 12 and Table 1."}, Refs: []string{"a", "l", "a"}}, {Text: table.Same("No table.")}}
	d := &document.Document{Sections: []document.Section{{Blocks: append(tables(12), document.Block{List: list})}}}
	for lang, want := range map[string][]string{
		"en": {"A is high. (See [_Ref_en_t2|Table 2], [_Ref_en_t12|Table 12])", "See [_Ref_en_t12|Table 12] and [_Ref_en_t1|Table 1].", "No table."},
		"zh": {"甲高。（见[_Ref_zh_t2|表2]、[_Ref_zh_t12|表12]）", "见[_Ref_zh_t12|表12]与[_Ref_zh_t1|表1]。", "No table."}} {
		var got []string
		for _, p := range body(t, write(t, d, docx.Options{Langs: []string{lang}})).all("p") {
			if p.child("pPr").child("pStyle").attrs["val"] != "ListBullet" {
				continue
			}
			s := ""
			for _, r := range p.children {
				switch {
				case r.child("instrText").name != "":
					s += "[" + strings.Fields(r.child("instrText").text)[1] + "|"
				case r.child("fldChar").attrs["fldCharType"] == "end":
					s += "]"
				default:
					s += r.words()
				}
			}
			got = append(got, s)
		}
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestLanguages(t *testing.T) {
	for _, langs := range [][]string{nil, {"fr"}, {"zh", "zh"}, {""}} {
		if docx.Write(io.Discard, fixture.Review(), docx.Options{Langs: langs}) == nil {
			t.Errorf("%q is accepted", langs)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	d := fixture.Large(60, 30, 20000)
	for b.Loop() {
		if err := docx.Write(io.Discard, d, docx.Options{Langs: []string{"zh"}}); err != nil {
			b.Fatal(err)
		}
	}
}
