package intake_test

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/intake"
)

// Number 1 of one district is another person than number 1 of the next, unless both answered at one time.
func TestNumber(t *testing.T) {
	given := [][2]int{{1, 5}, {2, 4}, {1, 4}}
	ids := func(im *dialect.Import) string {
		var out []string
		for i := range im.Survey.Rows {
			for k := range im.Survey.Columns {
				if im.Survey.Columns[k].Name == "respondent_id" {
					out = append(out, im.Survey.Rows[i].Values[k].String())
				}
			}
		}
		return strings.Join(out, ",")
	}
	s := framework()
	for _, r := range answers(t, 1, false, given, "").Survey.Survey(nil, "").Responses {
		r.Pos = coding.Pos{File: "survey/responses-A.xlsx", Row: r.Pos.Row}
		s.Survey.Responses = append(s.Survey.Responses, r)
	}
	const apart = "B 1,B 2,B 3"
	before := &intake.Record{Files: []intake.Written{{Path: "survey/responses-B.xlsx", Rows: map[string]map[string]string{"responses": {"B 1|": "x"}}}}}
	for name, c := range map[string]struct {
		record  string
		day     int
		study   *coding.Study
		earlier *intake.Record
		want    string
	}{
		"another district":       {"B", 2, s, nil, apart},
		"the same responses":     {"B", 1, s, nil, "1,2,3"},
		"the file itself":        {"A", 2, s, nil, "1,2,3"},
		"the first":              {"B", 2, framework(), nil, "1,2,3"},
		"as it was told before":  {"B", 2, framework(), before, apart},
		"and what has no number": {"B", 1, s, before, apart},
	} {
		im := answers(t, c.day, false, given, "")
		intake.Number(c.record, im, c.study, c.earlier)
		if got := ids(im); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
