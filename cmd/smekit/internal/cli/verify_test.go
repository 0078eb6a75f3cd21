package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// TestSameBytes writes the report of the sample in every profile and format twice, in other folders and with another
// number of processors: all files are the same.
func TestSameBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	written := func(procs int) map[string]string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		dir := filepath.Join(t.TempDir(), "study")
		copyStudy(t, dir)
		var out, errs bytes.Buffer
		app := &App{Stdout: &out, Stderr: &errs, Getenv: func(string) string { return "" }}
		if code := Main([]string{"report", dir, "--profile", "all", "--bootstrap", "40"}, app); code != exitDone {
			t.Fatalf("exit status %d\n%s%s", code, out.String(), errs.String())
		}
		files := map[string]string{}
		report := os.DirFS(filepath.Join(dir, "report"))
		err := fs.WalkDir(report, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(report, name)
			files[name] = hashOf(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	one, two := written(1), written(2)
	if len(one) < 2*len(formats) {
		t.Errorf("%d files", len(one))
	}
	for name, hash := range one {
		if two[name] != hash {
			t.Errorf("%s differs", name)
		}
	}
	if len(one) != len(two) {
		t.Errorf("%d and %d files", len(one), len(two))
	}
}

func TestPlanReplay(t *testing.T) {
	dir := t.TempDir()
	at := place{dir, "."}
	earlier := []byte("earlier")
	write := func(name string, b []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	l := &ledger.Ledger{Provenance: ledger.Provenance{Version: "0.0.1", Seed: 1 << 63, Options: []ledger.Option{
		{Name: "bootstrap", Value: "0", From: "flag"}, {Name: "formats", Value: "md,csv", From: "flag"}, {Name: "keep_going", Value: "true", From: "flag"},
		{Name: "lang", Value: "en", From: "study"}, {Name: "min_n", Value: "7", From: "study"}, {Name: "pass", Value: "2", From: "default"},
		{Name: "profile", Value: "review,pass", From: "flag"}, {Name: "seed", Value: "9223372036854775808", From: "flag"},
		{Name: "template", Value: "house.docx", From: "flag"}, {Name: "template_sha256", Value: hashOf(earlier), From: "flag"}, {Name: "together", Value: "false", From: "default"}}}}
	p, lost, err := planReplay(l, at, dir, verifyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if p.version != "0.0.1" || p.run.bootstrap != 0 || !p.run.changed("bootstrap") || !p.run.keepGoing || p.run.seed != 1<<63 || !p.run.changed("seed") {
		t.Errorf("plan %+v, run %+v", p, p.run)
	}
	if p.lang != "" || p.pass != "" || p.run.changed("min-n") {
		t.Errorf("what the study or a default says is given as a flag: %+v %+v", p, p.run)
	}
	if !slices.Equal(p.profiles, []string{"review", "pass"}) || len(p.formats) != 2 || !p.team() {
		t.Errorf("profiles %v, formats %v", p.profiles, p.formats)
	}
	if len(lost) != 1 || lost[0].code != "cli.verify.lost" || !p.template.lost() {
		t.Errorf("lost %v", lost)
	}
	write("house.docx", []byte("another"))
	if _, lost, err = planReplay(l, at, dir, verifyOptions{}); err != nil || len(lost) != 1 || lost[0].code != "cli.verify.replaced" {
		t.Errorf("lost %v, %v", lost, err)
	}
	write("moved.docx", earlier)
	if _, lost, err = planReplay(l, at, dir, verifyOptions{template: filepath.Join(dir, "moved.docx")}); err != nil || len(lost) != 0 {
		t.Errorf("lost %v, %v", lost, err)
	}
	if _, _, err = planReplay(l, at, dir, verifyOptions{since: "x"}); err == nil {
		t.Error("--since of a run that had none is no error")
	}
	l.Provenance.Options[0].Value = "many"
	if _, _, err = planReplay(l, at, dir, verifyOptions{}); err == nil {
		t.Error("a number that is none is no error")
	}
}

// oneNumber is a ledger with one number.
func oneNumber(v float64) *ledger.Ledger {
	e := estimate.New("score", "survey_pomp", "dim=A")
	e.Value = v
	return &ledger.Ledger{Provenance: ledger.Provenance{Version: "1", Inputs: []ledger.File{{Path: "a.csv", SHA256: "00"}},
		Options: []ledger.Option{{Name: "lang", Value: "en", From: "flag"}, {Name: "min_n", Value: "5", From: "study"}}}, Estimates: []estimate.Estimate{e}}
}

func TestCompareFiles(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.md": "as written", "b.md": "edited"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	l := oneNumber(1)
	for _, f := range []folderFile{{"a.md", []byte("as written")}, {"b.md", []byte("first")}, {"c.docx", nil}, {"d.md", []byte("gone")}} {
		l.Provenance.Files = append(l.Provenance.Files, ledger.File{Path: f.name, SHA256: hashOf(f.content)})
	}
	rec := &recordedRun{folder: dir, file: filepath.Join(dir, resultsName), ledger: l}
	v := compareResults(rec, "x", oneNumber(1))
	v.Unchecked = append(v.Unchecked, finding{"cli.verify.lost", []string{"template", "x.docx", "00"}})
	again := &builtReport{released: &released{ledger: oneNumber(1)}, files: []folderFile{{"a.md", []byte("now other")}, {"b.md", []byte("first")}}}
	if err := v.compareFiles(rec, again); err != nil {
		t.Fatal(err)
	}
	v.conclude()
	want := []fileChange{{"a.md", fileSame, fileChanged}, {"b.md", fileChanged, fileSame}, {"c.docx", fileMissing, fileUnchecked}, {"d.md", fileMissing, fileMissing}}
	if !slices.Equal(v.Files, want) {
		t.Errorf("files %+v", v.Files)
	}
	var why []string
	for _, f := range v.Why {
		why = append(why, f.code)
	}
	if got := strings.Join(why, " "); v.Same || got != "cli.verify.unexplained cli.verify.by_hand" {
		t.Errorf("why: %s", got)
	}
}

func TestCompareResults(t *testing.T) {
	rec := &recordedRun{file: "r.json", ledger: oneNumber(1)}
	now := oneNumber(1)
	now.Provenance.Options[0].Value = "zh" // the language changes no result
	now.Provenance.Version = "2"
	if v := compareResults(rec, "x", now); !v.Same || len(v.Why) != 1 {
		t.Errorf("%+v", v)
	}
	now = oneNumber(2)
	now.Provenance.Inputs = []ledger.File{{Path: "b.csv", SHA256: "11"}}
	now.Provenance.Options[1].Value = "6"
	v := compareResults(rec, "x", now)
	if v.Same || v.Estimates.count() != 1 || v.Estimates.Changed[0].Fields[0] != (fieldChange{"estimate", "1", "2"}) {
		t.Errorf("%+v", v.Estimates)
	}
	if !slices.Equal(v.Inputs, []inputChange{{"a.csv", "missing", "00", ""}, {"b.csv", "new", "", "11"}}) || !slices.Equal(v.Options, []optionChange{{"min_n", "5", "6"}}) {
		t.Errorf("inputs %+v, options %+v", v.Inputs, v.Options)
	}
	for _, lang := range []string{"zh", "en"} { // lists are cut, and every sentence is in the catalogue
		var b bytes.Buffer
		app := &App{Stdout: &b, lang: lang, Getenv: func(string) string { return "" }}
		for range 30 {
			v.Files = append(v.Files, fileChange{"f", fileChanged, fileMissing})
		}
		if err := app.writeVerification(v, verifyOptions{format: "text"}); err != nil || strings.Contains(b.String(), "cli.verify") || strings.Count(b.String(), "  f: ") != shownLines {
			t.Errorf("%v\n%s", err, b.String())
		}
	}
}
