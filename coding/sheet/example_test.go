package sheet_test

import (
	"fmt"
	"strings"

	"github.com/smekit/smekit/coding/sheet"
)

func Example() {
	const file = "编号;得分\nR1;４\n\nR2;不清楚\n"
	book, err := sheet.Open(strings.NewReader(file), int64(len(file)), "survey/responses.csv", sheet.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer book.Close()
	for row, err := range book.Rows(book.Sheets()[0].Name) {
		if err != nil {
			fmt.Println(err)
			return
		}
		x, ok := row.Cell(2).Float()
		fmt.Println(row.Number, row.Cell(1).Text, x, ok)
	}
	for _, n := range book.Notes() {
		fmt.Println(n.Code, n.Args)
	}
	// Output:
	// 1 编号 0 false
	// 2 R1 4 true
	// 3  0 false
	// 4 R2 0 false
	// sheet.delimiter [semicolon]
}
