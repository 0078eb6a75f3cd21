package intake_test

import (
	"io/fs"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/intake"
)

func opened(t *testing.T, name, data string) *dialect.Import {
	t.Helper()
	im, err := dialect.Open(name, strings.NewReader(data), int64(len(data)), dialect.Options{})
	if err != nil || im.Survey == nil {
		t.Fatal(err, im)
	}
	return im
}

// having is a study that holds the responses of an export.
func having(im *dialect.Import, file string) *coding.Study {
	s := framework()
	survey := im.Survey.Survey(nil, "")
	for i := range survey.Responses {
		survey.Responses[i].Pos = coding.Pos{File: file, Row: i + 2}
	}
	s.Survey = *survey
	return s
}

// Made-up ids are the same people only where the answers are; a later export of the same people is asked about.
func TestSamePeople(t *testing.T) {
	const a = "部门,q1,q2,q3\n甲,1,4,5\n甲,3,5,3\n甲,5,2,1\n甲,2,1,4\n"
	const b = "部门,q1,q2,q3\n乙,5,3,4\n乙,2,3,4\n乙,3,4,5\n乙,5,3,1\n"
	s := having(opened(t, "a.csv", a), "survey/responses-a.xlsx")
	other := opened(t, "b.csv", b)
	if p := intake.SamePeople("b", other, s, nil); p != nil {
		t.Errorf("other people: %+v", p)
	}
	if intake.Number("b", other, s, nil); !strings.HasPrefix(other.Survey.Rows[0].Values[0].String(), "b ") {
		t.Errorf("the numbers of other people stay: %v", other.Survey.Rows[0].Values)
	}
	later := opened(t, "c.csv", a+"甲,4,4,2\n")
	intake.Number("c", later, s, nil)
	p := intake.SamePeople("c", later, s, []*intake.Record{{Sources: []intake.Source{{Name: "a.csv"}}, Files: []intake.Written{{Path: "survey/responses-a.xlsx"}}}})
	if p == nil || strings.Join(p.Args, " ") != "4 5 survey/responses-a.xlsx a.csv" || later.Survey.Rows[0].Values[0].String() != "R0001" {
		t.Errorf("a later export: %+v", p)
	}
	if p := intake.SamePeople("a", later, s, nil); p != nil {
		t.Errorf("its own file: %+v", p)
	}
	words := opened(t, "d.csv", "编号,提交时间,q1,q2\ns1,2024-05-01 09:00:00,同意,不同意\ns2,2024-05-01 09:01:00,不同意,同意\ns3,2024-05-02 09:01:00,同意,同意\n")
	s = having(opened(t, "e.csv", "编号,提交时间,q1,q2\ns1,2024-05-01 09:00:00,4,2\ns2,2024-05-01 09:01:00,2,4\ns3,2024-05-02 09:01:00,4,4\n"), "survey/responses-e.xlsx")
	if p := intake.SamePeople("d", words, s, nil); p == nil || p.Code != "import.same_people_twins" {
		t.Errorf("by number and by text: %+v", p)
	}
	another := opened(t, "f.csv", "编号,提交时间,x1,x2\ns1,2024-06-01 09:00:00,4,2\ns2,2024-06-01 09:01:00,2,4\ns3,2024-06-02 09:01:00,4,4\n")
	if p := intake.SamePeople("f", another, s, nil); p != nil {
		t.Errorf("another survey of the same people: %+v", p)
	}
}

// An answer that no cell holds is cut, with its cell; the rest of the row stays.
func TestCut(t *testing.T) {
	im := opened(t, "x.csv", "编号,q1,q2,意见\ns1,3,4,"+strings.Repeat("长", 40001)+"\ns2,2,2,好，很好\ns3,5,1,无话可说了\n")
	intake.Cut(im)
	if len(im.Problems) != 1 || im.Problems[0].Code != "form.cut" || im.Problems[0].Pos.Cell() != "D2" || im.Problems[0].Args[0] != "40001" {
		t.Fatalf("%v", im.Problems)
	}
	f := intake.Files("x", im, intake.Context{Study: framework(), Read: func(string) ([]byte, error) { return nil, fs.ErrNotExist }})
	for _, x := range f {
		if x.Workbook != nil {
			if err := form.Write(discard{}, *x.Workbook); err != nil {
				t.Errorf("%s: %v", x.Name, err)
			}
		}
	}
	if head, n := form.Cut(strings.Repeat("😀", 20000)); n != 40000 || len([]rune(head)) != form.Longest/2 {
		t.Errorf("%s characters, %d kept", strconv.Itoa(n), len([]rune(head)))
	}
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }

// The receipt says which files were not written.
func TestReportUnwritten(t *testing.T) {
	var b strings.Builder
	p := &intake.Plan{Record: &intake.Record{Name: "x", Unwritten: []string{"survey/responses-x.xlsx"}}}
	if err := intake.Report(&b, "en", &dialect.Import{File: "x.csv"}, p); err != nil || !strings.Contains(b.String(), "survey/responses-x.xlsx  not written") {
		t.Errorf("%v\n%s", err, b.String())
	}
}
