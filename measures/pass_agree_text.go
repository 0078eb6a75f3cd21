package measures

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/agreement"
	"github.com/smekit/smekit/measures/estimate"
)

// stretch is a part of a text.
type stretch = pass.Extent

// textMarks is the coding of a pass as stretches of text, of the coders who are compared.
type textMarks struct {
	coders     []string
	interviews []markedText
}

// markedText is one interview.
type markedText struct {
	id       string
	reviewed [][]stretch  // per coder, without overlaps
	marks    []pass.Marks // Coder is an index of textMarks.coders
}

// spans takes the stretches of the columns compared, and warns of units whose place is not known.
func (a *agreer) spans(t *pass.Table, columns []int) *textMarks {
	set := a.layers.Spans(t.Pass)
	if n := len(set.Unlocated); n > 0 {
		a.result.Warn(noteUnlocated.Says(n, t.Pass))
	}
	out := &textMarks{}
	to := make([]int, len(set.Coders))
	for c := range to {
		to[c] = unseen
	}
	for k, c := range columns {
		out.coders = append(out.coders, t.Coders[c])
		if at := slices.Index(set.Coders, t.Coders[c]); at >= 0 {
			to[at] = k
		}
	}
	joined := 0
	for i := range set.Interviews {
		iv := &set.Interviews[i]
		m := markedText{id: iv.Interview, reviewed: make([][]stretch, len(columns))}
		for c, k := range to {
			if k != unseen {
				m.reviewed[k] = iv.Reviewed[c]
			}
		}
		for _, mark := range iv.Marks {
			if k := to[mark.Coder]; k != unseen {
				mark.Coder = k
				m.marks = append(m.marks, mark)
			}
		}
		if iv.EndToEnd {
			joined++
		}
		readers := 0
		for _, read := range m.reviewed {
			if read != nil {
				readers++
			}
		}
		if readers >= 2 { // another one has no pair to draw
			out.interviews = append(out.interviews, m)
		}
	}
	if joined > 0 {
		a.result.Warn(noteEndToEnd.Says(joined, t.Pass))
	}
	slices.SortFunc(out.interviews, func(x, y markedText) int { return strings.Compare(x.id, y.id) })
	var free []string
	for c, k := range to {
		if k != unseen && set.Free[c] {
			free = append(free, set.Coders[c])
		}
	}
	switch n := len(columns); len(free) {
	case 0:
		a.now.texts = "read as units"
		a.result.Warn(noteUnits.Says(t.Pass, n))
	case n:
		a.now.texts = strconv.Itoa(n) + " coders mark freely: whole transcripts count as reviewed"
		a.result.Warn(noteAllFree.Says(t.Pass, n))
	default:
		a.now.texts = strconv.Itoa(len(free)) + " of " + strconv.Itoa(n) + " coders mark freely: whole transcripts count as reviewed; others read units"
		a.result.Warn(noteFree.Says(t.Pass, len(free), n, strings.Join(free, ", ")))
	}
	return out
}

// only keeps some of the interviews.
func (t *textMarks) only(keep func(interview string) bool) *textMarks {
	out := &textMarks{coders: t.coders}
	for _, iv := range t.interviews {
		if keep(iv.id) {
			out.interviews = append(out.interviews, iv)
		}
	}
	return out
}

// edge is where a stretch of a coder begins or ends: of what was reviewed, or of a code.
type edge struct {
	at    int
	coder int
	code  int // −1: reviewed
	step  int // 1 begins, −1 ends
}

// ballots takes every character that at least two coders reviewed as a unit. Characters between two edges are alike.
func (t *textMarks) ballots() *ballots {
	b := newBallotBox(t.coders)
	var codes []string
	number := map[string]int{}
	for _, iv := range t.interviews {
		for _, m := range iv.marks {
			if _, ok := number[m.Code]; !ok {
				number[m.Code] = 0
				codes = append(codes, m.Code)
			}
		}
	}
	slices.Sort(codes)
	for i, c := range codes {
		number[c] = i
	}
	var edges []edge
	for _, iv := range t.interviews {
		edges = edges[:0]
		for k, list := range iv.reviewed {
			for _, s := range list {
				edges = append(edges, edge{s.From, k, unseen, 1}, edge{s.To, k, unseen, -1})
			}
		}
		for _, m := range iv.marks {
			for _, s := range m.Merged {
				edges = append(edges, edge{s.From, m.Coder, number[m.Code], 1}, edge{s.To, m.Coder, number[m.Code], -1})
			}
		}
		sort.Slice(edges, func(i, j int) bool { return edges[i].at < edges[j].at })
		b.sweep(ballotUnit{interview: iv.id}, edges, codes)
	}
	return b.inOrder()
}

// sweep goes through the edges of one interview in their order.
func (b *ballotBox) sweep(unit ballotUnit, edges []edge, codes []string) {
	reviewing := make([]int, len(b.coders))
	open := make([][]int, len(b.coders)) // numbers of the codes that are open, sorted
	row := make([]int32, len(b.coders))
	changed := make([]bool, len(b.coders))
	for i := range changed {
		changed[i] = true
	}
	for i := 0; i < len(edges); {
		at := edges[i].at
		for ; i < len(edges) && edges[i].at == at; i++ {
			e := edges[i]
			changed[e.coder] = true
			if e.code == unseen {
				reviewing[e.coder] += e.step
				continue
			}
			where, _ := slices.BinarySearch(open[e.coder], e.code)
			if e.step > 0 {
				open[e.coder] = slices.Insert(open[e.coder], where, e.code)
			} else {
				open[e.coder] = slices.Delete(open[e.coder], where, where+1)
			}
		}
		if i == len(edges) {
			break
		}
		reviewers := 0
		for k := range row {
			if changed[k] {
				changed[k] = false
				if row[k] = unseen; reviewing[k] > 0 {
					names := make([]string, len(open[k]))
					for n, code := range open[k] {
						names[n] = codes[code]
					}
					row[k] = b.set(names)
				}
			}
			if row[k] != unseen {
				reviewers++
			}
		}
		if n := edges[i].at - at; n > 0 && reviewers >= 2 {
			b.add(unit, row, n)
		}
	}
}

// matches counts, for every code on a view's level, the stretches of each pair of coders in each interview and those that
// match.
func (t *textMarks) matches(v view, overlap float64) map[string][][]agreement.Match {
	out := map[string][][]agreement.Match{}
	pairs := len(t.coders) * (len(t.coders) - 1) / 2
	for i := range t.interviews {
		iv := &t.interviews[i]
		byCode := map[string][][]stretch{} // code → coder → stretches
		for _, m := range iv.marks {
			code := m.Code
			if v.of != nil {
				if code = v.of[m.Code]; code == "" {
					continue
				}
			}
			if byCode[code] == nil {
				byCode[code] = make([][]stretch, len(t.coders))
			}
			byCode[code][m.Coder] = append(byCode[code][m.Coder], m.Segments...)
		}
		for code, given := range byCode {
			for c := range given {
				if v.of != nil {
					sortStretches(given[c])
					given[c] = slices.Compact(given[c])
				}
			}
			if out[code] == nil {
				out[code] = make([][]agreement.Match, len(t.interviews))
				for k := range out[code] {
					out[code][k] = make([]agreement.Match, pairs)
				}
			}
			p := 0
			for a := range t.coders {
				for b := a + 1; b < len(t.coders); b++ {
					first, second := within(given[a], iv.reviewed[b]), within(given[b], iv.reviewed[a])
					out[code][i][p] = agreement.Match{Both: matchStretches(first, second, overlap), First: len(first), Second: len(second)}
					p++
				}
			}
		}
	}
	return out
}

func sortStretches(list []stretch) {
	slices.SortFunc(list, func(a, b stretch) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return a.To - b.To
	})
}

// within keeps the stretches (sorted) that have a character in what somebody reviewed (sorted, without overlaps).
func within(list, reviewed []stretch) []stretch {
	out := make([]stretch, 0, len(list))
	k := 0
	for _, s := range list {
		for k < len(reviewed) && reviewed[k].To <= s.From {
			k++
		}
		if k < len(reviewed) && reviewed[k].From < s.To {
			out = append(out, s)
		}
	}
	return out
}

// matchStretches matches stretches of two coders (sorted) one to one where they have at least the share overlap of their
// union in common, as many as can be matched; it returns how many pairs there are.
func matchStretches(first, second []stretch, overlap float64) int {
	longest := 0
	for _, s := range second {
		longest = max(longest, s.To-s.From)
	}
	m := stretchMatching{partners: make([][]int32, len(first)), of: make([]int32, len(second)), asked: make([]int32, len(second))}
	start := 0
	for a, s := range first {
		for start < len(second) && second[start].From+longest <= s.From {
			start++
		}
		for b := start; b < len(second) && second[b].From < s.To; b++ {
			common := min(s.To, second[b].To) - max(s.From, second[b].From)
			if common <= 0 {
				continue
			}
			share := float64(common) / float64(max(s.To, second[b].To)-min(s.From, second[b].From))
			if share >= overlap-1e-12 {
				m.partners[a] = append(m.partners[a], int32(b))
			}
		}
	}
	n := 0
	for a := range first {
		if m.place(int32(a), int32(a)+1) {
			n++
		}
	}
	return n
}

// stretchMatching is a matching in the making: a stretch that finds its partners taken has them look for another one, so
// that it ends with as many pairs as there can be.
type stretchMatching struct {
	partners [][]int32 // of each stretch of the first: those of the second it may be matched to
	of       []int32   // of each stretch of the second: the stretch of the first matched to it, from 1
	asked    []int32   // of each stretch of the second: the round in which it was asked last
}

// place matches stretch a in a round, from 1.
func (m *stretchMatching) place(a, round int32) bool {
	for _, b := range m.partners[a] {
		if m.of[b] == 0 {
			m.of[b] = a + 1
			return true
		}
	}
	for _, b := range m.partners[a] {
		if m.asked[b] == round {
			continue
		}
		m.asked[b] = round
		if m.place(m.of[b]-1, round) {
			m.of[b] = a + 1
			return true
		}
	}
	return false
}

// onSpans lists the jobs of the matched stretches: of all codes together, then of each code.
func (a *agreer) onSpans(key estimate.Key, coders []string, matches map[string][][]agreement.Match, codes []string) []job {
	one := func(key estimate.Key, cells [][]agreement.Match) job {
		return func() ([]estimate.Estimate, error) {
			r, err := agreement.ComputeMatches(a.ctx, agreement.MatchTable{Coders: coders, Cells: cells}, a.compute)
			if err != nil {
				return nil, err
			}
			return a.named(key, "spans", r.Estimates), nil
		}
	}
	var sum [][]agreement.Match
	for _, code := range codes {
		for i, row := range matches[code] {
			if sum == nil {
				sum = make([][]agreement.Match, len(matches[code]))
			}
			if sum[i] == nil {
				sum[i] = make([]agreement.Match, len(row))
			}
			for p, m := range row {
				sum[i][p].Both += m.Both
				sum[i][p].First += m.First
				sum[i][p].Second += m.Second
			}
		}
	}
	jobs := []job{one(key, sum)}
	for _, code := range codes {
		k := key
		k.Dim = code
		jobs = append(jobs, one(k, matches[code]))
	}
	return jobs
}
