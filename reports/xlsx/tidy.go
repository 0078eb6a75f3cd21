package xlsx

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
)

// tidy writes the rows of the data sheet straight into its part of the archive: numbers in full precision, texts as
// entries of the workbook's table of shared strings. A ledger has tens of thousands of rows, which a workbook in memory
// would hold as cells one by one.
type tidy struct {
	es         []estimate.Estimate
	part       string // name of the sheet's part
	head, text int    // styles: header, text that looks like a formula

	base   int // strings that the workbook itself has
	shared map[string]int
	added  []string
}

const sharedPart = "xl/sharedStrings.xml"

var errPart = errors.New("a part of the workbook is not as expected")

// sheet writes the part: what the workbook wrote of it, with the rows in the place of its empty sheet data.
func (t *tidy) sheet(w io.Writer, part, strings []byte) error {
	before, after, ok := bytes.Cut(part, []byte("<sheetData></sheetData>"))
	if !ok {
		if before, after, ok = bytes.Cut(part, []byte("<sheetData/>")); !ok {
			return errPart
		}
	}
	t.base, t.shared = bytes.Count(strings, []byte("<si>")), map[string]int{}
	b := bufio.NewWriterSize(w, 1<<16)
	b.Write(before)
	b.WriteString("<sheetData>")
	t.rows(b)
	b.WriteString("</sheetData>")
	b.Write(after)
	return b.Flush()
}

// rows writes the header and a row an estimate.
func (t *tidy) rows(b *bufio.Writer) {
	names := make([]string, len(document.Columns))
	for i := range names {
		names[i] = column(i + 1)
	}
	var row []byte
	begin := func(n int) string {
		s := strconv.Itoa(n)
		row = append(append(append(row[:0], `<row r="`...), s...), `">`...)
		return s
	}
	ref := func(col int, n string) { row = append(append(append(row, `<c r="`...), names[col]...), n...) }
	str := func(col int, n, s string, style int) {
		if s == "" {
			return
		}
		if style == 0 && formulaLike(s) {
			style = t.text
		}
		ref(col, n)
		if style != 0 {
			row = strconv.AppendInt(append(row, `" s="`...), int64(style), 10)
		}
		row = append(strconv.AppendInt(append(row, `" t="s"><v>`...), int64(t.string(s)), 10), `</v></c>`...)
	}
	num := func(col int, n string, v float64) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return
		}
		ref(col, n)
		row = append(strconv.AppendFloat(append(row, `"><v>`...), v, 'g', -1, 64), `</v></c>`...)
	}
	first := begin(1)
	for i, c := range document.Columns {
		str(i, first, c, t.head)
	}
	b.Write(append(row, `</row>`...))
	for i, e := range t.es {
		n := begin(i + 2)
		str(0, n, e.Measure, 0)
		str(1, n, e.Of, 0)
		for j, v := range [...]float64{e.Value, e.SE, e.Low, e.High, e.Statistic} {
			num(2+j, n, v)
		}
		if df := estimate.FormatDF(e.DF1, e.DF2); df != "" { // two degrees of freedom are a text
			if v, err := strconv.ParseFloat(df, 64); err == nil {
				num(7, n, v)
			} else {
				str(7, n, df, 0)
			}
		}
		num(8, n, e.P)
		if e.N >= 0 {
			num(9, n, float64(e.N))
		}
		str(10, n, e.Method, 0)
		str(11, n, estimate.JoinNotes(e.Notes), 0)
		str(12, n, e.Family, 0)
		str(13, n, e.ID(), 0)
		b.Write(append(row, `</row>`...))
	}
}

// string is the number of a text among the shared strings.
func (t *tidy) string(s string) int {
	n, ok := t.shared[s]
	if !ok {
		n = t.base + len(t.added)
		t.shared[s] = n
		t.added = append(t.added, s)
	}
	return n
}

// strings writes the shared strings: the workbook's own and those of the rows.
func (t *tidy) strings(w io.Writer, part []byte) error {
	at := bytes.LastIndex(part, []byte("</sst>"))
	open := bytes.Index(part, []byte("<sst"))
	if at < 0 || open < 0 {
		return errPart
	}
	end := open + bytes.IndexByte(part[open:], '>') + 1
	b := bufio.NewWriterSize(w, 1<<16)
	b.Write(part[:open])
	b.WriteString(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="` + strconv.Itoa(t.base+len(t.added)) + `">`)
	b.Write(part[end:at])
	for _, s := range t.added {
		if strings.TrimSpace(s) != s {
			b.WriteString(`<si><t xml:space="preserve">`)
		} else {
			b.WriteString("<si><t>")
		}
		if err := xml.EscapeText(b, []byte(s)); err != nil {
			return err
		}
		b.WriteString("</t></si>")
	}
	b.Write(part[at:])
	return b.Flush()
}
