package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"sort"

	"github.com/xuri/excelize/v2"
)

// sorted is a zip writer whose entries come out in one order, the list of content types first, and without times.
type sorted struct {
	w       io.Writer
	entries map[string]*bytes.Buffer
}

func newSorted(w io.Writer) excelize.ZipWriter {
	return &sorted{w, map[string]*bytes.Buffer{}}
}

// Create begins an entry.
func (s *sorted) Create(name string) (io.Writer, error) {
	b := new(bytes.Buffer)
	s.entries[name] = b
	return b, nil
}

// AddFS is not used by a workbook.
func (s *sorted) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the archive.
func (s *sorted) Close() error {
	names := make([]string, 0, len(s.entries))
	for n := range s.entries {
		names = append(names, n)
	}
	const first = "[Content_Types].xml"
	sort.Slice(names, func(i, j int) bool {
		if (names[i] == first) != (names[j] == first) {
			return names[i] == first
		}
		return names[i] < names[j]
	})
	z := zip.NewWriter(s.w)
	for _, n := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: n, Method: zip.Deflate})
		if err != nil {
			return err
		}
		b := s.entries[n].Bytes()
		if n == first {
			if b, err = sortTypes(b); err != nil {
				return err
			}
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return z.Close()
}

// contentTypes is the part that names the types of all others.
type contentTypes struct {
	XMLName  xml.Name `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
	Defaults []struct {
		Extension   string `xml:"Extension,attr"`
		ContentType string `xml:"ContentType,attr"`
	} `xml:"Default"`
	Overrides []struct {
		PartName    string `xml:"PartName,attr"`
		ContentType string `xml:"ContentType,attr"`
	} `xml:"Override"`
}

// sortTypes puts the entries of the content types into one order.
func sortTypes(b []byte) ([]byte, error) {
	var t contentTypes
	if err := xml.Unmarshal(b, &t); err != nil {
		return nil, err
	}
	sort.Slice(t.Defaults, func(i, j int) bool { return t.Defaults[i].Extension < t.Defaults[j].Extension })
	sort.Slice(t.Overrides, func(i, j int) bool { return t.Overrides[i].PartName < t.Overrides[j].PartName })
	out, err := xml.Marshal(t)
	return append([]byte(xml.Header), out...), err
}
