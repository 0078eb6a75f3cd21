package intake

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// Context is the study that an import goes to.
type Context struct {
	Study   *coding.Study
	Read    func(path string) ([]byte, error) // a file of the study; fs.ErrNotExist where there is none
	Field   func(what, header string) string  // which field a header of a kind of sheet names
	Earlier *Record                           // of the same file, whose rows may be brought up to date; nil for none
	Others  []*Record                         // the study's other imports
	Case    string                            // of responses that name none
	Lang    string                            // of what is written for a person to fill in: zh, en or both
}

// Outcome of a file.
const (
	Created   = "created"
	Extended  = "changed"   // rows were added, updated or removed
	Unchanged = "unchanged" // everything stood there
	Kept      = "kept"      // a person's file that differs: left as it is
)

// Output is what becomes of a file of the study.
type Output struct {
	Path    string
	Content []byte // to be written; nil where the file stays as it is
	Outcome string
	Rows    []form.MergedRow // those that are news: added, updated, removed, gone, and kept where they differ
	Count   map[string]int   // rows by outcome
}

// Plan is an import as it would be written.
type Plan struct {
	Outputs  []Output
	Problems []coding.Problem // files that cannot be added to
	Record   *Record
}

// Changes counts the rows and files that would change.
func (p *Plan) Changes() (added, updated, removed int) {
	for i := range p.Outputs {
		c := p.Outputs[i].Count
		added, updated, removed = added+c[form.RowAdded], updated+c[form.RowUpdated], removed+c[form.RowRemoved]
	}
	return added, updated, removed
}

// Make merges an import into a study, in memory. Of the rows that the earlier import wrote, those that nobody edited since
// are updated, or removed where the file does not have them any more and no other import needs them; all other rows of the
// study stay as they are. A file that cannot be added to is a problem, and the rest is made. The error is that of Read.
func Make(name string, im *dialect.Import, sources []Source, o Options, c Context) (*Plan, error) {
	p := &Plan{Record: newRecord(name, im, sources, o)}
	files := Files(name, im, c)
	if c.Earlier != nil { // files that the import does not fill any more
		for _, w := range c.Earlier.Files {
			if len(w.Rows) > 0 && !slices.ContainsFunc(files, func(f File) bool { return f.Name == w.Path }) {
				files = append(files, File{Name: w.Path, Workbook: &form.Workbook{}, Keys: keys})
			}
		}
	}
	for _, f := range files {
		var err error
		if f.Workbook == nil {
			err = p.text(f, c)
		} else {
			err = p.rows(f, c)
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(p.Record.Files, func(a, b Written) int { return strings.Compare(a.Path, b.Path) })
	return p, nil
}

// text is a file that is written whole.
func (p *Plan) text(f File, c Context) error {
	out := Output{Path: f.Name, Outcome: Created, Content: f.Text}
	old, err := c.Read(f.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case bytes.Equal(old, f.Text):
		out.Outcome, out.Content = Unchanged, nil
	case c.Earlier.file(f.Name) != nil && c.Earlier.file(f.Name).SHA256 == hashOf(old):
		out.Outcome = Extended
	default:
		out.Outcome, out.Content = Kept, nil
	}
	p.Outputs = append(p.Outputs, out)
	switch w := c.Earlier.file(f.Name); {
	case out.Outcome == Created, out.Outcome == Extended, out.Outcome == Unchanged && w != nil:
		p.Record.Files = append(p.Record.Files, Written{Path: f.Name, SHA256: hashOf(f.Text)})
	case w != nil:
		p.Record.Files = append(p.Record.Files, *w)
	}
	return nil
}

// rows are those of a workbook.
func (p *Plan) rows(f File, c Context) error {
	old, err := c.Read(f.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if len(f.Workbook.Sheets) == 0 { // removed by a person, and nothing more to say of it
			return nil
		}
		old = nil
	case err != nil:
		return err
	case old == nil:
		old = []byte{}
	}
	was := c.Earlier.file(f.Name)
	o := form.MergeOptions{Keys: f.Keys, Header: c.header, Sheet: func(sheet string) string { return sheetOf(c.Study, f.Name, sheet) }}
	if was != nil {
		o.Earlier = map[string]map[string]string{}
		for sheet, rows := range was.Rows {
			o.Earlier[sheet] = map[string]string{}
			for key, hash := range rows {
				if !slices.ContainsFunc(c.Others, func(r *Record) bool { return r.file(f.Name).needs(sheet, key) }) {
					o.Earlier[sheet][key] = hash
				}
			}
		}
	}
	content, rows, err := form.Merge(old, f.Name, *f.Workbook, o)
	if err != nil {
		p.Problems = append(p.Problems, mergeProblem(f.Name, err))
		p.Record.Unwritten = append(p.Record.Unwritten, f.Name)
		if was != nil {
			p.Record.Files = append(p.Record.Files, *was)
		}
		return nil
	}
	out := Output{Path: f.Name, Content: content, Outcome: Unchanged, Count: map[string]int{}}
	w := Written{Path: f.Name, Rows: map[string]map[string]string{}, Shared: map[string][]string{}}
	for _, r := range rows {
		outcome := r.Outcome
		own, ours := "", false
		if was != nil {
			own, ours = was.Rows[r.Sheet][r.Key]
		}
		switch {
		case outcome == form.RowAdded, outcome == form.RowUpdated:
			w.own(r.Sheet, r.Key, r.Hash)
		case outcome == form.RowSame && ours:
			w.own(r.Sheet, r.Key, r.Hash)
		case outcome == form.RowRemoved:
		case ours:
			w.own(r.Sheet, r.Key, own) // still known as edited, or as removed by a person
		default:
			w.Shared[r.Sheet] = append(w.Shared[r.Sheet], r.Key)
			if f.Quiet && outcome == form.RowKept {
				outcome = form.RowSame
			}
		}
		out.Count[outcome]++
		if outcome != form.RowSame {
			r.Outcome = outcome
			out.Rows = append(out.Rows, r)
		}
	}
	for _, keys := range w.Shared {
		slices.Sort(keys)
	}
	switch {
	case content != nil && old == nil:
		out.Outcome = Created
	case content != nil:
		out.Outcome = Extended
	}
	p.Outputs = append(p.Outputs, out)
	if w.SHA256 = hashOf(old); content != nil {
		w.SHA256 = hashOf(content)
	}
	if len(w.Rows)+len(w.Shared) > 0 {
		p.Record.Files = append(p.Record.Files, w)
	}
	return nil
}

func (w *Written) own(sheet, key, hash string) {
	if w.Rows[sheet] == nil {
		w.Rows[sheet] = map[string]string{}
	}
	w.Rows[sheet][key] = hash
}

// header tells a field by what the study's reader understands.
func (c *Context) header(sheet, header string) string {
	if c.Field == nil {
		return ""
	}
	if sheet == "items" {
		sheet = "instrument"
	}
	return c.Field(sheet, header)
}

// sheetOf is the kind that the study's reader took a sheet for.
func sheetOf(s *coding.Study, file, sheet string) string {
	for i := range s.Receipts {
		if r := &s.Receipts[i]; r.File == file && r.Sheet == sheet {
			if r.What == "instrument" {
				return "items"
			}
			return r.What
		}
	}
	return ""
}

// mergeProblem words why rows cannot be added to a file.
func mergeProblem(name string, err error) coding.Problem {
	var e *form.MergeError
	switch {
	case errors.As(err, &e):
		return coding.Problem{Pos: coding.Pos{File: name, Sheet: e.Sheet}, Code: "import.merge", Args: append([]string{e.Code}, e.Args...)}
	case errors.Is(err, form.ErrNotWorkbook):
		return coding.Problem{Pos: coding.Pos{File: name}, Code: "import.not_workbook"}
	}
	return coding.Problem{Pos: coding.Pos{File: name}, Code: "import.failed", Args: []string{err.Error()}}
}

// Resume is the earlier record with what a killed run is known to have written: of each file that stands as that run was to
// leave it, its rows. hash gives the hash of a file of the study, empty where there is none.
func Resume(earlier, pending *Record, hash func(path string) string) *Record {
	if pending == nil {
		return earlier
	}
	out := *pending
	out.Files = nil
	files := map[string]Written{}
	if earlier != nil {
		for _, w := range earlier.Files {
			files[w.Path] = w
		}
	}
	for _, w := range pending.Files {
		if hash(w.Path) == w.SHA256 {
			files[w.Path] = w
		}
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		out.Files = append(out.Files, files[path])
	}
	return &out
}

// Missing lists the files of an import that are not in the study any more.
func (r *Record) Missing(exists func(path string) bool) []string {
	var out []string
	for _, w := range r.Files {
		if !exists(w.Path) {
			out = append(out, w.Path)
		}
	}
	return out
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Settings is the study.yaml of a study that an import makes: the language (zh, en or both), and where to read about the rest.
func Settings(lang string) []byte {
	zh := "# 研究设置。各项设置及说明见 smekit new 生成的 study.yaml。\n"
	en := "# Settings of the study. The study.yaml that smekit new writes explains them all.\n"
	switch lang {
	case "zh":
		en = ""
	case "en":
		zh = ""
	}
	return []byte(zh + en + "lang: " + lang + "\n")
}

// String is the outcome of a file in short, for tests and logs: coding/1/A.xlsx changed: added 2, same 1.
func (o *Output) String() string {
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(o.Count)) {
		parts = append(parts, fmt.Sprintf("%s %d", k, o.Count[k]))
	}
	s := o.Path + " " + o.Outcome
	if len(parts) > 0 {
		s += ": " + strings.Join(parts, ", ")
	}
	return s
}

// Writes reports whether anything would change in the study.
func (p *Plan) Writes() bool {
	return slices.ContainsFunc(p.Outputs, func(o Output) bool { return o.Content != nil })
}
