package naive

import (
	"fmt"
	"sort"
	"strings"
	"testing/fstest"

	"github.com/smekit/smekit/coding"
)

// Invented is a random study: its files, the name to open, and what its author meant by them.
type Invented struct {
	FS    fstest.MapFS
	Root  string // "." for a folder, else the name of the workbook
	Meant Truth
}

// Truth is what a study's files say, a line a fact, sorted: the same lines come from the author of a random study and, by
// [Told], from the records that were read.
type Truth struct {
	Departments, Interviews, Replies, Codings, Rulings, Benchmarks []string
}

// Told writes down what the records of a study say.
func Told(s *coding.Study) Truth {
	var t Truth
	for _, d := range s.Departments {
		t.Departments = append(t.Departments, departmentLine(d.Case, d.ID, d.Side, d.Invited))
	}
	for _, v := range s.Interviews {
		if v.Document {
			continue
		}
		var leaves []string
		for _, id := range v.Asked {
			if x := s.Framework.Dimension(id); x != nil && !x.Group {
				leaves = append(leaves, id)
			}
		}
		t.Interviews = append(t.Interviews, interviewLine(v.ID, v.Case, v.Dept, v.Role, v.Characters, v.Words, leaves))
	}
	for _, r := range s.Survey.Responses {
		if r.Excluded != "" {
			continue
		}
		answers := map[string]float64{}
		for i, id := range s.Survey.Items {
			if r.Answers[i].Ok() {
				answers[id] = r.Answers[i].Num
			}
		}
		t.Replies = append(t.Replies, replyLine(r.Respondent, r.Case, r.Dept, r.Role, r.Period, r.Weight, answers))
	}
	for _, c := range s.Codings {
		dir := any(nil)
		if c.HasDir {
			dir = c.Direction
		}
		t.Codings = append(t.Codings, codingLine(c.Pass, c.Coder, c.Interview, c.Segment, c.Code, c.Intensity, dir, c.State == coding.Absent, c.Period))
	}
	for _, r := range s.Consensus {
		dir := any(nil)
		if r.HasDir {
			dir = r.Direction
		}
		t.Rulings = append(t.Rulings, rulingLine(r.Interview, r.Segment, r.Code, r.Accept, r.Intensity, dir))
	}
	for _, b := range s.Benchmarks {
		t.Benchmarks = append(t.Benchmarks, benchmarkLine(b.Peer, b.Dimension, b.Period, b.Scale, b.Value))
	}
	t.sort()
	return t
}

func (t *Truth) sort() {
	for _, l := range [][]string{t.Departments, t.Interviews, t.Replies, t.Codings, t.Rulings, t.Benchmarks} {
		sort.Strings(l)
	}
}

func departmentLine(caseID, id, side string, invited int) string {
	return fmt.Sprintf("department %s of %s on side %s, invited %d", id, caseID, side, invited)
}

func interviewLine(id, caseID, dept, role string, characters, words int, asked []string) string {
	return fmt.Sprintf("interview %s in %s/%s with %s, %d characters, %d words, asked %s", id, caseID, dept, role, characters, words, strings.Join(levels(asked), ","))
}

func replyLine(id, caseID, dept, role, period string, weight float64, answers map[string]float64) string {
	var a []string
	for item, x := range answers {
		a = append(a, fmt.Sprintf("%s=%v", item, x))
	}
	sort.Strings(a)
	return fmt.Sprintf("respondent %s in %s/%s as %s at %q, weight %v: %s", id, caseID, dept, role, period, weight, strings.Join(a, " "))
}

func codingLine(pass, coder, interview, segment, code string, intensity int, direction any, absent bool, period string) string {
	return fmt.Sprintf("pass %s, %s: %s/%s is %q, intensity %d, direction %v, absent %t, at %q", pass, coder, interview, segment, code, intensity, direction, absent, period)
}

func rulingLine(interview, segment, code string, accept bool, intensity int, direction any) string {
	return fmt.Sprintf("ruling %s/%s %q %t, intensity %d, direction %v", interview, segment, code, accept, intensity, direction)
}

func benchmarkLine(peer, dim, period, scale string, value float64) string {
	return fmt.Sprintf("benchmark %s on %s at %q: %v of %s", peer, dim, period, value, scale)
}

// author is the making of one study.
type author struct {
	dice
	f       *coding.Framework
	zh      bool // headers and words in Chinese
	items   []coding.Item
	periods []string
	cases   []coding.Case
	depts   []coding.Department
	repeats bool // department ids recur in other cases
	talks   []talk
	codes   []code
	order   map[string][]string
	meant   Truth
	pages   []page
	folder  []place
}

// place is a page with the path of its file in a folder.
type place struct {
	path string
	page page
}

func (a *author) say(en, zh string) string {
	if a.zh {
		return zh
	}
	return en
}

// sheet begins a page whose header names the fields; a field that ends in a digit is one of several columns.
func (a *author) sheet(kind string, fields ...string) page {
	p := page{kind: kind}
	for _, f := range fields {
		base := strings.TrimRight(f, "0123456789")
		h := headers[kind][strings.TrimSuffix(base, "_")]
		name := h[0]
		if a.zh {
			name = h[1]
		}
		if name == "" {
			name = f
		} else if base != f {
			name += strings.TrimPrefix(f, strings.TrimSuffix(base, "_"))
		}
		p.header = append(p.header, name)
	}
	if a.chance(.3) {
		p.notes = append(p.notes, pick(a.dice, "虚构数据，仅供测试", "Invented data. Please fill in every line below."))
	}
	return p
}

// put adds a page to the study, to stand in a file of that path when the study is a folder.
func (a *author) put(path string, p page) {
	p = p.shuffled(a.dice)
	a.pages = append(a.pages, p)
	a.folder = append(a.folder, place{path, p})
}

// Study invents a small study. The builtin framework is used now and then when one is given.
func Study(seed uint64, builtin *coding.Framework) Invented {
	a := &author{dice: roll(seed), order: map[string][]string{}}
	a.zh = a.chance(.5)
	workbookOnly := a.chance(.25)
	ready := builtin != nil && a.chance(.12)
	if ready {
		a.f = builtin
	} else {
		a.f = a.framework()
	}
	a.items = a.f.Items
	switch a.IntN(4) {
	case 0:
	case 1:
		a.periods = []string{"before", "after"}
	case 2:
		a.periods = []string{"2021", "2024"}
	default:
		a.periods = []string{"t1", "t2", "t3"}
	}
	if len(a.periods) > 0 && (a.periods[0] == "before" || a.chance(.5)) {
		a.order["period"] = a.periods
	}
	levelled := []string{}
	for _, r := range a.f.Roles {
		levelled = append(levelled, r.LevelOrID())
	}
	if len(levels(levelled)) != 2 || a.chance(.5) {
		a.order["role"] = []string{a.f.Roles[0].Level, a.f.Roles[1].Level}
	}
	a.places()
	if a.chance(.9) {
		a.conversations()
	}
	if len(a.talks) == 0 || a.chance(.9) {
		a.questionnaire()
	}
	settings := a.settings(workbookOnly)
	inv := Invented{FS: fstest.MapFS{}, Root: ".", Meant: a.meant}
	inv.Meant.sort()
	if workbookOnly {
		var names []string
		pages := append([]page{settings}, a.pages...)
		if !ready {
			pages = append(pages, frameworkPages(a.f)...)
		}
		for _, p := range pages {
			names = append(names, p.kind)
		}
		inv.Root = "invented.xlsx"
		inv.FS[inv.Root] = &fstest.MapFile{Data: workbook(a.dice, pages, names)}
		return inv
	}
	if !ready {
		if a.chance(.5) {
			inv.FS["framework.yaml"] = &fstest.MapFile{Data: frameworkYAML(a.f)}
		} else {
			pages := frameworkPages(a.f)
			var names []string
			for _, p := range pages {
				names = append(names, p.kind)
			}
			inv.FS["framework.xlsx"] = &fstest.MapFile{Data: workbook(a.dice, pages, names)}
		}
	}
	inv.FS["study.yaml"] = &fstest.MapFile{Data: a.studyYAML()}
	a.bind(inv.FS)
	return inv
}

// bind writes the pages of a folder: those with the same path into one workbook, others as workbook or csv.
func (a *author) bind(fsys fstest.MapFS) {
	var paths []string
	for _, p := range a.folder {
		paths = append(paths, p.path)
	}
	for _, path := range levels(paths) {
		var pages []page
		var names []string
		for _, p := range a.folder {
			if p.path == path {
				pages = append(pages, p.page)
				n := sheetNames[p.page.kind]
				names = append(names, a.say(n[0], n[1]))
			}
		}
		if len(pages) == 1 && a.chance(.5) && path != "cases" && path != "coding" {
			fsys[path+".csv"] = &fstest.MapFile{Data: commas(a.dice, pages[0])}
		} else {
			fsys[path+".xlsx"] = &fstest.MapFile{Data: workbook(a.dice, pages, names)}
		}
	}
}

// places invents cases and their departments.
func (a *author) places() {
	n := a.between(1, 3)
	a.repeats = n > 1 && a.chance(.5)
	for i := range n {
		c := coding.Case{ID: fmt.Sprintf("G%d", i+1), Name: string([]rune("东西南"))[i*3:i*3+3] + "河区", Invited: -1}
		if a.chance(.1) {
			c.ID = fmt.Sprintf("G=%d%%", i+1)
		}
		if a.chance(.4) {
			c.Invited = a.between(40, 80)
		}
		a.cases = append(a.cases, c)
		known := a.chance(.5)
		for j := range a.between(2, 5) {
			d := coding.Department{Case: c.ID, ID: fmt.Sprintf("D%d%d", i+1, j+1), Name: fmt.Sprintf("%s第%c局", c.Name[:3], []rune("甲乙丙丁戊")[j]), Invited: -1}
			if a.repeats {
				d.ID = fmt.Sprintf("D0%d", j+1)
			}
			t := pick(a.dice, a.f.DeptTypes...)
			d.Type, d.Side = t.ID, t.Side
			if known || a.chance(.2) {
				d.Invited = a.between(20, 40)
			}
			a.depts = append(a.depts, d)
		}
	}
	p := a.sheet("cases", "id", "name", "invited")
	for _, c := range a.cases {
		p.rows = append(p.rows, []any{c.ID, c.Name, a.count(c.Invited)})
	}
	a.put("cases", p)
	p = a.sheet("departments", "id", "case", "name", "type", "side", "invited", pick(a.dice, "所在地址情况", "street and building"))
	for i := range a.depts {
		d := &a.depts[i]
		side := any(nil)
		if a.chance(.2) {
			d.Side = pick(a.dice, "approval", "supervision", "support")
			side = d.Side
		}
		kind := d.Type
		if a.chance(.3) {
			kind = a.f.DeptType(d.Type).Label.ZH
		}
		p.rows = append(p.rows, []any{d.ID, a.caseWord(d.Case), d.Name, kind, side, a.count(d.Invited), "一楼"})
		a.meant.Departments = append(a.meant.Departments, departmentLine(d.Case, d.ID, d.Side, d.Invited))
	}
	a.put("cases", p)
}

func (a *author) count(n int) any {
	if n < 0 {
		return nil
	}
	return a.scribble(n)
}

func (a *author) caseOf(id string) coding.Case {
	for _, c := range a.cases {
		if c.ID == id {
			return c
		}
	}
	return coding.Case{}
}

// caseWord refers to a case by its id or its name.
func (a *author) caseWord(id string) string {
	if a.chance(.3) {
		return a.caseOf(id).Name
	}
	return id
}

// deptWord refers to a department by its id or its name.
func (a *author) deptWord(d coding.Department) string {
	if a.chance(.3) {
		return d.Name
	}
	return d.ID
}

// roleWord refers to a role by its id or a label.
func (a *author) roleWord(r coding.Role) string {
	return pick(a.dice, r.ID, r.ID, r.Label.ZH, r.Label.EN)
}
