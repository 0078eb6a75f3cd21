package measures

import (
	"sort"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
)

// levels are the attributes that sort people into cells, each with its levels in order.
type levels struct {
	periods []string // earliest first
	roles   []string
	sides   []string

	side map[[2]string]string // (case, dept) → side
	role map[string]string    // role id → level
}

func newLevels(study *coding.Study, layers *pass.Layers) levels {
	l := levels{periods: studyPeriods(study, layers), side: map[[2]string]string{}, role: map[string]string{}}
	for i := range study.Departments {
		d := &study.Departments[i]
		l.side[[2]string{d.Case, d.ID}] = d.Side
	}
	fw := study.Framework
	l.roles = append(l.roles, study.Options.Order["role"]...)
	for i := range fw.Roles {
		level := fw.Roles[i].LevelOrID()
		l.role[fw.Roles[i].ID] = level
		l.roles = include(l.roles, level)
	}
	l.sides = append(l.sides, study.Options.Order["side"]...)
	for _, s := range []string{"approval", "supervision", "support"} {
		l.sides = include(l.sides, s)
	}
	return l
}

func include(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// place is where a person of a case, department and role stands.
func (l *levels) place(caseID, dept, role string) estimate.Key {
	k := estimate.Key{Case: caseID, Dept: dept, Side: l.side[[2]string{caseID, dept}], Role: role}
	if level, ok := l.role[role]; ok {
		k.Role = level
	}
	return k
}

// sort puts cells in order: by case; the case itself, departments, sides, roles, periods, department × period, role × period.
func (l *levels) sort(study *coding.Study, cells []cell) {
	cases, depts := map[string]int{}, map[[2]string]int{}
	for i := range study.Cases {
		cases[study.Cases[i].ID] = i + 1
	}
	for i := range study.Departments {
		depts[[2]string{study.Departments[i].Case, study.Departments[i].ID}] = i + 1
	}
	rank := func(k estimate.Key) [6]int {
		kind := 0
		if k.Dept != "" {
			kind = 1
		}
		if k.Side != "" {
			kind = 2
		}
		if k.Role != "" {
			kind = 3
		}
		if k.Period != "" {
			kind = [...]int{4, 5, 7, 6}[kind]
		}
		return [6]int{last(cases[k.Case]), kind, last(depts[[2]string{k.Case, k.Dept}]), position(l.sides, k.Side),
			position(l.roles, k.Role), position(l.periods, k.Period)}
	}
	sort.SliceStable(cells, func(a, b int) bool {
		x, y := rank(cells[a].key), rank(cells[b].key)
		for i := range x {
			if x[i] != y[i] {
				return x[i] < y[i]
			}
		}
		return cells[a].key.String() < cells[b].key.String()
	})
}

// last sends what no sheet lists to the end.
func last(rank int) int {
	if rank == 0 {
		return 1 << 30
	}
	return rank
}

func position(list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return len(list)
}

// contrast is a comparison of two levels of an attribute: first minus second.
type contrast struct{ by, first, second string }

// attributes that a comparison may name, with the word of the key.
var attributes = map[string]string{"role": "role", "side": "side", "period": "period", "dept": "dept", "department": "dept", "case": "case"}

// with returns the key with an attribute set to a level.
func with(k estimate.Key, by, level string) estimate.Key {
	*field(&k, by) = level
	return k
}

func field(k *estimate.Key, by string) *string {
	switch by {
	case "role":
		return &k.Role
	case "side":
		return &k.Side
	case "period":
		return &k.Period
	case "dept":
		return &k.Dept
	}
	return &k.Case
}

// contrasts lists what a study compares: every pair of its ordered roles (else of the levels that the framework's roles
// have), sides (else approval and supervision) and periods, then what it asks for. Periods are later − earlier, all else first − second.
func (l *levels) contrasts(study *coding.Study) (out []contrast, unknown []string) {
	seen := map[contrast]bool{}
	add := func(by, first, second string) {
		c := contrast{by, first, second}
		if by == "period" {
			if i, j := position(l.periods, first), position(l.periods, second); i <= j {
				c.first, c.second = second, first
			}
		}
		if !seen[c] && first != second {
			seen[c] = true
			out = append(out, c)
		}
	}
	pairs := func(by string, list []string) {
		for i := range list {
			for j := i + 1; j < len(list); j++ {
				add(by, list[i], list[j])
			}
		}
	}
	if order := study.Options.Order["role"]; len(order) > 0 {
		pairs("role", order)
	} else {
		pairs("role", leveledRoles(study.Framework))
	}
	if order := study.Options.Order["side"]; len(order) > 0 {
		pairs("side", order)
	} else {
		pairs("side", []string{"approval", "supervision"})
	}
	pairs("period", l.periods)
	for _, c := range study.Options.Comparisons {
		by, ok := attributes[c.By]
		if !ok {
			unknown = append(unknown, c.By)
			continue
		}
		pairs(by, c.Levels)
	}
	return out, unknown
}

// leveledRoles are the levels that the framework's roles name, in their order.
func leveledRoles(fw *coding.Framework) []string {
	var out []string
	for i := range fw.Roles {
		if fw.Roles[i].Level != "" {
			out = include(out, fw.Roles[i].Level)
		}
	}
	return out
}
