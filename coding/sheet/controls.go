package sheet

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

func hasByte(b []byte, c byte) bool { return bytes.IndexByte(b, c) >= 0 }

// toValid makes a string of bytes that should be UTF-8.
func toValid(b []byte) string { return strings.ToValidUTF8(string(b), "\uFFFD") }

// controls resolves the _xHHHH_ sequences of spreadsheet texts.
func controls(b []byte) string {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		u, ok := controlUnit(b[i:])
		if !ok {
			out = append(out, b[i])
			i++
			continue
		}
		i += 7
		r := rune(u)
		if utf16.IsSurrogate(r) {
			low, ok := controlUnit(b[i:])
			if r = utf16.DecodeRune(r, rune(low)); ok && r != utf8.RuneError {
				i += 7
			} else {
				r = utf8.RuneError
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return newlines(toValid(out))
}

// newlines writes line breaks as LF.
func newlines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// controlUnit reads _xHHHH_ at the beginning of b.
func controlUnit(b []byte) (uint16, bool) {
	if len(b) < 7 || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	return uint16(n), err == nil
}
