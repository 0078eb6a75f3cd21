package measures

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// FindEstimates returns the ids that a text means: an id itself; else those whose measure and `of` hold every one of its words.
// A word stands for a measure by its id (with or without the family), a name of printed, a common synonym, else by the beginning or a part
// of these; it stands in an `of` as a value (ME.REL, G, after), an entry (case=G), a name or label of the study in either
// language, or in what follows `|`. Those that fit a measure best are taken alone; where some of several have an `of` that says
// nothing more than the words (the source apart), those alone. study and printed, the names that reports give a measure, may
// be nil. near is what could be meant where nothing fits: the measures of what the words name, or the ids closest to them.
func FindEstimates(study *coding.Study, l *ledger.Ledger, text string, printed func(measure string) []string) (ids, near []string) {
	text = strings.TrimSpace(text)
	if _, ok := l.Find(text); ok {
		return []string{text}, nil
	}
	f := newFinder(study, l, printed)
	words := f.split(plain(text))
	if len(words) == 0 {
		return nil, nil
	}
	if ids = f.find(words); len(ids) > 0 {
		return ids, nil
	}
	if head, _, cut := strings.Cut(text, "("); cut && len(idsLike(l, head)) > 0 {
		return nil, closest(text, idsLike(l, head), 0.5)
	}
	return nil, f.near(words)
}

// finder looks estimates up by words.
type finder struct {
	ledger   *ledger.Ledger
	names    map[string][]string // of the study, to ids
	measures []string            // ids, sorted
	family   map[string]bool     // family.measure
	called   map[string][]string // by measure, its printed names
	phrases  map[string]bool     // every name of a study or measure
	longest  int                 // of the phrases, in runes
	fits     map[[2]string]int
}

func newFinder(study *coding.Study, l *ledger.Ledger, printed func(string) []string) *finder {
	f := &finder{ledger: l, names: studyNames(study), family: map[string]bool{}, called: map[string][]string{}, phrases: map[string]bool{}, fits: map[[2]string]int{}}
	for name := range f.names {
		f.phrases[name] = true
	}
	for word := range measureSynonyms {
		f.phrases[word] = true
	}
	for i := range l.Estimates {
		e := &l.Estimates[i]
		f.family[e.Family+"."+e.Measure] = true
		if _, known := f.called[e.Measure]; known {
			continue
		}
		f.called[e.Measure] = nil
		f.measures = append(f.measures, e.Measure)
		if printed == nil {
			continue
		}
		for _, name := range printed(e.Measure) {
			name = plain(name)
			f.called[e.Measure] = append(f.called[e.Measure], name)
			f.phrases[name] = true
		}
	}
	sort.Strings(f.measures)
	for p := range f.phrases {
		f.longest = max(f.longest, len([]rune(p)))
	}
	return f
}

// plain is a text in small letters, with the signs of a keyboard for those of print.
var plainSigns = strings.NewReplacer("（", "(", "）", ")", "’", "'", "–", "-", "−", "-", "，", " ", "、", " ", "：", " ", "\u3000", " ", "“", " ", "”", " ")

func plain(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(plainSigns.Replace(s))), " ")
}

// split cuts a plain text into words. Names of several words are one, and names written together in Chinese are apart.
func (f *finder) split(text string) []string {
	var out []string
	for rest := text; rest != ""; rest = strings.TrimPrefix(rest, " ") {
		word, _, _ := strings.Cut(rest, " ")
		for p := range f.phrases {
			if strings.HasPrefix(rest, p) && len(p) > len(word) && (len(rest) == len(p) || rest[len(p)] == ' ') {
				word = p
			}
		}
		rest = rest[len(word):]
		if f.phrases[word] || !strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			out = append(out, word)
		} else {
			out = append(out, f.apart(word)...)
		}
	}
	return out
}

// apart cuts a word into the longest names it consists of; what is none of them stays together.
func (f *finder) apart(word string) []string {
	var out []string
	other := ""
	flush := func() {
		if other != "" && other != "的" && other != "之" {
			out = append(out, other)
		}
		other = ""
	}
	r := []rune(word)
	for i := 0; i < len(r); {
		n := 0
		for k := min(f.longest, len(r)-i); k > 0 && n == 0; k-- {
			if f.phrases[string(r[i:i+k])] && (k > 1 || r[i] > unicode.MaxLatin1) {
				n = k
			}
		}
		if n == 0 {
			other += string(r[i])
			i++
			continue
		}
		flush()
		out = append(out, string(r[i:i+n]))
		i += n
	}
	flush()
	return out
}

// How well a word stands for a measure.
const (
	fitsNot = iota
	fitsPart
	fitsBeginning
	fitsWhole
)

func (f *finder) fit(word, measure string) int {
	key := [2]string{word, measure}
	n, known := f.fits[key]
	if !known {
		n = f.fitOf(word, measure)
		f.fits[key] = n
	}
	return n
}

func (f *finder) fitOf(word, measure string) int {
	if i := strings.LastIndexByte(word, '.'); i >= 0 && f.family[word] {
		word = word[i+1:]
	}
	if word == measure || slices.Contains(measureSynonyms[word], measure) || slices.Contains(f.called[measure], word) {
		return fitsWhole
	}
	best := fitsNot
	for _, name := range append([]string{measure}, f.called[measure]...) {
		parts := strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == ' ' || r == ',' || r == '-' })
		short := len([]rune(word)) < 3 && !strings.ContainsFunc(word, func(r rune) bool { return r > unicode.MaxLatin1 })
		switch {
		case slices.Contains(parts, word), !short && strings.HasPrefix(name, word):
			return fitsBeginning
		case !short && len([]rune(word)) > 1 && strings.Contains(name, word):
			best = fitsPart
		}
	}
	return best
}

// find are the estimates that every word fits, those of the best fit.
func (f *finder) find(words []string) []string {
	var ids, exact []string
	best := fitsPart
	for i := range f.ledger.Estimates {
		e := &f.ledger.Estimates[i]
		least, other := fitsNot, words[:0:0]
		for _, w := range words {
			n := f.fit(w, e.Measure)
			if strings.Contains(w, ".") && f.family[w] && w != e.Family+"."+e.Measure {
				n = fitsNot
			}
			if n == fitsNot {
				other = append(other, w)
			} else if least == fitsNot || n < least {
				least = n
			}
		}
		if least < best {
			continue
		}
		ok, all := covers(e.Of, other, f.names)
		if !ok {
			continue
		}
		if least > best {
			best, ids, exact = least, nil, nil
		}
		ids = append(ids, e.ID())
		if all {
			exact = append(exact, e.ID())
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return ids
}

// near is what may have been meant by words that nothing fits.
func (f *finder) near(words []string) []string {
	var about, unknown []string // words that stand in some `of`, and others
	named := map[string]bool{}  // measures that a word stands for
	for _, w := range words {
		stands := slices.ContainsFunc(f.ledger.Estimates, func(e estimate.Estimate) bool {
			ok, _ := covers(e.Of, []string{w}, f.names)
			return ok
		})
		whole := false
		for _, m := range f.measures {
			if f.fit(w, m) == fitsWhole {
				whole, named[m] = true, true
			}
		}
		switch {
		case stands:
			about = append(about, w)
		case !whole:
			unknown = append(unknown, w)
		}
	}
	if len(named) > 0 && len(unknown) > 0 {
		return f.slips(named, about, unknown)
	}
	if len(about) == 0 {
		if len(unknown) == 0 {
			return nil
		}
		return closest(unknown[0], f.measures, 0.4)
	}
	var has []string // measures of what the words name
	for i := range f.ledger.Estimates {
		e := &f.ledger.Estimates[i]
		if ok, all := covers(e.Of, about, f.names); ok && all && !slices.Contains(has, e.Measure) {
			has = append(has, e.Measure)
		}
	}
	if len(unknown) > 0 {
		if like := closest(strings.Join(unknown, "_"), has, 0.5); len(like) > 0 {
			has = like
		}
	}
	for i, m := range has {
		has[i] = m + " " + strings.Join(about, " ")
		if id := f.names[about[0]]; len(about) == 1 && id == nil {
			has[i] = m + " " + strings.ToUpper(about[0])
		}
	}
	return has
}

// slips are the estimates of measures about what is closest to words that stand nowhere.
func (f *finder) slips(measures map[string]bool, about, unknown []string) []string {
	seen := map[string]bool{}
	var values, ids []string
	put := func(v string) {
		if !seen[v] {
			seen[v] = true
			values = append(values, v)
		}
	}
	for i := range f.ledger.Estimates {
		if e := &f.ledger.Estimates[i]; measures[e.Measure] {
			for _, p := range ofParts(e.Of) {
				_, v, _ := strings.Cut(p, "=")
				put(v)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.names)) {
		put(name)
	}
	words := slices.Clone(about)
	for _, w := range unknown {
		like := closest(w, values, 0.5)
		if len(like) == 0 {
			return nil
		}
		words = append(words, like[0])
	}
	for i := range f.ledger.Estimates {
		e := &f.ledger.Estimates[i]
		if ok, all := covers(e.Of, words, f.names); ok && all && measures[e.Measure] {
			ids = append(ids, e.ID())
		}
	}
	return ids
}

// covers reports whether every word stands in an `of`, and whether the words are all that is in it.
func covers(of string, words []string, names map[string][]string) (fits, all bool) {
	parts := ofParts(of)
	used := make([]bool, len(parts))
	for _, w := range words {
		w = strings.ToLower(w)
		found := false
		for i, p := range parts {
			_, value, keyed := strings.Cut(p, "=")
			keyed = keyed && !strings.HasPrefix(value, "~") // =~ stands between a factor and its item
			same := p == w || keyed && value == w || !keyed && slices.Contains(strings.FieldsFunc(p, betweenNames), w)
			for _, id := range names[w] {
				same = same || keyed && value == id || !keyed && slices.Contains(strings.FieldsFunc(p, betweenNames), id)
			}
			if same {
				used[i], found = true, true
			}
		}
		if !found {
			return false, false
		}
	}
	for i, u := range used {
		if !u && !strings.HasPrefix(parts[i], "source=") {
			return true, false
		}
	}
	return true, true
}

// ofParts are the entries of an `of` and what follows its `|`, in small letters.
func ofParts(of string) []string {
	k, own, err := estimate.ParseKey(of)
	if err != nil {
		return strings.FieldsFunc(strings.ToLower(of), func(r rune) bool { return r == '|' || r == ';' })
	}
	var parts []string
	list, _, _ := strings.Cut(k.String(), "|")
	if list != "" {
		parts = strings.Split(strings.ToLower(list), ";")
	}
	if own != "" {
		parts = append(parts, strings.ToLower(own))
	}
	return parts
}

// betweenNames are the signs between the names of what follows the `|`: of items in factors, pairs of coders.
func betweenNames(r rune) bool { return r == '~' || r == '=' }

// studyNames maps names and labels, in small letters, to the ids they may stand for.
func studyNames(study *coding.Study) map[string][]string {
	out := map[string][]string{}
	put := func(id string, texts ...string) {
		for _, t := range texts {
			if t = plain(t); t != "" {
				out[t] = append(out[t], strings.ToLower(id))
			}
		}
	}
	if study == nil {
		return out
	}
	for i := range study.Framework.Dimensions {
		d := &study.Framework.Dimensions[i]
		put(d.ID, d.Label.ZH, d.Label.EN)
	}
	for i := range study.Framework.Hazards {
		h := &study.Framework.Hazards[i]
		put(h.ID, h.Label.ZH, h.Label.EN)
	}
	for i := range study.Framework.Coupling {
		c := &study.Framework.Coupling[i]
		put(c.ID, c.Label.ZH, c.Label.EN)
	}
	for i := range study.Cases {
		c := &study.Cases[i]
		put(c.ID, c.Name, c.Label.ZH, c.Label.EN)
	}
	for i := range study.Departments {
		put(study.Departments[i].ID, study.Departments[i].Name)
	}
	return out
}

// idsLike are the ids of a measure, named with or without its family.
func idsLike(l *ledger.Ledger, text string) []string {
	head := text
	if i := strings.LastIndexByte(head, '.'); i >= 0 {
		head = head[i+1:]
	}
	var out []string
	for i := range l.Estimates {
		if l.Estimates[i].Measure == head {
			out = append(out, l.Estimates[i].ID())
		}
	}
	return out
}

// closest are the five texts with the largest share of pairs of letters in common with a text, best first.
func closest(text string, among []string, least float64) []string {
	pairs := func(s string) map[string]int {
		s = strings.ToLower(s)
		out := map[string]int{}
		r := []rune(s)
		for i := 0; i+1 < len(r); i++ {
			out[string(r[i:i+2])]++
		}
		return out
	}
	mine := pairs(text)
	type scored struct {
		text string
		like float64
	}
	var list []scored
	for _, s := range among {
		other, common := pairs(s), 0
		for p, n := range other {
			common += min(n, mine[p])
		}
		if total := len([]rune(text)) + len([]rune(s)) - 2; common > 0 && total > 0 {
			list = append(list, scored{s, 2 * float64(common) / float64(total)})
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].like > list[j].like })
	var out []string
	for i := range list {
		if i < 5 && list[i].like >= least {
			out = append(out, list[i].text)
		}
	}
	return out
}
