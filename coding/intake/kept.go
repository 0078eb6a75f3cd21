package intake

import (
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// KeptSheet is the name of the sheet that holds what a study keeps of another program's project, and KeptColumns are its
// columns.
const KeptSheet = "kept"

// KeptColumns are the columns of [KeptSheet].
var KeptColumns = []string{"id", "kind", "name", "type", "text", "who", "created"}

// KeptName is the workbook of what an import keeps: no reader of the study's data looks at it, an export takes it along.
func KeptName(name string) string { return "imports/" + name + ".kept.xlsx" }

// keptFile holds notes, sets, variables and the description of a project.
func keptFile(name string, im *dialect.Import) File {
	if len(im.Kept) == 0 {
		return File{}
	}
	s := form.Sheet{Name: KeptSheet, Filter: true, Room: -1}
	for i, h := range KeptColumns {
		c := form.Column{Header: []string{h}, Width: []float64{38, 10, 30, 10, 80, 16, 22}[i], Required: i < 2}
		c.Wrap = h == "text"
		s.Columns = append(s.Columns, c)
	}
	cell := func(s string) any {
		if s == "" {
			return nil
		}
		return s
	}
	for _, k := range im.Kept {
		s.Rows = append(s.Rows, []any{k.ID, k.Kind, cell(k.Name), cell(k.Type), cell(k.Text), cell(k.Who), cell(k.Created)})
	}
	return File{Name: KeptName(name), Workbook: &form.Workbook{Title: "kept", Sheets: []form.Sheet{s}}, Keys: map[string][]string{KeptSheet: {"id", "kind"}}}
}

// broughtDepartments are the departments of the import. A sheet of departments lists all there are: where the study has none and
// other sheets name some, none is made.
func broughtDepartments(im *dialect.Import, s *coding.Study) []coding.Department {
	if home(s, "departments", "") == "" && len(s.Departments) > 0 {
		return nil
	}
	return slices.Clone(im.Departments)
}
