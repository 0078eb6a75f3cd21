package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/measures/ledger"
)

// verifyOptions are the flags of verify.
type verifyOptions struct {
	study, against, since, template, format, lang string
	all                                           bool
}

func (a *App) verifyCommand() *cobra.Command {
	var o verifyOptions
	c := &cobra.Command{
		Use:   "verify [DIR]",
		Short: "Recompute a written report from its recorded inputs and options, and say what differs and why",
		Long: `Recompute a written report from its recorded inputs and options, and say which estimates, tables and files
differ, and why. DIR is the folder of a report, or a results.json.

With --against the results in DIR, or without DIR a new run of STUDY with the options recorded there, are compared with
those of another results.json, such as a published one.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if o.format != "text" && o.format != "json" {
				return usagef("--format: expected text or json, got %q", o.format)
			}
			switch {
			case o.against != "" && len(args) == 0 && o.study == "":
				return usagef("--against: name the folder of a report, or a study with --study")
			case o.against != "" && len(args) > 0 && o.study != "":
				return usagef("--against: name the folder of a report or a study with --study, not both")
			}
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			v, err := a.verify(c.Context(), dir, o)
			if err != nil {
				return err
			}
			if err := a.writeVerification(v, o); err != nil {
				return err
			}
			if !v.Same {
				return errors.New(a.say("cli.verify.failed", v.Report))
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&o.study, "study", "", "the study reported on (default the folder that DIR lies in, or for NAME-report the workbook NAME beside it)")
	f.StringVar(&o.against, "against", "", "compare with the results.json `FILE`, recomputing nothing of DIR")
	f.StringVar(&o.since, "since", "", "the earlier results.json that the report was made with, where it is not where it was")
	f.StringVar(&o.template, "template", "", "the Word template that the report was made with, where it is not where it was")
	f.StringVar(&o.format, "format", "text", "text or json")
	f.BoolVar(&o.all, "all", false, fmt.Sprintf("show lists in full, not %d lines of each", shownLines))
	a.langFlag(c, &o.lang)
	return c
}

// verify does what the flags ask for.
func (a *App) verify(ctx context.Context, dir string, o verifyOptions) (*verification, error) {
	if o.against == "" {
		rec, err := a.readRecord(dir)
		if err != nil {
			return nil, err
		}
		at, err := a.studyOf(rec, o.study)
		if err != nil {
			return nil, err
		}
		return a.replay(ctx, rec, at, o)
	}
	published, err := a.readRecord(o.against)
	if err != nil {
		return nil, err
	}
	if o.study == "" {
		rec, err := a.readRecord(dir)
		if err != nil {
			return nil, err
		}
		return compareResults(published, rec.file, rec.ledger), nil
	}
	at, err := a.locate([]string{o.study})
	if err != nil {
		return nil, err
	}
	return a.rerun(ctx, published, at, o)
}

// recordedRun is a results.json as it stands on disk.
type recordedRun struct {
	folder string // that its files lie in
	file   string
	raw    []byte
	ledger *ledger.Ledger
}

// readRecord reads the results.json of a folder, or a file of that kind under any name.
func (a *App) readRecord(path string) (*recordedRun, error) {
	r := &recordedRun{folder: filepath.Dir(path), file: path}
	st, err := os.Stat(path)
	if err == nil && st.IsDir() {
		r.folder, r.file = path, filepath.Join(path, resultsName)
	}
	if r.raw, err = os.ReadFile(r.file); errors.Is(err, os.ErrNotExist) {
		return nil, errors.New(a.say("cli.verify.no_results", path, resultsName))
	} else if err != nil {
		return nil, err
	}
	if r.ledger, err = ledger.Decode(bytes.NewReader(r.raw)); err != nil {
		return nil, fmt.Errorf("%s: %w", r.file, err)
	}
	return r, nil
}

// studyOf finds the study that a report was made of: the one named, else what lies where reports of a study go by default.
func (a *App) studyOf(r *recordedRun, named string) (place, error) {
	if named != "" {
		return a.locate([]string{named})
	}
	full, err := filepath.Abs(r.folder)
	if err != nil {
		return place{}, err
	}
	parent := filepath.Join(r.folder, "..")
	book, isBook := strings.CutSuffix(filepath.Base(full), "-report")
	inputs := r.ledger.Provenance.Inputs
	for _, in := range inputs {
		if isBook && strings.TrimSuffix(in.Path, filepath.Ext(in.Path)) == book && exists(filepath.Join(parent, in.Path)) {
			return place{parent, in.Path}, nil
		}
	}
	for _, dir := range []string{parent, r.folder} {
		for _, in := range inputs {
			if exists(filepath.Join(dir, filepath.FromSlash(in.Path))) {
				return place{dir, "."}, nil
			}
		}
	}
	return place{}, errors.New(a.say("cli.verify.no_study", r.file, parent))
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
