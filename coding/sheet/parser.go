package sheet

import (
	"io"
	"strings"
	"unicode/utf8"
)

// parser splits UTF-8 text into records. A quoted field may hold delimiters, doubled quotes and line ends; text after
// its closing quote belongs to the field, as spreadsheet programs have it. LF, CRLF and CR end a record.
type parser struct {
	in      io.Reader
	window  []byte // bytes read and not yet consumed start at pos
	pos     int
	eof     bool
	delim   []byte
	maxCell int
	columns int
	fields  []string
	field   []byte
	ended   bool // the last record was ended by the end of the input
}

func newParser(r io.Reader, delimiter rune, maxCell int) *parser {
	return &parser{in: r, window: make([]byte, 0, 64<<10), delim: utf8.AppendRune(nil, delimiter), maxCell: maxCell, columns: excelColumns}
}

// lookahead bytes are in the window before a byte is judged: a full-width delimiter has three.
const lookahead = 4

// fill makes sure of the lookahead, unless the input ends.
func (p *parser) fill() error {
	if len(p.window)-p.pos >= lookahead || p.eof {
		return nil
	}
	p.window = p.window[:copy(p.window[:cap(p.window)], p.window[p.pos:])]
	p.pos = 0
	for empty := 0; len(p.window) < lookahead; {
		n, err := p.in.Read(p.window[len(p.window):cap(p.window)])
		p.window = p.window[:len(p.window)+n]
		switch {
		case err == io.EOF:
			p.eof = true
			return nil
		case err != nil:
			return err
		case n == 0:
			if empty++; empty > 100 {
				return io.ErrNoProgress
			}
		}
	}
	return nil
}

// rest is what the window still holds.
func (p *parser) rest() []byte { return p.window[p.pos:] }

// record returns the fields of the next record; the slice is reused by the next call. io.EOF after the last one.
func (p *parser) record() ([]string, error) {
	p.fields, p.field = p.fields[:0], p.field[:0]
	start, quoted, some := true, false, false // at a field's start; inside quotes; something was read
	for {
		if err := p.fill(); err != nil {
			return nil, err
		}
		w := p.rest()
		if len(w) == 0 {
			switch {
			case quoted:
				return nil, fault("quote")
			case !some:
				return nil, io.EOF
			}
			p.ended = true
			p.endField()
			return p.fields, nil
		}
		some = true
		switch b := w[0]; {
		case quoted && b == '"' && len(w) > 1 && w[1] == '"':
			p.field = append(p.field, '"')
			p.pos += 2
		case quoted && b == '"':
			quoted = false
			p.pos++
		case quoted:
			p.run(func(b byte) bool { return b != '"' })
		case b == '"' && start:
			quoted, start = true, false
			p.pos++
		case b == '\n', b == '\r':
			p.pos++
			if b == '\r' && len(w) > 1 && w[1] == '\n' {
				p.pos++
			}
			p.endField()
			return p.fields, nil
		case p.atDelimiter(w):
			p.endField()
			if len(p.fields) >= p.columns {
				return nil, fault("limit_columns")
			}
			p.pos += len(p.delim)
			start = true
		default:
			start = false
			p.field = append(p.field, b)
			p.pos++
			first := p.delim[0]
			p.run(func(b byte) bool { return b != first && b != '\n' && b != '\r' })
		}
		if len(p.field) > p.maxCell {
			return nil, fault("limit_cell_length")
		}
	}
}

func (p *parser) atDelimiter(w []byte) bool {
	if w[0] != p.delim[0] || len(w) < len(p.delim) {
		return false
	}
	return len(p.delim) == 1 || string(w[:len(p.delim)]) == string(p.delim)
}

// run takes the bytes that are plain, as far as the window goes, into the field.
func (p *parser) run(plain func(byte) bool) {
	i := p.pos
	for i < len(p.window) && plain(p.window[i]) {
		i++
	}
	p.field = append(p.field, p.window[p.pos:i]...)
	p.pos = i
}

// endField takes the field as a text, with line ends inside it as LF.
func (p *parser) endField() {
	s := string(p.field)
	p.field = p.field[:0]
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	p.fields = append(p.fields, strings.ToValidUTF8(s, "\uFFFD"))
}
