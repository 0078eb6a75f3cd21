package form

import (
	"fmt"
	"io"

	"github.com/smekit/smekit/coding"
)

// StudyFile is a file of a study and its place in the study's folder: a workbook, or text where there is none.
type StudyFile struct {
	Name     string
	Workbook *Workbook
	Text     []byte
}

// Write writes the file's content. The bytes depend on the file alone.
func (f *StudyFile) Write(w io.Writer) error {
	if f.Workbook == nil {
		_, err := w.Write(f.Text)
		return err
	}
	if err := Write(w, *f.Workbook); err != nil {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	return nil
}

// Study lists the files that hold a study's records, with English headers and words: study.yaml and framework.yaml, then
// codebook.xlsx, cases.xlsx, documents.xlsx, coding/PASS/CODER.xlsx, coding/consensus.xlsx, interviews/*.xlsx (the
// segments that no coding sheet tells whole), survey/instrument.xlsx, survey/responses.xlsx, ties.xlsx, benchmarks.xlsx
// and decisions.xlsx, each where there are such records. Read back they give the same records, but for positions. Not
// written are transcripts (the segments are), problems, receipts, and decisions that changed what was read: their effect
// is in the records. A rejected answer stays empty.
func Study(s *coding.Study) []StudyFile {
	out := []StudyFile{{Name: "study.yaml", Text: Settings(s)}}
	if s.Framework != nil {
		out = append(out, StudyFile{Name: "framework.yaml", Text: Framework(s.Framework)})
	}
	add := func(name string, wb *Workbook) {
		if wb != nil {
			out = append(out, StudyFile{Name: name, Workbook: wb})
		}
	}
	if s.Codebook != nil {
		add("codebook.xlsx", CodebookSheet(s.Codebook.Codes))
	}
	add("cases.xlsx", CaseSheets(s))
	add("documents.xlsx", documentSheet(s))
	for _, l := range CodingSheets(s) {
		add(l.Name, l.Workbook)
	}
	if len(s.Consensus) > 0 {
		wb := Consensus("en", s.Consensus)
		wb.Sheets[0].Room = -1
		add("coding/consensus.xlsx", &wb)
	}
	for _, f := range segmentSheets(s) {
		add(f.Name, f.Workbook)
	}
	if s.Instrument.Own {
		add("survey/instrument.xlsx", InstrumentSheet(s.Instrument.Items))
	}
	add("survey/responses.xlsx", ResponseSheet(&s.Survey))
	add("ties.xlsx", tieSheet(s.Ties))
	add("benchmarks.xlsx", benchmarkSheet(s.Benchmarks))
	add("decisions.xlsx", decisionSheet(s))
	return out
}

// records is a sheet of records, a column a field.
type records struct{ sheet Sheet }

func newRecords(name string) *records { return &records{Sheet{Name: name, Filter: true, Room: -1}} }

func (r *records) column(header string, width float64, set ...func(*Column)) {
	c := Column{Header: []string{header}, Width: width}
	for _, f := range set {
		f(&c)
	}
	r.sheet.Columns = append(r.sheet.Columns, c)
}

func (r *records) row(cells ...any) { r.sheet.Rows = append(r.sheet.Rows, cells) }

// bookOf makes a workbook of the sheets that have rows; nil without any.
func bookOf(title string, sheets ...*records) *Workbook {
	wb := &Workbook{Title: title}
	for _, s := range sheets {
		if len(s.sheet.Rows) > 0 {
			s.prune()
			wb.Sheets = append(wb.Sheets, s.sheet)
		}
	}
	if len(wb.Sheets) == 0 {
		return nil
	}
	return wb
}

// prune leaves out the columns that no record fills. Those of responses stay: a column says that the item was in use.
func (r *records) prune() {
	if r.sheet.Name == "responses" {
		return
	}
	var keep []int
	for c := range r.sheet.Columns {
		filled := r.sheet.Columns[c].Required
		for _, row := range r.sheet.Rows {
			filled = filled || row[c] != nil && row[c] != ""
		}
		if filled {
			keep = append(keep, c)
		}
	}
	columns := make([]Column, len(keep))
	for i, c := range keep {
		columns[i] = r.sheet.Columns[c]
	}
	r.sheet.Columns = columns
	for k, row := range r.sheet.Rows {
		cells := make([]any, len(keep))
		for i, c := range keep {
			cells[i] = row[c]
		}
		r.sheet.Rows[k] = cells
	}
}

// plainNumber is the format of a number that people read as one.
func plainNumber(c *Column) { c.Format = Number }

// counted leaves the cell of an unknown count empty.
func counted(n int) any {
	if n < 0 {
		return nil
	}
	return n
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}
