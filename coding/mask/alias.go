package mask

import (
	"fmt"

	"github.com/smekit/smekit/coding"
)

// nameInterviews gives each interview a pseudonym: its case and a running number in the order of the interviews sheet,
// such as "G-访谈07" and "G interview 07". Documents are numbered apart and may be quoted.
func (m *Masker) nameInterviews(study *coding.Study) {
	level := map[string]string{}
	if study.Framework != nil {
		for i := range study.Framework.Roles {
			r := &study.Framework.Roles[i]
			level[r.ID] = r.Level
		}
	}
	talks, papers := map[string]int{}, map[string]int{}
	add := func(id, caseID, role string, consent coding.Consent, document bool) {
		if _, known := m.people[id]; known {
			return
		}
		p := &person{consent: consent, caseID: caseID, role: role, level: level[role]}
		if document {
			papers[caseID]++
			p.alias = fmt.Sprintf("%02d", papers[caseID])
			p.role, p.level, p.consent = "document", "document", coding.ConsentGiven
		} else {
			talks[caseID]++
			p.alias = fmt.Sprintf("%02d", talks[caseID])
		}
		m.people[id] = p
	}
	for i := range study.Interviews {
		iv := &study.Interviews[i]
		add(iv.ID, iv.Case, iv.Role, iv.Consent, iv.Document)
	}
	for i := range study.Documents {
		add(study.Documents[i].ID, study.Documents[i].Case, "", coding.ConsentGiven, true)
	}
}

// Alias is an interview's pseudonym in both languages, without name or department. An unknown interview has none.
func (m *Masker) Alias(interview string) coding.Label {
	p := m.people[interview]
	if p == nil {
		return coding.Label{}
	}
	zh, en := "访谈", "interview "
	if p.role == "document" {
		zh, en = "文件", "document "
	}
	if p.caseID != "" {
		zh, en = p.caseID+"-"+zh, p.caseID+" "+en
	}
	return coding.Label{ZH: zh + p.alias, EN: en + p.alias}
}

// Role is an interviewee's coarse role: the level of the framework's role (leader, staff), "document" for documents,
// empty where the framework gives the role no level: a finer word could point at a person.
func (m *Masker) Role(interview string) string {
	if p := m.people[interview]; p != nil {
		return p.level
	}
	return ""
}

// QuoteID names a quotation: the interviewee's pseudonym and a running number, in the same letters in both languages,
// such as "G-q07-2"; it cannot be taken for an id of the study's own.
func (m *Masker) QuoteID(interview string, number int) string {
	p := m.people[interview]
	if p == nil {
		return ""
	}
	kind := "q"
	if p.role == "document" {
		kind = "d"
	}
	id := fmt.Sprintf("%s%s-%d", kind, p.alias, number)
	if p.caseID != "" {
		id = p.caseID + "-" + id
	}
	return id
}
