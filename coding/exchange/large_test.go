package exchange

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/smekit/smekit/coding"
)

// A long interview with many segments and stretches takes no time to speak of.
func TestLongInterview(t *testing.T) {
	s := &coding.Study{Codebook: &coding.Codebook{Codes: []coding.Code{{ID: "a", Active: true}}},
		Interviews: []coding.Interview{{ID: "I", Consent: coding.ConsentGiven}}}
	var b strings.Builder
	n := 0
	for i := range 4000 {
		text := fmt.Sprintf("第%d段：联席会议每周开一次，大家都来，打电话13812345678也行。", i)
		id := fmt.Sprint(i)
		s.Segments = append(s.Segments, coding.Segment{Interview: "I", ID: id, Text: text})
		for _, coder := range []string{"x", "y", "z"} {
			c := coding.Coding{Pass: "1", Coder: coder, Interview: "I", Segment: id, Code: "a"}
			if coder != "x" {
				c.From, c.To = n+2, n+8
			}
			s.Codings = append(s.Codings, c)
		}
		b.WriteString(text + "\n")
		n += len([]rune(text)) + 1
	}
	s.Transcripts = []coding.Transcript{{Interview: "I", Text: b.String()}}
	begin := time.Now()
	made := Project(s, Options{})
	if d := time.Since(begin); d > 20*time.Second {
		t.Errorf("took %v", d)
	} else {
		t.Logf("took %v", d)
	}
	for i, q := range made.Project.Sources[0].Quotes() {
		if strings.Contains(q, "13812345678") || !strings.Contains(q, "段") {
			t.Fatalf("selection %d is %q", i, q)
		}
	}
	if len(made.NotFound) > 0 || made.Selections != 4000*4 { // the settled layer, x, and stretches of y and z
		t.Errorf("%d not found, %d selections", len(made.NotFound), made.Selections)
	}
}
