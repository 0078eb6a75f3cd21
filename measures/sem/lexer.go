package sem

import (
	"strings"
	"unicode"
)

// tokenKind is the kind of a token of the model's text.
type tokenKind uint8

const (
	tokEnd    tokenKind = iota // end of the text
	tokBreak                   // end of a statement: a new line or ;
	tokName                    // a variable or a label
	tokNumber                  // an unsigned number
	tokOp                      // an operator, a bracket or a comma
	tokBad                     // a character that means nothing here
)

// token is a word of the model's text with the place of its first character, counted from 1.
type token struct {
	kind      tokenKind
	text      string
	line, col int
}

// operators are tried longest first.
var operators = []string{"~*~", "=~", "<~", "~~", ":=", "==", "~", "|", "+", "*", "(", ")", ",", "-", "/", "^", "<", ">", ":", "=", "%"}

// scan cuts a model into tokens. Comments run from # or ! to the end of the line. A name begins with a letter, a dot or
// an underscore and goes on with letters, digits, dots and underscores of any script; any other name stands in
// backquotes. New lines inside brackets, after an operator, and before an operator that joins terms do not end a
// statement.
func scan(text string) []token {
	s := scanner{runes: []rune(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")), line: 1, col: 1}
	var out []token
	for {
		t := s.next()
		out = append(out, t)
		if t.kind == tokEnd {
			return joinLines(out)
		}
	}
}

type scanner struct {
	runes     []rune
	at        int
	line, col int
}

func (s *scanner) peek(ahead int) rune {
	if s.at+ahead < len(s.runes) {
		return s.runes[s.at+ahead]
	}
	return 0
}

func (s *scanner) advance(n int) string {
	start := s.at
	for range n {
		if s.runes[s.at] == '\n' {
			s.line, s.col = s.line+1, 0
		}
		s.at++
		s.col++
	}
	return string(s.runes[start:s.at])
}

func isNameStart(r rune) bool { return unicode.IsLetter(r) || r == '_' || r == '.' }

func isNamePart(r rune) bool {
	return isNameStart(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func (s *scanner) next() token {
	for s.at < len(s.runes) {
		r := s.peek(0)
		switch {
		case r == '#' || r == '!':
			for s.at < len(s.runes) && s.peek(0) != '\n' {
				s.advance(1)
			}
		case r != '\n' && (unicode.IsSpace(r) || r == '\ufeff'):
			s.advance(1)
		default:
			return s.word(r)
		}
	}
	return token{kind: tokEnd, line: s.line, col: s.col}
}

func (s *scanner) word(r rune) token {
	t := token{line: s.line, col: s.col}
	switch {
	case r == '\n' || r == ';':
		t.kind, t.text = tokBreak, s.advance(1)
		return t
	case r == '`':
		n := 1
		for c := s.peek(n); c != '`' && c != '\n' && c != 0; c = s.peek(n) {
			n++
		}
		if s.peek(n) != '`' || n == 1 {
			t.kind, t.text = tokBad, s.advance(1)
			return t
		}
		quoted := s.advance(n + 1)
		t.kind, t.text = tokName, quoted[1:len(quoted)-1]
		return t
	case isDigit(r) || r == '.' && isDigit(s.peek(1)):
		t.kind, t.text = tokNumber, s.advance(s.numberLength())
		return t
	case isNameStart(r):
		n := 1
		for isNamePart(s.peek(n)) {
			n++
		}
		t.kind, t.text = tokName, s.advance(n)
		return t
	}
	for _, op := range operators {
		if s.has(op) {
			t.kind, t.text = tokOp, s.advance(len(op))
			return t
		}
	}
	t.kind, t.text = tokBad, s.advance(1)
	return t
}

func (s *scanner) has(op string) bool {
	for i, r := range op {
		if s.peek(i) != r {
			return false
		}
	}
	return true
}

// numberLength is the length of the unsigned number that starts here: digits, a point, an exponent.
func (s *scanner) numberLength() int {
	n := 0
	for isDigit(s.peek(n)) || s.peek(n) == '.' {
		n++
	}
	if e := s.peek(n); e == 'e' || e == 'E' {
		k := n + 1
		if sign := s.peek(k); sign == '+' || sign == '-' {
			k++
		}
		if isDigit(s.peek(k)) {
			for isDigit(s.peek(k)) {
				k++
			}
			n = k
		}
	}
	return n
}

// joinLines drops the line breaks that do not end a statement.
func joinLines(in []token) []token {
	out := in[:0:0]
	depth := 0
	for i, t := range in {
		if t.kind == tokOp && t.text == "(" {
			depth++
		}
		if t.kind == tokOp && t.text == ")" && depth > 0 {
			depth--
		}
		if t.kind == tokBreak && t.text == "\n" {
			if depth > 0 || len(out) > 0 && joins(out[len(out)-1]) || joins(following(in, i)) {
				continue
			}
		}
		out = append(out, t)
	}
	return out
}

// following is the next token that is not a new line.
func following(in []token, i int) token {
	for _, t := range in[i+1:] {
		if t.kind != tokBreak || t.text != "\n" {
			return t
		}
	}
	return token{}
}

func joins(t token) bool { return t.kind == tokOp && t.text != "(" && t.text != ")" }
