package refi

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
)

// The structure that the standard's schemas describe, element by element: its children in order (? at most one, * any number,
// + one or more, | a choice) and its attributes (! required).
var schema = map[string]string{
	"Project":             "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef* / name:string! origin:string creatingUserGUID:guid creationDateTime:time modifyingUserGUID:guid modifiedDateTime:time basePath:string",
	"Users":               "User+ /",
	"User":                "/ guid:guid! name:string id:string",
	"CodeBook":            "Codes /",
	"Codes":               "Code+ /",
	"Code":                "Description? NoteRef* Code* / guid:guid! name:string! isCodable:bool! color:color",
	"Cases":               "Case+ /",
	"Case":                "Description? CodeRef* VariableValue* SourceRef* SelectionRef* / guid:guid! name:string",
	"Variables":           "Variable+ /",
	"Variable":            "Description? / guid:guid! name:string! typeOfVariable:Text|Boolean|Integer|Float|Date|DateTime!",
	"VariableValue":       "VariableRef TextValue|BooleanValue|IntegerValue|FloatValue|DateValue|DateTimeValue? /",
	"Sets":                "Set+ /",
	"Set":                 "Description? MemberCode* MemberSource* MemberNote* / guid:guid! name:string!",
	"Sources":             "TextSource|PictureSource|PDFSource|AudioSource|VideoSource+ /",
	"TextSource":          "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue* / guid:guid! name:string richTextPath:string plainTextPath:string @audit",
	"PlainTextSelection":  "Description? Coding* NoteRef* / guid:guid! name:string startPosition:integer! endPosition:integer! @audit",
	"PictureSource":       "Description? TextDescription? PictureSelection* Coding* NoteRef* VariableValue* / guid:guid! name:string path:string currentPath:string @audit",
	"PictureSelection":    "Description? Coding* NoteRef* / guid:guid! name:string firstX:integer! firstY:integer! secondX:integer! secondY:integer! @audit",
	"PDFSource":           "Description? PDFSelection* Representation? Coding* NoteRef* VariableValue* / guid:guid! name:string path:string currentPath:string @audit",
	"PDFSelection":        "Description? Representation? Coding* NoteRef* / guid:guid! name:string page:integer! firstX:integer! firstY:integer! secondX:integer! secondY:integer! @audit",
	"AudioSource":         "Description? Transcript* AudioSelection* Coding* NoteRef* VariableValue* / guid:guid! name:string path:string currentPath:string @audit",
	"AudioSelection":      "Description? Coding* NoteRef* / guid:guid! name:string begin:integer! end:integer! @audit",
	"VideoSource":         "Description? Transcript* VideoSelection* Coding* NoteRef* VariableValue* / guid:guid! name:string path:string currentPath:string @audit",
	"VideoSelection":      "Description? Coding* NoteRef* / guid:guid! name:string begin:integer! end:integer! @audit",
	"Transcript":          "Description? PlainTextContent? SyncPoint* TranscriptSelection* NoteRef* / guid:guid! name:string richTextPath:string plainTextPath:string @audit",
	"TranscriptSelection": "Description? Coding* NoteRef* / guid:guid! name:string fromSyncPoint:guid toSyncPoint:guid @audit",
	"SyncPoint":           "/ guid:guid! timeStamp:integer position:integer",
	"Coding":              "CodeRef NoteRef* / guid:guid! creatingUser:guid creationDateTime:time",
	"Graphs":              "Graph+ /",
	"Graph":               "Vertex* Edge* / guid:guid! name:string",
	"Vertex":              "/ guid:guid! representedGUID:guid name:string firstX:integer! firstY:integer! secondX:integer secondY:integer shape:Person|Oval|Rectangle|RoundedRectangle|Star|LeftTriangle|RightTriangle|UpTriangle|DownTriangle|Note color:color",
	"Edge":                "/ guid:guid! representedGUID:guid name:string sourceVertex:guid! targetVertex:guid! color:color direction:Associative|OneWay|Bidirectional lineStyle:dotted|dashed|solid",
	"Notes":               "Note+ /",
	"Links":               "Link+ /",
	"Link":                "NoteRef* / guid:guid! name:string direction:Associative|OneWay|Bidirectional color:color originGUID:guid targetGUID:guid",
}

// where a codebook alone differs
var codebookSchema = map[string]string{
	"CodeBook":   "Codes Sets? / origin:string",
	"Code":       "Description? Code* / guid:guid! name:string! isCodable:bool! color:color",
	"Set":        "Description? MemberCode* / guid:guid! name:string!",
	"MemberCode": "/ guid:guid!",
}

const audit = "creatingUser:guid creationDateTime:time modifyingUser:guid modifiedDateTime:time"

var types = map[string]*regexp.Regexp{
	"string":  regexp.MustCompile(`(?s)^.*$`),
	"guid":    regexp.MustCompile(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$`),
	"bool":    regexp.MustCompile(`^(true|false|1|0)$`),
	"integer": regexp.MustCompile(`^[+-]?[0-9]+$`),
	"decimal": regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$`),
	"color":   regexp.MustCompile(`^#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})$`),
	"date":    regexp.MustCompile(`^\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?$`),
	"time":    regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$`),
}

var leafTypes = map[string]string{"Description": "string", "PlainTextContent": "string", "TextValue": "string", "BooleanValue": "bool",
	"IntegerValue": "integer", "FloatValue": "decimal", "DateValue": "date", "DateTimeValue": "time"}

type element struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Kids    []element  `xml:",any"`
	Text    string     `xml:",chardata"`
}

// faults lists what in a document the schema does not allow.
func faults(data []byte, space string, differing map[string]string) []string {
	var out []string
	var root element
	if err := xml.Unmarshal(data, &root); err != nil {
		return []string{err.Error()}
	}
	guids := map[string]bool{}
	var targets []string
	var check func(e *element, parent string)
	check = func(e *element, parent string) {
		name := e.XMLName.Local
		fail := func(format string, args ...any) {
			out = append(out, parent+"/"+name+": "+fmt.Sprintf(format, args...))
		}
		if e.XMLName.Space != space {
			fail("name space %q", e.XMLName.Space)
		}
		if t, ok := leafTypes[name]; ok {
			if len(e.Kids)+len(e.Attrs) > 0 || !types[t].MatchString(e.Text) {
				fail("%q is no %s", e.Text, t)
			}
			return
		}
		rule, ok := differing[name]
		if !ok {
			rule, ok = schema[name]
		}
		switch {
		case name == "Note" || name == "Representation" || name == "TextDescription":
			rule = schema["TextSource"]
		case !ok && (strings.HasSuffix(name, "Ref") || strings.HasPrefix(name, "Member")):
			rule = "/ targetGUID:guid!"
		case !ok:
			fail("unknown")
			return
		}
		children, attrs, _ := strings.Cut(rule, "/")
		attrs = strings.Replace(attrs, "@audit", audit, 1)
		// attributes
		have := map[string]string{}
		for _, a := range e.Attrs {
			if a.Name.Local == "xmlns" {
				continue
			}
			have[a.Name.Local] = a.Value
			if a.Name.Local == "guid" && name != "MemberCode" {
				if guids[name+a.Value] {
					fail("guid %s twice", a.Value)
				}
				guids[name+a.Value], guids[a.Value] = true, true
			} else if types["guid"].MatchString(a.Value) && a.Name.Local != "name" {
				targets = append(targets, a.Value)
			}
		}
		for _, a := range strings.Fields(attrs) {
			a, required := strings.CutSuffix(a, "!")
			attr, typ, _ := strings.Cut(a, ":")
			v, there := have[attr]
			delete(have, attr)
			switch {
			case !there && required:
				fail("no %s", attr)
			case there && strings.Contains(typ, "|"):
				if !strings.Contains("|"+typ+"|", "|"+v+"|") {
					fail("%s %q", attr, v)
				}
			case there && typ == "Text" || there && types[typ] == nil:
				fail("type %s", typ)
			case there && !types[typ].MatchString(v):
				fail("%s %q is no %s", attr, v, typ)
			}
		}
		for a := range have {
			fail("attribute %s", a)
		}
		// children
		i := 0
		for _, c := range strings.Fields(children) {
			names, low, high := c, 1, 1
			switch c[len(c)-1] {
			case '?':
				names, low = c[:len(c)-1], 0
			case '*':
				names, low, high = c[:len(c)-1], 0, 1<<30
			case '+':
				names, high = c[:len(c)-1], 1<<30
			}
			n := 0
			for i < len(e.Kids) && n < high && strings.Contains("|"+names+"|", "|"+e.Kids[i].XMLName.Local+"|") {
				i, n = i+1, n+1
			}
			if n < low {
				fail("no %s", names)
			}
		}
		if i < len(e.Kids) {
			fail("%s is out of place", e.Kids[i].XMLName.Local)
		}
		if strings.TrimSpace(e.Text) != "" {
			fail("text %q", e.Text)
		}
		if path, content := attrOf(e, "plainTextPath"), kid(e, "PlainTextContent"); schema["TextSource"] == rule && (path != "") == content {
			fail("either PlainTextContent or plainTextPath must be filled")
		}
		for j := range e.Kids {
			check(&e.Kids[j], parent+"/"+name)
		}
	}
	check(&root, "")
	for _, g := range targets {
		if !guids[g] {
			out = append(out, "nothing has the guid "+g)
		}
	}
	return out
}

func attrOf(e *element, name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func kid(e *element, name string) bool {
	for i := range e.Kids {
		if e.Kids[i].XMLName.Local == name {
			return true
		}
	}
	return false
}

// validate wants a written project to follow the schema and to hold the files it names, under names of their own.
func validate(t testing.TB, archive []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].Name != "project.qde" {
		t.Errorf("the first member is %s", z.File[0].Name)
	}
	var qde []byte
	members := map[string]bool{}
	for _, f := range z.File {
		if members[f.Name] {
			t.Errorf("member %s twice", f.Name)
		}
		members[f.Name] = true
		if f.Modified.Year() != 1980 {
			t.Errorf("%s has the time %s", f.Name, f.Modified)
		}
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "project.qde" {
			qde = data
		}
		if f.Name == "project.qde" || strings.HasSuffix(f.Name, ".txt") && !bytes.HasPrefix(data, []byte("PK")) {
			if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) || bytes.ContainsRune(data, '\r') {
				t.Errorf("%s has a byte order mark or carriage returns", f.Name)
			}
		}
	}
	for _, m := range regexp.MustCompile(`"internal://([^"]*)"`).FindAllSubmatch(qde, -1) {
		if !members["sources/"+string(m[1])] {
			t.Errorf("no member for %s", m[1])
		}
	}
	for _, f := range faults(qde, projectSpace, nil) {
		t.Error(f)
	}
}

// The check itself finds what is wrong.
func TestSchemaCheckFindsFaults(t *testing.T) {
	const head = `<Project xmlns="urn:QDA-XML:project:1.0" name="p">`
	const g = `00000001-0000-4000-8000-000000000000`
	for body, want := range map[string]string{
		`<Users/>`: "no User",
		`<Variables><Variable guid="` + g + `" name="v" typeOfVariable="Number"/></Variables>`: "typeOfVariable",
		`<Cases><Case guid="x"/></Cases>`: "is no guid",
		`<Cases><Case guid="` + g + `"><SourceRef targetGUID="` + g[:7] + "9" + g[8:] + `"/></Case></Cases>`: "nothing has the guid",
		`<Description>x</Description><Sets/>`:                                                                "out of place",
		`<Notes><Note guid="` + g + `"/></Notes>`:                                                            "must be filled",
		`<CodeBook><Codes><Code guid="` + g + `" name="c"/></Codes></CodeBook>`:                              "no isCodable",
		`<CodeBook><Codes><Code guid="` + g + `" name="c" isCodable="true" color="red"/></Codes></CodeBook>`: "is no color",
		`<Sources><TextSource guid="` + g + `" plainTextPath="x" creationDateTime="yesterday"/></Sources>`:   "is no time",
		`<Sources><TextSource guid="` + g + `" plainTextPath="x" size="3"/></Sources>`:                       "attribute size",
		`<Cases><Case guid="` + g + `"/><Case guid="` + g + `"/></Cases>`:                                    "twice",
	} {
		if got := strings.Join(faults([]byte(head+body+`</Project>`), projectSpace, nil), "\n"); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}
