package sheet

import (
	"unicode/utf16"
	"unicode/utf8"
)

// spread reads the body of a record together with the CONTINUE records that follow it.
type spread struct {
	b        []byte // the stream
	pos, end int    // the next byte, and where the body of the current record ends
	limits   Limits
	units    []uint16
	out      []byte
}

// open begins some bytes into a record's body.
func (s *spread) open(r record, skip int) {
	s.pos, s.end = min(r.at+4+skip, r.end()), r.end()
}

// more makes sure that a byte is there, in the next CONTINUE record if need be.
func (s *spread) more() bool {
	for s.pos >= s.end {
		next, ok := recordAt(s.b, s.end)
		if !ok || next.kind != recordContinue {
			return false
		}
		s.pos, s.end = next.at+4, next.end()
	}
	return true
}

var errCutText = damaged("a text is cut short")

// number reads a whole number of n bytes, the low byte first.
func (s *spread) number(n int) (int, error) {
	x := 0
	for i := range n {
		if !s.more() {
			return 0, errCutText
		}
		x |= int(s.b[s.pos]) << (8 * i)
		s.pos++
	}
	return x, nil
}

// skip passes over n bytes.
func (s *spread) skip(n int) error {
	for n > 0 {
		if !s.more() {
			return errCutText
		}
		step := min(n, s.end-s.pos)
		s.pos, n = s.pos+step, n-step
	}
	return nil
}

// text reads an XLUnicodeRichExtendedString, or an XLUnicodeString, which is one without runs: a length of lengthBytes, a
// byte of flags, the characters, and the runs of fonts and the phonetic text, which are left out.
func (s *spread) text(lengthBytes int) (string, error) {
	n, err := s.number(lengthBytes)
	if err != nil {
		return "", err
	}
	flags, err := s.number(1)
	if err != nil {
		return "", err
	}
	runs, phonetic := 0, 0
	if flags&0x08 != 0 {
		if runs, err = s.number(2); err != nil {
			return "", err
		}
	}
	if flags&0x04 != 0 {
		if phonetic, err = s.number(4); err != nil {
			return "", err
		}
	}
	text, err := s.characters(n, flags&1 != 0)
	if err != nil {
		return "", err
	}
	return text, s.skip(4*runs + phonetic)
}

// characters reads n characters: UTF-16 units when wide, else their low bytes, the high ones being zero (so the
// workbook's code page plays no part). A CONTINUE record that goes on with them says anew which of the two it holds.
func (s *spread) characters(n int, wide bool) (string, error) {
	if !wide && n <= s.end-s.pos && ascii(s.b[s.pos:s.pos+n]) {
		b := s.b[s.pos : s.pos+n]
		if s.pos += n; n > s.limits.MaxCellBytes {
			return "", s.tooLong()
		}
		return newlines(string(b)), nil
	}
	s.units = s.units[:0]
	for n > 0 {
		if s.pos >= s.end {
			if !s.more() {
				return "", errCutText
			}
			wide = s.b[s.pos]&1 != 0
			s.pos++
			continue
		}
		if !wide {
			k := min(n, s.end-s.pos)
			for _, c := range s.b[s.pos : s.pos+k] {
				s.units = append(s.units, uint16(c))
			}
			s.pos, n = s.pos+k, n-k
			continue
		}
		k := min(n, (s.end-s.pos)/2)
		if k == 0 {
			s.pos = s.end // half a unit
			continue
		}
		for i := range k {
			s.units = append(s.units, u16(s.b[s.pos+2*i:]))
		}
		s.pos, n = s.pos+2*k, n-k
	}
	s.out = s.out[:0]
	for i := 0; i < len(s.units); i++ {
		r := rune(s.units[i])
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if i+1 < len(s.units) {
				low = rune(s.units[i+1])
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				i++
			}
		}
		s.out = utf8.AppendRune(s.out, r)
	}
	if len(s.out) > s.limits.MaxCellBytes {
		return "", s.tooLong()
	}
	return newlines(string(s.out)), nil
}

func (s *spread) tooLong() error {
	return s.limits.exceeded("", "", "cell_length", int64(s.limits.MaxCellBytes))
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
