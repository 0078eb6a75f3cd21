package refi

import (
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMarks(t *testing.T) {
	line := Mark("segment", "12; 13=x", "speaker", "", "period", "50%\nlater")
	if want := "smekit: segment=12%3B 13=x; period=50%25%0Alater"; line != want {
		t.Fatalf("%q, expected %q", line, want)
	}
	rest, got := Marked("要追问\n\n" + line)
	if rest != "要追问" || !maps.Equal(got, map[string]string{"segment": "12; 13=x", "period": "50%\nlater"}) {
		t.Errorf("%q %v", rest, got)
	}
	for _, s := range []string{"", "要追问", "smekit: a tool", "see smekit: a=1 there"} {
		if rest, got := Marked(s); rest != s || got != nil {
			t.Errorf("%q became %q %v", s, rest, got)
		}
	}
	if Mark("a", "") != "" {
		t.Error("a line without fields")
	}
}

func TestMarksReturn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.StringMatching(`[ a-z%;=0-9AB\n中]{1,20}`).Filter(func(s string) bool { return s[0] != ' ' && s[len(s)-1] != ' ' }).Draw(t, "v")
		_, got := Marked("memo\n" + Mark("a", v, "b", "1"))
		if got["a"] != v || got["b"] != "1" {
			t.Fatalf("%q became %q", v, got)
		}
	})
}

func TestUsers(t *testing.T) {
	for _, c := range [][3]string{{"Wang", "1", "Wang"}, {"Wang", "2", "Wang (pass 2)"}, {"王芳", "试编码", "王芳 (pass 试编码)"}, {"W (pass 2)", "1", "W (pass 2) (pass 1)"}} {
		user := UserName(c[0], c[1])
		coder, pass := CoderOf(user)
		if pass == "" {
			pass = "1"
		}
		if user != c[2] || coder != c[0] || pass != c[1] {
			t.Errorf("%v: %q is %q in pass %q", c, user, coder, pass)
		}
	}
}

func TestLists(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.StringMatching(`[a-c|%7C5;=\n ]{1,8}`), 1, 4).Draw(t, "list")
		_, fields := Marked(Mark(FieldLinkTo, "x"+List(list)+"x"))
		if got := Listed(fields[FieldLinkTo]); strings.Join(got, "\x00") != "x"+strings.Join(list, "\x00")+"x" {
			t.Fatalf("%q became %q", list, got)
		}
	})
	if Listed("") != nil || List(nil) != "" {
		t.Error("an empty list")
	}
}
