package dialect

import (
	"cmp"
	"math"
	"slices"
)

// hear adds the answers in words of a question. A word that is written with blanks in it, or in other letters, is the same
// word: it goes by the spelling that is met most often.
func (v *voice) hear(q *question, texts []string, count map[string]int) {
	often := slices.Clone(texts)
	slices.SortStableFunc(often, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	for _, t := range often {
		w := q.withoutLetter(t)
		at := slices.IndexFunc(v.words, func(known string) bool { return degreeKey(known) == degreeKey(w) })
		if at < 0 {
			at, v.words = len(v.words), append(v.words, w)
		}
		v.count[v.words[at]] += count[t]
	}
}

// spelling is a word as the labels have it.
func (w *worded) spelling(text string) string {
	for _, known := range w.words {
		if degreeKey(known) == degreeKey(text) {
			return known
		}
	}
	for known := range w.nothing {
		if degreeKey(known) == degreeKey(text) {
			return known
		}
	}
	return text
}

// pointOf is the point that a word stands for, also with that number beside it; 0 for none.
func (w *worded) pointOf(text string) int {
	if p := w.at[wordKey(text)]; p > 0 || w.nothing[text] {
		return p
	}
	if x, label, ok := numberWithLabel(text); ok && float64(w.at[wordKey(label)]) == x {
		return int(x)
	}
	return 0
}

// close numbers words whose order is a guess from 1 upward, without a gap: a gap would look as if something were known of it.
func (w *worded) close() {
	var points []int
	for _, p := range w.at {
		if !slices.Contains(points, p) {
			points = append(points, p)
		}
	}
	slices.Sort(points)
	if len(points) == 0 || points[len(points)-1]-points[0] == len(points)-1 {
		return
	}
	at := make(map[string]int, len(w.at))
	for k, p := range w.at {
		at[k] = slices.Index(points, p) + 1
	}
	w.at, w.points = at, len(points)
}

// odd are the answers among those that hardly anybody gave that do not go with the others, where the others are a usual set of
// answers: sentences, slips.
func (v *voice) odd(seldom []string) (out []string) {
	rest := slices.DeleteFunc(slices.Clone(v.words), func(w string) bool { return slices.Contains(seldom, w) })
	if _, ok, _ := fit(rest); len(rest) < fewestWords || !ok {
		return nil
	}
	total, strange := 0, 0
	for _, n := range v.count {
		total += n
	}
	for _, w := range seldom {
		if _, ok, _ := fit(append(slices.Clone(rest), w)); ok {
			rest = append(rest, w)
			continue
		}
		out = append(out, w)
		strange += v.count[w]
	}
	if strange*10 > total {
		return nil
	}
	return out
}

// onScale reports whether a number is a point of the column's scale.
func (b *built) onScale(x float64) bool { return x >= b.low && x <= b.high && x == math.Trunc(x) }

// cell names the cell of an answer.
func (s *survey) cell(row int, q *question) string {
	return s.rows[row].Pos.At(q.Col).Cell()
}

// asked is what a question is called where it is told of: its wording where the header is no more than its id.
func (q *question) asked() string {
	if w := q.wording(); w != "" && nameKey(q.Header) == nameKey(q.Name) {
		return w
	}
	return q.Header
}
