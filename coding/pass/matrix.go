package pass

import (
	"cmp"
	"slices"
	"sort"

	"github.com/smekit/smekit/coding"
)

// CodeMatrix counts segments and interviews of codes by the levels of an attribute.
type CodeMatrix struct {
	Layer   string // [LayerConsensus], [LayerCoders]
	Level   string // "" codes, "dimension", "group"
	By      string // one of [MatrixAttributes]
	Codes   []string
	Columns []CodeColumn
	Cells   [][]CodeCount // [code][column]
	Totals  []CodeCount   // by code
	Base    Base          // of all columns together
}

// CodeColumn is a level of the attribute, and what its counts rest on.
type CodeColumn struct {
	ID   string // a department's is case/id; empty: no level is known
	Base Base
}

// CodeCount counts the segments with a code (in the coders' layer, each coder's), and the interviews that they stand in.
type CodeCount struct{ Segments, Interviews int }

// MatrixAttributes are the attributes that [CaseByCode] takes.
func MatrixAttributes() []string {
	return []string{"case", "dept", "role", "interview", "period", "coder"}
}

// CaseByCode counts the codes, or with q.Level the dimensions or groups that they stand for, by the levels of an
// attribute: case (the default), dept, role (its level), interview, period, coder. By coder, it is the coders' own rows
// that count, whatever q.Layer says. Columns stand in the order of the study's sheets and options, those without a level
// last; only columns with a reviewed segment are there. Where columns share interviews
// (periods, coders), totals are less than the sums. The error is an [UnknownName] for another attribute.
func CaseByCode(study *coding.Study, q Query, by string) (*CodeMatrix, error) {
	if by == "" {
		by = "case"
	}
	if !slices.Contains(MatrixAttributes(), by) {
		return nil, &UnknownName{Kind: "attribute", Name: by, Known: MatrixAttributes()}
	}
	if by == "coder" {
		q.Layer = LayerCoders
	}
	s := newSearch(study, q)
	m := &CodeMatrix{Layer: q.layer(), Level: q.Level, By: by}
	if m.Level == "code" {
		m.Level = ""
	}
	column := func(interview, period, coder string) string {
		x := s.talks[interview]
		switch by {
		case "case":
			return x.caseID
		case "dept":
			if x.dept == "" {
				return ""
			}
			return x.caseID + "/" + x.dept
		case "role":
			return x.level
		case "period":
			return period
		case "coder":
			return coder
		}
		return interview
	}
	bases := map[string]*baseTally{}
	s.count = func(c counted) {
		id := column(c.interview, c.period, c.coder)
		if bases[id] == nil {
			bases[id] = &baseTally{&Base{}, map[string]bool{}}
		}
		bases[id].add(c)
	}
	ps := s.gather(true)
	m.Base = s.base
	levelOf := func(p *Passage) string {
		coder := ""
		if by == "coder" {
			coder = p.Coders[0]
		}
		return column(p.Interview, p.Period, coder)
	}
	for i := range ps { // a row may speak of another period than the first one of its unit
		if id := levelOf(&ps[i]); bases[id] == nil {
			bases[id] = &baseTally{&Base{}, map[string]bool{}}
		}
	}
	for _, id := range s.columns(by, bases) {
		m.Columns = append(m.Columns, CodeColumn{id, *bases[id].base})
	}
	at := map[string]int{}
	for i, c := range m.Columns {
		at[c.ID] = i
	}
	of, rank := s.level()
	type cell struct {
		code   string
		column int // -1: all
	}
	type once struct {
		cell
		interview, segment, coder, pass string
	}
	counts := map[cell]*CodeCount{}
	met := map[once]bool{}
	add := func(c cell, p *Passage) {
		n := counts[c]
		if n == nil {
			n = &CodeCount{}
			counts[c] = n
		}
		u := s.unitOf(p)
		if k := (once{c, u.interview, u.segment, u.coder, u.pass}); !met[k] {
			met[k] = true
			n.Segments++
		}
		if k := (once{cell: c, interview: u.interview, segment: "\x00"}); !met[k] {
			met[k] = true
			n.Interviews++
		}
	}
	for i := range ps {
		p := &ps[i]
		code := of(p.Code)
		if code == "" {
			continue
		}
		k := at[levelOf(p)]
		if counts[cell{code, -1}] == nil {
			m.Codes = append(m.Codes, code)
		}
		add(cell{code, -1}, p)
		add(cell{code, k}, p)
	}
	slices.SortFunc(m.Codes, func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) })
	for _, code := range m.Codes {
		row := make([]CodeCount, len(m.Columns))
		for k := range row {
			if n := counts[cell{code, k}]; n != nil {
				row[k] = *n
			}
		}
		m.Cells = append(m.Cells, row)
		m.Totals = append(m.Totals, *counts[cell{code, -1}])
	}
	return m, nil
}

// columns orders the levels that something was counted for.
func (s *search) columns(by string, bases map[string]*baseTally) []string {
	var out []string
	listed := map[string]bool{"": true}
	add := func(id string) {
		if bases[id] != nil && !listed[id] {
			listed[id] = true
			out = append(out, id)
		}
	}
	switch by {
	case "case":
		for i := range s.study.Cases {
			add(s.study.Cases[i].ID)
		}
	case "dept":
		for i := range s.study.Departments {
			add(s.study.Departments[i].Case + "/" + s.study.Departments[i].ID)
		}
	case "role":
		for _, id := range s.study.Options.Order["role"] {
			add(id)
		}
		for i := range s.study.Framework.Roles {
			add(s.study.Framework.Roles[i].LevelOrID())
		}
	case "period":
		for _, id := range s.study.Options.Order["period"] {
			add(id)
		}
	}
	var others []string
	for id := range bases {
		if !listed[id] {
			others = append(others, id)
		}
	}
	sort.Strings(others)
	if by == "interview" {
		slices.SortStableFunc(others, func(a, b string) int { return s.talks[a].at - s.talks[b].at })
	}
	for _, id := range others {
		add(id)
	}
	if bases[""] != nil {
		out = append(out, "")
	}
	return out
}
