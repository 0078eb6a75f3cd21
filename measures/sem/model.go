package sem

import (
	"math"
	"slices"
)

// Further operators of [Param].
const (
	Intercept = "~1"  // mean structure of Left
	Scales    = "~*~" // scaling factor of an ordered variable, 1/SD of the variable behind it
)

// Param is a row of the parameter table: one entry of one group's matrices.
type Param struct {
	Op, Left, Right string
	Group           int
	Free            int     // place among the free parameters; −1: fixed
	Value           float64 // what it is fixed to; NaN: the sample's moment ([Param.Exogenous])
	Start           float64 // the user's start value, NaN: none
	Label           string
	Exogenous       bool // a moment of observed exogenous variables, fixed at the sample's
	User            bool // written in the model, not added by default
	at              Place
	entry
}

// entry is the place of a parameter: path A[i][j], covariance S[i][j], mean M[i], threshold j of variable i, scale of i.
type entry struct {
	kind kind
	i, j int
}

type kind uint8

const (
	pathEntry kind = iota
	covEntry
	meanEntry
	cutEntry
	scaleEntry
)

// Model is a model on named observed variables: its variables and its parameter table. The variables v (observed first,
// then latent) follow v = A v + u with E u = M and Cov u = S (the reticular action model), so that with E = (I−A)⁻¹ the
// observed ones have Σ = (E S E′) and μ = (E M) restricted to them [McArdle1984].
type Model struct {
	Observed, Latent []string
	Groups           []string // labels of the groups; one empty label for a single sample
	Params           []Param  // group by group, the same rows in each
	Free             int      // number of free parameters
	Means            bool     // means are modelled
	Ordered          []bool   // by observed variable
	Defined          []Definition
	fixedX           []int // observed exogenous variables whose moments are fixed
	rows             int   // parameters of a group
	levels           []int // categories of ordered variables
}

// Settings of [Build].
type Settings struct {
	Means   bool           // model the means though the text does not mention them
	Groups  []string       // labels of several groups
	Equal   []string       // equal across groups: loadings, intercepts, thresholds, residuals
	Ordered map[string]int // categories of the ordered variables
	RandomX bool           // estimate the moments of observed exogenous variables instead of fixing them
}

// Build makes the parameter table of a model on the named columns, with lavaan's defaults: the first loading of a factor
// is 1; exogenous factors covary, and so do dependent variables that predict nothing; (residual) variances are free; the
// residual variance of a factor's only indicator is 0; moments of observed exogenous variables are those of the sample;
// with means, intercepts of observed variables are free and those of factors 0 (free after the first group where
// intercepts or thresholds are equal). Errors are [ModelError].
func Build(s *Syntax, columns []string, o Settings) (*Model, error) {
	b := &builder{syntax: s, o: o, m: &Model{Groups: o.Groups, Means: o.Means || len(o.Groups) > 1}, index: map[string]int{}}
	if len(b.m.Groups) == 0 {
		b.m.Groups = []string{""}
	}
	if err := b.variables(columns); err != nil {
		return nil, err
	}
	if err := b.table(); err != nil {
		return nil, err
	}
	if err := b.number(); err != nil {
		return nil, err
	}
	return b.m, b.definitions()
}

// VariableNames are the names a model mentions that it does not define as latent, in the order indicators, dependent
// variables, the others: the columns it needs.
func (s *Syntax) VariableNames() []string {
	latent := map[string]bool{}
	for _, t := range s.Terms {
		if t.Op == Loads {
			latent[t.Left] = true
		}
	}
	var out []string
	take := func(name string) {
		if !latent[name] && name != "1" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, t := range s.Terms {
		if t.Op == Loads {
			take(t.Right)
		}
	}
	for _, t := range s.Terms {
		if t.Op == Regresses && t.Right != "1" {
			take(t.Left)
		}
	}
	for _, t := range s.Terms {
		take(t.Left)
		if t.Op != Cuts {
			take(t.Right)
		}
	}
	return out
}

// variable is a name's place among the variables, observed ones first.
func (m *Model) variable(i int) string {
	if i < len(m.Observed) {
		return m.Observed[i]
	}
	return m.Latent[i-len(m.Observed)]
}

// group returns the parameters of a group.
func (m *Model) group(g int) []Param { return m.Params[g*m.rows : (g+1)*m.rows] }

// find returns the row of a relation within a group, −1 where there is none.
func (m *Model) find(e entry) int {
	return slices.IndexFunc(m.group(0), func(p Param) bool {
		return p.kind == e.kind && (p.i == e.i && p.j == e.j || e.kind == covEntry && p.i == e.j && p.j == e.i)
	})
}

// Of names a parameter as estimates do: F=~x, y~x, a~~b, x|t1, and the bare name of a variance or an intercept, without
// the group.
func (p Param) Of() string {
	switch {
	case p.Op == Intercept || p.Op == Scales || p.Op == Covaries && p.Left == p.Right:
		return p.Left
	}
	return p.Left + p.Op + p.Right
}

// name is how notes call a parameter.
func (p Param) name() string {
	switch {
	case p.Op == Intercept:
		return p.Left + "~1"
	case p.Op == Covaries && p.Left == p.Right:
		return p.Left + "~~" + p.Left
	}
	return p.Of()
}

// moments counts the distinct sample moments that the model explains, those of fixed exogenous variables left out.
func (m *Model) moments() int {
	p, x := len(m.Observed), len(m.fixedX)
	n := p*(p+1)/2 - x*(x+1)/2
	if m.Means {
		n += p - x
	}
	if m.levels != nil {
		n = p * (p - 1) / 2
		for _, k := range m.levels {
			n += k - 1
		}
	}
	return n * len(m.Groups)
}

// DF are the degrees of freedom: moments less free parameters.
func (m *Model) DF() int { return m.moments() - m.Free }

func newParam(op, left, right string, e entry) Param {
	return Param{Op: op, Left: left, Right: right, entry: e, Value: math.NaN(), Start: math.NaN(), Free: 0}
}
