package refi

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
)

const (
	projectHead = `<Project xmlns="urn:QDA-XML:project:1.0" name="p">`
	idA         = "0000000a-0000-4000-8000-000000000000"
	idB         = "0000000b-0000-4000-8000-000000000000"
)

func wantError(t *testing.T, data []byte, lim Limits, code string) {
	t.Helper()
	_, _, err := ReadProject(bytes.NewReader(data), int64(len(data)), "p.qdpx", lim)
	var e *ReadError
	if !errors.As(err, &e) || e.Code != "refi.error."+code {
		t.Errorf("%s: got %v", code, err)
		return
	}
	if english[e.Code] == "" || !strings.HasPrefix(e.Error(), "p.qdpx") {
		t.Errorf("%s: %s", code, e)
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	whole := pack(t, "nested-codes")
	qde := func(s string) []byte { return pack(t, "", "project.qde", s) }
	locked := bytes.Clone(whole)
	for i := 0; i+10 < len(locked); i++ { // the flag of encryption in the central directory
		if bytes.HasPrefix(locked[i:], []byte("PK\x01\x02")) {
			locked[i+8] |= 1
		}
	}
	for _, c := range []struct {
		code string
		data []byte
		lim  Limits
	}{
		{"empty", nil, Limits{}},
		{"not_zip", []byte("<Project/>"), Limits{}},
		{"truncated", whole[:len(whole)/2], Limits{}},
		{"truncated", whole[:len(whole)-30], Limits{}},
		{"password", locked, Limits{}},
		{"no_project", pack(t, "", "a.txt", "x"), Limits{}},
		{"several", pack(t, "", "a.qde", "x", "b.qde", "y"), Limits{}},
		{"not_project", qde("<CodeBook/>"), Limits{}},
		{"damaged", qde(projectHead), Limits{}},
		{"damaged", qde(projectHead + "</Sources>"), Limits{}},
		{"damaged", qde(projectHead + "&nbsp;</Project>"), Limits{}},
		{"damaged", qde("<a/><b/>"), Limits{}},
		{"damaged", qde(" "), Limits{}},
		{"empty", qde(""), Limits{}},
		{"encoding", qde(`<?xml version="1.0" encoding="koi8-r"?>` + projectHead + `</Project>`), Limits{}},
		{"doctype", pack(t, "entity"), Limits{}},
		{"limit_file_size", whole, Limits{MaxFile: 100}},
		{"limit_members", whole, Limits{MaxMembers: 1}},
		{"limit_unzipped", whole, Limits{MaxUnzipped: 200}},
		{"limit_xml", whole, Limits{MaxXML: 200}},
		{"limit_elements", whole, Limits{MaxElements: 5}},
		{"limit_depth", whole, Limits{MaxDepth: 4}},
		{"limit_depth", qde(projectHead + strings.Repeat("<Code>", 300)), Limits{}},
	} {
		wantError(t, c.data, c.lim, c.code)
	}
	_, _, err := ReadProject(bytes.NewReader(pack(t, "entity")), int64(len(pack(t, "entity"))), "p.qdpx", Limits{})
	if want := "p.qdpx!project.qde:2: the file declares XML entities, which are never expanded"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// A member whose header promises less than it holds stops at the limit.
func TestALyingHeader(t *testing.T) {
	data := pack(t, "", "project.qde", projectHead+`<Description>`+strings.Repeat("x", 1<<20)+`</Description></Project>`)
	for i := 0; i+30 < len(data); i++ {
		if bytes.HasPrefix(data[i:], []byte("PK\x01\x02")) {
			binary.LittleEndian.PutUint32(data[i+24:], 10)
		}
	}
	wantError(t, data, Limits{}, "truncated")
}

func TestMembersThatLeaveTheArchive(t *testing.T) {
	p, problems := read(t, pack(t, "emoji-offsets", "../evil.txt", "x", "/etc/passwd", "y", `C:\x.txt`, "z", `sources\..\..\a`, "w"), Options{})
	if got := fmt.Sprint(told(problems)); got != `[0 refi_member_leaves ../evil.txt 0 refi_member_leaves /etc/passwd 0 refi_member_leaves C:\x.txt 0 refi_member_leaves sources\..\..\a]` {
		t.Error(got)
	}
	if got := coded(p); len(got) != 1 {
		t.Error(got)
	}
}

func TestTextsAreBounded(t *testing.T) {
	data := pack(t, "two-coders-overlapping")
	p, problems := read(t, data, Options{Limits: Limits{MaxTexts: 10}})
	if len(problems) != 1 || problems[0].Code != "refi_text_large" || p.Receipt.Rows != 4 || p.Receipt.Used != 0 {
		t.Errorf("%v %+v", told(problems), p.Receipt)
	}
	p, problems = read(t, data, Options{Limits: Limits{MaxText: 10}})
	if len(problems) != 1 || problems[0].Code != "refi_text_unreadable" || len(p.Receipt.Rejected) != 1 || p.Receipt.Rejected[0].Count != 4 {
		t.Errorf("%v %+v", told(problems), p.Receipt)
	}
	p, _ = read(t, pack(t, "pdf-picture-video"), Options{Limits: Limits{MaxMedia: 3}})
	if p.Sources[0].Data != nil || p.Sources[0].Path != "" || !strings.Contains(noteCodes(p.Receipt), "refi.media_by_name") {
		t.Errorf("%+v", p.Sources[0])
	}
	again(t, p)
}

func TestEverythingIsRead(t *testing.T) {
	p, _ := read(t, pack(t, "nested-codes"), Options{})
	g := func(n string) string { return n + "-0000-4000-8000-000000000000" }
	c := p.Codes[0]
	if c.Name != "情境" || !c.NotCodable || c.Description != "一 & 二\n第二行" || c.NoteRefs[0] != g("00000051") || c.Codes[0].Color != "#F00" || c.Codes[0].Codes[0].Name != "外部" {
		t.Errorf("%+v", c)
	}
	n := p.Notes[0]
	if n.Text != "一行\n二行" || !n.Inline || n.Quotes()[0] != "二行" || n.CreatingUser != p.Users[0].GUID {
		t.Errorf("%+v", n)
	}
	if want := (Set{GUID: g("00000071"), Name: "重点", Codes: []string{g("00000022")}, Sources: []string{g("00000031")}, Notes: []string{g("00000051")}}); !reflect.DeepEqual(p.Sets, []Set{want}) {
		t.Errorf("%+v", p.Sets)
	}
	if len(p.Links) != 1 || p.Links[0].Direction != "OneWay" || p.Links[0].Target != g("00000023") || p.Description != "说明" || len(p.NoteRefs) != 1 {
		t.Errorf("%+v", p.Links)
	}
	if d := p.Graphs[0]; len(d.Vertices) != 2 || d.Vertices[0].Box || !d.Vertices[1].Box || d.Vertices[1].Y1 != -2 || d.Edges[0].Target != d.Vertices[1].GUID {
		t.Errorf("%+v", d)
	}

	p, _ = read(t, pack(t, "cases-variables"), Options{})
	var types []string
	for i, v := range p.Cases[0].Values {
		types = append(types, p.Variables[i].Type+"="+v.Text)
	}
	if got := strings.Join(types, " "); got != "Text=区 Boolean=true Integer=-7 Float=1.50 Date=2024-02-29 DateTime=2024-05-06T07:08:09" {
		t.Error(got)
	}
	second := p.Cases[1]
	if len(second.Values) != 2 || second.Values[0].Type != "" || second.Values[1].Text != "100" || len(second.Selections) != 0 {
		t.Errorf("%+v", second)
	}
	if p.Sources[0].Values[0].Text != "3" || p.Cases[0].Selections[0] != p.Sources[0].Selections[0].GUID {
		t.Errorf("%+v", p.Sources[0])
	}

	p, _ = read(t, pack(t, "pdf-picture-video"), Options{})
	if s := p.Sources[0]; string(s.Data) != "%PDF-1.4 by hand\n" || s.DataExt != "pdf" || s.CurrentPath != `C:\docs\r.pdf` || s.Selections[0].X2 != 3 {
		t.Errorf("%+v", s)
	}
	if s := p.Sources[2].Texts[0]; s.Kind != Transcript || s.Syncs[1].Time != 1500 || s.Selections[0].Start != 2 || s.Selections[0].End != 4 {
		t.Errorf("%+v", s)
	}
	if r := p.Receipt; r.Rows != 5 || r.Used != 4 || r.Rejected[0] != (coding.ReasonCount{Reason: "refi_bad_value", Count: 1}) {
		t.Errorf("%+v", r)
	}
}

func TestIdentifiersThatAreNoGUIDs(t *testing.T) {
	p, problems := read(t, pack(t, "", "project.qde", projectHead+`<CodeBook><Codes><Code guid="c1" name="x" isCodable="True" /></Codes></CodeBook>
<Sources><TextSource guid="0000000A0000400080000000000000AA"><PlainTextContent>abc</PlainTextContent><PlainTextSelection guid="s" startPosition="0" endPosition="2.0"><Coding guid="k"><CodeRef targetGUID="c1"/><CodeRef targetGUID="{C1}"/></Coding></PlainTextSelection></TextSource></Sources></Project>`), Options{})
	if got := noteCodes(p.Receipt); got != "refi.odd_ids" || len(problems) != 1 || problems[0].Code != "refi_undefined_code" {
		t.Errorf("%s %v", got, told(problems))
	}
	if p.Sources[0].GUID != "0000000a-0000-4000-8000-0000000000aa" || p.Sources[0].Selections[0].Codings[0].Code != p.Codes[0].GUID {
		t.Errorf("%+v", p.Sources[0])
	}
	again(t, p)
}

func TestUTF16AndForeignNameSpaces(t *testing.T) {
	xml := `<q:Project xmlns:q="urn:other" name="项目"><q:Description>甲</q:Description></q:Project>`
	var b bytes.Buffer
	b.WriteString("\xff\xfe")
	for _, r := range xml {
		b.Write([]byte{byte(r), byte(r >> 8)})
	}
	p, problems := read(t, pack(t, "", "folder/Project.QDE", b.String()), Options{})
	if p.Name != "项目" || p.Description != "甲" || len(problems) > 0 {
		t.Errorf("%+v %v", p, problems)
	}
}

func TestCodebook(t *testing.T) {
	data, err := os.ReadFile("testdata/codebook.qdc")
	if err != nil {
		t.Fatal(err)
	}
	c, problems, err := ReadCodebook(bytes.NewReader(data), "codebook.qdc")
	if err != nil || !c.Receipt.Balanced() || c.Receipt.Rows != 2 {
		t.Fatal(err, c)
	}
	if got := told(problems); len(got) != 1 || got[0] != "9 refi_undefined MemberCode 71 guid 00000023" {
		t.Error(got)
	}
	if c.Codes[0].Description != "甲" || c.Codes[0].Codes[0].Color != "#00FF00" || len(c.Sets[0].Codes) != 1 {
		t.Errorf("%+v", c)
	}
	var b bytes.Buffer
	if err := WriteCodebook(&b, c); err != nil {
		t.Fatal(err)
	}
	for _, f := range faults(b.Bytes(), codebookSpace, codebookSchema) {
		t.Error(f)
	}
	d, problems, err := ReadCodebook(bytes.NewReader(b.Bytes()), "again.qdc")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	c.Receipt, d.Receipt = coding.Receipt{}, coding.Receipt{}
	if !reflect.DeepEqual(c, d) {
		t.Errorf("%+v\n%+v", c, d)
	}
	for text, code := range map[string]string{"": "empty", "hello": "not_xml", "<html/>": "not_codebook", "<!DOCTYPE x><CodeBook/>": "doctype"} {
		_, _, err := ReadCodebook(strings.NewReader(text), "x.qdc")
		var e *ReadError
		if !errors.As(err, &e) || e.Code != "refi.error."+code {
			t.Errorf("%q: %v", text, err)
		}
	}
	// the codebook of a project's XML
	qde, err := os.ReadFile("testdata/nested-codes/project.qde")
	if err != nil {
		t.Fatal(err)
	}
	if c, _, err := ReadCodebook(bytes.NewReader(qde), "project.qde"); err != nil || len(c.Codes) != 1 || c.Receipt.Rows != 3 {
		t.Errorf("%v %+v", err, c)
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	text := func(s Selection) *Project {
		return &Project{Name: "p", Codes: []Code{{GUID: idA, Name: "c"}}, Sources: []Source{{GUID: idB, Text: "甲乙", Selections: []Selection{s}}}}
	}
	for _, c := range []struct {
		code string
		p    *Project
	}{
		{"missing", &Project{}},
		{"missing", &Project{Name: "p", Codes: []Code{{}}}},
		{"missing", text(Selection{Codings: []Coding{{}}})},
		{"value", &Project{Name: "p", Users: []User{{GUID: "me"}}}},
		{"value", &Project{Name: "p", Codes: []Code{{Name: "c", Color: "red"}}}},
		{"value", &Project{Name: "p", Created: "today"}},
		{"value", &Project{Name: "p", Variables: []Variable{{Name: "v", Type: "Number"}}}},
		{"value", &Project{Name: "p", Variables: []Variable{{GUID: idA, Name: "v", Type: "Date"}}, Cases: []Case{{Values: []Value{{idA, "Date", "2023-02-29"}}}}}},
		{"value", &Project{Name: "p", Sources: []Source{{Kind: "Film"}}}},
		{"duplicate", &Project{Name: "p", Users: []User{{GUID: idA}, {GUID: "{" + strings.ToUpper(idA) + "}"}}}},
		{"reference", &Project{Name: "p", NoteRefs: []string{idA}}},
		{"reference", text(Selection{Codings: []Coding{{Code: idB}}})},
		{"reference", &Project{Name: "p", Graphs: []Graph{{Edges: []Edge{{}}}}}},
		{"place", text(Selection{Start: 1, End: 3})},
		{"place", text(Selection{Start: 1})},
	} {
		var b bytes.Buffer
		var e *WriteError
		if err := WriteProject(&b, c.p); !errors.As(err, &e) || e.Code != "refi.write."+c.code || b.Len() > 0 {
			t.Errorf("%s: got %v", c.code, err)
		}
	}
	if err := WriteCodebook(&bytes.Buffer{}, &Codebook{}); err == nil {
		t.Error("an empty codebook was written")
	}
}

// Missing GUIDs are given, carriage returns and a byte order mark taken out, and positions moved with them.
func TestWritingMends(t *testing.T) {
	p := &Project{Name: "p", Codes: []Code{{GUID: strings.ToUpper(idA), Name: "c\x01"}}, Sources: []Source{{Name: "s", Text: "\ufeff甲\r\n乙丙",
		Selections: []Selection{{Start: 4, End: 6, Codings: []Coding{{Code: idA}}}}}}}
	var b, c bytes.Buffer
	if err := WriteProject(&b, p); err != nil {
		t.Fatal(err)
	}
	if err := WriteProject(&c, p); err != nil || !bytes.Equal(b.Bytes(), c.Bytes()) {
		t.Error("the bytes differ", err)
	}
	if p.Sources[0].GUID != "" || p.Sources[0].Selections[0].Start != 4 {
		t.Error("the project was changed")
	}
	validate(t, b.Bytes())
	q, problems := read(t, b.Bytes(), Options{})
	if len(problems) > 0 || q.Sources[0].Text != "甲\n乙丙" || q.Sources[0].Quotes()[0] != "乙丙" || q.Codes[0].Name != "c\ufffd" {
		t.Errorf("%v %+v", problems, q)
	}
}

func TestGUID(t *testing.T) {
	a := GUID("study", "code", "M1")
	if a != GUID("study", "code", "M1") || a == GUID("study", "codeM", "1") || !isGUID(a) || a[14] != '5' {
		t.Error(a)
	}
	for s, want := range map[string]bool{idA: true, "{" + strings.ToUpper(idA) + "}": true, " " + idA + " ": true, "x": false, "": false, idA + "0": false, "{}": false} {
		if g, ok := bareGUID(s); ok != want || ok && g != idA {
			t.Errorf("%q: %s %v", s, g, ok)
		}
	}
}

// Many selections whose names stand nowhere stay quick, and all are counted.
func TestManySelections(t *testing.T) {
	var x strings.Builder
	x.WriteString(projectHead + `<CodeBook><Codes><Code guid="` + idA + `" name="c" isCodable="true"/></Codes></CodeBook><Sources><TextSource guid="` + idB + `"><PlainTextContent>`)
	x.WriteString(strings.Repeat("甲乙丙丁\n", 20000))
	x.WriteString(`</PlainTextContent>`)
	for i := range 20000 {
		fmt.Fprintf(&x, `<PlainTextSelection guid="%08x-0000-4000-8000-000000000000" name="甲乙" startPosition="%d" endPosition="%d"><Coding guid="%08x-0000-4000-8000-000000000000"><CodeRef targetGUID="%s"/></Coding></PlainTextSelection>`, i, 6*i, 6*i+2, i, idA)
	}
	x.WriteString(`</TextSource></Sources></Project>`)
	p, problems := read(t, pack(t, "", "project.qde", x.String()), Options{})
	if len(problems) > 0 || p.Receipt.Used != 20000 || noteCodes(p.Receipt) != "refi.counted_lines_two" || p.Sources[0].Quotes()[19999] != "甲乙" {
		t.Errorf("%d problems, %+v", len(problems), p.Receipt)
	}
}
