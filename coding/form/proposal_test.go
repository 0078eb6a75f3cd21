package form_test

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/sampledata"
)

// A proposal that is saved as it stands is a questionnaire of the same items.
func TestProposalIsAnInstrument(t *testing.T) {
	s := open(t, sampledata.Study())
	whole := written(t, s)
	for i, lang := range []string{"both", "en", "zh"} {
		files := fstest.MapFS{"study.yaml": whole["study.yaml"]}
		if i == 0 {
			files = maps.Clone(whole) // once beside all else that a study has
		}
		items := append([]coding.Item(nil), s.Instrument.Items...)
		questions := []coding.ReceiptNote{{Code: "dialect.survey_ask_direction", Args: []string{items[0].ID, items[0].Text.ZH, "yes", "wording", "不", "", "", ""}}}
		var b bytes.Buffer
		if err := form.Write(&b, *form.Proposal(lang, s.Framework, items, questions)); err != nil {
			t.Fatal(err)
		}
		files["survey/instrument.xlsx"] = &fstest.MapFile{Data: b.Bytes()}
		again, err := study.Open(t.Context(), files, ".", study.Options{})
		if err != nil {
			t.Fatal(err)
		}
		again.Problems = slices.DeleteFunc(again.Problems, func(p coding.Problem) bool { return i > 0 && p.Code == "no_evidence" })
		if len(again.Problems) != 1 || again.Problems[0].Code != "unanswered_reverse" || again.Instrument.Item(items[0].ID) != nil {
			t.Errorf("%s: a question that nobody has answered: %+v", lang, again.Problems)
		}
		items = items[1:]
		for i := range items {
			items[i].Pos = coding.Pos{}
		}
		got := again.Instrument.Items
		for i := range got {
			got[i].Pos = coding.Pos{}
		}
		if !again.Instrument.Own || !reflect.DeepEqual(got, items) {
			t.Errorf("%s: got\n%+v\nwant\n%+v", lang, got, items)
		}
	}
}

func TestProposalAsks(t *testing.T) {
	fw := &coding.Framework{Dimensions: []coding.Dimension{{ID: "ME.REL", Polarity: 1, Label: coding.Label{ZH: "信任", EN: "Trust"}}}}
	items := []coding.Item{
		{ID: "Q1", Text: coding.Label{EN: "We trust each other."}, Dimension: "ME.REL", Min: 1, Max: 5, Labels: map[string]float64{"never": 1, "always": 5}},
		{ID: "Q2", Text: coding.Label{EN: "Nobody helps."}, Min: 1, Max: 7, NACodes: []string{"99"}},
		{ID: "Q3", Text: coding.Label{EN: "We meet."}, Dimension: "ME.REL", Min: 1, Max: 5, Labels: map[string]float64{"no": 2, "yes": 4}, NACodes: []string{"8"}},
	}
	notes := []coding.ReceiptNote{
		{Code: "dialect.survey_ask_scale", Args: []string{"A1, A2, … Z (40)", "1", "6", "1", "7"}},
		{Code: "dialect.survey_ask_missing", Args: []string{"99", "Q2, Q9", "3"}},
		{Code: "dialect.survey_ask_opinion", Args: []string{"8=don't know", "Q3", "2"}},
		{Code: "dialect.survey_ask_order", Args: []string{"Q3", "2=no; 4=yes", "1", "5"}},
		{Code: "dialect.survey_ask_direction", Args: []string{"Q0, Q1", "", "no", "labels", "1", "always", "5", "never", "wording", "not", "", "", ""}},
	}
	wb := form.Proposal("en", fw, items, notes)
	var b bytes.Buffer
	for _, r := range wb.Sheets[0].Rows {
		fmt.Fprintln(&b, strings.ReplaceAll(fmt.Sprint(r...), "\n", " / "))
	}
	const ask = "Do larger numbers mean a lower score on the dimension? (yes: scored as maximum + minimum − value)"
	rows := `Q1We trust each other.` + ask + ` Evidence: the labels run downward (1 = “always”, 5 = “never”); the wording is negative (“not”). The two cancel out: this suggests no. / Measures Trust?ME.REL1 5？1=never;5=always<nil>allextended
Q2Nobody helps.Is the scale 1 to 7? Answers lie within 1 to 6, without labels. / Does 99 mean that there is no answer (3 times, beyond the scale)? / ` + ask + ` The numbers have no labels: see the questionnaire whether 7 says most (then no) or least (then yes), the other way round for a negative wording. / Which dimension does it measure?<nil> 1 7？<nil>99allextended
Q3We meet.Does “8=don't know” mean that there is no answer (2 times in all)? If it is a point of the scale, take it out of na_codes. / The order of the answers is not certain: correct the numbers in labels where needed, then delete the “？” there. / Measures Trust?ME.REL1 5no？2=no;4=yes8allextended
`
	if b.String() != rows {
		t.Errorf("got\n%s\nwant\n%s", b.String(), rows)
	}
	if d := wb.Sheets[1]; len(d.Rows) != 1 || fmt.Sprint(d.Rows[0]...) != "ME.RELTrust<nil>" {
		t.Errorf("dimensions %+v", d.Rows)
	}
	if l := wb.Sheets[0].Columns[3].List.Values; !slices.Equal(l, []string{"ME.REL", "none"}) {
		t.Errorf("the list of dimensions: %v", l)
	}
	var open []string
	for _, l := range wb.Sheets[0].Looks {
		open = append(open, fmt.Sprint(l.Open))
	}
	if got := strings.Join(open, " "); got != "[7] [4 5 6 7 8 9] [5 6 8 9]" {
		t.Error(got)
	}
	b.Reset()
	if err := form.Write(&b, *wb); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	style, err1 := f.GetCellStyle("items", "D5")
	look, err2 := f.GetStyle(style)
	if err1 != nil || err2 != nil || len(look.Fill.Color) != 1 || look.Fill.Color[0] != "FFD966" {
		t.Error("the open cell", look, err1, err2)
	}
	if form.Proposal("en", fw, nil, nil) != nil {
		t.Error("a proposal without items")
	}
}
