package sheet

import (
	"bytes"
	"io"
)

type format uint8

const (
	formatText format = iota
	formatXLSX
	formatParquet
)

var oleMagic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// detect tells a workbook from a text file by the first bytes, and names what is neither.
func detect(r io.ReaderAt, size int64) (format, error) {
	if size == 0 {
		return 0, fault("empty")
	}
	head, err := readHead(r, size, 4096)
	if err != nil {
		return 0, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")), bytes.HasPrefix(head, []byte("PK\x07\x08")):
		return formatXLSX, nil
	case bytes.HasPrefix(head, oleMagic), bytes.HasPrefix(head, oleMagic[:4]):
		return 0, detectOLE(r, size)
	case bytes.HasPrefix(head, []byte("PAR1")):
		return formatParquet, nil
	}
	for _, magic := range []string{"%PDF-", "\x89PNG", "\xff\xd8\xff", "GIF8", "{\\rtf", "$FL2", "\x1f\x8b", "Rar!", "7z\xbc\xaf", "SQLite format"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return 0, fault("binary")
		}
	}
	return formatText, detectMarkup(head)
}

// detectOLE says what an OLE container holds, by the UTF-16 names of its directory entries.
func detectOLE(r io.ReaderAt, size int64) error {
	head, err := readHead(r, size, 16<<20)
	if err != nil {
		return err
	}
	has := func(name string) bool {
		var b []byte
		for i := 0; i < len(name); i++ {
			b = append(b, name[i], 0)
		}
		return bytes.Contains(head, b)
	}
	switch {
	case has("EncryptedPackage"):
		return fault("password")
	case has("Workbook"), has("Book"):
		return fault("xls")
	case has("WordDocument"), has("PowerPoint Document"):
		return fault("ole")
	}
	return fault("xls")
}

// detectMarkup finds web pages and XML spreadsheets, which platforms like to name .xls.
func detectMarkup(head []byte) error {
	low := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(low, []byte("<?xml")) && bytes.Contains(low, []byte("urn:schemas-microsoft-com:office:spreadsheet")):
		return fault("xls_xml")
	case bytes.HasPrefix(low, []byte("<!doctype html")), bytes.HasPrefix(low, []byte("<html")), bytes.HasPrefix(low, []byte("<table")),
		bytes.HasPrefix(low, []byte("<meta")), bytes.HasPrefix(low, []byte("<?xml")) && bytes.Contains(low, []byte("<html")):
		return fault("xls_html")
	case bytes.HasPrefix(low, []byte("mime-version:")):
		return fault("xls_html")
	}
	return nil
}

// readHead reads the first n bytes, or fewer from a shorter file.
func readHead(r io.ReaderAt, size, n int64) ([]byte, error) {
	if size < n {
		n = size
	}
	b := make([]byte, n)
	got, err := r.ReadAt(b, 0)
	if int64(got) == n {
		err = nil
	}
	return b[:got], err
}
