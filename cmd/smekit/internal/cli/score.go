package cli

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/data"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
	"github.com/smekit/smekit/reports/xlsx"
)

func (a *App) scoreCommand() *cobra.Command {
	var (
		run             runOptions
		out, kind, lang string
		force           bool
	)
	c := &cobra.Command{
		Use:   "score [STUDY]",
		Short: "Compute everything and write the released estimates alone",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			at, err := a.locate(args)
			if err != nil {
				return err
			}
			write, err := a.estimateWriter(out, kind)
			if err != nil {
				return err
			}
			run.out = out
			bar := a.newProgress(a.messageLang())
			defer bar.close()
			r, err := a.score(c.Context(), at, &run, false, a.messageLang(), bar)
			if err != nil {
				return err
			}
			bar.close()
			return a.output(out, force, func(w io.Writer) error { return write(w, r.ledger) })
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "write to `FILE` (.csv, .json, .xlsx, .parquet); - is standard output")
	c.Flags().StringVar(&kind, "format", "", "table, csv or json on standard output (default: table on a terminal, else csv)")
	c.Flags().BoolVar(&force, "force", false, "replace FILE")
	a.langFlag(c, &lang)
	run.flags(c)
	return c
}

// estimateWriter chooses the form of bare estimates by a file's extension, or by --format on standard output.
func (a *App) estimateWriter(out, kind string) (func(io.Writer, *ledger.Ledger) error, error) {
	if out != "" && out != "-" {
		kind = strings.TrimPrefix(strings.ToLower(filepath.Ext(out)), ".")
	} else if kind == "" {
		kind = "csv"
		if a.OutTerminal {
			kind = "table"
		}
	}
	switch kind {
	case "csv":
		return func(w io.Writer, l *ledger.Ledger) error { return estimate.WriteCSV(w, l.Estimates) }, nil
	case "json":
		return func(w io.Writer, l *ledger.Ledger) error { return ledger.Encode(w, l) }, nil
	case "parquet":
		return func(w io.Writer, l *ledger.Ledger) error { return data.WriteParquetRows(w, l.Estimates) }, nil
	case "xlsx":
		return func(w io.Writer, l *ledger.Ledger) error {
			return xlsx.WriteEstimates(w, &document.Document{Title: table.Same("smekit"), Ledger: l}, "en")
		}, nil
	case "table":
		return func(w io.Writer, l *ledger.Ledger) error {
			return a.writeTable(w, estimate.Result{Estimates: l.Estimates, Warnings: l.Warnings})
		}, nil
	}
	if out != "" && out != "-" {
		return nil, usagef("-o %s: expected a name ending in .csv, .json, .xlsx or .parquet", out)
	}
	return nil, usagef("--format: expected table, csv or json, got %q", kind)
}
