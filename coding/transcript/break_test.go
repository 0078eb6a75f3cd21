package transcript

import (
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"pgregory.net/rapid"
)

func TestCutWithin(t *testing.T) {
	sentence := func(n int) string { return strings.Repeat("零", n-1) + "。" }
	for _, c := range []struct {
		name, text string
		longest    int
		sizes      []int
		broken     int
	}{
		{"short enough", sentence(100), 100, []int{100}, 0},
		{"no bound", strings.Repeat(sentence(100), 20), 0, []int{2000}, 0},
		{"below no bound", strings.Repeat(sentence(100), 20), -1, []int{2000}, 0},
		{"at sentences, the last two alike", strings.Repeat(sentence(100), 25), 800, []int{800, 800, 400, 500}, 1},
		{"no crumb is left", strings.Repeat(sentence(90), 9), 800, []int{360, 450}, 1},
		{"a line goes before a sentence", strings.Repeat(sentence(100), 6) + "\n" + strings.Repeat(sentence(100), 18), 800, []int{600, 800, 500, 500}, 1},
		{"an early line does not", sentence(100) + "\n" + strings.Repeat(sentence(100), 20), 800, []int{701, 700, 700}, 1},
		{"at a comma", strings.Repeat("零", 500) + "，" + strings.Repeat("零", 400), 800, []int{501, 400}, 1},
		{"anywhere", strings.Repeat("零", 1700), 800, []int{800, 450, 450}, 1},
		{"exactly twice", strings.Repeat("零", 1600), 800, []int{800, 800}, 1},
	} {
		units, broken, err := CutWithin(coding.Transcript{Text: c.text}, "turn", c.longest)
		if err != nil {
			t.Fatal(err)
		}
		var sizes []int
		for _, u := range units {
			sizes = append(sizes, u.To-u.From)
		}
		if !slices.Equal(sizes, c.sizes) || broken != c.broken {
			t.Errorf("%s: got %v (%d broken), want %v (%d)", c.name, sizes, broken, c.sizes, c.broken)
		}
	}
	turns := coding.Transcript{Text: strings.Repeat("零", 30) + strings.Repeat("一", 9), Turns: []coding.Turn{{Speaker: "甲", To: 30}, {Speaker: "乙", From: 30, To: 39}}}
	units, broken, err := CutWithin(turns, "turn", 20)
	if err != nil || broken != 1 || len(units) != 3 || units[1].Speaker != "甲" || units[2].From != 30 {
		t.Errorf("%+v, %d broken, %v", units, broken, err)
	}
}

// Whatever the text, pieces are within the bound, in order, and hold all that is visible.
func TestCutWithinKeepsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("零一。，！\n .a”𠮷")), 0, 200, -1).Draw(t, "text")
		longest := rapid.IntRange(1, 40).Draw(t, "longest")
		unit := rapid.SampledFrom([]string{"turn", "paragraph", "sentence"}).Draw(t, "unit")
		units, broken, err := CutWithin(coding.Transcript{Text: text}, unit, longest)
		if err != nil {
			t.Fatal(err)
		}
		whole, _ := Cut(coding.Transcript{Text: text}, unit)
		long := 0
		for _, u := range whole {
			if u.To-u.From > longest {
				long++
			}
		}
		all := []rune(text)
		var got strings.Builder
		last := 0
		for _, u := range units {
			if u.To-u.From > longest || u.From < last || u.To <= u.From || string(all[u.From:u.To]) != u.Text {
				t.Fatalf("%+v after %d", u, last)
			}
			last = u.To
			got.WriteString(u.Text)
		}
		if unblank(got.String()) != unblank(text) || broken > long {
			t.Fatalf("%q of %q, %d broken of %d", got.String(), text, broken, long)
		}
	})
}

func unblank(s string) string {
	return strings.Map(func(r rune) rune {
		if blank(r) {
			return -1
		}
		return r
	}, s)
}
