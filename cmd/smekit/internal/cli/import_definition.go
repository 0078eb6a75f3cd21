package cli

import (
	"path"
	"strings"

	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/sheet"
)

// definedBy are the places of the surveys whose questions a questionnaire's definition names: those of which it names most, and
// nearly as many.
func definedBy(definition *export, surveys []*dialect.Import) []int {
	names := definedNames(definition)
	hits, most := make([]int, len(surveys)), 0
	for i, im := range surveys {
		if im == nil || im.Survey == nil {
			continue
		}
		for k := range im.Survey.Columns {
			if c := &im.Survey.Columns[k]; c.Kind != "field" && (names[wording(c.Name)] || names[wording(c.Header)] || names[wording(path.Base(c.Header))] || names[wording(c.Question)]) {
				hits[i]++
			}
		}
		most = max(most, hits[i])
	}
	var out []int
	for i, n := range hits {
		if n > 0 && 5*n >= 4*most {
			out = append(out, i)
		}
	}
	return out
}

// definedNames are the names and labels of the questions of an XLSForm.
func definedNames(f *export) map[string]bool {
	out := map[string]bool{}
	b, err := sheet.Open(f.r, f.size, f.name, sheet.Limits{})
	if err != nil {
		return out
	}
	defer b.Close()
	for _, s := range b.Sheets() {
		if !strings.EqualFold(strings.TrimSpace(s.Name), "survey") {
			continue
		}
		var columns []int
		for r, err := range b.Rows(s.Name) {
			if err != nil {
				break
			}
			if columns == nil {
				columns = namingColumns(r)
				continue
			}
			for _, i := range columns {
				if i < len(r.Cells) {
					out[wording(r.Cells[i].Text)] = true
				}
			}
		}
	}
	delete(out, "")
	return out
}

// namingColumns are the columns of a header row that name a question.
func namingColumns(r sheet.Row) []int {
	out := []int{}
	for i := range r.Cells {
		if h := wording(r.Cells[i].Text); h == "name" || h == "label" || strings.HasPrefix(h, "label::") {
			out = append(out, i)
		}
	}
	return out
}

// wording is a text without what two writers of it differ in.
func wording(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(sheet.Fold(s)), " "))
}
