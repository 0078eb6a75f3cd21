package factor

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

const parallelSamples = 200

// parallel adds the eigenvalues of R (the scree), those of random samples, and the number of factors that stand out of
// chance [Horn1965]: the leading eigenvalues above the 95th percentile of their like in samples of uncorrelated normal
// variables of the same size. kept is that number.
func (t *table) parallel(ctx context.Context, res *estimate.Result) (kept int, err error) {
	method := fmt.Sprintf("Horn 1965, principal components, 95th percentile of %d normal samples of n=%d, seed %d", parallelSamples, t.n, t.o.Seed)
	count := t.estimate("parallel_factors", "", method)
	if t.stop != nil {
		for i := range t.k {
			of := strconv.Itoa(i + 1)
			res.Add(t.estimate("eigenvalue", of, "").Because(*t.stop), t.estimate("parallel_mean", of, method).Because(*t.stop),
				t.estimate("parallel_p95", of, method).Because(*t.stop))
		}
		res.Add(count.Because(*t.stop))
		return 0, nil
	}
	samples, err := randomRoots(ctx, t.k, t.n, parallelSamples, t.o.Seed)
	if err != nil {
		return 0, err
	}
	leading := true
	for i, root := range t.roots {
		column := make([]float64, len(samples))
		sum := 0.0
		for s := range samples {
			column[s] = samples[s][i]
			sum += column[s]
		}
		slices.Sort(column)
		of := strconv.Itoa(i + 1)
		value, mean, high := t.estimate("eigenvalue", of, "unreduced R"), t.estimate("parallel_mean", of, method), t.estimate("parallel_p95", of, method)
		value.Value, mean.Value, high.Value = root, sum/float64(len(samples)), numeric.Quantile7(column, 0.95)
		if leading = leading && root > high.Value; leading {
			kept++
		}
		res.Add(value, mean, high)
	}
	count.Value = float64(kept)
	res.Add(count)
	return kept, nil
}

// randomRoots are the eigenvalues, largest first, of the correlation matrices of samples of n rows of k independent
// normal variables. Each sample comes from its own stream of the seed.
func randomRoots(ctx context.Context, k, n, samples int, seed uint64) ([][]float64, error) {
	roots := make([][]float64, samples) // one stays nil where the decomposition failed
	var group sync.WaitGroup
	workers := max(1, min(runtime.GOMAXPROCS(0), samples/8))
	for w := range workers {
		group.Go(func() {
			for s := w; s < samples; s += workers {
				if ctx.Err() != nil {
					return
				}
				var e mat.EigenSym
				if !e.Factorize(randomCorrelations(k, n, numeric.Stream(seed, uint64(s))), false) {
					continue
				}
				roots[s] = e.Values(nil)
				slices.Reverse(roots[s])
			}
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for s, r := range roots {
		if r == nil {
			return nil, fmt.Errorf("factor: no eigenvalues of random sample %d", s)
		}
	}
	return roots, nil
}

// randomCorrelations draws the correlation matrix of n rows of k independent normal variables without the rows: their
// cross-products are A·Aᵀ with a lower triangular A of independent entries, χ of n−1, n−2, … degrees of freedom on the
// diagonal and normal below it [Bartlett1934]; with n−1 < k columns when rows are few.
func randomCorrelations(k, n int, r *rand.Rand) *mat.SymDense {
	m := min(k, n-1)
	a := make([]float64, k*m)
	for i := range k {
		row := a[i*m : i*m+m]
		length := 0.0
		for j := range min(i+1, m) {
			if i == j {
				row[j] = math.Sqrt(distuv.ChiSquared{K: float64(n - 1 - i), Src: r}.Rand())
			} else {
				row[j] = r.NormFloat64()
			}
			length += row[j] * row[j]
		}
		for j := range row {
			row[j] /= math.Sqrt(length)
		}
	}
	c := mat.NewSymDense(k, nil)
	for i := range k {
		c.SetSym(i, i, 1)
		for j := range i {
			s := 0.0
			for l := range min(j+1, m) {
				s += a[i*m+l] * a[j*m+l]
			}
			c.SetSym(j, i, s)
		}
	}
	return c
}
