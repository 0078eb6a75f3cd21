package pass

import (
	"cmp"
	"slices"

	"github.com/smekit/smekit/coding"
)

// NotRated stands in the place of a rating that a coder did not give.
const NotRated = -128

// RatedCode is a code that two coders or more gave to a unit in a pass, with what each of them said of it.
type RatedCode struct {
	Interview, Segment, Code string
	Direction, Intensity     []int8 // by coder: -1, 0, 1 and 1 to 3; [NotRated] where not rated or the code not given
}

// Ratings returns the codes that two coders or more gave to a unit in a pass, sorted by interview, segment and code, and
// the coders of the pass, programs included, sorted by bytes. A code said to be absent has direction -1. Where a coder gave
// a code to a unit in several rows that are rated differently, it is their median; none where the middle two differ.
func (l *Layers) Ratings(passName string) (coders []string, list []RatedCode) {
	p := find(l.passes, passName)
	coders = l.CodersOf(passName)
	column := make([]int, len(l.coders))
	for c, name := range l.coders {
		column[c] = slices.Index(coders, name)
	}
	var rows []row
	for i := range l.units {
		u := &l.units[i]
		rows = rows[:0]
		for _, r := range u.rows {
			if r.pass == p && l.study.Codings[r.coding].Code != "" {
				rows = append(rows, r)
			}
		}
		code := func(r row) string { return l.study.Codings[r.coding].Code }
		slices.SortFunc(rows, func(a, b row) int { return cmp.Or(cmp.Compare(code(a), code(b)), cmp.Compare(a.coder, b.coder)) })
		for from := 0; from < len(rows); {
			to := from
			for to < len(rows) && code(rows[to]) == code(rows[from]) {
				to++
			}
			if rows[from].coder != rows[to-1].coder {
				flat := make([]int8, 2*len(coders))
				for k := range flat {
					flat[k] = NotRated
				}
				x := RatedCode{Interview: u.interview, Segment: u.segment, Code: code(rows[from]), Direction: flat[:len(coders)], Intensity: flat[len(coders):]}
				for from < to {
					end := from
					for end < to && rows[end].coder == rows[from].coder {
						end++
					}
					k := column[rows[from].coder]
					x.Direction[k], x.Intensity[k] = l.rated(rows[from:end])
					from = end
				}
				list = append(list, x)
			}
			from = to
		}
	}
	slices.SortFunc(list, func(a, b RatedCode) int {
		return cmp.Or(cmp.Compare(a.Interview, b.Interview), cmp.Compare(a.Segment, b.Segment), cmp.Compare(a.Code, b.Code))
	})
	return coders, list
}

// rated is what one coder's rows of a code on a unit say.
func (l *Layers) rated(rows []row) (direction, intensity int8) {
	var few [8]int8
	directions, intensities := few[:0:4], few[4:4:8]
	for _, r := range rows {
		c := &l.study.Codings[r.coding]
		switch {
		case c.State == coding.Absent:
			directions = append(directions, -1)
		case c.HasDir:
			directions = append(directions, int8(c.Direction))
		}
		if c.Intensity != 0 {
			intensities = append(intensities, int8(c.Intensity))
		}
	}
	return middle(directions), middle(intensities)
}

// middle is the median where it is one of the values.
func middle(list []int8) int8 {
	n := len(list)
	if n == 0 {
		return NotRated
	}
	slices.Sort(list)
	if list[(n-1)/2] != list[n/2] {
		return NotRated
	}
	return list[n/2]
}
