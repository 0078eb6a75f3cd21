package refi

import (
	"archive/zip"
	"bytes"
	"errors"
	"path"
	"strings"
)

// costly is how many documents that unpack to too much a project may hold before the others are left alone.
const costly = 8

// afford counts what a Word document unpacks to against what all of the archive may.
func (r *reader) afford(document []byte) bool {
	r.documents += unpacked(document)
	return r.documents <= r.options.Limits.MaxUnzipped
}

// burden counts a document that was refused for its size: its directory may say less than it unpacks to.
func (r *reader) burden(err error) {
	var e interface{ Limit() bool }
	if errors.As(err, &e) && e.Limit() {
		r.documents += r.options.Limits.MaxUnzipped / costly
	}
}

// unpacked is what the texts of a Word document take unpacked, as its directory has it.
func unpacked(document []byte) int64 {
	zr, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		return 0
	}
	total := int64(0)
	for _, f := range zr.File {
		if strings.EqualFold(path.Ext(f.Name), ".xml") {
			total += int64(min(f.UncompressedSize64, 1<<40))
		}
		if total > 1<<40 {
			break
		}
	}
	return total
}
