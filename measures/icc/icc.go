package icc

import (
	"errors"
	"fmt"
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// Family is the registry name of the estimates.
const Family = "icc"

// Notes of the family.
var (
	noteFew       = estimate.DefineNote("icc_too_few", "{0} complete targets and {1} raters, needed 2 and 2")
	noteNoTargets = estimate.DefineNote("icc_no_variation", "no variation between targets")
	noteNoError   = estimate.DefineNote("icc_no_error", "error mean square 0: no F test and no limits")
	// Both parts of icc2k are negative when the residual swamps targets and raters; the quotient means nothing then.
	noteDenominator = estimate.DefineNote("icc_denominator", "targets and raters vary less than the error: the denominator is not positive")
	noteNoLimits    = estimate.DefineNote("icc_no_limits", "limits not defined")
)

// Table is a two-way table: Ratings[target][rater], NaN where missing. Targets may be nil.
type Table struct {
	Targets, Raters []string
	Ratings         [][]float64
}

// Options of the family. The zero value asks for 95 % limits.
type Options struct {
	Conf float64 // confidence level, 0 meaning 0.95
}

// Compute returns icc1, icc2, icc3, icc1k, icc2k and icc3k [ShroutFleiss1979]:
//
//	icc1 = (MSB − MSW)/(MSB + (k−1)MSW)                          icc1k = (MSB − MSW)/MSB
//	icc2 = (MSB − MSE)/(MSB + (k−1)MSE + k(MSJ − MSE)/n)         icc2k = (MSB − MSE)/(MSB + (MSJ − MSE)/n)
//	icc3 = (MSB − MSE)/(MSB + (k−1)MSE)                          icc3k = (MSB − MSE)/MSB
//
// with F = MSB/MSW on n−1 and n(k−1) degrees of freedom for the first, MSB/MSE on n−1 and (n−1)(k−1) for the others, p its
// upper tail, and limits from F; those of icc2 and icc2k with Satterthwaite degrees of freedom [McGrawWong1996].
//
// Targets with a missing rating are left out and counted in a warning; n is the number of targets used. Estimates below 0
// are reported as computed, with a note. Not estimable: fewer than 2 complete targets or 2 raters, MSB = 0, icc2k with a
// denominator of 0 or less. Errors: rows
// of another length than the raters, an infinite rating, an unusable confidence level.
func Compute(t Table, o Options) (estimate.Result, error) {
	var r estimate.Result
	if o.Conf == 0 {
		o.Conf = 0.95
	}
	if !(o.Conf > 0 && o.Conf < 1) {
		return r, errors.New("icc: the confidence level must lie between 0 and 1")
	}
	rows, err := complete(t)
	if err != nil {
		return r, err
	}
	if lost := len(t.Ratings) - len(rows); lost > 0 {
		r.Warn(estimate.NoteExcluded.Says(lost))
	}
	n, k := len(rows), len(t.Raters)
	if n < 2 || k < 2 {
		for _, e := range forms(n) {
			r.Add(e.Because(noteFew.Says(n, k)))
		}
		return r, nil
	}
	m := squares(rows, k)
	for i, e := range forms(n) {
		if m.between == 0 {
			r.Add(e.Because(noteNoTargets.Says()))
			continue
		}
		r.Add(m.form(e, i, o.Conf))
	}
	return r, nil
}

// complete are the rows without a missing rating.
func complete(t Table) ([][]float64, error) {
	if t.Targets != nil && len(t.Targets) != len(t.Ratings) {
		return nil, fmt.Errorf("icc: %d target names for %d rows", len(t.Targets), len(t.Ratings))
	}
	var rows [][]float64
rows:
	for i, row := range t.Ratings {
		if len(row) != len(t.Raters) {
			return nil, fmt.Errorf("icc: row %d has %d ratings for %d raters", i+1, len(row), len(t.Raters))
		}
		for j, x := range row {
			if math.IsInf(x, 0) {
				return nil, fmt.Errorf("icc: row %d, %s: infinite rating", i+1, t.Raters[j])
			}
			if math.IsNaN(x) {
				continue rows
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// forms are the six estimates, empty but for their names.
func forms(n int) []estimate.Estimate {
	variants := [...]struct{ measure, method string }{
		{"icc1", "single rating, one-way random, ANOVA, Shrout & Fleiss 1979 (1,1)"},
		{"icc2", "single rating, two-way random, agreement, ANOVA, Shrout & Fleiss 1979 (2,1), McGraw & Wong 1996 (A,1), Satterthwaite limits"},
		{"icc3", "single rating, two-way mixed, consistency, ANOVA, Shrout & Fleiss 1979 (3,1), McGraw & Wong 1996 (C,1)"},
		{"icc1k", "mean of the ratings, one-way random, ANOVA, Shrout & Fleiss 1979 (1,k)"},
		{"icc2k", "mean of the ratings, two-way random, agreement, ANOVA, Shrout & Fleiss 1979 (2,k), McGraw & Wong 1996 (A,k), Satterthwaite limits"},
		{"icc3k", "mean of the ratings, two-way mixed, consistency, ANOVA, Shrout & Fleiss 1979 (3,k), McGraw & Wong 1996 (C,k)"},
	}
	es := make([]estimate.Estimate, len(variants))
	for i, v := range variants {
		es[i] = estimate.New(Family, v.measure, "")
		es[i].Method, es[i].N = v.method+"; complete targets", n
	}
	return es
}

// meanSquares of a two-way table with n targets and k raters.
type meanSquares struct {
	n, k                             float64
	between, within, raters, residue float64 // MSB, MSW, MSJ, MSE
}

// squares analyses the variance of complete rows, each sum of squares from its own deviations.
func squares(rows [][]float64, k int) meanSquares {
	n := len(rows)
	target, rater := make([]float64, n), make([]float64, k)
	grand := 0.0
	for i, row := range rows {
		for j, x := range row {
			target[i] += x / float64(k)
			rater[j] += x / float64(n)
		}
		grand += target[i] / float64(n)
	}
	m := meanSquares{n: float64(n), k: float64(k)}
	size := 0.0
	for i, row := range rows {
		m.between += m.k * square(target[i]-grand)
		for j, x := range row {
			m.within += square(x - target[i])
			m.residue += square(x - target[i] - rater[j] + grand)
			size = math.Max(size, math.Abs(x))
		}
	}
	for _, x := range rater {
		m.raters += m.n * square(x-grand)
	}
	m.between /= m.n - 1
	m.within /= m.n * (m.k - 1)
	m.raters /= m.k - 1
	m.residue /= (m.n - 1) * (m.k - 1)
	// What rounding alone leaves of a sum of squares is 0.
	for _, s := range []*float64{&m.between, &m.within, &m.raters, &m.residue} {
		if *s <= square(1e-13*size)*m.k {
			*s = 0
		}
	}
	return m
}

func square(x float64) float64 { return x * x }

// form fills in the i-th of [forms].
func (m meanSquares) form(e estimate.Estimate, i int, conf float64) estimate.Estimate {
	n, k, b := m.n, m.k, m.between
	agreement := (b - m.residue) / (b + (k-1)*m.residue + k*(m.raters-m.residue)/n)
	noise, df2 := m.residue, (n-1)*(k-1)
	switch e.Measure {
	case "icc1":
		e.Value = (b - m.within) / (b + (k-1)*m.within)
	case "icc2":
		e.Value = agreement
	case "icc3":
		e.Value = (b - m.residue) / (b + (k-1)*m.residue)
	case "icc1k":
		e.Value = (b - m.within) / b
	case "icc2k":
		e.Value = (b - m.residue) / (b + (m.raters-m.residue)/n)
	case "icc3k":
		e.Value = (b - m.residue) / b
	}
	if i%3 == 0 {
		noise, df2 = m.within, n*(k-1)
	}
	// a denominator that is 0 but for rounding counts as 0
	if e.Measure == "icc2k" && b+(m.raters-m.residue)/n <= 1e-12*(b+(m.raters+m.residue)/n) {
		return e.Because(noteDenominator.Says())
	}
	if e.Value < 0 {
		e = e.With(estimate.NoteBelowZero.Says())
	}
	if noise == 0 {
		return e.With(noteNoError.Says())
	}
	e.Statistic, e.DF1, e.DF2 = b/noise, n-1, df2
	e.P = numeric.FUpper(e.Statistic, e.DF1, e.DF2)
	if i%3 == 1 {
		e.Low, e.High = m.agreementLimits(agreement, conf, i == 4)
	} else {
		tail := 1 - (1-conf)/2
		low := e.Statistic / numeric.FQuantile(tail, n-1, df2)
		high := e.Statistic * numeric.FQuantile(tail, df2, n-1)
		if i < 3 {
			e.Low, e.High = (low-1)/(low+k-1), (high-1)/(high+k-1)
		} else {
			e.Low, e.High = 1-1/low, 1-1/high
		}
	}
	if !estimate.Has(e.Low) || !estimate.Has(e.High) {
		e.Low, e.High = estimate.None, estimate.None
		e = e.With(noteNoLimits.Says())
	}
	return e
}

// agreementLimits are the limits of icc2, from F with Satterthwaite degrees of freedom v [Satterthwaite1946,
// McGrawWong1996]. With F_J = MSJ/MSE, ρ = icc2, a = kρF_J and c = n(1 + (k−1)ρ) − kρ:
//
//	v = (k−1)(n−1)(a + c)² / ((n−1)a² + c²)
//
// F is taken on n−1, v for the lower and v, n−1 for the upper limit. Those of icc2k (mean true) are the same stepped up to
// the mean of k ratings by Spearman–Brown, written out: stepping up loses all digits where a limit of icc2 nears −1/(k−1).
// At that pole and beyond it (a denominator that is not above rounding) they are not defined.
func (m meanSquares) agreementLimits(icc, conf float64, mean bool) (low, high float64) {
	n, k := m.n, m.k
	a := k * icc * m.raters / m.residue
	c := n*(1+(k-1)*icc) - k*icc
	v := (k - 1) * (n - 1) * square(a+c) / ((n-1)*square(a) + square(c))
	if !(v > 1e-9) {
		return math.NaN(), math.NaN()
	}
	tail := 1 - (1-conf)/2
	lower := numeric.FQuantile(tail, n-1, v)
	upper := numeric.FQuantile(tail, v, n-1)
	if mean {
		rest := m.raters - m.residue
		below, above := lower*rest+n*m.between, rest+n*upper*m.between
		if below <= 1e-7*lower*(m.raters+m.residue) || above <= 0 {
			return math.NaN(), math.NaN()
		}
		return n * (m.between - lower*m.residue) / below, n * (upper*m.between - m.residue) / above
	}
	rest := k*m.raters + (k*n-k-n)*m.residue
	low = n * (m.between - lower*m.residue) / (lower*rest + n*m.between)
	high = n * (upper*m.between - m.residue) / (rest + n*upper*m.between)
	return low, high
}
