package measures

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/agreement"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// AgreeOptions choose what of a study's coding is compared. The zero value takes every pass and every person.
type AgreeOptions struct {
	Pass      string   // this pass alone; empty: every pass
	Coders    []string // these coders alone; nil: all
	WithAI    bool     // coders that are programs count among the coders
	Strata    []string // beside the whole: case, role, period
	Overlap   float64  // least share of their union that two stretches of text have in common to be matched; 0: 0.5
	Bootstrap int      // replicates; 0: 1,000; negative: none
	Seed      uint64   // 0: the study's, else 1
	Conf      float64  // 0: 0.95
}

// Agree computes how far the coders of each pass agree, on what they gave before anything was settled, with interviews as
// clusters. Every estimate belongs to the family agreement; what it is of is a key, `|`, and the denominator with which it
// was computed:
//
//	units: A~B   units that both reviewed; reviewed without a code is a judgment, not reviewed is none. Where any of them
//	             marked freely, the distinct stretches of both in text that both reviewed ([pass.Table]): a stretch that
//	             one gave a code and the other has not with the same ends is a disagreement, and each estimate says how many
//	coded: A~B   of these, units that at least one coder gave any code
//	chars: A~B   characters of the texts that both reviewed, each a unit, with the marks of [pass.Layers.Spans]
//	spans: A~B   stretches marked in texts that both reviewed, matched one to one where they overlap enough
//
// and without the pair (`units:`) over all coders, for units, coded and chars those that two or more reviewed (a pair's
// freely marked stretches are its own, those of all coders those of any). The key
// holds the pass, the code in dim where it is about one, and layer=dimension or layer=group where codes are taken for
// the leaf or the group of the framework for which they stand.
//
//   - For each code: what [agreement.Compute] gives of the code's presence (0 or 1), whatever its ratings, without holsti:
//     prevalence, the share of the judgements (unit and coder) that gave it, has `units: 1`; K and R count the units that
//     were given the code, so that the K of all codes together is a mean of theirs.
//   - For all codes together: what [agreement.ComputeSets] gives of the sets of codes: alpha with MASI distance, the share
//     of exactly equal sets, 相互同意度 K and 信度 R.
//   - For spans: K and the share of matched stretches, for each code and for all, and R. As many stretches as can be are
//     matched.
//   - `direction: A~B`, `intensity: A~B` and of all coders `direction:`, `intensity:`: krippendorff_alpha of the ratings
//     of codes that both (or two coders or more) gave to a unit and rated, on the interval level for directions (a code
//     said to be absent has -1) and the ordinal one for intensities; of all codes together, and of each code with two such
//     units or more. None where nobody rated a code.
//   - The same within each stratum asked for (case=, role= or period= in the key). A text's characters have no period:
//     of a period there are units, coded and ratings alone.
//   - `units: A~consensus`: cohen_kappa and percent_agreement of each coder with the consensus of the pass's people, over
//     units with a ruling or three people or more: what two people without a ruling agree on is what each of them gave.
//     A program always has this row, named as it is, whether or not it counts among the coders, and over units with a
//     ruling or two people or more. Codes that the consensus leaves undecided are no judgement.
//   - `units: 1~2` with coder= and without pass=: a coder's agreement with themselves over the units that they coded in
//     two passes.
//   - confusion, of `A~B: c>d`: units to which A gave c and not d, and B gave d and not c; of `c>d` (c before d by
//     bytes): units where this happened either way between any two coders.
//
// Standard errors and limits come from a bootstrap of interviews; without one (Bootstrap negative) units and coded have
// those of linearisation, and chars and spans none. What cannot be estimated is an empty estimate with its reason. An
// error means that ctx was done, or that an option names what is not there. Rows in another order give the same result.
func Agree(ctx context.Context, study *coding.Study, o AgreeOptions) (estimate.Result, error) {
	a, err := newAgreer(ctx, study, o)
	if err != nil {
		return estimate.Result{}, err
	}
	for i := range a.tables {
		if err := a.pass(&a.tables[i]); err != nil {
			return estimate.Result{}, err
		}
	}
	if err := a.drift(); err != nil {
		return estimate.Result{}, err
	}
	return a.result, nil
}

// agreer carries a run from pass to pass.
type agreer struct {
	ctx     context.Context
	study   *coding.Study
	options AgreeOptions
	compute agreement.Options
	layers  *pass.Layers
	tables  []pass.Table // of the passes asked for, with programs
	views   []view
	strata  []stratum
	places  strataPlaces
	result  estimate.Result
	now     passWords // of the pass at hand
}

// passWords is what the methods of a pass's estimates add to the denominator.
type passWords struct {
	programs string         // the programs that count among the coders
	texts    string         // how the texts were read
	twins    *estimate.Note // of coders who mark freely: how many stretches have no twin; nil: nobody marks freely
	pairs    []*ballots     // of more than two coders of whom one marks freely: the units of each pair
}

// view is a level on which codes are looked at.
type view struct {
	layer string            // of the key; empty: the codes themselves
	of    map[string]string // what a code stands for; nil: itself
}

func newAgreer(ctx context.Context, study *coding.Study, o AgreeOptions) (*agreer, error) {
	if o.Seed == 0 {
		o.Seed = max(study.Options.Seed, 1)
	}
	switch {
	case o.Bootstrap == 0:
		o.Bootstrap = 1000
	case o.Bootstrap < 0:
		o.Bootstrap = 0
	}
	if o.Overlap == 0 {
		o.Overlap = 0.5
	}
	if !(o.Overlap > 0 && o.Overlap <= 1) {
		return nil, fmt.Errorf("agreement: the overlap must lie above 0 and not above 1")
	}
	a := &agreer{ctx: ctx, study: study, options: o, layers: pass.NewLayers(study)}
	a.compute = agreement.Options{Categories: []string{"0", "1"}, Presence: "1", Conf: o.Conf, Bootstrap: o.Bootstrap, BootstrapAll: true, Seed: o.Seed, Draws: &numeric.Draws{}}
	if o.Conf != 0 && !(o.Conf > 0 && o.Conf < 1) {
		return nil, fmt.Errorf("agreement: the confidence level must lie between 0 and 1")
	}
	for _, c := range o.Coders {
		if !slices.Contains(a.layers.Coders(), c) {
			return nil, fmt.Errorf("agreement: no coder is named %q", c)
		}
	}
	a.views = []view{{}}
	if study.Framework != nil {
		a.views = append(a.views, view{"dimension", pass.Leaves(study)}, view{"group", pass.Groups(study)})
	}
	for _, t := range a.layers.TablesWithAI() {
		if o.Pass == "" || t.Pass == o.Pass {
			a.tables = append(a.tables, t)
		}
	}
	if o.Pass != "" && len(a.tables) == 0 {
		return nil, fmt.Errorf("agreement: no pass is named %q", o.Pass)
	}
	var err error
	a.places = newStrataPlaces(study, a.layers)
	a.strata, err = a.places.strata(o.Strata)
	return a, err
}

// wanted reports whether a coder was asked for.
func (a *agreer) wanted(coder string) bool {
	return len(a.options.Coders) == 0 || slices.Contains(a.options.Coders, coder)
}

// columns are the coders of a table that are compared with each other, and the programs that are not.
func (a *agreer) columns(t *pass.Table) (compared, programs []int) {
	for c, name := range t.Coders {
		switch {
		case !a.wanted(name):
		case t.AI[c] && !a.options.WithAI:
			programs = append(programs, c)
		default:
			compared = append(compared, c)
		}
	}
	return compared, programs
}

// job computes some estimates.
type job func() ([]estimate.Estimate, error)

// run does jobs and keeps their estimates in their order.
func (a *agreer) run(jobs []job) error {
	results := make([][]estimate.Estimate, len(jobs))
	err := each(a.ctx, len(jobs), func(i int) error {
		var err error
		results[i], err = jobs[i]()
		return err
	})
	for _, r := range results {
		a.result.Add(r...)
	}
	return err
}

// pass adds everything about one pass.
func (a *agreer) pass(t *pass.Table) error {
	compared, programs := a.columns(t)
	for _, c := range programs {
		a.result.Warn(noteProgramOut.Says(t.Coders[c], t.Pass))
	}
	key := estimate.Key{Pass: t.Pass}
	units := newBallots(t, compared, a.places)
	a.now = passWords{programs: programsAmong(t, compared)}
	a.now.twins, a.now.pairs = a.freely(t, compared)
	defer func() { a.now = passWords{} }()
	if len(compared) < 2 {
		a.result.Add(nothing(key, "units", noteOneCoder.Says(len(compared))))
	} else {
		spans, rated := a.spans(t, compared), a.ratings(t, compared)
		a.warnOfPeriods(t.Pass, units)
		jobs := a.whole(key, t, units, spans, rated, func(ballotUnit) bool { return true })
		for _, s := range a.strata {
			k := s.key
			k.Pass = t.Pass
			part := units.only(func(unit ballotUnit) bool { return s.unit(unit) })
			var text *textMarks
			if s.key.Period == "" {
				text = spans.only(func(interview string) bool { return s.interview(interview) })
			}
			jobs = append(jobs, a.whole(k, t, part, text, rated.only(s.unit), s.unit)...)
		}
		if err := a.run(jobs); err != nil {
			return err
		}
	}
	if err := a.run(a.againstConsensus(t, compared, programs)); err != nil {
		return err
	}
	if len(compared) >= 2 {
		a.result.Add(confusions(t, compared, units)...)
	}
	return a.ctx.Err()
}

// programsAmong names the programs among some columns.
func programsAmong(t *pass.Table, columns []int) string {
	var names []string
	for _, c := range columns {
		if t.AI[c] {
			names = append(names, t.Coders[c])
		}
	}
	return strings.Join(names, ", ")
}

// nothing says why there is no agreement of a pass, or of a part of it, on a base.
func nothing(key estimate.Key, baseName string, why estimate.Note) estimate.Estimate {
	measure := "krippendorff_alpha_masi"
	if baseName == "spans" {
		measure = "composite_reliability_holsti"
	}
	e := estimate.New(agreement.Family, measure, key.Of(baseName+":")).Because(why)
	e.N = 0
	e.Basis = estimate.Basis{Source: "coding", Filter: key.String()}
	return e
}

// whole lists the jobs of a pass or of a stratum of it: all codes together, then each code, on every base and layer. A base
// of which there is nothing says so in one row.
func (a *agreer) whole(key estimate.Key, t *pass.Table, units *ballots, text *textMarks, rated *ratings, in func(ballotUnit) bool) []job {
	all := []base{{"units", units, a.now.pairsIn(in, false)}, {"coded", units.coded(), a.now.pairsIn(in, true)}}
	if text != nil {
		chars := text.ballots()
		all = append(all, base{"chars", chars, nil}, base{"spans", chars, nil}) // stretches are matched in text that two reviewed
	}
	var bases []base
	var empty []estimate.Estimate
	for _, b := range all {
		why, ok := b.missing(t, units)
		switch {
		case !ok:
			empty = append(empty, nothing(key, b.name, why))
		case b.name != "spans":
			bases = append(bases, b)
		}
		if b.name == "spans" && !ok {
			text = nil
		}
	}
	var jobs []job
	if empty != nil {
		jobs = append(jobs, func() ([]estimate.Estimate, error) { return empty, nil })
	}
	for _, v := range a.views {
		k := key
		k.Layer = v.layer
		codes := v.codes(t.Codes)
		if len(codes) == 0 {
			continue
		}
		for _, b := range bases {
			b = b.through(v.of)
			jobs = append(jobs, func() ([]estimate.Estimate, error) { return a.onSets(k, b) })
			for _, code := range codes {
				k := k
				k.Dim = code
				jobs = append(jobs, func() ([]estimate.Estimate, error) { return a.onCode(k, b) })
			}
		}
		if text != nil {
			jobs = append(jobs, a.onSpans(k, text.coders, text.matches(v, a.options.Overlap), codes)...)
		}
	}
	return append(jobs, a.onRatings(key, rated)...)
}

// codes are what the codes of a table stand for on the view's level, sorted by bytes.
func (v view) codes(all []string) []string {
	if v.of == nil {
		return all
	}
	var out []string
	for _, c := range all {
		if d := v.of[c]; d != "" {
			out = append(out, d)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
