package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports"
	"github.com/smekit/smekit/reports/document"
)

type reportOptions struct {
	out     string
	profile string
	formats string
	since   string
	pass    string
	lang    string
	force   bool
	run     runOptions
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
	c.Flags().StringVarP(&o.out, "output", "o", "", "folder to write into (default STUDY/report)")
	c.Flags().StringVar(&o.profile, "profile", "review", "one of "+strings.Join(reports.Profiles(), ", ")+", or all")
	c.Flags().StringVar(&o.formats, "formats", "all", "some of "+strings.Join(formatNames(), ","))
	c.Flags().StringVar(&o.since, "since", "", "results.json of an earlier review: the findings then say what changed")
	c.Flags().StringVar(&o.pass, "pass", "", "the pass that --profile pass reports on (default the last)")
	c.Flags().BoolVar(&o.force, "force", false, "replace files that somebody changed since they were written")
	a.langFlag(c, &o.lang)
	o.run.flags(c)
	return c
}

// runReport does the main job and returns what was released and the names of the files that it wrote into the folder.
func (a *App) runReport(ctx context.Context, at place, o reportOptions) (*released, []string, error) {
	chosen, err := chooseFormats(o.formats)
	if err != nil {
		return nil, nil, err
	}
	profiles := reports.Profiles()
	if o.profile != "all" {
		known := false
		for _, p := range profiles {
			known = known || p == o.profile
		}
		if !known {
			return nil, nil, usagef("--profile: expected one of %s, or all, got %q", strings.Join(profiles, ", "), o.profile)
		}
		profiles = []string{o.profile}
	}
	earlier, err := readResults(o.since)
	if err != nil {
		return nil, nil, err
	}
	message := a.messageLang()
	bar := a.newProgress(message)
	defer bar.close()
	r, err := a.score(ctx, at, &o.run, slices.Contains(profiles, "pass"), message, bar)
	if err != nil {
		return nil, nil, err
	}
	of, err := a.passOf(at, r.study, o.pass)
	if err != nil {
		return nil, nil, err
	}
	lang, from := r.study.Options.Lang, "default"
	if _, ok := r.study.Options.Given["lang"]; ok {
		from = "study"
	}
	if o.lang != "" {
		lang, from = o.lang, "flag"
	}
	record(r.ledger, ledger.Option{Name: "lang", Value: lang, From: from})
	if earlier != nil {
		record(r.ledger, ledger.Option{Name: "since", Value: filepath.Base(o.since), From: "flag"})
	}
	langs := languages(lang)

	var files []folderFile
	bar.stage("writing", len(profiles)*(1+len(chosen)*len(langs)))
	var steps atomic.Int64
	step := func() { bar.at(int(steps.Add(1)), 0) }
	for _, profile := range profiles {
		doc, err := reports.Build(r.study, r.ledger, mask.New(r.study), reports.Options{Profile: profile, Since: earlier, Pass: of.name, Deals: of.deals, Reconciliations: of.files})
		if err != nil {
			return nil, nil, err
		}
		step()
		more, err := writeAll(ctx, doc, planWriting(chosen, profile, langs, files), step)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, more...)
	}
	for _, f := range files {
		r.ledger.Provenance.Files = append(r.ledger.Provenance.Files, ledger.File{Path: f.name, SHA256: hashOf(f.content), Size: int64(len(f.content))})
	}
	var results bytes.Buffer
	results.Grow(512 * len(r.ledger.Estimates)) // about what a line takes
	if err := ledger.Encode(&results, r.ledger); err != nil {
		return nil, nil, err
	}
	files = append(files, folderFile{resultsName, results.Bytes()})
	bar.close()
	if err := a.writeFolder(o.out, files, o.force); err != nil {
		return nil, nil, err
	}
	if n := r.study.Blocking(); n > 0 && !a.quiet {
		fmt.Fprintln(a.Stderr, locale.Text(message, "cli.kept_going", countProblems(message, n)))
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.name
	}
	return r, names, nil
}

// readResults reads the results.json of an earlier run; nil for no path.
func readResults(path string) (*ledger.Ledger, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	l, err := ledger.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return l, nil
}

// writing is one file to be made of a document.
type writing struct {
	format format
	name   string
	langs  []string
}

// planWriting lists the files of the formats, one a language where the format has such, without those that are made
// already. results.json is not among them: it names the others.
func planWriting(chosen []format, profile string, langs []string, made []folderFile) []writing {
	taken := map[string]bool{resultsName: true}
	for _, f := range made {
		taken[f.name] = true
	}
	var plan []writing
	add := func(f format, name string, langs []string) {
		if !taken[name] {
			taken[name] = true
			plan = append(plan, writing{f, name, langs})
		}
	}
	for _, f := range chosen {
		name := strings.ReplaceAll(f.file, "{profile}", profile)
		if !strings.Contains(name, "{lang}") {
			add(f, name, langs)
			continue
		}
		for _, l := range langs {
			add(f, strings.ReplaceAll(name, "{lang}", l), []string{l})
		}
	}
	return plan
}

// atOnce is how many files of a document are made at a time: each costs memory.
const atOnce = 2

// writeAll makes the files of a plan, in its order.
func writeAll(ctx context.Context, doc *document.Document, plan []writing, step func()) ([]folderFile, error) {
	files, errs := make([]folderFile, len(plan)), make([]error, len(plan))
	slots := make(chan struct{}, atOnce)
	var wg sync.WaitGroup
	for i, p := range plan {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if errs[i] = ctx.Err(); errs[i] != nil {
				return
			}
			var buf bytes.Buffer
			if err := p.format.write(&buf, doc, p.langs); err != nil {
				errs[i] = fmt.Errorf("%s: %w", p.name, err)
				return
			}
			files[i] = folderFile{p.name, buf.Bytes()}
			step()
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}
