package measures

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
)

// gap is the difference of two cells' scores of a dimension.
type gap struct {
	key           estimate.Key // with the contrast in the place of the level
	by, dim       string
	first, second score
	a, b          estimate.Key // the two cells
	value         float64
}

// gaps compares every pair of cells that differ in nothing but the contrast's attribute. A pair in which neither has a
// score is left out.
func (b *board) gaps(contrasts []contrast) []gap {
	var out []gap
	for _, c := range contrasts {
		for i, cell := range b.cells {
			if *field(&cell, c.by) != c.first {
				continue
			}
			if c.by == "case" && cell.Dept != "" {
				continue // departments of different cases are different departments
			}
			other := with(cell, c.by, c.second)
			j, ok := b.cell[other]
			if !ok {
				continue
			}
			for d := range b.fw.Dimensions {
				first, second := b.main[i][d], b.main[j][d]
				if !first.has() && !second.has() {
					continue
				}
				out = append(out, gap{key: with(b.key(cell, b.fw.Dimensions[d].ID), c.by, estimate.Contrast(c.first, c.second)),
					by: c.by, dim: b.fw.Dimensions[d].ID, first: first, second: second, a: cell, b: other, value: difference(first, second)})
			}
		}
	}
	return out
}

func difference(a, b score) float64 {
	if !a.has() || !b.has() {
		return math.NaN()
	}
	return a.value - b.value
}

// gapEstimates writes gaps: the difference of the two means as they stand, linked or not. N and People are those of the
// smaller group.
func (b *board) gapEstimates(gaps []gap) []estimate.Estimate {
	out := make([]estimate.Estimate, 0, len(gaps))
	for i := range gaps {
		g := &gaps[i]
		e := estimate.New("score", "gap", g.key.Of(b.part))
		e.Value, e.N, e.Method = g.value, min(g.first.n, g.second.n), "difference of the two scores"
		e.Basis.Filter = g.a.String()
		for _, side := range []struct {
			s    *score
			cell estimate.Key
		}{{&g.first, g.a}, {&g.second, g.b}} {
			if side.s.measure != "" {
				e.Basis.Parents = append(e.Basis.Parents, b.id(side.cell, g.dim, side.s.measure))
			}
		}
		e.People = fewest(g.first, g.second)
		switch {
		case !g.first.has():
			e = e.Because(noteNoScoreOf.Says(b.key(g.a, "").String()))
		case !g.second.has():
			e = e.Because(noteNoScoreOf.Says(b.key(g.b, "").String()))
		}
		out = append(out, e)
	}
	return out
}

// peerGaps compares the survey scores of the own case (of every case when none is named) with the benchmarks, on 0–100.
// The first of several benchmarks of one peer, dimension and period counts.
func (b *board) peerGaps(study *coding.Study) []estimate.Estimate {
	var out []estimate.Estimate
	seen := map[string]bool{}
	for i := range study.Cases {
		own := study.Cases[i].ID
		if study.Options.OwnCase != "" && study.Options.OwnCase != own {
			continue
		}
		for k := range study.Benchmarks {
			mark := &study.Benchmarks[k]
			if _, known := b.dim[mark.Dimension]; !known {
				continue
			}
			cell := estimate.Key{Case: own, Period: mark.Period}
			key := b.key(cell, mark.Dimension)
			key.Peer = mark.Peer
			if seen[key.String()] {
				continue
			}
			seen[key.String()] = true
			out = append(out, b.peerGap(cell, key, mark))
		}
	}
	return out
}

// fewest is the smallest number of people behind scores that exist, NoCount where none is about people.
func fewest(scores ...score) int {
	least := estimate.NoCount
	for i := range scores {
		if s := &scores[i]; s.measure != "" && s.people >= 0 && (least < 0 || s.people < least) {
			least = s.people
		}
	}
	return least
}

func (b *board) peerGap(cell, key estimate.Key, mark *coding.Benchmark) estimate.Estimate {
	s := b.find(cell, mark.Dimension)
	e := estimate.New("score", "peer_gap", key.String())
	e.N, e.People, e.Method = s.n, fewest(s), "own score - benchmark, both on 0-100"
	e.Basis = estimate.Basis{Source: "benchmarks", Filter: cell.String(), Columns: []string{mark.Peer}}
	if s.measure != "" {
		e.Basis.Parents = []string{b.id(cell, mark.Dimension, s.measure)}
	}
	if math.IsNaN(mark.Value) {
		return e.Because(noteNoBenchmark.Says())
	}
	value, ok := onPOMP(mark.Value, mark.Scale)
	if !ok {
		return e.Because(noteScale.Says(mark.Scale))
	}
	e = e.With(noteBenchmark.Says(value, orDash(mark.Source), orDash(mark.Date), orDash(estimate.FormatCount(mark.N))))
	if !s.has() {
		return e.Because(noteNoScoreOf.Says(b.key(cell, mark.Dimension).String()))
	}
	e.Value = s.value - value
	return e
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// onPOMP brings a value to 0–100: unchanged on the scale pomp, 0-100 or none, 100(x−low)/(high−low) on a scale low-high.
func onPOMP(x float64, scale string) (float64, bool) {
	scale = strings.TrimSpace(strings.ToLower(strings.NewReplacer("–", "-", "—", "-", "~", "-").Replace(scale)))
	if scale == "" || scale == "pomp" {
		return x, true
	}
	cut := strings.LastIndex(scale, "-")
	if cut <= 0 {
		return 0, false
	}
	low, err1 := strconv.ParseFloat(strings.TrimSpace(scale[:cut]), 64)
	high, err2 := strconv.ParseFloat(strings.TrimSpace(scale[cut+1:]), 64)
	if err1 != nil || err2 != nil || low >= high {
		return 0, false
	}
	return 100 * (x - low) / (high - low), true
}
