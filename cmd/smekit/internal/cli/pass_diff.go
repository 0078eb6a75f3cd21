package cli

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/html"
	"github.com/smekit/smekit/reports/markdown"
	"github.com/smekit/smekit/reports/xlsx"
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

// documentKind is the form of a document of tables: by the file's extension, else as asked, else by where it goes.
func (a *App) documentKind(out, format string) (string, error) {
	if out != "" && out != "-" {
		switch ext := strings.ToLower(filepath.Ext(out)); ext {
		case ".xlsx", ".md", ".html", ".csv":
			return ext[1:], nil
		}
		return "", usagef("-o %s: expected a name ending in .xlsx, .md, .html or .csv", out)
	}
	switch format {
	case "md", "csv":
		return format, nil
	case "":
		if a.OutTerminal {
			return "md", nil
		}
		return "csv", nil
	}
	return "", usagef("--format: expected md or csv, got %q", format)
}

// writeDocument writes a document of tables for people, in the language of messages; html has both.
func (a *App) writeDocument(w io.Writer, kind string, d *document.Document) error {
	switch kind {
	case "xlsx":
		return xlsx.Write(w, d, a.messageLang())
	case "html":
		return html.Write(w, d, languages("both"))
	}
	return markdown.Write(w, d, a.messageLang())
}

// writeDiffCSV writes every change, stale coding and drift of a code as a row of its own.
func writeDiffCSV(w io.Writer, t *team, d reports.DiffOptions) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"what", "code", "to", "field", "before", "after", "pass", "coder", "interview_id", "segment_id", "units"}}
	var changes pass.BookChanges
	var stale []pass.StaleUnit
	var guessed []pass.InferredMerge
	layers := pass.NewLayers(t.study)
	if d.Old != nil && d.New != nil {
		changes = pass.CompareBooks(d.Old.Book, d.New.Book)
		stale = pass.Stale(t.study, changes, d.To)
	} else if old, ok := pass.BookOfPass(d.Deals, d.From); ok {
		now, ok := pass.BookOfPass(d.Deals, d.To)
		if !ok {
			now = pass.BookOf(t.study)
		}
		changes = pass.CompareBooks(old, now)
		stale = pass.Stale(t.study, changes, d.From)
		guessed = pass.InferMerges(layers, d.From, d.To, old, now)
	}
	add := func(what, code, to string) {
		rows = append(rows, []string{what, code, to, "", "", "", "", "", "", "", ""})
	}
	for _, c := range changes.Added {
		add("added", c, "")
	}
	for _, r := range changes.Removed {
		if r.Retired {
			add("retired", r.Code, "")
		} else {
			add("removed", r.Code, "")
		}
	}
	for _, m := range changes.Merged {
		for _, from := range m.From {
			add("merged", from, m.Into)
		}
	}
	for _, s := range changes.Split {
		for _, into := range s.Into {
			add("split", s.From, into)
		}
	}
	for _, r := range changes.Renamed {
		add("renamed", r.From, r.To)
	}
	for _, list := range []struct {
		what  string
		edits []pass.CodeEdits
	}{{"redefined", changes.Redefined}, {"relabelled", changes.Relabelled}, {"moved", changes.Moved}} {
		for _, e := range list.edits {
			for _, f := range e.Edits {
				rows = append(rows, []string{list.what, e.Code, "", f.Field, f.Old, f.New, "", "", "", "", ""})
			}
		}
	}
	for _, g := range guessed {
		rows = append(rows, []string{"merged_guess", g.From, g.Into, "", "", "", "", "", "", "", strconv.Itoa(g.Carried) + "/" + strconv.Itoa(g.Units)})
	}
	for _, s := range stale {
		rows = append(rows, []string{"stale_" + s.Reason, s.Code, strings.Join(s.To, ";"), strings.Join(s.Fields, ";"), "", "", s.Pass, s.Coder, s.Interview, s.Segment, ""})
	}
	if d.From != "" && d.From != d.To {
		for _, x := range layers.Drift(d.From, d.To) {
			for _, c := range x.Codes {
				for _, n := range []struct {
					what  string
					count int
				}{{"kept", c.Kept}, {"gained", c.Gained}, {"lost", c.Lost}} {
					rows = append(rows, []string{"drift_" + n.what, c.Code, "", "", x.From, x.To, "", x.Coder, "", "", strconv.Itoa(n.count)})
				}
			}
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return out.Error()
}
