package dialect

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// built is a column as it is handed on, with its values in the order of the rows.
type built struct {
	Column
	from   *question
	values []coding.Value
	low    float64 // of a scale
	high   float64
	sure   bool // the range is known from labels
}

// mostOptions is how many different answers a closed question may have.
const mostOptions = 30

// settle turns what stands in the cells into typed columns.
func (s *survey) settle() {
	s.boxes()
	families := s.families()
	for i, q := range s.questions {
		switch {
		case q.role == "-":
		case q.role == "submitted":
			s.times(i, q)
			s.keep(i, q, "field")
		case q.role == "seconds":
			s.spells(i, q)
			s.keep(i, q, "field")
		case q.role != "":
			s.byLabel(i, q)
			s.keep(i, q, "field")
		case q.option:
			s.box(i, q)
		default:
			s.answer(i, q, families)
		}
		s.written(q)
	}
	s.ranges()
	s.uses()
}

// byLabel puts the labels of a department, a case, a role or a period in place of their numbers.
func (s *survey) byLabel(col int, q *question) {
	if q.role == "respondent_id" || q.role == "weight" {
		return
	}
	labels := map[string]string{}
	for _, l := range q.Labels {
		labels[l.Value] = l.Text
	}
	numbers := false
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if l := labels[v.Text]; v.Missing == coding.Present && l != "" {
			*v = coding.Value{Text: l}
		}
		numbers = numbers || v.Missing == coding.Present && v.IsNum
	}
	if numbers && q.role != "period" {
		s.ask("dialect.survey_ask_names", q.Header, q.role)
	}
}

// written hands on what people wrote beside the options of a question.
func (s *survey) written(q *question) {
	if len(q.other) == 0 {
		return
	}
	b := &built{Column: q.Column, from: q, values: make([]coding.Value, len(s.rows))}
	b.Name, b.Kind, b.Labels = s.free(q.Name+"_text"), "text", nil
	for r := range b.values {
		b.values[r] = coding.Value{Missing: coding.NotAnswered}
		if t := q.other[r]; t != "" {
			b.values[r] = coding.Value{Text: t}
		}
	}
	s.built = append(s.built, b)
	s.note("dialect.survey_written", b.Name, q.Header, strconv.Itoa(len(q.other)))
}

// keep hands a column on as it stands; texts where they are no measure.
func (s *survey) keep(col int, q *question, kind string) *built {
	b := &built{Column: q.Column, from: q, values: make([]coding.Value, len(s.rows))}
	b.Kind = kind
	for r := range s.rows {
		v := s.rows[r].Values[col]
		if v.Missing == coding.Present && v.IsNum && (kind == "scale" || kind == "number" || kind == "choices" || q.role == "seconds" || q.role == "weight") {
			v.Text = ""
		} else if v.Missing == coding.Present && v.IsNum {
			v.IsNum, v.Num = false, 0
		}
		b.values[r] = v
	}
	b.Missing = sortedKeys(q.na)
	s.built = append(s.built, b)
	return b
}

func sortedKeys(m map[string]int) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// present lists the distinct texts of a column's answers in the order met, with how often each stands there.
func (s *survey) present(col int) (texts []string, count map[string]int, n, numbers int) {
	count = map[string]int{}
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Missing != coding.Present {
			continue
		}
		n++
		if v.IsNum {
			numbers++
		}
		if count[v.Text]++; count[v.Text] == 1 {
			texts = append(texts, v.Text)
		}
	}
	return texts, count, n, numbers
}

// families gathers the labels of scales over all columns.
func (s *survey) families() map[string]*family {
	all := map[string]*family{}
	for i, q := range s.questions {
		if q.role != "" || q.option || q.kind == "text" {
			continue
		}
		texts, _, _, _ := s.present(i)
		texts = saidInWords(texts)
		if len(texts) > 11 {
			continue
		}
		stem, ok := familyOf(texts)
		if !ok {
			continue
		}
		f := all[stem]
		if f == nil {
			f = &family{scores: map[int]bool{}, labels: map[string]int{}}
			all[stem] = f
		}
		for _, t := range texts {
			_, sc, _ := degree(t)
			f.scores[sc], f.labels[t] = true, sc
		}
	}
	for stem, f := range all {
		if len(f.scores) < 3 {
			delete(all, stem)
		}
	}
	return all
}

// saidInWords leaves out numbers and answers that do not apply.
func saidInWords(texts []string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(t string) bool {
		_, number := parseValue(t)
		return number || notApplicable[degreeKey(t)]
	})
}

// mixed reports whether the words of a column that has numbers too are points of a scale that the file knows whole.
func mixed(texts []string, families map[string]*family) (*family, bool) {
	words := saidInWords(texts)
	stem, ok := familyOf(words)
	f := families[stem]
	if !ok || f == nil || len(words) == 0 {
		return nil, false
	}
	_, whole := f.points()
	return f, whole
}

// personal are words of questions about the person: their numbers are choices, not points of a scale.
var personal = regexp.MustCompile(`(?i)性别|年龄|学历|教育程度|文化程度|工龄|工作年限|婚姻|收入|政治面貌|民族|人数|(?:职务|职级|职称|岗位|部门|单位|编制|身份)(?:类型|类别|名称|性质|情况)?(?:是|为)?[?？:：。]*$|\bgender\b|\bsex\b|\bage\b|education|tenure|marital|income|occupation|(?:department|position|rank)[?:.]*$`)

// personal reports whether a question is about the person.
func (q *question) personal() bool {
	return q.part == "" && q.block == "" && len([]rune(q.Question)) <= 40 && personal.MatchString(q.Question)
}

// answer types a column of answers.
func (s *survey) answer(col int, q *question, families map[string]*family) {
	texts, count, n, numbers := s.present(col)
	other := n - numbers // answers in words, those that do not apply aside
	for _, t := range texts {
		if notApplicable[degreeKey(t)] {
			other -= count[t]
		}
	}
	f, both := mixed(texts, families)
	switch {
	case q.kind == "text" || n == 0 && len(q.Labels) == 0:
		s.keep(col, q, "text")
	case q.ranked && s.ranking(col, q):
	case (q.several || s.mayBeSeveral(q, texts, count)) && s.split(col, q):
	case q.kind == "number":
		s.keep(col, q, "number")
	case len(q.Labels) > 0:
		s.labelledAnswer(col, q)
	case numbers == n, numbers > 0 && other == 0, n >= 4 && other <= max(1, n/10) && numbers > 1:
		s.numbers(col, q, texts, count, f)
	case numbers > 0 && both:
		s.numbers(col, q, texts, count, f)
	case s.numberedLabels(col, q, texts):
	default:
		s.words(col, q, texts, count, n, families)
	}
}

// numbers types a column of numbers. A scale has few whole points; a word or two among them is a problem each.
func (s *survey) numbers(col int, q *question, texts []string, count map[string]int, f *family) {
	var points []float64
	whole := true
	for _, t := range texts {
		x, err := strconv.ParseFloat(t, 64)
		if err != nil {
			continue
		}
		whole = whole && x == math.Trunc(x)
		points = append(points, x)
	}
	slices.Sort(points)
	in := slices.DeleteFunc(slices.Clone(points), func(x float64) bool { return x < 0 || x > 10 })
	inside := 0
	for _, t := range texts {
		if x, err := strconv.ParseFloat(t, 64); err == nil && x >= 0 && x <= 10 {
			inside += count[t]
		}
	}
	kind := "number"
	total := 0
	for t, c := range count {
		if _, number := parseValue(t); number {
			total += c
		}
	}
	switch {
	case q.kind == "scale" || q.kind == "choice":
		kind = q.kind
	case !whole || len(in) == 0 || inside*10 < total*8:
	case !s.isItem(q.Name) && q.personal(), q.part == "" && len(in) <= 2 && len(s.rows) >= 8 && !s.isItem(q.Name):
		kind = "choice"
	default:
		kind = "scale"
	}
	b := s.keep(col, q, kind)
	for r := range b.values {
		v := &b.values[r]
		if v.Missing != coding.Present || s.rows[r].Values[col].IsNum {
			continue
		}
		if notApplicable[degreeKey(v.Text)] {
			s.doesNotApply(b, v)
			continue
		}
		if f != nil && kind == "scale" {
			if points, whole := f.points(); whole {
				_, sc, _ := degree(v.Text)
				*v = coding.Number(float64(points[sc]))
				s.count("labels_read")
				continue
			}
		}
		if x, _, ok := numberWithLabel(v.Text); ok {
			*v = coding.Number(x)
			s.count("labels_beside")
			continue
		}
		if kind == "scale" || kind == "number" {
			s.problem(s.rows[r].Pos.At(q.Col), "dialect.survey_no_number", "", v.Text)
			v.Missing = coding.Rejected
		}
	}
	if kind == "scale" && len(in) > 0 {
		b.low, b.high = in[0], in[len(in)-1]
	}
}

func (s *survey) isItem(id string) bool {
	return slices.ContainsFunc(s.opts.Items, func(it coding.Item) bool { return it.ID == id })
}

func (s *survey) doesNotApply(b *built, v *coding.Value) {
	s.count("does_not_apply", v.Text)
	v.Missing, v.IsNum = coding.DoesNotApply, false
	if !slices.Contains(b.Missing, v.Text) {
		b.Missing = append(b.Missing, v.Text)
		slices.Sort(b.Missing)
	}
}

// words types a column of texts: points of a scale, choices, or free text.
func (s *survey) words(col int, q *question, texts []string, count map[string]int, n int, families map[string]*family) {
	said := slices.DeleteFunc(slices.Clone(texts), func(t string) bool { return notApplicable[degreeKey(t)] })
	stem, ok := familyOf(said)
	if f := families[stem]; ok && f != nil && q.kind != "choice" {
		points, whole := f.points()
		b := s.keep(col, q, "scale")
		b.low, b.high, b.sure = 1, 1, true
		for _, p := range points {
			b.high = max(b.high, float64(p))
		}
		for _, l := range f.sorted(points) {
			b.Labels = append(b.Labels, ValueLabel{strconv.Itoa(points[f.labels[l]]), l})
		}
		if !f.scores[0] || len(below(f)) != len(above(f)) {
			b.high = max(b.high, float64(2*max(len(below(f)), len(above(f)))+yes(f.scores[0])))
		}
		s.count("dialect.survey_labels_numbered", joinLabels(b.Labels))
		if !whole {
			s.ask("dialect.survey_ask_points", joinLabels(b.Labels), plainNumber(b.low), plainNumber(b.high))
		}
		for r := range b.values {
			v := &b.values[r]
			switch {
			case v.Missing != coding.Present:
			case notApplicable[degreeKey(v.Text)]:
				s.doesNotApply(b, v)
			default:
				_, sc, _ := degree(v.Text)
				*v = coding.Number(float64(points[sc]))
			}
		}
		return
	}
	kind := "text"
	if len(texts) <= mostOptions && len(texts)*2 <= n || len(texts) <= 2 && n > 2 || q.kind == "choice" {
		kind = "choice"
	}
	for _, t := range texts {
		if len([]rune(t)) > 80 && q.kind != "choice" {
			kind = "text"
		}
	}
	b := s.keep(col, q, kind)
	if kind == "choice" {
		for _, t := range slices.Sorted(slices.Values(said)) {
			b.Labels = append(b.Labels, ValueLabel{t, t})
		}
		for r := range b.values {
			if v := &b.values[r]; v.Missing == coding.Present && notApplicable[degreeKey(v.Text)] {
				s.doesNotApply(b, v)
			}
		}
	}
}

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

func below(f *family) (out []int) {
	for sc := range f.scores {
		if sc < 0 {
			out = append(out, sc)
		}
	}
	return out
}

func above(f *family) (out []int) {
	for sc := range f.scores {
		if sc > 0 {
			out = append(out, sc)
		}
	}
	return out
}

// sorted lists a family's labels from the lowest point upward.
func (f *family) sorted(points map[int]int) []string {
	var out []string
	for l := range f.labels {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b string) int {
		if d := points[f.labels[a]] - points[f.labels[b]]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return out
}

func joinLabels(list []ValueLabel) string {
	parts := make([]string, len(list))
	for i, l := range list {
		parts[i] = l.Value + "=" + l.Text
	}
	return strings.Join(parts, "; ")
}
