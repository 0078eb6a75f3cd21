package cli

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/intake"
)

// importsName is the folder inside a study that keeps the records of its imports and the maps that people edit. The lock in
// it says to readers of a study that nothing there is data of its own.
const importsName = "imports"

// open locks the study's imports. release leaves a folder that was made for nothing as it was.
func (m *importer) open() (release func() error, err error) {
	_, missing := os.Stat(m.at.dir)
	home := filepath.Join(m.at.dir, importsName)
	_, fresh := os.Stat(home)
	if err := os.MkdirAll(home, 0o755); err != nil {
		return nil, err
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(home, lockName)).Lock()
	if err != nil {
		return nil, err
	}
	return func() error {
		if names, err := os.ReadDir(home); err == nil && fresh != nil && len(names) == 1 {
			_ = os.Remove(filepath.Join(home, lockName))
			_ = os.Remove(home)
			if missing != nil {
				_ = os.Remove(m.at.dir) // stays when something is in it
			}
		}
		unlock()
		return nil
	}, nil
}

func (m *importer) full(name string) string { return filepath.Join(m.at.dir, filepath.FromSlash(name)) }

func (m *importer) readFile(name string) ([]byte, error) { return os.ReadFile(m.full(name)) }

// hash is that of a file of the study, empty where there is none.
func (m *importer) hash(name string) string {
	h, err := hashOfFile(m.full(name))
	if err != nil {
		return ""
	}
	return h
}

// importRecords are the records of a study's imports.
type importRecords struct {
	done    []*intake.Record          // by name
	pending map[string]*intake.Record // of runs that were killed while they wrote
}

// taken are the names that a new import may not have: those of others, unless it goes on with what a killed run began.
func (r *importRecords) taken(im *dialect.Import, sources []intake.Source, o intake.Options) []string {
	var out []string
	for _, d := range r.done {
		out = append(out, d.Name)
	}
	for name, p := range r.pending {
		if again, _ := intake.Find([]*intake.Record{p}, im, sources, o); again == nil {
			out = append(out, name)
		}
	}
	return out
}

// pendingName is where a record stands while its files are being written: hidden, so that nobody takes it for done.
func pendingName(name string) string { return path.Join(importsName, "."+name+".json") }

func recordName(name string) string { return path.Join(importsName, name+".json") }

// records reads the records of a study. A record that cannot be read is a problem: nobody knows what it wrote.
func (m *importer) records() (*importRecords, []coding.Problem, error) {
	out := &importRecords{pending: map[string]*intake.Record{}}
	var problems []coding.Problem
	files, err := os.ReadDir(m.full(importsName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	for _, f := range files { // sorted by name
		name, is := strings.CutSuffix(f.Name(), ".json")
		if !is || f.IsDir() {
			continue
		}
		file := path.Join(importsName, f.Name())
		data, err := m.readFile(file)
		var r *intake.Record
		if err == nil {
			r, err = intake.Decode(file, data)
		}
		rest, hidden := strings.CutPrefix(name, ".")
		switch {
		case err != nil && hidden:
		case err != nil:
			problems = append(problems, coding.Problem{Pos: coding.Pos{File: file}, Code: "import.bad_record", Args: []string{err.Error()}})
		case hidden:
			out.pending[rest] = r
		default:
			r.Name = name // a record may be renamed
			out.done = append(out.done, r)
		}
	}
	return out, problems, nil
}

// wrote takes the record of an import that was written among the others, in the place that it has by its name.
func (r *importRecords) wrote(done *intake.Record) {
	delete(r.pending, done.Name)
	at, again := slices.BinarySearchFunc(r.done, done.Name+".json", func(d *intake.Record, name string) int { return strings.Compare(d.Name+".json", name) })
	if again {
		r.done[at] = done
		return
	}
	r.done = slices.Insert(r.done, at, done)
}

// write puts an import into the study. The record comes last: before, it stands hidden, so that a run after one that was killed
// knows what is smekit's.
func (m *importer) write(p *intake.Plan) error {
	for _, o := range p.Outputs {
		if !intake.Inside(o.Path) {
			return errors.New(m.say("import.outside", o.Path))
		}
	}
	record, err := p.Record.Encode()
	if err != nil {
		return err
	}
	name := p.Record.Name
	if err := writeFile(m.full(pendingName(name)), record); err != nil {
		return err
	}
	if !hasSettings(m.at.dir) {
		if err := writeFile(m.full("study.yaml"), intake.Settings(m.writtenLang())); err != nil {
			return err
		}
	}
	for _, o := range p.Outputs {
		switch {
		case o.Content != nil:
			err = writeFile(m.full(o.Path), o.Content)
		case o.Outcome == intake.Removed:
			err = os.Remove(m.full(o.Path))
		}
		if err != nil {
			return err
		}
	}
	return os.Rename(m.full(pendingName(name)), m.full(recordName(name)))
}

// hasSettings reports whether a study has its settings file, under either ending.
func hasSettings(dir string) bool {
	for _, n := range []string{"study.yaml", "study.yml"} {
		if _, err := os.Stat(filepath.Join(dir, n)); !errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return false
}

// writtenLang is the language of files that are written: never that of the environment.
func (m *importer) writtenLang() string {
	if m.importOptions.lang == "" {
		return "both"
	}
	return m.importOptions.lang
}
