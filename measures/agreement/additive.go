package agreement

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
)

// sums says where, in a vector that is additive over units, the numbers stand from which every coefficient is computed.
// A replicate of the bootstrap adds the vectors of what was drawn.
type sums struct {
	q, coders int

	units, doubled   int // with a code; with two or more
	plain, weighted  int // Σ p_i over the doubled: nominal weights, the weights in force
	shares           int // q: Σ r_ik/r_i
	given            int // coders × q: codes of each coder in each category
	coincidences     int // q × q: O_ck, c < k
	margins          int // q: codes of the doubled in each category
	joint            int // pairs × q × q: units both coded, by category of the first and of the second
	length           int
	presence         int32 // category of codes given; none: not asked
	alpha            metric
	weights          *weighting
	scratch          *scratch
	others, own, row []float64 // memory of conger and cohen
	mean             *meanOfPairs
}

func newSums(g *grid, m metric, w *weighting, o Options) *sums {
	q, c := len(g.cats), len(g.coders)
	s := &sums{q: q, coders: c, units: 0, doubled: 1, plain: 2, weighted: 3, shares: 4, presence: g.presence(o), alpha: m, weights: w, scratch: newScratch(q)}
	s.given = s.shares + q
	s.coincidences = s.given + c*q
	s.margins = s.coincidences + q*q
	s.joint = s.margins + q
	s.length = s.joint + c*(c-1)/2*q*q
	s.mean = newMeanOfPairs(c)
	s.others, s.own, s.row = make([]float64, q), make([]float64, q), make([]float64, q)
	return s
}

// term is one place of a sparse vector.
type term struct {
	at    int32
	value float64
}

// add enters a row that stands for so many units into a vector.
func (s *sums) add(v []float64, row []int32, times float64) {
	r := 0
	for _, k := range row {
		if k != none {
			r++
		}
	}
	v[s.units] += times
	for c, k := range row {
		if k != none {
			v[s.shares+int(k)] += times / float64(r)
			v[s.given+c*s.q+int(k)] += times
		}
	}
	if r < 2 {
		return
	}
	v[s.doubled] += times
	same, agreeing, pair := 0, 0.0, 0
	for a, k := range row {
		if k != none {
			v[s.margins+int(k)] += times
		}
		for _, l := range row[a+1:] {
			if k != none && l != none {
				v[s.joint+pair*s.q*s.q+int(k)*s.q+int(l)] += times
				agreeing += s.weights.w[k][l]
				if k == l {
					same++
				} else {
					v[s.coincidences+int(min(k, l))*s.q+int(max(k, l))] += times / float64(r-1)
				}
			}
			pair++
		}
	}
	pairs := float64(r*(r-1)) / 2
	v[s.plain] += times * float64(same) / pairs
	v[s.weighted] += times * agreeing / pairs
}

// names of the coefficients in the order of [sums.compute]; then the pairs', five each; then the categories' prevalence.
var wholeMeasures = [...]string{"percent_agreement", "fleiss_kappa", "conger_kappa", "krippendorff_alpha", "gwet_ac", "brennan_prediger", "composite_reliability_holsti"}

const pairMeasures = 5 // cohen_kappa, percent_agreement, scott_pi, holsti, mutual_agreement

// compute fills out with every coefficient of a vector, in the order of the estimates of [Compute]. What is not estimable
// stays as it is.
func (s *sums) compute(v, out []float64) {
	s.computePairs(v, out)
	total := 0.0
	for _, x := range v[s.given:s.coincidences] {
		total += x
	}
	prevalence := out[len(out)-s.q:]
	for k := range prevalence {
		for c := range s.coders {
			if x := v[s.given+c*s.q+k]; math.IsNaN(prevalence[k]) {
				prevalence[k] = x / total
			} else {
				prevalence[k] += x / total
			}
		}
	}
	doubled := v[s.doubled]
	if doubled < 2 {
		return
	}
	n, q := v[s.units], float64(s.q)
	pa := v[s.weighted] / doubled
	pi, w := v[s.shares:s.given], s.weights
	var fleiss, gwet float64
	for k, x := range pi {
		for l, y := range pi {
			fleiss += w.w[k][l] * (x / n) * (y / n)
		}
		gwet += x / n * (1 - x/n) * w.total / (q * (q - 1))
	}
	out[0] = v[s.plain] / doubled
	out[1] = chanceCorrected(pa, fleiss)
	out[2] = chanceCorrected(pa, s.conger(v))
	if alpha, ok := alphaOf(v[s.coincidences:s.margins], v[s.margins:s.joint], s.alpha, s.scratch.differences); ok {
		out[3] = alpha
	}
	out[4] = chanceCorrected(pa, gwet)
	out[5] = chanceCorrected(pa, w.total/(q*q))
}

func chanceCorrected(pa, pe float64) float64 {
	if !(1-pe > 1e-12) {
		return estimate.None
	}
	return (pa - pe) / (1 - pe)
}

// conger is the chance agreement of Conger's kappa, Σ_{g≠h} Σ w_kl p_gk p_hl / (m(m − 1)).
func (s *sums) conger(v []float64) float64 {
	total := s.others
	clear(total)
	share := func(c int) []float64 {
		given := v[s.given+c*s.q : s.given+(c+1)*s.q]
		n := 0.0
		for _, x := range given {
			n += x
		}
		for k, x := range given {
			s.own[k] = x / n
		}
		return s.own
	}
	for c := range s.coders {
		for k, x := range share(c) {
			total[k] += x
		}
	}
	pe := 0.0
	for c := range s.coders {
		p := share(c)
		for k, x := range p {
			for l := range p {
				pe += s.weights.w[k][l] * x * (total[l] - p[l])
			}
		}
	}
	return pe / float64(s.coders*(s.coders-1))
}

// computePairs fills in the pairs' coefficients and the composite reliability.
func (s *sums) computePairs(v, out []float64) {
	s.mean.reset()
	pair := 0
	for a := range s.coders {
		for b := a + 1; b < s.coders; b++ {
			to := out[len(wholeMeasures)+pair*pairMeasures:]
			joint := v[s.joint+pair*s.q*s.q : s.joint+(pair+1)*s.q*s.q]
			pair++
			n, same, agreeing := 0.0, 0.0, 0.0
			first, second := s.own, s.row
			clear(first)
			clear(second)
			for k := range s.q {
				same += joint[k*s.q+k]
				for l := range s.q {
					x := joint[k*s.q+l]
					n += x
					first[k] += x
					second[l] += x
					agreeing += s.weights.w[k][l] * x
				}
			}
			if n < 2 {
				s.mean.add(estimate.None)
				continue
			}
			cohen, scott := 0.0, 0.0
			for k := range s.q {
				for l := range s.q {
					cohen += s.weights.w[k][l] * first[k] / n * second[l] / n
				}
				mean := (first[k] + second[k]) / (2 * n)
				scott += mean * mean
			}
			given := 0.0
			for k := range s.q {
				given += v[s.given+a*s.q+k] + v[s.given+b*s.q+k]
			}
			holsti := 2 * same / given
			to[0], to[1], to[2], to[3], to[4] = chanceCorrected(agreeing/n, cohen), same/n, chanceCorrected(same/n, scott), holsti, holsti
			if s.presence != none {
				of := first[s.presence] + second[s.presence]
				if of == 0 {
					to[4] = estimate.None
				} else {
					to[4] = 2 * joint[int(s.presence)*(s.q+1)] / of
				}
			}
			s.mean.add(to[4])
		}
	}
	out[len(wholeMeasures)-1] = s.mean.composite()
}
