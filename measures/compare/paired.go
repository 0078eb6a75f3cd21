package compare

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// paired compares the levels within pairs: rows of the same id.
func (t *table) paired(ctx context.Context) (estimate.Result, error) {
	var result estimate.Result
	for _, v := range t.Value {
		if t.categorical(v) {
			return result, fmt.Errorf("column %q holds text: a paired comparison needs numbers", v)
		}
	}
	if t.rows == nil {
		for _, v := range t.Value {
			result.Add(t.noPairs(v, t.Levels, moments.NoteNeedsRows.Says())...)
		}
		return result, nil
	}
	p, err := t.readPairs(ctx)
	if err != nil {
		return result, err
	}
	if p.noGroup > 0 {
		result.Warn(moments.NoteNoGroup.Says(p.noGroup, t.By))
	}
	if p.noID > 0 {
		result.Warn(moments.NoteNoGroup.Says(p.noID, t.Paired))
	}
	if p.noCluster > 0 {
		result.Warn(noteNoCluster.Says(p.noCluster, t.Cluster))
	}
	for k, v := range t.Value {
		if len(p.levels) < 2 {
			result.Add(t.noPairs(v, p.levels, estimate.NoteFewGroups.Says(2))...)
			continue
		}
		result.Add(p.compare(v, k)...)
	}
	return result, nil
}

// noPairs are the empty tests of a value, of the contrasts where their levels are known.
func (t *table) noPairs(value string, levels []string, why estimate.Note) []estimate.Estimate {
	of := []string{value}
	if len(levels) > 1 {
		of = nil
		for i, a := range levels {
			for _, b := range levels[i+1:] {
				of = append(of, value+": "+a+"-"+b)
			}
		}
	}
	var es []estimate.Estimate
	for _, m := range []string{"mean_difference", "paired_t", "wilcoxon_v"} {
		for _, o := range of {
			es = append(es, t.newEstimate(value, m, o, 0).Because(why))
		}
	}
	return es
}

// pairTable holds the values of each id in each level.
type pairTable struct {
	*table
	levels                   []string
	ids                      []pairRow
	noGroup, noID, noCluster int
}

// pairRow is one id: x[level][value], NaN where there is none; repeated[level] when it has several rows there.
type pairRow struct {
	x        [][]float64
	repeated []bool
	cluster  string // of its first row
}

func (t *table) readPairs(ctx context.Context) (*pairTable, error) {
	p := &pairTable{table: t, levels: t.Levels}
	columns := append([]string{t.By, t.Paired}, t.Value...)
	if t.Cluster != "" {
		columns = append(columns, t.Cluster)
	}
	byLabel, idLabel, clusterLabel := t.labels(t.By), t.labels(t.Paired), t.labels(t.Cluster)
	type line struct {
		level string
		id    int
		x     []float64
	}
	var lines []line
	ids := map[string]int{}
	seen := map[string]bool{}
	var clusters []string
	err := t.rows.Scan(ctx, columns, func(row []moments.Cell) error {
		level, id, cluster := byLabel(row[0]), idLabel(row[1]), ""
		if t.Cluster != "" {
			cluster = clusterLabel(row[len(row)-1])
		}
		switch {
		case level == "":
			p.noGroup++
			return nil
		case id == "":
			p.noID++
			return nil
		case t.Cluster != "" && cluster == "":
			p.noCluster++
			return nil
		case len(t.Levels) > 0 && !slices.Contains(t.Levels, level):
			return nil
		}
		if len(t.Levels) == 0 && !seen[level] {
			seen[level] = true
			p.levels = append(p.levels, level)
		}
		at, ok := ids[id]
		if !ok {
			at = len(ids)
			ids[id] = at
			clusters = append(clusters, cluster)
		}
		l := line{level: level, id: at, x: make([]float64, len(t.Value))}
		for k := range t.Value {
			l.x[k] = row[2+k].Num
		}
		lines = append(lines, l)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(t.Levels) == 0 {
		moments.SortLevels(p.levels)
	}
	index := map[string]int{}
	for i, l := range p.levels {
		index[l] = i
	}
	p.ids = make([]pairRow, len(ids))
	for i := range p.ids {
		p.ids[i] = pairRow{x: make([][]float64, len(p.levels)), repeated: make([]bool, len(p.levels)), cluster: clusters[i]}
	}
	for _, l := range lines {
		r, g := &p.ids[l.id], index[l.level]
		if r.x[g] != nil {
			r.repeated[g] = true
		}
		r.x[g] = l.x
	}
	return p, nil
}

// compare gives every pair of levels on one value. With two levels the levels' own figures are over the complete pairs,
// with more over the ids that are complete in all of them.
func (p *pairTable) compare(value string, k int) []estimate.Estimate {
	var out []estimate.Estimate
	all := make([]int, len(p.levels))
	for i := range all {
		all[i] = i
	}
	complete, _, _ := p.complete(k, all...)
	for _, m := range []string{"group_n", "mean", "sd", "median"} {
		for i, l := range p.levels {
			x := make([]float64, len(complete))
			for c, id := range complete {
				x[c] = p.ids[id].x[i][k]
			}
			out = append(out, p.figure(m, value, NewSample(l, x), x))
		}
	}
	for _, m := range []string{"mean_difference", "paired_t", "wilcoxon_v"} {
		var es []estimate.Estimate
		var raw []float64
		for i := range p.levels {
			for j := i + 1; j < len(p.levels); j++ {
				e := p.contrast(m, value, k, i, j)
				es, raw = append(es, e), append(raw, e.P)
			}
		}
		if len(es) > 1 {
			for i := range es {
				es[i].Method = joined([]string{es[i].Method, p.adjustName()})
				if estimate.Has(es[i].Low) {
					es[i].Method += "; " + IntervalNotAdjusted
				}
			}
		}
		out = append(out, p.adjusted(es, raw)...)
	}
	return out
}

// complete lists the ids with exactly one row and a value in each of the levels; the others that have a value in at
// least one of them are counted: lacking, or with several rows in a level.
func (p *pairTable) complete(k int, levels ...int) (ids []int, lacking, repeated int) {
	for id, r := range p.ids {
		have, twice := 0, false
		for _, g := range levels {
			twice = twice || r.repeated[g]
			if r.x[g] != nil && !math.IsNaN(r.x[g][k]) {
				have++
			}
		}
		switch {
		case twice:
			repeated++
		case have == len(levels):
			ids = append(ids, id)
		case have > 0:
			lacking++
		}
	}
	return ids, lacking, repeated
}

func (p *pairTable) figure(measure, value string, s Sample, x []float64) estimate.Estimate {
	e := p.newEstimate(value, measure, value+"|"+s.Level, s.N)
	e.Method = "complete pairs"
	switch measure {
	case "group_n":
		e.Value = float64(s.N)
	case "mean":
		e.Value = s.Mean
	case "sd":
		e.Value = math.Sqrt(s.Var)
	case "median":
		g := NewGrid(x)
		e.Value = median(g.Values, g.Counts[0])
	}
	if e.Empty() {
		return e.Because(tooFew(s.N, 2))
	}
	return e
}

func (p *pairTable) contrast(measure, value string, k, i, j int) estimate.Estimate {
	ids, lacking, repeated := p.complete(k, i, j)
	e := p.newEstimate(value, measure, value+": "+p.levels[i]+"-"+p.levels[j], len(ids))
	if lacking > 0 {
		e = e.With(notePairs.Says(lacking))
	}
	if repeated > 0 {
		e = e.With(notePairTwice.Says(repeated))
	}
	d := make([]float64, len(ids))
	for c, id := range ids {
		d[c] = p.ids[id].x[i][k] - p.ids[id].x[j][k]
	}
	if len(d) < 2 {
		return e.Because(tooFew(len(d), 2))
	}
	switch measure {
	case "mean_difference":
		return p.meanDifference(e, ids, d)
	case "paired_t":
		return p.pairedT(e, ids, d)
	}
	t, zeros, exact := WilcoxonV(d)
	if math.IsNaN(t.Statistic) {
		return e.Because(estimate.NoteConstant.Says())
	}
	e.Value, e.Statistic, e.P = t.Statistic, t.Statistic, t.P
	e.Method = "normal, tie and continuity correction"
	if exact {
		e.Method = "exact"
	}
	if zeros > 0 {
		e = e.With(noteZeros.Says(zeros))
	}
	if p.Cluster != "" {
		e.P = estimate.None
		e = e.With(noteClustered.Says())
	}
	return e
}

func (p *pairTable) pairedT(e estimate.Estimate, ids []int, d []float64) estimate.Estimate {
	e.Method = "differences, n-1 df"
	if constant(d) {
		return e.Because(estimate.NoteConstant.Says())
	}
	if p.Cluster == "" {
		t := PairedT(d)
		e.Value, e.Statistic, e.DF1, e.P = t.Statistic, t.Statistic, t.DF1, t.P
		return e
	}
	e.Method = "mean difference, CR1 standard error, clusters-1 df"
	parts := p.clusterParts(ids, d)
	se, clusters := clusteredSE(parts)
	_, mean := weigh(parts)
	if !(se > 1e-13*math.Abs(mean)) {
		return e.Because(noteNoSE.Says())
	}
	e.Value = mean / se
	e.Statistic, e.DF1 = e.Value, float64(clusters-1)
	if clusters < leastClusters {
		return e.With(estimate.NoteFewClusters.Says(clusters))
	}
	e.P = numeric.StudentTwoSided(e.Value, e.DF1)
	return e
}

// clusterParts sums the differences of ids by cluster.
func (p *pairTable) clusterParts(ids []int, d []float64) (parts []ClusterPart) {
	at := map[string]int{}
	for c, id := range ids {
		name := p.ids[id].cluster
		i, ok := at[name]
		if !ok {
			i = len(parts)
			at[name] = i
			parts = append(parts, ClusterPart{Cluster: name})
		}
		q := &parts[i]
		q.N++
		q.W++
		q.Mean += (d[c] - q.Mean) / q.W
	}
	return parts
}
