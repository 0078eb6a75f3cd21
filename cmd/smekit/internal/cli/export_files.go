package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/exchange"
	"github.com/smekit/smekit/coding/refi"
	"github.com/smekit/smekit/coding/sav"
	"github.com/smekit/smekit/measures"
)

// fileKinds are the files of other programs that a study can be written as, by the ending of their names.
var fileKinds = []exportKind{
	{name: ".qdpx", raw: true, run: (*App).exportProject},
	{name: ".qdc", raw: true, run: (*App).exportCodebook},
	{name: ".sav", run: func(a *App, ctx context.Context, at place, o *exportOptions) error {
		return a.exportSAV(ctx, at, o, sav.Bytecode)
	}},
	{name: ".zsav", run: func(a *App, ctx context.Context, at place, o *exportOptions) error {
		return a.exportSAV(ctx, at, o, sav.ZLib)
	}},
}

func fileKindNames() string {
	var names []string
	for _, k := range fileKinds {
		names = append(names, k.name)
	}
	return strings.Join(names, ", ")
}

// fileKind is the kind by the ending of -o, or by --format on standard output.
func (o *exportOptions) fileKind() (exportKind, error) {
	ending := filepath.Ext(o.out)
	if o.format != "" {
		ending = "." + strings.TrimPrefix(o.format, ".")
	}
	for _, k := range fileKinds {
		if strings.EqualFold(k.name, ending) {
			return k, nil
		}
	}
	switch {
	case o.format != "":
		return exportKind{}, usagef("--format: expected one of %s, got %q", strings.ReplaceAll(fileKindNames(), ".", ""), o.format)
	case o.out == "-":
		return exportKind{}, usagef("-o -: say with --format what to write: one of %s", strings.ReplaceAll(fileKindNames(), ".", ""))
	}
	return exportKind{}, usagef("what to export: give -o FILE with a name that ends in one of %s, or --replication, or --r", fileKindNames())
}

// openForExport reads a study; its problems stop, unless --keep-going.
func (a *App) openForExport(ctx context.Context, at place, o *exportOptions) (*coding.Study, error) {
	bar := a.newProgress(a.messageLang())
	defer bar.close()
	s, err := at.open(ctx, bar)
	if err != nil {
		return nil, err
	}
	if err := o.run.apply(s); err != nil {
		return nil, err
	}
	if err := a.notRead(at, s, o.out); err != nil {
		return nil, err
	}
	return s, a.stopAtProblems(s.Problems, o.run.keepGoing, bar)
}

// fileLang is the language of labels in a file: one, as --lang or the study says; of both, Chinese.
func (o *exportOptions) fileLang(s *coding.Study) string {
	if lang := o.lang; lang == "zh" || lang == "en" {
		return lang
	}
	if o.lang == "" && s.Options.Lang == "en" {
		return "en"
	}
	return "zh"
}

// tell writes a line about what was written.
func (a *App) tell(code string, args ...string) {
	if !a.quiet {
		fmt.Fprintln(a.Stderr, a.say(code, args...))
	}
}

// maxTold is how many lines of one kind are told one by one.
const maxTold = 50

// tellEach tells up to maxTold of n things, and how many more there are.
func (a *App) tellEach(n int, one func(i int)) {
	for i := range min(n, maxTold) {
		one(i)
	}
	if n > maxTold {
		a.tell("export.more_lines", strconv.Itoa(n-maxTold))
	}
}

// openForExchange opens the study, with how it goes to other coding programs.
func (a *App) openForExchange(ctx context.Context, at place, o *exportOptions) (*coding.Study, exchange.Options, error) {
	s, err := a.openForExport(ctx, at, o)
	if err != nil {
		return nil, exchange.Options{}, err
	}
	kept, err := at.kept()
	return s, exchange.Options{Lang: o.fileLang(s), Unmasked: o.unmasked, Origin: "smekit " + Version, Kept: kept}, err
}

func (a *App) exportCodebook(ctx context.Context, at place, o *exportOptions) error {
	s, how, err := a.openForExchange(ctx, at, o)
	if err != nil {
		return err
	}
	book := exchange.Codebook(s, how)
	if err := a.output(o.out, o.force, func(w io.Writer) error { return a.refiError(refi.WriteCodebook(w, book)) }); err != nil {
		return err
	}
	a.tell("export.codebook_done", o.out, strconv.Itoa(countCodes(book.Codes)))
	if o.unmasked {
		a.tell("cli.unmasked")
	}
	return nil
}

func countCodes(codes []refi.Code) int {
	n := len(codes)
	for i := range codes {
		n += countCodes(codes[i].Codes)
	}
	return n
}

// refiError puts what the format cannot hold into words.
func (a *App) refiError(err error) error {
	var e *refi.WriteError
	if errors.As(err, &e) {
		return errors.New(a.say(e.Code, e.Args...))
	}
	return err
}

func (a *App) exportProject(ctx context.Context, at place, o *exportOptions) error {
	s, how, err := a.openForExchange(ctx, at, o)
	if err != nil {
		return err
	}
	made := exchange.Project(s, how)
	if err := a.output(o.out, o.force, func(w io.Writer) error { return a.refiError(refi.WriteProject(w, made.Project)) }); err != nil {
		return err
	}
	n := strconv.Itoa
	a.tell("export.project_done", o.out, n(countCodes(made.Project.Codes)), n(len(made.Project.Users)), n(made.Interviews), n(made.Selections), n(made.Codings), n(made.Settled), n(made.Reviewed))
	if made.Interviews == 0 {
		a.tell("export.no_codings")
	}
	if o.unmasked {
		a.tell("cli.unmasked")
	} else {
		a.tell("export.masked", n(made.Masked.Total()))
	}
	a.tellLeft(s, o.unmasked)
	if k := len(made.Withheld); k > 0 {
		a.tell("export.withheld", n(k), listed(made.Withheld))
	}
	if made.LeftMemos > 0 {
		a.tell("export.left_memos", n(made.LeftMemos))
	}
	if k := len(made.Assembled); k > 0 {
		a.tell("export.assembled", n(k), listed(made.Assembled))
	}
	a.tellEach(len(made.NotFound), func(i int) {
		l := made.NotFound[i]
		a.tell("export.not_found", l.Pos.String(), l.Segment, l.Interview)
	})
	a.tellEach(len(made.Unplaced), func(i int) {
		u := made.Unplaced[i]
		a.tell("export.unplaced", u.Pos.String(), n(u.From), n(u.To))
	})
	return nil
}

// listed names the first of some ids.
func listed(ids []string) string {
	if len(ids) > 12 {
		return strings.Join(ids[:12], ", ") + " …"
	}
	return strings.Join(ids, ", ")
}

func (a *App) exportSAV(ctx context.Context, at place, o *exportOptions, compression sav.Compression) error {
	s, err := a.openForExport(ctx, at, o)
	if err != nil {
		return err
	}
	if len(s.Survey.Responses) == 0 {
		return errors.New(a.say("export.no_survey"))
	}
	d := measures.Respondents(s, o.fileLang(s))
	err = a.output(o.out, o.force, func(w io.Writer) error {
		err := sav.Write(w, d.File, slices.Values(d.Rows), sav.WriteOptions{Compression: compression})
		var e *sav.WriteError
		if errors.As(err, &e) {
			return errors.New(a.say(e.Code, e.Args...))
		}
		return err
	})
	if err != nil {
		return err
	}
	n := strconv.Itoa
	a.tell("export.sav_done", o.out, n(len(d.Rows)), n(len(d.File.Variables)), n(d.Items), n(d.Scores))
	a.tell("export.raw", o.out)
	if d.Excluded > 0 {
		a.tell("export.excluded", n(d.Excluded))
	}
	a.tellEach(len(d.Notes), func(i int) { a.tell(d.Notes[i].Code, d.Notes[i].Args...) })
	return nil
}
