package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

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
			at, err := locate(args)
			if err != nil {
				return err
			}
			if o.out == "" {
				o.out = at.reportDir()
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
	message := a.messageLang(o.lang)
	bar := a.newProgress(message)
	defer bar.close()
	r, err := a.score(ctx, at, &o.run, message, bar)
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
	r.ledger.Provenance.Options = append(r.ledger.Provenance.Options, ledger.Option{Name: "lang", Value: lang, From: from})
	if earlier != nil {
		r.ledger.Provenance.Options = append(r.ledger.Provenance.Options, ledger.Option{Name: "since", Value: filepath.Base(o.since), From: "flag"})
	}
	langs := languages(lang)

	var files []folderFile
	bar.stage("writing", len(profiles)*len(chosen)*len(langs)+1)
	steps := 0
	step := func() { steps++; bar.at(steps, 0) }
	for _, profile := range profiles {
		doc, err := reports.Build(r.study, r.ledger, mask.New(r.study), reports.Options{Profile: profile, Since: earlier})
		if err != nil {
			return nil, nil, err
		}
		step()
		for _, f := range chosen {
			if f.name == "json" {
				continue
			}
			fs, err := write(f, doc, profile, langs, step)
			if err != nil {
				return nil, nil, err
			}
			for _, one := range fs {
				if !has(files, one.name) {
					files = append(files, one)
				}
			}
		}
	}
	for _, f := range files {
		r.ledger.Provenance.Files = append(r.ledger.Provenance.Files, ledger.File{Path: f.name, SHA256: hashOf(f.content), Size: int64(len(f.content))})
	}
	var results bytes.Buffer
	if err := ledger.Encode(&results, r.ledger); err != nil {
		return nil, nil, err
	}
	files = append(files, folderFile{resultsName, results.Bytes()})
	bar.close()
	if err := writeFolder(o.out, files, o.force); err != nil {
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

// write puts a document into one format: a file, or one a language.
func write(f format, doc *document.Document, profile string, langs []string, step func()) ([]folderFile, error) {
	name := strings.ReplaceAll(f.file, "{profile}", profile)
	groups := [][]string{langs}
	if strings.Contains(name, "{lang}") {
		groups = nil
		for _, l := range langs {
			groups = append(groups, []string{l})
		}
	}
	var out []folderFile
	for _, g := range groups {
		var buf bytes.Buffer
		if err := f.write(&buf, doc, g); err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		out = append(out, folderFile{strings.ReplaceAll(name, "{lang}", g[0]), buf.Bytes()})
		step()
	}
	return out, nil
}

func has(files []folderFile, name string) bool {
	for _, f := range files {
		if f.name == name {
			return true
		}
	}
	return false
}
