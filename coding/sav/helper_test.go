package sav

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// fixture reads a file of testdata.
func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// open opens bytes that are a file.
func open(t testing.TB, data []byte, lim Limits) *Reader {
	t.Helper()
	r, err := Open(bytes.NewReader(data), int64(len(data)), "f.sav", lim)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// all reads every case, up to an error.
func all(r *Reader) (rows [][]Value, err error) {
	for row, err := range r.Rows() {
		if err != nil {
			return rows, err
		}
		rows = append(rows, slices.Clone(row))
	}
	return rows, nil
}

// describe writes the dictionary a line a thing.
func describe(f *File) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("file %q encoding %s cases %d created %q weight %q", f.Label, f.Encoding, f.Cases, f.Created, f.Weight)
	for _, d := range f.Documents {
		line("document %q", d)
	}
	for _, a := range f.Attributes {
		line("attribute %s %q", a.Name, a.Values)
	}
	for _, m := range f.MultipleSets {
		line("set %s %q %v categories=%v counted=%q values=%v label=%v", m.Name, m.Label, m.Variables, m.Categories, m.Counted, m.ByValues, m.LabelVar)
	}
	for _, s := range f.VariableSets {
		line("variables %s %v", s.Name, s.Variables)
	}
	for i := range f.Variables {
		v := &f.Variables[i]
		line("%s (%s) %q width %d %s %s display %d align %d %s", v.Name, v.Short, v.Label, v.Width, v.Format, v.Measure, v.Display, v.Align, v.Role)
		if v.Missing.HasRange {
			line("  missing %g to %g", v.Missing.Low, v.Missing.High)
		}
		for _, m := range v.Missing.Values {
			line("  missing %s", v.Show(m))
		}
		for _, l := range v.Labels {
			line("  %s = %q", v.Show(l.Value), l.Text)
		}
		for _, a := range v.Attributes {
			line("  attribute %s %q", a.Name, a.Values)
		}
	}
	return b.String()
}

// compare checks values against those that another program read.
func compare(t *testing.T, r *Reader, table []byte) {
	t.Helper()
	want, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := all(r)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(want)-1 {
		t.Fatalf("%d cases, want %d", len(rows), len(want)-1)
	}
	for j, v := range r.File().Variables {
		if !strings.EqualFold(v.Name, want[0][j]) { // PSPP writes names that were never long in small letters
			t.Errorf("variable %d is %q, want %q", j+1, v.Name, want[0][j])
		}
		for i, row := range rows {
			x, w := row[j], strings.TrimRight(want[i+1][j], " ")
			if v.Width > 0 {
				if x.Str != w {
					t.Errorf("case %d, %s: %q, want %q", i+1, v.Name, x.Str, w)
				}
				continue
			}
			if x.Missing != (w == "") {
				t.Errorf("case %d, %s: missing %v, want %q", i+1, v.Name, x.Missing, w)
				continue
			}
			if n, err := strconv.ParseFloat(w, 64); !x.Missing && (err != nil || math.Abs(n-x.Num) > 1e-9*math.Abs(n)) {
				t.Errorf("case %d, %s: %v, want %s", i+1, v.Name, x.Num, w)
			}
		}
	}
}
