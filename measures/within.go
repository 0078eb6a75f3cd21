package measures

import (
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// A rule with gap:ID:side is judged within a period, but no table gives sides within periods. Their scores are computed
// for such rules alone, and only of the dimensions that these name: rows whose `of` ends in `|hazards`, so that a
// verdict can be traced to them and disclosure control sees them.

const withinPart = "hazards"

// cellsWithin sorts members into side × period, where a hazard asks for it.
func (s *scorer) cellsWithin(members []member) []cell {
	if len(s.dimsWithin()) == 0 {
		return nil
	}
	index := map[estimate.Key]int{}
	var out []cell
	for _, m := range members {
		if m.at.Case == "" || m.at.Side == "" {
			continue
		}
		for _, p := range m.periods {
			k := estimate.Key{Case: m.at.Case, Side: m.at.Side, Period: p}
			i, ok := index[k]
			if !ok {
				i = len(out)
				index[k] = i
				out = append(out, cell{key: k})
			}
			out[i].members = append(out[i].members, m.index)
		}
	}
	s.levels.sort(s.study, out)
	return out
}

// dimsWithin are the dimensions of the rules' gaps between sides, with everything below them.
func (s *scorer) dimsWithin() map[string]bool {
	out := map[string]bool{}
	fw := s.study.Framework
	var put func(id string)
	put = func(id string) {
		if out[id] {
			return
		}
		out[id] = true
		for _, kid := range fw.Children(id) {
			put(kid.ID)
		}
	}
	for i := range fw.Hazards {
		for _, text := range fw.Hazards[i].Either {
			rest, gap := strings.CutPrefix(text, "gap:")
			if id, side := strings.CutSuffix(rest, ":side"); gap && side {
				put(id)
			}
		}
	}
	return out
}

func withinBoard(b *board) *board {
	b.part = withinPart
	return b
}

// addWithin adds the rows of a board of sides within periods: the scores, those of groups, and the gaps between the sides.
func (s *scorer) addWithin(b *board, scores []estimate.Estimate) {
	dims := s.dimsWithin()
	for i := range scores {
		e := &scores[i]
		if e.Measure != "survey_pomp" && e.Measure != "interview_q" {
			continue
		}
		if k, _, err := estimate.ParseKey(e.Of); err == nil && dims[k.Dim] {
			e.Of = k.Of(b.part)
			s.add(*e)
		}
	}
	var sides []contrast
	for _, c := range s.contrasts {
		if c.by == "side" {
			sides = append(sides, c)
		}
	}
	for _, e := range append(b.composites(), b.gapEstimates(b.gaps(sides))...) {
		if k, _, err := estimate.ParseKey(e.Of); err == nil && dims[k.Dim] {
			s.add(e)
		}
	}
}
