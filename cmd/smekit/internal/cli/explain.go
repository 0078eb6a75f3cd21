package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/ledger"
)

type explainOptions struct {
	format, lang string
	measures.ExplainOptions
	run runOptions
}

func (a *App) explainCommand() *cobra.Command {
	var o explainOptions
	c := &cobra.Command{
		Use:   "explain STUDY|RESULTS ID",
		Short: "Where a number comes from: formula, numbers, exclusions, and the cells or segments it rests on",
		Long: `Where a number of a report comes from: its formula, the formula with its numbers filled in, the variant, what it was computed
from, what was left out, and down the chain the cells or segments it rests on.

ID is the id of an estimate, as reports and estimates.csv give it, or MEASURE [WORDS]: 'icc1 ME.REL', 'composite ME G after'. When
several estimates fit they are listed.

RESULTS is a results.json, or a report's folder: the account then rests on the recorded numbers and ends above the cells.

What the report suppresses is not told here either. The answers behind a number are given as counts by value and as cells,
never with a respondent; single cells of groups that are not shown are left out.`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if o.format != "text" && o.format != "json" {
				return usagef("--format: expected text or json, got %q", o.format)
			}
			if o.Depth < 0 {
				return usagef("--depth: expected 0 or more, got %d", o.Depth)
			}
			return a.explain(c.Context(), args[0], strings.Join(args[1:], " "), o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.format, "format", "text", "text or json")
	f.IntVar(&o.Depth, "depth", 0, "levels of what the number rests on; 0 is down to the cells")
	f.BoolVar(&o.All, "all", false, "list every cell and segment (default some 20)")
	a.langFlag(c, &o.lang)
	o.run.flags(c)
	return c
}

func (a *App) explain(ctx context.Context, from, id string, o explainOptions) error {
	bar := a.newProgress(a.messageLang())
	defer bar.close()
	r, err := a.explained(ctx, from, &o, bar)
	if err != nil {
		return err
	}
	names := r.study
	if names == nil && r.ledger.Provenance.FrameworkHash == study.Framework().Hash {
		names = &coding.Study{Framework: study.Framework()} // recorded results hold no labels
	}
	ids, near := measures.FindEstimates(names, r.ledger, id, printedMeasure)
	if len(ids) == 0 && r.study != nil && ofPass(id) {
		if err := addTeam(ctx, r.full, r.study, o.run.replicates()); err != nil {
			return err
		}
		r.ledger = measures.Release(r.full, r.study)
		ids, near = measures.FindEstimates(names, r.ledger, id, printedMeasure)
	}
	bar.close()
	switch {
	case len(ids) == 0:
		text := a.say("explain.none", id)
		if len(near) > 0 {
			text += "\n" + a.say("explain.near", "\n  "+strings.Join(near, "\n  "))
		}
		return errors.New(text)
	case len(ids) > 1:
		return a.severalEstimates(ids)
	}
	x, err := measures.Explain(ctx, r.study, r.full, r.ledger, ids[0], o.ExplainOptions)
	if err != nil {
		return err
	}
	if o.format == "json" {
		enc := json.NewEncoder(a.Stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(x)
	}
	langs := []string{a.messageLang()}
	if o.lang == "both" {
		langs = locale.Languages()
	}
	for i, lang := range langs {
		if i > 0 {
			fmt.Fprintln(a.Stdout)
		}
		if err := writeExplanation(a.Stdout, x, explainWords{lang: lang, study: names}); err != nil {
			return err
		}
	}
	return nil
}

// severalEstimates lists estimates to choose from, after the sentence that says so.
func (a *App) severalEstimates(ids []string) error {
	fmt.Fprintln(a.Stderr, "smekit: "+a.say("explain.several", strconv.Itoa(len(ids))))
	for _, id := range ids {
		fmt.Fprintln(a.Stdout, id)
	}
	return errSaid
}

// printedMeasure are the names that reports give a measure.
func printedMeasure(measure string) []string {
	var names []string
	code := "report.measure." + measure
	for _, lang := range locale.Languages() {
		if t := locale.Text(lang, code); t != code {
			names = append(names, t)
		}
	}
	return names
}

// ofPass reports whether a text may mean a number that only the report of a coding pass has.
func ofPass(id string) bool {
	for _, word := range []string{"agreement", "kappa", "krippendorff", "percent_agreement", "gwet", "scott", "holsti", "prevalence", "brennan", "confusion", "saturation", "codes", "guest",
		"κ", "卡帕", "一致", "信度", "饱和", "编码"} {
		if strings.Contains(strings.ToLower(id), word) {
			return true
		}
	}
	return false
}

// replicates are the bootstrap's as scoring takes them.
func (o *runOptions) replicates() int {
	if o.bootstrap == 0 {
		return -1
	}
	return o.bootstrap
}

// explained scores a study, or reads recorded results, which have neither study nor full ledger.
func (a *App) explained(ctx context.Context, from string, o *explainOptions, bar *progress) (*released, error) {
	results := ""
	switch st, err := os.Stat(from); {
	case err != nil:
	case !st.IsDir() && strings.EqualFold(filepath.Ext(from), ".json"):
		results = from
	case st.IsDir():
		if _, err := os.Stat(filepath.Join(from, resultsName)); err == nil {
			results = filepath.Join(from, resultsName)
		}
	}
	if results == "" {
		at, err := a.locate([]string{from})
		if err != nil {
			return nil, err
		}
		return a.score(ctx, at, &o.run, false, a.messageLang(), bar)
	}
	f, err := os.Open(results)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	l, err := ledger.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", results, err)
	}
	return &released{ledger: l}, nil
}

// explainWords puts an explanation into a language. study is nil for recorded results.
type explainWords struct {
	lang  string
	study *coding.Study
}

func (w explainWords) say(code string, args ...string) string {
	return locale.Text(w.lang, "explain."+code, args...)
}

func (w explainWords) words(x measures.Words) string {
	code := "explain." + x.Code
	if strings.HasPrefix(x.Code, "reason.") || strings.HasPrefix(x.Code, "receipt.") {
		code = x.Code
	}
	args := x.Args
	if x.Code == "coupling_variant" || x.Code == "coupling_weights" {
		args = nil
		for _, a := range x.Args {
			args = append(args, w.value(a))
		}
	}
	return locale.Text(w.lang, code, args...)
}

// value is a setting's value in words, where the catalogue has some.
func (w explainWords) value(v string) string {
	if code := "report.panel.value." + v; locale.Text(w.lang, code) != code {
		return locale.Text(w.lang, code)
	}
	return v
}
