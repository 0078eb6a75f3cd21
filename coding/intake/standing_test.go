package intake_test

import (
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/intake"
)

// A text is written as it is: a character more would be a unit more of what is compared.
func TestTextsAreWrittenAsTheyAre(t *testing.T) {
	im := &dialect.Import{File: "p.qdpx", Layout: "refi-project", Transcripts: []dialect.Transcript{{ID: "I1", Text: "我们开会。"}}}
	d := disk{}
	p := plan(t, d, im, "1", nil)
	d.write(p)
	if got := string(d["interviews/I1.txt"]); got != "我们开会。" {
		t.Errorf("%q", got)
	}
	d["interviews/I1.txt"] = []byte("我们开会。\n") // as earlier versions wrote it
	if p = plan(t, d, im, "2", nil); p.Outputs[0].Outcome != intake.Unchanged || p.Writes() {
		t.Error(outcomes(p))
	}
}

// The text that one import brought is brought up to date only while nothing else has places in it.
func TestTextsThatOthersCountOn(t *testing.T) {
	im := &dialect.Import{File: "a.qdpx", Layout: "refi-project", Transcripts: []dialect.Transcript{{ID: "I1", Text: "我们开会。"}}}
	d := disk{}
	a := plan(t, d, im, "1", nil)
	d.write(a)
	s := framework()
	s.Transcripts = []coding.Transcript{{Pos: coding.Pos{File: "interviews/I1.txt"}, Interview: "I1", Text: "我们开会。"}}
	texts := func(earlier *intake.Record, others ...*intake.Record) string {
		m, err := intake.Context{Study: s, Read: d.read, Earlier: earlier, Others: others}.Texts()
		if err != nil {
			t.Fatal(err)
		}
		return m["I1"]
	}
	im.File, im.Transcripts[0].Text = "b.qdpx", "序。我们开会。"
	if got := texts(nil); got != "我们开会。" {
		t.Errorf("another file's spans go to %q", got)
	}
	b := plan(t, d, im, "2", nil, a.Record)
	if b.Outputs[0].Outcome != intake.Kept {
		t.Error(outcomes(b))
	}
	if got := texts(a.Record); got != "" {
		t.Errorf("its own text holds it back: %q", got)
	}
	if got := texts(a.Record, b.Record); got != "我们开会。" {
		t.Errorf("with another's places in it its spans go to %q", got)
	}
	im.File = "a.qdpx"
	if p := plan(t, d, im, "3", a.Record); p.Outputs[0].Outcome != intake.Extended {
		t.Error(outcomes(p))
	}
	if p := plan(t, d, im, "3", a.Record, b.Record); p.Outputs[0].Outcome != intake.Kept || p.Writes() {
		t.Error(outcomes(p))
	}
	s.Codings = []coding.Coding{{Pos: coding.Pos{File: "coding/1/Li.xlsx"}, Interview: "I1", From: 0, To: 2}}
	if got := texts(a.Record); got != "我们开会。" {
		t.Errorf("with a person's places in it its spans go to %q", got)
	}
}
