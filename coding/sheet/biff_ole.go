package sheet

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"
)

// oleFrame bounds what is read of a container's directory and tables before its streams are known. Directories of real
// files are a few kilobytes.
const oleFrame = 16 << 20

// oleChunk is how much of a stream is read at a time: a whole number of sectors of either size.
const oleChunk = 64 << 10

// workbookStream returns the records of an Excel 97 workbook: the stream Workbook of an OLE container, or the file itself
// when it is the bare stream, as some programs write it. What else a container holds is said in the error.
func workbookStream(r io.ReaderAt, size int64, lim Limits) (_ []byte, err error) {
	raw := make([]byte, size)
	if n, err := r.ReadAt(raw, 0); int64(n) != size {
		if err == nil || err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	if !bytes.HasPrefix(raw, oleMagic[:4]) {
		return raw, nil
	}
	defer func() {
		if p := recover(); p != nil {
			err = brokenOLE(raw)
		}
	}()
	in := &metered{r: bytes.NewReader(raw), left: oleFrame}
	doc, err := mscfb.New(in)
	if err != nil {
		return nil, brokenOLE(raw)
	}
	root := map[string]*mscfb.File{}
	for _, f := range doc.File {
		if len(f.Path) == 0 && f.Size > 0 { // embedded workbooks lie deeper
			if name := strings.ToLower(f.Name); root[name] == nil {
				root[name] = f
			}
		}
	}
	book := root["workbook"]
	if book == nil {
		book = root["book"] // of Excel 5 and 95
	}
	switch {
	case root["encryptedpackage"] != nil:
		return nil, fault("password")
	case book == nil:
		return nil, fault("ole")
	case book.Size > size: // a chain of sectors that is longer than the file runs in a circle
		return nil, fault("truncated")
	case book.Size > lim.MaxUnzipped:
		return nil, lim.exceeded("", "", "unzipped", lim.MaxUnzipped)
	}
	in.left = 2*size + oleFrame
	stream := make([]byte, book.Size)
	for at := 0; at < len(stream); {
		chunk := stream[at:min(at+oleChunk, len(stream))]
		if _, err := io.ReadFull(book, chunk); err != nil {
			return nil, brokenOLE(raw)
		}
		at += len(chunk)
	}
	return stream, nil
}

// brokenOLE names what a container that cannot be opened was, by the UTF-16 names of its directory entries.
func brokenOLE(raw []byte) error {
	raw = raw[:min(len(raw), 16<<20)]
	has := func(name string) bool {
		var b []byte
		for i := 0; i < len(name); i++ {
			b = append(b, name[i], 0)
		}
		return bytes.Contains(raw, b)
	}
	switch {
	case has("EncryptedPackage"):
		return fault("password")
	case has("Workbook"), has("Book"):
		return fault("truncated")
	case has("WordDocument"), has("PowerPoint Document"):
		return fault("ole")
	}
	return fault("truncated")
}

// metered reads until a number of bytes is used up.
type metered struct {
	r    *bytes.Reader
	left int64
}

var errMetered = errors.New("the container's tables are larger than any real one's")

func (m *metered) ReadAt(p []byte, off int64) (int, error) {
	if m.left -= int64(len(p)); m.left < 0 {
		return 0, errMetered
	}
	return m.r.ReadAt(p, off)
}
