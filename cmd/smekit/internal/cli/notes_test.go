package cli

import (
	"regexp"
	"slices"
	"testing"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures/estimate"
)

// TestNotesInChinese holds the catalogue against the notes that the families register: every note has a Chinese
// sentence that takes the same arguments, and no Chinese sentence outlives its note.
func TestNotesInChinese(t *testing.T) {
	arguments := func(template string) []string {
		places := regexp.MustCompile(`\{\d+\}`).FindAllString(template, -1)
		slices.Sort(places)
		return slices.Compact(places)
	}
	registered := map[string]bool{}
	notes := estimate.Notes()
	if len(notes) == 0 {
		t.Fatal("no note is registered")
	}
	for _, n := range notes {
		registered["note."+n.Code] = true
		places := arguments(n.Template)
		// Arguments that read as their own places show the sentence as it was written.
		chinese, ok := locale.Note(locale.Chinese, n.Code, []string{"{0}", "{1}", "{2}", "{3}", "{4}", "{5}"})
		switch {
		case !ok:
			t.Errorf("note.%s has no Chinese sentence", n.Code)
		case !slices.Equal(arguments(chinese), places):
			t.Errorf("note.%s takes %v in English and %v in Chinese", n.Code, places, arguments(chinese))
		}
	}
	for _, code := range locale.Codes("note.") {
		if !registered[code] {
			t.Errorf("%s is the Chinese of no note", code)
		}
	}
}
