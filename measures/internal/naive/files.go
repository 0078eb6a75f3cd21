package naive

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// page is a sheet to be written: notes, then a header, then rows. Cells are text, float64 or nil.
type page struct {
	kind   string // what the reader calls it
	notes  []string
	header []string
	rows   [][]any
}

// dice are the random choices of one study.
type dice struct{ *rand.Rand }

func roll(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 0x5eed))} }

func (d dice) chance(p float64) bool { return d.Float64() < p }

func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

func pick[T any](d dice, from ...T) T { return from[d.IntN(len(from))] }

// shuffled is the page with its columns in another order.
func (p page) shuffled(d dice) page {
	order := d.Perm(len(p.header))
	out := page{kind: p.kind, notes: p.notes}
	for _, i := range order {
		out.header = append(out.header, p.header[i])
	}
	for _, r := range p.rows {
		row := make([]any, len(order))
		for to, from := range order {
			if from < len(r) {
				row[to] = r[from]
			}
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// lines are the page's rows as they stand in a sheet, and with notes a blank line before the header now and then.
func (p page) lines(d dice) [][]any {
	var out [][]any
	for _, n := range p.notes {
		out = append(out, []any{n})
	}
	if len(p.notes) > 0 && d.chance(.5) {
		out = append(out, nil)
	}
	head := make([]any, len(p.header))
	for i, h := range p.header {
		head[i] = h
	}
	return append(append(out, head), p.rows...)
}

// workbook writes pages as the sheets of one xlsx file under the names.
func workbook(d dice, pages []page, names []string) []byte {
	f := excelize.NewFile()
	defer f.Close()
	for i, p := range pages {
		if i == 0 {
			must(f.SetSheetName("Sheet1", names[0]))
		} else {
			_, err := f.NewSheet(names[i])
			must(err)
		}
		for r, line := range p.lines(d) {
			for c, v := range line {
				if v == nil {
					continue
				}
				at, err := excelize.CoordinatesToCellName(c+1, r+1)
				must(err)
				must(f.SetCellValue(names[i], at, v))
			}
		}
	}
	var b bytes.Buffer
	must(f.Write(&b))
	return b.Bytes()
}

// commas writes a page as csv in one of the encodings that people's programs write.
func commas(d dice, p page) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, line := range p.lines(d) {
		rec := make([]string, len(p.header))
		for i, v := range line {
			rec[i] = text(v)
		}
		must(w.Write(rec))
	}
	w.Flush()
	must(w.Error())
	codec := pick[encoding.Encoding](d, nil, unicode.UTF8BOM, simplifiedchinese.GB18030, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	if codec == nil {
		return b.Bytes()
	}
	out, err := codec.NewEncoder().Bytes(b.Bytes())
	must(err)
	return out
}

func text(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case string:
		return x
	}
	return fmt.Sprint(v)
}

// wide writes digits at full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, s)
}

// scribble writes a whole number as people's files have it: a number, the same as text, or in full-width digits.
func (d dice) scribble(n int) any {
	switch d.IntN(6) {
	case 0:
		return strconv.Itoa(n)
	case 1:
		if n >= 0 {
			return wide(strconv.Itoa(n))
		}
	case 2:
		return " " + strconv.Itoa(n) + " "
	}
	return float64(n)
}

// quoted is a text in YAML.
func quoted(s string) string { return strconv.Quote(s) }

func quotedList(l []string) string {
	q := make([]string, len(l))
	for i, s := range l {
		q[i] = quoted(s)
	}
	return "[" + strings.Join(q, ", ") + "]"
}

// must stops a generator that cannot write to memory.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
