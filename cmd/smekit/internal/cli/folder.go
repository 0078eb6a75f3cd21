package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/smekit/smekit/measures/ledger"
)

// Names in a report folder: the file that lists the others with their hashes, the lock that keeps two runs apart, and the
// hashes of what smekit wrote that results.json does not list. The last is there while files are being written, and
// afterwards only while files of an earlier run in other formats still stand. Readers pass over hidden files.
const (
	resultsName = "results.json"
	lockName    = ".smekit.lock"
	ownName     = ".smekit.files"
)

// folderFile is a file to be put into a folder.
type folderFile struct {
	name    string
	content []byte
}

// writeFolder puts files into a report folder under a lock, results.json last. Files that are still as smekit wrote them
// are replaced silently; a file that somebody changed or made since needs force. Nothing is written unless all may be.
func (a *App) writeFolder(dir string, files []folderFile, force bool) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(dir, lockName)).Lock()
	if err != nil {
		return err
	}
	defer unlock()
	known, err := readOwn(filepath.Join(dir, ownName))
	if err != nil {
		return err
	}
	listed, err := readListed(filepath.Join(dir, resultsName))
	ours := err == nil // there is a results.json of smekit's
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !force {
		return fmt.Errorf("%s (%w)", a.say("cli.not_results", dir, resultsName), err)
	}
	for _, f := range listed {
		known.add(f.Path, f.SHA256)
	}
	changed, foreign, err := compareFiles(dir, files, func(name, hash string) bool { return name == resultsName && ours || known.has(name, hash) })
	if err != nil {
		return err
	}
	if len(foreign) > 0 && !force {
		return errors.New(a.say("cli.not_ours", dir, strings.Join(foreign, ", ")))
	}
	if err := writeKnown(dir, ownName, known, changed); err != nil {
		return err
	}
	for _, f := range files {
		delete(known, f.name)
	}
	known.keepStanding(dir)
	return known.write(filepath.Join(dir, ownName))
}

// compareFiles tells which files have to be written, and which of those would replace a file that is not ours.
func compareFiles(dir string, files []folderFile, ours func(name, hash string) bool) (changed []folderFile, foreign []string, err error) {
	for _, f := range files {
		old, err := hashOfFile(filepath.Join(dir, filepath.FromSlash(f.name)))
		switch {
		case err == nil && old == hashOf(f.content):
			continue
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return nil, nil, err
		case err == nil && !ours(f.name, old):
			foreign = append(foreign, f.name)
		}
		changed = append(changed, f)
	}
	return changed, foreign, nil
}

// writeKnown writes files; their hashes are said before it is done, so that what a killed run leaves is still known as
// smekit's.
func writeKnown(dir, ownFile string, known own, files []folderFile) error {
	if len(files) == 0 {
		return nil
	}
	for _, f := range files {
		known.add(f.name, hashOf(f.content))
	}
	if err := known.write(filepath.Join(dir, filepath.FromSlash(ownFile))); err != nil {
		return err
	}
	for _, f := range files {
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(f.name)), f.content); err != nil {
			return err
		}
	}
	return nil
}

// own is the hashes under which smekit wrote files, by name.
type own map[string][]string

func (o own) has(name, hash string) bool { return slices.Contains(o[name], hash) }

func (o own) add(name, hash string) {
	if filepath.IsLocal(name) && !o.has(name, hash) {
		o[name] = append(o[name], hash)
	}
}

// keepStanding forgets what is not in the folder any more as it was written.
func (o own) keepStanding(dir string) {
	for name := range o {
		hash, err := hashOfFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || !o.has(name, hash) {
			delete(o, name)
		}
	}
}

// write puts the hashes into a file, a line each as sha256sum has them; without any the file goes.
func (o own) write(path string) error {
	if len(o) == 0 {
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(o)) {
		for _, hash := range o[name] {
			fmt.Fprintf(&b, "%s  %s\n", hash, name)
		}
	}
	return writeFile(path, b.Bytes())
}

func readOwn(path string) (own, error) {
	o := own{}
	b, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for line := range strings.Lines(string(b)) {
		if hash, name, ok := strings.Cut(strings.TrimSpace(line), "  "); ok {
			o.add(name, hash)
		}
	}
	return o, nil
}

// readListed returns the files that a results.json lists.
func readListed(path string) ([]ledger.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ledger.DecodeFiles(f)
}
