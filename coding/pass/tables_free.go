package pass

import "slices"

// MarkedFreely names the coders who marked stretches freely in a pass, instead of going through units, as [Spans] tells
// them; sorted by bytes.
func (l *Layers) MarkedFreely(passName string) []string {
	if !l.anyStretch() {
		return nil
	}
	set := l.Spans(passName)
	var out []string
	for c, free := range set.Free {
		if free {
			out = append(out, set.Coders[c])
		}
	}
	return out
}

// anyStretch reports whether any row carries a stretch of its own; without one nobody marked freely.
func (l *Layers) anyStretch() bool {
	for i := range l.study.Codings {
		if _, own := ownExtent(&l.study.Codings[i]); own {
			return true
		}
	}
	return false
}

// freely makes the units of a table the distinct stretches, where any of its coders marked freely: the same stretch under
// several ids is one unit, and who read a stretch without giving it anything has judged it all the same.
func (l *Layers) freely(t *Table) {
	b, ok := l.spans(t.Pass, true)
	if !ok {
		return
	}
	set := b.out
	column := make([]int, len(set.Coders)) // of the set → of the table; -1: left out
	any := false
	for c, name := range set.Coders {
		if column[c] = slices.Index(t.Coders, name); column[c] >= 0 && set.Free[c] {
			if t.Free == nil {
				t.Free = make([]bool, len(t.Coders))
			}
			t.Free[column[c]], any = true, true
		}
	}
	if !any {
		return
	}
	t.Units = nil
	l.stretchesGiven(t, &b, map[stretchKey]int{}, func(coder int32) int { return column[b.column[coder]] })
	reviewed := reviewedOf(set)
	for i := range t.Units {
		u := &t.Units[i]
		if u.Place == (Extent{}) || !u.given() {
			continue
		}
		for c, texts := range reviewed[u.Interview] {
			if k := column[c]; k >= 0 && u.Given[k] == nil && touches(texts, u.Place) {
				if u.Passed == nil {
					u.Passed = make([]bool, len(t.Coders))
				}
				u.Passed[k] = true
				u.Reviewers++
			}
		}
	}
}

// reviewedOf is what the coders of a set reviewed, by interview.
func reviewedOf(set *SpanSet) map[string][][]Extent {
	out := make(map[string][][]Extent, len(set.Interviews))
	for i := range set.Interviews {
		out[set.Interviews[i].Interview] = set.Interviews[i].Reviewed
	}
	return out
}

// stretchKey is what makes rows those of one unit: their stretch, or where that is not known their segment.
type stretchKey struct {
	interview, segment string
	place              Extent
}

// stretchesGiven adds the rows of a pass to a table, those of one stretch together; at holds the units that are there,
// columnOf says where a coder's rows go, -1 for nowhere.
func (l *Layers) stretchesGiven(t *Table, b *spanBuilder, at map[stretchKey]int, columnOf func(coder int32) int) {
	for i := range l.units {
		u := &l.units[i]
		for _, r := range u.rows {
			if r.pass != b.pass {
				continue
			}
			c := columnOf(r.coder)
			if c < 0 {
				continue
			}
			k := stretchKey{interview: u.interview, segment: u.segment}
			if place, located := b.placed[r.coding]; located {
				k = stretchKey{interview: u.interview, place: place}
			}
			n, ok := at[k]
			if !ok {
				n = len(t.Units)
				at[k] = n
				t.Units = append(t.Units, TableRow{Interview: u.interview, Segment: u.segment, Place: k.place, Given: make([][]string, len(t.Coders))})
			}
			unit := &t.Units[n]
			if u.segment != unit.Segment && !slices.Contains(unit.Also, u.segment) {
				unit.Also = append(unit.Also, u.segment)
			}
			if unit.Given[c] == nil {
				unit.Given[c] = []string{}
				unit.Reviewers++
			}
			if code := l.study.Codings[r.coding].Code; code != "" && !slices.Contains(unit.Given[c], code) {
				unit.Given[c] = append(unit.Given[c], code)
			}
		}
	}
}

// repeatsFreely fills a coder's table of two passes, where they marked freely in either; else it does nothing.
func (l *Layers) repeatsFreely(t *Table, coder int32) bool {
	if !l.anyStretch() {
		return false
	}
	free := false
	var builders [2]spanBuilder
	for n, name := range t.Coders {
		b, ok := l.spans(name, true)
		if !ok || b.column[coder] < 0 {
			return false
		}
		builders[n] = b
		free = free || b.out.Free[b.column[coder]]
	}
	if !free {
		return false
	}
	t.Free = []bool{true, true}
	at := map[stretchKey]int{}
	var reviewed [2]map[string][][]Extent
	for n := range builders {
		reviewed[n] = reviewedOf(builders[n].out)
		l.stretchesGiven(t, &builders[n], at, func(c int32) int {
			if c == coder {
				return n
			}
			return -1
		})
	}
	t.Units = slices.DeleteFunc(t.Units, func(u TableRow) bool {
		for n, given := range u.Given {
			slices.Sort(given)
			if given != nil {
				continue
			}
			texts := reviewed[n][u.Interview]
			if !u.given() || u.Place == (Extent{}) || texts == nil || !touches(texts[builders[n].column[coder]], u.Place) {
				return true
			}
		}
		return false
	})
	for i := range t.Units {
		u := &t.Units[i]
		for n, given := range u.Given {
			if given == nil {
				if u.Passed == nil {
					u.Passed = make([]bool, 2)
				}
				u.Given[n], u.Passed[n] = []string{}, true
			}
		}
		u.Reviewers = 2
	}
	return true
}

// given reports whether anybody gave the unit a code.
func (u *TableRow) given() bool {
	return slices.ContainsFunc(u.Given, func(codes []string) bool { return len(codes) > 0 })
}

// touches reports whether a stretch has a character in what somebody reviewed (sorted, without overlaps).
func touches(reviewed []Extent, s Extent) bool {
	i, _ := slices.BinarySearchFunc(reviewed, s.From, func(r Extent, at int) int {
		if r.To <= at {
			return -1
		}
		return 1
	})
	return i < len(reviewed) && reviewed[i].From < s.To
}

// Judged returns what a coder gave a unit, and whether the coder judged it: with a row of their own, or by passing over a
// stretch, in text that they read, to which some of the coders compared gave a code.
func (u *TableRow) Judged(coder int, compared []int) (codes []string, ok bool) {
	if g := u.Given[coder]; g != nil {
		return g, true
	}
	if coder >= len(u.Passed) || !u.Passed[coder] {
		return nil, false
	}
	return []string{}, slices.ContainsFunc(compared, func(c int) bool { return len(u.Given[c]) > 0 })
}

// Twins counts, where any of these coders marked freely, the distinct stretches to which one of them gave a code and that
// two of them or more had read, and those of these that one of them alone marked with these ends; 0 and 0 where all of
// them went through units.
func (t *Table) Twins(coders []int) (stretches, alone int) {
	if !slices.ContainsFunc(coders, func(c int) bool { return c < len(t.Free) && t.Free[c] }) {
		return 0, 0
	}
	for i := range t.Units {
		u := &t.Units[i]
		judges, givers := 0, 0
		for _, c := range coders {
			if _, ok := u.Judged(c, coders); ok {
				judges++
			}
			if len(u.Given[c]) > 0 {
				givers++
			}
		}
		if u.Place == (Extent{}) || judges < 2 || givers == 0 {
			continue
		}
		if stretches++; givers == 1 {
			alone++
		}
	}
	return stretches, alone
}
