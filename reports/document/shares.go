package document

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// Item is a question of the survey that a distribution shows.
type Item struct {
	ID, Dim string
	Text    table.Text
	Reverse bool         // agreeing means less of the dimension; shares are of the answers as given
	Low     float64      // the lowest scale point; the next ones follow in steps of 1
	Points  []table.Text // labels of the scale points; empty texts where they have none
}

// Distribution is how the valid answers to an item spread over its scale points.
type Distribution struct {
	Item  int                 // number in the document's Items
	Parts []estimate.Estimate // describe.share of each point, from the lowest
}

// Distributions returns the released distributions of the answers to the items of a dimension, in a case or, where caseID
// is empty, in the whole study. An item of which any share is hidden is left out: the others would give it away.
func (d *Document) Distributions(dim, caseID string) []Distribution {
	if d.Ledger == nil || dim == "" {
		return nil
	}
	var out []Distribution
items:
	for i := range d.Items {
		x := &d.Items[i]
		if x.Dim != dim || len(x.Points) == 0 {
			continue
		}
		dist := Distribution{Item: i}
		sum := 0.0
		for k := range x.Points {
			e, ok := d.Ledger.Find(estimate.ID("describe", "share", ShareOf(dim, caseID, x.ID, x.Low+float64(k))))
			if !ok || e.Empty() {
				continue items
			}
			dist.Parts = append(dist.Parts, e)
			sum += e.Value
		}
		if math.Abs(sum-1) > 1e-6 { // answers between the points
			continue
		}
		out = append(out, dist)
	}
	return out
}

// ShareOf is what describe.share is about: a point of an item of a dimension, in a case or the whole study.
func ShareOf(dim, caseID, item string, point float64) string {
	return estimate.Key{Dim: dim, Source: "survey", Case: caseID}.Of(item + "=" + estimate.FormatFloat(point))
}

// About gives the dimension and case whose answers stand behind an estimate: none ("") for one that names no dimension or
// rests on interviews and their coding.
func About(e estimate.Estimate) (dim, caseID string) {
	k, _, err := estimate.ParseKey(e.Of)
	if err != nil || k.Source == "interview" || k.Layer+k.Pass+k.Coder != "" {
		return "", ""
	}
	return k.Dim, k.Case
}
