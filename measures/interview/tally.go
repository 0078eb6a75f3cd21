package interview

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
)

// tally is what one interview says about one dimension, in one period or in all.
type tally struct {
	segments  int     // distinct segments with an accepted unit
	mentioned int     // units in state mentioned
	weight    float64 // Σa of the rated units
	toward    float64 // Σa·d
	last      int     // segment counted last, from 1
}

// tallies holds the tallies of all interviews: by period (0 is all of them), interview and dimension.
type tallies struct {
	dims       []string
	family     [][]int // siblings of a dimension, itself included
	interviews map[string]int
	periods    map[string]int
	byPeriod   [][][]tally
	segments   [][]int  // by period and interview: all segments
	asked      [][]bool // by interview and dimension
}

func newTallies(study *coding.Study, layers *pass.Layers, c *pass.Consensus) *tallies {
	t := &tallies{interviews: map[string]int{}, periods: map[string]int{"": 0}}
	fw := study.Framework
	index := map[string]int{}
	for i := range fw.Dimensions {
		if d := &fw.Dimensions[i]; d.HasSource("interview") {
			index[d.ID] = len(t.dims)
			t.dims = append(t.dims, d.ID)
		}
	}
	siblings := map[string][]int{}
	for i, id := range t.dims {
		parent := fw.Dimension(id).Parent
		siblings[parent] = append(siblings[parent], i)
	}
	for _, id := range t.dims {
		t.family = append(t.family, siblings[fw.Dimension(id).Parent])
	}
	for i := range study.Interviews {
		if !study.Interviews[i].Document {
			t.interviews[study.Interviews[i].ID] = i
		}
	}
	t.countSegments(study, layers)
	t.countUnits(study, c, targets(study, index))
	t.markAsked(study, index)
	return t
}

// targets maps a code to the dimensions its units count for: its own, and the groups above that have the source.
func targets(study *coding.Study, index map[string]int) map[string][]int {
	out := map[string][]int{}
	for code, dim := range pass.Dimensions(study) {
		var list []int
		for steps := 0; dim != "" && steps <= len(study.Framework.Dimensions); steps++ {
			d := study.Framework.Dimension(dim)
			if d == nil {
				break
			}
			if i, ok := index[dim]; ok {
				list = append(list, i)
			}
			dim = d.Parent
		}
		out[code] = list
	}
	return out
}

func (t *tallies) period(name string, study *coding.Study) int {
	p, ok := t.periods[name]
	if !ok {
		p = len(t.periods)
		t.periods[name] = p
	}
	for len(t.segments) <= p {
		t.segments = append(t.segments, make([]int, len(study.Interviews)))
		rows := make([][]tally, len(study.Interviews))
		flat := make([]tally, len(study.Interviews)*len(t.dims))
		for i := range rows {
			rows[i], flat = flat[:len(t.dims):len(t.dims)], flat[len(t.dims):]
		}
		t.byPeriod = append(t.byPeriod, rows)
	}
	return p
}

func (t *tallies) countSegments(study *coding.Study, layers *pass.Layers) {
	t.period("", study)
	layers.Segments(func(interview, _, period string) {
		i, ok := t.interviews[interview]
		if !ok {
			return
		}
		t.segments[0][i]++
		if period != "" {
			t.segments[t.period(period, study)][i]++
		}
	})
}

// countUnits relies on the accepted units of a segment standing together.
func (t *tallies) countUnits(study *coding.Study, c *pass.Consensus, targets map[string][]int) {
	segment := 0
	for k := range c.Accepted {
		u := &c.Accepted[k]
		if k == 0 || u.Segment != c.Accepted[k-1].Segment || u.Interview != c.Accepted[k-1].Interview {
			segment++
		}
		i, ok := t.interviews[u.Interview]
		if !ok {
			continue
		}
		for _, d := range targets[u.Code] {
			t.byPeriod[0][i][d].add(u, segment)
			if u.Period != "" {
				t.byPeriod[t.period(u.Period, study)][i][d].add(u, segment)
			}
		}
	}
}

func (y *tally) add(u *pass.Unit, segment int) {
	if y.last != segment {
		y.last = segment
		y.segments++
	}
	if u.State == coding.Mentioned {
		y.mentioned++
	}
	if u.Rated() {
		y.weight += u.Intensity
		y.toward += u.Intensity * u.Direction
	}
}

// markAsked fills in which dimensions each interview was asked about, or speaks of in any period. The list of an interview
// names what was asked: a group in it is asked itself and makes none of its leaves asked; whatever is asked makes the
// groups above it asked.
func (t *tallies) markAsked(study *coding.Study, index map[string]int) {
	fw := study.Framework
	upward := map[string][]int{} // dimension → itself and the groups above it, those with the source
	for i := range fw.Dimensions {
		id := fw.Dimensions[i].ID
		for d, steps := &fw.Dimensions[i], 0; d != nil && steps <= len(fw.Dimensions); steps++ {
			if k, ok := index[d.ID]; ok {
				upward[id] = append(upward[id], k)
			}
			d = fw.Dimension(d.Parent)
		}
	}
	t.asked = make([][]bool, len(study.Interviews))
	for i := range study.Interviews {
		row := make([]bool, len(t.dims))
		t.asked[i] = row
		if len(study.Interviews[i].Asked) == 0 && !study.Interviews[i].AskedGiven {
			for d := range row {
				row[d] = true
			}
		}
		for _, id := range study.Interviews[i].Asked {
			for _, d := range upward[id] {
				row[d] = true
			}
		}
		for d := range row {
			row[d] = row[d] || t.byPeriod[0][i][d].segments > 0
		}
	}
}
