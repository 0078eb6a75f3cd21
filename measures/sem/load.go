package sem

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// loaded are the data of a model.
type loaded struct {
	labels   []string // of groups; one empty label without a column of groups
	groups   []Group
	warnings []estimate.Note
	stop     *estimate.Note // why nothing can be computed
}

func (l *loaded) warn(n estimate.Note) { l.warnings = append(l.warnings, n) }

func (l *loaded) because(n estimate.Note) (*loaded, error) {
	l.stop = &n
	return l, nil
}

// load reads the columns of a model: sufficient statistics in one pass where they are enough, else the rows. x are the
// observed predictors, which must be present with missing values too.
func load(ctx context.Context, src moments.Source, names, x []string, o *Options) (*loaded, error) {
	if o.Estimator == ML && o.Missing == Listwise && o.Bootstrap == 0 {
		return loadMoments(ctx, src, names, o)
	}
	rows, ok := src.(moments.RowSource)
	if !ok {
		l := &loaded{labels: []string{""}}
		return l.because(moments.NoteNeedsRows.Says())
	}
	return loadRows(ctx, rows, names, x, o)
}

func loadMoments(ctx context.Context, src moments.Source, names []string, o *Options) (*loaded, error) {
	plan := moments.Plan{Variables: moments.ColumnVariables(names...), Products: true, Listwise: true, Values: true}
	if o.Group != "" {
		plan.By = []string{o.Group}
	}
	m, err := src.Collect(ctx, plan)
	if err != nil {
		return nil, err
	}
	l := &loaded{}
	dropped := 0
	var skewed []string
	for i := range m.Groups {
		g := &m.Groups[i]
		dropped += int(g.Dropped)
		label := ""
		if o.Group != "" {
			label = g.Key[0]
		}
		l.labels = append(l.labels, label)
		l.groups = append(l.groups, momentsOf(g))
		for j, v := range g.Vars {
			if v.Values != nil && skew(v.N, v.M2, v.M3) && len(v.Values) <= 7 && !slices.Contains(skewed, names[j]) {
				skewed = append(skewed, names[j])
			}
		}
	}
	if dropped > 0 {
		l.warn(estimate.NoteExcluded.Says(dropped))
	}
	if m.NoGroup > 0 {
		l.warn(moments.NoteNoGroup.Says(int(m.NoGroup), o.Group))
	}
	if skewed != nil {
		l.warn(noteSkewed.Says(strings.Join(skewed, ", ")))
	}
	return l.settle(names, o)
}

// skew reports whether |skewness| exceeds 1.
func skew(n int64, m2, m3 float64) bool {
	if n < 3 || !(m2 > 0) {
		return false
	}
	k := float64(n)
	return math.Abs(m3/k/math.Pow(m2/k, 1.5)) > 1
}

func momentsOf(g *moments.Group) Group {
	p := len(g.Vars)
	out := Group{N: int(g.Rows), Mean: make([]float64, p), Cov: mat.NewSymDense(p, nil)}
	for i := range p {
		out.Mean[i] = g.Vars[i].Mean
		out.Cov.SetSym(i, i, g.Vars[i].M2/g.Vars[i].W)
		for j := range i {
			pair := g.Pair(j, i)
			out.Cov.SetSym(i, j, pair.MXY/pair.W)
		}
	}
	return out
}

// loadRows reads the rows, group by group; listwise complete ones, with FIML those with any value and all of x.
func loadRows(ctx context.Context, src moments.RowSource, names, x []string, o *Options) (*loaded, error) {
	columns, err := moments.Numbers(ctx, src, names)
	if err != nil {
		return nil, err
	}
	l := &loaded{}
	n := 0
	if len(columns) > 0 {
		n = len(columns[0])
	}
	of := make([]string, n)
	if o.Group != "" {
		labels, err := moments.Labels(ctx, src, []string{o.Group})
		if err != nil {
			return nil, err
		}
		of = labels[0]
	}
	for _, label := range of {
		if (label != "" || o.Group == "") && !slices.Contains(l.labels, label) {
			l.labels = append(l.labels, label)
		}
	}
	moments.SortLevels(l.labels)
	if len(l.labels) == 0 {
		l.labels = []string{""}
	}
	at := map[string]int{}
	parts := make([][][]float64, len(l.labels))
	for g, label := range l.labels {
		at[label] = g
		parts[g] = make([][]float64, len(names))
	}
	dropped, noGroup, noX := 0, 0, 0
	for r := range n {
		g, ok := at[of[r]]
		if !ok {
			noGroup++
			continue
		}
		present, predictors := 0, true
		for j := range columns {
			v := columns[j][r]
			if math.IsInf(v, 0) {
				return nil, fmt.Errorf("column %q, row %d: infinite value", names[j], r+1)
			}
			if v == v {
				present++
			} else if slices.Contains(x, names[j]) {
				predictors = false
			}
		}
		switch {
		case o.Missing == FIML && present > 0 && !predictors:
			noX++
			continue
		case present == 0 || o.Missing == Listwise && present < len(names):
			dropped++
			continue
		}
		for j := range columns {
			parts[g][j] = append(parts[g][j], columns[j][r])
		}
	}
	for g := range parts {
		l.groups = append(l.groups, o.groupOf(parts[g]))
	}
	for _, w := range []struct {
		n    int
		note estimate.Note
	}{{dropped, estimate.NoteExcluded.Says(dropped)}, {noX, noteXDropped.Says(noX)}, {noGroup, moments.NoteNoGroup.Says(noGroup, o.Group)}} {
		if w.n > 0 {
			l.warn(w.note)
		}
	}
	return l.settle(names, o)
}

func (o *Options) groupOf(columns [][]float64) Group {
	if o.Missing == FIML {
		g := Group{Rows: columns}
		if len(columns) > 0 {
			g.N = len(columns[0])
		}
		return g
	}
	return GroupOf(columns)
}

// settle looks at the numbers of rows.
func (l *loaded) settle(names []string, o *Options) (*loaded, error) {
	p := len(names)
	for g := range l.groups {
		n := l.groups[g].N
		switch {
		case n <= p && o.Group != "":
			return l.because(noteFewRowsIn.Says(n, p, l.labels[g]))
		case n <= p, n < 3:
			return l.because(noteFewRows.Says(n, p))
		}
	}
	if o.Group != "" && len(l.groups) < 2 {
		return l.because(noteOneGroup.Says(o.Group))
	}
	return l, nil
}
