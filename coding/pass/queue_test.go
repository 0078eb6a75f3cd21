package pass_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/pass"
)

// The context is led by who speaks; a speaker whose words are those of the unit is left out.
func TestQueueContext(t *testing.T) {
	s := disputed()
	text := ""
	var turns []coding.Turn
	for _, turn := range [][2]string{{"问", "Where do you sit?"}, {"P", "We sit in their hall. Since spring."}, {"问", ""}, {"P", "They sent two people."}, {"问", strings.Repeat("long ", 60)}} {
		text += turn[0] + "："
		from := utf8.RuneCountInString(text)
		text += turn[1]
		turns = append(turns, coding.Turn{Speaker: turn[0], From: from, To: utf8.RuneCountInString(text)})
		text += "\n"
	}
	s.Transcripts = []coding.Transcript{{Interview: "I1", Text: text, Turns: turns}}
	rows := pass.Queue(s, pass.Disputes(s, pass.DisputeOptions{}), "zh").Rows
	if r := rows[0]; r.Before != "问：Where do you sit?" || !strings.HasPrefix(r.After, "Since spring.\nP：They sent two people.\n问：long long ") || !strings.HasSuffix(r.After, "…") {
		t.Errorf("%q, %q", r.Before, r.After)
	}
	if r := rows[2]; r.ID != "t" || r.Before != "问：Where do you sit?\nP：We sit in their hall. Since spring." || strings.Contains(r.After, "P：") {
		t.Errorf("%q, %q", r.Before, r.After)
	}
	// The same without turns: the text as it stands, without the name that leads the unit.
	s.Transcripts[0].Turns = nil
	if r := pass.Queue(s, pass.Disputes(s, pass.DisputeOptions{}), "zh").Rows[2]; strings.HasSuffix(r.Before, "P：") || !strings.Contains(r.Before, "Since spring.") {
		t.Errorf("%q", r.Before)
	}
	// Neighbours without words are no context.
	s.Transcripts, s.Segments[1].Text = nil, " "
	if r := pass.Queue(s, pass.Disputes(s, pass.DisputeOptions{}), "zh").Rows[0]; r.After != "" {
		t.Errorf("%q", r.After)
	}
}

// Beside a question the definition is short, in each language; on the sheet of codes it is whole.
func TestQueueDefinitionIsShort(t *testing.T) {
	s := disputed()
	long := strings.Repeat("people of one office sit in another, ", 20)
	s.Codebook.Codes[0].Definition = long
	book := pass.Queue(s, pass.Disputes(s, pass.DisputeOptions{}), "en")
	first, second, _ := strings.Cut(book.Rows[0].Definition, "\n")
	if n := utf8.RuneCountInString(first); n < 120 || n > 165 || !strings.HasPrefix(first, "X: people") || !strings.HasSuffix(first, "…") || second != "Y: works together" {
		t.Errorf("%d: %q", n, book.Rows[0].Definition)
	}
	if got := book.Codes[0].Definition.Or("en"); got != long {
		t.Errorf("%q", got)
	}
}

// A queue written in the order of columns that earlier versions had is read as before.
func TestReadQueueInItsEarlierOrder(t *testing.T) {
	s := disputed()
	for _, lang := range []string{"zh", "en", "both"} {
		s.Options.Lang = lang
		book := pass.Queue(s, pass.Disputes(s, pass.DisputeOptions{}), lang)
		book.Rows[0].Decision, book.Rows[0].Intensity, book.Rows[0].Direction, book.Rows[0].Comment, book.Rows[0].Decider = "accept", 2, -1, "see p. 3", "Li"
		book.Rows[0].Reason = form.QueueReasons(lang)[2]
		book.Rows[1].Decision = "不采纳"
		w := form.Queue(book)
		now, err := pass.ReadQueue(opened(t, w), "queue.xlsx", s)
		if err != nil {
			t.Fatal(err)
		}
		var order []int
		fields := form.QueueFields(book.Coders)
		for _, f := range []string{"rank", "kind", "interview_id", "segment_id", "speaker", "before", "text", "after", "code", "confused_with", "A", "B", "definition", "decision",
			"intensity", "direction", "reason", "comment", "who"} {
			order = append(order, slices.IndexFunc(fields, func(c form.QueueField) bool { return c.Field == f }))
		}
		queue := &w.Sheets[0]
		columns := make([]form.Column, len(order))
		for i, k := range order {
			columns[i] = queue.Columns[k]
		}
		queue.Columns = columns
		for r, cells := range queue.Rows {
			moved := make([]any, len(order))
			for i, k := range order {
				moved[i] = cells[k]
			}
			queue.Rows[r] = moved
		}
		w.Sheets = slices.DeleteFunc(w.Sheets, func(s form.Sheet) bool { return !s.Hidden && s.Name != queue.Name }) // nor had it the codes
		before, err := pass.ReadQueue(opened(t, w), "queue.xlsx", s)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := said(now), said(before); a != b || before.Decided != 2 || before.Undecided != 1 || len(before.Problems) > 0 || !strings.Contains(b, "I1/s X true 2 -1") {
			t.Errorf("%s: now %s, in the earlier order %s; %+v", lang, a, b, before)
		}
	}
}

// A coder whose name is that of a column does not stand for it.
func TestReadQueueWithACoderNamedLikeAColumn(t *testing.T) {
	s := disputed()
	for i := range s.Codings {
		if s.Codings[i].Coder == "A" {
			s.Codings[i].Coder = "decision"
		}
	}
	book := pass.Queue(s, pass.Disputes(s, pass.DisputeOptions{}), "en")
	book.Rows[0].Decision = "reject"
	v, err := pass.ReadQueue(opened(t, form.Queue(book)), "queue.xlsx", s)
	if err != nil || len(v.Problems) > 0 || v.Decided != 1 || v.Undecided != 2 {
		t.Errorf("%v %+v", err, v)
	}
}
