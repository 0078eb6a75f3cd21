package pass

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

// copyMark is what programs put behind the name of a copy: "(1)", " - 副本", " - Copy".
var copyMark = regexp.MustCompile(`(?i)[\s_-]*(\(\d+\)|（\d+）|\[\d+\]|副本|复件|拷贝|copy( of)?)$`)

// coderOfName is the dealt coder that a file's name names, -1 for none or for several. The name is the coder's, but for the
// mark of a copy, or has it among its words; a name inside another one does not count.
func (d *Deal) coderOfName(file string) int {
	stem := path.Base(strings.ReplaceAll(file, `\`, "/"))
	stem = strings.TrimSuffix(stem, path.Ext(stem))
	for {
		if k := d.Coder(stem); k >= 0 {
			return k
		}
		cut := copyMark.ReplaceAllString(stem, "")
		if cut == stem || cut == "" {
			break
		}
		stem = cut
	}
	text := nameKey(stem)
	var found []int
	for i := range d.Coders {
		if holdsName(text, nameKey(d.Coders[i].Name)) {
			found = append(found, i)
		}
	}
	found = slices.DeleteFunc(found, func(i int) bool {
		return slices.ContainsFunc(found, func(j int) bool {
			return i != j && strings.Contains(nameKey(d.Coders[j].Name), nameKey(d.Coders[i].Name))
		})
	})
	if len(found) == 1 {
		return found[0]
	}
	return -1
}

// holdsName reports whether a text has a name as a word: no letter or digit of the same kind stands next to it. Names of
// one letter or digit, and numbers, are too easily part of something else.
func holdsName(text, name string) bool {
	if utf8.RuneCountInString(name) < 2 || strings.Trim(name, "0123456789") == "" {
		return false
	}
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(name):])
		first, _ := utf8.DecodeRuneInString(name)
		last, _ := utf8.DecodeLastRuneInString(name)
		if !joins(before, first) && !joins(last, after) {
			return true
		}
		_, size := utf8.DecodeRuneInString(name)
		from = i + size
	}
}

// joins reports whether two neighbouring runes may belong to one word written in letters or digits.
func joins(a, b rune) bool {
	word := func(r rune) bool {
		return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.Is(unicode.Han, r)
	}
	return word(a) && word(b)
}

// coderList names the coders of a deal, for messages.
func (d *Deal) coderList() string {
	const most = 12
	var names []string
	for i := range d.Coders {
		if i == most {
			names = append(names, "…")
			break
		}
		names = append(names, d.Coders[i].Name)
	}
	return strings.Join(names, ", ")
}

// owner decides whose a file is. It returns the problem that keeps it out, or none.
func (f *returnedFile) owner(d *Deal) *coding.Problem {
	problem := func(code string, args ...string) *coding.Problem {
		return &coding.Problem{Pos: coding.Pos{File: f.Name}, Code: code, Args: args}
	}
	if f.seal.found && f.seal.pass != "" && f.seal.pass != d.Pass {
		return problem("collect.other_pass", f.seal.pass, d.Pass)
	}
	if f.seal.found && f.seal.dealHash != "" && f.seal.dealHash != f.dealHash {
		if f.Returned.Coder == "" {
			return problem("collect.other_deal", d.Pass, f.Name)
		}
		f.rec.Notes = append(f.rec.Notes, noteOf("collect.note.other_deal"))
	}
	byName := d.coderOfName(f.Name)
	switch {
	case f.Returned.Coder != "":
		f.coder = d.Coder(f.Returned.Coder)
		if f.coder < 0 {
			return problem("collect.not_dealt_to", f.Returned.Coder, d.coderList())
		}
		if f.seal.found && nameKey(f.seal.coder) != nameKey(f.Returned.Coder) {
			f.rec.Notes = append(f.rec.Notes, noteOf("collect.note.coder_overridden", f.seal.coder, d.Coders[f.coder].Name))
		}
	case f.seal.found && f.seal.coder != "":
		k := d.Coder(f.seal.coder)
		if k < 0 {
			return problem("collect.not_dealt_to", f.seal.coder, d.coderList())
		}
		if byName >= 0 && byName != k {
			return problem("collect.name_and_seal", d.Coders[byName].Name, d.Coders[k].Name, f.Name)
		}
		f.coder = k
	case byName >= 0:
		f.coder = byName
		f.rec.Notes = append(f.rec.Notes, noteOf("collect.note.coder_from_name", d.Coders[byName].Name))
	default:
		return problem("collect.no_coder", f.Name, d.coderList())
	}
	if !f.seal.found {
		f.rec.Notes = append(f.rec.Notes, noteOf("collect.note.no_seal"))
	}
	return nil
}
