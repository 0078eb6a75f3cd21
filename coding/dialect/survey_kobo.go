package dialect

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding/sheet"
)

// kobo is an export of KoboToolbox or ODK: _id, _submission_time, _index; ODK's own SubmissionDate and KEY. Groups stand
// before a slash. Questions with several answers are one column, boxes, or both; the boxes then count. An XLSForm, in the
// workbook or beside it, gives wordings and labels.
var kobo = platform{
	name: "kobo-survey", tool: "KoboToolbox/ODK", separator: " ",
	find: func(f *opened, p *page) *heading {
		if isForm(p) {
			return nil
		}
		h := headingWith(f, p, koboFields, 2, 74, 5)
		if h != nil && slices.ContainsFunc(h.rows[0].Cells, func(c sheet.Cell) bool { return signKey(c.Text) == "_parentindex" }) {
			h.score -= 30 // a group that repeats, one row each time
		}
		return h
	},
	columns: koboColumns,
	exclude: func(s *survey, r sheet.Row) string {
		for _, q := range s.questions {
			if q.sign == "_validationstatus" || q.sign == "reviewstate" {
				if t := strings.ReplaceAll(signKey(r.Cell(q.Col).Text), "validationstatus", ""); strings.TrimPrefix(t, "_") == "notapproved" || t == "rejected" {
					return "dialect.survey_not_approved"
				}
			}
		}
		return ""
	},
}

var koboFields = signs{{"_id"}, {"_submission_time", "SubmissionDate"}, {"_uuid", "KEY"}, {"_validation_status", "ReviewState"}, {"_index"}, {"_parent_index"}, {"_status"}, {"_submitted_by", "SubmitterName"},
	{"_notes"}, {"_tags"}, {"__version__", "FormVersion"}, {"instanceID", "meta-instanceID", "meta/instanceID"}, {"_parent_table_name"}, {"SubmitterID"}, {"AttachmentsPresent"}, {"_attachments"}, {"_geolocation"}, {"meta/rootUuid"}}

func koboColumns(s *survey) {
	form := s.form()
	cells := map[string]*question{} // questions by path
	for _, q := range s.questions {
		switch i := koboFields.index(q.Header); {
		case i == 0:
			q.role = "respondent_id"
			continue
		case i == 1:
			q.role = "submitted"
			if q.sign == "_submissiontime" {
				s.note("dialect.survey_utc", q.Header)
			}
			continue
		case i > 1:
			q.role = "-"
			continue
		}
		switch strings.ToLower(q.Header) {
		case "start", "end", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid", "audit":
			q.role = "-"
			continue
		}
		path := q.Header
		if !strings.Contains(path, "/") && form != nil && form.questions[path] == nil {
			if at := strings.LastIndex(path, "-"); at > 0 && form.questions[path[at+1:]] != nil { // ODK writes groups with a hyphen
				path = path[:at] + "/" + path[at+1:]
			}
		}
		cells[path] = q
		group, name := "", path
		if at := strings.LastIndex(path, "/"); at >= 0 {
			group, name = path[:at], path[at+1:]
		}
		q.Name, q.block, q.Question = name, group, name
	}
	if s.role("respondent_id") == nil {
		for _, q := range s.questions {
			if k := signKey(q.Header); k == "key" || k == "_uuid" || k == "metainstanceid" || k == "instanceid" {
				q.role = "respondent_id"
				break
			}
		}
	}
	parents := map[*question]bool{}
	for _, q := range s.questions { // boxes: the path of another question, then the option
		if parent := cells[q.block]; q.role == "" && q.block != "" && parent != nil && parent != q {
			q.option, q.part = true, q.Name
			q.Name = parent.Name + "_" + safeID(q.part)
			q.Question = parent.Name
			parents[parent] = true
		}
	}
	for p := range parents {
		p.role = "-"
	}
	if form != nil {
		form.apply(s)
	}
	groups := map[string][]*question{}
	for _, q := range s.questions {
		if q.role == "" && !q.option && q.block != "" {
			groups[q.block] = append(groups[q.block], q)
		}
	}
	for _, list := range groups {
		if len(list) == 1 {
			list[0].block = ""
		}
	}
}
