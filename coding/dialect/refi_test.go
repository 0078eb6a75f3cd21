package dialect

import (
	"bytes"
	"errors"
	"testing"

	"github.com/smekit/smekit/coding/refi"
)

func guid(kind, id string) string { return refi.GUID("test", kind, id) }

// testProject has two coders, a case, a variable, notes, a heading, a code on a whole source, and one on a picture.
func testProject() *refi.Project {
	wang, li := guid("user", "王芳"), guid("user", "李明")
	code := func(name string) string { return guid("code", name) }
	coded := func(id, user, name string, notes ...string) refi.Coding {
		return refi.Coding{GUID: guid("coding", id), CreatingUser: user, Code: code(name), NoteRefs: notes}
	}
	note := guid("note", "1")
	return &refi.Project{
		Name: "试点", Origin: "Program 1",
		Users: []refi.User{{GUID: wang, Name: "王芳"}, {GUID: li, Name: "李明"}},
		Codes: []refi.Code{{GUID: code("机制"), Name: "机制", NotCodable: true, Codes: []refi.Code{
			{GUID: code("联席会议"), Name: "联席会议", Description: "定期会商"}}}, {GUID: code("平台"), Name: "平台"}},
		Variables: []refi.Variable{{GUID: guid("variable", "级别"), Name: "级别", Type: "Text"}, {GUID: guid("variable", "年限"), Name: "年限", Type: "Integer"}},
		Cases: []refi.Case{{GUID: guid("case", "甲区"), Name: "甲区", Values: []refi.Value{{Variable: guid("variable", "级别"), Type: "Text", Text: "县级"}},
			SourceRefs: []string{guid("source", "1")}}},
		Sources: []refi.Source{
			{Kind: refi.Text, GUID: guid("source", "1"), Name: "访谈1.txt", Text: "我😀联席会议有用。\n平台也好。", Values: []refi.Value{{Variable: guid("variable", "年限"), Type: "Integer", Text: "7"}},
				Selections: []refi.Selection{
					{GUID: guid("selection", "1"), Name: "联席会议有用", Start: 2, End: 8, NoteRefs: []string{note}, Codings: []refi.Coding{coded("1", wang, "联席会议"), coded("2", li, "联席会议"), coded("3", li, "平台")}},
					{GUID: guid("selection", "2"), Name: "联席会议有用", Start: 2, End: 8, Codings: []refi.Coding{coded("4", wang, "联席会议")}},
				},
				Codings: []refi.Coding{coded("5", wang, "平台")}},
			{Kind: refi.Picture, GUID: guid("source", "2"), Name: "照片", Path: "absolute:///photo.png", Selections: []refi.Selection{{GUID: guid("selection", "3"), Name: "角落", X2: 10, Y2: 10, Codings: []refi.Coding{coded("6", li, "平台")}}}},
		},
		Notes: []refi.Source{{Kind: refi.Text, GUID: note, Name: "备忘", Text: "要追问", Inline: true}},
	}
}

func projectBytes(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := refi.WriteProject(&b, testProject()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestProject(t *testing.T) {
	data := projectBytes(t)
	compare(t, "project.qdpx", dump(openFile(t, "project.qdpx", data, Options{})))
	compare(t, "project.qdpx#study", dump(openFile(t, "anything.zip", data, Options{Codes: study, Map: &Map{Codes: []Pair{{From: "机制 > 联席会议", To: "ME.REL"}}, Coders: []Pair{{From: "李明", To: "Li"}}, Cases: []Pair{{From: "甲区", To: "G"}}}})))
}

func TestProjectCutShort(t *testing.T) {
	data := projectBytes(t)
	for _, n := range []int{len(data) / 2, len(data) - 10, 60} {
		_, err := Open("project.qdpx", bytes.NewReader(data[:n]), int64(n), Options{})
		var e *refi.ReadError
		if !errors.As(err, &e) || e.Code != "refi.error.truncated" {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

func TestCodebookFile(t *testing.T) {
	p := testProject()
	var b bytes.Buffer
	if err := refi.WriteCodebook(&b, &refi.Codebook{Origin: "Program 1", Codes: p.Codes}); err != nil {
		t.Fatal(err)
	}
	compare(t, "codebook.qdc", dump(openFile(t, "codebook.xml", b.Bytes(), Options{})))
}
