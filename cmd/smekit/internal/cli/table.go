package cli

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/smekit/smekit/measures/estimate"
)

// writeTable shows estimates to people: aligned, rounded, columns that are empty throughout left out.
func (a *App) writeTable(w io.Writer, r estimate.Result) error {
	columns := []struct {
		name  string
		right bool
		cell  func(estimate.Estimate) string
	}{
		{"measure", false, func(e estimate.Estimate) string { return e.Measure }},
		{"of", false, func(e estimate.Estimate) string { return e.Of }},
		{"estimate", true, func(e estimate.Estimate) string { return rounded(e.Value) }},
		{"se", true, func(e estimate.Estimate) string { return rounded(e.SE) }},
		{"ci_low", true, func(e estimate.Estimate) string { return rounded(e.Low) }},
		{"ci_high", true, func(e estimate.Estimate) string { return rounded(e.High) }},
		{"statistic", true, func(e estimate.Estimate) string {
			if e.Statistic == e.Value {
				return ""
			}
			return rounded(e.Statistic)
		}},
		{"df", true, func(e estimate.Estimate) string {
			s := rounded(e.DF1)
			if estimate.Has(e.DF2) {
				s += ";" + rounded(e.DF2)
			}
			return s
		}},
		{"p", true, func(e estimate.Estimate) string { return roundedP(e.P) }},
		{"n", true, func(e estimate.Estimate) string { return estimate.FormatCount(e.N) }},
		{"method", false, func(e estimate.Estimate) string { return e.Method }},
		{"note", false, func(e estimate.Estimate) string { return estimate.JoinNotes(e.Notes) }},
	}
	t := table.NewWriter()
	t.SetStyle(plainStyle())
	t.SuppressTrailingSpaces()
	var head table.Row
	var configs []table.ColumnConfig
	var shown []func(estimate.Estimate) string
	for _, c := range columns {
		empty := true
		for _, e := range r.Estimates {
			if c.cell(e) != "" {
				empty = false
				break
			}
		}
		if empty && c.name != "estimate" {
			continue
		}
		head = append(head, c.name)
		shown = append(shown, c.cell)
		if c.right {
			configs = append(configs, table.ColumnConfig{Number: len(head), Align: text.AlignRight, AlignHeader: text.AlignRight})
		} else if c.name == "method" || c.name == "note" {
			configs = append(configs, table.ColumnConfig{Number: len(head), WidthMax: 48, WidthMaxEnforcer: text.WrapSoft})
		}
	}
	t.AppendHeader(head)
	t.SetColumnConfigs(configs)
	for _, e := range r.Estimates {
		row := make(table.Row, len(shown))
		for i, cell := range shown {
			row[i] = cell(e)
		}
		t.AppendRow(row)
	}
	_, err := fmt.Fprintln(w, t.Render())
	return err
}

// plainStyle is the look of tables on a terminal: a rule under the header and blanks between columns.
func plainStyle() table.Style {
	style := table.StyleDefault
	style.Options = table.Options{SeparateHeader: true}
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format.Header = text.FormatDefault
	return style
}

// rounded writes a number for people: whole numbers whole, others with four decimals, or four digits when very small or
// large.
func rounded(x float64) string {
	switch {
	case !estimate.Has(x):
		return ""
	case x == math.Trunc(x) && math.Abs(x) < 1e9:
		return strconv.FormatFloat(x, 'f', 0, 64)
	case math.Abs(x) < 1e-3 || math.Abs(x) >= 1e6:
		return strconv.FormatFloat(x, 'g', 4, 64)
	}
	return strconv.FormatFloat(x, 'f', 4, 64)
}

func roundedP(p float64) string {
	switch {
	case !estimate.Has(p):
		return ""
	case p < 0.0001:
		return "<.0001"
	}
	return strings.TrimPrefix(strconv.FormatFloat(p, 'f', 4, 64), "0")
}
