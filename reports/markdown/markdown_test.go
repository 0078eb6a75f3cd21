package markdown_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/markdown"
	"github.com/smekit/smekit/reports/table"
)

func write(t *testing.T, d *document.Document, lang string) string {
	t.Helper()
	var b bytes.Buffer
	if err := markdown.Write(&b, d, lang); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// cells splits a table line at the bars that are not escaped.
func cells(line string) []string {
	parts := regexp.MustCompile(`(?:\\.|[^|\\])*\|`).FindAllString(line, -1)
	for i := range parts {
		parts[i] = strings.TrimSpace(strings.TrimSuffix(parts[i], "|"))
	}
	return parts[1:]
}

func TestEveryTableLineHasItsCells(t *testing.T) {
	d := fixture.Review()
	for _, lang := range []string{"zh", "en"} {
		page := write(t, d, lang)
		lines := strings.Split(page, "\n")
		width, tables := 0, 0
		for i, l := range lines {
			if !strings.HasPrefix(l, "|") {
				width = 0
				continue
			}
			n := len(cells(l))
			if width == 0 {
				width = n
				tables++
				if !regexp.MustCompile(`^\|( :?-+:? \|)+$`).MatchString(lines[i+1]) {
					t.Errorf("no rule under %s", l)
				}
			}
			if n != width {
				t.Errorf("%d cells, want %d: %s", n, width, l)
			}
		}
		if want := len(d.Tables()) + len(d.Figures()) + len(d.Provenance()); tables != want {
			t.Errorf("%d tables, want %d", tables, want)
		}
		for _, x := range d.Tables() {
			for _, r := range grid.New(x, lang).Rows {
				for _, c := range r.Cells {
					if c.Numeric && !strings.Contains(page, c.Text) {
						t.Errorf("%s is missing", c.Text)
					}
				}
			}
		}
		if strings.Contains(page, "report.") {
			t.Error("a word is missing from the catalogue")
		}
	}
}

func TestEscaping(t *testing.T) {
	for in, want := range map[string]string{
		"a|b":                 `a\|b`,
		"x\n- y":              `x<br>\- y`,
		"# no":                `\# no`,
		"1. no":               `1\. no`,
		"1.5":                 "1.5",
		"--- no":              `\--- no`,
		"12 yes":              `12 yes`,
		"<b>&":                `&lt;b&gt;&amp;`,
		"*_`[]~":              "\\*\\_\\`\\[\\]\\~",
		`back\slash`:          `back\\slash`,
		"> no":                `&gt; no`,
		"+1.5":                "+1.5",
		"−1.5":                `−1.5`,
		"http://x.org www.x":  `http&#58;//x.org www&#46;x`,
		"$a$":                 `\$a\$`,
		"==":                  `\==`,
		"![x](y)":             `\!\[x\](y)`,
		"  leading\tand tabs": "leading and tabs",
	} {
		d := &document.Document{Sections: []document.Section{{Blocks: []document.Block{{Table: &table.Table{Columns: []table.Column{{Label: table.Same("h")}},
			Groups: []table.Group{{Rows: []table.Row{{Cells: []table.Cell{table.Txt(table.Same(in))}}}}}}}}}}}
		if page := write(t, d, "en"); !strings.Contains(page, "\n| "+want+" |\n") {
			t.Errorf("%q: want %q in\n%s", in, want, page)
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
		{Text: table.Text{ZH: "见表12。", EN: "See Table 12."}, Refs: []string{"l", "a"}}, {Text: table.Same("No table.")}}
	d := &document.Document{Sections: []document.Section{{Blocks: append(tables(12), document.Block{List: list})}}}
	for lang, want := range map[string]string{"en": "- A is high. (Table 2, Table 12)\n- See Table 12. (Table 1)\n- No table.\n", "zh": "- 甲高。（表2、表12）\n- 见表12。（表1）\n- No table.\n"} {
		if page := write(t, d, lang); !strings.Contains(page, want) {
			t.Errorf("%s: %q is not in\n%s", lang, want, page)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	d := fixture.Large(60, 30, 20000)
	for b.Loop() {
		if err := markdown.Write(io.Discard, d, "zh"); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleWrite() {
	d := &document.Document{Title: table.Same("Review"), Sections: []document.Section{{Title: table.Same("Scores"), Blocks: []document.Block{{Table: &table.Table{Number: 1, Title: table.Same("Scores"),
		Columns: []table.Column{{Label: table.Same("Dimension"), Stub: true}, {Label: table.Same("Mean"), Format: table.Score}},
		Groups:  []table.Group{{Rows: []table.Row{{Cells: []table.Cell{table.Txt(table.Same("Trust")), table.Num(61.25, "")}}}}}}}}}}}
	if err := markdown.Write(os.Stdout, d, "en"); err != nil {
		fmt.Println(err)
	}
	// Output:
	// # Review
	//
	// ## Scores
	//
	// **Table 1** Scores
	//
	// | Dimension | Mean |
	// | :--- | ---: |
	// | Trust | 61.3 |
}

func TestBothLanguagesInOneDocument(t *testing.T) {
	d := fixture.Review()
	write := func(langs ...string) string {
		var b bytes.Buffer
		if err := markdown.Write(&b, d, langs...); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if got, want := write("zh", "en"), write("zh")+"---\n\n"+write("en"); got != want {
		t.Error("the document is not the one in each language, with a rule between them")
	}
}
