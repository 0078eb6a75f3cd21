package coding_test

import (
	"fmt"

	"github.com/smekit/smekit/coding"
)

func Example() {
	cell := coding.Pos{File: "survey/responses.xlsx", Sheet: "responses", Row: 12, Col: 28}
	p := coding.Problem{Pos: cell, Code: "out_of_range", Args: []string{"1", "5", "55"}, Suggestion: "5"}
	fmt.Println(p.Pos, p.Code, p.Args)

	r := coding.Receipt{Rows: 3, Used: 2, Rejected: []coding.ReasonCount{{Reason: p.Code, Count: 1}}}
	fmt.Println("every row accounted for:", r.Balanced())

	title := coding.Label{ZH: "协同"}
	fmt.Println(title.Or("en"))
	// Output:
	// survey/responses.xlsx!responses!AB12 out_of_range [1 5 55]
	// every row accounted for: true
	// 协同
}
