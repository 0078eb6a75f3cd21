package measures

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/sav"
	"github.com/smekit/smekit/measures/survey"
)

// Dataset is a study's survey for SPSS and its like: a row a response, nothing suppressed.
type Dataset struct {
	File     *sav.File
	Rows     [][]sav.Value
	Items    int
	Others   int // further columns of the responses
	Scores   int
	Excluded int                  // responses left out by the study's decisions
	Notes    []coding.ReceiptNote // names and codes that had to change
}

// Respondents makes the data set of a study: respondent, case, department, role and period, the items as they were answered
// (reverse-keyed ones too, which their labels say), and the score of each dimension that has items of its own on 0–100, as
// smekit computes it ([survey.Read]), and the other columns of the responses: numbers under the labels that the study knows
// for them, else numbers or texts. Answers that do not apply bear a code that is declared missing; what was not asked or
// not answered is system-missing. Labels are in the language, "en" or else Chinese. Responses that decisions exclude are not
// in it.
func Respondents(s *coding.Study, lang string) *Dataset {
	if lang != "en" {
		lang = "zh"
	}
	d := &dataset{study: s, lang: lang, sheet: survey.Read(s)}
	for i := range s.Survey.Responses {
		if s.Survey.Responses[i].Excluded == "" {
			d.responses = append(d.responses, i)
		}
	}
	d.Excluded = len(s.Survey.Responses) - len(d.responses)
	d.people()
	for i := range s.Survey.Items {
		d.item(i)
	}
	d.attributes()
	for i := range d.sheet.Leaves {
		d.score(i)
	}
	return d.done()
}

// dataset is a data set in the making, column by column.
type dataset struct {
	Dataset
	study     *coding.Study
	lang      string
	sheet     *survey.Sheet
	responses []int // those that are in it
	columns   []column
}

type column struct {
	variable sav.Variable
	value    func(response int) sav.Value
}

func (d *dataset) say(code string, args ...string) string { return locale.Text(d.lang, code, args...) }

func (d *dataset) add(v sav.Variable, value func(int) sav.Value) {
	d.columns = append(d.columns, column{v, value})
}

func (d *dataset) done() *Dataset {
	var headers []string
	for _, c := range d.columns {
		headers = append(headers, c.variable.Name)
	}
	f := &sav.File{Label: d.study.Title.Or(d.lang), Cases: len(d.responses)}
	for i, name := range sav.Names(headers) {
		v := d.columns[i].variable
		if name != v.Name {
			d.Notes = append(d.Notes, coding.ReceiptNote{Code: "export.renamed", Args: []string{v.Name, name}})
			v.Name = name
		}
		f.Variables = append(f.Variables, v)
	}
	for _, r := range d.responses {
		row := make([]sav.Value, len(d.columns))
		for i := range d.columns {
			row[i] = d.columns[i].value(r)
		}
		d.Rows = append(d.Rows, row)
	}
	f.Fit(slices.Values(d.Rows))
	for i := range f.Variables {
		if v := &f.Variables[i]; v.Width > 0 {
			v.Format = sav.Format{Type: sav.FormatA, Width: v.Width}
		}
	}
	for _, n := range sav.Shortened(f) {
		d.Notes = append(d.Notes, coding.ReceiptNote{Code: strings.Replace(n.Code, "sav.", "export.", 1), Args: n.Args})
	}
	d.File = f
	return &d.Dataset
}

// people adds who answered.
func (d *dataset) people() {
	s := d.study
	cases, departments, roles := map[string]string{}, map[string]string{}, map[string]string{}
	several := false
	name := func(in map[string]string, id, label string) {
		if old, known := in[id]; known && old != label {
			label, several = "", true // the id of several departments
		}
		in[id] = label
	}
	for i := range s.Cases {
		c := &s.Cases[i]
		name(cases, c.ID, cmp.Or(c.Label.Or(d.lang), c.Name))
	}
	for i := range s.Departments {
		name(departments, s.Departments[i].ID, s.Departments[i].Name)
	}
	if s.Framework != nil {
		for i := range s.Framework.Roles {
			name(roles, s.Framework.Roles[i].ID, s.Framework.Roles[i].Label.Or(d.lang))
		}
	}
	text := func(field, label string, names map[string]string, of func(r int) string) {
		v := sav.Variable{Name: field, Label: d.say("export.var." + label), Width: 1, Measure: sav.Nominal, Align: sav.Left}
		seen := map[string]bool{}
		for _, r := range d.responses {
			if id := of(r); id != "" && !seen[id] {
				seen[id] = true
				if l := names[id]; l != "" && l != id {
					v.Labels = append(v.Labels, sav.ValueLabel{Value: sav.Text(id), Text: l})
				}
			}
		}
		slices.SortFunc(v.Labels, func(a, b sav.ValueLabel) int { return strings.Compare(a.Value.Str, b.Value.Str) })
		d.add(v, func(r int) sav.Value { return sav.Text(of(r)) })
	}
	at := func(r int) *coding.Response { return &s.Survey.Responses[r] }
	anyText := func(of func(r int) string) bool {
		return slices.ContainsFunc(d.responses, func(r int) bool { return of(r) != "" })
	}
	text("respondent_id", "respondent", nil, func(r int) string { return at(r).Respondent })
	text("case", "case", cases, func(r int) string { return at(r).Case })
	text("department", "department", departments, func(r int) string { return at(r).Dept })
	if several {
		text("department_name", "department_name", nil, func(r int) string {
			if dept := s.Department(at(r).Case, at(r).Dept); dept != nil {
				return dept.Name
			}
			return ""
		})
	}
	if side := func(r int) string { return d.sheet.Sides[r] }; anyText(side) {
		text("side", "side", nil, side)
	}
	text("role", "role", roles, func(r int) string { return at(r).Role })
	text("period", "period", nil, func(r int) string { return at(r).Period })
	if submitted := func(r int) string { return at(r).Submitted }; anyText(submitted) {
		text("submitted", "submitted", nil, submitted)
	}
	number := func(field string, of func(r int) float64, there func(x float64) bool) {
		if slices.ContainsFunc(d.responses, func(r int) bool { return there(of(r)) }) {
			d.add(sav.Variable{Name: field, Label: d.say("export.var." + field), Measure: sav.Scale, Format: sav.Format{Type: sav.FormatF, Width: 8, Decimals: 2}},
				func(r int) sav.Value { return finite(of(r)) })
		}
	}
	number("seconds", func(r int) float64 { return at(r).Seconds }, func(x float64) bool { return !math.IsNaN(x) })
	number("weight", func(r int) float64 { return at(r).Weight }, func(x float64) bool { return x != 1 })
}

// finite is a number, or system-missing where it is none.
func finite(x float64) sav.Value {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return sav.Value{Num: math.NaN(), Missing: true}
	}
	return sav.Number(x)
}

// item adds an item as it was answered.
func (d *dataset) item(i int) {
	id := d.study.Survey.Items[i]
	it := d.study.Instrument.Item(id)
	if it == nil {
		it = &coding.Item{ID: id}
	}
	d.Items++
	label := cmp.Or(it.Text.Or(d.lang), id)
	if it.Reverse {
		label = d.say("export.var.reverse", label)
	}
	v := sav.Variable{Name: id, Label: label, Measure: sav.Ordinal, Format: sav.Format{Type: sav.FormatF, Width: 8}, Labels: d.points(it)}
	codes := d.absent(i, it, &v)
	whole := true
	for _, r := range d.responses {
		a := d.study.Survey.Responses[r].Answers[i]
		whole = whole && (!a.Ok() || a.Num == math.Trunc(a.Num))
	}
	if !whole {
		v.Format.Decimals = 2
	}
	d.add(v, func(r int) sav.Value {
		switch a := d.study.Survey.Responses[r].Answers[i]; {
		case a.Ok():
			return finite(a.Num)
		case a.Missing == coding.DoesNotApply:
			if x, ok := codes[absentText(a)]; ok {
				return sav.Number(x)
			}
		}
		return finite(math.NaN())
	})
}

// points are the labels of an item's scale: those that the answers came with, else its own in the language, the framework's
// where these are among them or it has none.
func (d *dataset) points(it *coding.Item) []sav.ValueLabel {
	at := map[float64]string{}
	names := make([]string, 0, len(it.Labels))
	for n := range it.Labels {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		p := it.Labels[n]
		old, taken := at[p]
		if !taken || inLanguage(n, d.lang) && !inLanguage(old, d.lang) {
			at[p] = n
		}
	}
	if fw := d.study.Framework; fw != nil && it.Min == fw.ScaleMin && it.Max == fw.ScaleMax && (len(it.Labels) > 0 || d.ofFramework(it.ID)) {
		for k, l := range fw.ScaleLabels {
			p, text := fw.ScaleMin+float64(k), l.Or(d.lang)
			own, given := it.Labels[text]
			if text != "" && (len(it.Labels) == 0 || given && own == p) {
				at[p] = text
			}
		}
	}
	own := map[float64]string{} // the words of the file that the answers came from
	for i := range d.study.Survey.Values {
		l := &d.study.Survey.Values[i]
		if x, err := strconv.ParseFloat(l.Value, 64); err == nil && l.Column == it.ID && l.Label != "" && !l.Missing && x >= it.Min && x <= it.Max {
			own[x] = l.Label
		}
	}
	if len(own) > 0 {
		at = own
	}
	var out []sav.ValueLabel
	for p, text := range at {
		out = append(out, sav.ValueLabel{Value: sav.Number(p), Text: text})
	}
	slices.SortFunc(out, func(a, b sav.ValueLabel) int { return cmp.Compare(a.Value.Num, b.Value.Num) })
	return out
}

// ofFramework reports whether an item is one of the framework's, whose scale is the framework's; without a questionnaire of its
// own a study has no others.
func (d *dataset) ofFramework(id string) bool {
	fw := d.study.Framework
	return fw != nil && (!d.study.Instrument.Own || slices.ContainsFunc(fw.Items, func(it coding.Item) bool { return it.ID == id }))
}

// inLanguage reports whether a text is written in the script of a language.
func inLanguage(s, lang string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) == (lang == "zh")
}

// absentText is what an answer that does not apply was given as.
func absentText(a coding.Value) string {
	if a.Text == "" {
		return strconv.FormatFloat(a.Num, 'f', -1, 64)
	}
	return a.Text
}

// maxMissing is how many values SPSS can declare missing one by one.
const maxMissing = 3

// absent declares an item's missing values: the codes that occur, words among them under a number of their own (99, 98, …),
// then further numbers that the instrument and the framework declare, as far as there is room. It gives the number of each code that occurs.
func (d *dataset) absent(i int, it *coding.Item, v *sav.Variable) map[string]float64 {
	codes, counts := map[string]float64{}, map[string]int{}
	var order []string
	for _, r := range d.responses {
		if a := d.study.Survey.Responses[r].Answers[i]; a.Missing == coding.DoesNotApply {
			t := absentText(a)
			if counts[t]++; counts[t] == 1 {
				order = append(order, t)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	taken := map[float64]bool{}
	declare := func(x float64) {
		taken[x] = true
		v.Missing.Values = append(v.Missing.Values, sav.Number(x))
	}
	numeric := func(s string) (float64, bool) {
		x, err := strconv.ParseFloat(s, 64)
		return x, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
	}
	for _, t := range order {
		if x, ok := numeric(t); ok {
			taken[x] = true // no word may have it
		}
	}
	var lost []string
	for _, t := range order {
		if len(v.Missing.Values) == maxMissing {
			lost = append(lost, t)
			continue
		}
		x, ok := numeric(t)
		label := cmp.Or(d.labelOf(it.ID, t), d.say("export.var.does_not_apply"))
		if !ok {
			label = t
			if x, ok = outside(it.Min, it.Max, taken); !ok {
				lost = append(lost, t)
				continue
			}
		}
		codes[t] = x
		declare(x)
		v.Labels = slices.DeleteFunc(v.Labels, func(l sav.ValueLabel) bool { return l.Value.Num == x })
		v.Labels = append(v.Labels, sav.ValueLabel{Value: sav.Number(x), Text: label})
	}
	declared := slices.Clone(it.NACodes)
	for i := range d.study.Survey.Values {
		if l := &d.study.Survey.Values[i]; l.Missing && l.Column == it.ID {
			declared = append(declared, l.Value)
		}
	}
	if len(declared) == 0 && d.ofFramework(it.ID) {
		declared = d.study.Framework.NACodes
	}
	for _, t := range declared {
		x, ok := numeric(t)
		if ok && len(v.Missing.Values) < maxMissing && (x < it.Min || x > it.Max) && !slices.ContainsFunc(v.Missing.Values, func(m sav.Value) bool { return m.Num == x }) {
			declare(x)
		}
	}
	if lost != nil {
		d.Notes = append(d.Notes, coding.ReceiptNote{Code: "export.many_missing", Args: []string{it.ID, strings.Join(lost, ", ")}})
	}
	return codes
}

// score adds the score of a dimension.
func (d *dataset) score(leaf int) {
	l := &d.sheet.Leaves[leaf]
	name := l.Dim
	if d.study.Framework != nil {
		if dim := d.study.Framework.Dimension(l.Dim); dim != nil {
			name = cmp.Or(dim.Label.Or(d.lang), l.Dim)
		}
	}
	d.Scores++
	d.add(sav.Variable{Name: "score_" + l.Dim, Label: d.say("export.var.score", name, strconv.Itoa(len(l.Items))), Measure: sav.Scale,
		Format: sav.Format{Type: sav.FormatF, Width: 8, Decimals: 2}}, func(r int) sav.Value { return finite(d.sheet.Scores[r][leaf]) })
}

// outside returns the code that a word gets among a variable's numbers: the first that is not taken from 99 down, or below
// or above the scale where 99 lies on it; ok is false for a scale that leaves no such room.
func outside(lo, hi float64, taken map[float64]bool) (x float64, ok bool) {
	const far = 1e9
	step := -1.0
	switch x = 99; {
	case x > hi || x < lo:
	case lo > -far:
		x = math.Ceil(lo) - 1
	case hi < far:
		x, step = math.Floor(hi)+1, 1
	default:
		return 0, false
	}
	for ; taken[x] || x >= lo && x <= hi; x += step {
		if x >= lo && x <= hi { // came down upon the scale from above
			x = math.Ceil(lo)
			if lo <= -far {
				return 0, false
			}
		}
	}
	return x, true
}
