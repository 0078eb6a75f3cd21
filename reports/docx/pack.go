package docx

import (
	"archive/zip"
	"io"
	"sort"
	"strings"
)

// Content types of the parts.
const (
	wordType     = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	typeDocument = wordType + "document.main+xml"
	typeStyles   = wordType + "styles+xml"
	typeSettings = wordType + "settings+xml"
	typeFonts    = wordType + "fontTable+xml"
	typeNumbers  = wordType + "numbering+xml"
	typeFooter   = wordType + "footer+xml"
	typeHeader   = wordType + "header+xml"
	typeTheme    = "application/vnd.openxmlformats-officedocument.theme+xml"
	typeCore     = "application/vnd.openxmlformats-package.core-properties+xml"
	typeApp      = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
	typeCustom   = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
	typeRels     = "application/vnd.openxmlformats-package.relationships+xml"

	relType = nsR + "/"
)

// pack collects the parts of the file and what the template says.
type pack struct {
	parts map[string][]byte
	types map[string]string   // content type by part
	rels  map[string][]string // relationships by part, in order

	ids        map[role]string // style ids
	references string          // of headers and footers, for every section
	titlePage  bool
	mirror     bool // odd and even pages differ
	foreign    bool // the styles are a template's
	heavyHeads bool // header cells of tables are bold
}

func newPack() *pack {
	return &pack{parts: map[string][]byte{}, types: map[string]string{}, rels: map[string][]string{}, ids: map[role]string{}}
}

// styled is the style of a role as the first property of a paragraph.
func (p *pack) styled(r role) string {
	if r == normal {
		return ""
	}
	return val("pStyle", p.ids[r])
}

func (p *pack) add(name, contentType, content string) {
	p.parts[name], p.types[name] = []byte(content), contentType
}

// relate adds a relationship of a part and returns its id.
func (p *pack) relate(from, kind, target string) string {
	id := "rId" + itoa(len(p.rels[from])+1)
	p.rels[from] = append(p.rels[from], `<Relationship Id="`+id+`" Type="`+esc(kind)+`" Target="`+esc(target)+`"/>`)
	return id
}

const mainPart = "word/document.xml"

// finish adds what every file has.
func (p *pack) finish(title string, langs []string, fields []field) {
	p.relate("", relType+"officeDocument", mainPart)
	p.relate("", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")
	p.relate("", relType+"extended-properties", "docProps/app.xml")
	p.add("docProps/core.xml", typeCore, header+`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`+esc(title)+`</dc:title><dc:language>`+langs[0]+`</dc:language></cp:coreProperties>`)
	p.add("docProps/app.xml", typeApp, header+`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>smekit</Application></Properties>`)
	p.add("word/settings.xml", typeSettings, p.settings())
	p.relate(mainPart, relType+"settings", "settings.xml")
	if len(fields) > 0 {
		p.add("customXml/item1.xml", "", estimates(fields))
		p.relate(mainPart, relType+"customXml", "../customXml/item1.xml")
		p.add("customXml/itemProps1.xml", typeCustom, header+`<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{7C2E5B1A-94D3-4F0B-8E6A-3D5C1F7A9B20}"><ds:schemaRefs><ds:schemaRef ds:uri="`+estimatesNamespace+`"/></ds:schemaRefs></ds:datastoreItem>`)
		p.relate("customXml/item1.xml", relType+"customXmlProps", "itemProps1.xml")
	}
}

func (p *pack) settings() string {
	mirror := ""
	if p.mirror {
		mirror = "<w:evenAndOddHeaders/>"
	}
	return header + `<w:settings xmlns:w="` + nsW + `"><w:zoom w:percent="100"/>` + mirror + `<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`
}

const estimatesNamespace = "urn:smekit:docx:estimates:1"

// estimates is the part that names the estimate behind every number: tables by key, language and the bookmark of their
// caption, cells by row and column as they are set, header rows included, from 1.
func estimates(fields []field) string {
	var b strings.Builder
	b.WriteString(header + `<estimates xmlns="` + estimatesNamespace + `">`)
	for i, f := range fields {
		if i == 0 || f.lang != fields[i-1].lang || f.key != fields[i-1].key || f.part != fields[i-1].part {
			if i > 0 {
				b.WriteString("</table>")
			}
			b.WriteString(`<table lang="` + f.lang + `" key="` + esc(f.key) + `" bookmark="` + esc(f.mark) + `" part="` + itoa(f.part) + `">`)
		}
		b.WriteString(`<cell row="` + itoa(f.row) + `" column="` + itoa(f.column) + `" id="` + esc(f.id) + `"/>`)
	}
	b.WriteString("</table></estimates>")
	return b.String()
}

// write writes the archive: the content types first, then the parts by name, without times.
func (p *pack) write(w io.Writer) error {
	for from, rels := range p.rels {
		name := "_rels/.rels"
		if from != "" {
			name = relsPart(from)
		}
		p.add(name, "", header+`<Relationships xmlns="`+nsRel+`">`+strings.Join(rels, "")+"</Relationships>")
	}
	names := make([]string, 0, len(p.parts))
	for n := range p.parts {
		names = append(names, n)
	}
	sort.Strings(names)
	var types strings.Builder
	types.WriteString(header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="` + typeRels + `"/><Default Extension="xml" ContentType="application/xml"/>`)
	for _, n := range names {
		if t := p.types[n]; t != "" {
			types.WriteString(`<Override PartName="/` + esc(n) + `" ContentType="` + esc(t) + `"/>`)
		}
	}
	types.WriteString("</Types>")
	z := zip.NewWriter(w)
	put := func(name string, content []byte) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err == nil {
			_, err = f.Write(content)
		}
		return err
	}
	if err := put("[Content_Types].xml", []byte(types.String())); err != nil {
		return err
	}
	for _, n := range names {
		if err := put(n, p.parts[n]); err != nil {
			return err
		}
	}
	return z.Close()
}

// relsPart is the part that holds a part's relationships.
func relsPart(part string) string {
	dir, file := "", part
	if i := strings.LastIndexByte(part, '/'); i >= 0 {
		dir, file = part[:i+1], part[i+1:]
	}
	return dir + "_rels/" + file + ".rels"
}
