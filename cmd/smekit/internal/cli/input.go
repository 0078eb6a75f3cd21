package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/study"
)

// place is where a study lies on disk.
type place struct {
	dir  string // folder that its paths are inside of
	root string // "." for a folder, else the workbook's name
}

// locate finds the study that an argument names; the default is the current folder.
func (a *App) locate(args []string) (place, error) {
	path := "."
	if len(args) > 0 {
		path = args[0]
	}
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return place{}, errors.New(a.say("cli.no_study", path))
	case err != nil:
		return place{}, err
	case st.IsDir():
		return place{path, "."}, nil
	}
	return place{filepath.Dir(path), filepath.Base(path)}, nil
}

// reportDir is where a study's report goes by default.
func (p place) reportDir() string {
	if p.root == "." {
		return filepath.Join(p.dir, "report")
	}
	return filepath.Join(p.dir, p.root[:len(p.root)-len(filepath.Ext(p.root))]+"-report")
}

// open reads the study.
func (p place) open(ctx context.Context, bar *progress) (*coding.Study, error) {
	return p.openWith(ctx, study.Options{}, bar)
}

// openWith reads the study with options.
func (p place) openWith(ctx context.Context, o study.Options, bar *progress) (*coding.Study, error) {
	bar.stage("reading", 0)
	if p.root == "." {
		var err error
		if o.PassCodes, err = passCodes(p.dir); err != nil {
			return nil, err
		}
	}
	o.Name, o.Progress = p.name(), func(_ string, done, total int) { bar.at(done, total) }
	return study.Open(ctx, os.DirFS(p.dir), p.root, o)
}

// name is what a study without a title is called: its folder or workbook.
func (p place) name() string {
	if p.root != "." {
		return strings.TrimSuffix(p.root, filepath.Ext(p.root))
	}
	full, err := filepath.Abs(p.dir)
	if err != nil {
		return ""
	}
	return filepath.Base(full)
}
