package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/sampledata"
)

// damage is one thing that goes wrong in real files, and how the line begins that check must print for it.
type damage struct {
	name string
	book string // workbook of the sample
	do   func(t *testing.T, f *excelize.File)
	want string // the start of the line: place and what was expected and found
}

func set(sheet, cell string, v any) func(*testing.T, *excelize.File) {
	return func(t *testing.T, f *excelize.File) {
		t.Helper()
		if err := f.SetCellValue(sheet, cell, v); err != nil {
			t.Fatal(err)
		}
	}
}

var damages = []damage{
	{"value above the scale", "survey/responses-after.xlsx", set("responses", "I10", 9.5), `survey/responses-after.xlsx!responses!I10: expected a whole number from 1 to 5`},
	{"two digits typed", "survey/responses-after.xlsx", set("responses", "J12", 44), `survey/responses-after.xlsx!responses!J12: expected a whole number from 1 to 5, got "44" (did you mean 4?)`},
	{"text as an answer", "survey/responses-after.xlsx", set("responses", "K13", "看情况"), `survey/responses-after.xlsx!responses!K13: expected a whole number from 1 to 5 or one of its labels, got "看情况"`},
	{"an error of Excel as an answer", "survey/responses-after.xlsx", set("responses", "L14", "#N/A"), `survey/responses-after.xlsx!responses!L14: `},
	{"a department that is not listed", "survey/responses-after.xlsx", set("responses", "C15", "D77"), `survey/responses-after.xlsx!responses!C15: `},
	{"a case that is not listed", "survey/responses-after.xlsx", set("responses", "B16", "X"), `survey/responses-after.xlsx!responses!B16: `},
	{"an unknown role", "survey/responses-after.xlsx", set("responses", "D17", "boss"), `survey/responses-after.xlsx!responses!D17: `},
	{"an unknown period", "survey/responses-after.xlsx", set("responses", "E18", "during"), `survey/responses-after.xlsx!responses!E18: `},
	{"a respondent without id", "survey/responses-after.xlsx", set("responses", "A19", ""), `survey/responses-after.xlsx!responses!A19: `},
	{"an item that nobody named", "survey/responses-after.xlsx", set("responses", "H3", "S_SEP_9"), `survey/responses-after.xlsx!responses!H3: `},
	{"a negative duration", "survey/responses-after.xlsx", set("responses", "G20", -4), `survey/responses-after.xlsx!responses!G20: `},
	{"an unknown code", "coding/1/chen.xlsx", set("coding", "E4", "MC.FUNN"), `coding/1/chen.xlsx!coding!E4: expected an active code, got "MC.FUNN" (did you mean MC.FUN?)`},
	{"intensity out of range", "coding/1/chen.xlsx", set("coding", "F5", 7), `coding/1/chen.xlsx!coding!F5: `},
	{"direction out of range", "coding/1/chen.xlsx", set("coding", "G6", 2), `coding/1/chen.xlsx!coding!G6: `},
	{"an unknown state", "coding/1/chen.xlsx", set("coding", "H7", "也许"), `coding/1/chen.xlsx!coding!H7: `},
	{"a segment without interview", "coding/1/chen.xlsx", set("coding", "A8", "Z-99"), `coding/1/chen.xlsx!coding!A8: `},
	{"a coded row without text", "coding/1/chen.xlsx", set("coding", "D13", ""), `coding/1/chen.xlsx!coding!D13: `},
	{"the same segment and code twice", "coding/1/chen.xlsx", func(t *testing.T, f *excelize.File) {
		t.Helper()
		row, err := f.GetRows("coding")
		if err != nil {
			t.Fatal(err)
		}
		again := make([]any, len(row[10]))
		for i, c := range row[10] {
			again[i] = c
		}
		if err := f.SetSheetRow("coding", fmt.Sprintf("A%d", len(row)+1), &again); err != nil {
			t.Fatal(err)
		}
	}, `coding/1/chen.xlsx!coding!B{last}: `},
	{"a department of an unknown type", "cases.xlsx", set("departments", "D3", "bakery"), `cases.xlsx!departments!D3: `},
	{"the same department twice", "cases.xlsx", set("departments", "B17", "D07"), `cases.xlsx!departments!B17: the id "D07" is already used`},
	{"an interview in an unknown department", "cases.xlsx", set("interviews", "C4", "D55"), `cases.xlsx!interviews!C4: `},
	{"a date that is none", "cases.xlsx", set("interviews", "E5", "2025-13-45"), `cases.xlsx!interviews!E5: `},
	{"an asked dimension that does not exist", "cases.xlsx", set("interviews", "F6", "S;MEE"), `cases.xlsx!interviews!F6: `},
	{"a negative count", "cases.xlsx", set("cases", "D2", -5), `cases.xlsx!cases!D2: `},
	{"a ruling on nothing known", "coding/consensus.xlsx", set("consensus", "D3", "也许"), `coding/consensus.xlsx!consensus!D3: `},
	{"a tie to nobody", "ties.xlsx", set("ties", "C3", "D66"), `ties.xlsx!ties!C3: `},
	{"a benchmark without value", "benchmarks.xlsx", set("benchmarks", "E3", ""), `benchmarks.xlsx!benchmarks!E3: `},
	{"a benchmark of an unknown dimension", "benchmarks.xlsx", set("benchmarks", "B4", "MC.XX"), `benchmarks.xlsx!benchmarks!B4: `},
	{"a decision on nothing", "decisions.xlsx", set("decisions", "B4", "NOBODY"), `decisions.xlsx!decisions!B4: `},
}

// TestCheckFindsEveryDamage spoils a copy of the sample in many ways at once: check must find each at its cell, in one
// run, and nothing else; the annotated copies must carry a comment at each.
func TestCheckFindsEveryDamage(t *testing.T) {
	dir := t.TempDir()
	copyStudy(t, dir)
	last := 0
	for _, book := range []string{"survey/responses-after.xlsx", "coding/1/chen.xlsx", "cases.xlsx", "coding/consensus.xlsx", "ties.xlsx", "benchmarks.xlsx", "decisions.xlsx"} {
		f, err := excelize.OpenFile(filepath.Join(dir, book))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range damages {
			if d.book == book {
				d.do(t, f)
			}
		}
		if book == "coding/1/chen.xlsx" {
			rows, err := f.GetRows("coding")
			if err != nil {
				t.Fatal(err)
			}
			last = len(rows)
		}
		if err := f.Save(); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	var out, errs bytes.Buffer
	app := &App{Stdout: &out, Stderr: &errs, Getenv: func(string) string { return "" }}
	notes := filepath.Join(dir, "annotated")
	if code := Main([]string{"check", dir, "--annotate", notes}, app); code != exitProblems {
		t.Fatalf("exit status %d, want %d\n%s%s", code, exitProblems, out.String(), errs.String())
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	for _, d := range damages {
		want := strings.ReplaceAll(d.want, "{last}", fmt.Sprint(last))
		found := false
		for _, l := range lines {
			found = found || strings.HasPrefix(l, want)
		}
		if !found {
			t.Errorf("%s: no line begins with %s", d.name, want)
			continue
		}
		place := strings.SplitN(want, ": ", 2)[0]
		parts := strings.Split(place, "!")
		f, err := excelize.OpenFile(filepath.Join(notes, parts[0]))
		if err != nil {
			t.Errorf("%s: no annotated copy: %v", d.name, err)
			continue
		}
		comments, err := f.GetComments(parts[1])
		f.Close()
		has := false
		for _, c := range comments {
			has = has || c.Cell == parts[2]
		}
		if err != nil || !has {
			t.Errorf("%s: no comment at %s in the annotated copy", d.name, place)
		}
	}
	if t.Failed() {
		t.Log(out.String())
	}
}

func copyStudy(t *testing.T, dir string) {
	t.Helper()
	study := sampledata.Study()
	err := fs.WalkDir(study, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(study, path)
		if err != nil {
			return err
		}
		target := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, b, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}
