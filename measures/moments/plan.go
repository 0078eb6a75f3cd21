package moments

import "math"

// Plan says what one pass over a table is to collect.
type Plan struct {
	Variables []Variable // numeric variables, in the order of [Group.Vars]; may be empty when only counts are wanted
	By        []string   // columns whose crossed levels form the groups; none: one group
	Cluster   string     // column of clusters within each group, or empty
	Weight    string     // column of row weights, or empty: every row weighs 1
	Products  bool       // collect [Group.Pairs]
	Values    bool       // collect exact value counts ([Moment.Values])
	Listwise  bool       // leave out rows in which any variable is missing
}

// Variable is a numeric variable of a plan: one column (a single item), or the row mean of several.
type Variable struct {
	Name  string
	Items []Item
	Least int // answered items that the mean needs, at least 1
}

// Item is a numeric column, optionally reversed to Min+Max−x. Values outside the declared scale are errors
// ([RangeError]), never clamped; an end is undeclared when it is NaN, or when both ends are 0.
type Item struct {
	Column   string
	Reverse  bool
	Min, Max float64
}

// ColumnVariable is the variable of one column as it stands.
func ColumnVariable(name string) Variable {
	return Variable{Name: name, Items: []Item{{Column: name, Min: math.NaN(), Max: math.NaN()}}}
}

// ColumnVariables are the variables of columns as they stand.
func ColumnVariables(names ...string) []Variable {
	vs := make([]Variable, len(names))
	for i, n := range names {
		vs[i] = ColumnVariable(n)
	}
	return vs
}

// ScaleVariables are the variables of columns answered on a scale from min to max (NaN: undeclared), those named in
// reverse being turned to min+max−x.
func ScaleVariables(names, reverse []string, min, max float64) []Variable {
	turned := make(map[string]bool, len(reverse))
	for _, r := range reverse {
		turned[r] = true
	}
	vs := make([]Variable, len(names))
	for i, n := range names {
		vs[i] = Variable{Name: n, Items: []Item{{Column: n, Reverse: turned[n], Min: min, Max: max}}}
	}
	return vs
}

// MeanVariable is the row mean of the items of variables, missing when fewer than least items are answered.
func MeanVariable(name string, least int, of []Variable) Variable {
	v := Variable{Name: name, Least: least}
	for _, o := range of {
		v.Items = append(v.Items, o.Items...)
	}
	return v
}

// LeastAnswered is the rule for the mean of k items: min(k, max(2, ⌈k/2⌉)) must be answered.
func LeastAnswered(k int) int { return min(k, max(2, (k+1)/2)) }

// columns are the distinct columns that the plan reads, numeric ones first in order of appearance.
func (p Plan) columns() []string {
	var names []string
	seen := map[string]bool{}
	add := func(n string) {
		if n != "" && !seen[n] {
			seen[n] = true
			names = append(names, n)
		}
	}
	for _, v := range p.Variables {
		for _, it := range v.Items {
			add(it.Column)
		}
	}
	for _, b := range p.By {
		add(b)
	}
	add(p.Cluster)
	add(p.Weight)
	return names
}
