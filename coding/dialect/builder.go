package dialect

import (
	"errors"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// mark is what one row of a file says: a stretch of a document with the codes that one coder gave it.
type mark struct {
	pos       coding.Pos // the row
	group     string
	document  string
	coder     string
	pass      string
	segment   string // the file's own id of the segment, where it has one
	text      string
	place     string // where in the document, as the file has it
	speaker   string
	period    string
	memo      string
	intensity int
	direction int
	hasDir    bool
	state     coding.State
	hasState  bool
	from, to  int    // code points of the transcript; to 0: not known
	doc       int    // whose text that is: place in builder.docs, from 1
	number    string // the file's own of the passage, where it gives no places
	perCode   bool   // the number is that of a code of the passage
	links     []string
	part      bool // it marks a part of its segment, whose text is that of the unit
	codes     []given
	reviewed  bool // no code: the coder saw it and gave none
	attrs     coding.Attrs
	receipt   *tally // where the row is counted
}

// given is a code of a mark.
type given struct {
	path      []string
	col       int
	memo      string
	intensity int
}

// tally is a receipt in the making.
type tally struct {
	coding.Receipt
	excluded, rejected map[string]int
}

// builder gathers marks and codes, then settles what they are called.
type builder struct {
	file     *opened
	opts     Options
	receipt  coding.Receipt // of the sheet being read: rows, missing, notes
	current  *tally
	more     []*tally
	noted    map[string]int // notes counted, by code and arguments
	order    []coding.ReceiptNote
	marks    []mark
	codes    tree
	docs     []document        // what is known of documents beside their marks
	units    []unit            // segments that stand for themselves, whoever marked in them
	docIDs   map[string]string // ids that the file gives, by docKey
	settled  map[string]string // ids of interviews as settled, by docKey
	caseIDs  map[string]string // by the case's name
	called   map[string]string // coders by another name than the file's
	cases    []coding.Case
	problems []coding.Problem
	isKnown  map[string]bool // whether a cell is a code as a whole
	why      []coding.ReceiptNote
	asked    []coding.ReceiptNote
}

// unit is a segment that the file names as one.
type unit struct {
	pos             coding.Pos
	group, document string
	id              string
	text            string
	speaker, period string
}

// document is a document of a file.
type document struct {
	group, name string
	pos         coding.Pos
	attrs       coding.Attrs
	text        string
	hasText     bool
	base        string // its name, where it has another to tell it from others
	other       bool   // the study has another document of the name
}

func newBuilder(f *opened, o Options) *builder {
	b := &builder{file: f, opts: o, codes: newTree(), isKnown: map[string]bool{}, docIDs: map[string]string{}, caseIDs: map[string]string{}}
	b.begin()
	return b
}

func (b *builder) begin() {
	b.current = &tally{excluded: map[string]int{}, rejected: map[string]int{}}
	b.noted, b.order = map[string]int{}, nil
}

// done ends the sheet being read.
func (b *builder) done() *tally {
	t := b.current
	for _, n := range b.order {
		n.Args = append(slices.Clone(n.Args), strconv.Itoa(b.noted[noteKey(n)]))
		b.receipt.Notes = append(b.receipt.Notes, n)
	}
	t.Receipt = b.receipt
	b.begin()
	return t
}

func noteKey(n coding.ReceiptNote) string { return n.Code + "\x00" + strings.Join(n.Args, "\x00") }

// note tells something about the sheet once.
func (b *builder) note(code string, args ...string) {
	b.receipt.Notes = append(b.receipt.Notes, coding.ReceiptNote{Code: code, Args: args})
}

// count counts something; the note's last argument is the count.
func (b *builder) count(code string, args ...string) {
	n := coding.ReceiptNote{Code: code, Args: args}
	k := noteKey(n)
	if b.noted[k]++; b.noted[k] == 1 {
		b.order = append(b.order, n)
	}
}

func (b *builder) problem(pos coding.Pos, code, suggestion string, args ...string) {
	b.problems = append(b.problems, coding.Problem{Pos: pos, Code: code, Args: args, Suggestion: suggestion})
}

// reject leaves a row out with a problem at its cell.
func (b *builder) reject(pos coding.Pos, code string, args ...string) {
	b.problem(pos, code, "", args...)
	b.current.rejected[code]++
}

// exclude leaves a row out by a rule.
func (b *builder) exclude(reason string) { b.current.excluded[reason]++ }

// unreadable tells where reading a sheet stopped; what was read before stays.
func (b *builder) unreadable(t *table, err error) {
	var e *sheet.ReadError
	args := []string{"sheet.error.unreadable", err.Error()}
	if errors.As(err, &e) {
		args = append([]string{e.Code}, e.Args...)
	}
	b.problem(coding.Pos{File: b.file.name, Sheet: t.page.Name}, "unreadable_file", "", args...)
}

// add takes a row that has passed.
func (b *builder) add(m mark) {
	m.receipt = b.current
	b.marks = append(b.marks, m)
}

// settle names documents, codes and segments, and makes the records. first is the receipt of the main sheet.
func (b *builder) settle(first *tally) *Import {
	im := &Import{Cases: b.cases, Questions: b.asked}
	docs := b.documents()
	b.settled = docs
	b.relocate(docs)
	cases := b.namedCases(im)
	for _, m := range b.marks {
		for _, g := range m.codes {
			b.codes.add(g.path, coding.Pos{File: m.pos.File, Sheet: m.pos.Sheet, Row: m.pos.Row, Col: g.col}, true)
		}
	}
	b.settleCodes(im)

	interviews := map[string]int{} // place in im.Interviews, from 1
	interview := func(group, name string, pos coding.Pos) string {
		id := docs[docKey(group, name)]
		if id != "" && id != "-" && interviews[id] == 0 {
			interviews[id] = len(im.Interviews) + 1
			c := cases[group]
			if c == "" {
				c = b.opts.Map.value("case")
			}
			im.Interviews = append(im.Interviews, coding.Interview{Pos: pos, ID: id, Case: c, Characters: -1, Words: -1, Attrs: coding.Attrs{"name": name}})
		}
		return id
	}
	for _, d := range b.docs {
		if d.other {
			continue
		}
		id := interview(d.group, d.name, d.pos)
		if id == "" || id == "-" {
			continue
		}
		iv := &im.Interviews[interviews[id]-1]
		for k, v := range d.attrs {
			if _, taken := iv.Attrs[k]; !taken {
				iv.Attrs[k] = v
			}
		}
		if d.hasText && !slices.ContainsFunc(im.Transcripts, func(t Transcript) bool { return t.ID == id }) {
			im.Transcripts = append(im.Transcripts, Transcript{ID: id, Text: d.text})
		}
	}
	b.layers(im, interview)
	if len(im.Codings) > 0 && !slices.ContainsFunc(im.Interviews, func(iv coding.Interview) bool { return iv.Case != "" }) {
		im.Questions = append(im.Questions, coding.ReceiptNote{Code: "dialect.ask_case", Args: []string{strconv.Itoa(len(im.Interviews))}})
	}
	im.Why = b.why
	im.found = b.file.found
	im.Receipt = first.closed()
	for _, t := range b.more {
		im.More = append(im.More, t.closed())
	}
	return im
}

// closed turns the counts into the receipt's lists, sorted by reason.
func (t *tally) closed() coding.Receipt {
	r := t.Receipt
	r.Excluded = append(r.Excluded, reasons(t.excluded)...)
	r.Rejected = append(r.Rejected, reasons(t.rejected)...)
	return r
}

func reasons(counts map[string]int) []coding.ReasonCount {
	var out []coding.ReasonCount
	for k, n := range counts {
		out = append(out, coding.ReasonCount{Reason: k, Count: n})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Reason < out[j].Reason })
	return out
}
