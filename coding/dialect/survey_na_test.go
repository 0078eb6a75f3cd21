package dialect

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"github.com/smekit/smekit/coding"
)

// What programs write where there is no value is no answer, and turns no scale into something else.
func TestMarksOfMissing(t *testing.T) {
	for _, mark := range []string{"NaN", "nan", "NULL", "NA", "N/A", "n/a", ".", "-", "#N/A", " NaN "} {
		for _, answers := range [][]string{{"5", "4", "3", "2", "1"}, {"5 非常同意", "4 同意", "3 一般", "2 不同意", "1 非常不同意"}, {"非常同意", "同意", "一般", "不同意", "非常不同意"}} {
			var b strings.Builder
			b.WriteString("id,ME_1,ME_2,备注,用时\n")
			for i := range 20 {
				a := answers[i%5]
				fmt.Fprintf(&b, "R%d,%s,%s,好,63\n", i, a, a)
			}
			fmt.Fprintf(&b, "R20,%s,%s,%s,%s\n", mark, answers[0], mark, mark)
			im := openSurvey(t, "x.csv", []byte(b.String()), Options{})
			c := columnOf(t, im, "ME_1")
			if c.Kind != "scale" || len(im.Instrument) != 2 || im.Instrument[0].Min != 1 || im.Instrument[0].Max != 5 {
				t.Fatalf("%q among %q: a %s, items %+v", mark, answers, c.Kind, im.Instrument)
			}
			v := im.Survey.Rows[20].Values[slices.IndexFunc(im.Survey.Columns, func(c Column) bool { return c.Name == "ME_1" })]
			if v.Missing != coding.NotAnswered || len(im.Problems) != 0 || !slices.Equal(c.Missing, []string{strings.TrimSpace(mark)}) {
				t.Errorf("%q: %+v, missing %q, problems %+v", mark, v, c.Missing, im.Problems)
			}
			if !slices.ContainsFunc(im.Receipt.Notes, func(n coding.ReceiptNote) bool {
				return n.Code == "dialect.survey_missing" && n.Args[0] == strings.TrimSpace(mark) && n.Args[1] == "3"
			}) {
				t.Errorf("%q is not told: %+v", mark, im.Receipt.Notes)
			}
		}
	}
	// an answer that the study's item declares is one
	items := []coding.Item{{ID: "ME_1", Min: 1, Max: 5, NACodes: []string{"NA"}}}
	im := openSurvey(t, "x.csv", []byte("id,ME_1,ME_2\na,5,4\nb,NA,3\nc,1,2\nd,2,2\n"), Options{Items: items})
	if v := im.Survey.Rows[1].Values[1]; v.Missing != coding.DoesNotApply {
		t.Errorf("%+v", v)
	}
	// a workbook's error of the same name is one too; others are problems
	im = openSurvey(t, "x.xlsx", surveyBook(t, map[string][][]any{"s": {{"id", "ME_1", "ME_2"}, {"a", "#N/A", 4}, {"b", 3, 3}, {"c", 1, 2}}}, "s"), Options{})
	if len(im.Problems) != 0 || im.Survey.Rows[0].Values[1].Missing != coding.NotAnswered {
		t.Errorf("%+v %+v", im.Problems, im.Survey.Rows[0])
	}
	for _, s := range []string{"NaN", "Inf", "infinity", "NaN秒", "1:inf"} {
		if x, ok := spell(s); ok {
			t.Errorf("%s lasts %g", s, x)
		}
	}
}

// A respondent who stopped early is kept; a file that ends within a line is told.
func TestTheLastRespondent(t *testing.T) {
	whole := "id,A_1,A_2,A_3,A_4,A_5,A_6\na,1,2,3,4,5,1\nb,2,3,4,5,1,2\nc,3,4,5,1,2,3\nd,4,5,1,2,3,4\n"
	for end, cut := range map[string]bool{"e,2,2\n": false, "e,2,2\r\n": false, "e,2,2,,,,\n": false, "e,2,2,,,,": false, "e,2,2": true, "e,2,2,": true, "e,2,2\n\n": false,
		"e,2,2,3,4,5,1": false} {
		im := openSurvey(t, "x.csv", []byte(whole+end), Options{})
		if got := len(told(im, "dialect.survey_cut_off")) > 0; got != cut || im.Receipt.Used != 5-yes(cut) {
			t.Errorf("%q: cut off %v, %+v", end, got, im.Receipt)
		}
		wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(whole+end, ",", "\t"))
		if err != nil {
			t.Fatal(err)
		}
		if got := len(told(openSurvey(t, "x.tsv", []byte(wide), Options{}), "dialect.survey_cut_off")) > 0; got != cut {
			t.Errorf("%q in UTF-16: cut off %v", end, got)
		}
	}
}
