package reports

import (
	"context"
	"testing"

	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/sampledata"
)

// The whole way for the sample study: files in, the review out.
func TestSampleStudy(t *testing.T) {
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	full, err := measures.Score(context.Background(), s, measures.ScoreOptions{Bootstrap: -1})
	if err != nil {
		t.Fatal(err)
	}
	released := measures.Release(full, s)
	d := build(t, s, released, Options{})
	if got := keysOf(d); got != "sample dimensions departments roles periods peers joint coupling hazards opportunity sensitivity methods" {
		t.Errorf("tables: %s", got)
	}
	figures := map[string]int{}
	for _, f := range d.Figures() {
		switch {
		case f.Heat != nil:
			figures["heat"]++
		case f.Dumbbell != nil:
			figures["dumbbell"]++
		case f.Levels != nil:
			figures["levels"]++
		case f.Path != nil:
			figures["path"]++
		}
	}
	if len(figures) != 4 {
		t.Errorf("figures: %v", figures)
	}
	if n := len(findings(d)); n < 6 || n > mostFindings {
		t.Errorf("%d findings", n)
	}
	if d.Subtitle.Empty() || len(d.Evidence) == 0 || section(d, "quotes") == nil {
		t.Error("no subtitle, evidence or quotations")
	}
	if released.Primary == 0 || released.Secondary == 0 {
		t.Error("the sample has a small department, and nothing was hidden")
	}
}
