package cli

import (
	"bytes"
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/exchange"
	"github.com/smekit/smekit/coding/intake"
	"github.com/smekit/smekit/coding/refi"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/sampledata"
)

// brought is a study that a project was imported into, with the settings of the one that it comes from.
func brought(t *testing.T, s *coding.Study, settings []byte) *coding.Study {
	t.Helper()
	var b bytes.Buffer
	if err := refi.WriteProject(&b, exchange.Project(s, exchange.Options{Unmasked: true, Origin: "smekit test"}).Project); err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"study.yaml": {Data: settings}}
	open := func() *coding.Study {
		out, err := study.Open(context.Background(), files, ".", study.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	empty := open()
	im, err := dialect.Open("study.qdpx", bytes.NewReader(b.Bytes()), int64(b.Len()), dialect.Options{Codes: intake.Codes(empty, nil)})
	if err != nil || len(im.Problems) > 0 {
		t.Fatal(err, im.Problems)
	}
	plan, err := intake.Make("study", im, []intake.Source{{Name: "study.qdpx", SHA256: "1"}}, intake.Options{}, intake.Context{Study: empty, Field: study.FieldOf, Lang: "both",
		Read: func(name string) ([]byte, error) {
			if f := files[name]; f != nil {
				return f.Data, nil
			}
			return nil, fs.ErrNotExist
		}})
	if err != nil || len(plan.Problems) > 0 {
		t.Fatal(err, plan)
	}
	for _, o := range plan.Outputs {
		files[o.Path] = &fstest.MapFile{Data: o.Content}
	}
	out := open()
	if len(out.Problems) > 0 {
		t.Fatalf("problems: %v", out.Problems)
	}
	return out
}

// TestProjectScores takes the sample study through a project: what rests on the interviews alone is the same to the last digit, rulings
// and departments with it.
func TestProjectScores(t *testing.T) {
	if testing.Short() {
		t.Skip("scores the whole sample twice")
	}
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	settings, err := fs.ReadFile(sampledata.Study(), "study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	again := brought(t, s, settings)
	if len(again.Consensus) != len(s.Consensus) || len(again.Departments) != len(s.Departments) {
		t.Errorf("%d rulings of %d, %d departments of %d", len(again.Consensus), len(s.Consensus), len(again.Departments), len(s.Departments))
	}
	got := interviewScores(t, again)
	want := interviewScores(t, s)
	if len(want) < 1000 {
		t.Fatalf("%d estimates", len(want))
	}
	told := 0
	for id, v := range want {
		if g, ok := got[id]; (!ok || g != v) && told < 20 {
			told++
			t.Errorf("%s: %v, expected %v", id, g, v)
		}
	}
	t.Logf("%d estimates", len(want))
}

// interviewScores are the values and numbers of cases of what the interviews tell, by id.
func interviewScores(t *testing.T, s *coding.Study) map[string][2]float64 {
	t.Helper()
	l, err := measures.Score(context.Background(), s, measures.ScoreOptions{MinN: 1, Bootstrap: -1, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][2]float64{}
	for i := range l.Estimates {
		e := &l.Estimates[i]
		if e.Empty() {
			continue
		}
		if strings.Contains(";"+e.Of+";", ";source=interview;") {
			out[e.ID()] = [2]float64{e.Value, float64(e.N)}
		}
	}
	return out
}
