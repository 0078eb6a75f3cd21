package dialect

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// limesurvey has one header row of codes, full wordings or both (`Q1[SQ001]. wording [row]`); arrays and check boxes are
// Q1[SQ001]. An answer without submitdate was not finished.
var limesurvey = platform{
	name: "limesurvey-survey", tool: "LimeSurvey",
	skipped: []string{"N/A"}, // a question that was not shown
	find: func(f *opened, p *page) *heading {
		if f.forced {
			return headingWith(f, p, limesurveyFields, 2, 70, 6)
		}
		h := headingWith(f, p, limesurveyFields, 2, 70, 6)
		if h == nil {
			for i := 0; i < len(p.rows) && i < 5; i++ { // both: submitdate. Date submitted
				n := sheet.Row{Number: p.rows[i].Number}
				for _, c := range p.rows[i].Cells {
					code, _, _ := strings.Cut(c.Text, ". ")
					n.Cells = append(n.Cells, sheet.Cell{Kind: c.Kind, Text: code})
				}
				if found := limesurveyFields.in(n); len(found) >= 2 {
					return &heading{rows: p.rows[i : i+1], above: i, score: min(97, 70+6*len(found)), signs: found}
				}
			}
		}
		return h
	},
	columns: limesurveyColumns,
	cleaned: func(s *survey) {
		openTexts(s)
		answerCodes(s)
	},
	exclude: func(s *survey, r sheet.Row) string {
		if q := s.role("submitted"); q != nil && r.Cell(q.Col).Blank() {
			s.count("dialect.survey_unfinished")
		}
		return ""
	},
}

var limesurveyFields = signs{{"submitdate", "Date submitted", "提交日期"}, {"lastpage", "Last page", "最后一页"}, {"startlanguage", "Start language", "起始语言", "开始语言"}, {"seed", "Seed", "种子"}, {"interviewtime", "Total time", "总时间"}, {"Response ID", "答复 ID", "响应 ID", "响应ID", "答案ID"},
	{"startdate", "Date started", "开始日期"}, {"datestamp", "Date last action", "最后动作日期"}, {"ipaddr", "IP address", "IP 地址"}, {"refurl", "Referrer URL"}}

var (
	limesurveyCode = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_]*)\[([A-Za-z0-9_]+)\](?:\[([A-Za-z0-9_]+)\])?(?:\.?\s+(.*))?$`)
	limesurveyBoth = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_]*)\.\s+(.*)$`)
	rowInBrackets  = regexp.MustCompile(`^(.*\S)\s*\[([^\[\]]+)\]$`)
)

func limesurveyColumns(s *survey) {
	blocks := map[string][]*question{}
	var order []string
	put := func(q *question, block string) {
		if q.block = block; blocks[block] == nil {
			order = append(order, block)
		}
		blocks[block] = append(blocks[block], q)
	}
	number := 0
	for _, q := range s.questions {
		code := q.Header
		if m := cutAs(limesurveyBoth, q.Header); m != nil && limesurveyFields.index(m[1]) >= 0 || m != nil && signKey(m[1]) == "id" {
			code = m[1]
		}
		if k := signKey(code); k == "id" && s.role("respondent_id") == nil {
			q.role = "respondent_id"
			continue
		}
		switch i := limesurveyFields.index(code); {
		case i == 5:
			q.role = "respondent_id"
			continue
		case i == 0:
			q.role = "submitted"
			continue
		case i == 4:
			q.role = "seconds"
			continue
		case i > 0:
			q.role = "-"
			continue
		}
		if s.limesurveyTiming(code) {
			q.role = "-"
			continue
		}
		number++
		if m := cutAs(limesurveyCode, q.Header); m != nil {
			q.Name = m[1] + "_" + m[2]
			if m[3] != "" {
				q.Name += "_" + m[3]
			}
			q.Question = m[4]
			if in := cutAs(rowInBrackets, m[4]); in != nil {
				q.Question, q.part = in[1], in[2]
			}
			if m[2] == "other" || m[2] == "comment" || strings.HasSuffix(m[2], "comment") {
				q.kind, q.companion = "text", true
				continue
			}
			if q.part == "" {
				q.part = cutRow(m[4])
			}
			put(q, m[1]+m[3])
			continue
		}
		if m := cutAs(limesurveyBoth, q.Header); m != nil {
			q.Name, q.Question = m[1], m[2]
			continue
		}
		if m := cutAs(rowInBrackets, q.Header); m != nil {
			q.Question, q.part = m[1], m[2]
			switch signKey(m[2]) {
			case "other", "comment", "其他", "其它", "评论":
				q.kind, q.companion = "text", true
			default:
				put(q, m[1])
			}
		}
		if !plainCode.MatchString(q.Header) {
			q.Name = "Q" + strconv.Itoa(number)
		}
	}
	for _, b := range order {
		if len(blocks[b]) == 1 {
			blocks[b][0].block = ""
		}
	}
}

var answerCode = regexp.MustCompile(`^([A-Z]{1,3})0*(\d{1,2})$`)

// answerCodes reads answer codes such as A1 to A5 as their numbers, where a column has no other answers.
func answerCodes(s *survey) {
	for i, q := range s.questions {
		texts, _, n, _ := s.present(i)
		if q.role != "" || q.option || n == 0 {
			continue
		}
		prefix, all := "", true
		for _, t := range texts {
			m := answerCode.FindStringSubmatch(t)
			all = all && m != nil && (prefix == "" || m[1] == prefix)
			if m != nil {
				prefix = m[1]
			}
		}
		if !all {
			continue
		}
		s.count("dialect.survey_codes_numbered")
		for r := range s.rows {
			if v := &s.rows[r].Values[i]; v.Missing == coding.Present {
				v.Text = answerCode.FindStringSubmatch(v.Text)[2]
				v.Num, v.IsNum = parseValue(v.Text)
			}
		}
	}
}

// cutRow is a wording without brackets, as a heading without its row has it.
func cutRow(s string) string { return strings.Trim(s, "[] ") }

var plainCode = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.-]*$`)
