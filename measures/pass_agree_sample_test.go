package measures_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/sampledata"
)

// The sample study's coders agree well, on every base; everything is a finite number or says why not.
func TestAgreeOnSample(t *testing.T) {
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := measures.Agree(context.Background(), s, measures.AgreeOptions{Strata: []string{"case", "role", "period"}, Bootstrap: 100})
	if err != nil {
		t.Fatal(err)
	}
	bases := map[string]int{}
	for _, e := range r.Estimates {
		if e.Empty() && len(e.Notes) == 0 {
			t.Errorf("%s is empty without a reason", e.ID())
		}
		if e.Measure != "confusion" && !e.Empty() && !(e.Value >= -1 && e.Value <= 1) {
			t.Errorf("%s is %v", e.ID(), e.Value)
		}
		_, own, _ := estimate.ParseKey(e.Of)
		base, _, _ := strings.Cut(own, ":")
		bases[base]++
		if e.Measure == "krippendorff_alpha_masi" && e.Of == "pass=1|"+base+":" && !(e.Value > .5 && e.Value < .9 && e.Low > .4 && e.High < 1) {
			t.Errorf("%s is %v, from %v to %v", e.ID(), e.Value, e.Low, e.High)
		}
	}
	for _, base := range []string{"units", "coded", "chars", "spans"} {
		if bases[base] < 1000 {
			t.Errorf("%d estimates of %s", bases[base], base)
		}
	}
}

func ExampleAgree() {
	ctx := context.Background()
	s, err := study.Open(ctx, sampledata.Study(), ".", study.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := measures.Agree(ctx, s, measures.AgreeOptions{Pass: "1", Bootstrap: -1})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, of := range []string{"units: chen~liu", "chars: chen~liu", "spans: chen~liu"} {
		k, _ := r.Find("mutual_agreement", "pass=1|"+of)
		fmt.Printf("%s K = %.2f, n = %d\n", of, k.Value, k.N)
	}
	// Output:
	// units: chen~liu K = 0.83, n = 131
	// chars: chen~liu K = 0.82, n = 8263
	// spans: chen~liu K = 0.83, n = 167
}
