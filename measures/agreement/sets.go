package agreement

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// SetTable is what coders gave to units where they may give any number of codes: Given[unit][coder] is an index of Sets,
// −1 where the coder did not review the unit; the empty set is a judgment, that no code applies. The names of coders must
// differ. With Counts a row stands for so many units (1 or more), as in [Table]. [SetsOf] makes Sets and Given.
type SetTable struct {
	Coders []string
	Sets   [][]string
	Given  [][]int
	Counts []int // nil: 1 each
}

// ComputeSets returns, in this order: krippendorff_alpha_masi, percent_agreement (exactly the same set) and
// composite_reliability_holsti of the whole table; krippendorff_alpha_masi, percent_agreement and mutual_agreement of each
// pair A~B of coders in the order of the columns.
//
// Of the options, Clusters, Conf, Bootstrap and Seed count. Standard errors and limits come from the bootstrap alone: all
// units (or clusters) are drawn, everything is recomputed in full.
//
// Missing: a unit with one reviewer says nothing of agreement; a pair uses the units that both reviewed. A coder without any
// unit is left out with a warning. Not estimable (empty with the reason): fewer than 2 coders, fewer than 2 units that two
// coders reviewed, all sets equal, no code given by either (mutual_agreement). Errors: a table whose parts do not fit,
// unknown options, a cancelled context.
func ComputeSets(ctx context.Context, t SetTable, o Options) (estimate.Result, error) {
	var r estimate.Result
	if err := o.settle(); err != nil {
		return r, err
	}
	g, err := newSetGrid(t, o, &r)
	if err != nil {
		return r, err
	}
	whole := make([]int, len(g.coders))
	for c := range whole {
		whole[c] = c
	}
	main, err := g.compare(ctx, whole, false, o)
	if err != nil {
		return estimate.Result{}, err
	}
	var pairs []estimate.Estimate
	var mutuals [][]float64
	for a := range g.coders {
		for b := a + 1; b < len(g.coders); b++ {
			c, err := g.compare(ctx, []int{a, b}, true, o)
			if err != nil {
				return estimate.Result{}, err
			}
			of := g.coders[a] + "~" + g.coders[b]
			for i := range c.estimates {
				c.estimates[i].Of = of
			}
			mutuals = append(mutuals, c.mutuals(o.Bootstrap))
			pairs = append(pairs, c.estimates...)
		}
	}
	r.Add(main.estimates[:2]...)
	e := composite(pairs, len(g.coders), main.estimates[0].N)
	if !e.Empty() && o.Bootstrap > 0 {
		replicates := make([]float64, o.Bootstrap)
		m := newMeanOfPairs(len(g.coders))
		for i := range replicates {
			m.reset()
			for _, k := range mutuals {
				m.add(k[i])
			}
			replicates[i] = m.composite()
		}
		e = limits(e, replicates, main.groups, g.cluster != nil, o)
	}
	r.Add(e)
	r.Add(pairs...)
	return r, nil
}

// mutuals are the replicates of a pair's K; none of them has a value where there is no bootstrap of the pair.
func (c *comparison) mutuals(replicates int) []float64 {
	if c.replicates != nil {
		return c.replicates[replicateMutual]
	}
	out := make([]float64, replicates)
	for i := range out {
		out[i] = estimate.None
	}
	return out
}

// setGrid is a set table made ready: units with a reviewer, coders with a unit, sets as numbers of different ones.
type setGrid struct {
	sample
	coders []string
	given  []int32 // [row*len(coders)+coder], none where not reviewed
	sets   [][]int32
	masi   *masi
}

func (g *setGrid) unit(i int) []int32 { return g.given[i*len(g.coders) : (i+1)*len(g.coders)] }

func newSetGrid(t SetTable, o Options, res *estimate.Result) (*setGrid, error) {
	// What a set table and a table of codes have in common is checked, warned of and left out alike.
	plain := Table{Coders: t.Coders, Codes: make([][]string, len(t.Given)), Counts: t.Counts}
	for i := range plain.Codes {
		plain.Codes[i] = make([]string, len(t.Given[i]))
		for c, set := range t.Given[i] {
			if set >= len(t.Sets) {
				return nil, fmt.Errorf("agreement: row %d names set %d of %d", i+1, set, len(t.Sets))
			}
			if set >= 0 {
				plain.Codes[i][c] = "x"
			}
		}
	}
	base, err := newGrid(plain, Options{Clusters: o.Clusters, Level: "nominal", Weights: "nominal"}, res)
	if err != nil {
		return nil, err
	}
	g := &setGrid{sample: base.sample, coders: base.coders}
	names, codes := distinct(t.Sets)
	g.sets = codes
	column := make([]int, 0, len(g.coders))
	for _, name := range g.coders {
		column = append(column, slices.Index(t.Coders, name))
	}
	for i, row := range t.Given {
		if !slices.ContainsFunc(row, func(set int) bool { return set >= 0 }) || o.Clusters != nil && strings.TrimSpace(o.Clusters[i]) == "" {
			continue
		}
		for _, c := range column {
			if row[c] < 0 {
				g.given = append(g.given, none)
			} else {
				g.given = append(g.given, names[row[c]])
			}
		}
	}
	highest := int32(0)
	for _, set := range g.sets {
		for _, c := range set {
			highest = max(highest, c+1)
		}
	}
	g.masi = newMASI(g.sets, int(highest))
	g.masi.tabulate()
	return g, nil
}

// distinct numbers the different sets among those given, with their codes as sorted numbers.
func distinct(sets [][]string) (names []int32, codes [][]int32) {
	ids := map[string]int32{}
	known := map[string]int32{}
	var key []byte
	for _, set := range sets {
		var numbers []int32
		for _, code := range set {
			id, ok := ids[code]
			if !ok {
				id = int32(len(ids))
				ids[code] = id
			}
			numbers = append(numbers, id)
		}
		slices.Sort(numbers)
		numbers = slices.Compact(numbers)
		key = appendKey(key[:0], numbers)
		id, ok := known[string(key)]
		if !ok {
			id = int32(len(codes))
			known[string(key)] = id
			codes = append(codes, numbers)
		}
		names = append(names, id)
	}
	return names, codes
}
