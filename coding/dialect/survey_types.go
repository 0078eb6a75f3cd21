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

	doubt       string             // points: not all were chosen; order: what the words stand for must be confirmed
	at          map[string]float64 // the number that each word stands for, where the words stay
	falling     bool               // labels run downward
	unlabelled  bool               // numbers without words
	opinionless map[string]int     // answers that cannot tell, with how often
}

// mostOptions is how many different answers a closed question may have.
const mostOptions = 30

// settle turns what stands in the cells into typed columns.
func (s *survey) settle() {
	s.boxes()
	worded := s.wordedQuestions()
	for i, q := range s.questions {
		switch {
		case q.role == "-":
		case q.role == "submitted":
			if s.times(i, q) {
				s.keep(i, q, "field")
			} else {
				s.asTold(i, q)
			}
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
			s.answer(i, q, worded)
		}
		s.written(q)
	}
	s.ranges()
	s.askPoints()
	s.askOpinions()
	s.uses()
	s.unproposed()
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
		} else if v.Missing == coding.Present {
			v.IsNum, v.Num = false, 0
			switch {
			case kind == "text":
				v.Text = s.verbatim(q, r, col)
			case kind == "choice" && !s.rows[r].Values[col].IsNum, nameFields[q.role]:
				v.Text = s.asWritten(v.Text)
			}
		}
		b.values[r] = v
	}
	b.Missing = sortedKeys(q.na)
	s.built = append(s.built, b)
	return b
}

// nameFields are the fields that hold names, which are kept as they are written and compared without regard to width.
var nameFields = map[string]bool{"department": true, "case": true, "role": true, "period": true}

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

// saidInWords leaves out numbers and answers that do not apply.
func saidInWords(texts []string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(t string) bool {
		_, number := parseValue(t)
		return number || notApplicable[degreeKey(t)]
	})
}

// personal are words of questions about the person: their numbers are choices, not points of a scale.
var personal = regexp.MustCompile(`(?i)性别|年龄|学历|教育程度|文化程度|工龄|工作年限|婚姻|收入|政治面貌|民族|人数|(?:^|[您你]的?|所[在属]的?|供职|任职|就职|工作|[现担]任|目前|当前|具体|主要)(?:职务|职级|职称|岗位|部门|单位|编制|身份)(?:类型|类别|名称|性质|情况)?(?:是|为)?[?？:：。]*$|\bgender\b|\bsex\b|\bage\b|education|tenure|marital|income|occupation|(?:department|position|rank)[?:.]*$`)

// personal reports whether a question is about the person.
func (q *question) personal() bool {
	return q.part == "" && q.block == "" && len([]rune(q.Question)) <= 40 && personal.MatchString(q.Question)
}

// answer types a column of answers.
func (s *survey) answer(col int, q *question, worded map[*question]*worded) {
	s.marked(col, q)
	texts, count, n, numbers := s.present(col)
	other := n - numbers // answers in words, those that do not apply aside
	for _, t := range texts {
		if notApplicable[degreeKey(t)] {
			other -= count[t]
		}
	}
	w := worded[q]
	both := w != nil && w.sure && len(spoken(texts)) > 0
	switch {
	case q.kind == "text" || n == 0 && len(q.Labels) == 0:
		s.keep(col, q, "text")
	case q.ranked && s.ranking(col, q):
	case (q.several || s.mayBeSeveral(col, q)) && s.split(col, q):
	case q.kind == "number":
		s.keep(col, q, "number")
	case len(q.Labels) > 0 || q.itemLabels(texts):
		s.labelledAnswer(col, q)
	case numbers == n, numbers > 0 && other == 0, n >= 4 && other <= max(1, n/5) && numbers > 1:
		s.numbers(col, q, texts, count, w)
	case numbers > 0 && w != nil && numbers*4 < n && q.kind != "choice":
		s.asWorded(col, q, w)
	case numbers > 0 && both:
		s.numbers(col, q, texts, count, w)
	case s.numberedLabels(col, q, texts):
	default:
		s.words(col, q, texts, count, n, w)
	}
}
