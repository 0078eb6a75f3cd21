package reports_test

import (
	"fmt"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports"
)

func Example() {
	study := &coding.Study{Options: coding.Options{MinN: 5}, Cases: []coding.Case{{ID: "G", Label: coding.Label{ZH: "甲区", EN: "District A"}}},
		Framework: &coding.Framework{Bands: coding.Bands{Low: 40, High: 60},
			Dimensions: []coding.Dimension{{ID: "T", Polarity: 1, Sources: []string{"survey"}, Label: coding.Label{ZH: "信任", EN: "Trust"}}}}}
	mean := estimate.New("score", "survey_pomp", "dim=T;source=survey;case=G")
	mean.Value, mean.N, mean.People = 61.25, 40, 40
	released := &ledger.Ledger{Released: true, Estimates: []estimate.Estimate{mean}}
	doc, err := reports.Build(study, released, mask.New(study), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range doc.Tables() {
		fmt.Println(t.Number, t.Title.EN)
	}
	fmt.Println(doc.Sections[0].Blocks[1].List[0].Text.EN)
	// Output:
	// 1 Sample: interviews and survey by case, department, role and period
	// 2 Dimensions in interviews and survey
	// 3 Methods, limits and receipts
	// District A: on Trust, for which higher is better, the survey gives mean 61.3 of 100, n = 40 answers; high.
}
