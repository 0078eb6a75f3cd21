package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"
)

// opened is the template's archive.
type opened struct {
	files map[string]*zip.File
	left  int64
	read  map[string][]byte
	types types
}

// part unpacks a part; nil if there is none.
func (in *opened) part(name string) ([]byte, error) {
	if b, ok := in.read[name]; ok {
		return b, nil
	}
	f := in.files[name]
	if f == nil {
		return nil, nil
	}
	rc, err := f.Open()
	if err != nil {
		return nil, spoiled("%s cannot be unpacked", name)
	}
	defer rc.Close()
	limit := min(int64(templateMember), in.left)
	b, err := io.ReadAll(io.LimitReader(rc, limit+1))
	if err != nil {
		return nil, spoiled("%s is damaged", name)
	}
	if int64(len(b)) > limit {
		return nil, spoiled("%s is too large", name)
	}
	in.left -= int64(len(b))
	in.read[name] = b
	return b, nil
}

// text unpacks a part of XML and holds it to be harmless: UTF-8, well formed, without a document type and its entities.
func (in *opened) text(name string) ([]byte, error) {
	b, err := in.part(name)
	if err != nil || b == nil {
		return nil, err
	}
	b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))
	if !utf8.Valid(b) {
		return nil, spoiled("%s is not UTF-8", name)
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	depth, elements := 0, 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, spoiled("%s is no well-formed XML", name)
		}
		switch t.(type) {
		case xml.Directive:
			return nil, spoiled("%s has a document type, which Word files never have", name)
		case xml.StartElement:
			elements++
			if depth++; depth > 200 {
				return nil, spoiled("%s is nested too deeply", name)
			}
		case xml.EndElement:
			depth--
		}
	}
	if elements == 0 {
		return nil, spoiled("%s is empty", name)
	}
	return b, nil
}

type types struct {
	Defaults []struct {
		Extension   string `xml:"Extension,attr"`
		ContentType string `xml:"ContentType,attr"`
	} `xml:"Default"`
	Overrides []struct {
		PartName    string `xml:"PartName,attr"`
		ContentType string `xml:"ContentType,attr"`
	} `xml:"Override"`
}

func (t types) of(name string) string {
	for _, o := range t.Overrides {
		if strings.EqualFold(strings.TrimPrefix(o.PartName, "/"), name) {
			return o.ContentType
		}
	}
	ext := strings.TrimPrefix(path.Ext(name), ".")
	for _, d := range t.Defaults {
		if strings.EqualFold(d.Extension, ext) {
			return d.ContentType
		}
	}
	return ""
}

// relations reads the relationships of a part, targets as part names.
func (in *opened) relations(part string) ([]relation, error) {
	name := "_rels/.rels"
	if part != "" {
		name = relsPart(part)
	}
	b, err := in.text(name)
	if err != nil || b == nil {
		return nil, err
	}
	var x struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		} `xml:"Relationship"`
	}
	if err := xml.Unmarshal(b, &x); err != nil {
		return nil, spoiled("%s is damaged", name)
	}
	var out []relation
	for _, r := range x.All {
		t := r.Target
		if r.Mode != "External" {
			if strings.HasPrefix(t, "/") {
				t = path.Clean(t)[1:]
			} else {
				t = path.Join(path.Dir(part), t)
			}
		}
		out = append(out, relation{r.ID, r.Type, t, r.Mode})
	}
	return out, nil
}

// kind is the last word of a relationship's type.
func (r relation) word() string { return r.kind[strings.LastIndexByte(r.kind, '/')+1:] }
