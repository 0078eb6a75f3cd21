package refi

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const sixLines = "Alpha one is here. Beta two stands. Gamma three lies. Delta four sits. Epsilon five runs. Zeta six ends."

// titled is a selection's place and name.
type titled struct {
	start, end int
	name       string
}

func titledProject(t *testing.T, text string, selections []titled) []byte {
	var b strings.Builder
	for i, s := range selections {
		fmt.Fprintf(&b, `<PlainTextSelection guid="%s" startPosition="%d" endPosition="%d" name="%s"><Coding guid="%s"><CodeRef targetGUID="%s"/></Coding></PlainTextSelection>`,
			GUID("", "s", fmt.Sprint(i)), s.start, s.end, s.name, GUID("", "k", fmt.Sprint(i)), GUID("", "c", ""))
	}
	return pack(t, "", "project.qde", `<Project xmlns="urn:QDA-XML:project:1.0" name="P"><CodeBook><Codes><Code guid="`+GUID("", "c", "")+`" name="A" isCodable="true"/></Codes></CodeBook><Sources><TextSource guid="`+
		GUID("", "d", "")+`" name="Talk with Ann" plainTextPath="internal://a.txt">`+b.String()+`</TextSource></Sources></Project>`, "sources/a.txt", text)
}

func TestNamesOfSelections(t *testing.T) {
	right := []titled{{0, 9, "Alpha one"}, {19, 27, "Beta two"}, {36, 47, "Gamma three"}, {54, 64, "Delta four"}, {71, 83, "Epsilon five"}, {90, 98, "Zeta six"}}
	with := func(change func(i int, n *titled)) []titled {
		out := slices.Clone(right)
		for i := range out {
			change(i, &out[i])
		}
		return out
	}
	other := func(k int) []titled {
		return with(func(i int, n *titled) {
			if i < k {
				n.name = "Different words"
			}
		})
	}
	for _, c := range []struct {
		what       string
		selections []titled
		refused    int
		meant      string // of the first refused
		labels     string // the argument of the note
	}{
		{"all fit", right, 0, "", ""},
		{"one of six differs", other(1), 1, "", ""},
		{"half differ", other(3), 3, "", ""},
		{"most names are no text", other(4), 0, "", "4"},
		{"one of two differs", other(1)[:2], 1, "", ""},
		{"a lone name that is no text", other(1)[:1], 0, "", "1"},
		{"all are shifted", with(func(i int, n *titled) { n.start, n.end = n.start+5, n.end+5 }), 6, "0–9", ""},
		{"one stands elsewhere, with other blanks", with(func(i int, n *titled) {
			if i == 1 {
				n.name = "Zeta  six ends"
			}
		}), 1, "90–103", ""},
		{"a long one is the beginning of a text elsewhere", with(func(i int, n *titled) {
			if n.name = []string{"1", "2", "3", "4", "5", "6"}[i]; i == 2 {
				n.name = "Gamma three lies. Delta xyz"
			} else if i == 0 {
				n.name = "Epsilon five runs. Zeta (cut)"
			}
		}), 2, "", "4"},
		{"dates", with(func(i int, n *titled) { n.name = "2024-05-0" + fmt.Sprint(i) }), 0, "", "6"},
		{"running numbers", with(func(i int, n *titled) { n.name = fmt.Sprint(i + 1) }), 0, "", "6"},
		{"the source's name", with(func(i int, n *titled) { n.name = "Talk with Ann" }), 0, "", "6"},
	} {
		p, problems := read(t, titledProject(t, sixLines+" On 2024-05-03 at 1, 2 and 3: Talk with Ann.", c.selections), Options{})
		refused, meant := 0, ""
		for _, p := range problems {
			if p.Code == "refi_text_differs" {
				if refused++; refused == 1 {
					meant = p.Suggestion
				}
			}
		}
		labels := ""
		for _, n := range p.Receipt.Notes {
			if n.Code == "refi.names_are_labels" {
				labels = n.Args[0]
			}
		}
		if refused != c.refused || meant != c.meant || labels != c.labels {
			t.Errorf("%s: %d refused (%q), %q labels; expected %d (%q), %q", c.what, refused, meant, labels, c.refused, c.meant, c.labels)
		}
		if got := len(p.Sources[0].Selections); got != len(c.selections)-refused || p.Receipt.Used != got {
			t.Errorf("%s: %d selections, %d codings used", c.what, got, p.Receipt.Used)
		}
	}
}
