package pass

import "slices"

// Table holds what the coders of one pass gave: the reviewed units × coders from which agreement is computed, before
// any settling.
//
// Coders who go through units judge those that have a row of theirs. Coders who mark freely ([Spans] says how they are
// told) leave no row where they give nothing, and judge all text of the interviews in which they have a row: where any
// coder of a table marked freely, its units are the distinct stretches of all (both ends equal, whatever their ids), and
// a coder who read a stretch that another one gave a code, and has no row for it, gave it nothing. Stretches that overlap
// with other ends are different units, so that a code set a few characters apart counts as two disagreements; and no unit
// is one that everybody passed over, so that coefficients corrected for chance come out low ([OConnorJoffe2020] on units
// that coders cut themselves, [Krippendorff2019] on unitizing). Characters and matched stretches ([SpanSet]) are free of this.
type Table struct {
	Pass   string
	Coders []string   // with at least one row in the pass, sorted by bytes
	AI     []bool     // of the coders: a program
	Free   []bool     // of the coders: marked stretches freely; nil: nobody did
	Units  []TableRow // reviewed in the pass by at least one coder, in the order of the segments
	Codes  []string   // given in the pass by anybody, sorted by bytes

	consensus bool // the last column is what was settled
}

// TableRow is a unit of a table.
type TableRow struct {
	Interview, Segment string
	Given              [][]string // a coder's codes, sorted; nil: not reviewed, empty: reviewed and nothing given
	Passed             []bool     // the coder has no row here and gave nothing to this stretch of the text that they read; nil: nobody
	Place              Extent     // of a table with coders who marked freely: where the unit stands, if that is known
	Also               []string   // ids of further segments with the same stretch
	Reviewers          int        // coders who reviewed it, in passing too; a consensus column is none
	Open               []string   // codes that a consensus column leaves unresolved here, sorted
}

// Tables returns the table of each pass in which a person has a row, earliest first. Coders that are programs are left
// out; [Layers.TablesWithAI] has them.
func (l *Layers) Tables() []Table { return l.tables(false) }

// TablesWithAI returns the table of each pass with every coder, earliest first.
func (l *Layers) TablesWithAI() []Table { return l.tables(true) }

func (l *Layers) tables(ai bool) []Table {
	tables := make([]Table, len(l.passes))
	for p := range tables {
		tables[p].Pass = l.passes[p]
	}
	columns := make([][]int, len(tables)) // coder → column of the pass
	for p := range columns {
		columns[p] = make([]int, len(l.coders))
	}
	for i := range l.units {
		for _, r := range l.units[i].rows {
			if ai || !l.ai[r.coder] {
				columns[r.pass][r.coder] = 1
			}
		}
	}
	for p := range columns {
		for c, used := range columns[p] {
			if columns[p][c] = -1; used == 1 {
				columns[p][c] = len(tables[p].Coders)
				tables[p].Coders = append(tables[p].Coders, l.coders[c])
				tables[p].AI = append(tables[p].AI, l.ai[c])
			}
		}
	}
	codes := make([]map[string]bool, len(tables))
	for p := range codes {
		codes[p] = map[string]bool{}
	}
	last := make([]int, len(tables)) // unit whose row is open in the pass, counted from 1
	for i := range l.units {
		u := &l.units[i]
		for _, r := range u.rows {
			c := columns[r.pass][r.coder]
			if c < 0 {
				continue
			}
			t := &tables[r.pass]
			if last[r.pass] != i+1 {
				last[r.pass] = i + 1
				t.Units = append(t.Units, TableRow{Interview: u.interview, Segment: u.segment, Given: make([][]string, len(t.Coders))})
			}
			unit := &t.Units[len(t.Units)-1]
			if unit.Given[c] == nil {
				unit.Given[c] = []string{}
				unit.Reviewers++
			}
			if code := l.study.Codings[r.coding].Code; code != "" && !slices.Contains(unit.Given[c], code) {
				unit.Given[c] = append(unit.Given[c], code)
				codes[r.pass][code] = true
			}
		}
	}
	if l.anyStretch() {
		for p := range tables {
			l.freely(&tables[p])
		}
	}
	for p := range tables {
		for c := range codes[p] {
			tables[p].Codes = append(tables[p].Codes, c)
		}
		slices.Sort(tables[p].Codes)
		for i := range tables[p].Units {
			for _, g := range tables[p].Units[i].Given {
				slices.Sort(g)
			}
		}
	}
	return slices.DeleteFunc(tables, func(t Table) bool { return len(t.Coders) == 0 })
}

// Binary is the unit × coder table of one code.
type Binary struct {
	Code     string
	Units    []string   // interview/segment
	Clusters []string   // the units' interviews
	Coders   []string   // columns
	Cells    [][]string // [unit][coder]: "1" given, "0" reviewed and not given, "" not reviewed or left unresolved
	Both     int        // units that at least two coders reviewed: the denominator
}

// Binary returns the table of a code over the units that at least two coders reviewed; others say nothing of agreement.
func (t *Table) Binary(code string) Binary {
	b := Binary{Code: code, Coders: t.Coders}
	n := 0
	for i := range t.Units {
		if t.Units[i].Reviewers >= 2 {
			n++
		}
	}
	b.Both = n
	b.Units, b.Clusters, b.Cells = make([]string, 0, n), make([]string, 0, n), make([][]string, 0, n)
	flat := make([]string, n*len(t.Coders))
	for i := range t.Units {
		u := &t.Units[i]
		if u.Reviewers < 2 {
			continue
		}
		cells := flat[:len(t.Coders):len(t.Coders)]
		flat = flat[len(t.Coders):]
		for c, given := range u.Given {
			switch {
			case given == nil && c < len(u.Passed) && u.Passed[c]:
				cells[c] = "0"
			case given == nil:
			case slices.Contains(given, code):
				cells[c] = "1"
			case t.consensus && c == len(t.Coders)-1 && slices.Contains(u.Open, code):
			default:
				cells[c] = "0"
			}
		}
		b.Units = append(b.Units, u.Interview+"/"+u.Segment)
		b.Clusters = append(b.Clusters, u.Interview)
		b.Cells = append(b.Cells, cells)
	}
	return b
}
