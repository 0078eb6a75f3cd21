package reports

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// modelCells are the cells of the methods that speak of models, in words.
func modelCells(d *document.Document, lang string) (text map[string]string, ids map[string]string) {
	text, ids = map[string]string{}, map[string]string{}
	for _, g := range tableOf(d, "methods").Groups {
		for _, r := range g.Rows {
			if c := r.Cells[1]; c.Kind == table.Composite {
				for _, p := range c.Parts {
					if p.IsNum {
						text[r.Key] += "#"
					} else {
						text[r.Key] += p.Text.In(lang)
					}
					ids[r.Key] += p.ID + " "
				}
			}
		}
	}
	return text, ids
}

func TestMethodsOfModels(t *testing.T) {
	s, l := smallStudy(), smallLedger("survey")
	add := func(family, measure, of string, v float64, note ...estimate.Note) {
		e := estimate.New(family, measure, of)
		e.Value, e.N, e.People, e.Low, e.High, e.Notes = v, 300, 300, v-.01, v+.01, note
		e.Basis.Columns = []string{"T", "T1", "T2"}
		l.Estimates = append(l.Estimates, e)
	}
	refused := estimate.Note{Code: "model_refused_people", Args: []string{"60"}}
	add("cfa", "cfi", "dim=T;source=survey", .9)
	add("cfa", "cfi_robust", "dim=T;source=survey", .91)
	add("cfa", "rmsea", "dim=T;source=survey", .05)
	add("cfa", "srmr", "dim=T;source=survey", .04)
	add("cfa", "ave", "dim=T;source=survey|T1", .5)
	add("cfa", "cfi", "dim=T;source=survey|one:", .5)
	add("cfa", "cfi", "dim=T1;source=survey", estimate.None, refused)
	add("mediate", "total_indirect", "source=survey", .3)
	add("mediate", "direct", "source=survey", .2)
	add("mediate", "total", "source=survey", .5)
	add("multilevel", "icc", "dim=T;source=survey", .2)
	d := build(t, s, l, Options{})
	en, ids := modelCells(d, "en")
	for key, want := range map[string][]string{
		"measurement": {"# people, 3 items, 1 factors, CFI #, RMSEA # [#, #] (90 %), SRMR #; ", "60 people, fewer than 100", "taken as independent."},
		"path_model":  {" # people", "indirect effect # points for a point [#, #]", "direct #, total #", "no cause is shown."},
		"between":     {"# people: intraclass correlation of departments #"},
	} {
		for _, w := range want {
			if !strings.Contains(en[key], w) {
				t.Errorf("%s: %q lacks %q", key, en[key], w)
			}
		}
	}
	if !strings.Contains(ids["measurement"], "cfa.cfi_robust(dim=T;source=survey)") || strings.Contains(ids["measurement"], "one:") || !strings.Contains(ids["path_model"], "mediate.total_indirect(source=survey)") {
		t.Errorf("ids %v", ids)
	}
	zh, _ := modelCells(d, "zh")
	if !strings.Contains(zh["measurement"], "不足100人") || !strings.Contains(zh["path_model"], "不说明因果") {
		t.Errorf("%v", zh)
	}
	l = smallLedger("survey")
	add("mediate", "total_indirect", "source=survey", estimate.None, estimate.Note{Code: "model_path_departments", Args: []string{"4"}})
	add("multilevel", "icc", "dim=T;source=survey", estimate.None, estimate.Note{Code: "suppressed"})
	if en, _ = modelCells(build(t, s, l, Options{}), "en"); !strings.Contains(en["path_model"], "4 departments, fewer than 10; see the path table") || !strings.Contains(en["between"], "suppressed") {
		t.Errorf("%v", en)
	}
}
