package form

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// archive is a zip file whose entries stand in the order of their names, the list of content types first, whatever order
// they are written in.
type archive struct {
	w       io.Writer
	entries []*entry
}

// entry is a compressed file of an archive.
type entry struct {
	name string
	data bytes.Buffer
	zip  *flate.Writer
	sum  hash.Hash32
	size uint64
}

func newArchive(w io.Writer) excelize.ZipWriter { return &archive{w: w} }

// Create begins an entry. It may be written to until the next one begins.
func (a *archive) Create(name string) (io.Writer, error) {
	if err := a.end(); err != nil {
		return nil, err
	}
	e := &entry{name: name, sum: crc32.NewIEEE()}
	var err error
	if e.zip, err = flate.NewWriter(&e.data, compression); err != nil {
		return nil, err
	}
	a.entries = append(a.entries, e)
	return e, nil
}

// compression is quick rather than tight: a workbook of 40,000 rows is written in seconds.
const compression = 3

func (e *entry) Write(p []byte) (int, error) {
	n, err := e.zip.Write(p)
	e.size += uint64(n)
	e.sum.Write(p[:n])
	return n, err
}

// end finishes the last entry.
func (a *archive) end() error {
	if len(a.entries) == 0 {
		return nil
	}
	e := a.entries[len(a.entries)-1]
	if e.zip == nil {
		return nil
	}
	err := e.zip.Close()
	e.zip = nil
	return err
}

// AddFS is of the interface; a form has no folders to add.
func (a *archive) AddFS(fs.FS) error { return fmt.Errorf("form: no folders in a workbook") }

// Close writes the archive.
func (a *archive) Close() error {
	if err := a.end(); err != nil {
		return err
	}
	slices.SortStableFunc(a.entries, func(x, y *entry) int {
		first := func(e *entry) int {
			if e.name == "[Content_Types].xml" {
				return 0
			}
			return 1
		}
		if d := first(x) - first(y); d != 0 {
			return d
		}
		return strings.Compare(x.name, y.name)
	})
	zw := zip.NewWriter(a.w)
	for _, e := range a.entries {
		w, err := zw.CreateRaw(&zip.FileHeader{Name: e.name, Method: zip.Deflate, CRC32: e.sum.Sum32(),
			CompressedSize64: uint64(e.data.Len()), UncompressedSize64: e.size})
		if err != nil {
			return err
		}
		if _, err := e.data.WriteTo(w); err != nil {
			return err
		}
	}
	return zw.Close()
}
