package cli

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// resultFlags are those of commands that answer with estimates of a study's coding.
type resultFlags struct {
	pass, format, out, lang string
	seed                    uint64
	force, keepGoing        bool
	set                     *cobra.Command
}

func (a *App) resultFlags(c *cobra.Command, o *resultFlags) {
	f := c.Flags()
	f.StringVar(&o.format, "format", "", "table, csv or json (default: table on a terminal, else csv)")
	f.StringVarP(&o.out, "output", "o", "", "write to `FILE` (.csv, .json, .xlsx); - is standard output")
	f.Uint64Var(&o.seed, "seed", 1, "seed of all resampling")
	f.BoolVar(&o.force, "force", false, "replace FILE")
	f.BoolVar(&o.keepGoing, "keep-going", false, "go on in spite of problems of the study")
	a.langFlag(c, &o.lang)
	o.set = c
}

// seedOf is the seed of the flag, else of the study.
func (o *resultFlags) seedOf(s *coding.Study) (uint64, error) {
	if !o.set.Flags().Changed("seed") {
		return s.Options.Seed, nil
	}
	if o.seed == 0 {
		return 0, usagef("--seed: expected 1 or more, got 0")
	}
	return o.seed, nil
}

// answer opens the study, computes and writes the estimates.
func (a *App) answer(ctx context.Context, args []string, o *resultFlags, options []ledger.Option, compute func(t *team, seed uint64) (estimate.Result, error)) error {
	at, err := a.locate(args)
	if err != nil {
		return err
	}
	write, err := a.estimateWriter(o.out, o.format)
	if err != nil {
		return err
	}
	bar := a.newProgress(a.messageLang())
	defer bar.close()
	t, err := a.openTeam(ctx, at, o.keepGoing, bar)
	if err != nil {
		return err
	}
	if err := a.notRead(at, t.study, o.out); err != nil {
		return err
	}
	seed, err := o.seedOf(t.study)
	if err != nil {
		return err
	}
	bar.stage("scoring", 0)
	r, err := compute(t, seed)
	if err != nil {
		return err
	}
	bar.close()
	l := &ledger.Ledger{Estimates: r.Estimates, Warnings: r.Warnings, Released: true}
	l.Provenance = ledger.Provenance{Tool: "smekit", Version: Version, Seed: seed}
	record(l, options...)
	a.warnings(r.Warnings)
	return a.output(o.out, o.force, func(w io.Writer) error { return write(w, l) })
}

type agreeOptions struct {
	resultFlags
	coders, strata, bases, levels, only []string
	overlap, conf                       float64
	bootstrap                           int
	withAI                              bool
}

func (a *App) agreeCommand() *cobra.Command {
	var o agreeOptions
	c := &cobra.Command{
		Use:   "agree [STUDY]",
		Short: "Agreement between the coders, by code, dimension, pair and stratum, with declared denominators",
		Long: `Agreement between the coders, before anything was settled. Three denominators stand side by side, named in the column ` + "`of`" + `:

  units:   all units that both reviewed; reviewed without a code counts, not reviewed does not
  coded:   of these, the units to which somebody gave a code
  chars:   the characters of the texts that both reviewed
  spans:   freely marked stretches, matched where they overlap by the stated share

Where coders mark stretches freely, with no units cut before, units: are the distinct stretches of all, and a stretch
that one of them gave a code and another, who read that text, has not with the same ends is a disagreement. Overlapping
stretches with other ends are different units, and no unit is left empty by all: κ and α come out low there. Read chars:
and spans: instead (--base chars,spans; --overlap says from which overlap on stretches match).

And beside them, of codes that both gave to a unit and rated, agreement on the rating (direction:, intensity:).

Intervals come from a bootstrap of whole interviews. Programs among the coders (study.yaml, coders: ai:) are left out
unless --with-ai asks for them.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			keep, err := o.filter()
			if err != nil {
				return err
			}
			boot := o.bootstrap
			if boot == 0 {
				boot = -1
			}
			options := []ledger.Option{{Name: "bootstrap", Value: strconv.Itoa(o.bootstrap), From: "flag"}, {Name: "overlap", Value: strconv.FormatFloat(o.overlap, 'g', -1, 64), From: "flag"}}
			return a.answer(c.Context(), args, &o.resultFlags, options, func(t *team, seed uint64) (estimate.Result, error) {
				if _, err := a.coded(t, o.pass); err != nil {
					return estimate.Result{}, err
				}
				for _, name := range o.coders {
					if err := a.knownCoder(t, name); err != nil {
						return estimate.Result{}, err
					}
				}
				r, err := measures.Agree(c.Context(), t.study, measures.AgreeOptions{Pass: o.pass, Coders: o.coders, WithAI: o.withAI, Strata: o.strata,
					Overlap: o.overlap, Bootstrap: boot, Seed: seed, Conf: o.conf})
				if err != nil {
					return r, err
				}
				if err := o.knownMeasures(r.Estimates); err != nil {
					return r, err
				}
				r.Estimates = slices.DeleteFunc(r.Estimates, func(e estimate.Estimate) bool { return !keep(e) })
				return r, nil
			})
		},
	}
	f := c.Flags()
	f.StringVar(&o.pass, "pass", "", "this pass alone (default every pass)")
	f.StringSliceVar(&o.coders, "coders", nil, "these coders alone")
	f.StringSliceVar(&o.strata, "strata", nil, "also by case, role or period")
	f.StringSliceVar(&o.bases, "base", nil, "show these denominators alone: units, coded, chars, spans; or ratings: direction, intensity")
	f.StringSliceVar(&o.levels, "level", nil, "show these levels alone: code, dimension, group, pass")
	f.StringSliceVar(&o.only, "measure", nil, "show these measures alone: krippendorff_alpha, cohen_kappa, …")
	f.Float64Var(&o.overlap, "overlap", 0.5, "spans match where the part they share is at least this part of what they cover together")
	f.Float64Var(&o.conf, "conf", 0.95, "confidence level")
	f.IntVar(&o.bootstrap, "bootstrap", 1000, "replicates of the bootstrap; 0 for none")
	f.BoolVar(&o.withAI, "with-ai", false, "programs take part in the agreement between coders")
	a.resultFlags(c, &o.resultFlags)
	return c
}

// filter says which estimates are shown.
func (o *agreeOptions) filter() (func(estimate.Estimate) bool, error) {
	for _, b := range o.bases {
		if known := []string{"units", "coded", "chars", "spans", "direction", "intensity"}; !slices.Contains(known, b) {
			return nil, usagef("--base: expected some of %s, got %q", strings.Join(known, ", "), b)
		}
	}
	for _, l := range o.levels {
		if !slices.Contains([]string{"code", "dimension", "group", "pass"}, l) {
			return nil, usagef("--level: expected some of code, dimension, group, pass, got %q", l)
		}
	}
	for _, s := range o.strata {
		if !slices.Contains([]string{"case", "role", "period"}, s) {
			return nil, usagef("--strata: expected some of case, role, period, got %q", s)
		}
	}
	if o.bootstrap < 0 {
		return nil, usagef("--bootstrap: expected 0 or more, got %d", o.bootstrap)
	}
	if !(o.overlap > 0 && o.overlap <= 1) {
		return nil, usagef("--overlap: expected a share above 0, up to 1, got %v", o.overlap)
	}
	if !(o.conf > 0 && o.conf < 1) {
		return nil, usagef("--conf: expected a number between 0 and 1, got %v", o.conf)
	}
	return func(e estimate.Estimate) bool {
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil {
			return true
		}
		base, _, _ := strings.Cut(own, ":")
		level := k.Layer
		switch {
		case k.Dim == "":
			level = "pass"
		case level == "":
			level = "code"
		}
		return among(o.bases, base) && among(o.levels, level) && among(o.only, e.Measure)
	}, nil
}

// knownMeasures checks that what is asked for alone is among what was computed.
func (o *agreeOptions) knownMeasures(es []estimate.Estimate) error {
	var known []string
	for _, e := range es {
		if !slices.Contains(known, e.Measure) {
			known = append(known, e.Measure)
		}
	}
	for _, m := range o.only {
		if !slices.Contains(known, m) {
			return usagef("--measure: expected some of %s, got %q", strings.Join(known, ", "), m)
		}
	}
	return nil
}

// among reports whether a list holds a word; an empty list holds all.
func among(list []string, word string) bool { return len(list) == 0 || slices.Contains(list, word) }
