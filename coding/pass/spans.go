package pass

import (
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

// Extent is a part of an interview's text: the code points From up to To.
type Extent struct{ From, To int }

// SpanSet is the coding of a pass as stretches of text, from which agreement by characters and by overlapping segments is
// computed.
type SpanSet struct {
	Pass       string
	Coders     []string // with rows in the pass, programs included, sorted by bytes
	AI         []bool   // of the coders: a program
	Free       []bool   // of the coders: marked stretches freely, instead of going through units
	Codes      []string // given in the pass, sorted by bytes
	Interviews []SpanInterview
	Unlocated  []UnlocatedUnit // left out, in the order of the interviews
}

// SpanInterview is the coding of one interview.
type SpanInterview struct {
	Interview  string
	Characters int        // length of the text in code points
	EndToEnd   bool       // no transcript: positions are those of the units laid end to end
	Reviewed   [][]Extent // per coder: what the coder read, sorted and without overlaps; nil: nothing
	Marks      []Marks    // sorted by coder, then code
}

// Marks are the stretches that one coder gave one code.
type Marks struct {
	Coder    int      // index of SpanSet.Coders
	Code     string   // never empty
	Merged   []Extent // sorted, overlapping and touching ones united: for counting characters
	Segments []Extent // as they were marked, sorted, each once: for matching segments
}

// UnlocatedUnit is a unit whose place in the text is not known.
type UnlocatedUnit struct {
	Interview, Segment string
	Why                string // no_text; not_found, several: where or how often the text stands in the transcript
	Rows               int    // codings left out
}

// Spans puts the coding of a pass into stretches of text. A coding's own From and To count first; else the place of the
// unit's text in the transcript, where it stands there exactly once (blanks and width apart); in an interview that has
// neither a transcript nor such positions the units are laid end to end in their order.
//
// A coder who went through units read those that have a row of theirs. A coder who marked freely read the whole of every
// interview in which they have a row, one without a code or a stretch («nothing here») included. Who marked freely is told
// by the stretches that rows carry (people by people's, whatever programs did beside them):
//
//   - A stretch of theirs partly overlaps that of another row in the interview, their own or another coder's. Stretches
//     that are equal or apart are what units look like.
//   - Or every row with a code carries a stretch of its own and no row without a code does, as units read in vain would;
//     unless the stretches are those of the units that a coder of the first kind went through.
//   - Where one of the pass is free: every row with a code carries a stretch, and none of the stretches is also that of a
//     coder who went through units; or there are rows without a code alone, and these name no unit with a text.
//
// The text of an interview is its transcript; without one it ends with the last stretch, or where the interviews sheet
// says, whichever is later. Coders that are programs are there, and flagged.
func Spans(study *coding.Study, passName string) SpanSet { return NewLayers(study).Spans(passName) }

// Spans does so for an index of the rows.
func (l *Layers) Spans(passName string) SpanSet {
	b, ok := l.spans(passName, false)
	if !ok {
		return SpanSet{Pass: passName}
	}
	return *b.out
}

// spans builds the set, with the place of every row if asked for; not ok: there is no such pass.
func (l *Layers) spans(passName string, places bool) (b spanBuilder, ok bool) {
	out := SpanSet{Pass: passName}
	p := find(l.passes, passName)
	if p < 0 {
		return b, false
	}
	b = spanBuilder{layers: l, pass: p, column: make([]int, len(l.coders)), texts: map[unitKey]string{}, transcripts: map[string]*coding.Transcript{}}
	used := make([]bool, len(l.coders))
	codes := map[string]bool{}
	for i := range l.units {
		for _, r := range l.units[i].rows {
			if r.pass == p {
				used[r.coder] = true
				if c := l.study.Codings[r.coding].Code; c != "" {
					codes[c] = true
				}
			}
		}
	}
	for c := range used {
		if b.column[c] = -1; used[c] {
			b.column[c] = len(out.Coders)
			out.Coders, out.AI = append(out.Coders, l.coders[c]), append(out.AI, l.ai[c])
		}
	}
	for c := range codes {
		out.Codes = append(out.Codes, c)
	}
	slices.Sort(out.Codes)
	for i := range l.study.Segments {
		s := &l.study.Segments[i]
		if k := (unitKey{s.Interview, s.ID}); b.texts[k] == "" {
			b.texts[k] = s.Text
		}
	}
	for i := range l.study.Transcripts {
		b.transcripts[l.study.Transcripts[i].Interview] = &l.study.Transcripts[i]
	}
	b.out = &out
	interviews := l.byInterview()
	out.Free = make([]bool, len(out.Coders))
	for c, free := range b.whoMarkedFreely(interviews) {
		if k := b.column[c]; k >= 0 {
			out.Free[k] = free
		}
	}
	if places {
		b.placed = map[int32]Extent{}
	}
	for _, units := range interviews {
		b.interview(units)
	}
	return b, true
}

// byInterview groups the indices of the units by interview, in the order in which the interviews first appear.
func (l *Layers) byInterview() [][]int {
	at := map[string]int{}
	var out [][]int
	for i := range l.units {
		k, ok := at[l.units[i].interview]
		if !ok {
			k = len(out)
			at[l.units[i].interview] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return out
}

type spanBuilder struct {
	layers      *Layers
	pass        int32
	column      []int // coder → column of the set; -1: none
	texts       map[unitKey]string
	transcripts map[string]*coding.Transcript
	placed      map[int32]Extent // where a coding stands, by its index; nil: nobody asks
	out         *SpanSet
}

// ownExtent is a coding's own stretch.
func ownExtent(c *coding.Coding) (Extent, bool) {
	return Extent{c.From, c.To}, c.To > c.From && c.From >= 0
}

// interview adds one interview's stretches.
func (b *spanBuilder) interview(units []int) {
	first := &b.layers.units[units[0]]
	study := b.layers.study
	iv := SpanInterview{Interview: first.interview, Reviewed: make([][]Extent, len(b.out.Coders))}
	transcript := b.transcripts[iv.Interview]
	own, any := false, false
	for _, i := range units {
		for _, r := range b.layers.units[i].rows {
			if r.pass != b.pass {
				continue
			}
			any = true
			if s, ok := ownExtent(&study.Codings[r.coding]); ok {
				own = true
				iv.Characters = max(iv.Characters, s.To)
			}
		}
	}
	if !any {
		return
	}
	var places map[int]Extent
	var why map[int]string
	switch {
	case transcript != nil:
		iv.Characters = max(iv.Characters, utf8.RuneCountInString(transcript.Text))
		places, why = b.search(units, transcript.Text)
	case !own:
		iv.EndToEnd = true
		places, why = b.lay(units)
		for _, s := range places {
			iv.Characters = max(iv.Characters, s.To)
		}
	default:
		if rec := study.Interview(iv.Interview); rec != nil {
			iv.Characters = max(iv.Characters, rec.Characters)
		}
		why = map[int]string{}
		for _, i := range units {
			why[i] = "not_found"
		}
	}
	type key struct {
		coder int
		code  string
	}
	marks := map[key][]Extent{}
	here := make([]bool, len(b.out.Coders)) // a free coder's row of any kind
	for _, i := range units {
		u := &b.layers.units[i]
		lost := 0
		for _, r := range u.rows {
			if r.pass != b.pass {
				continue
			}
			c := &study.Codings[r.coding]
			s, ok := ownExtent(c)
			k := b.column[r.coder]
			if here[k] = true; b.out.Free[k] && c.Code == "" {
				continue
			}
			if !ok {
				s, ok = places[i]
			}
			if !ok {
				lost++
				continue
			}
			if b.placed != nil {
				b.placed[r.coding] = s
			}
			iv.Reviewed[k] = append(iv.Reviewed[k], s)
			if c.Code != "" {
				marks[key{k, c.Code}] = append(marks[key{k, c.Code}], s)
			}
		}
		if lost > 0 {
			b.out.Unlocated = append(b.out.Unlocated, UnlocatedUnit{u.interview, u.segment, why[i], lost})
		}
	}
	for k := range iv.Reviewed {
		switch {
		case b.out.Free[k] && here[k] && iv.Characters > 0:
			iv.Reviewed[k] = []Extent{{0, iv.Characters}}
		case !b.out.Free[k]:
			_, iv.Reviewed[k] = tidyExtents(iv.Reviewed[k])
		}
	}
	for k, list := range marks {
		m := Marks{Coder: k.coder, Code: k.code}
		m.Segments, m.Merged = tidyExtents(list)
		iv.Marks = append(iv.Marks, m)
	}
	sort.Slice(iv.Marks, func(x, y int) bool {
		if iv.Marks[x].Coder != iv.Marks[y].Coder {
			return iv.Marks[x].Coder < iv.Marks[y].Coder
		}
		return iv.Marks[x].Code < iv.Marks[y].Code
	})
	b.out.Interviews = append(b.out.Interviews, iv)
}

// tidyExtents sorts stretches, each once, and unites those that overlap or touch.
func tidyExtents(list []Extent) (single, merged []Extent) {
	if list == nil {
		return nil, nil
	}
	slices.SortFunc(list, func(a, b Extent) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return a.To - b.To
	})
	single = slices.Compact(list)
	for _, s := range single {
		if n := len(merged); n > 0 && s.From <= merged[n-1].To {
			merged[n-1].To = max(merged[n-1].To, s.To)
		} else {
			merged = append(merged, s)
		}
	}
	return single, merged
}

// lay puts units end to end by the length of their texts.
func (b *spanBuilder) lay(units []int) (places map[int]Extent, why map[int]string) {
	places, why = make(map[int]Extent, len(units)), map[int]string{}
	at := 0
	for _, i := range units {
		n := utf8.RuneCountInString(b.texts[unitKey{b.layers.units[i].interview, b.layers.units[i].segment}])
		if n == 0 {
			why[i] = "no_text"
			continue
		}
		places[i] = Extent{at, at + n}
		at += n
	}
	return places, why
}

// search finds the units' texts in a transcript; those that some row of the pass needs.
func (b *spanBuilder) search(units []int, transcript string) (places map[int]Extent, why map[int]string) {
	places, why = map[int]Extent{}, map[int]string{}
	var text *searchText
	for _, i := range units {
		u := &b.layers.units[i]
		needed := slices.ContainsFunc(u.rows, func(r row) bool {
			_, own := ownExtent(&b.layers.study.Codings[r.coding])
			return r.pass == b.pass && !own
		})
		if !needed {
			continue
		}
		if text == nil {
			text = newSearchText(transcript)
		}
		s, found := text.find(b.texts[unitKey{u.interview, u.segment}])
		switch found {
		case 0:
			why[i] = "not_found"
		case 1:
			places[i] = s
		case -1:
			why[i] = "no_text"
		default:
			why[i] = "several"
		}
	}
	return places, why
}
