package form_test

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding/form"
)

func Example() {
	wb := form.Workbook{Sheets: []form.Sheet{{
		Name: "coding",
		Columns: []form.Column{
			{Header: []string{"segment_id"}, Required: true},
			{Header: []string{"code"}, List: &form.List{Values: []string{"ME.REL", "MC.TGT"}, Free: true}},
		},
		Examples: [][]any{{form.ExampleID("en", "S001"), "ME.REL"}},
	}}}
	var b bytes.Buffer
	if err := form.Write(&b, wb); err != nil {
		fmt.Println(err)
		return
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	rows, err := f.GetRows("coding")
	fmt.Println(rows, err)
	// Output: [[segment_id code] [EXAMPLE-S001 ME.REL]] <nil>
}
