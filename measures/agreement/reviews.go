package agreement

import "slices"

// Reviews collects which codes coders gave to units when a coder may give any number of them to a unit. [Reviews.Binary]
// makes from it the table of one code's presence. The zero value is ready to use.
type Reviews struct {
	units, coders places
	given         map[string][]review // code → who gave it where
	reviewed      []review
}

type review struct{ unit, coder int32 }

// places numbers names in order of first appearance.
type places struct {
	names []string
	at    map[string]int32
}

func (p *places) of(name string) int32 {
	if i, ok := p.at[name]; ok {
		return i
	}
	if p.at == nil {
		p.at = map[string]int32{}
	}
	i := int32(len(p.names))
	p.at[name] = i
	p.names = append(p.names, name)
	return i
}

// Add says that a coder reviewed a unit and gave it these codes; without codes, reviewed and nothing given. The same
// coder and unit may come again: the codes add up.
func (v *Reviews) Add(unit, coder string, codes ...string) {
	r := review{v.units.of(unit), v.coders.of(coder)}
	v.reviewed = append(v.reviewed, r)
	if v.given == nil {
		v.given = map[string][]review{}
	}
	for _, code := range codes {
		v.given[code] = append(v.given[code], r)
	}
}

// Units lists the units in order of first appearance: the rows of the tables.
func (v *Reviews) Units() []string { return slices.Clone(v.units.names) }

// Codes lists the codes that anybody gave, sorted by bytes.
func (v *Reviews) Codes() []string {
	codes := make([]string, 0, len(v.given))
	for code := range v.given {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// Binary is the unit × coder table of the presence of any of the codes (one, or a group with its parts): "1" where the
// coder gave one of them, "0" where the coder reviewed the unit and gave none of them, empty where the coder did not
// review the unit. Coders stand in order of their bytes, units in order of first appearance. For [Options.Categories]
// use {"0", "1"}.
func (v *Reviews) Binary(codes ...string) Table {
	coders := slices.Clone(v.coders.names)
	slices.Sort(coders)
	column := make([]int32, len(coders))
	for j, name := range coders {
		column[v.coders.at[name]] = int32(j)
	}
	cells := make([]string, len(v.units.names)*len(coders))
	t := Table{Units: v.Units(), Coders: coders, Codes: make([][]string, len(v.units.names))}
	for i := range t.Codes {
		t.Codes[i] = cells[i*len(coders) : (i+1)*len(coders)]
	}
	for _, r := range v.reviewed {
		t.Codes[r.unit][column[r.coder]] = "0"
	}
	for _, code := range codes {
		for _, r := range v.given[code] {
			t.Codes[r.unit][column[r.coder]] = "1"
		}
	}
	return t
}
