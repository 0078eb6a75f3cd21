package measures

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
)

// eligible are the children that enter a group's composite (observed) or readiness (proposed). Contextual dimensions,
// those of polarity 0, enter neither and have neither.
func (b *board) eligible(group int, proposed bool) []int {
	if b.fw.Dimensions[group].Polarity == 0 {
		return nil
	}
	var out []int
	for _, k := range b.kids[group] {
		if d := &b.fw.Dimensions[k]; d.Polarity != 0 && d.Proposed == proposed {
			out = append(out, k)
		}
	}
	return out
}

// compose fills in composites and readiness of every cell from that cell's own scores.
func (b *board) compose() {
	for c := range b.cells {
		done := make([]bool, len(b.fw.Dimensions))
		for d := range b.fw.Dimensions {
			b.group(c, d, done)
		}
	}
}

// group scores a dimension's children first, then the dimension.
func (b *board) group(c, d int, done []bool) {
	if done[d] {
		return
	}
	done[d] = true
	for _, k := range b.kids[d] {
		b.group(c, k, done)
	}
	if !b.own[d] {
		if kids := b.eligible(d, false); len(kids) > 0 {
			b.main[c][d] = b.mean(c, d, kids, "composite")
		}
	}
	if kids := b.eligible(d, true); len(kids) > 0 {
		b.ready[c][d] = b.mean(c, d, kids, "readiness")
	}
}

// child is what a dimension gives to the group above it: its own score; a proposed group without one its readiness; any
// other group its composite.
func (b *board) child(c, d int) *score {
	if b.ofReadiness(d) {
		return &b.ready[c][d]
	}
	return &b.main[c][d]
}

func (b *board) ofReadiness(d int) bool {
	return !b.own[d] && b.fw.Dimensions[d].Proposed && len(b.kids[d]) > 0
}

// mean is the equal mean of the children that are scored, if they are at least half of those that could be. A child of
// the opposite polarity enters as 100 − score. Its n is the smallest of the children that enter; its people are those with
// a valid answer to an item of any child that could.
func (b *board) mean(c, group int, kids []int, measure string) score {
	out := score{value: math.NaN(), n: math.MaxInt, people: estimate.NoCount, total: len(kids)}
	sum := 0.0
	for _, k := range kids {
		s := b.child(c, k)
		if s.measure != "" {
			out.measure = measure
		}
		if !s.has() {
			continue
		}
		x := s.value
		if b.fw.Dimensions[k].Polarity != b.fw.Dimensions[group].Polarity {
			x = 100 - x
		}
		sum += x
		out.used = append(out.used, k)
		out.n = min(out.n, s.n)
	}
	if len(out.used) == 0 {
		out.n = 0
	}
	if 2*len(out.used) >= len(kids) {
		out.value = sum / float64(len(out.used))
	}
	if b.items != nil && out.measure != "" {
		out.people = b.items(b.cells[c], b.entering(kids, nil))
	}
	return out
}

// entering lists the dimensions with scores of their own that a group's children bring with them: a child itself, or
// those that enter a child which is a group.
func (b *board) entering(kids []int, out []string) []string {
	for _, k := range kids {
		if b.own[k] {
			out = append(out, b.fw.Dimensions[k].ID)
		} else {
			out = b.entering(b.eligible(k, b.ofReadiness(k)), out)
		}
	}
	return out
}

// composites writes the scores of groups.
func (b *board) composites() []estimate.Estimate {
	var out []estimate.Estimate
	for c, cell := range b.cells {
		for d := range b.fw.Dimensions {
			for _, s := range []*score{&b.main[c][d], &b.ready[c][d]} {
				if s.measure != "composite" && s.measure != "readiness" {
					continue
				}
				e := estimate.New("score", s.measure, b.key(cell, b.fw.Dimensions[d].ID).Of(b.part))
				e.Value, e.N, e.People = s.value, s.n, s.people
				e.Method = "equal mean of the observed children, opposite polarity as 100 - score"
				if s.measure == "readiness" {
					e.Method = "equal mean of the proposed children, opposite polarity as 100 - score"
				}
				e.Basis.Filter = cell.String()
				for _, k := range s.used {
					e.Basis.Parents = append(e.Basis.Parents, b.id(cell, b.fw.Dimensions[k].ID, b.child(c, k).measure))
					e.Basis.Columns = append(e.Basis.Columns, b.fw.Dimensions[k].ID)
				}
				if math.IsNaN(s.value) {
					e = e.Because(noteFewChildren.Says(len(s.used), s.total))
				}
				out = append(out, e)
			}
		}
	}
	return out
}
