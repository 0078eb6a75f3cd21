package mask

import (
	"sort"
	"strings"

	"github.com/smekit/smekit/coding"
)

// Kinds of what is masked, in the order of reports.
const (
	Phone   = "phone"
	ID      = "id_card"
	Number  = "number"
	Email   = "email"
	Name    = "name"
	Firm    = "firm"
	Project = "project"
)

// Kinds lists the kinds in the order of reports.
func Kinds() []string { return []string{Phone, ID, Number, Email, Name, Firm, Project} }

// placeholders by kind: Chinese, English.
var placeholders = map[string][2]string{
	Phone:   {"【电话】", "[phone]"},
	ID:      {"【身份证号】", "[identity number]"},
	Number:  {"【号码】", "[number]"},
	Email:   {"【邮箱】", "[e-mail]"},
	Name:    {"【姓名】", "[name]"},
	Firm:    {"【企业】", "[firm]"},
	Project: {"【项目】", "[project]"},
}

// Counts are numbers of replacements by kind. A quotation asked for twice counts once.
type Counts map[string]int

// Total is the number of replacements.
func (c Counts) Total() int {
	n := 0
	for _, k := range c {
		n += k
	}
	return n
}

// Masker holds a study's consent, pseudonyms and lists of names. It is not safe for concurrent use.
type Masker struct {
	listed  []listed
	people  map[string]*person // by interview id
	counted map[string]bool
	counts  Counts
	quoted  map[string]bool
	refused map[string]bool
}

type listed struct{ text, kind string }

type person struct {
	consent coding.Consent
	alias   string
	role    string
	level   string
	caseID  string
}

// New makes the masker of a study.
func New(study *coding.Study) *Masker {
	m := &Masker{people: map[string]*person{}, counted: map[string]bool{}, counts: Counts{}, quoted: map[string]bool{}, refused: map[string]bool{}}
	for _, l := range []struct {
		texts []string
		kind  string
	}{{study.Options.Mask.Names, Name}, {study.Options.Mask.Firms, Firm}, {study.Options.Mask.Projects, Project}} {
		for _, t := range l.texts {
			if t = strings.TrimSpace(t); t != "" {
				m.listed = append(m.listed, listed{t, l.kind})
			}
		}
	}
	// The longest first, so that a short name inside a long one does not break it.
	sort.SliceStable(m.listed, func(a, b int) bool { return len(m.listed[a].text) > len(m.listed[b].text) })
	m.nameInterviews(study)
	return m
}

// Quotable reports whether the interview may be quoted: consent was given. Unknown consent is none; documents are
// written sources and need none.
func (m *Masker) Quotable(interview string) bool {
	p := m.people[interview]
	return p != nil && p.consent == coding.ConsentGiven
}

// Quote returns a segment's text masked in the language of its placeholders ("zh" or "en"), and whether it may be quoted
// at all. Each segment's replacements enter the counts once.
func (m *Masker) Quote(interview, segment, text, lang string) (string, bool) {
	key := interview + "\x00" + segment
	if !m.Quotable(interview) {
		m.refused[key] = true
		return "", false
	}
	masked, counts := m.Text(text, lang)
	m.quoted[key] = true
	if !m.counted[key] {
		m.counted[key] = true
		for kind, n := range counts {
			m.counts[kind] += n
		}
	}
	return masked, true
}

// Counts returns what the quotations handed out so far had masked, by kind.
func (m *Masker) Counts() Counts {
	out := Counts{}
	for k, n := range m.counts {
		out[k] = n
	}
	return out
}

// Quoted is the number of segments handed out, Withheld of those refused for want of consent.
func (m *Masker) Quoted() int { return len(m.quoted) }

// Withheld is the number of segments refused for want of consent.
func (m *Masker) Withheld() int { return len(m.refused) }
