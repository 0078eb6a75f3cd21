package pass

import (
	"maps"
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/sheet"
)

// Verdicts are what a filled queue says. Its rows balance: Rows = Decided + Undecided + ΣRejected.
type Verdicts struct {
	Rulings   []coding.Ruling      // each unit × code once, in the order of the text, then of the codes
	Rows      int                  // with anything in the columns of unit, code or decision
	Decided   int                  // rows with a decision that holds; a row that repeats another counts
	Undecided int                  // rows whose decision is empty
	Rejected  []coding.ReasonCount // by problem; sorted
	Repeated  int                  // of the decided rows, those that say what an earlier one said
	Missing   int                  // units × codes of the queue as it was written that no row has any more
	Recoded   []Recoded            // rows whose code is none of those asked about on the unit
	Problems  []coding.Problem
	Notes     []coding.ReceiptNote
}

// Recoded is a row in which the adjudicator put another code.
type Recoded struct {
	Pos                      coding.Pos
	Interview, Segment, Code string
}

// Balanced reports whether the counts add up.
func (v *Verdicts) Balanced() bool {
	n := v.Decided + v.Undecided
	for _, r := range v.Rejected {
		n += r.Count
	}
	return n == v.Rows
}

// ReadQueue reads a queue that people filled in. Every sheet whose header names interview, segment, code and decision is
// read, whatever it is called, in any order of rows and columns, hidden rows included; other columns are passed over. name
// is the file in problems and positions.
//
// A row rules its code on its unit: accept or reject, intensity 1–3, direction -1 to 1, reason and comment as in
// [ReasonText], who. An empty decision leaves the dispute open. A row whose code was changed rules the code that it
// names now, and is listed. A row is rejected, and leaves its dispute open, with a problem at the cell: unknown_interview,
// unknown_segment, unknown_code, inactive_code, unknown_value (of the decision), out_of_range (of a rating), missing_value,
// cell_error, queue_other_text (its text is that of another unit), queue_contradiction (another row on the same unit and
// code says otherwise). A file without a queue gives no_queue. The error is that of a file that cannot be read on.
func ReadQueue(book *sheet.Book, name string, study *coding.Study) (*Verdicts, error) {
	r := queueReader{v: &Verdicts{}, study: study, name: name, codes: queueCodes(study), units: map[unitKey]int{}, folded: map[string]unitKey{},
		interviews: map[string]string{}, texts: map[unitKey]string{}, byText: map[string][]unitKey{}}
	r.index()
	found := false
	for _, info := range book.Sheets() {
		if info.Name == form.SealSheet {
			if err := r.readSeal(book, info.Name); err != nil {
				return nil, err
			}
		}
	}
	for _, info := range book.Sheets() {
		if info.Name == form.SealSheet {
			continue
		}
		queue, err := r.readSheet(book, info.Name)
		if err != nil {
			return nil, err
		}
		found = found || queue
	}
	if !found {
		r.v.Problems = append(r.v.Problems, coding.Problem{Pos: coding.Pos{File: name}, Code: "no_queue"})
		return r.v, nil
	}
	r.combine()
	return r.v, nil
}

type queueReader struct {
	v          *Verdicts
	study      *coding.Study
	name       string
	codes      *codeRegister
	units      map[unitKey]int // place in the order of the text
	folded     map[string]unitKey
	interviews map[string]string // folded id → id
	texts      map[unitKey]string
	byText     map[string][]unitKey
	given      map[unitKey][]string // codes that coders gave
	asked      map[[3]string]bool   // units × codes of the seal; nil without one
	left       map[[3]string]bool   // of them, those without a row
	rows       []queueRow
	differ     int // rows whose text differs from the study's
	hasty      int // undecided rows with a rating or a reason
}

// queueRow is a row whose cells are in order; its ruling stands per code.
type queueRow struct {
	pos     coding.Pos // the decision's cell
	rulings []coding.Ruling
}

func (r *queueReader) index() {
	l := NewLayers(r.study)
	r.given = map[unitKey][]string{}
	for i := range l.units {
		u := &l.units[i]
		k := unitKey{u.interview, u.segment}
		r.units[k] = i
		f := bilingualKey(k.interview) + "\x00" + bilingualKey(k.segment)
		if _, twice := r.folded[f]; twice {
			r.folded[f] = unitKey{}
		} else {
			r.folded[f] = k
		}
		r.interviews[bilingualKey(k.interview)] = k.interview
		for _, row := range u.rows {
			if c := r.study.Codings[row.coding].Code; c != "" && !slices.Contains(r.given[k], c) {
				r.given[k] = append(r.given[k], c)
			}
		}
	}
	for i := range r.study.Segments {
		s := &r.study.Segments[i]
		k := unitKey{s.Interview, s.ID}
		if h := TextHash(s.Text); s.Text != "" && r.texts[k] == "" {
			r.texts[k] = h
			r.byText[h] = append(r.byText[h], k)
		}
	}
}

// readSeal takes from the hidden sheet what was asked.
func (r *queueReader) readSeal(book *sheet.Book, name string) error {
	asked := map[[3]string]bool{}
	ours := false
	for row, err := range book.Rows(name) {
		if err != nil {
			return err
		}
		text := func(col int) string { return sheet.Fold(row.Cell(col).Text) }
		switch {
		case text(1) == "schema":
			ours = text(2) == form.QueueSchema
		case ours && text(1) == "row":
			if p := r.codes.understand(row.Cell(4).Text); p.reason == "" {
				asked[[3]string{text(2), text(3), r.codes.codes[p.code].id}] = true
			}
		}
	}
	if ours {
		r.asked, r.left = asked, maps.Clone(asked)
	}
	return nil
}

// readSheet reads a sheet if it holds a queue.
func (r *queueReader) readSheet(book *sheet.Book, name string) (bool, error) {
	var first []sheet.Row
	var columns map[string]int
	last := 0
	for row, err := range book.Rows(name) {
		if err != nil {
			return false, err
		}
		if columns != nil {
			r.readRow(row, name, columns)
			continue
		}
		first = append(first, row)
		if len(first) < headerWindow {
			continue
		}
		if columns, last = queueHeader(first); columns == nil {
			return false, nil
		}
		r.readRows(first, last, name, columns)
	}
	if columns == nil {
		if columns, last = queueHeader(first); columns == nil {
			return false, nil
		}
		r.readRows(first, last, name, columns)
	}
	return true, nil
}

func (r *queueReader) readRows(rows []sheet.Row, header int, name string, columns map[string]int) {
	for _, row := range rows {
		if row.Number > header {
			r.readRow(row, name, columns)
		}
	}
}

func (r *queueReader) readRow(row sheet.Row, name string, columns map[string]int) {
	blank := true
	for _, f := range queueNeeds {
		blank = blank && row.Cell(columns[f]).Blank()
	}
	if blank {
		return
	}
	r.v.Rows++
	c := queueCells{r: r, row: row, columns: columns, pos: coding.Pos{File: r.name, Sheet: name, Row: row.Number}}
	_ = c.read() // what is wrong is among the problems
}

func (r *queueReader) reject(pos coding.Pos, code, suggestion string, args ...string) {
	r.v.Problems = append(r.v.Problems, coding.Problem{Pos: pos, Code: code, Args: args, Suggestion: suggestion})
	reason := code
	switch code {
	case "inactive_code", "collect.ambiguous_code", "collect.code_label":
		reason = "unknown_code"
	case "out_of_range", "cell_error", "formula_without_value":
		reason = "unknown_value"
	}
	for i := range r.v.Rejected {
		if r.v.Rejected[i].Reason == reason {
			r.v.Rejected[i].Count++
			return
		}
	}
	r.v.Rejected = append(r.v.Rejected, coding.ReasonCount{Reason: reason, Count: 1})
}
