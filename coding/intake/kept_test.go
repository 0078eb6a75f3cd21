package intake_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/intake"
	"github.com/smekit/smekit/coding/refi"
	"github.com/smekit/smekit/coding/sheet"
	"github.com/smekit/smekit/coding/study"
)

// projectImport is a project with a segment that nobody coded, a ruling, a note and a coloured code.
func projectImport(t *testing.T, reason string) *dialect.Import {
	t.Helper()
	guid := func(id string) string { return refi.GUID("kept", "x", id) }
	p := &refi.Project{Name: "P", Description: "Said of it.", Users: []refi.User{{GUID: guid("u"), Name: "Li"}},
		Codes: []refi.Code{{GUID: guid("c"), Name: "Trust", Color: "#FF0000"}},
		Cases: []refi.Case{{GUID: guid("case"), Name: "G", SourceRefs: []string{guid("d")}, Description: refi.Mark(refi.FieldCase, "G", refi.FieldDepartments, refi.List([]string{"D1", "Bureau"}))}},
		Sources: []refi.Source{{Kind: refi.Text, GUID: guid("d"), Name: "I1", Text: "We meet.\n\nWe talk.", Description: refi.Mark(refi.FieldInterview, "I1", refi.FieldText, refi.TextAssembled),
			Selections: []refi.Selection{
				{GUID: guid("s1"), Start: 0, End: 8, Description: refi.Mark(refi.FieldSegment, "1"), NoteRefs: []string{guid("r")}, Codings: []refi.Coding{{GUID: guid("k"), CreatingUser: guid("u"), Code: guid("c")}}},
				{GUID: guid("s2"), Start: 10, End: 18, Description: refi.Mark(refi.FieldSegment, "2")}}}},
		Notes: []refi.Source{{Kind: refi.Text, GUID: guid("n"), Name: "thought", Text: "Think."},
			{Kind: refi.Text, GUID: guid("r"), Name: "accept", Text: refi.Mark(refi.FieldRuling, refi.RulingAccept, refi.FieldRuledCode, "Trust", refi.FieldReason, reason, refi.FieldWho, "Wu")}}}
	var b bytes.Buffer
	if err := refi.WriteProject(&b, p); err != nil {
		t.Fatal(err)
	}
	im, err := dialect.Open("p.qdpx", bytes.NewReader(b.Bytes()), int64(b.Len()), dialect.Options{})
	if err != nil || len(im.Problems) > 0 {
		t.Fatal(err, im.Problems)
	}
	return im
}

// Rulings, departments, segments that nobody coded and what is kept are written, and stand as they are when the file comes again.
func TestMakeProject(t *testing.T) {
	d := disk{}
	im := projectImport(t, "both said so")
	one := plan(t, d, im, "1", nil)
	want := []string{"cases.xlsx created: added 3", "codebook.xlsx created: added 1", "coding/1/Li.xlsx created: added 1", "coding/consensus.xlsx created: added 1",
		"imports/segments.kept.xlsx created: added 2", "interviews/I1.xlsx created: added 2"}
	got := strings.Split(outcomes(one), "\n")
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	d.write(one)
	if again := plan(t, d, im, "1", one.Record); again.Writes() {
		t.Errorf("again: %s", outcomes(again))
	}
	if other := plan(t, d, projectImport(t, "looked again"), "2", one.Record); !strings.Contains(outcomes(other), "coding/consensus.xlsx changed: updated 1") {
		t.Errorf("another reason: %s", outcomes(other))
	}
	files := fstest.MapFS{"study.yaml": {Data: []byte("lang: en\n")}}
	for name, data := range d {
		if !strings.HasPrefix(name, "imports/") { // where readers of a study do not look
			files[name] = &fstest.MapFile{Data: data}
		}
	}
	s, err := study.Open(context.Background(), files, ".", study.Options{})
	if err != nil || len(s.Problems) > 0 {
		t.Fatal(err, s.Problems)
	}
	if len(s.Consensus) != 1 || s.Consensus[0].Reason != "both said so" || s.Consensus[0].Who != "Wu" || !s.Consensus[0].Accept {
		t.Errorf("rulings %+v", s.Consensus)
	}
	if len(s.Segments) != 2 || len(s.Departments) != 1 || s.Departments[0].Name != "Bureau" {
		t.Errorf("segments %+v, departments %+v", s.Segments, s.Departments)
	}
	if c := s.Codebook.Codes[0]; c.Attrs[coding.AttrColor] != "#FF0000" {
		t.Errorf("code %+v", c)
	}
	kept := d[intake.KeptName("segments")]
	book, err := sheet.Open(bytes.NewReader(kept), int64(len(kept)), "kept.xlsx", sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var rows []string
	for row, err := range book.Rows(intake.KeptSheet) {
		if err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, c := range row.Cells[1:5] {
			cells = append(cells, c.Text)
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	if want := []string{"kind|name|type|text", "project|P||Said of it.", "note|thought||Think."}; !slices.Equal(rows, want) {
		t.Errorf("%q", rows)
	}
}

// A study whose departments are named by other sheets alone is not given a list of them, which would be taken for all there are.
func TestDepartmentsNotListed(t *testing.T) {
	s := framework()
	s.Departments = []coding.Department{{ID: "D7", Case: "G"}}
	p, err := intake.Make("p", projectImport(t, "x"), []intake.Source{{Name: "p.qdpx", SHA256: "1"}}, intake.Options{}, intake.Context{Study: s, Read: disk{}.read})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(outcomes(p), "cases.xlsx created: added 2") {
		t.Error(outcomes(p))
	}
}
