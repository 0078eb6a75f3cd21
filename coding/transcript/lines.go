package transcript

import (
	"strings"

	"github.com/smekit/smekit/coding"
)

// line is a line of the text. Where the layout names the speaker, the speaker is told; elsewhere the line may.
type line struct {
	text    string // without a line end
	told    bool   // a turn begins here, of the speaker that follows
	within  bool   // part of a turn that the layout told: not searched for speakers
	speaker string
	runes   []rune
	from    int // of its first code point in the text
}

// Row is a row of a table that names its speaker.
type Row struct{ Speaker, Text string }

// FromRows makes a transcript of rows: a turn each, in their order. A row without a speaker goes on with the turn above;
// the text of a row may have several lines. The transcript's text is the rows' texts, a line each, without the speakers.
func FromRows(rows []Row) coding.Transcript {
	t, _ := assemble(rowLines(rows))
	return t
}

func rowLines(rows []Row) []line {
	var lines []line
	for _, r := range rows {
		who := strings.TrimSpace(plain(r.Speaker))
		for s := range strings.SplitSeq(plain(r.Text), "\n") {
			lines = append(lines, line{text: s, told: who != "", within: true, speaker: who})
			who = ""
		}
	}
	return lines
}

// assemble joins the lines to a text with its turns. rest lists what stood where speakers stand and was not taken for one.
func assemble(lines []line) (t coding.Transcript, rest []string) {
	var text strings.Builder
	at := 0
	for i := range lines {
		l := &lines[i]
		if i > 0 {
			text.WriteByte('\n')
			at++
		}
		l.runes, l.from = []rune(l.text), at
		at += len(l.runes)
		text.WriteString(l.text)
	}
	t.Text = text.String()
	heads, rest := findSpeakers(lines)
	if len(heads) == 0 {
		return t, rest
	}
	all := []rune(t.Text)
	turn := func(speaker string, from, to int) {
		if from, to = trim(all, from, to); from < to {
			t.Turns = append(t.Turns, coding.Turn{Speaker: speaker, From: from, To: to})
		}
	}
	turn("", 0, lines[heads[0].top].from)
	for i, h := range heads {
		end := len(all)
		if i+1 < len(heads) {
			end = lines[heads[i+1].top].from
		}
		turn(h.name, lines[h.line].from+h.rest, end)
	}
	return t, rest
}

// trim takes the blanks off both ends of a stretch.
func trim(all []rune, from, to int) (int, int) {
	for from < to && blank(all[from]) {
		from++
	}
	for to > from && blank(all[to-1]) {
		to--
	}
	return from, to
}
