package form

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// InstrumentSheet is a questionnaire; nil without items.
func InstrumentSheet(items []coding.Item) *Workbook {
	r := newRecords("items")
	r.column("item", 14, required)
	r.column("dimension", 13, required)
	r.column("text_zh", 46, wrapped)
	r.column("text_en", 46, wrapped)
	r.column("min", 8, plainNumber)
	r.column("max", 8, plainNumber)
	r.column("reverse", 9)
	r.column("labels", 40, wrapped)
	r.column("na_codes", 16)
	r.column("ask", 11)
	r.column("status", 11)
	for i := range items {
		it := &items[i]
		ask, status := it.Ask, "extended"
		if ask == "" {
			ask = "all"
		}
		if it.Core {
			status = "core"
		}
		dimension := it.Dimension
		if dimension == "" {
			dimension = "-" // measures none
		}
		r.row(it.ID, dimension, blankless(it.Text.ZH), blankless(it.Text.EN), it.Min, it.Max, yesNo(it.Reverse), blankless(pointLabels(it.Labels)),
			blankless(strings.Join(it.NACodes, ";")), ask, status)
	}
	return bookOf("instrument", r)
}

// pointLabels writes the words of scale points: 1=…;2=…, rising, words of one point sorted.
func pointLabels(labels map[string]float64) string {
	words := slices.Collect(maps.Keys(labels))
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(cmp.Compare(labels[a], labels[b]), strings.Compare(a, b))
	})
	for i, w := range words {
		words[i] = strconv.FormatFloat(labels[w], 'f', -1, 64) + "=" + w
	}
	return strings.Join(words, ";")
}

// ResponseSheet is a survey's responses, a row each, excluded ones among them; nil without. Answers that do not apply
// stand as they were found, and so do words that the labels of an item read; those not given, not asked and rejected are
// empty. A second sheet says what values stand for.
func ResponseSheet(s *coding.Survey) *Workbook {
	has := struct{ dept, role, period, submitted, seconds, weight bool }{}
	for i := range s.Responses {
		p := &s.Responses[i]
		has.dept = has.dept || p.Dept != ""
		has.role = has.role || p.Role != ""
		has.period = has.period || p.Period != ""
		has.submitted = has.submitted || p.Submitted != ""
		has.seconds = has.seconds || !math.IsNaN(p.Seconds)
		has.weight = has.weight || p.Weight != 1
	}
	more := attributes(s.Responses, func(p *coding.Response) coding.Attrs { return p.Attrs })
	r := newRecords("responses")
	r.column("respondent_id", 14, required)
	r.column("case", 10, required)
	column := func(on bool, header string, width float64, set ...func(*Column)) {
		if on {
			r.column(header, width, set...)
		}
	}
	column(has.dept, "department", 14)
	column(has.role, "role", 12)
	column(has.period, "period", 12)
	column(has.submitted, "submitted", 18)
	column(has.seconds, "seconds", 9, plainNumber)
	column(has.weight, "weight", 9, plainNumber)
	for _, id := range s.Items {
		r.column(id, 11, plainNumber)
	}
	for _, n := range more {
		r.column(n, 14)
	}
	for i := range s.Responses {
		p := &s.Responses[i]
		cells := []any{p.Respondent, p.Case}
		cell := func(on bool, v any) {
			if on {
				cells = append(cells, v)
			}
		}
		cell(has.dept, blankless(p.Dept))
		cell(has.role, blankless(p.Role))
		cell(has.period, blankless(p.Period))
		cell(has.submitted, blankless(p.Submitted))
		cell(has.seconds, number64(p.Seconds))
		cell(has.weight, p.Weight)
		for k := range s.Items {
			var v any
			if k < len(p.Answers) {
				v = answerCell(&p.Answers[k])
			}
			cells = append(cells, v)
		}
		r.row(append(cells, attributeCells(more, p.Attrs)...)...)
	}
	if len(s.Responses) == 0 {
		return nil
	}
	return bookOf("responses", r, valueRecords(s.Values))
}

// valueRecords are what the values of columns stand for, a row each.
func valueRecords(values []coding.ValueLabel) *records {
	r := newRecords("values")
	r.column("column", 24, required)
	r.column("value", 10, required, plainNumber)
	r.column("label", 40)
	r.column("missing", 9)
	r.column("numbered", 10)
	for i := range values {
		v := &values[i]
		yes := func(on bool) any {
			if on {
				return "yes"
			}
			return nil
		}
		var value any = v.Value
		if x, err := strconv.ParseFloat(v.Value, 64); err == nil && strconv.FormatFloat(x, 'f', -1, 64) == v.Value {
			value = x
		}
		r.row(blankless(v.Column), value, blankless(v.Label), yes(v.Missing), yes(v.Numbered))
	}
	return r
}

func number64(x float64) any {
	if math.IsNaN(x) {
		return nil
	}
	return x
}

func answerCell(v *coding.Value) any {
	switch {
	case v.Ok():
		return v.Num
	case v.Missing == coding.Present: // a word that the labels of the item read
		return blankless(v.Text)
	case v.Missing != coding.DoesNotApply:
		return nil
	case v.IsNum:
		return v.Num
	}
	return blankless(v.Text)
}
