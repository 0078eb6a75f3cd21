package study_test

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/smekit/smekit/coding/study"
)

// Without the coders' layers a study has its other records; what layers and rulings have wrong, and decisions about them, are not
// reported.
func TestSkipCoding(t *testing.T) {
	fsys := fstest.MapFS{
		"codebook.csv":      {Data: []byte("code,dimension\nC,ME.REL\n")},
		"interviews/I1.txt": {Data: []byte("受访者：每周三开联席会。\n")},
		"coding/1/ann.csv":  {Data: []byte("interview_id,segment_id,text,code\nI1,1,one,C\nI1,2,two,WRONG\n")},
		"consensus.csv":     {Data: []byte("interview_id,segment_id,code,decision\nI1,9,C,accept\n")},
		"decisions.csv":     {Data: []byte("target,kind,action\nI1/1,segment,exclude\n")},
	}
	whole, err := study.Open(context.Background(), fsys, ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(whole.Problems) == 0 {
		t.Fatal("the layers have no problems to leave out")
	}
	files, last := 0, 0
	s, err := study.Open(context.Background(), fsys, ".", study.Options{SkipCoding: true, Progress: func(_ string, done, total int) { files, last = total, done }})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Codings) != 0 || len(s.Segments) != 0 || len(s.Consensus) != 0 {
		t.Errorf("%d codings, %d segments, %d rulings", len(s.Codings), len(s.Segments), len(s.Consensus))
	}
	if s.Codebook == nil || len(s.Transcripts) != 1 || len(s.Decisions) != 1 {
		t.Errorf("codebook %v, %d transcripts, %d decisions", s.Codebook, len(s.Transcripts), len(s.Decisions))
	}
	for _, p := range s.Problems {
		t.Errorf("problem %s %s %v", p.Pos, p.Code, p.Args)
	}
	if files != last || files != len(s.Inputs) {
		t.Errorf("%d of %d files told of, %d read", last, files, len(s.Inputs))
	}
}
