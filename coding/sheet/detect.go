package sheet

import (
	"bytes"
	"io"
)

type format uint8

const (
	formatText format = iota
	formatXLSX
	formatXLS
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
	case bytes.HasPrefix(head, oleMagic[:4]), bareBIFF(head):
		return formatXLS, nil
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

// bareBIFF recognises the first record of an old workbook without a container, by its kind and length.
func bareBIFF(head []byte) bool {
	for _, bof := range []string{"\x09\x08\x10\x00", "\x09\x08\x08\x00", "\x09\x00\x04\x00", "\x09\x02\x06\x00", "\x09\x04\x06\x00"} {
		if bytes.HasPrefix(head, []byte(bof)) {
			return true
		}
	}
	return false
}

// detectMarkup finds web pages and XML spreadsheets, which platforms like to name .xls.
func detectMarkup(head []byte) error {
	low := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	begins := func(s string) bool { return bytes.HasPrefix(low, []byte(s)) }
	holds := func(s string) bool { return bytes.Contains(low, []byte(s)) }
	switch {
	case begins("mime-version:"):
		return fault("xls_html")
	case !begins("<"):
		return nil
	case (begins("<?") || begins("<workbook") || begins("<ss:workbook")) && holds("urn:schemas-microsoft-com:office:spreadsheet") && !holds("<html"):
		return fault("xls_xml")
	case begins("<!doctype html"), begins("<html"), begins("<head"), begins("<body"), begins("<table"), begins("<meta"), begins("<style"),
		(begins("<?xml") || begins("<!--") || begins("<div")) && (holds("<html") || holds("<table")):
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
