package intake

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// Context is the study that an import goes to. Study and Read are needed; Field nil knows no header, Earlier nil is a new import,
// Others nil an import alone.
type Context struct {
	Study   *coding.Study
	Read    func(path string) ([]byte, error) // a file of the study; fs.ErrNotExist where there is none
	Field   func(what, header string) string  // which field a header of a kind of sheet names
	Earlier *Record                           // of the same file, whose rows may be brought up to date; nil for none
	Others  []*Record                         // the study's other imports
	Case    string                            // of responses that name none
	Lang    string                            // of what is written for a person to fill in: zh, en or both
}

// Make merges an import into a study, in memory. Of the rows that the earlier import wrote, those that nobody edited since
// are updated, or removed where the file does not have them any more and no other import needs them; all other rows of the
// study stay as they are. A file that cannot be added to, and one whose name lies outside the study, is a problem, and the rest is
// made. The error is that of Read, or says that the import does not hold an attribute list for each coding.
func Make(name string, im *dialect.Import, sources []Source, o Options, c Context) (*Plan, error) {
	if n := len(im.Attrs); n > 0 && n != len(im.Codings) {
		return nil, fmt.Errorf("%s: %d lists of attributes for %d codings", im.File, n, len(im.Codings))
	}
	p := &Plan{Record: newRecord(name, im, sources, o)}
	for _, f := range Files(name, im, c) {
		var err error
		switch {
		case c.badName(f.Name):
			p.unwritten(f.Name, nil, coding.Problem{Pos: coding.Pos{File: im.File}, Code: "import.bad_path", Args: []string{f.Name}})
		case f.Workbook == nil:
			err = p.text(f, c)
		default:
			err = p.rows(f, c)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := p.withoutFiles(c); err != nil {
		return nil, err
	}
	slices.SortFunc(p.Record.Files, func(a, b Written) int { return strings.Compare(a.Path, b.Path) })
	p.Record.count(append(slices.Clone(im.Problems), p.Problems...))
	return p, nil
}

// withoutFiles are those of the earlier import that the file does not fill any more.
func (p *Plan) withoutFiles(c Context) error {
	if c.Earlier == nil {
		return nil
	}
	for i := range c.Earlier.Files {
		w := &c.Earlier.Files[i]
		done := slices.ContainsFunc(p.Outputs, func(o Output) bool { return o.Path == w.Path }) || slices.Contains(p.Record.Unwritten, w.Path)
		var err error
		switch {
		case done:
		case len(w.Rows)+len(w.Shared) == 0:
			err = p.withoutText(w, c)
		case len(w.Rows) > 0 && !c.badName(w.Path):
			err = p.rows(File{Name: w.Path, Workbook: &form.Workbook{}, Keys: keys}, c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
