package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/ledger"
)

// run makes the files of a run with one text file, whose results.json lists it.
func run(t *testing.T, name, content string) []folderFile {
	t.Helper()
	l := &ledger.Ledger{}
	l.Provenance.Files = []ledger.File{{Path: name, SHA256: hashOf([]byte(content)), Size: int64(len(content))}}
	var b bytes.Buffer
	if err := ledger.Encode(&b, l); err != nil {
		t.Fatal(err)
	}
	return []folderFile{{name, []byte(content)}, {resultsName, b.Bytes()}}
}

// TestWriteFolder holds the rules of replacing: what smekit wrote goes silently, also what a run in other formats or a
// killed run left; what somebody changed stays unless forced.
func TestWriteFolder(t *testing.T) {
	app := &App{Getenv: func(string) string { return "" }}
	dir := filepath.Join(t.TempDir(), "report")
	put := func(files []folderFile, force bool) error { return app.writeFolder(dir, files, force) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	refused := func(err error, name string) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Fatalf("%s was somebody's and is replaced: %v", name, err)
		}
	}
	change := func(name, content string) {
		t.Helper()
		must(os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644))
	}
	must(put(run(t, "a.txt", "one"), false))
	must(put(run(t, "b.txt", "one"), false)) // results.json no longer lists a.txt
	must(put(run(t, "a.txt", "two"), false))
	if _, err := os.Stat(filepath.Join(dir, ownName)); err != nil {
		t.Errorf("b.txt of the run before is forgotten: %v", err)
	}
	change("b.txt", "mine")
	refused(put(run(t, "b.txt", "two"), false), "b.txt")
	must(put(run(t, "b.txt", "two"), true))

	// A run that was killed after it had written a.txt, and before results.json.
	change("a.txt", "three")
	o, err := readOwn(filepath.Join(dir, ownName))
	must(err)
	o.add("a.txt", hashOf([]byte("three")))
	must(o.write(filepath.Join(dir, ownName)))
	must(put(run(t, "a.txt", "four"), false))

	change("a.txt", "mine")
	refused(put(run(t, "a.txt", "five"), false), "a.txt")
	change(resultsName, "{}")
	refused(put(run(t, "c.txt", "one"), false), resultsName)
	if b, err := os.ReadFile(filepath.Join(dir, "a.txt")); err != nil || string(b) != "mine" {
		t.Errorf("a.txt holds %q, %v", b, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "c.txt")); err == nil {
		t.Error("a refused run wrote c.txt")
	}
	left, err := filepath.Glob(filepath.Join(dir, ".smekit-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("files in the making were left: %v, %v", left, err)
	}
}
