package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// charset is how the text of a file is written.
type charset struct {
	name    string            // as noted: UTF-8, UTF-16LE, UTF-16BE, GB18030, windows-1252
	decoder encoding.Encoding // nil for UTF-8
	skip    int64             // bytes of the byte order mark
	lines   *mixed            // of a text that is not UTF-8 throughout
	several bool              // the lines are in different encodings
}

// open returns the text as UTF-8.
func (c charset) open(r io.ReaderAt, size int64) io.Reader {
	in := io.NewSectionReader(r, c.skip, size-c.skip)
	switch {
	case c.several:
		return &mixedReader{mixed: c.lines, in: newLines(in)}
	case c.decoder == nil:
		return in
	}
	return transform.NewReader(in, c.decoder.NewDecoder())
}

// sniff finds the encoding: the byte order mark; else UTF-16 when every other byte is zero or the like; else UTF-8 when the
// whole file is valid; else it is looked for line by line.
func sniff(r io.ReaderAt, size int64) (charset, error) {
	head, err := readHead(r, size, 64<<10)
	if err != nil {
		return charset{}, err
	}
	utf16 := func(name string, order unicode.Endianness, skip int64) charset {
		return charset{name: name, decoder: unicode.UTF16(order, unicode.IgnoreBOM), skip: skip}
	}
	c := charset{name: "UTF-8"}
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		c.skip = 3
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return utf16("UTF-16LE", unicode.LittleEndian, 2), nil
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return utf16("UTF-16BE", unicode.BigEndian, 2), nil
	case bytes.IndexByte(head, 0) >= 0:
		little, big := plausible(head, binary.LittleEndian), plausible(head, binary.BigEndian)
		switch {
		case little > big:
			return utf16("UTF-16LE", unicode.LittleEndian, 0), nil
		case big > little:
			return utf16("UTF-16BE", unicode.BigEndian, 0), nil
		}
	}
	open := func() io.Reader { return io.NewSectionReader(r, c.skip, size-c.skip) }
	n, err := census(open())
	switch {
	case err != nil:
		return charset{}, err
	case n.zeros > 0 && c.skip == 0:
		return charset{}, fault("binary")
	case n.utf8Bad == 0:
		return c, nil
	}
	m := &mixed{}
	if err := m.census(open); err != nil {
		return charset{}, err
	}
	c.lines = m
	switch {
	case m.gb.count == 0 && m.latin.count == 0:
	case m.utf8.count == 0 && m.latin.count == 0:
		c.name, c.decoder = "GB18030", simplifiedchinese.GB18030
	case m.utf8.count == 0 && m.gb.count == 0:
		c.name, c.decoder = "windows-1252", charmap.Windows1252
	default:
		c.several = true
	}
	return c, nil
}

// plausible counts the ends of lines and the delimiters of a text in UTF-16, 0 when it is none: when a tenth of the characters
// are none that tables have, or most of the bytes that look like a delimiter are no character of their own.
func plausible(head []byte, order binary.ByteOrder) int {
	good, odd, marks := 0, 0, 0
	for i := 0; i+1 < len(head); i += 2 {
		switch u := order.Uint16(head[i:]); {
		case u == '\n' || u == '\t' || u == ',' || u == ';' || u == '|':
			marks++
			good++
		case u == '\r', u >= 0x20 && u < 0x7F, u >= 0xA0 && u < 0x530, u >= 0x2000 && u < 0x2700, u >= 0x3000 && u < 0xA000, u >= 0xAC00 && u < 0xE000, u >= 0xFE30 && u < 0xFFF0, u == 0xFEFF:
			good++
		default:
			odd++
		}
	}
	raw := 0
	for _, b := range []byte("\n\t,;|") {
		raw += bytes.Count(head, []byte{b})
	}
	if odd*10 > good || 2*marks < raw {
		return 0
	}
	return marks
}

// count of what the bytes of a file could be.
type count struct {
	zeros             int
	utf8Good, utf8Bad int // sequences of several bytes
	gbPairs, gbBad    int // double bytes and four byte sequences; bytes that are neither
	gbChinese         int // double bytes whose both bytes are high, as nearly all Chinese text is
}

// census reads everything once.
func census(r io.Reader) (count, error) {
	var c count
	buf := make([]byte, 256<<10)
	u, g, keep := 0, 0, 0 // next byte to judge as UTF-8 and as GB18030; bytes kept from the last chunk
	for {
		n, err := io.ReadFull(r, buf[keep:])
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return c, err
		}
		chunk := buf[:keep+n]
		c.zeros += bytes.Count(chunk[keep:], []byte{0})
		u = c.utf8(chunk, u, last)
		g = c.gb(chunk, g, last)
		if last {
			return c, nil
		}
		from := min(u, g)
		keep = copy(buf, chunk[from:])
		u, g = u-from, g-from
	}
}

// utf8 counts from place i and returns the place of a sequence that the next chunk completes.
func (c *count) utf8(b []byte, i int, last bool) int {
	for i < len(b) {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		if !last && !utf8.FullRune(b[i:]) {
			return i
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			c.utf8Bad++
		} else {
			c.utf8Good++
		}
		i += n
	}
	return i
}

// gb is the same for GB18030.
func (c *count) gb(b []byte, i int, last bool) int {
	for i < len(b) {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		if !last && len(b)-i < 4 {
			return i
		}
		switch rest := b[i:]; {
		case rest[0] == 0x80 || rest[0] == 0xFF || len(rest) < 2:
			c.gbBad++
			i++
		case rest[1] >= 0x40 && rest[1] != 0x7F && rest[1] != 0xFF:
			c.gbPairs++
			if rest[0] >= 0xA1 && rest[1] >= 0xA1 {
				c.gbChinese++
			}
			i += 2
		case len(rest) >= 4 && digit(rest[1]) && rest[2] >= 0x81 && rest[2] != 0xFF && digit(rest[3]):
			c.gbPairs++
			i += 4
		default:
			c.gbBad++
			i++
		}
	}
	return i
}

func digit(b byte) bool { return b >= '0' && b <= '9' }
