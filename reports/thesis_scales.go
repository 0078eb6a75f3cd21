package reports

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// Diagonals of the table of correlations.
const (
	DiagonalAlpha = "alpha" // Cronbach's α
	DiagonalOmega = "omega" // ω of the one-factor model
	DiagonalAVE   = "ave"   // the root of the average variance extracted
)

// whole is the key of a dimension's survey estimates over the whole study.
func whole(dim string) estimate.Key { return estimate.Key{Dim: dim, Source: "survey"} }

func shareOf(dim, item string, point float64) string { return document.ShareOf(dim, "", item, point) }

// stars mark a p value: * below .05, ** below .01, *** below .001.
func stars(p float64) string {
	switch {
	case !estimate.Has(p):
		return ""
	case p < .001:
		return "***"
	case p < .01:
		return "**"
	case p < .05:
		return "*"
	}
	return ""
}

// starred shows an estimate's value with its stars.
func starred(e *estimate.Estimate, f table.Format) table.Cell {
	c := cell(e)
	if c.Kind != table.Number {
		return c
	}
	c = table.Cell{Kind: table.Composite, ID: e.ID(), Tint: -1, Parts: []table.Part{{IsNum: true, Value: e.Value, Format: f, ID: e.ID()}}}
	if s := stars(e.P); s != "" {
		c.Parts = append(c.Parts, words(table.Same(s)))
	}
	return c
}

// rooted shows the square root of an estimate, as that of an average variance extracted.
func rooted(e *estimate.Estimate) table.Cell {
	c := cell(e)
	if c.Kind == table.Number && c.Value >= 0 {
		c.Value = math.Sqrt(c.Value)
		c.Format = &table.Coef
	}
	return c
}

// factorOf is an estimate of a dimension as a factor of its group's measurement model.
func (b *builder) factorOf(measure, dim, own string) *estimate.Estimate {
	return b.find("cfa", measure, whole(b.topOf(dim)).Of(own))
}

// between is an estimate of two dimensions, whichever stands first: within the model of their group, or of different groups.
func (r *thesisReport) between(measure, a, b string) *estimate.Estimate {
	for _, own := range []string{a + "~~" + b, b + "~~" + a} {
		if e := r.factorOf(measure, a, own); e != nil {
			return e
		}
		if e := r.find("cfa", measure, estimate.Key{Source: "survey"}.Of(own)); e != nil {
			return e
		}
	}
	return nil
}

func (r *thesisReport) correlation(a, b string) *estimate.Estimate {
	for _, own := range []string{a + "~" + b, b + "~" + a} {
		if e := r.find("correlate", "r", estimate.Key{Source: "survey"}.Of(own)); e != nil {
			return e
		}
	}
	return nil
}

// diagonal is what stands on the diagonal of the correlations, and the code of its name.
func (r *thesisReport) diagonal(dim string) (table.Cell, string) {
	switch r.o.Diagonal {
	case DiagonalAVE:
		return rooted(r.factorOf("ave", dim, dim)), DiagonalAVE
	case DiagonalOmega:
		return boundedCell(r.find("reliability", "omega_unidimensional", estimate.Key{Dim: dim}.String())), DiagonalOmega
	}
	return boundedCell(r.find("reliability", "alpha", estimate.Key{Dim: dim}.String())), DiagonalAlpha
}

func boundedCell(e *estimate.Estimate) table.Cell {
	c := cell(e)
	if c.Kind == table.Number {
		c.Format = &table.Coef
	}
	return c
}

// bracketed sets a number apart by brackets, as the diagonal of correlations.
func bracketed(c table.Cell) table.Cell {
	if c.Kind != table.Number {
		return c
	}
	return table.Cell{Kind: table.Composite, ID: c.ID, Tint: -1, Parts: []table.Part{words(table.Text{ZH: "（", EN: "("}),
		{IsNum: true, Value: c.Value, Format: table.Coef, ID: c.ID}, words(table.Text{ZH: "）", EN: ")"})}}
}

// descriptiveTable gives mean, SD and n of the observed dimensions and their correlations, lower triangle.
func (r *thesisReport) descriptiveTable() (*table.Table, table.Text) {
	dims := r.wholeDims(false)
	if len(dims) == 0 {
		return nil, say("why.no_survey")
	}
	t := &table.Table{Key: "descriptives", Title: thesisSays("descriptives.title"), Landscape: true, Columns: []table.Column{
		{Key: "dimension", Label: say("dimension"), Stub: true}, {Key: "n", Label: table.Same("n"), Format: table.Whole},
		{Key: "mean", Label: table.Text{ZH: "M", EN: "M"}, Format: table.Score}, {Key: "sd", Label: table.Same("SD"), Format: table.Score}}}
	for i, d := range dims {
		t.Columns = append(t.Columns, table.Column{Key: d.ID, Label: table.Same(strconv.Itoa(i + 1)), Align: table.Center, Format: table.Coef})
	}
	var g table.Group
	of := DiagonalAlpha
	starry, related, aside := false, false, false
	for i, d := range dims {
		name := label(d.Label, d.ID)
		mean := r.score("survey_pomp", whole(d.ID))
		row := table.Row{Key: d.ID, Cells: []table.Cell{table.Txt(thesisSays("numbered", count(i+1), name)), sized(mean), cell(mean), cell(r.score("survey_pomp_sd", whole(d.ID)))}}
		for j := range dims {
			switch {
			case j > i:
				row.Cells = append(row.Cells, blank())
			case j == i:
				var x table.Cell
				x, of = r.diagonal(d.ID)
				x = bracketed(x)
				if x.Kind == table.Composite && r.hasItemsAside(d.ID) {
					x.Marks = []string{"aside"}
					aside = true
				}
				row.Cells = append(row.Cells, x)
			default:
				e := r.correlation(dims[j].ID, d.ID)
				if has(e) {
					related = true
					starry = starry || stars(e.P) != ""
				}
				row.Cells = append(row.Cells, starred(e, table.Coef))
			}
		}
		g.Rows = append(g.Rows, row)
	}
	t.Groups = []table.Group{g}
	t.Notes = []table.Note{{Text: thesisSays("descriptives.note")}, {Text: thesisSays("diagonal." + of)}}
	if !related {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("descriptives.none")})
	} else {
		t.Notes = append(t.Notes, r.correlationNotes()...)
	}
	if aside {
		t.Notes = append(t.Notes, table.Note{Key: "aside", Text: thesisSays("descriptives.aside")})
	}
	if starry {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("stars")})
	}
	return t, table.Text{}
}

// hasItemsAside reports whether a dimension has items in the survey that its reliability over the whole study leaves out:
// those asked of one side alone.
func (r *thesisReport) hasItemsAside(dim string) bool {
	of := estimate.Key{Dim: dim}
	used, left := false, false
	for k := range r.study.Instrument.Items {
		it := &r.study.Instrument.Items[k]
		if it.Dimension != dim || !r.inSurvey(it.ID) {
			continue
		}
		if r.find("reliability", "item_rest_r", of.Of(it.ID)) != nil {
			used = true
		} else {
			left = true
		}
	}
	return used && left
}

// wholeDims are the dimensions that have a survey score of their own over the whole study.
func (r *thesisReport) wholeDims(proposed bool) []*coding.Dimension {
	var out []*coding.Dimension
	for _, d := range r.scored("survey", proposed) {
		if r.score("survey_pomp", whole(d.ID)) != nil {
			out = append(out, d)
		}
	}
	return out
}

// scaleTable is the table of reliability and validity: a dimension with α, ω, CR and AVE, under it its items with loading,
// corrected item-total correlation and α without the item.
func (r *thesisReport) scaleTable() (*table.Table, table.Text) {
	t := &table.Table{Key: "scales", Title: thesisSays("scales.title"), Landscape: true, Columns: []table.Column{
		{Key: "item", Label: thesisSays("scales.item"), Stub: true, Width: 56}, {Key: "n", Label: table.Same("n"), Format: table.Whole},
		{Key: "loading", Label: thesisSays("scales.loading"), Format: table.Coef3}, {Key: "rest", Label: thesisSays("scales.rest"), Format: table.Coef3},
		{Key: "dropped", Label: thesisSays("scales.dropped"), Format: table.Coef3}, {Key: "alpha", Label: table.Same("α"), Format: table.Coef3},
		{Key: "omega", Label: table.Same("ω"), Format: table.Coef3}, {Key: "cr", Label: table.Same("CR"), Format: table.Coef3}, {Key: "ave", Label: table.Same("AVE"), Format: table.Coef3}}}
	reversed, aside, weak := false, false, false
	least := func(e *estimate.Estimate, cut float64) table.Cell {
		c := cell(e)
		if c.Kind == table.Number && c.Value < cut {
			c.Marks = []string{"weak"}
			weak = true
		}
		return c
	}
	for _, proposed := range []bool{false, true} {
		g := table.Group{Label: say("observed")}
		if proposed {
			g.Label = say("proposed")
		}
		for i := range r.fw.Dimensions {
			d := &r.fw.Dimensions[i]
			of := estimate.Key{Dim: d.ID}
			alpha := r.find("reliability", "alpha", of.String())
			if d.Proposed != proposed || alpha == nil {
				continue
			}
			g.Rows = append(g.Rows, table.Row{Key: d.ID, Strong: true, Cells: []table.Cell{table.Txt(label(d.Label, d.ID)), sized(alpha), blank(), blank(), blank(),
				least(alpha, leastAlpha), cell(r.find("reliability", "omega_unidimensional", of.String())), least(r.factorOf("composite_reliability", d.ID, d.ID), leastCR), least(r.factorOf("ave", d.ID, d.ID), leastAVE)}})
			for k := range r.study.Instrument.Items {
				it := &r.study.Instrument.Items[k]
				if it.Dimension != d.ID {
					continue
				}
				rest := r.find("reliability", "item_rest_r", of.Of(it.ID))
				loading := r.factorOf("loading_std", d.ID, d.ID+"=~"+it.ID)
				if rest == nil && loading == nil && !r.inSurvey(it.ID) {
					continue
				}
				reversed = reversed || it.Reverse
				name := table.Txt(join([]table.Text{itemName(it.ID, it.Reverse), label(it.Text, "")}, " ", " "))
				if rest == nil {
					aside = true
					name.Marks = []string{"aside"}
				}
				g.Rows = append(g.Rows, table.Row{Key: it.ID, Indent: 1, Cells: []table.Cell{name, sized(rest), cell(loading), cell(rest),
					cell(r.find("reliability", "alpha_if_dropped", of.Of(it.ID))), blank(), blank(), blank(), blank()}})
			}
		}
		if len(g.Rows) > 0 {
			t.Groups = append(t.Groups, g)
		}
	}
	if len(t.Groups) == 0 {
		return nil, thesisSays("why.no_scales")
	}
	t.Notes = []table.Note{{Text: thesisSays("scales.note")}}
	if n := dropEmpty(t, "loading"); !n {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("scales.factors")})
	}
	for _, key := range []string{"cr", "ave", "omega"} {
		dropEmpty(t, key)
	}
	if reversed {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("scales.reversed")})
	}
	if weak {
		t.Notes = append(t.Notes, table.Note{Key: "weak", Text: thesisSays("scales.weak", coef(leastAlpha), coef(leastCR), coef(leastAVE))})
	}
	if aside {
		t.Notes = append(t.Notes, table.Note{Key: "aside", Text: thesisSays("scales.aside")})
	}
	return t, table.Text{}
}

// inSurvey reports whether an item stands in the survey as a column.
func (r *thesisReport) inSurvey(item string) bool { return slices.Contains(r.study.Survey.Items, item) }

// correlationNotes say how the correlations were computed and tested.
func (r *thesisReport) correlationNotes() []table.Note {
	few, many, tested, method := 0, 0, false, ""
	for _, x := range r.keys["correlate.r"] {
		if x.key != (estimate.Key{Source: "survey"}) || !has(x.e) {
			continue
		}
		if few == 0 || x.e.N < few {
			few = x.e.N
		}
		many = max(many, x.e.N)
		tested, method = tested || estimate.Has(x.e.P), x.e.Method
	}
	n := count(many)
	if few < many {
		n = thesisSays("descriptives.range", count(few), count(many))
	}
	text := thesisSays("descriptives.r", n)
	if !tested {
		text = thesisSays("descriptives.no_p", n)
	}
	for _, how := range []string{"holm", "fdr"} {
		if tested && strings.Contains(method, how) {
			text = thesisSays("descriptives.r_adjusted", n, table.Same(strings.ToUpper(how[:1])+how[1:]))
		}
	}
	notes := []table.Note{{Text: text}}
	if strings.Contains(method, "one row a person") {
		notes = append(notes, table.Note{Text: thesisSays("descriptives.people")})
	}
	return notes
}
