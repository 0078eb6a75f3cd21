package measures

import (
	"math"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/interview"
	"github.com/smekit/smekit/measures/survey"
)

// score is a dimension's score in a cell and source, with the estimate that holds it.
type score struct {
	measure string  // survey_pomp, interview_q, composite, readiness; empty: the source has nothing on it
	value   float64 // 0–100, NaN where it could not be judged
	n       int     // responses, or interviews with a score
	people  int     // distinct people, NoCount in interviews
	half    float64 // half the width of its confidence interval, 0 without one
	used    []int   // children of a composite, by dimension
	total   int     // children that could have been used
}

func (s *score) has() bool { return s.measure != "" && !math.IsNaN(s.value) }

// board holds the scores of one source (and layer) that conclusions are drawn from: by cell, then by dimension, parents included.
type board struct {
	source string
	part   string // what stands after `|` in the keys of its rows, if anything
	fw     *coding.Framework
	dim    map[string]int
	kids   [][]int
	cells  []estimate.Key // without dimension and source
	cell   map[estimate.Key]int
	main   [][]score // survey_pomp, interview_q or composite
	ready  [][]score // readiness
	own    []bool    // the dimension has a score of its own in this source
	items  func(cell estimate.Key, dims []string) int
}

func newBoard(study *coding.Study, source string) *board {
	fw := study.Framework
	b := &board{source: source, fw: fw, dim: map[string]int{}, cell: map[estimate.Key]int{}}
	for i := range fw.Dimensions {
		b.dim[fw.Dimensions[i].ID] = i
	}
	b.kids = make([][]int, len(fw.Dimensions))
	for i := range fw.Dimensions {
		if p, ok := b.dim[fw.Dimensions[i].Parent]; ok && p != i {
			b.kids[p] = append(b.kids[p], i)
		}
	}
	b.own = make([]bool, len(fw.Dimensions))
	return b
}

// interviewBoard takes the scores of a coding layer.
func interviewBoard(study *coding.Study, s *interview.Scores) *board {
	b := newBoard(study, "interview")
	for _, d := range s.Dims {
		b.own[b.dim[d]] = true
	}
	for i := range s.Cells {
		row := b.add(s.Cells[i].Key)
		for d, id := range s.Dims {
			if v := &s.Values[i][d]; v.Asked > 0 {
				row[b.dim[id]] = score{measure: "interview_q", value: v.Q, n: v.Rated, people: estimate.NoCount}
			}
		}
	}
	b.compose()
	return b
}

// surveyBoard takes the scores of the survey.
func surveyBoard(study *coding.Study, s *survey.Scores) *board {
	b := newBoard(study, "survey")
	b.items = s.PeopleOf
	for _, l := range s.Leaves {
		b.own[b.dim[l.Dim]] = true
	}
	for i := range study.Instrument.Items { // a group with items of its own has no other score, even where they were not asked
		if d, ok := b.dim[study.Instrument.Items[i].Dimension]; ok {
			b.own[d] = true
		}
	}
	for i := range s.Cells {
		row := b.add(s.Cells[i].Key)
		for l := range s.Leaves {
			if v := &s.Values[i][l]; v.Answers > 0 {
				row[b.dim[s.Leaves[l].Dim]] = score{measure: "survey_pomp", value: v.Mean, n: v.N, people: v.People, half: v.Half}
			}
		}
	}
	b.compose()
	return b
}

func (b *board) add(key estimate.Key) []score {
	b.cell[key] = len(b.cells)
	b.cells = append(b.cells, key)
	row := make([]score, len(b.fw.Dimensions))
	b.main = append(b.main, row)
	b.ready = append(b.ready, make([]score, len(b.fw.Dimensions)))
	return row
}

// find returns what a dimension scores in a cell: its main score, else (a group of proposed dimensions alone) its
// readiness. The measure is empty where the source has nothing.
func (b *board) find(cell estimate.Key, dim string) score {
	c, ok := b.cell[cell]
	if !ok {
		return score{value: math.NaN()}
	}
	d, ok := b.dim[dim]
	if !ok {
		return score{value: math.NaN()}
	}
	if b.main[c][d].measure == "" && b.ready[c][d].measure != "" && len(b.eligible(d, false)) == 0 {
		return b.ready[c][d]
	}
	return b.main[c][d]
}

// id is the estimate that holds a score.
func (b *board) id(cell estimate.Key, dim, measure string) string {
	return estimate.ID("score", measure, b.key(cell, dim).Of(b.part))
}

func (b *board) key(cell estimate.Key, dim string) estimate.Key {
	cell.Dim, cell.Source = dim, b.source
	return cell
}

// timed reports whether any of the cells is one of a period.
func (b *board) timed() bool {
	for _, c := range b.cells {
		if c.Period != "" {
			return true
		}
	}
	return false
}
