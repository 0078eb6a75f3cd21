package dialect

import (
	"regexp"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// surveyFields are the columns of responses that are no answers.
var surveyFields = []string{"respondent_id", "case", "department", "role", "period", "submitted", "seconds", "weight"}

// surveyHeaders are the wordings that name a field, once polite words and marks are off. A question that asks for more than
// the field's name is left to the person.
var surveyHeaders = map[string][]string{
	"respondent_id": {"respondent_id", "id", "respondent", "respondentid", "participant", "participant_id", "工号", "员工号", "职工号", "职工编号", "编号", "受访者编号", "受访者", "问卷编号", "答卷编号", "序号"},
	"case":          {"case", "case_id", "案例", "案例编号", "区县", "district"},
	"department":    {"department", "department_id", "dept", "dept_id", "部门", "部门编号", "单位", "所在部门", "所在单位", "工作部门", "工作单位", "部门名称", "单位名称", "科室", "科室名称", "所在科室", "所属科室", "单位科室", "所属部门", "所属单位", "股室"},
	"role":          {"role", "角色", "身份", "岗位类别"},
	"period":        {"period", "wave", "时期", "阶段", "轮次"},
	"submitted":     {"submitted", "submitted_at", "提交时间", "填写时间", "填表时间", "填表日期", "填写日期", "提交日期"},
	"seconds":       {"seconds", "duration_seconds", "用时", "答题时间", "用时秒"},
	"weight":        {"weight", "权重"},
}

var surveyHeaderField = func() map[string]string {
	m := map[string]string{}
	for f, words := range surveyHeaders {
		for _, w := range words {
			m[signKey(w)] = f
		}
	}
	return m
}()

var polite = regexp.MustCompile(`^(请问|请选择|请填写)?(您|你)?(目前|现在)?(的|所在的|所属的|所在)?|(是|为|属于)?(什么|哪个|哪一个|哪里)?[?？:：。]*$`)

// fieldOfWording is the field that a header or a wording names, empty for none.
func fieldOfWording(s string) string {
	if f := surveyHeaderField[signKey(s)]; f != "" {
		return f
	}
	for _, form := range []string{polite.ReplaceAllString(s, ""), strings.Trim(s, "?？:：。 ")} {
		if f := surveyHeaderField[signKey(form)]; f != "" {
			return f
		}
	}
	return ""
}

// fields gives columns that no platform's rule took to the field that they name, unless the field has one, and to the items
// of the study whose id or wording they have.
func (s *survey) fields() {
	for _, q := range s.questions {
		if q.role != "" || q.option || q.several || q.companion || q.block != "" && q.part != "" {
			continue
		}
		if f := fieldOfWording(q.Name); f != "" && s.role(f) == nil {
			q.role, q.block = f, ""
		} else if q.block != "" {
			continue
		} else if f := fieldOfWording(q.Question); f != "" && f != "respondent_id" && s.role(f) == nil {
			q.role = f
		}
	}
	ids, words := map[string]string{}, map[string]string{}
	for i := range s.opts.Items {
		it := &s.opts.Items[i]
		ids[itemKey(it.ID)] = it.ID
		for _, t := range []string{it.Text.ZH, it.Text.EN} {
			if k := wordingKey(t); k != "" {
				if _, twice := words[k]; twice {
					words[k] = ""
				} else {
					words[k] = it.ID
				}
			}
		}
	}
	taken := map[string]bool{}
	for _, q := range s.questions {
		if q.role != "" || q.option || q.companion {
			continue
		}
		id := ids[itemKey(q.Name)]
		if m := numberedName.FindStringSubmatch(q.Name); id == "" && m != nil {
			id = ids[m[1]]
		}
		for _, t := range []string{q.Question, q.part} {
			if id == "" && t != "" {
				id = words[wordingKey(t)]
			}
		}
		if id == "" {
			if t := idBefore(q.wording()); t != "" {
				if id = ids[itemKey(t)]; id == "" && len(s.opts.Items) == 0 {
					id = t
				}
			}
		}
		if id != "" && !taken[id] {
			taken[id] = true
			if q.Name != id {
				s.count("dialect.survey_known_items")
			}
			q.Name, q.item = id, s.studyItem(id)
			q.Question, q.part = withoutID(q.Question), withoutID(q.part)
		}
	}
}

// numberedName is a name that a platform makes of a question's number.
var numberedName = regexp.MustCompile(`^[Qq](\d+(?:_\d+)?)$`)

// studyItem is the study's item of an id, nil for none.
func (s *survey) studyItem(id string) *coding.Item {
	if i := slices.IndexFunc(s.opts.Items, func(it coding.Item) bool { return it.ID == id }); i >= 0 {
		return &s.opts.Items[i]
	}
	return nil
}

// wording is what the column asks: the row of a block, else its question.
func (q *question) wording() string {
	if q.part != "" && !q.option {
		return q.part
	}
	return q.Question
}

var idFirst = regexp.MustCompile(`^[\[(（【]?([A-Za-z][A-Za-z0-9]*(?:[._-][A-Za-z0-9]+)*[._-][0-9]+)[\])）】]?(?:[\s.、:：]|$)`)

// idBefore is the id that a wording begins with, such as ME_REL_1; it has a part of its own for the number.
func idBefore(s string) string {
	if m := idFirst.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// withoutID is a wording without the id that stands before it.
func withoutID(s string) string {
	id := idBefore(s)
	if id == "" || id == s {
		return s
	}
	if rest := strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(s, "[(（【"), id), " .、:：])】）"); rest != "" {
		return rest
	}
	return s
}

func itemKey(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '.', '-', ' ':
			return '_'
		}
		return r
	}, strings.ToLower(oneLine(s)))
}

// wordingKey makes wordings comparable: blanks, marks and a number before them do not count.
func wordingKey(s string) string {
	k := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .,;:!?。，；：！？、*\"'“”‘’()（）", r) {
			return -1
		}
		return r
	}, strings.TrimLeft(nameKey(s), "0123456789.、)） "))
	return k
}

// dimension guesses an item's dimension by the beginning of its id: ME_REL_1 is of ME.REL.
func (s *survey) dimension(id string) string {
	for i := range s.opts.Items {
		if s.opts.Items[i].ID == id {
			return s.opts.Items[i].Dimension
		}
	}
	best, key := "", itemKey(id)
	try := func(dim string) {
		k := itemKey(dim)
		if len(dim) > len(best) && k != "" && strings.HasPrefix(key, k) && (len(key) == len(k) || strings.HasPrefix(key[len(k):], "_") || strings.Trim(key[len(k):], "0123456789") == "") {
			best = dim
		}
	}
	for _, d := range s.opts.Dimensions {
		try(d)
	}
	for i := range s.opts.Codes {
		if d := s.opts.Codes[i].Dimension; d != "" {
			try(d)
		}
	}
	return best
}
