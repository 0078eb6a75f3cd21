package compare_test

import (
	"context"
	"fmt"

	"github.com/smekit/smekit/measures/compare"
	"github.com/smekit/smekit/measures/moments"
)

func Example() {
	table := moments.NewFrame(9).
		Text("role", []string{"leader", "leader", "leader", "leader", "staff", "staff", "staff", "staff", "staff"}).
		Numeric("score", []float64{75, 60, 80, 70, 45, 55, 60, 50, 40})
	result, err := compare.Compute(context.Background(), table, compare.Options{Value: []string{"score"}, By: "role"})
	if err != nil {
		fmt.Println(err)
		return
	}
	t, _ := result.Find("welch_t", "score: leader-staff")
	fmt.Printf("t %.3f, df %.2f, p %.4f, n %d (%s)\n", t.Value, t.DF1, t.P, t.N, t.Method)
	for _, name := range []string{"cohen_d", "cliff_delta"} {
		e, _ := result.Find(name, "score: leader-staff")
		fmt.Printf("%s %.2f [%.2f, %.2f]\n", e.Measure, e.Value, e.Low, e.High)
	}
	shift, _ := result.Find("median_difference", "score: leader-staff")
	fmt.Printf("%s %v\n", shift.Measure, shift.Value)
	// Output:
	// t 3.833, df 6.30, p 0.0079, n 9 (Welch, Satterthwaite df)
	// cohen_d 2.60 [0.68, 4.43]
	// cliff_delta 0.95 [0.59, 0.99]
	// median_difference 20
}
