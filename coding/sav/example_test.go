package sav_test

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/smekit/smekit/coding/sav"
)

func Example() {
	satisfied := sav.Variable{Name: "满意度", Label: "对协同的满意程度", Measure: sav.Ordinal,
		Labels:  []sav.ValueLabel{{Value: sav.Number(1), Text: "很不满意"}, {Value: sav.Number(5), Text: "很满意"}, {Value: sav.Number(9), Text: "拒答"}},
		Missing: sav.Missing{Values: []sav.Value{sav.Number(9)}}}
	file := &sav.File{Variables: []sav.Variable{{Name: "id", Width: 4}, satisfied}}
	rows := [][]sav.Value{{sav.Text("R1"), sav.Number(5)}, {sav.Text("R2"), sav.Number(9)}, {sav.Text("R3"), {Missing: true}}}
	var out bytes.Buffer
	if err := sav.Write(&out, file, slices.Values(rows), sav.WriteOptions{Compression: sav.ZLib}); err != nil {
		fmt.Println(err)
		return
	}

	r, err := sav.Open(bytes.NewReader(out.Bytes()), int64(out.Len()), "responses.zsav", sav.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	v := r.File().Variable("满意度")
	fmt.Println(v.Label, v.Measure)
	for row, err := range r.Rows() {
		if err != nil {
			fmt.Println(err)
			return
		}
		label, _ := v.LabelOf(row[1])
		fmt.Println(row[0].Str, v.Show(row[1]), label, v.UserMissing(row[1]), row[1].Missing)
	}
	// Output:
	// 对协同的满意程度 ordinal
	// R1 5 很满意 false false
	// R2 9 拒答 true false
	// R3   false true
}
