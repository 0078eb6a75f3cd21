package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/smekit/smekit/measures/ledger"
)

// resultsName is the file of a report folder that lists the others with their hashes.
const resultsName = "results.json"

// folderFile is a file to be put into a report folder.
type folderFile struct {
	name    string
	content []byte
}

// writeFolder puts files into a report folder under a lock, results.json last. Files that are still as smekit wrote them
// are replaced silently; a file that somebody changed or made since needs force. Nothing is written unless all may be.
func writeFolder(dir string, files []folderFile, force bool) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(dir, ".smekit.lock")).Lock()
	if err != nil {
		return err
	}
	defer unlock()
	known, err := written(dir)
	if err != nil && !force {
		return err
	}
	var foreign []string
	for _, f := range files {
		old, err := os.ReadFile(filepath.Join(dir, f.name))
		switch {
		case errors.Is(err, fs.ErrNotExist), err == nil && bytes.Equal(old, f.content):
		case err != nil:
			return err
		case f.name == resultsName && known != nil:
		case known[f.name] != hashOf(old):
			foreign = append(foreign, f.name)
		}
	}
	if len(foreign) > 0 && !force {
		return fmt.Errorf("%s: not as smekit wrote it: %s; --force replaces it", dir, strings.Join(foreign, ", "))
	}
	for _, f := range files {
		if err := writeFile(filepath.Join(dir, f.name), f.content); err != nil {
			return err
		}
	}
	return nil
}

// written returns the hashes of the files that an earlier run put into a folder, nil when there was none.
func written(dir string) (map[string]string, error) {
	b, err := os.ReadFile(filepath.Join(dir, resultsName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	l, err := ledger.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%s: %s is not smekit's: %w; --force replaces it", dir, resultsName, err)
	}
	known := map[string]string{}
	for _, f := range l.Provenance.Files {
		known[f.Path] = f.SHA256
	}
	return known, nil
}
