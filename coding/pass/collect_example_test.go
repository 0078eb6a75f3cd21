package pass_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/sheet"
)

func ExampleCollect() {
	text := "以前要盖一百多个章，现在一窗受理。"
	deal := &pass.Deal{Pass: "1", Slots: 1, Units: []pass.DealtUnit{{Interview: "I01", ID: "001", Text: text, Hash: pass.TextHash(text)}},
		Coders: []pass.DealtCoder{{Name: "A", Units: []int{0}}},
		Book:   pass.Book{Codes: []coding.Code{{ID: "ME.SUB", Label: coding.Label{ZH: "主体嵌入"}, Active: true}}}}
	// the coder deleted the id, and typed the label instead of the code, and a code that does not exist
	came := "interview_id,segment_id,text,code\n,," + text + ",主体嵌入；ME.SUX\n"
	book, err := sheet.Open(strings.NewReader(came), int64(len(came)), "A.csv", sheet.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := pass.Collect(context.Background(), deal, nil, []pass.Returned{{Name: "A.csv", Book: book}}, pass.CollectOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range c.Layers[0].Rows {
		fmt.Println(r.Interview, r.ID, r.Codes[0].Code)
	}
	f := c.Files[0]
	fmt.Println("in", f.In, "matched", f.Matched, "re-anchored", f.Reanchored, f.Events[0].Reason, "balanced", f.Balanced())
	for _, p := range c.Problems {
		fmt.Println(p.Pos, p.Code, p.Args, p.Suggestion)
	}
	// Output:
	// I01 001 ME.SUB
	// in 1 matched 0 re-anchored 1 id_missing balanced true
	// A.csv!2:2 collect.unknown_code [ME.SUX] ME.SUB
}
