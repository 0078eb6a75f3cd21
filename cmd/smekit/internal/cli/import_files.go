package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

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

// read maps a file with what the study knows, but for what an earlier import of it brought.
func (m *importer) read(g group, s *coding.Study, earlier *intake.Record) (*dialect.Import, error) {
	o := dialect.Options{As: m.as, Coder: m.coder, Pass: m.pass, Map: m.answer, Codes: intake.Codes(s, earlier), Items: s.Framework.Explicit(s.Instrument.Items)}
	for i := range s.Framework.Dimensions {
		o.Dimensions = append(o.Dimensions, s.Framework.Dimensions[i].ID)
	}
	c := intake.Context{Study: s, Read: m.readFile, Earlier: earlier, Others: m.known.done}
	if earlier != nil {
		c.Others = m.known.besides(earlier.Name)
	}
	var err error
	if o.Texts, err = c.Texts(); err != nil {
		return nil, err
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
