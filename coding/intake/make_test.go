package intake_test

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
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

// The framework's own codes need no codebook.
func TestMakeWithoutCodebook(t *testing.T) {
	p := plan(t, disk{}, open(t, "A,I1,ME.REL,1,1,We meet.,Wang\n"), "1", nil)
	if got := outcomes(p); strings.Contains(got, "codebook") {
		t.Error(got)
	}
}

// A text file of a person stays.
func TestMakeKeepsTexts(t *testing.T) {
	im := &dialect.Import{File: "p.qdpx", Layout: "refi-project", Transcripts: []dialect.Transcript{{ID: "I1", Text: "我们开会。"}}}
	d := disk{"interviews/I1.txt": []byte("edited\n")}
	p := plan(t, d, im, "1", nil)
	if p.Outputs[0].Outcome != intake.Kept || p.Writes() || len(p.Record.Files) > 0 {
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

// A table that is no workbook is a problem, and the rest is made.
func TestMakeNotWorkbook(t *testing.T) {
	s := framework()
	s.Receipts = []coding.Receipt{{File: "cases.csv", What: "cases"}}
	p, err := intake.Make("segments", open(t, first), nil, intake.Options{}, intake.Context{Study: s, Read: disk{"cases.csv": []byte("id\n")}.read})
	if err != nil || len(p.Problems) != 1 || p.Problems[0].Code != "import.not_workbook" {
		t.Fatalf("%v, %v", p, err)
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
	for name, c := range map[string]struct {
		im      *dialect.Import
		source  intake.Source
		options intake.Options
		want    intake.Relation
	}{
		"the same":               {im, intake.Source{Name: "segments.csv", SHA256: "1"}, intake.Options{}, intake.Same},
		"renamed":                {im, intake.Source{Name: "copy.csv", SHA256: "1"}, intake.Options{}, intake.Same},
		"other options":          {im, intake.Source{Name: "segments.csv", SHA256: "1"}, intake.Options{Coder: "Li"}, intake.Changed},
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
