package naive

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// truth has three values.
type truth int

const (
	no truth = iota
	yes
	unknown
)

func all3(parts []truth) truth {
	out := yes
	for _, p := range parts {
		if p == no {
			return no
		}
		if p == unknown {
			out = unknown
		}
	}
	return out
}

func any3(parts []truth) truth {
	out := no
	for _, p := range parts {
		if p == yes {
			return yes
		}
		if p == unknown {
			out = unknown
		}
	}
	return out
}

func is(b bool) truth {
	if b {
		return yes
	}
	return no
}

// enough is a score that rests on enough: in a survey on at least min_n people; interview scores with too few interviews are
// missing already.
func enough(s *coding.Study, all []verdict, c cell, dim, source string) float64 {
	d := s.Framework.Dimension(dim)
	if d == nil {
		return none
	}
	v := scoreOf(s, all, c, d, source)
	if source == "survey" && v.people < s.Options.MinN {
		return none
	}
	return v.x
}

// high is true above the high cut, low below the low cut.
func cut(s *coding.Study, all []verdict, c cell, dim, source string, above bool) truth {
	x := enough(s, all, c, dim, source)
	switch {
	case !has(x):
		return unknown
	case above:
		return is(x > s.Framework.Bands.High)
	}
	return is(x < s.Framework.Bands.Low)
}

// atom evaluates one alternative of a rule.
func atom(s *coding.Study, all []verdict, c cell, h coding.Hazard, text, source string) truth {
	parts := strings.Split(text, ":")
	switch {
	case parts[0] == "high":
		return cut(s, all, c, parts[1], source, true)
	case parts[0] == "low":
		return cut(s, all, c, parts[1], source, false)
	case parts[0] == "gap":
		pair := twoLevels(s, parts[2])
		if len(pair) != 2 {
			return unknown
		}
		a, b := c, c
		if parts[2] == "role" {
			a.role, b.role = pair[0], pair[1]
		} else {
			a.side, b.side = pair[0], pair[1]
		}
		x, y := enough(s, all, a, parts[1], source), enough(s, all, b, parts[1], source)
		if !has(x) || !has(y) {
			return unknown
		}
		return is(math.Abs(x-y) >= s.Framework.Bands.Gap)
	}
	k, _ := strconv.Atoi(strings.TrimPrefix(parts[0], "departments>="))
	forIt, any := 0, 0
	for _, d := range s.Departments {
		if d.Case != c.caseID {
			continue
		}
		f, e := said(s, all, c, d.ID, parts[1])
		if source == "survey" {
			f, e = reported(s, c, d.ID, h)
		}
		if f {
			forIt++
		}
		if e {
			any++
		}
	}
	switch {
	case forIt >= k:
		return yes
	case any < k:
		return unknown
	}
	return no
}

// twoLevels are the two levels of an attribute that a gap is between: those of the study's order, else the levels of the
// framework's roles; approval and supervision for sides.
func twoLevels(s *coding.Study, attribute string) []string {
	if o := s.Options.Order[attribute]; len(o) > 0 {
		return o
	}
	if attribute == "side" {
		return []string{"approval", "supervision"}
	}
	var out []string
	for _, r := range s.Framework.Roles {
		if l := levelOf(s, r.ID); !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// said reports whether a department's interviews hold an accepted segment of the dimension in the period that is mentioned
// and not in the direction -1, and whether they hold any.
func said(s *coding.Study, all []verdict, c cell, dept, dim string) (forIt, any bool) {
	for _, iv := range s.Interviews {
		if iv.Document || iv.Case != c.caseID || iv.Dept != dept {
			continue
		}
		for _, v := range evidence(s, all, iv.ID, dim, c.period) {
			any = true
			if !v.absent && v.direction != -1 {
				forIt = true
			}
		}
	}
	return forIt, any
}

// reported reports whether a department's mean over the hazard's items is above the high cut (one answer is enough for a
// respondent), and whether it has the people to be counted at all.
func reported(s *coding.Study, c cell, dept string, h coding.Hazard) (forIt, any bool) {
	var items []coding.Item
	for _, it := range s.Instrument.Items {
		if slices.Contains(h.Items, it.ID) && slices.Contains(s.Survey.Items, it.ID) {
			items = append(items, it)
		}
	}
	c.dept = dept
	var x, w []float64
	for _, r := range replies(s, c) {
		if pomp, _ := points(s, r, items); len(pomp) > 0 {
			x, w = append(x, mean(pomp)), append(w, r.Weight)
		}
	}
	if len(x) == 0 || people(s, c, items) < s.Options.MinN {
		return false, false
	}
	return weighted(x, w) > s.Framework.Bands.High, true
}

// hazardRows evaluate every rule for each source, case and, where the study has periods, period: every high and every low,
// and one of either where there is one. 1 triggered, 0 not, empty cannot judge.
func hazardRows(s *coding.Study, all []verdict) []Row {
	times := periods(s)
	if len(times) == 0 {
		times = []string{""}
	}
	var out []Row
	for _, h := range s.Framework.Hazards {
		for _, source := range sources(s) {
			for _, k := range s.Cases {
				for _, p := range times {
					c := cell{caseID: k.ID, period: p}
					var parts, either []truth
					for _, id := range h.High {
						parts = append(parts, cut(s, all, c, id, source, true))
					}
					for _, id := range h.Low {
						parts = append(parts, cut(s, all, c, id, source, false))
					}
					for _, a := range h.Either {
						either = append(either, atom(s, all, c, h, a, source))
					}
					if len(either) > 0 {
						parts = append(parts, any3(either))
					}
					row := Row{"hazard", c.of(h.ID, source, ""), none, Open, Open}
					switch all3(parts) {
					case yes:
						row.Value = 1
					case no:
						row.Value = 0
					}
					out = append(out, row)
				}
			}
		}
	}
	return out
}
