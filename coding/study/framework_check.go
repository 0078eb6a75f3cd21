package study

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// check looks at what only the whole framework shows: parents, cycles, and ids in rules that are nowhere defined.
func (fr *frameworkReader) check() {
	f := fr.f
	if len(f.Dimensions) == 0 {
		fr.report(fr.valuePos("dimensions"), "missing_table", "", "dimensions")
		return
	}
	for i := range f.Dimensions {
		d := &f.Dimensions[i]
		if d.Parent == "" {
			continue
		}
		at := cellID{"dimensions", d.ID, "parent"}
		fr.dim(at, &d.Parent, "unknown_parent")
	}
	fr.cycles()
	for i := range f.Items {
		it := &f.Items[i]
		at := cellID{"items", it.ID, "dimension"}
		fr.dim(at, &it.Dimension, "unknown_dimension")
	}
	for i := range f.Hazards {
		fr.hazardRule(&f.Hazards[i])
	}
	for i := range f.Coupling {
		c := &f.Coupling[i]
		at := cellID{"coupling", c.ID, "systems"}
		c.Systems = fr.dims(at, c.Systems)
	}
}

func (fr *frameworkReader) report(pos coding.Pos, code, suggestion string, args ...string) {
	for _, p := range fr.parts {
		if p.receipt.File == pos.File && p.receipt.Sheet == pos.Sheet {
			p.report(pos, code, suggestion, args...)
			return
		}
	}
	if fr.where != nil {
		fr.where.report(pos, code, suggestion, args...)
	}
}

// dim resolves a reference to a dimension in place; one that is nowhere is a problem, and emptied.
func (fr *frameworkReader) dim(at cellID, ref *string, code string) {
	if *ref == "" {
		return
	}
	id, h := fr.ids.find(*ref)
	if h == unknown || h == ambiguous {
		fr.report(fr.cells[at], code, fr.ids.suggest(*ref), *ref, fr.ids.list())
		*ref = ""
		return
	}
	*ref = id
}

func (fr *frameworkReader) dims(at cellID, refs []string) []string {
	var out []string
	for _, r := range refs {
		if fr.dim(at, &r, "unknown_dimension"); r != "" {
			out = append(out, r)
		}
	}
	return out
}

// cycles cuts the parent of a dimension that is its own ancestor.
func (fr *frameworkReader) cycles() {
	f := fr.f
	parent := map[string]string{}
	for i := range f.Dimensions {
		parent[f.Dimensions[i].ID] = f.Dimensions[i].Parent
	}
	for i := range f.Dimensions {
		d := &f.Dimensions[i]
		path := []string{d.ID}
		for up := d.Parent; up != "" && len(path) <= len(f.Dimensions); up = parent[up] {
			path = append(path, up)
			if up == d.ID {
				at := cellID{"dimensions", d.ID, "parent"}
				fr.report(fr.cells[at], "parent_cycle", "", strings.Join(path, " → "))
				d.Parent, parent[d.ID] = "", ""
				break
			}
		}
	}
}

func (fr *frameworkReader) hazardRule(h *coding.Hazard) {
	at := func(field string) cellID { return cellID{"hazards", h.ID, field} }
	fr.dim(at("code"), &h.Code, "unknown_dimension")
	h.High = fr.dims(at("high"), h.High)
	h.Low = fr.dims(at("low"), h.Low)
	var either []string
	for _, atom := range h.Either {
		if fixed, ok := fr.atom(at("either"), atom); ok {
			either = append(either, fixed)
		}
	}
	h.Either = either
	known := func(id string) bool {
		return slices.ContainsFunc(fr.f.Items, func(it coding.Item) bool { return it.ID == id })
	}
	var items []string
	for _, id := range h.Items {
		if known(id) {
			items = append(items, id)
			continue
		}
		var ids []string
		for i := range fr.f.Items {
			ids = append(ids, fr.f.Items[i].ID)
		}
		suggest := ""
		if i := nearest(id, ids); i >= 0 {
			suggest = ids[i]
		}
		fr.report(fr.cells[at("items")], "unknown_item_id", suggest, id)
	}
	h.Items = items
}

// gapAttributes are the attributes whose levels a rule may compare; periods and cases are what it is judged within.
var gapAttributes = []string{"role", "side", "department", "dept"}

// atom checks one condition of a rule: high:ID, low:ID, gap:ID:ATTRIBUTE, departments>=K:ID.
func (fr *frameworkReader) atom(at cellID, atom string) (string, bool) {
	parts := strings.Split(atom, ":")
	ok := len(parts) >= 2
	if ok {
		switch k, count := strings.CutPrefix(parts[0], "departments>="); {
		case count:
			n, err := strconv.Atoi(k)
			ok = err == nil && n >= 1 && len(parts) == 2
		case parts[0] == "high", parts[0] == "low":
			ok = len(parts) == 2
		case parts[0] == "gap":
			ok = len(parts) == 3 && slices.Contains(gapAttributes, parts[2])
		default:
			ok = false
		}
	}
	if !ok {
		fr.report(fr.cells[at], "bad_rule", "", atom)
		return "", false
	}
	if fr.dim(at, &parts[1], "unknown_dimension"); parts[1] == "" {
		return "", false
	}
	return strings.Join(parts, ":"), true
}
