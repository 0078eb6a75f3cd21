package generate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/smekit/smekit/coding"
)

// person is a respondent with the traits behind the answers.
type person struct {
	id, caseID, role string
	dept             department
	general          float64            // leaning to agree, in scale points
	byDim            map[string]float64 // leaning by dimension
	lineValue        int                // a straight-liner's answer, 0 for others
	before, after    bool               // answers in that period
}

// answers is one questionnaire; "" is no answer.
type answers struct {
	who       *person
	period    string
	submitted string
	seconds   int
	cells     []string
}

// people draws 500 respondents; about a third answer in both periods.
func people(ds []district, rng *rand.Rand) []person {
	var all []person
	for _, d := range ds {
		for _, dep := range d.departments {
			if !dep.survey {
				continue
			}
			for k := 0; k < dep.size; k++ {
				p := person{caseID: d.id, dept: dep, role: roleOf(dep, k, rng), general: 0.38 * rng.NormFloat64(), byDim: map[string]float64{}}
				switch x := rng.Float64(); {
				case x < 0.36:
					p.before, p.after = true, true
				case x < 0.66:
					p.before = true
				default:
					p.after = true
				}
				if dep.size < 5 {
					p.before, p.after = true, true
				}
				all = append(all, p)
			}
		}
	}
	// fill up to 500 from the large departments, as a second wave of recruiting did
	for i := 0; len(all) < 500; i++ {
		p := all[(i*37)%len(all)]
		if p.dept.size < 14 {
			continue
		}
		p.general, p.byDim = 0.38*rng.NormFloat64(), map[string]float64{}
		p.role = roleOf(p.dept, 3+i%4, rng)
		p.before, p.after = false, true
		all = append(all, p)
	}
	for i := range all {
		all[i].id = fmt.Sprintf("%04d", i+1)
		if i%67 == 23 {
			all[i].lineValue = 3 + i%3
		}
	}
	return all
}

func roleOf(dep department, k int, rng *rand.Rand) string {
	if k%6 == 0 {
		return "leader"
	}
	x := rng.Float64()
	switch {
	case x < 0.3:
		return "backbone"
	case x < 0.72:
		return "staff"
	case dep.side == "approval":
		return "window"
	case dep.side == "supervision" && x < 0.82:
		return "seconded"
	case dep.side == "supervision":
		return "supervisor"
	}
	return "staff"
}

// asked reports whether an item is asked of a side.
func asked(it *coding.Item, side string) bool {
	switch it.Ask {
	case "approval":
		return side == "approval"
	case "line":
		return side == "supervision"
	}
	return true
}

// survey draws the questionnaires of one period.
func survey(ds []district, ps []person, fw *coding.Framework, period string, rng *rand.Rand) []answers {
	level := map[string]*district{}
	for i := range ds {
		level[ds[i].id] = &ds[i]
	}
	mood := map[string]float64{} // departments differ
	var out []answers
	for i := range ps {
		p := &ps[i]
		if (period == "before" && !p.before) || (period == "after" && !p.after) {
			continue
		}
		a := answers{who: p, period: period, seconds: 280 + rng.IntN(620)}
		month, base := 3, 3 // the first wave, before the reform took effect
		year := 2023
		if period == "after" {
			year, month = 2025, 6
		}
		a.submitted = fmt.Sprintf("%d-%02d-%02d", year, month, base+rng.IntN(24))
		if period == "after" && rng.Float64() < 0.02 {
			a.submitted = fmt.Sprintf("2025-07-%02d", 9+rng.IntN(9)) // after the closing date
		}
		if p.lineValue > 0 {
			a.seconds = 55 + rng.IntN(40)
		}
		for k := range fw.Items {
			it := &fw.Items[k]
			a.cells = append(a.cells, answer(it, p, level[p.caseID], period, mood, rng))
		}
		out = append(out, a)
	}
	return out
}

func answer(it *coding.Item, p *person, d *district, period string, mood map[string]float64, rng *rand.Rand) string {
	// draw everything first, so that one person's gap does not shift the next person's numbers
	noise, dimDraw, moodDraw, gap := rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64(), rng.Float64()
	if !asked(it, p.dept.side) {
		return ""
	}
	if p.lineValue > 0 {
		return fmt.Sprint(p.lineValue)
	}
	if _, ok := p.byDim[it.Dimension]; !ok {
		p.byDim[it.Dimension] = 0.55 * dimDraw
	}
	place := d.id + p.dept.id + it.Dimension
	if _, ok := mood[place]; !ok {
		mood[place] = 0.24 * moodDraw
	}
	target := byPrefix(d.level, it.Dimension)
	if period == "before" {
		target -= byPrefix(reform, it.Dimension)
	}
	if p.role == "leader" {
		target += byPrefix(d.leaderGap, it.Dimension)
	}
	sign := 1.0
	if strings.HasPrefix(it.Dimension, "E.FAIL") {
		sign = -1
	}
	x := 1 + target/25 + sign*p.general + p.byDim[it.Dimension] + mood[place] + 0.72*noise
	span := it.Min + it.Max
	v := math.Min(it.Max, math.Max(it.Min, math.Round(x)))
	if it.Reverse {
		v = span - v
	}
	switch {
	case gap < 0.014:
		return ""
	case gap < 0.022:
		return "不清楚"
	}
	return fmt.Sprint(int(v))
}
