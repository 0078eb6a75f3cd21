package form

import (
	"maps"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// attributes are the names of the records' own attributes, sorted.
func attributes[T any](list []T, of func(*T) coding.Attrs) []string {
	names := map[string]bool{}
	for i := range list {
		for name := range of(&list[i]) {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func attributeCells(names []string, a coding.Attrs) []any {
	var out []any
	for _, n := range names {
		out = append(out, blankless(a[n]))
	}
	return out
}

// CaseSheets are a study's cases, departments and interviews (documents apart), each on a sheet where there are any; nil
// without.
func CaseSheets(s *coding.Study) *Workbook {
	cases := newRecords("cases")
	more := attributes(s.Cases, func(c *coding.Case) coding.Attrs { return c.Attrs })
	cases.column("id", 12, required)
	for _, h := range []string{"name", "label_zh", "label_en"} {
		cases.column(h, 30)
	}
	cases.column("invited", 10, plainNumber)
	for _, n := range more {
		cases.column(n, 14)
	}
	for i := range s.Cases {
		c := &s.Cases[i]
		cases.row(append([]any{c.ID, blankless(c.Name), blankless(c.Label.ZH), blankless(c.Label.EN), counted(c.Invited)}, attributeCells(more, c.Attrs)...)...)
	}

	departments := newRecords("departments")
	more = attributes(s.Departments, func(d *coding.Department) coding.Attrs { return d.Attrs })
	departments.column("id", 12, required)
	departments.column("case", 10, required)
	departments.column("name", 30)
	departments.column("type", 16)
	departments.column("side", 14)
	departments.column("invited", 10, plainNumber)
	for _, n := range more {
		departments.column(n, 14)
	}
	for i := range s.Departments {
		d := &s.Departments[i]
		departments.row(append([]any{d.ID, d.Case, blankless(d.Name), blankless(d.Type), blankless(d.Side), counted(d.Invited)}, attributeCells(more, d.Attrs)...)...)
	}
	return bookOf("cases", cases, departments, interviewRecords(s))
}

func interviewRecords(s *coding.Study) *records {
	r := newRecords("interviews")
	more := attributes(s.Interviews, func(iv *coding.Interview) coding.Attrs {
		if iv.Document {
			return nil
		}
		return iv.Attrs
	})
	r.column("id", 12, required)
	r.column("case", 10, required)
	r.column("department", 14)
	r.column("role", 12)
	r.column("date", 12)
	r.column("respondent", 12)
	r.column("asked", 60, wrapped)
	r.column("characters", 11, plainNumber)
	r.column("words", 9, plainNumber)
	r.column("consent", 10)
	for _, n := range more {
		r.column(n, 14)
	}
	for i := range s.Interviews {
		iv := &s.Interviews[i]
		if iv.Document {
			continue
		}
		r.row(append([]any{iv.ID, iv.Case, blankless(iv.Dept), blankless(iv.Role), blankless(iv.Date), blankless(iv.Respondent), blankless(askedList(s.Framework, iv)),
			counted(iv.Characters), counted(iv.Words), consentWord(iv.Consent)}, attributeCells(more, iv.Attrs)...)...)
	}
	return r
}

// askedList leaves out groups: naming one asks for all its leaves, and a group with sources of its own follows its leaves.
func askedList(fw *coding.Framework, iv *coding.Interview) string {
	if !iv.AskedGiven {
		return ""
	}
	var ids []string
	for _, id := range iv.Asked {
		if fw == nil || len(fw.Children(id)) == 0 {
			ids = append(ids, id)
		}
	}
	return strings.Join(ids, ";")
}

func consentWord(c coding.Consent) any {
	switch c {
	case coding.ConsentGiven:
		return "yes"
	case coding.ConsentRefused:
		return "no"
	}
	return nil
}

func documentSheet(s *coding.Study) *Workbook {
	of := map[string]*coding.Interview{}
	for i := range s.Interviews {
		if s.Interviews[i].Document {
			of[s.Interviews[i].ID] = &s.Interviews[i]
		}
	}
	r := newRecords("documents")
	r.column("id", 12, required)
	r.column("title", 60, wrapped)
	r.column("date", 12)
	r.column("case", 10)
	own := func(d *coding.Document) coding.Attrs {
		if iv := of[d.ID]; iv != nil {
			return iv.Attrs
		}
		return nil
	}
	more := attributes(s.Documents, own)
	for _, n := range more {
		r.column(n, 14)
	}
	for i := range s.Documents {
		d := &s.Documents[i]
		r.row(append([]any{d.ID, blankless(d.Title), blankless(d.Date), blankless(d.Case)}, attributeCells(more, own(d))...)...)
	}
	return bookOf("documents", r)
}

func tieSheet(ties []coding.Tie) *Workbook {
	r := newRecords("ties")
	for _, h := range []string{"from", "to"} {
		r.column(h, 14, required)
	}
	r.column("relation", 20)
	r.column("weight", 9, plainNumber)
	r.column("period", 12)
	r.column("case", 10)
	for i := range ties {
		t := &ties[i]
		r.row(t.From, t.To, blankless(t.Relation), t.Weight, blankless(t.Period), blankless(t.Case))
	}
	return bookOf("ties", r)
}

func benchmarkSheet(marks []coding.Benchmark) *Workbook {
	r := newRecords("benchmarks")
	r.column("peer", 20, required)
	r.column("dimension", 14, required)
	r.column("period", 12)
	r.column("scale", 10)
	r.column("value", 10, plainNumber)
	r.column("source", 44, wrapped)
	r.column("date", 12)
	r.column("n", 9, plainNumber)
	for i := range marks {
		m := &marks[i]
		r.row(m.Peer, m.Dimension, blankless(m.Period), blankless(m.Scale), m.Value, blankless(m.Source), blankless(m.Date), counted(m.N))
	}
	return bookOf("benchmarks", r)
}

// decisionSheet holds the decisions that records cannot tell: responses that are left out, and complements.
func decisionSheet(s *coding.Study) *Workbook {
	excluded := map[string]bool{}
	for i := range s.Survey.Responses {
		if r := &s.Survey.Responses[i]; r.Excluded != "" {
			excluded[r.Respondent] = true
		}
	}
	r := newRecords("decisions")
	r.column("kind", 14)
	r.column("target", 30, required)
	r.column("action", 12)
	r.column("value", 14)
	r.column("reason", 44, wrapped)
	r.column("who", 12)
	for i := range s.Decisions {
		d := &s.Decisions[i]
		switch {
		case !d.Used:
			continue
		case d.Action == "exclude" && excluded[d.Target], d.Action == "complement", d.Kind == "triangulation":
			r.row(blankless(d.Kind), d.Target, d.Action, blankless(d.Value), blankless(d.Reason), blankless(d.Who))
		}
	}
	return bookOf("decisions", r)
}
