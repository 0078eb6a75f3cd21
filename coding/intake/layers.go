package intake

import (
	"maps"
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// layerFiles are the coders' layers, with the columns of the export that fill no field as attributes.
func layerFiles(im *dialect.Import, field func(what, header string) string) []File {
	var out []File
	from := 0
	for _, f := range form.CodingSheets(&coding.Study{Codings: im.Codings, Segments: im.Segments}) {
		sheet := &f.Workbook.Sheets[0]
		to := from + len(sheet.Rows)
		if to <= len(im.Attrs) {
			attributes(sheet, im.Attrs[from:to], im.Tool, field)
		}
		from = to
		out = append(out, File{Name: f.Name, Workbook: f.Workbook, Keys: keys})
	}
	return out
}

// attributes adds a column for each attribute of the rows, by name.
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
