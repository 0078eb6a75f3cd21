package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports"
)

// reportOptions are the flags of report.
type reportOptions struct {
	out      string
	profile  string
	formats  string
	since    string
	template string
	pass     string
	diagonal string
	lang     string
	together bool
	force    bool
	run      runOptions
}

func (a *App) reportCommand() *cobra.Command {
	var o reportOptions
	c := &cobra.Command{
		Use:   "report [STUDY]",
		Short: "The main job: check, score, build every table and figure, write every format",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			at, err := a.locate(args)
			if err != nil {
				return err
			}
			switch o.out {
			case "":
				o.out = at.reportDir()
			case "-":
				return usagef("-o -: a report is a folder of files; name one, or use score for standard output")
			}
			_, names, err := a.runReport(c.Context(), at, o)
			if err != nil {
				return err
			}
			if !a.quiet {
				for _, n := range names {
					fmt.Fprintln(a.Stderr, filepath.Join(o.out, n))
				}
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVarP(&o.out, "output", "o", "", "folder to write into (default STUDY/report)")
	f.StringVar(&o.profile, "profile", "review", "some of "+strings.Join(reports.Profiles(), ",")+", or all")
	f.StringVar(&o.formats, "formats", "all", "some of "+strings.Join(formatNames(), ","))
	f.StringVar(&o.since, "since", "", "results.json of an earlier review: the findings then say what changed")
	f.StringVar(&o.pass, "pass", "", "the pass that --profile pass reports on (default the last)")
	f.StringVar(&o.diagonal, "diagonal", reports.DiagonalAlpha, "on the diagonal of the correlations of --profile thesis: "+strings.Join(diagonals, ", "))
	f.StringVar(&o.template, "template", "", "look of the Word file: that of a `FILE.docx`, or "+official+" for official documents")
	f.BoolVar(&o.together, "together", false, "both languages in one file, the whole in Chinese and then in English")
	f.BoolVar(&o.force, "force", false, "replace files that somebody changed since they were written")
	a.langFlag(c, &o.lang)
	o.run.flags(c)
	return c
}

// runReport does the main job and returns what was released and the names of the files that it wrote into the folder.
func (a *App) runReport(ctx context.Context, at place, o reportOptions) (*released, []string, error) {
	p, err := planReport(at, &o)
	if err != nil {
		return nil, nil, err
	}
	if err := a.notAmongData(at, o.out); err != nil {
		return nil, nil, err
	}
	message := a.messageLang()
	bar := a.newProgress(message)
	defer bar.close()
	b, err := a.buildReport(ctx, at, p, bar)
	if err != nil {
		return nil, nil, err
	}
	results, err := b.results()
	if err != nil {
		return nil, nil, err
	}
	files := append(b.files, folderFile{resultsName, results})
	bar.close()
	if err := a.notRead(at, b.study, packaged(o.out, files)...); err != nil {
		return nil, nil, err
	}
	if err := a.writeFolder(o.out, files, o.force); err != nil {
		return nil, nil, err
	}
	if n := b.study.Blocking(); n > 0 && !a.quiet {
		fmt.Fprintln(a.Stderr, locale.Text(message, "cli.kept_going", countProblems(message, n)))
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.name
	}
	return b.released, names, nil
}

// planReport settles what the flags of report ask for.
func planReport(at place, o *reportOptions) (*reportPlan, error) {
	p := &reportPlan{pass: o.pass, diagonal: o.diagonal, lang: o.lang, together: o.together, run: &o.run, from: map[string]string{}}
	var err error
	if p.formats, err = chooseFormats(o.formats); err != nil {
		return nil, err
	}
	if p.profiles, err = chooseProfiles(o.profile); err != nil {
		return nil, err
	}
	if p.diagonal != "" && !slices.Contains(diagonals, p.diagonal) {
		return nil, usagef("--diagonal: expected one of %s, got %q", strings.Join(diagonals, ", "), p.diagonal)
	}
	if p.since, err = attach(o.since, at); err != nil {
		return nil, err
	}
	if p.earlier, err = p.since.results(); err != nil {
		return nil, err
	}
	if p.template, err = attachTemplate(o.template, at); err != nil {
		return nil, err
	}
	if p.template != nil && !slices.ContainsFunc(p.formats, func(f format) bool { return f.name == wordFormat }) {
		return nil, usagef("--template: no file in Word's format is asked for: --formats %s", o.formats)
	}
	for _, name := range []string{"formats", "profile", "pass", "diagonal", "together"} {
		if o.run.changed(name) {
			p.from[name] = "flag"
		}
	}
	return p, nil
}

// diagonals are what the diagonal of a thesis's correlations may show.
var diagonals = []string{reports.DiagonalAlpha, reports.DiagonalOmega, reports.DiagonalAVE}

// chooseProfiles picks the profiles of a comma-separated list; all means every one.
func chooseProfiles(list string) ([]string, error) {
	known := reports.Profiles()
	if list == "all" {
		return known, nil
	}
	var out []string
	for _, name := range strings.Split(list, ",") {
		name = strings.TrimSpace(name)
		if !slices.Contains(known, name) {
			return nil, usagef("--profile: expected one of %s, or all, got %q", strings.Join(known, ", "), name)
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out, nil
}
