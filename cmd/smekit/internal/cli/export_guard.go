package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/smekit/smekit/coding"
)

// notAnInput refuses to write over what the study is read from: --force replaces what was written, never what was brought.
func (a *App) notAnInput(at place, s *coding.Study, targets ...string) error {
	for _, target := range targets {
		if target == "" || target == "-" {
			continue
		}
		to, err := os.Stat(target)
		if err != nil {
			continue // not there, or output says why not
		}
		for i := range s.Inputs {
			if from, err := os.Stat(filepath.Join(at.dir, filepath.FromSlash(s.Inputs[i].Path))); err == nil && os.SameFile(from, to) {
				return errors.New(a.say("export.own_input", target))
			}
		}
	}
	return nil
}

// packaged are the paths that the files of a package are written to.
func packaged(out string, files []folderFile) []string {
	if strings.EqualFold(filepath.Ext(out), ".zip") {
		return []string{out}
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, filepath.Join(out, filepath.FromSlash(f.name)))
	}
	return paths
}
