package generate

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// coder is one of the team with its habits.
type coder struct {
	id       string
	hit      float64 // gives the code that a careful coder gives
	second   float64 // notices a second code
	strict   float64 // rates intensity a point lower
	generous float64 // or a point higher
	turn     float64 // sees a direction one step elsewhere
}

var team = []coder{
	{"chen", 0.91, 0.76, 0.08, 0.12, 0.06},
	{"liu", 0.85, 0.60, 0.18, 0.05, 0.09},
	{"zhao", 0.79, 0.52, 0.06, 0.20, 0.11},
}

// given is one code of a coder on one segment; an empty code says reviewed, nothing given.
type given struct {
	code                 string
	intensity, direction int
	absent               bool
}

// coded is a coder's row material for one segment.
type coded struct {
	iv      *interview
	segment int // index of the passage
	codes   []given
}

// sheetOf is one coder's workbook of one pass.
type sheetOf struct {
	coder coder
	pass  int
	rows  []coded
}

// passes deals the interviews: in pass 1 each has a main coder, every third a second one and every sixth all three; in
// pass 2, after the codebook was sharpened, three interviews a district are coded by all.
func passes(ivs []interview, rng *rand.Rand) []sheetOf {
	var sheets []sheetOf
	for pass := 1; pass <= 2; pass++ {
		for c, who := range team {
			s := sheetOf{coder: who, pass: pass}
			for i := range ivs {
				mine := i%3 == c
				if i%3 == 1 && i%6 != 1 {
					mine = mine || (i/3+1)%3 == c
				}
				if i%6 == 1 {
					mine = true
				}
				if pass == 2 {
					mine = i%4 == 2
				}
				if !mine {
					continue
				}
				for k, p := range ivs[i].passages {
					s.rows = append(s.rows, coded{iv: &ivs[i], segment: k, codes: judge(p, who, pass, rng)})
				}
			}
			sheets = append(sheets, s)
		}
	}
	return sheets
}

// judge gives the codes that the coder puts on a passage; a second pass is a more careful one.
func judge(p *Passage, who coder, pass int, rng *rand.Rand) []given {
	hit, second, turn := who.hit, who.second, who.turn
	if pass == 2 {
		hit, second, turn = 1-(1-hit)*0.55, 1-(1-second)*0.6, turn*0.6
	}
	var out []given
	add := func(code string) {
		for _, g := range out {
			if g.code == code {
				return
			}
		}
		g := given{code: code, intensity: p.Intensity, direction: p.Direction, absent: p.State == "absent"}
		switch x := rng.Float64(); {
		case x < who.strict:
			g.intensity = max(1, g.intensity-1)
		case x < who.strict+who.generous:
			g.intensity = min(3, g.intensity+1)
		}
		if !g.absent && rng.Float64() < turn {
			if g.direction == 0 {
				g.direction = 1 - 2*rng.IntN(2)
			} else {
				g.direction = 0
			}
		}
		out = append(out, g)
	}
	for i, code := range p.Codes {
		chance := hit
		if i > 0 {
			chance = second
		}
		switch {
		case rng.Float64() < chance:
			add(code)
		case i == 0 && len(p.Confusable) > 0 && rng.Float64() < 0.7:
			add(p.Confusable[rng.IntN(len(p.Confusable))])
		}
	}
	if len(out) == 0 && rng.Float64() < 0.35 {
		add(p.Codes[0])
	}
	if len(out) == 0 {
		out = []given{{}}
	}
	return out
}

// ruling is a row of the consensus sheet.
type ruling struct {
	interview, segment, code string
	accept                   bool
	intensity, direction     string
	reason, who              string
}

var reasons = []string{"两个编码的边界", "定义不清，已补充", "疏漏", "两者都适用"}

// rulings settles most of the codes on which the last coders of a segment differ.
func rulings(sheets []sheetOf, rng *rand.Rand) []ruling {
	type unit struct {
		iv      *interview
		segment int
	}
	latest := map[unit]map[string][]given{} // coder → codes of the latest pass
	var units []unit
	for _, s := range sheets { // passes come in order
		for _, r := range s.rows {
			u := unit{r.iv, r.segment}
			if latest[u] == nil {
				latest[u] = map[string][]given{}
				units = append(units, u)
			}
			latest[u][s.coder.id] = r.codes
		}
	}
	slices.SortStableFunc(units, func(a, b unit) int {
		if a.iv.id != b.iv.id {
			if a.iv.id < b.iv.id {
				return -1
			}
			return 1
		}
		return a.segment - b.segment
	})
	var out []ruling
	for _, u := range units {
		by := latest[u]
		if len(by) < 2 {
			continue
		}
		count := map[string]int{}
		for _, gs := range by {
			for _, g := range gs {
				if g.code != "" {
					count[g.code]++
				}
			}
		}
		codes := make([]string, 0, len(count))
		for c := range count {
			codes = append(codes, c)
		}
		slices.Sort(codes)
		p := u.iv.passages[u.segment]
		for _, code := range codes {
			if count[code] == len(by) || rng.Float64() < 0.3 {
				continue
			}
			r := ruling{interview: u.iv.id, segment: segmentID(u.segment), code: code, accept: slices.Contains(p.Codes, code),
				reason: reasons[rng.IntN(len(reasons))], who: "编码例会"}
			if r.accept && rng.Float64() < 0.4 {
				r.intensity, r.direction = fmt.Sprint(p.Intensity), fmt.Sprint(p.Direction)
			}
			out = append(out, r)
		}
	}
	return out
}

func segmentID(index int) string { return fmt.Sprintf("%03d", index+1) }
