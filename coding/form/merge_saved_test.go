package form

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

var (
	thingColumns = []Column{{Header: []string{"id"}}, {Header: []string{"name"}}, {Header: []string{"day"}, Format: Date}, {Header: []string{"moment"}}, {Header: []string{"amount"}, Format: Number},
		{Header: []string{"text"}}, {Header: []string{"hour"}}, {Header: []string{"sum"}}, {Header: []string{"flag"}}}
	thingKeys = map[string][]string{"things": {"id"}}
)

func things(rows ...[]any) Workbook {
	return Workbook{Sheets: []Sheet{{Name: "things", Columns: thingColumns, Rows: rows, Room: -1}}}
}

// personsRows are rows that a person keeps as cells of every kind ([personsBook]), as they are to be read there.
func personsRows() [][]any {
	return [][]any{
		{"007", "東京", "2024-05-01", "2024-05-01T09:30:00", 0.1, "一\n二", "09:30:00", 3, true},
		{"A12", "_x000D_", "1999-12-31", "2024-05-01 00:00:00", 1.0 / 3, "a\nb", nil, "x3", false},
		{"B13", "both", "2024-02-29", nil, 123456.789, "both", nil, "x3", nil},
	}
}

// addedRows are rows that are added below them; truth values are none of theirs, for LibreOffice makes formulas of those.
func addedRows() [][]any {
	return [][]any{
		{"008", " 张三 ", "2024-05-02", "2024-05-02 10:00:01", 0.1 + 0.2, "_x000D_ <&>\r\n\"行\"", "10:15:00", 12.50, nil},
		{"1E5", "=1+1", "2024-12-31", "2024-12-31T23:59:59", -7, "12345678901234567890", nil, "#N/A", nil},
	}
}

// personsBook holds a date, a date with its time, a time of day, numbers whose formats show 007, x3 and A12, a text with phonetic
// runs, one with the escape of a line's end and one with that of its underscore, a formula with its value, and a merged area.
func personsBook(t testing.TB, from1904 bool) []byte {
	t.Helper()
	base := 0.0
	if from1904 {
		base = 1462
	}
	book := made(t, func(f *excelize.File) error {
		var errs []error
		look := func(format, from, to string) {
			id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			errs = append(errs, err, f.SetCellStyle("things", from, to, id))
		}
		errs = append(errs, f.SetSheetName("Sheet1", "things"), f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}), setRows(f, "things", 1,
			[]any{"id", "name", "day", "moment", "amount", "text", "hour", "sum", "flag"},
			[]any{7, "READING", 45413 - base, 45413.3958333333 - base, 0.1, "一\r\n二", 9.5 / 24, 3, true},
			[]any{12, "ESCAPED", 36525 - base, 45413 - base, 1.0 / 3, "CARRIAGE", nil, 3, false},
			[]any{13, "both", 45351 - base, nil, 123456.789, "covered", nil, nil}))
		look("000", "A2", "A2")
		look(`"A"00`, "A3", "A3")
		look(`"B"00`, "A4", "A4")
		look("yyyy/m/d", "C2", "C4")
		look("yyyy-mm-dd hh:mm:ss", "D2", "D4")
		look("h:mm", "G2", "G4")
		look(`"x"0`, "H3", "H3")
		errs = append(errs, f.SetCellFormula("things", "H2", "1+2"), f.MergeCell("things", "H3", "H4"), f.SetCellFormula("things", "F4", "B4"))
		return errors.Join(errs...)
	})
	return repacked(t, book, strings.NewReplacer(`<t>READING</t>`, `<r><t>東</t></r><r><t>京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>`,
		`<t>ESCAPED</t>`, `<t>_x005F_x000D_</t>`, `<t>CARRIAGE</t>`, `<t>a_x000D_&#10;b</t>`,
		`<f>B4</f><v>14</v>`, `<f>B4</f><v>both</v>`))
}

// repacked changes the texts of a workbook's parts.
func repacked(t testing.TB, book []byte, change *strings.Replacer) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	a := newArchive(&out)
	for _, e := range z.File {
		r, err1 := e.Open()
		b, err2 := io.ReadAll(r)
		w, err3 := a.Create(e.Name)
		_, err4 := io.WriteString(w, change.Replace(string(b)))
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What stands in a workbook is what package sheet reads there: merging the same changes nothing.
func TestMergeSaysAsSheet(t *testing.T) {
	for _, from1904 := range []bool{false, true} {
		out, rows := merged(t, personsBook(t, from1904), things(personsRows()...), MergeOptions{Keys: thingKeys})
		want(t, "rows", rows, "same 007 2\nsame A12 3\nsame B13 4\n")
		if out != nil {
			t.Error("1904:", from1904, "changed")
		}
	}
}

// Rows that were added to a person's workbook, or written into a new one, are the same and not edited after LibreOffice has opened
// and saved it.
func TestMergeSavedByLibreOffice(t *testing.T) {
	for _, saved := range []struct {
		file string
		old  [][]any
		base bool
	}{{"1900", personsRows(), false}, {"1904", personsRows(), true}, {"new", nil, false}} {
		book, err := os.ReadFile("testdata/libreoffice_saved_" + saved.file + ".xlsx")
		if err != nil {
			t.Fatal(err)
		}
		if base := strings.Contains(part(t, book, "xl/workbook.xml"), `date1904="true"`); base != saved.base {
			t.Error(saved.file, "days from 1904:", base)
		}
		out, rows, err := Merge(book, "x.xlsx", things(append(saved.old, addedRows()...)...), MergeOptions{Keys: thingKeys})
		if err != nil || out != nil || len(rows) != len(saved.old)+2 {
			t.Errorf("%s: changed %v, %v %v", saved.file, out != nil, rows, err)
		}
		for _, r := range rows {
			if r.Outcome != RowSame {
				t.Errorf("%s: %+v", saved.file, r)
			}
		}
		// the earlier rows: one follows, the other goes
		earlier := map[string]map[string]string{"things": {}}
		fresh := addedRows()
		for _, r := range wantedOf(&things(fresh...).Sheets[0], &MergeOptions{Keys: thingKeys}).rows {
			earlier["things"][r.key] = r.hash
		}
		fresh[0][1], fresh[0][2], fresh[0][3] = "李四", "2024-05-03", "2024-05-03 08:00:00"
		out, rows, err = Merge(book, "x.xlsx", things(fresh[0]), MergeOptions{Keys: thingKeys, Earlier: earlier})
		if err != nil || len(rows) != 2 || rows[0].Outcome != RowUpdated || rows[1].Outcome != RowRemoved {
			t.Errorf("%s: %v %v", saved.file, rows, err)
			continue
		}
		if again, rows, err := Merge(out, "x.xlsx", things(append(saved.old, fresh[0])...), MergeOptions{Keys: thingKeys}); err != nil || again != nil {
			t.Errorf("%s again: %v %v", saved.file, rows, err)
		}
	}
}

// A row whose cells a person has merged was edited since, whether with the row below or within.
func TestMergeEarlierMergedCells(t *testing.T) {
	first := codesBook([]any{"A", nil, "甲", nil}, []any{"B", nil, nil, nil}, []any{"C", nil, "丙", nil}, []any{"D", nil, "丁", nil}, []any{"E", "x", "戊", nil})
	book, rows, err := Merge(nil, "codebook.xlsx", first, MergeOptions{Keys: codeKeys})
	if err != nil {
		t.Fatal(err)
	}
	earlier := map[string]map[string]string{"codes": {}}
	for _, r := range rows {
		earlier["codes"][r.Key] = r.Hash
	}
	at := rows[0].Pos.Row
	f := reopened(t, book)
	cell := func(col string, i int) string { return fmt.Sprintf("%s%d", col, at+i) }
	var edited bytes.Buffer
	if err := errors.Join(f.MergeCell("codes", cell("C", 0), cell("C", 1)), f.MergeCell("codes", cell("C", 3), cell("D", 3)), f.Write(&edited)); err != nil {
		t.Fatal(err)
	}
	second := codesBook([]any{"A", nil, "甲", 1}, []any{"B", nil, "甲", nil}, []any{"C", nil, "丙", 1}, []any{"D", nil, "丁", 1}, []any{"E", "x", "戊", nil})
	_, told := merged(t, edited.Bytes(), second, MergeOptions{Keys: codeKeys, Earlier: earlier})
	want(t, "rows", told, fmt.Sprintf("kept A %d\nsame B %d\nupdated C %d\nkept D %d\nsame E %d\n", at, at+1, at+2, at+3, at+4))
}

// A new column does not go into a header that is merged over empty columns.
func TestMergeBesideMergedHeader(t *testing.T) {
	original := made(t, func(f *excelize.File) error {
		return errors.Join(setRows(f, "Sheet1", 1, []any{"code", "parent", "备注"}, []any{"A", "x", "n"}), f.MergeCell("Sheet1", "C1", "D1"))
	})
	out, rows := merged(t, original, codesBook([]any{"B", "x", "乙", nil}), MergeOptions{Keys: codeKeys})
	want(t, "rows", rows, "added B 3\n")
	want(t, "sheet", shown(t, reopened(t, out), "Sheet1"), "code|parent|备注||label_zh\nA|x|n\nB|x|||乙\n")
}

// A panic of the library is an error of the workbook; one of ours is not.
func TestMergePanics(t *testing.T) {
	var e *MergeError
	if err := guarded(func() error { panic("library") }); !errors.As(err, &e) || e.Code != "form.merge.unreadable" || e.Args[0] != "library" {
		t.Error(err)
	}
	if err := guarded(func() error { return nil }); err != nil {
		t.Error(err)
	}
	defer func() {
		if r := recover(); r != "ours" {
			t.Error("recovered", r)
		}
	}()
	_, _, err := Merge(personsBook(t, false), "x.xlsx", things(personsRows()...), MergeOptions{Keys: thingKeys, Header: func(string, string) string { panic("ours") }, Sheet: func(string) string { panic("ours") }})
	t.Error("our panic became", err)
}

func TestMergeRefusesDamagedSheet(t *testing.T) {
	book := repacked(t, personsBook(t, false), strings.NewReplacer(`<c r="B2" t="s"><v>9</v>`, `<c r="B2" t="s"><v>999</v>`))
	out, rows, err := Merge(book, "x.xlsx", things(personsRows()...), MergeOptions{Keys: thingKeys})
	var e *MergeError
	if !errors.As(err, &e) || e.Code != "sheet.error.damaged" || e.File != "x.xlsx" || e.Sheet != "things" || out != nil || rows != nil {
		t.Error(rows, err)
	} else if !strings.HasPrefix(err.Error(), "x.xlsx!things: the workbook is damaged: ") {
		t.Error(err)
	}
}

func TestIsoMoment(t *testing.T) {
	for in, out := range map[string]string{"2024-05-01 09:30:00": "2024-05-01T09:30:00", "2024-05-01T09:30:00": "2024-05-01T09:30:00", "2024-05-01 00:00:00": "2024-05-01",
		"2024-05-01T00:00:00": "2024-05-01", "2024-05-01": "2024-05-01", "2024-13-01 09:30:00": "2024-13-01 09:30:00", "2024-05-01x09:30:00": "2024-05-01x09:30:00"} {
		if got := valueText(in); got != out {
			t.Errorf("%s: %s", in, got)
		}
	}
}
