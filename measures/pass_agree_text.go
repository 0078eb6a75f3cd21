package measures

import (
	"slices"
	"sort"

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
		out.interviews = append(out.interviews, m)
	}
	if joined > 0 {
		a.result.Warn(noteEndToEnd.Says(joined, t.Pass))
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
	return &b.ballots
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
	var out []stretch
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

// matchStretches matches stretches of two coders (sorted) one to one, the largest overlaps first, where they have at least
// the share overlap of their union in common; it returns how many pairs there are.
func matchStretches(first, second []stretch, overlap float64) int {
	type candidate struct {
		share float64
		a, b  int
	}
	var list []candidate
	start := 0
	longest := 0
	for _, s := range second {
		longest = max(longest, s.To-s.From)
	}
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
				list = append(list, candidate{share, a, b})
			}
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].share > list[j].share })
	usedA, usedB := make([]bool, len(first)), make([]bool, len(second))
	n := 0
	for _, c := range list {
		if !usedA[c.a] && !usedB[c.b] {
			usedA[c.a], usedB[c.b] = true, true
			n++
		}
	}
	return n
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
