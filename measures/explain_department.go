package measures

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/survey"
)

var departmentAccounts = map[string]func(*explainer, *subject) told{
	"group_n":      (*explainer).departmentSize,
	"rwg_j":        (*explainer).withinAgreement,
	"rwg_j_skewed": (*explainer).withinAgreement,
	"icc1":         (*explainer).varianceBetween,
	"icc2":         (*explainer).varianceBetween,
	"anova_f":      (*explainer).varianceBetween,
	"icc1_reml":    (*explainer).varianceREML,
	"icc2_reml":    (*explainer).varianceREML,
	"ad_mean":      (*explainer).deviationMean,
}

// byDepartment are the answers to a scale by department: the rows that are shown, their mean answers and each item's answers.
type byDepartment struct {
	names []string
	means map[string][]float64   // row means
	items map[string][][]float64 // answers by item
	rows  map[string]int         // rows with any answer

}

// departmentsOf collects a scale's answers by department. An estimate over departments of which some are hidden was
// computed over those shown; one of a single department has none of that.
func (x *explainer) departmentsOf(s *subject) (*byDepartment, []survey.Item) {
	if x.scorer == nil || x.responses == nil {
		return nil, nil
	}
	items := x.responses.Items(s.Basis.Columns)
	hides := func(string) bool { return false }
	for _, n := range s.Notes {
		if n.Code == noteShownOnly {
			r := x.release()
			hides = func(name string) bool { return r.hides(s.key.Dim, name) }
		}
	}
	d := &byDepartment{means: map[string][]float64{}, items: map[string][][]float64{}, rows: map[string]int{}}
	least := survey.MinAnswered(len(items))
	for _, r := range x.rows(s.key) {
		p := &x.study.Survey.Responses[r]
		name := cluster(p.Case, p.Dept)
		if p.Dept == "" || hides(name) {
			continue
		}
		if d.items[name] == nil {
			d.names = append(d.names, name)
			d.items[name] = make([][]float64, len(items))
		}
		sum, n := 0.0, 0
		for i := range items {
			if v := x.responses.Answer(r, &items[i]); !math.IsNaN(v) {
				d.items[name][i] = append(d.items[name][i], v)
				sum += v
				n++
			}
		}
		if n > 0 {
			d.rows[name]++
		}
		if n > 0 && n >= least {
			d.means[name] = append(d.means[name], sum/float64(n))
		}
	}
	sort.Strings(d.names)
	return d, items
}

// departmentTold points to the scores of the departments that are shown.
func (x *explainer) departmentTold(s *subject) told {
	t := told{kind: AccountFormula}
	if level, ok := strings.CutPrefix(s.own, "dept="); ok {
		k := estimate.Key{Dim: s.key.Dim, Source: "survey", Case: s.key.Case, Dept: level}
		if id := x.scoreID(k); id != "" {
			t.rests = []string{id}
		}
		return t
	}
	t.rests = x.surveyScore(s.key.Dim, s.key.Case)
	return t
}

func (x *explainer) departmentSize(s *subject) told {
	t := x.departmentTold(s)
	t.kind = AccountCount
	level, _ := strings.CutPrefix(s.own, "dept=")
	if d, _ := x.departmentsOf(s); d != nil {
		t.formula = formula("n").with("n", float64(d.rows[cluster(s.key.Case, level)]), "rows_answered")
	}
	return t
}

// withinAgreement is rwg(J) of a department, or its mean over departments.
func (x *explainer) withinAgreement(s *subject) told {
	t := x.departmentTold(s)
	d, items := x.departmentsOf(s)
	if d == nil {
		return t
	}
	if s.own == "median" {
		return told{kind: AccountOrder, rests: t.rests}.remark("median_departments", strconv.Itoa(s.N))
	}
	low, high := scaleEnds(items)
	points := high - low + 1
	null := (points*points - 1) / 12
	if s.Measure == "rwg_j_skewed" {
		null = slightSkewNull(points)
	}
	if s.own == "mean" {
		sum, n := 0.0, 0
		for _, name := range d.names {
			if v, j := meanItemVariance(d.items[name]); j > 0 && d.rows[name] > 1 {
				sum += rwgOf(v/null, j)
				n++
			}
		}
		t.formula = formula("s/n").with("s", sum, "sum_rwg").with("n", float64(n), "departments")
		return t
	}
	level, _ := strings.CutPrefix(s.own, "dept=")
	v, j := meanItemVariance(d.items[cluster(s.key.Case, level)])
	if v > null {
		t.formula = formula("0*v/q").with("v", v, "item_variance").with("q", null, "null_variance", shortNumber(points))
		return t.remark("above_null")
	}
	t.formula = formula("J*(1 - v/q)/(J*(1 - v/q) + v/q)").with("J", float64(j), "items").with("v", v, "item_variance").with("q", null, "null_variance", shortNumber(points))
	return t
}

// slightSkewNull is the variance of the slight-skew null, NaN where none is published [LeBretonSenter2008].
func slightSkewNull(points float64) float64 {
	if v, ok := map[float64]float64{5: 1.34, 6: 1.85, 7: 2.90, 8: 3.47, 9: 5.66, 10: 6.30, 11: 7.31}[points]; ok {
		return v
	}
	return math.NaN()
}

func rwgOf(ratio float64, items int) float64 {
	if ratio > 1 {
		return 0
	}
	a := float64(items) * (1 - ratio)
	return a / (a + ratio)
}

// meanItemVariance is the mean of the variances of the items with two answers or more.
func meanItemVariance(items [][]float64) (mean float64, j int) {
	for _, xs := range items {
		if len(xs) >= 2 {
			ss, n := squaresAbout(xs)
			mean += ss / float64(n-1)
			j++
		}
	}
	return mean / float64(j), j
}

// variances are the mean squares between and within departments of the row mean, and n0.
func (d *byDepartment) variances() (msb, msw, n0 float64, k, n int) {
	var all []float64
	within, squares := 0.0, 0.0
	for _, name := range d.names {
		if xs := d.means[name]; len(xs) > 0 {
			ss, m := squaresAbout(xs)
			within += ss
			squares += float64(m) * float64(m)
			all = append(all, xs...)
			k++
		}
	}
	whole, n := squaresAbout(all)
	return (whole - within) / float64(k-1), within / float64(n-k), (float64(n) - squares/float64(n)) / float64(k-1), k, n
}

// onlyDepartments says that fewer people stand in a variance between departments than have a score, and why: whoever has
// no department, or one that is not shown, is compared with nobody. How many are of which is not told.
func (x *explainer) onlyDepartments(s *subject, t told) told {
	if len(t.rests) != 1 {
		return t
	}
	score, ok := x.shown.Find(t.rests[0])
	if !ok || score.Empty() || s.N < 0 || score.N <= s.N {
		return t
	}
	code := "departments_known"
	if slices.ContainsFunc(s.Notes, func(n estimate.Note) bool { return n.Code == noteShownOnly }) {
		code = "departments_shown"
	}
	return t.remark(code, strconv.Itoa(score.N), strconv.Itoa(s.N))
}

func (x *explainer) varianceBetween(s *subject) told {
	t := x.departmentTold(s)
	t = x.onlyDepartments(s, t)
	f := &Formula{}
	if d, _ := x.departmentsOf(s); d != nil {
		msb, msw, n0, k, n := d.variances()
		f.with("MSB", msb, "ms_between", strconv.Itoa(k-1)).with("MSW", msw, "ms_within", strconv.Itoa(n-k))
		if s.Measure == "icc1" {
			f.with("n0", n0, "size_n0", strconv.Itoa(k))
		}
		f.Expression = map[string]string{"icc1": "(MSB - MSW)/(MSB + (n0 - 1)*MSW)", "icc2": "(MSB - MSW)/MSB", "anova_f": "MSB/MSW"}[s.Measure]
		t.formula = f
		return t
	}
	// From the recorded F: MSB and MSW as multiples of MSW.
	e, ok := x.sibling(s, "anova_f", s.Of)
	if !ok || s.Measure == "anova_f" {
		return t
	}
	if s.Measure == "icc2" {
		t.formula = formula("(F - 1)/F").of("F", e)
		return t
	}
	if n0, found := recordedN0(s.Method); found {
		t.formula = formula("(F - 1)/(F + n0 - 1)").of("F", e).with("n0", n0, "size_n0", "")
	}
	return t
}

// recordedN0 reads n0 off a method, where it is rounded to four digits.
func recordedN0(method string) (float64, bool) {
	_, rest, found := strings.Cut(method, "n0 = ")
	rest, _, _ = strings.Cut(rest, ",")
	n0, err := strconv.ParseFloat(strings.TrimSpace(rest), 64)
	return n0, found && err == nil
}

func (x *explainer) varianceREML(s *subject) told {
	t := x.departmentTold(s)
	t = x.onlyDepartments(s, t)
	if s.Measure == "icc1_reml" {
		t.kind = AccountModel
		return t.remark("model_reml")
	}
	one, ok := x.sibling(s, "icc1_reml", s.Of)
	n0, found := recordedN0(s.Method)
	if d, _ := x.departmentsOf(s); d != nil {
		_, _, n0, _, _ = d.variances()
		found = true
	}
	if ok && found {
		t.formula = formula("n0*i/(1 + (n0 - 1)*i)").with("n0", n0, "size_n0", "").of("i", one)
	}
	return t
}

func (x *explainer) deviationMean(s *subject) told {
	t := x.departmentTold(s)
	d, _ := x.departmentsOf(s)
	if d == nil {
		return t
	}
	sum, n := 0.0, 0
	for _, name := range d.names {
		one, j := 0.0, 0
		for _, xs := range d.items[name] {
			if len(xs) < 2 {
				continue
			}
			total, m := sumOf(xs)
			off := 0.0
			for _, v := range xs {
				off += math.Abs(v - total/float64(m))
			}
			one += off / float64(m)
			j++
		}
		if j > 0 {
			sum += one / float64(j)
			n++
		}
	}
	t.formula = formula("s/n").with("s", sum, "sum_deviations").with("n", float64(n), "departments")
	return t
}
