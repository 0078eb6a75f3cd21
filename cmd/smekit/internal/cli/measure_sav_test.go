package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding/sav"
)

// An SPSS file is a plain table: its numbers without their labels, its declared missing values missing and counted, its errors
// at the case's number.
func TestMeasureOfSPSS(t *testing.T) {
	f := &sav.File{Variables: []sav.Variable{
		{Name: "满意度", Labels: []sav.ValueLabel{{Value: sav.Number(5), Text: "非常满意"}}, Missing: sav.Missing{Values: []sav.Value{sav.Number(9)}}},
		{Name: "city", Width: 6}, {Name: "day", Format: sav.Format{Type: sav.FormatDATE, Width: 11}},
	}}
	var rows [][]sav.Value
	for _, x := range []float64{5, 4, 9, 3, 9} {
		rows = append(rows, []sav.Value{sav.Number(x), sav.Text("宁波"), sav.Number(13933900800)})
	}
	rows = append(rows, []sav.Value{{Missing: true}, sav.Text("x"), {Missing: true}})
	var out bytes.Buffer
	if err := sav.Write(&out, f, slices.Values(rows), sav.WriteOptions{Compression: sav.ZLib}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "t.zsav")
	run := func(data []byte, args ...string) (int, string, string) {
		t.Helper()
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		app := &App{Stdout: &stdout, Stderr: &stderr, Getenv: func(string) string { return "" }}
		code := Main(append([]string{"measure", "describe", file}, args...), app)
		return code, stdout.String(), stderr.String()
	}
	code, stdout, stderr := run(out.Bytes())
	if code != 0 || !strings.Contains(stdout, "\nmean,满意度,4,,,,,,,3,") || !strings.Contains(stdout, "\nmissing,满意度,3,,,,,,,6,") {
		t.Errorf("status %d, %s", code, stdout)
	}
	if want := "warning: 2 values that the SPSS file declares as missing count as missing\nwarning: text columns left out: city, day\n"; stderr != want {
		t.Errorf("%q, want %q", stderr, want)
	}
	if code, _, stderr := run(out.Bytes(), "--items", "满意度", "--min", "1", "--max", "4"); code != 3 || !strings.Contains(stderr, "t.zsav!A1") {
		t.Errorf("status %d, %s", code, stderr)
	}
	if code, _, stderr := run(out.Bytes()[:out.Len()-40]); code != 1 || !strings.Contains(stderr, "the file is cut off") {
		t.Errorf("status %d, %s", code, stderr)
	}
	if code, _, stderr := run(out.Bytes(), "--sheet", "x"); code != 2 || !strings.Contains(stderr, "no sheets") {
		t.Errorf("status %d, %s", code, stderr)
	}
}
