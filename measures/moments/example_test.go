package moments_test

import (
	"context"
	"fmt"

	"github.com/smekit/smekit/measures/moments"
)

func Example() {
	f := moments.NewFrame(4).
		Text("dept", []string{"A", "A", "B", "B"}).
		Numeric("q1", []float64{1, 3, 4, 5}).
		Numeric("q2", []float64{2, 3, 5, 5})
	m, err := f.Collect(context.Background(), moments.Plan{Variables: moments.ColumnVariables("q1", "q2"), By: []string{"dept"}, Products: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, g := range m.Groups {
		fmt.Printf("%s: n %d, mean %.1f, covariance %.1f\n", g.Key[0], g.Rows, g.Vars[0].Mean, g.Pair(0, 1).Cov())
	}
	// Output:
	// A: n 2, mean 2.0, covariance 1.0
	// B: n 2, mean 4.5, covariance 0.0
}
