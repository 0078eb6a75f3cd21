package main

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// pack makes an archive of a folder's content: `pack DIR FILE`.
func pack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pack DIR FILE")
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	dir := os.DirFS(ts.MkAbs(args[0]))
	ts.Check(fs.WalkDir(dir, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, path)
		if err != nil {
			return err
		}
		w, err := z.Create(path)
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	}))
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o666))
}

// cut shortens a file to so many bytes: `cut FILE N`.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut FILE N")
	}
	n := int64(0)
	for _, c := range args[1] {
		n = n*10 + int64(c-'0')
	}
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// typeCell types into a cell of a workbook: `type FILE SHEET CELL VALUE`.
func typeCell(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: type FILE SHEET CELL VALUE")
	}
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	ts.Check(f.SetCellValue(args[1], args[2], args[3]))
	ts.Check(f.Save())
}
