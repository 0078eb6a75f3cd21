package measures_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
)

// A study that gives no order is compared later minus earlier and leaders minus staff all the same, whatever the bytes of
// the names. Everybody answers 2 before and 4 after; leaders answer one point more.
func TestGapsWithoutAnOrder(t *testing.T) {
	for _, p := range [][2]string{{"before", "after"}, {"改革前", "改革后"}, {"t9", "t10"}, {"第九轮", "第十轮"}, {"2023H2", "2024H1"}} {
		rows := "id,case,department,role,period,ME_SUB_1,ME_SUB_2,ME_SUB_3\n"
		for i, period := range p {
			for _, line := range []string{"S1,G,D,staff,PERIOD,A,A,A", "S2,G,D,staff,PERIOD,A,A,A", "L1,G,D,leader,PERIOD,B,B,B"} {
				rows += strings.NewReplacer("PERIOD", period, "A", []string{"2", "4"}[i], "B", []string{"3", "5"}[i]).Replace(line) + "\n"
			}
		}
		files := fstest.MapFS{"responses.csv": {Data: []byte(rows)}, "study.yaml": {Data: []byte("min_n: 1\n")}}
		s, err := study.Open(context.Background(), files, ".", study.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Problems) > 0 {
			t.Fatalf("%+v", s.Problems)
		}
		l, err := measures.Score(context.Background(), s, measures.ScoreOptions{Bootstrap: -1})
		if err != nil {
			t.Fatal(err)
		}
		for id, want := range map[string]float64{
			"score.gap(dim=ME.SUB;source=survey;case=G;period=" + p[1] + "-" + p[0] + ")": 50,
			"score.gap(dim=ME.SUB;source=survey;case=G;role=leader-staff)":                25,
		} {
			if e, ok := l.Find(id); !ok || e.Value < want-1e-9 || e.Value > want+1e-9 {
				t.Errorf("%s: %v %v, want %v", id, ok, e.Value, want)
			}
		}
	}
}
