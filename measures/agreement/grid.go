package agreement

import (
	"fmt"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// grid is a table made ready: units with at least one code, coders with at least one code, categories as numbers. A row
// stands for one unit, or for several alike in the same cluster.
type grid struct {
	sample
	coders []string
	cats   []string
	x      []float64 // value of each category: its number, or its rank from 1
	book   bool      // the categories are those of a code book
	codes  []int32   // [row*len(coders)+coder], none where not coded
	r      []int32   // codes of each unit of a row
}

const none = -1

// unit is a row.
func (g *grid) unit(i int) []int32 { return g.codes[i*len(g.coders) : (i+1)*len(g.coders)] }

// doubled counts the units with two codes or more.
func (g *grid) doubled() int {
	n := 0
	for i, r := range g.r {
		if r >= 2 {
			n += g.count(i)
		}
	}
	return n
}

func newGrid(t Table, o Options, res *estimate.Result) (*grid, error) {
	if err := fits(t, o); err != nil {
		return nil, err
	}
	cat, err := categorise(t, o, res)
	if err != nil {
		return nil, err
	}
	coded := make([]bool, len(t.Coders))
	rows := make([]int, 0, len(t.Codes))
	lost := 0
	for i := range t.Codes {
		if !cat.any(i) {
			continue
		}
		if o.Clusters != nil && strings.TrimSpace(o.Clusters[i]) == "" {
			lost += t.count(i)
			continue
		}
		rows = append(rows, i)
		for c := range coded {
			coded[c] = coded[c] || cat.at(i, c) != none
		}
	}
	if lost > 0 {
		res.Warn(warnNoCluster.Says(lost))
	}
	g := &grid{cats: cat.names, x: cat.values, book: cat.book}
	g.rows = len(rows)
	keep := make([]int, 0, len(t.Coders))
	for c, name := range t.Coders {
		if !coded[c] {
			res.Warn(warnCoderEmpty.Says(name))
			continue
		}
		keep = append(keep, c)
		g.coders = append(g.coders, name)
	}
	g.codes = make([]int32, 0, len(rows)*len(keep))
	g.r = make([]int32, len(rows))
	for at, i := range rows {
		g.n += t.count(i)
		if t.Counts != nil {
			g.times = append(g.times, t.Counts[i])
		}
		for _, c := range keep {
			k := cat.at(i, c)
			g.codes = append(g.codes, k)
			if k != none {
				g.r[at]++
			}
		}
	}
	if o.Clusters != nil {
		g.cluster = numberClusters(rows, o.Clusters)
	}
	return g, nil
}

// merged is the grid without clusters, equal rows joined.
func (g *grid) merged() *grid {
	out := *g
	out.sample = sample{n: g.n, times: []int{}}
	out.codes, out.r = nil, nil
	known := map[string]int{}
	var key []byte
	for i := range g.rows {
		row := g.unit(i)
		key = appendKey(key[:0], row)
		at, ok := known[string(key)]
		if !ok {
			at = out.rows
			known[string(key)] = at
			out.rows++
			out.codes, out.r, out.times = append(out.codes, row...), append(out.r, g.r[i]), append(out.times, 0)
		}
		out.times[at] += g.count(i)
	}
	return &out
}

// appendKey appends the numbers of a row as bytes.
func appendKey(key []byte, row []int32) []byte {
	for _, k := range row {
		key = append(key, byte(k), byte(k>>8), byte(k>>16), byte(k>>24))
	}
	return key
}

// numberClusters numbers the clusters of the rows from 0 in order of appearance.
func numberClusters(rows []int, names []string) []int32 {
	ids := map[string]int32{}
	out := make([]int32, len(rows))
	for at, i := range rows {
		name := strings.TrimSpace(names[i])
		id, ok := ids[name]
		if !ok {
			id = int32(len(ids))
			ids[name] = id
		}
		out[at] = id
	}
	return out
}

func fits(t Table, o Options) error {
	seen := map[string]bool{}
	for _, name := range t.Coders {
		if seen[name] {
			return fmt.Errorf("agreement: two coders are named %q", name)
		}
		seen[name] = true
	}
	if t.Units != nil && len(t.Units) != len(t.Codes) {
		return fmt.Errorf("agreement: %d unit names for %d rows", len(t.Units), len(t.Codes))
	}
	if o.Clusters != nil && len(o.Clusters) != len(t.Codes) {
		return fmt.Errorf("agreement: %d clusters for %d rows", len(o.Clusters), len(t.Codes))
	}
	if t.Counts != nil && len(t.Counts) != len(t.Codes) {
		return fmt.Errorf("agreement: %d counts for %d rows", len(t.Counts), len(t.Codes))
	}
	for i, n := range t.Counts {
		if n < 1 {
			return fmt.Errorf("agreement: row %d stands for %d units", i+1, n)
		}
	}
	for i, row := range t.Codes {
		if len(row) != len(t.Coders) {
			return fmt.Errorf("agreement: row %d has %d codes for %d coders", i+1, len(row), len(t.Coders))
		}
	}
	return nil
}

// prevalence adds, for each category, its share of all codes given; n is the number of codes. In a table of presence a code
// given is a judgement, and n counts these: units times the coders who judged them.
func (g *grid) prevalence(r *estimate.Result, o Options) {
	counts := make([]int, len(g.cats))
	total := 0
	for i := range g.rows {
		for _, k := range g.unit(i) {
			if k != none {
				counts[k] += g.count(i)
				total += g.count(i)
			}
		}
	}
	for k, name := range g.cats {
		e := estimate.New(Family, "prevalence", name)
		e.Method, e.N = o.words().prevalence, total
		if total == 0 {
			r.Add(e.Because(estimate.NoteNoData.Says()))
			continue
		}
		e.Value = float64(counts[k]) / float64(total)
		r.Add(e)
	}
}
