package measures_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/measures/survey"
	"github.com/smekit/smekit/sampledata"
)

// The attacker of the shares knows who stands where and whom each item was asked, but not who left out which item. Unknown are
// the numbers of people of one case, department, role and period who chose a point of an item, those who answered all they
// were asked apart from the others, and the scores of these others. Shares, percentages who agree, means of items and of
// dimensions are linear forms in these.

// stand is where people are alike to the attacker.
type stand struct {
	at    estimate.Key
	whole bool // they answered all they were asked, with weight 1
}

// stands sorts the people with an answer to a dimension.
func (y *spy) stands(dim string) (list []stand, rows map[stand][]int) {
	rows = map[stand][]int{}
	items := y.sheet.Leaves[y.leaf[dim]].Items
	for _, r := range y.rows(estimate.Key{}) {
		p := &y.study.Survey.Responses[r]
		a := stand{at: y.place(p.Case, p.Dept, p.Role), whole: y.sheet.Weight(r) == 1}
		a.at.Period = p.Period
		some := false
		for i := range items {
			answered := !math.IsNaN(y.sheet.Answer(r, &items[i]))
			some = some || answered
			a.whole = a.whole && (answered || !items[i].Asked(y.sheet.Sides[r]))
		}
		if !some {
			continue
		}
		if rows[a] == nil {
			list = append(list, a)
		}
		rows[a] = append(rows[a], r)
	}
	return list, rows
}

func within(at, cell estimate.Key) bool {
	ok := func(have, want string) bool { return want == "" || have == want }
	return ok(at.Case, cell.Case) && ok(at.Dept, cell.Dept) && ok(at.Side, cell.Side) && ok(at.Role, cell.Role) && ok(at.Period, cell.Period)
}

// crowd is a dimension as the attacker of its shares sees it.
type crowd struct {
	*spy
	dim   string
	items []survey.Item
	list  []stand
	of    map[stand][]int
}

func (y *spy) crowd(dim string) *crowd {
	list, of := y.stands(dim)
	return &crowd{y, dim, y.sheet.Leaves[y.leaf[dim]].Items, list, of}
}

// chose is the number of people of a stand who chose a point of an item, turned as the scores are.
func (c *crowd) chose(a stand, it *survey.Item, x float64) int {
	return c.unknown(fmt.Sprint("chose ", c.dim, " ", a.at, a.whole, " ", it.ID, " ", x))
}

func (c *crowd) answers(a stand, it *survey.Item) (n int) {
	for _, r := range c.of[a] {
		if !math.IsNaN(c.sheet.Answer(r, it)) {
			n++
		}
	}
	return n
}

// choices weighs who of a cell chose what.
func (c *crowd) choices(cell estimate.Key, items []survey.Item, weigh func(it *survey.Item, x float64) uint64) form {
	f, n := form{}, 0
	for i := range items {
		it := &items[i]
		for _, a := range c.list {
			if !within(a.at, cell) || c.answers(a, it) == 0 {
				continue
			}
			n++
			for x := it.Min; x <= it.Max; x++ {
				if w := weigh(it, x); w != 0 {
					f.add(form{c.chose(a, it, x): 1}, w)
				}
			}
		}
	}
	if n == 0 {
		return nil
	}
	if !c.crossed {
		there := form{}
		c.addUnseen(there, cell, c.dim)
		for v := range there { // of those who are not there for all the attacker knows
			for i := range items {
				for x := items[i].Min; x <= items[i].Max; x++ {
					if w := weigh(&items[i], x); w != 0 {
						f.add(form{c.unknown(fmt.Sprint("unseen choice ", v, " ", items[i].ID, " ", x)): 1}, w)
					}
				}
			}
		}
	}
	return f
}

// scores is a cell's weighted sum of scores.
func (c *crowd) scores(cell estimate.Key) form {
	l, f, n := c.leaf[c.dim], form{}, 0
	for _, a := range c.list {
		if !within(a.at, cell) {
			continue
		}
		if !a.whole {
			for _, r := range c.of[a] {
				if !math.IsNaN(c.sheet.Scores[r][l]) {
					n++
					f.add(form{c.unknown(fmt.Sprint("answer ", r, " ", c.dim)): 1}, uint64(math.Round(4*c.sheet.Weight(r))))
				}
			}
			continue
		}
		asked := 0
		for i := range c.items {
			if c.items[i].Asked(a.at.Side) {
				asked++
			}
		}
		for i := range c.items {
			it := &c.items[i]
			if !it.Asked(a.at.Side) {
				continue
			}
			n++
			for x := it.Min + 1; x <= it.Max; x++ {
				f.add(form{c.chose(a, it, x): 1}, 4*over(int(100*(x-it.Min)), int(it.Max-it.Min)*asked)%field)
			}
		}
	}
	if n == 0 {
		return nil
	}
	if !c.crossed {
		c.addUnseen(f, cell, c.dim)
	}
	return f
}

// spread is a row about the dimension's items or answers as a form, nil where it is none.
func (c *crowd) spread(e estimate.Estimate) form {
	k, own, err := estimate.ParseKey(e.Of)
	if err != nil || k.Dim != c.dim || k.Source == "interview" {
		return nil
	}
	cell := k
	cell.Dim, cell.Source = "", ""
	item := func(id string) []survey.Item {
		for i := range c.items {
			if c.items[i].ID == id {
				return c.items[i : i+1]
			}
		}
		return nil
	}
	switch {
	case e.Measure == "share":
		i := strings.LastIndexByte(own, '=')
		return c.choices(cell, item(own[:i]), func(it *survey.Item, x float64) uint64 {
			if it.Reverse {
				x = it.Min + it.Max - x
			}
			if estimate.FormatFloat(x) == own[i+1:] {
				return 1
			}
			return 0
		})
	case e.Measure == "percent_agree" && own == "":
		return c.choices(cell, c.items, func(it *survey.Item, x float64) uint64 {
			if x >= it.Max-1 {
				return 1
			}
			return 0
		})
	case e.Measure == "item_mean":
		return c.choices(cell, item(own), func(it *survey.Item, x float64) uint64 { return uint64(x - it.Min) })
	case e.Measure == "survey_pomp":
		return c.scores(cell)
	case e.Family == "compare" && e.Measure == "mean" && !linkedRow(c.full[e.ID()]):
		if at, ok := group(cell, own); ok {
			return c.scores(at)
		}
	}
	return nil
}

// attackShares solves for hidden shares, and for hidden means with their help, of the dimensions asked for.
func (y *spy) attackShares(released *ledger.Ledger, dims func(string) bool) (found []string) {
	for l := range y.sheet.Leaves {
		if !dims(y.sheet.Leaves[l].Dim) {
			continue
		}
		c := y.crowd(y.sheet.Leaves[l].Dim)
		y.vars = map[string]int{}
		var k known
		for _, a := range c.list { // everybody chose some point
			for i := range c.items {
				it, f := &c.items[i], form{}
				if a.whole && c.answers(a, it) > 0 {
					for x := it.Min; x <= it.Max; x++ {
						f.add(form{c.chose(a, it, x): 1}, 1)
					}
					k.learn(f)
				}
			}
		}
		var secret []estimate.Estimate
		for _, e := range released.Estimates {
			if key, _, err := estimate.ParseKey(e.Of); err != nil || key.Dim != c.dim {
				continue
			}
			if hiddenRow(e) {
				secret = append(secret, e)
			} else if !e.Empty() {
				if f := c.spread(y.full[e.ID()]); f != nil {
					k.learn(f)
				}
			}
		}
		for _, e := range secret {
			if f := c.spread(y.full[e.ID()]); f != nil && k.tells(f) {
				found = append(found, e.ID())
			}
		}
	}
	return found
}

func attackShares(t *testing.T, s *coding.Study, together bool, dims func(string) bool) (hidden, shownShares int) {
	t.Helper()
	full, err := measures.Score(context.Background(), s, measures.ScoreOptions{Bootstrap: -1})
	if err != nil {
		t.Fatal(err)
	}
	released := measures.Release(full, s)
	y := newSpy(s, full)
	y.crossed = !together
	found := y.attackShares(released, dims)
	for i, id := range found {
		if i == 20 {
			t.Errorf("and %d more", len(found)-i)
			break
		}
		t.Errorf("given away: %s", id)
	}
	for _, e := range released.Estimates {
		k, _, _ := estimate.ParseKey(e.Of)
		switch {
		case e.Measure == "share" && hiddenRow(e):
			hidden++
		case e.Measure == "share" && !e.Empty():
			shownShares++
			key := estimate.Key{Dim: k.Dim, Source: "survey", Case: k.Case}
			if score, ok := released.Find(estimate.ID("score", "survey_pomp", key.String())); !ok || hiddenRow(score) {
				t.Errorf("%s is shown, the score is not", e.ID())
			}
			if e.People < s.Options.MinN || math.Abs(e.Value*float64(e.N)-math.Round(e.Value*float64(e.N))) > 1e-9 {
				t.Errorf("%s: %v of %d, %d people", e.ID(), e.Value, e.N, e.People)
			}
		case e.Family == "correlate" && !e.Empty():
			for _, dim := range e.Basis.Columns {
				score, ok := released.Find(estimate.ID("score", "survey_pomp", estimate.Key{Dim: dim, Source: "survey"}.String()))
				if !ok || hiddenRow(score) || e.People < s.Options.MinN {
					t.Errorf("%s is shown of %d people, the score of %s is not", e.ID(), e.People, dim)
				}
			}
		}
	}
	return hidden, shownShares
}

func TestAttackShares(t *testing.T) {
	long(t)
	hidden, some := 0, 0
	for i, seed := range seeds() {
		if i%3 > 0 {
			continue
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			_, s := invent(t, seed)
			h, n := attackShares(t, s, true, func(string) bool { return true })
			hidden, some = hidden+h, some+n
		})
	}
	if hidden == 0 || some == 0 {
		t.Errorf("%d hidden shares, %d shown", hidden, some)
	}
}

func TestAttackSharesOfTheSample(t *testing.T) {
	long(t)
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if hidden, some := attackShares(t, s, false, func(dim string) bool { return dim == "S.IGR" || dim == "ME.SUB" }); hidden == 0 || some < 1000 {
		t.Errorf("%d hidden shares, %d shown", hidden, some)
	}
}

// TestAttackSharesOfSides has a small department on the support side, which is asked fewer items than the others: with
// every answer given, the items' means beside the score would take the sides apart.
func TestAttackSharesOfSides(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 4))
	s := &coding.Study{Framework: &coding.Framework{ID: "t", ScaleMin: 1, ScaleMax: 5, Weights: "equal",
		Bands:      coding.Bands{Low: 40, High: 60, Margin: 5, Gap: 20, MinInterviews: 3},
		Dimensions: []coding.Dimension{{ID: "S", Group: true}, {ID: "S.X", Parent: "S", Sources: []string{"survey"}}}}}
	s.Options.MinN = 5
	for i, ask := range []string{"all", "all", "approval", "line"} {
		id := fmt.Sprint("X", i+1)
		s.Instrument.Items = append(s.Instrument.Items, coding.Item{ID: id, Dimension: "S.X", Min: 1, Max: 5, Ask: ask, Reverse: i == 1})
		s.Survey.Items = append(s.Survey.Items, id)
	}
	sides := []string{"approval", "supervision", "support"}
	for c, heads := range [][]int{{9, 8, 3}, {10, 8, 7}, {7, 9, 9}} {
		id := string(rune('G' + c))
		s.Cases = append(s.Cases, coding.Case{ID: id, Invited: -1})
		for d, n := range heads {
			s.Departments = append(s.Departments, coding.Department{Case: id, ID: fmt.Sprint("D", d), Side: sides[d], Invited: -1})
			for range n {
				r := coding.Response{Respondent: fmt.Sprint("R", len(s.Survey.Responses)), Case: id, Dept: fmt.Sprint("D", d), Role: "clerk", Weight: 1}
				for k := range 4 {
					if k == 2 && d != 0 || k == 3 && d != 1 {
						r.Answers = append(r.Answers, coding.Value{})
						continue
					}
					r.Answers = append(r.Answers, coding.Number(float64(1+rnd.IntN(5))))
				}
				s.Survey.Responses = append(s.Survey.Responses, r)
			}
		}
	}
	if hidden, some := attackShares(t, s, false, func(string) bool { return true }); hidden == 0 || some == 0 {
		t.Errorf("%d hidden shares, %d shown", hidden, some)
	}
}
