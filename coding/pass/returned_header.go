package pass

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/sheet"
)

// slotColumns are the columns of one code with its ratings, counted from 1; 0 where there is none. number is the slot's in
// the headers, 0 for a further slot that no header numbers.
type slotColumns struct{ number, code, intensity, direction, state int }

// returnedColumns say which column of a coder's sheet fills which field.
type returnedColumns struct {
	at      map[string]int // fields that a row has once
	slots   []slotColumns
	headers []string // of column i+1, empty without one
	spare   []int    // columns whose header is no field, or names one that another column fills
	bare    []int    // columns without a header
	blanks  []bareColumn
}

// bareColumn is a column without a header whose field was told by its neighbours or its content.
type bareColumn struct {
	col   int
	field string
}

func (c *returnedColumns) has(field string) bool { return c.at[field] > 0 }

func (c *returnedColumns) hasCode() bool {
	for _, s := range c.slots {
		if s.code > 0 {
			return true
		}
	}
	return false
}

// returnedFields are the headers beside a field's own name and its header in the coder's workbook.
var returnedFields = map[string][]string{
	"interview_id": {"interview", "访谈编号", "访谈", "document_id"},
	"segment_id":   {"segment", "段落编号", "段落", "片段编号", "片段"},
	"speaker":      {"讲话人", "说话人", "发言人"},
	"text":         {"segment_text", "文本", "原文", "原始语句", "段落文本", "内容"},
	"reviewed":     {"已阅", "已读", "已看", "是否已阅", "read"},
	"code":         {"codes", "编码", "代码", "节点"},
	"intensity":    {"强度"}, "direction": {"方向"}, "state": {"状态"},
	"period":  {"时期", "阶段"},
	"link_to": {"links_to", "link", "指向", "关联"},
	"memo":    {"备注", "备忘录", "备忘", "memos", "note", "notes"},
}

var (
	slotFields   = map[string]bool{"code": true, "intensity": true, "direction": true, "state": true}
	headerFields = func() map[string]string {
		m := map[string]string{}
		for _, f := range form.CoderFields(1) {
			m[headerWord(f.Name)], m[headerWord(f.ZH)] = f.Name, f.Name
		}
		for field, names := range returnedFields {
			for _, n := range names {
				m[headerWord(n)] = field
			}
		}
		return m
	}()
)

// headerWord makes headers comparable: width, case and blanks do not count, marks of required columns go.
func headerWord(s string) string {
	s = strings.Trim(strings.ToLower(sheet.Fold(s)), " *:\t\"'")
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return '_'
		}
		return r
	}, strings.Join(strings.Fields(s), " "))
}

// headerField is the field that a header names, with the slot of a code's columns (1 without a number); empty for none.
// A header may name its field twice (编码2 / code_2) or carry a remark in brackets.
func headerField(text string) (field string, slot int) {
	if field, slot = headerFieldOf(text); field != "" {
		return field, slot
	}
	h := sheet.Fold(text)
	if i := strings.IndexAny(h, "(（[【"); i > 0 {
		inner := strings.Trim(h[i:], "()（）[]【】 ")
		if n, err := strconv.Atoi(inner); err == nil && n > 0 {
			if field, slot = headerFieldOf(h[:i] + inner); field != "" {
				return field, slot
			}
		}
		if field, slot = headerFieldOf(h[:i]); field != "" {
			return field, slot
		}
		return headerFieldOf(inner)
	}
	parts := strings.FieldsFunc(h, func(r rune) bool { return r == '/' || r == '|' || unicode.IsSpace(r) })
	if len(parts) < 2 {
		return "", 0
	}
	for i, p := range parts {
		f, k := headerFieldOf(p)
		if f == "" || i > 0 && (f != field || k != slot) {
			return "", 0
		}
		field, slot = f, k
	}
	return field, slot
}

func headerFieldOf(text string) (field string, slot int) {
	k := headerWord(text)
	if f, ok := headerFields[k]; ok {
		if slotFields[f] {
			slot = 1
		}
		return f, slot
	}
	base := strings.TrimRight(k, "0123456789")
	if base != k {
		if f := headerFields[strings.TrimRight(base, "_")]; slotFields[f] {
			if n, err := strconv.Atoi(k[len(base):]); err == nil && n > 0 && n < 1000 {
				return f, n
			}
		}
		return "", 0
	}
	for n, digit := range []string{"一", "二", "三", "四", "五", "六", "七", "八", "九"} {
		if base, ok := strings.CutSuffix(k, digit); ok {
			if f := headerFields[strings.TrimRight(base, "_")]; slotFields[f] {
				return f, n + 1
			}
		}
	}
	return "", 0
}

// headerScore counts the different fields that a row's cells name, and the cells with content.
func headerScore(r sheet.Row) (fields, filled int) {
	type named struct {
		field string
		slot  int
	}
	seen := map[named]bool{}
	for _, c := range r.Cells {
		if c.Blank() {
			continue
		}
		filled++
		if c.Kind != sheet.Text || len(c.Text) > 200 {
			continue
		}
		if f, k := headerField(c.Text); f != "" {
			seen[named{f, k}] = true
		}
	}
	return len(seen), filled
}

// headerWindow is how many rows are looked at for the header of a sheet that came back; notes above it may fill the others.
const headerWindow = 30

// findHeaderRows returns the index of the header row of a coder's sheet among its first rows, and how many rows of headers
// follow one another from there; count 0 for a sheet that is none: it must name a text or a segment.
func findHeaderRows(rows []sheet.Row) (first, count int) {
	best := 1
	for i, r := range rows {
		if n, _ := headerScore(r); n > best {
			first, best, count = i, n, 1
		}
	}
	if count == 0 {
		return 0, 0
	}
	for i := first + 1; i < len(rows) && count < 3 && rows[i].Number == rows[i-1].Number+1; i++ {
		n, filled := headerScore(rows[i])
		if n < 2 || n*2 < filled {
			break
		}
		count++
	}
	for _, r := range rows[first : first+count] {
		for _, c := range r.Cells {
			if c.Kind == sheet.Text && len(c.Text) <= 200 {
				if f, _ := headerField(c.Text); f == "text" || f == "segment_id" {
					return first, count
				}
			}
		}
	}
	return 0, 0
}

// columnsOf decides what each column fills, from the header rows. The second of two columns of one slot opens a slot of its
// own.
func columnsOf(heads []sheet.Row) *returnedColumns {
	c := &returnedColumns{at: map[string]int{}}
	width := 0
	for _, h := range heads {
		width = max(width, len(h.Cells))
	}
	c.headers = make([]string, width)
	type place struct{ slot, nth int }
	slots := map[place]*slotColumns{}
	var order []place
	met := map[string]map[int]int{}
	for i := range width {
		field, slot := "", 0
		for _, h := range heads {
			t := h.Cell(i + 1)
			if t.Blank() {
				continue
			}
			if c.headers[i] == "" {
				c.headers[i] = strings.Join(strings.Fields(t.Text), " ")
			}
			if field == "" {
				field, slot = headerField(t.Text)
			}
		}
		switch {
		case c.headers[i] == "":
			c.bare = append(c.bare, i+1)
		case field == "" || slot == 0 && c.at[field] > 0:
			c.spare = append(c.spare, i+1)
		case slot == 0:
			c.at[field] = i + 1
		default:
			if met[field] == nil {
				met[field] = map[int]int{}
			}
			p := place{slot, met[field][slot]}
			met[field][slot]++
			if slots[p] == nil {
				slots[p] = &slotColumns{}
				if p.nth == 0 {
					slots[p].number = slot
				}
				order = append(order, p)
			}
			slots[p].set(field, i+1)
		}
	}
	for _, p := range order {
		c.slots = append(c.slots, *slots[p])
	}
	return c
}

func (s *slotColumns) set(field string, col int) {
	switch field {
	case "code":
		s.code = col
	case "intensity":
		s.intensity = col
	case "direction":
		s.direction = col
	case "state":
		s.state = col
	}
}

// names lists the field and slot of each column that has one, as `code_2`.
func (c *returnedColumns) names() map[int]string {
	out := map[int]string{}
	for f, col := range c.at {
		out[col] = f
	}
	for _, s := range c.slots {
		for _, x := range []struct {
			field string
			col   int
		}{{"code", s.code}, {"intensity", s.intensity}, {"direction", s.direction}, {"state", s.state}} {
			if x.col > 0 {
				out[x.col] = slotName(x.field, s.number)
			}
		}
	}
	return out
}

func slotName(field string, slot int) string {
	switch {
	case slot == 0 && slotFields[field]:
		return field + "_further"
	case slot < 2:
		return field
	}
	return field + "_" + strconv.Itoa(slot)
}

// fillBare gives a column without a header the field that stands between its neighbours' in the sheet as it was dealt, else
// makes it a further column of codes when codes stand in it. filled counts the cells with content by column; holdsCode says
// whether a column has a cell that reads as a code.
func (c *returnedColumns) fillBare(slots int, filled map[int]int, holdsCode func(col int) bool) {
	var dealt []string
	for _, f := range form.CoderFields(slots) {
		dealt = append(dealt, slotName(f.Name, f.Slot))
	}
	var rest []int
	for _, col := range c.bare {
		if filled[col] == 0 {
			continue
		}
		names := c.names()
		taken := map[string]bool{}
		for _, n := range names {
			taken[n] = true
		}
		field := ""
		for i := 1; i < len(dealt); i++ {
			next := i+1 < len(dealt) && names[col+1] == dealt[i+1] || i+1 == len(dealt) && names[col+1] == ""
			if !taken[dealt[i]] && names[col-1] == dealt[i-1] && next {
				field = dealt[i]
			}
		}
		switch {
		case field != "":
			name, slot := headerField(field)
			if slot == 0 {
				c.at[name] = col
			} else {
				i := slices.IndexFunc(c.slots, func(s slotColumns) bool { return s.number == slot })
				if i < 0 {
					i = len(c.slots)
					c.slots = append(c.slots, slotColumns{number: slot})
				}
				c.slots[i].set(name, col)
			}
			c.blanks = append(c.blanks, bareColumn{col, field})
		case holdsCode(col):
			c.slots = append(c.slots, slotColumns{code: col})
			c.blanks = append(c.blanks, bareColumn{col, "code"})
		default:
			rest = append(rest, col)
		}
	}
	c.bare = rest
}

// bilingualField names a field by its two headers.
func bilingualField(field string) string {
	for _, f := range form.CoderFields(1) {
		if f.Name == field {
			return field + " / " + f.ZH
		}
	}
	return field
}

// headerOrLetter names a column by its header, or by its letter.
func (c *returnedColumns) headerOrLetter(col int) string {
	if col <= len(c.headers) && c.headers[col-1] != "" {
		return c.headers[col-1]
	}
	return coding.ColumnName(col)
}
