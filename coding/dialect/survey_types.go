package dialect

import (
	"regexp"
	"slices"
	"strconv"

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
			s.notApplying(i, q)
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
	case len(q.Labels) > 0 || q.itemLabels(texts):
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
