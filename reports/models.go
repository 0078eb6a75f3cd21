package reports

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

var (
	fitFormat    = table.Format{Style: table.Bounded, Digits: 3}
	effectFormat = table.Decimal2
)

// modelRows say how the models of the survey came out, or why there are none, with the numbers as parts of the cells.
func (b *builder) modelRows() []table.Row {
	var rows []table.Row
	add := func(item string, parts []table.Part) {
		if parts != nil {
			rows = append(rows, table.Row{Key: item, Indent: 1, Cells: []table.Cell{table.Txt(say("methods." + item)), {Kind: table.Composite, Parts: parts, Tint: -1}}})
		}
	}
	add("measurement", b.measurementParts())
	add("path_model", b.pathParts())
	add("between", b.betweenParts())
	return rows
}

// phrase says a code in parts, the arguments standing where the texts of both languages have them, in the same order.
func phrase(code string, args ...table.Part) []table.Part {
	places := make([]string, len(args))
	for i := range args {
		places[i] = "{" + strconv.Itoa(i) + "}"
	}
	zh, en := pieces(locale.Text(locale.Chinese, "review."+code, places...)), pieces(locale.Text(locale.English, "review."+code, places...))
	var out []table.Part
	for i := range en {
		text := table.Text{EN: en[i]}
		if i < len(zh) {
			text.ZH = zh[i]
		}
		if !text.Empty() {
			out = append(out, table.Part{Text: text})
		}
		if i < len(args) {
			out = append(out, args[i])
		}
	}
	return out
}

// pieces are what stands between {0}, {1}, … of a template.
func pieces(template string) []string {
	var out []string
	for i := 0; ; i++ {
		before, after, found := strings.Cut(template, "{"+strconv.Itoa(i)+"}")
		out = append(out, before)
		if !found {
			return out
		}
		template = after
	}
}

func words(t table.Text) table.Part { return table.Part{Text: t} }

// value is a number of an estimate within a phrase; what is hidden says so.
func value(e *estimate.Estimate, v float64, f table.Format) table.Part {
	if t, hid := hidden(e); hid {
		return words(t)
	}
	if e == nil {
		return words(table.Same("–"))
	}
	return table.Part{IsNum: true, Value: v, Format: f, ID: e.ID()}
}

// find is the estimate with an id, nil where there is none.
func (b *builder) find(family, measure, of string) *estimate.Estimate {
	if i, ok := b.at[estimate.ID(family, measure, of)]; ok {
		return &b.es[i]
	}
	return nil
}

// best is the robust form of an index of fit where it could be computed.
func (b *builder) best(measure, of string) *estimate.Estimate {
	if e := b.find("cfa", measure+"_robust", of); has(e) {
		return e
	}
	return b.find("cfa", measure, of)
}

func valueOf(e *estimate.Estimate, f table.Format) table.Part {
	if e == nil {
		return value(e, 0, f)
	}
	return value(e, e.Value, f)
}

// reason is why an estimate is empty.
func reason(e *estimate.Estimate) table.Part {
	if len(e.Notes) == 0 {
		return words(table.Same("–"))
	}
	return words(noteText(e.Notes[0]))
}

func (b *builder) measurementParts() []table.Part {
	var out []table.Part
	told := false
	for _, x := range b.keys["cfa.cfi"] {
		if x.own != "" || x.key.Source != "survey" {
			continue
		}
		name := words(b.dimName(x.key.Dim))
		if out != nil {
			out = append(out, words(table.Text{ZH: "；", EN: "; "}))
		}
		if !has(x.e) {
			out = append(out, phrase("methods.measurement_not", name, reason(x.e))...)
			continue
		}
		told = true
		factors := 0
		for _, f := range b.keys["cfa.ave"] {
			if f.key == x.key {
				factors++
			}
		}
		rmsea := b.best("rmsea", x.e.Of)
		low, high := estimate.None, estimate.None
		if rmsea != nil {
			low, high = rmsea.Low, rmsea.High
		}
		out = append(out, phrase("methods.measurement_text", name, value(x.e, float64(x.e.N), table.Whole), words(count(len(x.e.Basis.Columns))), words(count(factors)),
			valueOf(b.best("cfi", x.e.Of), fitFormat), valueOf(rmsea, fitFormat), value(rmsea, low, fitFormat), value(rmsea, high, fitFormat),
			valueOf(b.find("cfa", "srmr", x.e.Of), fitFormat))...)
	}
	switch {
	case told:
		return append(phrase("methods.measurement_how"), append(out, phrase("methods.measurement_end")...)...)
	case out != nil:
		return append(out, words(table.Text{ZH: "。", EN: "."}))
	}
	return nil
}

func (b *builder) pathParts() []table.Part {
	for _, measure := range []string{"total_indirect", "indirect"} {
		of := estimate.Key{Source: "survey"}.String()
		e := b.find("mediate", measure, of)
		if e == nil {
			continue
		}
		if !has(e) {
			return phrase("methods.path_model_not", reason(e))
		}
		var names []table.Text
		for _, id := range e.Basis.Columns {
			if b.fw.Dimension(id) != nil {
				names = append(names, b.dimName(id))
			}
		}
		if len(names) < 3 {
			return nil
		}
		last := len(names) - 1
		parts := phrase("methods.path_model_text", words(names[0]), words(list(names[1:last])), words(names[last]), value(e, float64(e.N), table.Whole),
			valueOf(e, effectFormat))
		if estimate.Has(e.Low) && estimate.Has(e.High) {
			parts = append(parts, phrase("methods.path_model_interval", value(e, e.Low, effectFormat), value(e, e.High, effectFormat))...)
		}
		return append(parts, phrase("methods.path_model_end", valueOf(b.find("mediate", "direct", of), effectFormat), valueOf(b.find("mediate", "total", of), effectFormat))...)
	}
	return nil
}

func (b *builder) betweenParts() []table.Part {
	for _, x := range b.keys["multilevel.icc"] {
		if x.own != "" || x.key.Source != "survey" {
			continue
		}
		name := words(b.dimName(x.key.Dim))
		if !has(x.e) {
			return phrase("methods.between_not", name, reason(x.e))
		}
		return phrase("methods.between_text", name, value(x.e, float64(x.e.N), table.Whole), valueOf(x.e, table.Coef))
	}
	return nil
}
