package intake_test

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/intake"
)

// layers is an import of one coding for each pass and coder.
func layers(names ...[2]string) *dialect.Import {
	im := &dialect.Import{File: "x.csv", Layout: "plain-long"}
	for i, n := range names {
		id := "s" + strconv.Itoa(i)
		im.Segments = append(im.Segments, coding.Segment{Interview: "I1", ID: id, Text: "We meet."})
		im.Codings = append(im.Codings, coding.Coding{Pass: n[0], Coder: n[1], Interview: "I1", Segment: id, Code: "ME.REL"})
	}
	return im
}

func paths(p *intake.Plan) string {
	var out []string
	for i := range p.Outputs {
		out = append(out, p.Outputs[i].Path)
	}
	return strings.Join(out, " ")
}

// Whatever passes, coders and interviews are called, what is written lies in the study, and no two files are one where letter
// case is not told; the rest is refused in a line each.
func TestPathsStayInside(t *testing.T) {
	name := rapid.SampledFrom([]string{"1", "Li", "li", "LI", "王芳", "..", ".", "", "../../../evil", "/etc", "a/b", `a\b`, "C:", "a:b", "con", "CON.x", "nul", "a?", "x.", "x ", "a\x00b", "a\nb", "..\\..", "É", "É"})
	rapid.Check(t, func(t *rapid.T) {
		im := layers()
		for range rapid.IntRange(0, 6).Draw(t, "layers") {
			more := layers([2]string{name.Draw(t, "pass"), name.Draw(t, "coder")})
			im.Codings, im.Segments = append(im.Codings, more.Codings...), append(im.Segments, more.Segments...)
		}
		for range rapid.IntRange(0, 3).Draw(t, "transcripts") {
			im.Transcripts = append(im.Transcripts, dialect.Transcript{ID: name.Draw(t, "interview"), Text: "We meet."})
		}
		s := framework()
		for range rapid.IntRange(0, 3).Draw(t, "there") {
			s.Receipts = append(s.Receipts, coding.Receipt{What: "coding", File: "coding/1/" + name.Draw(t, "file") + ".xlsx"})
		}
		p, err := intake.Make("x", im, nil, intake.Options{}, intake.Context{Study: s, Read: disk{}.read})
		if err != nil {
			t.Fatal(err)
		}
		folded := map[string]bool{}
		for _, o := range p.Outputs {
			if k := strings.ToLower(o.Path); !fs.ValidPath(o.Path) || !intake.Inside(o.Path) || strings.ContainsAny(o.Path, "<>:\"|?*\\\x00\n") || folded[k] {
				t.Fatalf("%q among %s", o.Path, paths(p))
			} else {
				folded[k] = true
			}
		}
		if p.Record.Problems != len(p.Problems) || len(p.Record.Unwritten) != len(p.Problems) {
			t.Fatalf("%d problems, %v of them in the record", len(p.Problems), p.Record.Unwritten)
		}
	})
}

func TestBadPath(t *testing.T) {
	p, err := intake.Make("x", layers([2]string{"../../../evil", "Li"}, [2]string{"1", "Li"}), nil, intake.Options{}, intake.Context{Study: framework(), Read: disk{}.read})
	if err != nil || len(p.Problems) != 1 || p.Problems[0].Code != "import.bad_path" || p.Problems[0].Args[0] != "../../evil/Li.xlsx" {
		t.Fatalf("%v, %v", err, p.Problems)
	}
	if got := paths(p); got != "coding/1/Li.xlsx" {
		t.Errorf("written %s", got)
	}
	earlier := &intake.Record{Files: []intake.Written{{Path: "../x.txt", SHA256: "1"}, {Path: "../x.xlsx", Rows: map[string]map[string]string{"codes": {"A": "1"}}}}}
	read := func(name string) ([]byte, error) {
		if !intake.Inside(name) {
			return nil, errors.New("outside")
		}
		return nil, fs.ErrNotExist
	}
	if _, err := intake.Make("x", layers(), nil, intake.Options{}, intake.Context{Study: framework(), Read: read, Earlier: earlier}); err != nil {
		t.Errorf("a record leads outside the study: %v", err)
	}
}

// Coders whose names differ in letter case have files of their own; each is found again.
func TestLettersOfCoders(t *testing.T) {
	im := layers([2]string{"1", "Li"}, [2]string{"1", "li"})
	p, err := intake.Make("x", im, nil, intake.Options{}, intake.Context{Study: framework(), Read: disk{}.read})
	if err != nil || paths(p) != "coding/1/Li.xlsx coding/1/li-2.xlsx" {
		t.Fatalf("%v: %s", err, paths(p))
	}
	d := disk{}
	d.write(p)
	_, rows, err := form.Merge(d["coding/1/li-2.xlsx"], "li-2.xlsx", form.Workbook{Sheets: []form.Sheet{{Name: "coding", Columns: []form.Column{{Header: []string{"coder"}}, {Header: []string{"pass"}}}, Rows: [][]any{{"li", "1"}}}}},
		form.MergeOptions{Keys: map[string][]string{"coding": {"coder", "pass"}}})
	if err != nil || len(rows) != 1 || rows[0].Outcome != form.RowSame {
		t.Errorf("the file does not say whose it is: %v %v", rows, err)
	}
	s := framework()
	for i, file := range []string{"coding/1/LI.xlsx", "coding/1/li-2.xlsx"} {
		c := im.Codings[i]
		c.Pos.File = file
		s.Codings = append(s.Codings, c)
		s.Receipts = append(s.Receipts, coding.Receipt{What: "coding", File: file})
	}
	p, err = intake.Make("x", im, nil, intake.Options{}, intake.Context{Study: s, Read: disk{}.read})
	if err != nil || paths(p) != "coding/1/LI.xlsx coding/1/li-2.xlsx" {
		t.Errorf("%v: %s", err, paths(p))
	}
}

func TestPathPart(t *testing.T) {
	for _, bad := range []string{"", ".", "..", "a/b", `a\b`, "a:b", "a?", "com1", "Nul.x", "a.", "a ", "a\tb"} {
		if intake.PathPart(bad) {
			t.Errorf("%q was taken", bad)
		}
	}
	for _, good := range []string{"1", "第一轮", "pilot 2", "a.b", "common"} {
		if !intake.PathPart(good) {
			t.Errorf("%q was refused", good)
		}
	}
}
