package measures

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/moments"
	"gonum.org/v1/gonum/mat"
)

var scaleAccounts = map[string]func(*explainer, *subject) told{
	"alpha":            (*explainer).alphaAccount,
	"alpha_std":        (*explainer).alphaStdAccount,
	"average_r":        (*explainer).averageRAccount,
	"lambda6":          (*explainer).lambda6Account,
	"spearman_brown":   (*explainer).spearmanBrownAccount,
	"split_half_max":   (*explainer).splitHalfAccount,
	"split_half_min":   (*explainer).splitHalfAccount,
	"item_n":           (*explainer).itemAccount,
	"item_mean":        (*explainer).itemAccount,
	"item_sd":          (*explainer).itemAccount,
	"item_total_r":     (*explainer).itemRestAccount,
	"item_rest_r":      (*explainer).itemRestAccount,
	"alpha_if_dropped": (*explainer).alphaAccount,
}

// itemMoments are the moments of a scale's items over the whole study, covariances from the pairs of answers there are.
type itemMoments struct {
	items []string
	vars  []moments.Moment
	c, r  [][]float64 // covariances and correlations
}

// scaleOf is what the reliability of a subject's scale is computed from; nil without the study.
func (x *explainer) scaleOf(s *subject) *itemMoments {
	if x.scorer == nil || x.responses == nil || len(s.Basis.Columns) == 0 {
		return nil
	}
	key := strings.Join(s.Basis.Columns, "\x00")
	if m, ok := x.scalesOf[key]; ok {
		return m
	}
	items := x.responses.Items(s.Basis.Columns)
	collected, err := x.itemFrame(x.responses.Cells[0].Responses, items).Collect(x.ctx,
		moments.Plan{Variables: moments.ScaleVariables(s.Basis.Columns, nil, math.NaN(), math.NaN()), Products: true})
	if err != nil || len(collected.Groups) == 0 {
		return nil
	}
	g := &collected.Groups[0]
	m := &itemMoments{items: s.Basis.Columns, vars: g.Vars, c: g.Covariance()}
	m.r = make([][]float64, len(m.c))
	for i := range m.c {
		m.r[i] = make([]float64, len(m.c))
		for j := range m.c {
			m.r[i][j] = m.c[i][j] / math.Sqrt(m.c[i][i]*m.c[j][j])
		}
	}
	x.scalesOf[key] = m
	return m
}

// item is the place of the item that a row is about, -1 for a row of the whole scale.
func (m *itemMoments) item(s *subject) int {
	for i, id := range m.items {
		if id == s.own {
			return i
		}
	}
	return -1
}

func total(a [][]float64, without int) float64 {
	sum := 0.0
	for i := range a {
		for j := range a[i] {
			if i != without && j != without {
				sum += a[i][j]
			}
		}
	}
	return sum
}

// scaleTold is the beginning of an account of a scale: its answers are those of the dimension's score.
func (x *explainer) scaleTold(s *subject) told {
	return told{kind: AccountFormula, rests: x.surveyScore(s.key.Dim, s.key.Case)}
}

func (x *explainer) alphaAccount(s *subject) told {
	t := x.scaleTold(s)
	m := x.scaleOf(s)
	if m == nil {
		return t
	}
	drop := m.item(s)
	f, parts := &Formula{}, []string(nil)
	for i := range m.items {
		if i != drop {
			name := "v" + strconv.Itoa(i+1)
			f.with(name, m.c[i][i], "variance_of", m.items[i])
			parts = append(parts, name)
		}
	}
	f.with("k", float64(len(parts)), "items").with("t", total(m.c, drop), "variance_sum")
	f.Expression = "k/(k - 1)*(1 - (" + strings.Join(parts, " + ") + ")/t)"
	t.formula = f
	return t
}

func (x *explainer) alphaStdAccount(s *subject) told {
	t := x.scaleTold(s)
	if r, ok := x.sibling(s, "average_r", s.Of); ok && len(s.Basis.Columns) > 1 {
		t.formula = formula("k*r/(1 + (k - 1)*r)").with("k", float64(len(s.Basis.Columns)), "items").of("r", r)
	}
	return t
}

func (x *explainer) spearmanBrownAccount(s *subject) told {
	t := x.scaleTold(s)
	if m := x.scaleOf(s); m != nil && len(m.items) == 2 {
		t.formula = formula("2*r/(1 + r)").with("r", m.r[0][1], "correlation_of", m.items[0], m.items[1])
	}
	return t
}

func (x *explainer) averageRAccount(s *subject) told {
	t := x.scaleTold(s)
	m := x.scaleOf(s)
	if m == nil {
		return t
	}
	f, parts := &Formula{}, []string(nil)
	for i := range m.items {
		for j := range i {
			name := "r" + strconv.Itoa(j+1) + "_" + strconv.Itoa(i+1)
			f.with(name, m.r[j][i], "correlation_of", m.items[j], m.items[i])
			parts = append(parts, name)
		}
	}
	f.Expression = "(" + strings.Join(parts, " + ") + ")/" + strconv.Itoa(len(parts))
	if len(parts) > 15 {
		sum := 0.0
		for _, term := range f.Terms {
			sum += term.Value
		}
		f = formula("s/n").with("s", sum, "sum_correlations").with("n", float64(len(parts)), "pairs")
	}
	t.formula = f
	return t
}

func (x *explainer) lambda6Account(s *subject) told {
	t := x.scaleTold(s)
	m := x.scaleOf(s)
	if m == nil {
		return t
	}
	k := len(m.items)
	r := mat.NewSymDense(k, nil)
	for i := range k {
		for j := range i + 1 {
			r.SetSym(i, j, m.r[i][j])
		}
	}
	var chol mat.Cholesky
	var inverse mat.SymDense
	if !chol.Factorize(r) || chol.InverseTo(&inverse) != nil {
		return t
	}
	unique := 0.0
	for i := range k {
		unique += 1 / inverse.At(i, i)
	}
	t.formula = formula("1 - e/t").with("e", unique, "sum_uniqueness").with("t", total(m.r, -1), "sum_r_matrix")
	return t
}

// splitHalfAccount looks for the halves of the standardised items whose correlations are largest or smallest in sum.
func (x *explainer) splitHalfAccount(s *subject) told {
	t := x.scaleTold(s)
	m := x.scaleOf(s)
	k := len(s.Basis.Columns)
	if m == nil || k < 2 || k > 16 {
		return t
	}
	best, half := math.NaN(), 0
	for set := 1; set < 1<<(k-1); set++ {
		size, between := 0, 0.0
		for i := range k {
			if set>>i&1 == 1 {
				size++
				for j := range k {
					if set>>j&1 == 0 {
						between += m.r[i][j]
					}
				}
			}
		}
		if size != k/2 && size != (k+1)/2 {
			continue
		}
		if math.IsNaN(best) || (s.Measure == "split_half_max") == (between > best) && between != best {
			best, half = between, set
		}
	}
	var a, b []string
	for i, id := range m.items {
		if half>>i&1 == 1 {
			a = append(a, id)
		} else {
			b = append(b, id)
		}
	}
	t.formula = formula("4*b/t").with("b", best, "sum_between", strings.Join(a, ", "), strings.Join(b, ", ")).with("t", total(m.r, -1), "sum_r_matrix")
	return t
}

func (x *explainer) itemAccount(s *subject) told {
	t := x.scaleTold(s)
	m := x.scaleOf(s)
	if m == nil || m.item(s) < 0 {
		return t
	}
	v := m.vars[m.item(s)]
	switch s.Measure {
	case "item_n":
		t.kind = AccountCount
		t.formula = formula("n").with("n", float64(v.N), "answers")
	case "item_mean":
		t.formula = formula("s/n").with("s", v.Sum(), "sum_answers").with("n", float64(v.N), "answers")
	default:
		t.formula = formula("sqrt(s/(n - 1))").with("s", v.Var()*float64(v.N-1), "squares").with("n", float64(v.N), "answers")
	}
	return t
}

func (x *explainer) itemRestAccount(s *subject) told {
	t := x.scaleTold(s)
	m := x.scaleOf(s)
	if m == nil || m.item(s) < 0 {
		return t
	}
	i := m.item(s)
	c, other := 0.0, -1
	for j := range m.items {
		c += m.c[i][j]
	}
	code := "variance_sum"
	if s.Measure == "item_rest_r" {
		c -= m.c[i][i]
		other, code = i, "variance_rest"
	}
	t.formula = formula("c/sqrt(v*t)").with("c", c, "covariance").with("v", m.c[i][i], "variance_of", m.items[i]).with("t", total(m.c, other), code)
	return t
}
