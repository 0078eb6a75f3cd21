package moments

import (
	"math"
	"math/bits"

	"gonum.org/v1/gonum/floats"
)

// flush splits the block by group, in the order in which groups were met, and adds each part to its group.
func (c *collector) flush() {
	if c.n == 0 {
		return
	}
	defer func() { c.n = 0 }()
	parts := make([][]int32, len(c.groups))
	for r := range c.n {
		g := c.groupOf[r]
		if c.plan.Listwise && !c.complete(r) {
			c.groups[g].Dropped++
			continue
		}
		parts[g] = append(parts[g], int32(r))
	}
	for g, rows := range parts {
		if len(rows) > 0 {
			c.add(c.groups[g], rows)
		}
	}
}

func (c *collector) complete(r int) bool {
	for _, x := range c.x {
		if x[r] != x[r] {
			return false
		}
	}
	return true
}

// add merges the named rows of the block into a group.
func (c *collector) add(g *groupState, rows []int32) {
	w := gather(nil, c.w, rows)
	part := emptyGroup(c.plan, nil)
	part.Rows = int64(len(rows))
	part.Weight = float64(len(rows))
	if w != nil {
		part.Weight = floats.Sum(w)
	}
	part.Any, part.Complete = c.presence(rows)
	cols := make([]column, len(c.x))
	var x []float64
	for j := range c.x {
		x = gather(x, c.x[j], rows)
		part.Vars[j], cols[j] = centre(x, w, c.plan.Products)
		if g.counts != nil {
			g.counts[j].add(x, w)
		}
	}
	if c.plan.Products {
		at := 0
		for i := range cols {
			for j := i + 1; j < len(cols); j++ {
				part.Pairs[at] = cross(&cols[i], &cols[j], part.Vars[i], part.Vars[j], w != nil)
				at++
			}
		}
	}
	g.merge(&part)
	if c.clusterOf != nil {
		c.addClusters(g, rows)
	}
}

func (c *collector) presence(rows []int32) (some, all int64) {
	for _, r := range rows {
		n := 0
		for _, x := range c.x {
			if x[r] == x[r] {
				n++
			}
		}
		if n > 0 {
			some++
		}
		if n == len(c.x) {
			all++
		}
	}
	return some, all
}

func (c *collector) addClusters(g *groupState, rows []int32) {
	var order []int32
	parts := map[int32][]int32{}
	for _, r := range rows {
		id := c.clusterOf[r]
		if parts[id] == nil {
			order = append(order, id)
		}
		parts[id] = append(parts[id], r)
	}
	for _, id := range order {
		at, ok := g.clusterAt[id]
		if !ok {
			at = len(g.Clusters)
			g.clusterAt[id] = at
			g.Clusters = append(g.Clusters, Cluster{Label: c.clusters[id], Vars: emptyVars(c.plan)})
		}
		part := parts[id]
		w := gather(nil, c.w, part)
		g.Clusters[at].Rows += int64(len(part))
		for j := range c.x {
			m, _ := centre(gather(nil, c.x[j], part), w, false)
			g.Clusters[at].Vars[j] = g.Clusters[at].Vars[j].Merge(m)
		}
	}
}

func gather(dst, src []float64, rows []int32) []float64 {
	if src == nil {
		return nil
	}
	dst = dst[:0]
	for _, r := range rows {
		dst = append(dst, src[r])
	}
	return dst
}

// column is a variable of a part prepared for cross-products: deviations from the part's mean, 0 where missing.
type column struct {
	full         bool      // nothing missing
	d, wd, wdd   []float64 // d, w·d, w·d²
	m, wm        []float64 // 1 where present, and w there
	present      []uint64  // the same as bits
	sd, sdd, sum float64   // Σw·d, Σw·d², Σw
}

// centre computes a part's moment in two passes: the mean from deviations from the first value (so that a constant
// stays exact), then the powers of the deviations from the mean.
func centre(x, w []float64, products bool) (Moment, column) {
	m := Moment{Min: math.NaN(), Max: math.NaN()}
	var anchor, sum float64
	for r, v := range x {
		if v != v {
			continue
		}
		wt := 1.0
		if w != nil {
			wt = w[r]
		}
		if m.N == 0 {
			anchor, m.Min, m.Max = v, v, v
		}
		m.N++
		m.W += wt
		m.W2 += wt * wt
		sum += wt * (v - anchor)
		m.Min, m.Max = min(m.Min, v), max(m.Max, v)
	}
	if m.N > 0 {
		m.Mean = anchor + sum/m.W
	}
	var k column
	if products {
		n := len(x)
		buf := make([]float64, 5*n)
		k = column{full: m.N == int64(n), d: buf[:n], wd: buf[n : 2*n], wdd: buf[2*n : 3*n], m: buf[3*n : 4*n], wm: buf[4*n:],
			present: make([]uint64, (n+63)/64), sum: m.W}
	}
	var s1 float64
	for r, v := range x {
		if v != v {
			continue
		}
		wt := 1.0
		if w != nil {
			wt = w[r]
		}
		d := v - m.Mean
		s1 += wt * d
		d2 := d * d
		m.M2 += wt * d2
		m.M3 += wt * d2 * d
		m.M4 += wt * d2 * d2
		if products {
			k.d[r], k.wd[r], k.wdd[r], k.m[r], k.wm[r] = d, wt*d, wt*d2, 1, wt
			k.present[r/64] |= 1 << (r % 64)
		}
	}
	k.sd, k.sdd = s1, m.M2
	if m.N > 0 {
		m.M2 = max(0, m.M2-s1*s1/m.W)
	}
	return m, k
}

// cross computes a part's pair of two prepared columns over the rows that have both.
func cross(a, b *column, ma, mb Moment, weighted bool) Pair {
	if a.full && b.full {
		if ma.N == 0 {
			return Pair{}
		}
		return Pair{N: ma.N, W: ma.W, MeanX: ma.Mean, MeanY: mb.Mean, MXX: ma.M2, MYY: mb.M2,
			MXY: floats.Dot(a.wd, b.d) - a.sd*b.sd/ma.W}
	}
	var n int64
	for i, bitsA := range a.present {
		n += int64(bits.OnesCount64(bitsA & b.present[i]))
	}
	if n == 0 {
		return Pair{}
	}
	w := float64(n)
	if weighted {
		w = floats.Dot(a.wm, b.m)
	}
	sx, sxx, sy, syy := a.sd, a.sdd, b.sd, b.sdd
	if !b.full {
		sx, sxx = floats.Dot(a.wd, b.m), floats.Dot(a.wdd, b.m)
	}
	if !a.full {
		sy, syy = floats.Dot(b.wd, a.m), floats.Dot(b.wdd, a.m)
	}
	return Pair{N: n, W: w, MeanX: ma.Mean + sx/w, MeanY: mb.Mean + sy/w,
		MXX: spread(sxx, sx, w), MYY: spread(syy, sy, w), MXY: floats.Dot(a.wd, b.d) - sx*sy/w}
}

// spread is Σd²−(Σd)²/W, 0 when nothing but rounding is left of it.
func spread(sdd, sd, w float64) float64 {
	s := sdd - sd*sd/w
	if s <= 1e-13*sdd {
		return 0
	}
	return s
}
