package pass_test

import (
	"fmt"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"pgregory.net/rapid"
)

func TestProgramsAreNoReviewers(t *testing.T) {
	s := study(given("1", "A", "s", "X", 2, 1), given("1", "gpt", "s", "Y", 2, 1), given("1", "A", "t", "X", 2, 1), given("2", "gpt", "t", "Y", 2, 1), given("1", "gpt", "u", "Y", 2, 1))
	s.Options.AICoders = []string{"gpt"}
	l := pass.NewLayers(s)
	if got := describe(l.Settle(pass.Options{})); got != "s X single 2 1; t X single 2 1; " {
		t.Errorf("people alone: %q", got)
	}
	if got := describe(l.Settle(pass.Options{AI: true})); got != "u Y single 2 1; s X unresolved 2 1; s Y unresolved 2 1; t X unresolved 2 1; t Y unresolved 2 1; " {
		t.Errorf("with the program: %q", got)
	}
	if got := describe(l.Settle(pass.Options{Coder: "gpt"})); got != "s Y single 2 1; t Y single 2 1; u Y single 2 1; " {
		t.Errorf("asked for by name: %q", got)
	}
	tables, all := l.Tables(), l.TablesWithAI()
	if len(tables) != 1 || fmt.Sprint(tables[0].Coders, tables[0].Codes, len(tables[0].Units)) != "[A] [X] 2" {
		t.Errorf("people's tables: %+v", tables)
	}
	if len(all) != 2 || fmt.Sprint(all[0].Coders, all[0].AI, all[0].Codes, len(all[0].Units)) != "[A gpt] [false true] [X Y] 3" {
		t.Errorf("all tables: %+v", all)
	}
	if fmt.Sprint(l.Coders(), l.People()) != "[A gpt] [A]" || l.Coverage(func(string) bool { return true }, "", "").Reviewed != 3 {
		t.Errorf("coders %v, people %v", l.Coders(), l.People())
	}
	if got := listed(pass.Disputes(s, pass.DisputeOptions{})); got != "" {
		t.Errorf("no dispute with a program: %s", got)
	}
	if got := len(pass.Disputes(s, pass.DisputeOptions{AI: true})); got != 4 {
		t.Errorf("unless asked for: %d", got)
	}
	with := all[0].WithConsensus(l.Settle(pass.Options{Pass: "1"}))
	if b := fmt.Sprint(with.Binary("X").Cells); b != "[[1 0 1]]" || with.Units[2].Given[2] != nil {
		t.Errorf("consensus beside a program: %s, %v", b, with.Units[2].Given)
	}
	s.Codings = s.Codings[1:2] // the program alone
	l = pass.NewLayers(s)
	if len(l.Tables()) != 0 || describe(l.Settle(pass.Options{})) != "" || len(l.TablesWithAI()) != 1 {
		t.Errorf("a program alone: %v", l.Tables())
	}
}

// On s X is agreed and Y unresolved; on t both see nothing; on u X is agreed; on v A is alone.
func TestWithConsensus(t *testing.T) {
	s := study(given("1", "A", "s", "X", 2, 1), given("1", "A", "s", "Y", 2, 1), given("1", "B", "s", "X", 2, 1), given("1", "A", "t", "", 0, 9), given("1", "B", "t", "", 0, 9),
		given("1", "A", "u", "X", 2, 1), given("1", "B", "u", "X", 2, 1), given("1", "A", "v", "X", 2, 1))
	l := pass.NewLayers(s)
	table := l.Tables()[0]
	before := fmt.Sprintf("%+v", table)
	with := table.WithConsensus(l.Settle(pass.Options{Pass: "1"}))
	if got := fmt.Sprint(with.Coders, with.Binary("X").Cells, with.Binary("Y").Cells, with.Units[0].Open, with.Units[3].Reviewers); got !=
		"[A B consensus] [[1 1 1] [0 0 0] [1 1 1]] [[1 0 ] [0 0 0] [0 0 0]] [Y] 1" {
		t.Errorf("got %s", got)
	}
	if again := fmt.Sprintf("%+v", table); again != before {
		t.Error("the table was changed")
	}
	s.Consensus = []coding.Ruling{{Interview: "I1", Segment: "s", Code: "Y"}, {Interview: "I1", Segment: "t", Code: "V", Accept: true}}
	again := with.WithConsensus(pass.Settle(s, pass.Options{Pass: "1"}))
	if got := fmt.Sprint(again.Coders, again.Codes, again.Binary("Y").Cells, again.Binary("V").Cells, again.Units[0].Open); got !=
		"[A B consensus] [V X Y] [[1 0 0] [0 0 0] [0 0 0]] [[0 0 0] [0 0 1] [0 0 0]] []" {
		t.Errorf("settled again: %s", got)
	}
}

func TestGroupsAndLeaves(t *testing.T) {
	s := study(given("1", "A", "s", "X", 2, 1))
	s.Framework.Dimensions = []coding.Dimension{{ID: "G", Group: true}, {ID: "L", Parent: "G"}, {ID: "O"}}
	s.Codebook = &coding.Codebook{Codes: []coding.Code{{ID: "c", Dimension: "L"}, {ID: "d", Dimension: "G"}, {ID: "e", Dimension: "O"}, {ID: "f"}}}
	if g, l := fmt.Sprint(pass.Groups(s)), fmt.Sprint(pass.Leaves(s)); g != "map[c:G d:G]" || l != "map[c:L e:O]" {
		t.Errorf("groups %s, leaves %s", g, l)
	}
}

func TestDrift(t *testing.T) {
	s := study(given("1", "A", "s", "X", 2, 1), given("2", "A", "s", "Y", 2, 1), given("1", "A", "t", "X", 2, 1), given("2", "A", "t", "X", 2, 1), given("2", "A", "t", "Y", 2, 1),
		given("1", "A", "u", "", 0, 9), given("2", "A", "u", "", 0, 9), given("1", "A", "v", "X", 2, 1), given("1", "B", "s", "X", 2, 1))
	l := pass.NewLayers(s)
	want := "[{Coder:A From:1 To:2 Units:3 Same:1 OnlyFrom:1 OnlyTo:0 Codes:[{Code:X Gained:0 Lost:1 Kept:1} {Code:Y Gained:2 Lost:0 Kept:0}] Gained:2 Lost:1 Kept:1}]"
	if got := fmt.Sprintf("%+v", l.Drift("1", "2")); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	r := l.Repeats("A", "1", "2")
	if got := fmt.Sprint(r.Coders, r.Binary("X").Cells, r.Binary("Y").Cells); got != "[1 2] [[1 0] [1 1] [0 0]] [[0 1] [0 1] [0 0]]" {
		t.Errorf("repeats: %s", got)
	}
	if r := l.Repeats("B", "1", "2"); len(r.Units) != 0 || l.Drift("1", "9") != nil || len(l.Repeats("Z", "1", "2").Units) != 0 {
		t.Error("nothing coded twice")
	}
}

// The order of the rows changes no table, the consensus leaves the coders' cells as they are, and reading the passes backwards
// swaps gained and lost.
func TestViewsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t)
		l, m := pass.NewLayers(s), pass.NewLayers(shuffled(t, s))
		for i, table := range l.Tables() {
			other := m.Tables()[i]
			if a, b := fmt.Sprintf("%+v", table), fmt.Sprintf("%+v", other); a != b {
				t.Fatalf("order of rows:\n%s\n%s", a, b)
			}
			c := l.Settle(pass.Options{Pass: table.Pass})
			with := table.WithConsensus(c)
			for _, code := range table.Codes {
				for k, cells := range with.Binary(code).Cells {
					if got := fmt.Sprint(cells[:len(cells)-1]); got != fmt.Sprint(table.Binary(code).Cells[k]) {
						t.Fatalf("the coders' cells changed: %s", got)
					}
				}
			}
		}
		forth, back := l.Drift("1", "2"), l.Drift("2", "1")
		for i := range forth {
			if forth[i].Gained != back[i].Lost || forth[i].Lost != back[i].Gained || forth[i].Kept != back[i].Kept || forth[i].Same != back[i].Same {
				t.Fatalf("%+v\n%+v", forth[i], back[i])
			}
		}
	})
}
