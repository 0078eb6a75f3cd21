package pass

import (
	"slices"
	"sort"
)

// Drift is how a coder's coding moved between two passes, over the units coded in both.
type Drift struct {
	Coder, From, To    string      // the coder, the earlier pass, the later
	Units              int         // reviewed in both
	Same               int         // of them, those with exactly the same codes
	OnlyFrom, OnlyTo   int         // reviewed in one of the passes alone
	Codes              []CodeDrift // given in either, sorted by bytes
	Gained, Lost, Kept int         // sums over the codes
}

// CodeDrift is what became of one code: units that gained it in the later pass, lost it, kept it.
type CodeDrift struct {
	Code               string
	Gained, Lost, Kept int
}

// Repeats is a coder's table with the two passes in the place of coders: the units that the coder reviewed in both, from
// which the agreement of a person with themselves is computed as that of two. Where they marked freely in either pass, these
// are the distinct stretches of both in text that they read in both, as in a [Table]. Its Pass is empty. A coder or pass
// that is not there, or passes without a common unit, give a table without units.
func (l *Layers) Repeats(coder, passA, passB string) Table {
	t := Table{Coders: []string{passA, passB}, AI: []bool{false, false}}
	k, a, b := find(l.coders, coder), find(l.passes, passA), find(l.passes, passB)
	if k < 0 || a < 0 || b < 0 || a == b {
		return t
	}
	if !l.repeatsFreely(&t, k) {
		for i := range l.units {
			u := &l.units[i]
			if first, second := l.codesIn(u, k, a), l.codesIn(u, k, b); first != nil && second != nil {
				t.Units = append(t.Units, TableRow{Interview: u.interview, Segment: u.segment, Given: [][]string{first, second}, Reviewers: 2})
			}
		}
	}
	codes := map[string]bool{}
	for i := range t.Units {
		for _, list := range t.Units[i].Given {
			for _, c := range list {
				codes[c] = true
			}
		}
	}
	for c := range codes {
		t.Codes = append(t.Codes, c)
	}
	sort.Strings(t.Codes)
	return t
}

// codesIn are the codes that a coder gave a unit in a pass, sorted: nil where the unit was not reviewed.
func (l *Layers) codesIn(u *unitRows, coder, inPass int32) []string {
	var out []string
	for _, r := range u.rows {
		if r.coder != coder || r.pass != inPass {
			continue
		}
		if out == nil {
			out = []string{}
		}
		if c := l.study.Codings[r.coding].Code; c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}

// Drift tells, for every coder (programs included) with rows in both passes, what was gained, lost and kept on the units
// reviewed in both. Coders are sorted by bytes.
func (l *Layers) Drift(passA, passB string) []Drift {
	a, b := find(l.passes, passA), find(l.passes, passB)
	if a < 0 || b < 0 || a == b {
		return nil
	}
	inA, inB := make([]int, len(l.coders)), make([]int, len(l.coders))
	for i := range l.units {
		rows := l.units[i].rows
		for k := range rows {
			if k > 0 && rows[k-1].coder == rows[k].coder && rows[k-1].pass == rows[k].pass {
				continue
			}
			switch rows[k].pass {
			case a:
				inA[rows[k].coder]++
			case b:
				inB[rows[k].coder]++
			}
		}
	}
	var out []Drift
	for k, coder := range l.coders {
		if inA[k] == 0 || inB[k] == 0 {
			continue
		}
		t := l.Repeats(coder, passA, passB)
		d := Drift{Coder: coder, From: passA, To: passB, Units: len(t.Units), OnlyFrom: inA[k], OnlyTo: inB[k]}
		for i := range t.Units {
			passed := t.Units[i].Passed
			if passed == nil || !passed[0] {
				d.OnlyFrom--
			}
			if passed == nil || !passed[1] {
				d.OnlyTo--
			}
		}
		index := make(map[string]int, len(t.Codes))
		d.Codes = make([]CodeDrift, len(t.Codes))
		for i, c := range t.Codes {
			index[c], d.Codes[i].Code = i, c
		}
		for i := range t.Units {
			first, second := t.Units[i].Given[0], t.Units[i].Given[1]
			for _, c := range first {
				if slices.Contains(second, c) {
					d.Codes[index[c]].Kept++
				} else {
					d.Codes[index[c]].Lost++
				}
			}
			for _, c := range second {
				if !slices.Contains(first, c) {
					d.Codes[index[c]].Gained++
				}
			}
			if slices.Equal(first, second) {
				d.Same++
			}
		}
		for _, c := range d.Codes {
			d.Gained, d.Lost, d.Kept = d.Gained+c.Gained, d.Lost+c.Lost, d.Kept+c.Kept
		}
		out = append(out, d)
	}
	return out
}
