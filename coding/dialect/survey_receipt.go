package dialect

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// uses writes down how each column was taken.
func (s *survey) uses() {
	var left []string
	used, kept := 0, 0
	for _, q := range s.questions {
		field := q.Name
		switch q.role {
		case "":
			kept++
		case "-":
			field = "-"
			left = append(left, q.Header)
		default:
			field = q.role
			used++
		}
		s.receipt.Columns = append(s.receipt.Columns, coding.ColumnUse{Header: q.Header, Field: field})
	}
	s.note("dialect.survey_columns", strconv.Itoa(len(s.questions)), strconv.Itoa(used), strconv.Itoa(kept), strconv.Itoa(len(left)))
	if len(left) > 0 {
		s.note("dialect.survey_left_out", strings.Join(left, ", "))
	}
	if s.numbered && len(s.rows) > 0 {
		s.note("dialect.survey_ids_given", respondentID(0), respondentID(len(s.rows)-1))
	}
	for _, n := range s.notes {
		s.note(n.Code, append(slices.Clone(n.Args), strconv.Itoa(s.noted[noteKey(n)]))...)
	}
}
