package compare

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"sort"
)

// ErrLargeTable says that a table has too many tables with its margins for [FisherExact].
var ErrLargeTable = errors.New("table too large for the exact test")

// fisherSlack is by how much a table may be more probable than the observed one and still count as at most as probable.
const fisherSlack = 1e-7

// fisherSteps bounds the steps between the nodes of a network (time), fisherPaths the open paths and fisherNodes
// the nodes (memory): about a second each. 3×5 tables of 300 and 4×5 tables of 90 are well within.
const (
	fisherSteps = 15_000_000
	fisherPaths = 8_000_000
	fisherNodes = 200_000
)

// FisherExact is the p of Fisher's exact test of a table of counts [group][category]: the probability, given the
// margins, of all tables at most as probable as the observed one (1e-7 relative slack, as R) [Fisher1935]. NaN when
// fewer than two rows or columns are not empty; [ErrLargeTable] when the table is too large.
//
// The tables are the paths of a network [MehtaPatel1983]: a stage a column, a node the row totals that are left, in any
// order. Paths that meet in a node with the same probability so far are one. A path is settled early when its most
// probable completion is still at most, or its least probable one above, the observed probability.
func FisherExact(table [][]float64) (float64, error) {
	cells := compactTable(table)
	if len(cells) < 2 || len(cells[0]) < 2 {
		return math.NaN(), nil
	}
	if len(cells) > len(cells[0]) {
		cells = transpose(cells)
	}
	return newNetwork(cells).p()
}

// compactTable drops empty rows and columns and rounds the counts.
func compactTable(table [][]float64) [][]int {
	rows, columns, _ := margins(table)
	var out [][]int
	for i, row := range table {
		if rows[i] <= 0 {
			continue
		}
		var r []int
		for j, x := range row {
			if columns[j] > 0 {
				r = append(r, int(math.Round(x)))
			}
		}
		out = append(out, r)
	}
	return out
}

func transpose(t [][]int) [][]int {
	out := make([][]int, len(t[0]))
	for j := range out {
		out[j] = make([]int, len(t))
		for i := range t {
			out[j][i] = t[i][j]
		}
	}
	return out
}

// network is the set of all tables with given margins. The logarithm of a table's weight is −Σ ln x!; weights sum to
// n!/(Πr!Πc!).
type network struct {
	rows     []int // totals, ascending
	columns  []int // totals, descending: the widest stage first
	observed float64
	lf       []float64 // ln k!
	stages   []stage
	steps    int // so far
	paths    int
	count    int   // nodes
	rest     []int // buffers
	sorted   []int
	key      []byte
}

// stage holds the nodes before a column: the row totals that are left, ascending.
type stage struct {
	index map[string]int
	nodes []node
}

type node struct {
	rest     []int
	longest  float64 // log weight of the most probable way to the end
	shortest float64 // of the least probable one
	ways     float64 // logarithm of the sum of the weights of all ways: n!/(Πr!Πc!) of what is left
	paths    []past  // that reach it, while they are counted
}

// past is the paths that reach a node with the same log weight: together ways of them.
type past struct{ weight, ways float64 }

func newNetwork(t [][]int) *network {
	n := &network{rows: make([]int, len(t)), columns: make([]int, len(t[0]))}
	all := 0
	for i, row := range t {
		for j, x := range row {
			n.rows[i] += x
			n.columns[j] += x
			all += x
		}
	}
	n.lf = make([]float64, all+1)
	for k := 2; k <= all; k++ {
		n.lf[k] = n.lf[k-1] + math.Log(float64(k))
	}
	for _, row := range t {
		for _, x := range row {
			n.observed -= n.lf[x]
		}
	}
	slices.Sort(n.rows)
	slices.Sort(n.columns)
	slices.Reverse(n.columns)
	n.rest, n.sorted = make([]int, len(n.rows)), make([]int, len(n.rows))
	n.stages = make([]stage, len(n.columns))
	for s := range n.stages {
		n.stages[s].index = map[string]int{}
	}
	return n
}

// p sums the probabilities of the tables at most as probable as the observed one.
func (n *network) p() (float64, error) {
	start := n.node(0, n.rows)
	for s := range n.columns[1:] {
		for i := 0; i < len(n.stages[s].nodes); i++ {
			if !n.each(s, i, func(int, float64) {}) {
				return math.NaN(), ErrLargeTable
			}
		}
	}
	n.steps = math.MinInt // they have been counted
	n.bounds()
	norm := n.stages[0].nodes[start].ways
	limit := n.observed + math.Log1p(fisherSlack)
	n.stages[0].nodes[start].paths = []past{{0, 1}}
	sum, last := 0.0, len(n.columns)-1
	var sums []float64
	for s := range n.columns {
		for i := range n.stages[s].nodes {
			from := &n.stages[s].nodes[i]
			if len(from.paths) == 0 {
				continue
			}
			arrived := merged(from.paths)
			from.paths = nil
			sums = cumulate(sums, arrived)
			top := arrived[len(arrived)-1].weight
			if s == last {
				sum += sums[upTo(arrived, limit-from.longest)] * math.Exp(top+from.longest-norm)
				continue
			}
			n.each(s, i, func(target int, weight float64) {
				to := &n.stages[s+1].nodes[target]
				// Sorted by weight: first the settled, then the open, then those that are too probable.
				settled := upTo(arrived, limit-weight-to.longest)
				if settled > 0 {
					sum += sums[settled] * math.Exp(top+weight+to.ways-norm)
				}
				for _, q := range arrived[settled:] {
					if q.weight > limit-weight-to.shortest {
						break
					}
					n.paths++
					to.paths = append(to.paths, past{q.weight + weight, q.ways})
				}
			})
			if n.paths > fisherPaths {
				return math.NaN(), ErrLargeTable
			}
		}
	}
	return math.Min(1, sum), nil
}

// cumulate fills sums[k] with the sum of ways·exp(weight) over the first k paths, as multiples of exp of the last weight.
func cumulate(sums []float64, paths []past) []float64 {
	sums = append(sums[:0], 0)
	top := paths[len(paths)-1].weight
	for i, q := range paths {
		sums = append(sums, sums[i]+q.ways*math.Exp(q.weight-top))
	}
	return sums
}

// upTo is the number of paths, sorted by weight, whose weight is at most x.
func upTo(paths []past, x float64) int {
	return sort.Search(len(paths), func(i int) bool { return paths[i].weight > x })
}

// node finds or adds the node of a stage with the given row totals, in ascending order.
func (n *network) node(s int, rest []int) int {
	n.key = n.key[:0]
	for _, r := range rest {
		n.key = append(n.key, byte(r), byte(r>>8), byte(r>>16), byte(r>>24))
	}
	st := &n.stages[s]
	if i, ok := st.index[string(n.key)]; ok {
		return i
	}
	n.count++
	i := len(st.nodes)
	st.index[string(n.key)] = i
	st.nodes = append(st.nodes, node{rest: slices.Clone(rest)})
	return i
}

// each calls fn for every step from a node through its column: the node it leads to and its log weight. It reports
// false once the network has too many steps.
func (n *network) each(s, from int, fn func(to int, weight float64)) bool {
	totals := n.stages[s].nodes[from].rest
	left := 0
	for _, r := range totals {
		left += r
	}
	return n.fill(s, totals, 0, n.columns[s], left, 0, fn)
}

// fill takes need out of the rows from i on, which have after left together.
func (n *network) fill(s int, totals []int, i, need, after int, weight float64, fn func(to int, weight float64)) bool {
	if i == len(totals)-1 {
		n.steps++
		n.rest[i] = totals[i] - need
		for a, r := range n.rest {
			b := a
			for b > 0 && n.sorted[b-1] > r {
				n.sorted[b] = n.sorted[b-1]
				b--
			}
			n.sorted[b] = r
		}
		fn(n.node(s+1, n.sorted), weight-n.lf[need])
		return n.steps <= fisherSteps && n.count <= fisherNodes
	}
	after -= totals[i]
	for x := max(0, need-after); x <= min(need, totals[i]); x++ {
		n.rest[i] = totals[i] - x
		if !n.fill(s, totals, i+1, need-x, after, weight-n.lf[x], fn) {
			return false
		}
	}
	return true
}

// bounds computes, from the last column back, what is possible from each node on.
func (n *network) bounds() {
	for s := len(n.columns) - 1; s >= 0; s-- {
		for i := range n.stages[s].nodes {
			at := &n.stages[s].nodes[i]
			remainder, all := 0.0, 0
			for _, r := range at.rest {
				remainder -= n.lf[r]
				all += r
			}
			ways := remainder + n.lf[all]
			for _, c := range n.columns[s:] {
				ways -= n.lf[c]
			}
			at.longest, at.shortest = remainder, remainder
			if s < len(n.columns)-1 {
				at.longest, at.shortest = math.Inf(-1), math.Inf(1)
				n.each(s, i, func(to int, weight float64) {
					t := &n.stages[s+1].nodes[to]
					at.longest = math.Max(at.longest, weight+t.longest)
					at.shortest = math.Min(at.shortest, weight+t.shortest)
				})
			}
			at.ways = ways
		}
	}
}

// sameWeight is by how much log weights may differ by rounding alone.
const sameWeight = 1e-10

// merged sorts the paths of a node by weight and makes those of equal weight one.
func merged(paths []past) []past {
	slices.SortFunc(paths, func(x, y past) int { return cmp.Compare(x.weight, y.weight) })
	k := 0
	for _, q := range paths[1:] {
		if q.weight-paths[k].weight <= sameWeight {
			paths[k].ways += q.ways
			continue
		}
		k++
		paths[k] = q
	}
	return paths[:k+1]
}
