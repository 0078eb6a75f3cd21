package sem

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"
)

// saturatedEM estimates mean and covariance matrix of normal data with values missing at random by the EM algorithm
// [LittleRubin2002], divisor n. It ends when no moment changes by more than 1e-11 of its scale; false when it does not
// within 20,000 steps or a covariance matrix becomes singular.
func saturatedEM(ctx context.Context, p int, pts []pattern) (s sample, converged bool, err error) {
	mean, variance, _ := available(p, pts)
	s = sample{mean: mean, cov: mat.NewSymDense(p, nil)}
	for j, v := range variance {
		if !(v > 0) {
			return s, false, nil
		}
		s.cov.SetSym(j, j, v)
	}
	for _, pt := range pts {
		s.n += pt.n
	}
	for step := range 20000 {
		if step%64 == 0 && ctx.Err() != nil {
			return s, false, ctx.Err()
		}
		next, ok := stepEM(p, pts, s)
		if !ok {
			return s, false, nil
		}
		change := 0.0
		for i := range p {
			sd := math.Sqrt(s.cov.At(i, i))
			change = math.Max(change, math.Abs(next.mean[i]-s.mean[i])/sd)
			for j := range i + 1 {
				change = math.Max(change, math.Abs(next.cov.At(i, j)-s.cov.At(i, j))/(sd*math.Sqrt(s.cov.At(j, j))))
			}
		}
		s = next
		if change < 1e-11 {
			return s, true, nil
		}
	}
	return s, false, nil
}

// stepEM replaces missing values by their regression on the present ones and adds the residual covariance.
func stepEM(p int, pts []pattern, s sample) (sample, bool) {
	t1 := make([]float64, p)
	t2 := mat.NewDense(p, p, nil) // Σ E[(x−mean)(x−mean)′] about the last mean
	for k := range pts {
		pt := &pts[k]
		o := len(pt.present)
		soo := mat.NewSymDense(o, nil)
		all := mat.NewDense(p, o, nil)
		for a, j := range pt.present {
			for b, l := range pt.present[:a+1] {
				soo.SetSym(a, b, s.cov.At(j, l))
			}
			for i := range p {
				all.Set(i, a, s.cov.At(i, j))
			}
		}
		var ch mat.Cholesky
		if !factorize(&ch, soo, 1e-13) {
			return s, false
		}
		var inv mat.SymDense
		if err := ch.InverseTo(&inv); err != nil && !conditioned(err) {
			return s, false
		}
		var w mat.Dense // regression of all variables on the present ones: identity rows for those
		w.Mul(all, &inv)
		d := mat.NewVecDense(o, nil)
		t := mat.NewSymDense(o, nil)
		for a, j := range pt.present {
			d.SetVec(a, pt.mean[a]-s.mean[j])
		}
		t.CopySym(pt.cov)
		t.SymRankOne(t, 1, d)
		var wd mat.VecDense
		wd.MulVec(&w, d)
		var wt, wtw, rest mat.Dense
		wt.Mul(&w, t)
		wtw.Mul(&wt, w.T())
		rest.Mul(&w, all.T())
		for i := range p {
			t1[i] += pt.n * wd.AtVec(i)
			for j := range p {
				t2.Set(i, j, t2.At(i, j)+pt.n*(wtw.At(i, j)+s.cov.At(i, j)-rest.At(i, j)))
			}
		}
	}
	next := sample{n: s.n, mean: make([]float64, p), cov: mat.NewSymDense(p, nil)}
	for i := range p {
		t1[i] /= s.n
		next.mean[i] = s.mean[i] + t1[i]
	}
	for i := range p {
		for j := i; j < p; j++ {
			next.cov.SetSym(i, j, (t2.At(i, j)+t2.At(j, i))/2/s.n-t1[i]*t1[j])
		}
	}
	return next, true
}

// saturated is the model without restrictions on p variables: its covariances and its means.
func saturated(p int) *Model {
	m := &Model{Groups: []string{""}, Means: true, Observed: make([]string, p), Ordered: make([]bool, p)}
	for i := range p {
		for j := range i + 1 {
			row := newParam(Covaries, "", "", entry{covEntry, i, j})
			row.Free = m.Free
			m.Free++
			m.Params = append(m.Params, row)
		}
	}
	for i := range p {
		row := newParam(Intercept, "", "", entry{kind: meanEntry, i: i})
		row.Free = m.Free
		m.Free++
		m.Params = append(m.Params, row)
	}
	m.rows = len(m.Params)
	return m
}

// saturatedTheta puts moments into the order of the saturated model.
func saturatedTheta(s sample) []float64 {
	var theta []float64
	for i := range s.mean {
		for j := range i + 1 {
			theta = append(theta, s.cov.At(i, j))
		}
	}
	return append(theta, s.mean...)
}
