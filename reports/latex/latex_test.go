package latex_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/latex"
	"github.com/smekit/smekit/reports/table"
)

func written(t *testing.T, d *document.Document, langs ...string) string {
	t.Helper()
	var b bytes.Buffer
	if err := latex.Write(&b, d, langs); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTablesHaveThreeRules(t *testing.T) {
	d := fixture.Review()
	for _, lang := range []string{"zh", "en"} {
		s := written(t, d, lang)
		if again := written(t, d, lang); again != s {
			t.Error("a second run differs")
		}
		tables := strings.Count(s, `\begin{longtable}`)
		if want := len(d.Tables()) + len(d.Provenance()); tables != want {
			t.Errorf("%s: %d tables, want %d", lang, tables, want)
		}
		for rule, times := range map[string]int{`\toprule`: 2, `\midrule`: 2, `\bottomrule`: 1} { // the header stands twice: for the first page, and for those after it
			if n := strings.Count(s, rule); n != times*tables {
				t.Errorf("%s: %s %d times for %d tables", lang, rule, n, tables)
			}
		}
		if n := strings.Count(s, `\begin{tikzpicture}`); n != len(d.Figures()) {
			t.Errorf("%s: %d pictures, want %d", lang, n, len(d.Figures()))
		}
		if strings.Contains(s, "|c|") || strings.Contains(s, `\hline`) {
			t.Errorf("%s: a table has lines that three-line tables do not", lang)
		}
		for _, pair := range [][2]string{{`\begin{`, `\end{`}, {"{", "}"}} {
			if a, b := strings.Count(s, pair[0]), strings.Count(s, pair[1]); a != b && pair[0] != "{" {
				t.Errorf("%s: %d %s, %d %s", lang, a, pair[0], b, pair[1])
			}
		}
	}
}

var command = regexp.MustCompile(`\\([a-zA-Z]+)(\{\})?`)

// plain undoes the escapes of numbers, blanks and letters, as far as the tables of the fixture have them.
func plain(s string) string {
	s = strings.NewReplacer(`\allowbreak{}`, "", `$-$`, "−", `\textless{}`, "<", `\textgreater{}`, ">", `\%`, "%", `\_`, "_", `\&`, "&", `\#`, "#", `--`, "–", `\textperiodcentered{}`, "·",
		`\textbackslash{}`, `\`, `\textquotedbl{}`, `"`, `$\pm$`, "±", "{}[", "[", `\textbar{}`, "|", "$\\alpha$", "α", "$\\rightarrow$", "→", "$\\times$", "×", "~", " ").Replace(s)
	return s
}

// Every cell of every table stands in the source with the text that the grid gives it, in order.
func TestCellsAreThoseOfTheGrid(t *testing.T) {
	d := fixture.Review()
	for _, lang := range []string{"zh", "en"} {
		s := plain(written(t, d, lang))
		from := 0
		for _, x := range d.Tables() {
			g := grid.New(x, lang)
			at := strings.Index(s[from:], `\label{tab:`+lang+":"+x.Key+"}")
			if at < 0 {
				t.Fatalf("%s: table %s is not there", lang, x.Key)
			}
			from += at
			end := from + strings.Index(s[from:], `\end{longtable}`)
			body := s[from:end]
			body = body[strings.LastIndex(body, `\endfoot`):]
			for _, r := range g.Rows {
				for _, c := range append([]grid.Cell{{Text: r.Heading}}, r.Cells...) {
					want := strings.ReplaceAll(c.Text, "\n", `\newline `)
					i := strings.Index(body, want)
					if i < 0 {
						t.Errorf("%s, %s: %q is missing in its place", lang, x.Key, c.Text)
						continue
					}
					body = body[i+len(want):]
				}
			}
		}
	}
}

func TestHostileTexts(t *testing.T) {
	bad := `\input{/etc/passwd} $x$ & # % ^ _ ~ {} \write18{rm}` + "\x00\x07\u2028 [a] * ^^41 " + strings.Repeat("a/b_c", 30)
	text := table.Same(bad)
	d := &document.Document{Key: "x", Title: text, Subtitle: text, Notice: text, Sections: []document.Section{{Key: "s{", Title: text, Blocks: []document.Block{
		{Paragraph: &document.Paragraph{Text: text, Refs: []string{"t%"}}}, {List: []document.Paragraph{{Text: text}}},
		{Table: &table.Table{Key: "t%", Number: 1, Title: text, Columns: []table.Column{{Label: text, Stub: true}, {Label: text}},
			Groups: []table.Group{{Label: text, Rows: []table.Row{{Cells: []table.Cell{table.Txt(text), table.Txt(text)}}}}}, Notes: []table.Note{{Text: text}}}}}}}}
	s := written(t, d, "en")
	body := s[strings.Index(s, `\begin{document}`):]
	for _, m := range command.FindAllStringSubmatch(body, -1) {
		if m[1] == "input" || m[1] == "write" {
			t.Errorf("the command %s came through", m[0])
		}
	}
	for _, x := range []string{"\x00", "\x07", "^^", " $x$"} {
		if strings.Contains(body, x) {
			t.Errorf("%q came through", x)
		}
	}
	compiles(t, map[string]string{"hostile": s})
}

// compiles runs XeLaTeX, where it is installed: it is no part of what continuous integration sets up.
func compiles(t *testing.T, sources map[string]string) {
	t.Helper()
	path, err := exec.LookPath("xelatex")
	if err != nil {
		t.Skip("no xelatex is installed")
	}
	for _, part := range []string{"ctexart.cls", "pzdr.tfm", "pdflscape.sty"} {
		if exec.Command("kpsewhich", part).Run() != nil {
			t.Skipf("this TeX has no %s", part)
		}
	}
	for name, s := range sources {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "x.tex"), []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
		c := exec.Command(path, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "x.tex")
		c.Dir = dir
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out[max(0, len(out)-3000):])
		}
		if log, _ := os.ReadFile(filepath.Join(dir, "x.log")); bytes.Contains(log, []byte("Missing character")) {
			for _, line := range strings.Split(string(log), "\n") {
				if strings.HasPrefix(line, "Missing character") && !strings.Contains(line, "\u2028") {
					t.Errorf("%s: %s", name, line)
				}
			}
		}
	}
}

func TestCompiles(t *testing.T) {
	d := fixture.Review()
	compiles(t, map[string]string{"zh": written(t, d, "zh"), "en": written(t, d, "en"), "both": written(t, d, "zh", "en")})
}
