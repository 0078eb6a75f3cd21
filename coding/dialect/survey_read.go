package dialect

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// question is a column of a survey's export.
type question struct {
	Column
	role      string         // field that it fills, - left out, empty: an answer
	block     string         // of the questions that were asked together; empty: stands alone
	part      string         // the row of a block, or the option of a check box
	option    bool           // a box that was ticked or not
	several   bool           // several answers in a cell
	ranked    bool           // the answers in their order
	separator string         // of several answers, where it is not the platform's
	kind      string         // given by the platform; empty: told by the answers
	item      *coding.Item   // of the study, when the question is one
	own       bool           // its labels are those of the item
	learned   bool           // its labels are those of the answers that somebody gave
	lettered  bool           // the answers have a letter before them: A.
	sign      string         // its header as platforms' headers are compared
	spoilt    bool           // one of its texts is in another encoding
	na        map[string]int // marks of missing answers, with how often
	other     map[int]string // what was written beside an option, by row
	raw       map[int]string // answers as they are written where they are compared otherwise, by row
	companion bool           // what was written beside the options of another question
	withOther bool           // has a companion
	guessed   bool           // taken for several answers by what stands in it
}

// survey is an export while it is read.
type survey struct {
	*heading
	file      *opened
	opts      Options
	platform  *platform
	questions []*question
	rows      []Answer // values aligned with questions
	ids       map[string]coding.Pos
	shapes    map[string]string // content of the rows by id, to know a repeated one
	width     int               // columns that a row may have
	lastRow   int               // number of the last row of the file
	receipt   tally
	noted     map[string]int
	notes     []coding.ReceiptNote // those counted in noted
	asked     []coding.ReceiptNote
	askedOnce map[string]bool
	problems  []coding.Problem
	more      []coding.Receipt
	numbered  bool // rows without ids
	built     []*built
	names     map[string]bool   // of questions and built columns, lower case; nil until one is to be made
	some      map[string][]bool // rows in which a box of a block was ticked
	left      map[string]string // rows left out by a rule of the platform, by id, with the reason
	shown     map[string]string // wordings as written, by how they are compared
}

func (p *platform) read(f *opened, o Options) (*Import, []coding.Problem, error) {
	s, err := p.take(f, o)
	if err != nil {
		return nil, nil, err
	}
	s.together()
	s.settle()
	s.private()
	items := s.instrument()
	return &Import{Survey: s.answers(), Instrument: items, Receipt: s.receipt.closed(), More: s.more, Questions: s.asked}, s.problems, nil
}

// take reads header and rows; the answers are still as they stand in the file.
func (p *platform) take(f *opened, o Options) (*survey, error) {
	s := &survey{file: f, opts: o, platform: p, ids: map[string]coding.Pos{}, shapes: map[string]string{}, noted: map[string]int{}, askedOnce: map[string]bool{}}
	s.receipt = tally{excluded: map[string]int{}, rejected: map[string]int{}}
	if p.find != nil {
		s.heading = p.heading(f)
		s.width = s.heading.width()
		s.receipt.Receipt = coding.Receipt{File: f.name, Sheet: s.page.Name, What: "responses"}
		if s.above > 0 {
			s.note("rows_above_header", strconv.Itoa(s.above))
		}
		if n := len(s.heading.rows); n > 1 {
			s.note("header_rows", strconv.Itoa(n))
		}
		s.headers()
	}
	if p.start != nil {
		if err := p.start(s); err != nil {
			return nil, err
		}
	}
	if p.columns != nil {
		p.columns(s)
	}
	s.mapped()
	s.fields()
	s.periods()
	s.unique()
	if p.name == wenjuanxingName || p.name == "googleforms-survey" {
		s.twice()
	}
	walk := p.walk
	if walk == nil {
		walk = (*survey).walk
	}
	if err := walk(s); err != nil {
		return nil, err
	}
	if s.receipt.Rows == s.receipt.Missing && len(s.problems) == 0 {
		s.problem(coding.Pos{File: f.name, Sheet: s.receipt.Sheet}, "dialect.survey_no_answers", "")
	}
	if p.cleaned != nil {
		p.cleaned(s)
	}
	if s.heading != nil {
		for _, other := range f.pages {
			if other != s.page && len(other.rows) > 0 && !isForm(other) {
				s.note("sheet_ignored", other.Name)
			}
		}
	}
	return s, nil
}

// headers makes a question of every column that has a header.
func (s *survey) headers() {
	for col := 1; col <= s.width; col++ {
		header := ""
		for _, r := range s.heading.rows {
			if c := r.Cell(col); !c.Blank() {
				header = flat(c.Text)
				break
			}
		}
		q := &question{Column: Column{Col: col, Header: header, Name: header, Question: header}, na: map[string]int{}}
		if header == "" {
			q.role, q.Name = "-", "["+coding.ColumnName(col)+"]"
			q.Header = q.Name
		}
		q.sign = signKey(header)
		s.questions = append(s.questions, q)
	}
}

// mapped obeys a person's map.
func (s *survey) mapped() {
	m := s.file.mapped
	if m == nil {
		return
	}
	used := map[string]bool{}
	for _, q := range s.questions {
		letter := "[" + coding.ColumnName(q.Col) + "]"
		to, ok := find(m.Columns, letter, q.Header)
		used[nameKey(letter)], used[nameKey(q.Header)] = true, true
		switch {
		case !ok || to == "":
		case to == "-":
			q.role = "-"
		case strings.EqualFold(to, "attribute"), to == "属性":
			q.role, q.kind = "", "text"
		case slices.Contains(surveyFields, strings.ToLower(to)):
			q.role = strings.ToLower(to)
			for _, other := range s.questions {
				if other != q && other.role == q.role {
					other.role = "-"
				}
			}
		default:
			q.role, q.Name = "", to
		}
	}
	for _, c := range m.Columns {
		if c.To != "" && !used[nameKey(c.From)] {
			s.problems = append(s.problems, coding.Problem{Pos: coding.Pos{File: m.Name}, Code: "dialect.map_header", Args: []string{c.From}})
		}
	}
}

// unique makes names that recur differ. A header that stands twice is a problem; both columns are kept.
func (s *survey) unique() {
	seen := map[string]int{}
	headers := map[string]int{}
	next := map[string]int{} // the number to try for a name
	for _, q := range s.questions {
		if q.role == "-" {
			continue
		}
		if q.role != "" {
			q.Name = q.role
		}
		if q.Question == "" {
			q.Question = cmp.Or(q.part, q.Name)
		}
		k := strings.ToLower(q.Name)
		if first, twice := seen[k]; twice {
			name := q.Name
			for n := max(2, next[k]); ; n++ {
				if _, taken := seen[strings.ToLower(name+"_"+strconv.Itoa(n))]; !taken {
					q.Name, next[k] = name+"_"+strconv.Itoa(n), n+1
					break
				}
			}
			if q.role != "" {
				q.role, q.kind = "", ""
			}
			if h, same := headers[nameKey(q.Header)]; same && h == first {
				s.problem(s.pos(s.headRow(), q.Col), "dialect.survey_duplicate_header", "", q.Header, coding.ColumnName(first), q.Name)
			}
			k = strings.ToLower(q.Name)
		}
		seen[k] = q.Col
		if _, again := headers[nameKey(q.Header)]; !again {
			headers[nameKey(q.Header)] = q.Col
		}
	}
}

// headRow is the number of the first header row, 0 in files whose header is no row.
func (s *survey) headRow() int {
	if s.heading == nil {
		return 0
	}
	return s.heading.rows[0].Number
}

func (s *survey) pos(row, col int) coding.Pos {
	return coding.Pos{File: s.file.name, Sheet: s.receipt.Sheet, Row: row, Col: col}
}

// role is the question that fills a field, nil for none.
func (s *survey) role(name string) *question {
	for _, q := range s.questions {
		if q.role == name {
			return q
		}
	}
	return nil
}

// note adds a note once; count adds one whose last argument is how often it was made.
func (s *survey) note(code string, args ...string) {
	s.receipt.Notes = append(s.receipt.Notes, coding.ReceiptNote{Code: code, Args: args})
}

func (s *survey) count(code string, args ...string) {
	n := coding.ReceiptNote{Code: code, Args: args}
	if s.noted[noteKey(n)]++; s.noted[noteKey(n)] == 1 {
		s.notes = append(s.notes, n)
	}
}

// ask puts a question to the person who imports.
func (s *survey) ask(code string, args ...string) {
	n := coding.ReceiptNote{Code: code, Args: args}
	if !s.askedOnce[noteKey(n)] {
		s.askedOnce[noteKey(n)] = true
		s.asked = append(s.asked, n)
	}
}

func (s *survey) problem(pos coding.Pos, code, suggestion string, args ...string) {
	s.problems = append(s.problems, coding.Problem{Pos: pos, Code: code, Args: args, Suggestion: suggestion})
}
