package sheet

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// text is a delimited text file.
type text struct {
	r       io.ReaderAt
	size    int64
	charset charset
	dialect dialect
	limits  Limits
}

// headBytes is how much of a text file the delimiter is guessed from.
const headBytes = 256 << 10

func (b *Book) openText(r io.ReaderAt, size int64) error {
	cs, err := sniff(r, size)
	if err != nil {
		return err
	}
	head, err := io.ReadAll(io.LimitReader(cs.open(r, size), headBytes))
	if err != nil {
		return err
	}
	if strings.ContainsRune(string(head), 0) {
		return fault("binary")
	}
	if err := detectMarkup(head); err != nil {
		return err
	}
	t := &text{r: r, size: size, charset: cs, dialect: guess(head, len(head) < headBytes), limits: b.limits}
	b.source, b.infos = t, []Info{{}}
	b.noteEncoding(cs)
	if t.dialect.delimiter != ',' {
		b.note("sheet.delimiter", t.dialect.name)
	}
	return nil
}

// noteEncoding tells which encoding was taken, and which lines are in another or cannot be read throughout.
func (b *Book) noteEncoding(cs charset) {
	m := cs.lines
	switch {
	case cs.several:
		names, lists := []string{"UTF-8", "GB18030", "windows-1252"}, []*lineList{&m.utf8, &m.gb, &m.latin}
		most := 0
		for i, l := range lists {
			if l.count > lists[most].count {
				most = i
			}
		}
		if most > 0 {
			b.note("sheet.encoding", names[most])
		}
		for i, l := range lists {
			if i != most && l.count > 0 {
				b.note("sheet.encoding_mixed", strconv.Itoa(l.count), names[i], l.String())
			}
		}
	case cs.name != "UTF-8":
		b.note("sheet.encoding", cs.name)
	}
	if m != nil && m.bad > 0 {
		b.note("sheet.encoding_damaged_lines", strconv.Itoa(m.bad), m.hurt.String())
	}
}

func (b *Book) note(code string, args ...string) {
	b.notes = append(b.notes, coding.ReceiptNote{Code: code, Args: args})
}

func (t *text) rows(_ int, yield func(Row) bool) ([]coding.ReceiptNote, error) {
	p := newParser(t.charset.open(t.r, t.size), t.dialect.delimiter, t.limits.MaxCellBytes)
	p.columns = t.limits.MaxColumns
	count := tally{Limits: t.limits}
	protected := 0
	var torn lineList
	for number := 1; ; number++ {
		fields, err := p.record()
		var bad *ReadError
		switch {
		case err == io.EOF:
			var notes []coding.ReceiptNote
			if torn.count > 0 {
				notes = append(notes, coding.ReceiptNote{Code: "sheet.quotes", Args: []string{strconv.Itoa(torn.count), torn.String()}})
			}
			if protected > 0 {
				notes = append(notes, coding.ReceiptNote{Code: "sheet.text_formulas", Args: []string{strconv.Itoa(protected)}})
			}
			return notes, nil
		case errors.As(err, &bad):
			return nil, t.limits.exceeded("", "", strings.TrimPrefix(bad.Code, "sheet.error.limit_"), t.limit(bad.Code))
		case err != nil:
			return nil, err
		}
		if number <= t.dialect.skip {
			continue
		}
		n := len(fields)
		for n > 0 && fields[n-1] == "" {
			n--
		}
		if err := count.row(n); err != nil {
			return nil, err
		}
		row := Row{Number: number, Cells: make([]Cell, n), Torn: p.torn}
		if p.torn {
			torn.add(number)
		}
		for i, f := range fields[:n] {
			if f == "" {
				continue
			}
			c := &row.Cells[i]
			// ="007" keeps Excel from reading a number
			if len(f) > 3 && f[0] == '=' && f[1] == '"' && f[len(f)-1] == '"' && !strings.Contains(f[2:len(f)-1], `"`) {
				f = f[2 : len(f)-1]
				c.Formula = true
				protected++
			}
			c.Kind, c.Text = Text, f
			c.Num, _ = parseNumber(f)
		}
		if !yield(row) {
			return nil, nil
		}
	}
}

func (t *text) limit(code string) int64 {
	if code == "sheet.error.limit_columns" {
		return int64(t.limits.MaxColumns)
	}
	return int64(t.limits.MaxCellBytes)
}
