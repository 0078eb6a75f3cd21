package sem_test

import (
	"context"
	"fmt"

	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/sem"
)

func Example() {
	table := moments.NewFrame(8).
		Numeric("q1", []float64{1, 2, 3, 4, 5, 3, 2, 4}).
		Numeric("q2", []float64{2, 2, 3, 5, 4, 2, 1, 4}).
		Numeric("q3", []float64{2, 2, 3, 4, 5, 4, 1, 3})
	r, err := sem.Compute(context.Background(), table, sem.Options{Models: []sem.Named{{Text: "trust =~ q1 + q2 + q3"}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, of := range []string{"trust=~q1", "trust=~q2", "trust=~q3"} {
		e, _ := r.Find("loading_std", of)
		fmt.Printf("%s %.3f\n", e.Of, e.Value)
	}
	// Output:
	// trust=~q1 0.962
	// trust=~q2 0.836
	// trust=~q3 0.866
}
