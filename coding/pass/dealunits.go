package pass

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/smekit/smekit/coding"
)

// dealtTalk is an interview or document that is dealt: its units and what it is stratified by.
type dealtTalk struct {
	id     string
	values []string // of DealPlan.By
	units  []DealtUnit
}

// dealSources finds the units of interviews.
type dealSources struct {
	study       *coding.Study
	o           *DealOptions
	cut         string // where nothing else says how to cut
	longest     int    // of units cut, where nothing else says; 0: no bound
	interviews  []*coding.Interview
	transcripts map[string]*coding.Transcript
	dealt       []map[string][]DealtUnit     // units by interview of each earlier deal
	segments    map[string][]*coding.Segment // with text
	otherIDs    map[string][]string          // ids of segments that codings and rulings name
	blank       map[string]int               // segments without text
	coders      map[[2]string]bool           // file and sheet of coders' rows
	tally       dealTally
	problems    []coding.Problem
}

// dealTally names the interviews for which something had to be decided.
type dealTally struct {
	noText, blank, noTurns, notCut, partial, changed, absent []string
	blankSegments, gone, added                               int
	broken                                                   interviewsBy   // by the bound
	brokenUnits                                              map[string]int // by the bound
	recut                                                    interviewsBy   // by the cuts now and before; the latter empty for segments
	asEarlier                                                interviewsBy   // by the pass of the earlier deal and its cut
}

func newSources(study *coding.Study, o *DealOptions) *dealSources {
	s := &dealSources{study: study, o: o, transcripts: map[string]*coding.Transcript{}, segments: map[string][]*coding.Segment{},
		otherIDs: map[string][]string{}, blank: map[string]int{}, coders: map[[2]string]bool{}}
	for _, d := range o.Earlier {
		s.dealt = append(s.dealt, byInterview(d))
	}
	seen := map[string]bool{}
	add := func(in *coding.Interview) {
		if in.ID != "" && !seen[in.ID] {
			seen[in.ID] = true
			s.interviews = append(s.interviews, in)
		}
	}
	for i := range study.Interviews {
		add(&study.Interviews[i])
	}
	for i := range study.Transcripts {
		t := &study.Transcripts[i]
		add(&coding.Interview{Pos: t.Pos, ID: t.Interview})
		if s.transcripts[t.Interview] == nil && !isBlank(t.Text) {
			s.transcripts[t.Interview] = t
		}
	}
	known := map[unitKey]bool{}
	for i := range study.Segments {
		g := &study.Segments[i]
		add(&coding.Interview{Pos: g.Pos, ID: g.Interview})
		if isBlank(g.Text) {
			s.otherIDs[g.Interview] = append(s.otherIDs[g.Interview], g.ID)
			s.blank[g.Interview]++
			continue
		}
		if k := (unitKey{g.Interview, g.ID}); g.ID != "" && !known[k] {
			known[k] = true
			s.segments[g.Interview] = append(s.segments[g.Interview], g)
		}
	}
	for i := range study.Codings {
		c := &study.Codings[i]
		s.coders[[2]string{c.Pos.File, c.Pos.Sheet}] = true
		s.otherIDs[c.Interview] = append(s.otherIDs[c.Interview], c.Segment)
	}
	for i := range study.Consensus {
		r := &study.Consensus[i]
		s.otherIDs[r.Interview] = append(s.otherIDs[r.Interview], r.Segment)
	}
	for _, d := range o.Earlier {
		for i := range d.Units {
			if id := d.Units[i].Interview; !seen[id] {
				seen[id] = true
				s.tally.absent = append(s.tally.absent, id)
			}
		}
	}
	if s.cut = o.Cut; s.cut == "" {
		s.cut = "paragraph"
		for i := range study.Transcripts {
			if len(study.Transcripts[i].Turns) > 0 {
				s.cut = "turn"
			}
		}
		for _, d := range o.Earlier {
			if d.Cut != "" {
				s.cut = d.Cut
			}
		}
	}
	if s.longest = max(o.Longest, 0); o.Longest == 0 {
		s.longest = defaultLongest
		for _, d := range o.Earlier {
			if d.Cut != "" {
				s.longest = d.Longest
			}
		}
	}
	return s
}

// earlier are the units of an interview in the latest earlier deal that has any.
func (s *dealSources) earlier(interview string) (*Deal, []DealtUnit) {
	for k := len(s.o.Earlier) - 1; k >= 0; k-- {
		if units := s.dealt[k][interview]; len(units) > 0 {
			return s.o.Earlier[k], units
		}
	}
	return nil, nil
}

// byInterview are a deal's units by interview.
func byInterview(d *Deal) map[string][]DealtUnit {
	out := map[string][]DealtUnit{}
	for i := range d.Units {
		out[d.Units[i].Interview] = append(out[d.Units[i].Interview], d.Units[i])
	}
	return out
}

// units are the units of one interview, by the order of preference that NewDeal states; cut says how they were cut, empty
// for segments.
func (s *dealSources) units(in *coding.Interview) (units []DealtUnit, cut string, err error) {
	t, segments := s.transcripts[in.ID], s.segments[in.ID]
	deal, old := s.earlier(in.ID)
	oldCut := ""
	if len(old) > 0 && old[0].To > 0 {
		oldCut = deal.Cut
	}
	switch {
	case t != nil && (s.o.Cut != "" || oldCut != "" || len(segments)+len(old) == 0):
		var by dealCut
		if units, by, err = s.cutTranscript(t, deal, old); err != nil {
			return nil, "", err
		}
		cut = by.unit
	case len(old) > 0 && within(segments, old):
		units, cut = slices.Clone(old), oldCut
		for i := range units {
			units[i].Shared = false
		}
	default:
		for _, g := range segments {
			u := DealtUnit{Interview: in.ID, ID: g.ID, Speaker: strings.ToValidUTF8(g.Speaker, "�"), Text: strings.ToValidUTF8(g.Text, "�")}
			if !s.coders[[2]string{g.Pos.File, g.Pos.Sheet}] {
				u.Period = g.Period
			}
			u.Hash = TextHash(u.Text)
			units = append(units, u)
		}
		s.lookForRest(in.ID, t, segments)
	}
	if n := s.blank[in.ID]; n > 0 && cut == "" {
		s.tally.blank = append(s.tally.blank, in.ID)
		s.tally.blankSegments += n
	}
	if s.o.Cut != "" && len(units) > 0 && cut != s.o.Cut && t == nil {
		s.tally.notCut = append(s.tally.notCut, in.ID)
	}
	return s.fitting(in, units), cut, nil
}

// within reports whether every segment is one of the earlier units, with the same text.
func within(segments []*coding.Segment, units []DealtUnit) bool {
	hashes := make(map[string]string, len(units))
	for i := range units {
		hashes[units[i].ID] = units[i].Hash
	}
	for _, g := range segments {
		if hashes[g.ID] != TextHash(g.Text) {
			return false
		}
	}
	return true
}

// lookForRest notes an interview whose segments hold much less text than its transcript.
func (s *dealSources) lookForRest(interview string, t *coding.Transcript, segments []*coding.Segment) {
	if t == nil {
		return
	}
	held := 0
	for _, g := range segments {
		held += len(g.Text)
	}
	if 10*held < 9*len(t.Text) {
		s.tally.partial = append(s.tally.partial, interview)
	}
}

// mostUTF16 is the length that a cell of a workbook holds.
const mostUTF16 = 32767

func utf16Length(text string) int {
	if len(text) <= mostUTF16 {
		return len(text) // an upper bound is enough
	}
	n := 0
	for _, r := range text {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// fitting leaves out, as a problem, what no cell can hold. Cut units were divided before.
func (s *dealSources) fitting(in *coding.Interview, units []DealtUnit) []DealtUnit {
	return slices.DeleteFunc(units, func(u DealtUnit) bool {
		n := utf16Length(u.Text)
		if n > mostUTF16 {
			s.problems = append(s.problems, coding.Problem{Pos: in.Pos, Code: "deal_unit_too_long",
				Args: []string{u.Interview, u.ID, strconv.Itoa(n), strconv.Itoa(mostUTF16)}})
		}
		return n > mostUTF16
	})
}

// valuesOf are an interview's values of the attributes it is stratified by. A department is named with its case, since its
// id may recur in others; the period is that of most of its units.
func valuesOf(in *coding.Interview, units []DealtUnit, by []string) []string {
	values := make([]string, len(by))
	for k, key := range by {
		switch key {
		case "case":
			values[k] = in.Case
		case "role":
			values[k] = in.Role
		case "dept":
			if values[k] = in.Dept; in.Dept != "" && in.Case != "" {
				values[k] = in.Case + "/" + in.Dept
			}
		case "period":
			values[k] = commonest(units)
		default:
			values[k] = in.Attrs[key]
		}
	}
	return values
}

// commonest is the period that most units name; of equally frequent ones the first in byte order.
func commonest(units []DealtUnit) string {
	votes := map[string]int{}
	for i := range units {
		if p := units[i].Period; p != "" {
			votes[p]++
		}
	}
	best := ""
	for p, n := range votes {
		if best == "" || cmp.Or(cmp.Compare(n, votes[best]), cmp.Compare(best, p)) > 0 {
			best = p
		}
	}
	return best
}
