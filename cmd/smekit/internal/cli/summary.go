package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// printSummary shows the survey scores of a written report, dimensions by case, read back from its results.json.
func (a *App) printSummary(dir, lang string) error {
	b, err := os.ReadFile(filepath.Join(dir, resultsName))
	if err != nil {
		return err
	}
	l, err := ledger.Decode(bytes.NewReader(b))
	if err != nil {
		return err
	}
	var dims, cases []string
	seenDim, seenCase := map[string]bool{}, map[string]bool{}
	for _, e := range append(l.Select("score", "survey_pomp"), l.Select("score", "composite")...) {
		k, _, err := estimate.ParseKey(e.Of)
		if err != nil || k.Source != "survey" || k.Case == "" || k != (estimate.Key{Dim: k.Dim, Source: "survey", Case: k.Case}) {
			continue
		}
		if !seenDim[k.Dim] && strings.Count(k.Dim, ".") <= 1 {
			seenDim[k.Dim] = true
			dims = append(dims, k.Dim)
		}
		if !seenCase[k.Case] {
			seenCase[k.Case] = true
			cases = append(cases, k.Case)
		}
	}
	t := table.NewWriter()
	t.SetOutputMirror(a.Stdout)
	style := table.StyleDefault
	style.Options = table.Options{SeparateHeader: true}
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	t.SetTitle(locale.Text(lang, "cli.summary"))
	head := table.Row{locale.Text(lang, "cli.dimension")}
	for _, c := range cases {
		head = append(head, c)
	}
	t.AppendHeader(head)
	for _, d := range dims {
		row := table.Row{d}
		for _, c := range cases {
			k := estimate.Key{Dim: d, Source: "survey", Case: c}
			e, ok := l.Score("survey_pomp", k)
			if !ok {
				e, ok = l.Score("composite", k)
			}
			cell := ""
			if ok && !e.Empty() {
				cell = locale.Number(lang, e.Value, locale.Style{Kind: locale.Fixed, Digits: 1})
			}
			row = append(row, cell)
		}
		t.AppendRow(row)
	}
	aligns := []table.ColumnConfig{}
	for i := range cases {
		aligns = append(aligns, table.ColumnConfig{Number: i + 2, Align: text.AlignRight})
	}
	t.SetColumnConfigs(aligns)
	t.Render()
	return nil
}
