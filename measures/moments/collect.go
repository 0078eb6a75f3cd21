package moments

import (
	"context"
	"fmt"
	"math"

	"github.com/smekit/smekit/measures/estimate"
)

// blockRows is the number of rows that are gathered before they are added to the groups.
const blockRows = 4096

// collector turns rows into moments: rows are gathered column by column into a block, a full block is split by group
// and cluster, and every part is merged into what its group has.
type collector struct {
	plan    Plan
	readers []reader
	by      []labeller
	cluster labeller
	weight  int // position of the weight in a row, −1
	seen    int // rows so far, for errors

	weightText bool

	n          int
	x          [][]float64 // by variable
	w          []float64   // nil when unweighted
	groupOf    []int32
	clusterOf  []int32
	clusterIDs map[string]int32
	clusters   []string

	index  map[string]int32
	groups []*groupState
	key    []string
	out    Moments
}

// groupState is a group under construction; its value counts are kept apart until the end.
type groupState struct {
	Group
	counts    []counter
	clusterAt map[int32]int
}

// reader computes a variable from a row.
type reader struct {
	name  string
	items []Item
	at    []int
	text  []bool // a text column: must be empty
	least int
}

// labeller reads a column as levels.
type labeller struct {
	at      int
	numeric bool
	texts   map[float64]string
}

func (l *labeller) label(row []Cell) string {
	if !l.numeric {
		return row[l.at].Text
	}
	x := row[l.at].Num
	if x != x {
		return ""
	}
	s, ok := l.texts[x]
	if !ok {
		s = estimate.FormatFloat(x)
		if len(l.texts) < MaxValues {
			l.texts[x] = s
		}
	}
	return s
}

func newCollector(ctx context.Context, rows RowSource, p Plan) (*collector, error) {
	names := p.columns()
	kinds, err := kindsOf(ctx, rows, names)
	if err != nil {
		return nil, err
	}
	at := make(map[string]int, len(names))
	for i, n := range names {
		at[n] = i
	}
	label := func(name string) labeller {
		return labeller{at: at[name], numeric: kinds[at[name]], texts: map[float64]string{}}
	}
	c := &collector{plan: p, weight: -1, index: map[string]int32{}, clusterIDs: map[string]int32{},
		groupOf: make([]int32, blockRows), key: make([]string, len(p.By)), out: Moments{Plan: p}}
	for _, v := range p.Variables {
		if len(v.Items) == 0 {
			return nil, fmt.Errorf("variable %q has no items", v.Name)
		}
		r := reader{name: v.Name, items: v.Items, least: max(1, v.Least)}
		for _, it := range v.Items {
			if it.Reverse && !(it.Max > it.Min) {
				return nil, fmt.Errorf("column %q cannot be reversed: the ends of its scale are not declared", it.Column)
			}
			r.at = append(r.at, at[it.Column])
			r.text = append(r.text, !kinds[at[it.Column]])
		}
		c.readers = append(c.readers, r)
		c.x = append(c.x, make([]float64, blockRows))
	}
	for _, b := range p.By {
		c.by = append(c.by, label(b))
	}
	if p.Cluster != "" {
		c.cluster = label(p.Cluster)
		c.clusterOf = make([]int32, blockRows)
	}
	if p.Weight != "" {
		c.weight, c.weightText = at[p.Weight], !kinds[at[p.Weight]]
		c.w = make([]float64, blockRows)
	}
	if len(p.By) == 0 {
		c.group()
	}
	return c, nil
}

// row takes the next row of the table.
func (c *collector) row(row []Cell) error {
	c.seen++
	for j, l := range c.x {
		x, err := c.readers[j].read(row, c.seen)
		if err != nil {
			return err
		}
		l[c.n] = x
	}
	if c.weight >= 0 {
		w, err := row[c.weight].number(c.weightText, c.plan.Weight, c.seen)
		switch {
		case err != nil:
			return err
		case w < 0 || math.IsInf(w, 0):
			return fmt.Errorf("weight %q, row %d: %v is not a weight", c.plan.Weight, c.seen, w)
		case !(w > 0):
			c.out.NoWeight++
			return nil
		}
		c.w[c.n] = w
	}
	for b := range c.by {
		s := c.by[b].label(row)
		if s == "" {
			c.out.NoGroup++
			return nil
		}
		c.key[b] = s
	}
	if c.clusterOf != nil {
		s := c.cluster.label(row)
		if s == "" {
			c.out.NoCluster++
			return nil
		}
		id, ok := c.clusterIDs[s]
		if !ok {
			id = int32(len(c.clusters))
			c.clusterIDs[s] = id
			c.clusters = append(c.clusters, s)
		}
		c.clusterOf[c.n] = id
	}
	c.groupOf[c.n] = c.group()
	if c.n++; c.n == blockRows {
		c.flush()
	}
	return nil
}

// group finds or opens the group of the current key.
func (c *collector) group() int32 {
	k := joinKey(c.key)
	g, ok := c.index[k]
	if !ok {
		g = int32(len(c.groups))
		c.index[k] = g
		s := &groupState{Group: emptyGroup(c.plan, append([]string{}, c.key...)), clusterAt: map[int32]int{}}
		if c.plan.Values {
			s.counts = make([]counter, len(c.plan.Variables))
		}
		c.groups = append(c.groups, s)
	}
	return g
}

// read computes the variable, NaN when it is missing.
func (r *reader) read(row []Cell, line int) (x float64, err error) {
	sum, n := 0.0, 0
	for i := range r.items {
		it := &r.items[i]
		x := row[r.at[i]].Num
		if r.text[i] {
			if x, err = row[r.at[i]].number(true, it.Column, line); err != nil {
				return 0, err
			}
		}
		if x != x {
			continue
		}
		declared := it.Min != 0 || it.Max != 0
		if math.IsInf(x, 0) {
			return 0, fmt.Errorf("column %q, row %d: infinite value", it.Column, line)
		}
		if declared && (x < it.Min || x > it.Max) {
			return 0, &RangeError{it.Column, line, x, it.Min, it.Max}
		}
		if it.Reverse {
			x = it.Min + it.Max - x
		}
		sum += x
		n++
	}
	if n < r.least {
		return math.NaN(), nil
	}
	if n == 1 {
		return sum + 0, nil // +0: no negative zero
	}
	return sum/float64(n) + 0, nil
}

// finish adds the last block and hands out the moments.
func (c *collector) finish() *Moments {
	c.flush()
	for _, g := range c.groups {
		for j := range g.counts {
			g.Vars[j].Values, g.Vars[j].Many = g.counts[j].values()
		}
		c.out.Groups = append(c.out.Groups, g.Group)
	}
	c.out.sort()
	return &c.out
}
