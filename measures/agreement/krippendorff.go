package agreement

import (
	"context"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
)

// krippendorff is Krippendorff's alpha [Krippendorff2011, Krippendorff2019]:
//
//	α = 1 − (N − 1) Σ O_ck δ²_ck / Σ n_c n_k δ²_ck
//
// with coincidences O_ck = Σ_u (ordered pairs of codes c, k in unit u)/(m_u − 1) over the units with m_u ≥ 2 codes, their
// margins n_c and N = Σ n_c. The difference δ² follows the level of measurement:
//
//	nominal   1 for c ≠ k
//	ordinal   (Σ_{g=c..k} n_g − (n_c + n_k)/2)²
//	interval  (c − k)²
//	ratio     ((c − k)/(c + k))², 0 for c = k = 0; for values of 0 or more
//
// An interval comes only from a bootstrap: whole units (or clusters) are drawn again and alpha recomputed in full. n
// counts the units with two codes or more. Not estimable with fewer than two of them, or without variation.
func (g *grid) krippendorff(ctx context.Context, o Options) (estimate.Estimate, error) {
	e := estimate.New(Family, "krippendorff_alpha", "")
	e.Method, e.N = o.Level+", Krippendorff 2011", g.doubled()
	switch {
	case len(g.coders) < 2:
		return e.Because(noteFewCoders.Says()), nil
	case e.N < 2:
		return e.Because(o.words().fewUnits.Says(e.N)), nil
	case o.Level == "ratio" && slices.Min(g.x) < 0:
		return e.Because(noteUndefined.Says()), nil
	}
	resampled := o.Bootstrap > 0 && !o.BootstrapAll
	p := g.patterns(resampled)
	m := metric{level: o.Level, x: g.x}
	value, ok := p.alpha(m, p.counts, newScratch(len(g.x)))
	if !ok {
		return e.Because(o.words().certain(noteNoVariation.Says())), nil
	}
	e.Value = value
	if !resampled {
		return e, nil
	}
	return p.bootstrap(ctx, e, m, o)
}

// metric is a squared difference between categories.
type metric struct {
	level string
	x     []float64
}

// fill writes δ²_ck for c < k into d (c·q + k); the ordinal one depends on the margins.
func (m metric) fill(d, margins []float64) {
	q := len(m.x)
	for c := 0; c < q; c++ {
		between := margins[c] / 2
		for k := c + 1; k < q; k++ {
			var diff float64
			switch m.level {
			case "nominal":
				diff = 1
			case "ordinal":
				diff = between + margins[k]/2
				between += margins[k]
			case "interval":
				diff = m.x[c] - m.x[k]
			case "ratio":
				diff = (m.x[c] - m.x[k]) / (m.x[c] + m.x[k])
			}
			d[c*q+k] = diff * diff
		}
	}
}

// patterns are the different ways in which the codes of a unit fall into categories, and how often each occurs. Units
// with the same counts r_ik contribute alike to alpha, so that a replicate of the bootstrap costs no more than counting
// them again.
type patterns struct {
	q      int
	of     []int32     // pattern of each unit with two codes or more; of each row of them where there are clusters; nil where nothing is resampled
	counts []int       // how many units have each pattern
	cells  [][]cell    // the coincidences of different categories of each pattern, c < k
	margin [][]margin  // the codes of each pattern
	group  [][]counted // the patterns in each cluster; nil when units are independent
}

type cell struct {
	at     int32 // c·q + k
	weight float64
}

type margin struct{ category, codes int32 }

type counted struct {
	pattern int32
	units   int
}

func (g *grid) patterns(resampled bool) *patterns {
	p := &patterns{q: len(g.cats)}
	known := map[string]int32{}
	var key []byte
	var row []int32
	var doubled sample
	for i := range g.rows {
		if g.r[i] < 2 {
			continue
		}
		row = row[:0]
		for _, k := range g.unit(i) {
			if k != none {
				row = append(row, k)
			}
		}
		slices.Sort(row)
		key = key[:0]
		for _, k := range row {
			key = append(key, byte(k), byte(k>>8), byte(k>>16), byte(k>>24))
		}
		id, ok := known[string(key)]
		if !ok {
			id = int32(len(p.counts))
			known[string(key)] = id
			p.add(row)
		}
		times := g.count(i)
		p.counts[id] += times
		if !resampled {
			continue
		}
		if g.cluster != nil {
			doubled.add(&g.sample, i)
			times = 1
		}
		for range times {
			p.of = append(p.of, id)
		}
	}
	if resampled && g.cluster != nil {
		p.gather(&doubled)
	}
	return p
}

// add enters the pattern of a unit's sorted codes.
func (p *patterns) add(row []int32) {
	var ms []margin
	for _, k := range row {
		if len(ms) > 0 && ms[len(ms)-1].category == k {
			ms[len(ms)-1].codes++
		} else {
			ms = append(ms, margin{k, 1})
		}
	}
	var cs []cell
	for a, x := range ms {
		for _, y := range ms[a+1:] {
			cs = append(cs, cell{x.category*int32(p.q) + y.category, float64(x.codes) * float64(y.codes) / float64(len(row)-1)})
		}
	}
	p.counts, p.cells, p.margin = append(p.counts, 0), append(p.cells, cs), append(p.margin, ms)
}

// gather counts the patterns of each cluster.
func (p *patterns) gather(s *sample) {
	at := map[int32]int{} // cluster → its place among those that have a unit with two codes
	type entry struct {
		group   int
		pattern int32
	}
	where := map[entry]int{}
	for i, c := range s.cluster {
		g, ok := at[c]
		if !ok {
			g = len(p.group)
			at[c] = g
			p.group = append(p.group, nil)
		}
		k := entry{g, p.of[i]}
		w, ok := where[k]
		if !ok {
			w = len(p.group[g])
			where[k] = w
			p.group[g] = append(p.group[g], counted{pattern: p.of[i]})
		}
		p.group[g][w].units += s.count(i)
	}
}

// scratch is the memory that one computation of alpha needs.
type scratch struct {
	coincidences, differences, margins []float64
}

func newScratch(q int) *scratch {
	return &scratch{coincidences: make([]float64, q*q), differences: make([]float64, q*q), margins: make([]float64, q)}
}

// alpha is computed from how often each pattern occurs, in O(patterns·codes² + q²). It is false where all codes are in
// one category, or where there is none.
func (p *patterns) alpha(m metric, counts []int, s *scratch) (float64, bool) {
	clear(s.coincidences)
	clear(s.margins)
	for id, count := range counts {
		if count == 0 {
			continue
		}
		times := float64(count)
		for _, c := range p.cells[id] {
			s.coincidences[c.at] += times * c.weight
		}
		for _, x := range p.margin[id] {
			s.margins[x.category] += times * float64(x.codes)
		}
	}
	return alphaOf(s.coincidences, s.margins, m, s.differences)
}

// alphaOf is alpha from the coincidences of different categories (c·q + k, c < k) and the margins; differences is memory
// for as many numbers as there are coincidences.
func alphaOf(coincidences, margins []float64, m metric, differences []float64) (float64, bool) {
	m.fill(differences, margins)
	q := len(margins)
	var total, observed, expected float64
	for c, nc := range margins {
		total += nc
		for k := c + 1; k < q; k++ {
			d := differences[c*q+k]
			observed += coincidences[c*q+k] * d
			expected += nc * margins[k] * d
		}
	}
	if !(expected > 0) {
		return estimate.None, false
	}
	return 1 - (total-1)*observed/expected, true
}
