package form

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/smekit/smekit/coding"
)

// made is a workbook as a person might have made it: built by the steps.
func made(t testing.TB, steps func(f *excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var b bytes.Buffer
	if err := errors.Join(steps(f), f.Write(&b)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func merged(t testing.TB, original []byte, wb Workbook, o MergeOptions) ([]byte, string) {
	t.Helper()
	out, rows, err := Merge(original, "codebook.xlsx", wb, o)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%s %s %d\n", r.Outcome, r.Key, r.Pos.Row)
	}
	if out != nil {
		again, rows, err := Merge(out, "codebook.xlsx", wb, MergeOptions{Keys: o.Keys, Header: o.Header, Earlier: o.Earlier})
		if err != nil || again != nil {
			t.Errorf("merged again: changed %v, %v, %v", again != nil, rows, err)
		}
		for _, r := range rows {
			if r.Outcome == RowAdded || r.Outcome == RowUpdated || r.Outcome == RowRemoved {
				t.Errorf("merged again: %v", r)
			}
		}
		if second, _, err := Merge(original, "codebook.xlsx", wb, o); err != nil || !bytes.Equal(second, out) {
			t.Error("the bytes differ from run to run", err)
		}
	}
	return out, b.String()
}

func reopened(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// shown is what stands in a sheet, a line a row.
func shown(t testing.TB, f *excelize.File, sheet string) string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.Join(r, "|") + "\n")
	}
	return b.String()
}

func want(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got\n%s\nwant\n%s", what, got, want)
	}
}

func codesBook(rows ...[]any) Workbook {
	columns := []Column{{Header: []string{"code"}, Required: true}, {Header: []string{"parent"}}, {Header: []string{"label_zh"}, Width: 22}, {Header: []string{"weight"}, Format: Number}}
	return Workbook{Sheets: []Sheet{{Name: "codes", Columns: columns, Rows: rows, Room: -1}}}
}

var codeKeys = map[string][]string{"codes": {"code"}}

// rows writes rows from a row on.
func setRows(f *excelize.File, sheet string, from int, rows ...[]any) error {
	for i, r := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", from+i), &r); err != nil {
			return err
		}
	}
	return nil
}

// A sheet with a title over merged cells, Chinese headers in another order, a column of the user's own, hidden rows, a
// filter, frozen panes, looks, drop-downs and a second sheet that computes.
func TestMergeTitleRowsChineseHeadersFilter(t *testing.T) {
	original := made(t, func(f *excelize.File) error {
		blue, err := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDEBF7"}}, Border: []excelize.Border{{Type: "bottom", Color: "999999", Style: 1}}})
		dv := excelize.NewDataValidation(true)
		dv.SetSqref("C4:C6")
		_, err2 := f.NewSheet("计算")
		return errors.Join(err, err2, dv.SetDropList([]string{"甲", "乙"}),
			f.SetSheetName("Sheet1", "编码本"),
			setRows(f, "编码本", 1, []any{"本研究编码本"}, nil, []any{"中文名称", "我的想法", "上级", "编码"},
				[]any{"信任", "要再议", "ME", "ME.REL"}, []any{"旧", nil, "甲", "007"}, []any{"数", "!", nil, 8}),
			f.MergeCell("编码本", "A1", "D1"), f.SetCellStyle("编码本", "A4", "D6", blue), f.SetRowVisible("编码本", 5, false),
			f.AutoFilter("编码本", "A3:D6", []excelize.AutoFilterOptions{{Column: "C", Expression: "x == ME"}}),
			f.SetPanes("编码本", &excelize.Panes{Freeze: true, YSplit: 3, TopLeftCell: "A4", ActivePane: "bottomLeft"}),
			f.AddDataValidation("编码本", dv), f.SetColWidth("编码本", "B", "B", 33), f.SetCellFormula("计算", "A1", "COUNTA(编码本!D4:D6)"))
	})
	out, rows := merged(t, original, codesBook([]any{"ME.REL", "ME", "信任", nil}, []any{"007", "甲", "新", nil}, []any{"8", nil, "数", nil},
		[]any{"N1", nil, "新编码", 2.5}, []any{"01", "甲", "零一", nil}), MergeOptions{Keys: codeKeys})
	want(t, "rows", rows, "same ME.REL 4\nkept 007 5\nsame 8 6\nadded N1 7\nadded 01 8\n")
	f := reopened(t, out)
	want(t, "sheet", shown(t, f, "编码本"), "本研究编码本\n\n中文名称|我的想法|上级|编码|weight\n信任|要再议|ME|ME.REL\n旧||甲|007\n数|!||8\n新编码|||N1|2.5\n零一||甲|01\n")
	above, err1 := f.GetCellStyle("编码本", "D6")
	below, err2 := f.GetCellStyle("编码本", "B8")
	if above == 0 || above != below || err1 != nil || err2 != nil {
		t.Error("looks of the row above", above, below, err1, err2)
	}
	if kind, err := f.GetCellType("编码本", "D8"); err != nil || kind != excelize.CellTypeSharedString {
		t.Error("01 is no text", kind, err)
	}
	if kind, err := f.GetCellType("编码本", "E7"); err != nil || kind == excelize.CellTypeSharedString {
		t.Error("2.5 is no number", kind, err)
	}
	if on, err := f.GetRowVisible("编码本", 5); on || err != nil {
		t.Error("the hidden row", on, err)
	}
	if formula, err := f.GetCellFormula("计算", "A1"); formula != "COUNTA(编码本!D4:D6)" || err != nil {
		t.Error(formula, err)
	}
	if dvs, err := f.GetDataValidations("编码本"); err != nil || len(dvs) != 1 || dvs[0].Sqref != "C4:C8" {
		t.Error(dvs, err)
	}
	xml := part(t, out, "xl/worksheets/sheet1.xml")
	for _, s := range []string{`<autoFilter ref="A3:E8"><filterColumn colId="2">`, `<mergeCell ref="A1:D1"`, `state="frozen"`, `width="33"`} {
		if !strings.Contains(xml, s) {
			t.Errorf("no %s in %s", s, xml)
		}
	}
	if book := part(t, out, "xl/workbook.xml"); !strings.Contains(book, "$A$3:$E$8") {
		t.Error(book)
	}
}

// part is a part of a workbook's archive.
func part(t testing.TB, data []byte, name string) string {
	t.Helper()
	f := reopened(t, data)
	b, ok := content(f, name)
	if !ok {
		t.Fatal("no part " + name)
	}
	return string(b)
}

// A table grows with its rows and its columns; one with totals keeps them below.
func TestMergeTable(t *testing.T) {
	for _, totals := range []bool{false, true} {
		original := made(t, func(f *excelize.File) error {
			return errors.Join(setRows(f, "Sheet1", 2, []any{nil, nil, "code", "label_zh"}, []any{nil, nil, "A", "甲"}, []any{nil, nil, "B", "乙"}, []any{nil, nil, "合计", 2}),
				f.AddTable("Sheet1", &excelize.Table{Range: map[bool]string{false: "C2:D5", true: "C2:D5"}[totals], Name: "Codes"}))
		})
		if totals {
			f := reopened(t, original)
			b, _ := content(f, "xl/tables/table1.xml")
			f.Pkg.Store("xl/tables/table1.xml", bytes.Replace(bytes.Replace(b, []byte(`<table `), []byte(`<table totalsRowCount="1" `), 1), []byte(`<autoFilter ref="C2:D5"`), []byte(`<autoFilter ref="C2:D4"`), 1))
			var buf bytes.Buffer
			if err := f.Write(&buf); err != nil {
				t.Fatal(err)
			}
			original = buf.Bytes()
		}
		out, rows := merged(t, original, codesBook([]any{"A", nil, "甲", nil}, []any{"C", nil, "丙", 3}, []any{"D", nil, "丁", nil}), MergeOptions{Keys: codeKeys})
		f := reopened(t, out)
		table := part(t, out, "xl/tables/table1.xml")
		ref, filter := `ref="C2:E7"`, `<autoFilter ref="C2:E7"`
		if totals {
			want(t, "rows", rows, "same A 3\nadded C 5\nadded D 6\n")
			want(t, "sheet", shown(t, f, "Sheet1"), "\n||code|label_zh|weight\n||A|甲\n||B|乙\n||C|丙|3\n||D|丁\n||合计|2\n")
			filter = `<autoFilter ref="C2:E6"`
		} else {
			want(t, "rows", rows, "same A 3\nadded C 6\nadded D 7\n")
			want(t, "sheet", shown(t, f, "Sheet1"), "\n||code|label_zh|weight\n||A|甲\n||B|乙\n||合计|2\n||C|丙|3\n||D|丁\n")
		}
		for _, s := range []string{ref, filter, `<tableColumns count="3">`, `name="weight"`} {
			if !strings.Contains(table, s) {
				t.Errorf("totals %v: no %s in %s", totals, s, table)
			}
		}
	}
}

// Rows of an earlier import follow the new one, but where a person has edited or removed them.
func TestMergeEarlier(t *testing.T) {
	first := codesBook([]any{"A", nil, "甲", nil}, []any{"B", nil, "乙", 1}, []any{"C", nil, "丙", 2}, []any{"D", nil, "丁", nil}, []any{"E", nil, "戊", nil}, []any{"F", nil, "己", nil})
	own := made(t, func(f *excelize.File) error {
		_, err := f.NewSheet("计算")
		return errors.Join(err, setRows(f, "Sheet1", 1, []any{"code", "中文名称", "weight", "备注"}, []any{"own", "自己的"}), f.AddTable("Sheet1", &excelize.Table{Range: "A1:D2", Name: "T"}),
			f.SetCellFormula("计算", "A1", "Sheet1!B8"))
	})
	book, rows, err := Merge(own, "codebook.xlsx", first, MergeOptions{Keys: codeKeys})
	if err != nil {
		t.Fatal(err)
	}
	earlier := map[string]map[string]string{"codes": {}}
	for _, r := range rows {
		earlier["codes"][r.Key] = r.Hash
	}
	f := reopened(t, book)
	if err := errors.Join(f.SetCellStr("Sheet1", "B4", "改过"), f.SetCellStr("Sheet1", "D6", "有备注"), f.RemoveRow("Sheet1", 7), f.SetCellFormula("计算", "A1", "Sheet1!B7")); err != nil {
		t.Fatal(err)
	}
	var edited bytes.Buffer
	if err := f.Write(&edited); err != nil {
		t.Fatal(err)
	}
	// A is changed, B was edited, C goes, D goes but has a note, E was removed by hand, F stays, G is new
	second := codesBook([]any{"A", nil, nil, 9}, []any{"B", nil, "乙", 5}, []any{"E", nil, "戊", nil}, []any{"F", nil, "己", nil}, []any{"G", nil, "庚", nil})
	out, told := merged(t, edited.Bytes(), second, MergeOptions{Keys: codeKeys, Earlier: earlier})
	want(t, "rows", told, "updated A 3\nkept B 4\ngone E 0\nsame F 6\nadded G 7\nremoved C 5\nkept D 5\n")
	g := reopened(t, out)
	want(t, "sheet", shown(t, g, "Sheet1"), "code|中文名称|weight|备注\nown|自己的\nA||9\nB|改过|1\nD|丁||有备注\nF|己\nG|庚\n")
	if formula, err := g.GetCellFormula("计算", "A1"); formula != "Sheet1!B6" || err != nil {
		t.Error(formula, err)
	}
	if table := part(t, out, "xl/tables/table1.xml"); !strings.Contains(table, `ref="A1:D7"`) {
		t.Error(table)
	}
	// nothing is there any more: those that nobody edited go
	none := Workbook{}
	_, told = merged(t, book, none, MergeOptions{Keys: codeKeys, Earlier: earlier})
	want(t, "rows", told, "removed A 3\nremoved B 4\nremoved C 5\nremoved D 6\nremoved E 7\nremoved F 8\n")
}

// Workbooks of this package: both header rows, example rows, and room below.
func TestMergeTemplate(t *testing.T) {
	for _, lang := range []string{"zh", "en", "both"} {
		tmpl := Templates(&coding.Framework{}, lang)
		var b bytes.Buffer
		if err := Write(&b, tmpl[0].Workbook); err != nil {
			t.Fatal(err)
		}
		wb := Workbook{Sheets: []Sheet{
			{Name: "cases", Columns: []Column{{Header: []string{"id"}}, {Header: []string{"name"}}, {Header: []string{"region"}}}, Rows: [][]any{{"G", "桂城区", "南"}}},
			{Name: "interviews", Columns: []Column{{Header: []string{"id"}}, {Header: []string{"case"}}, {Header: []string{"date"}}}, Rows: [][]any{{"I1", "G", "2024-05-01"}}},
			{Name: "extra", Columns: []Column{{Header: []string{"id"}}}, Rows: [][]any{{"x"}}}}}
		keys := map[string][]string{"cases": {"id"}, "interviews": {"id"}, "extra": {"id"}}
		out, rows := merged(t, b.Bytes(), wb, MergeOptions{Keys: keys})
		_, _, _, data := tmpl[0].Workbook.Sheets[0].layout()
		want(t, "rows", rows, fmt.Sprintf("added G %d\nadded I1 %d\nadded x 2\n", data+1, data+1))
		f := reopened(t, out)
		list := f.GetSheetList()
		if list[len(list)-1] != "extra" {
			t.Error(list)
		}
		cell := fmt.Sprintf("A%d", data+1)
		if date, err := f.GetCellValue(list[3], fmt.Sprintf("E%d", data+1)); date != "2024-05-01" || err != nil {
			t.Error(lang, date, err)
		}
		if kind, err := f.GetCellType(list[3], fmt.Sprintf("E%d", data+1)); kind == excelize.CellTypeSharedString || err != nil {
			t.Error(lang, "the date is a text", kind, err)
		}
		example, err1 := f.GetCellStyle(list[1], fmt.Sprintf("A%d", data))
		added, err2 := f.GetCellStyle(list[1], cell)
		if example == added || err1 != nil || err2 != nil {
			t.Error(lang, "the added row looks like an example", err1, err2)
		}
	}
}

// A date goes as a date where the column holds dates, and is found again.
func TestMergeDates(t *testing.T) {
	original := made(t, func(f *excelize.File) error {
		day := "yyyy/m/d"
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &day})
		zeros := "000"
		id, err2 := f.NewStyle(&excelize.Style{CustomNumFmt: &zeros})
		return errors.Join(err, err2, setRows(f, "Sheet1", 1, []any{"访谈编号", "案例", "日期"}, []any{7, "G", 45413}), f.SetCellStyle("Sheet1", "C2", "C2", style), f.SetCellStyle("Sheet1", "A2", "A2", id))
	})
	wb := Workbook{Sheets: []Sheet{{Name: "interviews", Columns: []Column{{Header: []string{"id"}}, {Header: []string{"case"}}, {Header: []string{"date"}}},
		Rows: [][]any{{"007", "G", "2024-05-01"}, {"008", "G", "2024-05-02"}}}}}
	out, rows := merged(t, original, wb, MergeOptions{Keys: map[string][]string{"interviews": {"id"}}})
	want(t, "rows", rows, "same 007 2\nadded 008 3\n")
	want(t, "sheet", shown(t, reopened(t, out), "Sheet1"), "访谈编号|案例|日期\n007|G|2024/5/1\n008|G|2024/5/2\n")
}

func TestMergeRefuses(t *testing.T) {
	code := func(err error) string {
		var e *MergeError
		if errors.As(err, &e) {
			return e.Code
		}
		return fmt.Sprint(errors.Is(err, ErrNotWorkbook))
	}
	try := func(data []byte, wb Workbook) string {
		t.Helper()
		out, _, err := Merge(data, "x.xlsx", wb, MergeOptions{Keys: codeKeys})
		if out != nil || err == nil || !strings.HasPrefix(err.Error(), "x.xlsx") {
			t.Errorf("%v", err)
		}
		return code(err)
	}
	rows := codesBook([]any{"A"})
	far := made(t, func(f *excelize.File) error {
		return errors.Join(setRows(f, "Sheet1", 1, []any{"code", "parent"}, []any{"B", "x"}), f.SetCellStr("Sheet1", "A1048576", "x"))
	})
	nothing := made(t, func(f *excelize.File) error {
		return errors.Join(f.SetSheetName("Sheet1", "codes"), setRows(f, "codes", 1, []any{"a", "b"}))
	})
	long := made(t, func(f *excelize.File) error { return setRows(f, "Sheet1", 1, []any{"code", "parent"}) })
	got := []string{try([]byte("code,parent\n"), rows), try([]byte("PK\x03\x04 no"), rows), try(far, rows), try(nothing, rows),
		try(long, codesBook([]any{strings.Repeat("字", 33000), "x"}))}
	want(t, "codes", strings.Join(got, " "), "true form.merge.unreadable form.merge.full form.merge.no_header form.merge.long")
	if testing.Short() {
		return // the next one holds millions of cells
	}
	wide := made(t, func(f *excelize.File) error {
		err := setRows(f, "Sheet1", 1, []any{"code", "parent"})
		for i := 1; i <= 400 && err == nil; i++ {
			err = f.SetCellStr("Sheet1", fmt.Sprintf("XFD%d", i), "x")
		}
		return err
	})
	want(t, "code", try(wide, rows), "form.merge.cells")
}

// A workbook of LibreOffice, with a title, a filter, and a column of the user's own.
func TestMergeLibreOffice(t *testing.T) {
	original, err := os.ReadFile("testdata/libreoffice_title_filter_chinese.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	before := shown(t, reopened(t, original), "编码")
	out, rows := merged(t, original, codesBook([]any{"ME.REL", nil, "信任", nil}, []any{"N1", nil, "新编码", 2}), MergeOptions{Keys: codeKeys})
	want(t, "rows", rows, "same ME.REL 4\nadded N1 7\n")
	want(t, "sheet", shown(t, reopened(t, out), "编码"), strings.Replace(before, "想法\n", "想法|weight\n", 1)+"N1|新编码|||2\n")
	if book := part(t, out, "xl/workbook.xml"); !strings.Contains(book, "$7") {
		t.Error(book)
	}
}

// Whatever is merged, existing cells stay, and merging it again changes nothing.
func TestMergeTwiceRapid(t *testing.T) {
	text := rapid.OneOf(rapid.SampledFrom([]string{"", "A", "B", " A ", "007", "7", "1.50", "a|b", `\`, "_x0041_", "=1+1", "2024-05-01", "TRUE", "行\n二", "\x01", "Ａ", "code", "1E5", "12345678901234567890"}), rapid.String())
	cell := rapid.Custom(func(t *rapid.T) any {
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			return nil
		case 1:
			return rapid.Float64().Draw(t, "x")
		case 2:
			return rapid.IntRange(-9, 9).Draw(t, "n")
		}
		return text.Draw(t, "s")
	})
	row := rapid.Custom(func(t *rapid.T) []any { return rapid.SliceOfN(cell, 4, 4).Draw(t, "cells") })
	rapid.Check(t, func(t *rapid.T) {
		old := rapid.SliceOfN(row, 0, 6).Draw(t, "old")
		headers := rapid.Permutation([]any{"编码", "Label_ZH", "parent", "mine"}).Draw(t, "headers")
		f := excelize.NewFile()
		defer f.Close()
		var b bytes.Buffer
		if err := errors.Join(setRows(f, "Sheet1", 3, append([][]any{headers}, old...)...), f.Write(&b)); err != nil {
			t.Fatal(err)
		}
		wb := codesBook(rapid.SliceOfN(row, 0, 6).Draw(t, "rows")...)
		out, rows, err := Merge(b.Bytes(), "x.xlsx", wb, MergeOptions{Keys: codeKeys})
		if err != nil {
			t.Fatal(err)
		}
		if out == nil {
			for _, r := range rows {
				if r.Outcome == RowAdded {
					t.Fatal("added and nothing changed")
				}
			}
			return
		}
		g, err := excelize.OpenReader(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		defer g.Close()
		used, err := f.GetRows("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		for i := range used {
			for _, c := range []string{"A", "B", "C", "D"} {
				at := fmt.Sprintf("%s%d", c, i+1)
				was, err1 := f.GetCellValue("Sheet1", at)
				is, err2 := g.GetCellValue("Sheet1", at)
				if was != is && !strings.ContainsAny(was, "\r\x00\x01\uFFFD") && strings.IndexFunc(was, func(r rune) bool { return r < ' ' || r >= 0xFFFE && r <= 0xFFFF }) < 0 || err1 != nil || err2 != nil {
					t.Fatalf("%s: %q became %q %v %v", at, was, is, err1, err2)
				}
			}
		}
		again, told, err := Merge(out, "x.xlsx", wb, MergeOptions{Keys: codeKeys})
		if err != nil || again != nil {
			t.Fatalf("again: %v %v\n%v", err, told, rows)
		}
	})
}
