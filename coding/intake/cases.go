package intake

import (
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// caseFiles hold the cases, departments and interviews of the import. A sheet lists all there are: in a study that has none
// yet, what other sheets name is put in too. An empty sheet of cases or departments, as templates have it, is filled with those
// that the responses name; one that lists some stays closed, and a name beyond it is a problem of the study.
func caseFiles(im *dialect.Import, answers *coding.Survey, c Context) []File {
	s := c.Study
	casesAt := home(s, "cases", home(s, "interviews", "cases.xlsx"))
	interviewsAt := home(s, "interviews", casesAt)
	departmentsAt := home(s, "departments", casesAt)
	cases := namedCases(im, answers, c, casesAt)
	if len(cases) > 0 && !workbook(casesAt) && allKnown(cases, func(x *coding.Case) bool { return s.Case(x.ID) != nil }) {
		cases = nil
	}
	var interviews []coding.Interview
	if len(im.Interviews) > 0 && (workbook(interviewsAt) || !allKnown(im.Interviews, func(iv *coding.Interview) bool { return s.Interview(iv.ID) != nil })) {
		interviews = listedInterviews(im, s)
	}
	books := map[string]*coding.Study{}
	var order []string
	at := func(file string) *coding.Study {
		if books[file] == nil {
			books[file] = &coding.Study{}
			order = append(order, file)
		}
		return books[file]
	}
	at(casesAt).Cases = cases
	at(departmentsAt).Departments = append(namedDepartments(answers, c, departmentsAt), broughtDepartments(im, s)...)
	at(interviewsAt).Interviews = interviews
	var out []File
	for _, file := range order {
		out = append(out, File{Name: file, Workbook: form.CaseSheets(books[file]), Keys: keys, Quiet: true})
	}
	return out
}

// wrote reports whether the earlier import put rows on a sheet.
func (c *Context) wrote(file, sheet string) bool {
	w := c.Earlier.file(file)
	return w != nil && len(w.Rows[sheet]) > 0
}

// namedCases are the cases of the import, with those of a study that lists none yet.
func namedCases(im *dialect.Import, answers *coding.Survey, c Context, file string) []coding.Case {
	s := c.Study
	out := slices.Clone(im.Cases)
	has := func(id string) bool {
		return slices.ContainsFunc(out, func(x coding.Case) bool { return x.ID == id })
	}
	listed := slices.ContainsFunc(s.Cases, func(x coding.Case) bool { return x.Pos.File == file })
	if home(s, "cases", "") != "" && answers != nil && (!listed || c.wrote(file, "cases")) {
		for i := range answers.Responses {
			if id := answers.Responses[i].Case; id != "" && !has(id) {
				out = append(out, coding.Case{ID: id, Name: id, Invited: -1})
			}
		}
	}
	if len(out) > 0 && home(s, "cases", "") == "" {
		for _, x := range s.Cases {
			if x.Pos.File != "" && !has(x.ID) { // not the one that stands for a study without any
				out = append(out, x)
			}
		}
	}
	return out
}

// listedInterviews are the interviews of the import, with those of a study that lists none yet; documents are listed elsewhere.
func listedInterviews(im *dialect.Import, s *coding.Study) []coding.Interview {
	var out []coding.Interview
	for _, iv := range im.Interviews {
		if known := s.Interview(iv.ID); known == nil || !known.Document {
			out = append(out, iv)
		}
	}
	if home(s, "interviews", "") == "" {
		for _, iv := range s.Interviews {
			if !iv.Document && !slices.ContainsFunc(im.Interviews, func(x coding.Interview) bool { return x.ID == iv.ID }) {
				out = append(out, iv)
			}
		}
	}
	return out
}

// namedDepartments are those that responses name, for a sheet of departments that is there and empty.
func namedDepartments(answers *coding.Survey, c Context, file string) []coding.Department {
	if answers == nil || home(c.Study, "departments", "") == "" || len(c.Study.Departments) > 0 && !c.wrote(file, "departments") {
		return nil
	}
	var out []coding.Department
	for i := range answers.Responses {
		r := &answers.Responses[i]
		if r.Dept != "" && !slices.ContainsFunc(out, func(d coding.Department) bool { return d.ID == r.Dept && d.Case == r.Case }) {
			out = append(out, coding.Department{ID: r.Dept, Case: r.Case, Name: r.Dept, Invited: -1})
		}
	}
	return out
}
