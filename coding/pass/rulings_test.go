package pass_test

import (
	"fmt"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
)

// Two queues are read together: the second repeats one ruling, contradicts another, and adds a third.
func TestQueuesThatContradictEachOther(t *testing.T) {
	rule := func(file, code string, accept bool) coding.Ruling {
		return coding.Ruling{Pos: coding.Pos{File: file, Sheet: "queue", Row: 3, Col: 8}, Interview: "I1", Segment: "1", Code: code, Accept: accept}
	}
	first := []coding.Ruling{rule("a.xlsx", "X", true), rule("a.xlsx", "Y", true)}
	kept, problems := pass.WithoutContradictions(first, []coding.Ruling{rule("b.xlsx", "X", true), rule("b.xlsx", "Y", false), rule("b.xlsx", "Z", true)})
	if len(kept) != 2 || kept[0].Code != "X" || kept[1].Code != "Z" {
		t.Errorf("kept: %+v", kept)
	}
	if got := fmt.Sprint(problems); got != "[{b.xlsx!queue!H3 queue_contradiction [1 Y a.xlsx!queue!H3]  false}]" {
		t.Errorf("problems: %s", got)
	}
}
