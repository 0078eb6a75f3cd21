package reports

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// material is how much text an interview has, in segments, and how much of it carries an accepted code.
type material struct{ segments, coded int }

func (r *thesisReport) materials() map[string]material {
	out := map[string]material{}
	seen := map[unitKey]bool{}
	for i := range r.study.Segments {
		s := &r.study.Segments[i]
		m := out[s.Interview]
		m.segments++
		out[s.Interview] = m
	}
	for i := range r.settled.Accepted {
		u := &r.settled.Accepted[i]
		if k := (unitKey{u.Interview, u.Segment}); !seen[k] {
			seen[k] = true
			m := out[u.Interview]
			m.coded++
			out[u.Interview] = m
		}
	}
	return out
}

// intervieweeTable lists the interviews (and documents) by pseudonym: coarse role, side of the department, date, length,
// segments, consent. Departments are not named: beside the role they would point at a person. No side is told in a case
// where the departments of one have fewer than min_n people.
func (r *thesisReport) intervieweeTable() (*table.Table, table.Text) {
	if len(r.study.Interviews)+len(r.study.Documents) == 0 {
		return nil, thesisSays("why.no_interviews")
	}
	t := &table.Table{Key: "interviewees", Title: thesisSays("interviewees.title"), Columns: []table.Column{
		{Key: "alias", Label: thesisSays("interviewees.alias"), Stub: true}, {Key: "role", Label: thesisSays("interviewees.role"), Align: table.Left},
		{Key: "side", Label: thesisSays("interviewees.side"), Align: table.Left}, {Key: "date", Label: thesisSays("interviewees.date"), Align: table.Center},
		{Key: "characters", Label: thesisSays("interviewees.characters"), Format: table.Whole}, {Key: "segments", Label: thesisSays("interviewees.segments"), Format: table.Whole},
		{Key: "coded", Label: thesisSays("interviewees.coded"), Format: table.Whole}, {Key: "consent", Label: thesisSays("interviewees.consent"), Align: table.Center}}}
	m := r.materials()
	all, talks := total{}, 0
	add := func(caseID string, name table.Text) {
		g, sum := table.Group{Label: name}, total{}
		for i := range r.study.Interviews {
			iv := &r.study.Interviews[i]
			if iv.Case != caseID && (caseID != "" || r.study.Case(iv.Case) != nil) {
				continue
			}
			if !iv.Document {
				talks++
				sum.talks++
			}
			g.Rows = append(g.Rows, r.intervieweeRow(iv, m[iv.ID], &sum))
		}
		for i := range r.study.Documents {
			x := &r.study.Documents[i]
			if x.Case == caseID || caseID == "" && r.study.Case(x.Case) == nil {
				g.Rows = append(g.Rows, r.intervieweeRow(&coding.Interview{ID: x.ID, Case: x.Case, Date: x.Date, Characters: -1, Consent: coding.ConsentGiven, Document: true}, m[x.ID], &sum))
			}
		}
		if len(g.Rows) == 0 {
			return
		}
		g.Rows = append(g.Rows, sum.row(caseID, thesisSays("interviewees.sum", count(sum.talks))))
		t.Groups = append(t.Groups, g)
		all.add(sum)
	}
	for i := range r.study.Cases {
		add(r.study.Cases[i].ID, r.caseName(r.study.Cases[i].ID))
	}
	add("", thesisSays("interviewees.no_case"))
	if len(t.Groups) > 1 {
		t.Groups = append(t.Groups, table.Group{Rows: []table.Row{all.row("all", thesisSays("interviewees.all", count(talks)))}})
	}
	t.Notes = []table.Note{{Text: thesisSays("interviewees.note", r.option("min_n"))}}
	if all.unknown > 0 && all.characters > 0 {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("interviewees.unknown", count(all.unknown))})
	}
	for _, key := range []string{"side", "date", "characters"} {
		dropEmpty(t, key)
	}
	return t, table.Text{}
}

// total sums the rows of a group.
type total struct{ talks, characters, unknown, segments, coded int }

func (t *total) add(x total) {
	t.talks += x.talks
	t.characters += x.characters
	t.unknown += x.unknown
	t.segments += x.segments
	t.coded += x.coded
}

func (t *total) row(key string, name table.Text) table.Row {
	characters := blank()
	if t.characters > 0 {
		characters = number(t.characters)
	}
	return table.Row{Key: "sum/" + key, Strong: true, Cells: []table.Cell{table.Txt(name), blank(), blank(), blank(), characters, number(t.segments), number(t.coded), blank()}}
}

func (r *thesisReport) intervieweeRow(iv *coding.Interview, m material, sum *total) table.Row {
	none := table.Cell{Kind: table.Missing, Tint: -1}
	text := func(t table.Text) table.Cell {
		if t.Empty() {
			return none
		}
		return table.Txt(t)
	}
	alias := r.m.Alias(iv.ID)
	name := table.Text{ZH: alias.ZH, EN: alias.EN}
	role := table.Text{}
	switch level := r.m.Role(iv.ID); {
	case level == "document":
		role = thesisSays("interviewees.document")
	case level != "":
		role = r.levelName(level)
	}
	side := none
	if iv.Document {
		side = blank()
	} else if d := r.study.Department(iv.Case, iv.Dept); d != nil && d.Side != "" && r.showsSides(iv.Case) {
		side = table.Txt(sideName(d.Side))
	}
	characters := none
	if iv.Characters >= 0 {
		characters = number(iv.Characters)
		sum.characters += iv.Characters
	} else {
		sum.unknown++
	}
	sum.segments += m.segments
	sum.coded += m.coded
	consent := thesisSays("consent.unknown")
	switch iv.Consent {
	case coding.ConsentGiven:
		consent = thesisSays("consent.given")
	case coding.ConsentRefused:
		consent = thesisSays("consent.refused")
	}
	if iv.Document {
		consent = thesisSays("consent.document")
	}
	return table.Row{Key: name.EN, Indent: 1, Cells: []table.Cell{table.Txt(name), text(role), side, text(table.Same(iv.Date)), characters, number(m.segments), number(m.coded), table.Txt(consent)}}
}

// showsSides reports whether the sides of a case's interviewees may be told: none of them where one is too small, since a
// single gap would tell as much.
func (r *thesisReport) showsSides(caseID string) bool {
	for i := range r.study.Interviews {
		iv := &r.study.Interviews[i]
		if d := r.study.Department(iv.Case, iv.Dept); iv.Case == caseID && d != nil && d.Side != "" && !r.isLarge(caseID, d.Side) {
			return false
		}
	}
	return true
}

// isLarge reports whether the departments of a side are known to have min_n people in a case.
func (r *thesisReport) isLarge(caseID, side string) bool {
	least := max(1, r.study.Options.MinN)
	if e := r.score("respondents", estimate.Key{Source: "survey", Case: caseID, Side: side}); has(e) && e.Value >= float64(least) {
		return true
	}
	heads := 0
	for _, d := range r.departments(caseID) {
		if d.Side == side {
			heads += max(0, d.Invited)
		}
	}
	return heads >= least
}
