package naive

import (
	"fmt"
	"strings"
)

// settings are the options of the study as a sheet of keys and values.
func (a *author) settings(decided bool) page {
	p := page{kind: "study", header: []string{"key", "value"}}
	if !decided {
		return p
	}
	p.rows = append(p.rows, []any{"title", "虚构研究"}, []any{"min_n", float64(a.between(2, 6))})
	for _, k := range []string{"period", "role"} {
		if l := a.order[k]; len(l) > 0 {
			p.rows = append(p.rows, []any{"order." + k, strings.Join(l, ";")})
		}
	}
	if a.chance(.5) {
		p.rows = append(p.rows, []any{"coupling.variant", pick(a.dice, "standard", "wang2021", "fan2024")})
	}
	if a.chance(.3) {
		p.rows = append(p.rows, []any{"bands.low", 35.0}, []any{"bands.high", 70.0})
	}
	if a.chance(.3) {
		p.rows = append(p.rows, []any{"own_case", a.cases[0].ID})
	}
	return p
}

// studyYAML are the options of the study as study.yaml.
func (a *author) studyYAML() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "title: 虚构研究\nmin_n: %d\n", a.between(2, 6))
	if len(a.order) > 0 {
		b.WriteString("order:\n")
		for _, k := range []string{"period", "role"} {
			if l := a.order[k]; len(l) > 0 {
				fmt.Fprintf(&b, "  %s: %s\n", k, quotedList(l))
			}
		}
	}
	if a.chance(.4) {
		fmt.Fprintf(&b, "comparisons:\n  - by: role\n    levels: %s\n", quotedList([]string{a.f.Roles[0].Level, a.f.Roles[1].Level}))
	}
	if a.chance(.5) {
		fmt.Fprintf(&b, "coupling:\n  variant: %s\n", pick(a.dice, "standard", "wang2021", "fan2024"))
		if a.chance(.5) {
			b.WriteString("  cuts: [0.3, 0.55, 0.8]\n")
		}
	}
	if a.chance(.3) {
		b.WriteString("bands:\n  low: 35\n  high: 70\n")
		if a.chance(.5) {
			b.WriteString("  gap: 8\n  min_interviews: 2\n")
		}
	}
	if a.chance(.3) {
		fmt.Fprintf(&b, "own_case: %s\n", quoted(a.cases[0].ID))
	}
	return []byte(b.String())
}
