package sheet

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// small limits keep a hostile input from being merely slow
var fuzzLimits = Limits{MaxFile: 1 << 20, MaxUnzipped: 4 << 20, MaxRows: 2000, MaxColumns: 300, MaxCells: 20000, MaxCellBytes: 1 << 14}

func fuzzOne(t *testing.T, data []byte) {
	b, err := Open(bytes.NewReader(data), int64(len(data)), "f", fuzzLimits)
	if err != nil {
		return
	}
	for _, s := range b.Sheets() {
		last := 0
		for row, err := range b.AllRows(s.Name) {
			if err != nil {
				break
			}
			if row.Number <= last || len(row.Cells) > fuzzLimits.MaxColumns {
				t.Fatalf("row %d after %d, %d cells", row.Number, last, len(row.Cells))
			}
			last = row.Number
			for _, c := range row.Cells {
				if _, number := c.Float(); number && c.Blank() {
					t.Fatalf("row %d: %+v is blank and a number", row.Number, c)
				}
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "\"x\r\ny\";2", "sep=;\na;b", "\xff\xfea\x00,\x00b\x00", "\xb1\xe0\xba\xc5,a\n", "编号，x\n1，2\n", "a\r\r\n\"\"\"", "=\"007\"\t1",
		"a,b\n\"x,1\ny,\"2\"\n", "部门|x\n\xc9\xf3\xc5\xfa|1\n", "Ort;Text\nKöln;f\xfcr\n", "a\x00,\x00\n\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(fuzzOne)
}

// words are texts as tables hold them, by the encodings that can write them.
var words = map[string][]string{
	"any":   {"", "3", "-2.5", "Trust", "a, b", "x;y", "p|q", "t\tt", "say \"yes\"", "two\nlines", "\"", "D01", "2024-05-01", "'", "a\"b\nc\"d"},
	"zh":    {"审批局", "住房和城乡建设局", "非常同意", "“联席会议”制度，很有用", "朱镕基", "一", "第一行\n第二行"},
	"latin": {"Gespräch", "für die Behörde", "créée à l’été", "Grüße – “gut”"},
}

// FuzzTable writes a table in some dialect and reads it back: delimiter, quoting, line ends and encoding are found.
func FuzzTable(f *testing.F) {
	for i := range 40 {
		f.Add(uint64(i), uint8(i), uint8(i/5), uint8(i/3))
	}
	f.Fuzz(func(t *testing.T, seed uint64, delimiter, enc, style uint8) {
		rng := rand.New(rand.NewPCG(seed, 0))
		list := words["any"]
		code := []string{"UTF-8", "UTF-8 with mark", "GBK", "GB18030", "windows-1252", "UTF-16LE with mark", "UTF-16BE with mark", "UTF-16LE", "UTF-16BE"}[enc%9]
		header := []string{"编号", "所在部门", "总体评价", "备注说明", "提交时间", "信任程度"}
		if code == "windows-1252" {
			header = []string{"Nr", "Behörde", "Bewertung", "Erläuterung", "Größe", "Maß"}
			list = append(slices.Clone(list), words["latin"]...)
		} else {
			list = append(slices.Clone(list), words["zh"]...)
		}
		width, height := 2+int(seed%5), 1+int(seed/7%12)
		table := [][]string{header[:width]}
		for range height {
			row := make([]string, width)
			for i := range row {
				row[i] = list[rng.IntN(len(list))]
			}
			row[0] = "R" + strconv.Itoa(len(table)) // no row is blank or without its first cell
			table = append(table, row)
		}
		comma := []string{",", "\t", ";", "|"}[delimiter%4]
		end := []string{"\n", "\r\n", "\r"}[style%3]
		all := style/3%2 == 0 // every cell quoted
		var b strings.Builder
		for _, row := range table {
			for i, s := range row {
				if i > 0 {
					b.WriteString(comma)
				}
				if all || strings.ContainsAny(s, comma+"\"\n") {
					s = `"` + strings.ReplaceAll(strings.ReplaceAll(s, `"`, `""`), "\n", end) + `"`
				}
				b.WriteString(s)
			}
			b.WriteString(end)
		}
		data := encodedAs(t, code, b.String())
		book, err := Open(bytes.NewReader(data), int64(len(data)), "f", fuzzLimits)
		if err != nil {
			t.Fatalf("%s: %v", code, err)
		}
		at := 0
		for row, err := range book.AllRows("") {
			if err != nil || row.Torn || at >= len(table) {
				t.Fatalf("%s %q row %d: %v %v\n%s", code, comma, row.Number, row.Torn, err, b.String())
			}
			for i, s := range table[at] {
				if got := row.Cell(i + 1).Text; got != s {
					t.Fatalf("%s %q %q row %d column %d: got %q, want %q; notes %v\n%s", code, comma, end, row.Number, i+1, got, s, book.Notes(), b.String())
				}
			}
			if at++; len(row.Cells) > width {
				t.Fatalf("%s %q: %d cells", code, comma, len(row.Cells))
			}
		}
		if at != len(table) {
			t.Errorf("%s: %d rows of %d", code, at, len(table))
		}
	})
}

func encodedAs(t *testing.T, code, s string) []byte {
	t.Helper()
	switch code {
	case "UTF-8":
		return []byte(s)
	case "UTF-8 with mark":
		return []byte("\ufeff" + s)
	}
	return encoded(t, map[string]encoding.Encoding{"GBK": simplifiedchinese.GBK, "GB18030": simplifiedchinese.GB18030, "windows-1252": charmap.Windows1252,
		"UTF-16LE with mark": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16BE with mark": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16LE": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16BE": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}[code], s)
}

// FuzzXLSX mutates the parts of a workbook, which reaches further than mutating the zip file's bytes.
func FuzzXLSX(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><r><t>x</t></r></is></c></row>`, `<si><t>甲_x000D_</t></si>`, `yyyy-mm-dd`, []byte(nil))
	f.Add(`<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row hidden="1"><c s="1"><f>A1</f><v>45413.5</v></c></row></sheetData><autoFilter ref="A1:B2"/><mergeCells><mergeCell ref="A1:C3"/></mergeCells></worksheet>`, `<si/>`, `[h]:mm;"R"000`, []byte(nil))
	f.Add(`<row/>`, ``, `0000`, fixture(f, "libreoffice-all-types.xlsx"))
	f.Add(`<row/>`, ``, `0`, fixture(f, "old-format.xls"))
	f.Fuzz(func(t *testing.T, sheet, shared, format string, whole []byte) {
		fuzzOne(t, whole)
		fuzzOne(t, pack(t, sheet, shared, []string{format}, nil))
	})
}

// FuzzXLS mutates an old workbook in its container and its bare records: the globals and a sheet.
func FuzzXLS(f *testing.F) {
	texts := records(func(s *stream) {
		s.add(recordFormat, 164, long("yyyy-mm-dd"))
		s.add(recordXF, 0, 164, 0)
		s.add(recordName, 0x20, byte(0), byte(1), 11, 0, 1, uint32(0), byte(0), byte(0x0D), byte(0x3B), 0, 0, 9, 0, 3)
		s.add(recordSST, uint32(3), uint32(3), 2, byte(0x0D), 1, uint32(2), units("局长"), uint32(0), "xx", 3, byte(0), "a")
		s.add(recordContinue, byte(1), units("乙丙"), 0, byte(0))
	})
	sheet := records(func(s *stream) {
		s.add(recordRow, 0, 0, 3, 0, 0, 0, 0x60, 0)
		s.add(recordMulRK, 0, 0, 0, uint32(7), 0, uint32(6), 1)
		s.add(recordLabelSST, 1, 0, 0, uint32(1))
		s.add(recordFormula, 1, 1, 0, []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 0, uint32(0), 0)
		s.add(recordShrFmla, 0)
		s.add(recordString, long("结果"))
		s.add(recordBoolErr, 0, 3, 0, byte(42), byte(1))
		s.add(recordLabel, 3, 0, 0, long("审批"))
		s.add(recordBOF, biffVersion, 0x20)
		s.add(recordEOF)
		s.add(recordColInfo, 0, 9, 0, 0, 1)
		s.add(recordFilterArrow, 3)
		s.add(recordMergeCells, 2, 0, 9, 0, 3, 1, 1, 1, 200)
	})
	f.Add([]byte(texts), []byte(sheet), []byte(nil))
	for _, name := range []string{"old-format.xls", "xls-everyday.xls", "xls-1904.xls", "xls-word-document.xls"} {
		f.Add([]byte(nil), []byte(nil), fixture(f, name))
	}
	f.Fuzz(func(t *testing.T, globals, sheet, whole []byte) {
		fuzzOne(t, whole)
		fuzzOne(t, oldBook(globals, sheet))
	})
}
