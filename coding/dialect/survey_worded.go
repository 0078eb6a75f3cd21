package dialect

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// worded is how a question's answers in words are numbered.
type worded struct {
	points  int
	at      map[string]int  // point by the key of a word
	words   []string        // as they stand in the file, prefixes aside
	nothing map[string]bool // answers that are none, as they stand
	strays  map[string]bool // answers that fit nowhere, as they stand
	sure    bool            // every point was chosen by somebody: the number is certain
	open    bool            // several orders fit, or no usual wording does: a person has to say which
}

// voice is what was said in words to the questions that are looked at together.
type voice struct {
	questions []*question
	words     []string // distinct, prefixes aside
	count     map[string]int
	block     bool
}

// wordedQuestions are the ways to number each question's words. They are looked at by question or matrix block; blocks of
// different wordings are never pooled. A question that stands alone may learn from another whose words hold all of its own.
func (s *survey) wordedQuestions() map[*question]*worded {
	var voices []*voice
	blocks := map[string]*voice{}
	for i, q := range s.questions {
		if q.role != "" || q.option || len(q.Labels) > 0 || q.kind == "text" || q.kind == "number" || q.kind == "choice" || q.kind == "choices" {
			continue
		}
		texts, count, _, _ := s.present(i)
		texts = spoken(texts)
		if len(texts) == 0 || len(texts) > 14 {
			continue
		}
		v := blocks[q.block]
		if q.block == "" || v == nil {
			v = &voice{count: map[string]int{}, block: q.block != ""}
			voices = append(voices, v)
			if q.block != "" {
				blocks[q.block] = v
			}
		}
		v.questions = append(v.questions, q)
		q.lettered = lettered(texts)
		v.hear(q, texts, count)
	}
	out := map[*question]*worded{}
	var alone []*voice
	whole := []*worded(nil)
	for _, v := range voices {
		if !v.block {
			alone = append(alone, v)
			continue
		}
		if w := v.numbered(); w != nil {
			for _, q := range v.questions {
				out[q] = w
			}
			whole = append(whole, w)
			continue
		}
		for _, q := range v.questions { // rows with answers of their own
			one := &voice{questions: []*question{q}, count: map[string]int{}}
			texts, count, _, _ := s.present(slices.Index(s.questions, q))
			one.hear(q, spoken(texts), count)
			alone = append(alone, one)
		}
	}
	own := make([]*worded, len(alone))
	for i, v := range alone {
		if own[i] = v.numbered(); own[i] != nil {
			whole = append(whole, own[i])
		}
	}
	for i, v := range alone {
		if w := v.learned(own[i], whole); w != nil {
			out[v.questions[0]] = w
		}
	}
	for q, w := range out {
		if q.item != nil && !w.open && q.item.Max-q.item.Min+1 == float64(w.points) && q.item.Min == 1 && !w.sure {
			known := *w
			known.sure = true
			out[q] = &known
		}
	}
	return out
}

// spoken leaves out numbers, also those with a word for points behind them.
func spoken(texts []string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(t string) bool {
		_, number := parseValue(t)
		return number
	})
}

// fewestPoints is the size of a scale that could be the middle of a larger one, whose ends nobody chose.
const fewestPoints = 3

// fewestWords is how many different answers in words make a scale.
const fewestWords = 3

// numbered numbers the words by the usual wordings, or by the degrees that they name; nil where they are no scale.
func (v *voice) numbered() *worded {
	scale := func(list []string) bool {
		if len(list) < fewestWords {
			return false
		}
		_, _, found := fit(list)
		_, family := familyOf(list)
		return found || family
	}
	rest := v.words
	strays := map[string]bool{}
	none := besides(rest, scale)
	rest = slices.DeleteFunc(slices.Clone(rest), func(w string) bool { return slices.Contains(none, w) })
	if !scale(rest) {
		var rare []string
		if rare, none = v.rare(scale); len(rare) == 0 {
			return nil
		}
		for _, w := range rare {
			strays[w] = true
		}
		rest = slices.DeleteFunc(slices.Clone(v.words), func(w string) bool { return strays[w] || slices.Contains(none, w) })
	}
	w := &worded{words: rest, nothing: map[string]bool{}, strays: strays}
	for _, n := range none {
		w.nothing[n] = true
	}
	f, ok, found := fit(rest)
	if found {
		all := len(f.at) == f.points
		w.points, w.at = f.points, f.at
		w.sure = ok && all && f.points%2 == 1 && f.points > fewestPoints
		w.open = !ok || f.points%2 == 0 && !all
		if !ok {
			w.close()
		}
		return w
	}
	g := &family{scores: map[int]bool{}, labels: map[string]int{}}
	for _, l := range rest {
		_, sc, _ := degree(l)
		g.scores[sc], g.labels[l] = true, sc
	}
	points, complete := g.points()
	w.at = map[string]int{}
	for _, l := range rest {
		w.at[wordKey(l)] = points[g.labels[l]]
	}
	w.points = 2*max(len(below(g)), len(above(g))) + yes(g.scores[0])
	w.sure = complete && len(g.scores) >= 5
	if w.open = !w.sure; w.open {
		w.close()
	}
	return w
}

// rare finds one or two answers that hardly anybody gave, without which the others are a scale.
func (v *voice) rare(scale func([]string) bool) (strays, none []string) {
	total := 0
	for _, n := range v.count {
		total += n
	}
	seldom := slices.DeleteFunc(slices.Clone(v.words), func(w string) bool { return v.count[w] > max(1, total/20) || notApplicable[degreeKey(w)] })
	if total < 8 {
		return nil, nil
	}
	try := func(out ...string) bool {
		rest := slices.DeleteFunc(slices.Clone(v.words), func(w string) bool { return slices.Contains(out, w) })
		none = besides(rest, scale)
		rest = slices.DeleteFunc(rest, func(w string) bool { return slices.Contains(none, w) })
		_, ok, _ := fit(rest)
		return ok && scale(rest)
	}
	for _, a := range seldom {
		if try(a) {
			return []string{a}, none
		}
	}
	for i, a := range seldom {
		for _, b := range seldom[:i] {
			if try(a, b) {
				return []string{b, a}, none
			}
		}
	}
	if out := v.odd(seldom); len(out) > 0 && try(out...) {
		return out, none
	}
	return nil, nil
}

// learned is the numbering of a question that stands alone, of which not every point was chosen: that of the others whose
// words hold all of its own. Where these differ, or differ from the usual wording, a person has to say.
func (v *voice) learned(own *worded, whole []*worded) *worded {
	if own != nil && own.sure {
		return own
	}
	words := v.words
	if own != nil {
		words = own.words
	}
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return notApplicable[degreeKey(w)] })
	if len(words) < 2 {
		return own
	}
	var from *worded
	differ := false
	for _, w := range whole {
		if w == own || !w.sure || slices.ContainsFunc(words, func(l string) bool { return w.at[wordKey(l)] == 0 }) {
			continue
		}
		if from != nil && from.points != w.points {
			differ = true
		}
		for _, l := range words {
			differ = differ || from != nil && from.at[wordKey(l)] != w.at[wordKey(l)]
		}
		if from == nil {
			from = w
		}
	}
	if from == nil {
		return own
	}
	out := &worded{points: from.points, at: from.at, words: from.words, nothing: from.nothing, strays: map[string]bool{}, sure: !differ, open: differ}
	if own == nil {
		return out
	}
	out.nothing, out.strays = own.nothing, own.strays
	switch {
	case own.open || own.points == from.points:
	case own.points%2 == 1 && own.points > fewestPoints: // both are usual
		out.sure, out.open = false, true
	case len(own.at) == own.points: // a scale of three or four points, or what people chose of the other
		out.sure = false
	}
	return out
}

var letterBefore = regexp.MustCompile(`^([A-Ka-k])\s*[.、．:：)）]\s*(\S.*)$`)

// lettered reports whether the answers are printed with their letters: A.非常不同意.
func lettered(texts []string) bool {
	seen := map[string]bool{}
	for _, t := range texts {
		m := letterBefore.FindStringSubmatch(t)
		if m == nil && !notApplicable[degreeKey(t)] || m != nil && seen[m[1]] {
			return false
		}
		if m != nil {
			seen[m[1]] = true
		}
	}
	return len(seen) > 1
}

func (q *question) withoutLetter(text string) string {
	if q.lettered {
		if m := letterBefore.FindStringSubmatch(text); m != nil {
			return strings.TrimSpace(m[2])
		}
	}
	return text
}

// asWorded makes a column a scale by its words. Where the numbers are certain they stand in their place; else the words
// stay, and the labels of the item say what they stand for.
func (s *survey) asWorded(col int, q *question, w *worded) {
	b := s.keep(col, q, "scale")
	b.low, b.high, b.sure = 1, float64(w.points), true
	b.Labels = s.labelsOf(w)
	b.Numbered = w.sure
	switch {
	case w.sure:
		s.count("dialect.survey_labels_numbered", joinLabels(b.Labels))
	case w.open:
		b.doubt = "order"
	default:
		b.doubt = "points"
	}
	if !w.sure {
		b.at = map[string]float64{}
	}
	var among []string
	for r := range b.values {
		v := &b.values[r]
		if v.Missing != coding.Present {
			continue
		}
		if v.IsNum { // a number among words
			if b.onScale(v.Num) {
				among = append(among, s.cell(r, q)+" ("+plainNumber(v.Num)+")")
			}
			continue
		}
		text := w.spelling(q.withoutLetter(v.Text))
		point := w.pointOf(text)
		switch {
		case w.nothing[text], notApplicable[degreeKey(text)]:
			v.Text = text
			s.noOpinion(b, v)
		case point == 0:
			s.problem(s.rows[r].Pos.At(q.Col), "unreadable_answer", "", plainNumber(b.low), plainNumber(b.high), v.Text)
		case w.sure:
			*v = coding.Number(float64(point))
		default:
			v.Text = text
			b.at[text] = float64(point)
		}
	}
	if len(among) > 0 {
		s.note("dialect.survey_numbers_among", b.Name, listed(among))
	}
}

// labelsOf lists the words from the lowest point upward.
func (s *survey) labelsOf(w *worded) []ValueLabel {
	sorted := slices.Clone(w.words)
	slices.SortFunc(sorted, func(x, y string) int {
		return cmp.Or(w.at[wordKey(x)]-w.at[wordKey(y)], strings.Compare(x, y))
	})
	var out []ValueLabel
	for _, l := range sorted {
		out = append(out, ValueLabel{itoa(w.at[wordKey(l)]), s.asWritten(l)})
	}
	return out
}

// point is the number that an answer stands for; ok is false without one.
func (b *built) point(r int) (float64, bool) {
	v := &b.values[r]
	if v.Missing == coding.Present && !v.IsNum {
		x, ok := b.at[v.Text]
		return x, ok
	}
	return v.Num, v.Ok()
}

// askPoints asks about scales of which not every point is known, those with the same words together.
func (s *survey) askPoints() {
	type doubt struct{ code, labels, low, high string }
	names, order := map[doubt][]string{}, []doubt(nil)
	for _, b := range s.scales() {
		if b.doubt == "" || b.from.item != nil && b.at == nil {
			continue
		}
		d := doubt{"dialect.survey_ask_" + b.doubt, joinLabels(b.Labels), plainNumber(b.low), plainNumber(b.high)}
		if names[d] == nil {
			order = append(order, d)
		}
		names[d] = append(names[d], b.Name)
	}
	for _, d := range order {
		s.ask(d.code, listed(names[d]), d.labels, d.low, d.high)
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
