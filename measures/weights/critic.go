package weights

import (
	"github.com/smekit/smekit/measures/estimate"

	"gonum.org/v1/gonum/stat"
)

// critic weighs columns by contrast and conflict [Diakoulaki1995]: c_j = s_j Σ_i (1 − r_ij) with the standard deviation s
// (divisor n − 1) and Pearson's r of the columns brought to 0..1; w = c/Σc. Constant columns take no part. Not estimable
// when every r is 1.
func critic(d *data, r *estimate.Result) {
	es, why := d.estimates("CRITIC, Diakoulaki et al. 1995, min-max, sd with n-1")
	if why != nil {
		r.Add(because(es, *why)...)
		return
	}
	parts := make([]float64, len(es))
	total := 0.0
	for j, x := range d.columns {
		if d.constant[j] {
			continue
		}
		conflict := 0.0
		for i, y := range d.columns {
			if i != j && !d.constant[i] {
				conflict += 1 - stat.Correlation(x, y, nil)
			}
		}
		parts[j] = stat.StdDev(x, nil) * max(conflict, 0)
		total += parts[j]
	}
	if total < 1e-12 {
		r.Add(because(es, noteRedundant.Says())...)
		return
	}
	d.share(es, parts)
	r.Add(es...)
}
