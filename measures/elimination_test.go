package measures_test

// field is the integers modulo a prime: exact elimination.
const field = 1<<31 - 1

func power(a uint64, e uint64) uint64 {
	r := uint64(1)
	for ; e > 0; e >>= 1 {
		if e&1 == 1 {
			r = r * a % field
		}
		a = a * a % field
	}
	return r
}

func over(a, b int) uint64 { return uint64(a) % field * power(uint64(b), field-2) % field }

// form is a linear combination of unknowns.
type form map[int]uint64

func (f form) add(g form, factor uint64) {
	for k, x := range g {
		if f[k] = (f[k] + x*factor) % field; f[k] == 0 {
			delete(f, k)
		}
	}
}

// known is a set of equations in echelon form.
type known struct {
	pivots map[int]int // unknown → row
	rows   []form
}

func (k *known) reduce(f form) form {
	g := form{}
	g.add(f, 1)
	for {
		at := -1
		for x := range g {
			if _, ok := k.pivots[x]; ok && (at < 0 || x < at) {
				at = x
			}
		}
		if at < 0 {
			return g
		}
		g.add(k.rows[k.pivots[at]], field-g[at])
	}
}

// learn adds an equation. Rows have no pivots below their own, so that reducing ends.
func (k *known) learn(f form) {
	g := k.reduce(f)
	if len(g) == 0 {
		return
	}
	at := -1
	for x := range g {
		if at < 0 || x < at {
			at = x
		}
	}
	h := form{}
	h.add(g, power(g[at], field-2))
	if k.pivots == nil {
		k.pivots = map[int]int{}
	}
	k.pivots[at] = len(k.rows)
	k.rows = append(k.rows, h)
}

func (k *known) tells(f form) bool { return len(f) > 0 && len(k.reduce(f)) == 0 }
