package pass

import (
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/transcript"
)

// fresh cuts a transcript into units without ids. One without speakers is cut by paragraph where turns are wanted.
func (s *dealSources) fresh(t *coding.Transcript, cut string) ([]DealtUnit, string, error) {
	if cut == "turn" && len(t.Turns) == 0 {
		if s.o.Cut == "turn" {
			s.tally.noTurns = append(s.tally.noTurns, t.Interview)
		}
		cut = "paragraph"
	}
	pieces, err := transcript.Cut(*t, cut)
	if err != nil {
		return nil, "", err
	}
	units := make([]DealtUnit, 0, len(pieces))
	for _, p := range pieces {
		if !isBlank(p.Text) {
			units = append(units, DealtUnit{Interview: t.Interview, Speaker: p.Speaker, Text: p.Text, From: p.From, To: p.To, Hash: TextHash(p.Text)})
		}
	}
	return units, cut, nil
}

// freshLike cuts a transcript as an earlier deal did: its cut, unless another one gives exactly its units, as when that
// deal had taken them over from one before it.
func (s *dealSources) freshLike(t *coding.Transcript, cut string, old []DealtUnit) ([]DealtUnit, string, error) {
	first, firstCut, err := s.fresh(t, cut)
	if err != nil || sameTexts(first, old) {
		return first, firstCut, err
	}
	for _, other := range []string{"turn", "paragraph", "sentence"} {
		if other == firstCut || (other == "turn" && len(t.Turns) == 0) {
			continue
		}
		units, got, err := s.fresh(t, other)
		if err == nil && sameTexts(units, old) {
			return units, got, nil
		}
	}
	return first, firstCut, nil
}

func sameTexts(a, b []DealtUnit) bool {
	return slices.EqualFunc(a, b, func(x, y DealtUnit) bool { return x.Hash == y.Hash })
}
