package intake

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/locale"
)

// Schema is the schema of a [Record].
const Schema = "smekit/import/1"

// Record is what an import leaves in the study: what was taken from where, and what was written. Reasons, notes and
// questions are codes with arguments, which the catalogue of messages words.
type Record struct {
	Schema    string    `json:"schema"`
	Name      string    `json:"name"`    // of the record, without .json
	Sources   []Source  `json:"sources"` // the export, then those that belong to it
	Layout    string    `json:"layout"`  // maxqda-segments
	Tool      string    `json:"tool"`    // MAXQDA
	Options   Options   `json:"options"`
	Coders    []string  `json:"coders"`           // whose layers it holds, sorted
	Passes    []string  `json:"passes,omitempty"` // of these layers, sorted; records of earlier versions have none
	Receipts  []Receipt `json:"receipts"`
	Questions []Note    `json:"questions"`
	Problems  int       `json:"problems"`                // rows and cells that could not be taken as they stand
	Lines     []string  `json:"problem_lines,omitempty"` // each of them with its cell, in English
	Files     []Written `json:"files"`                   // by path
	Unwritten []string  `json:"unwritten,omitempty"`     // files that rows could not be added to; importing again tries once more
}

// Source is a file that was imported: its name without folders, and its content's hash.
type Source struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// Options are what the person who imports said, empty where they said nothing. Map is the SHA-256 of the map. Two imports of one
// file are the same when their options are.
type Options struct {
	As    string `json:"as,omitempty"`
	Coder string `json:"coder,omitempty"`
	Pass  string `json:"pass,omitempty"`
	Map   string `json:"map,omitempty"`
}

// Receipt reconciles the rows of a sheet of the source: rows = used + missing + excluded + rejected.
type Receipt struct {
	File     string   `json:"file"`
	Sheet    string   `json:"sheet,omitempty"`
	What     string   `json:"what,omitempty"`
	Rows     int      `json:"rows"`
	Used     int      `json:"used"`
	Missing  int      `json:"missing"`
	Excluded []Count  `json:"excluded"`
	Rejected []Count  `json:"rejected"`
	Notes    []Note   `json:"notes"`
	Columns  []Column `json:"columns"`
}

// Count counts rows by a reason.
type Count struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}

// Note is a code with its arguments.
type Note struct {
	Code string   `json:"code"`
	Args []string `json:"args,omitempty"`
}

// Column says what a column was taken for; an empty field is an attribute kept under the header, "-" was left out.
type Column struct {
	Header string `json:"header"`
	Field  string `json:"field"`
}

// Written is a file of the study that the import wrote to. Rows are those that it wrote, by sheet and key, each with its
// hash as written; Shared are the keys, sorted, of rows that it needs and that stood there before. A text has neither.
type Written struct {
	Path   string                       `json:"path"`
	SHA256 string                       `json:"sha256"` // of the file when the import was done
	Rows   map[string]map[string]string `json:"rows,omitempty"`
	Shared map[string][]string          `json:"shared,omitempty"`
	Stood  bool                         `json:"stood,omitempty"` // a text that stood there before, in which the import has places
}

// file is what the record says of a path, nil for nothing.
func (r *Record) file(path string) *Written {
	if r == nil {
		return nil
	}
	for i := range r.Files {
		if r.Files[i].Path == path {
			return &r.Files[i]
		}
	}
	return nil
}

// needs reports whether the import wrote a row or counts on it.
func (w *Written) needs(sheet, key string) bool {
	if w == nil {
		return false
	}
	if _, wrote := w.Rows[sheet][key]; wrote {
		return true
	}
	_, shared := slices.BinarySearch(w.Shared[sheet], key)
	return shared
}

// Encode writes the record as JSON. The bytes depend on the record alone.
func (r *Record) Encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(r); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Decode reads a record. The name is used in messages.
func Decode(name string, data []byte) (*Record, error) {
	var r Record
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if r.Schema != Schema {
		return nil, fmt.Errorf("%s: schema %q, expected %s", name, r.Schema, Schema)
	}
	return &r, nil
}

// Missing lists the files of an import that are not in the study any more.
func (r *Record) Missing(exists func(path string) bool) []string {
	var out []string
	for _, w := range r.Files {
		if !w.Stood && !exists(w.Path) {
			out = append(out, w.Path)
		}
	}
	return out
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// newRecord is the record of an import without the files written and the problems met.
func newRecord(name string, im *dialect.Import, sources []Source, o Options) *Record {
	r := &Record{Schema: Schema, Name: name, Sources: sources, Layout: im.Layout, Tool: im.Tool, Options: o, Coders: Coders(im), Passes: Passes(im), Receipts: []Receipt{},
		Questions: notes(im.Questions), Files: []Written{}}
	for _, c := range append([]coding.Receipt{im.Receipt}, im.More...) {
		x := Receipt{File: c.File, Sheet: c.Sheet, What: c.What, Rows: c.Rows, Used: c.Used, Missing: c.Missing, Excluded: counts(c.Excluded), Rejected: counts(c.Rejected),
			Notes: notes(c.Notes), Columns: []Column{}}
		for _, u := range c.Columns {
			x.Columns = append(x.Columns, Column{u.Header, u.Field})
		}
		r.Receipts = append(r.Receipts, x)
	}
	return r
}

// count takes the problems of an import into its record.
func (r *Record) count(problems []coding.Problem) {
	r.Problems = len(problems)
	for _, p := range problems {
		r.Lines = append(r.Lines, locale.ProblemLine("en", p))
	}
}

func notes(list []coding.ReceiptNote) []Note {
	out := []Note{}
	for _, n := range list {
		out = append(out, Note{n.Code, n.Args})
	}
	return out
}

func counts(list []coding.ReasonCount) []Count {
	out := []Count{}
	for _, c := range list {
		out = append(out, Count{c.Reason, c.Count})
	}
	return out
}

// Coders lists whose layers an import holds, sorted.
func Coders(im *dialect.Import) []string {
	return distinct(im, func(c *coding.Coding) string { return c.Coder })
}

// Passes lists the passes of the layers that an import holds, sorted.
func Passes(im *dialect.Import) []string {
	return distinct(im, func(c *coding.Coding) string { return c.Pass })
}

func distinct(im *dialect.Import, of func(*coding.Coding) string) []string {
	out := []string{}
	for i := range im.Codings {
		if s := of(&im.Codings[i]); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}
