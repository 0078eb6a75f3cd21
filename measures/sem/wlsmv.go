package sem

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"
)

// fitOrdinal estimates, and computes the robust covariance matrix
//
//	(Δ′WΔ)⁻¹ Δ′WΓWΔ (Δ′WΔ)⁻¹/(N−G)
//
// and the scaled and shifted test [Asparouhov2010].
func (f *Fit) fitOrdinal(ctx context.Context) error {
	o, err := newOrdinal(ctx, f.Model, f.data)
	if err != nil {
		return err
	}
	f.ordinal, f.fixed = o, o.fixed
	sol, err := minimise(ctx, o, o.starts())
	if err != nil {
		return err
	}
	f.take(sol)
	var points []*ordinalPoint
	for g := range o.samples {
		pt, ok := o.at(g, f.Theta)
		if !ok {
			f.Converged = false
			return nil
		}
		points = append(points, pt)
		f.geo = append(f.geo, pt.geo)
	}
	bread := mat.NewSymDense(f.Model.Free, nil)
	meat := mat.NewSymDense(f.Model.Free, nil)
	weighted := make([]*mat.Dense, len(points))
	for g, pt := range points {
		share := o.samples[g].n / o.n
		weighted[g] = o.weighted(g, pt.delta)
		addProduct(bread, pt.delta, weighted[g], share)
		var gw mat.Dense
		gw.Mul(o.samples[g].gamma, weighted[g])
		addProduct(meat, weighted[g], &gw, share)
	}
	inv := f.invertInformation(bread)
	o.points, o.weights, o.meat, o.bread, o.inverse = points, weighted, meat, bread, inv
	f.inv = inv
	if inv != nil {
		f.Cov = sandwich(inv, meat, o.n-float64(len(points)))
	}
	f.ordinalTest(points, weighted, inv)
	return nil
}

// starts are the model's start values from correlations, with the sample's thresholds.
func (o *ordinal) starts() []float64 {
	samples := make([]sample, len(o.samples))
	for g := range o.samples {
		samples[g] = sample{n: o.samples[g].n, mean: make([]float64, len(o.model.Observed)), cov: o.samples[g].r}
	}
	theta := o.model.starts(samples)
	seen := map[int]bool{}
	for _, p := range o.model.Params {
		if p.kind == cutEntry && p.Free >= 0 && !seen[p.Free] && math.IsNaN(p.Start) {
			theta[p.Free] = o.samples[p.Group].thresholds[p.i][p.j]
			seen[p.Free] = true
		}
	}
	return theta
}

// ordinalTest computes χ² = Σ (n_g−1) r′Wr of model and baseline, and their scaled and shifted forms: with U = W − WΔ(Δ′WΔ)⁻¹Δ′W,
//
//	a = √(df/tr (UΓ)²), χ²_s = a χ² + df − a tr UΓ
func (f *Fit) ordinalTest(points []*ordinalPoint, weighted []*mat.Dense, inv *mat.SymDense) {
	o := f.ordinal
	s := &Scaled{ShiftedChi2: true, Chi2: math.NaN()}
	value, base := 0.0, 0.0
	trace, trace2, baseTrace, baseTrace2 := 0.0, 0.0, 0.0, 0.0
	f.Baseline.DF = 0
	for g, pt := range points {
		sm := &o.samples[g]
		m := len(pt.residual)
		nth := m - pt.geo.p*(pt.geo.p-1)/2
		f.Baseline.DF += m - nth
		for i, r := range pt.residual {
			value += (sm.n - 1) / sm.gamma.At(i, i) * r * r
		}
		for i := nth; i < m; i++ {
			wi := 1 / sm.gamma.At(i, i)
			base += (sm.n - 1) * wi * sm.moments[i] * sm.moments[i]
			baseTrace++
			row := sm.gamma.RawRowView(i)
			for j := nth; j < m; j++ {
				baseTrace2 += wi * row[j] * row[j] / sm.gamma.At(j, j)
			}
		}
	}
	f.Baseline.Chi2 = base
	if !f.Converged {
		return
	}
	f.Chi2 = value
	if inv == nil || f.DF <= 0 {
		return
	}
	trace, trace2 = o.traces(weighted, inv)
	df, baseDF := float64(f.DF), float64(f.Baseline.DF)
	a := math.Sqrt(df / trace2)
	b := math.Sqrt(baseDF / baseTrace2)
	s.C, s.Shift, s.Chi2 = 1/a, df-a*trace, a*value+df-a*trace
	s.BaseC, s.BaseShift, s.BaseChi2 = 1/b, baseDF-b*baseTrace, b*base+baseDF-b*baseTrace
	f.Scaled = s
}

// traces are tr UΓ and tr (UΓ)² over all groups. With Γ_g/share, W_g·share on the diagonal, UΓ has the blocks
// δ_gh W_gΓ_g − share_g W_gΔ_g (Δ′WΔ)⁻¹ Δ_h′W_hΓ_h.
func (o *ordinal) traces(weighted []*mat.Dense, inv *mat.SymDense) (t1, t2 float64) {
	q := inv.SymmetricDim()
	total := mat.NewDense(q, q, nil)  // Σ share·M_g, M = Δ′WΓWΔ
	second := mat.NewDense(q, q, nil) // Σ share·Δ′WΓWΓWΔ
	for g := range weighted {
		sm := &o.samples[g]
		share := sm.n / o.n
		m, _ := weighted[g].Dims()
		var gw mat.Dense
		gw.Mul(sm.gamma, weighted[g]) // ΓWΔ
		for i := range m {
			t1 += 1 // W is the inverse diagonal of Γ
			row := sm.gamma.RawRowView(i)
			wi := 1 / row[i]
			for j := range m {
				t2 += wi * row[j] * row[j] / sm.gamma.At(j, j)
			}
		}
		var part mat.Dense
		part.Mul(weighted[g].T(), &gw)
		part.Scale(share, &part)
		total.Add(total, &part)
		scaled := mat.NewDense(m, q, nil)
		for i := range m {
			w := 1 / sm.gamma.At(i, i)
			for j, x := range gw.RawRowView(i) {
				scaled.Set(i, j, w*x)
			}
		}
		part.Mul(gw.T(), scaled)
		part.Scale(share, &part)
		second.Add(second, &part)
	}
	var im, ims mat.Dense
	im.Mul(inv, total)
	ims.Mul(inv, second)
	for i := range q {
		t1 -= im.At(i, i)
		t2 -= 2 * ims.At(i, i)
		for j := range q {
			t2 += im.At(i, j) * im.At(j, i)
		}
	}
	return t1, t2
}

// srmr is the root mean square of the residual correlations, the diagonal counted with residuals of 0, over groups weighted by rows.
func (o *ordinal) srmr(f *Fit) float64 {
	total := 0.0
	for g := range o.samples {
		pt, ok := o.at(g, f.Theta)
		if !ok {
			return math.NaN()
		}
		sum, p := 0.0, pt.geo.p
		residuals := pt.residual[len(pt.residual)-p*(p-1)/2:]
		for _, r := range residuals {
			sum += r * r
		}
		total += o.samples[g].n / o.n * math.Sqrt(sum/float64(p*(p+1)/2))
	}
	return total
}

// ordinalDifference is the scaled and shifted test of a restricted model against a freer one on the same data
// [Satorra2000]: with the derivatives Δ₁ of the freer model, P = Δ₁′WΔ₁, and H = (Δ₁′Δ₁)⁻¹Δ₁′Δ₀ the restricted one's
// directions within it,
//
//	K = P⁻¹ − H (H′PH)⁻¹ H′, M = Δ₁′WΓWΔ₁, a = √(df/tr (KM)²), χ² = a (χ²₀−χ²₁) + df − a tr KM
//
// NaN where a matrix is singular.
func ordinalDifference(restricted, freer *Fit) float64 {
	o, r := freer.ordinal, restricted.ordinal
	if o.inverse == nil || r.inverse == nil {
		return math.NaN()
	}
	q1, q0 := freer.Model.Free, restricted.Model.Free
	own, cross := mat.NewDense(q1, q1, nil), mat.NewDense(q1, q0, nil)
	for g := range o.samples {
		var part, other mat.Dense
		part.Mul(o.points[g].delta.T(), o.points[g].delta)
		own.Add(own, &part)
		other.Mul(o.points[g].delta.T(), r.points[g].delta)
		cross.Add(cross, &other)
	}
	var h, ph, inner, solved, k, km mat.Dense
	if h.Solve(own, cross) != nil {
		return math.NaN()
	}
	ph.Mul(o.bread, &h)
	inner.Mul(h.T(), &ph)
	if solved.Solve(&inner, h.T()) != nil {
		return math.NaN()
	}
	k.Mul(&h, &solved)
	k.Sub(o.inverse, &k)
	km.Mul(&k, o.meat)
	t1, t2 := 0.0, 0.0
	for i := range q1 {
		t1 += km.At(i, i)
		for j := range q1 {
			t2 += km.At(i, j) * km.At(j, i)
		}
	}
	df := float64(restricted.DF - freer.DF)
	a := math.Sqrt(df / t2)
	return a*(restricted.Chi2-freer.Chi2) + df - a*t1
}
