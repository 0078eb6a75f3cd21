package docx_test

import (
	"fmt"
	"path"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/reports/docx"
	"github.com/smekit/smekit/reports/internal/fixture"
)

// order lists the children that an element may have, as the schema of ECMA-376 (part 1, annex A; wps and wpg: [MS-ODRAWXML])
// orders them; only those that the package writes.
var order = map[string]string{
	"pPr":              "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs snapToGrid spacing ind jc outlineLvl rPr sectPr",
	"rPr":              "rStyle rFonts b bCs i iCs color spacing w sz szCs u vertAlign lang",
	"pBdr":             "top left bottom right",
	"numPr":            "ilvl numId",
	"tbl":              "tblPr tblGrid tr*",
	"tblPr":            "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
	"tblBorders":       "top left bottom right insideH insideV",
	"tblCellMar":       "top left bottom right",
	"tr":               "trPr tc*",
	"trPr":             "cantSplit tblHeader",
	"tc":               "tcPr p*",
	"tcPr":             "tcW gridSpan vMerge tcBorders shd noWrap vAlign",
	"sectPr":           "headerReference* footerReference* type pgSz pgMar pgNumType cols titlePg docGrid",
	"style":            "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
	"styles":           "docDefaults latentStyles style*",
	"docDefaults":      "rPrDefault pPrDefault",
	"font":             "altName panose1 charset family pitch",
	"numbering":        "abstractNum* num*",
	"abstractNum":      "nsid multiLevelType tmpl lvl*",
	"lvl":              "start numFmt suff lvlText lvlJc pPr rPr",
	"settings":         "zoom evenAndOddHeaders defaultTabStop characterSpacingControl compat themeFontLang",
	"sdt":              "sdtPr sdtContent",
	"docPartObj":       "docPartGallery docPartUnique",
	"AlternateContent": "Choice Fallback",
	"inline":           "extent effectExtent docPr cNvGraphicFramePr graphic",
	"wgp":              "cNvGrpSpPr grpSpPr wsp*",
	"grpSpPr":          "xfrm",
	"wsp":              "cNvPr cNvSpPr spPr txbx bodyPr",
	"spPr":             "xfrm custGeom prstGeom noFill solidFill pattFill ln",
	"xfrm":             "off ext chOff chExt",
	"custGeom":         "avLst gdLst ahLst cxnLst rect pathLst",
	"pattFill":         "fgClr bgClr",
	"ln":               "noFill solidFill custDash round tailEnd",
}

func checkOrder(t *testing.T, part string, n *node) {
	t.Helper()
	if list, ok := order[n.name]; ok && !(n.name == "style" && n.child("name").attrs["val"] == "") {
		place := map[string]int{}
		many := map[string]bool{}
		for i, name := range strings.Fields(list) {
			bare := strings.TrimSuffix(name, "*")
			place[bare], many[bare] = i, bare != name
		}
		last, seen := -1, map[string]bool{}
		for _, c := range n.children {
			at, ok := place[c.name]
			switch {
			case !ok:
				t.Errorf("%s: %s in %s is not among those known", part, c.name, n.name)
			case at < last:
				t.Errorf("%s: %s in %s is out of order", part, c.name, n.name)
			case seen[c.name] && !many[c.name]:
				t.Errorf("%s: %s twice in %s", part, c.name, n.name)
			}
			last, seen[c.name] = max(last, at), true
		}
	}
	for _, c := range n.children {
		checkOrder(t, part, c)
	}
}

func TestValid(t *testing.T) {
	for name, o := range looks(t) {
		t.Run(name, func(t *testing.T) { checkFile(t, write(t, fixture.Review(), o), true) })
	}
}

// checkFile holds a file to what Word asks of it.
func checkFile(t *testing.T, b []byte, ordered bool) {
	t.Helper()
	all := parts(t, b)
	checkPackage(t, all)
	for name, content := range all {
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
			continue
		}
		n := parse(t, content)
		if ordered && !strings.Contains(name, "lent") {
			checkOrder(t, name, n)
		}
	}
	doc, styles := parse(t, all["word/document.xml"]), parse(t, all["word/styles.xml"])
	checkIDs(t, doc)
	checkTables(t, doc)

	known := map[string]string{}
	for _, s := range styles.all("style") {
		id := strings.ToLower(s.attrs["styleId"])
		if known[id] != "" {
			t.Errorf("two styles %s", id)
		}
		known[id] = s.attrs["type"]
	}
	for _, kind := range []string{"pStyle", "basedOn", "next"} {
		for _, s := range append(doc.all(kind), styles.all(kind)...) {
			if known[strings.ToLower(s.attrs["val"])] == "" {
				t.Errorf("no style %s", s.attrs["val"])
			}
		}
	}
	nums := map[string]bool{}
	for _, n := range parse(t, all["word/numbering.xml"]).all("num") {
		nums[n.attrs["numId"]] = true
	}
	for _, n := range append(doc.all("numId"), styles.all("numId")...) {
		if !nums[n.attrs["val"]] {
			t.Errorf("no list %s", n.attrs["val"])
		}
	}
}

// checkPackage checks that every part has a type, that every relationship has its target and every use its relationship.
func checkPackage(t *testing.T, all map[string][]byte) {
	t.Helper()
	types := parse(t, all["[Content_Types].xml"])
	defaults, overrides := map[string]bool{}, map[string]bool{}
	for _, c := range types.children {
		if c.name == "Default" {
			defaults[c.attrs["Extension"]] = true
			continue
		}
		if overrides[c.attrs["PartName"]] {
			t.Errorf("two types of %s", c.attrs["PartName"])
		}
		overrides[c.attrs["PartName"]] = true
		if all[c.attrs["PartName"][1:]] == nil {
			t.Errorf("a type of %s, which is no part", c.attrs["PartName"])
		}
	}
	reached := map[string]bool{"[Content_Types].xml": true}
	for name, content := range all {
		if name != "[Content_Types].xml" && !overrides["/"+name] && !defaults[strings.TrimPrefix(path.Ext(name), ".")] {
			t.Errorf("%s has no type", name)
		}
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		reached[name] = true
		of := path.Join(path.Dir(path.Dir(name)), strings.TrimSuffix(path.Base(name), ".rels"))
		ids := map[string]bool{}
		for _, r := range parse(t, content).children {
			if ids[r.attrs["Id"]] {
				t.Errorf("%s: two %s", name, r.attrs["Id"])
			}
			ids[r.attrs["Id"]] = true
			if r.attrs["TargetMode"] == "External" {
				continue
			}
			target := r.attrs["Target"]
			if strings.HasPrefix(target, "/") {
				target = target[1:]
			} else {
				target = path.Join(path.Dir(of), target)
			}
			reached[target] = true
			if all[target] == nil {
				t.Errorf("%s: no part %s", name, target)
			}
		}
		if of == "." || all[of] == nil {
			continue
		}
		var uses func(n *node)
		uses = func(n *node) {
			if strings.HasSuffix(n.name, "Reference") && !ids[n.attrs["id"]] || n.attrs["embed"] != "" && !ids[n.attrs["embed"]] {
				t.Errorf("%s: %s without its relationship", of, n.name)
			}
			for _, c := range n.children {
				uses(c)
			}
		}
		uses(parse(t, all[of]))
	}
	for name := range all {
		if !reached[name] {
			t.Errorf("nothing refers to %s", name)
		}
	}
	for _, need := range []string{"word/document.xml", "word/styles.xml", "word/settings.xml", "docProps/core.xml", "docProps/app.xml", "_rels/.rels"} {
		if all[need] == nil {
			t.Errorf("no part %s", need)
		}
	}
}

// checkIDs checks bookmarks, drawings, links and fields.
func checkIDs(t *testing.T, doc *node) {
	t.Helper()
	ids, names, ends := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, b := range doc.all("bookmarkStart") {
		if ids[b.attrs["id"]] || names[b.attrs["name"]] || len(b.attrs["name"]) > 40 {
			t.Errorf("bookmark %s", b.attrs["name"])
		}
		ids[b.attrs["id"]], names[b.attrs["name"]] = true, true
	}
	for _, b := range doc.all("bookmarkEnd") {
		if !ids[b.attrs["id"]] || ends[b.attrs["id"]] {
			t.Errorf("end of bookmark %s", b.attrs["id"])
		}
		ends[b.attrs["id"]] = true
	}
	if len(ends) != len(ids) {
		t.Errorf("%d bookmarks begin, %d end", len(ids), len(ends))
	}
	for _, h := range doc.all("hyperlink") {
		if !names[h.attrs["anchor"]] {
			t.Errorf("a link to %s", h.attrs["anchor"])
		}
	}
	for _, i := range doc.all("instrText") {
		if f := strings.Fields(i.text); (f[0] == "REF" || f[0] == "PAGEREF") && !names[f[1]] {
			t.Errorf("%q", i.text)
		}
	}
	depth := 0
	for _, f := range doc.all("fldChar") {
		switch f.attrs["fldCharType"] {
		case "begin":
			depth++
		case "end":
			depth--
		}
		if depth < 0 {
			t.Fatal("a field ends that has not begun")
		}
	}
	if depth != 0 {
		t.Error("a field does not end")
	}
	drawn := map[string]bool{}
	for _, n := range append(doc.all("docPr"), doc.all("cNvPr")...) {
		if drawn[n.attrs["id"]] {
			t.Errorf("two drawings %s", n.attrs["id"])
		}
		drawn[n.attrs["id"]] = true
	}
	for _, n := range doc.all("docPr") {
		if n.attrs["descr"] == "" {
			t.Errorf("%s has no text alternative", n.attrs["name"])
		}
	}
}

// checkTables checks that rows fill the grid, that cells hold paragraphs, and that no table is wider than its page.
func checkTables(t *testing.T, doc *node) {
	t.Helper()
	var waiting []*node
	end := func(s *node) {
		number := func(n, a string) int { v, _ := strconv.Atoi(s.child(n).attrs[a]); return v }
		room := number("pgSz", "w") - number("pgMar", "left") - number("pgMar", "right")
		if landscape := s.child("pgSz").attrs["orient"] == "landscape"; landscape != (number("pgSz", "w") > number("pgSz", "h")) {
			t.Error("a page's orientation is not its shape")
		}
		for _, x := range waiting {
			width := 0
			for _, c := range x.child("tblGrid").children {
				w, _ := strconv.Atoi(c.attrs["w"])
				width += w
			}
			if width > room+2 {
				t.Errorf("a table of %d on a page of %d", width, room)
			}
		}
		waiting = nil
	}
	for _, n := range doc.child("body").children {
		switch n.name {
		case "tbl":
			waiting = append(waiting, n)
		case "sectPr":
			end(n)
		}
		if s := n.child("pPr").child("sectPr"); s.name != "" {
			end(s)
		}
	}
	for _, x := range doc.all("tbl") {
		columns := len(x.child("tblGrid").children)
		if columns < 1 || columns > 63 {
			t.Errorf("%d columns", columns)
		}
		body := false
		for _, r := range x.children {
			if r.name != "tr" {
				continue
			}
			n := 0
			for _, c := range r.children {
				if c.name != "tc" {
					continue
				}
				span := 1
				if s := c.child("tcPr").child("gridSpan").attrs["val"]; s != "" {
					span, _ = strconv.Atoi(s)
				}
				n += span
				if c.children[len(c.children)-1].name != "p" {
					t.Error("a cell that does not end in a paragraph")
				}
			}
			if n != columns {
				t.Errorf("a row of %d in %d columns", n, columns)
			}
			head := r.child("trPr").child("tblHeader").name != ""
			if head && body {
				t.Error("a header row below the body")
			}
			body = body || !head
		}
		if x.children[2].child("trPr").child("tblHeader").name == "" {
			t.Error("a table without a header row that repeats")
		}
		for _, b := range append(x.all("tblBorders"), x.all("tcBorders")...) {
			for _, side := range b.children {
				if side.name != "top" && side.name != "bottom" {
					t.Errorf("a rule at the %s", side.name)
				}
			}
		}
	}
}

func TestTablesAreKeptFromEmptyPages(t *testing.T) {
	doc := body(t, write(t, fixture.Review(), docx.Options{Langs: []string{"zh", "en"}}))
	starts := 0
	for _, s := range doc.all("sectPr") {
		if s.child("pgNumType").attrs["start"] == "1" {
			starts++
		}
	}
	if starts != 2 {
		t.Errorf("%d parts begin with page 1, want 2", starts)
	}
	var got []string
	for _, i := range doc.all("instrText") {
		if f := strings.Fields(i.text); f[0] == "SEQ" {
			got = append(got, f[1])
		}
	}
	count := map[string]int{}
	for _, g := range got {
		count[g]++
	}
	d := fixture.Review()
	if fmt.Sprint(count) != fmt.Sprintf("map[Figure:%d Table:%d 图:%d 表:%d]", len(d.Figures()), len(d.Tables()), len(d.Figures()), len(d.Tables())) {
		keys := make([]string, 0, len(count))
		for k := range count {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		t.Errorf("sequences %q %v", keys, count)
	}
}
