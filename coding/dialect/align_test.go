package dialect

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSpansMoveWithTheText(t *testing.T) {
	for _, c := range []struct{ name, from, to, span, want string }{
		{"preface", "We trust the office. We went home.", "PREFACE. We trust the office. We went home.", "trust the office", "trust the office"},
		{"line ends", "We trust\nthe office. We went home.", "We trust the\n\noffice. We  went home.", "trust\nthe office", "trust the\n\noffice"},
		{"Chinese line ends", "我们信任\n联席会议，很有用。", "序言。我们信任联席\n会议，很有用。", "信任\n联席会议", "信任联席\n会议"},
		{"changed beside", "One two three four five six", "One TWO three four FIVE six", "three four", "three four"},
		{"changed inside", "One two three four five six", "One two 3 four five six", "two three four", ""},
		{"gone", "One. Yes. Two. Three.", "One. Two. Three.", "Yes", ""},
		{"blanks around", "One  two  three", "X One two three", "  two  ", "two"},
	} {
		a, b := []rune(c.from), []rune(c.to)
		i := len([]rune(c.from[:strings.Index(c.from, c.span)]))
		start, end, ok := align(a, b).move(i, i+len([]rune(c.span)))
		got := ""
		if ok {
			got = string(b[start:end])
		}
		if got != c.want && strings.TrimSpace(got) != c.want {
			t.Errorf("%s: %q became %q, expected %q", c.name, c.span, got, c.want)
		}
	}
}

// The same words stand at many places: surroundings decide.
func TestRepeatedWordsMoveByTheirSurroundings(t *testing.T) {
	var a, b strings.Builder
	var at, want []int
	b.WriteString("Transcribed by the office.\n")
	for i := range 400 {
		if i%7 == 3 {
			b.WriteString("I: (inaudible)\n")
		}
		line := "Q" + strconv.Itoa(i) + ": and then?\n"
		a.WriteString(line)
		b.WriteString(line)
		at, want = append(at, a.Len()), append(want, b.Len())
		a.WriteString("Yes.\n")
		b.WriteString("Yes.\n")
	}
	al := align([]rune(a.String()), []rune(b.String()))
	for i := range at {
		if start, end, ok := al.move(at[i], at[i]+4); !ok || start != want[i] || end != want[i]+4 {
			t.Fatalf("answer %d: moved to %d-%d (%t), expected %d", i, start, end, ok, want[i])
		}
	}
}

func TestAlignmentProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := []rune(rapid.StringOfN(rapid.RuneFrom([]rune("ab \n你")), 0, 300, -1).Draw(t, "a"))
		b := slices.Clone(a)
		for range rapid.IntRange(0, 4).Draw(t, "edits") {
			i := rapid.IntRange(0, len(b)).Draw(t, "at")
			j := rapid.IntRange(i, min(len(b), i+9)).Draw(t, "to")
			b = slices.Replace(b, i, j, []rune(rapid.StringOfN(rapid.RuneFrom([]rune("abc你")), 0, 9, -1).Draw(t, "with"))...)
		}
		al := align(a, b)
		endA, endB := 0, 0
		for _, s := range al.shared {
			if s.a < endA || s.b < endB {
				t.Fatalf("%v is out of order", al.shared)
			}
			if endA, endB = s.a+s.n, s.b+s.n; !slices.Equal(a[s.a:endA], b[s.b:endB]) {
				t.Fatalf("%v is not shared", s)
			}
		}
		bare := func(r []rune) string { return strings.Join(strings.Fields(string(r)), "") }
		if from := rapid.IntRange(0, len(a)).Draw(t, "from"); from < len(a) {
			to := rapid.IntRange(from+1, len(a)).Draw(t, "end")
			start, end, ok := al.move(from, to)
			if ok && bare(b[start:end]) != bare(a[from:to]) {
				t.Fatalf("%q became %q", string(a[from:to]), string(b[start:end]))
			}
			if slices.Equal(a, b) && bare(a[from:to]) != "" && (!ok || start != from || end != to) {
				t.Fatalf("%d-%d became %d-%d in the same text", from, to, start, end)
			}
		}
	})
}

func TestAlignmentOfLongTexts(t *testing.T) {
	var a, b strings.Builder
	b.WriteString("A preface.\n")
	for i := range 40000 {
		line := "Sentence number " + strconv.Itoa(i) + " of the talk is here.\n"
		a.WriteString(line)
		if i%100 == 50 {
			line = strings.ReplaceAll(line, "talk", "long talk")
		}
		b.WriteString(line)
	}
	from, to := []rune(a.String()), []rune(b.String())
	al := align(from, to)
	for _, n := range []string{"number 7 of", "number 20049 of", "number 39999 of"} {
		i := strings.Index(a.String(), n)
		start, end, ok := al.move(i, i+len(n))
		if !ok || string(to[start:end]) != n {
			t.Errorf("%s is not found: %d-%d, %t", n, start, end, ok)
		}
	}
}
