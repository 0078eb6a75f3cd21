package disclosure

// margin is an equation: the total is the sum of its parts. Numbers are nodes of a lattice.
type margin struct {
	total int
	parts []int
}

// lattice is one subject's cells with the margins between them. Nodes beyond the units are cells that no estimate
// describes but that margins pass through.
type lattice struct {
	unit    []int       // unit of each node, -1: none
	node    map[int]int // node of each unit
	margins []margin
	of      [][]int // margins that each node stands in
}

// dropped lists the cells of which c is a part, each with the attribute that divides it.
func dropped(c Cell, sides map[place]string) (totals []Cell, by []string) {
	add := func(t Cell, name string) {
		totals = append(totals, t)
		by = append(by, name)
	}
	if c.Period != "" {
		t := c
		t.Period = ""
		add(t, "period")
	}
	if c.Role != "" {
		t := c
		t.Role = ""
		add(t, "role")
	}
	switch {
	case c.Dept != "":
		t := c
		t.Dept = ""
		add(t, "dept")
		if side := sides[place{c.Case, c.Dept}]; side != "" {
			t.Side = side
			add(t, "dept")
		}
	case c.Side != "":
		t := c
		t.Side = ""
		add(t, "side")
	}
	if c.Case != "" && c.Dept == "" {
		t := c
		t.Case = ""
		add(t, "case")
	}
	return totals, by
}

// newLattice builds the margins of a subject's units, including the cells in between that only margins speak of.
func newLattice(t *tables, units []int) *lattice {
	l := &lattice{node: make(map[int]int, len(units))}
	node := make(map[Cell]int, len(units))
	var cells []Cell
	for _, j := range units {
		node[t.units[j].cell] = len(cells)
		l.node[j] = len(cells)
		cells = append(cells, t.units[j].cell)
		l.unit = append(l.unit, j)
	}
	type split struct {
		total int
		by    string
	}
	index := map[split]int{}
	for i := 0; i < len(cells); i++ {
		totals, by := dropped(cells[i], t.sides)
		for k, total := range totals {
			n, ok := node[total]
			if !ok {
				n = len(cells)
				node[total] = n
				cells = append(cells, total)
				l.unit = append(l.unit, -1)
			}
			key := split{n, by[k]}
			m, ok := index[key]
			if !ok {
				m = len(l.margins)
				index[key] = m
				l.margins = append(l.margins, margin{total: n})
			}
			l.margins[m].parts = append(l.margins[m].parts, i)
		}
	}
	l.of = make([][]int, len(cells))
	for m := range l.margins {
		for _, n := range l.margins[m].nodes() {
			l.of[n] = append(l.of[n], m)
		}
	}
	return l
}

// attributes counts what sets a cell apart.
func attributes(c Cell) int {
	n := 0
	for _, value := range []string{c.Case, c.Dept, c.Side, c.Role, c.Period} {
		if value != "" {
			n++
		}
	}
	return n
}

// nodes lists the total and the parts.
func (m *margin) nodes() []int { return append([]int{m.total}, m.parts...) }
