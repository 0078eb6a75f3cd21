package intake

import (
	"errors"
	"io/fs"
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
)

// rows are those of a workbook.
func (p *Plan) rows(f File, c Context) error {
	old, err := c.Read(f.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if len(f.Workbook.Sheets) == 0 { // removed by a person, and nothing more to say of it
			return nil
		}
		old = nil
	case err != nil:
		return err
	case old == nil:
		old = []byte{}
	}
	f.Workbook = p.cut(f)
	was := c.Earlier.file(f.Name)
	earlier, withheld, err := c.earlierRows(f, was)
	if err != nil {
		p.unwritten(f.Name, was, mergeProblem(f.Name, err))
		return nil
	}
	content, rows, err := form.Merge(old, f.Name, *f.Workbook, form.MergeOptions{Keys: f.Keys, Header: c.header, Earlier: earlier,
		Sheet: func(sheet string) string { return sheetOf(c.Study, f.Name, sheet) }})
	if err != nil {
		p.unwritten(f.Name, was, mergeProblem(f.Name, err))
		return nil
	}
	out, w := tally(f, rows, was)
	for sheet, of := range withheld {
		for key, hash := range of {
			w.own(sheet, key, hash)
		}
	}
	switch {
	case content != nil && old == nil:
		out.Outcome = Created
	case content != nil:
		out.Outcome = Extended
	}
	out.Content = content
	p.Outputs = append(p.Outputs, out)
	if w.SHA256 = hashOf(old); content != nil {
		w.SHA256 = hashOf(content)
	}
	if len(w.Rows)+len(w.Shared) > 0 {
		p.Record.Files = append(p.Record.Files, w)
	}
	return nil
}

// unwritten is a file that rows cannot be added to.
func (p *Plan) unwritten(name string, was *Written, why coding.Problem) {
	p.Problems = append(p.Problems, why)
	p.Record.Unwritten = append(p.Record.Unwritten, name)
	if was != nil {
		p.Record.Files = append(p.Record.Files, *was)
	}
}

// earlierRows are those of the earlier import that may be updated, or removed where the file lacks them: by sheet and key, with
// their hashes. Those that another import counts on may be updated and not removed; where the file lacks them they are withheld,
// and stay the import's own. nil without an earlier import.
func (c *Context) earlierRows(f File, was *Written) (earlier, withheld map[string]map[string]string, err error) {
	if was == nil {
		return nil, nil, nil
	}
	var wanted map[[2]string]bool // asked for when a row is shared
	earlier, withheld = map[string]map[string]string{}, map[string]map[string]string{}
	for sheet, rows := range was.Rows {
		earlier[sheet], withheld[sheet] = map[string]string{}, map[string]string{}
		for key, hash := range rows {
			to := earlier
			if c.othersNeed(func(r *Record) bool { return r.file(f.Name).needs(sheet, key) }) {
				if wanted == nil {
					if wanted, err = keysOf(f); err != nil {
						return nil, nil, err
					}
				}
				if !wanted[[2]string{sheet, key}] {
					to = withheld
				}
			}
			to[sheet][key] = hash
		}
	}
	return earlier, withheld, nil
}

// othersNeed reports whether one of the study's other imports does.
func (c *Context) othersNeed(does func(*Record) bool) bool {
	return slices.ContainsFunc(c.Others, does)
}

// keysOf are the keys, with their sheets, of the rows to be added.
func keysOf(f File) (map[[2]string]bool, error) {
	out := map[[2]string]bool{}
	if len(f.Workbook.Sheets) == 0 {
		return out, nil
	}
	_, rows, err := form.Merge(nil, f.Name, *f.Workbook, form.MergeOptions{Keys: f.Keys})
	for _, r := range rows {
		out[[2]string{r.Sheet, r.Key}] = true
	}
	return out, err
}

// tally is what became of the rows of a file: for the receipt, and for the record.
func tally(f File, rows []form.MergedRow, was *Written) (Output, Written) {
	out := Output{Path: f.Name, Outcome: Unchanged, Count: map[string]int{}}
	w := Written{Path: f.Name, Rows: map[string]map[string]string{}, Shared: map[string][]string{}}
	for _, r := range rows {
		own, ours := "", false
		if was != nil {
			own, ours = was.Rows[r.Sheet][r.Key]
		}
		switch {
		case r.Outcome == form.RowAdded, r.Outcome == form.RowUpdated, r.Outcome == form.RowSame && ours:
			w.own(r.Sheet, r.Key, r.Hash)
		case r.Outcome == form.RowRemoved:
		case ours:
			w.own(r.Sheet, r.Key, own) // still known as edited, or as removed by a person
		default:
			w.Shared[r.Sheet] = append(w.Shared[r.Sheet], r.Key)
			if f.Quiet && !f.Loud[[2]string{r.Sheet, r.Key}] && r.Outcome == form.RowKept {
				r.Outcome = form.RowSame
			}
		}
		if slices.Contains(f.Beside, r.Sheet) {
			continue
		}
		out.Count[r.Outcome]++
		if r.Outcome != form.RowSame {
			out.Rows = append(out.Rows, r)
		}
	}
	for _, keys := range w.Shared {
		slices.Sort(keys)
	}
	return out, w
}

func (w *Written) own(sheet, key, hash string) {
	if w.Rows[sheet] == nil {
		w.Rows[sheet] = map[string]string{}
	}
	w.Rows[sheet][key] = hash
}

// header tells a field by what the study's reader understands.
func (c *Context) header(sheet, header string) string {
	if c.Field == nil {
		return ""
	}
	if sheet == "items" {
		sheet = "instrument"
	}
	return c.Field(sheet, header)
}

// sheetOf is the kind that the study's reader took a sheet for.
func sheetOf(s *coding.Study, file, sheet string) string {
	for i := range s.Receipts {
		if r := &s.Receipts[i]; r.File == file && r.Sheet == sheet {
			if r.What == "instrument" {
				return "items"
			}
			return r.What
		}
	}
	return ""
}

// mergeProblem words why rows cannot be added to a file.
func mergeProblem(name string, err error) coding.Problem {
	var e *form.MergeError
	switch {
	case errors.As(err, &e):
		return coding.Problem{Pos: coding.Pos{File: name, Sheet: e.Sheet}, Code: "import.merge", Args: append([]string{e.Code}, e.Args...)}
	case errors.Is(err, form.ErrNotWorkbook):
		return coding.Problem{Pos: coding.Pos{File: name}, Code: "import.not_workbook"}
	}
	return coding.Problem{Pos: coding.Pos{File: name}, Code: "import.failed", Args: []string{err.Error()}}
}
