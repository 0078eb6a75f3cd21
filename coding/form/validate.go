package form

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// listsSheet holds the long lists; it is hidden.
const listsSheet = "_lists"

// longestList is what Excel takes as a list inside a validation, in UTF-16 units; longer ones stand on the hidden sheet.
const longestList = 255

// validate gives a column its drop-down or its bounds, from the first data row on.
func (p *printer) validate(wb *Workbook, s *Sheet, col int, c Column, from, to int) error {
	var v *excelize.DataValidation
	switch {
	case c.List != nil:
		source, err := p.source(wb, s, c.List)
		if err != nil {
			return err
		}
		v = &excelize.DataValidation{Type: "list", Formula1: source, ShowErrorMessage: !c.List.Free}
	case c.Format == Number && c.Min < c.Max:
		v = &excelize.DataValidation{Type: "decimal", Operator: "between", Formula1: plain(c.Min), Formula2: plain(c.Max), ShowErrorMessage: true}
	case c.Format == Whole && c.Min < c.Max:
		v = &excelize.DataValidation{Type: "whole", Operator: "between", Formula1: plain(c.Min), Formula2: plain(c.Max), ShowErrorMessage: true}
	default:
		return nil
	}
	first, err := excelize.CoordinatesToCellName(col, from)
	if err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(col, to)
	if err != nil {
		return err
	}
	v.Sqref, v.AllowBlank = first+":"+last, true
	if v.ShowErrorMessage {
		// a warning that can be overruled: what does not fit is found, with its cell, when the study is checked
		style := "warning"
		v.ErrorStyle = &style
	}
	return p.f.AddDataValidation(s.Name, v)
}

func plain(x float64) string {
	if x == math.Trunc(x) {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprint(x)
}

// source is the formula of a drop-down.
func (p *printer) source(wb *Workbook, sheet *Sheet, l *List) (string, error) {
	if l.Heads != nil {
		_, _, row, _ := sheet.layout()
		return quoteSheet(sheet.Name) + "!" + absolute(area{left: l.Heads.From, top: row, right: l.Heads.To, bottom: row}), nil
	}
	if l.Of != nil {
		for i := range wb.Sheets {
			s := &wb.Sheets[i]
			if s.Name != l.Of.Sheet {
				continue
			}
			_, _, _, data := s.layout()
			data += len(s.Examples)
			return columnRange(s.Name, l.Of.Column, data, data+len(s.Rows)+s.room()-1)
		}
		return "", fmt.Errorf("a drop-down of sheet %q, which does not exist", l.Of.Sheet)
	}
	if len(l.Values) == 0 {
		return "", fmt.Errorf("a drop-down without values")
	}
	joined := strings.Join(l.Values, ",")
	inline := len(utf16.Encode([]rune(joined))) <= longestList-2
	for _, v := range l.Values {
		inline = inline && !strings.ContainsAny(v, ",\"&<>") && strings.TrimSpace(v) == v && v != ""
	}
	if inline {
		return `"` + joined + `"`, nil
	}
	key := strings.Join(l.Values, "\x00")
	if at, ok := p.lists[key]; ok {
		return at, nil
	}
	p.long = append(p.long, l.Values)
	at, err := columnRange(listsSheet, len(p.long), 1, len(l.Values))
	p.lists[key] = at
	return at, err
}

// hiddenLists writes the long lists, a column each.
func (p *printer) hiddenLists() error {
	if len(p.long) == 0 {
		return nil
	}
	if err := p.addSheet(listsSheet); err != nil {
		return err
	}
	for i, values := range p.long {
		for j, v := range values {
			cell, err := excelize.CoordinatesToCellName(i+1, j+1)
			if err != nil {
				return err
			}
			if err := p.f.SetCellStr(listsSheet, cell, v); err != nil {
				return err
			}
		}
	}
	return p.f.SetSheetVisible(listsSheet, false)
}

func columnRange(sheet string, col, from, to int) (string, error) {
	name, err := excelize.ColumnNumberToName(col)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", quoteSheet(sheet), name, from, name, to), nil
}

func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }
