package dialect

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/refi"
	"github.com/smekit/smekit/coding/sheet"
)

// bad are files with one trouble each. What is read of them stands in testdata/bad: the lines in both languages, and what was
// imported all the same.
var bad = []struct {
	trouble string
	file    string // below testdata; a folder is packed as a project
	make    func(testing.TB, []byte) []byte
	options Options
}{
	{trouble: "delimiter of one row", file: "survey/row-other-delimiter.csv"},
	{trouble: "delimiter of one coded row", file: "qda/plain-row-other-delimiter.csv"},
	{trouble: "delimiter that nothing knows", file: "qda/one-column.csv"},
	{trouble: "mixed encodings", file: "survey/mixed-encodings.csv"},
	{trouble: "mixed encodings of coded rows", file: "qda/plain-mixed-encodings.csv"},
	{trouble: "characters of no encoding", file: "survey/damaged-characters.csv"},
	{trouble: "characters of no encoding in a coded row", file: "qda/plain-long-gbk.csv", options: Options{Coder: "Wang"}, make: func(_ testing.TB, b []byte) []byte {
		return append(bytes.Clone(b), "Q09,\xff\xfe\xff,x,Wang,,\n"...)
	}},
	{trouble: "quote never closed", file: "survey/unclosed-quote-then-others.csv"},
	{trouble: "quote never closed in a coded row", file: "qda/plain-unclosed-quote.csv"},
	{trouble: "duplicated headers", file: "survey/duplicated-headers.csv"},
	{trouble: "duplicated headers of coded rows", file: "qda/maxqda-duplicated-header.csv"},
	{trouble: "duplicated attributes of coded rows", file: "qda/plain-no-document.csv", make: func(testing.TB, []byte) []byte {
		return []byte("document,text,code,coder,colour,colour\nI1,We trust them.,Trust,Wang,north,old\n")
	}},
	{trouble: "last row cut off", file: "survey/cut-off-last-row.csv"},
	{trouble: "workbook cut off", file: "survey/wenjuanxing-libreoffice.xlsx", make: half},
	{trouble: "project cut off", file: "../../refi/testdata/emoji-offsets", make: half},
	{trouble: "path leaves the archive", file: "../../refi/testdata/path-leaves-archive"},
	{trouble: "offsets beyond the text", file: "../../refi/testdata/offsets-beyond"},
	{trouble: "code used and not defined", file: "../../refi/testdata/undefined-code"},
	{trouble: "code that the study does not have", file: "qda/maxqda-undefined-code.csv", options: Options{Codes: study}},
	{trouble: "selection of another text", file: "../../refi/testdata/mismatched-text"},
	{trouble: "entities in a project", file: "../../refi/testdata/entity"},
	{trouble: "entities in a codebook", file: "../../refi/testdata/codebook.qdc", make: func(_ testing.TB, b []byte) []byte {
		return []byte(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>` + string(b[bytes.Index(b, []byte("<CodeBook")):]))
	}},
	{trouble: "entities in a workbook", file: "survey/wenjuanxing-libreoffice.xlsx", make: func(t testing.TB, b []byte) []byte {
		return member(t, b, "xl/worksheets/sheet1.xml", func(x []byte) []byte {
			at := bytes.Index(x, []byte("<worksheet"))
			return []byte(string(x[:at]) + `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>` + string(x[at:]))
		}, 0)
	}},
	{trouble: "bomb of a workbook", file: "survey/wenjuanxing-libreoffice.xlsx", make: func(t testing.TB, b []byte) []byte {
		return member(t, b, "xl/worksheets/sheet1.xml", nil, 3<<30)
	}},
	{trouble: "bomb of a project", file: "../../refi/testdata/emoji-offsets", make: func(t testing.TB, b []byte) []byte {
		return member(t, b, "project.qde", nil, 3<<30)
	}},
	{trouble: "not a file of any program", file: "qda/unknown.csv"},
}

func half(_ testing.TB, b []byte) []byte { return b[:len(b)*2/3] }

// member changes a member of an archive; claimed is the length that it then says it unpacks to, 0 for the true one.
func member(t testing.TB, data []byte, name string, change func([]byte) []byte, claimed uint64) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	found := false
	for _, f := range in.File {
		found = found || f.Name == name
		switch {
		case f.Name == name && claimed > 0:
			r, err := f.OpenRaw()
			if err != nil {
				t.Fatal(err)
			}
			h := f.FileHeader
			h.UncompressedSize64 = claimed
			w, err := z.CreateRaw(&h)
			if err == nil {
				_, err = io.Copy(w, r)
			}
			if err != nil {
				t.Fatal(err)
			}
		default:
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			content, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if f.Name == name {
				content = change(content)
			}
			w, err := z.Create(f.Name)
			if err == nil {
				_, err = w.Write(content)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil || !found {
		t.Fatal(err, found)
	}
	return out.Bytes()
}

// packed is a folder as an archive.
func packed(t testing.TB, dir string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		w, err := z.Create(filepath.ToSlash(rel))
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	})
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// toldOf are the lines that a person reads of an import, and what was imported.
func toldOf(t testing.TB, name string, im *Import, err error) string {
	t.Helper()
	var b strings.Builder
	var problems []coding.Problem
	var table *sheet.ReadError
	var project *refi.ReadError
	switch {
	case errors.As(err, &table):
		problems = append(problems, coding.Problem{Pos: coding.Pos{File: name}, Code: "unreadable_file", Args: append([]string{table.Code}, table.Args...)})
	case errors.As(err, &project):
		problems = append(problems, coding.Problem{Pos: coding.Pos{File: name}, Code: "unreadable_file", Args: append([]string{project.Code}, project.Args...)})
	case err != nil:
		t.Fatal(err)
	default:
		problems = im.Problems
		rows := 0
		if im.Survey != nil {
			rows = len(im.Survey.Rows)
		}
		fmt.Fprintf(&b, "read: %d responses, %d codings, %d codes, %d transcripts\n", rows, len(im.Codings), len(im.Codes), len(im.Transcripts))
		r := im.Receipt
		fmt.Fprintf(&b, "receipt: rows=%d used=%d missing=%d excluded=%v rejected=%v\n", r.Rows, r.Used, r.Missing, r.Excluded, r.Rejected)
		for _, n := range r.Notes {
			if strings.HasPrefix(n.Code, "sheet.encoding") || strings.HasPrefix(n.Code, "sheet.quote") {
				fmt.Fprintf(&b, "en: %s\nzh: %s\n", locale.ReceiptNote("en", n), locale.ReceiptNote("zh", n))
			}
		}
	}
	for _, p := range problems {
		for _, lang := range []string{"en", "zh"} {
			line := locale.ProblemLine(lang, p)
			if strings.ContainsAny(line, "\n\r") || strings.Contains(line, p.Code) || strings.Contains(line, "{") {
				t.Errorf("no clear line: %q", line)
			}
			fmt.Fprintf(&b, "%s: %s\n", lang, line)
		}
	}
	if !strings.Contains(b.String(), "\nen: ") && !strings.HasPrefix(b.String(), "en: ") {
		t.Error("nothing is told of it")
	}
	return b.String()
}

func TestBadInput(t *testing.T) {
	for _, c := range bad {
		t.Run(c.trouble, func(t *testing.T) {
			path := filepath.Join("testdata", c.file)
			name := filepath.Base(c.file)
			var data []byte
			if info, err := os.Stat(path); err == nil && info.IsDir() {
				data, name = packed(t, path), name+".qdpx"
			} else if data, err = os.ReadFile(path); err != nil {
				t.Fatal(err)
			}
			if c.make != nil {
				data = c.make(t, data)
			}
			im, err := Open(name, bytes.NewReader(data), int64(len(data)), c.options)
			if err == nil {
				sound(t, im)
			}
			got := toldOf(t, name, im, err)
			golden := filepath.Join("testdata", "bad", strings.ReplaceAll(c.trouble, " ", "-")+".want")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
