package study

import (
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding/sheet"
)

// talkOf finds the interview that a file is named for: by its id or, told in a note, by the one id that the name begins with
// before anything but a letter or digit (I08 访谈稿, I02（住建局）). Empty where there is none, which is a problem of the file
// where report asks for it; a decision may accept it by the file's path.
func (rd *reader) talkOf(p *part, stem string, report bool) string {
	if id, h := rd.interviews.find(stem); h != unknown && h != ambiguous {
		return id
	}
	if rd.openTalks {
		return stem
	}
	var begin []string
	for _, id := range rd.interviews.ids {
		if rest, ok := afterID(stem, id); ok && !inWord(rest) {
			begin = append(begin, id)
		}
	}
	if len(begin) == 1 {
		p.say("transcript_named", stem, begin[0])
		return begin[0]
	}
	if report {
		rd.fileProblem(p.receipt.File, "transcript_unmatched", rd.nearestTalk(stem), stem, rd.interviews.list())
	}
	return ""
}

// nearestTalk suggests an interview for a file's name: the one whose id stands in it, be it inside a word of another script
// (I08访谈稿, 住建局I08), the longer of two of which one holds the other; else the one that the name, or its first word, is
// nearest to. Empty without exactly one.
func (rd *reader) nearestTalk(stem string) string {
	best := ""
	for _, id := range rd.interviews.ids {
		if !holdsID(stem, id) {
			continue
		}
		switch {
		case best == "" || holdsID(id, best):
			best = id
		case !holdsID(best, id):
			return ""
		}
	}
	if best != "" {
		return best
	}
	if id := rd.interviews.suggest(stem); id != "" {
		return id
	}
	words := strings.FieldsFunc(sheet.Fold(stem), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) < 2 {
		return ""
	}
	return rd.interviews.suggest(words[0])
}

// afterID is what follows an id at the beginning of a text; letter case, width and blanks of the id do not count.
func afterID(text, id string) (rest string, ok bool) {
	rest = strings.ToLower(sheet.Fold(text))
	for _, want := range key(id) {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest, ok = strings.CutPrefix(rest, string(want)); !ok {
			return "", false
		}
	}
	return rest, ok
}

// inWord reports whether a text begins with a letter or digit.
func inWord(text string) bool {
	for _, r := range text {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return false
}

// holdsID reports whether an id stands in a text with no letter or digit of its own kind beside it.
func holdsID(text, id string) bool {
	last := ' '
	folded := strings.ToLower(sheet.Fold(text))
	first := ' '
	end := ' '
	for i, r := range key(id) {
		if i == 0 {
			first = r
		}
		end = r
	}
	for at, r := range folded {
		if rest, ok := afterID(folded[at:], id); ok && r == first && !sameKind(last, first) {
			next := ' '
			for _, n := range rest {
				next = n
				break
			}
			if !sameKind(end, next) {
				return true
			}
		}
		last = r
	}
	return false
}

// sameKind reports whether two characters go on one another in a word: digits, or letters of one script.
func sameKind(a, b rune) bool {
	switch {
	case unicode.IsDigit(a):
		return unicode.IsDigit(b)
	case unicode.Is(unicode.Han, a):
		return unicode.Is(unicode.Han, b)
	}
	return unicode.IsLetter(a) && unicode.IsLetter(b) && !unicode.Is(unicode.Han, b)
}
