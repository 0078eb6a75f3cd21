package sem

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// builder turns a syntax into a model.
type builder struct {
	syntax *Syntax
	o      Settings
	m      *Model
	index  map[string]int // place of a variable, observed first

	indicator, dependent, predictor map[string]bool
	byLabel                         map[string]*labelled
}

// variables sorts the names into observed and latent ones.
func (b *builder) variables(columns []string) error {
	b.indicator = map[string]bool{}
	b.dependent, b.predictor = map[string]bool{}, map[string]bool{}
	place := map[string]Place{}
	see := func(name string, at Place) {
		if _, ok := place[name]; !ok {
			place[name] = at
		}
	}
	for _, t := range b.syntax.Terms {
		see(t.Left, t.LeftAt)
		if t.Op != Cuts && t.Right != "1" {
			see(t.Right, t.RightAt)
		}
		switch {
		case t.Op == Loads:
			if !slices.Contains(b.m.Latent, t.Left) {
				b.m.Latent = append(b.m.Latent, t.Left)
			}
			b.indicator[t.Right] = true
		case t.Op == Regresses && t.Right != "1":
			b.dependent[t.Left], b.predictor[t.Right] = true, true
		case t.Op == Regresses:
			b.m.Means = true
		}
	}
	b.m.Observed = b.syntax.VariableNames()
	if n := len(b.m.Latent); n > maxLatent {
		return &ModelError{place[b.m.Latent[maxLatent]], fmt.Sprintf("%d latent variables, more than %d", n, maxLatent)}
	}
	for _, name := range b.m.Observed {
		if !slices.Contains(columns, name) {
			return &ModelError{place[name], unknown(name, columns)}
		}
	}
	if n := len(b.m.Observed); n > maxObserved {
		return &ModelError{place[b.m.Observed[maxObserved]], fmt.Sprintf("%d observed variables, more than %d", n, maxObserved)}
	}
	for _, name := range b.m.Latent {
		if slices.Contains(columns, name) {
			return &ModelError{place[name], fmt.Sprintf("%q is a column of the table and cannot name a latent variable", name)}
		}
	}
	for i, name := range b.m.Observed {
		b.index[name] = i
		b.m.Ordered = append(b.m.Ordered, b.o.Ordered[name] > 0)
	}
	for i, name := range b.m.Latent {
		b.index[name] = len(b.m.Observed) + i
	}
	return nil
}

func unknown(name string, columns []string) string {
	if near := nearest(name, columns); near != "" {
		return fmt.Sprintf("there is no column %q (did you mean %s?)", name, near)
	}
	return fmt.Sprintf("there is no column %q, and no line defines it as latent (%s =~ …)", name, name)
}

// isX reports whether an observed variable is exogenous with moments of the sample: it predicts, nothing predicts or
// measures it, and the model says nothing of its variance, covariances or mean.
func (b *builder) isX(name string) bool {
	if !b.predictor[name] || b.dependent[name] || b.indicator[name] || slices.Contains(b.m.Latent, name) || b.o.RandomX {
		return false
	}
	for _, t := range b.syntax.Terms {
		if (t.Op == Covaries && (t.Left == name || t.Right == name)) || (t.Op == Regresses && t.Right == "1" && t.Left == name) {
			return false
		}
	}
	return true
}

// table writes the rows of the first group and copies them for the others.
func (b *builder) table() error {
	m := b.m
	ordered := len(b.o.Ordered) > 0
	for i, name := range m.Observed {
		if b.isX(name) {
			m.fixedX = append(m.fixedX, i)
			if ordered {
				return &ModelError{Message: fmt.Sprintf("%s is an observed predictor: with ordered variables only factors may predict", name)}
			}
		}
		if ordered && !m.Ordered[i] {
			return &ModelError{Message: fmt.Sprintf("%s is not ordered: mixing ordered and continuous variables is not available (make all of them ordered, or use mlr)", name)}
		}
		if ordered && b.predictor[name] {
			return &ModelError{Message: fmt.Sprintf("%s predicts another variable: with ordered variables only factors may predict", name)}
		}
		if ordered {
			m.levels = append(m.levels, b.o.Ordered[name])
		}
	}
	for _, t := range b.syntax.Terms {
		if err := b.user(t); err != nil {
			return err
		}
	}
	b.fixFirst()
	b.defaults()
	m.rows = len(m.Params)
	for g := 1; g < len(m.Groups); g++ {
		for _, p := range m.Params[:m.rows] {
			p.Group = g
			m.Params = append(m.Params, p)
		}
	}
	return nil
}

// user adds the row of a term.
func (b *builder) user(t Term) error {
	left, right := b.index[t.Left], b.index[t.Right]
	var p Param
	switch t.Op {
	case Loads:
		p = newParam(Loads, t.Left, t.Right, entry{pathEntry, right, left})
	case Covaries:
		p = newParam(Covaries, t.Left, t.Right, entry{covEntry, left, right})
	case Cuts:
		k, _ := strconv.Atoi(trimT(t.Right))
		if left >= len(b.m.Observed) || !b.m.Ordered[left] {
			return &ModelError{t.LeftAt, fmt.Sprintf("%s has thresholds but is not an ordered variable", t.Left)}
		}
		if k >= b.o.Ordered[t.Left] {
			return &ModelError{t.RightAt, fmt.Sprintf("%s has %d categories and so %d thresholds, not %d", t.Left, b.o.Ordered[t.Left], b.o.Ordered[t.Left]-1, k)}
		}
		p = newParam(Cuts, t.Left, t.Right, entry{cutEntry, left, k - 1})
	default:
		if t.Right == "1" {
			p = newParam(Intercept, t.Left, "", entry{kind: meanEntry, i: left})
		} else {
			p = newParam(Regresses, t.Left, t.Right, entry{pathEntry, left, right})
		}
	}
	if p.kind == pathEntry && b.m.rowOf(p.entry) >= 0 {
		return &ModelError{t.RightAt, fmt.Sprintf("%s %s %s repeats a relation of the model", t.Left, t.Op, t.Right)}
	}
	p.User, p.at = true, t.LeftAt
	b.m.Params = append(b.m.Params, p)
	return nil
}

// rowOf is find while the table is being written.
func (m *Model) rowOf(e entry) int {
	return slices.IndexFunc(m.Params, func(p Param) bool {
		return p.kind == e.kind && (p.i == e.i && p.j == e.j || e.kind == covEntry && p.i == e.j && p.j == e.i)
	})
}

// fixFirst fixes the first loading of each factor to 1 where the text does not say otherwise.
func (b *builder) fixFirst() {
	seen := map[string]bool{}
	for i := range b.m.Params {
		if p := &b.m.Params[i]; p.Op == Loads && !seen[p.Left] {
			seen[p.Left] = true
			p.Value, p.Free = 1, -1
		}
	}
}

// defaults adds the rows that the text leaves out.
func (b *builder) defaults() {
	m := b.m
	add := func(p Param) *Param {
		if m.rowOf(p.entry) >= 0 {
			return nil
		}
		m.Params = append(m.Params, p)
		return &m.Params[len(m.Params)-1]
	}
	p := len(m.Observed)
	for i, k := range m.levels {
		for t := range k - 1 {
			add(newParam(Cuts, m.Observed[i], "t"+strconv.Itoa(t+1), entry{cutEntry, i, t}))
		}
	}
	for i := range p + len(m.Latent) {
		name := m.variable(i)
		if slices.Contains(m.fixedX, i) {
			continue
		}
		row := add(newParam(Covaries, name, name, entry{covEntry, i, i}))
		switch {
		case row == nil:
		case i < p && m.Ordered[i]:
			row.Value, row.Free = math.NaN(), -1 // what is left of 1
		case i < p && b.onlyIndicator(name):
			row.Value, row.Free = 0, -1
		}
	}
	b.covary(m.Latent, func(n string) bool { return !b.indicator[n] && !b.dependent[n] }, add)
	ends := func(n string) bool { return b.dependent[n] && !b.indicator[n] && !b.predictor[n] }
	b.covary(append(slices.Clone(m.Latent), m.Observed...), ends, add)
	for a, i := range m.fixedX {
		for _, j := range m.fixedX[a:] {
			row := add(newParam(Covaries, m.Observed[i], m.Observed[j], entry{covEntry, i, j}))
			row.Free, row.Exogenous = -1, true
		}
	}
	if m.Means {
		b.means(add)
	}
	for i := range m.levels {
		if row := add(newParam(Scales, m.Observed[i], m.Observed[i], entry{kind: scaleEntry, i: i})); row != nil {
			row.Value, row.Free = 1, -1
		}
	}
}

func (b *builder) means(add func(Param) *Param) {
	m := b.m
	for i := range len(m.Observed) + len(m.Latent) {
		row := add(newParam(Intercept, m.variable(i), "", entry{kind: meanEntry, i: i}))
		switch {
		case row == nil:
		case slices.Contains(m.fixedX, i):
			row.Free, row.Exogenous = -1, true
		case i >= len(m.Observed) || m.Ordered[i]:
			row.Value, row.Free = 0, -1
		}
	}
}

// covary adds the covariances of all pairs of those names that are in.
func (b *builder) covary(names []string, in func(string) bool, add func(Param) *Param) {
	var list []string
	for _, n := range names {
		if in(n) {
			list = append(list, n)
		}
	}
	for i, x := range list {
		for _, y := range list[i+1:] {
			add(newParam(Covaries, x, y, entry{covEntry, b.index[x], b.index[y]}))
		}
	}
}

// onlyIndicator reports whether a variable is the single indicator of a factor and measures no other.
func (b *builder) onlyIndicator(name string) bool {
	of, loads := "", 0
	for _, t := range b.syntax.Terms {
		if t.Op == Loads && t.Right == name {
			of = t.Left
			loads++
		}
	}
	if loads != 1 {
		return false
	}
	n := 0
	for _, t := range b.syntax.Terms {
		if t.Op == Loads && t.Left == of {
			n++
		}
	}
	return n == 1
}
