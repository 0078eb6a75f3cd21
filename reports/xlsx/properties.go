package xlsx

import (
	"bytes"
	"encoding/xml"
)

// properties replaces the document properties: the title and the tool, no person and no time.
func (b *book) properties() {
	var title bytes.Buffer
	b.do(xml.EscapeText(&title, []byte(b.d.Title.In(b.lang))))
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	b.f.Pkg.Store("docProps/core.xml", []byte(head+`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`+title.String()+`</dc:title><dc:language>`+b.lang+`</dc:language></cp:coreProperties>`))
	b.f.Pkg.Store("docProps/app.xml", []byte(head+`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>smekit</Application></Properties>`))
}
