package pass

import (
	"slices"
	"strconv"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/transcript"
)

// defaultLongest is how much of a unit a row of a workbook shows: some 800 Chinese characters.
const defaultLongest = 800

// dealCut is how an interview's units came about.
type dealCut struct {
	unit    string // turn, paragraph, sentence; empty: segments
	longest int    // code points; 0: no bound
	broken  int    // units that were longer
}

// same reports whether two cuts are made alike.
func (c dealCut) same(d dealCut) bool { return c.unit == d.unit && c.longest == d.longest }

// fresh cuts a transcript into units without ids. One without speakers is cut by paragraph where turns are wanted.
func (s *dealSources) fresh(t *coding.Transcript, by dealCut) ([]DealtUnit, dealCut, error) {
	if by.unit == "turn" && len(t.Turns) == 0 {
		by.unit = "paragraph"
	}
	pieces, broken, err := transcript.CutWithin(*t, by.unit, by.longest)
	if err != nil {
		return nil, dealCut{}, err
	}
	by.broken = broken
	units := make([]DealtUnit, 0, len(pieces))
	for _, p := range pieces {
		if !isBlank(p.Text) {
			units = append(units, DealtUnit{Interview: t.Interview, Speaker: p.Speaker, Text: p.Text, From: p.From, To: p.To, Hash: TextHash(p.Text)})
		}
	}
	return units, by, nil
}

// freshLike cuts a transcript as an earlier deal did, unless another cut, or the bound of another deal, gives exactly its
// units, as when that deal had taken them over from one before it.
func (s *dealSources) freshLike(t *coding.Transcript, by dealCut, old []DealtUnit) ([]DealtUnit, dealCut, error) {
	first, firstCut, err := s.fresh(t, by)
	if err != nil || sameTexts(first, old) {
		return first, firstCut, err
	}
	bounds := []int{by.longest}
	for _, d := range s.o.Earlier {
		if !slices.Contains(bounds, d.Longest) {
			bounds = append(bounds, d.Longest)
		}
	}
	for _, other := range []string{by.unit, "turn", "paragraph", "sentence"} {
		if other == "turn" && len(t.Turns) == 0 {
			continue
		}
		for _, longest := range bounds {
			units, got, err := s.fresh(t, dealCut{unit: other, longest: longest})
			if err == nil && sameTexts(units, old) {
				return units, got, nil
			}
		}
	}
	return first, firstCut, nil
}

// cutTranscript cuts an interview's transcript: as it was in the earlier deal where the options do not say otherwise. Units keep
// their ids. What was decided is counted.
func (s *dealSources) cutTranscript(t *coding.Transcript, deal *Deal, old []DealtUnit) ([]DealtUnit, dealCut, error) {
	wanted := dealCut{unit: s.cut, longest: s.longest}
	dealt := len(old) > 0 && old[0].To > 0
	if !dealt {
		units, by, err := s.fresh(t, wanted)
		if err != nil {
			return nil, by, err
		}
		fresh, gone := s.identify(t.Interview, units, old)
		if len(old) > 0 && fresh+gone > 0 {
			s.tally.recut.add(t.Interview, by.unit, "")
		}
		s.tellCut(t, by)
		return units, by, nil
	}
	units, was, err := s.freshLike(t, dealCut{unit: deal.Cut, longest: deal.Longest}, old)
	if err != nil {
		return nil, was, err
	}
	if s.o.Cut == "" {
		wanted.unit = was.unit
	}
	if s.o.Longest == 0 {
		wanted.longest = was.longest
	}
	by := was
	if !wanted.same(was) {
		again, cut, err := s.fresh(t, wanted)
		if err != nil {
			return nil, cut, err
		}
		if !sameTexts(again, units) {
			now, before := cut.unit, was.unit
			if now == before {
				now, before = cut.bounded(), was.bounded()
			}
			s.tally.recut.add(t.Interview, now, before)
			added, gone := textChanges(old, units)
			s.tellChanged(t.Interview, added, gone)
			s.identify(t.Interview, again, old)
			s.tellCut(t, cut)
			return again, cut, nil
		}
		by = cut
	}
	fresh, gone := s.identify(t.Interview, units, old)
	s.tellChanged(t.Interview, fresh, gone)
	if s.o.Cut == "" {
		s.tally.asEarlier.add(t.Interview, deal.Pass, was.unit)
	}
	s.tellCut(t, by)
	return units, by, nil
}

// bounded names a cut with its bound, a number or none.
func (c dealCut) bounded() string {
	if c.longest == 0 {
		return c.unit
	}
	return c.unit + " ≤" + strconv.Itoa(c.longest)
}

// tellCut counts the units that were broken, and the transcripts without turns where these were asked for.
func (s *dealSources) tellCut(t *coding.Transcript, by dealCut) {
	if by.broken > 0 {
		bound := strconv.Itoa(by.longest)
		if by.longest == 0 {
			bound = strconv.Itoa(mostUTF16)
		}
		s.tally.broken.add(t.Interview, bound)
		if s.tally.brokenUnits == nil {
			s.tally.brokenUnits = map[string]int{}
		}
		s.tally.brokenUnits[bound] += by.broken
	}
	if s.o.Cut == "turn" && by.unit != "turn" {
		s.tally.noTurns = append(s.tally.noTurns, t.Interview)
	}
}

func (s *dealSources) tellChanged(interview string, added, gone int) {
	if added+gone > 0 {
		s.tally.changed = append(s.tally.changed, interview)
		s.tally.added += added
		s.tally.gone += gone
	}
}

// textChanges counts the texts that units cut alike have more and less than before.
func textChanges(old, units []DealtUnit) (added, gone int) {
	times := map[string]int{}
	for i := range old {
		times[old[i].Hash]++
	}
	for i := range units {
		if h := units[i].Hash; times[h] > 0 {
			times[h]--
		} else {
			added++
		}
	}
	for _, n := range times {
		gone += n
	}
	return added, gone
}

func sameTexts(a, b []DealtUnit) bool {
	return slices.EqualFunc(a, b, func(x, y DealtUnit) bool { return x.Hash == y.Hash })
}

// interviewsBy lists interviews by words that say what became of them, in the order met.
type interviewsBy []interviewGroup

type interviewGroup struct{ ids, words []string }

func (b *interviewsBy) add(interview string, words ...string) {
	for i := range *b {
		if g := &(*b)[i]; slices.Equal(g.words, words) {
			g.ids = append(g.ids, interview)
			return
		}
	}
	*b = append(*b, interviewGroup{[]string{interview}, words})
}
