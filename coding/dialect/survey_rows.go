package dialect

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// walk takes the rows of the sheet.
func (s *survey) walk() error {
	text := s.page.Name == "" && len(s.file.pages) == 1 && len(s.file.book.Sheets()) == 1
	id := s.role("respondent_id")
	s.numbered = id == nil
	var below held
	for r, err := range s.file.book.AllRows(s.page.Name) {
		if err != nil {
			s.unreadable(err)
			break
		}
		if r.Number <= s.last() {
			continue
		}
		s.receipt.Rows++
		s.lastRow = r.Number
		switch n := filled(r); {
		case n == 0:
			s.receipt.Missing++
			below.blank = true
			continue
		case r.Torn:
			s.problem(s.pos(r.Number, 0), "unclosed_quote", "")
			s.receipt.rejected["unclosed_quote"]++
			continue
		case s.repeatsHeader(r):
			s.receipt.excluded["dialect.repeated_header"]++
			continue
		case text && n == 1 && s.width > 2 && delimiters(r.Cell(1).Text) >= s.width/2:
			s.problem(s.pos(r.Number, 1), "dialect.delimiter", "", strconv.Itoa(s.width))
			s.receipt.rejected["dialect.delimiter"]++
			continue
		case len(r.Cells) > s.width && text:
			s.problem(s.pos(r.Number, s.width+1), "dialect.survey_long_row", "", strconv.Itoa(len(r.Cells)), strconv.Itoa(s.width))
			s.receipt.rejected["dialect.survey_long_row"]++
			continue
		case len(r.Cells) > s.width:
			s.count("dialect.survey_beside")
		}
		if r.Hidden {
			s.count("dialect.survey_hidden")
		}
		if s.platform.exclude != nil {
			if reason := s.platform.exclude(s, r); reason != "" {
				s.leave(r, reason)
				continue
			}
		}
		if !below.take(s, r) {
			s.row(r)
		}
	}
	below.end(s)
	s.receipt.Notes = append(s.receipt.Notes, s.file.book.NotesOf(s.page.Name)...)
	if text {
		s.cutOff()
	}
	return nil
}

// row takes a row that is a response.
func (s *survey) row(r sheet.Row) {
	a := Answer{Pos: s.pos(r.Number, 0), Values: make([]coding.Value, len(s.questions))}
	// what a person wrote beside an option belongs to the row only when it is taken
	others, raw := map[*question]string{}, map[*question]string{}
	for i, q := range s.questions {
		if q.role != "-" {
			a.Values[i] = s.value(q, r.Cell(q.Col), a.Pos.At(q.Col))
			text := prose(r.Cell(q.Col).Text)
			if rest, written, ok := besideOption(text); ok && q.role == "" {
				others[q], text = written, rest
				rest = folded(rest)
				x, number := parseValue(rest)
				a.Values[i].Text, a.Values[i].Num, a.Values[i].IsNum = rest, x, number
			}
			if a.Values[i].Text != text {
				raw[q] = text
			}
		}
	}
	n := len(s.rows)
	s.add(a)
	if len(s.rows) > n {
		for _, q := range s.questions {
			if len(raw) == 0 {
				break
			}
			if text, ok := raw[q]; ok {
				s.wrote(q, n, text)
			}
		}
		for q, written := range others {
			if q.other == nil {
				q.other = map[int]string{}
			}
			q.other[n] = written
		}
	}
}

// besideOption takes what a person wrote beside an option away from it: 其他〖骑车〗.
func besideOption(text string) (rest, written string, ok bool) {
	var a, b strings.Builder
	for {
		before, behind, found := strings.Cut(text, "〖")
		inner, after, closed := strings.Cut(behind, "〗")
		a.WriteString(before)
		if !found || !closed {
			a.WriteString(behind)
			return strings.TrimSpace(a.String()), b.String(), ok
		}
		if ok = true; b.Len() > 0 && inner != "" {
			b.WriteString("; ")
		}
		b.WriteString(inner)
		text = after
	}
}

// add takes a response unless its id is missing or taken.
func (s *survey) add(a Answer) {
	var id, period *coding.Value
	var content strings.Builder
	for i, q := range s.questions {
		v := &a.Values[i]
		switch q.role {
		case "respondent_id":
			id = v
		case "period":
			period = v
		}
		content.WriteString(v.Text)
		content.WriteByte(0)
	}
	if id != nil {
		if oneLine(id.Text) == "" || id.Missing != coding.Present {
			s.problem(a.Pos.At(s.role("respondent_id").Col), "missing_id", "")
			s.receipt.rejected["missing_id"]++
			return
		}
		key := nameKey(id.Text)
		if period != nil {
			key += "\x00" + nameKey(period.Text)
		}
		if first, twice := s.ids[key]; twice {
			if s.shapes[key] == content.String() {
				s.receipt.excluded["dialect.repeated_row"]++
				return
			}
			if !s.waits() {
				s.problem(a.Pos.At(s.role("respondent_id").Col), "duplicate_id", "", oneLine(id.Text), first.String())
			}
			s.receipt.rejected["duplicate_id"]++
			return
		}
		s.ids[key], s.shapes[key] = a.Pos, content.String()
	}
	s.rows = append(s.rows, a)
	s.receipt.Used++
}

// value is what a cell holds. A number keeps the text that a person sees.
func (s *survey) value(q *question, c sheet.Cell, pos coding.Pos) coding.Value {
	text := strings.TrimSpace(sheet.Fold(c.Text))
	switch {
	case c.Kind == sheet.Empty && c.Formula:
		s.problem(pos, "formula_without_value", "")
		return coding.Value{Missing: coding.Rejected}
	case c.Blank():
		return coding.Value{Missing: coding.NotAnswered}
	}
	if m := s.missing(q, text); m != coding.Present {
		q.na[text]++
		s.count("dialect.survey_missing", text)
		return coding.Value{Text: text, Missing: m}
	}
	switch {
	case c.Kind == sheet.Error:
		s.problem(pos, "cell_error", "", c.Text)
		return coding.Value{Text: text, Missing: coding.Rejected}
	case damaged(c.Text):
		s.spoilt(q, pos, text)
		return coding.Value{Text: text, Missing: coding.Rejected}
	}
	v := coding.Value{Text: text}
	if c.Kind == sheet.Date || c.Kind == sheet.Bool {
		return v
	}
	if x, ok := c.Float(); ok {
		v.Num, v.IsNum = x, true
		if c.NumberAsText && q.role == "" {
			s.count("dialect.survey_number_as_text")
		}
	}
	return v
}

// spoilt tells of a text in another encoding: the first of a column is a problem, the others are counted.
func (s *survey) spoilt(q *question, pos coding.Pos, text string) {
	if !q.spoilt {
		q.spoilt = true
		s.problem(pos, "dialect.damaged_text", "", shorten(text, 40))
	}
	s.count("dialect.survey_damaged", q.Header)
}

// missing tells what a platform's mark of a missing answer means, or one of those that programs write.
func (s *survey) missing(q *question, text string) coding.Missing {
	switch {
	case q.role == "" && slices.Contains(s.platform.skipped, text):
		return coding.NotAsked
	case q.role == "" && slices.Contains(s.platform.empty, text), marksMissing(text) && !q.means(text):
		return coding.NotAnswered
	}
	return coding.Present
}

// repeatsHeader reports whether a row is the header once more, as in exports put one below the other.
func (s *survey) repeatsHeader(r sheet.Row) bool {
	head := s.heading.rows[0]
	n := 0
	for i, c := range r.Cells {
		if c.Blank() {
			continue
		}
		if nameKey(c.Text) != nameKey(head.Cell(i+1).Text) {
			return false
		}
		n++
	}
	return n > 2 || n > 1 && n == filled(head)
}

func delimiters(s string) int {
	n := 0
	for _, d := range []string{",", ";", "\t", "|", "，", "；"} {
		n = max(n, strings.Count(s, d))
	}
	return n
}

// unreadable tells why reading stopped; the rows before it are kept.
func (s *survey) unreadable(err error) {
	args := []string{"sheet.error.unreadable", err.Error()}
	if e := new(sheet.ReadError); errors.As(err, &e) {
		args = append([]string{e.Code}, e.Args...)
	}
	s.problem(coding.Pos{File: s.file.name, Sheet: s.receipt.Sheet}, "unreadable_file", "", args...)
}

// cutOff looks whether the last row of a text file stops short: the file ends within a line that has fewer cells than the others,
// and every other row has answers in the last columns. Where the line is ended, the respondent stopped early.
func (s *survey) cutOff() {
	n := len(s.rows)
	if n < 4 || s.rows[n-1].Pos.Row != s.lastRow || s.endsWhole() {
		return
	}
	always := -1
	for i := range s.questions {
		if s.questions[i].role == "-" {
			continue
		}
		full := true
		for r := range s.rows[:n-1] {
			full = full && s.rows[r].Values[i].Text != ""
		}
		if full {
			always = i
		}
	}
	end := -1
	for i, v := range s.rows[n-1].Values {
		if v.Text != "" {
			end = i
		}
	}
	if always < 0 || end >= always || end >= len(s.questions)*3/4 {
		return
	}
	a := s.rows[n-1]
	s.rows = s.rows[:n-1]
	s.receipt.Used--
	s.receipt.rejected["dialect.survey_cut_off"]++
	s.problem(a.Pos, "dialect.survey_cut_off", "", strconv.Itoa(s.questions[max(end, 0)].Col), strconv.Itoa(s.width))
}

// endsWhole reports whether a text file ends with a line's end, or with a line that has all its cells.
func (s *survey) endsWhole() bool {
	f := s.file
	tail := make([]byte, min(max(f.size, 0), 64<<10))
	n, _ := f.r.ReadAt(tail, f.size-int64(len(tail)))
	text := string(tail[:n])
	if little := bytes.HasPrefix(f.head, []byte("\xff\xfe")); little || bytes.HasPrefix(f.head, []byte("\xfe\xff")) {
		units := make([]uint16, 0, n/2)
		for i := n % 2; i+1 < n; i += 2 { // from the end, where the units are whole
			if little {
				units = append(units, binary.LittleEndian.Uint16(tail[i:]))
			} else {
				units = append(units, binary.BigEndian.Uint16(tail[i:]))
			}
		}
		text = string(utf16.Decode(units))
	}
	at := strings.LastIndexAny(text, "\r\n") + 1
	return at == len(text) || delimiters(text[at:]) >= s.width-1
}
