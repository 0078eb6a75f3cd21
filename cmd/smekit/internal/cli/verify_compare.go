package cli

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// verification is what verify finds.
type verification struct {
	Same      bool            `json:"same"`
	Report    string          `json:"report"`            // the folder or file checked
	Against   string          `json:"against,omitempty"` // the results.json compared with
	Study     string          `json:"study,omitempty"`   // what was recomputed; empty: nothing
	Version   versionChange   `json:"version"`
	Why       []finding       `json:"why"`
	Inputs    []inputChange   `json:"inputs"`
	Options   []optionChange  `json:"options"`
	Receipts  []optionChange  `json:"receipts,omitempty"` // by file and sheet, what one of the receipts says alone
	Estimates estimateChanges `json:"estimates"`
	Warnings  []optionChange  `json:"warnings,omitempty"`
	Tables    []shownChange   `json:"tables"`
	Files     []fileChange    `json:"files"`
	Unchecked []finding       `json:"unchecked"`
	Remarks   []finding       `json:"remarks,omitempty"` // what makes no difference

	filesTotal int
	edited     bool // results.json itself: everything else of the run is as it gives it now
}

// finding is a sentence of the catalogue.
type finding struct {
	code string
	args []string
}

type versionChange struct {
	Recorded string `json:"recorded"`
	Now      string `json:"now"`
}

// inputChange is an input file by its hashes: empty where it is not there.
type inputChange struct {
	Path     string `json:"path"`
	State    string `json:"state"` // changed, missing, new
	Recorded string `json:"recorded_sha256"`
	Now      string `json:"now_sha256"`
}

type optionChange struct {
	Name     string `json:"name"`
	Recorded string `json:"recorded"`
	Now      string `json:"now"`
}

type estimateChanges struct {
	Recorded int              `json:"recorded"` // how many there are
	Now      int              `json:"now"`
	Changed  []estimateChange `json:"changed"`
	Added    []string         `json:"added"`
	Removed  []string         `json:"removed"`
}

// count is the number of estimates that differ in any way.
func (c *estimateChanges) count() int { return len(c.Changed) + len(c.Added) + len(c.Removed) }

type estimateChange struct {
	ID     string        `json:"id"`
	Fields []fieldChange `json:"fields"`
}

type fieldChange struct {
	Field    string `json:"field"`
	Recorded string `json:"recorded"`
	Now      string `json:"now"`
}

// shownChange is a table or figure that shows estimates which differ.
type shownChange struct {
	Profile   string   `json:"profile"`
	Kind      string   `json:"kind"` // table, figure
	Number    int      `json:"number"`
	Key       string   `json:"key"`
	TitleEN   string   `json:"title_en"`
	TitleZH   string   `json:"title_zh"`
	Estimates []string `json:"estimates"`
}

// States of a file that a report lists.
const (
	fileSame      = "same"
	fileChanged   = "changed"   // on disk: not as it was written; now: would be written differently
	fileMissing   = "missing"   // on disk: not there; now: would not be written
	fileUnchecked = "unchecked" // now: cannot be made here
)

// fileChange is a listed file whose bytes on disk, or as they would be written now, are not those recorded.
type fileChange struct {
	Path string `json:"path"`
	Disk string `json:"disk"`
	Now  string `json:"now"`
}

// compareResults compares recorded results with others.
func compareResults(rec *recordedRun, other string, now *ledger.Ledger) *verification {
	d := ledger.Compare(rec.ledger, now)
	v := &verification{Report: other, Against: rec.file, Version: versionChange{rec.ledger.Provenance.Version, now.Provenance.Version},
		Why: []finding{}, Inputs: []inputChange{}, Options: []optionChange{}, Tables: []shownChange{}, Files: []fileChange{}, Unchecked: []finding{},
		Estimates: estimateChanges{Recorded: len(rec.ledger.Estimates), Now: len(now.Estimates), Changed: []estimateChange{}, Added: []string{}, Removed: []string{}}}
	v.Estimates.Added, v.Estimates.Removed = append(v.Estimates.Added, d.Added...), append(v.Estimates.Removed, d.Removed...)
	for _, c := range d.Changed {
		list := &v.Estimates.Changed
		if n := len(*list); n == 0 || (*list)[n-1].ID != c.ID {
			*list = append(*list, estimateChange{ID: c.ID})
		}
		last := &(*list)[len(*list)-1]
		last.Fields = append(last.Fields, fieldChange{c.Field, c.First, c.Second})
	}
	for _, x := range d.Inputs {
		state := "changed"
		switch {
		case x.Second == "":
			state = "missing"
		case x.First == "":
			state = "new"
		}
		v.Inputs = append(v.Inputs, inputChange{x.Name, state, x.First, x.Second})
	}
	for _, x := range d.Options {
		name := strings.TrimPrefix(x.Name, "option ")
		if x.Name == "version" || x.Name == "option seed" || writesOnly[name] { // the version stands apart; the seed is told without the prefix, too
			continue
		}
		v.Options = append(v.Options, optionChange{name, x.First, x.Second})
	}
	for _, x := range d.Warnings {
		v.Warnings = append(v.Warnings, optionChange{"warning", x.First, x.Second})
	}
	for _, x := range d.Receipts {
		v.Receipts = append(v.Receipts, optionChange{x.Name, x.First, x.Second})
	}
	v.conclude()
	return v
}

// results counts the results that differ.
func (v *verification) results() int { return v.Estimates.count() + len(v.Warnings) }

// causes counts what may make results differ.
func (v *verification) causes() int { return len(v.Inputs) + len(v.Options) + len(v.Receipts) }

// writesOnly are options that say how results are written and change none.
var writesOnly = map[string]bool{"formats": true, "lang": true, "together": true, "template": true, "template_sha256": true, "since": true, "since_sha256": true}

// tables finds the tables and figures of a report that show estimates which differ.
func (v *verification) tables(b *builtReport) {
	differs := map[string]bool{}
	for i := range v.Estimates.Changed {
		differs[v.Estimates.Changed[i].ID] = true
	}
	for _, id := range v.Estimates.Added {
		differs[id] = true
	}
	if len(differs) == 0 {
		return
	}
	for _, doc := range b.docs {
		for _, t := range doc.Tables() {
			v.shows(doc, "table", t.Number, t.Key, t.Title, t, differs)
		}
		for _, f := range doc.Figures() {
			v.shows(doc, "figure", f.Number, f.Key, f.Title, f.Data(), differs)
		}
	}
}

func (v *verification) shows(doc *document.Document, kind string, number int, key string, title table.Text, t *table.Table, differs map[string]bool) {
	ids := []string{}
	seen := map[string]bool{}
	note := func(id string) {
		if differs[id] && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			for _, c := range r.Cells {
				note(c.ID)
				for _, p := range c.Parts {
					note(p.ID)
				}
			}
		}
	}
	if len(ids) > 0 {
		v.Tables = append(v.Tables, shownChange{doc.Key, kind, number, key, title.In("en"), title.In("zh"), ids})
	}
}

// compareFiles compares the files that a report lists with those on disk, and with those that its run gives now.
func (v *verification) compareFiles(rec *recordedRun, b *builtReport) error {
	now := map[string]string{}
	for _, f := range b.files {
		now[f.name] = hashOf(f.content)
	}
	lost := map[string]bool{} // options whose files are lost
	for _, f := range v.Unchecked {
		lost[f.args[0]] = true
	}
	listed := rec.ledger.Provenance.Files
	v.filesTotal = len(listed)
	asNow := len(listed) > 0 // every file is given again as it was
	for _, f := range listed {
		c := fileChange{f.Path, fileSame, fileSame}
		hash, err := hashOfFile(filepath.Join(rec.folder, filepath.FromSlash(f.Path)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			c.Disk = fileMissing
		case err != nil:
			return err
		case hash != f.SHA256:
			c.Disk = fileChanged
		}
		again, made := now[f.Path]
		switch {
		case again == f.SHA256:
		case !made && lost["template"] && strings.HasSuffix(f.Path, "."+wordFormat), made && lost["since"] && !dataFile(f.Path):
			c.Now = fileUnchecked
		case !made:
			c.Now = fileMissing
		default:
			c.Now = fileChanged
		}
		asNow = asNow && again == f.SHA256
		if c.Disk != fileSame || c.Now == fileChanged || c.Now == fileMissing {
			v.Files = append(v.Files, c)
		}
	}
	v.edited = asNow
	if v.results()+v.causes() > 0 {
		return nil
	}
	results, err := b.results()
	if err != nil {
		return err
	}
	switch {
	case bytes.Equal(results, rec.raw):
		v.edited = false
	case asNow:
		v.Files = append(v.Files, fileChange{filepath.Base(rec.file), fileChanged, fileSame})
	case lastDigits(rec.ledger, b.ledger):
		v.Files = slices.DeleteFunc(v.Files, func(c fileChange) bool { return c.Disk == fileSame && c.Now == fileChanged })
		v.Unchecked = append(v.Unchecked, finding{"cli.verify.last_digits", nil})
	}
	return nil
}

// dataFile reports whether a file holds the estimates alone: earlier results change nothing in it.
func dataFile(name string) bool { return strings.HasPrefix(name, "estimates.") }

// lastDigits reports whether numbers of two runs that agree differ in their last digits.
func lastDigits(first, second *ledger.Ledger) bool {
	hash := func(l *ledger.Ledger) string {
		var b bytes.Buffer
		if estimate.WriteCSV(&b, l.Estimates) != nil {
			return ""
		}
		return hashOf(b.Bytes())
	}
	return hash(first) != hash(second)
}

// conclude says whether anything differs, and why it is likely to.
func (v *verification) conclude() {
	results := v.results()
	v.Same = results+v.causes()+len(v.Files) == 0
	v.Why = v.Why[:0]
	if v.Version.Recorded != v.Version.Now {
		v.Why = append(v.Why, finding{"cli.verify.version", []string{v.Version.Recorded, v.Version.Now}})
	}
	for _, x := range v.Inputs {
		before, after := x.Recorded[:min(shortHash, len(x.Recorded))], x.Now[:min(shortHash, len(x.Now))]
		switch x.State {
		case "changed":
			v.Why = append(v.Why, finding{"cli.verify.input_changed", []string{x.Path, before, after}})
		case "missing":
			v.Why = append(v.Why, finding{"cli.verify.input_missing", []string{x.Path}})
		default:
			v.Why = append(v.Why, finding{"cli.verify.input_new", []string{x.Path, after}})
		}
	}
	for _, x := range v.Options {
		v.Why = append(v.Why, finding{"cli.verify.option", []string{x.Name, orDash(x.Recorded), orDash(x.Now)}})
	}
	for _, x := range v.Receipts {
		v.Why = append(v.Why, finding{"cli.verify.receipt", []string{x.Name, orDash(x.Recorded), orDash(x.Now)}})
	}
	now, disk := 0, 0
	for _, f := range v.Files {
		if f.Now != fileSame && f.Now != fileUnchecked {
			now++
		}
		if f.Disk != fileSame && !(v.edited && f.Path == resultsName) {
			disk++
		}
	}
	switch {
	case v.edited && (results > 0 || len(v.Files) > disk):
		v.Why = append(v.Why, finding{"cli.verify.edited", []string{resultsName}})
	case results+now > 0 && len(v.Why) == 0:
		v.Why = append(v.Why, finding{"cli.verify.unexplained", nil})
	}
	if disk > 0 {
		v.Why = append(v.Why, finding{"cli.verify.by_hand", []string{count(disk)}})
	}
}
