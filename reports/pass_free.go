package reports

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// basisOf names the people who marked stretches freely in a pass, and the denominator of what is said first of agreement:
// units that were there before the coding; or, where people cut the text themselves, its characters. Units would be the
// stretches that somebody marked, which begin and end as each likes and of which none is left empty by all.
func (b *builder) basisOf(layers *pass.Layers, passName string) (free []string, base string) {
	for _, c := range layers.MarkedFreely(passName) {
		if !slices.Contains(b.study.Options.AICoders, c) {
			free = append(free, c)
		}
	}
	if free == nil {
		return nil, "units"
	}
	for _, x := range b.keys["agreement.krippendorff_alpha"] {
		if x.key.Pass == passName && x.key.Dim != "" && x.own == "chars:" && has(x.e) {
			return free, "chars"
		}
	}
	return free, "units"
}

// based names the form of a text that speaks of the denominator in force.
func (p *passReport) based(code string) string {
	if p.base == "chars" {
		return code + "_chars"
	}
	return code
}

// twins counts the stretches that people who mark freely gave a code, and those that one of them alone marked with these
// ends; 0 and 0 where all went through units.
func (p *passReport) twins() (stretches, alone int) {
	if p.table == nil {
		return 0, 0
	}
	all := make([]int, len(p.table.Coders))
	for i := range all {
		all[i] = i
	}
	return p.table.Twins(all)
}

// twinsText says so, with a code of the catalogue; empty where all went through units.
func (p *passReport) twinsText(code string) table.Text {
	stretches, alone := p.twins()
	if stretches == 0 {
		return table.Text{}
	}
	return tell(code, count(alone), count(stretches), table.Same(strings.Join(p.free, ", ")))
}

// withTwins appends what is said of freely marked stretches to the notes of a table.
func (p *passReport) withTwins(notes []table.Note, code string) []table.Note {
	if text := p.twinsText(code); !text.Empty() {
		notes = append(notes, table.Note{Text: text})
	}
	return notes
}

// lastReason is the note that says why something is missing: the last one, unless it says on what the units rest.
func lastReason(e *estimate.Estimate) (estimate.Note, bool) {
	if e == nil || len(e.Notes) == 0 {
		return estimate.Note{}, false
	}
	n := e.Notes[len(e.Notes)-1]
	return n, n.Code != "pass_stretches_as_units"
}

// usual is the number of units, by the judgements that gave a code, on which its coefficients rest; below zero where it is
// not known. Characters are no measure of it.
func (p *passReport) usual(k estimate.Key) float64 {
	prevalence, n := p.agreed("prevalence", k, "units", "1"), p.agreed("percent_agreement", k, "units", "")
	if !has(prevalence) || n == nil || n.N < 0 {
		return -1
	}
	return prevalence.Value * float64(n.N)
}
