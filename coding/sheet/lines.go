package sheet

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// lineBytes bounds what is held of a line; a longer one comes in pieces.
const lineBytes = 1 << 20

// lines cuts a text into its lines, their ends included. LF, CRLF and CR end a line.
type lines struct {
	r      io.Reader
	buf    []byte
	pos    int // the next line begins here
	number int // of the line given last, from 1
	whole  bool
	eof    bool
}

func newLines(r io.Reader) *lines { return &lines{r: r, buf: make([]byte, 0, 64<<10), whole: true} }

// next gives a line, good until the next call; pieces of a long one have the same number. io.EOF after the last one.
func (l *lines) next() ([]byte, error) {
	for {
		rest := l.buf[l.pos:]
		n, ends := lineEnd(rest, l.eof)
		if n == 0 && len(rest) >= lineBytes {
			n = betweenCharacters(rest)
		}
		if n > 0 {
			if l.whole {
				l.number++
			}
			l.whole = ends
			l.pos += n
			return rest[:n], nil
		}
		if l.eof {
			return nil, io.EOF
		}
		if len(rest)*2 > cap(l.buf) {
			l.buf = append(make([]byte, 0, 2*cap(l.buf)), rest...)
		} else {
			l.buf = l.buf[:copy(l.buf[:cap(l.buf)], rest)]
		}
		l.pos = 0
		n, err := io.ReadFull(l.r, l.buf[len(l.buf):cap(l.buf)])
		l.buf = l.buf[:len(l.buf)+n]
		switch err {
		case nil:
		case io.EOF, io.ErrUnexpectedEOF:
			l.eof = true
		default:
			return nil, err
		}
	}
}

// lineEnd is the length of the first line with its end, 0 when the end is not there yet.
func lineEnd(b []byte, eof bool) (n int, ends bool) {
	i := bytes.IndexAny(b, "\r\n")
	switch {
	case i < 0 && eof:
		return len(b), true
	case i < 0, i+1 == len(b) && b[i] == '\r' && !eof:
		return 0, false
	case b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n':
		return i + 2, true
	}
	return i + 1, true
}

// betweenCharacters is a length at which a text can be cut: behind a byte that is never part of a longer character, or
// else, in a text that has none, behind a character of UTF-8.
func betweenCharacters(b []byte) int {
	for i := len(b); i > 0; i-- {
		if b[i-1] < '0' {
			return i
		}
	}
	for i := len(b) - 1; i >= max(0, len(b)-utf8.UTFMax); i-- {
		if utf8.RuneStart(b[i]) {
			if i > 0 && !utf8.FullRune(b[i:]) {
				return i
			}
			break
		}
	}
	return len(b)
}
