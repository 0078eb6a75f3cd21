package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports"
	"github.com/smekit/smekit/reports/data"
	"github.com/smekit/smekit/reports/document"
)

type segmentsOptions struct {
	query                     pass.Query
	cooccur, matrix, unmasked bool
	by, format, out, lang     string
	force, keepGoing          bool
}

func (a *App) segmentsCommand() *cobra.Command {
	var o segmentsOptions
	c := &cobra.Command{
		Use:   "segments [STUDY]",
		Short: "Retrieve coded segments; co-occurrence of codes; the case by code matrix",
		Long: `Retrieve coded segments by code, case, department, role, coder and period, with context; or with --cooccur how often codes
stand on the same segment, or with --matrix how often each case has each code. Names and labels do as well as ids.

Texts are masked (telephone and identity numbers, listed names), and left out without consent. --unmasked writes them as
they are, with speakers, departments and the cells they stand in: keep such a file to yourself.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			at, err := a.locate(args)
			if err != nil {
				return err
			}
			if o.cooccur && o.matrix {
				return usagef("--cooccur and --matrix: expected one of them")
			}
			if o.query.Context < 0 {
				return usagef("--context: expected 0 or more, got %d", o.query.Context)
			}
			return a.segments(c.Context(), at, o)
		},
	}
	f, q := c.Flags(), &o.query
	f.StringSliceVar(&q.Codes, "code", nil, "codes; a dimension or group stands for its codes")
	f.StringSliceVar(&q.Cases, "case", nil, "cases")
	f.StringSliceVar(&q.Depts, "dept", nil, "departments")
	f.StringSliceVar(&q.Roles, "role", nil, "roles, or leader and staff")
	f.StringSliceVar(&q.Coders, "coder", nil, "coders (their own rows, unless --layer says consensus)")
	f.StringSliceVar(&q.Periods, "period", nil, "periods spoken of")
	f.StringVar(&q.Pass, "pass", "", "this pass alone (default each coder's latest pass on a segment)")
	f.StringVar(&q.Layer, "layer", "", "consensus or coders (default consensus, coders where --coder is given)")
	f.StringVar(&q.Level, "level", "", "count by code, dimension or group, with --cooccur and --matrix")
	f.BoolVar(&q.AI, "with-ai", false, "programs among the coders count too")
	f.IntVar(&q.Context, "context", 0, "units of context before and after")
	f.BoolVar(&o.cooccur, "cooccur", false, "co-occurrence of codes instead of segments")
	f.BoolVar(&o.matrix, "matrix", false, "case by code matrix instead of segments")
	f.StringVar(&o.by, "by", "case", "columns of --matrix: one of "+strings.Join(pass.MatrixAttributes(), ", "))
	f.BoolVar(&o.unmasked, "unmasked", false, "texts as they are, with speakers and cells; without consent too")
	f.StringVar(&o.format, "format", "", "md or csv (default: md on a terminal, else csv)")
	f.StringVarP(&o.out, "output", "o", "", "write to `FILE` (.xlsx, .md, .html, .csv); - is standard output")
	f.BoolVar(&o.force, "force", false, "replace FILE")
	f.BoolVar(&o.keepGoing, "keep-going", false, "go on in spite of problems of the study")
	a.langFlag(c, &o.lang)
	return c
}

func (a *App) segments(ctx context.Context, at place, o segmentsOptions) error {
	kind, err := a.documentKind(o.out, o.format)
	if err != nil {
		return err
	}
	bar := a.newProgress(a.messageLang())
	defer bar.close()
	s, err := at.open(ctx, bar)
	if err != nil {
		return err
	}
	if err := a.notRead(at, s, o.out); err != nil {
		return err
	}
	if err := a.stopAtProblems(s.Problems, o.keepGoing, bar); err != nil {
		return err
	}
	if o.query.Level == "code" {
		o.query.Level = ""
	}
	q, err := o.query.Resolve(s)
	var unknown *pass.UnknownName
	if errors.As(err, &unknown) {
		return usagef("%s", a.unknownName(unknown))
	}
	if err != nil {
		return err
	}
	doc, base, err := retrieved(s, q, o, kind == "csv")
	if errors.As(err, &unknown) {
		return usagef("%s", a.unknownName(unknown))
	}
	if err != nil {
		return err
	}
	bar.close()
	if o.unmasked && !a.quiet {
		fmt.Fprintln(a.Stderr, a.say("cli.unmasked"))
	}
	if n := base.Undecided; n > 0 && !a.quiet {
		code := "segments.undecided"
		if n == 1 {
			code += "_one"
		}
		fmt.Fprintln(a.Stderr, a.say("cli.warning", a.say(code, strconv.Itoa(n), strconv.Itoa(n-base.Ties), strconv.Itoa(base.Ties))))
	}
	return a.output(o.out, o.force, func(w io.Writer) error {
		if kind == "csv" {
			return writeTablesCSV(w, doc)
		}
		return a.writeDocument(w, kind, doc)
	})
}

// retrieved makes the document that was asked for, and says what it rests on; bare is for files that programs read.
func retrieved(s *coding.Study, q pass.Query, o segmentsOptions, bare bool) (*document.Document, pass.Base, error) {
	m := mask.New(s)
	ro := reports.SegmentsOptions{Query: q, Unmasked: o.unmasked, IDs: bare}
	switch {
	case o.cooccur:
		c := pass.Cooccur(s, q)
		return reports.Cooccurrence(s, c, m, ro), c.Base, nil
	case o.matrix:
		if o.by == "coder" {
			ro.Query.Layer = pass.LayerCoders
		}
		x, err := pass.CaseByCode(s, q, o.by)
		if err != nil {
			return nil, pass.Base{}, err
		}
		return reports.CaseMatrix(s, x, m, ro), x.Base, nil
	}
	ps, base := pass.RetrieveWithBase(s, q)
	ro.Base = base
	return reports.Segments(s, ps, m, ro), base, nil
}

// writeTablesCSV writes the first table of a document; a program reads one.
func writeTablesCSV(w io.Writer, d *document.Document) error {
	for _, t := range d.Tables() {
		return data.WriteTableCSV(w, t)
	}
	return nil
}

// unknownName words a name in a query that the study does not know.
func (a *App) unknownName(u *pass.UnknownName) string {
	flag := u.Kind
	switch flag {
	case "department":
		flag = "dept"
	case "attribute":
		flag = "by"
	}
	message := a.say("cli.unknown_name", flag, u.Name)
	switch {
	case u.Suggestion != "":
		message += a.say("cli.unknown_name.near", u.Suggestion)
	case len(u.Known) > 0:
		known := u.Known
		more := ""
		if len(known) > 12 {
			known, more = known[:12], " …"
		}
		message += a.say("cli.unknown_name.known", strings.Join(known, ", ")+more)
	}
	return message
}
