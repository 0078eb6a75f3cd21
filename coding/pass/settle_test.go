package pass_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"pgregory.net/rapid"
)

// given builds a coding; direction 9 is an empty cell.
func given(passName, coder, segment, code string, intensity, direction int) coding.Coding {
	c := coding.Coding{Pass: passName, Coder: coder, Interview: "I1", Segment: segment, Code: code, Intensity: intensity}
	if direction != 9 {
		c.Direction, c.HasDir = direction, true
	}
	c.Rated = intensity > 0 && c.HasDir
	return c
}

func absent(coder, segment, code string) coding.Coding {
	c := given("1", coder, segment, code, 2, -1)
	c.State = coding.Absent
	return c
}

func study(codings ...coding.Coding) *coding.Study {
	s := &coding.Study{Framework: &coding.Framework{}, Codings: codings}
	seen := map[string]bool{}
	for _, c := range codings {
		if !seen[c.Segment] {
			seen[c.Segment] = true
			s.Segments = append(s.Segments, coding.Segment{Interview: c.Interview, ID: c.Segment})
		}
	}
	return s
}

// describe lists every unit in one line.
func describe(c *pass.Consensus) string {
	out := ""
	for _, list := range [][]pass.Unit{c.Accepted, c.Unresolved, c.Rejected} {
		for _, u := range list {
			out += fmt.Sprintf("%s %s %v %v %v; ", u.Segment, u.Code, u.Status, u.Intensity, u.Direction)
		}
	}
	return out
}

func TestConsensusRule(t *testing.T) {
	none := func(coder string) coding.Coding { return given("1", coder, "s", "", 0, 9) }
	for _, c := range []struct {
		name    string
		codings []coding.Coding
		options pass.Options
		want    string
	}{
		{"one reviewer", []coding.Coding{given("1", "A", "s", "X", 2, 1)}, pass.Options{}, "s X single 2 1; "},
		{"both gave it", []coding.Coding{given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "X", 3, 1)}, pass.Options{}, "s X agreed 2.5 1; "},
		{"one of two", []coding.Coding{given("1", "A", "s", "X", 2, 1), none("B")}, pass.Options{}, "s X unresolved 2 1; "},
		{"two of three", []coding.Coding{given("1", "A", "s", "X", 1, 1), given("1", "B", "s", "X", 3, 0), none("C")}, pass.Options{},
			"s X unresolved 2 NaN; "}, // the two directions differ
		{"two of three, same direction", []coding.Coding{given("1", "A", "s", "X", 1, 1), given("1", "B", "s", "X", 3, 1), none("C")},
			pass.Options{}, "s X majority 2 1; "},
		{"one of three", []coding.Coding{given("1", "A", "s", "X", 1, 1), none("B"), none("C")}, pass.Options{}, "s X rejected 1 1; "},
		{"two of four", []coding.Coding{given("1", "A", "s", "X", 1, 1), given("1", "B", "s", "X", 1, 1), none("C"), none("D")},
			pass.Options{}, "s X unresolved 1 1; "},
		{"middle of three directions", []coding.Coding{given("1", "A", "s", "X", 1, 1), given("1", "B", "s", "X", 2, -1),
			given("1", "C", "s", "X", 3, 0)}, pass.Options{}, "s X agreed 2 0; "},
		{"middle two of four agree", []coding.Coding{given("1", "A", "s", "X", 1, 1), given("1", "B", "s", "X", 1, 0),
			given("1", "C", "s", "X", 1, 0), given("1", "D", "s", "X", 1, -1)}, pass.Options{}, "s X agreed 1 0; "},
		{"unrated is valid", []coding.Coding{given("1", "A", "s", "X", 0, 9), given("1", "B", "s", "X", 2, 9)}, pass.Options{}, "s X agreed 2 NaN; "},
		{"absent makes the direction -1", []coding.Coding{absent("A", "s", "X"), absent("B", "s", "X")}, pass.Options{}, "s X agreed 2 -1; "},
		{"latest pass, by number", []coding.Coding{given("10", "A", "s", "Y", 2, 1), given("9", "A", "s", "X", 2, 1)}, pass.Options{}, "s Y single 2 1; "},
		{"a pass alone", []coding.Coding{given("10", "A", "s", "Y", 2, 1), given("9", "A", "s", "X", 2, 1)}, pass.Options{Pass: "9"}, "s X single 2 1; "},
		{"latest pass gave nothing", []coding.Coding{given("1", "A", "s", "X", 2, 1), given("2", "A", "s", "", 0, 9)}, pass.Options{}, ""},
		{"a coder alone", []coding.Coding{given("1", "A", "s", "X", 2, 1), none("B")}, pass.Options{Coder: "A"}, "s X single 2 1; "},
		{"union", []coding.Coding{given("1", "A", "s", "X", 2, 1), none("B")}, pass.Options{Rule: "union"}, "s X majority 2 1; "},
		{"intersection", []coding.Coding{given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "X", 2, 1), none("C")},
			pass.Options{Rule: "intersection"}, "s X rejected 2 1; "},
		{"another coder who never saw the segment", []coding.Coding{given("1", "A", "s", "X", 2, 1), given("1", "B", "t", "X", 2, 1)},
			pass.Options{}, "s X single 2 1; t X single 2 1; "},
	} {
		if got := describe(pass.Settle(study(c.codings...), c.options)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRulings(t *testing.T) {
	s := study(given("1", "A", "s", "X", 1, 1), given("1", "B", "s", "X", 2, -1), given("1", "A", "s", "Y", 3, 1), given("1", "B", "s", "Z", 3, 1))
	s.Consensus = []coding.Ruling{
		{Interview: "I1", Segment: "s", Code: "X", Accept: true, Intensity: 3, Direction: 0, HasDir: true},
		{Interview: "I1", Segment: "s", Code: "Y", Accept: false},
		{Interview: "I1", Segment: "s", Code: "W", Accept: true},
	}
	want := "s X adjudicated 3 0; s W adjudicated NaN NaN; s Z unresolved 3 1; s Y adjudicated 3 1; "
	if got := describe(pass.Settle(s, pass.Options{})); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	s.Consensus = []coding.Ruling{{Interview: "I1", Segment: "s", Code: "X", Accept: true}}
	c := pass.Settle(s, pass.Options{})
	if u := c.Accepted[0]; u.Intensity != 1.5 || !math.IsNaN(u.Direction) || u.Status != pass.Adjudicated {
		t.Errorf("empty ratings take the medians, a tie of directions has none: %+v", u)
	}
	if n := c.Count(pass.Adjudicated); n != 1 || c.Count(pass.Unresolved) != 2 {
		t.Errorf("counts: %d adjudicated, %d unresolved", n, c.Count(pass.Unresolved))
	}
}

func TestState(t *testing.T) {
	s := study(absent("A", "s", "X"), absent("B", "s", "X"), given("1", "C", "s", "X", 2, 1))
	if u := pass.Settle(s, pass.Options{}).Accepted[0]; u.State != coding.Absent || u.Direction != -1 {
		t.Errorf("two of three say absent: %+v", u)
	}
	s = study(absent("A", "s", "X"), given("1", "B", "s", "X", 2, -1))
	if u := pass.Settle(s, pass.Options{}).Accepted[0]; u.State != coding.Mentioned {
		t.Errorf("one of two says absent: not more than half: %+v", u)
	}
}

func TestPeriod(t *testing.T) {
	a, b := given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "X", 2, 1)
	a.Period, b.Period = "before", "before"
	s := study(a, b)
	if u := pass.Settle(s, pass.Options{}).Accepted[0]; u.Period != "before" {
		t.Errorf("the coders' period: %+v", u)
	}
	s.Codings[1].Period = "after"
	if u := pass.Settle(s, pass.Options{}).Accepted[0]; u.Period != "" {
		t.Errorf("coders differ: no period, got %q", u.Period)
	}
	s.Segments[0].Period = "after"
	if u := pass.Settle(s, pass.Options{}).Accepted[0]; u.Period != "after" {
		t.Errorf("the segment's own period rules, got %q", u.Period)
	}
}

func TestBinary(t *testing.T) {
	s := study(given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "", 0, 9), given("1", "A", "t", "X", 2, 1), given("1", "A", "u", "Y", 2, 1),
		given("1", "B", "u", "Y", 2, 1), given("2", "B", "t", "X", 2, 1))
	tables := pass.NewLayers(s).Tables()
	if len(tables) != 2 || fmt.Sprint(tables[0].Codes) != "[X Y]" || fmt.Sprint(tables[1].Coders) != "[B]" {
		t.Fatalf("tables: %+v", tables)
	}
	x := tables[0].Binary("X")
	if fmt.Sprint(x.Cells) != "[[1 0] [0 0]]" || x.Both != 2 || fmt.Sprint(x.Units) != "[I1/s I1/u]" {
		t.Errorf("units that both reviewed: %+v", x)
	}
}

func TestDimensions(t *testing.T) {
	s := study()
	s.Framework.Dimensions = []coding.Dimension{{ID: "D"}, {ID: "E"}}
	if got := fmt.Sprint(pass.Dimensions(s)); got != "map[D:D E:E]" {
		t.Errorf("without a codebook: %s", got)
	}
	s.Codebook = &coding.Codebook{Codes: []coding.Code{{ID: "E"}, {ID: "c1", Dimension: "D"}, {ID: "c2", Parent: "c1"}, {ID: "c3"}, {ID: "c4", Parent: "c4"}}}
	if got := fmt.Sprint(pass.Dimensions(s)); got != "map[E:E c1:D c2:D]" {
		t.Errorf("with a codebook: %s", got)
	}
}

// Names and order of coders change nothing but who is who.
func TestCodersAreInterchangeable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var codings, renamed []coding.Coding
		names := rapid.Permutation([]string{"P", "Q", "R", "S"}).Draw(t, "names")
		for k, n := 0, rapid.IntRange(1, 25).Draw(t, "n"); k < n; k++ {
			who := rapid.IntRange(0, 3).Draw(t, "who")
			c := given("1", string(rune('A'+who)), rapid.SampledFrom([]string{"s", "t"}).Draw(t, "segment"),
				rapid.SampledFrom([]string{"", "X", "Y"}).Draw(t, "code"), rapid.IntRange(0, 3).Draw(t, "a"), rapid.SampledFrom([]int{-1, 0, 1, 9}).Draw(t, "d"))
			codings = append(codings, c)
			c.Coder = names[who]
			renamed = append(renamed, c)
		}
		if a, b := describe(pass.Settle(study(codings...), pass.Options{})), describe(pass.Settle(study(renamed...), pass.Options{})); a != b {
			t.Fatalf("%s\n%s", a, b)
		}
	})
}

func ExampleSettle() {
	s := &coding.Study{Codings: []coding.Coding{
		{Pass: "1", Coder: "A", Interview: "I1", Segment: "1", Code: "ME.REL", Intensity: 2, Direction: 1, HasDir: true, Rated: true},
		{Pass: "1", Coder: "B", Interview: "I1", Segment: "1", Code: "ME.REL", Intensity: 3, Direction: 1, HasDir: true, Rated: true},
		{Pass: "1", Coder: "B", Interview: "I1", Segment: "1", Code: "MC.TGT", Intensity: 1, Direction: 1, HasDir: true, Rated: true},
	}}
	c := pass.Settle(s, pass.Options{})
	for _, u := range append(c.Accepted, c.Unresolved...) {
		fmt.Println(u.Code, u.Status, u.Intensity)
	}
	// Output:
	// ME.REL agreed 2.5
	// MC.TGT unresolved 1
}

// Six units: X is ruled in, Y ruled out, W (that nobody gave) ruled in and V (given by one of three) ruled out: four
// adjudicated. T is outvoted two to one and nobody ruled on it: the one rejected. Z has all three.
func TestRulingsAreCountedOnce(t *testing.T) {
	s := study(given("1", "A", "s", "X", 1, 1), given("1", "B", "s", "Y", 2, 1), given("1", "C", "s", "V", 2, 1), given("1", "C", "s", "T", 2, 1),
		given("1", "A", "s", "Z", 2, 1), given("1", "B", "s", "Z", 2, 1), given("1", "C", "s", "Z", 2, 1))
	for _, r := range []struct {
		code   string
		accept bool
	}{{"X", true}, {"Y", false}, {"W", true}, {"V", false}} {
		s.Consensus = append(s.Consensus, coding.Ruling{Interview: "I1", Segment: "s", Code: r.code, Accept: r.accept})
	}
	c := pass.Settle(s, pass.Options{})
	if len(c.Accepted) != 3 || len(c.Rejected) != 3 || len(c.Unresolved) != 0 {
		t.Errorf("accepted %d, rejected %d, unresolved %d", len(c.Accepted), len(c.Rejected), len(c.Unresolved))
	}
	for status, want := range map[pass.Status]int{pass.Adjudicated: 4, pass.Rejected: 1, pass.Agreed: 1, pass.Unresolved: 0, pass.Single: 0, pass.Majority: 0} {
		if n := c.Count(status); n != want {
			t.Errorf("%v: %d, want %d", status, n, want)
		}
	}
}
