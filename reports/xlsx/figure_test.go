package xlsx_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/table"
)

// Answers, differences and ranges get native charts; networks and path models, which a spreadsheet has no charts of,
// their data and a line that says so.
func TestStudyCharts(t *testing.T) {
	d := &document.Document{Key: "study", Title: table.Same("x"), Ledger: &ledger.Ledger{Released: true}}
	for i, f := range fixture.StudyFigures() {
		f.Number = i + 1
		d.Sections = append(d.Sections, document.Section{Key: f.Key, Title: f.Title, Blocks: []document.Block{{Figure: f}}})
	}
	for _, lang := range []string{"zh", "en"} {
		b := write(t, d, lang)
		if dir := os.Getenv("SMEKIT_KEEP"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "study-"+lang+".xlsx"), b, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		var charts []string
		lines := 0
		for _, e := range z.File {
			r, err := e.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(e.Name, "xl/charts/chart") {
				charts = append(charts, string(text))
			}
			lines += strings.Count(string(text), "A spreadsheet has no chart of this kind") + strings.Count(string(text), "电子表格没有这种图")
		}
		if lines == 0 {
			t.Error("nothing says that networks have no chart")
		}
		if len(charts) != 4 {
			t.Fatalf("%d charts, want 4", len(charts))
		}
		for i, want := range []struct {
			series int
			holds  string
		}{{4, "percentStacked"}, {5, "percentStacked"}, {3, "hiLowLines"}, {3, "hiLowLines"}} {
			if n := strings.Count(charts[i], "<c:ser>") + strings.Count(charts[i], "<ser>"); n != want.series {
				t.Errorf("chart %d: %d series, want %d", i, n, want.series)
			}
			if !strings.Contains(charts[i], want.holds) {
				t.Errorf("chart %d: no %s", i, want.holds)
			}
		}
	}
}
