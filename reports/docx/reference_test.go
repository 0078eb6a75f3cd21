package docx_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/smekit/smekit/reports/docx"
	"github.com/smekit/smekit/reports/internal/fixture"
)

const (
	wordNS = `xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	relNS  = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	rels   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	kinds  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// lender is a small file as an office program might save it: another prefix, ids that are numbers, a header with a picture.
var lender = map[string]string{
	"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="` + kinds + `document.main+xml"/><Override PartName="/word/styles.xml" ContentType="` + kinds + `styles+xml"/></Types>`,
	"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rels + `officeDocument" Target="word/document.xml"/></Relationships>`,
	"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rels + `styles" Target="styles.xml"/><Relationship Id="rId2" Type="` + rels + `header" Target="/word/header7.xml"/>` +
		`<Relationship Id="rId3" Type="` + rels + `numbering" Target="numbering.xml"/><Relationship Id="rId4" Type="` + rels + `theme" Target="theme/theme1.xml"/><Relationship Id="rId5" Type="` + rels + `settings" Target="settings.xml"/></Relationships>`,
	"word/document.xml":           `<x:document ` + wordNS + ` ` + relNS + `><x:body><x:p/><x:sectPr><x:headerReference x:type="default" r:id="rId2"/><x:pgSz x:w="12240" x:h="15840"/><x:pgMar x:top="1000" x:right="1100" x:bottom="1200" x:left="1300" x:header="600" x:footer="600" x:gutter="0"/></x:sectPr></x:body></x:document>`,
	"word/styles.xml":             `<x:styles ` + wordNS + `><x:style x:type="paragraph" x:default="1" x:styleId="a"><x:name x:val="Normal"/></x:style><x:style x:type="paragraph" x:styleId="1"><x:name x:val="heading 1"/><x:basedOn x:val="a"/></x:style><x:style x:type="paragraph" x:styleId="Caption"><x:name x:val="My own"/></x:style></x:styles>`,
	"word/numbering.xml":          `<x:numbering ` + wordNS + `><x:abstractNum x:abstractNumId="4"><x:lvl x:ilvl="0"><x:start x:val="1"/></x:lvl></x:abstractNum><x:num x:numId="7"><x:abstractNumId x:val="4"/></x:num></x:numbering>`,
	"word/theme/theme1.xml":       `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Mine"/>`,
	"word/settings.xml":           `<x:settings ` + wordNS + `><x:evenAndOddHeaders x:val="0"/></x:settings>`,
	"word/header7.xml":            `<x:hdr ` + wordNS + ` ` + relNS + ` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><x:p><x:r><x:t>某单位</x:t></x:r><a:blip r:embed="rId9"/></x:p></x:hdr>`,
	"word/_rels/header7.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="` + rels + `image" Target="media/crest.png"/></Relationships>`,
	"word/media/crest.png":        "not really a picture",
}

// template packs the lender, with changes.
func template(t testing.TB, change map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range lender {
		if c, ok := change[name]; ok {
			content = c
		}
		if content == "" {
			continue
		}
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTemplateLends(t *testing.T) {
	lent, err := docx.ReadTemplate(template(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	b := write(t, fixture.Review(), docx.Options{Langs: []string{"zh"}, Template: lent})
	all := parts(t, b)
	doc := parse(t, all["word/document.xml"])
	names := map[string]string{}
	for _, s := range parse(t, all["word/styles.xml"]).all("style") {
		names[s.child("name").attrs["val"]] = s.attrs["styleId"]
	}
	if names["heading 1"] != "1" || names["Normal"] != "a" || names["My own"] != "Caption" || names["caption"] != "Caption2" {
		t.Errorf("styles %v", names)
	}
	heads := 0
	for _, p := range doc.all("p") {
		if p.child("pPr").child("pStyle").attrs["val"] == "1" {
			heads++
		}
	}
	if heads != 6 {
		t.Errorf("%d headings", heads)
	}
	for _, s := range doc.all("sectPr") {
		if m := s.child("pgMar").attrs; s.child("pgSz").attrs["orient"] == "" && (s.child("pgSz").attrs["w"] != "12240" || m["left"] != "1300" || m["bottom"] != "1200") {
			t.Errorf("page %v %v", s.child("pgSz").attrs, m)
		}
		if len(s.all("headerReference")) != 1 || len(s.all("footerReference")) != 1 {
			t.Error("headers and footers")
		}
	}
	for part, want := range map[string]string{"word/header1.xml": "某单位", "word/lent/media-crest.png": "not really", "word/theme.xml": "Mine", "word/numbering.xml": `numId="8"`, "[Content_Types].xml": "image/png"} {
		if !strings.Contains(string(all[part]), want) {
			t.Errorf("%s lacks %s: %s", part, want, all[part])
		}
	}
	numbers := parse(t, all["word/numbering.xml"])
	checkOrder(t, "word/numbering.xml", &node{name: "numbering", children: numbers.children[:0]})
	last := ""
	for _, c := range numbers.children {
		if c.name == "abstractNum" && last == "num" {
			t.Error("a definition of a list behind a list")
		}
		last = c.name
	}

	// What was written can itself be a template.
	again, err := docx.ReadTemplate(b)
	if err != nil {
		t.Fatal(err)
	}
	checkFile(t, write(t, fixture.Review(), docx.Options{Langs: []string{"en", "zh"}, Template: again}), false)
}

func TestSpoiledTemplates(t *testing.T) {
	change := func(part, from, to string) []byte {
		if !strings.Contains(lender[part], from) {
			t.Fatalf("no %s in %s", from, part)
		}
		return template(t, map[string]string{part: strings.ReplaceAll(lender[part], from, to)})
	}
	whole := template(t, nil)
	for name, c := range map[string]struct {
		file []byte
		says string
	}{
		"nothing":         {nil, "no Word file"},
		"no zip":          {[]byte("hello"), "no Word file"},
		"cut":             {whole[:len(whole)/2], "no Word file"},
		"old":             {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "password"},
		"workbook":        {change("[Content_Types].xml", "wordprocessingml.document", "spreadsheetml.sheet"), "no Word file"},
		"strict":          {change("_rels/.rels", "schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument"), "Strict"},
		"no styles":       {template(t, map[string]string{"word/styles.xml": ""}), "styles"},
		"empty styles":    {template(t, map[string]string{"word/styles.xml": `<x:styles ` + wordNS + `/>`}), "styles"},
		"other styles":    {template(t, map[string]string{"word/styles.xml": `<styles xmlns="urn:x"></styles>`}), "styles"},
		"broken styles":   {template(t, map[string]string{"word/styles.xml": `<x:styles ` + wordNS + `><x:style>`}), "well-formed"},
		"entities":        {template(t, map[string]string{"word/styles.xml": `<!DOCTYPE x [<!ENTITY a "b">]>` + lender["word/styles.xml"]}), "document type"},
		"bomb":            {template(t, map[string]string{"word/header7.xml": `<x:hdr ` + wordNS + `>` + strings.Repeat(" ", 17<<20) + `</x:hdr>`}), "too large"},
		"deep":            {template(t, map[string]string{"word/header7.xml": strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300)}), "deep"},
		"no header":       {template(t, map[string]string{"word/header7.xml": ""}), "missing"},
		"unknown header":  {change("word/document.xml", `r:id="rId2"`, `r:id="rId22"`), "missing"},
		"no picture":      {template(t, map[string]string{"word/media/crest.png": ""}), "missing"},
		"picture outside": {change("word/_rels/header7.xml.rels", `Target="media/crest.png"`, `Target="http://example.org/x.png" TargetMode="External"`), "outside"},
		"object":          {change("word/_rels/header7.xml.rels", "/image", "/oleObject"), "object"},
		"no room":         {change("word/document.xml", `x:left="1300"`, `x:left="9000"`), "room"},
		"not utf-8":       {template(t, map[string]string{"word/styles.xml": "<a>\xff</a>"}), "UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := docx.ReadTemplate(c.file)
			if err == nil || !strings.HasPrefix(err.Error(), "docx: template: ") || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want it to say %q", err, c.says)
			}
		})
	}
}

// A template's page may be landscape, and its margins negative (fixed): both come out as pages that hold text.
func TestTemplatePages(t *testing.T) {
	for _, c := range []struct{ from, to string }{{`x:w="12240" x:h="15840"`, `x:w="15840" x:h="12240" x:orient="landscape"`}, {`x:top="1000"`, `x:top="-1000"`}} {
		lent, err := docx.ReadTemplate(template(t, map[string]string{"word/document.xml": strings.Replace(lender["word/document.xml"], c.from, c.to, 1)}))
		if err != nil {
			t.Fatal(err)
		}
		checkFile(t, write(t, fixture.Review(), docx.Options{Langs: []string{"en"}, Template: lent}), true)
	}
}
