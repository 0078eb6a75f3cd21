package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/intake"
	"github.com/smekit/smekit/coding/locale"
)

type checkOptions struct {
	annotate string
	format   string
	lang     string
	force    bool
}

func (a *App) checkCommand() *cobra.Command {
	var o checkOptions
	c := &cobra.Command{
		Use:   "check [STUDY]",
		Short: "Validate every input and print every problem with its cell",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if o.format != "text" && o.format != "json" {
				return usagef("--format: expected text or json, got %q", o.format)
			}
			at, err := a.locate(args)
			if err != nil {
				return err
			}
			if o.annotate != "" && samePlace(at.dir, o.annotate) { // not even with --force: raw files stay as they are
				return &usageError{errors.New(a.say("cli.raw_files", o.annotate))}
			}
			return a.check(c, at, o)
		},
	}
	c.Flags().StringVar(&o.annotate, "annotate", "", "write copies of the workbooks into `DIR` in which each bad cell is coloured and carries a comment")
	c.Flags().StringVar(&o.format, "format", "text", "text or json")
	a.langFlag(c, &o.lang)
	c.Flags().BoolVar(&o.force, "force", false, "replace files in DIR")
	return c
}

// langFlag adds --lang to a command whose messages follow it.
func (a *App) langFlag(c *cobra.Command, lang *string) {
	c.Flags().StringVar(lang, "lang", "", "zh, en or both")
	inner := c.PreRunE
	c.PreRunE = func(c *cobra.Command, args []string) error {
		switch *lang {
		case "", "zh", "en", "both":
		default:
			return usagef("--lang: expected zh, en or both, got %q", *lang)
		}
		a.lang = *lang
		if inner != nil {
			return inner(c, args)
		}
		return nil
	}
}

func (a *App) check(c *cobra.Command, at place, o checkOptions) error {
	lang := a.messageLang()
	bar := a.newProgress(lang)
	s, err := at.open(c.Context(), bar)
	bar.close()
	if err != nil {
		return err
	}
	if o.format == "json" {
		err = writeCheckJSON(a.Stdout, s, lang)
	} else {
		err = a.writeCheckText(at, s, lang)
	}
	if err != nil {
		return err
	}
	if o.annotate != "" {
		if err := a.annotate(at, s, o, lang); err != nil {
			return err
		}
	}
	if n := s.Blocking(); n > 0 {
		return &problemsError{countProblems(lang, n)}
	}
	return nil
}

func (a *App) writeCheckText(at place, s *coding.Study, lang string) error {
	for _, p := range s.Problems {
		if _, err := fmt.Fprintln(a.Stdout, locale.ProblemLine(lang, p)); err != nil {
			return err
		}
	}
	if a.quiet {
		return nil
	}
	rows, used := 0, 0
	for i := range s.Receipts {
		if err := a.writeAside(at, s, &s.Receipts[i], lang); err != nil {
			return err
		}
		rows += s.Receipts[i].Rows
		used += s.Receipts[i].Used
	}
	if s.Blocking() == 0 {
		_, err := fmt.Fprintln(a.Stderr, locale.Text(lang, "cli.check_ok", fmt.Sprint(len(s.Inputs)), fmt.Sprint(rows), fmt.Sprint(used)))
		return err
	}
	return nil
}

// writeAside names the files that the reader left aside, so that none is missed, the columns that look like items and are none,
// and the items that may be turned the wrong way.
func (a *App) writeAside(at place, s *coding.Study, r *coding.Receipt, lang string) error {
	for _, n := range r.Notes {
		if n.Code == "labels_fall" || n.Code == "labels_fall_failure" || n.Code == "reversed_failure" || n.Code == "reversed_twice" || n.Code == "no_item" { // what a person should look at, though nothing is wrong
			if _, err := fmt.Fprintln(a.Stderr, locale.Text(lang, "cli.note", locale.ReceiptNote(lang, n))); err != nil {
				return err
			}
			continue
		}
		if n.Code != "file_unknown" && n.Code != "file_later" && n.Code != "file_twin" || len(n.Args) > 0 && n.Args[0] == questionnaireName {
			continue
		}
		text := locale.ReceiptNote(lang, n)
		if len(n.Args) > 0 && n.Args[0] == intake.ProposalName {
			file := func(name string) []byte {
				data, _ := os.ReadFile(filepath.Join(at.dir, filepath.FromSlash(name))) // one that cannot be read holds nothing
				return data
			}
			if saved := file(instrumentName); saved != nil && len(intake.Waiting(file(intake.ProposalName), saved, s)) == 0 {
				continue
			}
			text = locale.Text(lang, "import.proposal_waits", n.Args[0])
		}
		if _, err := fmt.Fprintln(a.Stderr, locale.Text(lang, "cli.note", text)); err != nil {
			return err
		}
	}
	return nil
}

type checkJSON struct {
	Problems []problemJSON `json:"problems"`
	Receipts []receiptJSON `json:"receipts"`
}

type problemJSON struct {
	File       string `json:"file"`
	Sheet      string `json:"sheet"`
	Cell       string `json:"cell"`
	Code       string `json:"code"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion"`
	Accepted   bool   `json:"accepted,omitempty"`
}

type receiptJSON struct {
	File     string         `json:"file"`
	Sheet    string         `json:"sheet"`
	What     string         `json:"what"`
	Rows     int            `json:"rows"`
	Used     int            `json:"used"`
	Missing  int            `json:"missing"`
	Excluded map[string]int `json:"excluded"`
	Rejected map[string]int `json:"rejected"`
	Notes    []string       `json:"notes"`
}

func writeCheckJSON(w io.Writer, s *coding.Study, lang string) error {
	out := checkJSON{Problems: []problemJSON{}, Receipts: []receiptJSON{}}
	for _, p := range s.Problems {
		out.Problems = append(out.Problems, problemJSON{p.Pos.File, p.Pos.Sheet, p.Pos.Cell(), p.Code, locale.Problem(lang, p), p.Suggestion, p.Accepted})
	}
	for _, r := range s.Receipts {
		j := receiptJSON{File: r.File, Sheet: r.Sheet, What: r.What, Rows: r.Rows, Used: r.Used, Missing: r.Missing,
			Excluded: counts(r.Excluded), Rejected: counts(r.Rejected), Notes: []string{}}
		for _, n := range r.Notes {
			j.Notes = append(j.Notes, locale.ReceiptNote(lang, n))
		}
		out.Receipts = append(out.Receipts, j)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func counts(rs []coding.ReasonCount) map[string]int {
	m := map[string]int{}
	for _, r := range rs {
		m[r.Reason] += r.Count
	}
	return m
}

// instrumentName is where a person saves a proposed questionnaire.
const instrumentName = "survey/instrument.xlsx"
