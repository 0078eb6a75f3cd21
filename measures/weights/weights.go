package weights

import (
	"fmt"
	"math"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
)

// Family is the registry name of the estimates.
const Family = "weights"

// Notes of the family.
var (
	noteConstant   = estimate.DefineNote("weights_constant", "constant column: weight 0")
	noteUndefined  = estimate.DefineNote("weights_undefined", "constant column: no shares, no entropy")
	noteAllSame    = estimate.DefineNote("weights_all_constant", "every column is constant")
	noteRedundant  = estimate.DefineNote("weights_redundant", "no information: one column, or all columns perfectly correlated")
	noteNoFactor   = estimate.DefineNote("weights_no_component", "no component with an eigenvalue above 1")
	noteSign       = estimate.DefineNote("weights_sign", "negative in the components: its absolute value is taken")
	noteFewCases   = estimate.DefineNote("weights_few_cases", "fewer than 2 complete cases ({0})")
	noteConsistent = estimate.DefineNote("weights_ahp_small", "2 items or fewer are always consistent")
	noteNoIndex    = estimate.DefineNote("weights_ahp_no_index", "no random index for more than 10 items")
	noteIncoherent = estimate.DefineNote("weights_ahp_inconsistent", "consistency ratio above .10: revise the judgements")
	noteOneItem    = estimate.DefineNote("weights_ahp_one", "one item: no consistency index")

	warnFew    = estimate.DefineNote("weights_under_3", "only {0} cases: weights from fewer than 3 cases say little")
	warnTies   = estimate.DefineNote("weights_ties", "components with equal eigenvalues are not unique: neither are the weights")
	warnMended = estimate.DefineNote("weights_ahp_mended", "{0} × {1} is {2} and not 1: the upper triangle rules")
)

// Table is a row a case, a column an indicator; NaN is missing. Cases may be nil. For the method ahp Rows is a square
// judgement matrix and Columns name its items.
type Table struct {
	Cases, Columns []string
	Rows           [][]float64
}

// Options choose the method: entropy, critic, pca, equal or ahp; and the columns for which less is better.
type Options struct {
	Method   string
	Negative []string
}

// Compute returns weight (of: column) for every column, and with the method entropy each column's entropy before them; the
// method ahp is [AHP]. n is the number of complete cases; rows with a missing value are counted in a warning, and so are
// fewer than 3 cases. A constant column weighs 0, with a note.
//
// Not estimable: fewer than 2 complete cases, nothing but constant columns, and what the methods say. Errors: an unknown
// method, a negative column that does not exist, rows of another length than the columns, an infinite value.
func Compute(t Table, o Options) (estimate.Result, error) {
	var r estimate.Result
	var weigh func(d *data, r *estimate.Result)
	switch o.Method {
	case "entropy":
		weigh = entropy
	case "critic":
		weigh = critic
	case "pca":
		weigh = components
	case "equal":
		weigh = equal
	case "ahp":
		if len(o.Negative) > 0 {
			return r, fmt.Errorf("weights: a judgement matrix has no negative columns")
		}
		return AHP(t.Columns, t.Rows)
	default:
		return r, fmt.Errorf("weights: unknown method %q (entropy, critic, pca, equal, ahp)", o.Method)
	}
	d, err := prepare(t, o, &r)
	if err != nil {
		return r, err
	}
	weigh(d, &r)
	return r, nil
}

// data are the complete cases, column by column, brought to 0..1 by (x − min)/(max − min), or (max − x)/(max − min) for
// negative columns.
type data struct {
	names    []string
	columns  [][]float64
	constant []bool
	n        int
}

func prepare(t Table, o Options, r *estimate.Result) (*data, error) {
	if len(t.Columns) == 0 {
		return nil, fmt.Errorf("weights: no columns")
	}
	if t.Cases != nil && len(t.Cases) != len(t.Rows) {
		return nil, fmt.Errorf("weights: %d case names for %d rows", len(t.Cases), len(t.Rows))
	}
	for i, name := range t.Columns {
		if slices.Contains(t.Columns[:i], name) {
			return nil, fmt.Errorf("weights: two columns are named %q", name)
		}
	}
	for _, name := range o.Negative {
		if !slices.Contains(t.Columns, name) {
			return nil, fmt.Errorf("weights: negative column %q is not among the columns", name)
		}
	}
	d := &data{names: t.Columns, columns: make([][]float64, len(t.Columns)), constant: make([]bool, len(t.Columns))}
rows:
	for i, row := range t.Rows {
		if len(row) != len(t.Columns) {
			return nil, fmt.Errorf("weights: row %d has %d values for %d columns", i+1, len(row), len(t.Columns))
		}
		for j, x := range row {
			if math.IsInf(x, 0) {
				return nil, fmt.Errorf("weights: row %d, %s: infinite value", i+1, t.Columns[j])
			}
			if math.IsNaN(x) {
				continue rows
			}
		}
		for j, x := range row {
			d.columns[j] = append(d.columns[j], x)
		}
		d.n++
	}
	if lost := len(t.Rows) - d.n; lost > 0 {
		r.Warn(estimate.NoteExcluded.Says(lost))
	}
	if d.n < 3 && o.Method != "equal" {
		r.Warn(warnFew.Says(d.n))
	}
	if d.n > 0 {
		for j, column := range d.columns {
			d.constant[j] = scale(column, slices.Contains(o.Negative, t.Columns[j]))
		}
	}
	return d, nil
}

// scale brings a column to 0..1 in place, and reports whether it is constant.
func scale(x []float64, negative bool) (constant bool) {
	low, high := slices.Min(x), slices.Max(x)
	if low == high {
		return true
	}
	for i, v := range x {
		if negative {
			x[i] = (high - v) / (high - low)
		} else {
			x[i] = (v - low) / (high - low)
		}
	}
	return false
}

// estimates are the empty weights of a method; why is the reason that there are none, nil when there are.
func (d *data) estimates(method string) (es []estimate.Estimate, why *estimate.Note) {
	for _, name := range d.names {
		e := estimate.New(Family, "weight", name)
		e.Method, e.N = method, d.n
		es = append(es, e)
	}
	if d.n < 2 {
		n := noteFewCases.Says(d.n)
		return es, &n
	}
	if !slices.Contains(d.constant, false) {
		n := noteAllSame.Says()
		return es, &n
	}
	return es, nil
}

// share gives each weight its part of the sum of parts, which are 0 for constant columns.
func (d *data) share(es []estimate.Estimate, parts []float64) {
	total := 0.0
	for _, p := range parts {
		total += p
	}
	for j := range es {
		es[j].Value = parts[j] / total
		if d.constant[j] {
			es[j] = es[j].With(noteConstant.Says())
		}
	}
}

func because(es []estimate.Estimate, n estimate.Note) []estimate.Estimate {
	for i := range es {
		es[i] = es[i].Because(n)
	}
	return es
}

// equal gives each of k columns 1/k.
func equal(d *data, r *estimate.Result) {
	for _, name := range d.names {
		e := estimate.New(Family, "weight", name)
		e.Value, e.Method, e.N = 1/float64(len(d.names)), "equal", d.n
		r.Add(e)
	}
}
