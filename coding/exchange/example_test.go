package exchange_test

import (
	"fmt"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/exchange"
)

func Example() {
	s := &coding.Study{
		Title:       coding.Label{EN: "Pilot"},
		Codebook:    &coding.Codebook{Codes: []coding.Code{{ID: "meeting", Label: coding.Label{EN: "Joint meetings"}, Active: true}}},
		Interviews:  []coding.Interview{{ID: "I1", Consent: coding.ConsentGiven}},
		Transcripts: []coding.Transcript{{Interview: "I1", Text: "Call 13812345678.\nWe meet weekly."}},
		Segments:    []coding.Segment{{Interview: "I1", ID: "7", Text: "We meet weekly."}},
		Codings:     []coding.Coding{{Pass: "2", Coder: "Li", Interview: "I1", Segment: "7", Code: "meeting", Intensity: 3}},
	}
	made := exchange.Project(s, exchange.Options{Lang: "en"})
	source := made.Project.Sources[0]
	fmt.Printf("%q\n", source.Text)
	for i, q := range source.Quotes() {
		fmt.Printf("%q %q\n", q, source.Selections[i].Description)
	}
	fmt.Println(made.Project.Users[0].Name, "/", made.Project.Codes[0].Name, "/", made.Project.Notes[0].Name)
	// Output:
	// "Call [phone].\nWe meet weekly."
	// "We meet weekly." "smekit: segment=7"
	// Li (pass 2) / meeting Joint meetings / intensity 3
}
