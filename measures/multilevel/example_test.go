package multilevel_test

import (
	"context"
	"fmt"

	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/multilevel"
)

func ExampleCompute() {
	table := moments.NewFrame(9).
		Text("dept", []string{"A", "A", "A", "B", "B", "B", "C", "C", "C"}).
		Numeric("training", []float64{0, 1, 2, 0, 1, 2, 0, 1, 2}).
		Numeric("use", []float64{1, 3, 4, 3, 4, 7, 4, 7, 8})
	result, err := multilevel.Compute(context.Background(), table, multilevel.Options{Y: "use", Fixed: []string{"training"}, Group: "dept"})
	if err != nil {
		fmt.Println(err)
		return
	}
	e, _ := result.Find("fixed", "training")
	icc, _ := result.Find("icc", "")
	fmt.Printf("training %.2f (SE %.2f), ICC %.2f\n", e.Value, e.SE, icc.Value)
	fmt.Println(result.Warnings[0].English())
	// Output:
	// training 1.83 (SE 0.25), ICC 0.90
	// 3 groups, fewer than 10: variances between groups and p are unreliable, see the ICC of aggregate
}
