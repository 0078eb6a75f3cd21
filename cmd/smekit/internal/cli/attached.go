package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/docx"
)

// attached is a file beside the study that a report is made with: earlier results, a template. A nil one is none.
type attached struct {
	name    string // inside the study's folder the slash-separated path from there, else the file's own name
	hash    string // empty: no file but a name that smekit knows
	content []byte // nil: not found
}

// attach reads the file at a path; nil for no path.
func attach(path string, at place) (*attached, error) {
	if path == "" {
		return nil, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return &attached{nameInside(at.dir, path), hashOf(b), b}, nil
}

// nameInside is a path as seen from a folder that it lies in, else its last element.
func nameInside(dir, path string) string {
	full, err := filepath.Abs(path)
	if err != nil {
		return filepath.Base(path)
	}
	if root, err := filepath.Abs(dir); err == nil {
		if rel, err := filepath.Rel(root, full); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.Base(path)
}

// options are how a run records the file.
func (x *attached) options(name string) []ledger.Option {
	if x == nil {
		return nil
	}
	out := []ledger.Option{{Name: name, Value: x.name, From: "flag"}}
	if x.hash != "" {
		out = append(out, ledger.Option{Name: name + "_sha256", Value: x.hash, From: "flag"})
	}
	return out
}

// results reads the file as a results.json.
func (x *attached) results() (*ledger.Ledger, error) {
	if x == nil || x.content == nil {
		return nil, nil
	}
	l, err := ledger.Decode(bytes.NewReader(x.content))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", x.name, err)
	}
	return l, nil
}

// official is the name of the built-in template for official documents.
const official = "gbt9704"

// attachTemplate reads the Word template at a path, unless it names the built-in one; nil for no path.
func attachTemplate(path string, at place) (*attached, error) {
	if path == official {
		return &attached{name: official}, nil
	}
	x, err := attach(path, at)
	if err != nil {
		return nil, err
	}
	_, err = x.word()
	return x, err
}

// word is the look of a template.
func (x *attached) word() (docx.Template, error) {
	switch {
	case x == nil:
		return docx.Template{}, nil
	case x.hash == "" && x.name == official:
		return docx.GBT9704(), nil
	}
	t, err := docx.ReadTemplate(x.content)
	if err != nil {
		return t, fmt.Errorf("%s: %w", x.name, err)
	}
	return t, nil
}

// lost reports whether the file is recorded and was not found.
func (x *attached) lost() bool { return x != nil && x.hash != "" && x.content == nil }
