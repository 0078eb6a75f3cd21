package study_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sav"
)

// spss is the survey of [clean] as SPSS holds it: labelled numbers, a declared missing value, a date.
func spss(t *testing.T, labels ...sav.ValueLabel) []byte {
	t.Helper()
	agree := []sav.ValueLabel{{Value: sav.Number(1), Text: "非常不同意"}, {Value: sav.Number(5), Text: "非常同意"}, {Value: sav.Number(6), Text: "不适用"}, {Value: sav.Number(9), Text: "拒答"}}
	item := func(name, label string) sav.Variable {
		return sav.Variable{Name: name, Label: label, Labels: slices.Concat(labels, agree), Missing: sav.Missing{Values: []sav.Value{sav.Number(9)}}}
	}
	f := &sav.File{Variables: []sav.Variable{
		{Name: "id", Width: 4}, {Name: "案例", Width: 2},
		{Name: "V1", Label: "部门", Labels: []sav.ValueLabel{{Value: sav.Number(1), Text: "D01"}, {Value: sav.Number(2), Text: "D02"}}},
		{Name: "V2", Label: "角色", Labels: []sav.ValueLabel{{Value: sav.Number(1), Text: "领导"}, {Value: sav.Number(2), Text: "staff"}}},
		{Name: "period", Width: 6}, {Name: "V3", Label: "提交时间", Format: sav.Format{Type: sav.FormatDATE, Width: 11}}, {Name: "工龄", Label: "工龄（年）"},
		item("V4", "ME_SUB_1"), item("ME_REL_1", ""), item("ME_REL_2", ""), item("MC_FUN_1", "无关"),
	}}
	date := sav.Number(sav.Seconds(time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)))
	n, missing := sav.Number, sav.Value{Missing: true}
	rows := [][]sav.Value{
		{sav.Text("R1"), sav.Text("G"), n(1), n(1), sav.Text("before"), date, n(3), n(5), n(4), n(1), n(3)},
		{sav.Text("R2"), sav.Text("G"), n(1), n(2), sav.Text("before"), missing, n(8.5), n(9), missing, n(6), n(2)},
		{sav.Text("R3"), sav.Text("H"), n(1), n(2), sav.Text("after"), date, missing, n(2), n(4), n(4), n(5)},
	}
	var out bytes.Buffer
	if err := sav.Write(&out, f, slices.Values(rows), sav.WriteOptions{Compression: sav.Bytecode}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestResponsesOfSPSS(t *testing.T) {
	files := with(clean(t), map[string][]byte{"survey/responses.sav": spss(t)})
	delete(files, "survey/responses.xlsx")
	s := open(t, files)
	wantLines(t, s, nil, nil)
	if len(s.Survey.Responses) != 3 {
		t.Fatalf("%d responses", len(s.Survey.Responses))
	}
	for i, want := range []string{"5, 4, 1, 3", "empty, empty, does not apply, 2", "2, 4, 4, 5"} {
		if got := answers(s, i); got != want {
			t.Errorf("R%d: %s, want %s", i+1, got, want)
		}
	}
	r := s.Survey.Responses[0]
	if r.Respondent != "R1" || r.Dept != "D01" || r.Role != "leader" || r.Submitted != "2024-05-01" || r.Attrs["工龄"] != "3" || r.Pos.Row != 1 {
		t.Errorf("%+v", r)
	}
	wantNote(t, s, "survey/responses.sav", "", "answers with a label beside the number: 4")
	wantNote(t, s, "survey/responses.sav", "", "1 values that the SPSS file declares as missing were read as missing")
	if r := s.Receipts; !slices.ContainsFunc(r, func(r coding.Receipt) bool { return r.File == "survey/responses.sav" && r.Used == 3 && r.Balanced() }) {
		t.Errorf("%+v", r)
	}
}

// A file whose labels run the other way, and one that is cut off.
func TestDamagedSPSS(t *testing.T) {
	files := with(clean(t), map[string][]byte{"survey/responses.sav": spss(t, sav.ValueLabel{Value: sav.Number(5), Text: "非常不同意"})})
	delete(files, "survey/responses.xlsx")
	wantLines(t, open(t, files), []string{
		`survey/responses.sav!H1: number and label differ in "5 非常不同意": the label stands for 1`,
		`survey/responses.sav!K3: number and label differ in "5 非常不同意": the label stands for 1`,
	}, []string{
		`survey/responses.sav!H1: “5 非常不同意”中的数字与标签不符：该标签对应 1`,
		`survey/responses.sav!K3: “5 非常不同意”中的数字与标签不符：该标签对应 1`,
	})
	whole := spss(t)
	files["survey/responses.sav"] = whole[:len(whole)-1]
	s := open(t, files)
	if len(s.Survey.Responses) != 2 || len(s.Problems) != 1 || s.Problems[0].Code != "unreadable_file" || s.Problems[0].Args[0] != "sav.error.truncated" {
		t.Errorf("%d responses, %v", len(s.Survey.Responses), lines(s, "en"))
	}
}
