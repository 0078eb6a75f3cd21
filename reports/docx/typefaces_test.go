package docx

import "testing"

func TestBreadthOfATemplatesTypeface(t *testing.T) {
	r := &reference{styles: `<w:styles xmlns:w="` + nsW + `"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:styleId="a"><w:rPr><w:rFonts w:ascii="Verdana"/><w:b/></w:rPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:styleId="c"/></w:styles>`,
		parts: map[string][]byte{"word/theme.xml": []byte(`<t><majorFont><latin typeface="Arial"/></majorFont><minorFont><latin typeface="Calibri"/></minorFont></t>`)}}
	for id, want := range map[string]string{"a": "Verdana", "b": "Verdana", "c": "Calibri", "none": "Calibri"} {
		if face, bold := r.latin(id); face != want || bold != (want == "Verdana") {
			t.Errorf("%s: %s %v", id, face, bold)
		}
	}
	for face, want := range map[string]float64{"": 1, "Times New Roman": 1, "VERDANA": 1.32, "Arial Narrow": 1, "Arial": 1.14, "Unheard Of": unknownBreadth} {
		if got := breadth(face); got != want {
			t.Errorf("%s: %g", face, got)
		}
	}
}
