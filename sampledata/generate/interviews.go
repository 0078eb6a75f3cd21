package generate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// interview is a conversation with the passages it holds, in order.
type interview struct {
	id, caseID, dept, side, role string
	date                         string
	asked                        string // as the interviews sheet has it; empty: everything
	consent                      string
	passages                     []*Passage
	characters                   int
}

// plan says who is interviewed in each district: department index and role.
var plan = [][]struct {
	dept int
	role string
}{
	{{0, "leader"}, {0, "backbone"}, {0, "window"}, {0, "staff"}, {1, "backbone"}, {1, "window"}, {2, "leader"}, {2, "supervisor"}, {3, "backbone"}, {4, "staff"}, {5, "seconded"}, {7, "leader"}},
	{{0, "leader"}, {0, "backbone"}, {0, "staff"}, {0, "window"}, {0, "backbone"}, {1, "leader"}, {1, "supervisor"}, {2, "backbone"}, {3, "seconded"}, {4, "staff"}, {5, "supervisor"}, {7, "leader"}},
	{{0, "leader"}, {0, "backbone"}, {0, "staff"}, {0, "window"}, {1, "backbone"}, {1, "leader"}, {2, "backbone"}, {2, "supervisor"}, {3, "leader"}, {4, "staff"}, {5, "seconded"}, {7, "backbone"}},
}

// interviews draws the passages of every interview: none is used twice in a district, and a district's leanings make
// speech in their direction likelier.
func interviews(ds []district, corpus []Passage, rng *rand.Rand) []interview {
	var all []interview
	for c, d := range ds {
		used := map[string]bool{}
		for k, slot := range plan[c] {
			dep := d.departments[slot.dept]
			iv := interview{id: fmt.Sprintf("%s-%02d", d.id, k+1), caseID: d.id, dept: dep.id, side: dep.side, role: slot.role,
				date: fmt.Sprintf("2025-%02d-%02d", 4+(k+c)%3, 3+(k*5+c*7)%25), consent: "是"}
			if slot.role == "staff" || slot.role == "window" || slot.role == "seconded" {
				iv.asked = "S;ME;MC;E" // the short guide
			}
			if (k+c)%11 == 7 {
				iv.consent = "否"
			}
			want := 15 + rng.IntN(6)
			perDim := map[string]int{}
			for len(iv.passages) < want {
				p := draw(corpus, rng, func(p *Passage) float64 { return appeal(p, &d, &iv, used, perDim) })
				if p == nil {
					break
				}
				used[p.ID] = true
				perDim[p.Codes[0]]++
				iv.passages = append(iv.passages, p)
				iv.characters += len([]rune(p.ZH))
			}
			slices.SortStableFunc(iv.passages, func(a, b *Passage) int { return order(a) - order(b) })
			iv.characters = iv.characters*3 + 400 + rng.IntN(900) // what was not worth coding
			all = append(all, iv)
		}
	}
	return all
}

// order makes a conversation run from situation to mechanism, effect and proposals.
func order(p *Passage) int { return strings.Index("SMEODP", p.Codes[0][:1]) }

func appeal(p *Passage, d *district, iv *interview, used map[string]bool, perDim map[string]int) float64 {
	main := p.Codes[0]
	if used[p.ID] || !p.fits(iv.role, iv.side) || perDim[main] >= 2 {
		return 0
	}
	if iv.asked != "" && strings.Contains("ODP", main[:1]) {
		return 0
	}
	lean := (byPrefix(d.level, main) - 52) / 12
	if p.Period == "before" {
		lean -= byPrefix(reform, main) / 12
	}
	w := math.Exp(1.5 * lean * float64(p.Direction))
	if w < 0.3 {
		w *= 0.02 // hardly anybody here would say so
	}
	if perDim[main] == 1 {
		w *= 0.35
	}
	return w
}

// draw picks a passage with probability proportional to its weight; nil when all weigh nothing.
func draw(corpus []Passage, rng *rand.Rand, weight func(*Passage) float64) *Passage {
	total := 0.0
	cum := make([]float64, len(corpus))
	for i := range corpus {
		total += weight(&corpus[i])
		cum[i] = total
	}
	if total == 0 {
		return nil
	}
	x := rng.Float64() * total
	for i, c := range cum {
		if x < c {
			return &corpus[i]
		}
	}
	return nil
}
