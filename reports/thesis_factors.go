package reports

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// ofTheory is the name that the ledger gives to the model of the framework where it compares others with it.
const ofTheory = "dimensions"

// rivals are the names of the models of a group that were fitted, that of the framework ("") first, in the ledger's order.
func (r *thesisReport) rivals(key estimate.Key) []string {
	var out []string
	for _, x := range r.keys["cfa.cfi"] {
		if x.key != key {
			continue
		}
		if x.own == "" {
			out = append([]string{""}, out...)
		} else if name, ok := strings.CutSuffix(x.own, ":"); ok {
			out = append(out, name)
		}
	}
	return out
}

// fitOf is an index of a model's fit, in its robust or scaled form where it could be computed.
func (r *thesisReport) fitOf(measure string, key estimate.Key, model string, forms ...string) *estimate.Estimate {
	own := model
	if own != "" {
		own += ":"
	}
	for _, form := range forms {
		if e := r.find("cfa", measure+form, key.Of(own)); has(e) {
			return e
		}
	}
	return r.find("cfa", measure, key.Of(own))
}

// differenceOf compares a rival with the model of the framework, or with the model fitted before it.
func (r *thesisReport) differenceOf(measure string, key estimate.Key, model string) *estimate.Estimate {
	if e := r.find("cfa", measure, key.Of(model+"-"+ofTheory)); e != nil {
		return e
	}
	for _, x := range r.keys["cfa."+measure] {
		if x.key == key && strings.HasPrefix(x.own, model+"-") {
			return x.e
		}
	}
	return nil
}

func modelName(model string) table.Text {
	code := "thesis.model." + model
	if model == "" {
		code = "thesis.model.theory"
	}
	t := catalogued(code, nil)
	if t.EN == code {
		return table.Same(model)
	}
	return t
}

// fitTable compares the factor models of each group at the top of the framework.
func (r *thesisReport) fitTable() (*table.Table, table.Text) {
	t := &table.Table{Key: "fit", Title: thesisSays("fit.title"), Landscape: true, Columns: []table.Column{
		{Key: "model", Label: thesisSays("fit.model"), Stub: true}, {Key: "n", Label: table.Same("n"), Format: table.Whole}, {Key: "chi2", Label: table.Same("χ²"), Format: table.Decimal2},
		{Key: "df", Label: table.Same("df"), Format: table.Whole}, {Key: "ratio", Label: table.Same("χ²/df"), Format: table.Decimal2}, {Key: "cfi", Label: table.Same("CFI"), Format: fitFormat}, {Key: "tli", Label: table.Same("TLI"), Format: fitFormat},
		{Key: "rmsea", Label: table.Same("RMSEA"), Format: fitFormat}, {Key: "ci", Label: thesisSays("fit.ci"), Align: table.Center}, {Key: "srmr", Label: table.Same("SRMR"), Format: fitFormat},
		{Key: "aic", Label: table.Same("AIC"), Format: table.Score}, {Key: "bic", Label: table.Same("BIC"), Format: table.Score},
		{Key: "diff", Label: table.Same("Δχ²(Δdf)"), Align: table.Center}, {Key: "dcfi", Label: table.Same("ΔCFI"), Format: table.Format{Style: table.Bounded, Digits: 3, Plus: true}}}}
	why := thesisSays("why.no_factors")
	compared := false
	var open []table.Note
	for _, x := range r.keys["cfa.cfi"] {
		if x.own != "" || x.key.Source != "survey" {
			continue
		}
		name := r.dimName(x.key.Dim)
		if !has(x.e) {
			if _, hid := hidden(x.e); !hid && len(x.e.Notes) > 0 {
				open = append(open, table.Note{Text: thesisSays("fit.not", name, noteText(x.e.Notes[0]))})
			}
			continue
		}
		g := table.Group{Label: name}
		for _, model := range r.rivals(x.key) {
			chi2, rmsea := r.fitOf("chi2", x.key, model, "_scaled"), r.fitOf("rmsea", x.key, model, "_robust", "_scaled")
			row := table.Row{Key: x.key.Dim + "/" + model, Indent: 1, Cells: []table.Cell{table.Txt(modelName(model)), sized(chi2), starred(chi2, table.Decimal2)}}
			row.Cells = append(row.Cells, degrees(chi2), ratioOfDF(chi2), cell(r.fitOf("cfi", x.key, model, "_robust", "_scaled")), cell(r.fitOf("tli", x.key, model, "_robust", "_scaled")),
				cell(rmsea), interval(rmsea, fitFormat), cell(r.fitOf("srmr", x.key, model)), cell(r.fitOf("aic", x.key, model)), cell(r.fitOf("bic", x.key, model)))
			if model == "" {
				row.Cells = append(row.Cells, blank(), blank())
			} else {
				d := r.differenceOf("chi2_diff", x.key, model)
				compared = compared || has(d)
				row.Cells = append(row.Cells, chi2Difference(d), cell(r.differenceOf("cfi_diff", x.key, model)))
			}
			g.Rows = append(g.Rows, row)
		}
		t.Groups = append(t.Groups, g)
	}
	if len(t.Groups) == 0 {
		if len(open) > 0 {
			why = open[0].Text
			why = table.Text{ZH: strings.TrimSuffix(why.ZH, "。"), EN: strings.TrimSuffix(why.EN, ".")}
		}
		return nil, why
	}
	t.Notes = append([]table.Note{{Text: thesisSays("fit.note")}, {Text: thesisSays("fit.models")}}, open...)
	if compared {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("fit.compared")})
	}
	t.Notes = append(t.Notes, table.Note{Text: thesisSays("stars")})
	for _, key := range []string{"diff", "dcfi", "ci"} {
		dropEmpty(t, key)
	}
	return t, table.Text{}
}

func degrees(e *estimate.Estimate) table.Cell {
	c := cell(e)
	if c.Kind != table.Number {
		return c
	}
	if !estimate.Has(e.DF1) {
		return table.Cell{Kind: table.Missing, ID: e.ID(), Tint: -1}
	}
	c.Value = e.DF1
	c.Format = &table.Whole
	if e.DF1 != float64(int(e.DF1)) {
		c.Format = &table.Decimal2
	}
	return c
}

func ratioOfDF(e *estimate.Estimate) table.Cell {
	c := cell(e)
	if c.Kind == table.Number {
		if !(e.DF1 > 0) {
			return table.Cell{Kind: table.Missing, ID: e.ID(), Tint: -1}
		}
		c.Value /= e.DF1
	}
	return c
}

func chi2Difference(e *estimate.Estimate) table.Cell {
	c := starred(e, table.Decimal2)
	if c.Kind != table.Composite || !estimate.Has(e.DF1) {
		return c
	}
	parts := []table.Part{c.Parts[0], words(table.Same("(")), {IsNum: true, Value: e.DF1, Format: table.Whole, ID: e.ID()}, words(table.Same(")"))}
	c.Parts = append(parts, c.Parts[1:]...)
	return c
}

// distinctTable is discriminant validity: HTMT below the diagonal, √AVE on it, the correlations of the factors above, and
// whether the criterion of Fornell and Larcker is met.
func (r *thesisReport) distinctTable() (*table.Table, table.Text) {
	var dims []string
	seen := map[string]bool{}
	for i := range r.fw.Dimensions {
		id := r.fw.Dimensions[i].ID
		for _, x := range r.keys["cfa.htmt"] {
			if a, b, ok := strings.Cut(x.own, "~~"); ok && (a == id || b == id) && x.key.Source == "survey" && !seen[id] {
				seen[id] = true
				dims = append(dims, id)
			}
		}
	}
	if len(dims) < 2 {
		return nil, thesisSays("why.no_htmt")
	}
	t := &table.Table{Key: "htmt", Title: thesisSays("htmt.title"), Landscape: true, Columns: []table.Column{{Key: "dimension", Label: say("dimension"), Stub: true}}}
	for i, id := range dims {
		t.Columns = append(t.Columns, table.Column{Key: id, Label: table.Same(strconv.Itoa(i + 1)), Format: table.Coef, Align: table.Center})
	}
	t.Columns = append(t.Columns, table.Column{Key: "criterion", Label: thesisSays("htmt.criterion"), Align: table.Center})
	var g table.Group
	apart := false
	for i, a := range dims {
		row := table.Row{Key: a, Cells: []table.Cell{table.Txt(thesisSays("numbered", count(i+1), r.dimName(a)))}}
		for j, b := range dims {
			switch {
			case i == j:
				row.Cells = append(row.Cells, bracketed(rooted(r.factorOf("ave", a, a))))
			case j < i:
				row.Cells = append(row.Cells, cell(r.between("htmt", b, a)))
			default:
				e := r.between("correlation", a, b)
				if e == nil {
					row.Cells = append(row.Cells, blank())
					apart = true
					continue
				}
				row.Cells = append(row.Cells, cell(e))
			}
		}
		met := r.factorOf("fornell_larcker_ok", a, a)
		x := cell(met)
		if x.Kind == table.Number {
			word := "htmt.met"
			if met.Value != 1 {
				word = "htmt.not_met"
			}
			x = table.Txt(thesisSays(word))
			x.ID = met.ID()
		}
		row.Cells = append(row.Cells, x)
		g.Rows = append(g.Rows, row)
	}
	t.Groups = []table.Group{g}
	t.Notes = []table.Note{{Text: thesisSays("htmt.note")}}
	if apart {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("htmt.apart")})
	}
	dropEmpty(t, "criterion")
	return t, table.Text{}
}
