package weights

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// components weighs columns by the principal components of their correlations whose eigenvalue λ is above 1:
//
//	w_j ∝ |Σ_c (λ_c/Σλ) l_jc/√λ_c|
//
// with loadings l and Σλ over these components, so that l/√λ is the entry of the unit eigenvector. Each eigenvector is
// first turned so that its sum is 0 or more (its first entry, where the sum is 0); a column whose sum over the components
// is negative is noted. Constant columns take no part. Not estimable without an eigenvalue above 1.
func components(d *data, r *estimate.Result) {
	es, why := d.estimates("principal components of correlations, eigenvalues above 1")
	if why != nil {
		r.Add(because(es, *why)...)
		return
	}
	matrix, places := d.correlations()
	values, vectors, ok := eigen(matrix)
	kept := 0
	total := 0.0
	for kept < len(values) && values[kept] > 1+1e-9 {
		total += values[kept]
		kept++
	}
	if !ok || kept == 0 {
		r.Add(because(es, noteNoFactor.Says())...)
		return
	}
	for c := 0; c < kept; c++ {
		if c+1 < len(values) && values[c]-values[c+1] < 1e-9 {
			r.Warn(warnTies.Says())
			break
		}
	}
	parts := make([]float64, len(es))
	for a, j := range places {
		sum := 0.0
		for c := 0; c < kept; c++ {
			sum += values[c] / total * vectors[c][a]
		}
		if sum < -1e-12 {
			es[j] = es[j].With(noteSign.Says())
		}
		parts[j] = math.Abs(sum)
	}
	d.share(es, parts)
	r.Add(es...)
}

// correlations of the columns that are not constant, and their places.
func (d *data) correlations() (matrix [][]float64, places []int) {
	for j := range d.columns {
		if !d.constant[j] {
			places = append(places, j)
		}
	}
	matrix = make([][]float64, len(places))
	for a := range places {
		matrix[a] = make([]float64, len(places))
		matrix[a][a] = 1
		for b := range a {
			rho := stat.Correlation(d.columns[places[a]], d.columns[places[b]], nil)
			matrix[a][b], matrix[b][a] = rho, rho
		}
	}
	return matrix, places
}

// eigen are the eigenvalues of a correlation matrix in falling order and the unit eigenvectors, turned.
func eigen(matrix [][]float64) (values []float64, vectors [][]float64, ok bool) {
	k := len(matrix)
	s := mat.NewSymDense(k, nil)
	for a := range matrix {
		for b := a; b < k; b++ {
			s.SetSym(a, b, matrix[a][b])
		}
	}
	var e mat.EigenSym
	if !e.Factorize(s, true) {
		return nil, nil, false
	}
	rising := e.Values(nil)
	var dense mat.Dense
	e.VectorsTo(&dense)
	for c := k - 1; c >= 0; c-- {
		values = append(values, rising[c])
		vectors = append(vectors, turned(mat.Col(nil, c, &dense)))
	}
	return values, vectors, true
}

// turned changes the sign of an eigenvector whose sum is negative, or is 0 while its first entry is negative.
func turned(v []float64) []float64 {
	sum, first := 0.0, 0.0
	for _, x := range v {
		sum += x
		if first == 0 && math.Abs(x) > 1e-9 {
			first = x
		}
	}
	if sum < -1e-9 || sum <= 1e-9 && first < 0 {
		for i := range v {
			v[i] = -v[i]
		}
	}
	return v
}
