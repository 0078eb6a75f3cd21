package locale_test

import (
	"fmt"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
)

func Example() {
	p := coding.Problem{
		Pos:  coding.Pos{File: "survey/responses.xlsx", Sheet: "responses", Row: 12, Col: 6},
		Code: "out_of_range", Args: []string{"1", "5", "55"}, Suggestion: "5",
	}
	fmt.Println(locale.ProblemLine("en", p))
	fmt.Println(locale.Problem("zh", p))
	r := locale.Style{Kind: locale.Bounded, Digits: 2}
	fmt.Println(locale.Number("en", -0.456, r), locale.Number("zh", -0.456, r))
	// Output:
	// survey/responses.xlsx!responses!F12: expected a whole number from 1 to 5, got "55" (did you mean 5?)
	// 应为 1 到 5 的整数，实为“55”（是否应为 5？）
	// −.46 −0.46
}
