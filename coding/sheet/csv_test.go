package sheet

import (
	"slices"
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
	if err != nil || !strings.HasSuffix(got, " t(坏\uFFFD) t(3)\n") || noteText(b, "") != "{sheet.encoding_damaged_lines [1 140002]}" {
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
		{"bars", "id|部门|得分\n1|a,b|2\n2|c|3\n", "1 t(id) t(部门) t(得分)\n2 t(1) t(a,b) t(2)\n3 t(2) t(c) t(3)\n", "{sheet.delimiter [bar]}"},
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

// A quote that is never closed takes no other row with it, whatever quotes come later.
func TestUnclosedQuote(t *testing.T) {
	for _, c := range []struct {
		trouble, data, expected string
		torn                    []int
	}{
		{"to the end", "a,b,c\n1,2,3\n\"x,2,3\n3,4,5\n", "1 t(a) t(b) t(c)\n2 t(1) t(2) t(3)\n3 t(\"x) t(2) t(3)\n4 t(3) t(4) t(5)\n", []int{3}},
		{"up to a proper one", "a,b\nx,\"y\nz,\"p,q\"\n3,4\n", "1 t(a) t(b)\n2 t(x) t(\"y)\n3 t(z) t(p,q)\n4 t(3) t(4)\n", []int{2}},
		{"up to an empty one", "a,b\nx,\"y\nz,\"\"\n3,4\n", "1 t(a) t(b)\n2 t(x) t(\"y)\n3 t(z)\n4 t(3) t(4)\n", []int{2}},
		{"twice", "a,b\n\"x,1\nz,2\n\"y,3\n", "1 t(a) t(b)\n2 t(\"x) t(1)\n3 t(z) t(2)\n4 t(\"y) t(3)\n", []int{2, 4}},
		{"after a proper one in its row", "a,b\n\"p,q\",\"x\nz,2\n", "1 t(a) t(b)\n2 t(p,q) t(\"x)\n3 t(z) t(2)\n", []int{2}},
		{"in the last row", "a,b\n1,2\nz,\"y", "1 t(a) t(b)\n2 t(1) t(2)\n3 t(z) t(\"y)\n", []int{3}},
		{"a text of two lines is none", "a,b\n1,\"x\ny\" \nz,2\n", "1 t(a) t(b)\n2 t(1) t(x⏎y )\n3 t(z) t(2)\n", nil},
		{"longer than a cell", "a,b\n1,\"x\n" + strings.Repeat("2,3\n", 300) + "4,5\"\n", "1 t(a) t(b)\n2 t(1) t(\"x)\n", []int{2}},
	} {
		t.Run(c.trouble, func(t *testing.T) {
			got, b, err := showAll([]byte(c.data), Limits{MaxCellBytes: 1000})
			if err != nil || !strings.HasPrefix(got, c.expected) || len(got) > len(c.expected) && c.trouble != "longer than a cell" {
				t.Fatalf("got %q %v\nwant %q", got, err, c.expected)
			}
			var torn []int
			for row := range b.AllRows("") {
				if row.Torn {
					torn = append(torn, row.Number)
				}
			}
			if !slices.Equal(torn, c.torn) {
				t.Errorf("torn rows %v", torn)
			}
			if note := noteText(b, ""); strings.Contains(note, "sheet.quotes") != (c.torn != nil) {
				t.Errorf("notes %q", note)
			}
		})
	}
	// a window's end inside the quotes
	long := strings.Repeat("x", 65530)
	got, _, err := showAll([]byte("a,b\n"+long+",\"y\n"+strings.Repeat("1,2\n", 40000)), Limits{})
	if err != nil || !strings.HasPrefix(got, "1 t(a) t(b)\n2 t("+long+") t(\"y)\n3 t(1) t(2)\n") || !strings.HasSuffix(got, "\n40002 t(1) t(2)\n") {
		t.Error(len(got), err)
	}
}

func TestMixedEncodings(t *testing.T) {
	gbk := func(s string) string { return string(encoded(t, simplifiedchinese.GBK, s)) }
	latin := func(s string) string { return string(encoded(t, charmap.Windows1252, s)) }
	for _, c := range []struct{ trouble, data, expected, note string }{
		{"UTF-8 and then GBK", "编号,部门\n1,住建局\n" + gbk("2,审批局\n3,一\n"), "1 t(编号) t(部门)\n2 t(1) t(住建局)\n3 t(2) t(审批局)\n4 t(3) t(一)\n", "{sheet.encoding_mixed [2 GB18030 3, 4]}"},
		{"GBK and then UTF-8", gbk("编号,部门\n1,住建局\n") + "2,审批局\n3,朱镕基\n", "1 t(编号) t(部门)\n2 t(1) t(住建局)\n3 t(2) t(审批局)\n4 t(3) t(朱镕基)\n", "{sheet.encoding_mixed [2 GB18030 1, 2]}"},
		{"with a mark", "\ufeff编号,部门\n1,住建局\n" + gbk("2,审批局\n"), "1 t(编号) t(部门)\n2 t(1) t(住建局)\n3 t(2) t(审批局)\n", "{sheet.encoding_mixed [1 GB18030 3]}"},
		{"Windows-1252 in UTF-8", "Ort,Text\nKöln,für\n" + latin("Zürich,“Grüße” für 5 €\n") + "Wien,Ämter\n", "1 t(Ort) t(Text)\n2 t(Köln) t(für)\n3 t(Zürich) t(“Grüße” für 5 €)\n4 t(Wien) t(Ämter)\n", "{sheet.encoding_mixed [1 windows-1252 3]}"},
		{"CR alone, one line of GBK", "编号,部门\r1,住建局\r" + gbk("2,审批局\r") + "3,住建局", "1 t(编号) t(部门)\n2 t(1) t(住建局)\n3 t(2) t(审批局)\n4 t(3) t(住建局)\n", "{sheet.encoding_mixed [1 GB18030 3]}"},
		{"a damaged line of UTF-8", "编号,部门\n1,我们\xff审批局\n2,好\n", "1 t(编号) t(部门)\n2 t(1) t(我们\uFFFD审批局)\n3 t(2) t(好)\n", "{sheet.encoding_damaged_lines [1 2]}"},
		{"characters beyond GB2312", gbk("编号,姓名\n1,朱镕基\n2,镕\n3,喆\n"), "1 t(编号) t(姓名)\n2 t(1) t(朱镕基)\n3 t(2) t(镕)\n4 t(3) t(喆)\n", "{sheet.encoding [GB18030]}"},
		{"UTF-16 of Chinese alone without a mark", string(encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "一,二\n"+strings.Repeat("一一一一一一一一一一一一", 10)+",二\n")),
			"1 t(一) t(二)\n2 t(" + strings.Repeat("一一一一一一一一一一一一", 10) + ") t(二)\n", "{sheet.encoding [UTF-16LE]}"},
	} {
		t.Run(c.trouble, func(t *testing.T) {
			b := want(t, []byte(c.data), "", c.expected)
			if got := noteText(b, ""); got != c.note {
				t.Errorf("notes %q", got)
			}
		})
	}
	// the encoding of most lines is that of the text; a line longer than what is held is read in pieces
	got, b, err := show([]byte("部门,x\n"+strings.Repeat(gbk("审批局,2\n"), 30)+strings.Repeat("住建局", 400000)+",1\n"), "", Limits{MaxCellBytes: 8 << 20})
	if err != nil || strings.Count(got, "t(审批局) t(2)") != 30 || strings.Contains(got, "\uFFFD") || noteText(b, "") != "{sheet.encoding [GB18030]} {sheet.encoding_mixed [2 UTF-8 1, 32]}" {
		t.Error(len(got), noteText(b, ""), err)
	}
	// many lines in the other encoding are not all named
	_, b, err = show([]byte(strings.Repeat("部门,x\n", 40)+strings.Repeat(gbk("审批局,2\n"), 30)), "", Limits{})
	if err != nil || noteText(b, "") != "{sheet.encoding_mixed [30 GB18030 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, …]}" {
		t.Error(noteText(b, ""), err)
	}
}
