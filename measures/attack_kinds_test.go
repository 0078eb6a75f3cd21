package measures_test

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/interview"
	"github.com/smekit/smekit/measures/ledger"
)

// attackInterviews solves for what the people of small departments said. Which interview was with which role is the reader's
// to see, but not the interview's department.
func (y *spy) attackInterviews(released *ledger.Ledger, heads map[[2]string]int, minN int) (found []string) {
	layers := pass.NewLayers(y.study)
	consensus := layers.Settle(pass.Options{})
	periods := map[string]bool{"": true}
	for _, e := range released.Estimates {
		if k, _, err := estimate.ParseKey(e.Of); err == nil && k.Source == "interview" && !strings.Contains(k.Period, "-") {
			periods[k.Period] = true
		}
	}
	type one struct{ iv int }
	var cells []interview.Cell
	var of []one
	for p := range periods {
		for i := range y.study.Interviews {
			if !y.study.Interviews[i].Document {
				cells = append(cells, interview.Cell{Key: estimate.Key{Period: p}, Interviews: []int{i}})
				of = append(of, one{i})
			}
		}
	}
	scores := interview.Compute(y.study, layers, consensus, cells)
	facets := map[string]string{"interview_prevalence": "presence", "interview_q": "Q", "interview_v": "Q", "interview_share": "share",
		"interview_rate": "rate", "interview_salience": "salience"}
	figure := func(e estimate.Estimate) form {
		k, own, err := estimate.ParseKey(e.Of)
		facet := facets[e.Measure]
		if err != nil || own != "" || facet == "" || k.Source != "interview" || k.Layer+k.Pass+k.Coder != "" || k.Role != "" || strings.Contains(k.Side+k.Period, "-") {
			return nil
		}
		d := slices.Index(scores.Dims, k.Dim)
		out, n := form{}, 0
		for c := range cells {
			iv := &y.study.Interviews[of[c].iv]
			at := y.place(iv.Case, iv.Dept, iv.Role)
			ok := func(have, want string) bool { return want == "" || have == want }
			if cells[c].Key.Period != k.Period || !ok(at.Case, k.Case) || !ok(at.Dept, k.Dept) || !ok(at.Side, k.Side) || !ok(at.Role, k.Role) {
				continue
			}
			v := &scores.Values[c][d]
			if m := map[string]int{"presence": v.Asked, "salience": v.Asked, "Q": v.Rated, "share": v.ShareN, "rate": v.RateN}[facet]; m > 0 {
				out.add(form{y.unknown(fmt.Sprint("said ", of[c].iv, facet, k.Dim, k.Period)): 1}, 1)
				n++
			}
		}
		if n == 0 {
			return nil
		}
		return out
	}
	var k known
	for _, e := range released.Estimates {
		if !e.Empty() {
			if f := figure(e); f != nil {
				k.learn(f)
			}
		}
	}
	for _, e := range released.Estimates {
		key, _, err := estimate.ParseKey(e.Of)
		if err != nil || key.Source != "interview" || key.Dept == "" {
			continue
		}
		if n := heads[[2]string{key.Case, key.Dept}]; n == 0 || n >= minN {
			continue
		}
		full := y.full[e.ID()]
		if facets[e.Measure] != "" && full.N > 0 && (!e.Empty() || e.N >= 0) && !full.Empty() {
			found = append(found, e.ID()+" is shown")
		}
		if f := figure(full); f != nil && k.tells(f) {
			found = append(found, e.ID())
		}
	}
	return found
}

var n0 = regexp.MustCompile(`n0 = ([0-9.]+)`)

// attackSummaries compares what was computed over departments with the departments shown.
func (y *spy) attackSummaries(released *ledger.Ledger) (found []string, some int) {
	hidden := map[[4]string]bool{} // dimension, period, case, department
	for _, e := range released.Estimates {
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil || k.Source == "interview" || !hiddenRow(e) {
			continue
		}
		if level, ok := strings.CutPrefix(own, "dept="); ok {
			k.Dept = level
		}
		if k.Dept != "" {
			hidden[[4]string{k.Dim, k.Period, k.Case, k.Dept}] = true
		}
	}
	size := map[string]map[[2]string]int{} // rows of a department in an aggregation
	for _, e := range y.full {
		if k, own, err := estimate.ParseKey(e.Of); err == nil && e.Family == "aggregate" && e.Measure == "group_n" {
			if size[k.Dim] == nil {
				size[k.Dim] = map[[2]string]int{}
			}
			size[k.Dim][[2]string{k.Case, strings.TrimPrefix(own, "dept=")}] = int(e.Value)
		}
	}
	for _, e := range released.Estimates {
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil {
			continue
		}
		dept := func(d [2]string) bool { return k.Case == "" || d[0] == k.Case }
		first, second, contrast := estimate.SplitContrast(k.Period)
		counts := func(period string) bool {
			return period == "" || period == k.Period || contrast && (period == first || period == second)
		}
		any := false
		for d := range hidden {
			any = any || d[0] == k.Dim && counts(d[1]) && dept([2]string{d[2], d[3]})
		}
		hides := func(d [2]string) bool {
			for _, period := range []string{"", k.Period, first, second} {
				if counts(period) && hidden[[4]string{k.Dim, period, d[0], d[1]}] {
					return true
				}
			}
			return false
		}
		if !any {
			continue
		}
		switch {
		case e.Family == "aggregate" && !strings.HasPrefix(own, "dept="):
			rows, groups, people := 0, 0, 0
			for d, n := range size[k.Dim] {
				if dept(d) && !hides(d) && n > 0 {
					rows += n
					groups++
					people += y.people(y.rows(estimate.Key{Case: d[0], Dept: d[1]}), k.Dim)
				}
			}
			some++
			limit := rows
			if own != "" {
				limit = groups
			}
			if e.N > limit || e.People > people {
				found = append(found, fmt.Sprintf("%s: n %d of %d shown, people %d of %d", e.ID(), e.N, limit, e.People, people))
			}
			if want := y.sizeOf(k.Dim, size[k.Dim], func(d [2]string) bool { return dept(d) && !hides(d) }); want >= 0 {
				if m := n0.FindStringSubmatch(e.Method); m != nil {
					if x, _ := strconv.ParseFloat(m[1], 64); math.Abs(x-want) > 1e-3 {
						found = append(found, fmt.Sprintf("%s: n0 %v, of the departments shown %v", e.ID(), x, want))
					}
				}
			}
		case e.Family == "compare" && own == "dept" && !e.Empty():
			found = append(found, e.ID())
		case (e.Family == "compare" || e.Family == "score") && estimate.Has(e.SE) && strings.Contains(e.Method, "CR1"):
			some++
			cell := k
			cell.Dim, cell.Source = "", ""
			if e.Measure == "mean_difference" {
				if want := y.contrastSE(cell, k.Dim, linkedRow(y.full[e.ID()]), hides); math.Abs(want-e.SE) > 1e-6*(1+want) {
					found = append(found, fmt.Sprintf("%s: SE %v, with the hidden departments as one %v", e.ID(), e.SE, want))
				}
				continue
			}
			if own != "" {
				c, ok := group(cell, own)
				if !ok {
					continue
				}
				cell = c
			}
			if want := y.clusteredSE(y.rows(cell), k.Dim, hides); math.Abs(want-e.SE) > 1e-6*(1+want) {
				found = append(found, fmt.Sprintf("%s: SE %v, with the hidden departments as one %v", e.ID(), e.SE, want))
			}
		}
	}
	return found, some
}

// sizeOf is n0 of an aggregation over some departments, by rows with half of the items; -1 where the aggregation leaves
// items out that the scores have.
func (y *spy) sizeOf(dim string, size map[[2]string]int, in func([2]string) bool) float64 {
	l := y.leaf[dim]
	for _, it := range y.sheet.Leaves[l].Items {
		if it.Ask != "all" {
			return -1
		}
	}
	n, squares, k := 0.0, 0.0, 0.0
	for d := range size {
		if !in(d) {
			continue
		}
		c := 0.0
		for _, r := range y.rows(estimate.Key{Case: d[0], Dept: d[1]}) {
			if !math.IsNaN(y.sheet.Scores[r][l]) {
				c++
			}
		}
		if c > 0 {
			n, squares, k = n+c, squares+c*c, k+1
		}
	}
	return (n - squares/n) / (k - 1)
}

// clusteredSE is the CR1 standard error of a leaf's mean with the hidden departments as one; of a group the shown one is
// taken for granted.
func (y *spy) clusteredSE(rows []int, dim string, hidden func([2]string) bool) float64 {
	score := func(r int) float64 { return y.value(r, dim) }
	sum, weight := 0.0, 0.0
	for _, r := range rows {
		if x := score(r); !math.IsNaN(x) {
			sum += y.sheet.Weight(r) * x
			weight += y.sheet.Weight(r)
		}
	}
	u := map[[2]string]float64{}
	for _, r := range rows {
		x := score(r)
		if math.IsNaN(x) || y.sheet.Weight(r) == 0 {
			continue
		}
		p := &y.study.Survey.Responses[r]
		d := [2]string{p.Case, p.Dept}
		if hidden(d) {
			d = [2]string{}
		}
		u[d] += y.sheet.Weight(r) * (x - sum/weight) / weight
	}
	squares, g := 0.0, float64(len(u))
	for _, x := range u {
		squares += x * x
	}
	return math.Sqrt(g / (g - 1) * squares)
}

// contrastSE is the CR1 standard error of a difference of two means, or of the mean difference of linked people (who stand
// where their first answer of the two has them), with the hidden departments as one.
func (y *spy) contrastSE(cell estimate.Key, dim string, linked bool, hidden func([2]string) bool) float64 {
	first, second, _ := y.levels(cell)
	u, n := map[[2]string]float64{}, 0.0
	add := func(r int, x float64) {
		p := &y.study.Survey.Responses[r]
		d := [2]string{p.Case, p.Dept}
		if hidden(d) {
			d = [2]string{}
		}
		u[d] += x
	}
	se := func(more float64) float64 {
		squares, g := 0.0, float64(len(u))
		for _, x := range u {
			squares += x * x
		}
		return math.Sqrt(g / (g - 1) * more * squares)
	}
	if linked {
		late, early := y.linked(cell, first, dim), y.linked(cell, second, dim)
		type pair struct {
			at int
			d  float64
		}
		var pairs []pair
		mean := 0.0
		for _, a := range late {
			for _, b := range early {
				if y.sheet.Person[a] == y.sheet.Person[b] {
					pairs = append(pairs, pair{min(a, b), y.value(a, dim) - y.value(b, dim)})
					mean += y.value(a, dim) - y.value(b, dim)
				}
			}
		}
		n = float64(len(pairs))
		for _, p := range pairs {
			add(p.at, (p.d-mean/n)/n)
		}
		return se(1)
	}
	for side, level := range []string{first, second} {
		at, _ := group(cell, level)
		sum, weight := 0.0, 0.0
		var rows []int
		for _, r := range y.rows(at) {
			if w, x := y.sheet.Weight(r), y.value(r, dim); !math.IsNaN(x) && w > 0 {
				rows = append(rows, r)
				sum += w * x
				weight += w
			}
		}
		for _, r := range rows {
			add(r, float64(1-2*side)*y.sheet.Weight(r)*(y.value(r, dim)-sum/weight)/weight)
			n++
		}
	}
	return se((n - 1) / (n - 2))
}

func (y *spy) value(r int, dim string) float64 {
	if l, ok := y.leaf[dim]; ok {
		return y.sheet.Scores[r][l]
	}
	f := y.score(r, dim, 0)
	if f == nil {
		return math.NaN()
	}
	d, sum, used := y.study.Framework.Dimension(dim), 0.0, 0
	for _, kid := range y.study.Framework.Children(dim) {
		if kid.Polarity == 0 || kid.Proposed {
			continue
		}
		if x := y.value(r, kid.ID); !math.IsNaN(x) {
			if kid.Polarity != d.Polarity {
				x = 100 - x
			}
			sum += x
			used++
		}
	}
	return sum / float64(used)
}

// attackSiblings looks for what the rest of a hidden comparison keeps.
func attackSiblings(released *ledger.Ledger) (found []string) {
	type comparison struct {
		hidden bool
		rows   []estimate.Estimate
	}
	all := map[string]*comparison{}
	linked := map[string]bool{}
	for _, e := range released.Estimates {
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil || e.Family != "compare" || own == "dept" || strings.HasPrefix(own, "dept=") {
			continue
		}
		c := all[k.String()]
		if c == nil {
			c = &comparison{}
			all[k.String()] = c
		}
		c.hidden = c.hidden || own != "" && hiddenRow(e)
		c.rows = append(c.rows, e)
		linked[k.String()] = linked[k.String()] || e.Measure == "paired_t"
	}
	for key, c := range all {
		for _, e := range c.rows {
			_, own, _ := estimate.ParseKey(e.Of)
			if c.hidden && (own == "" || linked[key]) && (!e.Empty() || e.N >= 0 || e.People >= 0 || len(e.Notes) != 1 || !hiddenRow(e)) {
				found = append(found, e.ID()+" beside a hidden group: n "+fmt.Sprint(e.N)+", "+estimate.JoinNotes(e.Notes))
			}
		}
	}
	return found
}
