package agreement

import (
	"fmt"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// grid is a table made ready: units with at least one code, coders with at least one code, categories as numbers.
type grid struct {
	coders  []string
	cats    []string
	x       []float64 // value of each category: its number, or its rank from 1
	book    bool      // the categories are those of a code book
	n       int       // units
	codes   []int32   // [unit*len(coders)+coder], none where not coded
	r       []int32   // codes of each unit
	cluster []int32   // cluster of each unit; nil when units are independent
}

const none = -1

// unit is the row of a unit.
func (g *grid) unit(i int) []int32 { return g.codes[i*len(g.coders) : (i+1)*len(g.coders)] }

// doubled counts the units with two codes or more.
func (g *grid) doubled() int {
	n := 0
	for _, r := range g.r {
		if r >= 2 {
			n++
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
			lost++
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
	g := &grid{cats: cat.names, x: cat.values, book: cat.book, n: len(rows)}
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
	for i, row := range t.Codes {
		if len(row) != len(t.Coders) {
			return fmt.Errorf("agreement: row %d has %d codes for %d coders", i+1, len(row), len(t.Coders))
		}
	}
	return nil
}

// prevalence adds, for each category, its share of all codes given; n is the number of codes.
func (g *grid) prevalence(r *estimate.Result) {
	counts := make([]int, len(g.cats))
	total := 0
	for _, k := range g.codes {
		if k != none {
			counts[k]++
			total++
		}
	}
	for k, name := range g.cats {
		e := estimate.New(Family, "prevalence", name)
		e.Method, e.N = "share of all codes given", total
		if total == 0 {
			r.Add(e.Because(estimate.NoteNoData.Says()))
			continue
		}
		e.Value = float64(counts[k]) / float64(total)
		r.Add(e)
	}
}
