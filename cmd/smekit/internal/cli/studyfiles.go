package cli

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// passesName is the folder inside a study that its coding passes are kept in. The lock in it says to readers of a study
// that nothing there is data of its own.
const passesName = "passes"

// writeStudyFiles puts files into a study's folder, by slash-separated paths, under a lock. Files that are still as smekit
// wrote them are replaced silently, one that somebody made or changed needs force. Nothing is written unless all may
// be. It returns the paths of those that were written: not of those that were there already, byte for byte.
func (a *App) writeStudyFiles(dir string, files []folderFile, force bool) ([]string, error) {
	passes := filepath.Join(dir, passesName)
	if err := os.MkdirAll(passes, 0o755); err != nil {
		return nil, err
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(passes, lockName)).Lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	ownFile := path.Join(passesName, ownName)
	known, err := readOwn(filepath.Join(dir, filepath.FromSlash(ownFile)))
	if err != nil {
		return nil, err
	}
	changed, foreign, err := compareFiles(dir, files, known.has)
	if err != nil {
		return nil, err
	}
	if len(foreign) > 0 && !force {
		return nil, errors.New(a.say("cli.not_ours", dir, strings.Join(foreign, ", ")))
	}
	if err := writeKnown(dir, ownFile, known, changed); err != nil {
		return nil, err
	}
	known.keepStanding(dir)
	if err := known.write(filepath.Join(dir, filepath.FromSlash(ownFile))); err != nil {
		return nil, err
	}
	names := make([]string, len(changed))
	for i, f := range changed {
		names[i] = f.name
	}
	return names, nil
}
