package sheet

import (
	"bytes"
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
	bad     int               // byte sequences that the encoding does not know; they become U+FFFD
}

// open returns the text as UTF-8.
func (c charset) open(r io.ReaderAt, size int64) io.Reader {
	in := io.NewSectionReader(r, c.skip, size-c.skip)
	if c.decoder == nil {
		return in
	}
	return transform.NewReader(in, c.decoder.NewDecoder())
}

// sniff finds the encoding: the byte order mark; else zero bytes at every other place (UTF-16); else UTF-8 when the
// whole file is valid, or nearly; else GB18030 when its double bytes look like Chinese; else Windows-1252.
func sniff(r io.ReaderAt, size int64) (charset, error) {
	head, err := readHead(r, size, 64<<10)
	if err != nil {
		return charset{}, err
	}
	utf16 := func(name string, order unicode.Endianness, skip int64) charset {
		return charset{name: name, decoder: unicode.UTF16(order, unicode.IgnoreBOM), skip: skip}
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		c, err := census(io.NewSectionReader(r, 3, size-3))
		return charset{name: "UTF-8", skip: 3, bad: c.utf8Bad}, err
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return utf16("UTF-16LE", unicode.LittleEndian, 2), nil
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return utf16("UTF-16BE", unicode.BigEndian, 2), nil
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case zeros[1] > 0 && zeros[1] >= 8*zeros[0] && zeros[1]*50 >= len(head):
		return utf16("UTF-16LE", unicode.LittleEndian, 0), nil
	case zeros[0] > 0 && zeros[0] >= 8*zeros[1] && zeros[0]*50 >= len(head):
		return utf16("UTF-16BE", unicode.BigEndian, 0), nil
	}
	c, err := census(io.NewSectionReader(r, 0, size))
	switch {
	case err != nil:
		return charset{}, err
	case c.zeros > 0:
		return charset{}, fault("binary")
	case c.utf8Bad == 0, c.utf8Good >= 10*c.utf8Bad:
		return charset{name: "UTF-8", bad: c.utf8Bad}, nil
	case 2*c.gbChinese >= c.gbPairs+c.gbBad && c.gbPairs > 0:
		return charset{name: "GB18030", decoder: simplifiedchinese.GB18030, bad: c.gbBad}, nil
	}
	return charset{name: "windows-1252", decoder: charmap.Windows1252}, nil
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
