package multilevel

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// data are the complete rows, sorted by group.
type data struct {
	y, slope []float64 // slope nil without one
	terms    []term    // beside the intercept
	starts   []int     // first row of each group, and the number of rows
	excluded int       // incomplete rows
	noGroup  int       // rows without a group
}

// term is a column of the fixed part.
type term struct {
	name      string
	reference string // level of a text column that the term is held against, as column=level
	x         []float64
}

func (d *data) n() int      { return len(d.y) }
func (d *data) groups() int { return len(d.starts) - 1 }

// read takes the rows that are complete on every column.
func read(ctx context.Context, rows moments.RowSource, o *Options) (*data, error) {
	columns, err := rows.Columns(ctx)
	if err != nil {
		return nil, err
	}
	isText := map[string]bool{}
	for _, c := range columns {
		isText[c.Name] = !c.Numeric
	}
	names, texts := []string{o.Y}, []string{o.Group}
	for _, f := range o.Fixed {
		if isText[f] {
			texts = append(texts, f)
		} else {
			names = append(names, f)
		}
	}
	if o.Slope != "" && !slices.Contains(names, o.Slope) {
		names = append(names, o.Slope)
	}
	numbers, err := moments.Numbers(ctx, rows, names)
	if err != nil {
		return nil, err
	}
	labels, err := moments.Labels(ctx, rows, texts)
	if err != nil {
		return nil, err
	}
	d := &data{}
	var kept []int
row:
	for i := range numbers[0] {
		for j, c := range numbers {
			switch {
			case math.IsInf(c[i], 0):
				return nil, fmt.Errorf("column %q, row %d: infinite value", names[j], i+1)
			case math.IsNaN(c[i]):
				d.excluded++
				continue row
			}
		}
		for _, c := range labels[1:] {
			if c[i] == "" {
				d.excluded++
				continue row
			}
		}
		if labels[0][i] == "" {
			d.noGroup++
			continue
		}
		kept = append(kept, i)
	}
	group := labels[0]
	slices.SortStableFunc(kept, func(a, b int) int { return strings.Compare(group[a], group[b]) })
	for k, i := range kept {
		if k == 0 || group[kept[k-1]] != group[i] {
			d.starts = append(d.starts, k)
		}
	}
	d.starts = append(d.starts, len(kept))
	pick := func(c []float64) []float64 {
		out := make([]float64, len(kept))
		for k, i := range kept {
			out[k] = c[i]
		}
		return out
	}
	d.y = pick(numbers[0])
	if o.Slope != "" {
		d.slope = pick(numbers[slices.Index(names, o.Slope)])
	}
	for _, f := range o.Fixed {
		if isText[f] {
			d.dummies(f, labels[slices.Index(texts, f)], kept)
		} else {
			d.terms = append(d.terms, term{name: f, x: pick(numbers[slices.Index(names, f)])})
		}
	}
	return d, nil
}

// dummies adds a term of 0 and 1 for every level of a text column but the first.
func (d *data) dummies(column string, values []string, kept []int) {
	var levels []string
	for _, i := range kept {
		levels = append(levels, values[i])
	}
	moments.SortLevels(levels)
	levels = slices.Compact(levels)
	if len(levels) == 1 { // constant, and found so
		d.terms = append(d.terms, term{name: column, x: make([]float64, len(kept))})
		return
	}
	for k, l := range levels {
		if k == 0 {
			continue
		}
		t := term{name: column + "=" + l, reference: column + "=" + levels[0], x: make([]float64, len(kept))}
		for r, i := range kept {
			if values[i] == l {
				t.x[r] = 1
			}
		}
		d.terms = append(d.terms, t)
	}
}

// problem says why the model cannot be estimated, or nil.
func (d *data) problem(o *Options) *estimate.Note {
	because := func(n estimate.Note) *estimate.Note { return &n }
	if d.n() == 0 {
		return because(estimate.NoteNoData.Says())
	}
	if d.groups() < 2 {
		return because(estimate.NoteFewGroups.Says(2))
	}
	var same []string
	check := func(name string, x []float64) {
		if slices.Min(x) == slices.Max(x) && !slices.Contains(same, name) {
			same = append(same, name)
		}
	}
	check(o.Y, d.y)
	for _, t := range d.terms {
		check(t.name, t.x)
	}
	if d.slope != nil {
		check(o.Slope, d.slope)
	}
	if same != nil {
		return because(noteConstant.Says(joined(same)))
	}
	if least := len(d.terms) + 3; d.n() < least {
		return because(estimate.NoteTooFew.Says(d.n(), least))
	}
	effects := d.groups()
	if d.slope != nil {
		effects *= 2
		if !d.slopeVaries() {
			return because(noteFlatSlope.Says(o.Slope))
		}
	}
	if effects >= d.n() {
		return because(noteManyEffects.Says(effects, effects))
	}
	if t := d.collinear(); t >= 0 {
		return because(noteCollinear.Says(d.terms[t].name))
	}
	return nil
}

func (d *data) slopeVaries() bool {
	for g := range d.groups() {
		x := d.slope[d.starts[g]:d.starts[g+1]]
		if slices.Min(x) < slices.Max(x) {
			return true
		}
	}
	return false
}

// collinear finds the first term that is a combination of the intercept and those before it, by Gram–Schmidt, each
// column twice; −1 when there is none.
func (d *data) collinear() int {
	var q [][]float64
	for t := range d.terms {
		c := scaled(d.terms[t].x)
		v := c.z
		before := dot(v, v)
		for range 2 {
			for _, u := range q {
				h := dot(u, v)
				for i := range v {
					v[i] -= h * u[i]
				}
			}
		}
		left := dot(v, v)
		if !(left > 1e-14*before) {
			return t
		}
		for i := range v {
			v[i] /= math.Sqrt(left)
		}
		q = append(q, v)
	}
	return -1
}

// column is a variable centred on its mean and divided by its SD.
type column struct {
	z        []float64
	mean, sd float64
}

func scaled(x []float64) column {
	c := column{z: make([]float64, len(x))}
	for i, v := range x {
		c.mean += (v - c.mean) / float64(i+1)
	}
	rest, squares := 0.0, 0.0
	for _, v := range x {
		rest += v - c.mean
	}
	c.mean += rest / float64(len(x))
	for _, v := range x {
		squares += (v - c.mean) * (v - c.mean)
	}
	c.sd = math.Sqrt(squares / float64(len(x)-1))
	for i, v := range x {
		c.z[i] = (v - c.mean) / c.sd
	}
	return c
}

func dot(a, b []float64) float64 {
	b = b[:len(a)]
	s := 0.0
	for i, x := range a {
		s += x * b[i]
	}
	return s
}
