package reports

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/table"
)

// receiptsTable reconciles, file by file, what was dealt with what came back.
func (p *passReport) receiptsTable() (*table.Table, table.Text) {
	if len(p.o.Reconciliations) == 0 {
		return nil, tell("why.no_receipts")
	}
	t := &table.Table{Key: "receipts", Title: tell("receipts.title", p.passName(p.pass)), Landscape: true, Columns: []table.Column{{Key: "file", Label: tell("receipts.file"), Stub: true}, {Key: "coder", Label: tell("against.coder"), Stub: true},
		{Key: "dealt", Label: tell("receipts.dealt"), Format: table.Whole}, {Key: "returned", Label: tell("receipts.returned"), Format: table.Whole}, {Key: "missing", Label: tell("receipts.missing"), Format: table.Whole},
		{Key: "in", Label: tell("receipts.in"), Format: table.Whole}, {Key: "matched", Label: tell("receipts.matched"), Format: table.Whole}, {Key: "moved", Label: tell("receipts.moved"), Format: table.Whole},
		{Key: "unreviewed", Label: tell("receipts.unreviewed"), Format: table.Whole}, {Key: "rejected", Label: tell("receipts.rejected"), Format: table.Whole},
		{Key: "codes", Label: tell("receipts.in"), Format: table.Whole}, {Key: "accepted", Label: tell("receipts.accepted"), Format: table.Whole}, {Key: "refused", Label: tell("receipts.rejected"), Format: table.Whole},
		{Key: "balance", Label: tell("receipts.balance"), Align: table.Center}}}
	t.Spanners = []table.Spanner{{Label: tell("receipts.units"), From: 2, To: 4}, {Label: tell("receipts.rows"), From: 5, To: 9}, {Label: tell("receipts.code_cells"), From: 10, To: 12}}
	var g table.Group
	var why []coding.ReasonCount
	for i := range p.o.Reconciliations {
		r := &p.o.Reconciliations[i]
		rejected, refused := sumOf(r.Rejected), sumOf(r.CodesRejected)
		why = append(append(why, r.Rejected...), r.CodesRejected...)
		word := tell("receipts.balanced")
		level := table.Fine
		if !r.Balanced() {
			word, level = tell("receipts.unbalanced"), table.Alarm
		}
		balance := table.Txt(word)
		balance.Level = level
		g.Rows = append(g.Rows, table.Row{Key: r.File, Cells: []table.Cell{table.Txt(table.Same(r.File)), table.Txt(p.coderText(r.Coder)), number(r.Dealt), number(r.Returned), number(r.Missing),
			number(r.In), number(r.Matched), number(r.Reanchored), number(r.Unreviewed), number(rejected), number(r.CodesIn), number(r.CodesAccepted), number(refused), balance}})
	}
	t.Groups = []table.Group{g}
	t.Notes = []table.Note{{Text: tell("receipts.note")}}
	if reasons := reasonsText(why); !reasons.Empty() {
		t.Notes = append(t.Notes, table.Note{Text: tell("receipts.reasons", reasons)})
	}
	return t, table.Text{}
}

func sumOf(counts []coding.ReasonCount) int {
	n := 0
	for _, c := range counts {
		n += c.Count
	}
	return n
}

// reasonsText adds up the reasons of rejections, in the order in which they first came.
func reasonsText(counts []coding.ReasonCount) table.Text {
	var order []string
	total := map[string]int{}
	for _, c := range counts {
		if _, there := total[c.Reason]; !there {
			order = append(order, c.Reason)
		}
		total[c.Reason] += c.Count
	}
	var parts []table.Text
	for _, reason := range order {
		if total[reason] > 0 {
			parts = append(parts, tell("receipts.reason", table.Text{ZH: locale.Reason(locale.Chinese, reason), EN: locale.Reason(locale.English, reason)}, count(total[reason])))
		}
	}
	return clauses(parts)
}
