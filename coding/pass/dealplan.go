package pass

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// DealPlan says how a deal came out.
type DealPlan struct {
	Coders   []string             // the deal's coders
	By       []string             // what the strata are of
	Asked    float64              // the share of overlap asked for; NaN where a list was given
	Strata   []DealStratum        // in byte order of their values
	Total    DealStratum          // over all strata
	Problems []coding.Problem     // what was asked for and could not be dealt
	Notes    []coding.ReceiptNote // what was decided without being asked, in the words of the message catalogue
}

// DealStratum is a row of the plan.
type DealStratum struct {
	Values           []string // of DealPlan.By; nil for the total
	Interviews       int
	Units            int
	SharedInterviews int   // interviews with a shared unit
	SharedUnits      int   // units that everybody codes
	PerCoder         []int // units by coder
}

// Share is the part of the units that everybody codes, 0–1; 0 without units.
func (s *DealStratum) Share() float64 {
	if s.Units == 0 {
		return 0
	}
	return float64(s.SharedUnits) / float64(s.Units)
}

// count fills in the strata. Talks are in the order of the deal's units.
func (p *DealPlan) count(d *Deal, talks []dealtTalk, order []int) {
	stratum := make([]int, len(talks))
	for n, i := range order {
		if n == 0 || !slices.Equal(talks[i].values, talks[order[n-1]].values) {
			p.Strata = append(p.Strata, DealStratum{Values: talks[i].values, PerCoder: make([]int, len(d.Coders))})
		}
		stratum[i] = len(p.Strata) - 1
	}
	p.Total.PerCoder = make([]int, len(d.Coders))
	of := make([]int, 0, len(d.Units)) // stratum of each unit
	for i := range talks {
		shared := 0
		for k := range talks[i].units {
			of = append(of, stratum[i])
			if talks[i].units[k].Shared {
				shared++
			}
		}
		for _, row := range []*DealStratum{&p.Strata[stratum[i]], &p.Total} {
			row.Interviews++
			row.Units += len(talks[i].units)
			row.SharedUnits += shared
			if shared > 0 {
				row.SharedInterviews++
			}
		}
	}
	for c := range d.Coders {
		for _, u := range d.Coders[c].Units {
			p.Strata[of[u]].PerCoder[c]++
			p.Total.PerCoder[c]++
		}
	}
}

// What a plan tells, as whole interviews do not come out even: an overlap further than toldShare from the share asked for, that
// of a stratum further than toldStratum,
// and a load that is lighter than the heaviest by more than toldLoad of it.
const (
	toldShare   = 0.05
	toldStratum = 0.15
	toldLoad    = 0.25
)

// note puts down what was decided.
func (p *DealPlan) note(from *dealSources, o *DealOptions, people, programs []string) {
	say := func(code string, args ...string) {
		p.Notes = append(p.Notes, coding.ReceiptNote{Code: "deal." + code, Args: args})
	}
	some := func(code string, ids []string, more ...string) {
		if len(ids) > 0 {
			say(code, append([]string{strconv.Itoa(len(ids)), firstIDs(ids)}, more...)...)
		}
	}
	t := &from.tally
	some("no_text", t.noText)
	if o.Interviews == nil {
		some("absent", t.absent)
	}
	some("blank_segments", t.blank, strconv.Itoa(t.blankSegments))
	some("no_turns", t.noTurns)
	some("not_cut", t.notCut)
	some("partial_segments", t.partial)
	for _, g := range t.asEarlier {
		some("as_earlier", g.ids, g.words...)
	}
	for _, g := range t.recut {
		if g.words[1] == "" {
			some("recut_segments", g.ids, g.words[0])
		} else {
			some("recut", g.ids, g.words...)
		}
	}
	for _, g := range t.broken {
		some("broken", g.ids, strconv.Itoa(t.brokenUnits[g.words[0]]), g.words[0])
	}
	some("changed", t.changed, strconv.Itoa(t.added), strconv.Itoa(t.gone))
	if len(programs) > 0 {
		say("programs", strings.Join(programs, ", "))
	}
	switch got := p.Total.Share(); {
	case len(people) == 1, len(p.Coders) == 1:
		say("one_coder")
	case p.Total.SharedUnits == 0 && len(people) > 1:
		say("no_overlap")
	case o.OverlapBy != "unit" && !math.IsNaN(p.Asked) && math.Abs(got-p.Asked) > toldShare:
		say("share_off", percent(p.Asked), percent(got))
	}
	if o.OverlapBy != "unit" && p.Asked > 0 && p.Total.SharedUnits > 0 {
		some("strata_off", p.strataOff(), percent(p.Asked))
	}
	if low, high := p.loads(people); o.OverlapBy != "unit" && high > low && float64(high-low) > toldLoad*float64(high) {
		say("uneven", strconv.Itoa(low), strconv.Itoa(high))
	}
}

// strataOff names the strata that share much more or less than was asked for; none where there is one stratum.
func (p *DealPlan) strataOff() []string {
	var off []string
	for i := range p.Strata {
		s := &p.Strata[i]
		if math.Abs(s.Share()-p.Asked) <= toldStratum || len(p.Strata) < 2 {
			continue
		}
		values := slices.Clone(s.Values)
		for k := range values {
			if values[k] == "" {
				values[k] = "–"
			}
		}
		off = append(off, strings.Join(values, "/")+" "+percent(s.Share()))
	}
	return off
}

// loads are the fewest and the most units that one of the people has.
func (p *DealPlan) loads(people []string) (low, high int) {
	first := true
	for c, n := range p.Coders {
		if !slices.Contains(people, n) {
			continue
		}
		units := p.Total.PerCoder[c]
		if first {
			low, high, first = units, units, false
		}
		low, high = min(low, units), max(high, units)
	}
	return low, high
}

func percent(share float64) string {
	return strconv.FormatFloat(math.Round(1000*share)/10, 'f', -1, 64) + "%"
}

// firstIDs lists ids, the first eight of many.
func firstIDs(ids []string) string {
	if len(ids) > 8 {
		return strings.Join(ids[:8], ", ") + " …"
	}
	return strings.Join(ids, ", ")
}
