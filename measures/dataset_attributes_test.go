package measures_test

import (
	"math"
	"slices"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sav"
	"github.com/smekit/smekit/measures"
)

// The other columns of the responses go to SPSS as what they are: codes with labels, numbers, dates, texts.
func TestRespondentsOtherColumns(t *testing.T) {
	s := odd()
	s.Instrument.Items[0].NACodes = nil
	s.Survey.Values = []coding.ValueLabel{
		{Column: "1st item", Value: "1", Label: "完全没有"}, {Column: "1st item", Value: "5", Label: "完全"}, {Column: "1st item", Value: "88", Label: "拒答", Missing: true},
		{Column: "sex Gender", Value: "1", Label: "男"}, {Column: "sex Gender", Value: "2", Label: "女"}, {Column: "sex Gender", Value: "9", Label: "不愿说", Missing: true},
		{Column: "grade", Value: "a", Label: "Alpha"},
	}
	for i, a := range []coding.Attrs{
		{"sex Gender": "男", "grade": "Alpha", "工号": "007", "age": "41", "share": "0.3333333333333333", "hired": "2019-03-01", "card": "110101199003070011"},
		{"sex Gender": "女", "grade": "b", "工号": "12", "age": "9", "share": "0.5", "hired": "2020-12-31"},
		{"sex Gender": "3"},
		{}, {},
	} {
		s.Survey.Responses[i].Attrs = a
	}
	d := measures.Respondents(s, "zh")
	if d.Others != 7 {
		t.Errorf("%d other columns", d.Others)
	}
	f, rows, _ := written(t, d, sav.Bytecode)
	of := func(name string) (*sav.Variable, []sav.Value) {
		c := column(t, f, name)
		var out []sav.Value
		for _, r := range rows {
			out = append(out, r[c])
		}
		return &f.Variables[c], out
	}
	sex, got := of("sex")
	if l, _ := sex.LabelOf(sav.Number(2)); sex.Label != "Gender" || l != "女" || !sex.UserMissing(sav.Number(9)) || got[0].Num != 1 || got[1].Num != 2 || got[2].Num != 3 || !got[3].Missing {
		t.Errorf("%+v %v", sex, got)
	}
	grade, got := of("grade")
	if l, _ := grade.LabelOf(sav.Text("a")); l != "Alpha" || got[0].Str != "a" || got[1].Str != "b" {
		t.Errorf("%+v %v", grade, got)
	}
	for _, name := range []string{"工号", "card"} { // numbers that would not come back as they are
		if v, got := of(name); v.Width == 0 || got[0].Str != s.Survey.Responses[0].Attrs[name] {
			t.Errorf("%+v %v", v, got)
		}
	}
	if v, got := of("age"); v.Width != 0 || v.Measure != sav.Scale || got[0].Num != 41 || !got[2].Missing {
		t.Errorf("%+v %v", v, got)
	}
	if v, got := of("share"); v.Width != 0 || got[0].Num != 1.0/3 {
		t.Errorf("%+v %v", v, got)
	}
	if v, got := of("hired"); v.Show(got[1]) != "2020-12-31" || !got[2].Missing {
		t.Errorf("%+v %v", v, got)
	}
	first := &f.Variables[column(t, f, "V1st_item")]
	var labels []string
	for _, l := range first.Labels {
		labels = append(labels, l.Text)
	}
	if !slices.Contains(labels, "完全没有") || !slices.Contains(labels, "拒答") || slices.Contains(labels, "很低") {
		t.Errorf("%v", labels)
	}
	if !first.UserMissing(sav.Number(88)) || first.UserMissing(sav.Number(-2)) || math.IsNaN(rows[0][6].Num) {
		t.Errorf("%+v", first.Missing)
	}
}

// An item of the study's own without labels gets none from the framework, nor its missing codes.
func TestRespondentsInventNoLabels(t *testing.T) {
	s := odd()
	s.Instrument.Items[0].NACodes = nil
	for _, own := range []bool{false, true} {
		s.Instrument.Own = own
		f, _, _ := written(t, measures.Respondents(s, "zh"), sav.Bytecode)
		first := &f.Variables[column(t, f, "V1st_item")]
		if l, ok := first.LabelOf(sav.Number(5)); ok == own || !own && l != "很高" {
			t.Errorf("own %t: %+v", own, first.Labels)
		}
	}
}
