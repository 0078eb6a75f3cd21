package dialect

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/sheet"
)

// qualtrics has three header rows: names, wordings, and {"ImportId":"QID5_3"}; older files have the first two. Metadata come
// first, StartDate to UserLanguage. Previews and test answers are left out.
var qualtrics = platform{
	name: "qualtrics-survey", tool: "Qualtrics", separator: ",", american: true,
	find: func(f *opened, p *page) *heading {
		for i := 0; i+2 < len(p.rows) && i < 10; i++ {
			n := 0
			for _, c := range p.rows[i+2].Cells {
				if importID(c.Text) != "" {
					n++
				}
			}
			if n >= 2 {
				return &heading{rows: p.rows[i : i+3], above: i, score: 99, signs: []string{`{"ImportId": …}`}}
			}
		}
		h := headingWith(f, p, qualtricsFields, 4, 60, 3)
		if h == nil {
			return nil
		}
		if i := h.above + 1; i < len(p.rows) && strings.Contains(signKey(p.rows[i].Cell(1).Text), "date") {
			h.rows = p.rows[h.above : i+1]
		}
		return h
	},
	columns: qualtricsColumns,
	exclude: func(s *survey, r sheet.Row) string {
		for _, q := range s.questions {
			switch q.sign {
			case "status":
				switch signKey(r.Cell(q.Col).Text) {
				case "surveypreview", "1", "offlinesurveypreview", "17", "调查预览", "问卷预览", "离线调查预览", "預覽", "调查問卷預覽", "预览":
					return "dialect.survey_preview"
				case "surveytest", "2", "调查测试", "问卷测试", "測試", "测试":
					return "dialect.survey_test"
				case "spam", "8", "9", "12", "possiblespam", "offlinespam", "垃圾", "垃圾邮件", "垃圾信息", "可能是垃圾", "垃圾郵件":
					return "dialect.survey_spam"
				}
			case "distributionchannel":
				switch signKey(r.Cell(q.Col).Text) {
				case "preview", "预览", "預覽":
					return "dialect.survey_preview"
				case "test", "测试":
					return "dialect.survey_test"
				}
			}
		}
		for _, q := range s.questions {
			if q.sign == "finished" {
				switch signKey(r.Cell(q.Col).Text) {
				case "false", "0", "no", "假", "否":
					s.count("dialect.survey_unfinished")
				}
			}
		}
		return ""
	},
}

var qualtricsFields = signs{{"ResponseId"}, {"EndDate"}, {"Duration (in seconds)", "Duration"}, {"StartDate"}, {"RecordedDate"}, {"Status"}, {"IPAddress"}, {"Progress"}, {"Finished"},
	{"RecipientLastName"}, {"RecipientFirstName"}, {"RecipientEmail"}, {"ExternalReference", "ExternalDataReference"}, {"LocationLatitude"}, {"LocationLongitude"}, {"DistributionChannel"}, {"UserLanguage"}}

// importID is the id in a cell such as {"ImportId":"QID5_3"}, empty for another cell.
func importID(s string) string {
	var v struct{ ImportId string }
	if !strings.Contains(s, "ImportId") || json.Unmarshal([]byte(s), &v) != nil {
		return ""
	}
	return v.ImportId
}

var (
	// selectedChoice stands behind the wording of a question with an option to write in.
	selectedChoice = regexp.MustCompile(`\s+-\s+(?:Selected Choice|选中的选项|所选选项|已选选项|選取的選項|選取的選擇|已選取的選項)$`)
	lastNumber     = regexp.MustCompile(`^(.+?)[_.](\d+)$`)
	optionText     = regexp.MustCompile(`^(.+)_\d+_TEXT$`)
	questionID     = regexp.MustCompile(`^(QID\d+)(?:[-_#](.*))?$`)
)

func qualtricsColumns(s *survey) {
	differ := 0
	blocks := map[string][]*question{}
	for _, q := range s.questions {
		name := oneLine(s.heading.rows[0].Cell(q.Col).Text)
		if len(s.heading.rows) > 1 {
			q.Question = flat(s.heading.rows[1].Cell(q.Col).Text)
		}
		id := ""
		if len(s.heading.rows) > 2 {
			id = importID(s.heading.rows[2].Cell(q.Col).Text)
		}
		switch i := qualtricsFields.index(name); {
		case i == 0:
			q.role = "respondent_id"
			continue
		case i == 1:
			q.role = "submitted"
			continue
		case i == 2:
			q.role = "seconds"
			continue
		case i > 2:
			q.role = "-"
			continue
		}
		if strings.Contains(id, "_DO_") || strings.Contains(name, "_DO_") || strings.HasSuffix(name, "_Page Submit") || strings.HasSuffix(name, "_First Click") || strings.HasSuffix(name, "_Last Click") || strings.HasSuffix(name, "_Click Count") {
			q.role = "-" // display order and timing
			continue
		}
		if strings.HasSuffix(name, "_TEXT") || strings.HasSuffix(id, "_TEXT") {
			q.kind = "text"
			if m := optionText.FindStringSubmatch(name); m != nil {
				q.companion = true
				for _, o := range s.questions {
					if o.Name == m[1] && o.kind == "" { // options with one to write in: no scale
						o.kind, o.withOther = "choice", true
					}
				}
			}
			continue
		}
		m, qid := lastNumber.FindStringSubmatch(name), questionID.FindStringSubmatch(id)
		switch {
		case qid != nil && qid[2] != "":
			q.block = qid[1]
			if m != nil && m[2] != lastDigits(qid[2]) {
				differ++
			}
		case id == "" && m != nil:
			q.block = m[1]
		}
		if q.block != "" {
			blocks[q.block] = append(blocks[q.block], q)
			if at := strings.LastIndex(q.Question, " - "); at > 0 {
				q.part, q.Question = strings.TrimSpace(q.Question[at+3:]), strings.TrimSpace(q.Question[:at])
			}
		}
		if selectedChoice.MatchString(" - " + q.part) {
			q.part = ""
		}
		q.Question = selectedChoice.ReplaceAllString(q.Question, "")
	}
	for _, list := range blocks {
		if len(list) == 1 {
			list[0].block = ""
		}
	}
	if differ > 0 {
		s.note("dialect.survey_import_ids", strconv.Itoa(differ))
	}
}

func lastDigits(s string) string { return s[len(strings.TrimRight(s, "0123456789")):] }
