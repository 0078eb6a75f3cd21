package numeric_test

import (
	"context"
	"fmt"

	"github.com/smekit/smekit/measures/numeric"
)

func Example() {
	adjusted, err := numeric.Adjust([]float64{0.01, 0.04, 0.03}, numeric.Holm)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("Holm %.2f\n", adjusted)
	fmt.Printf("P(range of 3 means > 3.5, 20 df) = %.4f\n", numeric.TukeyUpper(3.5, 3, 20))

	values := []float64{3, 5, 4, 8, 9, 7, 6, 5}
	replicates, err := numeric.Bootstrap(context.Background(), 1000, 1, len(values), 1, func() func(draw []int, out []float64) {
		return func(draw []int, out []float64) {
			sum := 0.0
			for _, i := range draw {
				sum += values[i]
			}
			out[0] = sum / float64(len(draw))
		}
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	low, high, failed := numeric.Percentile(replicates[0], 0.95)
	fmt.Printf("limits between 4 and 8: %v, failed %d\n", 4 < low && high < 8, failed)
	// Output:
	// Holm [0.03 0.06 0.06]
	// P(range of 3 means > 3.5, 20 df) = 0.0559
	// limits between 4 and 8: true, failed 0
}
