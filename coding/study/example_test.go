package study_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/study"
)

func ExampleOpen() {
	files := fstest.MapFS{
		"survey/responses.csv": {Data: []byte("编号,部门,ME_REL_1,ME_REL_2\n1,审批局,5 非常同意,55\n2,住建局,４,99\n")},
	}
	s, err := study.Open(context.Background(), files, ".", study.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range s.Problems {
		fmt.Println(locale.ProblemLine("en", p))
	}
	r := s.Receipts[0]
	fmt.Println(r.Rows, "rows,", r.Used, "used")
	for _, n := range r.Notes {
		fmt.Println(locale.ReceiptNote("en", n))
	}
	// Output:
	// survey/responses.csv!D2: expected a whole number from 1 to 5, got "55" (did you mean 5?)
	// 2 rows, 2 used
	// department 审批局 is known from these rows alone: 1
	// answers with a label beside the number: 1
	// department 住建局 is known from these rows alone: 1
	// full-width characters read as narrow ones: 1
	// answers "99", which does not count as a value: 1
}
