package pass_test

import (
	"fmt"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"pgregory.net/rapid"
)

func active(codes ...coding.Code) pass.Book {
	for i := range codes {
		codes[i].Active = true
	}
	return pass.Book{Codes: codes}
}

func TestCompareBooks(t *testing.T) {
	old := active(coding.Code{ID: "a", Definition: "one"}, coding.Code{ID: "b"}, coding.Code{ID: "c", Parent: "a", Label: coding.Label{EN: "C"}}, coding.Code{ID: "d"}, coding.Code{ID: "e"},
		coding.Code{ID: "f", Parent: "e", Include: "x"}, coding.Code{ID: "g"})
	for _, c := range []struct {
		name string
		new  pass.Book
		want string
	}{
		{"the same", old, "{Added:[] Removed:[] Merged:[] Split:[] Renamed:[] Redefined:[] Relabelled:[] Moved:[]}"},
		{"everything", active(coding.Code{ID: "ab", Replaces: []string{"a", "b"}}, coding.Code{ID: "c", Parent: "ab", Label: coding.Label{EN: "See"}}, coding.Code{ID: "d"},
			coding.Code{ID: "d2", Replaces: []string{"d"}}, coding.Code{ID: "ee", Replaces: []string{"e", "gone before"}}, coding.Code{ID: "f", Parent: "ee", Include: "y"}, coding.Code{ID: "h"}),
			"{Added:[h] Removed:[{Code:g Retired:false}] Merged:[{Into:ab From:[a b]}] Split:[{From:d Into:[d d2]}] Renamed:[{From:e To:ee}]" +
				" Redefined:[{Code:f Was: Edits:[{Field:include Old:x New:y}]}] Relabelled:[{Code:c Was: Edits:[{Field:label_en Old:C New:See}]}]" +
				" Moved:[{Code:c Was: Edits:[{Field:parent Old:a New:ab}]}]}"},
		{"one absorbs another", active(coding.Code{ID: "a", Definition: " one\n", Replaces: []string{"b"}}, coding.Code{ID: "c", Parent: "a", Label: coding.Label{EN: "C"}}, coding.Code{ID: "d"},
			coding.Code{ID: "e"}, coding.Code{ID: "f", Parent: "e", Include: "ｘ"}, coding.Code{ID: "g"}),
			"{Added:[] Removed:[] Merged:[{Into:a From:[a b]}] Split:[] Renamed:[] Redefined:[] Relabelled:[] Moved:[]}"},
	} {
		b := pass.CompareBooks(old, c.new)
		shown := struct {
			Added      []string
			Removed    []pass.RemovedCode
			Merged     []pass.Merger
			Split      []pass.Split
			Renamed    []pass.Rename
			Redefined  []pass.CodeEdits
			Relabelled []pass.CodeEdits
			Moved      []pass.CodeEdits
		}{b.Added, b.Removed, b.Merged, b.Split, b.Renamed, b.Redefined, b.Relabelled, b.Moved}
		if got := fmt.Sprintf("%+v", shown); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
	retired := active(coding.Code{ID: "a"}, coding.Code{ID: "b", Replaces: []string{"z"}})
	retired.Codes[0].Active = false
	if c := pass.CompareBooks(active(coding.Code{ID: "a"}, coding.Code{ID: "b", Replaces: []string{"z"}}, coding.Code{ID: "z"}), retired); fmt.Sprint(c.Removed, c.Merged) != "[{a true} {z false}] []" {
		t.Errorf("retired, and an old relation that says nothing new: %+v", c)
	}
	if c := pass.CompareBooks(pass.Book{}, pass.Book{}); !c.Empty() {
		t.Errorf("%+v", c)
	}
}

func TestBookOfPass(t *testing.T) {
	deals := []*pass.Deal{{Pass: "1", Book: pass.Book{Version: "2024"}}}
	if b, ok := pass.BookOfPass(deals, "1"); !ok || b.Version != "2024" {
		t.Error(b, ok)
	}
	if b, ok := pass.BookOfPass(deals, "2"); ok || b.Codes != nil || b.Hash != "" {
		t.Error(b, ok)
	}
}

func TestStale(t *testing.T) {
	old := active(coding.Code{ID: "a"}, coding.Code{ID: "b"}, coding.Code{ID: "c", Definition: "1", Example: "1"}, coding.Code{ID: "d"}, coding.Code{ID: "e"}, coding.Code{ID: "f"}, coding.Code{ID: "g", Example: "1"})
	new := active(coding.Code{ID: "a", Replaces: []string{"b"}}, coding.Code{ID: "c", Definition: "2", Example: "2"}, coding.Code{ID: "d1", Replaces: []string{"d"}},
		coding.Code{ID: "d2", Replaces: []string{"d"}}, coding.Code{ID: "ee", Replaces: []string{"e"}}, coding.Code{ID: "g", Example: "2"})
	s := study(given("1", "A", "s", "a", 1, 1), given("1", "A", "s", "b", 1, 1), given("1", "A", "t", "c", 1, 1), given("1", "B", "t", "d", 1, 1), given("1", "B", "t", "e", 1, 1),
		given("1", "B", "u", "f", 1, 1), given("1", "B", "u", "g", 1, 1), given("1", "B", "v", "", 0, 9), given("2", "B", "v", "f", 0, 9))
	got := ""
	changes := pass.CompareBooks(old, new)
	for _, u := range pass.Stale(s, changes, "1") {
		got += fmt.Sprint(u.Coder, u.Segment, u.Code, " ", u.Reason, u.To, u.Fields, "; ")
	}
	if want := "Asb merged[a] []; Atc redefined[c] [definition]; Btd split[d1 d2] []; Bte renamed[ee] []; Buf removed[] []; "; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if n := len(pass.Stale(s, changes, "")); n != 6 {
		t.Errorf("every pass: %d", n)
	}
	if n := len(pass.Stale(s, pass.CompareBooks(old, old), "")); n != 0 {
		t.Errorf("no change: %d", n)
	}
}

// A did three units with x in both passes, two of which carry y in the second; what B did of A's other unit then does not
// count. Units with w were done by different coders alone.
func TestInferMerges(t *testing.T) {
	old, new := active(coding.Code{ID: "x"}, coding.Code{ID: "y"}, coding.Code{ID: "w"}), active(coding.Code{ID: "y"})
	s := study(given("1", "A", "s", "x", 1, 1), given("2", "A", "s", "y", 1, 1), given("1", "A", "t", "x", 1, 1), given("2", "A", "t", "y", 1, 1),
		given("1", "A", "u", "x", 1, 1), given("2", "A", "u", "", 0, 9), given("1", "A", "v", "x", 1, 1), given("2", "B", "v", "y", 1, 1),
		given("1", "A", "o", "w", 1, 1), given("2", "B", "o", "y", 1, 1), given("1", "A", "p", "w", 1, 1), given("2", "B", "p", "y", 1, 1))
	got := fmt.Sprintf("%+v", pass.InferMerges(pass.NewLayers(s), "1", "2", old, new))
	if want := "[{From:x Into:y Units:3 Carried:2 Share:0.6666666666666666 SameCoder:true} {From:w Into:y Units:2 Carried:2 Share:1 SameCoder:false}]"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if m := pass.InferMerges(pass.NewLayers(s), "2", "1", old, new); m != nil {
		t.Errorf("nothing to infer backwards: %+v", m)
	}
}

// Added and removed change places when the books do, as long as nothing replaces anything.
func TestCompareBooksProperties(t *testing.T) {
	code := rapid.Custom(func(t *rapid.T) coding.Code {
		return coding.Code{ID: rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "id"), Definition: rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "definition"), Active: rapid.Bool().Draw(t, "active")}
	})
	books := rapid.SliceOfNDistinct(code, 0, 4, func(c coding.Code) string { return c.ID })
	rapid.Check(t, func(t *rapid.T) {
		a, b := pass.Book{Codes: books.Draw(t, "a")}, pass.Book{Codes: books.Draw(t, "b")}
		there, back := pass.CompareBooks(a, b), pass.CompareBooks(b, a)
		if len(there.Added) != len(back.Removed) || len(there.Removed) != len(back.Added) || len(there.Redefined) != len(back.Redefined) {
			t.Fatalf("%+v\n%+v", there, back)
		}
		if c := pass.CompareBooks(a, a); !c.Empty() {
			t.Fatalf("%+v", c)
		}
	})
}

func ExampleCompareBooks() {
	old := pass.Book{Version: "2024", Codes: []coding.Code{{ID: "visits", Active: true}, {ID: "meetings", Active: true}, {ID: "rules", Definition: "written", Active: true}}}
	new := pass.Book{Version: "2025", Codes: []coding.Code{{ID: "contact", Replaces: []string{"visits", "meetings"}, Active: true}, {ID: "rules", Definition: "written or agreed", Active: true}}}
	c := pass.CompareBooks(old, new)
	fmt.Println(c.Merged, c.Redefined[0].Code, c.Redefined[0].Edits[0].Field)
	// Output: [{contact [visits meetings]}] rules definition
}
