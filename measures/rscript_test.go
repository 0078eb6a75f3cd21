package measures_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/sampledata"
)

func sampleStudy(t *testing.T) *coding.Study {
	t.Helper()
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// scriptOf makes the script of a study's package.
func scriptOf(t *testing.T, h *handedOn) []measures.File {
	t.Helper()
	_, settled := measures.NotReproduced(h.packed.Rename(h.released), h.again)
	files, err := measures.RScript(context.Background(), h.is, settled, h.again)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func scriptTable(t *testing.T, files []measures.File, name string) (header []string, rows [][]string) {
	t.Helper()
	i := slices.IndexFunc(files, func(f measures.File) bool { return f.Name == "data/"+name+".csv" })
	if i < 0 {
		t.Fatalf("no table %s", name)
	}
	all, err := csv.NewReader(bytes.NewReader(files[i].Content)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[0], all[1:]
}

// Every published estimate is either compared or left out with a reason; what is hidden is neither. The same study gives the same bytes.
func TestRScriptAccountsForEverything(t *testing.T) {
	long(t)
	h := handOn(t, sampleStudy(t))
	files := scriptOf(t, h)
	for i, f := range scriptOf(t, h) {
		if f.Name != files[i].Name || !bytes.Equal(f.Content, files[i].Content) {
			t.Errorf("%s is not the same again", f.Name)
		}
	}
	_, expected := scriptTable(t, files, "expected")
	_, left := scriptTable(t, files, "not_compared")
	compared, out, sections := map[string]bool{}, map[string]bool{}, map[string]int{}
	for _, r := range expected {
		compared[r[1]] = true
		sections[r[0]]++
	}
	for _, r := range left {
		if r[1] == "all" {
			out[r[0]] = true
		}
		if r[2] == "" {
			t.Errorf("%s is left out without a reason", r[0])
		}
	}
	shown := 0
	for _, e := range h.packed.Rename(h.released).Estimates {
		id := e.ID()
		if e.Empty() == (compared[id] || out[id]) || compared[id] && out[id] {
			t.Errorf("%s: empty %v, compared %v, left out %v", id, e.Empty(), compared[id], out[id])
		}
		if !e.Empty() {
			shown++
		}
	}
	if shown != len(compared)+len(out) || len(compared) < 4*shown/5 {
		t.Errorf("of %d published estimates %d are compared and %d left out", shown, len(compared), len(out))
	}
	for section, least := range map[string]int{"survey": 5000, "composites": 1000, "distributions": 500, "interviews": 5000, "triangulation": 20, "coupling": 300, "reliability": 300,
		"aggregation": 1000, "agreement": 800, "comparisons": 2000, "correlations": 20, "measurement": 100, "multilevel": 1} {
		if sections[section] < least {
			t.Errorf("%s: %d estimates, want %d at least", section, sections[section], least)
		}
	}
}

// No coder, person, interview or segment bears its name of the study, and no text of an interview is in the files.
func TestRScriptNamesNobody(t *testing.T) {
	long(t)
	s := sampleStudy(t)
	names := map[string]bool{}
	for i := range s.Codings {
		names[s.Codings[i].Coder] = true
	}
	for i := range s.Survey.Responses {
		names[s.Survey.Responses[i].Respondent] = true
	}
	for i := range s.Interviews {
		names[s.Interviews[i].ID] = true
	}
	files := scriptOf(t, handOn(t, s))
	for _, table := range []string{"responses", "interviews", "segments", "codings", "rulings", "levels"} {
		header, rows := scriptTable(t, files, table)
		for _, r := range rows {
			for j, column := range header {
				switch column {
				case "person", "interview", "coder", "level":
					if names[r[j]] {
						t.Errorf("%s: %s %q is the study's own", table, column, r[j])
					}
				}
			}
		}
	}
	for i := range s.Segments {
		for _, f := range files {
			if text := s.Segments[i].Text; len(text) > 30 && bytes.Contains(f.Content, []byte(text)) {
				t.Fatalf("%s holds the text of a segment", f.Name)
			}
		}
	}
	for _, f := range files {
		if f.Name == "analysis.R" && bytes.ContainsFunc(f.Content, func(r rune) bool { return r > 126 }) {
			t.Error("the script holds letters beyond ASCII, which R on Windows may read in another encoding")
		}
	}
}

// R finds every number. With packages missing there are fewer comparisons, and no differences. It takes minutes, so it runs
// when SMEKIT_R is set; SMEKIT_R=all also takes the study as it is, with every section; SMEKIT_KEEP_R names a folder that keeps
// the scripts.
func TestRScriptInR(t *testing.T) {
	if os.Getenv("SMEKIT_R") == "" {
		t.Skip("SMEKIT_R=1 runs it")
	}
	rscript, err := exec.LookPath("Rscript")
	if err == nil {
		err = exec.Command(rscript, "-e", "library(lavaan)").Run()
	}
	if err != nil {
		t.Skip("R with lavaan is not installed")
	}
	interviews := sampleStudy(t)
	interviews.Survey, interviews.Instrument = coding.Survey{}, coding.Instrument{}
	answers := sampleStudy(t)
	answers.Interviews, answers.Segments, answers.Codings, answers.Consensus, answers.Transcripts = nil, nil, nil, nil, nil
	whole := sampleStudy(t)
	full, err := measures.Score(context.Background(), whole, measures.ScoreOptions{MinN: max(1, whole.Options.MinN), Bootstrap: -1})
	if err != nil {
		t.Fatal(err)
	}
	undisguised, err := measures.RScript(context.Background(), whole, full, nil) // what no package may hold, but every section
	if err != nil {
		t.Fatal(err)
	}
	without := []string{"R_LIBS_SITE=/none", "R_LIBS=/none", "R_LIBS_USER=/none", "LC_ALL=C"}
	for _, x := range []struct {
		name     string
		files    []measures.File
		env      []string
		least    int // numbers compared
		complete bool
	}{
		{"package", scriptOf(t, handOn(t, sampleStudy(t))), nil, 60000, true},
		{"interviews alone", scriptOf(t, handOn(t, interviews)), nil, 20000, true},
		{"survey alone", scriptOf(t, handOn(t, answers)), without, 20000, false},
		{"study itself", undisguised, nil, 70000, true},
	} {
		t.Run(x.name, func(t *testing.T) {
			if x.name == "study itself" && os.Getenv("SMEKIT_R") != "all" {
				t.Skip("SMEKIT_R=all runs it")
			}
			dir := t.TempDir()
			if keep := os.Getenv("SMEKIT_KEEP_R"); keep != "" {
				dir = filepath.Join(keep, x.name)
			}
			for _, f := range x.files {
				at := filepath.Join(dir, filepath.FromSlash(f.Name))
				if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(at, f.Content, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			c := exec.Command(rscript, "analysis.R")
			c.Dir, c.Env = dir, append(os.Environ(), x.env...)
			out, err := c.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if x.complete && bytes.Contains(out, []byte("Not recomputed here")) {
				t.Errorf("some numbers were not recomputed:\n%s", out)
			}
			done, err := os.ReadFile(filepath.Join(dir, "comparison.csv"))
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(string(done), "\n") - 1; n < x.least {
				t.Errorf("%d numbers compared, want %d at least\n%s", n, x.least, out)
			}
			t.Logf("%s", out)
		})
	}
}

// A number that is not R's is found.
func TestRScriptFindsADifference(t *testing.T) {
	long(t)
	rscript, err := exec.LookPath("Rscript")
	if err != nil {
		t.Skip("R is not installed")
	}
	s := &coding.Study{
		Framework:  &coding.Framework{Dimensions: []coding.Dimension{{ID: "ME.REL", Polarity: 1, Sources: []string{"survey"}}}},
		Instrument: coding.Instrument{Items: []coding.Item{{ID: "q1", Dimension: "ME.REL", Min: 1, Max: 5, Ask: "all"}, {ID: "q2", Dimension: "ME.REL", Min: 1, Max: 5, Reverse: true, Ask: "all"}}},
		Survey:     coding.Survey{Items: []string{"q1", "q2"}},
		Options:    coding.Options{MinN: 1},
	}
	for i := range 6 {
		s.Survey.Responses = append(s.Survey.Responses, coding.Response{Respondent: string(rune('A' + i)), Weight: 1,
			Answers: []coding.Value{coding.Number(float64(1 + i%5)), coding.Number(float64(5 - i%4))}})
	}
	l, err := measures.Score(context.Background(), s, measures.ScoreOptions{MinN: 1, Bootstrap: -1})
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []bool{false, true} {
		for i := range l.Estimates {
			if e := &l.Estimates[i]; wrong && e.Measure == "survey_pomp" {
				e.Value += 0.01
			}
		}
		files, err := measures.RScript(context.Background(), s, l, nil)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "data"), 0o777); err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(f.Name)), f.Content, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		c := exec.Command(rscript, "analysis.R")
		c.Dir = dir
		out, err := c.CombinedOutput()
		id := estimate.ID("score", "survey_pomp", "dim=ME.REL;source=survey")
		if found := strings.Contains(string(out), id+" estimate: published"); found != wrong || (err != nil) != wrong {
			t.Errorf("wrong %v: %v\n%s", wrong, err, out)
		}
	}
}
