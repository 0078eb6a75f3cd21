package reports

import (
	"math"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// relation is triangulation in a word: convergence, partial, dissonance, silence.
func relation(e *estimate.Estimate) string {
	switch {
	case e.Empty():
		return "silence"
	case e.Value > 0:
		return "convergence"
	case e.Value < 0:
		return "dissonance"
	}
	return "partial"
}

// jointTable is the joint display: what interviews and survey say of a dimension, side by side.
func (b *builder) jointTable() (*table.Table, table.Text) {
	rows := b.keys["score.triangulation"]
	if len(rows) == 0 {
		return nil, say("why.no_joint")
	}
	t := &table.Table{Key: "joint", Title: say("joint.title"), Landscape: true, Columns: []table.Column{
		{Key: "dimension", Label: say("dimension"), Stub: true},
		{Key: "mentioned", Label: say("mentioned_asked"), Align: table.Right}, {Key: "q", Label: table.Same("Q"), Format: table.Score}, {Key: "q_band", Label: say("band")},
		{Key: "quotes", Label: say("joint.quotes")},
		{Key: "mean", Label: say("mean"), Format: table.Score}, {Key: "n", Label: say("n_answers"), Format: table.Whole}, {Key: "band", Label: say("band")},
		{Key: "relation", Label: say("joint.relation"), Marks: []string{"relation"}}, {Key: "note", Label: say("joint.note")},
	}, Spanners: []table.Spanner{{Label: say("interviews"), From: 1, To: 4}, {Label: say("survey_scale"), From: 5, To: 7}}}
	for i := range b.study.Cases {
		c := b.study.Cases[i].ID
		for _, proposed := range []bool{false, true} {
			g := table.Group{Label: say("observed")}
			if proposed {
				g.Label = say("proposed")
			}
			if len(b.study.Cases) > 1 {
				g.Label = say("case_part", b.caseName(c), g.Label)
			}
			for _, x := range rows {
				d := b.fw.Dimension(x.key.Dim)
				if x.key.Case == c && d != nil && d.Proposed == proposed {
					g.Rows = append(g.Rows, b.jointRow(c, x))
				}
			}
			if len(g.Rows) > 0 {
				t.Groups = append(t.Groups, g)
			}
		}
	}
	if len(t.Groups) == 0 {
		return nil, say("why.no_joint")
	}
	bands := b.fw.Bands
	t.Notes = []table.Note{{Text: say("joint.general")},
		{Key: "relation", Text: say("joint.relation_note", styled(bands.Low, table.Format{}), styled(bands.High, table.Format{}), styled(bands.Margin, table.Format{}))}}
	return t, table.Text{}
}

func (b *builder) jointRow(c string, x keyed) table.Row {
	k := estimate.Key{Dim: x.key.Dim, Case: c, Source: "interview"}
	prevalence, q, mean := b.score("interview_prevalence", k), b.rated(k), b.survey(k)
	mentioned := table.Cell{Kind: table.Missing, Tint: -1}
	if has(prevalence) {
		mentioned = table.Cell{Kind: table.Composite, ID: prevalence.ID(), Tint: -1, Parts: []table.Part{
			{IsNum: true, Value: math.Round(prevalence.Value * float64(prevalence.N)), Format: table.Whole, ID: prevalence.ID()},
			{Text: table.Same("/")}, {IsNum: true, Value: float64(prevalence.N), Format: table.Whole, ID: prevalence.ID()}}}
	}
	word := table.Cell{}
	if t, hid := hidden(x.e); hid {
		word = table.Cell{Kind: table.Suppressed, Text: t, ID: x.e.ID(), Tint: -1}
	} else {
		word = table.Txt(say("relation." + relation(x.e)))
		word.ID = x.e.ID()
		word.Level = map[string]table.Level{"convergence": table.Fine, "partial": table.Caution, "dissonance": table.Alarm, "silence": table.Unknown}[relation(x.e)]
	}
	var notes []table.Text
	for _, n := range x.e.Notes {
		if n.Code == "score_near_cut" && len(n.Args) == 4 && known("source."+sourceWord(n.Args[0])) {
			notes = append(notes, say("joint.near", sourceName(sourceWord(n.Args[0])), table.Same(n.Args[3])))
		}
	}
	for i := range b.study.Decisions {
		d := &b.study.Decisions[i]
		if d.Kind == "triangulation" && (d.Target == x.key.Dim || d.Target == c+"/"+x.key.Dim) {
			notes = append(notes, say("joint.analyst", table.Same(strings.TrimSpace(d.Value)), table.Same(d.Reason)))
		}
	}
	return table.Row{Key: x.key.String(), Indent: 1, Cells: []table.Cell{table.Txt(b.dimName(x.key.Dim)), mentioned, cell(q), b.band(q),
		b.quotes.cite(c, "", x.key.Dim, 2), cell(mean), sized(mean), b.band(mean), word, table.Txt(clauses(notes))}}
}

// sourceWord is the source that a note names, whether in the singular or the plural.
func sourceWord(s string) string {
	if s == "interviews" {
		return "interview"
	}
	return s
}
