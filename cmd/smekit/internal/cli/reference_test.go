package cli

import (
	"bytes"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures"
)

// differs lists reference rows that smekit does not reproduce on purpose, with the reason.
var differs = map[string]string{
	"attitude-reliability split_half_min": "psych 2.2.9 tries only half of the splits of an odd number of items; smekit tries all",
}

// TestReferenceCommands runs every command of the families' reference values as a user types it, and compares each value
// with the answer within its tolerance.
func TestReferenceCommands(t *testing.T) {
	files, err := filepath.Glob("../../../../measures/*/testdata/expected.csv")
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{} // families that a command names
	values := 0
	for _, file := range files {
		rows := readCSV(t, file)
		answers := map[string]map[string]string{} // command → "measure|of.column" → text
		for _, r := range rows[1:] {
			f := map[string]string{}
			for i, name := range rows[0] {
				f[name] = r[i]
			}
			if f["command"] == "" {
				continue // a package's own value, not one of a command
			}
			family, _, _ := strings.Cut(f["command"], " ")
			asked[family] = true
			if answers[f["command"]] == nil {
				answers[f["command"]] = answer(t, filepath.Dir(file), f["command"])
			}
			if _, ok := differs[f["case"]+" "+f["measure"]]; ok {
				continue
			}
			measure, column, ok := strings.Cut(f["measure"], ".")
			if !ok {
				column = "estimate"
			}
			got := answers[f["command"]][measure+"|"+f["of"]+"."+column]
			want, err := strconv.ParseFloat(f["estimate"], 64)
			if err != nil {
				t.Fatal(err)
			}
			tolerance, err := strconv.ParseFloat(f["tolerance"], 64)
			if err != nil {
				t.Fatal(err)
			}
			values++
			if x, err := strconv.ParseFloat(got, 64); err != nil || math.Abs(x-want) > tolerance {
				t.Errorf("%s: %s of %q: got %q, want %v within %v", f["command"], f["measure"], f["of"], got, want, tolerance)
			}
		}
	}
	for _, f := range measures.Families() {
		if !asked[f.Name] {
			t.Errorf("%s has no reference values", f.Name)
		}
	}
	t.Logf("%d reference values reproduced", values)
}

func answer(t *testing.T, dir, command string) map[string]string {
	t.Helper()
	args := append([]string{"measure"}, strings.Fields(command)...)
	args[2] = filepath.Join(dir, args[2])
	for i := 3; i < len(args)-1; i++ {
		if args[i] == "--model" { // a file beside the table
			args[i+1] = filepath.Join(dir, args[i+1])
		}
	}
	var out, errs bytes.Buffer
	app := &App{Stdout: &out, Stderr: &errs, Getenv: func(string) string { return "" }}
	if code := Main(append(args, "--format", "csv"), app); code != exitDone {
		t.Fatalf("%s: exit status %d: %s", command, code, errs.String())
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range rows[1:] {
		for i, name := range rows[0] {
			got[r[0]+"|"+r[1]+"."+name] = r[i]
			if name == "df" {
				a, b, _ := strings.Cut(r[i], ";")
				got[r[0]+"|"+r[1]+".df1"], got[r[0]+"|"+r[1]+".df2"] = a, b
			}
		}
	}
	return got
}

func readCSV(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
