package aggregate

import (
	"errors"
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/multilevel"
	"github.com/smekit/smekit/measures/numeric"
)

// sizes are the groups that have a row mean: their number K, the number N of rows, and n0 = (N−Σn²/N)/(K−1), the size
// that unequal groups count for [Bliese2000].
func (t *table) sizes() (k, n int, n0 float64) {
	squares := 0.0
	for i := range t.groups {
		if c := t.groups[i].Vars[t.j].N; c > 0 {
			k++
			n += int(c)
			squares += float64(c) * float64(c)
		}
	}
	return k, n, (float64(n) - squares/float64(n)) / float64(k-1)
}

// squares are the sums of squares of the row mean between and within groups.
func (t *table) squares(n int) (between, within float64) {
	first, shift := t.groups[0].Vars[t.j].Mean, 0.0
	for i := range t.groups {
		v := t.groups[i].Vars[t.j]
		shift += float64(v.N) * (v.Mean - first)
	}
	mean := first + shift/float64(n)
	for i := range t.groups {
		v := t.groups[i].Vars[t.j]
		between += float64(v.N) * (v.Mean - mean) * (v.Mean - mean)
		within += v.M2
	}
	return between, within
}

// anova adds icc1 = (MSB−MSW)/(MSB+(n0−1)MSW), icc2 = (MSB−MSW)/MSB [Bliese2000] and the F test of the groups. Negative
// values are shown, with a note.
func (t *table) anova(res *estimate.Result) {
	k, n, n0 := t.sizes()
	method := "ANOVA on the row mean"
	icc1, icc2 := t.estimate("icc1", "", method, n), t.estimate("icc2", "", method+", (MSB-MSW)/MSB", n)
	f := t.estimate("anova_f", "", "one-way ANOVA of the row mean", n)
	stop := func(note estimate.Note) { res.Add(icc1.Because(note), icc2.Because(note), f.Because(note)) }
	if k < 2 {
		stop(estimate.NoteFewGroups.Says(2))
		return
	}
	icc1.Method += ", n0 = " + estimate.FormatFloat(math.Round(n0*1e4)/1e4)
	if n == k {
		stop(noteNoGroups.Says())
		return
	}
	ssb, ssw := t.squares(n)
	df1, df2 := float64(k-1), float64(n-k)
	msb, msw := ssb/df1, ssw/df2
	if !(msb+msw > 0) {
		stop(estimate.NoteConstant.Says())
		return
	}
	icc1.Value = (msb - msw) / (msb + (n0-1)*msw)
	if icc1.Value < 0 {
		icc1 = icc1.With(estimate.NoteBelowZero.Says())
	}
	if msb > 0 {
		icc2.Value = (msb - msw) / msb
		if icc2.Value < 0 {
			icc2 = icc2.With(estimate.NoteBelowZero.Says())
		}
	} else {
		icc2 = icc2.Because(estimate.NoteConstant.Says())
	}
	if msw > 0 {
		f.Value = msb / msw
		f.Statistic, f.DF1, f.DF2, f.P = f.Value, df1, df2, numeric.FUpper(f.Value, df1, df2)
	} else {
		f = f.Because(noteNoWithin.Says())
	}
	res.Add(icc1, icc2, f)
}

// reml adds icc1_reml = τ²/(τ²+σ²) and icc2_reml, which steps it up to n0 members by Spearman–Brown.
func (t *table) reml(res *estimate.Result) {
	_, n, n0 := t.sizes()
	one := t.estimate("icc1_reml", "", "random intercept, REML, row mean", n)
	two := t.estimate("icc2_reml", "", "Spearman-Brown of icc1_reml", n)
	within := 0.0
	groups := make([]multilevel.Group, len(t.groups))
	for i := range t.groups {
		v := t.groups[i].Vars[t.j]
		groups[i] = multilevel.Group{N: int(v.N), Mean: v.Mean}
		within += v.M2
	}
	c, err := multilevel.OneWay(groups, within)
	switch {
	case errors.Is(err, multilevel.ErrFewGroups):
		note := estimate.NoteFewGroups.Says(2)
		res.Add(one.Because(note), two.Because(note))
		return
	case err != nil:
		res.Add(one.Because(noteNoWithin.Says()), two.Because(noteNoWithin.Says()))
		return
	}
	one.Value = c.ICC()
	two.Value = n0 * one.Value / (1 + (n0-1)*one.Value)
	two.Method += ", n0 = " + estimate.FormatFloat(math.Round(n0*1e4)/1e4)
	if c.Singular {
		one, two = one.With(noteSingular.Says()), two.With(noteSingular.Says())
	}
	res.Add(one, two)
}
