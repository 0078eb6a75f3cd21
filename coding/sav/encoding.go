package sav

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// charset turns the bytes of a file into text.
type charset struct {
	name string
	dec  *encoding.Decoder // nil for UTF-8
	bad  int               // texts with bytes that the encoding does not know
}

// codePages are the encodings of Windows by number. GBK is read as GB18030, which holds it.
var codePages = map[int]encoding.Encoding{
	437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 855: charmap.CodePage855, 858: charmap.CodePage858,
	860: charmap.CodePage860, 862: charmap.CodePage862, 863: charmap.CodePage863, 865: charmap.CodePage865, 866: charmap.CodePage866,
	874: charmap.Windows874, 932: japanese.ShiftJIS, 936: simplifiedchinese.GB18030, 949: korean.EUCKR, 950: traditionalchinese.Big5,
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254,
	1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257, 1258: charmap.Windows1258,
	20866: charmap.KOI8R, 20932: japanese.EUCJP, 20936: simplifiedchinese.GB18030, 21866: charmap.KOI8U,
	28591: charmap.ISO8859_1, 28592: charmap.ISO8859_2, 28593: charmap.ISO8859_3, 28594: charmap.ISO8859_4, 28595: charmap.ISO8859_5,
	28596: charmap.ISO8859_6, 28597: charmap.ISO8859_7, 28598: charmap.ISO8859_8, 28599: charmap.ISO8859_9, 28603: charmap.ISO8859_13,
	28605: charmap.ISO8859_15, 51932: japanese.EUCJP, 51936: simplifiedchinese.GB18030, 51949: korean.EUCKR, 54936: simplifiedchinese.GB18030,
}

// charsetOf finds an encoding by its name: UTF-8, GBK, CP936, windows-1252, ISO-8859-1, Big5, Shift_JIS …; nil for none.
func charsetOf(name string) *charset {
	low := strings.ToLower(strings.TrimSpace(strings.Trim(name, "\x00")))
	switch low {
	case "utf-8", "utf8", "cp65001", "65001":
		return &charset{name: "UTF-8"}
	case "gbk", "gb2312", "gb18030", "gb18030-2000", "euc-cn", "hz-gb-2312":
		return &charset{name: strings.ToUpper(low), dec: simplifiedchinese.GB18030.NewDecoder()}
	case "big5", "big5-hkscs", "big-5":
		return &charset{name: "Big5", dec: traditionalchinese.Big5.NewDecoder()}
	case "ascii", "us-ascii", "ansi_x3.4-1968":
		return &charset{name: "windows-1252", dec: charmap.Windows1252.NewDecoder()}
	}
	digits := low
	for _, p := range []string{"windows-", "windows", "cp", "ibm-", "ibm", "ms", "x-cp"} {
		digits = strings.TrimPrefix(digits, p)
	}
	if n, err := strconv.Atoi(digits); err == nil {
		return codePage(n)
	}
	if e, err := htmlindex.Get(low); err == nil {
		if canonical, err := htmlindex.Name(e); err == nil {
			low = canonical
		}
		if low == "utf-8" {
			return &charset{name: "UTF-8"}
		}
		if strings.HasPrefix(low, "utf-16") || low == "replacement" || low == "x-user-defined" {
			return nil
		}
		return &charset{name: low, dec: e.NewDecoder()}
	}
	return nil
}

// codePage is the encoding of the number in the record of the machine; nil for those that say little (2: ASCII, 3: eight bits).
func codePage(n int) *charset {
	if n == 65001 {
		return &charset{name: "UTF-8"}
	}
	e := codePages[n]
	if e == nil {
		return nil
	}
	name := "windows-" + strconv.Itoa(n)
	switch {
	case n == 936:
		name = "GBK"
	case n < 1000 || n > 1258:
		name = "cp" + strconv.Itoa(n)
	}
	return &charset{name: name, dec: e.NewDecoder()}
}

// guess finds the encoding of texts: UTF-8 where all of them are, GB18030 where most pairs of bytes are Chinese, else Windows-1252.
func guess(texts [][]byte) *charset {
	pairs, chinese, bad, valid := 0, 0, 0, true
	for _, b := range texts {
		valid = valid && utf8.Valid(b)
		for i := 0; i < len(b); i++ {
			switch {
			case b[i] < utf8.RuneSelf:
			case i+1 < len(b) && b[i] != 0x80 && b[i] != 0xFF && b[i+1] >= 0x40 && b[i+1] != 0x7F && b[i+1] != 0xFF:
				pairs++
				if b[i] >= 0xB0 && b[i] <= 0xF7 && b[i+1] >= 0xA1 { // the ideographs of GB 2312
					chinese++
				}
				i++
			default:
				bad++
			}
		}
	}
	switch {
	case valid:
		return &charset{name: "UTF-8"}
	case pairs > 0 && 2*chinese >= pairs+bad:
		return &charset{name: "GB18030", dec: simplifiedchinese.GB18030.NewDecoder()}
	}
	return &charset{name: "windows-1252", dec: charmap.Windows1252.NewDecoder()}
}

// text decodes bytes, trimmed of the blanks and zeros that pad them.
// The text is trimmed once more, for encodings that write a blank in other bytes too.
func (c *charset) text(b []byte) string {
	return strings.TrimRight(c.decode(bytes.TrimRight(b, " \x00")), " \x00")
}

func (c *charset) decode(b []byte) string {
	if ascii(b) {
		return string(b)
	}
	if c.dec == nil {
		if utf8.Valid(b) {
			return string(b)
		}
		c.bad++
		if cut := whole(b); utf8.Valid(cut) {
			return string(cut)
		}
		return string(bytes.ToValidUTF8(b, []byte("\uFFFD")))
	}
	out, err := c.dec.Bytes(b)
	if err != nil {
		c.bad++
		return string(bytes.ToValidUTF8(b, []byte("\uFFFD")))
	}
	if bytes.Contains(out, []byte("\uFFFD")) {
		c.bad++
	}
	return string(out)
}

// whole is b without the beginning of a character that was cut at its end.
func whole(b []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if utf8.RuneStart(b[len(b)-i]) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}

func ascii(b []byte) bool {
	for _, x := range b {
		if x >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
