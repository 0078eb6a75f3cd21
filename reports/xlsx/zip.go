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

// sorted is a zip writer whose entries come out in one order, the list of content types first, and without times. The rows
// of the data sheet join the archive here.
type sorted struct {
	w       io.Writer
	tidy    *tidy // nil without a data sheet
	entries map[string]*bytes.Buffer
}

func newSorted(w io.Writer, t *tidy) excelize.ZipWriter {
	return &sorted{w, t, map[string]*bytes.Buffer{}}
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
	if s.tidy != nil {
		for _, n := range []string{s.tidy.part, sharedPart} {
			if s.entries[n] == nil {
				return errPart
			}
		}
	}
	names := make([]string, 0, len(s.entries))
	for n := range s.entries {
		names = append(names, n)
	}
	const first = "[Content_Types].xml"
	place := func(n string) int { // the strings come last: the rows of the data sheet add to them
		switch n {
		case first:
			return 0
		case sharedPart:
			return 2
		}
		return 1
	}
	sort.Slice(names, func(i, j int) bool {
		if a, b := place(names[i]), place(names[j]); a != b {
			return a < b
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
		switch {
		case s.tidy != nil && n == s.tidy.part:
			err = s.tidy.sheet(w, b, s.entries[sharedPart].Bytes())
		case s.tidy != nil && n == sharedPart:
			err = s.tidy.strings(w, b)
		case n == first:
			if b, err = sortTypes(b); err == nil {
				_, err = w.Write(b)
			}
		default:
			_, err = w.Write(b)
		}
		if err != nil {
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
