package dialect

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding/sheet"
)

// wenjuanxing 问卷星: 序号, 提交答卷时间, 所用时间, 来源, then `1、题干`. Matrices are `第5题(行名)` or `5、题干—行名`, several answers are
// joined by ┋ and ordered ones by →. −2 and (空) stand for no answer, −3 and (跳过) for a question that was skipped.
var wenjuanxing = platform{
	name: "wenjuanxing-survey", tool: "Wenjuanxing", separator: "┋", sure: true,
	empty:   []string{"-2", "(空)", "空"},
	skipped: []string{"-3", "(跳过)"},
	find: func(f *opened, p *page) *heading {
		h := headingWith(f, p, wenjuanxingFields, 2, 70, 6)
		if h == nil {
			return nil
		}
		n := 0
		for _, c := range h.rows[0].Cells {
			if number, _, _ := wenjuanxingQuestion(c.Text); number != "" {
				if n++; n == 1 {
					h.signs = append(h.signs, c.Text)
				}
			}
		}
		if n == 0 && len(h.signs) < 4 && !f.forced {
			return nil
		}
		h.score = min(99, h.score+min(n, 5))
		return h
	},
	columns: wenjuanxingColumns,
	exclude: func(s *survey, r sheet.Row) string {
		for _, q := range s.questions {
			if q.sign == "来源" || q.sign == "来源详情" {
				if t := r.Cell(q.Col).Text; strings.Contains(t, "测试") || strings.Contains(t, "预览") {
					return "dialect.survey_test"
				}
			}
		}
		return ""
	},
}

var wenjuanxingFields = signs{{"序号"}, {"提交答卷时间", "提交时间"}, {"所用时间"}, {"来源"}, {"来源详情"}, {"来自IP", "IP", "IP地址"}, {"总分", "总得分"}}

var (
	wenjuanxingNumber = regexp.MustCompile(`^(\d+)\s*[、.．:：]\s*(.*)$`)
	wenjuanxingSplit  = regexp.MustCompile(`^第?(\d+)题?\s*[(（](.*)[)）]$`)
	wenjuanxingKind   = regexp.MustCompile(`[\[【(（](单选题|多选题|量表题|矩阵量表题|矩阵单选题|矩阵题|排序题|填空题|必答|选填)[\])】）]`)
	wenjuanxingOption = regexp.MustCompile(`^[A-Za-z\d]{1,2}[.、．:：]\s*`)
)

// wenjuanxingQuestion takes a header apart: the question's number, its wording, and the part of it in a matrix written
// `第5题(行名)`.
func wenjuanxingQuestion(header string) (number, wording, part string) {
	h := flat(header)
	if m := cutAs(wenjuanxingSplit, h); m != nil {
		return folded(m[1]), "", m[2]
	}
	if m := cutAs(wenjuanxingNumber, h); m != nil {
		return folded(m[1]), m[2], ""
	}
	return "", "", ""
}

func wenjuanxingColumns(s *survey) {
	blocks := map[string][]*question{}
	var order []string
	for _, q := range s.questions {
		if s.wenjuanxingField(q) {
			continue
		}
		number, wording, part := wenjuanxingQuestion(q.Header)
		if number == "" {
			if strings.HasSuffix(q.Header, "得分") || strings.HasPrefix(q.Header, "总分") {
				s.total(q)
			}
			continue
		}
		q.Name, q.Question, q.part = "Q"+number, strings.TrimSpace(wenjuanxingKind.ReplaceAllString(wording, "")), part
		q.ranked = strings.Contains(wording, "排序")
		if blocks[number] == nil {
			order = append(order, number)
		}
		blocks[number] = append(blocks[number], q)
	}
	for _, number := range order {
		wenjuanxingBlock("Q"+number, blocks[number])
	}
	// an export by score has a total and no answer with several options
	scored := slices.ContainsFunc(s.questions, func(q *question) bool { return q.sign == "总分" || q.sign == "总得分" }) &&
		!slices.ContainsFunc(s.questions, func(q *question) bool { return s.holds(q.Col, "┋") })
	for _, q := range s.questions {
		switch {
		case q.role != "" || q.block != "":
		case s.holds(q.Col, "→"):
			q.ranked = true
		case strings.Contains(q.Header, "多选") && scored:
			q.kind = "number"
		case strings.Contains(q.Header, "多选"):
			q.several = true
		}
	}
}

// wenjuanxingField gives a column that the platform adds its field, or leaves it out.
func (s *survey) wenjuanxingField(q *question) bool {
	switch wenjuanxingFields.index(q.Header) {
	case 0:
		q.role = "respondent_id"
	case 1:
		q.role = "submitted"
	case 2:
		q.role = "seconds"
	case 3, 4, 5:
		q.role = "-"
	case 6:
		s.total(q)
	}
	return q.role != ""
}

// total leaves a column out that the platform calculated.
func (s *survey) total(q *question) {
	q.role = "-"
	s.note("dialect.survey_total", q.Header)
}

// wenjuanxingBlock takes what the columns of a question share apart from what each asks. A question of one column has no part.
func wenjuanxingBlock(block string, list []*question) {
	if len(list) == 1 {
		if q := list[0]; q.Question == "" {
			q.Question, q.part = q.part, ""
		}
		return
	}
	stem := ""
	var wordings []string
	for _, q := range list {
		wordings = append(wordings, q.Question)
		if stem == "" && q.part != "" {
			stem = q.Question
		}
	}
	prefix := matrixStem(wordings)
	for i, q := range list {
		q.block = block
		if q.part == "" && len(q.Question) > len(prefix) {
			q.part = strings.Trim(q.Question[len(prefix):], "—–-－_:： ()（）")
			q.Question = strings.Trim(prefix, "—–-－_:： (（")
		}
		q.part = strings.TrimSpace(wenjuanxingOption.ReplaceAllString(q.part, ""))
		q.Name += "_" + strconv.Itoa(i+1)
		if q.Question == "" {
			q.Question = cmp.Or(stem, q.part)
		}
	}
}

// holds reports whether one of the first rows of a column holds a sign: A→B.
func (s *survey) holds(col int, sign string) bool {
	return slices.ContainsFunc(s.page.rows[s.above+len(s.heading.rows):], func(r sheet.Row) bool { return strings.Contains(r.Cell(col).Text, sign) })
}

// matrixStem is what the wordings of a matrix share, up to a dash, colon or bracket.
func matrixStem(list []string) string {
	p := list[0]
	for _, s := range list[1:] {
		n := 0
		for n < len(p) && n < len(s) && p[n] == s[n] {
			n++
		}
		p = p[:n]
	}
	if at := strings.LastIndexAny(p, "—–-－:：(（_"); at >= 0 {
		_, size := utf8.DecodeRuneInString(p[at:])
		return p[:at+size]
	}
	return ""
}
