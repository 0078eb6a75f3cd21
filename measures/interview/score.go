package interview

import (
	"math"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
)

// Cell is a set of interviews that are scored together. Its key says which: case, dept, side, role; a period in it
// restricts the segments that count, not the interviews.
type Cell struct {
	Key        estimate.Key
	Interviews []int // indices of Study.Interviews; documents among them are passed over
}

// Score is what a cell's interviews say about a dimension. Shares are 0–1, Q is 0–100, V is −1 to 1; NaN where there is none.
type Score struct {
	Asked    int // interviews asked, or with any accepted unit: the denominator of the prevalence
	Present  int // of them, those with a mention
	Rated    int // interviews with a rated score
	V, Q     float64
	Refused  bool // scored in too few interviews: V and Q are empty for that reason
	Share    float64
	ShareN   int
	Rate     float64
	RateN    int
	Salience float64
	Segments int // segments of the dimension
}

// Prevalence is the share of the interviews asked that mention it; NaN where none was asked.
func (s Score) Prevalence() float64 {
	if s.Asked == 0 {
		return math.NaN()
	}
	return float64(s.Present) / float64(s.Asked)
}

// Scores are the scores of a layer: by cell, then by dimension.
type Scores struct {
	Dims   []string // the dimensions with the source interview, in the framework's order
	Cells  []Cell
	Values [][]Score
	Unit   string // of the rate: "characters", "words", or empty where no length is known

	minimum int
	dim     map[string]int
	cell    map[estimate.Key]int
}

// Compute scores the accepted units of a settled layer, cell by cell. The layers give the segments and their periods.
func Compute(study *coding.Study, layers *pass.Layers, c *pass.Consensus, cells []Cell) *Scores {
	t := newTallies(study, layers, c)
	s := &Scores{Dims: t.dims, Cells: cells, minimum: study.Framework.Bands.MinInterviews,
		dim: map[string]int{}, cell: map[estimate.Key]int{}}
	for i, d := range s.Dims {
		s.dim[d] = i
	}
	length := lengths(study, &s.Unit)
	s.Values = make([][]Score, len(cells))
	for i := range cells {
		s.cell[cells[i].Key] = i
		s.Values[i] = t.cell(study, &cells[i], length, s.minimum)
	}
	return s
}

// lengths returns each interview's length in thousands: of characters where any interview gives them, else of words; 0 unknown.
func lengths(study *coding.Study, unit *string) []float64 {
	for i := range study.Interviews {
		iv := &study.Interviews[i]
		switch {
		case iv.Characters > 0:
			*unit = "characters"
		case iv.Words > 0 && *unit == "":
			*unit = "words"
		}
	}
	out := make([]float64, len(study.Interviews))
	for i := range study.Interviews {
		n := study.Interviews[i].Characters
		if *unit == "words" {
			n = study.Interviews[i].Words
		}
		if n > 0 {
			out[i] = float64(n) / 1000
		}
	}
	return out
}

// Find returns the score of a cell and dimension.
func (s *Scores) Find(cell estimate.Key, dim string) (Score, bool) {
	i, ok := s.cell[cell]
	if !ok {
		return Score{}, false
	}
	d, ok := s.dim[dim]
	if !ok {
		return Score{}, false
	}
	return s.Values[i][d], true
}

func (t *tallies) cell(study *coding.Study, c *Cell, length []float64, minimum int) []Score {
	out := make([]Score, len(t.dims))
	p, known := t.periods[c.Key.Period]
	for d := range out {
		s := &out[d]
		var v, share, rate, salience float64
		for _, i := range c.Interviews {
			if study.Interviews[i].Document || !t.asked[i][d] {
				continue
			}
			s.Asked++
			var y tally
			if known {
				y = t.byPeriod[p][i][d]
			}
			s.Segments += y.segments
			if y.mentioned > 0 {
				s.Present++
			}
			if y.weight > 0 {
				s.Rated++
				v += y.toward / y.weight
			}
			if known && t.segments[p][i] > 0 {
				s.ShareN++
				share += float64(y.segments) / float64(t.segments[p][i])
			}
			if length[i] > 0 {
				s.RateN++
				rate += float64(y.segments) / length[i]
			}
			if y.segments > 0 && t.ahead(p, i, d, y.segments) < 2 {
				salience++
			}
		}
		s.V, s.Q = math.NaN(), math.NaN()
		s.Refused = s.Rated > 0 && s.Rated < minimum
		if s.Rated > 0 && !s.Refused {
			s.V = v / float64(s.Rated)
			s.Q = 50 + 50*s.V
		}
		s.Share, s.Rate, s.Salience = mean(share, s.ShareN), mean(rate, s.RateN), mean(salience, s.Asked)
	}
	return out
}

// ahead counts the dimensions of the family with more segments.
func (t *tallies) ahead(p, i, d, segments int) int {
	n := 0
	for _, k := range t.family[d] {
		if t.byPeriod[p][i][k].segments > segments {
			n++
		}
	}
	return n
}

func mean(sum float64, n int) float64 {
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}
