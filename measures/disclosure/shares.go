package disclosure

import (
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// The shares of an item's answers are counts over n, so that what holds for means holds for them: an item in a cell is a
// unit, with margins of its own, since other people may have answered each item. Beyond that it goes with the other
// items of its dimension in the cell: the percentage who agree is a sum over them, of which a single hidden one would be
// what is left. And where some items are asked of one side alone, their means beside those of the common items and the
// score take the sides apart: those items have no shares in a cell of which a side is hidden.

// sharesOwn begins the own part of the units of shares; the item follows.
const sharesOwn = "shares "

// shares reports whether a row is the share of a point among the answers to an item.
func shares(e *estimate.Estimate) bool {
	return e.Family == "describe" && e.Measure == "share" && len(e.Basis.Columns) == 1
}

func (u *unit) shares() bool { return strings.HasPrefix(u.subject.own, sharesOwn) }

func sided(e *estimate.Estimate) bool {
	for _, n := range e.Notes {
		if n.Code == "score_share_side" {
			return true
		}
	}
	return false
}

// relateShares lists, for the units of shares, those that they must go with.
func (t *tables) relateShares() {
	type place struct {
		dim  string
		cell Cell
	}
	together := map[place][]int{}
	for j, u := range t.units {
		if u.shares() {
			together[place{u.subject.dim, u.cell}] = append(together[place{u.subject.dim, u.cell}], j)
		}
	}
	sides := map[string][]int{}
	for j, u := range t.units {
		if u.subject.family == "score" && u.cell.Side != "" && u.cell.Role+u.cell.Period == "" {
			sides[u.subject.dim] = append(sides[u.subject.dim], j)
		}
	}
	for j, u := range t.units {
		if !u.shares() {
			continue
		}
		for _, k := range together[place{u.subject.dim, u.cell}] {
			if k != j {
				u.with = append(u.with, k)
			}
		}
		for _, k := range sides[u.subject.dim] {
			if c := t.units[k].cell; u.sided && (u.cell.Case == "" || u.cell.Case == c.Case) {
				u.sides = append(u.sides, k)
			}
		}
	}
}

// sharesFollow reports whether the shares of an item must go with other units.
func (r *release) sharesFollow(u *unit) bool {
	for _, j := range u.with {
		if other := r.units[j]; other.state != shown && !other.aside {
			return true
		}
	}
	for _, j := range u.sides {
		if r.units[j].state != shown {
			u.aside = true
			return true
		}
	}
	return false
}
