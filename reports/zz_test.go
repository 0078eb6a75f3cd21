package reports_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/sampledata"
)

func TestZZ(t *testing.T) {
	s, _ := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	full, _ := measures.Score(context.Background(), s, measures.ScoreOptions{Bootstrap: -1})
	f, _ := os.Create("/tmp/e2e/full.json")
	ledger.Encode(f, full)
	f.Close()
	for _, d := range s.Departments {
		fmt.Println("DEPT", d.Case, d.ID, d.Side, d.Invited)
	}
	for _, n := range []int{5, 9, 14, 22} {
		s.Options.MinN = n
		rel, _ := measures.Release(full, s)
		fmt.Println(n, rel.Primary, rel.Secondary)
		f, _ := os.Create(fmt.Sprintf("/tmp/e2e/rel%d.json", n))
		ledger.Encode(f, rel)
		f.Close()
	}
}
