package sheet

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func encoded(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEncodings(t *testing.T) {
	const table = "编号,部门,得分\nR1,住建局,４\n"
	const expected = "1 t(编号) t(部门) t(得分)\n2 t(R1) t(住建局) t(４)\n"
	late := "id,x\n" + strings.Repeat("a,1\n", 100000)
	for _, c := range []struct {
		name string
		data []byte
		note string
	}{
		{"UTF-8", []byte(table), ""},
		{"UTF-8 with mark", []byte("\ufeff" + table), ""},
		{"GB18030", encoded(t, simplifiedchinese.GB18030, table), "{sheet.encoding [GB18030]}"},
		{"GBK", encoded(t, simplifiedchinese.GBK, table), "{sheet.encoding [GB18030]}"},
		{"UTF-16LE with mark", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), table), "{sheet.encoding [UTF-16LE]}"},
		{"UTF-16BE with mark", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), table), "{sheet.encoding [UTF-16BE]}"},
		{"UTF-16LE", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), table), "{sheet.encoding [UTF-16LE]}"},
		{"UTF-16BE", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), table), "{sheet.encoding [UTF-16BE]}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := want(t, c.data, "", expected)
			if got := noteText(b, ""); got != c.note {
				t.Errorf("notes %q", got)
			}
		})
	}
	b := want(t, encoded(t, charmap.Windows1252, "Dokument;Segment\nGespräch;für die Behörde\n"), "", "1 t(Dokument) t(Segment)\n2 t(Gespräch) t(für die Behörde)\n")
	if got := noteText(b, ""); got != "{sheet.encoding [windows-1252]} {sheet.delimiter [semicolon]}" {
		t.Error(got)
	}
	// Chinese text only at the end of a long file, across the chunks of the census
	got, b, err := show(encoded(t, simplifiedchinese.GB18030, late+strings.Repeat("审批局,2\n", 40000)), "", Limits{})
	if err != nil || !strings.HasSuffix(got, "\n140001 t(审批局) t(2)\n") || strings.Contains(got, "\uFFFD") || noteText(b, "") != "{sheet.encoding [GB18030]}" {
		t.Error(noteText(b, ""), err)
	}
	got, b, err = show([]byte(late+strings.Repeat("审批局,2\n", 40000)+"坏\xff,3\n"), "", Limits{})
	if err != nil || !strings.HasSuffix(got, " t(坏\uFFFD) t(3)\n") || noteText(b, "") != "{sheet.encoding_damaged [1]}" {
		t.Error(noteText(b, ""), err)
	}
}

func TestCSV(t *testing.T) {
	for _, c := range []struct{ trouble, data, expected, note string }{
		{"quotes", "a,\"b \"\"c\"\", d\"\n\"x\ny\",2\n", "1 t(a) t(b \"c\", d)\n2 t(x⏎y) t(2)\n", ""},
		{"CRLF inside and out", "a,\"x\r\ny\"\r\n\r\nb,2\r\n", "1 t(a) t(x⏎y)\n2\n3 t(b) t(2)\n", ""},
		{"CR alone", "a,b\rc,d\r", "1 t(a) t(b)\n2 t(c) t(d)\n", ""},
		{"no last line end", "a,b\nc,", "1 t(a) t(b)\n2 t(c)\n", ""},
		{"text after a quote", "\"非常\"同意,5\"\n1,2\n", "1 t(非常同意) t(5\")\n2 t(1) t(2)\n", ""},
		{"semicolons with decimal commas", "a;b\n1,5;2,5\n3,5;4,5\n", "1 t(a) t(b)\n2 t(1,5) t(2,5)\n3 t(3,5) t(4,5)\n", "{sheet.delimiter [semicolon]}"},
		{"tabs with commas in texts", "a\tb\nx, y\t1\nz, w, v\t2\n", "1 t(a) t(b)\n2 t(x, y) t(1)\n3 t(z, w, v) t(2)\n", "{sheet.delimiter [tab]}"},
		{"commas with codes joined by semicolons", "id,code,x\n1,A;B,2\n2,A;C,2\n", "1 t(id) t(code) t(x)\n2 t(1) t(A;B) t(2)\n3 t(2) t(A;C) t(2)\n", ""},
		{"sep line", "sep=;\na;b,c\n", "2 t(a) t(b,c)\n", "{sheet.delimiter [semicolon]}"},
		{"full-width commas", "编号，得分\n甲，１\n乙，２\n", "1 t(编号) t(得分)\n2 t(甲) t(１)\n3 t(乙) t(２)\n", "{sheet.delimiter [full-width comma]}"},
		{"one column of sentences", "文本\n好，但是慢\n不好\n", "1 t(文本)\n2 t(好，但是慢)\n3 t(不好)\n", ""},
		{"ids kept from Excel", "id,x\n=\"007\",1\n", "1 t(id) t(x)\n2 tF(007) t(1)\n", "{sheet.text_formulas [1]}"},
		{"notes above the header", "问卷导出\n\n编号,a,b\n1,2,3\n2,3,4\n3,4,5\n", "1 t(问卷导出)\n2\n3 t(编号) t(a) t(b)\n4 t(1) t(2) t(3)\n5 t(2) t(3) t(4)\n6 t(3) t(4) t(5)\n", ""},
		{"a quoted delimiter at the window's end", strings.Repeat("x", 65534) + ",\"a,b\"\n1,2\n", "1 t(" + strings.Repeat("x", 65534) + ") t(a,b)\n2 t(1) t(2)\n", ""},
	} {
		t.Run(c.trouble, func(t *testing.T) {
			b := want(t, []byte(c.data), "", c.expected)
			if got := noteText(b, ""); got != c.note {
				t.Errorf("notes %q", got)
			}
		})
	}
	wantError(t, []byte("a,b\n\"x,2\n3,4\n"), "", Limits{}, "quote")
	wantError(t, []byte("a,b\n1,2\n"), "", Limits{MaxRows: 1}, "limit_rows")
	wantError(t, []byte("a,b\n1,2\n"), "", Limits{MaxColumns: 1}, "limit_columns")
	wantError(t, []byte("a,b\n1,2\n"), "", Limits{MaxCells: 3}, "limit_cells")
	wantError(t, []byte("a,bcdefg\n1,2\n"), "", Limits{MaxCellBytes: 5}, "limit_cell_length")
	wantError(t, []byte("a,b\n"), "Sheet1", Limits{}, "no_sheet")
}

func TestFloat(t *testing.T) {
	for s, expected := range map[string]float64{"5": 5, " ５ ": 5, "\u3000－1．5\u00a0": -1.5, "−2": -2, "+3": 3, "1e3": 1000, "\t138\t": 138, ".5": 0.5, "007": 7} {
		if x, ok := (Cell{Kind: Text, Text: s}).Float(); !ok || x != expected {
			t.Errorf("%q: %v %v", s, x, ok)
		}
	}
	for _, s := range []string{"", " ", "NaN", "Inf", "0x10", "1_000", "1,000", "5分", "--1", "e", "-", "1e999", "五", "2024-05-01", "50%"} {
		if x, ok := (Cell{Kind: Text, Text: s}).Float(); ok {
			t.Errorf("%q read as %v", s, x)
		}
	}
	if x, ok := (Cell{Kind: Number, Num: 2}).Float(); !ok || x != 2 {
		t.Error(x, ok)
	}
	for _, k := range []Kind{Empty, Bool, Date, Error} {
		if _, ok := (Cell{Kind: k, Num: 1, Text: "1"}).Float(); ok {
			t.Error(k, "read as a number")
		}
	}
}

func TestFold(t *testing.T) {
	for s, expected := range map[string]string{"　ＩＤ＿０１ ": "ID_01", "\ufeff编号\u200b": "编号", "a\u00a0b": "a b", "（一）": "(一)", "x": "x", "": ""} {
		if got := Fold(s); got != expected {
			t.Errorf("%q: %q", s, got)
		}
	}
	if !(Cell{Kind: Text, Text: " \u3000\u200b"}).Blank() || (Cell{Kind: Number}).Blank() {
		t.Error("blank")
	}
}
