package dialect

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var limesurveyTime = regexp.MustCompile(`^(?:group ?time|question ?time|组时间|群组时间|问题时间|题目时间|(?:组|群组|问题|题目)用时)\s*[:：\d]`)

// limesurveyTiming reports whether a column holds how long a page or a question took: groupTime12, Q1Time, `Group time: …`.
func (s *survey) limesurveyTiming(code string) bool {
	if limesurveyTime.MatchString(strings.ToLower(folded(code))) {
		return true
	}
	of, ok := strings.CutSuffix(code, "Time")
	return ok && of != "" && slices.ContainsFunc(s.questions, func(q *question) bool {
		return q.Header == of || strings.HasPrefix(q.Header, of+"[") || strings.HasPrefix(q.Header, of+".")
	})
}

// openTexts finds free texts of an export by code: closed answers are codes there, so a column in which something else stands
// has none.
func openTexts(s *survey) {
	closed := 0
	for i, q := range s.questions {
		closed += yes(q.role == "" && cutAs(limesurveyCode, q.Header) != nil && s.shortCodes(i))
	}
	if closed == 0 {
		return
	}
	for i, q := range s.questions {
		if q.role != "" || q.kind != "" || q.block != "" || !codeHeader.MatchString(q.Header) || s.shortCodes(i) {
			continue
		}
		texts, _, _, _ := s.present(i)
		if slices.ContainsFunc(texts, func(t string) bool { return utf8.RuneCountInString(t) > 1 && !shortCode.MatchString(t) }) {
			q.kind = "text"
		}
	}
}
