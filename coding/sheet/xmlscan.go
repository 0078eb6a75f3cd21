package sheet

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// scanner walks the tags and texts of an XML part held in memory, by local names. It knows what spreadsheet parts hold
// and no more: no DTD (refused), no entities but the five of XML and character references, UTF-8 only.
type scanner struct {
	b       []byte
	pos     int
	tag     tag
	scratch []byte // the last text that had to be put together
}

// tag is the last tag read; its slices point into the part.
type tag struct {
	name  []byte // local name
	attrs []byte // between the name and the end of the tag
	end   bool   // </name>
	empty bool   // <name/>
}

// attr returns the raw value of an attribute by its local name, nil when absent.
func (t *tag) attr(local string) []byte {
	var found []byte
	t.each(func(name, value []byte) {
		if found == nil && string(name) == local {
			found = value
		}
	})
	return found
}

// each calls f with the local name and raw value of each attribute.
func (t *tag) each(f func(name, value []byte)) {
	a := t.attrs
	for i := 0; i < len(a); {
		for i < len(a) && blank(a[i]) {
			i++
		}
		from := i
		for i < len(a) && a[i] != '=' && !blank(a[i]) {
			i++
		}
		name := a[from:i]
		for i < len(a) && blank(a[i]) {
			i++
		}
		if i >= len(a) || a[i] != '=' {
			return
		}
		i++
		for i < len(a) && blank(a[i]) {
			i++
		}
		if i >= len(a) || a[i] != '"' && a[i] != '\'' {
			return
		}
		stop := bytes.IndexByte(a[i+1:], a[i])
		if stop < 0 {
			return
		}
		f(local(name), a[i+1:i+1+stop])
		i += stop + 2
	}
}

func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

func blank(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }

// next moves to the next tag and reports whether there is one. What stands between the tags is skipped.
func (s *scanner) next() (bool, error) {
	for {
		i := bytes.IndexByte(s.b[s.pos:], '<')
		if i < 0 {
			s.pos = len(s.b)
			return false, nil
		}
		s.pos += i
		done, err := s.markup()
		if err != nil || done {
			return done, err
		}
	}
}

// markup reads what begins with < at pos: a tag (true), or something to pass over.
func (s *scanner) markup() (bool, error) {
	b := s.b[s.pos:]
	if len(b) < 2 {
		return false, damaged("a tag is cut short")
	}
	switch b[1] {
	case '?':
		return false, s.past(b, "?>")
	case '!':
		switch {
		case bytes.HasPrefix(b, []byte("<!--")):
			return false, s.past(b, "-->")
		case bytes.HasPrefix(b, []byte("<![CDATA[")):
			return false, s.past(b, "]]>")
		}
		return false, fault("doctype")
	}
	i := 1
	s.tag = tag{}
	if b[1] == '/' {
		s.tag.end = true
		i = 2
	}
	from := i
	for i < len(b) && b[i] != '>' && b[i] != '/' && !blank(b[i]) {
		i++
	}
	s.tag.name = local(b[from:i])
	from = i
	for i < len(b) && b[i] != '>' {
		if b[i] == '"' || b[i] == '\'' {
			stop := bytes.IndexByte(b[i+1:], b[i])
			if stop < 0 {
				return false, damaged("a tag is cut short")
			}
			i += stop + 1
		}
		i++
	}
	if i >= len(b) {
		return false, damaged("a tag is cut short")
	}
	s.tag.attrs = b[from:i]
	if n := len(s.tag.attrs); n > 0 && s.tag.attrs[n-1] == '/' {
		s.tag.empty = true
		s.tag.attrs = s.tag.attrs[:n-1]
	}
	s.pos += i + 1
	return true, nil
}

func (s *scanner) past(b []byte, mark string) error {
	i := bytes.Index(b, []byte(mark))
	if i < 0 {
		return damaged("a tag is cut short")
	}
	s.pos += i + len(mark)
	return nil
}

// text reads the characters from here to the next tag, entities resolved, CDATA and comments understood. The text is
// valid until the next one is read.
func (s *scanner) text() ([]byte, error) {
	i := bytes.IndexByte(s.b[s.pos:], '<')
	if i < 0 {
		return nil, damaged("a text is cut short")
	}
	raw := s.b[s.pos : s.pos+i]
	if i+1 < len(s.b)-s.pos && s.b[s.pos+i+1] != '!' && s.b[s.pos+i+1] != '?' && bytes.IndexByte(raw, '&') < 0 && bytes.IndexByte(raw, '\r') < 0 {
		s.pos += i
		return raw, nil
	}
	buf := s.scratch[:0]
	for {
		i := bytes.IndexByte(s.b[s.pos:], '<')
		if i < 0 {
			return nil, damaged("a text is cut short")
		}
		var err error
		if buf, err = unescape(buf, s.b[s.pos:s.pos+i]); err != nil {
			return nil, err
		}
		s.pos += i
		b := s.b[s.pos:]
		switch {
		case bytes.HasPrefix(b, []byte("<![CDATA[")):
			if err := s.past(b, "]]>"); err != nil {
				return nil, err
			}
			buf = append(buf, b[9:len(b)-len(s.b[s.pos:])-3]...)
		case bytes.HasPrefix(b, []byte("<!--")):
			if err := s.past(b, "-->"); err != nil {
				return nil, err
			}
		case bytes.HasPrefix(b, []byte("<?")):
			if err := s.past(b, "?>"); err != nil {
				return nil, err
			}
		case bytes.HasPrefix(b, []byte("<!")):
			return nil, fault("doctype")
		default:
			s.scratch = buf
			return buf, nil
		}
	}
}

// skip passes over the rest of the element whose start tag was just read.
func (s *scanner) skip() error {
	if s.tag.empty || s.tag.end {
		return nil
	}
	for depth := 1; depth > 0; {
		ok, err := s.next()
		switch {
		case err != nil:
			return err
		case !ok:
			return damaged("an element is not closed")
		case s.tag.end:
			depth--
		case !s.tag.empty:
			depth++
		}
	}
	return nil
}

var entities = map[string]byte{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

// unescape appends raw XML text to dst: entities resolved, line ends as LF.
func unescape(dst, raw []byte) ([]byte, error) {
	for i := 0; i < len(raw); i++ {
		switch b := raw[i]; b {
		case '\r':
			dst = append(dst, '\n')
			if i+1 < len(raw) && raw[i+1] == '\n' {
				i++
			}
		case '&':
			n := bytes.IndexByte(raw[i:], ';')
			if n < 2 || n > 12 {
				return nil, damaged("an entity is not closed")
			}
			name := string(raw[i+1 : i+n])
			if name[0] == '#' {
				r, ok := reference(name[1:])
				if !ok {
					return nil, damaged("a character reference is not one")
				}
				dst = utf8.AppendRune(dst, r)
			} else if c, ok := entities[name]; ok {
				dst = append(dst, c)
			} else {
				return nil, fault("doctype")
			}
			i += n
		default:
			dst = append(dst, b)
		}
	}
	return dst, nil
}

func reference(s string) (rune, bool) {
	base := 10
	if len(s) > 1 && (s[0] == 'x' || s[0] == 'X') {
		base, s = 16, s[1:]
	}
	n, err := strconv.ParseUint(s, base, 32)
	if err != nil || n == 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0, false
	}
	return rune(n), true
}

// attrText is an attribute's value as a text.
func attrText(raw []byte) string {
	if bytes.IndexByte(raw, '&') < 0 {
		return string(raw)
	}
	b, err := unescape(nil, raw)
	if err != nil {
		return string(raw)
	}
	return string(b)
}

// isTrue reads an XML boolean.
func isTrue(raw []byte) bool {
	return string(raw) == "1" || string(raw) == "true" || string(raw) == "on"
}

// positive reads a decimal number of at most nine digits; false for anything else.
func positive(raw []byte) (int, bool) {
	if len(raw) == 0 || len(raw) > 9 {
		return 0, false
	}
	n := 0
	for _, b := range raw {
		if !digit(b) {
			return 0, false
		}
		n = n*10 + int(b-'0')
	}
	return n, true
}
