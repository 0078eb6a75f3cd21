package pass

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// Reasons for which a whole file is left out; its rows and codes are counted under them.
const (
	reasonSameFile   = "same_file"
	reasonTwoFiles   = "two_files_one_coder"
	reasonTwoSheets  = "two_sheets"
	reasonUnreadable = "unreadable"
)

// returnedFile is one file on its way.
type returnedFile struct {
	Returned
	rec      Reconciliation
	seal     returnedSeal
	dealHash string // of the deal that is collected
	sheets   []*returnedSheet
	notes    []coding.ReceiptNote // on the sheets
	coder    int                  // index in the deal's coders, -1
	fault    string               // why the whole file is left out
}

// collector holds what the files share.
type collector struct {
	deal    *Deal
	options CollectOptions
	index   *dealIndex
	codes   *codeRegister
	periods *periodNames
	now     Book
	changed map[string]bool // codes whose definition is not the one that was dealt
	out     *Collection
}

// Collect reads what came back from the coders of a deal. Nothing is refused silently and nothing is lost: every row with any
// content and every code of each file is taken into the coder's layer or counted by the reason why it was left out, and the
// units that did not come back are listed.
//
// A coding sheet is known by its headers, whatever it is called and in whatever order its columns stand. A row is anchored to
// a dealt unit by its id and its text together; where the two do not agree, by the text if exactly one unit of the coder has
// it, by the id if the text was edited a little, and without an id by the nearest text if none other comes near. Rows that
// could be two units are left out with both named. The study's present codebook decides which codes are taken; study may be
// nil, then the book of the deal does.
//
// The error is that of the context, or says that there is no deal; everything else is a problem of the collection.
func Collect(ctx context.Context, deal *Deal, study *coding.Study, files []Returned, o CollectOptions) (*Collection, error) {
	if deal == nil {
		return nil, errors.New("pass: no deal to collect")
	}
	c := newCollector(deal, study, o)
	list := make([]*returnedFile, len(files))
	for i := range files {
		list[i] = &returnedFile{Returned: files[i], coder: -1, dealHash: c.out.DealHash,
			rec: Reconciliation{File: files[i].Name, SHA256: files[i].SHA256}}
	}
	slices.SortStableFunc(list, func(a, b *returnedFile) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.SHA256, b.SHA256), strings.Compare(a.Coder, b.Coder))
	})
	readFiles(ctx, list)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for i, f := range list {
		c.open(f, list[:i])
	}
	c.oneFileEach(list)
	layers := make([]*Layer, len(deal.Coders))
	for i, f := range list {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if layer := c.take(f); layer != nil {
			layers[f.coder] = layer
		}
		f.sheets = nil // the cells may go
		c.out.Files = append(c.out.Files, f.rec)
		if o.Progress != nil {
			o.Progress(i+1, len(list))
		}
	}
	for i, l := range layers {
		if l != nil {
			c.out.Layers = append(c.out.Layers, *l)
		} else {
			c.out.Waiting = append(c.out.Waiting, deal.Coders[i].Name)
		}
	}
	c.unusedRenames()
	sortProblems(c.out.Problems)
	return c.out, nil
}

func newCollector(deal *Deal, study *coding.Study, o CollectOptions) *collector {
	c := &collector{deal: deal, options: o, index: newDealIndex(deal), now: deal.Book, changed: map[string]bool{}}
	if study != nil && (study.Codebook != nil || study.Framework != nil) {
		c.now = BookOf(study)
	}
	var framework *coding.Framework
	if study != nil {
		framework = study.Framework
	}
	c.codes = newCodeRegister(&c.now, &deal.Book, framework, o.Rename)
	c.periods = newPeriodNames(study, deal)
	c.out = &Collection{Pass: deal.Pass, DealHash: deal.Hash(), Renames: maps.Clone(o.Rename)}
	dealt := map[string]*coding.Code{}
	for i := range deal.Book.Codes {
		dealt[deal.Book.Codes[i].ID] = &deal.Book.Codes[i]
	}
	for i := range c.now.Codes {
		k := &c.now.Codes[i]
		if old := dealt[k.ID]; old != nil && (old.Definition != k.Definition || old.Include != k.Include || old.Exclude != k.Exclude) {
			c.changed[k.ID] = true
		}
	}
	return c
}

func (c *collector) problem(pos coding.Pos, code, suggestion string, args ...string) {
	for i := range args {
		args[i] = strings.Clone(args[i])
	}
	pos.File, pos.Sheet = strings.Clone(pos.File), strings.Clone(pos.Sheet)
	c.out.Problems = append(c.out.Problems, coding.Problem{Pos: pos, Code: code, Args: args, Suggestion: suggestion})
}

// readFiles reads the seals and the coding sheets of the files, several files at a time.
func readFiles(ctx context.Context, list []*returnedFile) {
	var all sync.WaitGroup
	room := make(chan struct{}, max(1, runtime.GOMAXPROCS(0)))
	met := map[*sheet.Book]bool{}
	for _, f := range list {
		if f.Book == nil || f.Err != nil {
			continue
		}
		if met[f.Book] { // a book is read by one at a time
			all.Wait()
		}
		met[f.Book] = true
		room <- struct{}{}
		all.Go(func() {
			defer func() { <-room }()
			if ctx.Err() != nil {
				return
			}
			var name string
			f.seal, name = sealOf(f.Book)
			f.sheets, f.notes = codingSheets(f.Book, name)
		})
	}
	all.Wait()
}

// open decides what a file that was read is, and whose; earlier are the files before it. What keeps the file out is its
// fault.
func (c *collector) open(f *returnedFile, earlier []*returnedFile) {
	at := coding.Pos{File: f.Name}
	if f.Err != nil || f.Book == nil {
		err := f.Err
		if err == nil {
			err = &sheet.ReadError{File: f.Name, Code: "sheet.error.empty"}
		}
		c.problem(at, "unreadable_file", "", readFault(err)...)
		f.fault = reasonUnreadable
		return
	}
	f.rec.Notes = append(f.Book.Notes(), f.notes...)
	sheets := f.sheets
	var err error
	if len(sheets) > 0 {
		f.rec.Sheet, err = sheets[0].name, sheets[0].unreadable
	}
	if f.SHA256 != "" {
		for _, e := range earlier {
			if strings.EqualFold(e.SHA256, f.SHA256) {
				f.rec.Notes = append(f.rec.Notes, noteOf("collect.note.same_file", e.Name))
				f.fault = reasonSameFile
				return
			}
		}
	}
	switch {
	case err != nil:
		c.problem(at, "unreadable_file", "", readFault(err)...)
		f.fault = reasonUnreadable
		return
	case len(sheets) == 0:
		c.problem(at, "collect.no_sheet", "", bilingualField("segment_id"), bilingualField("text"))
		f.fault = "no_sheet"
		return
	}
	if p := f.owner(c.deal); p != nil {
		c.out.Problems = append(c.out.Problems, *p)
		f.fault = strings.TrimPrefix(p.Code, "collect.")
		return
	}
	f.rec.Coder = c.deal.Coders[f.coder].Name
	if len(sheets) > 1 {
		at.Sheet = sheets[1].name
		c.problem(at, "collect.two_sheets", "", sheets[0].name, sheets[1].name)
		f.fault = reasonTwoSheets
	}
}

// oneFileEach leaves out every file of a coder who has several.
func (c *collector) oneFileEach(list []*returnedFile) {
	for k := range c.deal.Coders {
		var mine []*returnedFile
		for _, f := range list {
			if f.coder == k && (f.fault == "" || f.fault == reasonTwoSheets) {
				mine = append(mine, f)
			}
		}
		if len(mine) < 2 {
			continue
		}
		code := reasonTwoFiles
		for _, f := range mine[1:] {
			if f.seal.found && mine[0].seal.found && nameKey(f.seal.coder) != nameKey(mine[0].seal.coder) {
				code = "two_coders_one_name"
			}
		}
		for i, f := range mine {
			other := mine[0]
			if i == 0 {
				other = mine[1]
			}
			name := c.deal.Coders[k].Name
			if code == reasonTwoFiles {
				c.problem(coding.Pos{File: f.Name}, "collect."+code, "", name, other.Name, f.Name)
			} else {
				c.problem(coding.Pos{File: f.Name}, "collect."+code, "", name, f.seal.coder, other.Name, other.seal.coder)
			}
			f.fault = code
		}
	}
}

// unusedRenames tells the renames that matched nothing, and those whose new name is no code.
func (c *collector) unusedRenames() {
	var keys []string
	for k := range c.codes.rename {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		switch r := c.codes.rename[k]; {
		case r.code < 0:
			c.problem(coding.Pos{}, "collect.rename_target", c.codes.nearest(r.to), r.old, r.to)
		case r.uses == 0:
			c.out.Notes = append(c.out.Notes, noteOf("collect.note.rename_unused", r.old, r.to))
		}
	}
}

// take reads the rows of a file into a layer; nil for a file that is left out, whose rows and codes are counted.
func (c *collector) take(f *returnedFile) *Layer {
	for _, s := range f.sheets {
		s.cols.fillBare(c.deal.Slots, s.filled, func(col int) bool { return c.holdsCode(s, col) })
	}
	if f.fault != "" {
		for _, s := range f.sheets {
			c.leaveOut(f, s)
		}
		return nil
	}
	t := newTaking(c, f, f.sheets[0])
	t.tellColumns()
	t.rows()
	return t.layer()
}

func (c *collector) holdsCode(s *returnedSheet, col int) bool {
	for _, r := range s.rows {
		cell := r.Cell(col)
		if cell.Blank() || cell.Merged {
			continue
		}
		for _, p := range c.codes.parts(cell.Text) {
			if p.code >= 0 {
				return true
			}
		}
	}
	return false
}

// leaveOut counts the rows and codes of a file that is not taken.
func (c *collector) leaveOut(f *returnedFile, s *returnedSheet) {
	codes := 0
	for _, r := range s.rows {
		for _, k := range s.cols.slots {
			codes += len(c.codesOfCell(r.Cell(k.code)))
		}
	}
	f.rec.In += len(s.rows)
	f.rec.CodesIn += codes
	f.rec.Rejected = addReason(f.rec.Rejected, f.fault, len(s.rows))
	f.rec.CodesRejected = addReason(f.rec.CodesRejected, f.fault, codes)
	if len(s.rows) > 0 {
		f.rec.Events = append(f.rec.Events, Event{Pos: coding.Pos{File: f.Name, Sheet: s.name}, Outcome: OutcomeRejected, Reason: f.fault})
	}
}

func addReason(list []coding.ReasonCount, reason string, n int) []coding.ReasonCount {
	if n == 0 {
		return list
	}
	for i := range list {
		if list[i].Reason == reason {
			list[i].Count += n
			return list
		}
	}
	return append(list, coding.ReasonCount{Reason: reason, Count: n})
}

// codesOfCell takes the content of a code cell apart. A formula without a value and a formula's error are parts of their own.
func (c *collector) codesOfCell(cell sheet.Cell) []codePart {
	switch {
	case cell.Kind == sheet.Error:
		return []codePart{{typed: cell.Text, code: -1, reason: "cell_error", args: []string{cell.Text}}}
	case cell.Kind == sheet.Empty && cell.Formula:
		return []codePart{{code: -1, reason: "formula_without_value"}}
	case cell.Blank():
		return nil
	}
	return c.codes.parts(cell.Text)
}
