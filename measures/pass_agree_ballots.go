package measures

import (
	"cmp"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/agreement"
)

// ballots are the judgments of coders on units, joined where the units of an interview were judged alike: a row is an
// interview, the set of codes that each coder gave, and the number of units (or characters).
type ballots struct {
	coders []string
	sets   [][]string   // the different sets of codes, each sorted
	given  []int32      // [row*len(coders)+coder]: index of sets, unseen where the coder did not review
	units  []ballotUnit // of each row
	counts []int
}

// ballotUnit is what sorts units into clusters and strata.
type ballotUnit struct{ interview, period string }

const unseen = -1

func (b *ballots) row(i int) []int32 { return b.given[i*len(b.coders) : (i+1)*len(b.coders)] }

// ballotBox joins rows.
type ballotBox struct {
	ballots
	sets map[string]int32
	rows map[string]int32
	at   map[ballotUnit]int32
	key  []byte
}

func newBallotBox(coders []string) *ballotBox {
	return &ballotBox{ballots: ballots{coders: coders}, sets: map[string]int32{}, rows: map[string]int32{}, at: map[ballotUnit]int32{}}
}

// grow makes room for so many rows.
func (b *ballotBox) grow(rows int) {
	b.given = slices.Grow(b.given, rows*len(b.coders))
	b.units, b.counts = slices.Grow(b.units, rows), slices.Grow(b.counts, rows)
}

// set numbers a sorted set of codes.
func (b *ballotBox) set(codes []string) int32 {
	b.key = b.key[:0]
	for _, c := range codes {
		b.key = append(append(b.key, c...), 0)
	}
	id, ok := b.sets[string(b.key)]
	if !ok {
		id = int32(len(b.ballots.sets))
		b.sets[string(b.key)] = id
		b.ballots.sets = append(b.ballots.sets, codes)
	}
	return id
}

// add enters units with the same row.
func (b *ballotBox) add(unit ballotUnit, row []int32, times int) {
	at, ok := b.at[unit]
	if !ok {
		at = int32(len(b.at))
		b.at[unit] = at
	}
	b.key = b.key[:0]
	for _, x := range append(row[:len(row):len(row)], at) {
		b.key = append(b.key, byte(x), byte(x>>8), byte(x>>16), byte(x>>24))
	}
	i, ok := b.rows[string(b.key)]
	if !ok {
		i = int32(len(b.counts))
		b.rows[string(b.key)] = i
		b.given = append(b.given, row...)
		b.units = append(b.units, unit)
		b.counts = append(b.counts, 0)
	}
	b.counts[i] += times
}

// newBallots takes the columns of a table over the units that at least two of them reviewed.
func newBallots(t *pass.Table, columns []int, places strataPlaces) *ballots {
	names := make([]string, len(columns))
	for k, c := range columns {
		names[k] = t.Coders[c]
	}
	b := newBallotBox(names)
	row := make([]int32, len(columns))
	for i := range t.Units {
		u := &t.Units[i]
		reviewers := 0
		for k, c := range columns {
			row[k] = unseen
			if given, ok := u.Judged(c, columns); ok {
				row[k] = b.set(given)
				reviewers++
			}
		}
		if reviewers >= 2 {
			b.add(ballotUnit{u.Interview, places.period(u.Interview, u.Segment)}, row, 1)
		}
	}
	return b.inOrder()
}

// inOrder sorts the sets by their codes and the rows by interview, period and what was given, so that nothing depends on
// the order in which units were met.
func (b *ballotBox) inOrder() *ballots {
	sets := make([]int32, len(b.ballots.sets))
	for i := range sets {
		sets[i] = int32(i)
	}
	slices.SortFunc(sets, func(x, y int32) int { return slices.Compare(b.ballots.sets[x], b.ballots.sets[y]) })
	to := make([]int32, len(sets))
	out := &ballots{coders: b.coders, sets: make([][]string, len(sets)), given: make([]int32, 0, len(b.given)), units: make([]ballotUnit, len(b.units)), counts: make([]int, len(b.counts))}
	for i, set := range sets {
		to[set], out.sets[i] = int32(i), b.ballots.sets[set]
	}
	for i, set := range b.given {
		if set != unseen {
			b.given[i] = to[set]
		}
	}
	units := make([]ballotUnit, 0, len(b.at))
	for unit := range b.at {
		units = append(units, unit)
	}
	slices.SortFunc(units, func(x, y ballotUnit) int {
		return cmp.Or(strings.Compare(x.interview, y.interview), strings.Compare(x.period, y.period))
	})
	for i, unit := range units {
		b.at[unit] = int32(i)
	}
	type placed struct{ unit, row int32 }
	rows := make([]placed, len(b.counts))
	for i := range rows {
		rows[i] = placed{b.at[b.units[i]], int32(i)}
	}
	slices.SortFunc(rows, func(x, y placed) int {
		if x.unit != y.unit {
			return int(x.unit - y.unit)
		}
		return slices.Compare(b.row(int(x.row)), b.row(int(y.row)))
	})
	for i, x := range rows {
		out.given = append(out.given, b.row(int(x.row))...)
		out.units[i], out.counts[i] = b.units[x.row], b.counts[x.row]
	}
	return out
}

// only keeps some of the units.
func (b *ballots) only(keep func(ballotUnit) bool) *ballots {
	return b.filter(func(i int) bool { return keep(b.units[i]) })
}

// coded keeps the units that any of the coders gave any code.
func (b *ballots) coded() *ballots {
	return b.filter(func(i int) bool {
		return slices.ContainsFunc(b.row(i), func(set int32) bool { return set != unseen && len(b.sets[set]) > 0 })
	})
}

func (b *ballots) filter(keep func(row int) bool) *ballots {
	out := &ballots{coders: b.coders, sets: b.sets, given: make([]int32, 0, len(b.given)), units: make([]ballotUnit, 0, len(b.units)), counts: make([]int, 0, len(b.counts))}
	for i, n := range b.counts {
		if keep(i) {
			out.given = append(out.given, b.row(i)...)
			out.units, out.counts = append(out.units, b.units[i]), append(out.counts, n)
		}
	}
	return out
}

// through replaces codes by what they stand for, leaving out those that stand for nothing; nil leaves them as they are.
func (b *ballots) through(of map[string]string) *ballots {
	if of == nil {
		return b
	}
	out := newBallotBox(b.coders)
	out.grow(len(b.counts))
	to := make([]int32, len(b.sets))
	for i, set := range b.sets {
		to[i] = out.set(standingFor(set, of))
	}
	row := make([]int32, len(b.coders))
	for i, n := range b.counts {
		for c, set := range b.row(i) {
			if row[c] = unseen; set != unseen {
				row[c] = to[set]
			}
		}
		out.add(b.units[i], row, n)
	}
	return &out.ballots
}

func standingFor(codes []string, of map[string]string) []string {
	out := []string{}
	for _, c := range codes {
		if d := of[c]; d != "" {
			out = append(out, d)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// table is the plain table of one code: 1 given, 0 reviewed and not given, empty not reviewed; with the interviews as
// clusters.
func (b *ballots) table(code string) (agreement.Table, []string) {
	states := make([]byte, len(b.sets))
	for i, set := range b.sets {
		if states[i] = '0'; slices.Contains(set, code) {
			states[i] = '1'
		}
	}
	return b.states(func(row []int32, out []byte) {
		for c, set := range row {
			if out[c] = ' '; set != unseen {
				out[c] = states[set]
			}
		}
	})
}

// states is the plain table of what a function says of each row: a byte a coder, a blank for not coded.
func (b *ballots) states(say func(row []int32, out []byte)) (agreement.Table, []string) {
	return b.statesOf(len(b.coders), say)
}

// statesOf is [ballots.states] of rows of a width of their own.
func (b *ballots) statesOf(width int, say func(row []int32, out []byte)) (agreement.Table, []string) {
	t := agreement.Table{Coders: b.coders}
	var clusters []string
	var patterns patternBook
	joined := map[[2]int]int{} // cluster and pattern → row of the table
	var latest [][2]int        // by pattern: cluster and row of where it was met last, which for units in order is where it is met again
	numbers := map[string]int{}
	interview, cluster := "", -1
	state := make([]byte, len(b.coders))
	for i, n := range b.counts {
		say(b.given[i*width:(i+1)*width], state)
		if now := b.units[i].interview; cluster < 0 || now != interview {
			number, ok := numbers[now]
			if !ok {
				number = len(numbers)
				numbers[now] = number
			}
			interview, cluster = now, number
		}
		pattern := patterns.number(state)
		if pattern == len(latest) {
			latest = append(latest, [2]int{-1, 0})
		}
		at := latest[pattern][1]
		if latest[pattern][0] != cluster {
			var ok bool
			if at, ok = joined[[2]int{cluster, pattern}]; !ok {
				at = len(t.Codes)
				joined[[2]int{cluster, pattern}] = at
				t.Codes, t.Counts, clusters = append(t.Codes, patterns.cells[pattern]), append(t.Counts, 0), append(clusters, interview)
			}
			latest[pattern] = [2]int{cluster, at}
		}
		t.Counts[at] += n
	}
	return t, clusters
}

// patternBook numbers the different rows of states in order of appearance, by a tree with a level for every coder.
type patternBook struct {
	next  [][3]int32 // of a node and a state: the next node, on the last level the number of the row plus 1; 0: not met yet
	cells [][]string // of each row, as a plain table has them
}

// number numbers a row of the states ' ', '0' and '1'; all rows are equally long.
func (p *patternBook) number(row []byte) int {
	if len(p.next) == 0 {
		p.next = append(p.next, [3]int32{})
	}
	at := int32(0)
	for c, state := range row {
		branch := 0
		if state != ' ' {
			branch = 1 + int(state-'0')
		}
		to := p.next[at][branch]
		if to == 0 {
			if c == len(row)-1 {
				p.cells = append(p.cells, cellsOf(row))
				to = int32(len(p.cells))
			} else {
				to = int32(len(p.next))
				p.next = append(p.next, [3]int32{})
			}
			p.next[at][branch] = to
		}
		at = to
	}
	return int(at) - 1
}

// cellsOf are the cells of a row of states.
func cellsOf(row []byte) []string {
	cells := strings.Split(string(row), "")
	for c := range cells {
		cells[c] = strings.TrimSpace(cells[c])
	}
	return cells
}

// setTable is the table of the sets, with the interviews as clusters.
func (b *ballots) setTable() (agreement.SetTable, []string) {
	t := agreement.SetTable{Coders: b.coders, Sets: b.sets, Counts: b.counts, Given: make([][]int, len(b.counts))}
	clusters := make([]string, len(b.counts))
	flat := make([]int, len(b.given))
	for i, set := range b.given {
		flat[i] = int(set)
	}
	for i := range t.Given {
		t.Given[i] = flat[i*len(b.coders) : (i+1)*len(b.coders) : (i+1)*len(b.coders)]
		clusters[i] = b.units[i].interview
	}
	return t, clusters
}

// total is the number of units.
func (b *ballots) total() int {
	n := 0
	for _, c := range b.counts {
		n += c
	}
	return n
}
