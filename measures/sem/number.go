package sem

import (
	"fmt"
	"math"
	"slices"
)

// labelled is what all parameters with one label share.
type labelled struct {
	free  int     // place among the free parameters, −1 when fixed or not numbered yet
	value float64 // NaN: free
	group *labelled
}

func (l *labelled) root() *labelled {
	for l.group != nil {
		l = l.group
	}
	return l
}

// number applies the modifiers of the text and numbers the free parameters: equal labels, labels set equal and
// parameters equal across groups share a number.
func (b *builder) number() error {
	m := b.m
	if err := b.modifiers(); err != nil {
		return err
	}
	if err := b.equalities(); err != nil {
		return err
	}
	for i := range m.Params {
		p := &m.Params[i]
		if p.Label != "" && p.Free < 0 && !math.IsNaN(p.Value) {
			l := b.byLabel[p.Label].root()
			if math.IsNaN(l.value) {
				l.value = p.Value
			}
		}
	}
	for i := range m.Params {
		p := &m.Params[i]
		if p.Label != "" {
			l := b.byLabel[p.Label].root()
			switch {
			case !math.IsNaN(l.value):
				p.Value, p.Free = l.value, -1
			case p.Free < 0:
			case l.free >= 0:
				p.Free = l.free
			default:
				p.Free = m.Free
				l.free = m.Free
				m.Free++
			}
			continue
		}
		if p.Free < 0 {
			continue
		}
		if p.Group > 0 && b.sharesGroups(p) {
			if first := m.Params[i%m.rows]; first.Free >= 0 {
				p.Free = first.Free
				continue
			}
		}
		p.Free = m.Free
		m.Free++
	}
	if m.Free == 0 {
		return &ModelError{Message: "nothing to estimate: every parameter is fixed"}
	}
	return nil
}

// sharesGroups reports whether a parameter is equal across groups.
func (b *builder) sharesGroups(p *Param) bool {
	has := func(what string) bool { return slices.Contains(b.o.Equal, what) }
	observed := p.i < len(b.m.Observed)
	switch p.kind {
	case pathEntry:
		return p.Op == Loads && has("loadings")
	case meanEntry:
		return observed && has("intercepts")
	case cutEntry:
		return has("thresholds")
	case covEntry:
		return p.i == p.j && observed && has("residuals")
	}
	return false
}

// modifiers gives the rows of every group their fixed values, labels and starts, and frees what equal intercepts or
// thresholds identify: factor means and scaling factors after the first group.
func (b *builder) modifiers() error {
	m := b.m
	b.byLabel = map[string]*labelled{}
	groups := len(m.Groups)
	pick := func(n, g int) int { // which of n values a group takes
		if n == 1 {
			return 0
		}
		return g
	}
	fix := func(p *Param, t *Term, g int) {
		if len(t.Fixed) > 0 {
			f := t.Fixed[pick(len(t.Fixed), g)]
			p.Value, p.Free = f.Value, -1
			if f.Free {
				p.Value, p.Free = math.NaN(), 0
			}
		}
		if len(t.Start) > 0 {
			p.Start = t.Start[pick(len(t.Start), g)]
		}
		if len(t.Labels) > 0 {
			p.Label = t.Labels[pick(len(t.Labels), g)]
		}
	}
	for k := range b.syntax.Terms {
		t := &b.syntax.Terms[k]
		for _, n := range []int{len(t.Fixed), len(t.Start), len(t.Labels)} {
			if n > 1 && n != groups {
				return &ModelError{t.RightAt, fmt.Sprintf("%d modifiers for %d groups", n, groups)}
			}
		}
		for g := range groups {
			fix(&m.Params[g*m.rows+k], t, g)
		}
	}
	freesMeans := slices.Contains(b.o.Equal, "intercepts") || slices.Contains(b.o.Equal, "thresholds")
	for i := range m.Params {
		p := &m.Params[i]
		switch {
		case p.Group == 0 || p.User || !freesMeans:
		case p.kind == meanEntry && p.i >= len(m.Observed),
			p.kind == scaleEntry && slices.Contains(b.o.Equal, "thresholds") && !slices.Contains(b.o.Equal, "residuals"):
			p.Value, p.Free = math.NaN(), 0
		}
		if p.Label != "" && b.byLabel[p.Label] == nil {
			b.byLabel[p.Label] = &labelled{free: -1, value: math.NaN()}
		}
	}
	return nil
}

func (b *builder) equalities() error {
	for _, e := range b.syntax.Equal {
		a, err := b.label(e.A, e.At)
		if err != nil {
			return err
		}
		if e.B == "" {
			a.value = e.Value
			continue
		}
		o, err := b.label(e.B, e.At)
		if err != nil {
			return err
		}
		if a != o {
			if math.IsNaN(a.value) {
				a.value = o.value
			}
			o.group = a
		}
	}
	return nil
}

func (b *builder) label(name string, at Place) (*labelled, error) {
	if l := b.byLabel[name]; l != nil {
		return l.root(), nil
	}
	return nil, &ModelError{at, b.noLabel(name, nil)}
}

// noLabel refuses a label, with the nearest among those of parameters and of the definitions before it.
func (b *builder) noLabel(name string, before []Definition) string {
	var all []string
	for _, p := range b.m.Params[:b.m.rows] {
		if p.Label != "" {
			all = append(all, p.Label)
		}
	}
	for _, d := range before {
		all = append(all, d.Name)
	}
	if near := nearest(name, all); near != "" {
		return fmt.Sprintf("no parameter is labelled %q (did you mean %s?)", name, near)
	}
	return fmt.Sprintf("no parameter is labelled %q (a label stands before its variable: %s*x)", name, name)
}

// definitions checks that every label of a definition exists: a parameter's, or an earlier definition.
func (b *builder) definitions() error {
	known := map[string]bool{}
	for l := range b.byLabel {
		known[l] = true
	}
	for i, d := range b.syntax.Defined {
		if known[d.Name] {
			return &ModelError{d.At, fmt.Sprintf("%q is defined already", d.Name)}
		}
		var err error
		d.expr.labels(func(label string, at Place) {
			if !known[label] && err == nil {
				err = &ModelError{at, b.noLabel(label, b.syntax.Defined[:i])}
			}
		})
		if err != nil {
			return err
		}
		known[d.Name] = true
	}
	b.m.Defined = b.syntax.Defined
	return nil
}
