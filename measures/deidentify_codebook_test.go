package measures

import (
	"context"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/sampledata"
)

// Columns of a person's own in the codebook, such as memos, stay out of what is published.
func TestDeidentifiedCodebookWithoutMemos(t *testing.T) {
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Codebook.Codes[0].Attrs = coding.Attrs{coding.AttrMemo: "Li said so"}
	l, err := Score(context.Background(), s, ScoreOptions{Bootstrap: -1})
	if err != nil {
		t.Fatal(err)
	}
	de, err := Deidentify(context.Background(), s, Release(l, s))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range de.Study.Codebook.Codes {
		if c.Attrs != nil {
			t.Errorf("%s has %v", c.ID, c.Attrs)
		}
	}
	if s.Codebook.Codes[0].Attrs == nil {
		t.Error("the study lost its own")
	}
}
