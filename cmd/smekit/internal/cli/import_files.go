package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/intake"
	"github.com/smekit/smekit/coding/refi"
	"github.com/smekit/smekit/coding/sav"
	"github.com/smekit/smekit/coding/sheet"
	"github.com/smekit/smekit/coding/transcript"
)

// export is a file to be imported.
type export struct {
	path string // as given
	name string // without folders
	r    *os.File
	size int64
	hash string
}

// openExports opens files and hashes them. done closes them.
func openExports(paths []string) (files []*export, done func(), err error) {
	done = func() {
		for _, f := range files {
			_ = f.r.Close()
		}
	}
	for _, p := range paths {
		r, err := os.Open(p)
		if err != nil {
			return files, done, err
		}
		f := &export{path: p, name: filepath.Base(p), r: r}
		files = append(files, f)
		st, err := r.Stat()
		if err != nil {
			return files, done, err
		}
		if st.IsDir() {
			return files, done, usagef("%s", fmt.Sprintf("%s: a folder, expected a file", p))
		}
		h := sha256.New()
		if f.size, err = io.Copy(h, r); err != nil {
			return files, done, err
		}
		f.hash = hex.EncodeToString(h.Sum(nil))
	}
	return files, done, nil
}

// group is a file with those that belong to it.
type group struct {
	file     *export
	together []*export
}

func (g group) sources() []intake.Source {
	out := []intake.Source{{Name: g.file.name, SHA256: g.file.hash, Size: g.file.size}}
	for _, f := range g.together {
		out = append(out, intake.Source{Name: f.name, SHA256: f.hash, Size: f.size})
	}
	return out
}

func groupNames(list []group) string {
	names := make([]string, len(list))
	for i, g := range list {
		names[i] = g.file.name
	}
	return strings.Join(names, ", ")
}

// group puts together what belongs together, and codebooks before codings, whatever the order on the command line. A file
// given twice counts once.
func (m *importer) group(files []*export) ([]group, error) {
	var list []group
	var definitions []*export
	var seen []string
	for _, f := range files {
		if slices.Contains(seen, f.hash) {
			continue
		}
		seen = append(seen, f.hash)
		if dialect.IsDefinition(f.name, f.r, f.size) {
			definitions = append(definitions, f)
			continue
		}
		list = append(list, group{file: f})
	}
	if len(list) == 0 {
		return nil, usagef("%s", m.say("import.lone_definition", definitions[0].name))
	}
	if len(list) == 1 {
		list[0].together = definitions
		return list, nil
	}
	looks := make([]intake.Look, len(list))
	for i := range list {
		im, err := m.readWith(list[i], dialect.Options{As: m.as, Coder: m.coder, Pass: m.pass})
		if err != nil {
			im = nil // told when its turn comes
		}
		looks[i] = intake.LookAt(im)
	}
	var out []group
	for _, p := range intake.Arrange(looks) {
		g := list[p.First]
		for _, i := range p.Beside {
			g.together = append(g.together, list[i].file)
		}
		if looks[p.First].Survey {
			g.together = append(g.together, definitions...)
		}
		out = append(out, g)
	}
	return out, nil
}

// read maps a file with what the study knows, but for what an earlier import of it brought.
func (m *importer) read(g group, s *coding.Study, earlier *intake.Record) (*dialect.Import, error) {
	o := dialect.Options{As: m.as, Coder: m.coder, Pass: m.pass, Map: m.answer, Codes: intake.Codes(s, earlier), Items: s.Framework.Explicit(s.Instrument.Items)}
	for i := range s.Framework.Dimensions {
		o.Dimensions = append(o.Dimensions, s.Framework.Dimensions[i].ID)
	}
	return m.readWith(g, o)
}

func (m *importer) readWith(g group, o dialect.Options) (*dialect.Import, error) {
	for _, f := range g.together {
		o.Together = append(o.Together, dialect.Source{Name: f.name, R: f.r, Size: f.size})
	}
	o.DocxText = func(b []byte) (string, error) {
		t, _, err := transcript.Read(b, "source.docx")
		return t.Text, err
	}
	return dialect.Open(g.file.name, g.file.r, g.file.size, o)
}

// readMap reads what a person answered.
func (m *importer) readMap() error {
	if m.mapFile == "" {
		return nil
	}
	f, err := os.Open(m.mapFile)
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	answer, problems, err := dialect.ReadMap(filepath.Base(m.mapFile), f, st.Size())
	if err != nil {
		return m.problems([]coding.Problem{unreadable(filepath.Base(m.mapFile), err)})
	}
	if len(problems) > 0 {
		return m.problems(problems)
	}
	m.answer = answer
	m.given.Map, err = hashOfFile(m.mapFile)
	return err
}

// caseOfAll is the case that a map gives to every row.
func (m *importer) caseOfAll() string {
	if m.answer == nil {
		return ""
	}
	for _, p := range m.answer.Values {
		if p.From == "case" {
			return p.To
		}
	}
	return ""
}

// problems lists problems that stop an import.
func (m *importer) problems(list []coding.Problem) error {
	n := m.list(list, nil)
	return &problemsError{m.say("cli.nothing_written", countProblems(m.messageLang(), n))}
}

// unreadable is the problem of a file that a reader gave up.
func unreadable(name string, err error) coding.Problem {
	code, args := "sheet.error.unreadable", []string{err.Error()}
	var (
		table   *sheet.ReadError
		project *refi.ReadError
		data    *sav.ReadError
	)
	pos := coding.Pos{File: name}
	switch {
	case errors.As(err, &table):
		code, args, pos.Sheet = table.Code, table.Args, table.Sheet
	case errors.As(err, &project):
		code, args = project.Code, project.Args
	case errors.As(err, &data):
		code, args = data.Code, data.Args
	}
	return coding.Problem{Pos: pos, Code: "unreadable_file", Args: append([]string{code}, args...)}
}
