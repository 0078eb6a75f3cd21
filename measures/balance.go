package measures

import (
	"math"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/coupling"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/weights"
)

// The coupling coordination of a framework's sets is given for each source, case and period, on scores divided by 100:
// once in the main form (the study's variant, standard where it names none, and its weights), and beside it with each other
// variant and each other weighting. The alternatives carry theirs after `|`: `dim=CCD.MC;source=survey;case=G|variant=wang2021`.
// The study's cuts make the levels of every form, so that levels can be compared.

// form is a variant and weighting of coupling coordination; its name is what stands after `|`, empty for the main one.
type form struct {
	name, variant, weights string
	cuts                   []float64
}

func forms(study *coding.Study) []form {
	chosen := study.Options.Weights
	if chosen == "" {
		chosen = study.Framework.Weights
	}
	if chosen == "" {
		chosen = "equal"
	}
	variant, cuts := study.Options.Coupling.Variant, study.Options.Coupling.Cuts
	if variant == "" {
		variant = "standard"
	}
	out := []form{{"", variant, chosen, cuts}}
	for _, v := range []string{"standard", "wang2021", "fan2024"} {
		if v != variant {
			out = append(out, form{"variant=" + v, v, chosen, cuts})
		}
	}
	for _, w := range []string{"equal", "entropy", "critic", "pca"} {
		if w != chosen {
			out = append(out, form{"weights=" + w, variant, w, cuts})
		}
	}
	return out
}

// systems are the scores of a coupling set: a row a case.
type systems struct {
	set    *coding.CouplingSet
	period string
	cases  []string
	rows   [][]float64 // 0–1, NaN missing
	scores [][]score
}

// sets collects the scores of every coupling set, over all periods and in each. Cases that have none of them are left out.
func (b *board) sets(study *coding.Study, periods []string) []systems {
	var out []systems
	for k := range study.Framework.Coupling {
		set := &study.Framework.Coupling[k]
		for _, p := range append([]string{""}, periods...) {
			y := systems{set: set, period: p}
			for i := range study.Cases {
				cell := estimate.Key{Case: study.Cases[i].ID, Period: p}
				row, scores, any := make([]float64, len(set.Systems)), make([]score, len(set.Systems)), false
				for d, id := range set.Systems {
					s := b.find(cell, id)
					scores[d], row[d] = s, math.NaN()
					any = any || s.measure != ""
					if s.has() {
						row[d] = min(1, max(0, s.value/100)) // rounding errors of a mean must not leave the scale
					}
				}
				if any {
					y.cases, y.rows, y.scores = append(y.cases, cell.Case), append(y.rows, row), append(y.scores, scores)
				}
			}
			if len(y.cases) > 0 {
				out = append(out, y)
			}
		}
	}
	return out
}

// coupling computes one form of a set for its cases.
func (b *board) coupling(y *systems, f form) ([]estimate.Estimate, error) {
	alpha, why, known := y.alpha(f.weights)
	var result estimate.Result
	if known {
		var err error
		result, err = coupling.Compute(coupling.Table{Cases: y.cases, Systems: y.set.Systems, U: y.rows},
			coupling.Options{Variant: f.variant, Alpha: alpha, Cuts: f.cuts})
		if err != nil {
			return nil, err
		}
	} else {
		for _, c := range y.cases {
			for _, m := range []string{"coupling_c", "development_t", "coordination_d", "level"} {
				result.Add(estimate.New("ccd", m, c).Because(why))
			}
		}
	}
	index := map[string]int{}
	for i, c := range y.cases {
		index[c] = i
	}
	out := result.Estimates[:0:0]
	for _, e := range result.Estimates {
		i, ok := index[e.Of]
		if !ok {
			continue
		}
		cell := estimate.Key{Case: e.Of, Period: y.period}
		e.Of = b.key(cell, y.set.ID).Of(f.name)
		e.Basis = estimate.Basis{Filter: cell.String(), Columns: y.set.Systems}
		e.People = fewest(y.scores[i]...)
		e.N = len(y.set.Systems)
		if known && f.weights != "equal" {
			e.Method = strings.TrimPrefix(e.Method+"; "+f.weights+" weights "+numbers(alpha), "; ")
		}
		e.Method = strings.TrimPrefix(e.Method+"; scores / 100", "; ")
		var missing []string
		for d, s := range y.scores[i] {
			if s.measure != "" {
				e.Basis.Parents = append(e.Basis.Parents, b.id(cell, y.set.Systems[d], s.measure))
			}
			if !s.has() {
				missing = append(missing, y.set.Systems[d])
			}
		}
		if len(missing) > 0 && e.Empty() {
			e.Notes = nil
			e = e.Because(noteNoSystem.Says(strings.Join(missing, ", ")))
		}
		out = append(out, e)
	}
	return out, nil
}

func numbers(xs []float64) string {
	s := make([]string, len(xs))
	for i, x := range xs {
		s[i] = estimate.FormatFloat(math.Round(x*1e4) / 1e4)
	}
	return strings.Join(s, ", ")
}

// alpha weighs the systems; weights from the spread over cases need three complete ones.
func (y *systems) alpha(method string) (alpha []float64, why estimate.Note, ok bool) {
	if method == "equal" {
		return nil, estimate.Note{}, true
	}
	t := weights.Table{Columns: y.set.Systems}
	for i, row := range y.rows {
		complete := true
		for _, x := range row {
			complete = complete && !math.IsNaN(x)
		}
		if complete {
			t.Cases, t.Rows = append(t.Cases, y.cases[i]), append(t.Rows, row)
		}
	}
	if len(t.Cases) < 3 {
		return nil, noteFewCases.Says(len(t.Cases), method), false
	}
	r, err := weights.Compute(t, weights.Options{Method: method})
	if err != nil {
		return nil, noteNoWeights.Says(method, err.Error()), false
	}
	sum := 0.0
	for _, c := range y.set.Systems {
		e, found := r.Find("weight", c)
		if !found || e.Empty() {
			return nil, noteNoWeights.Says(method, estimate.JoinNotes(e.Notes)), false
		}
		alpha = append(alpha, e.Value)
		sum += e.Value
	}
	if sum <= 0 {
		return nil, noteNoWeights.Says(method, "all of them are 0"), false
	}
	return alpha, estimate.Note{}, true
}
