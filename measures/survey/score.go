package survey

import (
	"math"
	"sort"

	"github.com/smekit/smekit/measures/estimate"
)

// Cell is a set of responses that are scored together; the key says which: case, dept, side, role, period.
type Cell struct {
	Key       estimate.Key
	Responses []int // indices of Study.Survey.Responses; excluded ones are passed over
}

// Score is what a cell's responses say about a leaf. NaN where there is nothing.
type Score struct {
	N        int // responses with a score
	People   int // distinct people with at least one valid answer to the leaf's items
	Mean     float64
	Median   float64
	SD       float64
	Answers  int // valid answers
	Agree    float64
	Weighted bool // some weight is not 1

	// Of a whole case, or a case in a period: the standard error of the mean, half the width of its 95 % interval and its
	// degrees of freedom. SE is NaN and Half 0 where there is none.
	SE, Half float64
	DF       int
}

// Scores are the scores of a study's cells: by cell, then by leaf.
type Scores struct {
	*Sheet
	Cells       []Cell
	Values      [][]Score
	Respondents []int // by cell: distinct people with a valid answer to any item

	cell map[estimate.Key]int
	seen []int // person → token of the last count
	tick int
}

// Compute scores the cells.
func (s *Sheet) Compute(cells []Cell) *Scores {
	out := &Scores{Sheet: s, Cells: cells, cell: map[estimate.Key]int{}, seen: make([]int, s.People)}
	top, valid := s.agreement()
	buffer := make([]float64, 0, len(s.Scores))
	all := make([]int, len(s.Leaves))
	for l := range all {
		all[l] = l
	}
	out.Values, out.Respondents = make([][]Score, len(cells)), make([]int, len(cells))
	for i := range cells {
		out.cell[cells[i].Key] = i
		out.Values[i] = make([]Score, len(s.Leaves))
		for l := range s.Leaves {
			out.Values[i][l] = out.score(&cells[i], l, buffer, top, valid)
		}
		out.Respondents[i] = out.people(&cells[i], all)
	}
	return out
}

// agreement counts, by response and leaf, the answers at the top two points and the valid ones.
func (s *Sheet) agreement() (top, valid [][]uint16) {
	top, valid = make([][]uint16, len(s.Scores)), make([][]uint16, len(s.Scores))
	for r := range s.Scores {
		top[r], valid[r] = make([]uint16, len(s.Leaves)), make([]uint16, len(s.Leaves))
		if s.study.Survey.Responses[r].Excluded != "" {
			continue
		}
		for l := range s.Leaves {
			for i := range s.Leaves[l].Items {
				it := &s.Leaves[l].Items[i]
				x := s.Answer(r, it)
				if math.IsNaN(x) {
					continue
				}
				valid[r][l]++
				if x >= it.Max-1 {
					top[r][l]++
				}
			}
		}
	}
	return top, valid
}

func (s *Scores) score(c *Cell, l int, values []float64, top, valid [][]uint16) Score {
	out := Score{Mean: math.NaN(), Median: math.NaN(), SD: math.NaN(), Agree: math.NaN(), SE: math.NaN()}
	values = values[:0]
	sum, weights, plain, agree := 0.0, 0.0, 0.0, 0
	s.tick++
	for _, r := range c.Responses {
		if s.Valid[r][l] && s.seen[s.Person[r]] != s.tick {
			s.seen[s.Person[r]] = s.tick
			out.People++
		}
		agree += int(top[r][l])
		out.Answers += int(valid[r][l])
		x := s.Scores[r][l]
		if math.IsNaN(x) {
			continue
		}
		w := s.Weight(r)
		out.Weighted = out.Weighted || w != 1
		sum += w * x
		weights += w
		plain += x
		values = append(values, x)
	}
	if out.Answers > 0 {
		out.Agree = 100 * float64(agree) / float64(out.Answers)
	}
	if out.N = len(values); out.N == 0 {
		return out
	}
	if weights > 0 {
		out.Mean = sum / weights
	}
	center, squares := plain/float64(out.N), 0.0
	for _, x := range values {
		squares += (x - center) * (x - center)
	}
	if out.N > 1 {
		out.SD = math.Sqrt(squares / float64(out.N-1))
	}
	if k := c.Key; k.Case != "" && k == (estimate.Key{Case: k.Case, Period: k.Period}) && !out.Weighted {
		s.interval(&out, c.Responses, l, func(r int) int { return s.dept[r] })
	}
	sort.Float64s(values)
	out.Median = (values[(out.N-1)/2] + values[out.N/2]) / 2
	return out
}

// people counts distinct people with a valid answer to the items of any of the leaves.
func (s *Scores) people(c *Cell, leaves []int) int {
	s.tick++
	n := 0
	for _, r := range c.Responses {
		if s.seen[s.Person[r]] == s.tick {
			continue
		}
		for _, l := range leaves {
			if s.Valid[r][l] {
				s.seen[s.Person[r]] = s.tick
				n++
				break
			}
		}
	}
	return n
}

// Find returns the score of a cell and dimension.
func (s *Scores) Find(cell estimate.Key, dim string) (Score, bool) {
	i, ok := s.cell[cell]
	if !ok {
		return Score{}, false
	}
	l, ok := s.leaf[dim]
	if !ok {
		return Score{}, false
	}
	return s.Values[i][l], true
}

// At returns the cell with the key.
func (s *Scores) At(key estimate.Key) (*Cell, bool) {
	i, ok := s.cell[key]
	if !ok {
		return nil, false
	}
	return &s.Cells[i], true
}

// PeopleOf counts a cell's distinct people with a valid answer to the items of any of the dimensions.
func (s *Scores) PeopleOf(cell estimate.Key, dims []string) int {
	i, ok := s.cell[cell]
	if !ok {
		return 0
	}
	var leaves []int
	for _, d := range dims {
		if l, ok := s.leaf[d]; ok {
			leaves = append(leaves, l)
		}
	}
	return s.people(&s.Cells[i], leaves)
}

// MeanOf is a cell's mean POMP over a list of items, one answered item being enough (weighted where responses carry
// weights), and the distinct people behind it. NaN where nobody answered.
func (s *Scores) MeanOf(c *Cell, items []Item) (mean float64, people int) {
	s.tick++
	sum, weights := 0.0, 0.0
	for _, r := range c.Responses {
		if s.study.Survey.Responses[r].Excluded != "" {
			continue
		}
		x := s.Mean(r, items)
		if math.IsNaN(x) {
			continue
		}
		w := s.Weight(r)
		sum += w * x
		weights += w
		if s.seen[s.Person[r]] != s.tick {
			s.seen[s.Person[r]] = s.tick
			people++
		}
	}
	if weights == 0 {
		return math.NaN(), 0
	}
	return sum / weights, people
}
