package refi

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Many programs name a selection after its text, or the beginning of it; some give it a date, a number, what a person called
// it. A name that is not the text selected may therefore mean that the positions are wrong, or nothing.

// How long a name is that can be looked for in a text, that is no label when it stands there, and that is enough of a longer one.
const (
	leastName  = 4
	surelyText = 10
	beginning  = 20
)

// maxLooks bounds the looking for names: bytes of text looked through, for all texts of a project.
const maxLooks = 1 << 30

// differing is a selection whose name is not the text selected.
type differing struct {
	text *node
	at   *node
	name []rune
	span span
	says string // the text at its place, cut short
}

// judgeNames settles what the names say that differ from the text at their places. One that stands elsewhere in the text looks
// like text; one that stands nowhere, that is no word, or that several such selections bear looks like a label. Where the names
// of at least half of the other selections are text, or look like it, all that differ are refused, with the place that is likely
// meant; else they are labels, and not compared, but for long ones that stand elsewhere.
func (r *reader) judgeNames(fit int, list []differing) {
	if len(list) == 0 {
		return
	}
	bearing := map[string]int{}
	for _, d := range list {
		bearing[string(d.name)]++
	}
	like, unlike, unsure := fit, 0, 0
	squeezed := map[*node]*squeezed{}
	looked := 0
	for _, d := range list {
		t := r.texts[d.text]
		why := refusal{code: "refi_text_differs", unsure: true, args: []string{clip(d.name), d.says}}
		s := squeezed[d.text]
		if s == nil {
			s = squeeze(t.text)
			squeezed[d.text] = s
		}
		name := withoutDots(d.name)
		times, found := 0, span{}
		if looked += len(s.text); looked <= maxLooks {
			times, found = s.find(name)
		}
		words := len(name) >= leastName && slices.ContainsFunc(name, unicode.IsLetter) && bearing[string(d.name)] == 1 && string(d.name) != d.text.get("name")
		switch {
		case words && times > 0:
			like++
			why.unsure = len(name) < surelyText
			if times == 1 && found.known {
				end := found.start + max(found.end-found.start, d.span.end-d.span.start)
				why.suggestion = strconv.Itoa(found.start) + "–" + strconv.Itoa(min(end, utf8.RuneCountInString(t.text)))
			}
		case times > 0 && len(name) < leastName && slices.ContainsFunc(name, unicode.IsLetter): // says nothing
		default:
			unlike++
		}
		if why.unsure {
			unsure++
		}
		t.refused[d.at] = why
	}
	r.quoting = like > 0 && unlike-1 <= like
	if unsure > 0 && !r.quoting {
		r.note("refi.names_are_labels", strconv.Itoa(unsure))
	}
}

// squeezed is a text without its blanks, with the place of each character that is left.
type squeezed struct {
	text   string
	places []int32
}

func squeeze(text string) *squeezed {
	s := &squeezed{}
	var b strings.Builder
	i := int32(0)
	for _, c := range text {
		if !blank(c) {
			b.WriteRune(c)
			s.places = append(s.places, i)
		}
		i++
	}
	s.text = b.String()
	return s
}

// find looks for a name, blanks aside, or for the beginning of a long one: how often, up to twice, and where first; the place
// is known only of the name as a whole.
func (s *squeezed) find(name []rune) (times int, at span) {
	bare := slices.DeleteFunc(slices.Clone(name), blank)
	if len(bare) == 0 {
		return 0, span{}
	}
	whole := true
	i := strings.Index(s.text, string(bare))
	if i < 0 && len(bare) > beginning {
		bare, whole = bare[:beginning], false
		i = strings.Index(s.text, string(bare))
	}
	if i < 0 {
		return 0, span{}
	}
	times = 1
	if strings.Contains(s.text[i+1:], string(bare)) { // UTF-8 is found at the beginning of characters only
		times = 2
	}
	first := utf8.RuneCountInString(s.text[:i])
	return times, span{start: int(s.places[first]), end: int(s.places[first+len(bare)-1]) + 1, known: whole}
}
