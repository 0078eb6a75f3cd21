package disclosure_test

import (
	"fmt"

	"github.com/smekit/smekit/measures/disclosure"
	"github.com/smekit/smekit/measures/estimate"
)

// A department of three would be found by subtraction from the case, so the smallest other one goes with it.
func Example() {
	mean := func(of string, value float64, people int) estimate.Estimate {
		e := estimate.New("score", "survey_pomp", "dim=ME.REL;source=survey;"+of)
		e.Value, e.N, e.People = value, people, people
		return e
	}
	released, report := disclosure.Release([]estimate.Estimate{
		mean("case=G", 60, 30), mean("case=G;dept=D01", 71, 3), mean("case=G;dept=D02", 55, 12), mean("case=G;dept=D03", 62, 15),
	}, disclosure.Margins{}, 5)
	for _, e := range released {
		fmt.Printf("%s|%s|%s\n", e.Of, estimate.FormatFloat(e.Value), estimate.JoinNotes(e.Notes))
	}
	fmt.Println(report.Primary, report.Complementary)
	// Output:
	// dim=ME.REL;source=survey;case=G|60|
	// dim=ME.REL;source=survey;case=G;dept=D01||n<5
	// dim=ME.REL;source=survey;case=G;dept=D02||suppressed
	// dim=ME.REL;source=survey;case=G;dept=D03|62|
	// 1 1
}
