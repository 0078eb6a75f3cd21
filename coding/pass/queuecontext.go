package pass

import (
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

// contextLength is how many code points of a transcript are shown before and after a unit.
const contextLength = 200

// contexts finds what stands before and after each unit in dispute, an interview at a time.
func (q *queueMaker) contexts(disputes []Dispute) {
	needed := map[string][]unitKey{}
	own := map[unitKey]Extent{}
	for i := range disputes {
		k := unitKey{disputes[i].Interview, disputes[i].Segment}
		if _, seen := q.around[k]; seen {
			continue
		}
		q.around[k] = [2]string{}
		if segment, there := q.at[k]; there {
			q.around[k] = [2]string{q.spoken(q.before[segment]), q.spoken(q.next[segment])}
			needed[k.interview] = append(needed[k.interview], k)
			for _, g := range disputes[i].Given {
				for n := range g.Codings {
					if s, ok := ownExtent(&g.Codings[n]); ok {
						own[k] = s
					}
				}
			}
		}
	}
	for i := range q.study.Transcripts {
		t := &q.study.Transcripts[i]
		units := needed[t.Interview]
		if len(units) == 0 {
			continue
		}
		var text *searchText
		runes := []rune(t.Text)
		for _, k := range units {
			s, found := own[k]
			if !found {
				if text == nil {
					text = newSearchText(t.Text)
				}
				var times int
				s, times = text.find(q.study.Segments[q.at[k]].Text)
				found = times == 1
			}
			if found && s.To <= len(runes) {
				speaker := q.study.Segments[q.at[k]].Speaker
				q.around[k] = [2]string{q.said(t, runes, 0, s.From, speaker), q.said(t, runes, s.To, len(runes), speaker)}
			}
		}
	}
}

// spoken is a segment's text, led by its speaker; empty for no segment.
func (q *queueMaker) spoken(segment int) string {
	if segment < 0 {
		return ""
	}
	s := &q.study.Segments[segment]
	if strings.TrimSpace(s.Text) == "" {
		return ""
	}
	if s.Speaker != "" {
		return s.Speaker + q.colon() + s.Text
	}
	return s.Text
}

// said is what is said in a stretch of a transcript that ends before a unit (from 0) or begins behind it, cut to
// contextLength code points at the end that is farther from the unit. Who speaks leads their words; a speaker whose words
// are all outside the stretch is left out.
func (q *queueMaker) said(t *coding.Transcript, text []rune, from, to int, speaker string) string {
	before := from == 0
	cutFrom, cutTo := false, false
	switch {
	case to-from <= contextLength:
	case before:
		from, cutFrom = to-contextLength, true
	default:
		to, cutTo = from+contextLength, true
	}
	var lines []string
	if len(t.Turns) == 0 {
		if words := withoutBareSpeaker(strings.TrimSpace(string(text[from:to])), speaker); words != "" {
			lines = []string{words}
		}
	}
	for _, turn := range t.Turns {
		a, b := max(turn.From, from), min(turn.To, to, len(text))
		if a >= b {
			continue
		}
		words := strings.TrimSpace(string(text[a:b]))
		if words == "" {
			continue
		}
		if cutFrom && a > turn.From {
			words = "…" + words
		}
		if cutTo && b < turn.To {
			words += "…"
		}
		// Behind the unit its own speaker may go on.
		if goesOn := !before && a > turn.From; turn.Speaker != "" && !goesOn {
			words = turn.Speaker + q.colon() + words
		}
		lines = append(lines, words)
	}
	if len(lines) == 0 {
		return ""
	}
	if len(t.Turns) == 0 {
		if cutFrom {
			lines[0] = "…" + lines[0]
		}
		if cutTo {
			lines[0] += "…"
		}
	}
	return strings.Join(lines, "\n")
}

// withoutBareSpeaker takes a last line off that names who speaks next, without words: the speaker known, or a short name
// before a colon.
func withoutBareSpeaker(text, speaker string) string {
	head, last := "", text
	if i := strings.LastIndexByte(text, '\n'); i >= 0 {
		head, last = text[:i], text[i+1:]
	}
	last = strings.TrimSpace(last)
	name := strings.TrimSpace(strings.TrimRight(last, ":："))
	short := name != last && utf8.RuneCountInString(name) <= 8 && !strings.ContainsAny(name, "，。；、,.;?？!！")
	if name == "" || short || speaker != "" && name == speaker {
		return strings.TrimSpace(head)
	}
	return text
}
