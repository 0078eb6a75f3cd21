package naive_test

import (
	"fmt"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/internal/naive"
)

// One case, one dimension with one item from 1 to 5, two people who answered 2 and 5.
func Example() {
	f := &coding.Framework{Dimensions: []coding.Dimension{{ID: "A", Polarity: 1, Sources: []string{"survey"}}}}
	answer := func(id string, x float64) coding.Response {
		return coding.Response{Respondent: id, Case: "G", Weight: 1, Answers: []coding.Value{coding.Number(x)}}
	}
	s := &coding.Study{Framework: f, Cases: []coding.Case{{ID: "G", Invited: -1}},
		Instrument: coding.Instrument{Items: []coding.Item{{ID: "q1", Dimension: "A", Min: 1, Max: 5, Ask: "all"}}},
		Survey:     coding.Survey{Items: []string{"q1"}, Responses: []coding.Response{answer("p1", 2), answer("p2", 5)}}}
	for _, r := range naive.Score(s) {
		if r.Of == "dim=A;source=survey;case=G" {
			fmt.Printf("%s %.4g, n %d\n", r.Measure, r.Value, r.N)
		}
	}
	// Output:
	// survey_pomp 62.5, n 2
	// survey_pomp_median 62.5, n 2
	// survey_pomp_sd 53.03, n 2
	// percent_agree 50, n 2
}
