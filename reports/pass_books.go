package reports

import (
	"sort"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports/table"
)

// booksTable lists how the codebook changed: since the pass before, and since this pass was dealt.
func (p *passReport) booksTable() (*table.Table, table.Text) {
	if p.changes == nil {
		return nil, p.whyNoBooks()
	}
	t := &table.Table{Key: "books", Title: tell("books.title"), Columns: []table.Column{{Key: "code", Label: tell("books.code"), Stub: true, Width: 30}, {Key: "change", Label: tell("books.change"), Align: table.Left, Width: 16}, {Key: "detail", Label: tell("books.detail"), Align: table.Left, Width: 50}}}
	for i := range p.changes.comparisons {
		c := &p.changes.comparisons[i]
		g := table.Group{Label: c.name}
		add := func(code, change string, detail table.Text) {
			row := table.Row{Key: change + "/" + code, Indent: 1, Cells: []table.Cell{table.Txt(p.codeText(code)), table.Txt(tell("change." + change)), blank()}}
			if !detail.Empty() {
				row.Cells[2] = table.Txt(detail)
			}
			g.Rows = append(g.Rows, row)
		}
		x := &c.Changes
		for _, code := range x.Added {
			add(code, "added", table.Text{})
		}
		for _, m := range x.Merged {
			add(m.Into, "merged", tell("books.of", p.codeList(m.From)))
		}
		for _, s := range x.Split {
			add(s.From, "split", tell("books.into", p.codeList(s.Into)))
		}
		for _, r := range x.Renamed {
			add(r.From, "renamed", tell("books.into", p.codeText(r.To)))
		}
		for _, r := range x.Removed {
			detail := table.Text{}
			for _, m := range c.Guessed {
				if m.From == r.Code {
					detail = tell("books.guess", p.codeText(m.Into), count(m.Carried), count(m.Units))
				}
			}
			if r.Retired {
				add(r.Code, "retired", detail)
			} else {
				add(r.Code, "removed", detail)
			}
		}
		edits := func(list []pass.CodeEdits, change string) {
			for _, e := range list {
				var fields []table.Text
				for _, f := range e.Edits {
					fields = append(fields, tell("field."+f.Field))
				}
				add(e.Code, change, join(fields, "、", ", "))
			}
		}
		edits(x.Redefined, "redefined")
		edits(x.Relabelled, "relabelled")
		edits(x.Moved, "moved")
		if len(g.Rows) == 0 {
			g.Rows = []table.Row{{Key: "none", Indent: 1, Cells: []table.Cell{table.Txt(tell("books.none")), blank(), blank()}}}
		}
		t.Groups = append(t.Groups, g)
	}
	t.Notes = []table.Note{{Text: tell("books.note")}}
	for i := range p.changes.comparisons {
		if len(p.changes.comparisons[i].Guessed) > 0 {
			t.Notes = append(t.Notes, table.Note{Text: tell("books.guess_note")})
			break
		}
	}
	return t, table.Text{}
}

// staleTable counts the codings that changes of the codebook put out of date, by code.
func (p *passReport) staleTable() (*table.Table, table.Text) {
	if p.changes == nil {
		return nil, table.Text{} // said where the changes are
	}
	t := &table.Table{Key: "stale", Title: tell("stale.title"), Columns: []table.Column{{Key: "code", Label: tell("books.code"), Stub: true, Width: 30}, {Key: "reason", Label: tell("stale.reason"), Align: table.Left},
		{Key: "to", Label: tell("stale.to"), Align: table.Left, Width: 30}, {Key: "codings", Label: tell("stale.codings"), Format: table.Whole}, {Key: "units", Label: tell("queue.units"), Format: table.Whole}, {Key: "coders", Label: tell("stale.coders"), Align: table.Left}}}
	for i := range p.changes.comparisons {
		c := &p.changes.comparisons[i]
		where := tell("stale.every_pass")
		if c.Pass != "" {
			where = p.passName(c.Pass)
		}
		g := table.Group{Label: tell("stale.group", c.name, where)}
		var codes []string
		byCode := map[string][]pass.StaleUnit{}
		for _, s := range c.Stale {
			if byCode[s.Code] == nil {
				codes = append(codes, s.Code)
			}
			byCode[s.Code] = append(byCode[s.Code], s)
		}
		sort.SliceStable(codes, func(a, b int) bool { return len(byCode[codes[a]]) > len(byCode[codes[b]]) })
		for _, code := range codes {
			list := byCode[code]
			units, coders := map[unitKey]bool{}, map[string]bool{}
			for _, s := range list {
				units[unitKey{s.Interview, s.Segment}] = true
				coders[s.Coder] = true
			}
			var names []table.Text
			for _, x := range sortedKeys(coders) {
				names = append(names, p.coderText(x))
			}
			row := table.Row{Key: code, Indent: 1, Cells: []table.Cell{table.Txt(p.codeText(code)), table.Txt(tell("stale." + list[0].Reason)), blank(), number(len(list)), number(len(units)), table.Txt(join(names, "、", ", "))}}
			if to := list[0].To; len(to) > 0 && !(len(to) == 1 && to[0] == code) {
				row.Cells[2] = table.Txt(p.codeList(to))
			}
			g.Rows = append(g.Rows, row)
		}
		if len(g.Rows) > 0 {
			t.Groups = append(t.Groups, g)
		}
	}
	if len(t.Groups) == 0 {
		return nil, tell("why.no_stale")
	}
	dropEmpty(t, "to")
	t.Notes = []table.Note{{Text: tell("stale.note")}}
	return t, table.Text{}
}

// staleCodings counts stale codings and their units over all comparisons.
func (p *passReport) staleCodings() (codings, units int) {
	if p.changes == nil {
		return 0, 0
	}
	seen, where := map[[4]string]bool{}, map[unitKey]bool{}
	for i := range p.changes.comparisons {
		for _, s := range p.changes.comparisons[i].Stale {
			seen[[4]string{s.Pass + "\x00" + s.Coder, s.Interview, s.Segment, s.Code}] = true
			where[unitKey{s.Interview, s.Segment}] = true
		}
	}
	return len(seen), len(where)
}
