package xlsx_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/table"
	"github.com/smekit/smekit/reports/xlsx"
)

// part reads an entry of an archive.
func part(t *testing.T, b []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// spy looks into the folder for temporary files whenever it is written to.
type spy struct {
	dir  string
	seen []string
	n    int
}

func (s *spy) Write(p []byte) (int, error) {
	es, err := os.ReadDir(s.dir)
	if err != nil {
		return 0, err
	}
	for _, e := range es {
		s.seen = append(s.seen, e.Name())
	}
	s.n += len(p)
	return len(p), nil
}

// A workbook is written without a file on the way, however many estimates it holds.
func TestNoTemporaryFiles(t *testing.T) {
	s := &spy{dir: t.TempDir()}
	t.Setenv("TMPDIR", s.dir)
	if err := xlsx.Write(s, fixture.Large(1, 10, 60000), "en"); err != nil {
		t.Fatal(err)
	}
	if s.n == 0 || len(s.seen) > 0 {
		t.Errorf("%d bytes, files %v", s.n, s.seen)
	}
}

// Texts of the data sheet come back whole, whatever they hold.
func TestDataTexts(t *testing.T) {
	d := &document.Document{Title: table.Same("x"), Ledger: &ledger.Ledger{}}
	texts := []string{"=1+1", " ends with blanks ", "a < b & c > \"d\"", "two\nlines", "中文", "-x", "plain", "plain"}
	for _, s := range texts {
		e := estimate.New("score", "mean", s)
		e.Value, e.Method = 1.5, s
		d.Ledger.Estimates = append(d.Ledger.Estimates, e)
	}
	var b bytes.Buffer
	if err := xlsx.WriteEstimates(&b, d, "en"); err != nil {
		t.Fatal(err)
	}
	f := open(t, b.Bytes())
	for i, want := range texts {
		name, _ := excelize.CoordinatesToCellName(11, i+2)
		got, err := f.GetCellValue("Data", name)
		if err != nil || got != want {
			t.Errorf("%q came back as %q (%v)", want, got, err)
		}
		if formula, _ := f.GetCellFormula("Data", name); formula != "" {
			t.Errorf("%q is a formula", want)
		}
	}
	strs := part(t, b.Bytes(), "xl/sharedStrings.xml")
	if n := strings.Count(strs, "<t>plain</t>"); n != 1 {
		t.Errorf("the same text stands %d times", n)
	}
}

// The data sheet prints on the width of its pages and repeats its header.
func TestDataPrints(t *testing.T) {
	b := write(t, fixture.Review(), "zh")
	text := ""
	for _, n := range []string{"12", "13", "14"} {
		if x := part(t, b, "xl/worksheets/sheet"+n+".xml"); strings.Contains(x, "<autoFilter") {
			text = x
		}
	}
	for _, want := range []string{`fitToPage="true"`, `fitToWidth="1"`, `orientation="landscape"`} {
		if !strings.Contains(text, want) {
			t.Errorf("the data sheet has no %s", want)
		}
	}
	if book := part(t, b, "xl/workbook.xml"); !strings.Contains(book, "&#39;数据&#39;!$1:$1") {
		t.Error("the header of the data sheet does not repeat")
	}
}

// A row is as high as its longest text needs and no higher: a text that fits its column takes one line.
func TestRowHeights(t *testing.T) {
	d := &document.Document{Sections: []document.Section{{Blocks: []document.Block{{Table: &table.Table{Key: "x", Number: 1, Title: table.Same("x"),
		Columns: []table.Column{{Label: table.Same("a"), Stub: true}, {Label: table.Same("b")}},
		Groups: []table.Group{{Rows: []table.Row{
			{Cells: []table.Cell{table.Txt(table.Same("Separation of approval and supervision")), table.Txt(table.Same("x"))}},
			{Cells: []table.Cell{table.Txt(table.Same("short")), table.Txt(table.Same(strings.Repeat("很长的说明文字", 12)))}},
		}}}}}}}}}
	f := open(t, write(t, d, "en"))
	sheet := f.GetSheetList()[2]
	one, _ := f.GetRowHeight(sheet, 4)
	many, _ := f.GetRowHeight(sheet, 5)
	if one > 18 || many < 4*14 {
		t.Errorf("heights %v and %v", one, many)
	}
}
