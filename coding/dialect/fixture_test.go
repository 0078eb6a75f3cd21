package dialect

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
)

var update = flag.Bool("update", false, "write the expected records of the fixtures")

// study is a codebook that some fixtures are read into.
var study = []coding.Code{
	{ID: "ME", Active: true},
	{ID: "ME.REL", Parent: "ME", Label: coding.Label{ZH: "关系嵌入", EN: "Relational embedding"}, Active: true},
	{ID: "MC", Label: coding.Label{ZH: "耦合"}, Active: true},
}

// answers are the options of fixtures that need some; a name with a suffix after # is read once more with others.
var answers = map[string]Options{
	"maxqda-undefined-code.csv":          {Codes: study},
	"atlas-windows-1252-semicolon.csv":   {Coder: "Müller"},
	"atlas-several-codes-tab.tsv":        {Coder: "Wang"},
	"taguette-no-coder.csv":              {Coder: "Wang/Li"},
	"ambiguous-codebook.csv#as":          {As: "atlas"},
	"maxqda-english.csv#as-wrong":        {As: "dedoose"},
	"unknown.csv":                        {As: "plain"},
	"plain-header-other-delimiter.csv":   {Coder: "Wang"},
	"plain-wide-chinese.csv":             {Coder: "王芳"},
	"plain-long-gbk.csv#studys-codebook": {Codes: study},
	"maxqda-english.csv#map": {Map: &Map{Name: "map.yaml",
		Columns:   []Pair{{From: "Weight score", To: "intensity"}, {From: "Color", To: "-"}, {From: "Colour", To: "memo"}, {From: "Area", To: "memmo"}},
		Codes:     []Pair{{From: "Mechanism > Coupling", To: "MC"}, {From: "Effect", To: "-"}},
		Coders:    []Pair{{From: "Li", To: "李明"}, {From: "Wang", To: ""}},
		Documents: []Pair{{From: "Interview 01.docx", To: "I1"}},
		Cases:     []Pair{{From: "County A", To: "G"}},
		Values:    []Pair{{From: "pass", To: "2"}}}},
	"plain-wide-chinese.csv#rated": {Coder: "王芳", Map: &Map{Columns: []Pair{{From: "强度评分", To: "mark"}, {From: "[C]", To: "-"}, {From: "平台", To: "-"}},
		Values: []Pair{{From: "marks", To: "intensity"}, {From: "case", To: "甲区"}}}},
	"plain-no-document.csv#map":    {Map: &Map{Layout: "plain-long", Values: []Pair{{From: "document", To: "Interview 7"}}}},
	"dedoose-code-columns.csv#map": {Map: &Map{Columns: []Pair{{From: "Code: Mechanism Weight", To: "intensity"}}}},
}

func openFile(t testing.TB, name string, data []byte, o Options) *Import {
	t.Helper()
	im, err := Open(name, bytes.NewReader(data), int64(len(data)), o)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, im)
	return im
}

// sound is what holds of every import: receipts balance, records refer to one another, and everything has words.
func sound(t testing.TB, im *Import) {
	t.Helper()
	for _, r := range append([]coding.Receipt{im.Receipt}, im.More...) {
		if !r.Balanced() {
			t.Errorf("the receipt does not balance: %+v", r)
		}
		for _, n := range r.Notes {
			if w := locale.ReceiptNote("zh", n); strings.HasPrefix(w, n.Code) {
				t.Errorf("a note without words: %s", w)
			}
		}
		for _, rc := range append(slices.Clone(r.Excluded), r.Rejected...) {
			if w := locale.Reason("en", rc.Reason); strings.HasPrefix(w, "reason.") {
				t.Errorf("a reason without words: %s", w)
			}
		}
	}
	for _, p := range im.Problems {
		if w := locale.Problem("en", p); strings.HasPrefix(w, "problem.") {
			t.Errorf("a problem without words: %s", w)
		}
	}
	for _, q := range im.Questions {
		if w := locale.ReceiptNote("en", q); strings.HasPrefix(w, q.Code) {
			t.Errorf("a question without words: %s", w)
		}
	}
	codes, interviews, segments := map[string]bool{"": true}, map[string]bool{}, map[string]bool{}
	for _, c := range im.Codes {
		if codes[c.ID] && c.ID != "" {
			t.Errorf("code %q twice", c.ID)
		}
		codes[c.ID] = true
	}
	for _, iv := range im.Interviews {
		if iv.ID == "" || interviews[strings.ToLower(iv.ID)] {
			t.Errorf("interview %q twice or without id", iv.ID)
		}
		interviews[strings.ToLower(iv.ID)] = true
	}
	for _, s := range im.Segments {
		if s.ID == "" || s.Text == "" || segments[s.Interview+"\x00"+s.ID] {
			t.Errorf("segment %q of %q twice, or empty", s.ID, s.Interview)
		}
		segments[s.Interview+"\x00"+s.ID] = true
	}
	if len(im.Attrs) != len(im.Codings) {
		t.Errorf("%d attributes of %d codings", len(im.Attrs), len(im.Codings))
	}
	for _, c := range im.Codings {
		if !codes[c.Code] || !interviews[strings.ToLower(c.Interview)] || !segments[c.Interview+"\x00"+c.Segment] || c.Coder == "" || strings.ContainsAny(c.Coder, `/\`) || c.Pass == "" {
			t.Errorf("a coding that leads nowhere: %+v", c)
		}
	}
}

// dump writes an import for comparison.
func dump(im *Import) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("layout %s (%s)", im.Layout, im.Tool)
	for _, c := range im.Cases {
		line("case %s %q%s", c.ID, c.Name, attrs(c.Attrs))
	}
	for _, iv := range im.Interviews {
		line("interview %s case=%s%s", iv.ID, iv.Case, attrs(iv.Attrs))
	}
	for _, c := range im.Codes {
		line("code %s parent=%s label=%s definition=%q active=%v", c.ID, c.Parent, c.Label.Or("zh"), c.Definition, c.Active)
	}
	texts := map[string]string{}
	for _, s := range im.Segments {
		texts[s.Interview+s.ID] = s.Text
	}
	for i, c := range im.Codings {
		s := fmt.Sprintf("coding %s pass=%s %s | %s %s | %s | %q", c.Pos.Cell(), c.Pass, c.Coder, c.Interview, c.Segment, c.Code, texts[c.Interview+c.Segment])
		if c.Intensity > 0 {
			s += fmt.Sprintf(" intensity=%d", c.Intensity)
		}
		if c.To > 0 {
			s += fmt.Sprintf(" %d-%d", c.From, c.To)
		}
		if c.Memo != "" {
			s += fmt.Sprintf(" memo=%q", c.Memo)
		}
		line("%s%s", s, attrs(im.Attrs[i]))
	}
	for _, tr := range im.Transcripts {
		line("transcript %s %q", tr.ID, tr.Text)
	}
	for _, r := range append([]coding.Receipt{im.Receipt}, im.More...) {
		line("receipt %s!%s %s rows=%d used=%d missing=%d excluded=%v rejected=%v", r.File, r.Sheet, r.What, r.Rows, r.Used, r.Missing, r.Excluded, r.Rejected)
		var uses []string
		for _, c := range r.Columns {
			uses = append(uses, c.Header+"→"+c.Field)
		}
		if len(uses) > 0 {
			line("columns %s", strings.Join(uses, ", "))
		}
		for _, n := range r.Notes {
			line("note %s", locale.ReceiptNote("en", n))
		}
	}
	for _, q := range im.Questions {
		line("question %s", locale.ReceiptNote("en", q))
	}
	for _, p := range im.Problems {
		line("problem %s", locale.ProblemLine("en", p))
	}
	return b.String()
}

func attrs(a coding.Attrs) string {
	var keys []string
	for k := range a {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	s := ""
	for _, k := range keys {
		s += fmt.Sprintf(" [%s=%s]", k, a[k])
	}
	return s
}

// fixtures lists the files of testdata, and those that are read with several options.
func fixtures(t testing.TB) []string {
	t.Helper()
	var names []string
	for _, ext := range []string{"csv", "tsv"} {
		found, err := filepath.Glob("testdata/qda/*." + ext)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			names = append(names, filepath.Base(f))
		}
	}
	for name := range answers {
		if strings.Contains(name, "#") {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

func TestFixtures(t *testing.T) {
	for _, name := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			file, _, _ := strings.Cut(name, "#")
			data, err := os.ReadFile(filepath.Join("testdata", "qda", file))
			if err != nil {
				t.Fatal(err)
			}
			im := openFile(t, file, data, answers[name])
			compare(t, name, dump(im))
		})
	}
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	golden := filepath.Join("testdata", "qda", strings.ReplaceAll(name, "#", "+")+".want")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
