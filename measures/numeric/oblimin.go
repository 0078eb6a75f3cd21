package numeric

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

const (
	obliminSteps    = 20000
	obliminGradient = 1e-10 // length of the projected gradient of a settled rotation
	resolved        = 1e-5  // length below which rounding hides what a step gains
)

// Oblimin rotates a p×k matrix of loadings obliquely so that the columns of squared loadings overlap least: the smallest
// ¼Σ_{a≠b} Σ_i l_ia²(l_ib² − γ·mean_j l_jb²), γ = 0 being quartimin, without Kaiser's normalisation [Jennrich2002]. The
// gradient is projected on factors of unit variance [BernaardsJennrich2005]. The criterion has local minima: the
// search starts from the loadings as they are and from starts−1 random rotations, each from its own [Stream] of the seed,
// and keeps the smallest; among equal ones the earliest.
//
// pattern is the p×k pattern matrix, phi the k×k correlations of the factors; pattern·phi·patternᵀ = L·Lᵀ. converged is
// false when no start settled; pattern and phi are then those of the start that came furthest down.
func Oblimin(L *mat.Dense, gamma float64, starts int, seed uint64) (pattern, phi *mat.Dense, converged bool) {
	p, k := L.Dims()
	if k < 2 {
		return mat.DenseCopyOf(L), identity(k), true
	}
	loadings := mat.DenseCopyOf(L).RawMatrix().Data
	var best *oblimin
	for start := range max(1, starts) {
		o := newOblimin(loadings, p, k, gamma)
		if start > 0 {
			o.t = randomRotation(k, seed, uint64(start))
		}
		o.descend()
		if best == nil || o.settled && !best.settled ||
			o.settled == best.settled && o.value < best.value-1e-9*(1e-6+math.Abs(best.value)) {
			best = o
		}
	}
	pattern, phi = mat.NewDense(p, k, best.l), mat.NewDense(k, k, nil)
	for a := range k {
		for b := range k {
			for c := range k {
				phi.Set(a, b, phi.At(a, b)+best.t[c*k+a]*best.t[c*k+b])
			}
		}
		phi.Set(a, a, 1)
	}
	return pattern, phi, best.settled
}

// oblimin is one descent: t holds the factors' directions by columns of unit length, l = a·t⁻¹ᵀ the pattern.
type oblimin struct {
	a       []float64
	p, k    int
	gamma   float64
	t, l    []float64
	value   float64
	settled bool

	inverse, scratch []float64 // k×k
	squares, slope   []float64 // p×k
}

func newOblimin(a []float64, p, k int, gamma float64) *oblimin {
	return &oblimin{a: a, p: p, k: k, gamma: gamma, t: identity(k).RawMatrix().Data, l: make([]float64, p*k),
		inverse: make([]float64, k*k), scratch: make([]float64, k*k), squares: make([]float64, p*k), slope: make([]float64, p*k)}
}

// at evaluates the criterion and its derivative (p×k, in slope) at directions t; false where they are dependent.
func (o *oblimin) at(t []float64) (value float64, ok bool) {
	k := o.k
	copy(o.scratch, t)
	if !invert(o.scratch, o.inverse, k) {
		return math.Inf(1), false
	}
	for i := range o.p {
		for b := range k {
			o.l[i*k+b] = dot(o.inverse[b*k:b*k+k], o.a[i*k:i*k+k])
		}
	}
	means := make([]float64, k)
	for i, x := range o.l {
		o.squares[i] = x * x
		means[i%k] += x * x / float64(o.p)
	}
	total := 0.0
	for b := range k {
		total += o.gamma * means[b]
	}
	for i := 0; i < len(o.l); i += k {
		row := 0.0
		for _, s := range o.squares[i : i+k] {
			row += s
		}
		for b := range k {
			others := row - o.squares[i+b] - (total - o.gamma*means[b])
			o.slope[i+b] = o.l[i+b] * others
			value += o.squares[i+b] * others / 4
		}
	}
	return value, true
}

// gradient is −(l'·slope·t⁻¹)ᵀ projected on columns of unit length, and its length, after [oblimin.at] at t.
func (o *oblimin) gradient(t, out []float64) float64 {
	k := o.k
	clear(o.scratch)
	for i := 0; i < len(o.l); i += k {
		for a := range k {
			for b := range k {
				o.scratch[a*k+b] += o.l[i+a] * o.slope[i+b]
			}
		}
	}
	for a := range k {
		for b := range k {
			g := 0.0
			for c := range k {
				g -= o.scratch[a*k+c] * o.inverse[c*k+b]
			}
			out[b*k+a] = g
		}
	}
	length := 0.0
	for b := range k {
		along := 0.0
		for a := range k {
			along += t[a*k+b] * out[a*k+b]
		}
		for a := range k {
			out[a*k+b] -= along * t[a*k+b]
			length += out[a*k+b] * out[a*k+b]
		}
	}
	return math.Sqrt(length)
}

// descend follows the projected gradient with halved steps. Where the criterion no longer resolves a step, the shorter
// gradient decides.
func (o *oblimin) descend() {
	k := o.k
	gradient, next, direction := make([]float64, k*k), make([]float64, k*k), make([]float64, k*k)
	value, ok := o.at(o.t)
	if !ok {
		o.value = value
		return
	}
	length, step := o.gradient(o.t, gradient), 1.0
	for range obliminSteps {
		if o.settled = length < obliminGradient; o.settled {
			break
		}
		step *= 2
		moved := false
		for range 60 {
			for b := range k {
				norm := 0.0
				for a := range k {
					x := o.t[a*k+b] - step*gradient[a*k+b]
					next[a*k+b] = x
					norm += x * x
				}
				for a := range k {
					next[a*k+b] /= math.Sqrt(norm)
				}
			}
			v, ok := o.at(next)
			if ok && (length > resolved && value-v > 0.5*length*length*step || length <= resolved && o.gradient(next, direction) < length) {
				moved, value = true, v
				break
			}
			step /= 2
		}
		if !moved {
			break
		}
		copy(o.t, next)
		length = o.gradient(o.t, gradient)
	}
	o.value, _ = o.at(o.t)
}

// randomRotation is an orthogonal matrix, uniform over all of them: normal numbers made orthonormal column by column.
func randomRotation(k int, seed, start uint64) []float64 {
	r := Stream(seed, start)
	columns := make([][]float64, k)
	for b := range columns {
		columns[b] = make([]float64, k)
		for {
			for a := range k {
				columns[b][a] = r.NormFloat64()
			}
			for range 2 {
				for _, c := range columns[:b] {
					along := dot(c, columns[b])
					for a := range k {
						columns[b][a] -= along * c[a]
					}
				}
			}
			if n := math.Sqrt(dot(columns[b], columns[b])); n > 1e-6 {
				scale(1/n, columns[b])
				break
			}
		}
	}
	t := make([]float64, k*k)
	for b, c := range columns {
		for a, x := range c {
			t[a*k+b] = x
		}
	}
	return t
}
