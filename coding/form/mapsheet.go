package form

import (
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/smekit/smekit/coding/locale"
)

// MapTable is a list of a map: what the names of a file stand for.
type MapTable struct {
	Name string // values, columns, coders, cases, documents or codes
	Rows []MapRow
}

// MapRow is an entry: a name of the file, what it stands for, and what was found of it.
type MapRow struct{ From, To, Found string }

// MapBook is a map for a person to fill in: a sheet a table, in the order given, with the columns from, to and found, which
// keep these names in every language, and a note beside them that says what to fill in. Where there are candidates, the
// column to has them as a drop-down that takes other entries too: by the table's name, for a single row by table and name
// joined with a dot (values.coder). Every row below the header is an entry; nothing else stands in the rows.
func MapBook(lang string, tables []MapTable, candidates map[string][]string) *Workbook {
	wb := &Workbook{Title: locale.Text(lang, "form.map.title")}
	for _, t := range tables {
		s := Sheet{Name: t.Name, Room: 200, Frozen: 1, Columns: []Column{
			{Header: []string{"from"}, Width: 34, Required: true, Wrap: true},
			{Header: []string{"to"}, Width: 26, Required: true, Wrap: true, Ask: true, Group: 1},
			{Header: []string{"found"}, Width: 18, Wrap: true, Group: 4},
			{Header: []string{mapNote(lang, t.Name)}, Width: 64, Note: true}}}
		for _, r := range t.Rows {
			s.Rows = append(s.Rows, []any{r.From, r.To, r.Found})
		}
		s.Columns[1].List = s.choices(candidates[t.Name])
		for i, r := range t.Rows {
			if list := s.choices(candidates[t.Name+"."+r.From]); list != nil {
				if s.Columns[1].Choices == nil {
					s.Columns[1].Choices = map[int]*List{}
				}
				s.Columns[1].Choices[i] = list
			}
		}
		wb.Sheets = append(wb.Sheets, s)
	}
	if len(wb.Sheets) == 0 {
		return nil
	}
	return wb
}

// mapNote says what to fill in.
func mapNote(lang, table string) string {
	return strings.TrimSpace(locale.Text(lang, "form.map."+table)) + "\n" + strings.TrimSpace(locale.Text(lang, "form.map.all"))
}

// choices is a drop-down. A long one stands in hidden columns of the header row, where no reader of the rows meets it.
func (s *Sheet) choices(values []string) *List {
	var list []string
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" && !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	if len(list) == 0 || len(list) > lastColumn-100 {
		return nil
	}
	joined := strings.Join(list, ",")
	if len(utf16.Encode([]rune(joined))) <= longestList-2 && !strings.ContainsAny(joined, "\"&<>\n") && strings.Count(joined, ",") == len(list)-1 {
		return &List{Values: list, Free: true}
	}
	from := len(s.Columns) + 1
	for _, v := range list {
		s.Columns = append(s.Columns, Column{Header: []string{v}, Hidden: true})
	}
	return &List{Heads: &Heads{From: from, To: from + len(list) - 1}, Free: true}
}
