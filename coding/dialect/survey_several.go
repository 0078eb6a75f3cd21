package dialect

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// pieces takes a cell with several answers apart.
func pieces(text, separator string) []string {
	var out []string
	for _, p := range strings.Split(text, separator) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// inseparable finds options that never stand apart though a separator is between them: their wording may hold it.
func inseparable(cells [][]string, sep string) map[string]string {
	follows := map[string]map[string]int{} // piece to what stands behind it
	before := map[string]map[string]int{}
	put := func(m map[string]map[string]int, a, b string) {
		if m[a] == nil {
			m[a] = map[string]int{}
		}
		m[a][b]++
	}
	distinct := map[string]bool{}
	for _, c := range cells {
		for i, p := range c {
			next, prev := "", ""
			if i+1 < len(c) {
				next = c[i+1]
			}
			if i > 0 {
				prev = c[i-1]
			}
			put(follows, p, next)
			put(before, p, prev)
			distinct[p] = true
		}
	}
	one := func(m map[string]int) (string, int) {
		if len(m) != 1 {
			return "", 0
		}
		for k, n := range m {
			return k, n
		}
		return "", 0
	}
	out := map[string]string{}
	for p := range distinct {
		next, n := one(follows[p])
		if next == "" || n < 2 {
			continue
		}
		if prev, _ := one(before[next]); prev == p && len(distinct) > 2 {
			out[p] = p + sep + next
		}
	}
	middle := map[string]bool{} // a piece in the middle of three is left to the first
	for _, joined := range out {
		_, behind, _ := strings.Cut(joined, sep)
		middle[behind] = true
	}
	for p := range middle {
		delete(out, p)
	}
	return out
}

// split makes a column for each option of a question with several answers: 1 chosen, 0 not.
func (s *survey) split(col int, q *question) bool {
	sep := cmp.Or(q.separator, s.platform.separator)
	var cells [][]string
	at := make([][]string, len(s.rows))
	for r := range s.rows {
		if v := &s.rows[r].Values[col]; v.Missing == coding.Present {
			at[r] = pieces(s.verbatim(q, r, col), sep)
			cells = append(cells, at[r])
		}
	}
	if !s.platform.sure && strings.TrimSpace(sep) != "" && len(q.Labels) == 0 {
		joined := inseparable(cells, sep)
		for _, p := range slices.Sorted(maps.Keys(joined)) {
			s.ask("dialect.survey_ask_comma", q.Header, joined[p])
		}
		for r := range at {
			at[r] = rejoin(at[r], joined, sep)
		}
	}
	known := map[string]string{} // piece to option
	var options []ValueLabel
	for _, l := range q.Labels {
		known[folded(l.Value)] = l.Value
		if _, twice := known[folded(l.Text)]; !twice {
			known[folded(l.Text)] = l.Value
		}
		options = append(options, l)
	}
	for r := range at {
		for _, p := range at[r] {
			if _, ok := known[folded(p)]; !ok {
				known[folded(p)] = p
				options = append(options, ValueLabel{p, p})
			}
		}
	}
	s.spaced(col, q, sep, options)
	if len(options) == 0 || len(options) > 4*mostOptions {
		return false
	}
	numeric := !slices.ContainsFunc(options, func(o ValueLabel) bool { _, ok := parseValue(o.Value); return !ok })
	if numeric {
		slices.SortStableFunc(options, byValue)
	}
	for i, o := range options {
		b := &built{Column: q.Column, from: q, values: make([]coding.Value, len(s.rows))}
		suffix := strconv.Itoa(i + 1)
		if numeric {
			suffix = o.Value
		}
		b.Name, b.Kind = s.free(q.Name+"_"+suffix), "choices"
		b.Labels = []ValueLabel{{"1", o.Text}}
		if numeric && o.Text == o.Value {
			b.Labels = nil
		}
		b.Missing = sortedKeys(q.na)
		for r := range s.rows {
			v := s.rows[r].Values[col]
			if v.Missing == coding.Present {
				chosen := slices.ContainsFunc(at[r], func(p string) bool { return known[folded(p)] == o.Value })
				v = coding.Number(float64(yes(chosen)))
			}
			b.values[r] = v
		}
		s.built = append(s.built, b)
	}
	s.keep(col, q, "text").Labels = nil // as people answered, beside the boxes
	s.note("dialect.survey_split", q.Name, q.asked(), strconv.Itoa(len(options)))
	if q.guessed {
		s.ask("dialect.survey_ask_several", q.Name, q.asked(), listed(wordings(options)))
	}
	return true
}

func wordings(options []ValueLabel) []string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = o.Text
	}
	return out
}

// free makes a name that no other column has, and takes it.
func (s *survey) free(name string) string {
	if s.names == nil {
		s.names = map[string]bool{}
		for _, q := range s.questions {
			if q.role != "-" {
				s.names[strings.ToLower(q.Name)] = true
			}
		}
		for _, b := range s.built {
			s.names[strings.ToLower(b.Name)] = true
		}
	}
	try := name
	for n := 2; s.names[strings.ToLower(try)]; n++ {
		try = name + "_" + strconv.Itoa(n)
	}
	s.names[strings.ToLower(try)] = true
	return try
}

// ranking makes a column for each thing that was put in order; its value is the place, from 1. What was left out has none.
func (s *survey) ranking(col int, q *question) bool {
	sep := cmp.Or(q.separator, "→")
	known := map[string]string{}
	var options []ValueLabel
	for _, l := range q.Labels {
		known[folded(l.Value)] = l.Value
		known[folded(l.Text)] = l.Value
		options = append(options, l)
	}
	at := make([][]string, len(s.rows))
	some := false
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Missing != coding.Present {
			continue
		}
		at[r] = pieces(s.verbatim(q, r, col), sep)
		some = some || len(at[r]) > 1
		for _, p := range at[r] {
			if _, ok := known[folded(p)]; !ok {
				known[folded(p)] = p
				options = append(options, ValueLabel{p, p})
			}
		}
	}
	if !some || len(options) > mostOptions {
		return false
	}
	slices.SortStableFunc(options, byValue)
	for i, o := range options {
		b := &built{Column: q.Column, from: q, values: make([]coding.Value, len(s.rows))}
		suffix := strconv.Itoa(i + 1)
		if _, ok := parseValue(o.Value); ok {
			suffix = o.Value
		}
		b.Name, b.Kind = s.free(q.Name+"_"+suffix), "ranking"
		b.Question = q.Question + " · " + o.Text
		b.Missing = sortedKeys(q.na)
		for r := range s.rows {
			v := s.rows[r].Values[col]
			if v.Missing == coding.Present {
				v = coding.Value{Missing: coding.NotAnswered}
				for place, p := range at[r] {
					if known[folded(p)] == o.Value {
						v = coding.Number(float64(place + 1))
						break
					}
				}
			}
			b.values[r] = v
		}
		s.built = append(s.built, b)
	}
	s.note("dialect.survey_ranked", q.Name, q.Header, strconv.Itoa(len(options)))
	return true
}
