package transcript

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// decodeText reads a text file in UTF-8, in UTF-16 or UTF-32 with a byte order mark, in UTF-16 whose zero bytes show it, or
// in GB18030. It returns the text as valid UTF-8, the name of the encoding, and how many places it could not read (U+FFFD).
func decodeText(data []byte) (text, name string, damaged int) {
	in := func(name string, e encoding.Encoding) (string, string, int) {
		out, err := e.NewDecoder().Bytes(data)
		if err != nil {
			out = data
		}
		s := strings.TrimPrefix(strings.ToValidUTF8(string(out), "\uFFFD"), "\ufeff")
		return s, name, strings.Count(s, "\uFFFD")
	}
	s := string(data)
	switch {
	case strings.HasPrefix(s, "\xff\xfe\x00\x00"), strings.HasPrefix(s, "\x00\x00\xfe\xff"):
		return in("UTF-32", utf32.UTF32(utf32.BigEndian, utf32.UseBOM))
	case strings.HasPrefix(s, "\xff\xfe"), strings.HasPrefix(s, "\xfe\xff"):
		return in("UTF-16", utf16.UTF16(utf16.LittleEndian, utf16.UseBOM))
	}
	if little, big := zeros(data); little != big {
		if little {
			return in("UTF-16LE", utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM))
		}
		return in("UTF-16BE", utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM))
	}
	if !utf8.Valid(data) {
		return in("GB18030", simplifiedchinese.GB18030)
	}
	return strings.TrimPrefix(s, "\ufeff"), "UTF-8", 0
}

// zeros looks for the line ends, blanks and digits of UTF-16 without a mark: zero bytes at every other place alone.
func zeros(data []byte) (little, big bool) {
	if len(data)%2 != 0 || bytes.IndexByte(data, 0) < 0 {
		return false, false
	}
	var n [2]int
	for i, b := range data {
		if b == 0 {
			n[i%2]++
		}
	}
	return n[0] == 0, n[1] == 0
}

// plain makes every line end \n and takes out what neither a reader nor a worksheet's cell knows: control characters,
// byte order marks in the text.
func plain(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch r {
		case '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
			return '\n'
		case '\n', '\t':
			return r
		case '\ufeff', '\ufffe', '\uffff':
			return -1
		}
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// blank reports whether nothing is to be seen of a character.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r >= '\u200b' && r <= '\u200f' || r == '\u2060'
}
