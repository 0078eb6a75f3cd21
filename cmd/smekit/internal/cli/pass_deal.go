package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/pass"
)

type dealOptions struct {
	pass, unit, list, overlapBy, shuffle, lang string
	coders, by, interviews                     []string
	overlap                                    float64
	slots, longest                             int
	seed                                       uint64
	force, keepGoing                           bool
}

func (a *App) dealCommand() *cobra.Command {
	var o dealOptions
	c := &cobra.Command{
		Use:   "deal [STUDY] --coders A,B,…",
		Short: "Make a sealed workbook for each coder, with a planned overlap",
		Long: `Make a sealed workbook for each coder: the units of the study's transcripts (or its segments), the codebook, drop-downs.

The workbooks go to STUDY/passes/PASS/dealt. The overlap is what everybody codes: a share, stratified by case and role, or
a list of interviews or INTERVIEW/SEGMENT, one a line.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			at, err := a.locate(args)
			if err != nil {
				return err
			}
			if len(o.coders) == 0 {
				return usagef("--coders: expected the names of the coders")
			}
			if o.slots < 1 {
				return usagef("--slots: expected 1 or more, got %d", o.slots)
			}
			if c.Flags().Changed("seed") && o.seed == 0 {
				return usagef("--seed: expected 1 or more, got 0")
			}
			if o.list != "" && !c.Flags().Changed("overlap") {
				o.overlap = 0
			}
			o.coders = splitNames(o.coders)
			return a.deal(c.Context(), at, o, c.Flags().Changed("seed"))
		},
	}
	f := c.Flags()
	f.StringVar(&o.pass, "pass", "", "name of the pass (default the next number)")
	f.StringSliceVar(&o.coders, "coders", nil, "names of the coders; their workbooks bear them")
	f.StringVar(&o.unit, "unit", "", "cut transcripts into units by turn, paragraph or sentence (default: the cut of the earlier pass; else segments that the study has, else turns)")
	f.IntVar(&o.longest, "longest", 0, "longest unit in characters (default 800, or that of the earlier pass; negative: no bound)")
	f.Float64Var(&o.overlap, "overlap", 0.2, "share of the units that everybody codes, 0 to 1")
	f.StringVar(&o.list, "overlap-list", "", "`FILE` with the interviews, or INTERVIEW/SEGMENT, that everybody codes")
	f.StringVar(&o.overlapBy, "overlap-by", "interview", "overlap whole interviews, or single units: interview or unit")
	f.StringSliceVar(&o.by, "by", []string{"case", "role"}, "strata of the overlap")
	f.StringVar(&o.shuffle, "shuffle", "interview", "each coder's own order: of interviews, or of units")
	f.IntVar(&o.slots, "slots", 3, "code columns of a row")
	f.StringSliceVar(&o.interviews, "interviews", nil, "these interviews alone")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the sampling and the orders")
	f.BoolVar(&o.force, "force", false, "deal a pass again that was dealt, and replace what was changed since")
	f.BoolVar(&o.keepGoing, "keep-going", false, "go on in spite of problems of the study")
	a.langFlag(c, &o.lang)
	return c
}

func (a *App) deal(ctx context.Context, at place, o dealOptions, seeded bool) error {
	var list []string
	if o.list != "" {
		var err error
		if list, err = readLines(o.list); err != nil {
			return err
		}
	}
	bar := a.newProgress(a.messageLang())
	defer bar.close()
	t, err := a.openTeam(ctx, at, o.keepGoing, bar)
	if err != nil {
		return err
	}
	if o.pass == "" {
		o.pass = t.next()
	}
	if !seeded {
		o.seed = t.study.Options.Seed
	}
	var earlier []*pass.Deal
	for _, d := range t.deals {
		if d.Pass != o.pass {
			earlier = append(earlier, d)
		}
	}
	d, plan, err := pass.NewDeal(t.study, pass.DealOptions{Pass: o.pass, Coders: o.coders, Cut: o.unit, Overlap: o.overlap, OverlapList: list,
		OverlapBy: o.overlapBy, By: append([]string{}, o.by...), Shuffle: o.shuffle, Slots: o.slots, Longest: o.longest, Lang: o.lang, Seed: o.seed, Earlier: earlier, Interviews: o.interviews})
	if err != nil {
		return dealUsage(a, err)
	}
	if err := a.stopAtProblems(plan.Problems, o.keepGoing, bar); err != nil {
		return err
	}
	var record bytes.Buffer
	if err := d.Encode(&record); err != nil {
		return err
	}
	if err := a.dealtAlready(at.dir, o, record.Bytes()); err != nil {
		return err
	}
	bar.stage("writing", 0)
	names := make([]string, len(d.Coders))
	for i, c := range d.Coders {
		names[i] = inPass(o.pass, dealtName, c.Name+".xlsx")
	}
	files, err := workbooks(names, func(i int) form.Workbook { return d.Workbook(d.Coders[i].Name, t.study) })
	if err != nil {
		return err
	}
	// The record last: until it stands, the pass is not dealt.
	files = append(files, folderFile{inPass(o.pass, dealName), record.Bytes()})
	bar.close()
	names, err = a.writeStudyFiles(at.dir, files, o.force)
	if err != nil {
		return err
	}
	a.receiptNotes("", plan.Notes)
	if err := a.writePlan(d, plan); err != nil {
		return err
	}
	a.written(names)
	return nil
}

// dealtAlready refuses to deal a pass otherwise than it was dealt: coders may be at work on it.
func (a *App) dealtAlready(dir string, o dealOptions, record []byte) error {
	old, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(inPass(o.pass, dealName))))
	if errors.Is(err, fs.ErrNotExist) || o.force || bytes.Equal(old, record) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.New(a.say("cli.pass.dealt_already", o.pass))
}

// dealUsage puts an error of dealing into the language of the terminal.
func dealUsage(a *App, err error) error {
	var fault *pass.DealError
	if errors.As(err, &fault) {
		return usagef("%s", locale.Text(a.messageLang(), fault.Code, fault.Args...))
	}
	return err
}

// splitNames takes names apart at the commas and semicolons of Chinese texts too, and trims them.
func splitNames(list []string) []string {
	var out []string
	for _, s := range list {
		for _, n := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("，、；;,", r) }) {
			if n = strings.TrimSpace(n); n != "" {
				out = append(out, n)
			}
		}
	}
	return out
}

// readLines reads a list, a line an entry.
func readLines(path string) ([]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	lines := []string{}
	s := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))))
	for s.Scan() {
		if l := strings.TrimSpace(s.Text()); l != "" && !strings.HasPrefix(l, "#") {
			lines = append(lines, l)
		}
	}
	return lines, s.Err()
}

// writePlan prints how a deal came out: units and overlap by stratum, and how many units each coder has.
func (a *App) writePlan(d *pass.Deal, p *pass.DealPlan) error {
	head := append([]string{}, p.By...)
	for _, code := range []string{"interviews", "units", "shared_interviews", "shared_units", "share"} {
		head = append(head, a.say("cli.plan."+code))
	}
	head = append(head, p.Coders...)
	line := func(s *pass.DealStratum, values []string) []string {
		row := append([]string{}, values...)
		row = append(row, strconv.Itoa(s.Interviews), strconv.Itoa(s.Units), strconv.Itoa(s.SharedInterviews), strconv.Itoa(s.SharedUnits), fmt.Sprintf("%.1f%%", 100*s.Share()))
		for _, n := range s.PerCoder {
			row = append(row, strconv.Itoa(n))
		}
		return row
	}
	var rows [][]string
	for i := range p.Strata {
		rows = append(rows, line(&p.Strata[i], p.Strata[i].Values))
	}
	if len(p.By) > 0 {
		total := make([]string, len(p.By))
		total[0] = a.say("cli.plan.total")
		rows = append(rows, line(&p.Total, total))
	} else {
		rows = [][]string{line(&p.Total, nil)}
	}
	return plainTable(a.Stdout, head, rows, len(p.By))
}
