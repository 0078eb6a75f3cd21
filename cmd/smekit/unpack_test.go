package main

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"
)

// unpack takes an archive apart into a folder: `unpack FILE DIR`.
func unpack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: unpack FILE DIR")
	}
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close()
	for _, f := range z.File {
		if !filepath.IsLocal(f.Name) {
			ts.Fatalf("%s leaves the archive", f.Name)
		}
		to := filepath.Join(ts.MkAbs(args[1]), filepath.FromSlash(f.Name))
		ts.Check(os.MkdirAll(filepath.Dir(to), 0o777))
		r, err := f.Open()
		ts.Check(err)
		b, err := io.ReadAll(io.LimitReader(r, 64<<20))
		ts.Check(err)
		ts.Check(r.Close())
		ts.Check(os.WriteFile(to, b, 0o666))
	}
}
