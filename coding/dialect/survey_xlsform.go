package dialect

import (
	"slices"
	"strings"
)

// xlsform is a questionnaire's definition: its sheets survey and choices.
type xlsform struct {
	questions map[string]*formQuestion // by name
	choices   map[string][]ValueLabel  // by list
}

type formQuestion struct{ kind, list, label string }

// isForm reports whether a sheet belongs to a questionnaire's definition.
func isForm(p *page) bool {
	switch strings.ToLower(strings.TrimSpace(p.Name)) {
	case "survey":
		return formColumns(p, "type", "name") != nil
	case "choices":
		return formColumns(p, "list_name", "name") != nil || formColumns(p, "list name", "name") != nil
	case "settings":
		return formColumns(p, "form_title") != nil || formColumns(p, "form_id") != nil
	}
	return false
}

func formPages(f *opened) (out []*page) {
	for _, p := range f.pages {
		if n := strings.ToLower(strings.TrimSpace(p.Name)); isForm(p) && n != "settings" {
			out = append(out, p)
		}
	}
	return out
}

// formColumns finds columns by their headers in a sheet's first row, and `label` or the first `label::…`; nil when one is not
// there.
func formColumns(p *page, names ...string) map[string]int {
	if len(p.rows) == 0 {
		return nil
	}
	at := map[string]int{}
	for i, c := range p.rows[0].Cells {
		k := nameKey(c.Text)
		if lang, is := strings.CutPrefix(k, "label::"); is && (at["label"] == 0 || strings.Contains(lang, "chinese") || strings.Contains(lang, "中文") || strings.Contains(lang, "(zh")) {
			at["label"] = i + 1
		} else if at[k] == 0 {
			at[k] = i + 1
		}
	}
	for _, n := range names {
		if at[n] == 0 {
			return nil
		}
	}
	return at
}

// form finds the questionnaire's definition in the workbook, else among the files given with it; nil without one.
func (s *survey) form() *xlsform {
	form := &xlsform{questions: map[string]*formQuestion{}, choices: map[string][]ValueLabel{}}
	if pages := formPages(s.file); len(pages) > 0 {
		form.read(s.file, pages)
		s.note("dialect.survey_form", s.file.name)
		return form
	}
	for _, src := range s.opts.Together {
		f := open(src.Name, src.R, src.Size, nil)
		pages := formPages(f)
		if len(pages) > 0 {
			form.read(f, pages)
			s.note("dialect.survey_form", src.Name)
		}
		f.close()
		if len(pages) > 0 {
			return form
		}
	}
	return nil
}

func (x *xlsform) read(f *opened, pages []*page) {
	for _, p := range pages {
		survey := strings.EqualFold(strings.TrimSpace(p.Name), "survey")
		at := formColumns(p, "name")
		list := at["list_name"] + at["list name"]
		for r, err := range f.book.Rows(p.Name) {
			if err != nil {
				break
			}
			cell := func(col int) string { return oneLine(r.Cell(col).Text) }
			name, label := cell(at["name"]), flat(r.Cell(at["label"]).Text)
			switch {
			case r.Number <= p.rows[0].Number || name == "":
			case survey:
				kind, rest, _ := strings.Cut(cell(at["type"]), " ")
				l, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
				x.questions[name] = &formQuestion{kind: strings.ToLower(kind), list: l, label: label}
			default:
				x.choices[cell(list)] = append(x.choices[cell(list)], ValueLabel{name, label})
			}
		}
	}
}

// apply gives the questions their wordings, kinds and labels.
func (x *xlsform) apply(s *survey) {
	for _, q := range s.questions {
		if q.role != "" {
			continue
		}
		name := q.Name
		if q.option {
			name = q.Question
		}
		def := x.questions[name]
		if def == nil { // an export with labels as headers
			for _, n := range sortedNames(x.questions) {
				if l := x.questions[n].label; l != "" && nameKey(l) == nameKey(name) {
					def, q.Name = x.questions[n], n
				}
			}
		}
		if def == nil {
			continue
		}
		if def.label != "" {
			q.Question = def.label
		}
		labels := x.choices[def.list]
		switch {
		case q.option:
			for _, l := range labels {
				if (l.Value == q.part || safeID(l.Value) == safeID(q.part)) && l.Text != "" {
					q.part = l.Text
				}
			}
		case def.kind == "select_one":
			q.Labels = slices.Clone(labels)
		case def.kind == "select_multiple":
			q.Labels, q.several = slices.Clone(labels), true
		case def.kind == "rank":
			q.Labels, q.ranked, q.separator = slices.Clone(labels), true, " "
		case def.kind == "text", def.kind == "note", def.kind == "date", def.kind == "time", def.kind == "datetime", def.kind == "geopoint", def.kind == "barcode", def.kind == "image", def.kind == "calculate":
			q.kind = "text"
		case def.kind == "integer", def.kind == "decimal":
			q.kind = "number"
		case def.kind == "range":
			q.kind = "scale"
		}
	}
}

func sortedNames(m map[string]*formQuestion) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
