package cli

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/study"
)

// notRead refuses outputs that are what a study is read from, and new ones that it would be read from the next time: --force
// replaces what was written, never what was brought.
func (a *App) notRead(at place, s *coding.Study, targets ...string) error {
	var read []string
	for i := range s.Inputs {
		read = append(read, filepath.Join(at.dir, filepath.FromSlash(s.Inputs[i].Path)))
	}
	for _, target := range targets {
		if target == "" || target == "-" {
			continue
		}
		if isOneOf(target, read) {
			return errors.New(a.say("cli.own_input", target))
		}
		rel, inside := at.inside(target)
		if at.root != "." || !inside {
			continue
		}
		if !study.Reads(rel) && !keptForStudy(rel) {
			continue
		}
		if _, err := os.Lstat(target); err == nil { // it could not be read, or a pass or an import keeps it
			return errors.New(a.say("cli.own_input", target))
		}
		return errors.New(a.say("cli.among_data", target, at.elsewhere(target)))
	}
	return nil
}

// notOver refuses an output that is one of the files that a command reads beside a study, or without one.
func (a *App) notOver(target string, read ...string) error {
	if target != "" && target != "-" && isOneOf(target, read) {
		return errors.New(a.say("cli.own_file", target))
	}
	return nil
}

// isOneOf reports whether a file is among others, by whatever path.
func isOneOf(target string, files []string) bool {
	to, err := os.Stat(target)
	if err != nil { // not there, or output says why not
		return false
	}
	return slices.ContainsFunc(files, func(file string) bool {
		from, err := os.Stat(file)
		return err == nil && os.SameFile(from, to)
	})
}

// notAmongData refuses a folder for a report that data are read from or kept in: readers pass over the folders of reports.
func (a *App) notAmongData(at place, dir string) error {
	rel, inside := at.inside(dir)
	if at.root != "." || !inside {
		return nil
	}
	top, _, _ := strings.Cut(rel, "/")
	if study.DataFolder(rel) || strings.EqualFold(top, passesName) || strings.EqualFold(top, importsName) {
		return errors.New(a.say("cli.report_among_data", dir, at.reportDir()))
	}
	return nil
}

// keptForStudy reports whether a path inside a study's folder is among what its passes and imports keep of themselves, what
// coders get and return, and what is decided in.
func keptForStudy(rel string) bool {
	top, in, _ := strings.Cut(rel, "/")
	switch {
	case strings.EqualFold(top, importsName):
		return true
	case !strings.EqualFold(top, passesName):
		return false
	}
	_, file, _ := strings.Cut(in, "/")
	folder, _, deep := strings.Cut(file, "/")
	return deep && (strings.EqualFold(folder, returnedName) || strings.EqualFold(folder, dealtName)) ||
		strings.EqualFold(file, dealName) || strings.EqualFold(file, collectedName) || strings.EqualFold(file, queueName)
}

// inside is a path as seen from the study's folder, slash-separated, where it lies in there. Links among its folders are followed,
// and folders are compared as such, not by how their names are spelled.
func (p place) inside(target string) (rel string, ok bool) {
	root, err := os.Stat(p.dir)
	if err != nil {
		return "", false
	}
	full, err := filepath.Abs(target)
	if err != nil {
		return "", false
	}
	if st, err := os.Stat(full); err == nil && st.IsDir() { // what is written goes into it; a link to a file is itself replaced
		if full, err = filepath.EvalSymlinks(full); err != nil {
			return "", false
		}
	}
	dir, rel := filepath.Dir(full), filepath.Base(full)
	for { // to the folder that is there; what is missing has no links
		real, err := filepath.EvalSymlinks(dir)
		if err == nil {
			dir = real
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", false
		}
		dir, rel = up, path.Join(filepath.Base(dir), rel)
	}
	for {
		if st, err := os.Stat(dir); err == nil && os.SameFile(st, root) {
			return rel, true
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", false
		}
		dir, rel = up, path.Join(filepath.Base(dir), rel)
	}
}

// elsewhere is a place for a file that readers of the study pass over.
func (p place) elsewhere(target string) string {
	return filepath.Join(p.dir, "reports", filepath.Base(target))
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
