package study

import (
	"slices"

	"github.com/smekit/smekit/coding"
)

// periodSynonyms reads different names of one period as one, in a study that gives no list of periods: 改革前 beside
// before, 第1轮 beside 第一轮, T1 beside t1. It does so only where one rule understands the names of all periods of segments
// and responses. The name before or after stands for its synonyms, else the one that is met first; the receipts tell it.
func (rd *reader) periodSynonyms() {
	if rd.periods != nil {
		return
	}
	rule, names := commonRule(rd.periodsOfParts())
	if rule == "" {
		return
	}
	known := map[string]string{"": ""} // what each word is read as
	as := func(word string) string {
		name, ok := known[word]
		if !ok {
			name = word
			place := ranks(word)[rule]
			if i := slices.IndexFunc(names, func(n string) bool { return place != nil && slices.Equal(ranks(n)[rule], place) }); i >= 0 {
				name = names[i]
			}
			known[word] = name
		}
		return name
	}
	read := func(p *part, word *string) {
		if name := as(*word); name != *word {
			p.note("by_name", *word, name)
			*word = name
		}
	}
	for _, p := range rd.parts {
		row := 0
		for i := range p.codings {
			if c := &p.codings[i]; c.Pos.Row == row { // several codes of one row: told once
				c.Period = as(c.Period)
			} else {
				row = c.Pos.Row
				read(p, &c.Period)
			}
		}
		for i := range p.segments {
			p.segments[i].period = as(p.segments[i].period)
		}
		for i := range p.responses {
			read(p, &p.responses[i].Period)
		}
		for i := range p.ties {
			read(p, &p.ties[i].Period)
		}
		for i := range p.marks {
			read(p, &p.marks[i].Period)
		}
	}
	for k, s := range rd.spoken {
		s.Period = as(s.Period)
		rd.spoken[k] = s
	}
	for _, c := range rd.set.options.Comparisons {
		if c.By == "period" {
			for i := range c.Levels {
				c.Levels[i] = as(c.Levels[i])
			}
		}
	}
}

// periodsOfParts are the periods that coded rows, transcripts and responses name, in the order met.
func (rd *reader) periodsOfParts() []string {
	var out []string
	seen := map[string]bool{"": true}
	add := func(w string) {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	var spoken []coding.Segment
	for _, s := range rd.spoken {
		spoken = append(spoken, s)
	}
	slices.SortFunc(spoken, func(a, b coding.Segment) int { return comparePos(a.Pos, b.Pos) })
	for _, s := range spoken {
		add(s.Period)
	}
	for _, p := range rd.parts {
		for i := range p.codings {
			add(p.codings[i].Period)
		}
		for i := range p.responses {
			if p.responses[i].Excluded == "" {
				add(p.responses[i].Period)
			}
		}
	}
	return out
}

// commonRule is the first rule that understands all words and puts them in an order, but for words of one place; names are
// those that stand for the places.
func commonRule(words []string) (rule string, names []string) {
	if len(words) == 0 {
		return "", nil
	}
	all := make([]map[string][]int, len(words))
	for i, w := range words {
		all[i] = ranks(w)
	}
	var rules []string
	for r := range all[0] {
		rules = append(rules, r)
	}
	slices.Sort(rules)
	for _, r := range rules {
		names = nil
		var places [][]int
		whole := true
		for i, w := range words {
			place := all[i][r]
			whole = whole && place != nil
			at := slices.IndexFunc(places, func(p []int) bool { return slices.Equal(p, place) })
			switch {
			case at < 0:
				names, places = append(names, w), append(places, place)
			case w == "before" || w == "after" || w == "during":
				names[at] = w
			}
		}
		if !whole {
			continue
		}
		reps := make([]map[string][]int, len(places))
		for i := range places {
			reps[i] = map[string][]int{r: places[i]}
		}
		if _, ok := ranked(names, reps, r); ok {
			return r, slices.Clone(names)
		}
	}
	return "", nil
}
