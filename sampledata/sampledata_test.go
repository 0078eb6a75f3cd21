package sampledata_test

import (
	"context"
	"fmt"
	"io/fs"
	"testing"

	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/sampledata"
)

// TestEmbeddedSize keeps the embedded study under 1.5 MB.
func TestEmbeddedSize(t *testing.T) {
	var size int64
	err := fs.WalkDir(sampledata.Study(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if size > 1_500_000 || size < 100_000 {
		t.Errorf("the embedded study has %d bytes", size)
	}
}

// TestSampleIsWhatItSays counts what the sample promises to hold.
func TestSampleIsWhatItSays(t *testing.T) {
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := s.Blocking(); n != 0 {
		t.Errorf("%d open problems: %v", n, s.Problems)
	}
	people := map[string]bool{}
	periods, coders, passes := map[string]bool{}, map[string]bool{}, map[string]bool{}
	answered := map[[2]string]map[string]bool{}
	for i := range s.Survey.Responses {
		r := &s.Survey.Responses[i]
		if r.Excluded != "" {
			continue
		}
		people[r.Respondent], periods[r.Period] = true, true
		k := [2]string{r.Case, r.Dept}
		if answered[k] == nil {
			answered[k] = map[string]bool{}
		}
		answered[k][r.Respondent] = true
	}
	for i := range s.Codings {
		coders[s.Codings[i].Coder], passes[s.Codings[i].Pass] = true, true
	}
	perCase := map[string]int{}
	small, silent := 0, 0
	for _, d := range s.Departments {
		perCase[d.Case]++
		switch n := len(answered[[2]string{d.Case, d.ID}]); {
		case n == 0:
			silent++
		case n < 5:
			small++
		}
	}
	for what, got := range map[string][2]int{
		"cases":                      {len(s.Cases), 3},
		"departments of G":           {perCase["G"], 8},
		"departments of L":           {perCase["L"], 8},
		"departments of Q":           {perCase["Q"], 8},
		"interviews":                 {len(s.Interviews), 36},
		"coders":                     {len(coders), 3},
		"passes":                     {len(passes), 2},
		"respondents":                {len(people), 500},
		"periods":                    {len(periods), 2},
		"departments below five":     {small, 1},
		"departments without survey": {silent, 1},
		"items":                      {len(s.Survey.Items), 85},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %d, want %d", what, got[0], got[1])
		}
	}
	if n := len(s.Segments); n < 580 || n > 620 {
		t.Errorf("%d segments, want about 600", n)
	}
}

func Example() {
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(s.Cases), "cases,", len(s.Interviews), "interviews")
	// Output: 3 cases, 36 interviews
}
