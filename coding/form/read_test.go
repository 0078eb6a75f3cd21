package form_test

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/study"
)

func xlsx(t *testing.T, wb form.Workbook) *fstest.MapFile {
	t.Helper()
	var b bytes.Buffer
	if err := form.Write(&b, wb); err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

func opened(t *testing.T, name string, wb form.Workbook) *coding.Study {
	t.Helper()
	cases := "id,name\nG,G\n"
	departments := "id,case,name,type\nD1,G,住建局,\n"
	interviews := "id,case,department,role\nI01,G,D1,\nI02,G,D1,\n"
	s, err := study.Open(context.Background(), fstest.MapFS{
		"cases.csv":       {Data: []byte(cases)},
		"departments.csv": {Data: []byte(departments)},
		"interviews.csv":  {Data: []byte(interviews)},
		"coding/1/A.xlsx": xlsx(t, form.Layer("zh", []form.LayerRow{{Interview: "I01", ID: "S1", Text: "一"}, {Interview: "I02", ID: "007", Text: "二"}}, 1)),
		name:              xlsx(t, wb),
	}, ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range s.Problems {
		if p.Pos.File == name {
			t.Errorf("%+v", p)
		}
	}
	return s
}

func TestLayerIsRead(t *testing.T) {
	rows := []form.LayerRow{
		{Interview: "I01", ID: "007", Speaker: "甲", Text: "=一", Period: "改革后", Memo: "备忘", LinkTo: "ME.REL", Codes: []form.LayerCode{
			{Code: "ME.SUB", Intensity: 2, Direction: 1, HasDir: true}, {Code: "ME.REL", Intensity: 2, Direction: 1, HasDir: true}, {Code: "MC.TGT", Intensity: 2, Direction: 1, HasDir: true}}},
		{Interview: "I01", ID: "S2", Text: "二", Codes: []form.LayerCode{
			{Code: "ME.SUB", Intensity: 3, HasDir: true}, {Code: "ME.REL", Direction: -1, HasDir: true, State: "absent"}, {Code: "MC.TGT", State: "mentioned"}}},
		{Interview: "I01", ID: "S3", Text: "三"},
		{Interview: "I02", ID: "S1", Text: "四", Codes: []form.LayerCode{{Code: "ME.SUB"}}},
	}
	for _, lang := range []string{"zh", "en", "both"} {
		for _, slots := range []int{0, 1, 2, 5} {
			s := opened(t, "coding/1/A.xlsx", form.Layer(lang, rows, slots))
			if got, want := readLayer(s), given(rows); !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %d slots:\n%v\n%v", lang, slots, got, want)
			}
			for i, r := range rows {
				if i >= len(s.Segments) || s.Segments[i].Text != r.Text || s.Segments[i].Speaker != r.Speaker {
					t.Error(lang, slots, s.Segments)
				}
			}
		}
	}
}

// given and readLayer put what was written and what was read into the same words.
func given(rows []form.LayerRow) []string {
	var out []string
	for _, r := range rows {
		if len(r.Codes) == 0 {
			r.Codes = []form.LayerCode{{}}
		}
		for _, c := range r.Codes {
			out = append(out, fmt.Sprint("1 A ", r.Interview, r.ID, r.Period, r.Memo, r.LinkTo, " ", c.Code, c.Intensity, c.Direction, c.HasDir, c.State != "", c.State == "absent"))
		}
	}
	return out
}

func readLayer(s *coding.Study) []string {
	var out []string
	for _, c := range s.Codings {
		link := ""
		for _, l := range c.LinkTo {
			link += l
		}
		out = append(out, fmt.Sprint(c.Pass, " ", c.Coder, " ", c.Interview, c.Segment, c.Period, c.Memo, link, " ", c.Code, c.Intensity, c.Direction, c.HasDir, c.HasState, c.State == coding.Absent))
	}
	return out
}

func TestLayerShape(t *testing.T) {
	row := form.LayerRow{Interview: "I01", ID: "S1", Codes: []form.LayerCode{{Code: "A"}, {Code: "B"}, {Code: "C"}}}
	for _, x := range []struct{ slots, rows, columns int }{{1, 3, 11}, {2, 2, 12}, {3, 1, 13}} {
		s := form.Layer("en", []form.LayerRow{row}, x.slots).Sheets[0]
		if len(s.Rows) != x.rows || len(s.Columns) != x.columns || s.Name != "coding" {
			t.Errorf("%d slots: %d rows, %d columns", x.slots, len(s.Rows), len(s.Columns))
		}
	}
	row.Codes[1].Intensity = 2
	if s := form.Layer("en", []form.LayerRow{row}, 3).Sheets[0]; len(s.Rows) != 3 {
		t.Errorf("codes with different ratings in %d rows", len(s.Rows))
	}
	row.From, row.To = 10, 25
	s := form.Layer("both", []form.LayerRow{row, {Interview: "I01", ID: "S2"}}, 1).Sheets[0]
	n := len(s.Columns)
	if !reflect.DeepEqual(s.Columns[n-2].Header, []string{"起始", "start"}) || !reflect.DeepEqual(s.Rows[0][n-2:], []any{10, 25}) || !reflect.DeepEqual(s.Rows[3][n-2:], []any{nil, nil}) {
		t.Error(s.Columns[n-2].Header, s.Rows)
	}
}

func TestConsensusIsRead(t *testing.T) {
	rulings := []coding.Ruling{
		{Interview: "I01", Segment: "S1", Code: "ME.SUB", Accept: true, Intensity: 3, Direction: 0, HasDir: true, Reason: "=疏漏", Who: "王五"},
		{Interview: "I01", Segment: "S1", Code: "ME.REL", Accept: false},
		{Interview: "I02", Segment: "007", Code: "MC.TGT", Accept: true, Direction: -1, HasDir: true},
	}
	for _, lang := range []string{"zh", "en", "both"} {
		s := opened(t, "coding/consensus.xlsx", form.Consensus(lang, rulings))
		got := append([]coding.Ruling(nil), s.Consensus...)
		for i := range got {
			got[i].Pos = coding.Pos{}
		}
		if !reflect.DeepEqual(got, rulings) {
			t.Errorf("%s: %+v", lang, got)
		}
	}
	if s := opened(t, "coding/consensus.xlsx", form.Consensus("both", nil)); len(s.Consensus) != 0 {
		t.Error(s.Consensus)
	}
}

func ExampleCoder() {
	code := form.CodeChoice{ID: "ME.SUB", Label: coding.Label{ZH: "主体嵌入", EN: "Subject embedding"}, Group: coding.Label{ZH: "嵌入", EN: "Embedding"}}
	wb := form.Coder(form.CoderBook{Lang: "zh", Pass: "1", Coder: "A", Slots: 2, Codes: []form.CodeChoice{code},
		Units: []form.CoderUnit{{Interview: "I01", ID: "S001", Speaker: "受访者", Text: "住建局派了两个人常驻大厅。"}}})
	fmt.Println(wb.Sheets[0].Columns[5].List.Values)
	var b bytes.Buffer
	fmt.Println(form.Write(&b, wb))
	// Output:
	// [── 嵌入 ── ME.SUB 主体嵌入]
	// <nil>
}
