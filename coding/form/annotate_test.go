package form

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func comments(t *testing.T, data []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for _, s := range f.GetSheetList() {
		list, err := f.GetComments(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range list {
			text := c.Text
			for _, r := range c.Paragraph {
				text += r.Text
			}
			fill := ""
			if id, err := f.GetCellStyle(s, c.Cell); err == nil {
				if p := f.Styles.Fills.Fill[*f.Styles.CellXfs.Xf[id].FillID].PatternFill; p != nil && p.FgColor != nil {
					fill = " " + p.FgColor.RGB
				}
			}
			out = append(out, s+"!"+c.Cell+fill+": "+strings.ReplaceAll(text, "\n", "⏎"))
		}
	}
	sort.Strings(out)
	return strings.Join(out, "\n")
}

func fixture(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/libreoffice-comments.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var marks = []Mark{
	{"甲", 2, 2, "应为1到5之间的整数，实际为55"}, {"甲", 2, 2, "又一处"}, {"甲", 2, 0, "整行重复"}, {"甲", 0, 0, "缺少一列"}, {"甲", 0, 2, "整列"},
	{"乙", 2, 1, "超出范围"}, {"乙", 1, 2, "合并格"}, {"没有", 3, 3, "别处"},
}

const marked = `乙!A1 FFFFC7CE: 合并格
乙!A2 FFFFC7CE: 请核对⏎――⏎超出范围
乙!B2: 保留
甲!A1 FFFFC7CE: 缺少一列⏎别处
甲!A2 FFFFC7CE: 整行重复
甲!B1 FFFFC7CE: 整列
甲!B2 FFFFC7CE: 应为1到5之间的整数，实际为55⏎又一处`

func TestAnnotate(t *testing.T) {
	var b bytes.Buffer
	if err := Annotate(&b, fixture(t), "a.xlsx", marks); err != nil {
		t.Fatal(err)
	}
	if got := comments(t, b.Bytes()); got != marked {
		t.Errorf("got\n%s\nwant\n%s", got, marked)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	formula, err := f.GetCellFormula("乙", "B2")
	if err != nil || !strings.Contains(formula, "A2*2") {
		t.Error("formula", formula, err)
	}
	id, err := f.GetCellStyle("乙", "A2")
	if err != nil {
		t.Fatal(err)
	}
	if font := f.Styles.Fonts.Font[*f.Styles.CellXfs.Xf[id].FontID]; font.B == nil || font.Color == nil || font.Color.RGB != "FF0000FF" {
		t.Error("the cell's font was lost")
	}
	if merged, err := f.GetMergeCells("乙"); err != nil || len(merged) != 1 {
		t.Error(merged, err)
	}
	var again bytes.Buffer
	var first bytes.Buffer
	if err := errors.Join(Annotate(&first, fixture(t), "a.xlsx", marks), Annotate(&again, fixture(t), "a.xlsx", marks)); err != nil || !bytes.Equal(first.Bytes(), again.Bytes()) {
		t.Error("the same marks twice give other bytes", err)
	}
}

// TestAnnotateForeignNames moves the comments to where other programs put them.
func TestAnnotateForeignNames(t *testing.T) {
	swap := strings.NewReplacer("xl/comments2.xml", "xl/comments/comment1.xml", "../comments2.xml", "/xl/comments/comment1.xml",
		"vmlDrawing2.vml", "commentsDrawing1.vml", "vmlDrawing1.vml", "commentsDrawing1.vml", "xl/comments1.xml", "xl/comments/comment1.xml", "../comments1.xml", "/xl/comments/comment1.xml")
	zr, err := zip.NewReader(bytes.NewReader(fixture(t)), int64(len(fixture(t))))
	if err != nil {
		t.Fatal(err)
	}
	var moved bytes.Buffer
	zw := zip.NewWriter(&moved)
	changed := 0
	for _, file := range zr.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		name := swap.Replace(file.Name)
		if name != file.Name {
			changed++
		}
		if strings.HasSuffix(name, ".rels") || strings.Contains(name, "Content_Types") {
			raw = []byte(swap.Replace(string(raw)))
		}
		w, err := zw.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(raw); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	if changed != 2 {
		t.Fatalf("%d parts moved", changed)
	}
	var b bytes.Buffer
	if err := Annotate(&b, moved.Bytes(), "a.xlsx", marks); err != nil {
		t.Fatal(err)
	}
	if got := comments(t, b.Bytes()); got != marked {
		t.Errorf("got\n%s\nwant\n%s", got, marked)
	}
}

func TestAnnotateRows(t *testing.T) {
	rows := [][]string{{"编号", "得分"}, {}, {"007", "55", ""}, {"=1+1", "4"}}
	var b bytes.Buffer
	if err := AnnotateRows(&b, "survey/wave:1.csv", rows, []Mark{{"", 3, 2, "超出范围"}, {"", 0, 0, "缺少一列"}, {"", 9, 1, "行"}}); err != nil {
		t.Fatal(err)
	}
	if got := comments(t, b.Bytes()); got != "wave_1!A1 FFFFC7CE: 缺少一列\nwave_1!A9 FFFFC7CE: 行\nwave_1!B3 FFFFC7CE: 超出范围" {
		t.Error(got)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A3": "007", "A4": "=1+1", "B4": "4"} {
		got, err := f.GetCellValue("wave_1", cell)
		kind, kerr := f.GetCellType("wave_1", cell)
		formula, ferr := f.GetCellFormula("wave_1", cell)
		if err = errors.Join(err, kerr, ferr); err != nil || got != want || kind != excelize.CellTypeSharedString || formula != "" {
			t.Error(cell, got, kind, formula, err)
		}
	}
	for file, want := range map[string]string{"": "table", "a/'x'.csv": "x", strings.Repeat("表", 40) + ".csv": strings.Repeat("表", 15)} {
		if got := sheetName(file); got != want {
			t.Errorf("%q: %q", file, got)
		}
	}
}

func TestAnnotateRefuses(t *testing.T) {
	if err := Annotate(io.Discard, []byte("a,b\n"), "x.csv", nil); !errors.Is(err, ErrNotWorkbook) || !strings.HasPrefix(err.Error(), "x.csv: ") {
		t.Error(err)
	}
	if err := Annotate(io.Discard, []byte("PK\x03\x04junk"), "x.xlsx", nil); err == nil || !strings.HasPrefix(err.Error(), "x.xlsx: ") {
		t.Error(err)
	}
}

func BenchmarkAnnotate(b *testing.B) {
	rows := make([][]string, 5000)
	var marks []Mark
	for i := range rows {
		rows[i] = []string{fmt.Sprint("R", i), "55", "3"}
		if i < 2000 {
			marks = append(marks, Mark{"", i + 1, 2, "超出范围"})
		}
	}
	for b.Loop() {
		if err := AnnotateRows(io.Discard, "x.csv", rows, marks); err != nil {
			b.Fatal(err)
		}
	}
}
