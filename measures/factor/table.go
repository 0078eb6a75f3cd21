package factor

import (
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"gonum.org/v1/gonum/mat"
)

const (
	leastRows  = 3     // rows that a correlation needs
	smallestPD = 1e-10 // smallest eigenvalue of what counts as positive definite
)

// table is what an analysis is computed from.
type table struct {
	o       Options
	names   []string
	k, n    int // items; rows of the pair that has fewest
	r       *mat.SymDense
	roots   []float64      // eigenvalues of r, largest first
	stop    *estimate.Note // why there is no r
	stopped *estimate.Note // why r has no inverse
}

func newTable(g *moments.Group, o Options) *table {
	t := &table{o: o, names: o.Items, k: len(o.Items), n: int(g.Any)}
	halt := func(n estimate.Note) *table {
		t.stop, t.stopped = &n, &n
		return t
	}
	if t.k < 2 {
		return halt(noteFewItems.Says())
	}
	for i, v := range g.Vars {
		if v.Constant() {
			return halt(noteConstantItem.Says(t.names[i]))
		}
	}
	for i := range t.k {
		for j := range i {
			t.n = min(t.n, int(g.Pair(j, i).N))
		}
	}
	if int(g.Any) < leastRows {
		return halt(estimate.NoteTooFew.Says(int(g.Any), leastRows))
	}
	t.r = mat.NewSymDense(t.k, nil)
	for i := range t.k {
		t.r.SetSym(i, i, 1)
		for j := range i {
			switch p := g.Pair(j, i); {
			case p.N < leastRows:
				return halt(noteNoOverlap.Says(t.names[j], t.names[i]))
			case p.Constant():
				return halt(noteConstantPair.Says(t.names[j], t.names[i]))
			default:
				t.r.SetSym(j, i, p.R())
			}
		}
	}
	var e eigen
	if !e.of(t.r) {
		return halt(noteNoSolution.Says())
	}
	t.roots = e.values
	if smallest := t.roots[t.k-1]; smallest < smallestPD {
		n := noteNotPD.Says(smallest)
		t.stopped = &n
	}
	return t
}

// estimate starts an estimate of the table, or of an item or factor.
func (t *table) estimate(measure, of, method string) estimate.Estimate {
	e := estimate.New(Family, measure, of)
	e.N, e.People = t.n, t.n
	e.Method = "Pearson, pairwise complete"
	if method != "" {
		e.Method = method + ", " + e.Method
	}
	e.Basis = estimate.Basis{Columns: t.names}
	return e
}

// eigen is a spectral decomposition with the largest eigenvalue first; vectors are the columns of a k×k matrix, by rows.
type eigen struct {
	values, vectors []float64
}

func (e *eigen) of(a mat.Symmetric) bool {
	var s mat.EigenSym
	if !s.Factorize(a, true) {
		return false
	}
	k := a.SymmetricDim()
	ascending := s.Values(nil)
	var v mat.Dense
	s.VectorsTo(&v)
	e.values, e.vectors = make([]float64, k), make([]float64, k*k)
	for j := range k {
		e.values[j] = ascending[k-1-j]
		for i := range k {
			e.vectors[i*k+j] = v.At(i, k-1-j)
		}
	}
	return true
}
