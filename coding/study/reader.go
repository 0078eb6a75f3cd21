package study

import (
	"context"
	"io/fs"
	"strings"

	"github.com/smekit/smekit/coding"
)

// reader is one reading of a study. What it knows is complete before the large sheets are read side by side, and is not
// changed while they are.
type reader struct {
	ctx  context.Context
	fsys fs.FS
	root string
	name string // of the study, where its settings give no title; may be empty

	out    *coding.Study
	set    *settings
	dec    *decisions
	parts  []*part // in the order of reading
	inputs []coding.Input

	cases        *register
	depts        departments
	sides        map[[2]string]string // side of (case, department)
	interviews   *register
	roles        *register
	periods      *register // nil: not a closed list
	types        *register
	dims         *register
	codes        *register
	retired      map[string]string            // codes that are no longer active, with the word for since when
	aliases      map[string]*decision         // codes that decisions recode
	people       map[string]person            // the respondents sheet
	texts        map[string]string            // transcripts by interview
	lengths      map[string]int               // of the transcripts, in code points
	successors   map[string][]string          // codes that stand for a code of an earlier book
	heirRulings  map[[3]string]bool           // rulings that were made on a code of an earlier book
	passCodes    map[string]map[string]string // codes that each pass was dealt with: pass → key → id
	earlierCodes bool                         // codes of earlier books stay as they were given
	uncoded      bool                         // the coders' layers are left unread
	spoken       map[[2]string]coding.Segment // segments of transcripts in tables
	units        numbers[[2]string]           // interview and segment, while the records are joined
	segmentAt    []int                        // by unit: the place among the joined segments, counted from 1; 0: none
	dimOf        map[string]*coding.Dimension
	openCases    bool // no cases sheet: cases are what the other sheets name
	openDepts    bool
	openTalks    bool
	faulty       map[string]bool // items whose row of the instrument is a problem
	sources      []*source       // read one after the other
	coderFiles   []place         // coding files that are named for their coder
}

// person is what the respondents sheet says of somebody.
type person struct {
	caseID, dept, role string
	attrs              coding.Attrs
}

func (rd *reader) newPart(file, sheetName, what string) *part {
	p := newPart(file, sheetName, what)
	rd.parts = append(rd.parts, p)
	return p
}

// read reads one sheet with its decisions.
func (rd *reader) read(p *part, k *kind, g *grid, each func(*row)) {
	rd.dec.attach(g)
	readGrid(p, k.names(), g, each)
}

// caseOf reads a reference to a case; in a study of one case an empty cell is that case.
func (rd *reader) caseOf(r *row) (string, bool) {
	if rd.openCases {
		w := r.word("case")
		if w == "" {
			return rd.onlyCase(), true
		}
		if id, h := rd.cases.find(w); h == respelled || h == exact || h == named {
			return id, true
		}
		rd.addCase(w, r)
		return w, true
	}
	id, ok := r.refer("case", rd.cases, "unknown_case")
	if ok && id == "" {
		return rd.onlyCase(), true
	}
	return id, ok
}

// addCase enters a case that only other sheets name, in a study without a cases sheet.
func (rd *reader) addCase(id string, r *row) {
	rd.cases.add(id)
	rd.out.Cases = append(rd.out.Cases, coding.Case{Pos: r.place(0), ID: id, Name: id, Invited: -1})
	r.note("case_from_values", id)
}

func (rd *reader) onlyCase() string {
	if len(rd.out.Cases) == 1 {
		return rd.out.Cases[0].ID
	}
	return ""
}

// deptOf reads a reference to a department of the case. When the case is empty, a department whose name is unique tells it.
func (rd *reader) deptOf(r *row, field, caseID string) (inCase, dept string, ok bool) {
	col := r.at(field)
	w := r.wordAt(col)
	if w == "" {
		return caseID, "", true
	}
	c, id, h := rd.depts.find(caseID, w)
	if h == unknown && rd.openDepts {
		if caseID == "" {
			caseID = rd.onlyCase()
		}
		rd.depts.in(caseID).add(w)
		rd.out.Departments = append(rd.out.Departments, coding.Department{Pos: r.place(0), Case: caseID, ID: w, Name: w, Invited: -1})
		r.note("department_from_values", w)
		return caseID, w, true
	}
	if h == unknown && caseID != "" {
		if other, _, found := rd.depts.find("", w); found != unknown && other != "" {
			r.problem(col, "department_of_other_case", "", w, caseID, other)
			return caseID, "", false
		}
	}
	if h == ambiguous && caseID == "" {
		r.problem(col, "ambiguous_department", "", w)
		return "", "", false
	}
	id, ok = r.referred(col, w, id, h, "unknown_department", func() string { return rd.depts.suggest(caseID, w) }, "")
	if ok && caseID == "" {
		r.note("case_from_department")
	}
	return c, id, ok
}

// roleOf reads a role; a framework without roles takes any.
func (rd *reader) roleOf(r *row) string {
	if len(rd.roles.ids) == 0 {
		return r.word("role")
	}
	id, _ := r.refer("role", rd.roles, "unknown_role")
	return id
}

// periodOf reads a period, which order.period closes.
func (rd *reader) periodOf(r *row) string {
	if rd.periods == nil {
		p := r.word("period")
		if !r.quiet {
			r.noteTime(p, r.place(r.at("period")))
		}
		return p
	}
	id, _ := r.refer("period", rd.periods, "unknown_period")
	return id
}

// periodNames are the words for the two periods that most studies compare.
var periodNames = map[string][]string{
	"before": {"改革前", "之前", "前", "pre", "前测"},
	"after":  {"改革后", "之后", "后", "post", "后测"},
}

// lists makes the registers that come from the framework and the settings.
func (rd *reader) lists() {
	f := rd.out.Framework
	rd.roles, rd.types, rd.dims = newRegister(), newRegister(), newRegister()
	rd.roles.both, rd.types.both = true, true
	rd.dimOf = map[string]*coding.Dimension{}
	for i := range f.Roles {
		rd.roles.add(f.Roles[i].ID, f.Roles[i].Label.ZH, f.Roles[i].Label.EN)
	}
	for i := range f.DeptTypes {
		rd.types.add(f.DeptTypes[i].ID, f.DeptTypes[i].Label.ZH, f.DeptTypes[i].Label.EN)
	}
	for i := range f.Dimensions {
		d := &f.Dimensions[i]
		rd.dims.add(d.ID, d.Label.ZH, d.Label.EN)
		rd.dimOf[d.ID] = d
	}
	if order := rd.set.options.Order["period"]; len(order) > 0 {
		rd.periods = newRegister()
		rd.periods.both = true
		for _, p := range order {
			rd.periods.add(p, periodNames[strings.ToLower(p)]...)
		}
	}
	rd.cases, rd.interviews, rd.codes = newRegister(), newRegister(), newRegister()
	rd.sides = map[[2]string]string{}
	rd.people = map[string]person{}
	rd.texts = map[string]string{}
	rd.lengths = map[string]int{}
	rd.successors = map[string][]string{}
	rd.spoken = map[[2]string]coding.Segment{}
	rd.retired = map[string]string{}
	rd.faulty = map[string]bool{}
	rd.aliases = map[string]*decision{}
}
