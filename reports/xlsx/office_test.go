package xlsx_test

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/internal/fixture"
)

// office converts a workbook with LibreOffice and returns the folder with the results.
func office(t *testing.T, book []byte, to string) string {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("SMEKIT_REQUIRE_TOOLS") == "1" {
			t.Fatal("soffice is not installed")
		}
		t.Skip("soffice is not installed")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "book.xlsx"), book, 0o666); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(soffice, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", to, "--outdir", dir, filepath.Join(dir, "book.xlsx"))
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	return dir
}

// An office program shows every cell of every table exactly as the grid has it.
func TestOfficeShowsTheTexts(t *testing.T) {
	d := fixture.Review()
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			b := write(t, d, lang)
			sheets := open(t, b).GetSheetList()
			dir := office(t, b, `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1`)
			for i, x := range d.Tables() {
				text, err := os.ReadFile(filepath.Join(dir, "book-"+sheets[2+i]+".csv"))
				if err != nil {
					t.Fatal(err)
				}
				r := csv.NewReader(strings.NewReader(string(text)))
				r.FieldsPerRecord = -1
				rows, err := r.ReadAll()
				if err != nil {
					t.Fatal(err)
				}
				g := grid.New(x, lang)
				at := 2 + len(g.Head)
				for _, row := range g.Rows {
					for j, c := range row.Cells {
						if got, want := rows[at][j], c.Text+grid.Raised(c.Marks); got != want {
							t.Errorf("%s row %d column %d shows %q, the grid %q", sheets[2+i], at+1, j+1, got, want)
						}
					}
					at++
				}
			}
		})
	}
}

func TestOfficePrints(t *testing.T) {
	dir := office(t, write(t, fixture.Review(), "zh"), "pdf")
	pdf, err := os.ReadFile(filepath.Join(dir, "book.pdf"))
	if err != nil || !strings.HasPrefix(string(pdf), "%PDF-") {
		t.Fatalf("no pdf: %v", err)
	}
}
