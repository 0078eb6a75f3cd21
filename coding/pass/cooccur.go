package pass

import (
	"cmp"
	"math"
	"slices"

	"github.com/smekit/smekit/coding"
)

// Cooccurrence says which codes stand on the same units, and which are said to lead to which. A unit is a segment; in
// the coders' layer a coder's segment in a pass.
type Cooccurrence struct {
	Layer string // [LayerConsensus], [LayerCoders]
	Level string // "" codes, "dimension", "group"
	Base  Base   // what the query asks of interviews, periods and coders; its codes limit Codes and pairs, not the base
	Codes []string
	Asked []bool  // by code: the query names it, or names none
	Units [][]int // [i][j]: units with both codes; [i][i]: with code i
	Links []CodeLink
}

// CodeLink counts how often one code is said to lead to another.
type CodeLink struct {
	From, To          string
	Units, Interviews int // with From that leads to To
}

// CodePair is a pair of codes on the same units.
type CodePair struct {
	A, B    string // in the order of Codes
	Units   int    // with both
	Jaccard float64
}

// Jaccard is the units with both codes over those with either, n₁₂/(n₁+n₂−n₁₂); NaN where neither stands anywhere.
func (c *Cooccurrence) Jaccard(i, j int) float64 {
	either := c.Units[i][i] + c.Units[j][j] - c.Units[i][j]
	if either == 0 {
		return math.NaN()
	}
	return float64(c.Units[i][j]) / float64(either)
}

// Pairs lists the pairs that share a unit and of which the query names one, the most frequent first, then in the order of
// the codes.
func (c *Cooccurrence) Pairs() []CodePair {
	var out []CodePair
	for i := range c.Codes {
		for j := i + 1; j < len(c.Codes); j++ {
			if c.Units[i][j] > 0 && (c.Asked[i] || c.Asked[j]) {
				out = append(out, CodePair{c.Codes[i], c.Codes[j], c.Units[i][j], c.Jaccard(i, j)})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b CodePair) int { return b.Units - a.Units })
	return out
}

// Cooccur counts the codes, or with q.Level the dimensions or groups that they stand for, that stand on the same units
// within the query. With q.Codes, these and the codes that share a unit or a link with them. A link leads from a code to
// a code, or to every code that the segment it names carries in the same layer (in the coders' layer, of the same coder and pass);
// links of a code to itself do not count.
func Cooccur(study *coding.Study, q Query) *Cooccurrence {
	s := newSearch(study, q)
	ps := s.gather(false)
	of, rank := s.level()
	c := &Cooccurrence{Layer: q.layer(), Level: q.Level, Base: s.base}
	if c.Level == "code" {
		c.Level = ""
	}
	groups := s.together(ps)
	used := map[string]bool{"": true}
	use := func(id string) {
		if !used[id] {
			used[id] = true
			c.Codes = append(c.Codes, id)
		}
	}
	for i := range ps {
		use(of(ps[i].Code))
	}
	links := s.links(ps, groups, of)
	for k := range links {
		use(k.from)
		use(k.to)
	}
	slices.SortFunc(c.Codes, func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) })
	at := make(map[string]int, len(c.Codes))
	for i, id := range c.Codes {
		at[id] = i
	}
	c.Units = square(len(c.Codes))
	var on []int
	for _, g := range groups {
		on = on[:0]
		for i := g.from; i < g.to; i++ {
			if k, ok := at[of(ps[i].Code)]; ok && !slices.Contains(on, k) {
				on = append(on, k)
			}
		}
		for _, i := range on {
			for _, j := range on {
				c.Units[i][j]++
			}
		}
	}
	asked := map[string]bool{}
	for code := range s.wanted {
		asked[of(code)] = true
	}
	for _, id := range q.Codes {
		asked[id] = true
	}
	c.Asked = make([]bool, len(c.Codes))
	for i, id := range c.Codes {
		c.Asked[i] = s.wanted == nil || asked[id]
	}
	for k, n := range links {
		if c.Asked[at[k.from]] || c.Asked[at[k.to]] {
			c.Links = append(c.Links, CodeLink{k.from, k.to, n.units, len(n.interviews)})
		}
	}
	slices.SortFunc(c.Links, func(a, b CodeLink) int {
		return cmp.Or(b.Units-a.Units, cmp.Compare(at[a.From], at[b.From]), cmp.Compare(at[a.To], at[b.To]))
	})
	c.limit()
	return c
}

// limit leaves out codes that share neither unit nor link with one asked for.
func (c *Cooccurrence) limit() {
	keep := make([]bool, len(c.Codes))
	at := map[string]int{}
	for i, id := range c.Codes {
		at[id] = i
		keep[i] = c.Asked[i]
		for j := range c.Codes {
			keep[i] = keep[i] || c.Asked[j] && c.Units[i][j] > 0
		}
	}
	for _, l := range c.Links {
		keep[at[l.From]], keep[at[l.To]] = true, true
	}
	var kept []int
	for i, k := range keep {
		if k {
			kept = append(kept, i)
		}
	}
	if len(kept) == len(c.Codes) {
		return
	}
	old := *c
	c.Codes, c.Asked, c.Units = nil, nil, square(len(kept))
	for a, i := range kept {
		c.Codes, c.Asked = append(c.Codes, old.Codes[i]), append(c.Asked, old.Asked[i])
		for b, j := range kept {
			c.Units[a][b] = old.Units[i][j]
		}
	}
}

func square(n int) [][]int {
	flat := make([]int, n*n)
	m := make([][]int, n)
	for i := range m {
		m[i] = flat[i*n : (i+1)*n]
	}
	return m
}

// level returns what a code counts as (the empty text: nothing), and the order of what is counted.
func (s *search) level() (of func(code string) string, rank func(id string) int) {
	rank = func(id string) int { return s.rank[id] }
	var m map[string]string
	switch s.q.Level {
	case "dimension":
		m = Leaves(s.study)
	case "group":
		m = Groups(s.study)
	default:
		return func(code string) string { return code }, rank
	}
	order := map[string]int{}
	for i := range s.study.Framework.Dimensions {
		d := &s.study.Framework.Dimensions[i]
		order[d.ID] = i
		if _, code := m[d.ID]; code { // a link may lead to a dimension that is no code
			continue
		}
		switch {
		case d.Group == (s.q.Level == "group"):
			m[d.ID] = d.ID
		case !d.Group && d.Parent != "":
			m[d.ID] = d.Parent
		}
	}
	return func(code string) string { return m[code] }, func(id string) int { return order[id] }
}

// passageSpan is a run of passages of one unit.
type passageSpan struct{ from, to int }

// together groups passages, in the order of gather, by unit: (interview, segment), coder and pass.
func (s *search) together(ps []Passage) []passageSpan {
	var out []passageSpan
	for from := 0; from < len(ps); {
		to := from + 1
		for to < len(ps) && s.unitOf(&ps[from]) == s.unitOf(&ps[to]) {
			to++
		}
		out = append(out, passageSpan{from, to})
		from = to
	}
	return out
}

// codedUnit is a segment; in the coders' layer a coder's in a pass.
type codedUnit struct{ interview, segment, coder, pass string }

func (s *search) unitOf(p *Passage) codedUnit {
	if s.q.layer() == LayerCoders {
		return codedUnit{p.Interview, p.Segment, p.Coders[0], p.Pass}
	}
	return codedUnit{interview: p.Interview, segment: p.Segment}
}

type linkKey struct{ from, to string }

type linkCount struct {
	units      int
	last       int // unit counted last, from 1
	interviews map[string]bool
}

// links counts what leads to what.
func (s *search) links(ps []Passage, groups []passageSpan, of func(string) string) map[linkKey]*linkCount {
	out := map[linkKey]*linkCount{}
	linked := false
	for i := range ps {
		linked = linked || len(ps[i].LinksTo) > 0
	}
	if !linked {
		return out
	}
	index := make(map[codedUnit]passageSpan, len(groups))
	for _, g := range groups {
		index[s.unitOf(&ps[g.from])] = g
	}
	for n, g := range groups {
		for i := g.from; i < g.to; i++ {
			p := &ps[i]
			from := of(p.Code)
			count := func(code string) {
				to := of(code)
				if from == "" || to == "" || from == to {
					return
				}
				x := out[linkKey{from, to}]
				if x == nil {
					x = &linkCount{interviews: map[string]bool{}}
					out[linkKey{from, to}] = x
				}
				if x.last != n+1 {
					x.last = n + 1
					x.units++
				}
				x.interviews[p.Interview] = true
			}
			for _, to := range p.LinksTo {
				if _, code := s.rank[to]; code {
					count(to)
					continue
				}
				there := s.unitOf(p)
				there.segment = to
				if t, ok := index[there]; ok {
					for k := t.from; k < t.to; k++ {
						count(ps[k].Code)
					}
				}
			}
		}
	}
	return out
}
