package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding/intake"
)

func importerOf(t *testing.T) *importer {
	t.Helper()
	return &importer{App: &App{Getenv: func(string) string { return "" }}, at: place{dir: t.TempDir(), root: "."}}
}

// Nothing of a plan is written when one of its files lies outside the study.
func TestImportWritesInside(t *testing.T) {
	for _, bad := range []string{"../x.txt", "/x.txt", "a/../../x.txt", ".", ""} {
		m := importerOf(t)
		p := &intake.Plan{Record: &intake.Record{Name: "x"}, Outputs: []intake.Output{{Path: "ok.txt", Content: []byte("x")}, {Path: bad, Content: []byte("x")}}}
		if err := m.write(p); err == nil {
			t.Errorf("%q was written", bad)
		}
		if names, _ := os.ReadDir(m.at.dir); len(names) > 0 {
			t.Errorf("%q: %v was left", bad, names)
		}
	}
}

// A folder of records that cannot be listed is no study without imports.
func TestImportRecords(t *testing.T) {
	m := importerOf(t)
	if r, broken, err := m.records(); err != nil || len(broken)+len(r.done) > 0 {
		t.Fatalf("no imports yet: %v %v %v", r, broken, err)
	}
	if err := os.WriteFile(m.full(importsName), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := m.records(); err == nil {
		t.Error("an unreadable folder was taken for one without records")
	}
}

// A record that was just written counts for the next file, in the order of the names on disk.
func TestImportRecordsWrote(t *testing.T) {
	m := importerOf(t)
	var names []string
	r := &importRecords{pending: map[string]*intake.Record{"b": {Name: "b"}}}
	for _, n := range []string{"b", "a", "b-2", "b", "c"} {
		if err := m.write(&intake.Plan{Record: &intake.Record{Schema: intake.Schema, Name: n}}); err != nil {
			t.Fatal(err)
		}
		r.wrote(&intake.Record{Name: n})
	}
	again, _, err := m.records()
	if err != nil || len(again.done) != len(r.done) || len(r.pending) > 0 {
		t.Fatalf("%v: %d records, %d known, pending %v", err, len(again.done), len(r.done), r.pending)
	}
	for i := range again.done {
		if names = append(names, r.done[i].Name); again.done[i].Name != r.done[i].Name {
			t.Errorf("order %s", strings.Join(names, " "))
		}
	}
	if _, err := os.Stat(filepath.Join(m.at.dir, "imports", ".b.json")); err == nil {
		t.Error("the hidden record was left")
	}
}
