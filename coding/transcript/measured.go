package transcript

import (
	"archive/zip"
	"errors"
	"io"
)

// measure reads a part of the package once without keeping it, and refuses one that would be a burden to take apart: too many
// bytes or elements, or too long a stretch without an element.
func (l limits) measure(f *zip.File) error {
	if f.Flags&1 != 0 {
		return fault("password")
	}
	if f.UncompressedSize64 > uint64(l.unzipped) {
		return exceeded("unzipped", l.unzipped)
	}
	rc, err := f.Open()
	if err != nil {
		return fault("damaged", partName(f.Name))
	}
	defer rc.Close()
	buf := make([]byte, 64<<10)
	var bytes, elements, stretch int64
	open := false // the byte before was <
	for {
		n, err := rc.Read(buf)
		if bytes += int64(n); bytes > l.unzipped {
			return exceeded("unzipped", l.unzipped)
		}
		for _, b := range buf[:n] {
			if open && b != '/' && b != '!' && b != '?' {
				elements++
			}
			if open = b == '<'; open {
				stretch = 0
			} else if b&0xC0 != 0x80 { // the first byte of a character
				stretch++
			}
			if stretch > l.text {
				return exceeded("text", l.text)
			}
		}
		if elements > l.elements {
			return exceeded("elements", l.elements)
		}
		switch {
		case err == io.EOF:
			return nil
		case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, zip.ErrChecksum):
			return fault("truncated")
		case err != nil:
			return fault("damaged", partName(f.Name))
		}
	}
}

// Limit reports whether the file is too large, or unpacks to too much, rather than damaged or of another kind.
func (e *ReadError) Limit() bool {
	switch e.Code {
	case "transcript.error.limit_file_size", "transcript.error.limit_unzipped", "transcript.error.limit_text", "transcript.error.limit_elements":
		return true
	}
	return false
}
