package naive

import "github.com/smekit/smekit/coding"

// value is a score with what it rests on.
type value struct {
	x      float64
	n      int
	people int // -1 for interviews
	items  []coding.Item
}

// own reports whether a dimension is scored by a source itself: leaves always; groups by the survey when they have items of
// their own, by interviews when they name them among their sources.
func own(s *coding.Study, d *coding.Dimension, source string) bool {
	if !d.Group {
		return true
	}
	if source == "interview" {
		return d.HasSource("interview")
	}
	for _, it := range s.Instrument.Items {
		if it.Dimension == d.ID {
			return true
		}
	}
	return false
}

// scoreOf is the score of a dimension in a cell from one source where a rule, a set or a benchmark names it: as childScore;
// a group without any observed child that could enter has only its readiness to give.
func scoreOf(s *coding.Study, all []verdict, c cell, d *coding.Dimension, source string) value {
	if d.Group && !own(s, d, source) {
		observed := false
		for _, k := range s.Framework.Children(d.ID) {
			observed = observed || !k.Proposed && k.Polarity != 0
		}
		if !observed {
			return parent(s, all, c, d, source, true)
		}
	}
	return childScore(s, all, c, d, source)
}

// childScore is the score of a dimension in a cell from one source: its own, else what its children make: a proposed group
// its readiness, another its composite.
func childScore(s *coding.Study, all []verdict, c cell, d *coding.Dimension, source string) value {
	switch {
	case own(s, d, source) && source == "interview":
		if !speaks(d) {
			return value{none, 0, -1, nil}
		}
		v, n := rated(s, all, c, d.ID)
		return value{50 + 50*v, n, -1, nil}
	case own(s, d, source):
		if d.Group && d.Polarity == 0 {
			return value{none, 0, 0, nil}
		}
		x, w := scores(s, c, d.ID)
		items := itemsOf(s, d.ID)
		return value{weighted(x, w), len(x), people(s, c, items), items}
	case d.Proposed:
		return parent(s, all, c, d, source, true)
	}
	return parent(s, all, c, d, source, false)
}

// parent is the equal mean of a group's observed children, or of its proposed ones, if at least half of them have a score. A
// child of the opposite polarity enters as 100 minus its score; children of polarity 0 do not count at all. What it rests on
// is the smallest number that one of the scores used rests on.
func parent(s *coding.Study, all []verdict, c cell, g *coding.Dimension, source string, proposed bool) value {
	var used []float64
	out := value{x: none, people: -1}
	eligible := 0
	for _, d := range s.Framework.Children(g.ID) {
		if d.Proposed != proposed || d.Polarity == 0 {
			continue
		}
		eligible++
		v := childScore(s, all, c, d, source)
		out.items = append(out.items, v.items...)
		if !has(v.x) {
			continue
		}
		if d.Polarity != g.Polarity {
			v.x = 100 - v.x
		}
		if used = append(used, v.x); len(used) == 1 || v.n < out.n {
			out.n = v.n
		}
	}
	if source == "survey" {
		out.people = people(s, c, out.items)
	}
	if eligible > 0 && 2*len(used) >= eligible && len(used) > 0 && g.Polarity != 0 {
		out.x = mean(used)
	}
	return out
}

// parentRows are the composites and the readiness of groups. A group that a source scores itself has no composite from it,
// a group of polarity 0 neither, and one without proposed children no readiness.
func parentRows(s *coding.Study, all []verdict) []Row {
	var out []Row
	for _, source := range sources(s) {
		for i := range s.Framework.Dimensions {
			g := &s.Framework.Dimensions[i]
			if !g.Group || g.Polarity == 0 {
				continue
			}
			observed, proposed := 0, 0
			for _, d := range s.Framework.Children(g.ID) {
				switch {
				case d.Polarity == 0:
				case d.Proposed:
					proposed++
				default:
					observed++
				}
			}
			for _, c := range cells(s) {
				of := c.of(g.ID, source, "")
				if observed > 0 && !own(s, g, source) {
					v := parent(s, all, c, g, source, false)
					out = append(out, Row{"composite", of, v.x, v.n, v.people})
				}
				if proposed > 0 {
					v := parent(s, all, c, g, source, true)
					out = append(out, Row{"readiness", of, v.x, v.n, v.people})
				}
			}
		}
	}
	return out
}

// sources are the kinds of evidence that a study has.
func sources(s *coding.Study) []string {
	var out []string
	if len(s.Codings) > 0 {
		out = append(out, "interview")
	}
	if len(s.Survey.Responses) > 0 {
		out = append(out, "survey")
	}
	return out
}
