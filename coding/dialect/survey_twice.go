package dialect

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// twice tells of questions that stand twice: the same wording, or one number over different questions. All columns are kept.
func (s *survey) twice() {
	text, number := map[string][]*question{}, map[string][]*question{}
	var texts, numbers []string
	put := func(m map[string][]*question, order *[]string, k string, q *question) {
		if m[k] == nil {
			*order = append(*order, k)
		}
		m[k] = append(m[k], q)
	}
	for _, q := range s.questions {
		if q.role != "" {
			continue
		}
		put(text, &texts, nameKey(q.Header), q)
		if n, _, part := wenjuanxingQuestion(q.Header); n != "" && part == "" && s.platform.name == wenjuanxingName {
			put(number, &numbers, n, q)
		}
	}
	tell := func(code, what string, list []*question) {
		var columns, names []string
		for _, q := range list {
			columns, names = append(columns, coding.ColumnName(q.Col)), append(names, q.Name)
		}
		s.problem(s.pos(s.headRow(), list[1].Col), code, "", what, strconv.Itoa(len(list)), listed(columns), listed(names))
	}
	for _, k := range texts {
		if list := text[k]; len(list) > 1 && k != "" {
			tell("dialect.survey_question_twice", list[0].Header, list)
		}
	}
	for _, k := range numbers {
		list := number[k]
		if len(list) < 2 {
			continue
		}
		var wordings []string
		for _, q := range list {
			_, w, _ := wenjuanxingQuestion(q.Header)
			wordings = append(wordings, w)
		}
		if matrixStem(wordings) == "" && len(text[nameKey(list[0].Header)]) == 1 && !allAlike(wordings) {
			tell("dialect.survey_number_twice", k, list)
		}
	}
}

// wenjuanxingName is the name of the layout whose headers carry numbers.
const wenjuanxingName = "wenjuanxing-survey"

func allAlike(list []string) bool {
	for _, s := range list[1:] {
		if !strings.EqualFold(folded(s), folded(list[0])) {
			return false
		}
	}
	return true
}
