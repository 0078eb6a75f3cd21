package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"iter"
	"os"
	"strings"
	"testing"
)

const (
	nsMain = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	nsRel  = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relTyp = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// pack zips a workbook of one sheet from its sheetData (or whole worksheet), shared strings and number format codes;
// over replaces or adds parts.
func pack(tb testing.TB, sheet, shared string, formats []string, over map[string]string) []byte {
	if !strings.Contains(sheet, "worksheet") {
		sheet = `<worksheet ` + nsMain + `><sheetData>` + sheet + `</sheetData></worksheet>`
	}
	var nums, xfs strings.Builder
	xfs.WriteString(`<xf numFmtId="0"/>`)
	for i, f := range formats {
		fmt.Fprintf(&nums, `<numFmt numFmtId="%d" formatCode="%s"/>`, 164+i, strings.ReplaceAll(f, `"`, "&quot;"))
		fmt.Fprintf(&xfs, `<xf numFmtId="%d"/>`, 164+i)
	}
	files := []struct{ name, text string }{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relTyp + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + nsMain + ` ` + nsRel + `><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relTyp + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + relTyp + `sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="` + relTyp + `styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml", `<styleSheet ` + nsMain + `><numFmts count="1">` + nums.String() + `</numFmts><cellXfs>` + xfs.String() + `</cellXfs></styleSheet>`},
		{"xl/sharedStrings.xml", `<sst ` + nsMain + `>` + shared + `</sst>`},
		{"xl/worksheets/sheet1.xml", sheet},
	}
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	put := func(name, text string) {
		w, err := zw.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			tb.Fatal(err)
		}
	}
	for _, f := range files {
		text, ok := over[f.name]
		if !ok {
			text = f.text
		}
		if text != "" {
			put(f.name, text)
		}
		delete(over, f.name)
	}
	for name, text := range over {
		put(name, text)
	}
	if err := zw.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// show writes a sheet a line a row: number, * when hidden, cells as kind letter and text; F formula, M merged, N number
// stored as text.
func show(data []byte, name string, lim Limits) (string, *Book, error) {
	b, err := Open(bytes.NewReader(data), int64(len(data)), "f", lim)
	if err != nil {
		return "", nil, err
	}
	return shown(b, b.Rows(name))
}

// showAll is show for a text file, torn rows included.
func showAll(data []byte, lim Limits) (string, *Book, error) {
	b, err := Open(bytes.NewReader(data), int64(len(data)), "f", lim)
	if err != nil {
		return "", nil, err
	}
	return shown(b, b.AllRows(""))
}

func shown(b *Book, rows iter.Seq2[Row, error]) (string, *Book, error) {
	var out strings.Builder
	for row, err := range rows {
		if err != nil {
			return out.String(), b, err
		}
		fmt.Fprint(&out, row.Number)
		if row.Hidden {
			out.WriteByte('*')
		}
		for _, c := range row.Cells {
			out.WriteString(" " + string("-ntbde"[c.Kind]))
			for i, on := range []bool{c.Formula, c.Merged, c.NumberAsText} {
				if on {
					out.WriteByte("FMN"[i])
				}
			}
			out.WriteString("(" + strings.ReplaceAll(c.Text, "\n", "⏎") + ")")
		}
		out.WriteByte('\n')
	}
	return out.String(), b, nil
}

func want(t *testing.T, data []byte, name, expected string) *Book {
	t.Helper()
	got, b, err := show(data, name, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if expected = strings.TrimLeft(expected, "\n"); got != expected {
		t.Errorf("got\n%swant\n%s", got, expected)
	}
	return b
}

func wantError(t *testing.T, data []byte, name string, lim Limits, code string) {
	t.Helper()
	_, _, err := show(data, name, lim)
	var e *ReadError
	if !errors.As(err, &e) || e.Code != "sheet.error."+code {
		t.Errorf("got error %v, want %s", err, code)
		return
	}
	if !strings.HasPrefix(e.Error(), "f") || strings.Contains(e.Error(), "{0}") || strings.Contains(e.Error(), e.Code) {
		t.Errorf("message %q", e.Error())
	}
}

func fixture(tb testing.TB, name string) []byte {
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func noteText(b *Book, name string) string {
	return strings.TrimSuffix(strings.TrimPrefix(fmt.Sprint(append(b.Notes(), b.NotesOf(name)...)), "["), "]")
}
