package sav

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

// small limits keep a hostile input from being merely slow
var fuzzLimits = Limits{MaxFile: 1 << 20, MaxUnzipped: 4 << 20, MaxRows: 2000, MaxVariables: 300, MaxCells: 20000, MaxLabels: 3000}

// FuzzSAV reads anything; what was read can be written and read again, unless SPSS forbids it.
func FuzzSAV(f *testing.F) {
	files, err := os.ReadDir("testdata")
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range files {
		if strings.HasSuffix(e.Name(), "sav") {
			f.Add(fixture(f, e.Name()))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Open(bytes.NewReader(data), int64(len(data)), "f", fuzzLimits)
		if err != nil {
			return
		}
		rows, _ := all(r)
		for _, row := range rows {
			if len(row) != len(r.File().Variables) {
				t.Fatalf("%d values of %d variables", len(row), len(r.File().Variables))
			}
			for i := range row {
				r.File().Variables[i].Show(row[i])
			}
		}
		file := *r.File()
		file.Cases = 0
		file.Fit(slices.Values(rows))
		var out bytes.Buffer
		if Write(&out, &file, slices.Values(rows), WriteOptions{Bytecode}) != nil {
			return
		}
		again, err := all(open(t, out.Bytes(), Limits{}))
		if err != nil || len(again) != len(rows) {
			t.Fatalf("%d of %d cases, %v", len(again), len(rows), err)
		}
		for i := range rows {
			for j := range rows[i] {
				if !same(rows[i][j], again[i][j]) {
					t.Fatalf("case %d: %+v became %+v", i+1, rows[i][j], again[i][j])
				}
			}
		}
	})
}
