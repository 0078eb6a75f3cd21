package ledger

import (
	"fmt"

	"github.com/smekit/smekit/measures/estimate"
)

// Graph is who was computed from whom, by estimate id.
type Graph struct {
	order    []string // ids in the ledger's order
	parents  map[string][]string
	children map[string][]string
}

// NewGraph builds the graph of estimates from their bases. Repeated parents count once.
func NewGraph(es []estimate.Estimate) *Graph {
	g := &Graph{parents: make(map[string][]string, len(es)), children: map[string][]string{}}
	for i := range es {
		id := es[i].ID()
		if _, twice := g.parents[id]; twice {
			continue
		}
		g.order = append(g.order, id)
		ps := make([]string, 0, len(es[i].Basis.Parents))
		seen := make(map[string]bool, len(es[i].Basis.Parents))
		for _, p := range es[i].Basis.Parents {
			if !seen[p] {
				seen[p] = true
				ps = append(ps, p)
				g.children[p] = append(g.children[p], id)
			}
		}
		g.parents[id] = ps
	}
	return g
}

// Graph is the graph of the ledger's estimates.
func (l *Ledger) Graph() *Graph { return NewGraph(l.Estimates) }

// Parents returns the ids that the estimate was computed from, as its basis lists them.
func (g *Graph) Parents(id string) []string { return g.parents[id] }

// Children returns the ids that were computed from the estimate, in the ledger's order.
func (g *Graph) Children(id string) []string { return g.children[id] }

// Ancestors returns everything the estimate rests on, nearest first, each once.
func (g *Graph) Ancestors(id string) []string { return reach(id, g.parents) }

// Descendants returns everything that rests on the estimate, nearest first, each once.
func (g *Graph) Descendants(id string) []string { return reach(id, g.children) }

func reach(id string, next map[string][]string) []string {
	seen := map[string]bool{id: true}
	var out []string
	for queue := []string{id}; len(queue) > 0; queue = queue[1:] {
		for _, n := range next[queue[0]] {
			if !seen[n] {
				seen[n] = true
				out = append(out, n)
				queue = append(queue, n)
			}
		}
	}
	return out
}

// Order returns the ids so that parents come before children, otherwise in the ledger's order. The error says which
// parent is missing, or which ids go round in a circle.
func (g *Graph) Order() ([]string, error) {
	waiting := make(map[string]int, len(g.order))
	for _, id := range g.order {
		for _, p := range g.parents[id] {
			if _, ok := g.parents[p]; !ok {
				return nil, fmt.Errorf("%s rests on %s, which is not in the ledger", id, p)
			}
		}
		waiting[id] = len(g.parents[id])
	}
	out := make([]string, 0, len(g.order))
	for _, id := range g.order {
		if waiting[id] == 0 {
			out = append(out, id)
		}
	}
	for i := 0; i < len(out); i++ {
		for _, c := range g.children[out[i]] {
			if waiting[c]--; waiting[c] == 0 {
				out = append(out, c)
			}
		}
	}
	if len(out) < len(g.order) {
		return nil, fmt.Errorf("estimates rest on each other in a circle: %v", g.cycle(waiting))
	}
	return out, nil
}

// cycle walks upward among the estimates that never became free until it meets one again.
func (g *Graph) cycle(waiting map[string]int) []string {
	var at string
	for _, id := range g.order {
		if waiting[id] > 0 {
			at = id
			break
		}
	}
	place := map[string]int{}
	var path []string
	for {
		if i, ok := place[at]; ok {
			return path[i:]
		}
		place[at] = len(path)
		path = append(path, at)
		for _, p := range g.parents[at] {
			if waiting[p] > 0 {
				at = p
				break
			}
		}
	}
}
