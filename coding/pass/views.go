package pass

import (
	"slices"

	"github.com/smekit/smekit/coding"
)

// ConsensusColumn is the name of the column that [Table.WithConsensus] adds.
const ConsensusColumn = "consensus"

// WithConsensus returns the table with a further column, the consensus, settled from the same pass: the accepted codes of
// a unit. Codes that it leaves unresolved stand in the row's Open, and [Table.Binary] leaves their cells empty; rejected
// ones are not given. A unit without a reviewing person and without anything settled has no consensus. Reviewers stays
// the number of coders, so a unit that one coder alone reviewed says nothing of agreement with the consensus either. A
// table that has a consensus gets another one in its place.
func (t *Table) WithConsensus(c *Consensus) Table {
	out := *t
	people := make([]bool, len(t.Coders))
	n := len(t.Coders)
	if t.consensus {
		n--
	}
	for k := range people {
		people[k] = k < n && !(k < len(t.AI) && t.AI[k])
	}
	out.Coders = append(slices.Clone(t.Coders[:n]), ConsensusColumn)
	out.AI = make([]bool, n+1)
	copy(out.AI[:n], t.AI)
	out.consensus = true
	out.Units = make([]TableRow, len(t.Units))
	at := make(map[unitKey]int, len(t.Units))
	cells := make([][]string, len(t.Units)*(n+1))
	for i := range t.Units {
		u := t.Units[i]
		given := cells[i*(n+1) : (i+1)*(n+1) : (i+1)*(n+1)]
		copy(given, u.Given[:n])
		for k, g := range given[:n] {
			if g != nil && people[k] {
				given[n] = []string{}
				break
			}
		}
		u.Given, u.Open = given, nil
		out.Units[i] = u
		at[unitKey{u.Interview, u.Segment}] = i
		for _, id := range u.Also {
			at[unitKey{u.Interview, id}] = i
		}
	}
	codes := make(map[string]bool, len(t.Codes))
	for _, code := range t.Codes {
		codes[code] = true
	}
	for k, list := range [][]Unit{c.Accepted, c.Unresolved, c.Rejected} {
		for j := range list {
			i, ok := at[unitKey{list[j].Interview, list[j].Segment}]
			if !ok {
				continue
			}
			u, code := &out.Units[i], list[j].Code
			if u.Given[n] == nil {
				u.Given[n] = []string{}
			}
			switch k {
			case 0:
				if !slices.Contains(u.Given[n], code) {
					u.Given[n] = append(u.Given[n], code)
				}
				codes[code] = true
			case 1:
				if !slices.Contains(u.Open, code) {
					u.Open = append(u.Open, code)
				}
			}
		}
	}
	for i := range out.Units {
		slices.Sort(out.Units[i].Given[n])
		slices.Sort(out.Units[i].Open)
	}
	out.Codes = make([]string, 0, len(codes))
	for code := range codes {
		out.Codes = append(out.Codes, code)
	}
	slices.Sort(out.Codes)
	return out
}

// Groups maps every code in use to the group of the framework under which its dimension stands: the dimension's parent,
// or itself where it is a group. Codes that stand for no dimension, and dimensions without a group, are left out.
func Groups(study *coding.Study) map[string]string {
	group := make(map[string]string, len(study.Framework.Dimensions))
	for i := range study.Framework.Dimensions {
		switch d := &study.Framework.Dimensions[i]; {
		case d.Group:
			group[d.ID] = d.ID
		case d.Parent != "":
			group[d.ID] = d.Parent
		}
	}
	return through(Dimensions(study), group)
}

// Leaves maps every code in use to the leaf of the framework that it is evidence for. Codes of a whole group, and those
// that stand for no dimension, are left out.
func Leaves(study *coding.Study) map[string]string {
	leaf := make(map[string]string, len(study.Framework.Dimensions))
	for i := range study.Framework.Dimensions {
		if d := &study.Framework.Dimensions[i]; !d.Group {
			leaf[d.ID] = d.ID
		}
	}
	return through(Dimensions(study), leaf)
}

func through(first, second map[string]string) map[string]string {
	out := make(map[string]string, len(first))
	for code, d := range first {
		if to := second[d]; to != "" {
			out[code] = to
		}
	}
	return out
}
