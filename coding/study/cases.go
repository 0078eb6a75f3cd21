package study

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// uniqueID reads a row's id; the row is rejected when it is missing or taken. The first place of each id is kept in seen.
func (r *row) uniqueID(field string, scope string, seen map[string]coding.Pos) (string, bool) {
	id := r.word(field)
	col := r.at(field)
	if id == "" {
		r.reject(col, "missing_id", "")
		return "", false
	}
	r.subject = id
	k := scope + "\x00" + key(id)
	if first, dup := seen[k]; dup {
		r.reject(col, "duplicate_id", "", id, first.String())
		return "", false
	}
	seen[k] = r.place(col)
	return id, true
}

func (rd *reader) readCase(seen map[string]coding.Pos) func(*row) {
	return func(r *row) {
		id, ok := r.uniqueID("id", "case", seen)
		if !ok || r.reason != "" {
			return
		}
		c := coding.Case{Pos: r.place(0), ID: id, Name: r.text("name"), Label: r.label("label_zh", "label_en", ""), Invited: r.count("invited"), Attrs: r.attrs()}
		switch han := hasHan(c.Name); { // the name stands in for the language it is written in
		case han && c.Label.ZH == "":
			c.Label.ZH = c.Name
		case !han && c.Label.EN == "":
			c.Label.EN = c.Name
		}
		if c.Name == "" {
			c.Name = c.Label.Or("zh")
		}
		rd.cases.add(id, c.Name, c.Label.ZH, c.Label.EN)
		rd.out.Cases = append(rd.out.Cases, c)
	}
}

func (rd *reader) readDepartment(seen map[string]coding.Pos) func(*row) {
	return func(r *row) {
		caseID, ok := rd.caseOf(r)
		if !ok {
			r.fault = "unknown_case"
			return
		}
		if caseID == "" && len(rd.out.Cases) > 1 {
			r.reject(r.at("case"), "missing_value", "", "case / 案例")
			return
		}
		id, ok := r.uniqueID("id", "dept\x00"+caseID, seen)
		if !ok || r.reason != "" {
			return
		}
		d := coding.Department{Pos: r.place(0), Case: caseID, ID: id, Name: r.text("name"), Invited: r.count("invited"), Attrs: r.attrs()}
		label := r.label("label_zh", "label_en", "")
		if d.Name == "" {
			d.Name = label.Or("zh")
		}
		if len(rd.types.ids) > 0 {
			d.Type, _ = r.refer("type", rd.types, "unknown_type")
			if t := rd.out.Framework.DeptType(d.Type); t != nil {
				d.Side = t.Side
			}
		} else {
			d.Type = r.word("type")
		}
		if s := r.pick("side", sides, ""); s != "" {
			d.Side = s
		}
		rd.depts.in(caseID).add(id, d.Name, label.ZH, label.EN)
		rd.sides[[2]string{caseID, id}] = d.Side
		rd.out.Departments = append(rd.out.Departments, d)
	}
}

var consents = choose("yes y true 1 是 同意 有 已签 已同意 given", "no n false 0 否 不同意 无 拒绝 未签 refused", "unknown 未知 不详 不清楚")

// interviewID reads the id of an interview or a document, which share their ids, and makes it known; a decision may leave
// the row out.
func (rd *reader) interviewID(r *row, seen map[string]coding.Pos) (string, bool) {
	id, ok := r.uniqueID("id", "interview", seen)
	if !ok {
		return "", false
	}
	rd.interviews.add(id)
	if d := rd.dec.interviews[key(id)]; d != nil {
		r.exclude(d)
	}
	return id, true
}

func (rd *reader) readInterview(seen map[string]coding.Pos) func(*row) {
	return func(r *row) {
		id, ok := rd.interviewID(r, seen)
		if !ok {
			return
		}
		iv := coding.Interview{Pos: r.place(0), ID: id}
		if iv.Case, ok = rd.caseOf(r); !ok {
			r.fault = "unknown_case"
		}
		if c, dept, ok := rd.deptOf(r, "department", iv.Case); ok {
			iv.Case, iv.Dept = c, dept
		}
		if iv.Case == "" && len(rd.out.Cases) > 1 && r.fault == "" {
			r.reject(r.at("case"), "missing_value", "", "case / 案例")
		}
		iv.Role = rd.roleOf(r)
		iv.Date = r.date("date")
		iv.Respondent = r.word("respondent")
		iv.Asked, iv.AskedGiven = rd.askedOf(r)
		iv.Characters, iv.Words = r.count("characters"), r.count("words")
		switch r.pick("consent", consents, "unknown") {
		case "yes":
			iv.Consent = coding.ConsentGiven
		case "no":
			iv.Consent = coding.ConsentRefused
		}
		iv.Attrs = r.attrs()
		if r.reason == "" && r.fault == "" {
			rd.out.Interviews = append(rd.out.Interviews, iv)
		}
	}
}

// askedOf reads the dimensions that an interview asked about: leaves, with each group taken as all its leaves. A group
// with sources of its own is asked when it, or one of its leaves, is.
func (rd *reader) askedOf(r *row) ([]string, bool) {
	cell := r.text("asked")
	if cell == "" {
		return nil, false
	}
	asked := map[string]bool{}
	for _, w := range rd.listed(cell, rd.dims) {
		id, h := rd.dims.find(w)
		if id, ok := r.referred(r.at("asked"), w, id, h, "unknown_dimension", func() string { return rd.dims.suggest(w) }, rd.dims.list()); ok {
			rd.expand(id, asked)
		}
	}
	for i := range rd.out.Framework.Dimensions {
		d := &rd.out.Framework.Dimensions[i]
		if !asked[d.ID] {
			continue
		}
		for up := rd.dimOf[d.Parent]; up != nil; up = rd.dimOf[up.Parent] {
			if len(up.Sources) > 0 {
				asked[up.ID] = true
			}
		}
	}
	var out []string
	for i := range rd.out.Framework.Dimensions {
		if id := rd.out.Framework.Dimensions[i].ID; asked[id] {
			out = append(out, id)
		}
	}
	return out, true
}

// expand puts a dimension, or all leaves of a group, into the set.
func (rd *reader) expand(id string, into map[string]bool) {
	d := rd.dimOf[id]
	kids := rd.out.Framework.Children(id)
	if len(kids) == 0 {
		into[id] = true
		return
	}
	if d != nil && len(d.Sources) > 0 {
		into[id] = true
	}
	for _, k := range kids {
		if !into[k.ID] {
			rd.expand(k.ID, into)
		}
	}
}

// listed takes a cell with several references apart. What names an entry as a whole stays whole; commas and blanks part
// it only when every piece is known.
func (rd *reader) listed(cell string, g *register) []string {
	if _, h := g.find(cell); h != unknown {
		return []string{cell}
	}
	words := split(cell)
	for _, marks := range []string{",，", ",， \t"} {
		var pieces []string
		for _, w := range words {
			if _, h := g.find(w); h != unknown {
				pieces = append(pieces, w)
			} else {
				pieces = append(pieces, splitAt(w, marks)...)
			}
		}
		if len(pieces) > len(words) {
			known := true
			for _, w := range pieces {
				_, h := g.find(w)
				known = known && h != unknown
			}
			if known {
				return pieces
			}
		}
	}
	return words
}

func (rd *reader) readDocument(seen map[string]coding.Pos) func(*row) {
	return func(r *row) {
		id, ok := rd.interviewID(r, seen)
		if !ok {
			return
		}
		doc := coding.Document{Pos: r.place(0), ID: id, Title: r.text("title"), Date: r.date("date")}
		if doc.Case, ok = rd.caseOf(r); !ok {
			r.fault = "unknown_case"
		}
		if r.reason != "" || r.fault != "" {
			return
		}
		rd.out.Documents = append(rd.out.Documents, doc)
		rd.out.Interviews = append(rd.out.Interviews, coding.Interview{Pos: doc.Pos, ID: id, Case: doc.Case, Date: doc.Date,
			Characters: -1, Words: -1, Consent: coding.ConsentGiven, Document: true, Attrs: r.attrs()})
	}
}

func (rd *reader) readRespondent(seen map[string]coding.Pos) func(*row) {
	return func(r *row) {
		id, ok := r.uniqueID("id", "respondent", seen)
		if !ok {
			return
		}
		if d := rd.dec.respondents[key(id)]; d != nil {
			r.exclude(d)
		}
		var p person
		if p.caseID, ok = rd.caseOf(r); !ok {
			r.fault = "unknown_case"
			return
		}
		if c, dept, ok := rd.deptOf(r, "department", p.caseID); ok {
			p.caseID, p.dept = c, dept
		} else {
			r.fault = "unknown_department"
			return
		}
		p.role = rd.roleOf(r)
		p.attrs = r.attrs()
		rd.people[key(id)] = p
	}
}

var (
	codeStatuses = choose("active 使用 在用 有效 启用", "retired 停用 废弃 inactive 作废 merged 合并")
	codeLevels   = choose("open 开放 开放式 一级", "axial 主轴 主轴式 二级", "selective 选择 选择式 核心 三级")
	codeOrigins  = choose("deductive 演绎 理论", "inductive 归纳 扎根")
)

func (rd *reader) readCode(seen map[string]coding.Pos) func(*row) {
	return func(r *row) {
		id, ok := r.uniqueID("code", "code", seen)
		if !ok || r.reason != "" {
			return
		}
		c := coding.Code{Pos: r.place(0), ID: id, Parent: r.word("parent"), Label: r.label("label_zh", "label_en", "label"),
			Level: r.pick("level", codeLevels, ""), Origin: r.pick("origin", codeOrigins, ""), Definition: r.text("definition"),
			Include: r.text("include"), Exclude: r.text("exclude"), Example: r.text("example"), Since: r.date2("since"), Replaces: r.replaced(), Attrs: r.attrs()}
		c.Active = r.pick("status", codeStatuses, "active") == "active"
		dim, _ := r.refer("dimension", rd.dims, "unknown_dimension")
		c.Dimension = dim
		own, isDim := rd.dims.find(id)
		if dim == "" && r.cell("dimension").Blank() && isDim != unknown {
			c.Dimension = own
		}
		names := []string{c.Label.ZH, c.Label.EN}
		if d := rd.dimOf[own]; d != nil && own == c.Dimension {
			names = append(names, d.Label.ZH, d.Label.EN)
		}
		if c.Active {
			rd.codes.add(id, names...)
			for _, old := range c.Replaces {
				rd.successors[key(old)] = append(rd.successors[key(old)], id)
			}
		} else {
			rd.retired[key(id)] = id
		}
		rd.out.Codebook.Codes = append(rd.out.Codebook.Codes, c)
	}
}

// replaced are the codes of earlier books that a code stands for; they need not be codes of this one.
func (r *row) replaced() []string {
	var out []string
	for _, w := range split(r.text("replaces")) {
		if w = r.intern.of(sheet.Fold(w)); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// date2 is a date, or a word such as the pass or version of a codebook.
func (r *row) date2(field string) string {
	c := r.cell(field)
	if d, ok := parseDate(c.Text); ok {
		return r.intern.of(d)
	}
	return r.word(field)
}

// finishCodes checks the parents of codes and, without a codebook, takes the framework's dimensions as codes.
func (rd *reader) finishCodes(parts []*part) {
	book := rd.out.Codebook
	if book == nil {
		rd.codes = rd.dims
		return
	}
	known := newRegister()
	for i := range book.Codes {
		known.add(book.Codes[i].ID, book.Codes[i].Label.ZH, book.Codes[i].Label.EN)
	}
	for i := range book.Codes {
		c := &book.Codes[i]
		if c.Parent == "" {
			continue
		}
		id, h := known.find(c.Parent)
		if h == unknown || h == ambiguous {
			if dim, dh := rd.dims.find(c.Parent); dh != unknown && dh != ambiguous {
				c.Parent = dim
				continue
			}
			for _, p := range parts {
				if p.receipt.File == c.Pos.File && p.receipt.Sheet == c.Pos.Sheet {
					pos := c.Pos
					for j, u := range p.receipt.Columns {
						if u.Field == "parent" {
							pos.Col = j + 1
						}
					}
					p.report(pos, "unknown_parent", known.suggest(c.Parent), c.Parent, known.list())
				}
			}
			c.Parent = ""
			continue
		}
		c.Parent = id
	}
	for i := range book.Codes { // a code without a dimension takes its parent's
		c := &book.Codes[i]
		for up, steps := c.Parent, 0; c.Dimension == "" && up != "" && steps < len(book.Codes); steps++ {
			if rd.dimOf[up] != nil {
				c.Dimension = up
			}
			next := ""
			for j := range book.Codes {
				if book.Codes[j].ID == up {
					if c.Dimension == "" {
						c.Dimension = book.Codes[j].Dimension
					}
					next = book.Codes[j].Parent
				}
			}
			up = next
		}
	}
	c := *book
	c.Hash = ""
	c.Codes = append([]coding.Code(nil), book.Codes...)
	for i := range c.Codes {
		c.Codes[i].Pos = coding.Pos{}
	}
	book.Hash = hashOf(&c)
}

// recodes files the decisions that give a renamed code its name in the codebook.
func (rd *reader) recodes() {
	for _, d := range rd.dec.codes {
		id, h := rd.codes.find(d.Value)
		if h == unknown || h == ambiguous || strings.TrimSpace(d.Value) == "" {
			at := d.Pos
			at.Col = rd.dec.valueCol
			rd.dec.part.report(at, "unknown_code", rd.codes.suggest(d.Value), d.Value, rd.codes.list())
			continue
		}
		d.Value = id
		rd.aliases[key(d.Target)] = d
	}
}
