package mediate

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// data are the complete rows.
type data struct {
	columns   [][]float64 // as Options.columns
	clusters  []int       // by row, numbered in order of appearance; nil when rows are the units
	units     int         // clusters, or rows
	excluded  int         // incomplete rows
	noCluster int         // rows without a cluster
}

func (d *data) n() int { return len(d.columns[0]) }

// read takes the rows that are complete on every column of the model and have a cluster where one is asked for.
func read(ctx context.Context, rows moments.RowSource, o *Options) (*data, error) {
	names := o.columns()
	all, err := moments.Numbers(ctx, rows, names)
	if err != nil {
		return nil, err
	}
	var labels []string
	if o.Cluster != "" {
		l, err := moments.Labels(ctx, rows, []string{o.Cluster})
		if err != nil {
			return nil, err
		}
		labels = l[0]
	}
	d := &data{columns: make([][]float64, len(all))}
	index := map[string]int{}
row:
	for i := range all[0] {
		for j, c := range all {
			switch x := c[i]; {
			case math.IsInf(x, 0):
				return nil, fmt.Errorf("column %q, row %d: infinite value", names[j], i+1)
			case math.IsNaN(x):
				d.excluded++
				continue row
			}
		}
		if labels != nil {
			l := labels[i]
			if l == "" {
				d.noCluster++
				continue
			}
			c, seen := index[l]
			if !seen {
				c = len(index)
				index[l] = c
			}
			d.clusters = append(d.clusters, c)
		}
		for j, c := range all {
			d.columns[j] = append(d.columns[j], c[i])
		}
	}
	d.units = len(index)
	if o.Cluster == "" {
		d.units = d.n()
	}
	return d, nil
}

// constant lists the columns without variation.
func (d *data) constant(names []string) []string {
	var out []string
	for j, c := range d.columns {
		if len(c) > 0 && slices.Min(c) == slices.Max(c) {
			out = append(out, names[j])
		}
	}
	return out
}

// column is a variable of the equations, centred on its mean and divided by its SD.
type column struct {
	name     string
	z        []float64
	mean, sd float64
}

func standardise(name string, x []float64) column {
	c := column{name: name, z: make([]float64, len(x))}
	for i, v := range x {
		c.mean += (v - c.mean) / float64(i+1)
	}
	correction, squares := 0.0, 0.0
	for _, v := range x {
		correction += v - c.mean
	}
	c.mean += correction / float64(len(x))
	for _, v := range x {
		squares += (v - c.mean) * (v - c.mean)
	}
	c.sd = math.Sqrt(squares / float64(len(x)-1))
	for i, v := range x {
		c.z[i] = (v - c.mean) / c.sd
	}
	return c
}

// product is a·b of two standardised columns, standardised again; scale is in units of a's times b's.
func product(a, b column, moderator string) column {
	p := make([]float64, len(a.z))
	for i := range p {
		p[i] = a.z[i] * b.z[i]
	}
	name := a.name + ":" + moderator
	if slices.Min(p) == slices.Max(p) {
		return column{name: name, z: p, sd: 0}
	}
	c := standardise(name, p)
	c.sd *= a.sd * b.sd
	return c
}

// layout says where the variables of the equations stand among the columns, and which stand in which equation.
type layout struct {
	columns []column
	x, y    int
	m       []int
	w       int   // −1 without moderator
	xw      int   // −1 when the first stage is not moderated
	mw      []int // nil when the second stage is not moderated
	first   []int // regressors of the mediators
	second  []int // regressors of y
	whole   []int // regressors of y for the total effect
}

func lay(d *data, o *Options) *layout {
	l := &layout{w: -1, xw: -1}
	add := func(c column) int {
		l.columns = append(l.columns, c)
		return len(l.columns) - 1
	}
	names := o.columns()
	at := 0
	next := func() int {
		at++
		return add(standardise(names[at-1], d.columns[at-1]))
	}
	l.x = next()
	for range o.M {
		l.m = append(l.m, next())
	}
	l.y = next()
	l.whole = []int{l.x}
	for range o.Covariates {
		l.whole = append(l.whole, next())
	}
	l.first, l.second = slices.Clone(l.whole), slices.Concat(l.whole, l.m)
	if o.Moderator == "" {
		return l
	}
	l.w = next()
	w := l.columns[l.w]
	if o.first() {
		l.xw = add(product(l.columns[l.x], w, o.Moderator))
		l.first = append(l.first, l.w, l.xw)
	}
	if o.second() {
		l.second = append(l.second, l.w)
		for _, m := range l.m {
			l.mw = append(l.mw, add(product(l.columns[m], w, o.Moderator)))
		}
		l.second = append(l.second, l.mw...)
	}
	return l
}

// scale turns a coefficient of standardised columns into one of the columns themselves.
func (l *layout) scale(of, on int) float64 { return l.columns[of].sd / l.columns[on].sd }

// warnings are what is said of the whole table.
func (d *data) warnings(o *Options) []estimate.Note {
	out := []estimate.Note{noteAssociation.Says(), noteSameSource.Says(listed(append(append([]string{o.X}, o.M...), o.Y)))}
	if d.excluded > 0 {
		out = append(out, estimate.NoteExcluded.Says(d.excluded))
	}
	if d.noCluster > 0 {
		out = append(out, noteNoCluster.Says(d.noCluster, o.Cluster))
	}
	if n := d.n(); n > 0 && n < fewRows {
		out = append(out, noteFewRows.Says(n))
	}
	if d.n() > 0 {
		for i, name := range o.columns() {
			if (name == o.Y || slices.Contains(o.M, name)) && twoValued(d.columns[i]) {
				out = append(out, noteBinary.Says(name))
			}
		}
	}
	if o.Bootstrap > 0 && o.Bootstrap < fewDraws {
		out = append(out, noteFewDraws.Says(o.Bootstrap))
	}
	if o.Cluster != "" && d.n() > 0 && d.units < leastClusters {
		out = append(out, noteFewClusters.Says(d.units))
	}
	return out
}

// fewDraws is the number of replicates below which percentile limits at the usual levels rest on a handful of them.
const fewDraws = 500

// twoValued reports whether a column holds exactly two values.
func twoValued(x []float64) bool {
	second, found := 0.0, false
	for _, v := range x {
		switch {
		case v == x[0] || found && v == second:
		case found:
			return false
		default:
			second, found = v, true
		}
	}
	return found
}
