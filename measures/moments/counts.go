package moments

import (
	"cmp"
	"slices"
)

// counter counts the distinct values of a variable until there are too many.
type counter struct {
	small [256]int32 // position+1 of the whole numbers 0..255
	at    map[float64]int32
	list  []Value
	many  bool
}

func (c *counter) add(x, w []float64) {
	if c.many {
		return
	}
	for r, v := range x {
		if v != v {
			continue
		}
		i := c.find(v)
		if i < 0 {
			c.many, c.list, c.at = true, nil, nil
			return
		}
		c.list[i].N++
		if w != nil {
			c.list[i].W += w[r]
		} else {
			c.list[i].W++
		}
	}
}

// find returns the position of a value, −1 when it is one too many.
func (c *counter) find(v float64) int32 {
	if v >= 0 && v < 256 && v == float64(uint8(v)) {
		s := &c.small[uint8(v)]
		if *s == 0 {
			if len(c.list) == MaxValues {
				return -1
			}
			c.list = append(c.list, Value{X: v})
			*s = int32(len(c.list))
		}
		return *s - 1
	}
	i, ok := c.at[v]
	if !ok {
		if len(c.list) == MaxValues {
			return -1
		}
		if c.at == nil {
			c.at = map[float64]int32{}
		}
		i = int32(len(c.list))
		c.at[v] = i
		c.list = append(c.list, Value{X: v})
	}
	return i
}

// values are the counted values in ascending order; none, but not nil, when no value was present.
func (c *counter) values() ([]Value, bool) {
	if c.many {
		return nil, true
	}
	vs := append([]Value{}, c.list...)
	slices.SortFunc(vs, func(a, b Value) int { return cmp.Compare(a.X, b.X) })
	return vs, false
}
