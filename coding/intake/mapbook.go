package intake

import (
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// MapBook is a map of what was found in a file ([dialect.Propose]) as a workbook to edit; what the study knows is offered as
// drop-downs. nil where nothing was found.
func MapBook(im *dialect.Import, s *coding.Study, lang string) *form.Workbook {
	m := dialect.Propose(im)
	names, lists := m.Tables()
	var tables []form.MapTable
	for i, name := range names {
		t := form.MapTable{Name: name}
		for _, p := range lists[i] {
			t.Rows = append(t.Rows, form.MapRow{From: p.From, To: p.To, Found: p.Found})
		}
		tables = append(tables, t)
	}
	return form.MapBook(lang, tables, candidates(s))
}

// candidates are what an entry of a list may stand for in the study; - leaves it out.
func candidates(s *coding.Study) map[string][]string {
	out := map[string][]string{}
	add := func(list, id string) {
		if id != "" && !slices.Contains(out[list], id) {
			out[list] = append(out[list], id)
		}
	}
	for _, c := range Codes(s, nil) {
		add("codes", c.ID)
	}
	for i := range s.Codings {
		add("coders", s.Codings[i].Coder)
	}
	for i := range s.Interviews {
		add("documents", s.Interviews[i].ID)
	}
	for i := range s.Cases {
		if s.Cases[i].Pos.File != "" {
			add("cases", s.Cases[i].ID)
		}
	}
	out["values.coder"], out["values.document"], out["values.case"] = slices.Clone(out["coders"]), slices.Clone(out["documents"]), slices.Clone(out["cases"])
	out["values.layout"] = dialect.Layouts()
	for _, list := range []string{"codes", "coders", "documents", "cases"} {
		if len(out[list]) > 0 {
			out[list] = append(out[list], "-")
		}
	}
	return out
}
