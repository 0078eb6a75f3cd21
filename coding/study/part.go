package study

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// problem is a problem with the ids that a decision may name it by.
type problem struct {
	coding.Problem
	subject string // id of the row's respondent, interview or segment
	value   string // what was found
}

// part is what one sheet gave: its receipt, its problems and, in the fields that its kind fills, its records. Parts are
// read side by side and joined in a fixed order.
type part struct {
	receipt  coding.Receipt
	flat     bool // a text file: its rows are lines, it has no columns
	problems []problem
	tally    []noted
	intern   interner

	codings   []coding.Coding
	segments  []segmentText
	links     []pendingLink
	rulings   []coding.Ruling
	responses []coding.Response
	values    []coding.ValueLabel
	items     []int // the instrument's items that have a column, rising
	answered  map[int]*answered
	idCol     int
	deptCol   int
	ties      []coding.Tie
	marks     []coding.Benchmark
	deadEnds  map[string]string     // suggestions already looked for
	dismissed map[int]bool          // rows
	inherited map[int]bool          // rows with a code of an earlier book, read as the one that replaces it
	times     map[string]coding.Pos // where each period stands first, in a study without a list of them
}

type noted struct {
	code  string
	args  string
	count int
}

func newPart(file, sheetName, what string) *part {
	return &part{receipt: coding.Receipt{File: file, Sheet: sheetName, What: what}, intern: interner{}, deadEnds: map[string]string{}}
}

// note counts an occurrence of something that was understood without being asked. The receipt tells it once, the count
// as its last argument.
func (p *part) note(code string, args ...string) { p.noteMany(code, 1, args...) }

func (p *part) noteMany(code string, n int, args ...string) {
	joined := strings.Join(args, "\x00")
	for i := range p.tally {
		if p.tally[i].code == code && p.tally[i].args == joined {
			p.tally[i].count += n
			return
		}
	}
	p.tally = append(p.tally, noted{code, strings.Clone(joined), n})
}

// say adds a note as it is.
func (p *part) say(code string, args ...string) {
	p.receipt.Notes = append(p.receipt.Notes, coding.ReceiptNote{Code: code, Args: args})
}

// finish writes the counted notes into the receipt.
func (p *part) finish() {
	for _, n := range p.tally {
		var args []string
		if n.args != "" {
			args = strings.Split(n.args, "\x00")
		}
		p.say(n.code, append(args, strconv.Itoa(n.count))...)
	}
	p.tally = nil
}

func (p *part) report(pos coding.Pos, code, suggestion string, args ...string) {
	p.problems = append(p.problems, problem{Problem: coding.Problem{Pos: pos, Code: code, Args: args, Suggestion: suggestion}})
}

func (p *part) pos(row, col int) coding.Pos {
	if p.flat {
		col = 0
	}
	return coding.Pos{File: p.receipt.File, Sheet: p.receipt.Sheet, Row: row, Col: col}
}

func bump(list *[]coding.ReasonCount, reason string) {
	for i := range *list {
		if (*list)[i].Reason == reason {
			(*list)[i].Count++
			return
		}
	}
	*list = append(*list, coding.ReasonCount{Reason: reason, Count: 1})
}

// dismiss moves a row that was counted as used to the rejected ones.
func (p *part) dismiss(code string) {
	p.receipt.Used--
	bump(&p.receipt.Rejected, code)
}

// dismissOnce is dismiss for a row that may be dismissed for each of several entries.
func (p *part) dismissOnce(code string, row int) {
	if p.dismissed == nil {
		p.dismissed = map[int]bool{}
	}
	if !p.dismissed[row] {
		p.dismissed[row] = true
		p.dismiss(code)
	}
}
