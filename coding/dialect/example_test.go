package dialect_test

import (
	"fmt"
	"strings"

	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/locale"
)

func Example() {
	export := "id,document,tag,content\n" +
		"1,Interview 1.docx,Trust,We trust them.\n" +
		"2,Interview 1.docx,Power,They decide.\n"
	im, err := dialect.Open("highlights.csv", strings.NewReader(export), int64(len(export)), dialect.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range im.Problems {
		fmt.Println(locale.ProblemLine("en", p))
	}
	im, err = dialect.Open("highlights.csv", strings.NewReader(export), int64(len(export)), dialect.Options{Coder: "Wang"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(locale.ReceiptNote("en", im.Why[0]))
	for _, c := range im.Codings {
		fmt.Println(c.Coder, c.Interview, c.Code)
	}
	fmt.Println("balanced:", im.Receipt.Balanced())
	// Output:
	// highlights.csv: the file does not say who coded (2 rows): name the coder with --coder
	// recognised as Taguette by its columns id, document, tag, content
	// Wang Interview_1 Trust
	// Wang Interview_1 Power
	// balanced: true
}
