package study

// numbers numbers keys from 0 in order of appearance. Rows mostly name what the row before them named, or what followed it
// when it was met first; these two are looked at before the map is.
type numbers[K comparable] struct {
	keys []K
	at   map[K]int
	last int
}

// of is the number of a key, which is entered when it is new.
func (n *numbers[K]) of(k K) int {
	for at := n.last; at <= n.last+1 && at < len(n.keys); at++ {
		if n.keys[at] == k {
			n.last = at
			return at
		}
	}
	at, known := n.at[k]
	if !known {
		if n.at == nil {
			n.at = map[K]int{}
		}
		at = len(n.keys)
		n.at[k] = at
		n.keys = append(n.keys, k)
	}
	n.last = at
	return at
}

// withPlace makes a list of values by number long enough for a number.
func withPlace[T any](list []T, number int) []T {
	for len(list) <= number {
		var none T
		list = append(list, none)
	}
	return list
}
