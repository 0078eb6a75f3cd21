package pass

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/sheet"
)

// codeIndex understands what people write for a code: its id, its label in either language, or both as a drop-down offers
// them.
type codeIndex struct {
	ids     map[string]bool
	keys    map[string]string // spelling → id; "" when several codes share it
	retired map[string]string
	words   []string // every spelling, for suggestions, with the ids they stand for
	of      []string
}

func newCodeIndex(study *coding.Study) *codeIndex {
	x := &codeIndex{ids: map[string]bool{}, keys: map[string]string{}, retired: map[string]string{}}
	codes := inUse(study)
	for _, c := range codes {
		x.ids[c.ID] = true
		x.enter(c.ID, c.ID)
	}
	for _, c := range codes {
		for _, w := range spellings(c) {
			x.enter(w, c.ID)
		}
	}
	if study.Codebook != nil {
		for _, c := range study.Codebook.Codes {
			if !c.Active {
				x.retired[foldKey(c.ID)] = c.ID
			}
		}
	}
	return x
}

func spellings(c form.CodeChoice) []string {
	return []string{c.Label.ZH, c.Label.EN, c.Choice("zh"), c.Choice("en"), c.Choice("both")}
}

func (x *codeIndex) enter(word, id string) {
	k := foldKey(word)
	if k == "" {
		return
	}
	if other, there := x.keys[k]; there && other != id {
		if !x.ids[word] { // an id goes before another code's name
			if foldKey(other) != k {
				x.keys[k] = ""
			}
			return
		}
	}
	x.keys[k] = id
	x.words, x.of = append(x.words, word), append(x.of, id)
}

// find resolves what a person wrote: an id, or the code of the problem with the word to show and a suggestion.
func (x *codeIndex) find(s string) (id, problem, suggestion string) {
	s = sheet.Fold(s)
	if x.ids[s] {
		return s, "", ""
	}
	if id := x.keys[foldKey(s)]; id != "" {
		return id, "", ""
	}
	first := s
	if f := strings.Fields(s); len(f) > 1 {
		first = f[0]
		if x.ids[first] {
			return first, "", ""
		}
		if id := x.keys[foldKey(first)]; id != "" && strings.EqualFold(id, first) {
			return id, "", ""
		}
	}
	for _, w := range []string{s, first} {
		if old, ok := x.retired[foldKey(w)]; ok {
			return old, "inactive_code", ""
		}
	}
	if suggestion = nearestWord(s, x.words, x.of); suggestion == "" && first != s {
		suggestion = nearestWord(first, x.words, x.of)
	}
	return s, "unknown_code", suggestion
}

// nearestWord is what the word fewest edits away from s stands for: at most one edit in five letters, two in more, a
// Chinese character counting as two letters. Empty without one, or when words for different things are as near.
func nearestWord(s string, words, of []string) string {
	k := foldKey(s)
	weight := 0
	for _, r := range k {
		if weight++; r >= 0x2e80 {
			weight++
		}
	}
	limit := 2
	switch {
	case weight <= 2:
		return ""
	case weight <= 5:
		limit = 1
	}
	best, found := limit+1, ""
	for i, w := range words {
		d := coding.Edits(k, foldKey(w), limit)
		switch {
		case d < best:
			best, found = d, of[i]
		case d == best && d <= limit && of[i] != found:
			found = ""
		}
	}
	return found
}

// severalIn takes a cell with several entries apart at ; ； 、 and line ends.
func severalIn(s string) []string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(";；、\n", r) })
	parts = slices.DeleteFunc(parts, func(p string) bool { return sheet.Fold(p) == "" })
	return parts
}
