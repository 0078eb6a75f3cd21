package sav

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the files that Write makes and the descriptions of dictionaries anew")

// TestPrograms reads the files that other programs made; see testdata/README.
func TestPrograms(t *testing.T) {
	for _, c := range []struct{ file, values, dictionary string }{
		{"pspp-mixed-bytecode.sav", "pspp-mixed.csv", "pspp-mixed.txt"},
		{"pspp-mixed-uncompressed.sav", "pspp-mixed.csv", "pspp-mixed.txt"},
		{"pspp-mixed.zsav", "pspp-mixed.csv", "pspp-mixed.txt"},
		{"pspp-gbk.sav", "pspp-gbk.csv", "pspp-gbk.txt"},
		{"haven-byte.sav", "haven.csv", "haven.txt"},
		{"haven-none.sav", "haven.csv", "haven.txt"},
		{"haven.zsav", "haven.csv", "haven.txt"},
		{"big-endian.sav", "big-endian.csv", "big-endian.txt"},
		{"big-endian-bytecode.sav", "big-endian-bytecode.csv", "big-endian-bytecode.txt"},
		{"gbk-by-code-page.sav", "gbk-by-code-page.csv", "gbk-by-code-page.txt"},
		{"gbk-not-said.sav", "gbk-by-code-page.csv", "gbk-not-said.txt"},
		{"oldest.sav", "oldest.csv", "oldest.txt"},
		{"empty-last-segment.sav", "empty-last-segment.csv", "empty-last-segment.txt"},
		{"odd-records.sav", "odd-records.csv", "odd-records.txt"},
		{"sets-and-attributes.sav", "sets-and-attributes.csv", "sets-and-attributes.txt"},
		{"own-system-missing.sav", "own-system-missing.csv", "own-system-missing.txt"},
	} {
		t.Run(c.file, func(t *testing.T) {
			r := open(t, fixture(t, c.file), Limits{})
			got := describe(r.File())
			for _, n := range r.Notes() {
				got += "note " + n.Code + " " + n.Args[0] + "\n"
			}
			golden(t, c.dictionary, []byte(got))
			compare(t, r, fixture(t, c.values))
			compare(t, r, fixture(t, c.values)) // the cases can be read again
		})
	}
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(filepath.Join("testdata", name), got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := fixture(t, name); string(got) != string(want) {
		t.Errorf("%s is not as kept; now:\n%.3000q", name, got)
	}
}

func TestUserMissing(t *testing.T) {
	r := open(t, fixture(t, "pspp-mixed.zsav"), Limits{})
	income, city := r.File().Variable("income"), r.File().Variable("city")
	for _, c := range []struct {
		v    *Variable
		x    Value
		want bool
	}{
		{income, Number(-1e300), true}, {income, Number(-1), true}, {income, Number(-0.5), false}, {income, Number(151), true}, {income, Number(152), false},
		{income, Value{Num: math.NaN(), Missing: true}, false}, {city, Text("x"), true}, {city, Text("y"), false}, {city, Text(""), false},
	} {
		if got := c.v.UserMissing(c.x); got != c.want {
			t.Errorf("%s %v: %v", c.v.Name, c.x, got)
		}
	}
	if l, ok := city.LabelOf(Text("北京")); !ok || l != "首都" {
		t.Errorf("label %q", l)
	}
	if l, ok := r.File().Variable("满意度").LabelOf(Number(5)); !ok || l != "非常满意" {
		t.Errorf("label %q", l)
	}
}

// The caller's encoding counts where the file names none, and only there.
func TestEncoding(t *testing.T) {
	r := open(t, fixture(t, "gbk-not-said.sav"), Limits{Encoding: "windows-1252"})
	if got := r.File().Variables[0].Label; !strings.HasPrefix(got, "¶Ô") {
		t.Errorf("label %q", got)
	}
	if r := open(t, fixture(t, "gbk-by-code-page.sav"), Limits{Encoding: "windows-1252"}); r.File().Variables[0].Name != "满意度" {
		t.Errorf("name %q", r.File().Variables[0].Name)
	}
	for name, want := range map[string]string{"utf8": "UTF-8", "CP936": "GBK", "windows-1252": "windows-1252", "IBM850": "cp850", "Big5": "Big5",
		"Shift_JIS": "shift_jis", "ISO-8859-1": "windows-1252", "EUC-KR": "euc-kr", "GB18030": "GB18030", "UTF-16LE": "", "klingon": ""} {
		got := ""
		if c := charsetOf(name); c != nil {
			got = c.name
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// A text cut inside a character, as SPSS cuts labels, loses the part of the character alone.
func TestCutCharacter(t *testing.T) {
	c := &charset{name: "UTF-8"}
	if got := c.text([]byte("非常满\xe6\x84  ")); got != "非常满" || c.bad != 1 {
		t.Errorf("%q, %d", got, c.bad)
	}
	if got := c.text([]byte("a\xffb")); got != "a\uFFFDb" || c.bad != 2 {
		t.Errorf("%q, %d", got, c.bad)
	}
}

func TestISO(t *testing.T) {
	for _, c := range []struct {
		f    FormatType
		x    float64
		want string
	}{
		{FormatDATE, 13933900800, "2024-05-01"}, {FormatADATE, 13933935015, "2024-05-01"}, {FormatSDATE, 86400, "1582-10-15"},
		{FormatDATETIME, 13933935015.9, "2024-05-01T09:30:15"}, {FormatMOYR, 13933900800, "2024-05"}, {FormatTIME, 90061, "25:01:01"},
		{FormatDTIME, -3600, "-01:00:00"}, {FormatYMDHMS, 265621679999, "9999-12-31T23:59:59"}, {FormatDATE, 265621680000, ""}, {FormatDATE, -1, ""}, {FormatDATE, math.Inf(1), ""},
		{FormatTIME, math.NaN(), ""}, {FormatF, 5, ""}, {26, 3, ""},
	} {
		if got, ok := (Format{Type: c.f}).ISO(c.x); got != c.want || ok != (c.want != "") {
			t.Errorf("%s %v: %q, want %q", c.f, c.x, got, c.want)
		}
	}
	if x, _ := Moment(13933935015); Seconds(x) != 13933935015 {
		t.Errorf("%v", x)
	}
}
