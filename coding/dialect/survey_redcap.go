package dialect

import (
	"regexp"
	"strings"

	"github.com/smekit/smekit/coding/sheet"
)

// redcap begins with record_id; repeated visits are told by redcap_event_name, check boxes are item___1, and each form ends
// with a column …_complete.
var redcap = platform{
	name: "redcap-survey", tool: "REDCap",
	find: func(f *opened, p *page) *heading {
		for i := 0; i < len(p.rows) && i < 3; i++ {
			var found []string
			own, boxes, complete, labels := 0, 0, 0, 0
			for j, c := range p.rows[i].Cells {
				k := strings.ToLower(strings.TrimSpace(c.Text))
				switch {
				case strings.HasPrefix(k, "redcap_"):
					own++
				case redcapBox.MatchString(k) && boxes == 0:
					boxes++
				case strings.HasSuffix(k, "_complete") && complete == 0:
					complete++
				case k == "record_id" && j == 0:
				case redcapChoice.MatchString(k):
					if boxes++; boxes > 1 {
						continue
					}
				case !strings.Contains(k, "_") && redcapLabels.index(k) >= 0:
					labels++
				default:
					continue
				}
				found = append(found, strings.TrimSpace(c.Text))
			}
			id := strings.EqualFold(strings.TrimSpace(p.rows[i].Cell(1).Text), "record_id")
			score := 0
			if signKey(p.rows[i].Cell(1).Text) == signKey("Record ID") && !id && labels > 1 {
				id = true
				if boxes == 0 {
					complete++
				}
			}
			switch {
			case own > 0:
				score = 94
			case id && boxes > 0:
				score = 90
			case id && complete > 0:
				score = 84
			case id && f.forced || f.forced && len(found) > 0:
				score = 50
			default:
				continue
			}
			return &heading{rows: p.rows[i : i+1], above: i, score: score, signs: found}
		}
		return nil
	},
	columns: func(s *survey) {
		if redcapByLabel(s) {
			redcapLabelColumns(s)
			return
		}
		for i, q := range s.questions {
			k := strings.ToLower(q.Header)
			switch {
			case i == 0:
				q.role = "respondent_id"
			case k == "redcap_event_name":
				q.role = "period"
			case strings.HasPrefix(k, "redcap_"), strings.HasSuffix(k, "_complete"):
				q.role = "-"
			case strings.HasSuffix(k, "_timestamp"):
				q.role = "-"
				if s.role("submitted") == nil {
					q.role = "submitted"
				}
			}
			if m := redcapBox.FindStringSubmatch(q.Header); m != nil {
				q.block, q.part, q.option = m[1], redcapOption(m[2]), true
				q.Name = m[1] + "_" + q.part
			}
		}
	},
	exclude: func(s *survey, r sheet.Row) string {
		unfinished := false
		for _, q := range s.questions {
			if (q.sign == "redcaprepeatinstrument" || q.sign == "repeatinstrument") && !r.Cell(q.Col).Blank() {
				return "dialect.survey_repeated_form"
			}
			unfinished = unfinished || redcapUnfinished(q.Header, r.Cell(q.Col).Text)
		}
		if unfinished {
			s.count("dialect.survey_unfinished")
		}
		return ""
	},
}

var redcapBox = regexp.MustCompile(`^(.+?)___(.+)$`)
