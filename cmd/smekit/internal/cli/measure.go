package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/sheet"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/data"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
	"github.com/smekit/smekit/reports/xlsx"
)

// commonFlags are those of every measure; minN is 0 here, since suppression belongs to studies.
type commonFlags struct {
	format, sheet, na, out string
	force                  bool
	conf                   float64
	seed                   uint64
	minN                   int
}

func (a *App) measureCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "measure NAME FILE",
		Short: "One measure on one plain table, no study needed",
		Long: `One measure on one plain table (.xlsx, .xls, .csv, .tsv, .parquet, .sav, .zsav), whose first row, or variables, name the columns.
An empty cell, NA and what --na lists are missing, and in an SPSS file what it declares to be.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return fmt.Errorf("unknown command %q: no such measure", args[0])
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	for _, f := range measures.Families() {
		c.AddCommand(a.familyCommand(f))
	}
	return c
}

func (a *App) familyCommand(f measures.Family) *cobra.Command {
	var common commonFlags
	values := map[string]*string{}
	lists := map[string]*[]string{}
	switches := map[string]*bool{}
	scripts := map[string]*[]string{}
	c := &cobra.Command{
		Use:   f.Name + " FILE",
		Short: f.Short,
		Long:  f.Short + ".\nThe table has " + f.Row + ".",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			given := measures.Args{"conf": {strconv.FormatFloat(common.conf, 'g', -1, 64)}, "seed": {strconv.FormatUint(common.seed, 10)}}
			for name, v := range values {
				if c.Flags().Changed(name) {
					given[name] = []string{*v}
				}
			}
			for name, v := range lists {
				if c.Flags().Changed(name) {
					for _, one := range *v {
						given[name] = append(given[name], measures.SplitList(one)...)
					}
				}
			}
			for name, v := range switches {
				if *v {
					given[name] = []string{"true"}
				}
			}
			for name, v := range scripts {
				if err := readScripts(given, name, *v); err != nil {
					return err
				}
			}
			return a.measure(c.Context(), f, args[0], given, common)
		},
	}
	flags := c.Flags()
	for _, fl := range f.Flags {
		switch fl.Kind {
		case measures.List:
			lists[fl.Name] = flags.StringArray(fl.Name, nil, fl.Usage)
		case measures.Columns:
			lists[fl.Name] = flags.StringArray(fl.Name, nil, fl.Usage)
			flags.Lookup(fl.Name).NoOptDefVal = measures.AllColumns
		case measures.Script:
			scripts[fl.Name] = flags.StringArray(fl.Name, nil, fl.Usage)
		case measures.Switch:
			switches[fl.Name] = flags.Bool(fl.Name, false, fl.Usage)
		default:
			values[fl.Name] = flags.String(fl.Name, "", fl.Usage)
		}
	}
	flags.StringVar(&common.format, "format", "", "table, csv or json (default: table on a terminal, else csv)")
	flags.StringVar(&common.sheet, "sheet", "", "sheet of a workbook (default the first)")
	flags.StringVar(&common.na, "na", "", "values that mean missing, beside empty and NA")
	flags.Float64Var(&common.conf, "conf", 0.95, "confidence level")
	flags.Uint64Var(&common.seed, "seed", 1, "seed of all resampling")
	flags.IntVar(&common.minN, "min-n", 0, "leave out the numbers of estimates that rest on fewer observations")
	flags.StringVarP(&common.out, "output", "o", "", "write to `FILE` (.csv, .json, .xlsx, .parquet); - is standard output")
	flags.BoolVar(&common.force, "force", false, "replace FILE")
	return c
}

func (a *App) measure(ctx context.Context, f measures.Family, file string, given measures.Args, o commonFlags) error {
	if o.minN < 0 {
		return usagef("--min-n: expected 0 or more, got %d", o.minN)
	}
	if !(o.conf > 0 && o.conf < 1) {
		return usagef("--conf: expected a number between 0 and 1, got %v", o.conf)
	}
	write, err := a.resultWriter(o, f.Name, given)
	if err != nil {
		return err
	}
	if err := a.notOver(o.out, file); err != nil {
		return err
	}
	t, notes, done, err := openTable(file, o)
	if err != nil {
		return err
	}
	defer done()
	r, err := f.Compute(ctx, t, given)
	if err != nil {
		return err
	}
	if o.minN > 0 {
		measures.LeaveOutSmall(&r, o.minN)
	}
	r.Warnings = append(notes, r.Warnings...)
	a.warnings(append(r.Warnings, nothingEstimated(r.Estimates)...))
	return a.output(o.out, o.force, func(w io.Writer) error { return write(w, r) })
}

// nothingEstimated is the first reason given where not one estimate has a value, so that nobody has to look for it in the table.
func nothingEstimated(es []estimate.Estimate) []estimate.Note {
	var why []estimate.Note
	for _, e := range es {
		if !e.Empty() {
			return nil
		}
		if why == nil && len(e.Notes) > 0 {
			why = e.Notes[:1:1]
		}
	}
	return why
}

// warnings prints the doubts about a result on standard error.
func (a *App) warnings(notes []estimate.Note) {
	if a.quiet {
		return
	}
	for _, w := range notes {
		fmt.Fprintln(a.Stderr, a.say("cli.warning", noteIn(a.messageLang(), w)))
	}
}

// resultWriter chooses the form of a measure's answer.
func (a *App) resultWriter(o commonFlags, name string, given measures.Args) (func(io.Writer, estimate.Result) error, error) {
	toFile := o.out != "" && o.out != "-"
	kind := o.format
	if kind == "" {
		switch ext := strings.ToLower(filepath.Ext(o.out)); {
		case toFile && slices.Contains([]string{".csv", ".json", ".xlsx", ".parquet"}, ext):
			kind = ext[1:]
		case toFile:
			return nil, usagef("-o %s: expected a name ending in .csv, .json, .xlsx or .parquet, or --format", o.out)
		case a.OutTerminal:
			kind = "table"
		default:
			kind = "csv"
		}
	}
	switch kind {
	case "table":
		return a.writeTable, nil
	case "csv":
		return func(w io.Writer, r estimate.Result) error { return estimate.WriteCSV(w, r.Estimates) }, nil
	case "json":
		provenance := struct {
			Tool    string              `json:"tool"`
			Version string              `json:"version"`
			Measure string              `json:"measure"`
			Options map[string][]string `json:"options"`
		}{"smekit", Version, name, given}
		return func(w io.Writer, r estimate.Result) error { return estimate.WriteJSON(w, r, provenance) }, nil
	}
	switch {
	case kind == "xlsx" && toFile:
		return func(w io.Writer, r estimate.Result) error {
			l := &ledger.Ledger{Estimates: r.Estimates, Warnings: r.Warnings, Provenance: ledger.Provenance{Tool: "smekit measure " + name, Version: Version, Seed: o.seed}}
			for _, option := range slices.Sorted(maps.Keys(given)) {
				l.Provenance.Options = append(l.Provenance.Options, ledger.Option{Name: option, Value: strings.Join(given[option], ","), From: "flag"})
			}
			return xlsx.WriteEstimates(w, &document.Document{Title: table.Same("smekit measure " + name), Ledger: l}, "en")
		}, nil
	case kind == "parquet" && toFile:
		return func(w io.Writer, r estimate.Result) error { return data.WriteParquetRows(w, r.Estimates) }, nil
	}
	return nil, usagef("--format: expected table, csv or json, got %q", kind)
}

// noteIn puts a note into the language of the terminal; English is registered with the note.
func noteIn(lang string, n estimate.Note) string {
	if s, ok := locale.Note(lang, string(n.Code), n.Args); ok {
		return s
	}
	return n.English()
}

// openTable opens a plain table; done closes its file. The notes tell what of it counts as missing without an empty cell.
func openTable(path string, o commonFlags) (t *measures.Table, notes []estimate.Note, done func(), err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, nil, err
	}
	closeAll := func() { f.Close() }
	defer func() {
		if err != nil {
			closeAll()
		}
	}()
	st, err := f.Stat()
	if err != nil {
		return nil, nil, nil, err
	}
	if st.IsDir() {
		return nil, nil, nil, fmt.Errorf("%s is a folder: a measure works on one table", path)
	}
	if isSAV(f) {
		if o.sheet != "" {
			return nil, nil, nil, usagef("--sheet: an SPSS file has no sheets")
		}
		t, notes, err = openSAV(f, st.Size(), path, measures.SplitList(o.na))
		return t, notes, closeAll, err
	}
	book, err := sheet.Open(f, st.Size(), path, sheet.Limits{})
	var unreadable *sheet.ReadError
	if errors.As(err, &unreadable) && unreadable.Code == "sheet.error.empty" {
		return nil, nil, nil, fmt.Errorf("%s: %w", path, measures.ErrNoTable)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	closeAll = func() { book.Close(); f.Close() }
	name, err := chooseSheet(book, o.sheet)
	if err != nil {
		return nil, nil, nil, err
	}
	t, err = measures.ReadTable(path, name, func() measures.RowSeq { return book.Rows(name) }, measures.SplitList(o.na))
	if errors.Is(err, measures.ErrNoTable) {
		err = fmt.Errorf("%s: %w", path, err)
	}
	return t, nil, closeAll, err
}

func chooseSheet(book *sheet.Book, asked string) (string, error) {
	var names []string
	for _, s := range book.Sheets() {
		if s.Name == asked || (asked == "" && !s.Hidden) {
			return s.Name, nil
		}
		names = append(names, s.Name)
	}
	if asked == "" && len(names) > 0 {
		return names[0], nil
	}
	return "", usagef("--sheet: there is no sheet %q; there are %s", asked, strings.Join(names, ", "))
}
