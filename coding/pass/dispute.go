package pass

import (
	"slices"
	"sort"

	"github.com/smekit/smekit/coding"
)

// DisputeOptions choose what is brought before an adjudicator.
type DisputeOptions struct {
	Pass string // this pass alone; empty: each coder's latest pass on a unit
	All  bool   // also codes that a majority gave, and ratings that lie far apart
	AI   bool   // coders that are programs take part
}

// The kinds of disputes, the gravest first.
const (
	DisputeSplit    = "split"    // one of two reviewers gave the code, or exactly half of them
	DisputeMinority = "minority" // fewer than half of three or more gave it
	DisputeTie      = "tie"      // the code stands, its directions do not: the middle two differ
	DisputeMajority = "majority" // more than half of three or more gave it, but not all
	DisputeRatings  = "ratings"  // all gave it, with intensities two or more apart or directions of opposite sign
)

// Dispute is a code on a unit about which its reviewers differ.
type Dispute struct {
	Rank                     int    // place in the queue, from 1
	Kind                     string // one of the Dispute constants
	Interview, Segment, Code string
	Reviewers, Givers        []string // coders, sorted by bytes
	Confused                 []string // codes that it was taken for on this unit, the most frequently confused first
	Confusion                int      // rank of its most frequent confusion over all units, from 1; 0: none
	Differ                   int      // pairs of the unit's reviewers who gave different codes
	Given                    []Gift   // what each reviewer gave the unit, sorted by coder
}

// Gift is what one coder gave a unit: no codings when it was reviewed and nothing was given.
type Gift struct {
	Coder   string
	Pass    string
	Codings []coding.Coding // sorted by code, each code once
}

// Contest is what reviewers differ about in a study.
type Contest struct {
	Disputes []Dispute // not ruled yet, ranked
	Ruled    int       // that the consensus sheet rules on
	Units    int       // reviewed by two or more coders
}

// Disputes lists what reviewers differ about and nobody has ruled on, unit by unit: first the units where codes were taken
// for one another, by how frequent that confusion is in the whole study; among equals the units about which most pairs
// of coders differ; then in the order of the text. Within a unit the codes of a confusion stand side by side.
func Disputes(study *coding.Study, o DisputeOptions) []Dispute {
	return NewLayers(study).Contest(o).Disputes
}

// Contest finds the disputes as [Disputes] does, and counts those that are ruled already.
func (l *Layers) Contest(o DisputeOptions) Contest {
	c := contest{layers: l, options: o, pass: -1}
	if o.Pass != "" {
		if c.pass = find(l.passes, o.Pass); c.pass < 0 {
			return Contest{}
		}
	}
	t := c.table()
	c.rank = make(map[[2]string]int)
	for i, k := range Confusions(&t) {
		c.rank[[2]string{k.A, k.B}] = i + 1
	}
	for i := range l.units {
		c.unit(i)
	}
	sort.SliceStable(c.blocks, func(a, b int) bool {
		x, y := &c.blocks[a], &c.blocks[b]
		switch {
		case x.rank != y.rank:
			return y.rank == 0 || x.rank != 0 && x.rank < y.rank
		case x.disputes[0].Differ != y.disputes[0].Differ:
			return x.disputes[0].Differ > y.disputes[0].Differ
		}
		return false
	})
	out := Contest{Ruled: c.ruled, Units: c.units}
	for i := range c.blocks {
		for _, d := range c.blocks[i].disputes {
			d.Rank = len(out.Disputes) + 1
			out.Disputes = append(out.Disputes, d)
		}
	}
	return out
}

type contest struct {
	layers  *Layers
	options DisputeOptions
	pass    int32
	rank    map[[2]string]int // of a confusion, from 1
	blocks  []block
	ruled   int
	units   int
}

// block holds the disputes of one unit: pairs of codes that were taken for one another first, side by side.
type block struct {
	rank     int // of the most frequent confusion that one of them belongs to; 0: none
	disputes []Dispute
}

// gifts are what the coders who count gave a unit, sorted by coder.
func (c *contest) gifts(u *unitRows) []Gift {
	var out []Gift
	for from := 0; from < len(u.rows); {
		to, which := from, c.pass
		for to < len(u.rows) && u.rows[to].coder == u.rows[from].coder {
			to++
		}
		rows := u.rows[from:to]
		from = to
		if c.layers.ai[rows[0].coder] && !c.options.AI {
			continue
		}
		if which < 0 {
			which = rows[len(rows)-1].pass
		}
		g, seen := Gift{Coder: c.layers.coders[rows[0].coder], Pass: c.layers.passes[which]}, false
		for _, r := range rows {
			if r.pass != which {
				continue
			}
			seen = true
			row := &c.layers.study.Codings[r.coding]
			if row.Code != "" && !slices.ContainsFunc(g.Codings, func(k coding.Coding) bool { return k.Code == row.Code }) {
				g.Codings = append(g.Codings, *row)
			}
		}
		if seen {
			sort.SliceStable(g.Codings, func(i, j int) bool { return g.Codings[i].Code < g.Codings[j].Code })
			out = append(out, g)
		}
	}
	return out
}

func codesOf(gifts []Gift) [][]string {
	out := make([][]string, len(gifts))
	for i := range gifts {
		out[i] = make([]string, len(gifts[i].Codings))
		for k := range gifts[i].Codings {
			out[i][k] = gifts[i].Codings[k].Code
		}
	}
	return out
}

// table holds what counts on every unit that two or more coders reviewed.
func (c *contest) table() Table {
	t := Table{Coders: c.layers.coders}
	codes := map[string]bool{}
	for i := range c.layers.units {
		gifts := c.gifts(&c.layers.units[i])
		if len(gifts) < 2 {
			continue
		}
		c.units++
		given := make([][]string, len(t.Coders))
		for k, list := range codesOf(gifts) {
			given[find(t.Coders, gifts[k].Coder)] = list
			for _, code := range list {
				codes[code] = true
			}
		}
		t.Units = append(t.Units, TableRow{Given: given, Reviewers: len(gifts)})
	}
	for code := range codes {
		t.Codes = append(t.Codes, code)
	}
	slices.Sort(t.Codes)
	return t
}

// unit puts the blocks of one unit into the queue.
func (c *contest) unit(i int) {
	u := &c.layers.units[i]
	gifts := c.gifts(u)
	if len(gifts) < 2 {
		return
	}
	given := codesOf(gifts)
	confusedWith := map[string][]string{}
	var pairs [][2]string
	eachConfusion(given, func(a, b string, _, _ int, _ bool) {
		if p := [2]string{a, b}; !slices.Contains(pairs, p) {
			pairs = append(pairs, p)
		}
	})
	sort.Slice(pairs, func(a, b int) bool { return c.rank[pairs[a]] < c.rank[pairs[b]] })
	best := map[string]int{}
	for _, p := range pairs {
		for k := range p {
			confusedWith[p[k]] = append(confusedWith[p[k]], p[1-k])
			if best[p[k]] == 0 {
				best[p[k]] = c.rank[p]
			}
		}
	}
	differ := 0
	for x := range given {
		for y := x + 1; y < len(given); y++ {
			if !slices.Equal(given[x], given[y]) {
				differ++
			}
		}
	}
	var all []string
	var reviewers []string
	for k := range gifts {
		reviewers = append(reviewers, gifts[k].Coder)
		all = append(all, given[k]...)
	}
	slices.Sort(all)
	open := map[string]Dispute{}
	codes := slices.Compact(all)
	for _, code := range codes {
		var rows []*coding.Coding
		var givers []string
		for k := range gifts {
			for j := range gifts[k].Codings {
				if gifts[k].Codings[j].Code == code {
					rows, givers = append(rows, &gifts[k].Codings[j]), append(givers, gifts[k].Coder)
				}
			}
		}
		kind := disputeKind(rows, len(reviewers), c.options.All)
		switch {
		case kind == "":
			continue
		case c.isRuled(u, code):
			c.ruled++
			continue
		}
		open[code] = Dispute{Kind: kind, Interview: u.interview, Segment: u.segment, Code: code, Reviewers: reviewers, Givers: givers,
			Confused: confusedWith[code], Confusion: best[code], Differ: differ, Given: gifts}
	}
	if len(open) == 0 {
		return
	}
	var here block
	put := func(code string) {
		d := open[code]
		if d.Confusion != 0 && (here.rank == 0 || d.Confusion < here.rank) {
			here.rank = d.Confusion
		}
		here.disputes = append(here.disputes, d)
		delete(open, code)
	}
	for _, p := range pairs {
		if open[p[0]].Code != "" && open[p[1]].Code != "" {
			put(p[0])
			put(p[1])
		}
	}
	for _, code := range codes {
		if open[code].Code != "" {
			put(code)
		}
	}
	c.blocks = append(c.blocks, here)
}

func (c *contest) isRuled(u *unitRows, code string) bool {
	for _, i := range u.rulings {
		if c.layers.study.Consensus[i].Code == code {
			return true
		}
	}
	return false
}

// disputeKind says in which way reviewers differ about a code that these rows give; empty where they do not.
func disputeKind(rows []*coding.Coding, reviewers int, all bool) string {
	givers := len(rows)
	var directions, intensities []int
	for _, r := range rows {
		if r.Intensity != 0 {
			intensities = append(intensities, r.Intensity)
		}
		switch {
		case r.State == coding.Absent:
			directions = append(directions, -1)
		case r.HasDir:
			directions = append(directions, r.Direction)
		}
	}
	slices.Sort(directions)
	slices.Sort(intensities)
	n := len(directions)
	switch {
	case 2*givers == reviewers:
		return DisputeSplit
	case 2*givers < reviewers:
		return DisputeMinority
	case n > 0 && directions[(n-1)/2] != directions[n/2]:
		return DisputeTie
	case !all:
		return ""
	case givers < reviewers:
		return DisputeMajority
	case n > 0 && directions[0] < 0 && directions[n-1] > 0:
		return DisputeRatings
	case len(intensities) > 0 && intensities[len(intensities)-1]-intensities[0] >= 2:
		return DisputeRatings
	}
	return ""
}
