package measures

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/compare"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// Comparisons of respondents, for the whole study and each case, every dimension at once: the levels of each contrast (leaders and staff,
// approval and supervision, before and after) with departments as clusters, and within a case its departments.
//
// The key holds the contrast (`dim=ME.REL;source=survey;case=G;role=leader-staff`), and a group's figures name their level
// after it (`…;role=leader-staff|leader`). The comparison of a case's departments is `dim=ME.REL;source=survey;case=G|dept`, a
// department's figures `…;case=G|dept=D03`. Between periods, respondents who answered in both are compared with themselves when there
// are enough of them (then the group figures are theirs alone); else the two periods are compared like other groups.
// In all other comparisons each response counts, so that people who answered in several periods count once in each, and the
// notes say so: tests with departments as clusters allow for it, since people stand within departments; a test of departments
// takes answers as independent and has no p then. The people of a case who name no department are one cluster.
// p is adjusted (Holm) over all the dimensions of one comparison and test; the raw p stays in the note.

// comparison is one call: rows that fall into the levels of an attribute.
type comparison struct {
	scope         estimate.Key // whole study or case
	by            string
	first, second string // empty: all departments
	rows          []int
	level         []string
	clusters      []string // case-qualified departments
	linked        bool
}

// comparisons runs every comparison on every dimension that has a score.
func (s *scorer) comparisons() error {
	if s.responses == nil {
		return nil
	}
	values := s.respondents()
	jobs := s.comparisonJobs()
	results := make([][]estimate.Estimate, len(jobs))
	err := each(s.ctx, len(jobs), func(i int) error {
		var err error
		results[i], err = s.comparison(&jobs[i], values)
		adjustColumns(results[i])
		return err
	})
	for _, r := range results {
		s.add(r...)
	}
	return err
}

func (s *scorer) comparisonJobs() (jobs []comparison) {
	for _, c := range s.responses.Cells {
		if c.Key != (estimate.Key{Case: c.Key.Case}) {
			continue
		}
		for _, t := range s.contrasts {
			if t.by == "case" && c.Key.Case != "" || t.by == "dept" && c.Key.Case == "" {
				continue
			}
			if job, ok := s.twoLevels(c.Key, t, c.Responses); ok {
				jobs = append(jobs, job)
			}
		}
		if c.Key.Case != "" {
			jobs = append(jobs, comparison{scope: c.Key, by: "dept", rows: c.Responses, level: s.departments(c.Responses, false)})
		}
	}
	for i := range jobs {
		jobs[i].clusters = s.clusters(jobs[i].rows)
	}
	return jobs
}

// clusters names the department of each response with its case.
func (s *scorer) clusters(rows []int) []string {
	out := make([]string, len(rows))
	for k, r := range rows {
		p := &s.study.Survey.Responses[r]
		out[k] = cluster(p.Case, p.Dept)
	}
	return out
}

func cluster(caseID, dept string) string { return caseID + "/" + dept }

// twoLevels collects the rows of a contrast; false when a level has none. Respondents of both periods are linked when
// at least min_n of them answered in each.
func (s *scorer) twoLevels(scope estimate.Key, t contrast, responses []int) (comparison, bool) {
	c := comparison{scope: scope, by: t.by, first: t.first, second: t.second}
	in := map[string]map[int]int{t.first: {}, t.second: {}} // level → person → responses
	for _, r := range responses {
		p := &s.study.Survey.Responses[r]
		at := s.levels.place(p.Case, p.Dept, p.Role)
		at.Period = p.Period
		level := *field(&at, t.by)
		if in[level] == nil {
			continue
		}
		in[level][s.responses.Person[r]]++
		c.rows, c.level = append(c.rows, r), append(c.level, level)
	}
	if len(in[t.first]) == 0 || len(in[t.second]) == 0 {
		return c, false
	}
	if t.by != "period" {
		return c, true
	}
	both := 0
	for person := range in[t.first] {
		if in[t.second][person] > 0 {
			both++
		}
	}
	if both < s.minN {
		return c, true
	}
	c.linked = true
	rows, level := c.rows[:0:0], c.level[:0:0]
	for i, r := range c.rows {
		if p := s.responses.Person[r]; in[t.first][p] > 0 && in[t.second][p] > 0 {
			rows, level = append(rows, r), append(level, c.level[i])
		}
	}
	c.rows, c.level = rows, level
	return c, true
}

// respondents gives every response a score of every dimension: leaves as they are, groups from their observed children by
// the rule of composites. The columns of dimensions without any score are nil.
func (s *scorer) respondents() [][]float64 {
	b := s.survey
	columns := make([][]float64, len(b.fw.Dimensions))
	n := len(s.responses.Scores)
	for l := range s.responses.Leaves {
		column := make([]float64, n)
		for r := range column {
			column[r] = s.responses.Scores[r][l]
		}
		columns[b.dim[s.responses.Leaves[l].Dim]] = column
	}
	done := make([]bool, len(columns))
	for d := range columns {
		b.composeRespondents(d, n, columns, done)
	}
	return columns
}

func (b *board) composeRespondents(d, n int, columns [][]float64, done []bool) {
	if done[d] {
		return
	}
	done[d] = true
	for _, k := range b.kids[d] {
		b.composeRespondents(k, n, columns, done)
	}
	kids := b.eligible(d, false)
	if b.own[d] || len(kids) == 0 {
		return
	}
	column, any := make([]float64, n), false
	for r := range column {
		sum, used := 0.0, 0
		for _, k := range kids {
			if columns[k] == nil || math.IsNaN(columns[k][r]) {
				continue
			}
			x := columns[k][r]
			if b.fw.Dimensions[k].Polarity != b.fw.Dimensions[d].Polarity {
				x = 100 - x
			}
			sum += x
			used++
		}
		column[r] = math.NaN()
		if used > 0 && 2*used >= len(kids) {
			column[r], any = sum/float64(used), true
		}
	}
	if any {
		columns[d] = column
	}
}

// comparison runs a job on all dimensions that have values in one call and writes its estimates under the study's keys,
// p as it comes.
func (s *scorer) comparison(c *comparison, values [][]float64) ([]estimate.Estimate, error) {
	frame := moments.NewFrame(len(c.rows))
	frame.Text("by", c.level)
	o := compare.Options{By: "by", Adjust: numeric.Raw, Overall: true, Seed: s.seed}
	if c.first != "" {
		o.Levels = []string{c.first, c.second}
	}
	var dims []int
	for d, column := range values {
		if column == nil {
			continue
		}
		x, any := make([]float64, len(c.rows)), false
		for i, r := range c.rows {
			x[i] = steady(column[r])
			any = any || !math.IsNaN(x[i])
		}
		if any {
			name := "v" + strconv.Itoa(len(dims))
			frame.Numeric(name, x)
			o.Value = append(o.Value, name)
			dims = append(dims, d)
		}
	}
	if len(dims) == 0 {
		return nil, nil
	}
	if c.linked {
		persons := make([]string, len(c.rows))
		for i, r := range c.rows {
			persons[i] = strconv.Itoa(s.responses.Person[r])
		}
		frame.Text("person", persons)
		o.Paired = "person"
	}
	if c.by != "dept" {
		frame.Text("cluster", c.clusters)
		o.Cluster = "cluster"
	}
	if weights, any := s.weights(c.rows); any && !c.linked {
		frame.Numeric("weight", weights)
		o.Weight = "weight"
	}
	r, err := compare.Compute(s.ctx, frame, o)
	if err != nil {
		return nil, err
	}
	sizes := make([]groupSizes, len(dims))
	for i, d := range dims {
		sizes[i] = s.sizes(c, values[d])
	}
	out := make([]estimate.Estimate, 0, len(r.Estimates))
	for _, e := range r.Estimates {
		name, own, ok := splitValue(e.Of)
		if !ok || (c.first != "" && own == "") {
			continue // the omnibus tests of two groups repeat the contrast
		}
		d := dims[name]
		e.Of, e.Basis.Parents = s.compareKey(c, d, own)
		e.Basis.Source, e.Basis.Filter = "responses", c.scope.String()
		e.Basis.Columns = []string{s.survey.fw.Dimensions[d].ID}
		g := sizes[name]
		e.People = g.of(own)
		out = append(out, s.hold(e, c, g))
	}
	return out, nil
}

// steady takes the errors of a sum's last digits out of a score, so that people with equal scores are tied in ranks.
func steady(x float64) float64 { return math.Round(x*1e10) / 1e10 }

// compareKey writes what a family's own `of` says of a comparison into the key.
func (s *scorer) compareKey(c *comparison, d int, own string) (of string, parents []string) {
	key := s.survey.key(c.scope, s.survey.fw.Dimensions[d].ID)
	level, isLevel := strings.CutPrefix(own, "|")
	switch {
	case c.first == "" && isLevel:
		return key.Of(c.by + "=" + level), nil
	case c.first == "":
		return key.Of(c.by), nil
	}
	key = with(key, c.by, estimate.Contrast(c.first, c.second))
	if isLevel {
		return key.Of(level), nil
	}
	if c.scope.Case != "" {
		parents = []string{estimate.ID("score", "gap", key.String())}
	}
	return key.String(), parents
}

// splitValue takes the own `of` of a comparison apart: the value's number and what follows (`|level`, `: A-B`, nothing).
func splitValue(of string) (value int, own string, ok bool) {
	rest, ok := strings.CutPrefix(of, "v")
	if !ok {
		return 0, "", false
	}
	i := 0
	for i < len(rest) && rest[i] >= '0' && rest[i] <= '9' {
		i++
	}
	value, err := strconv.Atoi(rest[:i])
	return value, rest[i:], err == nil
}

// adjustColumns adjusts the p of each measure over the dimensions compared at once.
func adjustColumns(es []estimate.Estimate) {
	columns := map[string][]int{}
	var order []string
	for i := range es {
		if e := &es[i]; estimate.Has(e.P) {
			if columns[e.Measure] == nil {
				order = append(order, e.Measure)
			}
			columns[e.Measure] = append(columns[e.Measure], i)
		}
	}
	for _, m := range order {
		p := make([]float64, len(columns[m]))
		for k, i := range columns[m] {
			p[k] = es[i].P
		}
		adjusted, err := numeric.Adjust(p, numeric.Holm)
		if err != nil || len(p) < 2 {
			continue
		}
		for k, i := range columns[m] {
			es[i] = es[i].With(noteRaw.Says(p[k]))
			es[i].P = adjusted[k]
			es[i].Method += "; p holm over " + strconv.Itoa(len(p)) + " dimensions"
			if es[i].Measure == meanDifference {
				es[i].Method += "; " + compare.IntervalNotAdjusted
			}
		}
	}
}

// weights are the responses' weights, and whether any of them is not 1.
func (s *scorer) weights(rows []int) (w []float64, any bool) {
	w = make([]float64, len(rows))
	for i, r := range rows {
		w[i] = s.responses.Weight(r)
		any = any || w[i] != 1
	}
	return w, any
}
