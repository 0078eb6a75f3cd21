package html_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/html"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/table"
)

var both = []string{"zh", "en"}

func write(t testing.TB, d *document.Document, langs []string) string {
	t.Helper()
	var b bytes.Buffer
	if err := html.Write(&b, d, langs); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("SMEKIT_KEEP"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, d.Key+".html"), b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestPolicyAllowsExactlyTheOwnParts(t *testing.T) {
	page := write(t, fixture.Review(), both)
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)[1]
	if !strings.HasPrefix(policy, "default-src 'none';") || strings.Contains(policy, "unsafe") {
		t.Error(policy)
	}
	for _, part := range []string{"style", "script"} {
		m := regexp.MustCompile(`(?s)<`+part+`>(.*?)</`+part+`>`).FindAllStringSubmatch(page, -1)
		if len(m) != 1 {
			t.Fatalf("%d elements %s", len(m), part)
		}
		h := sha256.Sum256([]byte(m[0][1]))
		if want := part + "-src 'sha256-" + base64.StdEncoding.EncodeToString(h[:]) + "'"; !strings.Contains(policy, want) {
			t.Errorf("the policy lacks %s", want)
		}
	}
	if m := regexp.MustCompile(`(?i)\son[a-z]+=|\sstyle=|javascript:|src=|url\(["']?http|@import`).FindString(page); m != "" {
		t.Errorf("the page holds %q", m)
	}
	for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !strings.HasPrefix(m[1], "#") && m[1] != "data:," {
			t.Errorf("a link leads to %s", m[1])
		}
	}
}

func TestAnchors(t *testing.T) {
	page := write(t, fixture.Review(), both)
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("the id %s stands twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Errorf("a link leads to #%s, which is nowhere", m[1])
		}
	}
}

type embedded struct {
	Families []string `json:"families"`
	Measures []struct {
		ID string `json:"i"`
	} `json:"measures"`
	Texts     []map[string]string `json:"texts"`
	Estimates []struct {
		Y int    `json:"y"`
		M int    `json:"m"`
		O string `json:"o"`
		A *int   `json:"a"`
		V string `json:"v"`
		Q []int  `json:"q"`
		F []any  `json:"f"`
	} `json:"estimates"`
	Quotes []struct {
		T string `json:"t"`
	} `json:"quotes"`
}

// id of an embedded estimate.
func (e embedded) id(i int) string {
	x := e.Estimates[i]
	return estimate.ID(e.Families[x.Y], e.Measures[x.M].ID, x.O)
}

func data(t *testing.T, page string) (e embedded) {
	t.Helper()
	_, rest, _ := strings.Cut(page, `<script type="application/json" id="data">`)
	text, _, _ := strings.Cut(rest, "</script>")
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

// Each button carries the number of the estimate that its cell shows, and the text of the grid.
func TestButtonsPointToTheirEstimates(t *testing.T) {
	d := fixture.Review()
	page := write(t, d, both)
	e := data(t, page)
	buttons := regexp.MustCompile(`data-[el]="([\d ]+)">([^<]*)</button>`).FindAllStringSubmatch(page, -1)
	type pair struct{ id, text string }
	got := map[pair]bool{}
	for _, b := range buttons {
		for _, at := range strings.Fields(b[1]) {
			i, err := strconv.Atoi(at)
			if err != nil {
				t.Fatal(err)
			}
			got[pair{e.id(i), b[2]}] = true
		}
	}
	for _, lang := range both {
		for _, x := range d.Tables() {
			for _, r := range grid.New(x, lang).Rows {
				for _, c := range r.Cells {
					if c.Kind == table.Suppressed {
						continue
					}
					for _, id := range c.IDs {
						if !got[pair{id, strings.NewReplacer("<", "&lt;").Replace(c.Text)}] {
							t.Errorf("no button %q for %s", c.Text, id)
						}
					}
				}
			}
		}
	}
}

func TestHostileTextsStayTexts(t *testing.T) {
	d := fixture.Review()
	page := write(t, d, both)
	if n := strings.Count(page, "</script>"); n != 2 {
		t.Errorf("%d ends of scripts, want 2", n)
	}
	if strings.Contains(page, "<b>x</b>") {
		t.Error("a cell's text became markup")
	}
	found := false
	for _, q := range data(t, page).Quotes {
		found = found || q.T == d.Evidence[0].Text
	}
	if !found {
		t.Error("the quotation did not come through whole")
	}
}

func TestOnlyShownEstimatesAndParentsAreEmbedded(t *testing.T) {
	d := fixture.Large(2, 10, 3000)
	e := data(t, write(t, d, both))
	if n := len(e.Estimates); n < 200 || n > 600 {
		t.Errorf("%d estimates embedded of %d", n, len(d.Estimates()))
	}
	for i, x := range e.Estimates {
		for _, f := range x.F {
			if _, ok := f.(float64); !ok {
				t.Errorf("%s: the parent %v is not embedded", e.id(i), f)
			}
		}
	}
}

func TestDeterministic(t *testing.T) {
	first := write(t, fixture.Review(), both)
	for range 5 {
		if write(t, fixture.Review(), both) != first {
			t.Fatal("the same document gave different bytes")
		}
	}
}

func TestWords(t *testing.T) {
	for _, langs := range [][]string{both, {"zh"}, {"en"}} {
		page := write(t, fixture.Review(), langs)
		if m := regexp.MustCompile(`report\.[a-z_]+`).FindString(page); m != "" {
			t.Errorf("a word is missing from the catalogue: %s", m)
		}
		if got := strings.Contains(page, `class="langs"`); got != (len(langs) > 1) {
			t.Errorf("%v: language switch %v", langs, got)
		}
	}
}

func TestNoLanguage(t *testing.T) {
	if html.Write(io.Discard, &document.Document{}, nil) == nil {
		t.Error("a page without a language was written")
	}
	if err := html.Write(io.Discard, &document.Document{}, both); err != nil {
		t.Error(err)
	}
}

func BenchmarkWrite(b *testing.B) {
	d := fixture.Large(60, 30, 20000)
	for b.Loop() {
		if err := html.Write(io.Discard, d, both); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleWrite() {
	d := &document.Document{Title: table.Same("Review <1>")}
	var b strings.Builder
	if err := html.Write(&b, d, []string{"en"}); err != nil {
		fmt.Println(err)
	}
	fmt.Println(strings.Contains(b.String(), "<h1>Review &lt;1&gt;</h1>"))
	// Output: true
}
