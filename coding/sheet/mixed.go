package sheet

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// mixed is a text whose lines may be in different encodings, as in files that were put together from several. A line is
// read as UTF-8 where it is that, else in the encoding that leaves the fewest bad characters.
type mixed struct {
	other encoding.Encoding // GB18030 or Windows-1252: what the lines that are not UTF-8 look like, taken together
	some  bool              // there are lines that are valid UTF-8, with characters beyond ASCII
	utf8  lineList          // lines with characters beyond ASCII, read as UTF-8 with characters beyond ASCII
	gb    lineList          // lines read as GB18030
	latin lineList          // lines read as Windows-1252
	hurt  lineList          // lines with characters that their encoding does not know
	bad   int               // such characters
}

// lineList counts lines and keeps the numbers of the first ones.
type lineList struct {
	count, last int
	first       []string
}

func (l *lineList) add(number int) {
	if number == l.last { // another piece of a long line
		return
	}
	l.last = number
	if l.count++; len(l.first) < 10 {
		l.first = append(l.first, strconv.Itoa(number))
	}
}

// String lists the numbers: 3, 7, 8 and a dash of dots when there are more.
func (l *lineList) String() string {
	s := strings.Join(l.first, ", ")
	if l.count > len(l.first) {
		s += ", …"
	}
	return s
}

// readings are how many characters of a line would be bad in each encoding.
type readings struct {
	utf8, good int // bytes that are none; characters of several bytes
	gb, rare   int // bytes that are none; pairs that Chinese texts hardly have
	pairs      int
	latin, odd int // bytes that are none; signs that texts hardly have
}

func judge(line []byte) readings {
	var c count
	c.gb(line, 0, true)
	r := readings{gb: c.gbBad, rare: c.gbPairs - c.gbChinese, pairs: c.gbPairs}
	for i := 0; i < len(line); {
		u, n := utf8.DecodeRune(line[i:])
		switch {
		case u != utf8.RuneError || n > 1:
			r.good += yes(n > 1)
		default:
			r.utf8++
			for line[i] >= 0xC0 && i+n < len(line) && line[i+n] >= 0x80 && line[i+n] < 0xC0 { // a character that lacks its end
				n++
			}
		}
		i += n
	}
	for _, b := range line {
		switch {
		case b < utf8.RuneSelf || latinText(b):
		case charmap.Windows1252.DecodeByte(b) == utf8.RuneError || b < 0xA0 && charmap.Windows1252.DecodeByte(b) == rune(b):
			r.latin++
		default:
			r.odd++
		}
	}
	return r
}

// latinText reports whether a byte is a character of Windows-1252 that stands in texts: a letter, a quotation mark, a dash, a
// sign of money, degree or paragraph.
func latinText(b byte) bool {
	return b >= 0xC0 && b != 0xD7 && b != 0xF7 || strings.IndexByte("\x80\x82\x84\x85\x8A\x8C\x8E\x91\x92\x93\x94\x95\x96\x97\x99\x9A\x9C\x9E\x9F\xA0\xA7\xA9\xAB\xAE\xB0\xB5\xB7\xBB", b) >= 0
}

// wideUTF8 reports whether a line of UTF-8 has a character that Chinese texts have in three or four bytes. Two bytes of
// GBK are a character of UTF-8 by chance now and then, three hardly ever.
func wideUTF8(line []byte) bool {
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRune(line[i:])
		if r >= 0x2000 && r < 0x2070 || r >= 0x3000 && r < 0x3100 || r >= 0x4E00 && r < 0xA000 || r >= 0xFF00 && r < 0xFFF0 || n == 4 {
			return true
		}
		i += n
	}
	return false
}

// of is the encoding that a line is read in, nil for UTF-8, and how many of its characters are bad. Bytes of one character alone,
// such as a rare one of GBK in a name, may be text of Windows-1252 too; what the other lines are then decides.
func (m *mixed) of(line []byte) (encoding.Encoding, int) {
	r := judge(line)
	gb, latin := m.other == simplifiedchinese.GB18030, m.other == charmap.Windows1252
	asGB, asLatin := r.gb+r.rare, r.latin+r.odd
	switch {
	case r.utf8 == 0:
		if gb && r.good > 0 && asGB == 0 && !wideUTF8(line) {
			return m.other, 0
		}
		return nil, 0
	case r.good > 0 && gb && r.utf8 <= asGB, (r.good > 0 || m.some) && latin && r.utf8 <= asLatin:
		return nil, r.utf8
	case gb, latin && r.latin > 0 && asGB < asLatin:
		return simplifiedchinese.GB18030, r.gb
	}
	return charmap.Windows1252, r.latin
}

// census goes over the lines: what those that are not UTF-8 look like, then what each of them is read as.
func (m *mixed) census(open func() io.Reader) error {
	var all count
	err := eachLine(open(), func(_ int, line []byte) {
		switch {
		case !utf8.Valid(line):
			all.gb(line, 0, true)
		case !onlyASCII(line):
			m.some = true
		}
	})
	if err != nil {
		return err
	}
	m.other = charmap.Windows1252
	if 2*all.gbChinese >= all.gbPairs+all.gbBad && all.gbPairs > 0 {
		m.other = simplifiedchinese.GB18030
	}
	return eachLine(open(), func(number int, line []byte) {
		e, bad := m.of(line)
		switch {
		case e == simplifiedchinese.GB18030:
			m.gb.add(number)
		case e != nil:
			m.latin.add(number)
		case !onlyASCII(line):
			m.utf8.add(number)
		}
		if bad > 0 {
			m.bad += bad
			m.hurt.add(number)
		}
	})
}

func eachLine(r io.Reader, each func(number int, line []byte)) error {
	for l := newLines(r); ; {
		line, err := l.next()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		each(l.number, line)
	}
}

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

func onlyASCII(line []byte) bool {
	for _, b := range line {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// mixedReader gives a mixed text as UTF-8.
type mixedReader struct {
	*mixed
	in   *lines
	rest []byte
}

func (r *mixedReader) Read(p []byte) (int, error) {
	for len(r.rest) == 0 {
		line, err := r.in.next()
		if err != nil {
			return 0, err
		}
		if r.rest = line; onlyASCII(line) {
			break
		}
		if e, _ := r.of(line); e != nil {
			if r.rest, err = e.NewDecoder().Bytes(line); err != nil {
				return 0, err
			}
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}
