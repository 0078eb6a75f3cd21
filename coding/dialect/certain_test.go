package dialect

import (
	"strings"
	"testing"
)

// Words that stand at several equal places are moved to none of them; where their surroundings tell, they are moved.
func TestRepeatedWordsAreNotGuessed(t *testing.T) {
	block := "Q: question?\nA: Yes.\n"
	all := strings.Repeat(block, 40)
	im := talks(t, Options{Texts: map[string]string{"Y": all}}, nil, talk("1", "Y", strings.Repeat(block, 20), "Yes."))
	if len(im.Codings) != 0 || len(im.Problems) != 1 || im.Problems[0].Code != "dialect.repeated_in_transcript" {
		t.Errorf("%+v %+v", im.Codings, im.Problems)
	}
	im = talks(t, Options{Texts: map[string]string{"Y": "A good day.\n" + all}}, nil, talk("1", "Y", "A good day.\n"+strings.Repeat(block, 20), "Yes.", "good"))
	if len(im.Codings) != 1 || im.Codings[0].From != 2 {
		t.Errorf("%+v %+v", im.Codings, im.Problems)
	}
	if got := noted(im, "dialect.not_held"); len(got) != 1 || got[0][1] != "340" {
		t.Errorf("%v", got)
	}
	im = talks(t, Options{Texts: map[string]string{"Y": "Preface. " + all}}, nil, talk("1", "Y", all, "Yes."))
	if len(im.Codings) != 1 || im.Codings[0].From != 9+strings.Index(all, "Yes.") {
		t.Errorf("%+v %+v", im.Codings, im.Problems)
	}
}

// Another interview under a name that the study has is no other state of its text.
func TestAnotherDocumentOfTheName(t *testing.T) {
	own := talk("1", "T", "In the village people fear the office; power is everything here, and we trust nobody.", "trust", "power")
	im := talks(t, Options{Texts: map[string]string{"T": "Our town has a platform on which all departments trust one another. It works well."}}, nil, own)
	if len(im.Codings)+len(im.Interviews)+len(im.Transcripts) != 0 || len(im.Problems) != 1 || im.Problems[0].Code != "dialect.other_document" {
		t.Errorf("%+v %+v %+v", im.Codings, im.Interviews, im.Problems)
	}
	if n := im.Receipt.Rejected; len(n) != 1 || n[0].Reason != "dialect.other_document" || n[0].Count != 2 {
		t.Errorf("%+v", im.Receipt)
	}
}

// A document whose name stands in the study in several texts is the one whose text it has.
func TestDocumentsByTheirText(t *testing.T) {
	a, b := "In town A we trust the office. Nothing else.", "In village B people fear; power is everything here."
	texts := map[string]string{"Interview_1_aa": a, "Interview_1_bb": b}
	for text, want := range map[string]string{a: "Interview_1_aa", b: "Interview_1_bb", b + " Thanks.": "Interview_1_bb", "Quite another talk, of money and time.": "Interview_1"} {
		im := talks(t, Options{Texts: texts}, nil, talk("1", "Interview 1", text, "e"))
		if len(im.Interviews) != 1 || im.Interviews[0].ID != want {
			t.Errorf("%q: %+v", text, im.Interviews)
		}
	}
	im := talks(t, Options{Texts: map[string]string{"Interview_1": b}}, nil, talk("1", "Interview 1", a, "trust"), talk("2", "Interview 1", b, "power"))
	if len(im.Interviews) != 2 || im.Interviews[1].ID != "Interview_1" || im.Interviews[0].ID == "Interview_1" {
		t.Errorf("%+v", im.Interviews)
	}
}

// Where a table has a column text, its column segment holds numbers.
func TestSegmentBesideText(t *testing.T) {
	im := openFile(t, "x.csv", []byte("document,segment,text,code,coder\nT,1,Alpha one,Trust,Eve\nT,2,Beta two,Trust,Eve\n"), Options{})
	if len(im.Segments) != 2 || im.Segments[0].ID != "1" || im.Segments[1].Text != "Beta two" || len(im.Problems) != 0 {
		t.Errorf("%+v %+v", im.Segments, im.Problems)
	}
	im = openFile(t, "x.csv", []byte("document,segment,code,coder\nT,Alpha one,Trust,Eve\n"), Options{})
	if len(im.Segments) != 1 || im.Segments[0].Text != "Alpha one" {
		t.Errorf("%+v %+v", im.Segments, im.Problems)
	}
}
