package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/ledger"
)

// runOptions are the settings that every scoring of a study has.
type runOptions struct {
	minN      int
	seed      uint64
	bootstrap int
	keepGoing bool
	set       *cobra.Command // whose flags say which of them were given
}

func (o *runOptions) flags(c *cobra.Command) {
	c.Flags().IntVar(&o.minN, "min-n", 0, "suppress groups of fewer people (default 5, or the study's)")
	c.Flags().Uint64Var(&o.seed, "seed", 1, "seed of all resampling")
	c.Flags().IntVar(&o.bootstrap, "bootstrap", 1000, "replicates of the bootstrap")
	c.Flags().BoolVar(&o.keepGoing, "keep-going", false, "go on in spite of problems; every table then says what was left out")
	o.set = c
}

// apply puts given flags over the study's own options.
func (o *runOptions) apply(s *coding.Study) error {
	if o.set.Flags().Changed("min-n") {
		if o.minN < 0 {
			return usagef("--min-n: expected 0 or more, got %d", o.minN)
		}
		s.Options.MinN = o.minN
	}
	if o.set.Flags().Changed("seed") {
		s.Options.Seed = o.seed
	}
	return nil
}

// released is a study with its released ledger.
type released struct {
	study  *coding.Study
	ledger *ledger.Ledger
}

// score reads, checks, scores and releases a study.
func (a *App) score(ctx context.Context, at place, o *runOptions, lang string, bar *progress) (*released, error) {
	s, err := at.open(ctx, bar)
	if err != nil {
		return nil, err
	}
	if err := o.apply(s); err != nil {
		return nil, err
	}
	if n := s.Blocking(); n > 0 {
		bar.close()
		for _, p := range s.Problems {
			if !p.Accepted {
				fmt.Fprintln(a.Stderr, locale.ProblemLine(lang, p))
			}
		}
		if !o.keepGoing {
			return nil, &problemsError{locale.Text(lang, "cli.nothing_written", countProblems(lang, n))}
		}
	}
	bar.stage("scoring", 0)
	full, err := measures.Score(ctx, s, measures.ScoreOptions{Bootstrap: o.bootstrap, Progress: func(_ string, done, total int) { bar.at(done, total) }})
	if err != nil {
		return nil, err
	}
	full.Provenance.Tool, full.Provenance.Version = "smekit", Version
	from := func(flag, key string) string {
		if o.set.Flags().Changed(flag) {
			return "flag"
		}
		if _, ok := s.Options.Given[key]; ok {
			return "study"
		}
		return "default"
	}
	full.Provenance.Options = append(full.Provenance.Options,
		ledger.Option{Name: "bootstrap", Value: strconv.Itoa(o.bootstrap), From: from("bootstrap", "bootstrap")},
		ledger.Option{Name: "keep_going", Value: strconv.FormatBool(o.keepGoing), From: from("keep-going", "")},
		ledger.Option{Name: "min_n", Value: strconv.Itoa(s.Options.MinN), From: from("min-n", "min_n")},
		ledger.Option{Name: "seed", Value: strconv.FormatUint(s.Options.Seed, 10), From: from("seed", "seed")},
	)
	return &released{s, measures.Release(full, s)}, nil
}
