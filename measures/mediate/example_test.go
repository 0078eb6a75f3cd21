package mediate_test

import (
	"context"
	"fmt"

	"github.com/smekit/smekit/measures/mediate"
	"github.com/smekit/smekit/measures/moments"
)

func Example() {
	table := moments.NewFrame(8).
		Numeric("support", []float64{1, 2, 2, 3, 3, 4, 5, 5}).
		Numeric("trust", []float64{2, 2, 3, 3, 4, 4, 4, 5}).
		Numeric("use", []float64{1, 2, 3, 2, 4, 4, 5, 4})
	result, err := mediate.Compute(context.Background(), table, mediate.Options{X: "support", M: []string{"trust"}, Y: "use"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"a", "b", "direct", "total", "indirect"} {
		e, _ := result.Find(name, "")
		fmt.Printf("%s %.3f\n", name, e.Value)
	}
	fmt.Println(result.Warnings[0].English())
	// Output:
	// a 0.647
	// b 0.571
	// direct 0.429
	// total 0.798
	// indirect 0.370
	// association, order assumed
}
