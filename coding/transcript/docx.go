package transcript

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// document unpacks a Word document and reads its body. Only two parts are unpacked: the package's relations, and the body itself,
// which is measured before it is taken apart; each must stay within its limit, whatever its header says.
func (l limits) document(data []byte) (*body, error) {
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fault("truncated")
	}
	parts := map[string]*zip.File{}
	for _, f := range zr.File {
		name := partName(f.Name)
		if _, twice := parts[name]; !twice {
			parts[name] = f
		}
	}
	main := "word/document.xml"
	if rels := parts["_rels/.rels"]; rels != nil {
		b, err := limits{unzipped: min(l.unzipped, 4<<20)}.unpack(rels)
		if err != nil {
			return nil, err
		}
		if target, err := mainPart(b); err != nil {
			return nil, err
		} else if target != "" {
			main = target
		}
	}
	f := parts[main]
	if f == nil {
		return nil, fault("not_word")
	}
	if err := l.measure(f); err != nil {
		return nil, err
	}
	rc, err := f.Open()
	if err != nil {
		return nil, fault("damaged", partName(f.Name))
	}
	defer rc.Close()
	w := &body{limit: l.text, xml: xml.NewDecoder(rc)}
	return w, w.read()
}

func partName(s string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(s, `\`, "/")), "/"))
}

// unpack reads a part of the package.
func (l limits) unpack(f *zip.File) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, fault("password")
	}
	if f.UncompressedSize64 > uint64(l.unzipped) {
		return nil, exceeded("unzipped", l.unzipped)
	}
	rc, err := f.Open()
	if err != nil {
		return nil, fault("damaged", partName(f.Name))
	}
	defer rc.Close()
	var b bytes.Buffer // grows with what really comes
	n, err := b.ReadFrom(io.LimitReader(rc, l.unzipped+1))
	switch {
	case n > l.unzipped:
		return nil, exceeded("unzipped", l.unzipped)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, zip.ErrChecksum):
		return nil, fault("truncated")
	case err != nil:
		return nil, fault("damaged", partName(f.Name))
	}
	return b.Bytes(), nil
}

// mainPart finds the document's part in the package's relations; empty when they name none.
func mainPart(rels []byte) (string, error) {
	d := xml.NewDecoder(bytes.NewReader(rels))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return "", nil
		}
		if err != nil {
			return "", fault("damaged", err.Error())
		}
		switch tok := tok.(type) {
		case xml.Directive:
			return "", fault("doctype")
		case xml.StartElement:
			if tok.Name.Local == "Relationship" && path.Base(attribute(tok, "Type")) == "officeDocument" {
				return partName(attribute(tok, "Target")), nil
			}
		}
	}
}

func attribute(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}
