package measures

import (
	"math"
	"slices"
	"sort"
	"strconv"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/survey"
)

// measures whose number rests on cells of the study directly.
var restsOnCells = map[string]bool{"survey_pomp": true, "survey_pomp_median": true, "survey_pomp_sd": true, "percent_agree": true, "share": true}

// leaves lists the cells or segments that an estimate rests on directly.
func (x *explainer) leaves(a *Account, s *subject, level int) {
	limit := x.o.Cells
	if level > 0 {
		limit = min(limit, 3)
	}
	if x.o.All {
		limit = math.MaxInt
	}
	switch {
	case (s.Family == "score" || s.Family == "describe") && restsOnCells[s.Measure]:
		x.answers(a, s, limit)
	case s.Family == "score" && s.key.Source == "interview" && len(s.Basis.Parents) == 0 && len(s.Basis.Columns) > 0:
		x.segments(a, s, limit)
	case s.Family == "agreement":
		x.coderRows(a, s, limit)
	}
}

// answers counts the answers to the items by value and lists single cells.
func (x *explainer) answers(a *Account, s *subject, limit int) {
	leaf, l := x.leaf(s.key.Dim)
	if leaf == nil || s.People >= 0 && s.People < max(x.minPeople, 1) {
		return
	}
	scored := s.Measure != "percent_agree" && s.Measure != "share"
	away := x.awayFrom(s.key.Dim)
	each := limit
	if limit < math.MaxInt {
		each = max(1, limit/len(leaf.Items))
	}
	for i := range leaf.Items {
		it := &leaf.Items[i]
		if s.Measure == "share" && it.ID != itemOfShare(s.own) {
			continue
		}
		c := AnswerCells{Item: it.ID, Text: it.Text, Reverse: it.Reverse, Min: it.Min, Max: it.Max}
		counts, people, apart, columns := map[float64]int{}, map[int]bool{}, map[int]bool{}, map[string]bool{}
		for _, r := range x.rows(s.key) {
			if scored && math.IsNaN(x.responses.Scores[r][l]) {
				continue
			}
			v := x.responses.Answer(r, it)
			if math.IsNaN(v) {
				continue
			}
			if it.Reverse {
				v = it.Min + it.Max - v
			}
			c.N++
			counts[v]++
			people[x.responses.Person[r]] = true
			pos := x.answerPos(r, it)
			columns[coding.Pos{File: pos.File, Sheet: pos.Sheet, Col: pos.Col}.String()] = true
			switch {
			case away[r]:
				c.Withheld++
				apart[x.responses.Person[r]] = true
			case len(c.Cells) < each:
				c.Cells = append(c.Cells, Cell{Pos: pos.String(), Value: v})
			default:
				c.More++
			}
		}
		if c.N == 0 {
			continue
		}
		if len(people) < x.minPeople || tells(it, &c, len(apart), x.minPeople) {
			a.Items = append(a.Items, AnswerCells{Item: it.ID, Text: it.Text, Few: true}) // nothing else is said of it
			continue
		}
		for v, n := range counts {
			c.Counts = append(c.Counts, ValueCount{v, n})
		}
		sort.Slice(c.Counts, func(i, j int) bool { return c.Counts[i].Value < c.Counts[j].Value })
		for name := range columns {
			c.Columns = append(c.Columns, name)
		}
		sort.Strings(c.Columns)
		a.Items = append(a.Items, c)
	}
}

// tells reports whether the counts of an item would tell of hidden groups: taken from them, the counts of the groups shown
// leave those of the hidden ones, which must be of min_n people or more and may not be all. An item that is asked of one side
// alone has hidden groups of its own, so that any are too many.
func tells(it *survey.Item, c *AnswerCells, apart, minN int) bool {
	return apart > 0 && (apart < minN || c.Withheld == c.N || it.Ask != "all")
}

func itemOfShare(own string) string {
	for i := range own {
		if own[i] == '=' {
			return own[:i]
		}
	}
	return own
}

func (x *explainer) answerPos(r int, it *survey.Item) coding.Pos {
	p := &x.study.Survey.Responses[r]
	if it.Column < len(p.Columns) {
		return p.Pos.At(p.Columns[it.Column])
	}
	return p.Pos
}

// awayFrom are the responses that stand in a group which is hidden in a dimension: their single answers are not listed
// anywhere, or the answers of the groups shown, taken from those of all, would leave them.
func (x *explainer) awayFrom(dim string) map[int]bool {
	if rows, known := x.withheld[dim]; known {
		return rows
	}
	rows := map[int]bool{}
	for i := range x.shown.Estimates {
		e := &x.shown.Estimates[i]
		if e.Family != "score" || e.Measure != "survey_pomp" && e.Measure != "percent_agree" || !hidden(e) {
			continue
		}
		if k, _, err := estimate.ParseKey(e.Of); err == nil && k.Dim == dim {
			for _, r := range x.rows(k) {
				rows[r] = true
			}
		}
	}
	x.withheld[dim] = rows
	return rows
}

// segments lists the accepted codes behind a score of interviews.
func (x *explainer) segments(a *Account, s *subject, limit int) {
	inside := map[string]bool{}
	for i := range x.study.Interviews {
		iv := &x.study.Interviews[i]
		k := s.key
		k.Period = ""
		if !iv.Document && inCell(x.levels.place(iv.Case, iv.Dept, iv.Role), k) {
			inside[iv.ID] = true
		}
	}
	codes, nameless := x.codesOf(s.key.Dim), x.namelessIn(s.key)
	list := &SegmentCells{}
	for i := range x.consensus.Accepted {
		u := &x.consensus.Accepted[i]
		if !inside[u.Interview] || !codes[u.Code] || s.key.Period != "" && u.Period != s.key.Period {
			continue
		}
		list.N++
		if len(list.List) >= limit {
			list.More++
			continue
		}
		one := x.segment(u)
		if nameless {
			one.Who, one.Text = coding.Label{}, coding.Label{}
		}
		list.List = append(list.List, one)
	}
	if list.N > 0 {
		a.Segments = list
	}
}

// namelessIn reports whether the interviews of a cell must go without pseudonym and text: those of a department, where the
// case has departments that are hidden. Who is of none of the departments shown would be of one of those.
func (x *explainer) namelessIn(k estimate.Key) bool {
	if k.Dept == "" {
		return false
	}
	for i := range x.shown.Estimates {
		e := &x.shown.Estimates[i]
		if e.Family != "score" || !hidden(e) {
			continue
		}
		if other, _, err := estimate.ParseKey(e.Of); err == nil && other.Source == "interview" && other.Case == k.Case && other.Dept != "" {
			return true
		}
	}
	return false
}

// codesOf are the codes that count for a dimension: its own, and those of the dimensions below it.
func (x *explainer) codesOf(dim string) map[string]bool {
	out := map[string]bool{}
	fw := x.study.Framework
	for code, d := range pass.Dimensions(x.study) {
		for steps := 0; d != "" && steps <= len(fw.Dimensions); steps++ {
			if d == dim {
				out[code] = true
			}
			up := fw.Dimension(d)
			if up == nil {
				break
			}
			d = up.Parent
		}
	}
	return out
}

func (x *explainer) segment(u *pass.Unit) SegmentCell {
	c := SegmentCell{Code: u.Code, Who: x.masker.Alias(u.Interview), Rated: u.Rated(), Absent: u.State == coding.Absent}
	if c.Rated {
		c.Intensity, c.Direction = u.Intensity, u.Direction
	}
	for i := range x.study.Codings {
		g := &x.study.Codings[i]
		if g.Interview == u.Interview && g.Segment == u.Segment && g.Code == u.Code {
			c.Cells = append(c.Cells, g.Pos.String())
		}
	}
	for i := range x.study.Consensus {
		r := &x.study.Consensus[i]
		if r.Interview == u.Interview && r.Segment == u.Segment && r.Code == u.Code {
			c.Cells = append(c.Cells, r.Pos.String())
		}
	}
	for i := range x.study.Segments {
		g := &x.study.Segments[i]
		if g.Interview == u.Interview && g.ID == u.Segment {
			zh, ok := x.masker.Quote(g.Interview, g.ID, g.Text, "zh")
			if ok {
				en, _ := x.masker.Quote(g.Interview, g.ID, g.Text, "en")
				c.Text = coding.Label{ZH: zh, EN: en}
			}
			break
		}
	}
	return c
}

// coderRows lists the rows in which the coders of an agreement gave the code.
func (x *explainer) coderRows(a *Account, s *subject, limit int) {
	coders := x.codersOf(s)
	list := &SegmentCells{}
	for i := range x.study.Codings {
		c := &x.study.Codings[i]
		if c.Pass != s.key.Pass || c.Code != s.key.Dim || !coders[c.Coder] {
			continue
		}
		list.N++
		if len(list.List) >= limit {
			list.More++
			continue
		}
		list.List = append(list.List, SegmentCell{Cells: []string{c.Pos.String()}, Code: c.Code, Who: x.masker.Alias(c.Interview),
			Rated: c.Rated, Intensity: float64(c.Intensity), Direction: float64(c.Direction), Absent: c.State == coding.Absent})
	}
	if list.N > 0 {
		a.Segments = list
	}
}

// codersOf are the coders of an agreement: the pair that its row names, else all of the pass.
func (x *explainer) codersOf(s *subject) map[string]bool {
	out := map[string]bool{}
	g := x.givenOn(s)
	if g == nil {
		return out
	}
	for i, name := range g.coders {
		out[name] = true
		for _, other := range g.coders[i+1:] {
			if s.own == name+"~"+other {
				return map[string]bool{name: true, other: true}
			}
		}
	}
	return out
}

// excluded says what did not count and why: of the sheets behind the estimate that was asked for their rows, of a score
// its answers.
func (x *explainer) excluded(a *Account, s *subject, level int) []Exclusion {
	if level > 0 {
		return x.silentAnswers(s)
	}
	what := []string{"responses"}
	if s.key.Source == "interview" || s.Family == "agreement" || a.Segments != nil {
		what = []string{"coding", "consensus", "interviews"}
	}
	var out []Exclusion
	for i := range x.study.Receipts {
		r := &x.study.Receipts[i]
		if !slices.Contains(what, r.What) {
			continue
		}
		where := coding.Pos{File: r.File, Sheet: r.Sheet}.String()
		for _, c := range r.Excluded {
			out = append(out, Exclusion{where, Words{Code: "reason." + c.Reason}, c.Count})
		}
		for _, c := range r.Rejected {
			out = append(out, Exclusion{where, Words{Code: "reason." + c.Reason}, c.Count})
		}
		for _, n := range r.Notes {
			if (n.Code == "does_not_apply" || n.Code == "answer_not_asked") && len(n.Args) > 0 {
				count, _ := strconv.Atoi(n.Args[len(n.Args)-1])
				out = append(out, Exclusion{where, Words{"receipt." + n.Code, n.Args}, count})
			}
		}
	}
	return append(out, x.silentAnswers(s)...)
}

// silentAnswers counts, among the rows of a cell, the answers that are missing by reason.
func (x *explainer) silentAnswers(s *subject) []Exclusion {
	leaf, _ := x.leaf(s.key.Dim)
	if leaf == nil || s.Family != "score" || s.key.Source == "interview" || !restsOnCells[s.Measure] {
		return nil
	}
	reasons := []struct {
		why  coding.Missing
		code string
	}{{coding.NotAnswered, "missing_not_answered"}, {coding.NotAsked, "missing_not_asked"}, {coding.DoesNotApply, "missing_does_not_apply"}, {coding.Rejected, "missing_rejected"}}
	counts, away, apart := map[coding.Missing]int{}, x.awayFrom(s.key.Dim), false
	for _, r := range x.rows(s.key) {
		apart = apart || away[r]
		p := &x.study.Survey.Responses[r]
		for i := range leaf.Items {
			it := &leaf.Items[i]
			switch {
			case it.Column >= len(p.Answers):
			case !it.Asked(x.responses.Sides[r]):
				counts[coding.NotAsked]++
			case !p.Answers[it.Column].Ok():
				counts[p.Answers[it.Column].Missing]++
			}
		}
	}
	if apart {
		delete(counts, coding.NotAsked) // it would give the size of a side that is hidden
	}
	var out []Exclusion
	for _, q := range reasons {
		if counts[q.why] > 0 {
			out = append(out, Exclusion{Words: Words{Code: q.code}, Count: counts[q.why]})
		}
	}
	return out
}
