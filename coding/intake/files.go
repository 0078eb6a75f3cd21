package intake

import (
	"path"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// File is a file of a study that an import adds to: rows of a workbook, or a text. Of Workbook and Text one is nil.
type File struct {
	Name     string
	Workbook *form.Workbook
	Keys     map[string][]string // sheet to the fields that identify a row
	Quiet    bool                // rows that a person has in another wording are no news: the study knows them already
	Loud     map[[2]string]bool  // sheets and keys of those that are news all the same
	Text     []byte              // without a workbook
	Beside   []string            // sheets to look things up in: their rows are not counted
}

// keys are the fields that identify a row, by sheet.
var keys = map[string][]string{"codes": {"code"}, "cases": {"id"}, "interviews": {"id"}, "departments": {"id", "case"}, "coding": {"interview_id", "segment_id", "code"},
	"consensus": {"interview_id", "segment_id", "code"}, "transcript": {"segment_id"}, "responses": {"respondent_id", "period"}, "values": {"column", "value"}}

// ProposalName is where the questions that are no items of the study yet are proposed. Nothing reads it until a person
// saves it as survey/instrument.xlsx.
const ProposalName = "survey/instrument.proposed.xlsx"

// Files lists what an import adds to a study: codebook.xlsx, cases.xlsx (or the workbooks that stand for them), a layer for
// each coder, transcripts, responses under the import's name, and the proposed questionnaire. A study without a codebook gets
// one as soon as a code is used that the framework does not have; the framework's codes in use are put in with it, because
// only codes of the codebook count where there is one. No two files have one name, be it in other letters.
func Files(name string, im *dialect.Import, c Context) []File {
	s, at := c.Study, placesOf(c.Study)
	var out []File
	add := func(f File) {
		if f.Workbook == nil && f.Text == nil {
			return
		}
		i := slices.IndexFunc(out, func(o File) bool { return o.Name == f.Name && o.Workbook != nil })
		if i < 0 || f.Workbook == nil {
			at.taken[fold(f.Name)] = true
			out = append(out, f)
			return
		}
		both := *out[i].Workbook // sheets of one workbook: the codebook's come first, and bring what is loud
		both.Sheets = append(slices.Clone(both.Sheets), f.Workbook.Sheets...)
		out[i].Workbook = &both
	}
	add(codebookFile(im, s))
	answers := responses(im, c)
	for _, f := range caseFiles(im, answers, c) {
		add(f)
	}
	for _, f := range layerFiles(im, at, c.Field) {
		add(f)
	}
	add(consensusFile(im, c))
	add(keptFile(name, im))
	for _, f := range segmentFiles(im) {
		add(f)
	}
	for _, t := range im.Transcripts {
		if strings.TrimSpace(t.Text) != "" { // pictures and recordings have none
			add(transcriptFile(t, s, at))
		}
	}
	for _, f := range surveyFiles(name, im, answers, c) {
		f.Name = at.free(f.Name, nil)
		add(f)
	}
	return out
}

// home is the file that holds a kind of sheet in a study, or the usual one.
func home(s *coding.Study, what, usual string) string {
	for i := range s.Receipts {
		if r := &s.Receipts[i]; r.What == what && r.File != "" && r.File != "." {
			return r.File
		}
	}
	return usual
}

// workbook reports whether rows can be added to a file.
func workbook(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsx", ".xlsm":
		return true
	}
	return false
}

// codebookFile holds the codes of the import. Where the study has one in other words than the file, its row stays and is news.
func codebookFile(im *dialect.Import, s *coding.Study) File {
	codes := slices.Clone(im.Codes)
	var have []coding.Code
	if s.Codebook != nil {
		have = s.Codebook.Codes
	}
	name := home(s, "codes", "codebook.xlsx")
	if s.Codebook == nil {
		if len(im.Restated) == 0 && !slices.ContainsFunc(codes, func(c coding.Code) bool { return s.Framework == nil || s.Framework.Dimension(c.ID) == nil }) {
			return File{} // the framework's own codes need no codebook
		}
		for i := range s.Codings {
			if c := frameworkCode(s, s.Codings[i].Code); c != nil && !slices.ContainsFunc(codes, func(x coding.Code) bool { return x.ID == c.ID }) {
				codes = append(codes, *c)
			}
		}
	}
	if !workbook(name) { // cannot be added to: only what is missing matters
		codes = slices.DeleteFunc(codes, func(c coding.Code) bool {
			return slices.ContainsFunc(have, func(x coding.Code) bool { return x.ID == c.ID })
		})
	}
	for i := range codes {
		if c := &codes[i]; c.Dimension == "" && s.Framework != nil && s.Framework.Dimension(c.ID) != nil {
			c.Dimension = c.ID
		}
	}
	loud := map[[2]string]bool{}
	for _, r := range im.Restated {
		loud[[2]string{"codes", r.Code}] = true
	}
	return File{Name: name, Workbook: form.CodebookSheet(codes), Keys: keys, Quiet: true, Loud: loud}
}

// Codes are the codes that a file's codes may be: the study's codebook, but for what an earlier import of the same file (nil for
// none) put there, so that its changes can be told; and the framework's dimensions.
func Codes(s *coding.Study, earlier *Record) []coding.Code {
	var out []coding.Code
	if s.Codebook != nil {
		own := earlier.codes(s)
		out = slices.DeleteFunc(slices.Clone(s.Codebook.Codes), func(c coding.Code) bool { return own[c.ID] })
	}
	if s.Framework == nil {
		return out
	}
	for i := range s.Framework.Dimensions {
		d := &s.Framework.Dimensions[i]
		if len(s.Framework.Children(d.ID)) == 0 && !slices.ContainsFunc(out, func(c coding.Code) bool { return c.ID == d.ID }) {
			out = append(out, *frameworkCode(s, d.ID))
		}
	}
	return out
}

// frameworkCode is a dimension as a code; nil for another id.
func frameworkCode(s *coding.Study, id string) *coding.Code {
	if s.Framework == nil {
		return nil
	}
	d := s.Framework.Dimension(id)
	if d == nil {
		return nil
	}
	lang := "zh"
	if s.Options.Lang == "en" {
		lang = "en"
	}
	return &coding.Code{ID: d.ID, Parent: d.Parent, Dimension: d.ID, Label: d.Label, Level: "selective", Origin: "deductive", Definition: d.Definition.Or(lang),
		Include: d.Include.Or(lang), Exclude: d.Exclude.Or(lang), Example: d.Example.Or(lang), Active: true}
}

func allKnown[T any](list []T, known func(*T) bool) bool {
	for i := range list {
		if !known(&list[i]) {
			return false
		}
	}
	return true
}

// transcriptFile is the text of an interview, unless the study has it in another file.
func transcriptFile(t dialect.Transcript, s *coding.Study, at *places) File {
	name := "interviews/" + t.ID + ".txt"
	own := func(file string) bool {
		return slices.ContainsFunc(s.Transcripts, func(x coding.Transcript) bool { return x.Interview == t.ID && x.Pos.File == file })
	}
	for i := range s.Transcripts {
		if x := &s.Transcripts[i]; x.Interview == t.ID && x.Pos.File != name {
			name = x.Pos.File
		}
	}
	return File{Name: at.free(name, own), Text: []byte(t.Text)}
}
