package measures

import (
	"slices"
	"strconv"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/agreement"
	"github.com/smekit/smekit/measures/estimate"
)

// ratings are what the coders compared said of codes that two of them or more gave to the same unit.
type ratings struct {
	coders []string
	any    bool // somebody rated a code in the pass
	rows   []ratedRow
}

type ratedRow struct {
	unit                 ballotUnit
	code                 string
	direction, intensity []int8
}

// scale is a rating: its base, its level of measurement and its values.
type scale struct {
	base, level string
	values      []string
	of          func(*ratedRow) []int8
}

var scales = []scale{
	{"direction", "interval", []string{"-1", "0", "1"}, func(r *ratedRow) []int8 { return r.direction }},
	{"intensity", "ordinal", []string{"1", "2", "3"}, func(r *ratedRow) []int8 { return r.intensity }},
}

// ratings takes the ratings of the columns compared.
func (a *agreer) ratings(t *pass.Table, columns []int) *ratings {
	all, list := a.layers.Ratings(t.Pass)
	out := &ratings{rows: make([]ratedRow, 0, len(list))}
	at := make([]int, len(columns))
	for k, c := range columns {
		out.coders = append(out.coders, t.Coders[c])
		at[k] = slices.Index(all, t.Coders[c])
	}
	flat := make([]int8, 0, 2*len(columns)*len(list))
	rated := func(x int8) bool { return x != pass.NotRated }
	for i := range list {
		x := &list[i]
		from := len(flat)
		for _, values := range [][]int8{x.Direction, x.Intensity} {
			for _, k := range at {
				flat = append(flat, values[k])
			}
		}
		here := flat[from:len(flat):len(flat)]
		if !slices.ContainsFunc(here, rated) {
			continue
		}
		out.any = true
		out.rows = append(out.rows, ratedRow{ballotUnit{x.Interview, a.places.period(x.Interview, x.Segment)}, x.Code, here[:len(at):len(at)], here[len(at):]})
	}
	return out
}

// only keeps some of the units.
func (r *ratings) only(keep func(ballotUnit) bool) *ratings {
	out := &ratings{coders: r.coders, any: r.any}
	for _, x := range r.rows {
		if keep(x.unit) {
			out.rows = append(out.rows, x)
		}
	}
	return out
}

// onRatings lists the jobs of the ratings: of all codes together, then of each code with enough of them.
func (a *agreer) onRatings(key estimate.Key, r *ratings) []job {
	if !r.any {
		return nil
	}
	byCode := map[string][]*ratedRow{}
	var codes []string
	all := make([]*ratedRow, len(r.rows))
	for i := range r.rows {
		x := &r.rows[i]
		all[i] = x
		if byCode[x.code] == nil {
			codes = append(codes, x.code)
		}
		byCode[x.code] = append(byCode[x.code], x)
	}
	slices.Sort(codes)
	var jobs []job
	for _, s := range scales {
		jobs = append(jobs, func() ([]estimate.Estimate, error) { return a.alphas(key, r.coders, s, all) })
		for _, code := range codes {
			k := key
			k.Dim = code
			jobs = append(jobs, func() ([]estimate.Estimate, error) { return a.alphas(k, r.coders, s, byCode[code]) })
		}
	}
	return jobs
}

// alphas computes agreement on one rating; of one code, what fewer than two units say is left out.
func (a *agreer) alphas(key estimate.Key, coders []string, s scale, rows []*ratedRow) ([]estimate.Estimate, error) {
	t := agreement.Table{Coders: coders}
	o := a.compute
	o.Presence, o.Categories, o.Level = "", s.values, s.level
	o.Clusters = []string{}
	text := func(x int8) string {
		if x == pass.NotRated {
			return ""
		}
		return strconv.Itoa(int(x))
	}
	at := map[string]int{}
	var state []byte
	interview := ""
	for _, x := range rows {
		if x.unit.interview != interview { // rows are sorted by interview
			interview = x.unit.interview
			clear(at)
		}
		state = state[:0]
		rated := 0
		for _, v := range s.of(x) {
			if state = append(state, byte(v)); v != pass.NotRated {
				rated++
			}
		}
		if rated < 2 {
			continue
		}
		i, ok := at[string(state)]
		if !ok {
			i = len(t.Codes)
			at[string(state)] = i
			cells := make([]string, len(coders))
			for c, v := range s.of(x) {
				cells[c] = text(v)
			}
			t.Codes, t.Counts, o.Clusters = append(t.Codes, cells), append(t.Counts, 0), append(o.Clusters, interview)
		}
		t.Counts[i]++
	}
	if len(t.Codes) == 0 {
		if key.Dim != "" {
			return nil, nil
		}
		e := estimate.New(agreement.Family, "krippendorff_alpha", "").Because(noteNotRated.Says())
		e.N = 0
		return a.named(key, s.base, []estimate.Estimate{e}), nil
	}
	r, err := agreement.ComputeAlpha(a.ctx, t, o)
	if err != nil {
		return nil, err
	}
	if key.Dim != "" {
		r.Estimates = slices.DeleteFunc(r.Estimates, func(e estimate.Estimate) bool { return e.N < 2 })
	}
	return a.named(key, s.base, r.Estimates), nil
}
