package reports

import (
	"slices"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports/table"
)

// mostQueued is how many rows of the queue a report lists; the workbook for the adjudicator has them all.
const mostQueued = 25

var disputeKinds = []string{pass.DisputeSplit, pass.DisputeMinority, pass.DisputeTie}

// waiting counts the units that wait for a ruling.
func (p *passReport) waiting() int {
	units := map[unitKey]bool{}
	for i := range p.contest.Disputes {
		d := &p.contest.Disputes[i]
		units[unitKey{d.Interview, d.Segment}] = true
	}
	return len(units)
}

// whyNoQueue says why there is nothing to adjudicate.
func (p *passReport) whyNoQueue() table.Text {
	if p.contest.Units == 0 {
		return tell("why.no_shared")
	}
	return tell("why.no_disputes")
}

// queueTable counts what waits for a ruling by its kind, and how the rest was settled.
func (p *passReport) queueTable() (*table.Table, table.Text) {
	if p.contest.Units == 0 {
		return nil, p.whyNoQueue()
	}
	t := &table.Table{Key: "queue", Title: tell("queue.title", p.passName(p.pass)), Columns: []table.Column{{Key: "what", Label: tell("queue.what"), Stub: true, Width: 50},
		{Key: "codes", Label: tell("queue.codes"), Format: table.Whole}, {Key: "units", Label: tell("queue.units"), Format: table.Whole}}}
	open := table.Group{Label: tell("queue.open")}
	line := func(kind string) (table.Row, int) {
		n, units := 0, map[unitKey]bool{}
		for i := range p.contest.Disputes {
			if d := &p.contest.Disputes[i]; kind == "" || d.Kind == kind {
				n++
				units[unitKey{d.Interview, d.Segment}] = true
			}
		}
		word := "queue.all"
		if kind != "" {
			word = "queue." + kind
		}
		return table.Row{Key: kind, Indent: 1, Cells: []table.Cell{table.Txt(tell(word)), number(n), number(len(units))}}, n
	}
	for _, kind := range disputeKinds {
		if r, n := line(kind); n > 0 {
			open.Rows = append(open.Rows, r)
		}
	}
	total, _ := line("")
	total.Strong = true
	open.Rows = append(open.Rows, total)
	t.Groups = append(t.Groups, open)
	settled := p.layers.Settle(pass.Options{Pass: p.pass})
	here := p.reviewers() // a ruling on a unit that nobody reviewed in this pass is not of it
	done := table.Group{Label: tell("queue.settled")}
	for _, s := range []pass.Status{pass.Agreed, pass.Majority, pass.Adjudicated, pass.Rejected, pass.Single} {
		units := map[unitKey]bool{}
		n := 0
		for _, l := range [][]pass.Unit{settled.Accepted, settled.Unresolved, settled.Rejected} {
			for i := range l {
				if at := (unitKey{l[i].Interview, l[i].Segment}); l[i].Status == s && here[at] > 0 {
					n++
					units[at] = true
				}
			}
		}
		if n > 0 {
			done.Rows = append(done.Rows, table.Row{Key: s.String(), Indent: 1, Cells: []table.Cell{table.Txt(tell("queue.status." + s.String())), number(n), number(len(units))}})
		}
	}
	if len(done.Rows) > 0 {
		t.Groups = append(t.Groups, done)
	}
	t.Notes = p.withTwins([]table.Note{{Text: tell("queue.note")}}, "queue.twins")
	return t, table.Text{}
}

// queueRowsTable lists the head of the queue with quotation ids; the texts stand in the adjudicator's workbook.
func (p *passReport) queueRowsTable() (*table.Table, table.Text) {
	if len(p.contest.Disputes) == 0 {
		if p.contest.Units == 0 {
			return nil, table.Text{}
		}
		return nil, p.whyNoQueue()
	}
	t := &table.Table{Key: "queue_rows", Title: tell("queue_rows.title", p.passName(p.pass)), Landscape: true, Columns: []table.Column{{Key: "rank", Label: tell("confusions.rank"), Stub: true}, {Key: "quote", Label: tell("queue_rows.quote"), Stub: true},
		{Key: "code", Label: tell("queue_rows.code"), Align: table.Left, Width: 26}, {Key: "kind", Label: tell("queue_rows.kind"), Align: table.Left}, {Key: "gave", Label: tell("queue_rows.gave"), Align: table.Left},
		{Key: "other", Label: tell("queue_rows.other"), Align: table.Left}, {Key: "confused", Label: tell("queue_rows.confused"), Align: table.Left}}}
	var g table.Group
	for i := range p.contest.Disputes {
		if i == mostQueued {
			break
		}
		d := &p.contest.Disputes[i]
		var gave, other []table.Text
		for _, c := range d.Reviewers {
			if slices.Contains(d.Givers, c) {
				gave = append(gave, p.coderText(c))
			} else {
				other = append(other, p.coderText(c))
			}
		}
		id := p.m.QuoteID(d.Interview, p.texts[[2]string{d.Interview, d.Segment}].number)
		quote := table.Same(id)
		if id == "" {
			quote = tell("unlisted")
		}
		row := table.Row{Key: d.Interview + "/" + d.Segment + "/" + d.Code, Cells: []table.Cell{number(d.Rank), table.Txt(quote), table.Txt(p.codeText(d.Code)), table.Txt(tell("kind." + d.Kind)), table.Txt(list(gave)), blank(), blank()}}
		if len(other) > 0 {
			row.Cells[5] = table.Txt(list(other))
		}
		if len(d.Confused) > 0 {
			row.Cells[6] = table.Txt(p.codeList(d.Confused))
		}
		g.Rows = append(g.Rows, row)
	}
	t.Groups = []table.Group{g}
	dropEmpty(t, "confused")
	dropEmpty(t, "other")
	t.Notes = []table.Note{{Text: tell("queue_rows.note")}}
	if n := len(p.contest.Disputes); n > mostQueued {
		t.Notes = append(t.Notes, table.Note{Text: tell("queue_rows.more", count(n-mostQueued))})
	}
	return t, table.Text{}
}
