package pass_test

import (
	"bytes"
	"context"
	"io"
	"math"
	"reflect"
	"testing"

	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/pass"
	openstudy "github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/sampledata"
)

func TestDealSampleStudy(t *testing.T) {
	s, err := openstudy.Open(context.Background(), sampledata.Study(), ".", openstudy.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d, plan := mustDeal(t, s, pass.DealOptions{Pass: "3", Coders: []string{"chen", "liu", "zhao"}, Overlap: .25, Seed: 1})
	if len(d.Units) != plan.Total.Units || len(d.Units) < 100 || math.Abs(plan.Total.Share()-.25) > .02 || len(plan.Problems) != 0 {
		t.Errorf("%d units, share %v, problems %v", len(d.Units), plan.Total.Share(), plan.Problems)
	}
	at := 0
	for i := range s.Segments { // every segment with text is dealt under its id
		if s.Segments[i].Text != "" {
			at++
		}
	}
	if at != len(d.Units) {
		t.Errorf("%d segments have text, %d were dealt", at, len(d.Units))
	}
	for _, c := range d.Coders {
		if err := form.Write(io.Discard, d.Workbook(c.Name, s)); err != nil {
			t.Error(err)
		}
	}
	back, err := pass.DecodeDeal(bytes.NewReader(encodeDeal(t, d)))
	if err != nil || !reflect.DeepEqual(d, back) {
		t.Errorf("the round trip: %v", err)
	}
}
