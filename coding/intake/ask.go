package intake

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
)

// Settle turns a code that the framework does not have from a problem into a question, where the study has no codebook, or has
// the code from an earlier state of the file: what was it meant to be, where one is near.
func Settle(im *dialect.Import, s *coding.Study, earlier *Record) {
	own := earlier.codes(s)
	im.Problems = slices.DeleteFunc(im.Problems, func(p coding.Problem) bool {
		if p.Code != "dialect.undefined_code" || s.Codebook != nil && !own[leaf(p.Args[0])] && !own[strings.ReplaceAll(p.Args[0], " > ", "/")] {
			return false
		}
		if p.Suggestion != "" {
			im.Questions = append(im.Questions, coding.ReceiptNote{Code: "import.ask_code", Args: []string{p.Args[0], p.Suggestion, p.Args[1]}})
		}
		return true
	})
}

// Rename gives questions that are called like a column of responses (id, weight, 阶段) another name, so that they are not taken
// for it. field tells which field of responses a header names.
func Rename(im *dialect.Import, field func(what, header string) string) {
	if im.Survey == nil {
		return
	}
	for i := range im.Survey.Columns {
		c := &im.Survey.Columns[i]
		if c.Kind == "field" || field("responses", c.Name) == "" {
			continue
		}
		old := c.Name
		c.Name = "q_" + old
		for k := range im.Instrument {
			if im.Instrument[k].ID == old {
				im.Instrument[k].ID = c.Name
			}
		}
		im.Receipt.Notes = append(im.Receipt.Notes, coding.ReceiptNote{Code: "import.renamed", Args: []string{old, c.Name}})
	}
}

// leaf is the last name of a code's path.
func leaf(path string) string {
	if i := strings.LastIndex(path, " > "); i >= 0 {
		return path[i+len(" > "):]
	}
	return path
}

// codes are the codes that an import put into the study's codebook.
func (r *Record) codes(s *coding.Study) map[string]bool {
	out := map[string]bool{}
	if w := r.file(home(s, "codes", "codebook.xlsx")); w != nil {
		for key := range w.Rows["codes"] {
			out[key] = true
		}
	}
	return out
}

// Ask puts what only the study can tell into an import's questions: which dimension a code is evidence for, and whether a
// proposed question is an item. What an earlier import of the file (nil for none) brought is asked again until it is answered.
func Ask(im *dialect.Import, s *coding.Study, earlier *Record) {
	proposed := Proposed(im, s)
	im.Questions = slices.DeleteFunc(im.Questions, func(n coding.ReceiptNote) bool { return answered(n, s, proposed != nil) })
	ask := func(code string, args ...string) {
		im.Questions = append(im.Questions, coding.ReceiptNote{Code: code, Args: args})
	}
	if fresh := withoutDimension(im, s, earlier.codes(s)); len(fresh) > 0 {
		ask("import.ask_dimensions", shortList(fresh, 12), home(s, "codes", "codebook.xlsx"))
	}
	if im.Survey != nil && len(s.Cases) > 1 && !hasField(im.Survey, "case") && !hasField(im.Survey, "department") {
		ask("import.ask_survey_case", itoa(len(im.Survey.Rows)), itoa(len(s.Cases)))
	}
	if proposed != nil {
		n := 0
		for _, it := range im.Instrument {
			if s.Instrument.Item(it.ID) == nil {
				n++
			}
		}
		ask("import.ask_instrument", itoa(n), ProposalName, home(s, "instrument", "survey/instrument.xlsx"))
	}
}

// AskTwin asks whether two coders really gave the same: the study has the file's content from another one (nil for none).
func AskTwin(im *dialect.Import, twin *Record) {
	if twin == nil {
		return
	}
	var files []string
	for _, f := range twin.Files {
		if strings.HasPrefix(f.Path, "coding/") {
			files = append(files, f.Path)
		}
	}
	im.Questions = append(im.Questions, coding.ReceiptNote{Code: "import.ask_twin", Args: []string{twin.Name, strings.Join(twin.Coders, ", "), shortList(files, 4)}})
}

// answered reports whether the study answers a question: its items say themselves what their scale is and whether they are
// reversed.
func answered(n coding.ReceiptNote, s *coding.Study, proposed bool) bool {
	switch n.Code {
	case "dialect.survey_ask_points", "dialect.survey_ask_order", "dialect.survey_ask_scale", "dialect.survey_ask_opinion":
		return !proposed
	case "dialect.survey_ask_direction":
		return len(n.Args) > 0 && !slices.ContainsFunc(strings.Split(n.Args[0], ", "), func(id string) bool { return s.Instrument.Item(id) == nil })
	}
	return false
}

// withoutDimension are the codes in use that neither the framework nor the codebook knows, but for own ones that a person has
// not answered yet.
func withoutDimension(im *dialect.Import, s *coding.Study, own map[string]bool) []string {
	used, known := map[string]bool{}, map[string]bool{}
	for i := range im.Codings {
		used[im.Codings[i].Code] = true
	}
	if s.Codebook != nil {
		for _, c := range s.Codebook.Codes {
			known[c.ID] = c.Dimension != "" || !own[c.ID]
		}
	}
	var out []string
	for _, c := range im.Codes {
		if used[c.ID] && c.Dimension == "" && !known[c.ID] && (s.Framework == nil || s.Framework.Dimension(c.ID) == nil) {
			out = append(out, c.ID)
		}
	}
	return out
}

func hasField(a *dialect.Answers, name string) bool {
	return slices.ContainsFunc(a.Columns, func(c dialect.Column) bool { return c.Kind == "field" && c.Name == name })
}

// Asked are the problems of an import that have to be answered before anything can be taken: which layout it is, who coded,
// what column names the document.
func Asked(im *dialect.Import) []coding.Problem {
	var out []coding.Problem
	for _, p := range im.Problems {
		if strings.HasPrefix(p.Code, "dialect.ambiguous_") {
			out = append(out, p)
		}
	}
	return out
}

// Empty reports whether an import holds nothing that a study takes.
func Empty(im *dialect.Import) bool {
	return len(im.Codes) == 0 && len(im.Codings) == 0 && len(im.Interviews) == 0 && len(im.Cases) == 0 && len(im.Transcripts) == 0 && (im.Survey == nil || len(im.Survey.Rows) == 0)
}

func shortList(list []string, most int) string {
	if len(list) > most {
		return strings.Join(list[:most], ", ") + ", … (" + itoa(len(list)) + ")"
	}
	return strings.Join(list, ", ")
}
