package weights

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
)

// entropy weighs columns by how unevenly they spread over the n cases [Shannon1948]: with x the column brought to 0..1
// and p = x/Σx,
//
//	e = −Σ p ln p / ln n (0 ln 0 = 0), w = (1 − e)/Σ(1 − e)
//
// The divisor is the number of cases, not of indicators, and nothing is added to x after the scaling. A constant column
// has no entropy.
func entropy(d *data, r *estimate.Result) {
	es, why := d.estimates("entropy weight, min-max, ln(number of cases)")
	var entropies []estimate.Estimate
	parts := make([]float64, len(es))
	for j, name := range d.names {
		e := estimate.New(Family, "entropy", name)
		e.Method, e.N = "Shannon entropy of min-max shares over ln(number of cases)", d.n
		switch {
		case why != nil:
			e = e.Because(*why)
		case d.constant[j]:
			e = e.Because(noteUndefined.Says())
		default:
			e.Value = shannon(d.columns[j])
			parts[j] = 1 - e.Value
		}
		entropies = append(entropies, e)
	}
	if why != nil {
		es = because(es, *why)
	} else {
		d.share(es, parts)
	}
	r.Add(entropies...)
	r.Add(es...)
}

func shannon(x []float64) float64 {
	sum, h := 0.0, 0.0
	for _, v := range x {
		sum += v
	}
	for _, v := range x {
		if p := v / sum; p > 0 {
			h -= p * math.Log(p)
		}
	}
	return h / math.Log(float64(len(x)))
}
