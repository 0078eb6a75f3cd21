package intake

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// layerFiles are the coders' layers, with the columns of the export that fill no field as attributes. A layer whose file cannot
// bear its name says in columns whose it is.
func layerFiles(im *dialect.Import, at *places, field func(what, header string) string) []File {
	var order []layer
	rows := map[layer][]int{} // places among the codings
	for i := range im.Codings {
		l := layer{im.Codings[i].Pass, im.Codings[i].Coder}
		if rows[l] == nil {
			order = append(order, l)
		}
		rows[l] = append(rows[l], i)
	}
	var out []File
	for _, l := range order {
		codings, attrs := make([]coding.Coding, len(rows[l])), make([]coding.Attrs, len(rows[l]))
		for i, row := range rows[l] {
			codings[i] = im.Codings[row]
			if len(im.Attrs) > 0 {
				attrs[i] = im.Attrs[row]
			}
		}
		f := form.CodingSheets(&coding.Study{Codings: codings, Segments: im.Segments})[0]
		name, sheet := at.layer(l), &f.Workbook.Sheets[0]
		if path.Base(path.Dir(name)) != l.pass || strings.TrimSuffix(path.Base(name), ".xlsx") != l.coder {
			whose(sheet, l)
		}
		attributes(sheet, attrs, im.Tool, field)
		out = append(out, File{Name: name, Workbook: f.Workbook, Keys: keys})
	}
	return out
}

// whose adds the columns that tell the pass and the coder.
func whose(sheet *form.Sheet, l layer) {
	sheet.Columns = append(sheet.Columns, form.Column{Header: []string{"pass"}, Width: 9}, form.Column{Header: []string{"coder"}, Width: 14})
	for i := range sheet.Rows {
		sheet.Rows[i] = append(sheet.Rows[i], l.pass, l.coder)
	}
}

// attributes adds a column for each attribute of the rows, by name; of is a list for each row of the sheet.
func attributes(sheet *form.Sheet, of []coding.Attrs, tool string, field func(what, header string) string) {
	names := map[string]bool{}
	for _, a := range of {
		for k, v := range a {
			if v != "" {
				names[k] = true
			}
		}
	}
	for _, n := range slices.Sorted(maps.Keys(names)) {
		header := n
		if field != nil && field("coding", n) != "" {
			header = tool + " · " + n
		}
		sheet.Columns = append(sheet.Columns, form.Column{Header: []string{header}, Width: 14})
		for i := range sheet.Rows {
			var v any
			if t := of[i][n]; t != "" {
				v = t
			}
			sheet.Rows[i] = append(sheet.Rows[i], v)
		}
	}
}
