package estimate_test

import (
	"fmt"
	"os"

	"github.com/smekit/smekit/measures/estimate"
)

func Example() {
	mean := estimate.New("score", "survey_pomp", estimate.Key{Dim: "ME.REL", Source: "survey", Case: "G"}.String())
	mean.Value, mean.SE, mean.N = 61.25, 2.5, 40
	none := estimate.New("score", "survey_pomp", estimate.Key{Dim: "ME.REL", Source: "survey", Case: "H"}.String())
	none.N = 0
	if err := estimate.WriteCSV(os.Stdout, []estimate.Estimate{mean, none.Because(estimate.NoteNoData.Says())}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// measure,of,estimate,se,ci_low,ci_high,statistic,df,p,n,method,note,family,id
	// survey_pomp,dim=ME.REL;source=survey;case=G,61.25,2.5,,,,,,40,,,score,score.survey_pomp(dim=ME.REL;source=survey;case=G)
	// survey_pomp,dim=ME.REL;source=survey;case=H,,,,,,,,0,,no valid values,score,score.survey_pomp(dim=ME.REL;source=survey;case=H)
}
