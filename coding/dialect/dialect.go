package dialect

import (
	"io"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// layout is an export of another tool. A new one is one file and one line of layouts.
type layout struct {
	Name string // as in Options.As
	Tool string // as people call the program
	// recognise scores the file from 0 (not this) to 100 and says why.
	recognise func(*opened) (score int, why coding.ReceiptNote)
	// read maps the file. The error is for what stops the reading altogether.
	read func(*opened, Options) (*Import, []coding.Problem, error)
}

// layouts is the registry, in the order in which candidates are listed.
var layouts = []layout{
	refiProject,
	refiCodebook,
	maxqdaSegments.layout(),
	maxqdaCodebook.layout(),
	atlasQuotations.layout(),
	atlasCodebook.layout(),
	dedooseExcerpts.layout(),
	qualcoderReport.layout(),
	taguetteHighlights.layout(),
	taguetteCodebook.layout(),
	nvivoComparison.layout(),
	nvivoCodebook.layout(),
	plainLong.layout(),
	plainWide.layout(),
	wenjuanxing.layout(),
	qualtrics.layout(),
	surveymonkey.layout(),
	limesurvey.layout(),
	kobo.layout(),
	googleforms.layout(),
	redcap.layout(),
	spss,
	plainSurvey.layout(),
}

// Layouts lists the names that [Options.As] takes; the part before the hyphen will do.
func Layouts() []string {
	names := make([]string, len(layouts))
	for i := range layouts {
		names[i] = layouts[i].Name
	}
	return names
}

// candidate is a layout that a file may have.
type candidate struct {
	*layout
	score int
	why   coding.ReceiptNote
}

// Open recognises a file of the given size and maps it. The name is used in positions and messages alone. A file that is
// not recognised, or equally likely to be two things, gives an Import with a problem that says what to do. The error is that
// of the reader of the file's format (a [*sheet.ReadError], a [*refi.ReadError]).
func Open(name string, r io.ReaderAt, size int64, o Options) (*Import, error) {
	f := open(name, r, size, o.Map)
	defer f.close()
	as := o.As
	if as == "" && o.Map != nil {
		as = o.Map.Layout
	}
	list, best := f.candidates(as)
	im := &Import{File: name, Receipt: coding.Receipt{File: name, What: "file"}}
	switch {
	case as != "" && best == nil && !known(as):
		im.Problems = append(im.Problems, f.problem("dialect.unknown_layout", nearestOf(as, Layouts()), as, strings.Join(Layouts(), ", ")))
		return f.closed(im), nil
	case best == nil && f.unreadable() != nil:
		return nil, f.unreadable()
	case best == nil && f.oneColumn() != "":
		im.Problems = append(im.Problems, f.problem("dialect.one_column", "", f.oneColumn()))
		return f.closed(im), nil
	case best == nil:
		code, args := "dialect.not_recognised", []string{f.headers()}
		if as != "" {
			code, args = "dialect.not_as", []string{as, f.headers()}
		}
		im.Problems = append(im.Problems, f.problem(code, "", args...))
		return f.closed(im), nil
	}
	var rivals []string
	for _, c := range list {
		if c.score == best.score {
			rivals = append(rivals, c.Name)
		}
	}
	if len(rivals) > 1 {
		for _, c := range list {
			if c.score == best.score {
				im.Why = append(im.Why, c.why)
			}
		}
		im.Problems = append(im.Problems, f.problem("dialect.ambiguous_layout", "", strings.Join(rivals, ", "), "--as "+rivals[0]))
		return f.closed(im), nil
	}
	return f.mapAs(best, o)
}

// mapAs reads the file as a layout.
func (f *opened) mapAs(best *candidate, o Options) (*Import, error) {
	im, problems, err := best.read(f, o)
	if err != nil {
		return nil, err
	}
	im.File, im.Layout, im.Tool = f.name, best.Name, best.Tool
	im.Why = append([]coding.ReceiptNote{best.why}, im.Why...)
	im.Receipt.Notes = append(slices.Clone(im.Why), im.Receipt.Notes...)
	im.Problems = append(im.Problems, problems...)
	sortProblems(im.Problems)
	return f.closed(im), nil
}

// closed adds what the format's reader noted about the file.
func (f *opened) closed(im *Import) *Import {
	if f.book != nil {
		im.Receipt.Notes = append(im.Receipt.Notes, f.book.Notes()...)
	}
	return im
}

// known reports whether a name is that of a layout or of a tool.
func known(as string) bool {
	return slices.ContainsFunc(layouts, func(l layout) bool { return l.called(as) })
}

// called reports whether the layout goes by a name: its own, its tool's, or the tool as people write it.
func (l *layout) called(as string) bool {
	as = strings.ReplaceAll(headKey(as), " ", "-")
	tool, _, _ := strings.Cut(l.Name, "-")
	return as == l.Name || as == tool || as == strings.ReplaceAll(headKey(l.Tool), " ", "-")
}

// candidates scores the layouts that as admits, all of them when it is empty.
func (f *opened) candidates(as string) (list []candidate, best *candidate) {
	f.forced = as != ""
	for i := range layouts {
		l := &layouts[i]
		if as != "" && !l.called(as) {
			continue
		}
		if score, why := l.recognise(f); score > 0 {
			list = append(list, candidate{l, score, why})
		}
	}
	for i := range list {
		if best == nil || list[i].score > best.score {
			best = &list[i]
		}
	}
	return list, best
}

// sortProblems puts problems in the order of their places.
func sortProblems(list []coding.Problem) {
	slices.SortStableFunc(list, func(a, b coding.Problem) int {
		if c := strings.Compare(a.Pos.Sheet, b.Pos.Sheet); c != 0 {
			return c
		}
		if a.Pos.Row != b.Pos.Row {
			return a.Pos.Row - b.Pos.Row
		}
		return a.Pos.Col - b.Pos.Col
	})
}
