package intake

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding/dialect"
)

// Relation says how a file stands to an earlier import.
type Relation uint8

// The relations.
const (
	New     Relation = iota // not imported before
	Same                    // the same bytes with the same options
	Changed                 // another state of a file that was imported, or the same one with other options
)

// Find looks for an earlier import of a file among the records of a study. The same bytes are the same file under any name, and
// other bytes under the same name and layout are the file changed, unless both hold layers of coders and have no coder or no pass
// in common: exports of two coders often have one name, and coders who agree fully one content. An import that could not be written
// whole is begun anew, with its record.
func Find(records []*Record, im *dialect.Import, sources []Source, o Options) (*Record, Relation) {
	if len(sources) == 0 {
		return nil, New
	}
	var changed *Record
	coders, passes := Coders(im), Passes(im)
	for _, r := range records {
		if len(r.Sources) == 0 {
			continue
		}
		bytes := r.Sources[0].SHA256 == sources[0].SHA256
		switch {
		case bytes && r.Options == o && sameBytes(r.Sources, sources) && len(r.Unwritten) > 0:
			return r, New
		case bytes && r.Options == o && sameBytes(r.Sources, sources):
			return r, Same
		case changed != nil && changed.Sources[0].SHA256 == sources[0].SHA256: // the nearest relative
		case len(coders) > 0 && len(r.Coders) > 0 && !(common(coders, r.Coders) && common(passes, r.passes())): // other layers
		case bytes, r.Sources[0].Name == sources[0].Name && r.Layout == im.Layout && r.Options.Pass == o.Pass:
			changed = r
		}
	}
	if changed != nil {
		return changed, Changed
	}
	return nil, New
}

// passes are those of the layers that the import holds.
func (r *Record) passes() []string {
	if len(r.Passes) > 0 {
		return r.Passes
	}
	return []string{cmp.Or(r.Options.Pass, "1")}
}

// SameContent is an earlier import of the same bytes, nil for none: of another coder or pass where the import is [New].
func SameContent(records []*Record, sources []Source) *Record {
	for _, r := range records {
		if sameBytes(r.Sources, sources) {
			return r
		}
	}
	return nil
}

func sameBytes(a, b []Source) bool {
	return slices.EqualFunc(a, b, func(x, y Source) bool { return x.SHA256 == y.SHA256 })
}

func common(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// NameFor is the name of the record of a new import, that no other record has: the source's name, else with the coder's, else
// with a number.
func NameFor(source string, coders []string, taken []string) string {
	base := safeName(strings.TrimSuffix(path.Base(source), path.Ext(source)))
	names := []string{base}
	if len(coders) == 1 {
		names = append(names, base+"-"+safeName(coders[0]))
	}
	for _, n := range names {
		if !hasFold(taken, n) {
			return n
		}
	}
	for i := 2; ; i++ {
		if n := base + "-" + strconv.Itoa(i); !hasFold(taken, n) {
			return n
		}
	}
}

func hasFold(list []string, s string) bool {
	return slices.ContainsFunc(list, func(t string) bool { return strings.EqualFold(s, t) })
}

// safeName keeps letters, digits, dots, hyphens and underscores of a name.
func safeName(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || strings.ContainsRune("._-", r) {
			return r
		}
		return '_'
	}, s)
	if s = strings.Trim(s, "._-"); s == "" {
		return "import"
	}
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60])
	}
	return s
}
