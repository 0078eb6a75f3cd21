package measures

import "testing"

// A word's code never lies on the scale, whatever the scale, and is found at once.
func TestOutside(t *testing.T) {
	taken := func(xs ...float64) map[float64]bool {
		m := map[float64]bool{}
		for _, x := range xs {
			m[x] = true
		}
		return m
	}
	for _, c := range []struct {
		lo, hi float64
		taken  map[float64]bool
		want   float64
		ok     bool
	}{
		{1, 5, nil, 99, true},
		{1, 5, taken(99, 98), 97, true},
		{1, 98, taken(99), 0, true},
		{1, 100, nil, 0, true},
		{0.5, 100, taken(0), -1, true},
		{-1e15, 5, nil, 99, true},
		{-1e15, 98, taken(99), 0, false},
		{-1e15, 100, nil, 101, true},
		{-1e15, 100.5, taken(101), 102, true},
		{-1e15, 1e15, nil, 0, false},
	} {
		if x, ok := outside(c.lo, c.hi, c.taken); ok != c.ok || ok && x != c.want {
			t.Errorf("%g to %g without %v: %g, %t, not %g, %t", c.lo, c.hi, c.taken, x, ok, c.want, c.ok)
		}
	}
}
