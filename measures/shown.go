package measures

import (
	"context"
	"math"
	"sort"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/disclosure"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// reshow computes anew what was hidden for being computed over hidden departments.
type reshow struct {
	*scorer
	released []estimate.Estimate
	report   disclosure.Report
	at       map[string]int // row of an id
	hidden   map[standing]bool
	back     int // rows that are no longer hidden
}

// standing is a department (see cluster) in a dimension, and in a period or all of them.
type standing struct{ dim, period, cluster string }

// hides reports whether a department is hidden in a dimension, as a whole or in one of some periods.
func (r *reshow) hides(dim, cluster string, periods ...string) bool {
	if r.hidden[standing{dim, "", cluster}] {
		return true
	}
	for _, p := range periods {
		if p != "" && r.hidden[standing{dim, p, cluster}] {
			return true
		}
	}
	return false
}

// overShown replaces the released rows that the report names in OverHidden, and returns how many hidden ones are shown
// again. Where the records do not give them any more (the scores are of another study), the rows stay as they are.
func overShown(full *ledger.Ledger, study *coding.Study, released []estimate.Estimate, report disclosure.Report) (back int) {
	r := &reshow{scorer: newScorer(context.Background(), study, ScoreOptions{Seed: full.Provenance.Seed, Bootstrap: -1}),
		released: released, report: report, at: make(map[string]int, len(released)), hidden: map[standing]bool{}}
	for i := range released {
		id := released[i].ID()
		r.at[id] = i
		if report.Hidden[id] && !report.OverHidden[id] {
			r.hide(&released[i])
		}
	}
	if r.settle() != nil || r.scoreSurvey() != nil || r.responses == nil {
		return 0
	}
	r.means()
	if r.aggregations() != nil || r.compared() != nil || r.outcome() != nil {
		return r.back
	}
	return r.back
}

// hide notes the department that a hidden row is about.
func (r *reshow) hide(e *estimate.Estimate) {
	k, own, err := estimate.ParseKey(e.Of)
	if err != nil || k.Source == "interview" || k.Dim == "" {
		return
	}
	dept := k.Dept
	if level, ok := strings.CutPrefix(own, "dept="); ok {
		dept = level
	}
	if dept != "" {
		r.hidden[standing{k.Dim, k.Period, cluster(k.Case, dept)}] = true
	}
}

// put replaces a released row, if it is one of those that were hidden for the departments in it.
func (r *reshow) put(e estimate.Estimate) {
	id := e.ID()
	if !r.report.OverHidden[id] {
		return
	}
	if r.report.Hidden[id] {
		r.back++
	}
	r.released[r.at[id]] = e
}

// means gives the means of cases their intervals with the hidden departments as one cluster.
func (r *reshow) means() {
	for _, c := range r.responses.Cells {
		for l := range r.responses.Leaves {
			dim := r.responses.Leaves[l].Dim
			key := r.survey.key(c.Key, dim)
			id := estimate.ID("score", "survey_pomp", key.String())
			if !r.report.OverHidden[id] {
				continue
			}
			v, _ := r.responses.Together(c.Key, dim, func(caseID, dept string) bool { return r.hides(dim, cluster(caseID, dept), c.Key.Period) })
			if v.DF == 0 {
				continue
			}
			e := r.released[r.at[id]]
			e.Notes = e.Notes[:len(e.Notes)-1] // that it has none
			e.SE, e.Low, e.High, e.DF1 = v.SE, v.Mean-v.Half, v.Mean+v.Half, float64(v.DF)
			r.put(e.With(noteTogether.Says()))
		}
	}
}

// aggregations summarises the departments shown.
func (r *reshow) aggregations() error {
	for l := range r.responses.Leaves {
		dim := r.responses.Leaves[l].Dim
		for _, c := range r.responses.Cells {
			key := estimate.Key{Dim: dim, Case: c.Key.Case}
			if c.Key != (estimate.Key{Case: c.Key.Case}) || !r.report.OverHidden[estimate.ID("aggregate", "icc1", key.String())] {
				continue
			}
			var in, shown []int
			for _, row := range c.Responses {
				if p := &r.study.Survey.Responses[row]; p.Dept != "" {
					in = append(in, row)
					if !r.hides(dim, cluster(p.Case, p.Dept)) {
						shown = append(shown, row)
					}
				}
			}
			all, k := r.groups(in, l), r.groups(shown, l)
			es, err := r.aggregation(l, c.Key.Case, shown)
			if err != nil {
				return err
			}
			for _, e := range es {
				if k < 2 {
					id := e.ID()
					if i, ok := r.at[id]; ok && r.report.OverHidden[id] {
						e = estimate.New(e.Family, e.Measure, e.Of)
						e.Basis, e.Method = r.released[i].Basis, r.released[i].Method
						r.released[i] = e.With(noteShownFew.Says(k, all))
					}
					continue
				}
				r.put(e.With(noteShownOnly.Says(k, all)))
			}
		}
	}
	return nil
}

// compared repeats the comparisons with the hidden departments as one cluster, dimension by dimension those that are
// hidden in it. p is adjusted anew, over all the dimensions again.
func (r *reshow) compared() error {
	values := r.respondents()
	jobs := r.comparisonJobs()
	results := make([][]estimate.Estimate, len(jobs))
	err := each(r.ctx, len(jobs), func(i int) error {
		var err error
		if jobs[i].by != "dept" {
			results[i], err = r.comparedAgain(&jobs[i], values)
		}
		return err
	})
	for _, es := range results {
		for _, e := range es {
			id := e.ID()
			switch i, ok := r.at[id]; {
			case r.report.OverHidden[id]:
				r.put(e.With(noteTogether.Says()))
			case ok && !r.report.Hidden[id] && estimate.Has(e.P):
				r.released[i] = e // its p stands in one family with others
			}
		}
	}
	return err
}

func (r *reshow) comparedAgain(c *comparison, values [][]float64) ([]estimate.Estimate, error) {
	var periods []string
	if c.by == "period" {
		periods = []string{c.first, c.second}
	}
	sets := map[string][]int{} // dimensions by the departments hidden in them
	for d := range values {
		if values[d] != nil {
			set := r.hiddenAmong(c.clusters, r.survey.fw.Dimensions[d].ID, periods)
			sets[set] = append(sets[set], d)
		}
	}
	if _, all := sets[""]; all && len(sets) == 1 {
		return nil, nil
	}
	var out []estimate.Estimate
	names := make([]string, 0, len(sets))
	for set := range sets {
		names = append(names, set)
	}
	sort.Strings(names)
	for _, set := range names {
		some := make([][]float64, len(values))
		for _, d := range sets[set] {
			some[d] = values[d]
		}
		one := *c
		one.clusters = make([]string, len(c.clusters))
		dim := r.survey.fw.Dimensions[sets[set][0]].ID
		for i, name := range c.clusters {
			if one.clusters[i] = name; r.hides(dim, name, periods...) {
				one.clusters[i] = "hidden" // a department's name holds a stroke
			}
		}
		es, err := r.comparison(&one, some)
		if err != nil {
			return nil, err
		}
		out = append(out, es...)
	}
	adjustColumns(out)
	return out, nil
}

// hiddenAmong lists the clusters that are hidden in a dimension.
func (r *reshow) hiddenAmong(clusters []string, dim string, periods []string) string {
	found := map[string]bool{}
	for _, name := range clusters {
		if !found[name] && r.hides(dim, name, periods...) {
			found[name] = true
		}
	}
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	sort.Strings(names)
	return strings.Join(names, "\x00")
}

// outcome gives the intraclass correlation of the effect's composite over the departments shown: those that are hidden
// neither as a whole nor in a period, since people's latest answers are of several.
func (r *reshow) outcome() error {
	values := r.respondents()
	for d, column := range values {
		dim := r.study.Framework.Dimensions[d].ID
		if !r.report.OverHidden[estimate.ID("multilevel", "icc", estimate.Key{Dim: dim, Source: "survey"}.String())] {
			continue
		}
		people, _ := r.persons()
		var shown []int
		in, left := map[string]bool{}, map[string]bool{}
		for _, row := range people {
			p := &r.study.Survey.Responses[row]
			if p.Dept == "" || math.IsNaN(column[row]) {
				continue
			}
			name := cluster(p.Case, p.Dept)
			in[name] = true
			if !r.hides(dim, name, r.levels.periods...) {
				left[name] = true
				shown = append(shown, row)
			}
		}
		e, err := r.intraclass(shown, d, column)
		if err != nil {
			return err
		}
		r.put(e.With(noteShownOnly.Says(len(left), len(in))))
	}
	return nil
}
