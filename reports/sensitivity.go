package reports

import (
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// conclusion is what was drawn from a score, and what each alternative makes of it.
type conclusion struct {
	key    estimate.Key
	kind   string            // band, gap, hazard, coupling
	word   string            // the main one
	other  map[string]string // by alternative: the word, empty where nothing could be concluded
	stable map[string]*estimate.Estimate
	moved  bool // by at least one alternative
}

// conclusions collects the stability rows by conclusion, and lists the alternatives in the ledger's order.
func (b *builder) conclusions() (all []*conclusion, alternatives []string) {
	at := map[string]*conclusion{}
	seen := map[string]bool{}
	for _, x := range b.keys["score.conclusion_stable"] {
		if !seen[x.own] {
			seen[x.own] = true
			alternatives = append(alternatives, x.own)
		}
		if _, hid := hidden(x.e); hid {
			continue
		}
		k := x.key.String()
		c := at[k]
		if c == nil {
			c = &conclusion{key: x.key, kind: b.kindOf(&x.key), other: map[string]string{}, stable: map[string]*estimate.Estimate{}}
			at[k] = c
			all = append(all, c)
		}
		c.stable[x.own] = x.e
		for _, n := range x.e.Notes {
			switch {
			case n.Code == "score_conclusion_same" && len(n.Args) == 1:
				c.word, c.other[x.own] = n.Args[0], n.Args[0]
			case n.Code == "score_conclusion_changed" && len(n.Args) == 2:
				c.word, c.other[x.own] = n.Args[0], n.Args[1]
			case n.Code == "score_conclusion_missing" && len(n.Args) == 1:
				c.word = n.Args[0]
			}
		}
		c.moved = c.moved || has(x.e) && x.e.Value == 0
	}
	return all, alternatives
}

var kinds = []string{"band", "gap", "hazard", "coupling"}

func (b *builder) kindOf(k *estimate.Key) string {
	for i := range b.fw.Hazards {
		if b.fw.Hazards[i].ID == k.Dim {
			return "hazard"
		}
	}
	for i := range b.fw.Coupling {
		if b.fw.Coupling[i].ID == k.Dim {
			return "coupling"
		}
	}
	if k.Dept == "" && k.Side == "" && k.Role == "" && k.Period == "" {
		return "band"
	}
	return "gap"
}

// word puts a conclusion into words.
func (c *conclusion) text(word string) table.Text {
	code := "word." + strings.ReplaceAll(word, " ", "_")
	switch {
	case c.kind == "coupling":
		if n, ok := strings.CutPrefix(word, "level "); ok {
			return noteText(estimate.Note{Code: estimate.Code("ccd_level_" + n)})
		}
	case known(code):
		return say(code)
	}
	return table.Same(word)
}

// name says what a conclusion is about.
func (b *builder) conclusionName(c *conclusion) table.Text {
	name := b.dimName(c.key.Dim)
	for i := range b.fw.Hazards {
		if b.fw.Hazards[i].ID == c.key.Dim {
			name = b.hazardName(&b.fw.Hazards[i])
		}
	}
	for i := range b.fw.Coupling {
		if b.fw.Coupling[i].ID == c.key.Dim {
			name = label(b.fw.Coupling[i].Label, c.key.Dim)
		}
	}
	for _, x := range []struct {
		value string
		name  func(string) table.Text
	}{{c.key.Role, b.levelName}, {c.key.Side, sideName}, {c.key.Period, periodName}} {
		if x.value == "" {
			continue
		}
		if first, second, ok := estimate.SplitContrast(x.value); ok && c.kind == "gap" {
			name = say("difference", name, x.name(first), x.name(second))
		} else {
			name = say("in_period", name, x.name(x.value))
		}
	}
	if len(b.study.Cases) > 1 {
		name = say("case_title", b.caseName(c.key.Case), name)
	}
	return name
}

// sensitivityTable says which conclusions stand under each coder alone, other consensus rules and other weights.
func (b *builder) sensitivityTable() (*table.Table, table.Text) {
	all, alternatives := b.conclusions()
	if len(all) == 0 {
		return nil, say("why.no_sensitivity")
	}
	t := &table.Table{Key: "sensitivity", Title: say("sensitivity.title"), Landscape: true, Columns: []table.Column{
		{Key: "conclusion", Label: say("sensitivity.conclusion"), Stub: true, Width: 40}, {Key: "source", Label: say("evidence"), Stub: true},
		{Key: "main", Label: say("sensitivity.main"), Align: table.Center}}}
	for _, a := range alternatives {
		t.Columns = append(t.Columns, table.Column{Key: a, Label: b.alternativeName(a), Align: table.Center})
	}
	summary := table.Group{Label: say("sensitivity.summary")}
	for _, source := range []string{"interview", "survey"} {
		for _, kind := range kinds {
			row := table.Row{Key: source + "/" + kind, Indent: 1, Cells: []table.Cell{table.Txt(say("kind." + kind)), table.Txt(sourceName(source)), blank()}}
			any := false
			for _, a := range alternatives {
				stable, total := 0, 0
				for _, c := range all {
					if e := c.stable[a]; c.kind == kind && c.key.Source == source && has(e) {
						total++
						stable += int(e.Value)
					}
				}
				any = any || total > 0
				row.Cells = append(row.Cells, ratio(stable, total))
			}
			if any {
				summary.Rows = append(summary.Rows, row)
			}
		}
	}
	t.Groups = append(t.Groups, summary)
	for _, kind := range kinds {
		g := table.Group{Label: say("sensitivity.moved", say("kind."+kind))}
		for _, c := range all {
			if c.kind == kind && c.moved {
				g.Rows = append(g.Rows, b.movedRow(c, alternatives))
			}
		}
		if len(g.Rows) > 0 {
			t.Groups = append(t.Groups, g)
		}
	}
	t.Notes = []table.Note{{Text: say("sensitivity.note")}}
	if n, ok := formulaNote(alternatives); ok {
		t.Notes = append(t.Notes, n)
	}
	return t, table.Text{}
}

func (b *builder) movedRow(c *conclusion, alternatives []string) table.Row {
	row := table.Row{Key: c.key.String(), Indent: 1, Cells: []table.Cell{table.Txt(b.conclusionName(c)), table.Txt(sourceName(c.key.Source)), table.Txt(c.text(c.word))}}
	for _, a := range alternatives {
		e := c.stable[a]
		switch {
		case e == nil:
			row.Cells = append(row.Cells, blank())
		case e.Empty():
			row.Cells = append(row.Cells, table.Cell{Kind: table.Missing, ID: e.ID(), Tint: -1})
		case e.Value == 1:
			x := table.Txt(table.Same("="))
			x.ID = e.ID()
			row.Cells = append(row.Cells, x)
		default:
			x := table.Txt(c.text(c.other[a]))
			x.ID, x.Level = e.ID(), table.Caution
			row.Cells = append(row.Cells, x)
		}
	}
	return row
}

// ratio shows "12/14", nothing of nothing.
func ratio(part, whole int) table.Cell {
	if whole == 0 {
		return blank()
	}
	return table.Cell{Kind: table.Composite, Tint: -1, Parts: []table.Part{{IsNum: true, Value: float64(part), Format: table.Whole},
		{Text: table.Same("/")}, {IsNum: true, Value: float64(whole), Format: table.Whole}}}
}
