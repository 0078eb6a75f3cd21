package study_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/study"
	"github.com/xuri/excelize/v2"
)

// tab is a sheet of a workbook made in a test.
type tab struct {
	name string
	rows [][]any
}

// workbook makes an xlsx file; change may spoil it further before it is written.
func workbook(t testing.TB, change func(f *excelize.File), tabs ...tab) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, s := range tabs {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", s.name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(s.name); err != nil {
			t.Fatal(err)
		}
		for r, row := range s.rows {
			cell, _ := excelize.CoordinatesToCellName(1, r+1)
			if err := f.SetSheetRow(s.name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rows makes rows of texts and numbers from lines of cells between bars; a cell that begins with # is a number.
func rows(lines ...string) [][]any {
	var out [][]any
	for _, l := range lines {
		var row []any
		for _, c := range strings.Split(l, "|") {
			if n, ok := strings.CutPrefix(c, "#"); ok {
				var x float64
				fmt.Sscan(n, &x)
				row = append(row, x)
			} else if c == "" {
				row = append(row, nil)
			} else {
				row = append(row, c)
			}
		}
		out = append(out, row)
	}
	return out
}

// clean is a small study without a fault: two cases, Chinese and English headers, two coders, one survey.
func clean(t testing.TB) map[string][]byte {
	return map[string][]byte{
		"study.yaml": []byte("title: {zh: 小样, en: Small}\norder:\n  period: [before, after]\n  role: [leader, staff]\n"),
		"cases.xlsx": workbook(t, nil,
			tab{"cases", rows("编号|名称|邀请人数|地区", "G|G区|#40|东部", "H|H区|#30|西部")},
			tab{"departments", rows("case|id|name|type|invited", "G|D01|行政审批局|approval_bureau|#20", "G|D02|住建局|housing|#10", "H|D01|审批局|行政审批局|#15")},
			tab{"interviews", rows("id|case|department|role|date|asked|characters|consent", "I1|G|D01|leader|2024-05-01|ME;MC.FUN|#900|yes", "I2|G|住建局|科员|2024-05-02||#800|否", "I3|H|D01|骨干|2024-05-03||#700|是")}),
		"coding/1/A.xlsx": workbook(t, nil, tab{"coding", rows("访谈编号|段落编号|讲话人|文本|编码|强度|方向|状态|时期|指向|备注",
			"I1|S1|受访者|他们派了两个人来|ME.SUB|#2|#1|提及|after||", "I1|S2|受访者|关系不错|ME.REL;MC.FUN|#3|#1||before|S1|看看", "I2|S1|受访者|没有人来|ME.SUB|#1||不存在|||", "I3|S9|受访者|说了别的||||||||")}),
		"coding/1/B.csv": []byte("interview_id,segment_id,text,code,code_2,intensity,direction\nI1,S1,他们派了两个人来,主体嵌入,,2,1\nI1,S2,关系不错。,ME.REL,MC.FUN,2,0\n"),
		"coding/consensus.xlsx": workbook(t, nil, tab{"consensus", rows("interview_id|segment_id|code|decision|intensity|direction|reason|who",
			"I1|S2|ME.REL|采纳|#3|#1|一致|C")}),
		"survey/responses.xlsx": workbook(t, nil, tab{"responses", rows("编号|案例|部门|角色|时期|提交时间|工龄|ME_SUB_1|ME_REL_1|ME_REL_2|MC_FUN_1",
			"R1|G|D01|leader|before|2024-05-01|#3|#5|#4|#4|#3", "R2|G|D02|staff|before|2024-05-02|#8|#2|#1|#3|#99", "R3|H|D01|窗口|after|2024-05-03|#2|#4|#4||#5")}),
		"ties.csv":       []byte("案例,来自,指向,关系,权重,时期\nG,D01,D02,会商,3,after\n"),
		"benchmarks.csv": []byte("peer,dimension,period,scale,value,source,date,n\n某市,ME.REL,after,1-5,3.8,年报,2023,120\n"),
		"documents.csv":  []byte("编号,标题,日期,案例\nDOC1,方案,2023/1/5,G\n"),
	}
}

func open(t testing.TB, files map[string][]byte) *coding.Study {
	t.Helper()
	return openRoot(t, files, ".")
}

func openRoot(t testing.TB, files map[string][]byte, root string) *coding.Study {
	t.Helper()
	return openNamed(t, files, root, "")
}

func openNamed(t testing.TB, files map[string][]byte, root, name string) *coding.Study {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	s, err := study.Open(context.Background(), fsys, root, study.Options{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.Receipts {
		if r := &s.Receipts[i]; !r.Balanced() {
			t.Errorf("receipt does not balance: %+v", *r)
		}
	}
	return s
}

// lines are the problems in words.
func lines(s *coding.Study, lang string) []string {
	var out []string
	for _, p := range s.Problems {
		out = append(out, locale.ProblemLine(lang, p))
	}
	return out
}

// wantLines compares the problems of a study with whole lines, first in English, then in Chinese.
func wantLines(t *testing.T, s *coding.Study, en, zh []string) {
	t.Helper()
	if got := lines(s, "en"); !slices.Equal(got, en) {
		t.Errorf("English:\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(en, "\n     "))
	}
	if got := lines(s, "zh"); !slices.Equal(got, zh) {
		t.Errorf("Chinese:\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(zh, "\n     "))
	}
}

// notes are a file's receipt notes in English.
func notes(s *coding.Study, file, sheet string) []string {
	var out []string
	for _, r := range s.Receipts {
		if r.File == file && r.Sheet == sheet {
			for _, n := range r.Notes {
				out = append(out, locale.ReceiptNote("en", n))
			}
		}
	}
	return out
}

func wantNote(t *testing.T, s *coding.Study, file, sheet, note string) {
	t.Helper()
	if got := notes(s, file, sheet); !slices.Contains(got, note) {
		t.Errorf("%s!%s: no note %q in\n%s", file, sheet, note, strings.Join(got, "\n"))
	}
}

func receipt(t *testing.T, s *coding.Study, file, what string) coding.Receipt {
	t.Helper()
	for _, r := range s.Receipts {
		if r.File == file && r.What == what {
			return r
		}
	}
	t.Fatalf("no receipt of %s %s", file, what)
	return coding.Receipt{}
}

func TestCleanStudy(t *testing.T) {
	s := open(t, clean(t))
	wantLines(t, s, nil, nil)
	if s.Title != (coding.Label{ZH: "小样", EN: "Small"}) || s.Options.MinN != 5 || s.Options.Seed != 1 || s.Options.Lang != "both" || s.Options.Weights != "equal" {
		t.Errorf("options: %+v %+v", s.Title, s.Options)
	}
	if n := len(s.Inputs); n != 9 {
		t.Errorf("%d inputs", n)
	}
	if len(s.Cases) != 2 || s.Cases[0].Invited != 40 || s.Cases[0].Attrs["地区"] != "东部" || s.Cases[0].Name != "G区" {
		t.Errorf("cases: %+v", s.Cases)
	}
	if d := s.Department("G", "D02"); d == nil || d.Side != "supervision" || d.Type != "housing" {
		t.Errorf("department: %+v", d)
	}
	iv := s.Interview("I1")
	if want := []string{"ME.SUB", "ME.REL", "ME.STR", "ME.INS", "ME.TEC", "MC.FUN"}; !slices.Equal(iv.Asked, want) || !iv.AskedGiven || iv.Consent != coding.ConsentGiven {
		t.Errorf("I1: %+v", iv)
	}
	if iv := s.Interview("I2"); iv.Dept != "D02" || iv.Role != "staff" || iv.Consent != coding.ConsentRefused || iv.Pos.String() != "cases.xlsx!interviews!3:3" {
		t.Errorf("I2: %+v", iv)
	}
	if d := s.Interview("DOC1"); d == nil || !d.Document || d.Date != "2023-01-05" {
		t.Errorf("document: %+v", d)
	}
	var codes []string
	for _, c := range s.Codings {
		codes = append(codes, fmt.Sprintf("%s/%s %s/%s %s %d %d %v %s %s", c.Pass, c.Coder, c.Interview, c.Segment, c.Code, c.Intensity, c.Direction, c.Rated, c.Period, c.Pos.Cell()))
	}
	want := []string{
		"1/A I1/S1 ME.SUB 2 1 true after E2", "1/A I1/S2 ME.REL 3 1 true before E3", "1/A I1/S2 MC.FUN 3 1 true before E3",
		"1/A I2/S1 ME.SUB 1 -1 true  E4", "1/A I3/S9  0 0 false  E5",
		"1/B I1/S1 ME.SUB 2 1 true  D2", "1/B I1/S2 ME.REL 2 0 true  D3", "1/B I1/S2 MC.FUN 2 0 true  E3",
	}
	if !slices.Equal(codes, want) {
		t.Errorf("codings:\n%s", strings.Join(codes, "\n"))
	}
	if len(s.Consensus) != 1 || !s.Consensus[0].Accept || s.Consensus[0].Who != "C" {
		t.Errorf("consensus: %+v", s.Consensus)
	}
	if want := []string{"ME_SUB_1", "ME_REL_1", "ME_REL_2", "MC_FUN_1"}; !slices.Equal(s.Survey.Items, slices.Sorted(slices.Values(want))) && !slices.Equal(s.Survey.Items, want) {
		t.Errorf("items: %v", s.Survey.Items)
	}
	r2 := s.Survey.Responses[1]
	if r2.Dept != "D02" || r2.Attrs["工龄"] != "8" || r2.Answers[3].Missing != coding.DoesNotApply {
		t.Errorf("R2: %+v", r2)
	}
	if s.Survey.Responses[2].Answers[2].Missing != coding.NotAnswered || s.Survey.Responses[2].Role != "window" {
		t.Errorf("R3: %+v", s.Survey.Responses[2])
	}
	if len(s.Ties) != 1 || s.Ties[0].Weight != 3 || len(s.Benchmarks) != 1 || s.Benchmarks[0].Scale != "1-5" || s.Benchmarks[0].N != 120 {
		t.Errorf("ties %+v benchmarks %+v", s.Ties, s.Benchmarks)
	}
	wantNote(t, s, "coding/1/B.csv", "", `the name "主体嵌入" read as ME.SUB: 1`)
}

func TestReadingIsDeterministic(t *testing.T) {
	files := clean(t)
	first := fmt.Sprintf("%+v", *open(t, files).Framework) + dump(open(t, files))
	for range 5 {
		if again := fmt.Sprintf("%+v", *open(t, files).Framework) + dump(open(t, files)); again != first {
			t.Fatal("two readings differ")
		}
	}
}

func dump(s *coding.Study) string {
	return fmt.Sprintf("%+v\n%+v\n%+v\n%+v\n%+v\n%+v", s.Cases, s.Codings, s.Segments, s.Receipts, s.Problems, s.Inputs)
}

func with(files map[string][]byte, more map[string][]byte) map[string][]byte {
	out := maps.Clone(files)
	maps.Copy(out, more)
	return out
}
