package intake

import (
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// responses are the answers of an import as those of the study; nil without any.
func responses(im *dialect.Import, c Context) *coding.Survey {
	if im.Survey == nil {
		return nil
	}
	return im.Survey.Survey(c.Study.Instrument.Items, c.Case)
}

// responsesName is the file for the responses of an import.
func responsesName(name string) string { return "survey/responses-" + name + ".xlsx" }

// surveyFiles are the responses and, where questions are no items of the study yet, the proposed questionnaire.
func surveyFiles(name string, im *dialect.Import, answers *coding.Survey, c Context) []File {
	if answers == nil {
		return nil
	}
	var out []File
	if wb := form.ResponseSheet(answers); wb != nil {
		out = append(out, File{Name: responsesName(name), Workbook: wb, Keys: keys, Beside: []string{"values"}})
	}
	if items := Proposed(im, c.Study); items != nil {
		wb := form.Proposal(c.proposalLang(), c.Study.Framework, items, im.Questions)
		keys := map[string][]string{}
		for i := range wb.Sheets { // items, and dimensions to look up
			keys[wb.Sheets[i].Name] = []string{wb.Sheets[i].Columns[0].Header[0]}
		}
		out = append(out, File{Name: ProposalName, Workbook: wb, Keys: keys, Beside: beside(wb)})
	}
	return out
}

// beside are the sheets of a proposal that are there to look things up.
func beside(wb *form.Workbook) (names []string) {
	for _, s := range wb.Sheets[1:] {
		names = append(names, s.Name)
	}
	return names
}

// Proposed is the questionnaire with the questions of the import that are no items of the study yet; nil where there are
// none. It holds the study's items too, because a study's own questionnaire wins over the framework's: all that it brought
// itself, else those that were answered.
func Proposed(im *dialect.Import, s *coding.Study) []coding.Item {
	var fresh []coding.Item
	for _, it := range im.Instrument {
		if s.Instrument.Item(it.ID) == nil {
			fresh = append(fresh, it)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	var out []coding.Item
	for _, it := range s.Instrument.Items {
		asked := slices.Contains(s.Survey.Items, it.ID) || im.Survey != nil && slices.ContainsFunc(im.Survey.Columns, func(c dialect.Column) bool { return c.Name == it.ID })
		if s.Instrument.Own || asked {
			out = append(out, it)
		}
	}
	return append(out, fresh...)
}
