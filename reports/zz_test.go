package reports_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports"
	"github.com/smekit/smekit/reports/html"
	"github.com/smekit/smekit/reports/markdown"
	"github.com/smekit/smekit/sampledata"
)

func TestZZ(t *testing.T) {
	t0 := time.Now()
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("open", time.Since(t0), s.Blocking())
	t0 = time.Now()
	full, err := measures.Score(context.Background(), s, measures.ScoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("score", time.Since(t0), len(full.Estimates))
	t0 = time.Now()
	rel, err := measures.Release(full, s)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("release", time.Since(t0), rel.Primary, rel.Secondary)
	t0 = time.Now()
	d, err := reports.Build(s, rel, mask.New(s), reports.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("build", time.Since(t0))
	for _, l := range []string{"zh", "en"} {
		f, _ := os.Create("/tmp/e2e/review." + l + ".md")
		if err := markdown.Write(f, d, l); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	f, _ := os.Create("/tmp/e2e/review.html")
	if err := html.Write(f, d, []string{"zh", "en"}); err != nil {
		t.Fatal(err)
	}
	f.Close()
	f, _ = os.Create("/tmp/e2e/results.json")
	ledger.Encode(f, rel)
	f.Close()
	f, _ = os.Create("/tmp/e2e/full.json")
	ledger.Encode(f, full)
	f.Close()
	fmt.Println(full.Graph().Order())
}
