package dialect

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding/sheet"
)

// Texts are compared without regard to the width of letters and marks, and kept as they were written.

var invisible = strings.NewReplacer("\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "")

// flat brings a text onto one line as it is written: blanks are tidied, invisible marks taken out.
func flat(s string) string { return strings.Join(strings.Fields(invisible.Replace(s)), " ") }

// folded is a text as answers are compared.
func folded(s string) string { return strings.TrimSpace(sheet.Fold(s)) }

// cutAs takes a line apart by a pattern that is written in letters and marks of one width; the parts are as written. nil where
// the pattern does not fit.
func cutAs(re *regexp.Regexp, line string) []string {
	like := sheet.Fold(line)
	m := re.FindStringSubmatchIndex(like)
	if m == nil {
		return nil
	}
	written := []rune(line)
	same := utf8.RuneCountInString(like) == len(written)
	parts := make([]string, len(m)/2)
	for i := range parts {
		from, to := m[2*i], m[2*i+1]
		switch {
		case from < 0:
		case same:
			start := utf8.RuneCountInString(like[:from])
			parts[i] = string(written[start : start+utf8.RuneCountInString(like[from:to])])
		default:
			parts[i] = like[from:to]
		}
	}
	return parts
}

// longestOption is how long a text may be to be kept as the wording of an option, in characters.
const longestOption = 120

// wrote remembers how the answer of a row is written where that differs from how it is compared.
func (s *survey) wrote(q *question, row int, written string) {
	like := folded(written)
	if like == written {
		return
	}
	if q.raw == nil {
		q.raw = map[int]string{}
	}
	q.raw[row] = written
	s.learnWording(like, written)
	for _, sep := range []string{q.separator, s.platform.separator, "→"} {
		if strings.TrimSpace(sep) != "" && strings.Contains(written, sep) {
			for _, p := range pieces(written, sep) {
				s.learnWording(folded(p), p)
			}
		}
	}
}

func (s *survey) learnWording(like, written string) {
	if like == written || utf8.RuneCountInString(written) > longestOption {
		return
	}
	if s.shown == nil {
		s.shown = map[string]string{}
	}
	if _, known := s.shown[like]; !known {
		s.shown[like] = written
	}
}

// asWritten is the wording of an option as it first stands in the file.
func (s *survey) asWritten(like string) string {
	if t, ok := s.shown[like]; ok {
		return t
	}
	return like
}

// verbatim is the answer of a row as it is written.
func (s *survey) verbatim(q *question, row, col int) string {
	text := s.rows[row].Values[col].Text
	if t, ok := q.raw[row]; ok && folded(t) == text {
		return t
	}
	return text
}
