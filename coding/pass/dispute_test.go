package pass_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"pgregory.net/rapid"
)

// On s and t A says X where B says Y, on u the other way round; on v C adds Z without leaving X out.
func TestConfusions(t *testing.T) {
	s := study(given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "Y", 2, 1), given("1", "A", "t", "X", 2, 1), given("1", "B", "t", "Y", 2, 1), given("1", "C", "t", "Y", 2, 1),
		given("1", "A", "u", "Y", 2, 1), given("1", "B", "u", "X", 2, 1), given("1", "A", "v", "X", 2, 1), given("1", "C", "v", "X", 2, 1), given("1", "C", "v", "Z", 2, 1),
		given("1", "B", "v", "W", 2, 1))
	table := pass.NewLayers(s).Tables()[0]
	got := fmt.Sprintf("%+v", pass.Confusions(&table))
	want := "[{A:X B:Y Units:3 CoderPairs:4 Pairs:[{First:A Second:B AB:2 BA:1} {First:A Second:C AB:1 BA:0}]}" +
		" {A:W B:X Units:1 CoderPairs:2 Pairs:[{First:A Second:B AB:0 BA:1} {First:B Second:C AB:1 BA:0}]}" +
		" {A:W B:Z Units:1 CoderPairs:1 Pairs:[{First:B Second:C AB:1 BA:0}]}]"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	with := table.WithConsensus(pass.Settle(s, pass.Options{}))
	if again := fmt.Sprintf("%+v", pass.Confusions(&with)); again != want {
		t.Errorf("a consensus column takes no part: %s", again)
	}
}

func listed(disputes []pass.Dispute) string {
	var out []string
	for _, d := range disputes {
		out = append(out, fmt.Sprintf("%d %s %s %s %v", d.Rank, d.Segment, d.Code, d.Kind, d.Confused))
	}
	return strings.Join(out, "; ")
}

func TestDisputeKinds(t *testing.T) {
	for _, c := range []struct {
		name      string
		codings   []coding.Coding
		some, all string
	}{
		{"one reviewer", []coding.Coding{given("1", "A", "s", "X", 2, 1)}, "", ""},
		{"all the same", []coding.Coding{given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "X", 3, 0)}, "1 s X tie []", "1 s X tie []"},
		{"near enough", []coding.Coding{given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "X", 3, 1)}, "", ""},
		{"one of two", []coding.Coding{given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "", 0, 9)}, "1 s X split []", "1 s X split []"},
		{"one of three", []coding.Coding{given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "", 0, 9), given("1", "C", "s", "", 0, 9)}, "1 s X minority []", "1 s X minority []"},
		{"two of three", []coding.Coding{given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "X", 2, 1), given("1", "C", "s", "", 0, 9)}, "", "1 s X majority []"},
		{"intensities apart", []coding.Coding{given("1", "A", "s", "X", 1, 1), given("1", "B", "s", "X", 3, 1)}, "", "1 s X ratings []"},
		{"signs apart", []coding.Coding{given("1", "A", "s", "X", 1, 1), given("1", "B", "s", "X", 1, -1), given("1", "C", "s", "X", 1, 0)}, "", "1 s X ratings []"},
		{"an absent one", []coding.Coding{absent("A", "s", "X"), given("1", "B", "s", "X", 2, 1)}, "1 s X tie []", "1 s X tie []"},
		{"in place of another", []coding.Coding{given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "Y", 2, 1)}, "1 s X split [Y]; 2 s Y split [X]", "1 s X split [Y]; 2 s Y split [X]"},
	} {
		s := study(c.codings...)
		if got := listed(pass.Disputes(s, pass.DisputeOptions{})); got != c.some {
			t.Errorf("%s: got %q, want %q", c.name, got, c.some)
		}
		if got := listed(pass.Disputes(s, pass.DisputeOptions{All: true})); got != c.all {
			t.Errorf("%s, all: got %q, want %q", c.name, got, c.all)
		}
	}
}

// X and Z are confused on two units, X and Y on one; on the first unit nothing is confused. All of a unit stays together.
func TestDisputesAreRanked(t *testing.T) {
	s := study(given("1", "A", "a", "W", 2, 1), given("1", "B", "a", "", 0, 9), given("1", "C", "a", "", 0, 9),
		given("1", "A", "b", "X", 2, 1), given("1", "B", "b", "Y", 2, 1),
		given("1", "A", "c", "X", 2, 1), given("1", "B", "c", "Z", 2, 1), given("1", "A", "c", "Q", 2, 1), given("1", "B", "c", "Q", 2, -1),
		given("1", "A", "d", "Z", 2, 1), given("1", "B", "d", "X", 2, 1), given("1", "C", "d", "", 0, 9),
		given("1", "A", "e", "W", 2, 1), given("1", "B", "e", "", 0, 9))
	want := "1 d X minority [Z]; 2 d Z minority [X]; 3 c X split [Z]; 4 c Z split [X]; 5 c Q tie []; 6 b X split [Y]; 7 b Y split [X]; 8 a W minority []; 9 e W split []"
	if got := listed(pass.Disputes(s, pass.DisputeOptions{})); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	s.Consensus = []coding.Ruling{{Interview: "I1", Segment: "c", Code: "Q", Accept: true}, {Interview: "I1", Segment: "b", Code: "X"}, {Interview: "I1", Segment: "zz", Code: "X"}}
	c := pass.NewLayers(s).Contest(pass.DisputeOptions{})
	if c.Ruled != 2 || c.Units != 5 || len(c.Disputes) != 7 {
		t.Errorf("ruled %d, units %d, open %d", c.Ruled, c.Units, len(c.Disputes))
	}
	if got := pass.Disputes(s, pass.DisputeOptions{Pass: "7"}); got != nil {
		t.Errorf("a pass that is not there: %v", got)
	}
}

// draw makes a study of coders A to D over six segments in two interviews and two passes.
func draw(t *rapid.T) *coding.Study {
	var codings []coding.Coding
	for k, n := 0, rapid.IntRange(1, 40).Draw(t, "n"); k < n; k++ {
		c := given(rapid.SampledFrom([]string{"1", "2"}).Draw(t, "pass"), rapid.SampledFrom([]string{"A", "B", "C", "D"}).Draw(t, "coder"),
			rapid.SampledFrom([]string{"s", "t", "u"}).Draw(t, "segment"), rapid.SampledFrom([]string{"", "X", "Y", "Z"}).Draw(t, "code"),
			rapid.IntRange(0, 3).Draw(t, "intensity"), rapid.SampledFrom([]int{-1, 0, 1, 9}).Draw(t, "direction"))
		c.Interview = rapid.SampledFrom([]string{"I1", "I2"}).Draw(t, "interview")
		if !slices.ContainsFunc(codings, func(o coding.Coding) bool {
			return o.Pass == c.Pass && o.Coder == c.Coder && o.Interview == c.Interview && o.Segment == c.Segment && o.Code == c.Code
		}) {
			codings = append(codings, c)
		}
	}
	s := &coding.Study{Framework: &coding.Framework{Dimensions: []coding.Dimension{{ID: "X"}, {ID: "Y"}, {ID: "Z"}}}, Codings: codings}
	for _, iv := range []string{"I1", "I2"} {
		for _, id := range []string{"s", "t", "u"} {
			s.Segments = append(s.Segments, coding.Segment{Interview: iv, ID: id, Text: "Text of " + iv + id, Speaker: "P"})
		}
	}
	return s
}

func shuffled(t *rapid.T, s *coding.Study) *coding.Study {
	out := *s
	out.Codings = slices.Clone(s.Codings)
	r := rand.New(rand.NewSource(int64(rapid.Uint32().Draw(t, "seed"))))
	r.Shuffle(len(out.Codings), func(i, j int) { out.Codings[i], out.Codings[j] = out.Codings[j], out.Codings[i] })
	return &out
}

// The order of the rows changes nothing; what is split or tied is exactly what the consensus rule leaves unresolved, and the
// minority's codes exactly what it rejects.
func TestDisputesProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t)
		o := pass.DisputeOptions{All: rapid.Bool().Draw(t, "all"), Pass: rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "of")}
		list := pass.Disputes(s, o)
		if a, b := fmt.Sprintf("%+v", list), fmt.Sprintf("%+v", pass.Disputes(shuffled(t, s), o)); a != b {
			t.Fatalf("%s\n%s", a, b)
		}
		settled := pass.Settle(s, pass.Options{Pass: o.Pass})
		var open, minority []string
		for _, u := range settled.Unresolved {
			open = append(open, u.Interview+u.Segment+u.Code)
		}
		for _, u := range settled.Rejected {
			minority = append(minority, u.Interview+u.Segment+u.Code)
		}
		var open2, minority2 []string
		for i, d := range list {
			if d.Rank != i+1 {
				t.Fatalf("rank %d at %d", d.Rank, i)
			}
			switch d.Kind {
			case pass.DisputeSplit, pass.DisputeTie:
				open2 = append(open2, d.Interview+d.Segment+d.Code)
			case pass.DisputeMinority:
				minority2 = append(minority2, d.Interview+d.Segment+d.Code)
			}
		}
		for _, l := range [][]string{open, open2, minority, minority2} {
			slices.Sort(l)
		}
		if !slices.Equal(open, open2) || !slices.Equal(minority, minority2) {
			t.Fatalf("unresolved %v, disputes %v; rejected %v, minority %v", open, open2, minority, minority2)
		}
	})
}

func ExampleConfusions() {
	s := &coding.Study{Codings: []coding.Coding{
		{Pass: "1", Coder: "A", Interview: "I1", Segment: "1", Code: "ME.SUB"},
		{Pass: "1", Coder: "B", Interview: "I1", Segment: "1", Code: "ME.REL"},
		{Pass: "1", Coder: "A", Interview: "I1", Segment: "2", Code: "ME.REL"},
		{Pass: "1", Coder: "B", Interview: "I1", Segment: "2", Code: "ME.SUB"},
	}}
	for _, t := range pass.NewLayers(s).Tables() {
		for _, c := range pass.Confusions(&t) {
			fmt.Println(c.A, c.B, c.Units, c.Pairs)
		}
	}
	for _, d := range pass.Disputes(s, pass.DisputeOptions{}) {
		fmt.Println(d.Rank, d.Segment, d.Code, d.Kind, d.Confused)
	}
	// Output:
	// ME.REL ME.SUB 2 [{A B 1 1}]
	// 1 1 ME.REL split [ME.SUB]
	// 2 1 ME.SUB split [ME.REL]
	// 3 2 ME.REL split [ME.SUB]
	// 4 2 ME.SUB split [ME.REL]
}
