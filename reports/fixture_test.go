package reports

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// smallStudy is a study with a framework of its own: nothing in it is named as in the built-in one.
func smallStudy() *coding.Study {
	both := func(zh, en string) coding.Label { return coding.Label{ZH: zh, EN: en} }
	two := []string{"interview", "survey"}
	return &coding.Study{
		Title:   both("小研究", "A small study"),
		Options: coding.Options{MinN: 5, Order: map[string][]string{"period": {"p1", "p2"}, "role": {"boss", "x-y"}}},
		Framework: &coding.Framework{ID: "own", Version: "1", Bands: coding.Bands{Low: 40, High: 60, Margin: 5, Gap: 20, MinInterviews: 2},
			Dimensions: []coding.Dimension{
				{ID: "T", Group: true, Polarity: 1, Label: both("信任", "Trust")},
				{ID: "T1", Parent: "T", Polarity: 1, Sources: two, Label: both("同事信任", "Trust in peers")},
				{ID: "T2", Parent: "T", Polarity: 1, Sources: two, Label: both("上级信任", "Trust in superiors")},
				{ID: "B", Group: true, Polarity: -1, Label: both("负担", "Burden")},
				{ID: "B1", Parent: "B", Polarity: -1, Sources: two, Label: both("加班", "Overtime")},
				{ID: "W", Group: true, Proposed: true, Polarity: 1, Label: both("愿景", "Wishes")},
				{ID: "W1", Parent: "W", Proposed: true, Polarity: 1, Sources: []string{"interview"}, Label: both("增员", "More staff")},
				{ID: "Z", Group: true, Proposed: true, Label: both("去向", "Directions")},
				{ID: "Z1", Parent: "Z", Proposed: true, Sources: []string{"interview"}, Label: both("线上", "Online")},
			},
			Hazards: []coding.Hazard{{ID: "F1", Code: "B1", Label: both("过劳", "Exhaustion"), Low: []string{"T1"}, Either: []string{"high:B1", "gap:T1:role", "departments>=2:B1"}}},
			Roles:   []coding.Role{{ID: "boss", Label: both("主任", "Head"), Level: "boss"}, {ID: "x-y", Label: both("员工", "Clerk")}},
		},
		Cases:       []coding.Case{{ID: "c-1", Label: both("甲", "Alpha")}},
		Departments: []coding.Department{{Case: "c-1", ID: "d1", Name: "一科"}, {Case: "c-1", ID: "d2", Name: "二科"}, {Case: "c-1", ID: "d3", Name: "三科"}},
		Interviews: []coding.Interview{
			{ID: "张三", Case: "c-1", Dept: "d1", Role: "boss", Consent: coding.ConsentGiven},
			{ID: "李四", Case: "c-1", Dept: "d2", Role: "x-y", Consent: coding.ConsentRefused},
		},
		Segments: []coding.Segment{
			{Interview: "张三", ID: "1", Text: "大家互相信得过，有事打13812345678就行，问王伟也可以。"},
			{Interview: "张三", ID: "2", Text: "将来多给两个人，线上办理，就不用天天加班了。"},
			{Interview: "李四", ID: "1", Text: "不许引用的话：同事之间其实谁也不信谁。"},
		},
		Codings: []coding.Coding{
			{Pass: "1", Coder: "A", Interview: "张三", Segment: "1", Code: "T1", Intensity: 3, Direction: 1, Rated: true, HasDir: true, LinkTo: []string{"2"}},
			{Pass: "1", Coder: "A", Interview: "张三", Segment: "2", Code: "W1", Intensity: 2, Direction: 1, Rated: true, HasDir: true},
			{Pass: "1", Coder: "A", Interview: "张三", Segment: "2", Code: "Z1", Intensity: 2, Direction: 1, Rated: true, HasDir: true},
			{Pass: "1", Coder: "A", Interview: "张三", Segment: "2", Code: "B1", Intensity: 2, Direction: 1, Rated: true, HasDir: true},
			{Pass: "1", Coder: "A", Interview: "李四", Segment: "1", Code: "T1", Intensity: 3, Direction: -1, Rated: true, HasDir: true},
		},
	}
}

// maker collects estimates.
type maker struct{ es []estimate.Estimate }

func (m *maker) score(measure string, k estimate.Key, v float64, n int, notes ...estimate.Note) *estimate.Estimate {
	e := estimate.New("score", measure, k.String())
	e.Value, e.N, e.Notes = v, n, notes
	if k.Source == "survey" {
		e.People = n
	}
	m.es = append(m.es, e)
	return &m.es[len(m.es)-1]
}

func (m *maker) hidden(measure string, k estimate.Key, note estimate.Note) {
	e := estimate.New("score", measure, k.String())
	m.es = append(m.es, e.With(note))
}

func (m *maker) other(family, measure, of string, v, low, high float64, n int) {
	e := estimate.New(family, measure, of)
	e.Value, e.Low, e.High, e.N = v, low, high, n
	m.es = append(m.es, e)
}

// smallLedger is a released ledger of the small study: as far as parts says, "interview" and "survey".
func smallLedger(parts string) *ledger.Ledger {
	m := &maker{}
	c := estimate.Key{Case: "c-1"}
	at := func(source, dim string) estimate.Key { return estimate.Key{Dim: dim, Source: source, Case: "c-1"} }
	if strings.Contains(parts, "interview") {
		for i, dim := range []string{"T1", "T2", "B1", "W1", "Z1"} {
			m.score("interview_prevalence", at("interview", dim), .5, 2)
			m.score("interview_prevalence", estimate.Key{Dim: dim, Source: "interview"}, .5, 2)
			m.score("interview_q", at("interview", dim), float64(20+10*i), 2)
		}
		m.score("hazard", at("interview", "F1"), estimate.None, 2, estimate.Note{Code: "score_hazard_cannot_judge"},
			estimate.Note{Code: "score_hazard_atom_small", Args: []string{"low:T1", "T1", "2"}}, estimate.Note{Code: "score_hazard_beside", Args: []string{"1", "B1"}})
	}
	if strings.Contains(parts, "survey") {
		m.score("respondents", estimate.Key{Source: "survey"}, 31, 31)
		m.score("respondents", survey(c), 31, 31)
		for i, dim := range []string{"T1", "T2", "B1"} {
			k := at("survey", dim)
			m.score("survey_pomp", k, float64(70-15*i), 31)
			m.score("survey_pomp_sd", k, 12.3, 31)
			m.score("survey_pomp_median", k, 68, 31)
			for d, n := range []int{3, 12, 16} {
				k.Dept = fmt.Sprintf("d%d", d+1)
				switch d {
				case 0:
					m.hidden("survey_pomp", k, estimate.NoteSmallCell.Says(5))
				case 1:
					m.hidden("survey_pomp", k, estimate.NoteSuppressed.Says())
				default:
					m.score("survey_pomp", k, 77.7, n)
				}
			}
			k = at("survey", dim)
			for r, role := range []string{"boss", "x-y"} {
				k.Role = role
				m.score("survey_pomp_median", k, float64(60-10*r), 15)
				m.score("respondents", estimate.Key{Source: "survey", Case: "c-1", Role: role}, 15, 15)
			}
			k.Role = estimate.Contrast("boss", "x-y")
			m.score("gap", k, 4, 30)
			m.other("compare", "cliff_delta", k.String(), .4, .1, .6, 30)
			k = at("survey", dim)
			for _, p := range []string{"p1", "p2"} {
				k.Period = p
				m.score("survey_pomp", k, 50, 15)
			}
			k.Period = estimate.Contrast("p2", "p1")
			m.score("gap", k, float64(9-8*i), 30)
		}
		m.score("hazard", at("survey", "F1"), 0, 31, estimate.Note{Code: "score_hazard_not"}, estimate.Note{Code: "score_hazard_atom_false", Args: []string{"low:T1", "70", "40", "31"}})
	}
	if parts == "interview survey" {
		m.score("triangulation", estimate.Key{Dim: "T1", Case: "c-1"}, -1, estimate.NoCount)
		m.score("triangulation", estimate.Key{Dim: "T2", Case: "c-1"}, 0, estimate.NoCount)
	}
	return &ledger.Ledger{Released: true, Estimates: dedupe(m.es), Primary: 3, Secondary: 3}
}

func dedupe(es []estimate.Estimate) []estimate.Estimate {
	seen := map[string]bool{}
	var out []estimate.Estimate
	for _, e := range es {
		if !seen[e.ID()] {
			seen[e.ID()] = true
			out = append(out, e)
		}
	}
	return out
}

func build(t *testing.T, s *coding.Study, l *ledger.Ledger, o Options) *document.Document {
	t.Helper()
	d, err := Build(s, l, mask.New(s), o)
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, d)
	return d
}

// everyText calls f with each text of a document and where it stands.
func everyText(d *document.Document, f func(where string, x table.Text)) {
	f("title", d.Title)
	f("subtitle", d.Subtitle)
	f("notice", d.Notice)
	for _, s := range d.Sections {
		f(s.Key, s.Title)
		for _, b := range s.Blocks {
			if b.Paragraph != nil {
				f(s.Key, b.Paragraph.Text)
			}
			for _, p := range b.List {
				f(s.Key, p.Text)
			}
			if b.Figure != nil {
				f(b.Figure.Key, b.Figure.Title)
				f(b.Figure.Key, b.Figure.Alt)
				for _, n := range b.Figure.Notes {
					f(b.Figure.Key, n)
				}
			}
		}
	}
	for _, t := range d.Tables() {
		f(t.Key, t.Title)
		for _, c := range t.Columns {
			f(t.Key, c.Label)
		}
		for _, c := range t.Spanners {
			f(t.Key, c.Label)
		}
		for _, n := range t.Notes {
			f(t.Key, n.Text)
		}
		for _, g := range t.Groups {
			f(t.Key, g.Label)
			for _, r := range g.Rows {
				for _, c := range r.Cells {
					f(t.Key+" "+r.Key, c.Text)
					for _, p := range c.Parts {
						f(t.Key+" "+r.Key, p.Text)
					}
				}
			}
		}
	}
}

// wellFormed checks what must hold of every document: whole tables, both languages, no unknown code or open place, only
// ids that the ledger has, and no number of a hidden estimate.
func wellFormed(t *testing.T, d *document.Document) {
	t.Helper()
	everyText(d, func(where string, x table.Text) {
		for lang, s := range map[string]string{"zh": x.ZH, "en": x.EN} {
			if strings.Contains(s, "review.") || strings.Contains(s, "{") || strings.Contains(s, "NaN") {
				t.Errorf("%s (%s): %q", where, lang, s)
			}
		}
		if (x.ZH == "") != (x.EN == "") && !strings.HasPrefix(where, "dimensions ") {
			t.Errorf("%s: one language alone: %+v", where, x)
		}
	})
	id := map[string]*estimate.Estimate{}
	for i := range d.Ledger.Estimates {
		id[d.Ledger.Estimates[i].ID()] = &d.Ledger.Estimates[i]
	}
	keys := map[string]bool{}
	for i, x := range d.Tables() {
		if x.Number != i+1 || keys[x.Key] {
			t.Errorf("table %q is number %d, at place %d", x.Key, x.Number, i+1)
		}
		keys[x.Key] = true
		marks := map[string]bool{}
		for _, n := range x.Notes {
			marks[n.Key] = true
		}
		for _, c := range x.Columns {
			for _, m := range c.Marks {
				if !marks[m] {
					t.Errorf("%s: no note for mark %q", x.Key, m)
				}
			}
		}
		for _, g := range x.Groups {
			for _, r := range g.Rows {
				if len(r.Cells) != len(x.Columns) {
					t.Errorf("%s %s: %d cells in %d columns", x.Key, r.Key, len(r.Cells), len(x.Columns))
				}
				for _, c := range r.Cells {
					for _, m := range c.Marks {
						if !marks[m] {
							t.Errorf("%s %s: no note for mark %q", x.Key, r.Key, m)
						}
					}
					if c.ID == "" {
						continue
					}
					e := id[c.ID]
					if e == nil {
						t.Errorf("%s %s: unknown estimate %s", x.Key, r.Key, c.ID)
					} else if _, hid := hidden(e); hid && c.Kind != table.Suppressed {
						t.Errorf("%s %s: shows the hidden %s", x.Key, r.Key, c.ID)
					}
				}
			}
		}
	}
	for _, f := range d.Figures() {
		if keys[f.Key] {
			t.Errorf("figure key %q twice", f.Key)
		}
		keys[f.Key] = true
	}
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			for _, p := range b.List {
				for _, r := range p.Refs {
					if !keys[r] {
						t.Errorf("%q cites the missing %s", p.Text.EN, r)
					}
				}
				for _, c := range p.Cites {
					if id[c] == nil {
						t.Errorf("%q cites the unknown %s", p.Text.EN, c)
					}
				}
			}
		}
	}
}

func section(d *document.Document, key string) *document.Section {
	for i := range d.Sections {
		if d.Sections[i].Key == key {
			return &d.Sections[i]
		}
	}
	return nil
}

func findings(d *document.Document) []document.Paragraph {
	for _, b := range section(d, "findings").Blocks {
		if b.List != nil {
			return b.List
		}
	}
	return nil
}

func tableOf(d *document.Document, key string) *table.Table {
	for _, t := range d.Tables() {
		if t.Key == key {
			return t
		}
	}
	return nil
}
