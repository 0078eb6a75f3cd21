package study

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// surveyReader reads one sheet of responses.
type surveyReader struct {
	rd     *reader
	items  []coding.Item // the instrument
	faulty map[string]bool
	scales []*scale // of the sheet's item columns
	cells  []itemCell
	cols   []int // of the answers, shared by all responses of the sheet
	slab   []coding.Value
	values valueSets
	words  map[string]*valueSet // of the sheet's attributes
	as     []*answered          // by item column
}

// names recognises the sheet's columns, items included.
func (s *surveyReader) names() *columnNames {
	n := kindResponses.names()
	n.item = itemFinder(s.items)
	return n
}

// begin looks at the columns: which items there are, and which headers look like items but are none.
func (s *surveyReader) begin(p *part, c *columns) bool {
	s.cells = slices.Clone(c.items)
	slices.SortFunc(s.cells, func(a, b itemCell) int { return a.item - b.item })
	for _, ic := range s.cells {
		it := &s.items[ic.item]
		c.fields[ic.col-1] = it.ID
		if key(c.headers[ic.col-1]) != key(it.ID) {
			p.note("item_by_text", it.ID)
		}
		scale := newScale(it, s.rd.out.Framework)
		as := &answered{header: p.pos(c.row, ic.col)}
		if set := s.values.of(it.ID, c.headers[ic.col-1]); set != nil {
			set.apply(p, scale)
			as.valued, as.numbered = set.labelled(), set.numbered()
		}
		if p.answered == nil {
			p.answered = map[int]*answered{}
		}
		s.as, p.answered[ic.item] = append(s.as, as), as
		s.scales = append(s.scales, scale)
		s.cols = append(s.cols, ic.col)
		p.items = append(p.items, ic.item)
	}
	p.idCol, p.deptCol = first(c.at["respondent_id"]), first(c.at["department"])
	shapes := newItemShapes(s.items, s.cells)
	var unknown []string
	s.words = map[string]*valueSet{}
	for _, x := range c.extra {
		h := c.headers[x-1]
		if set := s.values.of(h); set != nil {
			s.words[h] = set
		}
		if s.faulty[key(h)] { // its row of the instrument is the problem
			continue
		}
		if suggest, like := shapes.like(h); like && s.items != nil && !s.repeated(c, h) {
			if suggest == "" { // of the same make, and near to none that is missing here
				unknown = append(unknown, h)
				continue
			}
			p.report(p.pos(c.row, x), "unknown_item", suggest, h)
		}
	}
	if len(unknown) > 0 {
		p.say("no_item", strings.Join(unknown, ", "))
	}
	return true
}

// repeated reports whether a header names an item that another column fills already.
func (s *surveyReader) repeated(c *columns, h string) bool {
	for _, ic := range c.items {
		if key(s.items[ic.item].ID) == key(h) {
			return true
		}
	}
	return false
}

func first(cols []int) int {
	if len(cols) > 0 {
		return cols[0]
	}
	return 0
}

// read takes one response.
func (s *surveyReader) read(r *row) {
	rd := s.rd
	id := r.word("respondent_id")
	if id == "" {
		r.reject(r.at("respondent_id"), "missing_id", "")
		return
	}
	r.subject = id
	resp := coding.Response{Pos: r.place(0), Respondent: id, Seconds: math.NaN(), Weight: 1, Columns: s.cols}
	if d := rd.dec.respondents[key(id)]; d != nil {
		r.exclude(d)
		resp.Excluded = "decision"
		if d.Reason != "" {
			resp.Excluded = r.intern.of(d.Reason)
		}
	} else if r.reason != "" {
		resp.Excluded = r.reason
	}
	known := rd.people[key(id)]
	if !s.where(r, &resp, known) {
		return
	}
	if resp.Role = rd.roleOf(r); resp.Role == "" && r.cell("role").Blank() {
		resp.Role = known.role
	}
	resp.Period = rd.periodOf(r)
	resp.Submitted = r.date("submitted")
	resp.Seconds = r.seconds()
	if w, ok := r.number("weight"); ok {
		if w < 0 {
			r.problem(r.at("weight"), "negative", "", formatNumber(w))
		} else {
			resp.Weight = w
		}
	}
	resp.Attrs = s.inWords(r.attrs())
	for k, v := range known.attrs {
		if _, own := resp.Attrs[k]; own {
			continue
		}
		if resp.Attrs == nil {
			resp.Attrs = coding.Attrs{}
		}
		resp.Attrs[k] = v
	}
	side := rd.sides[[2]string{resp.Case, resp.Dept}]
	resp.Answers = s.answers(r, side, resp.Dept != "" && len(rd.sides) > 0)
	r.responses = append(r.responses, resp)
}

// where reads case and department; what the sheet leaves empty the respondents sheet may tell.
func (s *surveyReader) where(r *row, resp *coding.Response, known person) bool {
	rd := s.rd
	var ok bool
	if resp.Case, ok = rd.caseOf(r); !ok {
		r.fault = "unknown_case"
		return false
	}
	if r.cell("case").Blank() && known.caseID != "" {
		resp.Case = known.caseID
	}
	inCase, dept, ok := rd.deptOf(r, "department", resp.Case)
	if !ok {
		r.fault = "unknown_department"
		return false
	}
	resp.Case, resp.Dept = inCase, dept
	if dept == "" && known.dept != "" {
		resp.Case, resp.Dept = known.caseID, known.dept
	}
	if resp.Case == "" && len(rd.out.Cases) > 1 {
		r.reject(r.at("case"), "missing_value", "", "case / 案例")
		return false
	}
	return true
}

// asked reports whether an item is asked of a side; of a person without a department it is not known, and every item is.
func asked(it *coding.Item, side string, sided bool) bool {
	switch {
	case !sided, it.Ask == "all", it.Ask == "":
		return true
	case it.Ask == "approval":
		return side == "approval"
	}
	return side == "supervision"
}

// answers reads the item cells of a row.
func (s *surveyReader) answers(r *row, side string, sided bool) []coding.Value {
	n := len(s.cells)
	if len(s.slab) < n {
		s.slab = make([]coding.Value, max(256*n, n))
	}
	out := s.slab[:n:n]
	s.slab = s.slab[n:]
	for i, ic := range s.cells {
		var c sheet.Cell
		if ic.col <= len(r.cells) {
			c = r.cells[ic.col-1]
		}
		if !asked(&s.items[ic.item], side, sided) {
			if !c.Blank() {
				r.note("answer_not_asked")
			}
			out[i] = coding.Value{Missing: coding.NotAsked}
			continue
		}
		if v, known := r.grid.given[[2]int{r.num, ic.col}]; known && c.Kind == sheet.Empty && !r.grid.patched([2]int{r.num, ic.col}) {
			if out[i] = v; v.Missing == coding.DoesNotApply {
				r.note("does_not_apply", v.Text)
			}
			continue
		}
		if c.Kind == sheet.Empty && !c.Formula {
			out[i] = coding.Value{Missing: coding.NotAnswered}
			continue
		}
		if d := r.grid.cells[[2]int{r.num, ic.col}]; d != nil {
			d.hit()
			r.note("decision_cell_excluded", d.Target)
			out[i] = coding.Value{Text: r.intern.of(c.Text), Missing: coding.Rejected}
			continue
		}
		got := s.scales[i].read(c)
		out[i] = got.value
		switch {
		case !got.value.Ok():
		case got.note == "labels_read":
			s.as[i].words++
		case got.note != "labels_beside":
			s.as[i].numbers++
		}
		if got.note != "" {
			r.note(got.note)
		}
		if c.NumberAsText {
			r.note(numbersAsText)
		}
		if got.value.Missing == coding.DoesNotApply {
			r.note("does_not_apply", got.value.Text)
		}
		if got.problem != "" {
			r.problem(ic.col, got.problem, got.suggest, slices.Clone(got.args)...)
		}
	}
	return out
}

// seconds reads a duration: a number of seconds, `123秒`, `2分5秒`, `00:02:05`.
func (r *row) seconds() float64 {
	col := r.at("seconds")
	c := r.cellAt(col)
	if c.Blank() {
		r.textAt(col)
		return math.NaN()
	}
	x, ok := c.Float()
	if ok {
		r.noteNumber(c)
	} else {
		x, ok = duration(c.Text)
		if ok {
			r.note("duration_rewritten")
		}
	}
	if !ok {
		r.number("seconds") // reports what it is
		return math.NaN()
	}
	if x < 0 {
		r.problem(col, "negative", "", formatNumber(x))
		return math.NaN()
	}
	return x
}

func duration(s string) (float64, bool) {
	s = sheet.Fold(s)
	if strings.Contains(s, ":") {
		total := 0.0
		for _, p := range strings.Split(s, ":") {
			x, err := strconv.ParseFloat(p, 64)
			if err != nil {
				return 0, false
			}
			total = total*60 + x
		}
		return total, true
	}
	units := map[rune]float64{'秒': 1, 's': 1, '分': 60, 'm': 60, '时': 3600, 'h': 3600}
	total, number, some := 0.0, "", false
	for _, c := range strings.NewReplacer("小时", "时", "分钟", "分", "sec", "s", "min", "m", " ", "").Replace(strings.ToLower(s)) {
		if u, ok := units[c]; ok {
			x, err := strconv.ParseFloat(number, 64)
			if err != nil {
				return 0, false
			}
			total, number, some = total+x*u, "", true
			continue
		}
		number += string(c)
	}
	return total, some && number == ""
}
