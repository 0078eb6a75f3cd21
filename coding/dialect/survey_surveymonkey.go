package dialect

import (
	"regexp"
	"strconv"

	"github.com/smekit/smekit/coding/sheet"
)

// surveymonkey has two header rows, questions and their parts, and nine columns of metadata from Respondent ID on. A question
// with parts stands over its first column alone.
var surveymonkey = platform{
	name: "surveymonkey-survey", tool: "SurveyMonkey", american: true,
	find: func(f *opened, p *page) *heading {
		h := headingWith(f, p, surveymonkeyFields, 3, 68, 4)
		if h == nil || surveymonkeyFields.index(h.rows[0].Cell(1).Text) < 0 && !f.forced {
			return nil
		}
		if i := h.above + 1; i < len(p.rows) && p.rows[i].Cell(1).Blank() {
			h.rows = p.rows[h.above : i+1]
			h.score = min(99, h.score+5)
		}
		return h
	},
	columns: surveymonkeyColumns,
}

var surveymonkeyFields = signs{{"Respondent ID", "RespondentID", "受访者 ID", "受访者编号"}, {"Date Modified", "End Date", "修改日期", "结束日期"}, {"Collector ID", "CollectorID", "收集器 ID"}, {"Start Date", "Date Created", "开始日期", "创建日期"},
	{"IP Address", "IP 地址"}, {"Email Address", "电子邮件地址"}, {"First Name", "名字"}, {"Last Name", "姓氏"}, {"Custom Data 1", "Custom Data", "自定义数据 1"}}

// writtenOther is the header of what people wrote beside the options.
var writtenOther = regexp.MustCompile(`(?i)^(?:other|其他|其它|另有)\s*[(（:：]|^(?:请注明|请说明|please specify)`)

func surveymonkeyColumns(s *survey) {
	top, below := s.heading.rows[0], sheet.Row{}
	if len(s.heading.rows) > 1 {
		below = s.heading.rows[1]
	}
	number := 0
	wording := ""
	var groups [][]*question
	for _, q := range s.questions {
		head, part := flat(top.Cell(q.Col).Text), flat(below.Cell(q.Col).Text)
		if i := surveymonkeyFields.index(head); i >= 0 && number == 0 {
			q.role = "-"
			switch i {
			case 0:
				q.role = "respondent_id"
			case 1:
				if s.role("submitted") == nil {
					q.role = "submitted"
				}
			}
			continue
		}
		if head == "" && part == "" {
			q.role = "-"
			continue
		}
		if head != "" {
			number++
			wording = head
			groups = append(groups, nil)
		}
		if number == 0 {
			continue
		}
		q.role, q.Question, q.Header = "", wording, wording
		switch signKey(part) {
		case "", "response", "openendedresponse", "回复", "开放式回复", "回答":
		default:
			q.part = part
			q.Header += " · " + part
		}
		q.Name = "Q" + strconv.Itoa(number)
		groups[number-1] = append(groups[number-1], q)
	}
	for _, list := range groups {
		if len(list) < 2 {
			if len(list) == 1 && list[0].part != "" && list[0].Question == "" {
				list[0].Question = list[0].part
			}
			continue
		}
		last := list[len(list)-1]
		if writtenOther.MatchString(folded(last.part)) {
			last.kind, last.companion = "text", true
			last.Name += "_other"
			list = list[:len(list)-1]
		}
		if len(list) == 1 { // one choice, and what was written beside it
			if list[0].kind == "" {
				list[0].kind, list[0].withOther = "choice", true
			}
			continue
		}
		for i, q := range list {
			q.block = q.Name
			q.Name += "_" + strconv.Itoa(i+1)
			if writtenOther.MatchString(folded(q.part)) {
				q.block, q.kind, q.companion = "", "text", true
			}
		}
	}
}
