package pass_test

import (
	"slices"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
)

func TestTextHash(t *testing.T) {
	same := []string{"我们 开会，\n当场定（A）", "我们开会,当场定(A)", "我们　开会，\r\n当场定（Ａ）", " 我们\t开会，\u200b当场定（A）\v"}
	for _, s := range same[1:] {
		if pass.TextHash(s) != pass.TextHash(same[0]) {
			t.Errorf("%q has another hash than %q", s, same[0])
		}
	}
	for _, s := range []string{"我们开会,当场定(B)", "", "我们开会,当场"} {
		if pass.TextHash(s) == pass.TextHash(same[0]) {
			t.Errorf("%q has the hash of %q", s, same[0])
		}
	}
	// sha256sum of the empty input begins so.
	if h := pass.TextHash(" \n"); h != "e3b0c44298fc1c14" {
		t.Errorf("the hash of nothing: %s", h)
	}
}

func TestBookOf(t *testing.T) {
	s := dealable(1)
	b := pass.BookOf(s)
	if len(b.Codes) != 5 || b.Version != "1.0" || b.Codes[0].ID != "ME" || b.Codes[1].ID != "ME.SUB" || b.Codes[1].Definition != "派人进驻。" || len(b.Hash) != 64 {
		t.Errorf("the framework's dimensions: %+v", b)
	}
	codes := []coding.Code{{Pos: coding.Pos{Row: 2}, ID: "b", Active: true, Since: "9"}, {ID: "a", Active: true, Since: "10", Replaces: []string{"x", "y"}},
		{ID: "c", Since: "11"}}
	s.Codebook = &coding.Codebook{Codes: codes}
	b = pass.BookOf(s)
	if b.Version != "10" || b.Codes[0].Pos.Row != 0 || s.Codebook.Codes[0].Pos.Row != 2 {
		t.Errorf("the codebook: %+v", b)
	}
	s.Codebook = &coding.Codebook{Codes: []coding.Code{codes[2], codes[1], codes[0]}}
	if pass.BookOf(s).Hash != b.Hash {
		t.Error("sorting the rows of a codebook makes another version of it")
	}
	for name, change := range map[string]func(*coding.Code){"definition": func(c *coding.Code) { c.Definition = "d" }, "active": func(c *coding.Code) { c.Active = false },
		"replaces": func(c *coding.Code) { c.Replaces = []string{"x"} }, "text moved to the next field": func(c *coding.Code) { c.Parent, c.Dimension = "", "p" }} {
		changed := slices.Clone(codes)
		changed[1].Parent = "p"
		s.Codebook = &coding.Codebook{Codes: slices.Clone(changed)}
		before := pass.BookOf(s).Hash
		change(&changed[1])
		s.Codebook = &coding.Codebook{Codes: changed}
		if pass.BookOf(s).Hash == before {
			t.Errorf("%s changes the codebook and not its hash", name)
		}
	}
}
