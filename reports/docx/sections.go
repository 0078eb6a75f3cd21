package docx

import (
	"bytes"
	"encoding/xml"
	"sort"
	"strconv"
)

// readPage takes page and headers of the last section.
func (r *reference) readPage(in *opened, doc []byte, rels map[string]relation) error {
	r.page = page{w: 11906, h: 16838, top: 1440, right: 1440, bottom: 1440, left: 1440, header: 720, footer: 720}
	type named struct{ element, kind, id string }
	var found []named
	d := xml.NewDecoder(bytes.NewReader(doc))
	inside := 0
	for {
		t, err := d.Token()
		if err != nil {
			break
		}
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "sectPr":
				if inside++; inside == 1 {
					r.titlePage = false
				}
			case "sectPrChange":
				inside += 100 // an older state of the section
			}
			if inside != 1 {
				continue
			}
			number := func(name string, to *int) {
				if v, err := strconv.ParseFloat(attribute(e, name), 64); err == nil && v >= -31680 && v <= 31680 {
					*to = int(v)
				}
			}
			switch e.Name.Local {
			case "pgSz":
				number("w", &r.page.w)
				number("h", &r.page.h)
			case "pgMar":
				for name, to := range map[string]*int{"top": &r.page.top, "right": &r.page.right, "bottom": &r.page.bottom, "left": &r.page.left, "header": &r.page.header, "footer": &r.page.footer, "gutter": &r.page.gutter} {
					number(name, to)
				}
			case "titlePg":
				v := attribute(e, "val")
				r.titlePage = v != "0" && v != "false" && v != "off"
			case "headerReference", "footerReference":
				x := named{e.Name.Local, attribute(e, "type"), attribute(e, "id")}
				kept := found[:0]
				for _, y := range found { // sections inherit what they do not name
					if y.element != x.element || y.kind != x.kind {
						kept = append(kept, y)
					}
				}
				found = append(kept, x)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "sectPr":
				inside--
			case "sectPrChange":
				inside -= 100
			}
		}
	}
	r.page.top, r.page.bottom = max(r.page.top, -r.page.top), max(r.page.bottom, -r.page.bottom)
	if r.page.w > r.page.h {
		r.page.w, r.page.h = r.page.h, r.page.w
		r.page.top, r.page.right, r.page.bottom, r.page.left = r.page.right, r.page.bottom, r.page.left, r.page.top
	}
	if w, h := r.page.room(); w < 150 || h < 200 || r.page.left < 0 || r.page.right < 0 {
		return spoiled("its page leaves no room for text")
	}
	sort.Slice(found, func(i, j int) bool {
		return found[i].element > found[j].element || found[i].element == found[j].element && found[i].kind < found[j].kind
	})
	for i, x := range found {
		rel, ok := rels[x.id]
		if !ok || rel.mode == "External" || x.kind != "default" && x.kind != "first" && x.kind != "even" {
			return spoiled("a header or footer is missing")
		}
		to, kind := "word/header"+itoa(i+1)+".xml", typeHeader
		if x.element == "footerReference" {
			to, kind = "word/footer"+itoa(i+1)+".xml", typeFooter
		}
		if err := r.lendPart(in, rel.target, to, kind); err != nil {
			return err
		}
		r.references = append(r.references, headerReference{x.element, x.kind, to})
	}
	return nil
}
