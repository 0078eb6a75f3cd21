package dialect

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// codingKey tells codings of one coder apart.
type codingKey struct{ pass, coder, interview, segment, code string }

// layers are the segments and the coders' layers in the making.
type layers struct {
	*builder
	im       *Import
	texts    map[[2]string]int // by interview and segment: the place in im.Segments, from 1
	done     map[codingKey]bool
	rows     []layerRow
	repeated map[*tally]int            // rows that gave nothing new
	numbers  map[string]map[string]int // of passages with the same words
}

// layerRow is a coding with the columns of its row that fill no field.
type layerRow struct {
	coding.Coding
	attrs coding.Attrs
}

// layers makes the segments and the coders' layers. A code given twice to one segment by one coder counts once.
func (b *builder) layers(im *Import, interview func(group, name string, pos coding.Pos) string) {
	l := &layers{builder: b, im: im, texts: map[[2]string]int{}, done: map[codingKey]bool{}, repeated: map[*tally]int{}, numbers: map[string]map[string]int{}}
	for _, u := range b.units {
		if id := interview(u.group, u.document, u.pos); id != "-" && l.texts[[2]string{id, u.id}] == 0 {
			l.enter(coding.Segment{Pos: u.pos, Interview: id, ID: u.id, Speaker: u.speaker, Text: u.text, Period: u.period})
		}
	}
	names, passes := b.coders(), b.passes()
	var nameless coding.Pos
	unnamed := 0
	for i := range b.marks {
		m := &b.marks[i]
		coder, id := names[m.coder], interview(m.group, m.document, m.pos)
		switch {
		case coder == "":
			if unnamed++; unnamed == 1 {
				nameless = m.pos
			}
			m.receipt.excluded["dialect.ambiguous_coder"]++
		case coder == "-" || id == "-":
			m.receipt.excluded["dialect.left_out"]++
		default:
			l.mark(m, passes[m.pass], coder, id)
		}
	}
	for t, n := range l.repeated {
		t.Notes = append(t.Notes, coding.ReceiptNote{Code: "dialect.repeated_rows", Args: []string{strconv.Itoa(n)}})
	}
	if unnamed > 0 {
		b.problem(coding.Pos{File: nameless.File, Sheet: nameless.Sheet}, "dialect.ambiguous_coder", "", strconv.Itoa(unnamed), "--coder")
	}
	l.sorted()
	b.foundCoders(names)
}

// enter takes a segment.
func (l *layers) enter(s coding.Segment) {
	l.im.Segments = append(l.im.Segments, s)
	l.texts[[2]string{s.Interview, s.ID}] = len(l.im.Segments)
}

// mark enters the segment of a mark and the codes that it was given. A segment whose text differs from what is known of it is a
// problem, and its row is rejected.
func (l *layers) mark(m *mark, pass, coder, interview string) {
	segment := safeID(m.segment)
	if segment == "" {
		segment = l.segmentOf(m, coder, interview)
	}
	if k := l.texts[[2]string{interview, segment}]; k == 0 {
		l.enter(coding.Segment{Pos: m.pos, Interview: interview, ID: segment, Speaker: m.speaker, Text: m.text, Period: m.period})
	} else if s := &l.im.Segments[k-1]; !m.part && nameKey(s.Text) != nameKey(m.text) {
		l.problem(m.pos, "text_differs", "", segment, s.Pos.String())
		m.receipt.rejected["text_differs"]++
		return
	}
	used, left := 0, 0
	codes := m.codes
	if len(codes) == 0 && m.reviewed {
		codes = []given{{}}
	}
	for _, g := range codes {
		k := codingKey{pass, coder, interview, segment, ""}
		if len(g.path) > 0 {
			if k.code = l.codes.at(g.path).id; k.code == "-" {
				left++
				continue
			}
		}
		if !l.done[k] {
			l.done[k] = true
			used++
			l.rows = append(l.rows, layerRow{m.coding(k, g), m.attrs})
		}
	}
	switch {
	case used > 0:
		m.receipt.Used++
	case left > 0:
		m.receipt.excluded["dialect.left_out"]++
	default:
		m.receipt.excluded["dialect.repeated_row"]++
		l.repeated[m.receipt]++
	}
}

// coding is the record of a code of the mark.
func (m *mark) coding(k codingKey, g given) coding.Coding {
	c := coding.Coding{Pos: m.pos.At(g.col), Pass: k.pass, Coder: k.coder, Interview: k.interview, Segment: k.segment, Code: k.code, Intensity: cmp.Or(g.intensity, m.intensity),
		Direction: m.direction, HasDir: m.hasDir, State: m.state, HasState: m.hasState, Period: m.period, LinkTo: m.links, Memo: joined(m.memo, g.memo), From: m.from, To: m.to}
	c.Rated = c.Intensity > 0 && c.HasDir
	return c
}

// sorted hands on the codings by pass and coder, each coder's in the order of the file.
func (l *layers) sorted() {
	slices.SortStableFunc(l.rows, func(x, y layerRow) int {
		return cmp.Or(comparePass(x.Pass, y.Pass), strings.Compare(x.Coder, y.Coder))
	})
	l.im.Codings = make([]coding.Coding, 0, len(l.rows))
	l.im.Attrs = make([]coding.Attrs, 0, len(l.rows))
	for _, r := range l.rows {
		l.im.Codings, l.im.Attrs = append(l.im.Codings, r.Coding), append(l.im.Attrs, r.attrs)
	}
}

// foundCoders lists the coders that the file names, with how often.
func (b *builder) foundCoders(names map[string]string) {
	times := map[string]int{}
	var order []string
	for i := range b.marks {
		c := b.marks[i].coder
		if times[c]++; times[c] == 1 && c != "" {
			order = append(order, c)
		}
	}
	for _, c := range order {
		b.file.found.Coders = append(b.file.found.Coders, Pair{From: c, To: names[c], Found: strconv.Itoa(times[c])})
	}
}
