package form_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/sampledata"
)

// A proposal that is saved as it stands is a questionnaire of the same items.
func TestProposalIsAnInstrument(t *testing.T) {
	s := open(t, sampledata.Study())
	for _, lang := range []string{"zh", "en", "both"} {
		items := append([]coding.Item(nil), s.Instrument.Items...)
		questions := []coding.ReceiptNote{{Code: "dialect.survey_ask_worded", Args: []string{items[0].ID, items[0].Text.ZH, "不"}}}
		files := written(t, s)
		var b bytes.Buffer
		if err := form.Write(&b, *form.Proposal(lang, s.Framework, items, questions)); err != nil {
			t.Fatal(err)
		}
		files["survey/instrument.xlsx"] = &fstest.MapFile{Data: b.Bytes()}
		again := open(t, files)
		items[0].Reverse = false // it was asked about, and is empty
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
	fw := &coding.Framework{Dimensions: []coding.Dimension{{ID: "ME.REL", Label: coding.Label{ZH: "信任", EN: "Trust"}}}}
	items := []coding.Item{
		{ID: "Q1", Text: coding.Label{EN: "We trust each other."}, Dimension: "ME.REL", Min: 1, Max: 5, Labels: map[string]float64{"never": 1, "always": 5}},
		{ID: "Q2", Text: coding.Label{EN: "Nobody helps."}, Min: 1, Max: 7, NACodes: []string{"99"}},
		{ID: "Q3", Text: coding.Label{EN: "We meet."}, Dimension: "ME.REL", Min: 1, Max: 5, Reverse: true},
	}
	notes := []coding.ReceiptNote{
		{Code: "dialect.survey_ask_scale", Args: []string{"A1, A2, … Z (40)", "1", "6", "1", "7"}},
		{Code: "dialect.survey_ask_reversed_both", Args: []string{"Q2", "Nobody helps.", "-0.41", "Nobody"}},
		{Code: "dialect.survey_ask_missing", Args: []string{"99", "Q2, Q9", "3"}},
		{Code: "dialect.survey_ask_falling", Args: []string{"Q1", "never", "always", "1", "5"}},
	}
	wb := form.Proposal("en", fw, items, notes)
	var b bytes.Buffer
	for _, r := range wb.Sheets[0].Rows {
		fmt.Fprintln(&b, strings.ReplaceAll(fmt.Sprint(r...), "\n", " / "))
	}
	rows := `Q1We trust each other.Reversed? 1 is “never” and 5 is “always”, so larger numbers mean less. / Measures Trust?ME.REL1 5 <nil>1=never;5=always<nil>allextended
Q2Nobody helps.Is the scale 1 to 7? Answers run from 1 to 6, without labels. / Reversed? Its answers run against the rest of its block (r = -0.41), and it says “Nobody”. / Does 99 mean that there is no answer (3 times, beyond the scale)? / Which dimension does it measure?<nil> 1 7 <nil> <nil>99allextended
Q3We meet.Measures Trust?ME.REL1 5yes<nil> <nil>allextended
`
	if b.String() != rows {
		t.Errorf("got\n%s\nwant\n%s", b.String(), rows)
	}
	var open []string
	for _, l := range wb.Sheets[0].Looks {
		open = append(open, fmt.Sprint(l.Open))
	}
	if got := strings.Join(open, " "); got != "[7] [4 5 6 7 8 9] []" {
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
