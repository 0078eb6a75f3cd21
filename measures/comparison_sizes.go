package measures

import (
	"math"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// groupSizes are the people and clusters behind a comparison of one dimension.
type groupSizes struct {
	people   map[string]int // by level: distinct people with a value
	smallest int            // of the levels compared
	clusters int            // departments with a value
	repeated bool           // somebody counts several times in a level
}

// of is the number of people of the level that own names, else that of the smallest.
func (g *groupSizes) of(own string) int {
	if level, ok := strings.CutPrefix(own, "|"); ok {
		return g.people[level]
	}
	return g.smallest
}

func (s *scorer) sizes(c *comparison, values []float64) groupSizes {
	if c.linked {
		return s.pairs(c, values)
	}
	g := groupSizes{people: map[string]int{}}
	type standing struct {
		person int
		level  string
	}
	again := map[standing]bool{} // people with several rows in a level
	clusters := map[string]bool{}
	for i, r := range c.rows {
		level := c.level[i]
		if level == "" || math.IsNaN(values[r]) {
			continue
		}
		clusters[c.clusters[i]] = true
		now := standing{s.responses.Person[r], level}
		if s.responses.Repeats[now.person] {
			if again[now] {
				g.repeated = true
				continue
			}
			again[now] = true
		}
		g.people[level]++
	}
	g.clusters = len(clusters)
	g.smallest = -1
	for _, n := range g.people {
		if g.smallest < 0 || n < g.smallest {
			g.smallest = n
		}
	}
	if c.first != "" && len(g.people) < 2 || g.smallest < 0 {
		g.smallest = 0
	}
	return g
}

// pairs are the sizes of a linked comparison: people with one value in each of the periods.
func (s *scorer) pairs(c *comparison, values []float64) groupSizes {
	type person struct {
		rows, values map[string]int
		cluster      string
	}
	people := map[int]*person{}
	for i, r := range c.rows {
		p := people[s.responses.Person[r]]
		if p == nil {
			p = &person{rows: map[string]int{}, values: map[string]int{}, cluster: c.clusters[i]}
			people[s.responses.Person[r]] = p
		}
		p.rows[c.level[i]]++
		if !math.IsNaN(values[r]) {
			p.values[c.level[i]]++
		}
	}
	n, clusters := 0, map[string]bool{}
	for _, p := range people {
		if p.rows[c.first] == 1 && p.rows[c.second] == 1 && p.values[c.first] == 1 && p.values[c.second] == 1 {
			n++
			clusters[p.cluster] = true
		}
	}
	return groupSizes{people: map[string]int{c.first: n, c.second: n}, smallest: n, clusters: len(clusters)}
}

// meanDifference is the measure of compare that has a p and yet says something without it.
const meanDifference = "mean_difference"

// holdDifference leaves a difference of means without interval and test where these are refused.
func holdDifference(e estimate.Estimate, g groupSizes) estimate.Estimate {
	var why estimate.Note
	switch {
	case !estimate.Has(e.SE):
		return e
	case g.smallest < 5:
		why = noteRefuseGroup.Says(5)
	case g.clusters < leastClusters:
		why = noteRefuseClust.Says(g.clusters)
	default:
		return e
	}
	e.SE, e.Low, e.High, e.Statistic, e.DF1, e.P = estimate.None, estimate.None, estimate.None, estimate.None, estimate.None, estimate.None
	return e.With(why)
}

// tests are the other measures of compare that have a p.
var tests = map[string]bool{"welch_t": true, "student_t": true, "mann_whitney_u": true, "anova_f": true, "welch_f": true,
	"kruskal_h": true, "paired_t": true, "wilcoxon_v": true}

// hold refuses tests of small groups and of few clusters, and says how periods were compared.
func (s *scorer) hold(e estimate.Estimate, c *comparison, g groupSizes) estimate.Estimate {
	if c.by == "period" {
		if c.linked {
			e = e.With(noteLinked.Says(g.smallest))
		} else {
			e = e.With(noteUnlinked.Says())
		}
	}
	over := c.first == "" && tests[e.Measure] // departments, and answers as independent
	if g.repeated && c.by != "period" && !groupFigures[e.Measure] {
		if over && !s.allowed("tests") && estimate.Has(e.P) {
			e.P = estimate.None
			e = e.With(noteRepeatedP.Says())
		} else {
			e = e.With(noteRepeated.Says())
		}
	}
	if e.Measure == meanDifference && !s.allowed("tests") {
		return holdDifference(e, g)
	}
	if !tests[e.Measure] || e.Empty() || s.allowed("tests") {
		return e
	}
	switch {
	case g.smallest < 5:
		return e.Because(noteRefuseGroup.Says(5))
	case g.clusters < leastClusters:
		return e.Because(noteRefuseClust.Says(g.clusters))
	}
	return e
}

// groupFigures are the measures of compare that describe one group.
var groupFigures = map[string]bool{"group_n": true, "mean": true, "sd": true, "median": true}
