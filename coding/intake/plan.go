package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
)

// Outcome of a file.
const (
	Created   = "created"
	Extended  = "changed"   // rows were added, updated or removed
	Unchanged = "unchanged" // everything stood there
	Kept      = "kept"      // a person's file that differs: left as it is
	Removed   = "removed"   // a text that the import wrote, that nobody edited since, and that its file has no more
)

// Output is what becomes of a file of the study.
type Output struct {
	Path    string // inside the study, with slashes; no other output's but for letter case
	Content []byte // to be written; nil where the file stays as it is, and where it is removed
	Outcome string
	Rows    []form.MergedRow // of a workbook, those that are news: added, updated, removed, gone, and kept where they differ; nil for a text
	Count   map[string]int   // rows by outcome; nil for a text
}

// Plan is an import as it would be written. Outputs and Record.Files do not run parallel: an output is a file that was looked at,
// a record's file one that the import has rows in or wrote. A file that cannot be written is in Problems and Record.Unwritten, and
// in neither of these. Record is never nil; Outputs and Problems are nil where there is nothing of theirs.
type Plan struct {
	Outputs  []Output
	Problems []coding.Problem // files that cannot be added to, or are none of the study
	Record   *Record
}

// Changes counts the rows that would change.
func (p *Plan) Changes() (added, updated, removed int) {
	for i := range p.Outputs {
		c := p.Outputs[i].Count
		added, updated, removed = added+c[form.RowAdded], updated+c[form.RowUpdated], removed+c[form.RowRemoved]
	}
	return added, updated, removed
}

// Writes reports whether anything would change in the study.
func (p *Plan) Writes() bool {
	return slices.ContainsFunc(p.Outputs, func(o Output) bool { return o.Content != nil || o.Outcome == Removed })
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
