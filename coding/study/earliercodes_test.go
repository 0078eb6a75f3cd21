package study_test

import (
	"context"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/study"
)

// The first pass was coded with A and B, which C replaces now, and with D, which is retired without an heir.
func TestCodesOfEarlierBooks(t *testing.T) {
	fsys := fstest.MapFS{
		"codebook.csv":     {Data: []byte("code,dimension,status,replaces\nC,ME.REL,active,A;B\nD,ME.SUB,retired,\nE,ME.SUB,active,\n")},
		"coding/1/ann.csv": {Data: []byte("interview_id,segment_id,text,code\nI1,1,one,A\nI1,1,one,B\nI1,2,two,C\nI1,2,two,A\nI1,3,three,D\nI1,4,four,E\n")},
	}
	read := func(o study.Options) (*coding.Study, string) {
		t.Helper()
		s, err := study.Open(context.Background(), fsys, ".", o)
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, c := range s.Codings {
			out += c.Segment + c.Code + " "
		}
		return s, out
	}
	s, got := read(study.Options{})
	if got != "1C 2C 4E " {
		t.Errorf("today's codes: %s", got)
	}
	codes := ""
	for _, p := range s.Problems {
		codes += fmt.Sprint(p.Pos.Cell(), " ", p.Code, "; ")
	}
	if codes != "D6 inactive_code; " {
		t.Errorf("problems: %s", codes)
	}
	s, got = read(study.Options{PassCodes: map[string][]string{"1": {"A", "B", "D", "E"}, "2": {"C", "E"}}})
	if got != "1A 1B 2C 2A 3D 4E " || len(s.Problems) != 0 {
		t.Errorf("with the codes of the pass: %s, %d problems", got, len(s.Problems))
	}
	s, got = read(study.Options{EarlierCodes: true})
	if got != "1A 1B 2C 2A 3D 4E " || len(s.Problems) != 0 {
		t.Errorf("as they were given: %s, %d problems", got, len(s.Problems))
	}
}
