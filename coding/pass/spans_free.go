package pass

import "slices"

// ownStretch is a row's own stretch, of a coder.
type ownStretch struct {
	Extent
	coder int32
}

// rowsOfCoder says what kinds of rows a coder has in a pass.
type rowsOfCoder struct {
	located    int // with a code and a stretch
	unlocated  int // with a code and no stretch
	emptyUnits int // without a code, with a stretch
	named      int // without both, of a unit with a text
}

// whoMarkedFreely tells so of each coder of the layers, in the pass. The rule stands with [Spans].
func (b *spanBuilder) whoMarkedFreely(interviews [][]int) []bool {
	kinds := b.kindsOfRows()
	people := b.freeAmong(interviews, kinds, func(coder int32) bool { return !b.layers.ai[coder] })
	if !slices.Contains(b.layers.ai, true) {
		return people
	}
	all := b.freeAmong(interviews, kinds, func(int32) bool { return true })
	for c, program := range b.layers.ai {
		if !program {
			all[c] = people[c]
		}
	}
	return all
}

func (b *spanBuilder) kindsOfRows() []rowsOfCoder {
	kinds := make([]rowsOfCoder, len(b.layers.coders))
	for i := range b.layers.units {
		u := &b.layers.units[i]
		for _, r := range u.rows {
			if r.pass != b.pass {
				continue
			}
			c := &b.layers.study.Codings[r.coding]
			_, own := ownExtent(c)
			switch k := &kinds[r.coder]; {
			case c.Code != "" && own:
				k.located++
			case c.Code != "":
				k.unlocated++
			case own:
				k.emptyUnits++
			case b.texts[unitKey{u.interview, u.segment}] != "":
				k.named++
			}
		}
	}
	return kinds
}

// freeAmong tells who marked freely, judged by the rows of some of the coders.
func (b *spanBuilder) freeAmong(interviews [][]int, kinds []rowsOfCoder, counts func(coder int32) bool) []bool {
	free := make([]bool, len(kinds))
	for c, k := range kinds {
		free[c] = counts(int32(c)) && k.located > 0 && k.unlocated+k.emptyUnits == 0
	}
	b.withoutUnitsOfOthers(free, counts)
	stretches := make([][]ownStretch, len(interviews))
	for n, units := range interviews {
		stretches[n] = b.stretchesOf(units, counts)
		markOverlapping(free, stretches[n])
	}
	if !slices.Contains(free, true) {
		return free
	}
	units := make([]bool, len(free)) // shares a stretch with somebody who went through units
	for _, list := range stretches {
		eachStretch(list, func(same []ownStretch) {
			for _, s := range same {
				units[s.coder] = units[s.coder] || slices.ContainsFunc(same, func(o ownStretch) bool { return o.coder != s.coder && !free[o.coder] })
			}
		})
	}
	for c, k := range kinds {
		switch {
		case !counts(int32(c)) || b.column[c] < 0 || k.unlocated > 0 || units[c]:
		case k.located == 0 && k.named > 0:
		default:
			free[c] = true
		}
	}
	return free
}

// withoutUnitsOfOthers takes out those whose stretches are the units that coders of the first kind went through.
func (b *spanBuilder) withoutUnitsOfOthers(free []bool, counts func(coder int32) bool) {
	same, other := make([]int, len(free)), make([]int, len(free))
	for i := range b.layers.units {
		units := map[Extent]bool{}
		rows := b.layers.units[i].rows
		for _, r := range rows {
			if s, own := ownExtent(&b.layers.study.Codings[r.coding]); r.pass == b.pass && own && counts(r.coder) && !free[r.coder] {
				units[s] = true
			}
		}
		if len(units) == 0 {
			continue
		}
		for _, r := range rows {
			if s, own := ownExtent(&b.layers.study.Codings[r.coding]); r.pass == b.pass && own && free[r.coder] {
				if units[s] {
					same[r.coder]++
				} else {
					other[r.coder]++
				}
			}
		}
	}
	for c := range free {
		free[c] = free[c] && (same[c] == 0 || other[c] > 0)
	}
}

// stretchesOf are the rows' own stretches in an interview, sorted.
func (b *spanBuilder) stretchesOf(units []int, counts func(coder int32) bool) []ownStretch {
	var out []ownStretch
	for _, i := range units {
		for _, r := range b.layers.units[i].rows {
			if s, own := ownExtent(&b.layers.study.Codings[r.coding]); r.pass == b.pass && own && counts(r.coder) {
				out = append(out, ownStretch{s, r.coder})
			}
		}
	}
	slices.SortFunc(out, func(a, b ownStretch) int {
		if a.From != b.From {
			return a.From - b.From
		}
		if a.To != b.To {
			return a.To - b.To
		}
		return int(a.coder - b.coder)
	})
	return out
}

// eachStretch calls yield for the rows of each different stretch of a sorted list.
func eachStretch(list []ownStretch, yield func(same []ownStretch)) {
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].Extent == list[from].Extent {
			to++
		}
		yield(list[from:to])
		from = to
	}
}

// markOverlapping marks the coders of sorted stretches that have a character in common with another one.
func markOverlapping(free []bool, list []ownStretch) {
	end, at := 0, 0
	eachStretch(list, func(same []ownStretch) {
		s := same[0].Extent
		at += len(same)
		if s.From < end || at < len(list) && list[at].From < s.To {
			for _, o := range same {
				free[o.coder] = true
			}
		}
		end = max(end, s.To)
	})
}
