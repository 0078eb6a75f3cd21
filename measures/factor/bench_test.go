package factor_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/smekit/smekit/measures/factor"
	"github.com/smekit/smekit/measures/moments"
)

// clustered is a table of n rows of k items in blocks of five, each block with a factor of its own and all with a common
// one.
func clustered(n, k int, seed uint64) (*moments.Frame, []string) {
	r := rand.New(rand.NewPCG(seed, 7))
	columns, names := make([][]float64, k), make([]string, k)
	for j := range columns {
		columns[j], names[j] = make([]float64, n), fmt.Sprintf("q%d", j+1)
	}
	group := make([]float64, (k+4)/5)
	for i := range n {
		common := r.NormFloat64()
		for g := range group {
			group[g] = 0.6*common + 0.8*r.NormFloat64()
		}
		for j := range columns {
			columns[j][i] = (0.5+0.05*float64(j%5))*group[j/5] + 0.7*r.NormFloat64()
		}
	}
	f := moments.NewFrame(n)
	for j, name := range names {
		f.Numeric(name, columns[j])
	}
	return f, names
}

func BenchmarkCompute(b *testing.B) {
	src, items := clustered(2400, 25, 1)
	for _, o := range []factor.Options{{}, {Factors: 5}, {Factors: 5, Extract: "ml"}, {Factors: 5, Extract: "pa"}, {Factors: 5, Rotate: "varimax"}, {Factors: 5, Rotate: "promax"}} {
		o.Items = items
		b.Run(fmt.Sprintf("%d factors %s %s", o.Factors, o.Extract, o.Rotate), func(b *testing.B) {
			for range b.N {
				compute(b, src, o)
			}
		})
	}
}
