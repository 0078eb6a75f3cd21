package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// delimiterNames are the candidates in the order that breaks a tie, as they are noted.
var delimiters = []struct {
	r    rune
	name string
}{{',', "comma"}, {'\t', "tab"}, {';', "semicolon"}, {'|', "bar"}}

// wide are tried when no other candidate separates anything: a file typed by hand with a Chinese keyboard.
var wide = []struct {
	r    rune
	name string
}{{'，', "full-width comma"}, {'；', "full-width semicolon"}}

// dialect is how the records of a text file are written.
type dialect struct {
	delimiter rune
	name      string
	skip      int // records before the data: a first line sep=;
}

// guess finds the delimiter in the beginning of a file (as UTF-8): the one that gives most records the same number of
// fields, more than one, quotes respected. A first line `sep=;`, which Excel understands, settles it.
func guess(head []byte, whole bool) dialect {
	if line, _, _ := bytes.Cut(head, []byte("\n")); len(line) < 16 {
		s := strings.TrimRight(string(line), "\r")
		if rest, ok := strings.CutPrefix(strings.ToLower(strings.Trim(s, `"`)), "sep="); ok && utf8.RuneCountInString(rest) == 1 {
			r, _ := utf8.DecodeRuneInString(rest)
			for _, d := range delimiters {
				if d.r == r {
					return dialect{r, d.name, 1}
				}
			}
			if r != '"' && r != '\n' && r != '\r' && r != utf8.RuneError {
				return dialect{r, string(r), 1}
			}
		}
	}
	best, bestScore := dialect{delimiter: ',', name: "comma"}, 0.0
	for _, d := range delimiters {
		if s, _ := consistency(head, d.r, whole); s > bestScore+1e-9 {
			best, bestScore = dialect{delimiter: d.r, name: d.name}, s
		}
	}
	if bestScore > 0 {
		return best
	}
	for _, d := range wide {
		if s, records := consistency(head, d.r, whole); s > bestScore && s >= 1 && records >= 3 {
			best, bestScore = dialect{delimiter: d.r, name: d.name}, s
		}
	}
	return best
}

// consistency is the share of records that have the commonest number of fields above one, 0 when few do, with a
// little for the number of fields; and the number of records.
func consistency(head []byte, delimiter rune, whole bool) (score float64, records int) {
	p := newParser(bytes.NewReader(head), delimiter, len(head)+1)
	p.partial = !whole
	widths := map[int]int{}
	first := 0
	for records < 200 {
		fields, err := p.record()
		if err != nil || (p.ended && !whole && records > 0) {
			break
		}
		if len(fields) == 1 && strings.TrimSpace(fields[0]) == "" {
			continue
		}
		if records == 0 {
			first = len(fields)
		}
		records++
		widths[len(fields)]++
	}
	mode, most := 0, 0
	for w, n := range widths {
		if w > 1 && (n > most || n == most && w > mode) {
			mode, most = w, n
		}
	}
	if most == 0 {
		return 0, records
	}
	score = float64(most) / float64(records)
	if first == mode {
		score += 0.05
	}
	return score + 0.0005*float64(min(mode, 60)), records
}
