package cli

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports"
)

type diffOptions struct {
	from, to, old, new, format, out, lang string
	force, keepGoing                      bool
}

func (a *App) diffCommand() *cobra.Command {
	var o diffOptions
	c := &cobra.Command{
		Use:   "diff [STUDY]",
		Short: "What changed between two passes or two codebook versions: codes, stale codings, each coder's drift",
		Long: `What changed between two passes or two versions of the codebook: codes added, removed, merged, split, renamed, redefined;
the codings that this makes stale; and how each coder moved on units coded in both passes. The codebook of a pass is the
one it was dealt with; --codebook and --with compare two files instead (--with defaults to the study's own codebook).`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			at, err := a.locate(args)
			if err != nil {
				return err
			}
			if o.new != "" && o.old == "" {
				return usagef("--with: expected --codebook beside it")
			}
			return a.diff(c.Context(), at, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.from, "from", "", "the earlier pass (default the one before --to)")
	f.StringVar(&o.to, "to", "", "the later pass (default the last)")
	f.StringVar(&o.old, "codebook", "", "`FILE` with an earlier codebook")
	f.StringVar(&o.new, "with", "", "`FILE` with a later codebook")
	f.StringVar(&o.format, "format", "", "md or csv (default: md on a terminal, else csv)")
	f.StringVarP(&o.out, "output", "o", "", "write to `FILE` (.xlsx, .md, .html, .csv); - is standard output")
	f.BoolVar(&o.force, "force", false, "replace FILE")
	f.BoolVar(&o.keepGoing, "keep-going", false, "go on in spite of problems of the study")
	a.langFlag(c, &o.lang)
	return c
}

func (a *App) diff(ctx context.Context, at place, o diffOptions) error {
	kind, err := a.documentKind(o.out, o.format)
	if err != nil {
		return err
	}
	bar := a.newProgress(a.messageLang())
	defer bar.close()
	t, err := a.openTeamWith(ctx, at, study.Options{EarlierCodes: true}, o.keepGoing, bar)
	if err != nil {
		return err
	}
	if err := a.notRead(at, t.study, o.out); err != nil {
		return err
	}
	if err := a.notOver(o.out, o.old, o.new); err != nil {
		return err
	}
	d, err := a.compared(ctx, t, o)
	if err != nil {
		return err
	}
	bar.close()
	if kind == "csv" {
		return a.output(o.out, o.force, func(w io.Writer) error { return writeDiffCSV(w, t, d) })
	}
	bar.stage("scoring", 0)
	l := &ledger.Ledger{Released: true, Provenance: ledger.Provenance{Tool: "smekit", Version: Version, Seed: t.study.Options.Seed}}
	if d.From != "" && d.To != "" {
		r, err := measures.Agree(ctx, t.study, measures.AgreeOptions{Pass: d.To, Bootstrap: -1, WithAI: true})
		if err != nil {
			return err
		}
		l.Estimates, l.Warnings = r.Estimates, r.Warnings
	}
	doc := reports.Diff(t.study, l, d)
	doc.Ledger = &ledger.Ledger{Released: true, Provenance: l.Provenance}
	return a.output(o.out, o.force, func(w io.Writer) error { return a.writeDocument(w, kind, doc) })
}

// compared settles which passes and codebooks are compared.
func (a *App) compared(ctx context.Context, t *team, o diffOptions) (reports.DiffOptions, error) {
	d := reports.DiffOptions{Deals: t.deals}
	passes := t.passes()
	for _, p := range []string{o.from, o.to} {
		if p != "" && !slices.Contains(passes, p) {
			return d, usagef("%s", a.say("cli.pass.not_coded", p, joined(passes)))
		}
	}
	if d.To = o.to; d.To == "" && len(passes) > 0 {
		d.To = passes[len(passes)-1]
	}
	if d.From = o.from; d.From == "" {
		if i := slices.Index(passes, d.To); i > 0 {
			d.From = passes[i-1]
		}
	}
	if o.old == "" {
		if d.From == "" {
			return d, errors.New(a.say("cli.diff.one_pass"))
		}
		return d, nil
	}
	var err error
	if d.Old, err = a.codebook(ctx, o.old); err != nil {
		return d, err
	}
	if o.new != "" {
		d.New, err = a.codebook(ctx, o.new)
		return d, err
	}
	d.New = &reports.BookVersion{Name: t.name(), Book: pass.BookOf(t.study)}
	return d, nil
}

// codebook reads a codebook from a workbook of its own.
func (a *App) codebook(ctx context.Context, file string) (*reports.BookVersion, error) {
	s, err := place{filepath.Dir(file), filepath.Base(file)}.open(ctx, nil)
	if err != nil {
		return nil, err
	}
	if s.Codebook == nil {
		return nil, errors.New(a.say("cli.diff.no_codebook", file))
	}
	return &reports.BookVersion{Name: filepath.Base(file), Book: pass.BookOf(s)}, nil
}
