package reliability

import (
	"fmt"
	"math/bits"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

const (
	exactSplits  = 16    // items up to which every split is tried
	randomSplits = 10000 // splits of longer scales
)

// splitHalves are the largest and smallest of 4ΣR_AB/ΣR (Guttman's lambda 4 on standardised items) over the splits of
// the items into ⌊k/2⌋ and ⌈k/2⌉ [Revelle2009]: over all of them to 16 items, above that over 10,000 random ones.
func (s *scale) splitHalves() []estimate.Estimate {
	method := "Guttman lambda 4, all splits"
	if s.k > exactSplits {
		method = fmt.Sprintf("Guttman lambda 4, %d random splits, seed %d", randomSplits, s.o.Seed)
	}
	high, low := s.estimate("split_half_max", "", method), s.estimate("split_half_min", "", method)
	stop := s.stopR
	if stop == nil && !(sum(s.r) > 1e-12*float64(s.k)) {
		n := noteNoTotal.Says()
		stop = &n
	}
	if stop != nil {
		return []estimate.Estimate{high.Because(*stop), low.Because(*stop)}
	}
	if s.k <= exactSplits {
		low.Value, high.Value = s.allSplits()
	} else {
		low.Value, high.Value = s.someSplits()
	}
	return []estimate.Estimate{high, low}
}

// allSplits walks the halves A that hold the last item in the order of a Gray code, so that one item changes sides at a
// time: ΣR_AB then changes by what that item shares with its old and its new side.
func (s *scale) allSplits() (low, high float64) {
	k := s.k
	inA := make([]bool, k)
	inA[k-1] = true
	between, size := 0.0, 1 // ΣR_AB and items in A
	for j := range k - 1 {
		between += s.r[k-1][j]
	}
	first := true
	for step := uint(1); ; step++ {
		if size == k/2 || size == (k+1)/2 {
			if first || between < low {
				low = between
			}
			if first || between > high {
				high = between
			}
			first = false
		}
		i := bits.TrailingZeros(step)
		if i >= k-1 {
			break
		}
		between += s.move(inA, i)
		if inA[i] = !inA[i]; inA[i] {
			size++
		} else {
			size--
		}
	}
	total := sum(s.r)
	return 4 * low / total, 4 * high / total
}

// move is the change of ΣR_AB when item i changes sides.
func (s *scale) move(inA []bool, i int) float64 {
	d := 0.0
	for j, r := range s.r[i] {
		switch {
		case j == i:
		case inA[j] == inA[i]:
			d += r
		default:
			d -= r
		}
	}
	return d
}

// someSplits tries random splits, each from its own stream of the seed.
func (s *scale) someSplits() (low, high float64) {
	inA := make([]bool, s.k)
	for split := range randomSplits {
		clear(inA)
		for _, i := range numeric.Stream(s.o.Seed, uint64(split)).Perm(s.k)[:s.k/2] {
			inA[i] = true
		}
		between := 0.0
		for i, row := range s.r {
			if !inA[i] {
				continue
			}
			for j, r := range row {
				if !inA[j] {
					between += r
				}
			}
		}
		if split == 0 || between < low {
			low = between
		}
		if split == 0 || between > high {
			high = between
		}
	}
	total := sum(s.r)
	return 4 * low / total, 4 * high / total
}
