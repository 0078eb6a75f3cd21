package docx

import (
	"strings"

	"github.com/smekit/smekit/coding/locale"
)

// lend puts what the template has into a package, and adds the styles that it lacks.
func (r *reference) lend(p *pack, lang string) look {
	for name, b := range r.parts {
		p.parts[name], p.types[name] = b, r.types[name]
	}
	for name, b := range r.rels {
		p.add(relsPart(name), "", b)
	}
	l := own(lang)
	l.page, l.mirror, l.footers = r.page, r.mirror, false
	p.foreign, p.mirror, p.titlePage = true, r.mirror, r.titlePage

	if r.ids["paragraph normal"] == "" {
		r.ids["paragraph normal"] = "Normal"
	}
	var missing []style
	styles := l.styles[:0:0]
	for _, s := range l.styles {
		switch s.role {
		case caption, cell, note, figures:
			continue
		}
		if s.role != normal { // typefaces are the template's
			if i := strings.Index(s.rpr, "<w:rFonts"); i >= 0 {
				s.rpr = s.rpr[:i] + s.rpr[i+strings.Index(s.rpr, "/>")+2:]
			}
		}
		styles = append(styles, s)
	}
	styles = append(styles, shared("", "", int(l.caption*2), int(l.small*2), int(l.tables*2), lang == locale.Chinese)...)
	taken := map[string]bool{}
	for id := range r.used {
		taken[id] = true
	}
	for _, s := range styles {
		kind := "paragraph "
		if s.characters {
			kind = "character "
		}
		name := s.name
		if s.role == body { // the template's text is in its standard style
			name = "Normal"
		}
		id := r.ids[kind+strings.ToLower(name)]
		if id == "" && s.role == note {
			id = r.ids["paragraph footnote text"]
		}
		if id == "" {
			id = string(s.role)
			for n := 2; taken[strings.ToLower(id)]; n++ {
				id = string(s.role) + itoa(n)
			}
			taken[strings.ToLower(id)] = true
			missing = append(missing, s)
		}
		p.ids[s.role] = id
	}
	cells := p.ids[cell]
	if r.ids["paragraph table text"] == "" { // added above, on the standard style
		cells = p.ids[normal]
	}
	face, heavy := r.latin(cells)
	l.breadth = breadth(face)
	if heavy && cells == p.ids[cell] {
		l.breadth *= bold
	}
	listID := r.numberIDs[1]
	if r.numbers == "" || listID == 0 {
		listID = 1
	}
	var added strings.Builder
	for _, s := range missing {
		if s.role == bullet {
			s.ppr = strings.Replace(s.ppr, val("numId", "1"), val("numId", itoa(listID)), 1)
		}
		added.WriteString(strings.Replace(s.element(p.ids), "<w:style ", `<w:style xmlns:w="`+nsW+`" `, 1))
	}
	p.add("word/styles.xml", typeStyles, r.styles[:r.styleEnd]+added.String()+r.styles[r.styleEnd:])
	p.relate(mainPart, relType+"styles", "styles.xml")

	abstract, nums := numbering(r.numberIDs[0], listID)
	if r.numbers == "" {
		p.add("word/numbering.xml", typeNumbers, header+`<w:numbering xmlns:w="`+nsW+`">`+abstract+nums+"</w:numbering>")
	} else {
		declared := func(s, element string) string {
			return strings.ReplaceAll(s, "<w:"+element+" ", "<w:"+element+` xmlns:w="`+nsW+`" `)
		}
		a, b := r.numbersAt[0], r.numbersAt[1]
		p.add("word/numbering.xml", typeNumbers, r.numbers[:a]+declared(abstract, "abstractNum")+r.numbers[a:b]+declared(nums, "num")+r.numbers[b:])
	}
	p.relate(mainPart, relType+"numbering", "numbering.xml")
	for _, x := range r.related {
		p.relate(mainPart, x.kind, x.target)
	}
	numbered := false
	for _, x := range r.references {
		numbered = numbered || x.element == "footerReference"
	}
	for _, x := range r.references {
		kind := relType + "header"
		if x.element == "footerReference" {
			kind = relType + "footer"
		}
		p.references += `<w:` + x.element + ` w:type="` + x.kind + `" r:id="` + p.relate(mainPart, kind, strings.TrimPrefix(x.target, "word/")) + `"/>`
	}
	if !numbered { // a template without footers gets page numbers
		p.footer(l, "footer9.xml", "default", val("jc", "center"))
		if r.mirror {
			p.footer(l, "footer8.xml", "even", val("jc", "center"))
		}
	}
	return l
}
