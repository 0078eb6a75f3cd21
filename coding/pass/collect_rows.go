package pass

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/sheet"
)

// taking is one file's rows on their way into a layer.
type taking struct {
	*collector
	file     *returnedFile
	sheet    *returnedSheet
	rec      *Reconciliation
	units    *coderUnits
	states   []unitState // by place in the coder's order
	rejected reasonTally // rows
	refused  reasonTally // codes
	inCell   int         // cells with several codes
	spelled  int         // codes not written as the drop-down offers them
	used     map[int]int // codes taken
}

// unitState is what the rows of a unit gave so far.
type unitState struct {
	rows     int
	reviewed bool // marked, or given a code
	firstRow int  // row of the first of them
	period   string
	periodAt int
	codes    []takenCode
	memos    []string
	links    []string
	refused  int // codes left out
}

type takenCode struct {
	form.LayerCode
	row, col int
}

func newTaking(c *collector, f *returnedFile, s *returnedSheet) *taking {
	return &taking{collector: c, file: f, sheet: s, rec: &f.rec, units: c.index.of(f.coder), rejected: reasonTally{}, refused: reasonTally{}, used: map[int]int{}}
}

func (t *taking) pos(row, col int) coding.Pos {
	if t.sheet.name == "" {
		col = 0 // a text file has lines
	}
	return coding.Pos{File: t.file.Name, Sheet: t.sheet.name, Row: row, Col: col}
}

func (t *taking) note(n coding.ReceiptNote) { t.rec.Notes = append(t.rec.Notes, n) }

// event lists something about a row or a cell; u is the unit, -1 for none.
func (t *taking) event(row, col int, u int32, outcome, reason, held string, args ...string) {
	e := Event{Pos: t.pos(row, col), Outcome: outcome, Reason: reason, Held: strings.Clone(held)}
	for _, a := range args {
		e.Args = append(e.Args, strings.Clone(a))
	}
	if u >= 0 {
		e.Interview, e.Segment = t.deal.Units[u].Interview, t.deal.Units[u].ID
	}
	t.rec.Events = append(t.rec.Events, e)
}

// tellColumns notes how the sheet was understood.
func (t *taking) tellColumns() {
	s := t.sheet
	if s.name != "" && s.name != "coding" && s.name != "编码" {
		t.note(noteOf("collect.note.sheet_renamed", s.name))
	}
	for _, n := range s.notes {
		t.note(n)
	}
	for _, field := range []string{"interview_id", "segment_id", "text", "reviewed", "period", "link_to", "memo"} {
		if !s.cols.has(field) {
			t.note(noteOf("collect.note.no_column", bilingualField(field)))
		}
	}
	if !s.cols.hasCode() {
		t.problem(t.pos(s.headerRow, 0), "collect.no_code_column", "", bilingualField("code"))
	}
	for _, k := range s.cols.slots {
		if k.code == 0 {
			t.note(noteOf("collect.note.no_column", slotName("code", k.number)))
		}
	}
	for _, b := range s.cols.blanks {
		t.note(noteOf("collect.note.header_told", coding.ColumnName(b.col), b.field))
	}
	for _, col := range append(append([]int(nil), s.cols.spare...), s.cols.bare...) {
		if n := s.filled[col]; n > 0 {
			t.note(countNote("collect.note.column_left", n, s.cols.headerOrLetter(col)))
		}
	}
	if t.file.seal.bookHash != "" && t.file.seal.bookHash != t.deal.Book.Hash {
		t.note(noteOf("collect.note.sealed_codebook", t.file.seal.version, t.deal.Book.Version))
	}
	if t.now.Hash != t.deal.Book.Hash {
		t.note(noteOf("collect.note.codebook_changed", t.deal.Book.Version, t.now.Version))
	}
}

// rows anchors the rows and takes what they hold.
func (t *taking) rows() {
	t.rec.Taken = true
	t.states = make([]unitState, len(t.units.order))
	anchors, respelled := t.units.anchorRows(t.sheet)
	var places []int32
	for i, r := range t.sheet.rows {
		a := &anchors[i]
		t.row(r, a)
		if a.unit >= 0 {
			places = append(places, t.units.place[a.unit])
		}
	}
	t.rec.In = len(t.sheet.rows)
	t.rec.Rejected, t.rec.CodesRejected = t.rejected.list(), t.refused.list()
	if moved := outOfOrder(places); moved > 0 {
		t.note(countNote("collect.note.order_changed", moved))
	}
	if respelled > 0 {
		t.note(countNote("collect.note.ids_respelled", respelled))
	}
	if t.inCell > 0 {
		t.note(countNote("collect.note.codes_in_a_cell", t.inCell))
	}
	if t.spelled > 0 {
		t.note(countNote("collect.note.codes_spelled", t.spelled))
	}
}

// outOfOrder is the least number of rows that must move for the rest to stand in the dealt order.
func outOfOrder(places []int32) int {
	var tails []int32 // the lowest end of a rising sequence of each length
	for _, p := range places {
		at := sort.Search(len(tails), func(i int) bool { return tails[i] > p })
		if at == len(tails) {
			tails = append(tails, p)
		} else {
			tails[at] = p
		}
	}
	return len(places) - len(tails)
}

// rowContent is what a row holds beside its unit.
type rowContent struct {
	slots   []slotContent
	mark    string // of reviewed: "", yes, no, unknown
	memo    string
	link    string
	period  string
	carries bool // anything of it that a coder typed, prefilled periods apart
	codes   int
}

type slotContent struct {
	slotColumns
	parts  []codePart
	rating rating
	merged bool
}

func (t *taking) content(r sheet.Row) rowContent {
	cols := t.sheet.cols
	var c rowContent
	for _, s := range cols.slots {
		cell := r.Cell(s.code)
		k := slotContent{slotColumns: s, parts: t.codesOfCell(cell), rating: ratingOf(r, s), merged: cell.Merged}
		if len(k.parts) > 0 || k.rating.given {
			c.slots = append(c.slots, k)
			c.carries = true
			c.codes += len(k.parts)
		}
	}
	if cell := r.Cell(cols.at["reviewed"]); !cell.Blank() {
		switch k := wordKey(cell.Text); {
		case yesWords[k]:
			c.mark, c.carries = "yes", true
		case noWords[k]:
			c.mark = "no"
		default:
			c.mark, c.carries = "unknown", true
		}
	}
	c.memo, c.link, c.period = cellText(r.Cell(cols.at["memo"])), cellText(r.Cell(cols.at["link_to"])), cellText(r.Cell(cols.at["period"]))
	c.carries = c.carries || c.memo != "" || c.link != ""
	return c
}

// held writes what a row holds as a person would read it.
func (c *rowContent) held() string {
	var parts []string
	for _, s := range c.slots {
		for _, p := range s.parts {
			text := p.typed
			if s.rating.given {
				text += " (" + ratingText(s.rating.code) + ")"
			}
			parts = append(parts, text)
		}
	}
	for _, s := range []string{c.link, c.memo} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "; ")
}

// row takes one row.
func (t *taking) row(r sheet.Row, a *anchor) {
	c := t.content(r)
	t.rec.CodesIn += c.codes
	if a.unit < 0 {
		t.rejectRow(r, a, &c)
		return
	}
	u := &t.states[t.units.place[a.unit]]
	u.rows++
	if u.rows == 1 {
		u.firstRow = r.Number
	}
	reviewed := c.codes > 0 || c.mark == "yes" || t.options.BlankReviewed
	outcome := a.outcome
	switch {
	case !reviewed:
		outcome = OutcomeUnreviewed
		t.rec.Unreviewed++
	case a.outcome == OutcomeReanchored:
		t.rec.Reanchored++
	default:
		t.rec.Matched++
	}
	if a.reason != "" {
		var args []string
		if a.pasted >= 0 {
			args = []string{t.units.name(a.pasted)}
		}
		t.event(r.Number, 0, a.unit, outcome, a.reason, c.held(), args...)
	}
	if u.rows > 1 {
		t.event(r.Number, 0, a.unit, outcome, reasonExtraRow, c.held(), strconv.Itoa(u.firstRow))
	}
	if c.mark == "unknown" {
		at, cell := t.sheet.cols.at["reviewed"], r.Cell(t.sheet.cols.at["reviewed"])
		t.problem(t.pos(r.Number, at), "collect.bad_mark", "", cellText(cell))
		t.event(r.Number, at, a.unit, OutcomeLeftOut, "bad_mark", cellText(cell))
	}
	if !reviewed && (c.memo != "" || c.link != "") {
		t.event(r.Number, 0, a.unit, OutcomeUnreviewed, "memo_unreviewed", c.held())
	}
	if c.mark == "yes" || t.options.BlankReviewed {
		u.reviewed = true
	}
	if c.memo != "" {
		u.memos = appendNew(u.memos, c.memo)
	}
	if c.link != "" {
		u.links = appendNew(u.links, c.link)
	}
	t.periodOf(r, a, u, &c)
	for i := range c.slots {
		t.slot(r, a, u, &c.slots[i])
	}
}

func appendNew(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, strings.Clone(s))
}

// rejectRow leaves a row out. It is a problem when the row carries anything that a coder typed.
func (t *taking) rejectRow(r sheet.Row, a *anchor, c *rowContent) {
	cols := t.sheet.cols
	fields, filled := headerScore(r)
	switch {
	case fields >= 2 && fields*2 >= filled:
		a.reason = reasonHeaderAgain
		t.rec.CodesIn -= c.codes // its own headers are no codes
		c.codes = 0
	case isExampleRow(r.Cell(cols.at["interview_id"])) || isExampleRow(r.Cell(cols.at["segment_id"])):
		a.reason = reasonExampleDropped
	case a.reason == reasonNoUnit && !c.carries, a.reason == reasonUnanchored && !c.carries && len(a.args) == 0:
		a.reason = reasonStrayRow
	case c.carries:
		t.problem(t.pos(r.Number, 0), "collect."+a.reason, "", strings.Join(a.args, ", "), c.held())
	}
	t.rejected[a.reason]++
	if c.codes > 0 {
		t.refused[a.reason] += c.codes
	}
	held := c.held()
	if held == "" {
		held = rowText(r)
	}
	t.event(r.Number, 0, -1, OutcomeRejected, a.reason, held, strings.Join(a.args, ", "))
}

func isExampleRow(c sheet.Cell) bool {
	s := strings.ToUpper(sheet.Fold(c.Text))
	return strings.HasPrefix(s, "例-") || strings.HasPrefix(s, "EXAMPLE-")
}

// rowText is the beginning of what a row holds.
func rowText(r sheet.Row) string {
	const most = 80
	var parts []string
	for _, c := range r.Cells {
		if !c.Blank() {
			parts = append(parts, cellText(c))
		}
	}
	rs := []rune(strings.Join(parts, " "))
	if len(rs) > most {
		return string(rs[:most]) + "…"
	}
	return string(rs)
}

// periodOf takes the period of a row.
func (t *taking) periodOf(r sheet.Row, a *anchor, u *unitState, c *rowContent) {
	if c.period == "" {
		return
	}
	at := t.sheet.cols.at["period"]
	name, ok := t.periods.find(c.period)
	if own := t.deal.Units[a.unit].Period; c.period == own || own != "" && slices.Contains(likePeriod(own), c.period) {
		name, ok = own, true
	}
	switch {
	case !ok:
		t.problem(t.pos(r.Number, at), "collect.unknown_period", "", t.periods.offered(), c.period)
		t.event(r.Number, at, a.unit, OutcomeLeftOut, "unknown_period", c.period)
	case u.period == "":
		u.period, u.periodAt = strings.Clone(name), r.Number
	case u.period != name:
		t.problem(t.pos(r.Number, at), "collect.two_periods", "", t.units.name(a.unit), name, u.period, strconv.Itoa(u.periodAt))
		t.event(r.Number, at, a.unit, OutcomeLeftOut, "two_periods", c.period, u.period, strconv.Itoa(u.periodAt))
	}
}

// slot takes the codes of one slot of a row with their ratings.
func (t *taking) slot(r sheet.Row, a *anchor, u *unitState, s *slotContent) {
	for _, f := range s.rating.problems {
		t.problem(t.pos(r.Number, f.col), f.code, f.suggestion, f.args...)
		t.event(r.Number, f.col, a.unit, OutcomeLeftOut, strings.TrimPrefix(f.code, "collect."), f.held, f.args...)
	}
	for _, f := range s.rating.notes {
		t.event(r.Number, f.col, a.unit, OutcomeNoted, f.code, f.held, f.args...)
	}
	if len(s.parts) == 0 {
		if s.rating.given {
			held := ratingText(s.rating.code)
			t.problem(t.pos(r.Number, s.rating.first), "collect.rating_without_code", "", held)
			t.event(r.Number, s.rating.first, a.unit, OutcomeLeftOut, "rating_without_code", held)
		}
		return
	}
	if len(s.parts) > 1 {
		t.inCell++
		if s.rating.given {
			t.event(r.Number, s.code, a.unit, OutcomeNoted, "rating_shared", cellText(r.Cell(s.code)), ratingText(s.rating.code))
		}
	}
	if s.merged {
		t.event(r.Number, s.code, a.unit, OutcomeNoted, "merged_code", cellText(r.Cell(s.code)))
	}
	for i := range s.parts {
		t.code(r, a, u, s, &s.parts[i])
	}
}

// code takes one code.
func (t *taking) code(r sheet.Row, a *anchor, u *unitState, s *slotContent, p *codePart) {
	refuse := func(reason string) {
		t.refused[reason]++
		t.event(r.Number, s.code, a.unit, OutcomeCodeRejected, reason, p.typed, p.args...)
	}
	if p.reason != "" {
		code, args, suggestion := "collect."+p.reason, p.args, p.suggestion
		switch p.reason {
		case "unknown_code":
			args = []string{p.typed}
		case "retired_code":
			if suggestion == "" && len(p.args) > 1 && p.args[1] != "" {
				code = "collect.split_code"
			}
		case "heading":
			args = []string{p.typed}
		}
		t.problem(t.pos(r.Number, s.code), code, suggestion, append([]string(nil), args...)...)
		u.refused++
		refuse(p.reason)
		return
	}
	id := t.codes.codes[p.code].id
	given := s.rating.code
	given.Code = id
	if p.renamed != nil {
		p.renamed.uses++
		t.event(r.Number, s.code, a.unit, OutcomeRenamed, "renamed", p.typed, p.renamed.old, id)
	}
	if p.telling != "" {
		t.event(r.Number, s.code, a.unit, OutcomeNoted, p.telling, p.typed, id)
	}
	if p.spelled {
		t.spelled++
	}
	u.reviewed = true
	for i := range u.codes {
		had := &u.codes[i]
		if had.Code != id {
			continue
		}
		both, agree := uniteRatings(had.LayerCode, given)
		if !agree {
			place := t.pos(had.row, had.col)
			t.problem(t.pos(r.Number, s.code), "collect.rating_conflict", "", id, t.units.name(a.unit), ratingText(given), ratingText(had.LayerCode), place.Cell())
			t.refused["rating_conflict"]++
			t.event(r.Number, s.code, a.unit, OutcomeCodeRejected, "rating_conflict", p.typed, ratingText(given), ratingText(had.LayerCode), place.Cell())
			return
		}
		had.LayerCode = both
		t.refused["repeated_code"]++
		t.event(r.Number, s.code, a.unit, OutcomeCodeRejected, "repeated_code", p.typed, t.pos(had.row, had.col).Cell())
		return
	}
	u.codes = append(u.codes, takenCode{given, r.Number, s.code})
	t.rec.CodesAccepted++
	t.used[p.code]++
}
