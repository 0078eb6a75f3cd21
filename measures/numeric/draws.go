package numeric

import (
	"context"
	"math/rand/v2"
	"sync"
)

// Drawn is what one replicate of a bootstrap drew: the numbers of the units drawn, each once and rising, and how often.
type Drawn struct {
	Units []int32
	Times []float64 // whole numbers
}

// Draws keeps what the replicates of a bootstrap draw, for many statistics of equally many units: the draws depend on the
// seed, the replicate and the number of units alone. The zero value is ready, and safe for use from several goroutines.
type Draws struct {
	mu   sync.Mutex
	kept map[drawsKey][]Drawn
}

type drawsKey struct {
	seed              uint64
	replicates, units int
}

// keptDraws is the number of single draws up to which they are kept, some 30 MB.
const keptDraws = 1 << 22

// of returns the draws of every replicate, nil where there are too many to keep, or nowhere to keep them.
func (d *Draws) of(replicates int, seed uint64, units int) []Drawn {
	if d == nil || replicates <= 0 || units == 0 || replicates > keptDraws/units {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	key := drawsKey{seed, replicates, units}
	if kept, ok := d.kept[key]; ok {
		return kept
	}
	all := make([]Drawn, replicates)
	drawing := newDrawing(units)
	for r := range all {
		once := drawing.replicate(seed, r)
		all[r] = Drawn{append([]int32(nil), once.Units...), append([]float64(nil), once.Times...)}
	}
	if d.kept == nil {
		d.kept = map[drawsKey][]Drawn{}
	}
	d.kept[key] = all
	return all
}

// drawing draws one replicate after the other in the same memory.
type drawing struct {
	source rand.PCG
	draw   []int
	times  []int32
	drawn  Drawn
}

func newDrawing(units int) *drawing {
	return &drawing{draw: make([]int, units), times: make([]int32, units), drawn: Drawn{make([]int32, units), make([]float64, units)}}
}

// replicate draws; the answer holds until the next call.
func (d *drawing) replicate(seed uint64, r int) Drawn {
	reseed(&d.source, seed, uint64(r))
	drawUnits(&d.source, d.draw)
	clear(d.times)
	for _, i := range d.draw {
		d.times[i]++
	}
	units, times, n := d.drawn.Units, d.drawn.Times, 0
	for i, k := range d.times { // a place is overwritten until its unit was drawn: no branch that cannot be foreseen
		units[n], times[n] = int32(i), float64(k)
		if k > 0 {
			n++
		}
	}
	return Drawn{units[:n], times[:n]}
}

// BootstrapTimes is [Bootstrap] for statistics that need no more than how often each unit was drawn. With draws, what was
// drawn is taken from there and kept there; the results are the same without.
func BootstrapTimes(ctx context.Context, draws *Draws, replicates int, seed uint64, units, width int, newStatistic func() func(drawn Drawn, out []float64)) ([][]float64, error) {
	kept := draws.of(replicates, seed, units)
	return eachReplicate(ctx, replicates, width, func() func(int, []float64) {
		statistic := newStatistic()
		var own *drawing
		if kept == nil {
			own = newDrawing(units)
		}
		return func(r int, out []float64) {
			switch {
			case units == 0:
			case kept != nil:
				statistic(kept[r], out)
			default:
				statistic(own.replicate(seed, r), out)
			}
		}
	})
}
