package pass_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
)

// proposed are the periods of a coder's drop-down, and those filled in.
func proposed(t *testing.T, d *pass.Deal, s *coding.Study) (list []string, filled string) {
	t.Helper()
	for _, sheet := range d.Workbook("A", s).Sheets {
		for k, c := range sheet.Columns {
			if !slices.Contains(c.Header, "period") && !slices.Contains(c.Header, "时期") {
				continue
			}
			for _, row := range sheet.Rows {
				if k < len(row) {
					filled += fmt.Sprint(row[k])
				}
			}
			return c.List.Values, filled
		}
	}
	t.Fatal("no column of periods")
	return nil, ""
}

func TestPeriodsInTheWordsOfTheWorkbook(t *testing.T) {
	for _, c := range []struct {
		lang   string
		order  []string
		want   string
		filled string
	}{
		{"zh", []string{"before", "after"}, "[改革前 改革后]", "改革后"},
		{"en", []string{"before", "after"}, "[before after]", "after"},
		{"both", []string{"before", "during", "after"}, "[改革前 before 改革中 during 改革后 after]", "改革后 after"},
		{"zh", []string{"before", "试点", "after"}, "[改革前 试点 改革后]", "改革后"},
		{"zh", []string{"before", "改革前", "after"}, "[before 改革前 改革后]", "改革后"},
		{"zh", []string{"2019", "2023"}, "[2019 2023]", "after"},
	} {
		s := dealable(1)
		s.Options.Order["period"] = c.order
		s.Segments = []coding.Segment{{Interview: "I02", ID: "1", Text: "一", Period: "after"}}
		d, _ := mustDeal(t, s, pass.DealOptions{Coders: []string{"A"}, Lang: c.lang})
		if list, filled := proposed(t, d, s); fmt.Sprint(list) != c.want || filled != c.filled {
			t.Errorf("%s %v: %v, filled in %q", c.lang, c.order, list, filled)
		}
	}
}

// What a drop-down offers, in any language, is read when the workbook comes back.
func TestCollectReadsThePeriodsOffered(t *testing.T) {
	for _, lang := range []string{"en", "both"} {
		d := roundDeal()
		d.Lang = lang
		list, _ := proposed(t, d, roundStudy())
		for i, want := range []string{"before", "after"} {
			for _, word := range []string{list[i], []string{"改革前", "改革后"}[i], []string{"before 改革前", "after 改革后"}[i]} {
				w := workbookOf(t, d, "A")
				w.set("I02/003", "code", "ME.SUB").set("I02/003", "period", word)
				c := collectAll(t, d, roundStudy(), pass.CollectOptions{}, w.back("A.xlsx"))
				if rows := c.Layers[0].Rows; len(c.Problems) > 0 || len(rows) != 1 || rows[0].Period != want {
					t.Errorf("%s, %q: %+v, problems %v", lang, word, rows, c.Problems)
				}
			}
		}
	}
}

func TestQueriesReadPeriods(t *testing.T) {
	s := dealable(1)
	s.Segments = []coding.Segment{{Interview: "I01", ID: "1", Text: "一", Period: "试点"}}
	for word, want := range map[string]string{"改革前": "[before]", "before": "[before]", "后测": "[after]", "改革后 after": "[after]", "试点": "[试点]"} {
		q, err := pass.Query{Periods: []string{word}}.Resolve(s)
		if err != nil || fmt.Sprint(q.Periods) != want {
			t.Errorf("%s: %v, %v", word, q.Periods, err)
		}
	}
	if _, err := (pass.Query{Periods: []string{"期末"}}).Resolve(s); err == nil || err.Error() != `unknown period "期末": expected one of before, after, 试点` {
		t.Errorf("%v", err)
	}
	s.Options.Order["period"] = []string{"改革前", "改革后"}
	if q, err := (pass.Query{Periods: []string{"before"}}).Resolve(s); err != nil || fmt.Sprint(q.Periods) != "[改革前]" {
		t.Errorf("%v, %v", q.Periods, err)
	}
}
