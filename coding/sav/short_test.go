package sav

import "testing"

// A short name may end in half a character; where a long name replaces it, nothing is lost.
func TestShortNamesThatAreReplaced(t *testing.T) {
	a := &assembly{set: &charset{name: "UTF-8"}}
	cut := []byte("部门\xe8\x81")
	if name := a.shortName(cut, true); name != "部门" || a.set.bad != 0 {
		t.Errorf("%q, %d", name, a.set.bad)
	}
	if name := a.shortName(cut, false); name != "部门" || a.set.bad != 1 {
		t.Errorf("%q, %d", name, a.set.bad)
	}
}
