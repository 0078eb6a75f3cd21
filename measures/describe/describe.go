package describe

import (
	"context"
	"fmt"
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// Family is the registry name.
const Family = "describe"

// MaxPoints is the most points of which an item's shares are given.
const MaxPoints = 101

// Options of [Compute].
type Options struct {
	Items    []string // columns to describe
	By       string   // column of groups, or empty
	Min, Max float64  // declared ends of the scale, NaN when not declared; values outside are errors
	Weight   string   // column of weights, or empty
	Shares   bool     // the share of every point of the scale too
}

var (
	noteObservedScale = estimate.DefineNote("describe_observed_scale", "no declared scale: the top two points of the observed range, {0} to {1}")
	noteManyPoints    = estimate.DefineNote("describe_many_points", "more than {0} different points: no shares")
	noteFlat          = estimate.DefineNote("describe_no_spread", "no spread: shape is not defined")
)

// Compute describes every item: n, missing, mean, sd, median, q1, q3, min, max, skewness, kurtosis, percent_agree; of the
// whole table under the item's name, then of each level of By as `item|column=level`, levels sorted.
//
// Missing values are left out item by item; n+missing are the rows. sd divides by n−1. Quantiles are type 7
// [HyndmanFan1996]. skewness and kurtosis are G1 and G2 [JoanesGill1998], excess, as SPSS and Excel have them; empty
// below 3 and 4 values and without spread. percent_agree is the percentage of valid answers at the top two points of the
// declared scale, or of the observed range, which a note then says.
//
// With Weight, weights are scaled to sum to the number of values: mean Σwx/Σw, sd the root of Σw(x−m)²/Σw·n/(n−1),
// quantiles, percent_agree and share by weight; n, missing, min and max count rows. Rows without a weight are left out.
//
// With Shares, share of `item=point` (of groups `item=point|column=level`) is the share, 0–1, of the valid answers that are
// that point: of every whole step from Min to Max where the scale is declared, chosen by somebody or not, and of every
// other value that occurs. More than [MaxPoints] are no scale of points: one empty share of the item says so.
func Compute(ctx context.Context, src moments.Source, o Options) (estimate.Result, error) {
	var res estimate.Result
	if len(o.Items) == 0 {
		return res, fmt.Errorf("describe: no items")
	}
	plan := moments.Plan{Variables: moments.ScaleVariables(o.Items, nil, o.Min, o.Max), Weight: o.Weight, Values: true}
	whole, err := src.Collect(ctx, plan)
	if err != nil {
		return res, err
	}
	if whole.NoWeight > 0 {
		res.Warn(moments.NoteNoWeight.Says(int(whole.NoWeight)))
	}
	groups := &moments.Moments{}
	if o.By != "" {
		plan.By = []string{o.By}
		if groups, err = src.Collect(ctx, plan); err != nil {
			return res, err
		}
		if groups.NoGroup > 0 {
			res.Warn(moments.NoteNoGroup.Says(int(groups.NoGroup), o.By))
		}
	}
	for j, item := range o.Items {
		all := &whole.Groups[0]
		d := describer{ctx: ctx, src: src, o: o, item: item, top: o.Max}
		if math.IsNaN(o.Max) {
			d.top, d.bottom, d.observed = all.Vars[j].Max, all.Vars[j].Min, true
		}
		if err := d.describe(&res, "", "", all.Rows, all.Vars[j]); err != nil {
			return res, err
		}
		for i := range groups.Groups {
			g := &groups.Groups[i]
			if err := d.describe(&res, "|"+o.By+"="+g.Key[0], g.Key[0], g.Rows, g.Vars[j]); err != nil {
				return res, err
			}
		}
	}
	return res, nil
}

// describer writes the estimates of one item.
type describer struct {
	ctx         context.Context
	src         moments.Source
	o           Options
	item        string
	top, bottom float64
	observed    bool // top and bottom were seen, not declared
}

// describe writes the estimates of a group, which ends their `of`.
func (d *describer) describe(res *estimate.Result, group, level string, rows int64, m moments.Moment) error {
	n := int(m.N)
	point := "" // of a share
	add := func(measure string, value float64, method string) estimate.Estimate {
		e := estimate.New(Family, measure, d.item+point+group)
		e.Value, e.N, e.People, e.Method = value, n, n, method
		e.Basis = estimate.Basis{Columns: []string{d.item}}
		if d.o.Weight != "" && method != "" {
			e.Method += ", weighted"
		}
		return e
	}
	need := func(e estimate.Estimate, least int) estimate.Estimate {
		switch {
		case n == 0:
			return e.Because(estimate.NoteNoData.Says())
		case n < least:
			return e.Because(estimate.NoteTooFew.Says(n, least))
		}
		return e
	}
	missing := add("missing", float64(rows-m.N), "")
	missing.N, missing.People = int(rows), int(rows)
	res.Add(add("n", float64(n), ""), missing,
		need(add("mean", m.Mean, "arithmetic mean"), 1), need(add("sd", m.SD(), "divisor n-1"), 2))

	dist, note, err := d.distribution(level, m)
	if err != nil {
		return err
	}
	for _, q := range []struct {
		measure string
		p       float64
	}{{"median", .5}, {"q1", .25}, {"q3", .75}} {
		e := add(q.measure, math.NaN(), "quantile type 7")
		switch {
		case n > 0 && note != nil:
			e = e.Because(*note)
		case n > 0:
			e.Value = dist.quantile(q.p)
		}
		res.Add(need(e, 1))
	}
	res.Add(need(add("min", m.Min, ""), 1), need(add("max", m.Max, ""), 1))
	skew, kurt := shape(m)
	res.Add(need(spread(add("skewness", skew, "G1"), m, n, 3), 3), need(spread(add("kurtosis", kurt, "G2, excess"), m, n, 4), 4))

	e := add("percent_agree", math.NaN(), "answers at the top two points, percent of valid")
	switch {
	case n > 0 && note != nil:
		e = e.Because(*note)
	case n > 0:
		e.Value = 100 * dist.shareFrom(d.top-1)
		if d.observed {
			e = e.With(noteObservedScale.Says(d.bottom, d.top))
		}
	}
	res.Add(need(e, 1))
	if !d.o.Shares {
		return nil
	}
	const method = "share of valid answers"
	points, ok := dist.points(d.o.Min, d.o.Max)
	if n > 0 && (note != nil || !ok) {
		res.Add(add("share", math.NaN(), method).Because(noteManyPoints.Says(MaxPoints)))
		return nil
	}
	for _, x := range points {
		point = "=" + estimate.FormatFloat(x)
		e := add("share", math.NaN(), method)
		if n > 0 {
			e.Value = dist.shareOf(x)
		}
		res.Add(need(e, 1))
	}
	return nil
}

// spread empties a measure of shape where there is no spread.
func spread(e estimate.Estimate, m moments.Moment, n, least int) estimate.Estimate {
	if n >= least && (m.Constant() || !(m.M2 > 0)) {
		return e.Because(noteFlat.Says())
	}
	return e
}

// shape returns G1 and G2 [JoanesGill1998]:
//
//	g1 = m₃/m₂^1.5, G1 = g1·√(n(n−1))/(n−2); g2 = m₄/m₂²−3, G2 = ((n+1)g2+6)(n−1)/((n−2)(n−3))
//
// with central moments m_p that divide by n. NaN below 3 and 4 values and for constants.
func shape(m moments.Moment) (skewness, kurtosis float64) {
	skewness, kurtosis = math.NaN(), math.NaN()
	if m.N < 3 || !(m.M2 > 0) {
		return
	}
	n := float64(m.N)
	m2, m3, m4 := m.M2/m.W, m.M3/m.W, m.M4/m.W
	skewness = m3 / (m2 * math.Sqrt(m2)) * math.Sqrt(n*(n-1)) / (n - 2)
	if m.N >= 4 {
		kurtosis = ((n+1)*(m4/(m2*m2)-3) + 6) * (n - 1) / ((n - 2) * (n - 3))
	}
	return
}
