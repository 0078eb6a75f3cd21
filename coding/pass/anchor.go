package pass

import (
	"slices"
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding/sheet"
)

// anchor says which dealt unit a row belongs to, and by what.
type anchor struct {
	unit    int32    // index in Deal.Units, -1 for none
	outcome string   // OutcomeMatched, OutcomeReanchored, OutcomeRejected
	reason  string   // empty for a row matched by its id and its text
	args    []string // of a rejected row: the units it may have meant
	open    []int32  // units whose text it repeats, while which of them is not settled
	pasted  int32    // unit named by its id though its text is another's; -1
}

// Reasons of anchors.
const (
	reasonTextEdited     = "text_edited"       // the id is known, the text was edited a little
	reasonTextMerged     = "text_merged"       // the text is a copy from a merged area, the id alone counts
	reasonTextMissing    = "text_missing"      // the id alone
	reasonIDReplaced     = "id_replaced"       // the text is another unit's than the id says: the text counts
	reasonIDMissing      = "id_missing"        // the text alone, no id
	reasonIDUnknown      = "id_unknown"        // the text alone, an id that was not dealt
	reasonEditedNoID     = "text_edited_no_id" // the text, edited a little, alone
	reasonNeighbours     = "by_neighbours"     // a text that several units have, told by the rows around it
	reasonUnanchored     = "unanchored"        // id and text fit no unit, or different ones
	reasonAmbiguousText  = "ambiguous_text"    // a text that several units have, and nothing tells which
	reasonNoUnit         = "no_unit"           // neither id nor text
	reasonStrayRow       = "stray_row"         // something else than a unit: a note, a sum
	reasonNotDealtHere   = "not_dealt_here"    // a unit that another coder was given
	reasonHeaderAgain    = "header_again"      // the header once more
	reasonExampleDropped = "example"           // an example row
	reasonExtraRow       = "extra_row"         // a further row of a unit
)

// dealIndex finds the units of a deal by id and by text.
type dealIndex struct {
	deal      *Deal
	exact     map[unitKey]int32
	byKey     map[unitKey]int32  // by folded ids; -1 ambiguous
	byCore    map[unitKey]int32  // by ids without leading zeros and marks; -1 ambiguous
	bySegment map[string][]int32 // by the core of the segment alone
	byHash    map[string][]int32
	hashes    []string
	grams     *gramIndex
}

func newDealIndex(d *Deal) *dealIndex {
	x := &dealIndex{deal: d, exact: make(map[unitKey]int32, len(d.Units)), byKey: make(map[unitKey]int32, len(d.Units)),
		byCore: make(map[unitKey]int32, len(d.Units)), bySegment: map[string][]int32{}, byHash: make(map[string][]int32, len(d.Units))}
	enter := func(m map[unitKey]int32, k unitKey, i int32) {
		if _, met := m[k]; met {
			i = -1
		}
		m[k] = i
	}
	for i := range d.Units {
		u := &d.Units[i]
		k := int32(i)
		x.exact[unitKey{u.Interview, u.ID}] = k
		enter(x.byKey, unitKey{wordKey(u.Interview), wordKey(u.ID)}, k)
		enter(x.byCore, unitKey{idCore(u.Interview), idCore(u.ID)}, k)
		x.bySegment[idCore(u.ID)] = append(x.bySegment[idCore(u.ID)], k)
		hash := u.Hash
		if hash == "" {
			hash = TextHash(u.Text)
		}
		x.byHash[hash] = append(x.byHash[hash], k)
		x.hashes = append(x.hashes, hash)
	}
	return x
}

// idCore is what ids have in common that differ in letter case, width, marks and leading zeros alone: I1/S7 and i01/s007.
func idCore(id string) string {
	k := wordKey(id)
	var b strings.Builder
	for i := 0; i < len(k); i++ {
		c := k[i]
		switch {
		case c == '-' || c == '_' || c == '.' || c == '/':
			// a mark between two numbers parts them: 1-12 is not 11-2
			if i > 0 && i+1 < len(k) && asciiDigit(k[i-1]) && asciiDigit(k[i+1]) {
				b.WriteByte('.')
			}
		case c == '0' && (i == 0 || !asciiDigit(k[i-1])):
			for i+1 < len(k) && k[i] == '0' && asciiDigit(k[i+1]) {
				i++
			}
			b.WriteByte(k[i])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func asciiDigit(c byte) bool { return c >= '0' && c <= '9' }

// coderUnits are the units dealt to one coder: the place of each in the coder's order, -1 for the units of others.
type coderUnits struct {
	*dealIndex
	order []int
	place []int32
}

func (x *dealIndex) of(coder int) *coderUnits {
	c := &coderUnits{dealIndex: x, order: x.deal.Coders[coder].Units, place: make([]int32, len(x.deal.Units))}
	for i := range c.place {
		c.place[i] = -1
	}
	for i, u := range c.order {
		c.place[u] = int32(i)
	}
	return c
}

func (c *coderUnits) dealt(u int32) bool { return c.place[u] >= 0 }

// byID finds the unit that a row's ids name; respelled says that they are not as dealt. Without an interview the segment
// decides where one unit of the coder has it.
func (c *coderUnits) byID(interview, segment string) (unit int32, respelled bool) {
	if u, ok := c.exact[unitKey{interview, segment}]; ok {
		return u, false
	}
	if segment == "" {
		return -1, false
	}
	if interview == "" {
		found := int32(-1)
		for _, u := range c.bySegment[idCore(segment)] {
			if c.dealt(u) {
				if found >= 0 {
					return -1, false
				}
				found = u
			}
		}
		return found, found >= 0
	}
	if u, ok := c.byKey[unitKey{wordKey(interview), wordKey(segment)}]; ok && u >= 0 {
		return u, true
	}
	if u, ok := c.byCore[unitKey{idCore(interview), idCore(segment)}]; ok && u >= 0 {
		return u, true
	}
	return -1, false
}

// sameText reports whether a cell holds the dealt text.
func (c *coderUnits) sameText(text string, u int32) bool {
	return text == c.deal.Units[u].Text || TextHash(text) == c.hashes[u]
}

// withText returns the units of the coder, and those of others alone, that have exactly this text.
func (c *coderUnits) withText(text string) (mine, others []int32) {
	for _, u := range c.byHash[TextHash(text)] {
		if c.dealt(u) {
			mine = append(mine, u)
		} else {
			others = append(others, u)
		}
	}
	return mine, others
}

// near returns the unit of the coder whose text is clearly the nearest, -1 without one; best is the nearest of all, for messages.
func (c *coderUnits) near(text string) (unit, best int32) {
	if c.grams == nil {
		c.grams = newGramIndex(c.deal)
	}
	u, first, second := c.grams.near(text, c.dealt)
	if u >= 0 && first >= alikeWithoutID && first-second >= alikeLead {
		return u, u
	}
	if first < alikeWithID {
		u = -1
	}
	return -1, u
}

func (c *coderUnits) name(u int32) string {
	return c.deal.Units[u].Interview + "/" + c.deal.Units[u].ID
}

func (c *coderUnits) named(units ...int32) []string {
	var out []string
	for _, u := range units {
		if u >= 0 && !slices.Contains(out, c.name(u)) {
			out = append(out, c.name(u))
		}
		if len(out) == 5 {
			break
		}
	}
	return out
}

// anchorRows finds the unit of each row. respelled counts ids that are not written as dealt.
func (c *coderUnits) anchorRows(s *returnedSheet) (anchors []anchor, respelled int) {
	anchors = make([]anchor, len(s.rows))
	plain := make([]bool, len(c.deal.Units)) // matched by id and text
	for i, r := range s.rows {
		var respelt bool
		anchors[i], respelt = c.anchorRow(s.cols, r)
		if respelt {
			respelled++
		}
		if a := &anchors[i]; a.outcome == OutcomeMatched && a.reason == "" {
			plain[a.unit] = true
		}
	}
	for i := range anchors {
		// the text is that of a unit which stands in its own row, and the unit of the id stands nowhere else: either may have
		// been pasted over
		if a := &anchors[i]; a.reason == reasonIDReplaced && plain[a.unit] && a.pasted >= 0 && c.dealt(a.pasted) && !plain[a.pasted] {
			*a = anchor{unit: -1, outcome: OutcomeRejected, reason: reasonUnanchored, args: c.named(a.pasted, a.unit), pasted: -1}
		}
	}
	c.byNeighbours(anchors, plain)
	return anchors, respelled
}

// anchorRow finds the unit of a row by what the row itself says.
func (c *coderUnits) anchorRow(cols *returnedColumns, r sheet.Row) (a anchor, respelled bool) {
	interview, segment := r.Cell(cols.at["interview_id"]), r.Cell(cols.at["segment_id"])
	textCell := r.Cell(cols.at["text"])
	text := textCell.Text
	hasText := !textCell.Blank() && textCell.Kind != sheet.Error
	taken := func(u int32, outcome, reason string) anchor {
		return anchor{unit: u, outcome: outcome, reason: reason, pasted: -1}
	}
	rejected := func(reason string, units ...int32) anchor {
		return anchor{unit: -1, outcome: OutcomeRejected, reason: reason, args: c.named(units...), pasted: -1}
	}
	hasID := !segment.Blank() || !interview.Blank()
	id, respelled := c.byID(idText(interview), idText(segment))
	if id >= 0 && c.dealt(id) {
		switch {
		case !hasText && segment.Merged:
			return taken(id, OutcomeMatched, ""), respelled // a further row for the codes of the unit
		case !hasText:
			return taken(id, OutcomeReanchored, reasonTextMissing), respelled
		case c.sameText(text, id):
			return taken(id, OutcomeMatched, ""), respelled
		case textCell.Merged && r.Number > 0 && !segment.Merged:
			return taken(id, OutcomeReanchored, reasonTextMerged), respelled
		}
	}
	if !hasText {
		switch {
		case id >= 0:
			return rejected(reasonNotDealtHere, id), respelled
		case hasID:
			return rejected(reasonUnanchored), false
		}
		return rejected(reasonNoUnit), false
	}
	mine, others := c.withText(text)
	switch {
	case len(mine) == 1 && id >= 0:
		a = taken(mine[0], OutcomeReanchored, reasonIDReplaced)
		a.pasted = id
		return a, false
	case len(mine) == 1 && hasID:
		return taken(mine[0], OutcomeReanchored, reasonIDUnknown), false
	case len(mine) == 1:
		return taken(mine[0], OutcomeReanchored, reasonIDMissing), false
	}
	if id >= 0 && c.dealt(id) && closeToDealt(text, c.deal.Units[id].Text) {
		return taken(id, OutcomeReanchored, reasonTextEdited), respelled
	}
	if len(mine) > 1 {
		a = rejected(reasonAmbiguousText, mine...)
		if id >= 0 && c.dealt(id) {
			a = rejected(reasonUnanchored, append([]int32{id}, mine...)...)
		}
		a.open = mine
		return a, false
	}
	if id >= 0 && !c.dealt(id) && (c.sameText(text, id) || closeToDealt(text, c.deal.Units[id].Text)) {
		return rejected(reasonNotDealtHere, id), respelled
	}
	if len(others) > 0 {
		return rejected(reasonNotDealtHere, others...), false
	}
	unit, best := c.near(text)
	switch {
	case id >= 0:
		return rejected(reasonUnanchored, id, best), false
	case unit >= 0:
		return taken(unit, OutcomeReanchored, reasonEditedNoID), false
	}
	return rejected(reasonUnanchored, best), false
}

// idText is a cell as an id.
func idText(c sheet.Cell) string {
	t := sheet.Fold(c.Text)
	if c.Kind == sheet.Error {
		return ""
	}
	return strings.TrimFunc(t, unicode.IsSpace)
}

// byNeighbours settles rows whose text several units have: where the rows right above and below a run of them belong to units
// that the coder was given with just as many units between, each row is the unit at its place if it has that text.
func (c *coderUnits) byNeighbours(anchors []anchor, plain []bool) {
	for from := 0; from < len(anchors); from++ {
		if len(anchors[from].open) == 0 {
			continue
		}
		to := from
		for to < len(anchors) && len(anchors[to].open) > 0 {
			to++
		}
		before, after := int32(-1), int32(len(c.order))
		known := true
		if from > 0 {
			if known = anchors[from-1].unit >= 0; known {
				before = c.place[anchors[from-1].unit]
			}
		}
		if known && to < len(anchors) {
			if known = anchors[to].unit >= 0; known {
				after = c.place[anchors[to].unit]
			}
		}
		if known && int(after-before)-1 == to-from {
			for i := from; i < to; i++ {
				u := int32(c.order[int(before)+1+i-from])
				if slices.Contains(anchors[i].open, u) && !plain[u] {
					anchors[i] = anchor{unit: u, outcome: OutcomeReanchored, reason: reasonNeighbours, pasted: -1}
				}
			}
		}
		from = to
	}
}
