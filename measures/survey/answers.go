package survey

import (
	"math"

	"github.com/smekit/smekit/coding"
)

// Item is an item of a leaf whose column exists.
type Item struct {
	coding.Item
	Column int // index of the answer in Response.Answers
}

// Leaf is a dimension that has items of its own: a leaf of the framework, or a group that is asked about directly.
type Leaf struct {
	Dim   string
	Items []Item // whose columns exist, in the instrument's order
}

// Sheet holds the usable answers and the leaf scores of every response. Rows follow Study.Survey.Responses.
type Sheet struct {
	Leaves  []Leaf
	Scores  [][]float64 // [response][leaf] POMP, NaN missing
	Valid   [][]bool    // [response][leaf]: at least one valid answer to its items
	Person  []int       // number of the person behind each response, the same for the same respondent id
	People  int         // persons numbered
	Repeats []bool      // by person: several responses
	Sides   []string    // side of each response's department, empty where unknown

	dept  []int // number of each response's department, -1 without one
	depts int   // departments numbered

	study *coding.Study
	leaf  map[string]int
}

// Read scores every response of a study that is not excluded; the rows of excluded ones stay empty.
func Read(study *coding.Study) *Sheet {
	s := &Sheet{study: study, leaf: map[string]int{}}
	s.findLeaves()
	responses := study.Survey.Responses
	s.Scores, s.Valid = make([][]float64, len(responses)), make([][]bool, len(responses))
	s.Person, s.Sides, s.dept = make([]int, len(responses)), make([]string, len(responses)), make([]int, len(responses))
	sides := map[[2]string]string{}
	for i := range study.Departments {
		d := &study.Departments[i]
		sides[[2]string{d.Case, d.ID}] = d.Side
	}
	persons, depts := map[string]int{}, map[[2]string]int{}
	flat, flags := make([]float64, len(responses)*len(s.Leaves)), make([]bool, len(responses)*len(s.Leaves))
	k := len(s.Leaves)
	for r := range responses {
		s.Scores[r], flat = flat[:k:k], flat[k:]
		s.Valid[r], flags = flags[:k:k], flags[k:]
		p, known := persons[responses[r].Respondent]
		if !known || responses[r].Respondent == "" {
			p = s.People
			s.People++
			persons[responses[r].Respondent] = p
		}
		if known && responses[r].Respondent != "" {
			s.Repeats[p] = true
		} else {
			s.Repeats = append(s.Repeats, false)
		}
		s.Person[r] = p
		place := [2]string{responses[r].Case, responses[r].Dept}
		s.Sides[r], s.dept[r] = sides[place], -1
		if responses[r].Dept != "" {
			if _, known := depts[place]; !known {
				depts[place] = len(depts)
			}
			s.dept[r] = depts[place]
		}
		for l := range s.Leaves {
			s.Scores[r][l] = math.NaN()
			if responses[r].Excluded == "" {
				s.Scores[r][l], s.Valid[r][l] = s.score(r, l)
			}
		}
	}
	s.depts = len(depts)
	return s
}

// findLeaves collects the items with a column under their dimensions, in the framework's order. What an instrument
// leaves open (whom an item is asked, its scale) the framework says.
func (s *Sheet) findLeaves() {
	fw := s.study.Framework
	asked := map[string]string{}
	for i := range fw.Items {
		asked[fw.Items[i].ID] = fw.Items[i].Ask
	}
	columns := map[string]int{}
	for i, id := range s.study.Survey.Items {
		columns[id] = i
	}
	items := map[string][]Item{}
	for _, it := range s.study.Instrument.Items {
		c, ok := columns[it.ID]
		if !ok {
			continue
		}
		if it.Ask == "" {
			it.Ask = asked[it.ID]
		}
		if it.Ask == "" {
			it.Ask = "all"
		}
		if it.Min == 0 && it.Max == 0 {
			it.Min, it.Max = fw.ScaleMin, fw.ScaleMax
		}
		if it.Min < it.Max {
			items[it.Dimension] = append(items[it.Dimension], Item{it, c})
		}
	}
	for i := range fw.Dimensions {
		if id := fw.Dimensions[i].ID; len(items[id]) > 0 {
			s.leaf[id] = len(s.Leaves)
			s.Leaves = append(s.Leaves, Leaf{id, items[id]})
		}
	}
}

// Leaf returns the index of a dimension among the leaves.
func (s *Sheet) Leaf(dim string) (int, bool) {
	i, ok := s.leaf[dim]
	return i, ok
}

// Asked reports whether an item is asked of a side.
func (it *Item) Asked(side string) bool {
	switch it.Ask {
	case "approval":
		return side == "approval"
	case "line":
		return side == "supervision"
	}
	return true
}

// Answer returns a response's answer to an item, reversed where the item is; NaN where it is missing, or not asked of
// the department's side.
func (s *Sheet) Answer(response int, it *Item) float64 {
	r := &s.study.Survey.Responses[response]
	if it.Column >= len(r.Answers) || !it.Asked(s.Sides[response]) {
		return math.NaN()
	}
	v := &r.Answers[it.Column]
	if !v.Ok() {
		return math.NaN()
	}
	if it.Reverse {
		return it.Min + it.Max - v.Num
	}
	return v.Num
}

// score returns the leaf score of a response and whether any of its items has a valid answer.
func (s *Sheet) score(r, l int) (float64, bool) {
	k, answered, sum := 0, 0, 0.0
	items := s.Leaves[l].Items
	for i := range items {
		if !items[i].Asked(s.Sides[r]) {
			continue
		}
		k++
		if x := s.Answer(r, &items[i]); !math.IsNaN(x) {
			answered++
			sum += pomp(x, &items[i])
		}
	}
	if answered == 0 || answered < MinAnswered(k) {
		return math.NaN(), answered > 0
	}
	return sum / float64(answered), true
}

// MinAnswered is how many of k items must be answered: min(k, max(2, ⌈k/2⌉)).
func MinAnswered(k int) int { return min(k, max(2, (k+1)/2)) }

func pomp(x float64, it *Item) float64 { return 100 * (x - it.Min) / (it.Max - it.Min) }

// Mean is a response's POMP over a list of items, one answer being enough: what a hazard's own items say. NaN where
// none is answered.
func (s *Sheet) Mean(response int, items []Item) float64 {
	n, sum := 0, 0.0
	for i := range items {
		if x := s.Answer(response, &items[i]); !math.IsNaN(x) {
			n++
			sum += pomp(x, &items[i])
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}

// Items returns the items with the ids whose columns exist.
func (s *Sheet) Items(ids []string) []Item {
	var out []Item
	for _, id := range ids {
		for l := range s.Leaves {
			for i := range s.Leaves[l].Items {
				if s.Leaves[l].Items[i].ID == id {
					out = append(out, s.Leaves[l].Items[i])
				}
			}
		}
	}
	return out
}

// Weight is a response's weight as given; what is no weight (negative, missing) weighs nothing.
func (s *Sheet) Weight(response int) float64 {
	if w := s.study.Survey.Responses[response].Weight; w > 0 {
		return w
	}
	return 0
}
