package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/sheet"
)

// returnedFiles lists the files to collect: those named, and those in the folders named and below them, without what
// systems leave there.
func (a *App) returnedFiles(args []string) ([]string, error) {
	var out []string
	for _, arg := range args {
		st, err := os.Stat(arg)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, errors.New(a.say("cli.pass.nothing_returned", arg))
		}
		if err != nil {
			return nil, err
		}
		if !st.IsDir() {
			out = append(out, arg)
			continue
		}
		n := len(out)
		err = filepath.WalkDir(arg, func(path string, e fs.DirEntry, err error) error {
			name := e.Name()
			hidden := path != arg && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~")) || strings.EqualFold(name, "desktop.ini") || strings.EqualFold(name, "thumbs.db")
			switch {
			case err != nil:
				return err
			case hidden && e.IsDir():
				return fs.SkipDir
			case !hidden && !e.IsDir():
				out = append(out, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(out) == n {
			return nil, errors.New(a.say("cli.pass.nothing_returned", arg))
		}
	}
	return out, nil
}

// isNamed reports whether a file is the one that a name means: its path, or its last part.
func isNamed(file, name string) bool {
	return filepath.Clean(file) == filepath.Clean(name) || filepath.Base(file) == name
}

// openReturned opens workbooks that came back; done lets go of them. A file that cannot be read carries its error.
func openReturned(paths []string, coders map[string]string) (out []pass.Returned, done func(), err error) {
	var closers []io.Closer
	done = func() {
		for _, c := range closers {
			c.Close()
		}
	}
	base := map[string]int{}
	for _, p := range paths {
		base[filepath.Base(p)]++
	}
	for _, p := range paths {
		f, err := os.Open(p)
		if err != nil {
			return nil, done, err
		}
		closers = append(closers, f)
		h := sha256.New()
		size, err := io.Copy(h, f)
		if err != nil {
			return nil, done, err
		}
		r := pass.Returned{Name: filepath.Base(p), SHA256: hex.EncodeToString(h.Sum(nil))}
		if base[r.Name] > 1 {
			r.Name = filepath.ToSlash(p)
		}
		if r.Book, r.Err = sheet.Open(f, size, r.Name, sheet.Limits{}); r.Err == nil {
			closers = append(closers, r.Book)
		}
		for _, file := range slices.Sorted(maps.Keys(coders)) {
			if isNamed(p, file) {
				r.Coder = coders[file]
			}
		}
		out = append(out, r)
	}
	return out, done, nil
}
