package pass

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

// readingOrder gives every segment its place in its interview. Segments whose ids are one prefix and a running number
// stand in the order of the numbers, others in the order of the files: what several coders were dealt out of order, or in
// parts, comes together again. lists holds each interview's segments in that order.
func readingOrder(study *coding.Study) (place map[unitKey]int, lists map[string][]int) {
	lists = map[string][]int{}
	for i := range study.Segments {
		id := study.Segments[i].Interview
		lists[id] = append(lists[id], i)
	}
	place = make(map[unitKey]int, len(study.Segments))
	for _, list := range lists {
		numbered(study, list)
		for k, i := range list {
			place[unitKey{study.Segments[i].Interview, study.Segments[i].ID}] = k
		}
	}
	return place, lists
}

// numbered sorts segments by the running number of their ids, if all have one under the same prefix.
func numbered(study *coding.Study, list []int) {
	type numberedID struct {
		at     int
		number string // without leading zeros
	}
	ids := make([]numberedID, len(list))
	prefix := ""
	for k, i := range list {
		id := study.Segments[i].ID
		stem := strings.TrimRight(id, "0123456789")
		if stem == id || k > 0 && stem != prefix {
			return
		}
		prefix = stem
		ids[k] = numberedID{i, strings.TrimLeft(id[len(stem):], "0")}
	}
	slices.SortStableFunc(ids, func(a, b numberedID) int {
		return cmp.Or(cmp.Compare(len(a.number), len(b.number)), cmp.Compare(a.number, b.number))
	})
	for k := range ids {
		list[k] = ids[k].at
	}
}

// inOrder sorts passages by code, interview, reading order, coder and pass.
func (s *search) inOrder(ps []Passage) {
	place, _ := readingOrder(s.study)
	type sortKey struct{ code, talk, place, at int }
	keys := make([]sortKey, len(ps))
	for i := range ps {
		p := &ps[i]
		at, known := place[unitKey{p.Interview, p.Segment}]
		if !known {
			at = len(s.study.Segments)
		}
		keys[i] = sortKey{s.rank[p.Code], s.talks[p.Interview].at, at, i}
	}
	slices.SortFunc(keys, func(a, b sortKey) int {
		return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.talk, b.talk), cmp.Compare(a.place, b.place), cmp.Compare(a.at, b.at))
	})
	sorted := make([]Passage, len(ps))
	for i, k := range keys {
		sorted[i] = ps[k.at]
	}
	copy(ps, sorted)
}

// addTexts fills in speakers, texts and context.
func (s *search) addTexts(ps []Passage, context int) {
	segments := make(map[unitKey]*coding.Segment, len(s.study.Segments))
	for i := range s.study.Segments {
		x := &s.study.Segments[i]
		segments[unitKey{x.Interview, x.ID}] = x
	}
	r := &contextReader{study: s.study, pages: map[string]*contextPage{}, around: map[unitKey]surroundings{}}
	if context > 0 {
		r.place, r.lists = readingOrder(s.study)
	}
	for i := range ps {
		p := &ps[i]
		x := segments[unitKey{p.Interview, p.Segment}]
		if x != nil {
			p.Speaker, p.Text = x.Speaker, x.Text
		}
		if p.Text == "" && p.To > 0 {
			p.Text = r.page(p.Interview).between(p.From, p.To)
		}
		if context > 0 {
			r.surround(p, context)
		}
	}
}

// contextReader finds passages in transcripts and gives what stands around them.
type contextReader struct {
	study  *coding.Study
	place  map[unitKey]int
	lists  map[string][]int
	pages  map[string]*contextPage
	around map[unitKey]surroundings // of passages located by their text, which every code of the segment shares
}

type surroundings struct {
	from, to      int
	before, after []Nearby
}

// contextPage is a transcript cut into units of context.
type contextPage struct {
	text  string
	runes []rune
	units []coding.Turn
	whole map[string]int // place in units of a text that is a whole unit; -1 of several
}

// page returns an interview's transcript; without text where it has none.
func (r *contextReader) page(interview string) *contextPage {
	if p := r.pages[interview]; p != nil {
		return p
	}
	p := &contextPage{}
	for i := range r.study.Transcripts {
		t := &r.study.Transcripts[i]
		if t.Interview != interview {
			continue
		}
		p.text, p.runes, p.units = t.Text, []rune(t.Text), t.Turns
		if len(p.units) == 0 {
			from := 0
			for at, c := range p.runes {
				if c == '\n' {
					p.units = append(p.units, coding.Turn{From: from, To: at})
					from = at + 1
				}
			}
			p.units = append(p.units, coding.Turn{From: from, To: len(p.runes)})
		}
		p.whole = make(map[string]int, len(p.units))
		for i, u := range p.units {
			text := strings.TrimSpace(p.between(u.From, u.To))
			if _, twice := p.whole[text]; twice {
				i = -1
			}
			p.whole[text] = i
		}
		break
	}
	r.pages[interview] = p
	return p
}

// between is the text from one code point up to another, as far as there is any.
func (p *contextPage) between(from, to int) string {
	from, to = max(from, 0), min(to, len(p.runes))
	if from >= to {
		return ""
	}
	return string(p.runes[from:to])
}

// locate finds a text that is one whole unit of the transcript, or else stands in it exactly once.
func (p *contextPage) locate(text string) (from, to int, ok bool) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if text == "" || p.text == "" {
		return 0, 0, false
	}
	if i, found := p.whole[text]; found {
		if i < 0 {
			return 0, 0, false
		}
		return p.units[i].From, p.units[i].To, true
	}
	at := strings.Index(p.text, text)
	if at < 0 || strings.Contains(p.text[at+1:], text) {
		return 0, 0, false
	}
	from = utf8.RuneCountInString(p.text[:at])
	return from, from + utf8.RuneCountInString(text), true
}

// surround gives a passage its context.
func (r *contextReader) surround(p *Passage, n int) {
	k := unitKey{p.Interview, p.Segment}
	marked := p.To > 0
	if known, ok := r.around[k]; ok && !marked {
		p.From, p.To, p.Before, p.After = known.from, known.to, known.before, known.after
		return
	}
	page := r.page(p.Interview)
	from, to := p.From, p.To
	ok := marked && to <= len(page.runes) && from >= 0 && from < to
	if !ok {
		from, to, ok = page.locate(p.Text)
	}
	if !ok {
		p.Before, p.After = r.neighbours(k, n)
		if !marked {
			r.around[k] = surroundings{0, 0, p.Before, p.After}
		}
		return
	}
	p.From, p.To = from, to
	p.Before, p.After = page.before(from, n), page.after(to, n)
	if !marked {
		r.around[k] = surroundings{from, to, p.Before, p.After}
	}
}

// before are the last n units that end before a place, the unit that the place cuts included.
func (p *contextPage) before(at, n int) []Nearby {
	var out []Nearby
	i, _ := slices.BinarySearchFunc(p.units, at, func(u coding.Turn, at int) int { return cmp.Compare(u.From, at) })
	for i--; i >= 0 && len(out) < n; i-- { // units[i].From < at
		u := p.units[i]
		if text := strings.TrimSpace(p.between(u.From, min(u.To, at))); text != "" {
			out = append(out, Nearby{u.Speaker, text})
		}
	}
	slices.Reverse(out)
	return out
}

// after are the first n units that begin after a place, the unit that the place cuts included.
func (p *contextPage) after(at, n int) []Nearby {
	var out []Nearby
	i, _ := slices.BinarySearchFunc(p.units, at, func(u coding.Turn, at int) int { return cmp.Compare(u.To, at+1) })
	for ; i < len(p.units) && len(out) < n; i++ { // units[i].To > at
		u := p.units[i]
		if text := strings.TrimSpace(p.between(max(u.From, at), u.To)); text != "" {
			out = append(out, Nearby{u.Speaker, text})
		}
	}
	return out
}

// neighbours are the segments around one in reading order; segments without text are passed over.
func (r *contextReader) neighbours(k unitKey, n int) (before, after []Nearby) {
	at, known := r.place[k]
	if !known {
		return nil, nil
	}
	list := r.lists[k.interview]
	stretch := func(i int) (Nearby, bool) {
		x := &r.study.Segments[list[i]]
		return Nearby{x.Speaker, x.Text}, x.Text != ""
	}
	for i := at - 1; i >= 0 && len(before) < n; i-- {
		if x, ok := stretch(i); ok {
			before = append(before, x)
		}
	}
	slices.Reverse(before)
	for i := at + 1; i < len(list) && len(after) < n; i++ {
		if x, ok := stretch(i); ok {
			after = append(after, x)
		}
	}
	return before, after
}
