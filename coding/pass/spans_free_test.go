package pass_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
)

// in moves a coding to another interview.
func in(interview string, c coding.Coding) coding.Coding {
	c.Interview = interview
	return c
}

// Ann and Ben mark freely, with a boundary that they see differently; rows without a code change nothing but that their
// interviews count as reviewed.
func TestFreeMarkingWithEmptyRows(t *testing.T) {
	base := []coding.Coding{in("I3", marked("ann", "001", "E", 0, 50)), in("I1", marked("ann", "a1", "S", 0, 20)),
		in("I3", marked("ben", "001", "E", 0, 50)), in("I1", marked("ben", "b1", "S", 10, 30))}
	empty := in("I2", given("1", "ben", "b9", "", 0, 9))
	for name, c := range map[string]struct {
		more []coding.Coding
		i2   string
	}{
		"none":               {nil, ""},
		"without a stretch":  {[]coding.Coding{empty}, "I2 40 false ann[] ben[{0 40}]\n"},
		"with a stretch":     {[]coding.Coding{in("I1", marked("ben", "b9", "", 60, 70))}, ""},
		"of the whole text":  {[]coding.Coding{in("I1", marked("ben", "b9", "", 0, 100))}, ""},
		"nothing else there": {[]coding.Coding{in("I2", marked("ben", "b9", "", 0, 10))}, "I2 40 false ann[] ben[{0 40}]\n"},
	} {
		s := study(append(append([]coding.Coding(nil), base...), c.more...)...)
		for id, n := range map[string]int{"I1": 100, "I2": 40, "I3": 50} {
			s.Transcripts = append(s.Transcripts, coding.Transcript{Interview: id, Text: strings.Repeat("字", n)})
		}
		got := pass.Spans(s, "1")
		want := "I3 50 false ann[{0 50}] ben[{0 50}]; ann E [{0 50}] [{0 50}]; ben E [{0 50}] [{0 50}]\n" +
			"I1 100 false ann[{0 100}] ben[{0 100}]; ann S [{0 20}] [{0 20}]; ben S [{10 30}] [{10 30}]\n" + c.i2
		if fmt.Sprint(got.Free) != "[true true]" || spans(got) != want {
			t.Errorf("%s: free %v\ngot  %swant %s", name, got.Free, spans(got), want)
		}
	}
}

func TestWhoMarksFreely(t *testing.T) {
	for name, c := range map[string]struct {
		rows []coding.Coding
		ai   []string
		want string
	}{
		"dealt units, one read in vain":                               {[]coding.Coding{marked("A", "s", "X", 0, 4), marked("A", "t", "", 4, 9), marked("B", "s", "X", 0, 4)}, nil, "[false false]"},
		"own marks overlap":                                           {[]coding.Coding{marked("A", "1", "X", 0, 4), marked("A", "2", "Y", 2, 6), marked("A", "3", "", 8, 9)}, nil, "[true]"},
		"one inside another":                                          {[]coding.Coding{marked("A", "1", "X", 0, 9), marked("B", "1", "Y", 2, 6)}, nil, "[true true]"},
		"two codes on one stretch, units":                             {[]coding.Coding{marked("A", "1", "X", 0, 4), marked("A", "1", "Y", 0, 4), marked("A", "2", "", 4, 6), marked("B", "1", "", 0, 4)}, nil, "[false false]"},
		"marks apart, nothing found elsewhere":                        {[]coding.Coding{marked("A", "1", "X", 0, 4), marked("B", "2", "X", 5, 9), given("1", "B", "n", "", 0, 9)}, nil, "[true true]"},
		"a free coder takes along whoever has stretches of their own": {[]coding.Coding{marked("A", "1", "X", 0, 4), marked("A", "2", "X", 3, 7), marked("B", "3", "X", 10, 14), marked("B", "4", "", 15, 20)}, nil, "[true true]"},
		"a coder who found nothing at all":                            {[]coding.Coding{marked("A", "1", "X", 0, 4), marked("A", "2", "X", 3, 7), given("1", "B", "n", "", 0, 9)}, nil, "[true true]"},
		"codes without stretches are units":                           {[]coding.Coding{marked("A", "1", "X", 0, 4), marked("A", "2", "X", 3, 7), given("1", "B", "u", "X", 2, 1)}, nil, "[true false]"},
		"a program's marks say nothing of people":                     {[]coding.Coding{marked("A", "s", "X", 0, 4), marked("A", "t", "", 4, 9), marked("B", "s", "X", 0, 4), marked("bot", "1", "X", 2, 6)}, []string{"bot"}, "[false false true]"},
	} {
		s := study(c.rows...)
		s.Options.AICoders = c.ai
		if got := fmt.Sprint(pass.Spans(s, "1").Free); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
