package reports

import (
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// sampleTable says who took part: for each case its departments, role levels and periods, with interviews and
// questionnaires.
func (b *builder) sampleTable() (*table.Table, table.Text) {
	if len(b.study.Cases) == 0 {
		return nil, say("why.no_cases")
	}
	t := &table.Table{Key: "sample", Title: say("sample.title"), Columns: []table.Column{
		{Key: "unit", Label: say("sample.unit"), Stub: true},
		{Key: "interviews", Label: say("interviews"), Format: table.Whole},
		{Key: "invited", Label: say("sample.invited"), Format: table.Whole},
		{Key: "respondents", Label: say("sample.respondents"), Format: table.Whole},
		{Key: "rate", Label: say("sample.rate"), Format: table.Share, Marks: []string{"rate"}},
	}, Spanners: []table.Spanner{{Label: say("survey"), From: 2, To: 4}}}
	surveyed, unheard := len(b.keys["score.respondents"]) > 0, 0
	row := func(key string, name table.Text, indent int, k estimate.Key, interviews table.Cell) table.Row {
		k.Source = "survey"
		invited, rate := cell(b.score("respondents_invited", k)), cell(b.score("response_rate", k))
		if k.Role != "" || k.Period != "" { // nobody counts who was invited as what
			invited, rate = blank(), blank()
		}
		people := b.score("respondents", k)
		x := cell(people)
		if _, hid := hidden(people); surveyed && k.Dept != "" && !hid && (!has(people) || people.Value == 0) {
			x.Marks = []string{"none"}
			unheard++
		}
		return table.Row{Key: key, Indent: indent, Strong: indent == 0, Cells: []table.Cell{table.Txt(name), interviews, invited, x, rate}}
	}
	for i := range b.study.Cases {
		c := b.study.Cases[i].ID
		g := table.Group{Label: b.caseName(c)}
		for _, d := range b.departments(c) {
			n := b.interviews(func(iv interviewOf) bool { return iv.caseID == c && iv.dept == d.ID })
			g.Rows = append(g.Rows, row(c+"/"+d.ID, b.deptName(d), 1, estimate.Key{Case: c, Dept: d.ID}, number(n)))
		}
		for _, l := range b.roleLevels() {
			n := b.interviews(func(iv interviewOf) bool { return iv.caseID == c && iv.level == l })
			k := estimate.Key{Case: c, Role: l}
			if n > 0 || b.score("respondents", survey(k)) != nil {
				g.Rows = append(g.Rows, row(c+"/role/"+l, say("sample.role", b.levelName(l)), 1, k, number(n)))
			}
		}
		for _, p := range b.periods {
			k := estimate.Key{Case: c, Period: p}
			if b.score("respondents", survey(k)) != nil {
				g.Rows = append(g.Rows, row(c+"/period/"+p, say("sample.period", periodName(p)), 1, k, blank()))
			}
		}
		n := b.interviews(func(iv interviewOf) bool { return iv.caseID == c })
		g.Rows = append(g.Rows, row(c, say("total"), 0, estimate.Key{Case: c}, number(n)))
		t.Groups = append(t.Groups, g)
	}
	if len(b.study.Cases) > 1 {
		n := b.interviews(func(interviewOf) bool { return true })
		t.Groups = append(t.Groups, table.Group{Rows: []table.Row{row("all", say("sample.all"), 0, estimate.Key{}, number(n))}})
	}
	t.Notes = []table.Note{{Text: say("sample.note")}, {Key: "rate", Text: say("sample.rate_note")}}
	if w, ok := b.waves(); ok {
		t.Notes[1].Text = sentences([]table.Text{say("sample.rate_periods"), w.text})
	}
	if unheard > 0 {
		t.Notes = append(t.Notes, table.Note{Key: "none", Text: say("sample.none")})
	}
	if len(b.study.Documents) > 0 {
		t.Notes = append(t.Notes, table.Note{Text: say("sample.documents", count(len(b.study.Documents)))})
	}
	return t, table.Text{}
}

func survey(k estimate.Key) estimate.Key {
	k.Source = "survey"
	return k
}

type interviewOf struct{ caseID, dept, level string }

// interviews counts the interviews (documents apart) that keep accepts. Counts of interviews are not suppressed.
func (b *builder) interviews(keep func(interviewOf) bool) int {
	n := 0
	for i := range b.study.Interviews {
		iv := &b.study.Interviews[i]
		if !iv.Document && keep(interviewOf{iv.Case, iv.Dept, b.levelOf(iv.Role)}) {
			n++
		}
	}
	return n
}
