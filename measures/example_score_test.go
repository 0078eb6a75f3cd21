package measures_test

import (
	"context"
	"fmt"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
)

func ExampleScore() {
	study := &coding.Study{
		Framework: &coding.Framework{Bands: coding.Bands{Low: 40, High: 60}, Dimensions: []coding.Dimension{
			{ID: "MC", Group: true, Polarity: 1},
			{ID: "MC.TGT", Parent: "MC", Polarity: 1, Sources: []string{"survey"}},
			{ID: "MC.FUN", Parent: "MC", Polarity: 1, Sources: []string{"survey"}},
		}},
		Cases:      []coding.Case{{ID: "G", Invited: 4}},
		Instrument: coding.Instrument{Items: []coding.Item{{ID: "q1", Dimension: "MC.TGT", Min: 1, Max: 5}, {ID: "q2", Dimension: "MC.FUN", Min: 1, Max: 5}}},
		Survey: coding.Survey{Items: []string{"q1", "q2"}, Responses: []coding.Response{
			{Respondent: "R1", Case: "G", Weight: 1, Answers: []coding.Value{coding.Number(5), coding.Number(2)}},
			{Respondent: "R2", Case: "G", Weight: 1, Answers: []coding.Value{coding.Number(4), coding.Number(1)}},
		}},
	}
	l, err := measures.Score(context.Background(), study, measures.ScoreOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, key := range []estimate.Key{{Dim: "MC.TGT", Source: "survey", Case: "G"}, {Dim: "MC.FUN", Source: "survey", Case: "G"}} {
		e, _ := l.Score("survey_pomp", key)
		fmt.Println(e.ID(), e.Value)
	}
	e, _ := l.Score("composite", estimate.Key{Dim: "MC", Source: "survey", Case: "G"})
	fmt.Println(e.ID(), e.Value)
	// Output:
	// score.survey_pomp(dim=MC.TGT;source=survey;case=G) 87.5
	// score.survey_pomp(dim=MC.FUN;source=survey;case=G) 12.5
	// score.composite(dim=MC;source=survey;case=G) 50
}
