package numeric

import (
	"context"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
)

// Stream is the random stream of one replicate: it depends on the seed and the replicate alone, so that replicates may
// be computed in any order, on any number of cores.
func Stream(seed, replicate uint64) *rand.Rand {
	return rand.New(newSource(seed, replicate))
}

func newSource(seed, replicate uint64) *rand.PCG {
	p := &rand.PCG{}
	reseed(p, seed, replicate)
	return p
}

// reseed mixes both numbers into the state, so that neighbouring replicates start far apart [Steele2014].
func reseed(p *rand.PCG, seed, replicate uint64) {
	a := splitMix(seed + 0x9e3779b97f4a7c15)
	b := splitMix(replicate ^ splitMix(a))
	p.Seed(splitMix(a+b), b)
}

func splitMix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Bootstrap draws samples of units (rows, respondents, or clusters) with replacement and computes statistics of each.
//
// Each of the replicates draws units numbers from 0 to units−1 out of its own [Stream]. newStatistic is called once for
// every core and returns a function with buffers of its own; that is handed the drawn numbers and fills out, which has
// width places and comes full of NaN: what stays NaN counts as failed. It must not depend on earlier calls.
//
// The result holds a slice of replicates for each of the width statistics. A cancelled context stops it with its error.
func Bootstrap(ctx context.Context, replicates int, seed uint64, units, width int, newStatistic func() func(draw []int, out []float64)) ([][]float64, error) {
	return eachReplicate(ctx, replicates, width, func() func(int, []float64) {
		statistic := newStatistic()
		draw := make([]int, units)
		source := &rand.PCG{}
		return func(r int, out []float64) {
			reseed(source, seed, uint64(r))
			drawUnits(source, draw)
			if units > 0 {
				statistic(draw, out)
			}
		}
	})
}

// eachReplicate fills a slice of replicates for each of width statistics. Every core computes a stretch of replicates of
// its own, so that cores do not write side by side.
func eachReplicate(ctx context.Context, replicates, width int, newStatistic func() func(r int, out []float64)) ([][]float64, error) {
	replicates = max(replicates, 0)
	result := make([][]float64, width)
	for j := range result {
		result[j] = make([]float64, replicates)
	}
	if replicates == 0 || width <= 0 {
		return result, ctx.Err()
	}
	workers := max(1, min(runtime.GOMAXPROCS(0), replicates/16))
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			statistic, out := newStatistic(), make([]float64, width)
			for r := w * replicates / workers; r < (w+1)*replicates/workers; r++ {
				if ctx.Err() != nil {
					return
				}
				for j := range out {
					out[j] = math.NaN()
				}
				statistic(r, out)
				for j, x := range out {
					result[j][r] = x
				}
			}
		})
	}
	group.Wait()
	return result, ctx.Err()
}

// drawUnits fills draw with numbers below its length, two from every 64 random bits: multiply and shift, with the
// rejection that makes it exactly uniform [Lemire2019].
func drawUnits(source *rand.PCG, draw []int) {
	n := uint64(len(draw))
	if n >= 1<<32 {
		r := rand.New(source)
		for i := range draw {
			draw[i] = r.IntN(len(draw))
		}
		return
	}
	if n == 0 {
		return
	}
	threshold := (1 << 32) % n
	var bits uint64
	left := 0
	for i := range draw {
		for {
			if left == 0 {
				bits, left = source.Uint64(), 2
			}
			m := (bits & 0xffffffff) * n
			bits >>= 32
			left--
			if m&0xffffffff >= threshold {
				draw[i] = int(m >> 32)
				break
			}
		}
	}
}

// Percentile are the percentile limits of bootstrap replicates [EfronTibshirani1993] at the confidence level conf:
// quantiles of type 7 [HyndmanFan1996] at (1−conf)/2 and (1+conf)/2 of those that did not fail (are finite). failed
// counts the others; when more than a tenth failed, or none is left, the limits are NaN.
func Percentile(replicates []float64, conf float64) (low, high float64, failed int) {
	good := replicates
	for _, x := range replicates {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			failed++
		}
	}
	if failed > 0 {
		good = make([]float64, 0, len(replicates))
		for _, x := range replicates {
			if !math.IsNaN(x) && !math.IsInf(x, 0) {
				good = append(good, x)
			}
		}
	}
	if len(good) == 0 || failed*10 > len(replicates) || !(conf > 0 && conf < 1) {
		return math.NaN(), math.NaN(), failed
	}
	low, high = limits(good, conf)
	return low, high, failed
}
