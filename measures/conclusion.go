package measures

import (
	"strings"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/interview"
)

// A conclusion is what a reader would take from a score: the band of a dimension, the direction of a gap, the verdict on a
// hazard, the level of coupling coordination. conclusion_stable says of each whether it stands under an alternative
// way to arrive at it: one coder alone (`|coder=A`), a code accepted when any reviewer or only when every reviewer gave it (`|rule=union`,
// `|rule=intersection`), other weights (`|weights=entropy`) or another form of coupling coordination (`|variant=wang2021`).
// It is drawn for cases; gaps and bands over all periods, hazards and coupling for the cells they are given for.

// conclusion is a result in one word, with the estimate it is read off.
type conclusion struct{ of, word, id string }

// bandsAndGaps reads the conclusions off a board.
func (b *board) bandsAndGaps(contrasts []contrast) []conclusion {
	var out []conclusion
	for i, cell := range b.cells {
		if cell.Case == "" || cell != (estimate.Key{Case: cell.Case}) {
			continue
		}
		for d := range b.fw.Dimensions {
			s := b.main[i][d]
			if s.measure == "" {
				continue
			}
			id := b.fw.Dimensions[d].ID
			c := conclusion{of: b.key(cell, id).String(), id: b.id(cell, id, s.measure)}
			if s.has() {
				c.word = band(s.value, b.fw.Bands)
			}
			out = append(out, c)
		}
	}
	for _, g := range b.gaps(contrasts) {
		if rest := with(g.a, g.by, ""); rest != (estimate.Key{Case: rest.Case}) {
			continue // not a whole case
		}
		c := conclusion{of: g.key.String(), id: estimate.ID("score", "gap", g.key.String())}
		if estimate.Has(g.value) {
			c.word = direction(g.value)
		}
		out = append(out, c)
	}
	return out
}

func direction(x float64) string {
	switch {
	case x > slack:
		return "positive"
	case x < -slack:
		return "negative"
	}
	return "zero"
}

// verdicts reads the conclusions off hazards.
func verdicts(hazards []estimate.Estimate) []conclusion {
	out := make([]conclusion, len(hazards))
	for i := range hazards {
		e := &hazards[i]
		out[i] = conclusion{of: e.Of, word: "cannot judge", id: e.ID()}
		switch e.Value {
		case 1:
			out[i].word = "triggered"
		case 0:
			out[i].word = "not"
		}
	}
	return out
}

// coordination reads the conclusions off coupling levels of one form.
func coordination(es []estimate.Estimate) []conclusion {
	var out []conclusion
	for i := range es {
		if es[i].Measure != "level" {
			continue
		}
		of, _, _ := strings.Cut(es[i].Of, "|")
		c := conclusion{of: of, id: es[i].ID()}
		if !es[i].Empty() {
			c.word = "level " + estimate.FormatFloat(es[i].Value)
		}
		out = append(out, c)
	}
	return out
}

// compareConclusions says of every conclusion whether it stands under an alternative. What the main way could not conclude has no row.
func compareConclusions(main, other []conclusion, alternative string, otherInLedger bool) []estimate.Estimate {
	index := make(map[string]conclusion, len(other))
	for _, c := range other {
		index[c.of] = c
	}
	var out []estimate.Estimate
	for _, c := range main {
		if c.word == "" {
			continue
		}
		e := estimate.New("score", "conclusion_stable", c.of+"|"+alternative)
		e.Method = "the same conclusion under " + alternative
		e.Basis.Parents = []string{c.id}
		o := index[c.of]
		if otherInLedger && o.id != "" {
			e.Basis.Parents = append(e.Basis.Parents, o.id)
		}
		switch {
		case o.word == "":
			e = e.Because(noteAlternative.Says(c.word))
		case o.word == c.word:
			e.Value = 1
			e = e.With(noteSame.Says(c.word))
		default:
			e.Value = 0
			e = e.With(noteChanged.Says(c.word, o.word))
		}
		out = append(out, e)
	}
	return out
}

// sensitivity repeats the conclusions from interviews under every other way to settle the coding.
func (s *scorer) sensitivity() error {
	if s.interviews == nil {
		return nil
	}
	main, err := s.fromInterviews(s.interviews, s.within.interviews, s.evidence)
	if err != nil {
		return err
	}
	type alternative struct {
		name string
		o    pass.Options
	}
	var list []alternative
	if coders := s.layers.People(); len(coders) > 1 {
		for _, c := range coders {
			list = append(list, alternative{"coder=" + c, pass.Options{Coder: c}})
		}
		list = append(list, alternative{"rule=union", pass.Options{Rule: "union"}}, alternative{"rule=intersection", pass.Options{Rule: "intersection"}})
	}
	results := make([][]estimate.Estimate, len(list))
	err = each(s.ctx, len(list), func(i int) error {
		layer := s.layers.Settle(list[i].o)
		b := interviewBoard(s.study, interview.Compute(s.study, s.layers, layer, s.interviewCells))
		var within *board
		if more := s.within.interviewCells; len(more) > 0 {
			within = withinBoard(interviewBoard(s.study, interview.Compute(s.study, s.layers, layer, more)))
		}
		other, err := s.fromInterviews(b, within, newEvidence(s.study, layer))
		if err != nil {
			return err
		}
		results[i] = compareConclusions(main, other, list[i].name, false)
		return nil
	})
	for _, r := range results {
		s.add(r...)
	}
	return err
}

// fromInterviews draws every conclusion that rests on interviews.
func (s *scorer) fromInterviews(b, within *board, ev evidence) ([]conclusion, error) {
	out := b.bandsAndGaps(s.contrasts)
	j := judge{study: s.study, board: b, within: within, minN: s.minN, contrasts: s.contrasts, evidence: ev}
	out = append(out, verdicts(j.hazards(s.levels.periods))...)
	main := forms(s.study)[0]
	for _, y := range b.sets(s.study, s.levels.periods) {
		es, err := b.coupling(&y, main)
		if err != nil {
			return nil, err
		}
		out = append(out, coordination(es)...)
	}
	return out, nil
}
