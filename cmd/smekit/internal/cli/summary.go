package cli

import (
	"fmt"
	"io"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures/estimate"
)

// writeSummary shows the survey scores of the observed dimensions by case, as released.
func writeSummary(w io.Writer, r *released, lang string) error {
	head := table.Row{"", locale.Text(lang, "cli.dimension")}
	configs := []table.ColumnConfig{{Number: 1, AlignHeader: text.AlignLeft}}
	for i := range r.study.Cases {
		c := &r.study.Cases[i]
		name := c.Label.Or(lang)
		if name == "" {
			name = c.ID
		}
		head = append(head, name)
		configs = append(configs, table.ColumnConfig{Number: i + 3, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	t := table.NewWriter()
	t.SetStyle(plainStyle())
	t.AppendHeader(head)
	t.SetColumnConfigs(configs)
	for i := range r.study.Framework.Dimensions {
		d := &r.study.Framework.Dimensions[i]
		if row, ok := r.summaryRow(d, lang); ok && !d.Proposed {
			t.AppendRow(row)
		}
	}
	t.SuppressTrailingSpaces()
	_, err := fmt.Fprintf(w, "%s\n\n%s\n\n", locale.Text(lang, "cli.summary"), t.Render())
	return err
}

// summaryRow is a dimension's scores, false when no case has one.
func (r *released) summaryRow(d *coding.Dimension, lang string) (table.Row, bool) {
	row := table.Row{d.ID, d.Label.Or(lang)}
	found := false
	for i := range r.study.Cases {
		k := estimate.Key{Dim: d.ID, Source: "survey", Case: r.study.Cases[i].ID}
		e, ok := r.ledger.Score("survey_pomp", k)
		if !ok {
			e, ok = r.ledger.Score("composite", k)
		}
		cell := "–"
		if ok && !e.Empty() {
			cell = locale.Number(lang, e.Value, locale.Style{Kind: locale.Fixed, Digits: 1})
			found = true
		}
		row = append(row, cell)
	}
	return row, found
}
