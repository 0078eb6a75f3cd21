package study

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/sav"
	"github.com/smekit/smekit/coding/sheet"
)

// isSAV recognises an SPSS system file by its first bytes.
func isSAV(data []byte) bool {
	return bytes.HasPrefix(data, []byte("$FL2")) || bytes.HasPrefix(data, []byte("$FL3"))
}

// openSAV opens responses that are an SPSS file: one sheet without a name.
func (s *source) openSAV() error {
	r, err := sav.Open(bytes.NewReader(s.data), int64(len(s.data)), s.path, sav.Limits{})
	if err != nil {
		return err
	}
	s.sav = r
	s.sheets = []sheetOf{{kind: kindResponses}}
	return nil
}

// savGrid is an SPSS file as a sheet. Its header, which no row of the file holds, is row 0, so that the rows are numbered as
// SPSS numbers cases. A column's header is the variable's name, or its label where the label alone is known. A value with a label
// is a number that shows its label in the column of an item, and the label in other columns. User-missing values are empty.
func savGrid(s *source, names *columnNames) *grid {
	g := &grid{file: s.path}
	missing := 0
	g.rows = dialect.SPSSRows(s.sav, &missing, func(v *sav.Variable) (string, func(sav.Value) sheet.Cell) {
		c := newSAVColumn(v, names)
		return c.header, c.cell
	})
	g.notes = func() []coding.ReceiptNote {
		notes := s.sav.Notes()
		if missing > 0 {
			notes = append(notes, coding.ReceiptNote{Code: "sav.user_missing", Args: []string{strconv.Itoa(missing)}})
		}
		return notes
	}
	return g
}

// savColumn is how the values of a variable become cells.
type savColumn struct {
	variable *sav.Variable
	header   string
	item     bool
	numbers  map[float64]string // labels
	texts    map[string]string
}

func newSAVColumn(v *sav.Variable, names *columnNames) savColumn {
	known := func(header string) (any, item bool) {
		if names.field(header) != nil {
			return true, false
		}
		item = names.item != nil && names.item(header) >= 0
		return item, item
	}
	c := savColumn{variable: v, header: v.Name}
	byName, item := known(v.Name)
	if !byName && v.Label != "" {
		if byLabel, its := known(v.Label); byLabel {
			c.header, item = v.Label, its
		}
	}
	c.item = item
	for _, l := range v.Labels {
		switch {
		case l.Text == "":
		case v.Width > 0:
			if c.texts == nil {
				c.texts = map[string]string{}
			}
			c.texts[l.Value.Str] = l.Text
		default:
			if c.numbers == nil {
				c.numbers = map[float64]string{}
			}
			c.numbers[l.Value.Num] = l.Text
		}
	}
	return c
}

// savValues are what the values of an SPSS file's variables stand for, and those declared to be no answers one by one.
func savValues(r *sav.Reader, names *columnNames, items []coding.Item) []coding.ValueLabel {
	var out []coding.ValueLabel
	variables := r.File().Variables
	for i := range variables {
		v := &variables[i]
		column := newSAVColumn(v, names).header
		if names.item != nil {
			if k := names.item(column); k >= 0 {
				column = items[k].ID
			}
		}
		missing := func(x sav.Value) bool { return slices.Contains(v.Missing.Values, x) }
		for _, l := range v.Labels {
			out = append(out, coding.ValueLabel{Column: column, Value: v.Show(l.Value), Label: l.Text, Missing: missing(l.Value)})
		}
		for _, m := range v.Missing.Values {
			if !slices.ContainsFunc(v.Labels, func(l sav.ValueLabel) bool { return l.Value == m }) {
				out = append(out, coding.ValueLabel{Column: column, Value: v.Show(m), Missing: true})
			}
		}
	}
	return out
}

// dayZero is 1582-10-14, where SPSS counts seconds from, in the days of a spreadsheet.
const dayZero = -115860

func (c *savColumn) cell(x sav.Value) sheet.Cell {
	v := c.variable
	if v.Width > 0 {
		if x.Str == "" {
			return sheet.Cell{}
		}
		cell := sheet.Cell{Kind: sheet.Text, Text: x.Str}
		if _, number := cell.Float(); number && c.item {
			return cell
		}
		if l, ok := c.texts[x.Str]; ok {
			cell.Text = l
		}
		return cell
	}
	if x.Missing {
		return sheet.Cell{}
	}
	if l, ok := c.numbers[x.Num]; ok {
		if c.item {
			return sheet.Cell{Kind: sheet.Number, Num: x.Num, Text: l}
		}
		return sheet.Cell{Kind: sheet.Text, Text: l}
	}
	if s, ok := v.Format.ISO(x.Num); ok {
		return sheet.Cell{Kind: sheet.Date, Num: x.Num/86400 + dayZero, Text: s}
	}
	return sheet.Cell{Kind: sheet.Number, Num: x.Num, Text: formatNumber(x.Num)}
}
