package sem_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/sem"
)

// simulated draws rows of factors with k indicators each: loadings .8, .7, .6, .75, .65, …, correlations of factors r,
// unit variances; cut to points categories where points is positive.
func simulated(seed uint64, rows, factors, k int, r float64, points int) (*moments.Frame, string) {
	rnd := rand.New(rand.NewPCG(seed, 7))
	columns := make([][]float64, factors*k)
	for j := range columns {
		columns[j] = make([]float64, rows)
	}
	for i := range rows {
		common := rnd.NormFloat64()
		for f := range factors {
			eta := math.Sqrt(r)*common + math.Sqrt(1-r)*rnd.NormFloat64()
			for j := range k {
				l := simulatedLoading(j)
				x := l*eta + math.Sqrt(1-l*l)*rnd.NormFloat64()
				if points > 0 {
					x = math.Min(float64(points), math.Max(1, math.Round(x*1.1+float64(points+1)/2)))
				}
				columns[f*k+j][i] = x
			}
		}
	}
	frame := moments.NewFrame(rows)
	var text strings.Builder
	for f := range factors {
		fmt.Fprintf(&text, "F%d =~ ", f+1)
		for j := range k {
			name := fmt.Sprintf("q%d", f*k+j+1)
			frame.Numeric(name, columns[f*k+j])
			if j > 0 {
				text.WriteString(" + ")
			}
			text.WriteString(name)
		}
		text.WriteString("\n")
	}
	return frame, text.String()
}

func simulatedLoading(j int) float64 { return []float64{.8, .7, .6, .75, .65}[j%5] }

func BenchmarkCompute(b *testing.B) {
	for _, c := range []struct {
		name string
		o    sem.Options
	}{
		{"ml", sem.Options{}},
		{"mlr", sem.Options{Estimator: sem.MLR}},
		{"wlsmv", sem.Options{AllOrdered: true}},
	} {
		b.Run(c.name, func(b *testing.B) {
			frame, text := simulated(1, 2400, 5, 5, .3, 5)
			c.o.Models = model(text)
			b.ReportAllocs()
			for b.Loop() {
				compute(b, frame, c.o)
			}
		})
	}
}

// punch takes out a tenth of the answers, none of the first item of each four, on which it depends whether the others
// are missing.
func punch(t testing.TB, frame *moments.Frame, seed uint64) *moments.Frame {
	t.Helper()
	names := []string{"q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8"}
	cols, err := moments.Numbers(context.Background(), frame, names)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(seed, 99))
	out := moments.NewFrame(frame.Len())
	for j, name := range names {
		for i := range cols[j] {
			if j%4 != 0 && rnd.Float64() < map[bool]float64{true: .2, false: .06}[cols[j/4*4][i] > .5] {
				cols[j][i] = math.NaN()
			}
		}
		out.Numeric(name, cols[j])
	}
	return out
}
