package form

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"path"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"
)

// settleComments gives every comments part of a workbook, and the drawing with its boxes, the kind of name that the
// library expects (xl/comments9001.xml, xl/drawings/vmlDrawing9001.vml) with one number for both, far from the numbers it
// gives to new ones. Other programs number and place these parts differently, and new comments would be lost or would
// overwrite old ones. The boxes get ids of the form that the library can count on from.
func settleComments(f *excelize.File) error {
	var rels []string
	f.Pkg.Range(func(k, _ any) bool {
		if name := k.(string); strings.HasPrefix(name, "xl/worksheets/_rels/") {
			rels = append(rels, name)
		}
		return true
	})
	sort.Strings(rels)
	number := 9000
	for _, name := range rels {
		raw, ok := content(f, name)
		if !ok {
			continue
		}
		var list struct {
			Relationship []struct {
				ID     string `xml:"Id,attr"`
				Type   string `xml:"Type,attr"`
				Target string `xml:"Target,attr"`
				Mode   string `xml:"TargetMode,attr,omitempty"`
			}
		}
		if err := xml.Unmarshal(raw, &list); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		number++
		changed := false
		for i := range list.Relationship {
			r := &list.Relationship[i]
			var to string
			switch path.Base(r.Type) {
			case "comments":
				to = fmt.Sprintf("xl/comments%d.xml", number)
			case "vmlDrawing":
				to = fmt.Sprintf("xl/drawings/vmlDrawing%d.vml", number)
			default:
				continue
			}
			from := strings.TrimPrefix(r.Target, "/")
			if !strings.HasPrefix(r.Target, "/") {
				from = path.Join("xl/worksheets", r.Target)
			}
			if rename(f, from, to) {
				if strings.HasSuffix(to, ".vml") {
					numberBoxes(f, to, number)
				}
				r.Target = ".." + strings.TrimPrefix(to, "xl")
				changed = true
			}
		}
		if !changed {
			continue
		}
		var b bytes.Buffer
		b.WriteString(xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
		for _, r := range list.Relationship {
			fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s" Target="%s"`, escaped(r.ID), escaped(r.Type), escaped(r.Target))
			if r.Mode != "" {
				fmt.Fprintf(&b, ` TargetMode="%s"`, escaped(r.Mode))
			}
			b.WriteString(`/>`)
		}
		b.WriteString(`</Relationships>`)
		f.Pkg.Store(name, b.Bytes())
	}
	return nil
}

var (
	boxID    = regexp.MustCompile(`(<v:shape\s(?:[^>]*?\s)?id=")([^"]*)"`)
	knownBox = regexp.MustCompile(`^_x0000_s\d{1,9}$`)
	rootTag  = regexp.MustCompile(`<xml(\s[^>]*)?>`)
)

// numberBoxes gives the boxes of a drawing ids like _x0000_s1025, as Excel does, where they have others.
func numberBoxes(f *excelize.File, name string, sheet int) {
	b, _ := content(f, name)
	next := sheet * 1024
	b = boxID.ReplaceAllFunc(b, func(m []byte) []byte {
		parts := boxID.FindSubmatch(m)
		if knownBox.Match(parts[2]) {
			return m
		}
		next++
		return fmt.Appendf(nil, `%s_x0000_s%d"`, parts[1], next)
	})
	if at := rootTag.FindIndex(b); at != nil && !bytes.Contains(b, []byte("<v:shapetype")) {
		b = slices.Concat(b[:at[1]], []byte(`<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m0,0l0,21600,21600,21600,21600,0xe"/>`), b[at[1]:])
	}
	f.Pkg.Store(name, b)
}

func content(f *excelize.File, name string) ([]byte, bool) {
	v, ok := f.Pkg.Load(name)
	if !ok {
		return nil, false
	}
	b, ok := v.([]byte)
	return b, ok
}

// rename moves a part, its relations and its content type.
func rename(f *excelize.File, from, to string) bool {
	b, ok := content(f, from)
	if !ok || from == to {
		return false
	}
	f.Pkg.Delete(from)
	f.Pkg.Store(to, b)
	relsOf := func(name string) string { return path.Dir(name) + "/_rels/" + path.Base(name) + ".rels" }
	if b, ok := content(f, relsOf(from)); ok {
		f.Pkg.Delete(relsOf(from))
		f.Pkg.Store(relsOf(to), b)
	}
	const types = "[Content_Types].xml"
	if b, ok := content(f, types); ok {
		f.Pkg.Store(types, bytes.ReplaceAll(b, []byte(`"/`+from+`"`), []byte(`"/`+to+`"`)))
	}
	return true
}

func escaped(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return s
	}
	return b.String()
}
