package mediate

import "math"

// paths are the coefficients that effects are made of, by mediator, in units of the columns; aw and bw are those of the
// products with the moderator, 0 without one.
type paths struct {
	a, aw, b, bw []float64
	direct       float64
}

func newPaths(mediators int) *paths {
	return &paths{a: make([]float64, mediators), aw: make([]float64, mediators), b: make([]float64, mediators), bw: make([]float64, mediators)}
}

// effects says where each effect stands in a row of effects.
type effects struct {
	mediators int
	moderated bool
	index     bool      // one stage is moderated: the index exists
	at        []float64 // values of the moderator, minus its mean
}

// width is the number of effects: without a moderator the indirect effects, their sum, the proportions of each and of the
// sum; with one the conditional indirect effects of each mediator, and the indices.
func (f *effects) width() int {
	if !f.moderated {
		return 2*f.mediators + 2
	}
	w := f.mediators * len(f.at)
	if f.index {
		w += f.mediators
	}
	return w
}

func (f *effects) indirect(j int) int       { return j }
func (f *effects) sum() int                 { return f.mediators }
func (f *effects) proportion(j int) int     { return f.mediators + 1 + j } // j = mediators: of the sum
func (f *effects) conditional(j, v int) int { return j*len(f.at) + v }
func (f *effects) slope(j int) int          { return f.mediators*len(f.at) + j }

// fill computes the effects of paths.
func (f *effects) fill(p *paths, out []float64) {
	if f.moderated {
		for j := range f.mediators {
			for v, w := range f.at {
				out[f.conditional(j, v)] = (p.a[j] + p.aw[j]*w) * (p.b[j] + p.bw[j]*w)
			}
			if f.index {
				out[f.slope(j)] = p.aw[j]*p.b[j] + p.a[j]*p.bw[j]
			}
		}
		return
	}
	sum := 0.0
	for j := range f.mediators {
		out[f.indirect(j)] = p.a[j] * p.b[j]
		sum += p.a[j] * p.b[j]
	}
	out[f.sum()] = sum
	total := p.direct + sum
	for j := range f.mediators {
		out[f.proportion(j)] = share(out[f.indirect(j)], total)
	}
	out[f.proportion(f.mediators)] = share(sum, total)
}

func share(part, whole float64) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return part / whole
}
