package cli

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"html"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/grid"
)

// Readers of the tables in the files of a report: each takes a file and a table, and returns the texts of its body, row by
// row, without the letters of marked notes.

var letters = regexp.MustCompile("[ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ𐞥ʳˢᵗᵘᵛʷˣʸᶻ˒]+$")

// leading takes away the zero before the point, which the library shows for number formats that have none.
func leading(s string) string {
	for _, sign := range []string{"", "−", "+"} {
		if strings.HasPrefix(s, sign+"0.") {
			return sign + strings.TrimPrefix(s, sign+"0")
		}
	}
	return s
}

// workbookTables reads tables by their captions: texts as the program shows them.
func workbookTables(t *testing.T, file []byte) func(*testing.T, []byte, *grid.Grid) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	sheets := map[string][][]string{}
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		sheets[name] = rows
	}
	return func(t *testing.T, _ []byte, g *grid.Grid) [][]string {
		for _, rows := range sheets {
			at := -1
			for i, r := range rows {
				if len(r) > 0 && strings.HasPrefix(r[0], g.Caption) && strings.HasSuffix(squeezed(r[0]), squeezed(g.Title)) && squeezed(strings.TrimPrefix(r[0], g.Caption)) == squeezed(g.Title) {
					at = i
				}
			}
			if at < 0 || at+1+len(g.Head)+len(g.Rows) > len(rows)+1 {
				continue
			}
			if at > 4 { // the contents list the captions too
				continue
			}
			var out [][]string
			for i := range g.Rows {
				var row []string
				if n := at + 1 + len(g.Head) + i; n < len(rows) {
					for j, s := range rows[n] {
						s = letters.ReplaceAllString(strings.TrimPrefix(s, "'"), "")
						if r := g.Rows[i]; j < len(r.Cells) && r.Cells[j].Numeric && leading(s) == r.Cells[j].Text {
							s = r.Cells[j].Text
						}
						row = append(row, s)
					}
				}
				out = append(out, row)
			}
			return out
		}
		t.Errorf("%s has no sheet", g.Key)
		return nil
	}
}

var (
	tags    = regexp.MustCompile(`<[^>]*>`)
	sups    = regexp.MustCompile(`<sup>[^<]*</sup>`)
	hiddens = regexp.MustCompile(`<span class="(?:sr|vh|hide)[^"]*">[^<]*</span>`)
	rowTag  = regexp.MustCompile(`(?s)<tr[^>]*>(.*?)</tr>`)
	cellTag = regexp.MustCompile(`(?s)<t[dh][^>]*>(.*?)</t[dh]>`)
)

func pageTable(t *testing.T, file []byte, g *grid.Grid) [][]string {
	s := string(file)
	at := strings.Index(s, `id="`+g.Lang+"-t-"+g.Key+`"`)
	if at < 0 {
		t.Errorf("%s is not on the page", g.Key)
		return nil
	}
	s = s[at:]
	s = s[strings.Index(s, "</thead>"):strings.Index(s, "</table>")]
	var out [][]string
	for _, r := range rowTag.FindAllStringSubmatch(s, -1) {
		var row []string
		for _, c := range cellTag.FindAllStringSubmatch(r[1], -1) {
			x := strings.ReplaceAll(sups.ReplaceAllString(c[1], ""), "<br>", "\n")
			row = append(row, html.UnescapeString(tags.ReplaceAllString(hiddens.ReplaceAllString(x, ""), "")))
		}
		out = append(out, row)
	}
	return out
}

var (
	backslash = regexp.MustCompile(`\\([\\` + "`" + `*_~\[\]|$!#=+.)-])`)
	pipe      = regexp.MustCompile(` \| `)
)

func markdownTable(t *testing.T, file []byte, g *grid.Grid) [][]string {
	_, s, ok := strings.Cut("\n"+string(file), "\n**"+g.Caption+"** ")
	if !ok {
		t.Errorf("%s is not in the file", g.Key)
		return nil
	}
	lines := strings.Split(s, "\n")
	var out [][]string
	for i := 4; i < len(lines) && strings.HasPrefix(lines[i], "|"); i++ { // title, blank, header, alignment
		line := strings.TrimSuffix(strings.TrimPrefix(lines[i], "| "), " |")
		var row []string
		for _, c := range pipe.Split(line, -1) {
			c = sups.ReplaceAllString(c, "")
			c = strings.TrimSpace(strings.ReplaceAll(c, "&emsp;", ""))
			if strings.HasPrefix(c, "**") && strings.HasSuffix(c, "**") && len(c) > 4 {
				c = c[2 : len(c)-2]
			}
			c = strings.ReplaceAll(c, "<br>", "\n")
			row = append(row, html.UnescapeString(backslash.ReplaceAllString(c, "$1")))
		}
		out = append(out, row)
	}
	return out
}

// texWords undoes the names of characters, the longest first.
var texWords = strings.NewReplacer(`\allowbreak{}`, "", `\newline `, "\n", "-{}-", "--", `$\bar{\mathrm{K}}$`, "K\u0304", `\textbackslash{}`, `\`, `\textasciicircum{}`, "^", `\textasciitilde{}`, "~", `\textless{}`, "<", `\textgreater{}`, ">", `\textbar{}`, "|",
	`\textquotedbl{}`, `"`, `\textquotesingle{}`, "'", `\textasciigrave{}`, "`", `\textperiodcentered{}`, "·", `\ldots{}`, "…", "---", "—", "--", "–", "$-$", "−", `$\times$`, "×", `$\pm$`, "±", `$\le$`, "≤", `$\ge$`, "≥",
	`$\ne$`, "≠", `$\approx$`, "≈", `$\rightarrow$`, "→", `$\leftarrow$`, "←", `$\leftrightarrow$`, "↔", `$\uparrow$`, "↑", `$\downarrow$`, "↓", `$\sum$`, "∑", `$\surd$`, "√", `$\alpha$`, "α", `$\beta$`, "β", `$\gamma$`, "γ",
	`$\delta$`, "δ", `$\Delta$`, "Δ", `$\varepsilon$`, "ε", `$\eta$`, "η", `$\kappa$`, "κ", `$\lambda$`, "λ", `$\mu$`, "μ", `$\rho$`, "ρ", `$\sigma$`, "σ", `$\Sigma$`, "Σ", `$\tau$`, "τ", `$\chi$`, "χ", `$\omega$`, "ω",
	`$\otimes$`, "⊗", `$\bullet$`, "●", `$\cdot$`, "⋅", `$\infty$`, "∞", `\textsuperscript{2}`, "²", `\textsubscript{1}`, "₁", `\textsubscript{2}`, "₂", `\%`, "%", `\_`, "_", `\&`, "&", `\#`, "#", `\$`, "$", `\{`, "{", `\}`, "}", "~", " ", `\,`, "\u2009", "{}[", "[", "{}*", "*")

var (
	texMarks  = regexp.MustCompile(`\\textsuperscript\{[a-z, ]+\}`)
	texAligns = regexp.MustCompile(`^\\(?:raggedright|raggedleft|centering)\\arraybackslash `)
	texIndent = regexp.MustCompile(`^\\leftskip=\d+em\\relax `)
	texBold   = regexp.MustCompile(`^\\textbf\{(.*)\}$`)
	texHead   = regexp.MustCompile(`^\\multicolumn\{\d+\}\{@\{\}l@\{\}\}\{\\itshape (.*)\}$`)
)

func texTable(t *testing.T, file []byte, g *grid.Grid) [][]string {
	_, s, ok := strings.Cut(string(file), `\label{tab:`+g.Lang+":"+strings.ReplaceAll(g.Key, "_", "-")+"}")
	if !ok {
		t.Errorf("%s is not in the file", g.Key)
		return nil
	}
	s, _, _ = strings.Cut(s, `\end{longtable}`)
	_, s, _ = strings.Cut(s, "\\endfoot\n")
	s = strings.TrimPrefix(s, "\\endlastfoot\n")
	s, _, _ = strings.Cut(s, "\\lastrule{") // the notes of a long table are its last row
	var out [][]string
	for line := range strings.Lines(s) {
		line = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "*"), `\\`)
		if line == `\addlinespace` {
			continue
		}
		if m := texHead.FindStringSubmatch(line); m != nil {
			out = append(out, []string{texWords.Replace(m[1])})
			continue
		}
		var row []string
		for _, c := range strings.Split(line, " & ") {
			c = texMarks.ReplaceAllString(strings.TrimSpace(c), "")
			c = texIndent.ReplaceAllString(texAligns.ReplaceAllString(c, ""), "")
			if m := texBold.FindStringSubmatch(c); m != nil {
				c = m[1]
			}
			row = append(row, texWords.Replace(c))
		}
		out = append(out, row)
	}
	return out
}

// wordTables reads the tables of a Word file, each under the bookmark of its caption's number, by order.
func wordTables(t *testing.T, file []byte) func(*testing.T, []byte, *grid.Grid) [][]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer part.Close()
	var tables []wordTable
	var open []*wordTable
	d := xml.NewDecoder(part)
	var text strings.Builder
	raised, caption := false, ""
	var paragraph strings.Builder
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "tbl":
				open = append(open, &wordTable{caption: caption})
			case "tr":
				top := open[len(open)-1]
				top.rows = append(top.rows, nil)
				top.head = append(top.head, false)
			case "tblHeader":
				top := open[len(open)-1]
				top.head[len(top.head)-1] = true
			case "tc":
				text.Reset()
			case "p":
				paragraph.Reset()
				if text.Len() > 0 {
					text.WriteString("\n")
				}
			case "r":
				raised = false
			case "vertAlign":
				raised = len(x.Attr) > 0 && x.Attr[0].Value == "superscript"
			case "br":
				text.WriteString("\n")
			case "noBreakHyphen":
				text.WriteString("-")
			case "t":
				var s string
				if err := d.DecodeElement(&s, &x); err != nil {
					t.Fatal(err)
				}
				paragraph.WriteString(s)
				if !raised {
					text.WriteString(s)
				}
			}
		case xml.EndElement:
			switch x.Name.Local {
			case "p":
				if len(open) == 0 && paragraph.Len() > 0 {
					caption = caption + "\n" + paragraph.String()
				}
			case "tc":
				top := open[len(open)-1]
				top.rows[len(top.rows)-1] = append(top.rows[len(top.rows)-1], text.String())
			case "tbl":
				tables = append(tables, *open[len(open)-1])
				open = open[:len(open)-1]
				caption = ""
			}
		}
	}
	return func(t *testing.T, _ []byte, g *grid.Grid) [][]string {
		for n, x := range tables {
			if !x.under(g.Caption + g.Title) {
				continue
			}
			out := x.body()
			if n := len(g.Rows); len(out) == n+1 && len(out[n]) == 1 { // the notes of a long table are its last row
				out = out[:n]
			}
			for _, more := range tables[n+1:] { // a table too wide for a page goes on in a part with the same labels
				if !more.under(locale.Text(g.Lang, "docx.continued", g.Caption)) {
					break
				}
				for i, r := range more.body() {
					if i < len(out) && len(r) > 1 {
						out[i] = append(out[i], r[max(1, g.Stubs):]...)
					}
				}
			}
			return out
		}
		t.Errorf("%s is not in the file", g.Key)
		return nil
	}
}

// wordTable is a table with the paragraphs since the table before it.
type wordTable struct {
	caption string
	rows    [][]string
	head    []bool
}

// under reports whether the last paragraphs before the table are a caption.
func (x *wordTable) under(caption string) bool {
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	return strings.HasSuffix(bare(x.caption), bare(caption))
}

// body is the rows below the header.
func (x *wordTable) body() (out [][]string) {
	for i, r := range x.rows {
		if !x.head[i] {
			out = append(out, r)
		}
	}
	return out
}
