package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"path"
	"strconv"
	"strings"
)

// Limits of a template.
const (
	templateBytes   = 64 << 20 // of the file and of all that is unpacked of it
	templateMember  = 16 << 20
	templateMembers = 2000
)

// reference is what a template's file lends.
type reference struct {
	parts      map[string][]byte
	types      map[string]string
	related    []relation        // of the main part, to styles, theme, fonts and numbering
	rels       map[string]string // the relationship parts of lent parts, as they are
	styles     string
	styleEnd   int               // where styles may be added
	ids        map[string]string // style ids by lower-case name and kind
	used       map[string]bool   // all style ids
	page       page
	references []headerReference
	titlePage  bool
	mirror     bool
	numbers    string
	numbersAt  [2]int // where definitions and numbers may be added
	numberIDs  [2]int // the first free ones
}

type headerReference struct{ element, kind, target string } // headerReference, default, word/header1.xml

type relation struct{ id, kind, target, mode string }

func spoiled(format string, args ...any) error { return fmt.Errorf("docx: template: "+format, args...) }

// ReadTemplate reads a Word file that lends its look: styles, theme, fonts, numbering, the page of its last section with
// headers and footers. Its text is not used. Styles are known by their names ("heading 1", "caption"), whatever their ids;
// those that it lacks are added. The error says what is wrong with a file that cannot be used: no Word file, one protected
// by a password, a strict or damaged one, one over the limits (64 MiB, 16 MiB a part, 2000 parts), or one whose headers
// hold other things than text and pictures.
func ReadTemplate(b []byte) (Template, error) {
	r, err := readReference(b)
	if err != nil {
		return Template{}, err
	}
	return Template{file: r}, nil
}

func readReference(b []byte) (*reference, error) {
	if len(b) > templateBytes {
		return nil, spoiled("the file is larger than %d MiB", templateBytes>>20)
	}
	if bytes.HasPrefix(b, []byte("\xD0\xCF\x11\xE0")) {
		return nil, spoiled("an old .doc file or one protected by a password; save it as .docx without a password")
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, spoiled("no Word file (.docx)")
	}
	if len(z.File) > templateMembers {
		return nil, spoiled("more than %d parts", templateMembers)
	}
	in := &opened{files: map[string]*zip.File{}, left: templateBytes, read: map[string][]byte{}}
	for _, f := range z.File {
		if _, twice := in.files[f.Name]; !twice {
			in.files[f.Name] = f
		}
	}
	r := &reference{parts: map[string][]byte{}, types: map[string]string{}, rels: map[string]string{}, ids: map[string]string{}, used: map[string]bool{}}
	if err := r.take(in); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *reference) take(in *opened) error {
	b, err := in.text("[Content_Types].xml")
	if err != nil {
		return err
	}
	if b == nil || xml.Unmarshal(b, &in.types) != nil {
		return spoiled("no Word file (.docx)")
	}
	root, err := in.relations("")
	if err != nil {
		return err
	}
	main := ""
	for _, x := range root {
		if x.word() == "officeDocument" && x.mode != "External" {
			main = x.target
			if strings.Contains(x.kind, "purl.oclc.org") {
				return spoiled("saved as Strict Open XML; save it as an ordinary Word document (.docx)")
			}
		}
	}
	if main == "" || !strings.Contains(in.types.of(main), "wordprocessingml") && !strings.Contains(in.types.of(main), "ms-word") {
		return spoiled("no Word file (.docx)")
	}
	rels, err := in.relations(main)
	if err != nil {
		return err
	}
	doc, err := in.text(main)
	if err != nil {
		return err
	}
	if doc == nil {
		return spoiled("%s is missing", main)
	}
	byID := map[string]relation{}
	for _, x := range rels {
		byID[x.id] = x
		if x.mode == "External" {
			continue
		}
		switch x.word() {
		case "styles":
			b, err := in.text(x.target)
			if err != nil {
				return err
			}
			if err := r.readStyles(b); err != nil {
				return err
			}
		case "numbering":
			b, err := in.text(x.target)
			if err != nil {
				return err
			}
			if err := r.readNumbers(in, x.target, b); err != nil {
				return err
			}
		case "theme", "fontTable":
			to := "word/" + x.word() + ".xml"
			if err := r.lendPart(in, x.target, to, map[string]string{"theme": typeTheme, "fontTable": typeFonts}[x.word()]); err != nil {
				return err
			}
			r.related = append(r.related, relation{kind: relType + x.word(), target: x.word() + ".xml"})
		case "settings":
			b, err := in.text(x.target)
			if err != nil {
				return err
			}
			r.mirror = on(b, "evenAndOddHeaders")
		}
	}
	if r.styles == "" {
		return spoiled("it has no styles")
	}
	return r.readPage(in, doc, byID)
}

// on reports whether a switch stands in settings.
func on(b []byte, name string) bool {
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		t, err := d.Token()
		if err != nil {
			return false
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == name {
			v := attribute(e, "val")
			return v != "0" && v != "false" && v != "off"
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// readStyles learns the styles' ids by name, and where more can be added.
func (r *reference) readStyles(b []byte) error {
	d := xml.NewDecoder(bytes.NewReader(b))
	depth := 0
	id, kind := "", ""
	for {
		at := d.InputOffset()
		t, err := d.Token()
		if err != nil {
			break
		}
		switch e := t.(type) {
		case xml.StartElement:
			depth++
			if depth == 1 && (e.Name.Local != "styles" || e.Name.Space != nsW) {
				return spoiled("its styles are not those of a Word document (.docx)")
			}
			if depth == 2 && e.Name.Local == "style" {
				id, kind = attribute(e, "styleId"), attribute(e, "type")
				r.used[strings.ToLower(id)] = true
				if kind == "paragraph" && attribute(e, "default") != "" && attribute(e, "default") != "0" && r.ids["paragraph normal"] == "" {
					r.ids["paragraph normal"] = id
				}
			}
			if depth == 3 && e.Name.Local == "name" && id != "" {
				key := kind + " " + strings.ToLower(attribute(e, "val"))
				if r.ids[key] == "" {
					r.ids[key] = id
				}
			}
		case xml.EndElement:
			if depth--; depth == 0 {
				r.styleEnd = int(at)
			}
		}
	}
	r.styles = string(b)
	if !strings.HasPrefix(r.styles[r.styleEnd:], "</") { // <w:styles/>
		return spoiled("it has no styles")
	}
	return nil
}

// readNumbers learns where definitions of lists can be added, and under which ids.
func (r *reference) readNumbers(in *opened, name string, b []byte) error {
	d := xml.NewDecoder(bytes.NewReader(b))
	depth := 0
	first, end, behind := -1, -1, -1
	for {
		at := int(d.InputOffset())
		t, err := d.Token()
		if err != nil {
			break
		}
		switch e := t.(type) {
		case xml.StartElement:
			depth++
			if depth != 2 {
				continue
			}
			switch e.Name.Local {
			case "abstractNum":
				n, _ := strconv.Atoi(attribute(e, "abstractNumId"))
				r.numberIDs[0] = max(r.numberIDs[0], n+1)
			case "num":
				n, _ := strconv.Atoi(attribute(e, "numId"))
				r.numberIDs[1] = max(r.numberIDs[1], n+1)
				if first < 0 {
					first = at
				}
			case "numIdMacAtCleanup":
				if behind < 0 {
					behind = at
				}
			}
		case xml.EndElement:
			if depth--; depth == 0 {
				end = at
			}
		}
	}
	if end < 0 || !bytes.HasPrefix(b[end:], []byte("</")) || r.numberIDs[0] > 1<<30 || r.numberIDs[1] > 1<<30 {
		return nil // nothing in it
	}
	if behind < 0 {
		behind = end
	}
	if first < 0 {
		first = behind
	}
	r.numbers, r.numbersAt = string(b), [2]int{first, behind}
	return r.lendRelations(in, name, "word/numbering.xml")
}

// lendPart takes a part with what it refers to.
func (r *reference) lendPart(in *opened, from, to, contentType string) error {
	b, err := in.text(from)
	if err != nil {
		return err
	}
	if b == nil {
		return spoiled("%s is missing", from)
	}
	r.parts[to], r.types[to] = b, contentType
	return r.lendRelations(in, from, to)
}

// lendRelations takes the pictures, fonts and links that a part refers to.
func (r *reference) lendRelations(in *opened, from, to string) error {
	rels, err := in.relations(from)
	if err != nil || len(rels) == 0 {
		return err
	}
	var b strings.Builder
	b.WriteString(header + `<Relationships xmlns="` + nsRel + `">`)
	for _, x := range rels {
		target, mode := x.target, ""
		switch word := x.word(); {
		case word == "hyperlink" && x.mode == "External":
			mode = ` TargetMode="External"`
		case x.mode == "External":
			return spoiled("%s refers to %s outside the file", from, word)
		case word == "image" || word == "font":
			content, err := in.part(x.target)
			if err != nil {
				return err
			}
			if content == nil {
				return spoiled("%s is missing", x.target)
			}
			kind := in.types.of(x.target)
			if kind == "" {
				return spoiled("the kind of %s is not known", x.target)
			}
			target = path.Join("word/lent", path.Base(path.Dir(x.target))+"-"+path.Base(x.target))
			r.parts[target], r.types[target] = content, kind
			target = "/" + target
		default:
			return spoiled("%s holds an object (%s); headers and footers may hold text and pictures", from, word)
		}
		b.WriteString(`<Relationship Id="` + esc(x.id) + `" Type="` + esc(x.kind) + `" Target="` + esc(target) + `"` + mode + `/>`)
	}
	b.WriteString("</Relationships>")
	r.rels[to] = b.String()
	return nil
}
