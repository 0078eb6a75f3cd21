package svg_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/figure/svg"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/table"
)

func options(lang string) svg.Options {
	return svg.Options{Lang: lang,
		Number: func(v float64, f table.Format) string { return grid.Number(lang, v, f) },
		Word:   func(code string, args ...string) string { return locale.Text(lang, code, args...) }}
}

// elements parses a drawing and returns its elements with their texts.
func elements(t *testing.T, b []byte) (els []xml.StartElement, texts string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return els, texts
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			els = append(els, x.Copy())
		case xml.CharData:
			texts += string(x) + "\n"
		}
	}
}

func get(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func TestDrawings(t *testing.T) {
	for _, f := range slices.Concat(fixture.Review().Figures(), fixture.PassFigures(), fixture.StudyFigures()) {
		for _, lang := range []string{"zh", "en"} {
			t.Run(f.Key+"/"+lang, func(t *testing.T) {
				d := svg.Draw(f, options(lang))
				if dir := os.Getenv("SMEKIT_KEEP"); dir != "" {
					if err := os.WriteFile(filepath.Join(dir, f.Key+"-"+lang+".svg"), d.SVG, 0o666); err != nil {
						t.Fatal(err)
					}
				}
				if again := svg.Draw(f, options(lang)); !bytes.Equal(again.SVG, d.SVG) {
					t.Error("two drawings of one figure differ")
				}
				els, texts := elements(t, d.SVG)
				if get(els[0], "role") != "img" || els[1].Name.Local != "title" || els[2].Name.Local != "desc" {
					t.Error("no role, title and desc")
				}
				ids := map[string]bool{}
				for _, e := range els {
					if n := e.Name.Local; n == "script" || n == "style" || get(e, "style") != "" {
						t.Errorf("%s: neither script nor style belongs into a drawing", n)
					}
					if id := get(e, "id"); id != "" {
						if ids[id] || !strings.HasSuffix(strings.Split(strings.TrimPrefix(id, "fig-"+f.Key+"-"), "-")[0], lang) {
							t.Errorf("id %s is not unique to figure and language", id)
						}
						ids[id] = true
					}
					if x := get(e, "x"); x != "" && e.Name.Local == "text" {
						var at float64
						fmt.Sscan(x, &at)
						if at < 0 || at > d.Width {
							t.Errorf("a text stands at %s, outside 0–%v", x, d.Width)
						}
					}
				}
				if strings.Contains(string(d.SVG), "NaN") {
					t.Error("a coordinate is not a number")
				}
				g := grid.New(f.Data(), lang)
				for _, r := range g.Rows {
					for _, c := range r.Cells {
						if c.ID != "" && !strings.Contains(texts, c.Text) {
							t.Errorf("value %q is not in the picture", c.Text)
						}
					}
				}
				if strings.Contains(texts, "report.") {
					t.Error("a word is missing from the catalogue")
				}
			})
		}
	}
}

// A shown value names its estimate; a hidden one names none, whatever the model says.
func TestDataIDs(t *testing.T) {
	f := fixture.Review().Figures()[0]
	want, hidden := 0, 0
	for _, r := range f.Heat.Cells {
		for _, c := range r {
			if math.IsNaN(c.Value) {
				hidden++
			} else {
				want++
			}
		}
	}
	if hidden == 0 {
		t.Fatal("the fixture hides nothing")
	}
	els, _ := elements(t, svg.Draw(f, options("en")).SVG)
	n := 0
	for _, e := range els {
		if get(e, "data-id") != "" && get(e, "class") == "datum" {
			n++
		}
	}
	if n != want {
		t.Errorf("%d cells carry an estimate, want %d", n, want)
	}
}

func TestHostileTexts(t *testing.T) {
	f := &figure.Figure{Key: "a b\"<", Title: table.Same("</title><script>alert(1)</script>"), Alt: table.Same("a\x00b & \xff"),
		Heat: &figure.HeatMap{Rows: []table.Text{table.Same("<b>")}, Columns: []table.Text{table.Same(strings.Repeat("x", 200))}, Min: 0, Max: 1, Cells: [][]figure.Cell{{{Value: .5, ID: `"><script>`}}}}}
	els, _ := elements(t, svg.Draw(f, options("en")).SVG)
	for _, e := range els {
		if e.Name.Local == "script" || e.Name.Local == "b" {
			t.Error("a text became an element")
		}
	}
}

func TestDegenerate(t *testing.T) {
	for name, f := range map[string]*figure.Figure{
		"nothing":      {Key: "x"},
		"no rows":      {Key: "x", Heat: &figure.HeatMap{}},
		"flat scale":   {Key: "x", Heat: &figure.HeatMap{Rows: []table.Text{table.Same("r")}, Columns: []table.Text{table.Same("c")}, Cells: [][]figure.Cell{{{Value: 3}}}, Min: 3, Max: 3}},
		"no dots":      {Key: "x", Dots: &figure.Dots{Rows: []figure.Dot{{Cell: figure.Cell{Value: 1}}}}},
		"one point":    {Key: "x", Curve: &figure.Curve{X: []table.Text{table.Same("a")}, Series: []figure.Line{{Cells: []figure.Cell{{Value: 3}, {Value: 4}}, Low: []figure.Cell{{Value: 1}}}}}},
		"no bars":      {Key: "x", Levels: &figure.Levels{}},
		"unknown node": {Key: "x", Path: &figure.Path{Columns: []figure.PathColumn{{Nodes: []figure.Node{{Key: "a"}}}}, Links: []figure.Link{{From: "a", To: "b", Count: 1}}}},
		"back and own": {Key: "x", Path: &figure.Path{Columns: []figure.PathColumn{{Nodes: []figure.Node{{Key: "a"}, {Key: "c"}}}, {Nodes: []figure.Node{{Key: "b"}}}},
			Links: []figure.Link{{From: "b", To: "a", Count: 1}, {From: "a", To: "c", Count: 2}, {From: "a", To: "a", Count: 1}}}},
		"flat dumbbell": {Key: "x", Dumbbell: &figure.Dumbbell{Rows: []figure.Pair{{First: figure.Cell{Value: 1}, Second: figure.Cell{Value: math.NaN()}}}}},
	} {
		d := svg.Draw(f, options("zh"))
		elements(t, d.SVG)
		if s := string(d.SVG); strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
			t.Errorf("%s: %s", name, s)
		}
	}
}

func ExampleDraw() {
	f := &figure.Figure{Key: "gap", Title: table.Same("Gap"), Dumbbell: &figure.Dumbbell{First: table.Same("A"), Second: table.Same("B"), Max: 100,
		Rows: []figure.Pair{{Label: table.Same("trust"), First: figure.Cell{Value: 61}, Second: figure.Cell{Value: 48.5}}}}}
	d := svg.Draw(f, svg.Options{Lang: "en",
		Number: func(v float64, f table.Format) string { return grid.Number("en", v, f) },
		Word:   func(code string, args ...string) string { return locale.Text("en", code, args...) }})
	fmt.Println(strings.Contains(string(d.SVG), "61.0"), strings.Contains(string(d.SVG), "48.5"))
	// Output: true true
}

// Long words of a heat map's header are hyphenated, and no piece is a tail of a letter or two.
func TestLongWords(t *testing.T) {
	words := []string{"Relationship", "Compartmentalised", "Collaboration", "ééééééééééééééé", "Trust"}
	f := &figure.Figure{Key: "h", Heat: &figure.HeatMap{Rows: []table.Text{table.Same("a")}, Min: 0, Max: 100}}
	for i := range 13 {
		f.Heat.Columns = append(f.Heat.Columns, table.Same(words[i%len(words)]))
	}
	f.Heat.Cells = [][]figure.Cell{make([]figure.Cell, len(f.Heat.Columns))}
	_, texts := elements(t, svg.Draw(f, options("en")).SVG)
	lines := strings.Split(texts, "\n")
	broken := 0
	for i, s := range lines {
		if !strings.HasSuffix(s, "-") {
			continue
		}
		for i+1 < len(lines) && strings.TrimSpace(lines[i+1]) == "" {
			i++
		}
		next := strings.TrimSuffix(lines[i+1], "-")
		broken++
		if n := len([]rune(next)); n < 4 || !utf8.ValidString(s) {
			t.Errorf("%q is followed by %q", s, next)
		}
	}
	if broken == 0 || strings.Contains(texts, "Compartmentalised\n") || !strings.Contains(texts, "Trust\n") {
		t.Errorf("%d words are broken: %q", broken, texts)
	}
}
