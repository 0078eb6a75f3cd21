package sem

import (
	"encoding/binary"
	"math"
	"sort"

	"gonum.org/v1/gonum/mat"
)

// Group is one group's data: sufficient statistics of its complete rows, and the rows where a method needs them.
type Group struct {
	N    int           // complete rows; with missing values rows with any value
	Mean []float64     // by observed variable of the model
	Cov  *mat.SymDense // divisor N
	Rows [][]float64   // columns by observed variable, NaN where missing; nil when only moments are known
}

// sample are the moments start values and fixed exogenous variables are taken from.
type sample struct {
	n    float64
	mean []float64
	cov  *mat.SymDense
}

func (g *Group) sample() sample { return sample{float64(g.N), g.Mean, g.Cov} }

// GroupOf computes the moments of columns without missing values.
func GroupOf(columns [][]float64) Group {
	p := len(columns)
	if p == 0 {
		return Group{}
	}
	g := Group{Rows: columns, Mean: make([]float64, p), Cov: mat.NewSymDense(p, nil)}
	n := len(columns[0])
	g.N = n
	centred := make([][]float64, p)
	for j, x := range columns {
		sum := 0.0
		for _, v := range x {
			sum += v - x[0]
		}
		if n > 0 {
			g.Mean[j] = x[0] + sum/float64(n)
		}
		c := make([]float64, n)
		for i, v := range x {
			c[i] = v - g.Mean[j]
		}
		centred[j] = c
		for k := range j + 1 {
			g.Cov.SetSym(j, k, dot(c, centred[k])/float64(n))
		}
	}
	return g
}

func dot(a, b []float64) float64 {
	var s0, s1, s2, s3 float64
	i := 0
	b = b[:len(a)]
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}

// complete is the single pattern of complete data.
func (g *Group) complete() []pattern {
	pt := pattern{n: float64(g.N), mean: g.Mean, cov: g.Cov}
	for j := range g.Mean {
		pt.present = append(pt.present, j)
	}
	if g.Rows != nil {
		for i := range g.N {
			pt.rows = append(pt.rows, i)
		}
	}
	return []pattern{pt}
}

// patterns groups rows by which values are present, in the order of their first rows; rows without any value are left out.
func patterns(columns [][]float64) []pattern {
	p := len(columns)
	if p == 0 {
		return nil
	}
	index := map[string]int{}
	var out []pattern
	key := make([]byte, 8*((p+63)/64))
	for i := range columns[0] {
		words := make([]uint64, (p+63)/64)
		for j := range columns {
			if x := columns[j][i]; x == x {
				words[j/64] |= 1 << (j % 64)
			}
		}
		some := uint64(0)
		for w, x := range words {
			some |= x
			binary.LittleEndian.PutUint64(key[8*w:], x)
		}
		if some == 0 {
			continue
		}
		at, ok := index[string(key)]
		if !ok {
			at = len(out)
			index[string(key)] = at
			var present []int
			for j := range columns {
				if words[j/64]&(1<<(j%64)) != 0 {
					present = append(present, j)
				}
			}
			out = append(out, pattern{present: present})
		}
		out[at].rows = append(out[at].rows, i)
	}
	for k := range out {
		pt := &out[k]
		pt.n = float64(len(pt.rows))
		sub := make([][]float64, len(pt.present))
		for a, j := range pt.present {
			sub[a] = make([]float64, len(pt.rows))
			for b, i := range pt.rows {
				sub[a][b] = columns[j][i]
			}
		}
		g := GroupOf(sub)
		pt.mean, pt.cov = g.Mean, g.Cov
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].n > out[b].n })
	return out
}

// moments of all patterns as far as they are present: available-case means and variances, the start of EM.
func available(p int, pts []pattern) (mean, variance, n []float64) {
	mean, variance, n = make([]float64, p), make([]float64, p), make([]float64, p)
	for _, pt := range pts {
		for a, j := range pt.present {
			n[j] += pt.n
			mean[j] += pt.n * pt.mean[a]
		}
	}
	for j := range mean {
		mean[j] /= n[j]
	}
	for _, pt := range pts {
		for a, j := range pt.present {
			d := pt.mean[a] - mean[j]
			variance[j] += pt.n * (pt.cov.At(a, a) + d*d)
		}
	}
	for j := range variance {
		variance[j] /= n[j]
		if math.IsNaN(variance[j]) {
			variance[j] = 0
		}
	}
	return mean, variance, n
}
