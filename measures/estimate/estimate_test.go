package estimate

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestFormat(t *testing.T) {
	for want, got := range map[string]string{
		"":               FormatFloat(None) + FormatFloat(math.Inf(1)) + FormatCount(NoCount) + FormatDF(None, None),
		"0":              FormatFloat(math.Copysign(0, -1)),
		"0.1":            FormatFloat(0.1),
		"1e-07":          FormatFloat(1e-7),
		"123456789012":   FormatFloat(123456789012),
		"2;24.5":         FormatDF(2, 24.5),
		"7":              FormatCount(7),
		"n<5; below 0":   JoinNotes([]Note{NoteSmallCell.Says(5), NoteBelowZero.Says()}),
		"no_such_note":   Note{Code: "no_such_note"}.English(),
		"a 2 and {1}":    Fill("a {0} and {1}", []string{"2"}),
		"x.alpha(q1~q2)": ID("x", "alpha", "q1~q2"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64().Draw(t, "x")
		if back, err := strconv.ParseFloat(FormatFloat(x), 64); err != nil || back != x {
			t.Fatalf("%v is written %q", x, FormatFloat(x))
		}
	})
}

// An empty estimate keeps its n and its reason, and none of its numbers; notes never reach the estimate they were added to.
func TestBecauseAndWith(t *testing.T) {
	e := New("x", "alpha", "")
	e.Value, e.Low, e.P, e.N = 0.7, 0.6, 0.01, 12
	e = e.With(NoteBelowZero.Says())
	a, b := e.With(NoteConstant.Says()), e.With(NoteNoData.Says())
	if len(e.Notes) != 1 || a.Notes[1].Code != NoteConstant || b.Notes[1].Code != NoteNoData {
		t.Errorf("notes %v, %v, %v", e.Notes, a.Notes, b.Notes)
	}
	empty := e.Because(NoteTooFew.Says(2, 3))
	if !empty.Empty() || Has(empty.Low) || Has(empty.P) || empty.N != 12 || JoinNotes(empty.Notes) != "below 0; too few observations: 2, needed 3" || e.Empty() {
		t.Errorf("%+v", empty)
	}
	data, err := json.Marshal(Rows([]Estimate{empty}))
	if want := `[{"measure":"alpha","of":"","estimate":null,"se":null,"ci_low":null,"ci_high":null,"statistic":null,"df":null,"p":null,"n":12,"method":"","note":"below 0; too few observations: 2, needed 3","family":"x","id":"x.alpha()"}]`; err != nil || string(data) != want {
		t.Errorf("%s, %v", data, err)
	}
}

func TestNotesAreSorted(t *testing.T) {
	all := Notes()
	if !slices.IsSortedFunc(all, func(a, b struct{ Code, Template string }) int {
		if a.Code < b.Code {
			return -1
		}
		return 1
	}) || len(all) < 8 {
		t.Errorf("%v", all)
	}
}
