package measures

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/smekit/smekit/coding/sav"
)

// labelOf is what a value of a column stands for, empty where the study does not know.
func (d *dataset) labelOf(column, value string) string {
	for i := range d.study.Survey.Values {
		if l := &d.study.Survey.Values[i]; l.Column == column && l.Value == value {
			return l.Label
		}
	}
	return ""
}

// attributes adds the columns of the responses that are neither fields nor items, sorted by their headers.
func (d *dataset) attributes() {
	names := map[string]bool{}
	for _, r := range d.responses {
		for name := range d.study.Survey.Responses[r].Attrs {
			names[name] = true
		}
	}
	headers := make([]string, 0, len(names))
	for name := range names {
		headers = append(headers, name)
	}
	slices.Sort(headers)
	for _, h := range headers {
		d.attribute(h)
	}
	d.Others = len(headers)
}

// attribute adds one: under codes where the study knows labels for all of its words, as numbers or dates where all are, else
// as texts.
func (d *dataset) attribute(header string) {
	name, label := header, ""
	if first, rest, ok := strings.Cut(header, " "); ok && variableName(first) {
		name, label = first, strings.TrimSpace(rest)
	}
	v := sav.Variable{Name: name, Label: label, Measure: sav.Nominal, Format: sav.Format{Type: sav.FormatF, Width: 8}}
	given := func(r int) string { return d.study.Survey.Responses[r].Attrs[header] }
	if codes := d.codes(header, &v); codes != nil {
		d.add(v, func(r int) sav.Value {
			if x, ok := codes[given(r)]; ok {
				return sav.Number(x)
			}
			return finite(math.NaN())
		})
		return
	}
	if decimals, ok := d.numbers(given); ok {
		v.Measure, v.Format.Decimals = sav.Scale, decimals
		d.add(v, func(r int) sav.Value {
			x, err := strconv.ParseFloat(given(r), 64)
			if err != nil {
				x = math.NaN()
			}
			return finite(x)
		})
		return
	}
	if format, moment := d.moments(given); moment != nil {
		v.Measure, v.Format = sav.Scale, format
		d.add(v, func(r int) sav.Value { return finite(moment(given(r))) })
		return
	}
	v.Width, v.Align = 1, sav.Left
	texts := d.texts(header, &v)
	d.add(v, func(r int) sav.Value {
		t := given(r)
		return sav.Text(cmp.Or(texts[t], t))
	})
}

// texts are the values of a column's words where these are texts, with the labels put to the variable.
func (d *dataset) texts(header string, v *sav.Variable) map[string]string {
	values := map[string]string{}
	for i := range d.study.Survey.Values {
		if l := &d.study.Survey.Values[i]; l.Column == header && l.Label != "" {
			if _, twice := values[l.Label]; !twice {
				values[l.Label] = l.Value
				v.Labels = append(v.Labels, sav.ValueLabel{Value: sav.Text(l.Value), Text: l.Label})
			}
		}
	}
	return values
}

// moments is the format of a column of dates, or dates with a time of day, and what its values are in it; nil for other columns.
func (d *dataset) moments(given func(int) string) (sav.Format, func(string) float64) {
	for _, k := range []struct {
		layout string
		format sav.Format
	}{{time.DateOnly, sav.Format{Type: sav.FormatSDATE, Width: 10}}, {"2006-01-02T15:04:05", sav.Format{Type: sav.FormatDATETIME, Width: 20}}} {
		any := false
		odd := slices.ContainsFunc(d.responses, func(r int) bool {
			t := given(r)
			any = any || t != ""
			at, err := time.Parse(k.layout, t)
			return t != "" && (err != nil || at.Year() < 1583)
		})
		if any && !odd {
			return k.format, func(t string) float64 {
				at, err := time.Parse(k.layout, t)
				if err != nil {
					return math.NaN()
				}
				return sav.Seconds(at)
			}
		}
	}
	return sav.Format{}, nil
}

// codes are the numbers of a column's words, with the labels put to the variable; nil where the study does not know a number
// for each.
func (d *dataset) codes(header string, v *sav.Variable) map[string]float64 {
	codes := map[string]float64{}
	for i := range d.study.Survey.Values {
		l := &d.study.Survey.Values[i]
		if l.Column != header {
			continue
		}
		x, err := strconv.ParseFloat(l.Value, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return nil
		}
		codes[cmp.Or(l.Label, l.Value)], codes[l.Value] = x, x
		if l.Label != "" && !slices.ContainsFunc(v.Labels, func(o sav.ValueLabel) bool { return o.Value.Num == x }) {
			v.Labels = append(v.Labels, sav.ValueLabel{Value: sav.Number(x), Text: l.Label})
		}
		if l.Missing && len(v.Missing.Values) < maxMissing && !slices.ContainsFunc(v.Missing.Values, func(m sav.Value) bool { return m.Num == x }) {
			v.Missing.Values = append(v.Missing.Values, sav.Number(x))
		}
	}
	if len(codes) == 0 {
		return nil
	}
	for _, r := range d.responses {
		t := d.study.Survey.Responses[r].Attrs[header]
		if _, known := codes[t]; t == "" || known {
			continue
		}
		x, err := strconv.ParseFloat(t, 64)
		if err != nil || !plainNumber(t) {
			v.Labels, v.Missing = nil, sav.Missing{}
			return nil
		}
		codes[t] = x
	}
	slices.SortFunc(v.Labels, func(a, b sav.ValueLabel) int { return cmp.Compare(a.Value.Num, b.Value.Num) })
	return codes
}

// numbers reports whether all values of a column are numbers as people write them (007 is none), and their decimals.
func (d *dataset) numbers(given func(int) string) (decimals int, ok bool) {
	for _, r := range d.responses {
		t := given(r)
		if t == "" {
			continue
		}
		if !plainNumber(t) {
			return 0, false
		}
		if _, after, cut := strings.Cut(t, "."); cut {
			decimals = max(decimals, min(len(after), 16))
		}
		ok = true
	}
	return decimals, ok
}

// longestID is how many digits numbers have that people are known by, of cards and accounts: they are texts.
const longestID = 30

// plainNumber reports whether a text is a number as people write it, without zeros before it, that a number holds exactly
// or, in decimals, to the last digit.
func plainNumber(t string) bool {
	whole, after, cut := strings.Cut(strings.TrimPrefix(t, "-"), ".")
	only := func(s string) bool {
		return s != "" && !strings.ContainsFunc(s, func(c rune) bool { return c < '0' || c > '9' })
	}
	if !only(whole) || cut && !only(after) || whole != "0" && whole[0] == '0' {
		return false
	}
	if len(whole)+len(after) <= 15 {
		return true
	}
	x, err := strconv.ParseFloat(t, 64)
	return err == nil && (cut || len(whole) > longestID) && strconv.FormatFloat(x, 'f', -1, 64) == t
}

// variableName reports whether a word can be the name of a variable: it begins with a letter and has letters, digits, dots
// and strokes alone.
func variableName(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(first) && !strings.ContainsFunc(s, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' && c != '.'
	})
}
