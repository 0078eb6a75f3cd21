package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/intake"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/study"
)

type importOptions struct {
	into, as, coder, pass, mapFile, lang string
	propose, force                       bool
}

func (a *App) importCommand() *cobra.Command {
	var o importOptions
	c := &cobra.Command{
		Use:   "import FILE... --into STUDY",
		Short: "Other programs' exports: recognised by content, taken into a study, with a receipt",
		Long: `Take the exports of other programs into a study: survey platforms (Wenjuanxing, Qualtrics, SurveyMonkey, LimeSurvey, Kobo,
Google Forms, REDCap), SPSS .sav, coded segments and codebooks (MAXQDA, ATLAS.ti, NVivo, Dedoose, QualCoder, Taguette), REFI-QDA
projects (.qdpx, .qdc), plain tables. A file is recognised by its content. Exports of one survey by number and by text, given
together, are paired. STUDY is a folder; it is made when it is not there.

Nothing of yours is overwritten: rows are added to the study's workbooks, and a row that stands there stays. Importing a file
again changes nothing; a file that changed since is reported, and taken with --force. What a file leaves open is asked:
answer with --as, --coder, or a map that --propose writes and you edit.

Layouts (--as takes one, or the part before its hyphen):
` + folded(dialect.Layouts(), 110),
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if o.into == "" {
				return usagef("%s", a.say("import.into_missing"))
			}
			if c.Flags().Changed("pass") && !intake.PathPart(strings.TrimSpace(o.pass)) {
				return usagef("%s", a.say("import.bad_pass", o.pass))
			}
			return a.importFiles(c.Context(), args, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.into, "into", "", "the study, a `FOLDER`; made when it is not there")
	f.StringVar(&o.as, "as", "", "the `TOOL` or layout that the files are exports of, where their content leaves it open")
	f.StringVar(&o.coder, "coder", "", "the `NAME` of who coded rows that name no coder")
	f.StringVar(&o.pass, "pass", "", "the coding pass of rows that name none (default 1)")
	f.StringVar(&o.mapFile, "map", "", "what columns, codes, coders, documents and cases stand for: the `FILE` that --propose wrote, as edited")
	f.BoolVar(&o.propose, "propose", false, "write such a map of what was found into STUDY/imports, and nothing else")
	f.BoolVar(&o.force, "force", false, "take a file that changed since it was imported; restore files that were deleted since; replace a proposed map")
	a.langFlag(c, &o.lang)
	return c
}

// importer is an import into a study.
type importer struct {
	*App
	importOptions
	at     place
	answer *dialect.Map // of --map
	given  intake.Options
	known  *importRecords // of the study
	wrote  bool
	failed []string // files that could not be written
}

func (a *App) importFiles(ctx context.Context, names []string, o importOptions) (err error) {
	m := &importer{App: a, importOptions: o, at: place{o.into, "."}, given: intake.Options{As: o.as, Coder: o.coder, Pass: o.pass}}
	if st, err := os.Stat(o.into); err == nil && !st.IsDir() {
		fmt.Fprintln(a.Stderr, "smekit: "+a.say("import.workbook_study", o.into))
		return errSaid
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := m.readMap(); err != nil {
		return err
	}
	files, done, err := openExports(names)
	defer done()
	if err != nil {
		return err
	}
	release, err := m.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	known, broken, err := m.records()
	switch {
	case err != nil:
		return err
	case len(broken) > 0:
		return &problemsError{countProblems(a.messageLang(), m.list(broken, nil))}
	}
	m.known = known
	groups, err := m.group(files)
	if err != nil {
		return err
	}
	if o.mapFile != "" && len(groups) > 1 || o.propose && len(groups) > 1 {
		flag := "map"
		if o.propose {
			flag = "propose"
		}
		return usagef("%s", a.say("import.one_file", flag, groupNames(groups)))
	}
	problems, undecided := 0, []string(nil)
	for i, g := range groups {
		if i > 0 {
			fmt.Fprintln(a.Stdout)
		}
		n, decided, err := m.take(ctx, g)
		if err != nil {
			return err
		}
		problems += n
		if !decided {
			undecided = append(undecided, g.file.name)
		}
	}
	switch {
	case len(undecided) > 0:
		return errors.New(a.say("import.force_changed", strings.Join(undecided, ", ")))
	case problems > 0 && !m.wrote:
		return &problemsError{countProblems(a.messageLang(), problems)}
	case problems > 0 && len(m.failed) > 0:
		return &problemsError{a.say("import.rest_unwritten", countProblems(a.messageLang(), problems), strings.Join(m.failed, ", "))}
	case problems > 0:
		return &problemsError{a.say("import.rest_taken", countProblems(a.messageLang(), problems))}
	}
	return nil
}

// take imports a file with those that belong to it. It tells how many problems were listed, and whether all was decided.
func (m *importer) take(ctx context.Context, g group) (problems int, decided bool, err error) {
	bar := m.newProgress(m.messageLang())
	defer bar.close()
	sources := g.sources()
	records := m.known
	if r, relation := intake.Find(records.done, &dialect.Import{}, sources, m.given); relation == intake.Same && !m.force && !m.propose {
		return 0, true, m.already(g.file.name, r)
	}
	s, err := m.at.openWith(ctx, study.Options{}, bar)
	if err != nil {
		return 0, true, err
	}
	im, err := m.read(g, s, nil)
	if err != nil {
		return m.list([]coding.Problem{unreadable(g.file.name, err)}, bar), true, nil
	}
	earlier, relation := intake.Find(records.done, im, sources, m.given)
	var name string
	var twin *intake.Record // of the same content from another coder
	if earlier != nil {
		name = earlier.Name
	} else {
		name, twin = intake.NameFor(im.File, intake.Coders(im), records.taken(im, sources, m.given)), intake.SameContent(records.done, sources)
	}
	before := intake.Resume(earlier, records.pending[name], m.hash)
	if before != nil {
		if im, err = m.read(g, s, before); err != nil {
			return m.list([]coding.Problem{unreadable(g.file.name, err)}, bar), true, nil
		}
	}
	bar.close()
	intake.Cut(im)
	intake.Settle(im, s, before)
	intake.Rename(im, study.FieldOf)
	intake.Number(name, im, s, before)
	if m.propose {
		return 0, true, m.writeProposal(im, s, g.file.path)
	}
	if len(intake.Asked(im)) > 0 || im.Layout == "" || intake.Empty(im) {
		if im.Layout != "" {
			if err := intake.Report(m.Stdout, m.messageLang(), im, nil); err != nil {
				return 0, true, err
			}
		}
		n := m.list(im.Problems, bar)
		if n == 0 {
			fmt.Fprintln(m.Stderr, m.say("import.no_rows", im.File))
		}
		fmt.Fprintln(m.Stderr, m.say("import.nothing_written", im.File))
		return n, true, nil
	}
	if earlier == nil && !m.force {
		if p := intake.SamePeople(name, im, s, records.done); p != nil {
			n := m.list([]coding.Problem{*p}, bar)
			fmt.Fprintln(m.Stderr, m.say("import.nothing_written", im.File))
			return n, true, nil
		}
	}
	intake.Ask(im, s, before)
	intake.AskTwin(im, twin)
	bar.close()
	return m.bring(im, s, entry{name: name, sources: sources, earlier: earlier, before: before, changed: relation == intake.Changed})
}

// entry is a file among the imports of a study.
type entry struct {
	name    string // of its record
	sources []intake.Source
	earlier *intake.Record // of its last import, nil for none
	before  *intake.Record // the same, with what a killed run wrote since
	changed bool
}

// bring merges an import into the study and writes it, unless it has changed and a person has to say so first.
func (m *importer) bring(im *dialect.Import, s *coding.Study, e entry) (problems int, decided bool, err error) {
	plan, err := intake.Make(e.name, im, e.sources, m.given, intake.Context{Study: s, Read: m.readFile, Field: study.FieldOf,
		Earlier: e.before, Others: m.known.besides(e.name), Case: m.caseOfAll(), Lang: m.writtenLang()})
	if err != nil {
		return 0, true, err
	}
	im.Problems = append(im.Problems, plan.Problems...)
	if e.changed && !m.force && plan.Writes() {
		added, updated, removed := plan.Changes()
		code := "import.changed"
		if e.earlier.Sources[0].SHA256 == e.sources[0].SHA256 {
			code = "import.other_options"
		}
		fmt.Fprintln(m.Stdout, m.say(code, im.File, e.name, fmt.Sprint(added), fmt.Sprint(updated), fmt.Sprint(removed)))
		return 0, false, intake.ReportChanges(m.Stdout, m.messageLang(), plan)
	}
	n := m.list(im.Problems, nil)
	if err := m.write(plan); err != nil {
		return n, true, err
	}
	m.known.wrote(plan.Record)
	m.wrote = true
	m.failed = append(m.failed, plan.Record.Unwritten...)
	return n, true, intake.Report(m.Stdout, m.messageLang(), im, plan)
}

// already says that a file was imported before, and what became of it since.
func (m *importer) already(file string, r *intake.Record) error {
	fmt.Fprintln(m.Stdout, m.say("import.already", file, r.Name))
	for _, path := range r.Missing(func(path string) bool { return m.hash(path) != "" }) {
		fmt.Fprintln(m.Stdout, "  "+m.say("import.deleted", path))
	}
	return nil
}

// shownCells is how many cells with the same trouble a line names; the import's record names all.
const shownCells = 12

// list prints problems and counts them: a line each, one for cells of a sheet that have the same trouble.
func (m *importer) list(problems []coding.Problem, bar *progress) int {
	bar.close()
	type trouble struct{ file, sheet, code, args string }
	of := func(p *coding.Problem) trouble {
		return trouble{p.Pos.File, p.Pos.Sheet, p.Code, strings.Join(append([]string{p.Suggestion}, p.Args...), "\x00")}
	}
	cells := map[trouble][]string{}
	for i := range problems {
		if c := problems[i].Pos.Cell(); c != "" {
			cells[of(&problems[i])] = append(cells[of(&problems[i])], c)
		}
	}
	for i := range problems {
		same := cells[of(&problems[i])]
		line := locale.ProblemLine(m.messageLang(), problems[i])
		switch {
		case len(same) < 2:
		case problems[i].Pos.Cell() != same[0]:
			continue
		default:
			rest := strings.Join(same[1:min(len(same), shownCells)], ", ")
			if len(same) > shownCells {
				rest += " …"
			}
			line = m.say("import.same_cells", line, strconv.Itoa(len(same)-1), rest)
		}
		fmt.Fprintln(m.Stderr, line)
	}
	return len(problems)
}

// folded lists words in lines of at most a width.
func folded(words []string, most int) string {
	var b strings.Builder
	at := 0
	for i, w := range words {
		if i > 0 {
			b.WriteString(",")
			if at++; at+1+len(w) > most {
				b.WriteString("\n")
				at = 0
			} else {
				b.WriteString(" ")
				at++
			}
		}
		b.WriteString(w)
		at += len(w)
	}
	return b.String()
}
