package xlsx_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/table"
	"github.com/smekit/smekit/reports/xlsx"
)

func write(t testing.TB, d *document.Document, lang string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Write(&b, d, lang); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("SMEKIT_KEEP"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, d.Key+"-"+lang+".xlsx"), b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func open(t *testing.T, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestSheets(t *testing.T) {
	for lang, want := range map[string]string{
		"zh": "目录|正文|表1 样本构成|表2 各维度访谈与问卷得分|表3 部门与维度（POMP）|表4 领导与科员|表5 描述统计与相关|表6 失灵隐患的判定|图1 部门与维度得分|图2 领导与科员的看法|图3 耦合协调度|图4 情境—机制—效应路径|数据|来源与设置",
		"en": "Contents|Text|Table 1 Sample|Table 2 Interview and survey|Table 3 Departments by|Table 4 Leaders and staff|Table 5 Descriptives and|Table 6 Verdicts on the hazards|Figure 1 Scores of departments|Figure 2 How leaders and staff|Figure 3 Coupling coordination|Figure 4 Paths from situation|Data|Provenance",
	} {
		f := open(t, write(t, fixture.Review(), lang))
		if got := strings.Join(f.GetSheetList(), "|"); got != want {
			t.Errorf("%s\n got %s\nwant %s", lang, got, want)
		}
		for _, s := range f.GetSheetList() {
			if n := len(utf16.Encode([]rune(s))); n > 31 {
				t.Errorf("%q has %d units", s, n)
			}
			if s == f.GetSheetList()[0] {
				continue
			}
			if ok, target, err := f.GetCellHyperLink(s, "A1"); s != f.GetSheetList()[len(f.GetSheetList())-2] && (err != nil || !ok || target != "'"+f.GetSheetList()[0]+"'!A1") {
				t.Errorf("%s has no link back: %v %v", s, target, err)
			}
		}
	}
}

func TestNamesStayUnique(t *testing.T) {
	d := &document.Document{Sections: []document.Section{{Blocks: []document.Block{
		{Table: &table.Table{Key: "a", Number: 1, Title: table.Same("History: [x] * ? / \\ 'quoted' and much longer than a name may be")}},
		{Table: &table.Table{Key: "b", Number: 1, Title: table.Same("history: [X] * ? / \\ 'quoted' and much longer than a name may be")}},
		{Table: &table.Table{Key: "c", Number: 2, Title: table.Same("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")}},
	}}}}
	f := open(t, write(t, d, "en"))
	if n := len(f.GetSheetList()); n != 5 { // no data sheet: the document has no results
		t.Errorf("%d sheets: %q", n, f.GetSheetList())
	}
}

// Every cell of every table is a number with the value and format of the grid, or a text that is the grid's.
func TestCells(t *testing.T) {
	d := fixture.Review()
	for _, lang := range []string{"zh", "en"} {
		f := open(t, write(t, d, lang))
		for i, x := range d.Tables() {
			sheet := f.GetSheetList()[2+i]
			g := grid.New(x, lang)
			row := 3 + len(g.Head)
			for _, r := range g.Rows {
				for j, c := range r.Cells {
					name, _ := excelize.CoordinatesToCellName(j+1, row)
					raw, err := f.GetCellValue(sheet, name, excelize.Options{RawCellValue: true})
					if err != nil {
						t.Fatal(err)
					}
					kind, _ := f.GetCellType(sheet, name)
					if formula, _ := f.GetCellFormula(sheet, name); formula != "" {
						t.Errorf("%s!%s is a formula: %s", sheet, name, formula)
					}
					if !c.Numeric {
						if raw != c.Text+grid.Raised(c.Marks) {
							t.Errorf("%s!%s holds %q, the grid %q", sheet, name, raw, c.Text)
						}
						continue
					}
					if !same(raw, fmt.Sprint(c.Shown)) || kind == excelize.CellTypeSharedString {
						t.Errorf("%s!%s holds %q (type %v), the grid %v", sheet, name, raw, kind, c.Shown)
					}
					id, _ := f.GetCellStyle(sheet, name)
					s, err := f.GetStyle(id)
					if err != nil || s.CustomNumFmt == nil || *s.CustomNumFmt != c.MarkedFormat() {
						t.Errorf("%s!%s has not the number format %s", sheet, name, c.MarkedFormat())
					}
				}
				row++
			}
		}
	}
}

// same compares texts, and numbers to the 14 digits to which excelize reads them.
func same(a, b string) bool {
	x, err := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return a == b || (err == nil && err2 == nil && math.Abs(x-y) <= 1e-14*math.Abs(y))
}

func TestDeterministic(t *testing.T) {
	first := write(t, fixture.Review(), "zh")
	for range 8 {
		if !bytes.Equal(first, write(t, fixture.Review(), "zh")) {
			t.Fatal("the same document gave different bytes")
		}
	}
	z, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range z.File {
		if e.ModifiedDate != 0 || e.ModifiedTime != 0 || len(e.Extra) > 0 {
			t.Errorf("%s carries a time", e.Name)
		}
		if strings.HasPrefix(e.Name, "docProps/") {
			r, _ := e.Open()
			text, _ := io.ReadAll(r)
			if s := string(text); strings.Contains(s, "creator") || strings.Contains(s, "created") || strings.Contains(s, "xuri") {
				t.Errorf("%s: %s", e.Name, s)
			}
		}
	}
}

func TestDataSheet(t *testing.T) {
	d := fixture.Review()
	f := open(t, write(t, d, "en"))
	rows, err := f.GetRows("Data", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(d.Estimates())+1 || strings.Join(rows[0], ",") != strings.Join(document.Columns, ",") {
		t.Fatalf("%d rows, header %v", len(rows), rows[0])
	}
	for i, e := range d.Estimates() {
		got := append(rows[i+1], make([]string, len(document.Columns))...)
		for j, want := range e.Cells() {
			if !same(got[j], want) {
				t.Errorf("row %d %s: %q, want %q", i+2, document.Columns[j], got[j], want)
			}
		}
	}
	panes, err := f.GetPanes("Data")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("not frozen: %+v %v", panes, err)
	}
}

func TestChartsAndPrint(t *testing.T) {
	b := write(t, fixture.Review(), "zh")
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	charts, full := 0, strconv.FormatFloat(fixture.Review().Estimates()[40].Value, 'g', -1, 64)
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
			charts++
		}
		if strings.HasPrefix(e.Name, "xl/worksheets/") && bytes.Contains(text, []byte("<f>")) {
			t.Errorf("%s holds a formula", e.Name)
		}
		all.Write(text)
	}
	if charts != 2 {
		t.Errorf("%d charts, want 2", charts)
	}
	for _, want := range []string{"hiLowLines", "colorScale", "_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase", `orientation="landscape"`, `paperSize="9"`, "第&amp;P页", `showGridLines="false"`, "<v>" + full + "</v>"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the workbook has no %s", want)
		}
	}
}

func TestEmptyDocument(t *testing.T) {
	for _, d := range []*document.Document{{}, {Sections: []document.Section{{Blocks: []document.Block{{Table: &table.Table{Key: "x"}}, {Table: &table.Table{Key: "y", Columns: []table.Column{{Label: table.Same("a")}, {Label: table.Same("b")}}}}}}}}} {
		open(t, write(t, d, "en"))
	}
}

func BenchmarkWrite(b *testing.B) {
	d := fixture.Large(60, 30, 20000)
	for b.Loop() {
		if err := xlsx.Write(io.Discard, d, "zh"); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleWrite() {
	d := &document.Document{Title: table.Same("Review"), Sections: []document.Section{{Blocks: []document.Block{{Table: &table.Table{Key: "sample", Number: 1, Title: table.Same("Sample"),
		Columns: []table.Column{{Label: table.Same("Rate"), Format: table.Share}},
		Groups:  []table.Group{{Rows: []table.Row{{Cells: []table.Cell{table.Num(0.2834, "")}}}}}}}}}}}
	var b bytes.Buffer
	if err := xlsx.Write(&b, d, "en"); err != nil {
		fmt.Println(err)
		return
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		fmt.Println(err)
		return
	}
	shown, _ := f.GetCellValue("Table 1 Sample", "A4")
	fmt.Println(shown)
	// Output: 28.3%
}

// The figures of a coding pass get native charts: dots whose limits are joined, a curve with its band as dashed lines.
func TestPassCharts(t *testing.T) {
	d := &document.Document{Key: "pass", Title: table.Same("x"), Ledger: &ledger.Ledger{Released: true}}
	for i, f := range fixture.PassFigures() {
		f.Number = i + 1
		d.Sections = append(d.Sections, document.Section{Key: f.Key, Title: f.Title, Blocks: []document.Block{{Figure: f}}})
	}
	b := write(t, d, "en")
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var charts []string
	for _, e := range z.File {
		if !strings.HasPrefix(e.Name, "xl/charts/chart") {
			continue
		}
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		charts = append(charts, string(text))
	}
	if len(charts) != 2 {
		t.Fatalf("%d charts, want 2", len(charts))
	}
	for i, want := range []struct {
		series, dashed int
		joined         bool
	}{{3, 0, true}, {4, 2, false}} {
		if n := strings.Count(charts[i], "<c:ser>") + strings.Count(charts[i], "<ser>"); n != want.series {
			t.Errorf("chart %d: %d series, want %d", i, n, want.series)
		}
		if n := strings.Count(charts[i], `val="dash"`); i == 1 && n != want.dashed {
			t.Errorf("chart %d: %d dashed lines, want %d", i, n, want.dashed)
		}
		if strings.Contains(charts[i], "hiLowLines") != want.joined {
			t.Errorf("chart %d: joined %v", i, !want.joined)
		}
	}
}
