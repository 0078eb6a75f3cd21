package disclosure

import (
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// Cell is a group of people: those who share the attributes given. Empty: any. Departments imply their side.
type Cell struct{ Case, Dept, Side, Role, Period string }

// Margins is what the estimates' keys do not say about the people.
type Margins struct{ Departments []Department }

// Department says which side a department of a case is on, and how many people it has.
type Department struct {
	Case, ID string
	Side     string // empty: on none
	People   int    // head count; negative: unknown
}

type place struct{ caseID, dept string }

// sides maps departments to their side.
func (m Margins) sides() map[place]string {
	out := make(map[place]string, len(m.Departments))
	for _, d := range m.Departments {
		out[place{d.Case, d.ID}] = d.Side
	}
	return out
}

func (m Margins) heads() map[place]int {
	out := make(map[place]int, len(m.Departments))
	for _, d := range m.Departments {
		out[place{d.Case, d.ID}] = d.People
	}
	return out
}

// attributes are the fields of a cell by the names that keys and grouping columns use.
func (c *Cell) attribute(name string) *string {
	switch name {
	case "case":
		return &c.Case
	case "dept", "department":
		return &c.Dept
	case "side":
		return &c.Side
	case "role", "level":
		return &c.Role
	case "period":
		return &c.Period
	}
	return nil
}

// cellsOf returns the group that a key speaks of, or the two groups of a contrast, in the contrast's order.
func cellsOf(k estimate.Key, known *levels) []Cell {
	base := Cell{k.Case, k.Dept, k.Side, k.Role, k.Period}
	if base.Dept != "" {
		base.Side = ""
	}
	for _, name := range []string{"case", "dept", "side", "role", "period"} {
		value := *base.attribute(name)
		if value == "" || known.has(name, value) {
			continue
		}
		first, second, ok := estimate.SplitContrast(value)
		if !ok {
			continue
		}
		a, b := base, base
		*a.attribute(name), *b.attribute(name) = first, second
		return []Cell{a, b}
	}
	return []Cell{base}
}

// levelOf returns which of a contrast's two groups the family's own part names, -1 for none.
func levelOf(cells []Cell, own string) int {
	if len(cells) != 2 || own == "" {
		return -1
	}
	for _, name := range []string{"case", "dept", "side", "role", "period"} {
		a, b := *cells[0].attribute(name), *cells[1].attribute(name)
		switch {
		case a == b:
		case own == a:
			return 0
		case own == b:
			return 1
		}
	}
	return -1
}

// levels are the values that each attribute takes in keys that are no contrasts.
type levels struct {
	of    map[string]map[string]bool
	order []string
}

func newLevels() *levels {
	l := &levels{of: map[string]map[string]bool{}, order: []string{"role", "period", "side", "dept", "case"}}
	for _, name := range l.order {
		l.of[name] = map[string]bool{}
	}
	return l
}

func (l *levels) add(name, value string) {
	if value != "" {
		l.of[name][value] = true
	}
}

func (l *levels) has(name, value string) bool { return l.of[name][value] }

// attributesWith lists the attributes that have the level.
func (l *levels) attributesWith(value string) []string {
	var out []string
	for _, name := range l.order {
		if l.of[name][value] {
			out = append(out, name)
		}
	}
	return out
}

// groupsOf reads the groups out of a family's own `of`: `dept=D03` and `item|dept=D03` (a grouping column and its level),
// `value|leader` (a level), `value: A-B` (a contrast). rest is what remains: the item or value. cells is base itself
// where no group is named, and every reading where a level belongs to several attributes.
func groupsOf(own string, base Cell, known *levels) (rest string, cells []Cell) {
	if own == "" {
		return "", []Cell{base}
	}
	rest, tail := "", own
	if i := strings.LastIndexByte(own, '|'); i >= 0 {
		rest, tail = own[:i], own[i+1:]
	}
	if column, level, ok := strings.Cut(tail, "="); ok {
		c := base
		if field := c.attribute(strings.ToLower(column)); field != nil {
			*field = level
			return rest, []Cell{c}
		}
		if cells := withLevel(base, level, known); cells != nil {
			return rest, cells
		}
	}
	if rest != "" {
		if cells := withLevel(base, tail, known); cells != nil {
			return rest, cells
		}
	}
	if value, contrast, ok := strings.Cut(own, ": "); ok {
		for i := range contrast {
			if contrast[i] != '-' {
				continue
			}
			a, b := withLevel(base, contrast[:i], known), withLevel(base, contrast[i+1:], known)
			if a != nil && b != nil {
				return value, append(a, b...)
			}
		}
	}
	return own, []Cell{base}
}

func withLevel(base Cell, level string, known *levels) []Cell {
	var out []Cell
	for _, name := range known.attributesWith(level) {
		c := base
		*c.attribute(name) = level
		if c.Dept != "" {
			c.Side = ""
		}
		out = append(out, c)
	}
	return out
}
