package sheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestLibreOffice(t *testing.T) {
	b := want(t, fixture(t, "libreoffice-all-types.xlsx"), "回答", `
1 t(说明：请勿改动) tM(说明：请勿改动) tM(说明：请勿改动) t(甲⏎乙)
2 tM(说明：请勿改动) tM(说明：请勿改动) tM(说明：请勿改动)
3 n(0007) d(2024-05-01) d(2024-05-01T09:30:00) b(TRUE) nF(0.3) tN(５) eF(#N/A)
4* t(藏)
5 -() n(-2.5)
`)
	if got := b.Sheets(); len(got) != 2 || got[0].Hidden || got[1] != (Info{"字典", true}) {
		t.Error(got)
	}
	if got := noteText(b, "回答"); got != "{sheet.formulas [2]} {sheet.merged [1]} {sheet.numbers_as_text [1]} {sheet.hidden_rows [1]} {sheet.hidden_columns [C]}" {
		t.Error(got)
	}
	want(t, fixture(t, "libreoffice-all-types.xlsx"), "字典", "1 t(a <b> & c)\n")
}

func TestExcelize(t *testing.T) {
	f := excelize.NewFile()
	set := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	set(f.SetSheetRow("Sheet1", "A1", &[]any{"编号", "得分", 3.25, true, "００７", "007"}))
	set(f.SetCellFormula("Sheet1", "A3", "SUM(C1:C1)"))
	set(f.MergeCell("Sheet1", "A1", "A2"))
	set(f.AutoFilter("Sheet1", "A1:F3", nil))
	data, err := f.WriteToBuffer()
	set(err)
	b := want(t, data.Bytes(), "Sheet1", `
1 t(编号) t(得分) n(3.25) b(TRUE) tN(００７) tN(007)
2 tM(编号)
3 -F()
`)
	if got := noteText(b, "Sheet1"); got != "{sheet.formulas [1]} {sheet.formulas_empty [1]} {sheet.merged [1]} {sheet.numbers_as_text [2]} {sheet.filter [A1:F3]}" {
		t.Error(got)
	}
}

func TestCellTypes(t *testing.T) {
	for _, c := range []struct{ trouble, sheet, shared, expected string }{
		{"no references", `<row><c><v>1</v></c><c t="inlineStr"><is><t>甲</t></is></c></row><row/><row><c/><c><v>2</v></c></row>`, "", "1 n(1) t(甲)\n2\n3 -() n(2)\n"},
		{"gaps", `<row r="2"><c r="C2"><v>1</v></c><c><v>2</v></c></row><row r="5"/><row><c><v>3</v></c></row>`, "", "2 -() -() n(1) n(2)\n5\n6 n(3)\n"},
		{"rich and phonetic", `<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>`,
			`<si><r><rPr><b/></rPr><t xml:space="preserve">审批 </t></r><r><t>局</t></r><rPh sb="0" eb="1"><t>シンピ</t></rPh><phoneticPr/></si><si/><si><t/></si>`, "1 t(审批 局)\n"},
		{"escapes", `<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="str"><v>a_x005F_x000D_</v></c></row>`,
			`<si><t>甲_x000D_&#10;乙 &lt;&amp;&#x4E19;</t></si><si><t><![CDATA[<x>]]>&quot;<!-- no -->y</t></si><si><t>_xD83D__xDE00__xZZZZ_ _x0041_</t></si>`, "1 t(甲⏎乙 <&丙) t(<x>\"y) t(😀_xZZZZ_ A) t(a_x000D_)\n"},
		{"formulas", `<row><c><f>A9</f></c><c><f>1+1</f><v>2</v></c><c t="str"><f>""</f><v></v></c><c t="str"><f t="shared" si="0"/><v>x</v></c><c t="e"><f/><v>#DIV/0!</v></c></row>`, "", "1 -F() nF(2) tF() tF(x) eF(#DIV/0!)\n"},
		{"numbers", `<row><c><v>0.30000000000000004</v></c><c><v>1E3</v></c><c><v>13800138000</v></c><c><v>-0</v></c><c><v>1e-12</v></c><c><v> 7 </v></c><c><v>NaN</v></c><c><v/></c></row>`, "", "1 n(0.3) n(1000) n(13800138000) n(0) n(1E-12) n(7) t(NaN)\n"},
		{"booleans", `<row><c t="b"><v>0</v></c><c t="b"><v>1</v></c></row>`, "", "1 b(FALSE) b(TRUE)\n"},
		{"iso dates", `<row><c t="d"><v>2024-05-01T09:30:00.000</v></c><c t="d"><v>1899-12-30</v></c><c t="d"><v>soon</v></c></row>`, "", "1 d(2024-05-01T09:30:00) d(1899-12-30) t(soon)\n"},
		{"hidden row", `<row hidden="1"><c><v>1</v></c></row><row hidden="false"><c><v>2</v></c></row>`, "", "1* n(1)\n2 n(2)\n"},
		{"prefixed", `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>`, `<si><t>甲</t></si>`, "1 t(甲) tM(甲)\n"},
		{"empty sheet", `<worksheet ` + nsMain + `><sheetData/></worksheet>`, "", ""},
		{"merged over gaps", `<worksheet ` + nsMain + `><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>9</v></c></row><row r="4"><c r="C4"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A9"/><mergeCell ref="B3:B4"/></mergeCells></worksheet>`, "",
			"1 n(1) n(9)\n2 nM(1)\n3 nM(1)\n4 nM(1) -() n(2)\n"},
		{"a title over the whole sheet", `<worksheet ` + nsMain + `><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" s="0"/></row></sheetData><mergeCells><mergeCell ref="A1:XFD1"/></mergeCells></worksheet>`, "", "1 n(1)\n"},
	} {
		t.Run(c.trouble, func(t *testing.T) { want(t, pack(t, c.sheet, c.shared, nil, nil), "S", c.expected) })
	}
}

func TestDateFormats(t *testing.T) {
	formats := []string{`yyyy"年"m"月"d"日"`, `[$-804]h:mm AM/PM`, `[h]:mm`, `0000`, `"R"000`, `0.00E+00`, `[Red]0.0;-0.0`, `yyyy\-mm\-dd\ hh:mm`, `General"分"`, `mmm-yy`, `000-00`}
	cell := func(style int, v string) string {
		return `<c s="` + numberText(float64(style)) + `"><v>` + v + `</v></c>`
	}
	sheet := `<row>` + cell(1, "45413") + cell(2, "0.5") + cell(3, "1.5") + cell(4, "7") + cell(5, "7") + cell(6, "1200") + cell(7, "2.5") +
		cell(8, "45413.99999999") + cell(9, "5") + cell(10, "45413") + cell(11, "12345") + cell(4, "7.5") + cell(99, "3") + `</row>`
	want(t, pack(t, sheet, "", formats, nil), "S", "1 d(2024-05-01) d(12:00:00) n(1.5) n(0007) n(R007) n(1200) n(2.5) d(2024-05-02) n(5) d(2024-05-01) n(12345) n(7.5) n(3)\n")
	// the leap day that never was, and what no calendar has
	sheet = `<row>` + cell(1, "1") + cell(1, "59") + cell(1, "60") + cell(1, "61") + cell(1, "0") + cell(1, "-1") + cell(1, "2958465") + cell(1, "2958466") + cell(1, "1e300") + `</row>`
	want(t, pack(t, sheet, "", formats, nil), "S", "1 d(1900-01-01) d(1900-02-28) d(1900-02-29) d(1900-03-01) n(0) n(-1) d(9999-12-31) n(2958466) n(1E+300)\n")
	mac := map[string]string{"xl/workbook.xml": `<workbook ` + nsMain + ` ` + nsRel + `><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`}
	want(t, pack(t, `<row>`+cell(1, "0")+cell(1, "43951")+`</row>`, "", formats, mac), "S", "1 d(1904-01-01) d(2024-05-01)\n")
	for id, expected := range map[int]style{14: {date: true}, 22: {date: true, clock: true}, 31: {date: true}, 45: {clock: true}, 58: {date: true}, 2: {}, 46: {}, 49: {}} {
		if got := builtinStyle(id); got != expected {
			t.Errorf("number format %d: %+v", id, got)
		}
	}
}

func TestParts(t *testing.T) {
	rels := func(target string) map[string]string {
		return map[string]string{"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relTyp + `worksheet" Target="` + target + `"/></Relationships>`}
	}
	for _, target := range []string{"/xl/worksheets/sheet1.xml", "worksheets/sheet1.xml", "../xl/worksheets/Sheet1.xml", `worksheets\sheet1.xml`, "./worksheets/sheet1.xml"} {
		want(t, pack(t, `<row><c><v>1</v></c></row>`, "", nil, rels(target)), "S", "1 n(1)\n")
	}
	strict := strings.NewReplacer("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
	over := map[string]string{}
	for _, name := range []string{"xl/workbook.xml"} {
		over[name] = strict.Replace(`<workbook ` + nsMain + ` ` + nsRel + `><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`)
	}
	want(t, pack(t, `<row><c><v>1</v></c></row>`, "", nil, over), "S", "1 n(1)\n")
}

func TestRefused(t *testing.T) {
	good := pack(t, `<row><c><v>1</v></c></row>`, "", nil, nil)
	var secret bytes.Buffer
	f := excelize.NewFile()
	if err := f.Write(&secret, excelize.Options{Password: "x"}); err != nil {
		t.Fatal(err)
	}
	sheet := func(s string) []byte { return pack(t, s, "", nil, nil) }
	for _, c := range []struct {
		name string
		data []byte
		lim  Limits
		code string
	}{
		{"empty file", nil, Limits{}, "empty"},
		{"ods", fixture(t, "opendocument.ods"), Limits{}, "ods"},
		{"password", secret.Bytes(), Limits{}, "password"},
		{"cut short", good[:len(good)/2], Limits{}, "truncated"},
		{"a docx", pack(t, "", "", nil, map[string]string{"xl/workbook.xml": `<document/>`}), Limits{}, "not_workbook"},
		{"no rels", pack(t, "", "", nil, map[string]string{"_rels/.rels": ""}), Limits{}, "not_workbook"},
		{"xlsb", pack(t, "", "", nil, map[string]string{"xl/workbook.bin": "x"}), Limits{}, "xlsb"},
		{"web page", []byte("<html><table><tr><td>1</td></tr></table></html>"), Limits{}, "xls_html"},
		{"picture", []byte("\x89PNG\r\n\x1a\n"), Limits{}, "binary"},
		{"zeros", []byte("a\x00\x00\x00\x01b,c\x00\x00"), Limits{}, "binary"},
		{"no such sheet", pack(t, "", "", nil, map[string]string{"xl/workbook.xml": `<workbook ` + nsMain + ` ` + nsRel + `><sheets><sheet name="T" sheetId="1" r:id="rId1"/></sheets></workbook>`}), Limits{}, "no_sheet"},
		{"no sheets", pack(t, "", "", nil, map[string]string{"xl/workbook.xml": `<workbook ` + nsMain + `><sheets/></workbook>`}), Limits{}, "no_sheets"},
		{"unclosed row", sheet(`<row><c><v>1</v></c>`), Limits{}, "damaged"},
		{"unclosed sheet", sheet(`<worksheet><sheetData><row><c><v>1</v></c></row>`), Limits{}, "damaged"},
		{"rows back", sheet(`<row r="2"/><row r="1"/>`), Limits{}, "damaged"},
		{"cells back", sheet(`<row r="1"><c r="B1"/><c r="A1"/></row>`), Limits{}, "damaged"},
		{"no such text", sheet(`<row><c t="s"><v>4</v></c></row>`), Limits{}, "damaged"},
		{"beyond XFD", sheet(`<row r="1"><c r="XFE1"/></row>`), Limits{}, "damaged"},
		{"row 9999999", sheet(`<row r="9999999"/>`), Limits{}, "damaged"},
		{"entity", sheet(`<row><c t="str"><v>&lol;</v></c></row>`), Limits{}, "doctype"},
		{"doctype", sheet(`<!DOCTYPE x [<!ENTITY lol "lol">]><worksheet><sheetData/></worksheet>`), Limits{}, "doctype"},
		{"doctype of the workbook", pack(t, "", "", nil, map[string]string{"xl/workbook.xml": `<!DOCTYPE x><workbook ` + nsMain + `><sheets/></workbook>`}), Limits{}, "not_workbook"},
		{"file size", good, Limits{MaxFile: 100}, "limit_file_size"},
		{"unzipped", good, Limits{MaxUnzipped: 500}, "limit_unzipped"},
		{"rows", sheet(`<row/><row/>`), Limits{MaxRows: 1}, "limit_rows"},
		{"columns", sheet(`<row><c/><c/></row>`), Limits{MaxColumns: 1}, "limit_columns"},
		{"cells", sheet(`<row><c><v>1</v></c></row><row><c><v>1</v></c></row>`), Limits{MaxCells: 1}, "limit_cells"},
		{"merged cells", sheet(`<worksheet><sheetData><row><c><v>1</v></c></row></sheetData><mergeCell ref="A1:Z1"/></worksheet>`), Limits{MaxCells: 20}, "limit_cells"},
		{"cell length", sheet(`<row><c t="str"><v>abcdef</v></c></row>`), Limits{MaxCellBytes: 5}, "limit_cell_length"},
		{"text length", pack(t, "", `<si><t>abcdef</t></si>`, nil, nil), Limits{MaxCellBytes: 5}, "limit_cell_length"},
	} {
		t.Run(c.name, func(t *testing.T) { wantError(t, c.data, "S", c.lim, c.code) })
	}
	// a damaged byte in the middle of the worksheet's data
	flipped := bytes.Clone(good)
	i := bytes.Index(flipped, []byte("xl/worksheets/sheet1.xml"))
	flipped[i+len("xl/worksheets/sheet1.xml")+6] ^= 0xff
	wantError(t, flipped, "S", Limits{}, "damaged")
}

func TestStopAndRepeat(t *testing.T) {
	data := pack(t, `<row><c><v>1</v></c></row><row><c><v>2</v></c></row>`, "", nil, nil)
	b, err := Open(bytes.NewReader(data), int64(len(data)), "f", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		n := 0
		for range b.Rows("S") {
			n++
			break
		}
		if n != 1 {
			t.Error(n)
		}
	}
	if rows, sum := 0, 0.0; true {
		for row, err := range b.Rows("S") {
			if err != nil {
				t.Fatal(err)
			}
			rows++
			sum += row.Cell(1).Num + row.Cell(9).Num + row.Cell(0).Num
		}
		if rows != 2 || sum != 3 {
			t.Error(rows, sum)
		}
	}
}
