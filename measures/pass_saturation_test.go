package measures

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
)

// fieldworkStudy: four interviews and a document; D1 holds a and b, D2 holds c, free stands for nothing; the codebook once
// had old1 and old2, which became a, and cut, which was split into b and c.
func fieldworkStudy() *coding.Study {
	s := &coding.Study{Framework: &coding.Framework{Dimensions: []coding.Dimension{{ID: "D1"}, {ID: "D2"}}},
		Codebook: &coding.Codebook{Codes: []coding.Code{{ID: "a", Dimension: "D1", Active: true, Replaces: []string{"old2"}}, {ID: "b", Dimension: "D1", Active: true, Replaces: []string{"cut"}},
			{ID: "c", Dimension: "D2", Active: true, Replaces: []string{"cut"}}, {ID: "free", Active: true}, {ID: "old2", Replaces: []string{"old1"}}}},
		Interviews: []coding.Interview{{ID: "I1", Date: "2023-05-04"}, {ID: "I2", Date: "2023-05-01"}, {ID: "I3", Date: "2023-05-02"}, {ID: "I4", Date: "2023-05-03"},
			{ID: "doc", Document: true}, {ID: "unread", Date: "2023-01-01"}},
		Options: coding.Options{AICoders: []string{"bot"}}}
	add := func(pass, coder, interview string, codes ...string) {
		for _, c := range codes {
			s.Codings = append(s.Codings, coding.Coding{Pass: pass, Coder: coder, Interview: interview, Segment: fmt.Sprint(coder, pass, len(s.Codings)), Code: c})
		}
	}
	add("1", "A", "I1", "a", "free")
	add("1", "A", "I2", "old1", "old2", "a")
	add("1", "A", "I3", "b", "cut")
	add("1", "A", "I4", "")
	add("1", "A", "doc", "c")
	add("1", "bot", "I4", "c")
	add("2", "A", "I4", "c")
	return s
}

func saturated(t *testing.T, s *coding.Study, o SaturationOptions) estimate.Result {
	t.Helper()
	r, err := Saturation(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// curveOf writes the estimates of a measure and layer as "own=value".
func curveOf(r estimate.Result, measure string, key estimate.Key) string {
	var out []string
	for _, e := range r.Estimates {
		k, own, err := estimate.ParseKey(e.Of)
		if err == nil && e.Measure == measure && k == key {
			out = append(out, fmt.Sprintf("%s=%g", own, e.Value))
		}
	}
	return strings.Join(out, " ")
}

func TestSaturationOfAStudy(t *testing.T) {
	r := saturated(t, fieldworkStudy(), SaturationOptions{Base: 2, Run: 1, Orders: 50, HoldOut: 1})
	for _, c := range []struct {
		measure string
		key     estimate.Key
		want    string
	}{
		{"new_codes", estimate.Key{}, "I2=1 I3=1 I4=1 I1=1"},
		{"new_codes", estimate.Key{Layer: "dimension"}, "I2=1 I3=0 I4=1 I1=0"},
		{"guest_ratio", estimate.Key{}, "I4-I4=0.5 I1-I1=0.5"},
		{"holdout_new_codes", estimate.Key{}, "holdout: 1=1 random: 1=0.75"},
		{"holdout_new_codes", estimate.Key{Layer: "dimension"}, "holdout: 1=0 random: 1=0.25"},
	} {
		if got := curveOf(r, c.measure, c.key); got != c.want {
			t.Errorf("%s of %s: %s, want %s", c.measure, c.key, got, c.want)
		}
	}
	if got := curveOf(r, "cumulative_codes", estimate.Key{Layer: "dimension"}); !strings.HasPrefix(got, "I2=1 I3=1 I4=2 I1=2 random: 1=") || !strings.HasSuffix(got, "random: 4=2") {
		t.Errorf("dimensions: %s", got)
	}
	want := "coded documents left out, as interviews alone count: 1; codings counted under the code that replaced theirs: 2; " +
		"codings left out because their code was split and they were not coded again: 1 (cut); codes that stand for no single dimension and count as codes alone: 1"
	if got := estimate.JoinNotes(r.Warnings); got != want {
		t.Errorf("warnings: %s", got)
	}
	e, ok := r.Find("new_codes", "|I1")
	if !ok || e.Basis.Source != "coding" || fmt.Sprint(e.Basis.Columns) != "[free]" || e.N != 4 {
		t.Errorf("%+v", e)
	}
}

// Warnings say how many codings wait for a decision, and how many of those counted say that their code is absent.
func TestSaturationSaysWhatIsUndecided(t *testing.T) {
	s := fieldworkStudy()
	for i, code := range []string{"a", "b", "c", "c"} { // b: one of two; c: their directions differ in u2, both absent in u3
		for _, coder := range []string{"A", "B"} {
			c := coding.Coding{Pass: "3", Coder: coder, Interview: "I1", Segment: fmt.Sprint("u", i), Code: code, HasDir: true, Direction: 1}
			switch {
			case code == "b" && coder == "B":
				c.Code = ""
			case i == 2 && coder == "B":
				c.State, c.Direction = coding.Absent, -1
			case i == 3:
				c.State, c.Direction = coding.Absent, -1
			}
			s.Codings = append(s.Codings, c)
		}
	}
	r := saturated(t, s, SaturationOptions{Pass: "3"})
	want := "codings that the consensus leaves undecided, which do not count: 2, of these on their direction or state alone: 1; codings that say their code absent, which count as codes that came up: 1"
	if got := estimate.JoinNotes(r.Warnings); !strings.HasPrefix(got, want) {
		t.Errorf("warnings: %s", got)
	}
	if r = saturated(t, s, SaturationOptions{Pass: "3", Coder: "B"}); strings.Contains(estimate.JoinNotes(r.Warnings), "undecided") {
		t.Errorf("a coder leaves nothing undecided: %s", estimate.JoinNotes(r.Warnings))
	}
}

func TestSaturationOfAPass(t *testing.T) {
	s := fieldworkStudy()
	r := saturated(t, s, SaturationOptions{Pass: "1", Base: 1, Run: 1, Orders: -1, HoldOut: -1})
	if got := curveOf(r, "new_codes", estimate.Key{Pass: "1"}); got != "I2=1 I3=1 I4=0 I1=1" {
		t.Errorf("pass 1, where I4 was reviewed and given nothing: %s", got)
	}
	for _, e := range r.Estimates {
		if strings.Contains(e.Of, "random") || e.Measure == "holdout_new_codes" {
			t.Errorf("not asked for: %s", e.ID())
		}
	}
	r = saturated(t, s, SaturationOptions{Coder: "bot"})
	if got := curveOf(r, "new_codes", estimate.Key{Coder: "bot"}); got != "I4=1" {
		t.Errorf("a program by name: %s", got)
	}
	if got := curveOf(r, "holdout_new_codes", estimate.Key{Coder: "bot"}); got != "holdout: 1=NaN" {
		t.Errorf("a fifth of one interview, rounded up, leaves none: %s", got)
	}
	s.Interviews[2].Date = ""
	r = saturated(t, s, SaturationOptions{})
	if got := curveOf(r, "new_codes", estimate.Key{}); got != "I1=2 I2=0 I3=1 I4=1" {
		t.Errorf("in the order of the sheet: %s", got)
	}
	if w := estimate.JoinNotes(r.Warnings); !strings.Contains(w, "interviews without a date: 1 of 4, so that fieldwork order is that of the interviews sheet") {
		t.Errorf("warnings: %s", w)
	}
	if r = saturated(t, &coding.Study{Framework: &coding.Framework{}}, SaturationOptions{}); len(r.Estimates) != 2 || !r.Estimates[0].Empty() {
		t.Errorf("of an empty study: %+v", r.Estimates)
	}
}

func TestReplacements(t *testing.T) {
	book := &coding.Codebook{Codes: []coding.Code{
		{ID: "x", Active: true, Replaces: []string{"m", "y", "x"}}, {ID: "y", Active: true}, // y is in force itself
		{ID: "m", Replaces: []string{"n"}},
		{ID: "p", Replaces: []string{"q"}}, {ID: "q", Replaces: []string{"p"}}, // each other: no successor
		{ID: "u", Active: true, Replaces: []string{"w"}}, {ID: "v", Active: true, Replaces: []string{"w", "z"}}, {ID: "w", Replaces: []string{"t"}},
	}}
	if got := fmt.Sprint(replacements(book)); got != "map[m:x n:x t: w: z:v]" {
		t.Errorf("%s", got)
	}
}
