package sheet

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

// parser splits UTF-8 text into records. A quoted field may hold delimiters, doubled quotes and line ends; text after
// its closing quote belongs to the field, as spreadsheet programs have it. LF, CRLF and CR end a record.
//
// A quote that is never closed would swallow the rest of the file, or all up to the next quote. It is taken for a plain
// character instead, and the record is torn: when the input ends inside the quotes, when the field grows too long in them,
// and when the field has several lines and other text follows its closing quote.
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
	torn    bool // the last record has a quote that is never closed
	partial bool // the input is the beginning of a longer one
	mark    int  // where in the window the open quote stands, -1 when none is
}

func newParser(r io.Reader, delimiter rune, maxCell int) *parser {
	return &parser{in: r, window: make([]byte, 0, 64<<10), delim: utf8.AppendRune(nil, delimiter), maxCell: maxCell, columns: excelColumns, mark: -1}
}

// lookahead bytes are in the window before a byte is judged: a full-width delimiter has three.
const lookahead = 4

// fill makes sure of the lookahead, unless the input ends. What an open quote holds stays in the window.
func (p *parser) fill() error {
	if len(p.window)-p.pos >= lookahead || p.eof {
		return nil
	}
	from := p.pos
	if p.mark >= 0 {
		from, p.mark = p.mark, 0
	}
	p.pos -= from
	if rest := p.window[from:]; len(rest)*2 > cap(p.window) {
		p.window = append(make([]byte, 0, 2*cap(p.window)), rest...)
	} else {
		p.window = p.window[:copy(p.window[:cap(p.window)], rest)]
	}
	for empty := 0; len(p.window)-p.pos < lookahead; {
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
	p.fields, p.field, p.torn, p.mark = p.fields[:0], p.field[:0], false, -1
	start, some := true, false // at a field's start; something was read
	for {
		if err := p.fill(); err != nil {
			return nil, err
		}
		w, quoted := p.rest(), p.mark >= 0
		if len(w) == 0 {
			switch {
			case quoted && p.partial, !some:
				return nil, io.EOF
			case quoted:
				p.tear()
				continue
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
		case quoted && b == '"' && p.severalLines() && !p.closes(w[1:]):
			p.tear()
		case quoted && b == '"':
			p.mark = -1
			p.pos++
		case quoted:
			p.run(func(b byte) bool { return b != '"' })
		case b == '"' && start:
			p.mark, start = p.pos, false
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
		switch {
		case len(p.field) <= p.maxCell:
		case p.mark >= 0 && p.severalLines():
			p.tear()
		default:
			return nil, fault("limit_cell_length")
		}
	}
}

// tear goes back to the quote that is open and takes it for a plain character.
func (p *parser) tear() {
	p.field = append(p.field[:0], '"')
	p.pos, p.mark = p.mark+1, -1
	p.torn = true
}

func (p *parser) severalLines() bool {
	return bytes.IndexByte(p.field, '\n') >= 0 || bytes.IndexByte(p.field, '\r') >= 0
}

// closes reports whether what follows a quote may follow the end of a field.
func (p *parser) closes(w []byte) bool {
	return len(w) == 0 || w[0] == '\n' || w[0] == '\r' || w[0] == ' ' || p.atDelimiter(w)
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
