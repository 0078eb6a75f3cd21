package cli

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/study"
)

type collectOptions struct {
	pass, blank, lang string
	rename, coder     []string
	force, keepGoing  bool
}

func (a *App) collectCommand() *cobra.Command {
	var o collectOptions
	c := &cobra.Command{
		Use:   "collect [STUDY] [FILE|DIR]...",
		Short: "Take the returned workbooks into the study, and reconcile every row",
		Long: `Take the returned workbooks into the study: every row is matched, anchored again by its text, or rejected with its reason,
and the counts balance. The default is what lies in STUDY/passes/PASS/returned. The coders' layers go to
STUDY/coding/PASS; what was not plainly matched is listed in STUDY/passes/PASS/collected.csv. Collecting twice changes nothing.`,
		RunE: func(c *cobra.Command, args []string) error {
			if o.blank != "reviewed" && o.blank != "unreviewed" {
				return usagef("%s", a.say("cli.expected", "--blank", "reviewed, unreviewed", o.blank))
			}
			var files []string
			if len(args) > 1 {
				args, files = args[:1], args[1:]
			}
			at, err := a.locate(args)
			if err != nil {
				return err
			}
			return a.collect(c.Context(), at, files, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.pass, "pass", "", "the pass (default the last that was dealt)")
	f.StringArrayVar(&o.rename, "rename", nil, "`OLD=NEW`: read a code as another; repeats")
	f.StringArrayVar(&o.coder, "coder", nil, "`FILE=NAME`: who coded a file that does not say so itself; repeats")
	f.StringVar(&o.blank, "blank", "unreviewed", "rows left empty were not reviewed, or reviewed with nothing to code: unreviewed or reviewed")
	f.BoolVar(&o.keepGoing, "keep-going", false, "take in what is sound in spite of problems; what is not stays listed as rejected")
	f.BoolVar(&o.force, "force", false, "replace layers that somebody changed since they were collected")
	a.langFlag(c, &o.lang)
	return c
}

func (a *App) collect(ctx context.Context, at place, files []string, o collectOptions) error {
	rename, err := assignments("rename", o.rename)
	if err != nil {
		return err
	}
	coders, err := assignments("coder", o.coder)
	if err != nil {
		return err
	}
	bar := a.newProgress(a.messageLang())
	defer bar.close()
	t, err := a.openTeamWith(ctx, at, study.Options{SkipCoding: true}, true, bar) // the layers are written, not read
	if err != nil {
		return err
	}
	d, err := a.dealt(t, o.pass)
	if err != nil {
		return err
	}
	home := filepath.Join(at.dir, filepath.FromSlash(inPass(d.Pass)))
	if len(files) == 0 {
		files = []string{filepath.Join(home, returnedName)}
	}
	paths, err := a.returnedFiles(files)
	if err != nil {
		return err
	}
	returned, done, err := openReturned(paths, coders)
	defer done()
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(coders)) {
		if !slices.ContainsFunc(paths, func(p string) bool { return isNamed(p, name) }) {
			return usagef("%s", a.say("cli.collect.no_file", name))
		}
	}
	earlier, err := readCollected(at.dir, d.Pass)
	if err != nil {
		return err
	}
	if earlier != nil { // codes that were read as others stay so, unless the flags say otherwise now
		for old, now := range earlier.Renames {
			if _, given := rename[old]; !given {
				rename[old] = now
			}
		}
	}
	bar.stage("reading", 0)
	got, err := pass.Collect(ctx, d, t.study, returned, pass.CollectOptions{Rename: rename, BlankReviewed: o.blank == "reviewed",
		Progress: func(done, total int) { bar.at(done, total) }})
	if err != nil {
		return err
	}
	bar.close()
	all := pass.MergeCollected(earlier, got, d)
	if err := a.writeReconciliation(got, all.Waiting); err != nil {
		return err
	}
	if n := a.listProblems(got.Problems, bar); n > 0 && !o.keepGoing {
		return &problemsError{a.say("cli.collect.nothing_written", countProblems(a.messageLang(), n))}
	}
	bar = a.newProgress(a.messageLang())
	defer bar.close()
	bar.stage("writing", 0)
	changed, err := a.writeCollection(at, d, got, all, o.force)
	if err != nil {
		return err
	}
	bar.close()
	a.written(changed)
	return nil
}

// writeCollection writes the layers of what was got, and of all that was collected so far the state and the list.
func (a *App) writeCollection(at place, d *pass.Deal, got, all *pass.Collection, force bool) ([]string, error) {
	names := make([]string, len(got.Layers))
	for i, l := range got.Layers {
		names[i] = "coding/" + d.Pass + "/" + l.Coder + ".xlsx"
	}
	files, err := workbooks(names, func(i int) form.Workbook {
		l := &got.Layers[i]
		w := form.Layer(d.Lang, l.Rows, l.Slots)
		w.Title = d.Pass + " · " + l.Coder // two coders who gave the same are two files
		return w
	})
	if err != nil {
		return nil, err
	}
	var record, list bytes.Buffer
	if err := all.Encode(&record); err != nil {
		return nil, err
	}
	if err := pass.CollectedCSV(&list, all, a.collectedWords(d.Lang)); err != nil {
		return nil, err
	}
	files = append(files, folderFile{inPass(d.Pass, collectedList), list.Bytes()}, folderFile{inPass(d.Pass, collectedName), record.Bytes()})
	return a.writeStudyFiles(at.dir, files, force)
}

// assignments reads flags of the form A=B.
func assignments(flag string, list []string) (map[string]string, error) {
	out := map[string]string{}
	for _, s := range list {
		left, right, ok := strings.Cut(s, "=")
		left, right = strings.TrimSpace(left), strings.TrimSpace(right)
		if !ok || left == "" || right == "" {
			return nil, usagef("--%s: expected two names with = between them, got %q", flag, s)
		}
		if old, twice := out[left]; twice && old != right {
			return nil, usagef("--%s: %s is given twice, as %s and as %s", flag, left, old, right)
		}
		out[left] = right
	}
	return out, nil
}

// writeReconciliation prints, file by file, what became of the rows and of the codes in them.
func (a *App) writeReconciliation(got *pass.Collection, waiting []string) error {
	head := []string{a.say("cli.collect.file"), a.say("cli.collect.coder")}
	for _, code := range []string{"in", "matched", "reanchored", "unreviewed", "rejected", "codes", "codes_rejected", "dealt", "missing"} {
		head = append(head, a.say("cli.collect."+code))
	}
	var rows [][]string
	for i := range got.Files {
		f := &got.Files[i]
		row := []string{f.File, f.Coder}
		for _, n := range []int{f.In, f.Matched, f.Reanchored, f.Unreviewed, total(f.Rejected), f.CodesIn, total(f.CodesRejected), f.Dealt, f.Missing} {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, row)
	}
	if err := plainTable(a.Stdout, head, rows, 2); err != nil {
		return err
	}
	for i := range got.Files {
		a.receiptNotes(got.Files[i].File, got.Files[i].Notes)
	}
	a.receiptNotes("", got.Notes)
	if len(waiting) > 0 && !a.quiet {
		fmt.Fprintln(a.Stderr, a.say("cli.collect.waiting", joined(waiting)))
	}
	return nil
}

// total sums counts by reason.
func total(counts []coding.ReasonCount) int {
	n := 0
	for _, c := range counts {
		n += c.Count
	}
	return n
}

// collectedWords words the list of what was collected; its headers and outcomes are identifiers.
func (a *App) collectedWords(lang string) func(code string, args ...string) string {
	if lang == "both" {
		lang = a.messageLang()
	}
	return func(code string, args ...string) string {
		if !strings.HasPrefix(code, "collect.event.") {
			return code[strings.LastIndex(code, ".")+1:]
		}
		return locale.Text(lang, code, args...)
	}
}
