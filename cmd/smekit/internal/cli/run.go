package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// defaultBootstrap is the number of replicates without the flag.
const defaultBootstrap = 1000

// runOptions are the settings that every scoring of a study has.
type runOptions struct {
	minN      int
	seed      uint64
	bootstrap int
	keepGoing bool
	out       string          // the file that is written, where there is one: never what the study is read from
	set       *cobra.Command  // whose flags say which of them were given
	given     map[string]bool // the flags given, where a recorded run is done again; set is nil then
}

// changed reports whether a flag was given.
func (o *runOptions) changed(flag string) bool {
	if o.set == nil {
		return o.given[flag]
	}
	return o.set.Flags().Changed(flag)
}

func (o *runOptions) flags(c *cobra.Command) {
	c.Flags().IntVar(&o.minN, "min-n", 0, "suppress groups of fewer people (default 5, or the study's)")
	c.Flags().Uint64Var(&o.seed, "seed", 1, "seed of all resampling")
	c.Flags().IntVar(&o.bootstrap, "bootstrap", defaultBootstrap, "replicates of the bootstrap; 0 for none")
	c.Flags().BoolVar(&o.keepGoing, "keep-going", false, "go on in spite of problems; every table then says what was left out")
	o.set = c
}

// apply puts given flags over the study's own options.
func (o *runOptions) apply(s *coding.Study) error {
	if o.bootstrap < 0 {
		return usagef("--bootstrap: expected 0 or more, got %d", o.bootstrap)
	}
	if o.changed("min-n") {
		if o.minN < 0 {
			return usagef("--min-n: expected 0 or more, got %d", o.minN)
		}
		s.Options.MinN = o.minN
	}
	if o.changed("seed") {
		if o.seed == 0 {
			return usagef("--seed: expected 1 or more, got 0")
		}
		s.Options.Seed = o.seed
	}
	return nil
}

// released is a study with its released ledger.
type released struct {
	study  *coding.Study
	ledger *ledger.Ledger
	full   *ledger.Ledger // before disclosure control; never shown
}

// score reads, checks, scores and releases a study; with team also the agreement of the coders by every denominator, and
// how new codes level off.
func (a *App) score(ctx context.Context, at place, o *runOptions, team bool, lang string, bar *progress) (*released, error) {
	s, err := at.open(ctx, bar)
	if err != nil {
		return nil, err
	}
	if err := o.apply(s); err != nil {
		return nil, err
	}
	if err := a.notRead(at, s, o.out); err != nil {
		return nil, err
	}
	if n := s.Blocking(); n > 0 {
		if o.set != nil || !o.keepGoing { // a run done again passes over what the first one told
			bar.close()
			for _, p := range s.Problems {
				if !p.Accepted {
					fmt.Fprintln(a.Stderr, locale.ProblemLine(lang, p))
				}
			}
		}
		if !o.keepGoing {
			return nil, &problemsError{locale.Text(lang, "cli.nothing_written", countProblems(lang, n))}
		}
	}
	bar.stage("scoring", 0)
	bootstrap := o.bootstrap
	if bootstrap == 0 {
		bootstrap = -1 // none: 0 would be the default
	}
	full, err := measures.Score(ctx, s, measures.ScoreOptions{MinN: max(1, s.Options.MinN), Bootstrap: bootstrap, Progress: func(_ string, done, total int) { bar.at(done, total) }})
	if err != nil {
		return nil, err
	}
	if team {
		if err := addTeam(ctx, full, s, bootstrap); err != nil {
			return nil, err
		}
	}
	full.Provenance.Tool, full.Provenance.Version = "smekit", Version
	if at.root == "." {
		if err := addPassInputs(full, at.dir); err != nil {
			return nil, err
		}
	}
	given := func(flag, key string) string {
		if o.changed(flag) {
			return "flag"
		}
		if _, ok := s.Options.Given[key]; ok {
			return "study"
		}
		return "default"
	}
	record(full,
		ledger.Option{Name: "bootstrap", Value: strconv.Itoa(o.bootstrap), From: given("bootstrap", "")},
		ledger.Option{Name: "keep_going", Value: strconv.FormatBool(o.keepGoing), From: given("keep-going", "")},
		ledger.Option{Name: "min_n", Value: strconv.Itoa(s.Options.MinN), From: given("min-n", "min_n")},
		ledger.Option{Name: "seed", Value: strconv.FormatUint(full.Provenance.Seed, 10), From: given("seed", "seed")},
	)
	return &released{s, measures.Release(full, s), full}, nil
}

// addTeam adds what the report of a coding pass says of the coders beside the scores.
func addTeam(ctx context.Context, full *ledger.Ledger, s *coding.Study, bootstrap int) error {
	agree, err := measures.Agree(ctx, s, measures.AgreeOptions{Bootstrap: bootstrap, Seed: s.Options.Seed})
	if err != nil {
		return err
	}
	level, err := measures.Saturation(ctx, s, measures.SaturationOptions{Seed: s.Options.Seed})
	if err != nil {
		return err
	}
	for _, r := range []estimate.Result{agree, level} {
		full.Estimates = append(full.Estimates, r.Estimates...)
		full.Warnings = append(full.Warnings, r.Warnings...)
	}
	return nil
}

// addPassInputs lists what the coding passes of a study keep of themselves among the inputs of a run: what was dealt and
// collected.
func addPassInputs(full *ledger.Ledger, dir string) error {
	for _, name := range []string{dealName, collectedName} {
		files, err := filepath.Glob(filepath.Join(dir, passesName, "*", name))
		if err != nil {
			return err
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			full.Provenance.Inputs = append(full.Provenance.Inputs,
				ledger.File{Path: inPass(filepath.Base(filepath.Dir(file)), name), SHA256: hashOf(b), Size: int64(len(b))})
		}
	}
	slices.SortStableFunc(full.Provenance.Inputs, func(x, y ledger.File) int { return strings.Compare(x.Path, y.Path) })
	return nil
}

// record puts options into the provenance of a run, in the place of those of the same name, and keeps them sorted.
func record(l *ledger.Ledger, options ...ledger.Option) {
	all := slices.DeleteFunc(slices.Clone(l.Provenance.Options), func(old ledger.Option) bool {
		return slices.ContainsFunc(options, func(o ledger.Option) bool { return o.Name == old.Name })
	})
	all = append(all, options...)
	slices.SortFunc(all, func(x, y ledger.Option) int { return strings.Compare(x.Name, y.Name) })
	l.Provenance.Options = all
}
