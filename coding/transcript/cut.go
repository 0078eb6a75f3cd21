package transcript

import (
	"fmt"
	"unicode/utf16"

	"github.com/smekit/smekit/coding"
)

// Unit is a stretch of a transcript to code: the code points From up to To of its text, which are Text.
type Unit struct {
	Speaker  string
	Text     string
	From, To int
}

// most is how long a unit may be, in UTF-16 units as Excel counts: a cell holds 32,767.
const most = 30_000

// Cut cuts a transcript into units: `turn` (what one speaker says; a text without speakers is one), `paragraph` (a line) or
// `sentence`. Units are in the order of the text and do not overlap; none crosses a turn or, but for turns, a line; they begin and end
// with no blank; nothing but blanks, time marks and speakers' names (with their number and colon) is in none of them.
//
// A sentence ends with 。！？…… or .!? and the closing quotation marks and brackets that follow (”’」』）). A mark inside a quotation
// before a comma, or before ：or 、, does not end it; a semicolon (；) parts clauses and ends nothing. A full stop ends a sentence
// where a blank, a Chinese character or nothing follows, not after an abbreviation (Dr., e.g., initials), in a number, or before a
// small letter; so does an ellipsis of dots or of one …, which before a small letter is a pause.
//
// A unit longer than 30,000 characters is broken at ends of lines or sentences, else at a comma or blank, else anywhere, so that
// each piece fits a cell of a worksheet.
//
// The error names an unknown unit, or turns that do not fit the text.
func Cut(t coding.Transcript, unit string) ([]Unit, error) {
	units, _, err := CutWithin(t, unit, 0)
	return units, err
}

// CutWithin is [Cut] with units of at most longest code points; 0 or less sets no bound but that of a cell. A longer one is
// broken at the end of a line or sentence, else at a comma or blank, else anywhere; its last two pieces are about equally long.
// The number says how many were broken.
func CutWithin(t coding.Transcript, unit string, longest int) (units []Unit, broken int, err error) {
	switch unit {
	case "turn", "paragraph", "sentence":
	default:
		return nil, 0, fmt.Errorf("transcript: unknown unit %q: want turn, paragraph or sentence", unit)
	}
	all := []rune(t.Text)
	turns := t.Turns
	if len(turns) == 0 {
		turns = []coding.Turn{{To: len(all)}}
	}
	last := 0
	for i, turn := range turns {
		if turn.From < last || turn.To < turn.From || turn.To > len(all) {
			return nil, 0, fmt.Errorf("transcript: turn %d from %d to %d does not fit a text of %d characters", i+1, turn.From, turn.To, len(all))
		}
		last = turn.To
		stretches(all, turn.From, turn.To, unit, func(from, to int) {
			pieces := fitting(all, from, to, longest)
			if len(pieces) > 1 {
				broken++
			}
			for _, s := range pieces {
				units = append(units, Unit{turn.Speaker, string(all[s[0]:s[1]]), s[0], s[1]})
			}
		})
	}
	return units, broken, nil
}

// stretches calls each with the units of one turn.
func stretches(all []rune, from, to int, unit string, each func(from, to int)) {
	add := func(from, to int) {
		if from, to = trim(all, from, to); from < to {
			each(from, to)
		}
	}
	switch unit {
	case "turn":
		add(from, to)
	case "paragraph":
		lineByLine(all, from, to, add)
	case "sentence":
		lineByLine(all, from, to, func(from, to int) {
			for from < to {
				end := sentenceEnd(all, from, to)
				add(from, end)
				from = end
			}
		})
	}
}

func lineByLine(all []rune, from, to int, each func(from, to int)) {
	for i := from; i < to; i++ {
		if all[i] == '\n' {
			each(from, i)
			from = i + 1
		}
	}
	each(from, to)
}

// cells counts characters as Excel does.
func cells(r rune) int { return max(1, utf16.RuneLen(r)) }
