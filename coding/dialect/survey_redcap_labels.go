package dialect

import (
	"regexp"
	"strconv"
	"strings"
)

// An export of REDCap with labels has wordings as headers: Record ID, Event Name, `wording (choice=option)`, Complete?.

var redcapChoice = regexp.MustCompile(`^(.*\S)\s*\(choice=(.*)\)$`)

// redcapLabels are the headers that REDCap itself gives such an export.
var redcapLabels = signs{{"Record ID"}, {"Event Name"}, {"Repeat Instrument"}, {"Repeat Instance"}, {"Data Access Group"}, {"Survey Timestamp"}, {"Survey Identifier"}, {"Complete?"}}

// redcapLabelColumns names the columns of an export with labels.
func redcapLabelColumns(s *survey) {
	number := 0
	blocks := map[string]string{}
	within := map[string]int{}
	for i, q := range s.questions {
		switch sign := redcapLabels.index(q.Header); {
		case i == 0:
			q.role = "respondent_id"
			continue
		case sign == 1:
			q.role = "period"
			continue
		case sign == 5:
			q.role = "-"
			if s.role("submitted") == nil {
				q.role = "submitted"
			}
			continue
		case sign >= 0:
			q.role = "-"
			continue
		}
		if m := cutAs(redcapChoice, q.Header); m != nil {
			if blocks[m[1]] == "" {
				number++
				blocks[m[1]] = "Q" + strconv.Itoa(number)
			}
			within[m[1]]++
			q.block, q.Question, q.part, q.option = blocks[m[1]], m[1], m[2], true
			q.Name = q.block + "_" + strconv.Itoa(within[m[1]])
			continue
		}
		number++
		q.Name = "Q" + strconv.Itoa(number)
	}
}

// redcapByLabel reports whether the headers are labels.
func redcapByLabel(s *survey) bool {
	return len(s.questions) > 0 && signKey(s.questions[0].Header) == signKey("Record ID") && !strings.Contains(s.questions[0].Header, "_")
}

// redcapOption is the option of a check box: a code below 0 is written with an underscore for its sign, ways____99.
func redcapOption(part string) string {
	if rest, ok := strings.CutPrefix(part, "_"); ok && rest != "" && strings.Trim(rest, "0123456789") == "" {
		return "-" + rest
	}
	return part
}

// redcapUnfinished reports whether a form's column says that it was not completed.
func redcapUnfinished(header, text string) bool {
	k := strings.ToLower(strings.TrimSpace(header))
	if !strings.HasSuffix(k, "_complete") && signKey(k) != signKey("Complete?") {
		return false
	}
	switch signKey(text) {
	case "0", "incomplete", "未完成", "不完整":
		return true
	}
	return false
}
