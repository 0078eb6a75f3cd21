package sem

import (
	"context"
	"math"
	"runtime"
	"sync"

	"gonum.org/v1/gonum/mat"

	"github.com/smekit/smekit/measures/numeric"
)

// ordinalSample are a group's thresholds and polychoric correlations, in the order of the rows of the model's moments:
// thresholds variable by variable, then correlations (1,0), (2,0), (2,1), …; with their asymptotic covariance matrix.
type ordinalSample struct {
	n          float64
	thresholds [][]float64
	r          *mat.SymDense
	moments    []float64
	gamma      *mat.Dense // covariance matrix of √n·moments
}

// influence is what one answer contributes to a pair's correlation, by the two categories: (l − u − v)·n/A, where l is the
// derivative of ln P in ρ, A = Σ n l², and u, v carry over what the answer says about the thresholds [Muthen1984].
type influence struct {
	i, j   int
	values []float64 // category of i × categories of j
	kj     int
}

// cutInfluence is the influence of category c on the threshold t, (1{c ≤ t} − F_t)/φ(τ_t), by category and threshold.
func cutInfluence(cuts []float64) [][]float64 {
	out := make([][]float64, len(cuts)+1)
	for c := range out {
		out[c] = make([]float64, len(cuts))
		for t, tau := range cuts {
			x := -numeric.NormalLower(tau)
			if c <= t {
				x++
			}
			out[c][t] = x / normalDensity(tau)
		}
	}
	return out
}

func normalDensity(x float64) float64 { return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }

// pairInfluence computes the influence of every pair of categories on ρ̂.
func pairInfluence(i, j int, ti, tj []float64, rho float64, table [][]float64, n float64) influence {
	ki, kj := len(ti)+1, len(tj)+1
	in := influence{i: i, j: j, values: make([]float64, ki*kj), kj: kj}
	a, b := ends(ti), ends(tj)
	root := math.Sqrt((1 - rho) * (1 + rho))
	normal := numeric.NewBivariate(rho)
	density := func(x, y float64) float64 { // of the pair, which is ∂Φ₂(x, y)/∂ρ
		if math.IsInf(x, 0) || math.IsInf(y, 0) {
			return 0
		}
		return math.Exp(-(x*x-2*rho*x*y+y*y)/(2*root*root)) / (2 * math.Pi * root)
	}
	cdf := make([]float64, (ki+1)*(kj+1))   // Φ₂ at every pair of cuts
	slope := make([]float64, (ki+1)*(kj+1)) // its derivative in ρ
	da := make([]float64, (ki+1)*(kj+1))    // … in the cut of i
	db := make([]float64, (ki+1)*(kj+1))    // … in the cut of j
	for r, x := range a {
		for c, y := range b {
			at := r*(kj+1) + c
			cdf[at] = normal.CDF(x, y)
			slope[at] = density(x, y)
			if !math.IsInf(x, 0) {
				da[at] = normalDensity(x) * numeric.NormalLower((y-rho*x)/root)
			}
			if !math.IsInf(y, 0) {
				db[at] = normalDensity(y) * numeric.NormalLower((x-rho*y)/root)
			}
		}
	}
	ca, cb := make([]float64, len(ti)), make([]float64, len(tj))
	info := 0.0
	for r := range ki {
		for c := range kj {
			count := table[r][c]
			if count == 0 {
				continue
			}
			at := r*(kj+1) + c
			up := at + kj + 1
			p := cdf[up+1] - cdf[up] - cdf[at+1] + cdf[at]
			if p < 1e-7 { // the difference has lost too many digits
				p = normal.Cell(a[r], a[r+1], b[c], b[c+1])
			}
			l := (slope[up+1] - slope[up] - slope[at+1] + slope[at]) / p
			in.values[r*kj+c] = l
			info += count * l * l
			w := count * l / p
			if r < len(ti) {
				ca[r] += w * (da[up+1] - da[up])
			}
			if r > 0 {
				ca[r-1] -= w * (da[at+1] - da[at])
			}
			if c < len(tj) {
				cb[c] += w * (db[up+1] - db[at+1])
			}
			if c > 0 {
				cb[c-1] -= w * (db[up] - db[at])
			}
		}
	}
	carry := func(c, cuts []float64) []float64 {
		out := make([]float64, len(cuts)+1)
		for k, row := range cutInfluence(cuts) {
			for t, x := range row {
				out[k] += c[t] * x / n
			}
		}
		return out
	}
	u, v := carry(ca, ti), carry(cb, tj)
	for r := range ki {
		for c := range kj {
			in.values[r*kj+c] = (in.values[r*kj+c] - u[r] - v[c]) * n / info
		}
	}
	return in
}

func ends(cuts []float64) []float64 {
	out := append(make([]float64, 0, len(cuts)+2), math.Inf(-1))
	return append(append(out, cuts...), math.Inf(1))
}

// asymptotic computes Γ, the mean product of the influences of the rows, in blocks of rows.
func (s *ordinalSample) asymptotic(ctx context.Context, columns [][]int) error {
	p, n := len(columns), len(columns[0])
	type pair struct{ i, j int }
	var pairs []pair
	for i := range p {
		for j := range i {
			pairs = append(pairs, pair{i, j})
		}
	}
	influences := make([]influence, len(pairs))
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for k := w; k < len(pairs); k += workers {
				i, j := pairs[k].i, pairs[k].j
				table := make([][]float64, len(s.thresholds[i])+1)
				for r := range table {
					table[r] = make([]float64, len(s.thresholds[j])+1)
				}
				for r, c := range columns[i] {
					table[c][columns[j][r]]++
				}
				influences[k] = pairInfluence(i, j, s.thresholds[i], s.thresholds[j], s.r.At(i, j), table, float64(n))
			}
		})
	}
	group.Wait()
	cuts := make([][][]float64, p)
	nth := 0
	for i, t := range s.thresholds {
		cuts[i] = cutInfluence(t)
		nth += len(t)
	}
	m := nth + len(pairs)
	s.gamma = mat.NewDense(m, m, nil)
	z := make([][]float64, m) // influences by moment, a block of rows at a time
	const block = 512
	for k := range z {
		z[k] = make([]float64, block)
	}
	out := s.gamma.RawMatrix().Data
	for from := 0; from < n; from += block {
		if err := ctx.Err(); err != nil {
			return err
		}
		rows := min(block, n-from)
		for k := range z {
			z[k] = z[k][:rows]
		}
		at := 0
		for i := range p {
			for t := range s.thresholds[i] {
				for r, c := range columns[i][from : from+rows] {
					z[at][r] = cuts[i][c][t]
				}
				at++
			}
		}
		for k := range influences {
			in := &influences[k]
			ci, cj := columns[in.i][from:from+rows], columns[in.j][from:from+rows]
			for r := range z[at] {
				z[at][r] = in.values[ci[r]*in.kj+cj[r]]
			}
			at++
		}
		products(z, out, m)
	}
	for i := range m {
		for j := range i + 1 {
			x := out[i*m+j] / float64(n)
			out[i*m+j], out[j*m+i] = x, x
		}
	}
	return nil
}

// products adds the inner products of all pairs of rows of z to the lower triangle of out, four columns at a time, the
// rows shared out among cores.
func products(z [][]float64, out []float64, m int) {
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for i := 2 * w; i < m; i += 2 * workers {
				last := min(i+1, m-1) // a pair of rows together
				x, y := z[i], z[last]
				for j := 0; j <= last; j += 4 {
					a, b, c, d := z[j], z[min(j+1, m-1)], z[min(j+2, m-1)], z[min(j+3, m-1)]
					var s [8]float64
					s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7] = inner(x, y, a, b, c, d)
					for k := range 4 {
						if j+k <= i {
							out[i*m+j+k] += s[k]
						}
						if last > i && j+k <= last {
							out[last*m+j+k] += s[4+k]
						}
					}
				}
			}
		})
	}
	group.Wait()
}

// inner are the inner products of x and y with a, b, c, d.
func inner(x, y, a, b, c, d []float64) (xa, xb, xc, xd, ya, yb, yc, yd float64) {
	y, a, b, c, d = y[:len(x)], a[:len(x)], b[:len(x)], c[:len(x)], d[:len(x)]
	for i, u := range x {
		v := y[i]
		e, f, g, h := a[i], b[i], c[i], d[i]
		xa += u * e
		xb += u * f
		xc += u * g
		xd += u * h
		ya += v * e
		yb += v * f
		yc += v * g
		yd += v * h
	}
	return
}
