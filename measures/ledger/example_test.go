package ledger_test

import (
	"bytes"
	"fmt"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

func Example() {
	mean := estimate.New("score", "survey_pomp", "dim=ME.REL;source=survey;case=G")
	mean.Value, mean.N, mean.People = 61.25, 40, 40
	var file bytes.Buffer
	if err := ledger.Encode(&file, &ledger.Ledger{Released: true, Estimates: []estimate.Estimate{mean}}); err != nil {
		fmt.Println(err)
	}
	before, err := ledger.Decode(&file)
	if err != nil {
		fmt.Println(err)
	}
	mean.Value = 65
	for _, c := range ledger.Compare(before, &ledger.Ledger{Estimates: []estimate.Estimate{mean}}).Changed {
		fmt.Println(c.ID, c.Field, c.First, "->", c.Second)
	}
	// Output: score.survey_pomp(dim=ME.REL;source=survey;case=G) estimate 61.25 -> 65
}
