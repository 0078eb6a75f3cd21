package sheet

import "sort"

// merges are the merged areas of a sheet, met from the top down. Every cell of an area shows what stands in its top left
// cell. Areas wider than widestMerge columns are not copied to the right: they are title lines merged over the whole
// sheet. An area does not add rows below the last one of the file.
type merges struct {
	all    []area
	active []merged
	from   int // the first area not yet met
}

const widestMerge = 256

type merged struct {
	area
	cell Cell
	seen bool // its anchor was read
}

func (m *merges) add(a area) { m.all = append(m.all, a) }

func (m *merges) sort() {
	sort.SliceStable(m.all, func(i, j int) bool {
		a, b := m.all[i], m.all[j]
		if a.top != b.top {
			return a.top < b.top
		}
		return a.left < b.left
	})
}

// next is the first row after n that an area passes through below its anchor's row, 0 when there is none.
func (m *merges) next(n int) int {
	for _, a := range m.active {
		if a.seen && a.bottom > n && a.cell.Kind != Empty {
			return n + 1
		}
	}
	return 0
}

// fill copies the anchors' cells over their areas in a row. The copies stop at the column limit.
// It returns the work done beyond the row's own cells, which a file of overlapping areas could make endless.
func (m *merges) fill(row *Row, columns int) (work int64) {
	if m.from == len(m.all) && len(m.active) == 0 {
		return 0
	}
	keep := m.active[:0]
	for _, a := range m.active {
		if a.bottom >= row.Number {
			keep = append(keep, a)
		}
	}
	m.active = keep
	for m.from < len(m.all) && m.all[m.from].top <= row.Number {
		a := merged{area: m.all[m.from]}
		m.from++
		if a.bottom >= row.Number {
			m.active = append(m.active, a)
		}
	}
	for i := range m.active {
		a := &m.active[i]
		if a.top == row.Number {
			a.seen = true
			a.cell = row.Cell(a.left)
			a.cell.Merged = true
		}
	}
	for i := range m.active {
		a := &m.active[i]
		right := min(a.right, columns)
		if a.right-a.left >= widestMerge {
			right = min(right, max(a.left, len(row.Cells)))
		}
		if !a.seen || a.cell.Kind == Empty && !a.cell.Formula {
			right = min(right, len(row.Cells)) // blanks need no room
		}
		for len(row.Cells) < right {
			row.Cells = append(row.Cells, Cell{})
		}
		work += int64(max(right-a.left, 0))
		for col := a.left; col <= right; col++ {
			if row.Number == a.top && col == a.left {
				continue
			}
			if a.cell.Kind == Empty && !a.cell.Formula {
				row.Cells[col-1] = Cell{}
			} else {
				row.Cells[col-1] = a.cell
			}
		}
	}
	return work + int64(len(m.active)/8)
}
