package reports

import (
	"strconv"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// benchmark is what a peer gap's note says of the peer's value.
type benchmark struct {
	value              float64
	source, date, size string
}

func benchmarkOf(e *estimate.Estimate) (x benchmark, ok bool) {
	for _, n := range e.Notes {
		if n.Code == "score_benchmark" && len(n.Args) == 4 {
			v, err := strconv.ParseFloat(n.Args[0], 64)
			return benchmark{v, n.Args[1], n.Args[2], n.Args[3]}, err == nil
		}
	}
	return x, false
}

// sizeGiven shows a peer's n as it is given: a number, as a rule.
func sizeGiven(s string) table.Cell {
	if s == "" {
		return table.Cell{Kind: table.Missing, Tint: -1}
	}
	if n, err := strconv.Atoi(s); err == nil {
		return number(n)
	}
	return table.Txt(table.Same(s))
}

// peerTable puts the own case beside named peers or fixed benchmarks.
func (b *builder) peerTable() (*table.Table, table.Text) {
	gaps := b.keys["score.peer_gap"]
	if len(gaps) == 0 {
		return nil, say("why.no_benchmarks")
	}
	t := &table.Table{Key: "peers", Title: say("peers.title"), Columns: []table.Column{
		{Key: "peer", Label: say("peers.peer"), Stub: true}, {Key: "dimension", Label: say("dimension"), Stub: true},
		{Key: "own", Label: say("peers.own"), Format: table.Score}, {Key: "n", Label: say("n_answers"), Format: table.Whole},
		{Key: "benchmark", Label: say("peers.benchmark"), Format: table.Score}, {Key: "benchmark_n", Label: say("peers.n"), Format: table.Whole, Align: table.Right},
		{Key: "gap", Label: say("peers.gap"), Format: table.Points},
		{Key: "source", Label: say("peers.source")}, {Key: "date", Label: say("peers.date")},
	}}
	for i := range b.study.Cases {
		c := b.study.Cases[i].ID
		g := table.Group{}
		if len(b.study.Cases) > 1 || b.study.Options.OwnCase != "" {
			g.Label = b.caseName(c)
		}
		for _, x := range gaps {
			if x.key.Case != c {
				continue
			}
			k := estimate.Key{Dim: x.key.Dim, Case: c, Period: x.key.Period}
			own, name := b.survey(k), b.dimName(x.key.Dim)
			if x.key.Period != "" {
				name = say("in_period", name, periodName(x.key.Period))
			}
			mark, ok := benchmarkOf(x.e)
			value, source, date, size := table.Cell{Kind: table.Missing, Tint: -1}, blank(), blank(), blank()
			if ok {
				value, source, date = table.Num(mark.value, ""), table.Txt(table.Same(mark.source)), table.Txt(table.Same(mark.date))
				size = sizeGiven(mark.size)
			} else if t, hid := hidden(x.e); hid {
				value = table.Cell{Kind: table.Suppressed, Text: t, Tint: -1}
			}
			g.Rows = append(g.Rows, table.Row{Key: x.key.String(), Cells: []table.Cell{table.Txt(table.Same(x.key.Peer)), table.Txt(name),
				cell(own), sized(own), value, size, cell(x.e), source, date}})
		}
		if len(g.Rows) > 0 {
			t.Groups = append(t.Groups, g)
		}
	}
	if len(t.Groups) == 0 {
		return nil, say("why.no_benchmarks")
	}
	t.Notes = []table.Note{{Text: say("peers.note")}}
	return t, table.Text{}
}
