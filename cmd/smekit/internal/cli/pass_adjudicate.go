package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/pass"
)

type adjudicateOptions struct {
	pass, out, lang          string
	all, withAI, force, goOn bool
}

func (a *App) adjudicateCommand() *cobra.Command {
	var o adjudicateOptions
	c := &cobra.Command{
		Use:   "adjudicate [STUDY]",
		Short: "Write the coders' disagreements as a workbook to decide in, confusion pairs first",
		Long: `Write the coders' disagreements as a workbook to decide in: the text in context, what each coder gave, the definitions in
question, drop-downs for the decision and its reason. Units where two codes were taken for one another come first. What
the consensus sheet rules already is left out. Afterwards smekit pass settle reads the decisions.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			at, err := a.locate(args)
			if err != nil {
				return err
			}
			return a.adjudicate(c.Context(), at, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.pass, "pass", "", "this pass alone (default each coder's latest pass on a unit)")
	f.BoolVar(&o.all, "all", false, "also what a majority settles, and ratings that lie far apart")
	f.BoolVar(&o.withAI, "with-ai", false, "programs among the coders take part")
	f.StringVarP(&o.out, "output", "o", "", "write to `FILE` (default STUDY/passes/PASS/queue.xlsx); - is standard output")
	f.BoolVar(&o.force, "force", false, "replace a queue that somebody worked in")
	f.BoolVar(&o.goOn, "keep-going", false, "go on in spite of problems of the study")
	a.langFlag(c, &o.lang)
	return c
}

func (a *App) adjudicate(ctx context.Context, at place, o adjudicateOptions) error {
	bar := a.newProgress(a.messageLang())
	defer bar.close()
	t, err := a.openTeam(ctx, at, o.goOn, bar)
	if err != nil {
		return err
	}
	last, err := a.coded(t, o.pass)
	if err != nil {
		return err
	}
	if rel, _ := at.inside(o.out); rel != inPass(last, queueName) { // its own place, by name
		if err := a.notRead(at, t.study, o.out); err != nil {
			return err
		}
	}
	contest := pass.NewLayers(t.study).Contest(pass.DisputeOptions{Pass: o.pass, All: o.all, AI: o.withAI})
	lang := o.lang
	if lang == "" {
		lang = t.study.Options.Lang
	}
	bar.stage("writing", 0)
	var buf bytes.Buffer
	if err := form.Write(&buf, form.Queue(pass.Queue(t.study, contest.Disputes, lang))); err != nil {
		return err
	}
	bar.close()
	if !a.quiet {
		fmt.Fprintln(a.Stderr, a.say("cli.queue.counts", strconv.Itoa(contest.Units), strconv.Itoa(len(contest.Disputes)), strconv.Itoa(contest.Ruled)))
	}
	switch o.out {
	case "-":
		_, err := a.Stdout.Write(buf.Bytes())
		return err
	case "":
		names, err := a.writeStudyFiles(at.dir, []folderFile{{inPass(last, queueName), buf.Bytes()}}, o.force)
		if err != nil {
			return err
		}
		a.written(names)
		return nil
	}
	return a.output(o.out, o.force, func(w io.Writer) error { _, err := w.Write(buf.Bytes()); return err })
}

type settleOptions struct {
	pass, lang       string
	force, keepGoing bool
}

func (a *App) settleCommand() *cobra.Command {
	var o settleOptions
	c := &cobra.Command{
		Use:   "settle [STUDY] [QUEUE]...",
		Short: "Read the decisions of an adjudication queue into the consensus layer",
		Long: `Read the decisions of an adjudication queue into coding/consensus.xlsx. The coders' own layers stay as they are, and so does
the agreement between them; rows left undecided remain undecided, and are counted.`,
		RunE: func(c *cobra.Command, args []string) error {
			var queues []string
			if len(args) > 1 {
				args, queues = args[:1], args[1:]
			}
			at, err := a.locate(args)
			if err != nil {
				return err
			}
			return a.settle(c.Context(), at, queues, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.pass, "pass", "", "the pass whose queue is read (default the last)")
	f.BoolVar(&o.keepGoing, "keep-going", false, "take the sound decisions in spite of problems")
	f.BoolVar(&o.force, "force", false, "replace a consensus sheet that somebody wrote or changed; its rulings are kept, its other columns are not")
	a.langFlag(c, &o.lang)
	return c
}

func (a *App) settle(ctx context.Context, at place, queues []string, o settleOptions) error {
	bar := a.newProgress(a.messageLang())
	defer bar.close()
	t, err := a.openTeam(ctx, at, o.keepGoing, bar)
	if err != nil {
		return err
	}
	if len(queues) == 0 {
		last, err := a.coded(t, o.pass)
		if err != nil {
			return err
		}
		queues = []string{filepath.Join(at.dir, filepath.FromSlash(inPass(last, queueName)))}
	}
	books, done, err := openReturned(queues, nil)
	defer done()
	if err != nil {
		return err
	}
	var verdicts []*pass.Verdicts
	var problems []coding.Problem
	var said []coding.Ruling // by the queues so far
	merged := pass.MergedRulings{Rulings: t.study.Consensus}
	for _, b := range books {
		if b.Err != nil {
			return b.Err
		}
		v, err := pass.ReadQueue(b.Book, b.Name, t.study)
		if err != nil {
			return err
		}
		verdicts = append(verdicts, v)
		rulings, contradictions := pass.WithoutContradictions(said, v.Rulings)
		said = append(said, rulings...)
		problems = append(append(problems, v.Problems...), contradictions...)
		m := pass.MergeRulings(merged.Rulings, rulings)
		merged = pass.MergedRulings{Rulings: m.Rulings, Added: append(merged.Added, m.Added...), Changed: append(merged.Changed, m.Changed...), Same: merged.Same + m.Same}
	}
	bar.close()
	if err := a.writeVerdicts(books, verdicts); err != nil {
		return err
	}
	if n := a.listProblems(problems, bar); n > 0 && !o.keepGoing {
		return &problemsError{a.say("cli.settle.nothing_written", countProblems(a.messageLang(), n))}
	}
	if _, err := fmt.Fprintln(a.Stdout, a.say("cli.settle.rulings", strconv.Itoa(len(merged.Added)), strconv.Itoa(len(merged.Changed)), strconv.Itoa(merged.Same), strconv.Itoa(len(merged.Rulings)))); err != nil {
		return err
	}
	if len(merged.Added)+len(merged.Changed) == 0 {
		a.written(nil)
		return nil
	}
	lang := o.lang
	if lang == "" {
		lang = t.study.Options.Lang
	}
	files, err := workbooks([]string{consensusName}, func(int) form.Workbook { return form.Consensus(lang, merged.Rulings) })
	if err != nil {
		return err
	}
	names, err := a.writeStudyFiles(at.dir, files, o.force)
	if err != nil {
		return err
	}
	a.written(names)
	return nil
}

// consensusName is the settled layer inside a study.
const consensusName = "coding/consensus.xlsx"

// writeVerdicts prints what each queue says.
func (a *App) writeVerdicts(books []pass.Returned, verdicts []*pass.Verdicts) error {
	head := []string{a.say("cli.collect.file")}
	for _, code := range []string{"rows", "decided", "undecided", "rejected", "missing"} {
		head = append(head, a.say("cli.settle."+code))
	}
	var rows [][]string
	for i, v := range verdicts {
		row := []string{books[i].Name}
		for _, n := range []int{v.Rows, v.Decided, v.Undecided, total(v.Rejected), v.Missing} {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, row)
	}
	if err := plainTable(a.Stdout, head, rows, 1); err != nil {
		return err
	}
	for i, v := range verdicts {
		a.receiptNotes(books[i].Name, v.Notes)
		for _, r := range v.Recoded {
			if !a.quiet {
				fmt.Fprintln(a.Stderr, a.say("cli.settle.recoded", r.Pos.String(), r.Code, r.Interview, r.Segment))
			}
		}
	}
	return nil
}
