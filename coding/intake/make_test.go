package intake_test

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/intake"
)

// disk is a study's files in memory.
type disk map[string][]byte

func (d disk) read(name string) ([]byte, error) {
	b, ok := d[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return b, nil
}

func (d disk) write(p *intake.Plan) {
	for _, o := range p.Outputs {
		if o.Content != nil {
			d[o.Path] = o.Content
		}
	}
}

const header = "Document group,Document name,Code,Beginning,End,Segment,Created by\n"

func open(t *testing.T, rows string) *dialect.Import {
	t.Helper()
	text := header + rows
	im, err := dialect.Open("segments.csv", strings.NewReader(text), int64(len(text)), dialect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return im
}

func framework() *coding.Study {
	return &coding.Study{Framework: &coding.Framework{Dimensions: []coding.Dimension{{ID: "ME", Group: true}, {ID: "ME.REL", Parent: "ME", Label: coding.Label{ZH: "关系嵌入"}}}}}
}

func plan(t *testing.T, d disk, im *dialect.Import, sha string, earlier *intake.Record, others ...*intake.Record) *intake.Plan {
	t.Helper()
	p, err := intake.Make("segments", im, []intake.Source{{Name: "segments.csv", SHA256: sha}}, intake.Options{},
		intake.Context{Study: framework(), Read: d.read, Earlier: earlier, Others: others, Lang: "both"})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Problems) > 0 {
		t.Fatalf("problems %v", p.Problems)
	}
	return p
}

func outcomes(p *intake.Plan) string {
	var out []string
	for i := range p.Outputs {
		out = append(out, p.Outputs[i].String())
	}
	return strings.Join(out, "\n")
}

const (
	first  = "A,I1,ME.REL,1,1,We meet.,Wang\nA,I1,Trust,2,2,We talk.,Wang\n"
	second = "A,I1,ME.REL,1,1,We meet.,Wang\nA,I2,Trust,3,3,We wait.,Wang\n"
)

func TestMake(t *testing.T) {
	d := disk{}
	one := plan(t, d, open(t, first), "1", nil)
	if got, want := outcomes(one), "codebook.xlsx created: added 2\ncases.xlsx created: added 2\ncoding/1/Wang.xlsx created: added 2"; got != want {
		t.Fatalf("first:\n%s\nwant\n%s", got, want)
	}
	d.write(one)
	if again := plan(t, d, open(t, first), "1", one.Record); again.Writes() {
		t.Errorf("again: %s", outcomes(again))
	} else if !bytes.Equal(encode(t, again.Record), encode(t, one.Record)) {
		t.Errorf("the record differs:\n%s\n%s", encode(t, again.Record), encode(t, one.Record))
	}
	two := plan(t, d, open(t, second), "2", one.Record)
	if got, want := outcomes(two), "codebook.xlsx unchanged: same 2\ncases.xlsx changed: added 1, same 2\ncoding/1/Wang.xlsx changed: added 1, removed 1, same 1"; got != want {
		t.Errorf("changed:\n%s\nwant\n%s", got, want)
	}
	if added, updated, removed := two.Changes(); added != 2 || updated != 0 || removed != 1 {
		t.Errorf("changes %d %d %d", added, updated, removed)
	}
}

// What another import counts on is not removed with the rows of the one that wrote it.
func TestMakeShared(t *testing.T) {
	d := disk{}
	wang := plan(t, d, open(t, first), "1", nil)
	d.write(wang)
	other := open(t, strings.ReplaceAll(first, "Wang", "Li"))
	li := plan(t, d, other, "2", nil, wang.Record)
	li.Record.Name = "segments-Li"
	d.write(li)
	if got := outcomes(li); !strings.Contains(got, "cases.xlsx unchanged: same 2") {
		t.Fatalf("second coder:\n%s", got)
	}
	gone := plan(t, d, open(t, "B,I9,ME.REL,1,1,We meet.,Wang\n"), "3", wang.Record, li.Record)
	got := outcomes(gone)
	if strings.Contains(got, "cases.xlsx changed: added 2, removed") || !strings.Contains(got, "coding/1/Wang.xlsx changed: added 1, removed 2") {
		t.Errorf("after it:\n%s", got)
	}
	alone := plan(t, d, open(t, "B,I9,ME.REL,1,1,We meet.,Wang\n"), "3", wang.Record)
	if got := outcomes(alone); !strings.Contains(got, "cases.xlsx changed: added 2, removed 2") {
		t.Errorf("alone:\n%s", got)
	}
}

// A row that another import counts on is not removed, and follows its own file all the same.
func TestMakeSharedUpdate(t *testing.T) {
	d := disk{}
	wang := plan(t, d, open(t, first), "1", nil)
	d.write(wang)
	li := plan(t, d, open(t, strings.ReplaceAll(first, "Wang", "Li")), "2", nil, wang.Record)
	li.Record.Name = "segments-Li"
	d.write(li)
	moved := plan(t, d, open(t, strings.ReplaceAll(first, "A,I1", "B,I1")), "3", wang.Record, li.Record)
	if got := outcomes(moved); !strings.Contains(got, "cases.xlsx changed: added 1, updated 1") {
		t.Errorf("the interview of another case:\n%s", got)
	}
	if added, updated, _ := moved.Changes(); added == 0 || updated != 1 {
		t.Errorf("changes %d %d", added, updated)
	}
	d.write(moved)
	alone := plan(t, d, open(t, strings.ReplaceAll(first, "A,I1", "B,I1")), "3", moved.Record)
	if got := outcomes(alone); !strings.Contains(got, "cases.xlsx changed: removed 1") {
		t.Errorf("the case that nobody needs any more:\n%s", got)
	}
}

// The framework's own codes need no codebook.
func TestMakeWithoutCodebook(t *testing.T) {
	p := plan(t, disk{}, open(t, "A,I1,ME.REL,1,1,We meet.,Wang\n"), "1", nil)
	if got := outcomes(p); strings.Contains(got, "codebook") {
		t.Error(got)
	}
}

// What a file says of the framework's codes is written; where the study's codebook says something else, its row stays and is named.
func TestMakeDefinitions(t *testing.T) {
	book := func(s *coding.Study, memo string) *dialect.Import {
		text := "Code,Memo\nME.REL," + memo + "\n"
		im, err := dialect.Open("codebook.csv", strings.NewReader(text), int64(len(text)), dialect.Options{As: "maxqda-codebook", Codes: intake.Codes(s, nil)})
		if err != nil {
			t.Fatal(err)
		}
		return im
	}
	d, s := disk{}, framework()
	p, err := intake.Make("codebook", book(s, "Ties between departments"), nil, intake.Options{}, intake.Context{Study: s, Read: d.read})
	if err != nil || outcomes(p) != "codebook.xlsx created: added 1" {
		t.Fatalf("%v: %s", err, outcomes(p))
	}
	d.write(p)
	s.Codebook = &coding.Codebook{Codes: []coding.Code{{ID: "ME.REL", Dimension: "ME.REL", Label: coding.Label{ZH: "关系嵌入"}, Definition: "Ties between departments", Active: true}}}
	s.Receipts = []coding.Receipt{{What: "codes", File: "codebook.xlsx"}}
	for memo, want := range map[string]string{"Ties between departments": "same 1", "Trust": "kept 1", "": "same 1"} {
		p, err = intake.Make("codebook", book(s, memo), nil, intake.Options{}, intake.Context{Study: s, Read: d.read})
		if got := outcomes(p); err != nil || got != "codebook.xlsx unchanged: "+want || len(p.Outputs[0].Rows) != strings.Count(want, "kept") {
			t.Errorf("%q: %v: %s", memo, err, got)
		}
	}
}

// Sheets of one workbook are merged together.
func TestMakeOneWorkbook(t *testing.T) {
	d := disk{}
	s := framework()
	s.Receipts = []coding.Receipt{{File: "lists.xlsx", What: "codes"}, {File: "lists.xlsx", What: "cases"}}
	p, err := intake.Make("segments", open(t, first), nil, intake.Options{}, intake.Context{Study: s, Read: d.read})
	if err != nil || !strings.HasPrefix(outcomes(p), "lists.xlsx created: added 4\ncoding/") {
		t.Errorf("%v: %s", err, outcomes(p))
	}
}

// Attributes stand beside the codings that they belong to, whatever the order; lists that do not match are an error.
func TestMakeAttributes(t *testing.T) {
	im := layers([2]string{"1", "B"}, [2]string{"1", "A"}, [2]string{"1", "B"})
	im.Attrs = []coding.Attrs{{"Color": "red"}, {"Color": "green"}, {"Color": "blue"}}
	p, err := intake.Make("x", im, nil, intake.Options{}, intake.Context{Study: framework(), Read: disk{}.read})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range p.Outputs {
		want := map[string][][]any{"coding/1/A.xlsx": {{"s1", "green"}}, "coding/1/B.xlsx": {{"s0", "red"}, {"s2", "blue"}}}[o.Path]
		_, rows, err := form.Merge(o.Content, o.Path, form.Workbook{Sheets: []form.Sheet{{Name: "coding", Columns: []form.Column{{Header: []string{"segment_id"}}, {Header: []string{"Color"}}}, Rows: want}}},
			form.MergeOptions{Keys: map[string][]string{"coding": {"segment_id"}}})
		if err != nil || len(rows) != len(want) || slices.ContainsFunc(rows, func(r form.MergedRow) bool { return r.Outcome != form.RowSame }) {
			t.Errorf("%s: %v %v", o.Path, rows, err)
		}
	}
	im.Attrs = im.Attrs[:2]
	if _, err := intake.Make("x", im, nil, intake.Options{}, intake.Context{Study: framework(), Read: disk{}.read}); err == nil {
		t.Error("attributes of two codings were taken for three")
	}
}

// A text file of a person stays.
func TestMakeKeepsTexts(t *testing.T) {
	im := &dialect.Import{File: "p.qdpx", Layout: "refi-project", Transcripts: []dialect.Transcript{{ID: "I1", Text: "我们开会。"}}}
	d := disk{"interviews/I1.txt": []byte("edited\n")}
	p := plan(t, d, im, "1", nil)
	if p.Outputs[0].Outcome != intake.Kept || p.Writes() || len(p.Record.Files) != 1 || !p.Record.Files[0].Stood {
		t.Errorf("%s, record %v", outcomes(p), p.Record.Files)
	}
	d = disk{}
	p = plan(t, d, im, "1", nil)
	d.write(p)
	im.Transcripts[0].Text = "我们开会，每周一次。"
	if p = plan(t, d, im, "2", p.Record); p.Outputs[0].Outcome != intake.Extended {
		t.Error(outcomes(p))
	}
}

// A transcript that the file has no more goes, unless somebody edited it or another import counts on it.
func TestMakeWithoutText(t *testing.T) {
	project := func(ids ...string) *dialect.Import {
		im := &dialect.Import{File: "p.qdpx", Layout: "refi-project"}
		for _, id := range ids {
			im.Transcripts = append(im.Transcripts, dialect.Transcript{ID: id, Text: "我们开会。"})
		}
		return im
	}
	d := disk{}
	p := plan(t, d, project("I1", "I2"), "1", nil)
	d.write(p)
	other := plan(t, d, project("I2"), "2", nil, p.Record)
	if got := outcomes(other); got != "interviews/I2.txt unchanged" || len(other.Record.Files) != 1 {
		t.Fatalf("%s, %v", got, other.Record.Files)
	}
	next := plan(t, d, project("I1"), "3", p.Record)
	if got := outcomes(next); got != "interviews/I1.txt unchanged\ninterviews/I2.txt removed" || !next.Writes() || len(next.Record.Files) != 1 {
		t.Errorf("%s, %v", got, next.Record.Files)
	}
	next = plan(t, d, project("I1"), "3", p.Record, other.Record)
	if got := outcomes(next); got != "interviews/I1.txt unchanged" || len(next.Record.Files) != 2 {
		t.Errorf("needed by another: %s, %v", got, next.Record.Files)
	}
	if next = plan(t, d, project(), "4", other.Record); len(next.Outputs) > 0 {
		t.Errorf("it was another's: %s", outcomes(next))
	}
	d["interviews/I2.txt"] = []byte("edited\n")
	next = plan(t, d, project("I1"), "3", p.Record)
	if got := outcomes(next); got != "interviews/I1.txt unchanged\ninterviews/I2.txt kept" || next.Writes() || len(next.Record.Files) != 2 {
		t.Errorf("edited: %s, %v", got, next.Record.Files)
	}
	if next = plan(t, d, project("I1", "I2"), "4", other.Record); next.Writes() && next.Outputs[1].Content != nil {
		t.Errorf("another's text was overwritten: %s", outcomes(next))
	}
}

// A table that is no workbook is a problem, and the rest is made.
func TestMakeNotWorkbook(t *testing.T) {
	s := framework()
	s.Receipts = []coding.Receipt{{File: "cases.csv", What: "cases"}}
	p, err := intake.Make("segments", open(t, first), nil, intake.Options{}, intake.Context{Study: s, Read: disk{"cases.csv": []byte("id\n")}.read})
	if err != nil || len(p.Problems) != 1 || p.Problems[0].Code != "import.not_workbook" {
		t.Fatalf("%v, %v", p, err)
	}
	if p.Record.Problems != 1 || len(p.Record.Lines) != 1 || !strings.HasPrefix(p.Record.Lines[0], "cases.csv: ") {
		t.Errorf("the record has %d problems: %v", p.Record.Problems, p.Record.Lines)
	}
	if got := outcomes(p); !strings.Contains(got, "coding/1/Wang.xlsx created") {
		t.Error(got)
	}
}

// Of what a killed run was to write, what stands as it was to leave it counts as written.
func TestResume(t *testing.T) {
	d := disk{}
	p := plan(t, d, open(t, first), "1", nil)
	stands := map[string]string{"codebook.xlsx": p.Record.Files[1].SHA256}
	got := intake.Resume(nil, p.Record, func(path string) string { return stands[path] })
	if len(got.Files) != 1 || got.Files[0].Path != "codebook.xlsx" {
		t.Errorf("%+v", got.Files)
	}
	if intake.Resume(p.Record, nil, nil) != p.Record {
		t.Error("without a killed run the earlier record counts")
	}
}

func TestFind(t *testing.T) {
	im := open(t, first)
	d := disk{}
	was := plan(t, d, im, "1", nil).Record
	li := open(t, strings.ReplaceAll(first, "Wang", "Li"))
	later := open(t, first)
	for i := range later.Codings {
		later.Codings[i].Pass = "2"
	}
	for name, c := range map[string]struct {
		im      *dialect.Import
		source  intake.Source
		options intake.Options
		want    intake.Relation
	}{
		"the same":               {im, intake.Source{Name: "segments.csv", SHA256: "1"}, intake.Options{}, intake.Same},
		"renamed":                {im, intake.Source{Name: "copy.csv", SHA256: "1"}, intake.Options{}, intake.Same},
		"other options":          {im, intake.Source{Name: "segments.csv", SHA256: "1"}, intake.Options{Coder: "Li"}, intake.Changed},
		"who agrees in all":      {li, intake.Source{Name: "li.csv", SHA256: "1"}, intake.Options{Coder: "Li"}, intake.New},
		"the same name, too":     {li, intake.Source{Name: "segments.csv", SHA256: "1"}, intake.Options{Coder: "Li"}, intake.New},
		"the same in pass 2":     {later, intake.Source{Name: "segments.csv", SHA256: "1"}, intake.Options{Pass: "2"}, intake.New},
		"changed":                {im, intake.Source{Name: "segments.csv", SHA256: "2"}, intake.Options{}, intake.Changed},
		"another coder's export": {li, intake.Source{Name: "segments.csv", SHA256: "2"}, intake.Options{}, intake.New},
		"another pass":           {im, intake.Source{Name: "segments.csv", SHA256: "2"}, intake.Options{Pass: "2"}, intake.New},
		"another file":           {im, intake.Source{Name: "more.csv", SHA256: "2"}, intake.Options{}, intake.New},
	} {
		if _, got := intake.Find([]*intake.Record{was}, c.im, []intake.Source{c.source}, c.options); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestNameFor(t *testing.T) {
	for _, c := range []struct {
		source        string
		coders, taken []string
		want          string
	}{
		{"Coded Segments.xlsx", nil, nil, "Coded_Segments"},
		{"segments.csv", []string{"Li"}, []string{"Segments"}, "segments-Li"},
		{"segments.csv", []string{"Li", "Wang"}, []string{"segments", "segments-2"}, "segments-3"},
		{"../问卷 数据.xlsx", nil, nil, "问卷_数据"},
		{"...csv", nil, nil, "import"},
	} {
		if got := intake.NameFor(c.source, c.coders, c.taken); got != c.want {
			t.Errorf("%s: %s, want %s", c.source, got, c.want)
		}
	}
}

func TestRecord(t *testing.T) {
	r := plan(t, disk{}, open(t, first+"A,I1,,9,9,No code.,Wang\n"), "1", nil).Record
	data := encode(t, r)
	back, err := intake.Decode("r.json", data)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(encode(t, back), data) {
		t.Error("does not survive a round trip")
	}
	x := back.Receipts[0]
	if n := x.Used + x.Missing + x.Rejected[0].Count; n != x.Rows || x.Rejected[0].Reason != "dialect.no_code" {
		t.Errorf("receipt %+v", x)
	}
	if !slices.Equal(back.Missing(func(path string) bool { return path != "cases.xlsx" }), []string{"cases.xlsx"}) {
		t.Error("missing files")
	}
	for _, bad := range []string{"", "{", `{"schema":"smekit/results/1"}`} {
		if _, err := intake.Decode("r.json", []byte(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func encode(t *testing.T, r *intake.Record) []byte {
	t.Helper()
	b, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}
