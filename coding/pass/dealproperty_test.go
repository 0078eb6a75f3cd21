package pass_test

import (
	"bytes"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"pgregory.net/rapid"
)

// drawDeal draws a study and options.
func drawDeal(t *rapid.T) (*coding.Study, pass.DealOptions) {
	s := dealable(rapid.SliceOfN(rapid.IntRange(1, 12), 1, 14).Draw(t, "sizes")...)
	o := pass.DealOptions{Pass: "1", Coders: []string{"A", "B", "C", "D"}[:rapid.IntRange(1, 4).Draw(t, "coders")], Seed: rapid.Uint64().Draw(t, "seed"),
		OverlapBy: rapid.SampledFrom([]string{"interview", "unit"}).Draw(t, "by"), Shuffle: rapid.SampledFrom([]string{"interview", "unit"}).Draw(t, "shuffle"),
		Overlap: rapid.SampledFrom([]float64{0, .1, .25, .5, .9, 1}).Draw(t, "share")}
	return s, o
}

func TestEveryUnitIsDealt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o := drawDeal(t)
		d, plan := mustDeal(t, s, o)
		times := make([]int, len(d.Units))
		for _, c := range d.Coders {
			for _, i := range c.Units {
				times[i]++
			}
		}
		shared := 0
		for i, n := range times {
			want := 1
			if d.Units[i].Shared {
				want = len(d.Coders)
				shared++
			}
			if n != want {
				t.Fatalf("unit %d, shared %v, is dealt %d times", i, d.Units[i].Shared, n)
			}
		}
		if shared != plan.Total.SharedUnits || (o.Overlap > 0 && len(d.Coders) > 1) != (shared > 0) {
			t.Fatalf("%d shared, the plan says %d, asked %v", shared, plan.Total.SharedUnits, o.Overlap)
		}
		if o.OverlapBy == "unit" && shared > 1 && math.Abs(float64(shared)-o.Overlap*float64(len(times))) > 1 {
			t.Fatalf("%d of %d units shared, asked %v", shared, len(times), o.Overlap)
		}
		if o.OverlapBy == "interview" && len(d.Coders) > 1 && shared > 12 && math.Abs(float64(shared)-o.Overlap*float64(len(times))) > 12 {
			t.Fatalf("%d of %d units shared, asked %v: off by more than an interview", shared, len(times), o.Overlap)
		}
		again, _ := mustDeal(t, s, o)
		if !bytes.Equal(encodeDeal(t, d), encodeDeal(t, again)) {
			t.Fatal("the same twice gives other bytes")
		}
		back, err := pass.DecodeDeal(bytes.NewReader(encodeDeal(t, d)))
		if err != nil || !reflect.DeepEqual(d, back) {
			t.Fatalf("the round trip: %v", err)
		}
	})
}

// The order of the study's interviews changes nobody's hand.
func TestInterviewsInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o := drawDeal(t)
		d, _ := mustDeal(t, s, o)
		turned := *s
		turned.Interviews = rapid.Permutation(s.Interviews).Draw(t, "interviews")
		turned.Transcripts = rapid.Permutation(s.Transcripts).Draw(t, "transcripts")
		e, _ := mustDeal(t, &turned, o)
		for _, c := range o.Coders {
			a, b := handOf(d, c), handOf(e, c)
			if o.Shuffle == "unit" || !slices.Equal(a, b) {
				slices.Sort(a)
				slices.Sort(b)
				if o.Shuffle != "unit" || !slices.Equal(a, b) {
					t.Fatalf("%s: %v\n%v", c, a, b)
				}
			}
		}
	})
}

// Another coder changes neither units nor the overlap nor the order of what a coder keeps.
func TestAnotherCoder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o := drawDeal(t)
		if len(o.Coders) < 2 {
			o.Coders = []string{"A", "B"}
		}
		d, _ := mustDeal(t, s, o)
		o.Coders = append(slices.Clone(o.Coders), "Z")
		e, _ := mustDeal(t, s, o)
		if !reflect.DeepEqual(d.Units, e.Units) {
			t.Fatal("the units differ")
		}
		a, b := d.Coders[0].Units, e.Coders[0].Units
		a = slices.DeleteFunc(slices.Clone(a), func(i int) bool { return !slices.Contains(b, i) })
		b = slices.DeleteFunc(slices.Clone(b), func(i int) bool { return !slices.Contains(a, i) })
		if !slices.Equal(a, b) {
			t.Fatalf("the order of what stays: %v, %v", a, b)
		}
	})
}

// Whatever is put into or taken out of a transcript: a text that stands once before and after keeps its id, and no id goes
// to other text.
func TestIDsUnderEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "嗯", "f", "g", "h"})
		s := dealable(1)
		s.Transcripts[0].Text = strings.Join(rapid.SliceOfN(words, 1, 12).Draw(t, "first"), "\n")
		first, _ := mustDeal(t, s, pass.DealOptions{Coders: []string{"A"}})
		s.Transcripts[0].Text = strings.Join(rapid.SliceOfN(words, 1, 12).Draw(t, "second"), "\n")
		second, _ := mustDeal(t, s, pass.DealOptions{Pass: "2", Coders: []string{"A"}, Earlier: []*pass.Deal{first}})
		texts, count, kept := map[string]string{}, map[string]int{}, map[string]int{}
		for _, u := range first.Units {
			texts[u.ID] = u.Text
			count[u.Text]++
		}
		for _, u := range second.Units {
			if was, ok := texts[u.ID]; ok && was != u.Text {
				t.Fatalf("id %s was %s and is %s", u.ID, was, u.Text)
			} else if ok {
				kept[u.Text]++
			}
			count["second "+u.Text]++
		}
		for _, w := range []string{"a", "b", "c", "d", "e", "嗯", "f", "g", "h"} {
			if kept[w] != min(count[w], count["second "+w]) {
				t.Fatalf("%s stood %d times and stands %d times: %d ids stayed", w, count[w], count["second "+w], kept[w])
			}
		}
	})
}

func TestShareIsFairOverSeeds(t *testing.T) {
	s := dealable(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10)
	times := map[string]int{}
	const seeds = 600
	for seed := range uint64(seeds) {
		d, _ := mustDeal(t, s, pass.DealOptions{Coders: []string{"A", "B"}, Overlap: .25, Seed: seed})
		for _, id := range sharedIDs(d) {
			if strings.HasSuffix(id, "S0001") {
				times[id]++
			}
		}
	}
	for id, n := range times { // 150 expected, standard deviation 10.6
		if n < 100 || n > 200 {
			t.Errorf("%s is shared under %d of %d seeds", id, n, seeds)
		}
	}
	if len(times) != 12 {
		t.Errorf("%d interviews are ever shared", len(times))
	}
}
