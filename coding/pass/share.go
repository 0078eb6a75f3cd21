package pass

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
)

// drawn is a number that depends on the seed and the words alone: the same interview draws the same number whatever else
// is dealt.
func drawn(seed uint64, words ...string) uint64 {
	var c canon
	c.text(formatSeed(seed))
	c.text(words...)
	sum := sha256.Sum256(c.buf)
	return binary.BigEndian.Uint64(sum[:])
}

// drawnUnit is such a number from 0 up to 1.
func drawnUnit(seed uint64, words ...string) float64 {
	return float64(drawn(seed, words...)>>11) / (1 << 53)
}

// drawOrder sorts talks by stratum, and within by their draws. It returns their indices.
func drawOrder(talks []dealtTalk, seed uint64) []int {
	order := make([]int, len(talks))
	keys := make([]uint64, len(talks))
	for i := range talks {
		order[i] = i
		keys[i] = drawn(seed, "share", talks[i].id)
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(slices.Compare(talks[a].values, talks[b].values), cmp.Compare(keys[a], keys[b]), cmp.Compare(talks[a].id, talks[b].id))
	})
	return order
}

// shareTalks draws whole interviews for the planned overlap: systematic sampling with a random start over the interviews
// sorted by stratum and shuffled within. Sizes are counted in units: going down the list, an interview is taken when that
// brings the units taken nearer to the share of the units passed. Single interviews are then added, left out or exchanged
// while that brings the whole, or the strata, nearer to the share and neither further from it: how far the strata are is the
// sum of the units that each has too many or too few. At least one interview is taken where the share is above zero.
func shareTalks(talks []dealtTalk, order []int, share float64, seed uint64) []bool {
	taken := make([]bool, len(talks))
	total := 0
	for i := range talks {
		total += len(talks[i].units)
	}
	if share <= 0 || total == 0 {
		return taken
	}
	if share >= 1 {
		for i := range taken {
			taken[i] = true
		}
		return taken
	}
	d := &overlapDraw{talks: talks, taken: taken, goal: share * float64(total), stratum: make([]int, len(talks))}
	start := (drawnUnit(seed, "start") - 0.5) * float64(total) / float64(len(talks))
	passed := 0
	for n, i := range order {
		size := len(talks[i].units)
		passed += size
		if float64(d.units)+float64(size)/2 < share*float64(passed)+start {
			taken[i] = true
			d.units += size
		}
		if n == 0 || !slices.Equal(talks[i].values, talks[order[n-1]].values) {
			d.off = append(d.off, 0)
		}
		h := len(d.off) - 1
		d.stratum[i] = h
		d.off[h] -= share * float64(size)
		if taken[i] {
			d.off[h] += float64(size)
		}
	}
	for range min(2*len(talks), 64) {
		if !d.improve(order) {
			break
		}
	}
	if d.units == 0 {
		best := -1
		for _, i := range order {
			size := float64(len(talks[i].units))
			if size > 0 && (best < 0 || math.Abs(size-d.goal) < math.Abs(float64(len(talks[best].units))-d.goal)) {
				best = i
			}
		}
		taken[best] = true
	}
	return taken
}

// overlapDraw is a draw of interviews on the way.
type overlapDraw struct {
	talks   []dealtTalk
	taken   []bool
	units   int     // taken
	goal    float64 // units wanted
	stratum []int   // of each talk
	off     []float64
}

// leastGain is what a change must gain, so that sums of fractions that differ in their last digits alone gain nothing.
const leastGain = 1e-6

// improve makes the change that gains most, in the units by which the whole is off and by which its strata are, of those that
// make neither worse; it reports false when there is none.
func (d *overlapDraw) improve(order []int) bool {
	best, first, second := leastGain, -1, -1
	miss := math.Abs(float64(d.units) - d.goal)
	try := func(i, j int) {
		total, strata := 0, 0.0
		change := d.change(i)
		h := d.stratum[i]
		switch {
		case j < 0:
			total, strata = change, d.worse(h, change)
		case d.stratum[j] == h:
			total = change + d.change(j)
			strata = d.worse(h, total)
		default:
			total = change + d.change(j)
			strata = d.worse(h, change) + d.worse(d.stratum[j], d.change(j))
		}
		whole := math.Abs(float64(d.units+total)-d.goal) - miss
		if gain := -whole - strata; whole <= leastGain && strata <= leastGain && gain > best {
			best, first, second = gain, i, j
		}
	}
	var in, out []int
	for _, i := range order {
		switch {
		case len(d.talks[i].units) == 0:
			continue
		case d.taken[i]:
			in = append(in, i)
		default:
			out = append(out, i)
		}
		try(i, -1)
	}
	for _, i := range in {
		for _, j := range out {
			try(i, j)
		}
	}
	if first < 0 {
		return false
	}
	for _, i := range []int{first, second} {
		if i >= 0 {
			change := d.change(i)
			d.taken[i] = !d.taken[i]
			d.units += change
			d.off[d.stratum[i]] += float64(change)
		}
	}
	return true
}

// change is how many units are taken more when an interview is put in or out.
func (d *overlapDraw) change(talk int) int {
	if n := len(d.talks[talk].units); !d.taken[talk] {
		return n
	}
	return -len(d.talks[talk].units)
}

// worse is how much further from its share a stratum is after a change.
func (d *overlapDraw) worse(stratum, change int) float64 {
	return math.Abs(d.off[stratum]+float64(change)) - math.Abs(d.off[stratum])
}

// shareUnits draws single units: every 1/share-th with a random start, going through the interviews in the order given and
// through their text. At least one is taken where the share is above zero.
func shareUnits(talks []dealtTalk, order []int, share float64, seed uint64) {
	if share <= 0 {
		return
	}
	start := drawnUnit(seed, "start")
	n, taken := 0, 0
	for _, i := range order {
		for k := range talks[i].units {
			if share >= 1 || math.Floor(start+float64(n+1)*share) > math.Floor(start+float64(n)*share) {
				talks[i].units[k].Shared = true
				taken++
			}
			n++
		}
	}
	if n == 0 || taken > 0 {
		return
	}
	at := int(start * float64(n))
	for _, i := range order {
		if at < len(talks[i].units) {
			talks[i].units[at].Shared = true
			return
		}
		at -= len(talks[i].units)
	}
}
