package disclosure

// margin is an equation: the total is the sum of its parts. Numbers are nodes of a lattice.
type margin struct {
	by    string // the attribute that tells the parts apart
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

// none is the level of those who have none: departments on no side, people of no department.
const none = "\x00"

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
		if t.Side = sides[place{c.Case, c.Dept}]; t.Side == "" {
			t.Side = none
		}
		add(t, "dept")
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
				l.margins = append(l.margins, margin{by: by[k], total: n})
			}
			l.margins[m].parts = append(l.margins[m].parts, i)
		}
	}
	l.remainders(t, node)
	l.of = make([][]int, len(l.unit))
	for m := range l.margins {
		for _, n := range l.margins[m].nodes() {
			l.of[n] = append(l.of[n], m)
		}
	}
	return l
}

// remainders adds the people whom no part of a margin covers, such as those of no department, who are on no side either.
// Where they are few, their mean is a subtraction away though no table shows it: they stand as a hidden unit without rows.
func (l *lattice) remainders(t *tables, node map[Cell]int) {
	for m := range l.margins {
		total := l.unit[l.margins[m].total]
		if total < 0 || t.units[total].scored < 0 || !t.units[total].subject.bounded() {
			continue
		}
		rest, people := t.units[total].scored, t.units[total].n
		for _, n := range l.margins[m].parts {
			j := l.unit[n]
			if j < 0 || t.units[j].scored < 0 && !t.units[j].zero {
				rest = 0
				break
			}
			rest -= max(0, t.units[j].scored)
			people -= max(0, t.units[j].n)
		}
		if rest <= 0 {
			continue
		}
		n := len(l.unit)
		l.unit = append(l.unit, -1)
		l.margins[m].parts = append(l.margins[m].parts, n)
		cell := t.units[total].cell
		if by := l.margins[m].by; by == "dept" && cell.Side == "" {
			cell.Side = none
			if side, ok := node[cell]; ok {
				for k := range l.margins {
					if l.margins[k].total == side && l.margins[k].by == by {
						l.margins[k].parts = append(l.margins[k].parts, n)
					}
				}
			}
		}
		if !t.few(rest) && !t.few(people) {
			continue
		}
		*cell.attribute(l.margins[m].by) = none
		l.unit[n] = len(t.units)
		l.node[len(t.units)] = n
		t.units = append(t.units, &unit{subject: t.units[total].subject, cell: cell, n: rest, scored: rest, partner: -1, twin: -1, facets: every, state: primary})
	}
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
