package moments

import (
	"fmt"
	"math"
)

// Merge is the moment of the values of m and o together [Pebay2008].
func (m Moment) Merge(o Moment) Moment {
	if o.N == 0 || m.N == 0 {
		if m.N == 0 {
			m, o = o, m
		}
		if m.Values == nil && !m.Many {
			m.Values = o.Values
		}
		return m
	}
	a, b := m.W, o.W
	w := a + b
	d := o.Mean - m.Mean
	r := Moment{N: m.N + o.N, W: w, W2: m.W2 + o.W2, Min: math.Min(m.Min, o.Min), Max: math.Max(m.Max, o.Max)}
	r.Mean = m.Mean + d*b/w
	r.M2 = m.M2 + o.M2 + d*d*a*b/w
	r.M3 = m.M3 + o.M3 + d*d*d*a*b*(a-b)/(w*w) + 3*d*(a*o.M2-b*m.M2)/w
	r.M4 = m.M4 + o.M4 + d*d*d*d*a*b*(a*a-a*b+b*b)/(w*w*w) + 6*d*d*(a*a*o.M2+b*b*m.M2)/(w*w) + 4*d*(a*o.M3-b*m.M3)/w
	r.Values, r.Many = mergeValues(m, o)
	return r
}

func mergeValues(m, o Moment) ([]Value, bool) {
	if m.Many || o.Many {
		return nil, true
	}
	if m.Values == nil || o.Values == nil {
		return nil, false
	}
	vs := make([]Value, 0, max(len(m.Values), len(o.Values)))
	i, j := 0, 0
	for i < len(m.Values) || j < len(o.Values) {
		switch {
		case j == len(o.Values) || i < len(m.Values) && m.Values[i].X < o.Values[j].X:
			vs = append(vs, m.Values[i])
			i++
		case i == len(m.Values) || o.Values[j].X < m.Values[i].X:
			vs = append(vs, o.Values[j])
			j++
		default:
			vs = append(vs, Value{m.Values[i].X, m.Values[i].N + o.Values[j].N, m.Values[i].W + o.Values[j].W})
			i, j = i+1, j+1
		}
	}
	if len(vs) > MaxValues {
		return nil, true
	}
	return vs, false
}

// Merge is the pair of the rows of p and o together [Chan1983].
func (p Pair) Merge(o Pair) Pair {
	if o.N == 0 {
		return p
	}
	if p.N == 0 {
		return o
	}
	w := p.W + o.W
	f := p.W * o.W / w
	dx, dy := o.MeanX-p.MeanX, o.MeanY-p.MeanY
	return Pair{
		N: p.N + o.N, W: w,
		MeanX: p.MeanX + dx*o.W/w, MeanY: p.MeanY + dy*o.W/w,
		MXX: p.MXX + o.MXX + dx*dx*f, MYY: p.MYY + o.MYY + dy*dy*f, MXY: p.MXY + o.MXY + dx*dy*f,
	}
}

// merge adds the rows of o to g.
func (g *Group) merge(o *Group) {
	g.Rows += o.Rows
	g.Dropped += o.Dropped
	g.Any += o.Any
	g.Complete += o.Complete
	g.Weight += o.Weight
	for i := range g.Vars {
		g.Vars[i] = g.Vars[i].Merge(o.Vars[i])
	}
	for i := range g.Pairs {
		g.Pairs[i] = g.Pairs[i].Merge(o.Pairs[i])
	}
	if len(o.Clusters) == 0 {
		return
	}
	at := make(map[string]int, len(g.Clusters))
	for i, c := range g.Clusters {
		at[c.Label] = i
	}
	for _, c := range o.Clusters {
		i, ok := at[c.Label]
		if !ok {
			at[c.Label] = len(g.Clusters)
			c.Vars = append([]Moment(nil), c.Vars...)
			g.Clusters = append(g.Clusters, c)
			continue
		}
		g.Clusters[i].Rows += c.Rows
		for v := range c.Vars {
			g.Clusters[i].Vars[v] = g.Clusters[i].Vars[v].Merge(c.Vars[v])
		}
	}
}

// samePlan compares plans, undeclared ends (NaN) being equal.
func samePlan(a, b Plan) bool { return fmt.Sprintf("%#v", a) == fmt.Sprintf("%#v", b) }
