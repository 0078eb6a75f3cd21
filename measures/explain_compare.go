package measures

import (
	"math"
	"sort"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/compare"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

var comparisonAccounts = map[string]func(*explainer, *subject) told{
	"group_n":           (*explainer).groupAccount,
	"mean":              (*explainer).groupAccount,
	"sd":                (*explainer).groupAccount,
	"median":            (*explainer).groupAccount,
	"mean_difference":   (*explainer).differenceAccount,
	"welch_t":           (*explainer).welchAccount,
	"student_t":         (*explainer).studentAccount,
	"cohen_d":           (*explainer).effectAccount,
	"hedges_g":          (*explainer).effectAccount,
	"cliff_delta":       (*explainer).rankAccount,
	"mann_whitney_u":    (*explainer).rankAccount,
	"median_difference": (*explainer).comparedOrder,
	"paired_t":          (*explainer).pairedAccount,
	"wilcoxon_v":        (*explainer).signedRankAccount,
	"anova_f":           (*explainer).squaresAccount,
	"welch_f":           (*explainer).comparedPlain,
	"eta2":              (*explainer).squaresAccount,
	"omega2":            (*explainer).squaresAccount,
	"kruskal_h":         (*explainer).kruskalAccount,
	"epsilon2":          (*explainer).kruskalAccount,
}

// compared are the values of a comparison of one dimension by level, with the cluster of each.
type compared struct {
	*comparison
	levels   []string
	x        map[string][]float64
	clusters map[string][]string
	pairs    []float64 // differences first − second of linked people
	pairedIn []string  // their clusters
}

// comparisonOf finds the comparison that a row belongs to and collects its values; nil without the study.
func (x *explainer) comparisonOf(s *subject) *compared {
	if x.scorer == nil || x.responses == nil {
		return nil
	}
	if x.jobs == nil {
		x.jobs = x.comparisonJobs()
	}
	d, ok := x.survey.dim[s.key.Dim]
	if !ok || x.scoresOfPeople()[d] == nil {
		return nil
	}
	list, _, _ := strings.Cut(s.Of, "|")
	for i := range x.jobs {
		of, _ := x.compareKey(&x.jobs[i], d, "")
		if head, _, _ := strings.Cut(of, "|"); head == list {
			return x.collect(s, &x.jobs[i], x.scoresOfPeople()[d])
		}
	}
	return nil
}

func (x *explainer) collect(s *subject, job *comparison, values []float64) *compared {
	c := &compared{comparison: job, x: map[string][]float64{}, clusters: map[string][]string{}}
	together := func(name string) string { return name }
	for _, n := range s.Notes {
		if n.Code == noteTogether {
			var periods []string
			if job.by == "period" {
				periods = []string{job.first, job.second}
			}
			r := x.release()
			together = func(name string) string {
				if r.hides(s.key.Dim, name, periods...) {
					return "hidden"
				}
				return name
			}
		}
	}
	keep := func(int) bool { return true }
	if job.linked {
		keep = x.linkPairs(c, values, together)
	}
	for i, r := range job.rows {
		level := job.level[i]
		if level == "" || math.IsNaN(values[r]) || !keep(x.responses.Person[r]) {
			continue
		}
		if c.x[level] == nil {
			c.levels = append(c.levels, level)
		}
		c.x[level] = append(c.x[level], values[r])
		c.clusters[level] = append(c.clusters[level], together(job.clusters[i]))
	}
	sort.Strings(c.levels)
	return c
}

// linkPairs fills in the differences of the people with one value in each period, and says who they are.
func (x *explainer) linkPairs(c *compared, values []float64, together func(string) string) func(person int) bool {
	type two struct {
		rows    map[string]int
		value   map[string]float64
		cluster string
	}
	people := map[int]*two{}
	var order []int
	for i, r := range c.rows {
		person := x.responses.Person[r]
		p := people[person]
		if p == nil {
			p = &two{map[string]int{}, map[string]float64{}, together(c.comparison.clusters[i])}
			people[person] = p
			order = append(order, person)
		}
		p.rows[c.level[i]]++
		if !math.IsNaN(values[r]) {
			p.value[c.level[i]] = values[r]
		}
	}
	complete := map[int]bool{}
	for _, person := range order {
		p := people[person]
		a, ok1 := p.value[c.first]
		b, ok2 := p.value[c.second]
		if p.rows[c.first] == 1 && p.rows[c.second] == 1 && ok1 && ok2 {
			complete[person] = true
			c.pairs = append(c.pairs, a-b)
			c.pairedIn = append(c.pairedIn, p.cluster)
		}
	}
	return func(person int) bool { return complete[person] }
}

// comparedTold points to the scores that were compared: those of the two levels, or of a level alone.
func (x *explainer) comparedTold(s *subject) told {
	t := told{kind: AccountFormula}
	for _, by := range []string{"role", "side", "period", "case", "dept"} {
		first, second, ok := estimate.SplitContrast(*field(&s.key, by))
		if !ok || *field(&s.key, by) == "" {
			continue
		}
		for _, level := range []string{first, second} {
			if s.own == "" || s.own == level {
				if id := x.scoreID(with(s.key, by, level)); id != "" {
					t.rests = append(t.rests, id)
				}
			}
		}
		return t
	}
	k := s.key
	if level, ok := strings.CutPrefix(s.own, "dept="); ok {
		k.Dept = level
	}
	if id := x.scoreID(k); id != "" {
		t.rests = []string{id}
	}
	return t
}

func (x *explainer) comparedPlain(s *subject) told { return x.comparedTold(s) }

func (x *explainer) comparedOrder(s *subject) told {
	t := x.comparedTold(s)
	t.kind = AccountOrder
	return t.remark("middle_difference")
}

func (x *explainer) groupAccount(s *subject) told {
	t := x.comparedTold(s)
	if s.Measure == "median" {
		t.kind = AccountOrder
		return t.remark("middle", strconv.Itoa(s.N))
	}
	c := x.comparisonOf(s)
	if c == nil {
		return t
	}
	level, _ := strings.CutPrefix(s.own, "dept=")
	xs := c.x[level]
	sum, n := sumOf(xs)
	switch s.Measure {
	case "group_n":
		t.kind = AccountCount
		t.formula = formula("n").with("n", float64(n), "scores")
	case "mean":
		t.formula = formula("s/n").with("s", sum, "sum_pomp").with("n", float64(n), "scores")
	default:
		ss, _ := squaresAbout(xs)
		t.formula = formula("sqrt(s/(n - 1))").with("s", ss, "squares").with("n", float64(n), "scores")
	}
	return t
}

// twoGroups adds the figures of the two levels, a and b after each name; false where one of them is not recorded.
func (x *explainer) twoGroups(s *subject, f *Formula, measures map[string]string) bool {
	for _, by := range []string{"role", "side", "period", "case", "dept"} {
		v := *field(&s.key, by)
		first, second, ok := estimate.SplitContrast(v)
		if v == "" || !ok {
			continue
		}
		for i, level := range []string{first, second} {
			for _, m := range []string{"mean", "sd", "group_n"} {
				name, wanted := measures[m]
				if !wanted {
					continue
				}
				e, found := x.sibling(s, m, s.key.Of(level))
				if !found {
					return false
				}
				f.of(name+string("ab"[i]), e)
			}
		}
		return true
	}
	return false
}

func (x *explainer) differenceAccount(s *subject) told {
	t := x.comparedTold(s)
	f := formula("ma - mb")
	if x.twoGroups(s, f, map[string]string{"mean": "m"}) {
		t.formula = f
	}
	return t
}

func (x *explainer) welchAccount(s *subject) told {
	t := x.comparedTold(s)
	f := formula("(ma - mb)/sqrt(sa^2/na + sb^2/nb)")
	if x.twoGroups(s, f, map[string]string{"mean": "m", "sd": "s", "group_n": "n"}) {
		t.formula = f
	}
	return t
}

const pooledSD = "sqrt(((na - 1)*sa^2 + (nb - 1)*sb^2)/(na + nb - 2))"

func (x *explainer) effectAccount(s *subject) told {
	t := x.comparedTold(s)
	f := formula("(ma - mb)/" + pooledSD)
	if !x.twoGroups(s, f, map[string]string{"mean": "m", "sd": "s", "group_n": "n"}) {
		return t
	}
	if s.Measure == "hedges_g" {
		n := 0.0
		for _, term := range f.Terms {
			if strings.HasPrefix(term.Name, "n") {
				n += term.Value
			}
		}
		f.Expression = "J*" + f.Expression
		f.with("J", compare.HedgesJ(n-2), "hedges_j", shortNumber(n-2))
	}
	t.formula = f
	return t
}

func (x *explainer) studentAccount(s *subject) told {
	t := x.comparedTold(s)
	if !strings.Contains(s.Method, "CR1") {
		f := formula("(ma - mb)/(" + pooledSD + "*sqrt(1/na + 1/nb))")
		if x.twoGroups(s, f, map[string]string{"mean": "m", "sd": "s", "group_n": "n"}) {
			t.formula = f
		}
		return t
	}
	f := formula("(ma - mb)/sqrt(G/(G - 1)*(N - 1)/(N - 2)*u)")
	c := x.comparisonOf(s)
	if c == nil || !x.twoGroups(s, f, map[string]string{"mean": "m"}) {
		return t
	}
	u, n := map[string]float64{}, 0
	var order []string
	for side, level := range []string{c.first, c.second} {
		sum, m := sumOf(c.x[level])
		n += m
		for i, v := range c.x[level] {
			name := c.clusters[level][i]
			if _, known := u[name]; !known {
				order = append(order, name)
			}
			off := (v - sum/float64(m)) / float64(m)
			if side == 1 {
				off = -off
			}
			u[name] += off
		}
	}
	t.formula = f.with("G", float64(len(order)), "clusters").with("N", float64(n), "scores").with("u", squaresOf(u, order), "cluster_squares")
	return t
}

func squaresOf(u map[string]float64, order []string) (sum float64) {
	for _, name := range order {
		sum += u[name] * u[name]
	}
	return sum
}

func (x *explainer) pairedAccount(s *subject) told {
	t := x.comparedTold(s)
	c := x.comparisonOf(s)
	if c == nil || len(c.pairs) == 0 {
		return t
	}
	sum, n := sumOf(c.pairs)
	mean := sum / float64(n)
	if !strings.Contains(s.Method, "CR1") {
		ss, _ := squaresAbout(c.pairs)
		t.formula = formula("d/sqrt(s/(n - 1)/n)").with("d", mean, "mean_difference").with("s", ss, "squares").with("n", float64(n), "pairs_people")
		return t
	}
	u := map[string]float64{}
	var order []string
	for i, d := range c.pairs {
		name := c.pairedIn[i]
		if _, known := u[name]; !known {
			order = append(order, name)
		}
		u[name] += (d - mean) / float64(n)
	}
	t.formula = formula("d/sqrt(G/(G - 1)*u)").with("d", mean, "mean_difference").with("G", float64(len(order)), "clusters").with("u", squaresOf(u, order), "cluster_squares")
	return t
}

func (x *explainer) signedRankAccount(s *subject) told {
	t := x.comparedTold(s)
	c := x.comparisonOf(s)
	if c == nil {
		return t
	}
	ranks, zeros := compare.SignedRanks(c.pairs)
	down := 0.0
	for _, r := range ranks {
		down += math.Max(-r, 0)
	}
	m := float64(len(ranks))
	t.formula = formula("m*(m + 1)/2 - w").with("m", m, "differences_not_zero", strconv.Itoa(zeros)).with("w", down, "ranks_negative")
	return t
}

// rankAccount is U = R − n(n+1)/2 of the first group's ranks, and Cliff's δ = 2U/(nm) − 1.
func (x *explainer) rankAccount(s *subject) told {
	t := x.comparedTold(s)
	c := x.comparisonOf(s)
	if c == nil {
		return t
	}
	a, b := c.x[c.first], c.x[c.second]
	sum := 0.0
	for i, r := range numeric.Midranks(append(append([]float64(nil), a...), b...)) {
		if i < len(a) {
			sum += r
		}
	}
	f := formula("R - n*(n + 1)/2").with("R", sum, "ranks_first").with("n", float64(len(a)), "scores_first")
	if s.Measure == "cliff_delta" {
		f.Expression = "2*(R - n*(n + 1)/2)/(n*m) - 1"
		f.with("m", float64(len(b)), "scores_second")
	}
	t.formula = f
	return t
}

func (x *explainer) squaresAccount(s *subject) told {
	t := x.comparedTold(s)
	c := x.comparisonOf(s)
	if c == nil {
		return t
	}
	var all []float64
	within := 0.0
	for _, level := range c.levels {
		ss, _ := squaresAbout(c.x[level])
		within += ss
		all = append(all, c.x[level]...)
	}
	whole, n := squaresAbout(all)
	k := len(c.levels)
	f := formula(map[string]string{"eta2": "B/(B + W)", "omega2": "(B - f*W/g)/(B + W + W/g)", "anova_f": "B/f/(W/g)"}[s.Measure])
	f.with("B", whole-within, "squares_between").with("W", within, "squares_within")
	if s.Measure != "eta2" {
		f.with("f", float64(k-1), "df_between").with("g", float64(n-k), "df_within")
	}
	t.formula = f
	return t
}

func (x *explainer) kruskalAccount(s *subject) told {
	t := x.comparedTold(s)
	c := x.comparisonOf(s)
	if c == nil {
		return t
	}
	var all []float64
	var group []int
	for g, level := range c.levels {
		for _, v := range c.x[level] {
			all, group = append(all, v), append(group, g)
		}
	}
	n := float64(len(all))
	sums, sizes, ties := make([]float64, len(c.levels)), make([]float64, len(c.levels)), map[float64]float64{}
	for i, r := range numeric.Midranks(all) {
		sums[group[i]] += r
		sizes[group[i]]++
		ties[r]++
	}
	between, tied := 0.0, 0.0
	for g := range sums {
		d := sums[g]/sizes[g] - (n+1)/2
		between += sizes[g] * d * d
	}
	for _, k := range ties {
		tied += k * (k*k - 1) // whole numbers: exact in any order
	}
	f := formula("12/(N*(N + 1))*S/c").with("N", n, "scores").with("S", between, "rank_squares").with("c", 1-tied/(n*n*n-n), "tie_correction")
	if s.Measure == "epsilon2" {
		f.Expression += "/(N - 1)"
	}
	t.formula = f
	return t
}
