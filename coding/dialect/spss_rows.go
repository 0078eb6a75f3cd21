package dialect

import (
	"iter"

	"github.com/smekit/smekit/coding/sav"
	"github.com/smekit/smekit/coding/sheet"
)

// SPSSRows gives an SPSS file as the rows of a sheet. The header is row 0, as no row of the file holds it, so that the rows are
// numbered as SPSS numbers cases. column says for each variable its header and how a value becomes a cell; user-missing values are
// empty cells, and counted in missing.
func SPSSRows(r *sav.Reader, missing *int, column func(*sav.Variable) (header string, cell func(sav.Value) sheet.Cell)) iter.Seq2[sheet.Row, error] {
	return func(yield func(sheet.Row, error) bool) {
		*missing = 0
		vars := r.File().Variables
		head := sheet.Row{Cells: make([]sheet.Cell, len(vars))}
		cells := make([]func(sav.Value) sheet.Cell, len(vars))
		for i := range vars {
			head.Cells[i].Kind = sheet.Text
			head.Cells[i].Text, cells[i] = column(&vars[i])
		}
		if !yield(head, nil) {
			return
		}
		n := 0
		for values, err := range r.Rows() {
			if err != nil {
				yield(sheet.Row{}, err)
				return
			}
			n++
			row := sheet.Row{Number: n, Cells: make([]sheet.Cell, len(vars))}
			for i := range vars {
				if vars[i].UserMissing(values[i]) {
					*missing++
				} else {
					row.Cells[i] = cells[i](values[i])
				}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}
