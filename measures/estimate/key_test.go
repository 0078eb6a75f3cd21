package estimate

import (
	"testing"

	"pgregory.net/rapid"
)

func TestKey(t *testing.T) {
	k := Key{Dim: "ME.REL", Source: "survey", Case: "G;1=|%", Role: Contrast("lead-er", "staff")}
	const want = "dim=ME.REL;source=survey;case=G%3B1%3D%7C%25;role=lead%2Der-staff|q1"
	if got := k.Of("q1"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	got, own, err := ParseKey(want)
	if err != nil || own != "q1" || got != k {
		t.Errorf("%+v, %q, %v", got, own, err)
	}
	for _, bad := range []string{"dim", "colour=red", "dim=x;;case=G"} {
		if k, _, err := ParseKey(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, k)
		}
	}
}

// Whatever stands in a key, its text is read back as the same text, and the plain values as they were.
func TestKeyReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.RuneFrom([]rune("aB1 -;=|%~前27C3D")), 0, 6, -1)
		k := Key{Dim: word.Draw(t, "dim"), Case: word.Draw(t, "case"), Dept: word.Draw(t, "dept")}
		first, second := word.Draw(t, "first"), word.Draw(t, "second")
		k.Period = Contrast(first, second)
		got, own, err := ParseKey(k.Of("own|of"))
		if err != nil || own != "own|of" {
			t.Fatalf("%q: %q, %v", k.Of("own|of"), own, err)
		}
		if got.Dim != k.Dim || got.Case != k.Case || got.Dept != k.Dept || got.String() != k.String() {
			t.Fatalf("%q came back as %+v", k.String(), got)
		}
		a, b, ok := SplitContrast(got.Period)
		if !ok || a != first || b != second {
			t.Fatalf("contrast of %q and %q came back as %q and %q", first, second, a, b)
		}
	})
}
