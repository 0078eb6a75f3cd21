package transcript

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/smekit/smekit/coding"
)

// Unit is a stretch of a transcript to code: the code points From up to To of its text, which are Text.
type Unit struct {
	Speaker  string
	Text     string
	From, To int
}

// longest is how long a unit may be, in UTF-16 units as Excel counts: a cell holds 32,767.
const longest = 30_000

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
	switch unit {
	case "turn", "paragraph", "sentence":
	default:
		return nil, fmt.Errorf("transcript: unknown unit %q: want turn, paragraph or sentence", unit)
	}
	all := []rune(t.Text)
	turns := t.Turns
	if len(turns) == 0 {
		turns = []coding.Turn{{To: len(all)}}
	}
	var units []Unit
	last := 0
	for i, turn := range turns {
		if turn.From < last || turn.To < turn.From || turn.To > len(all) {
			return nil, fmt.Errorf("transcript: turn %d from %d to %d does not fit a text of %d characters", i+1, turn.From, turn.To, len(all))
		}
		last = turn.To
		for _, s := range stretches(all, turn.From, turn.To, unit) {
			units = append(units, Unit{turn.Speaker, string(all[s[0]:s[1]]), s[0], s[1]})
		}
	}
	return units, nil
}

// stretches are the units of one turn.
func stretches(all []rune, from, to int, unit string) [][2]int {
	var out [][2]int
	add := func(from, to int) {
		if from, to = trim(all, from, to); from < to {
			out = append(out, fitting(all, from, to)...)
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
	return out
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

// fitting breaks a stretch without blanks at its ends into pieces that fit a cell.
func fitting(all []rune, from, to int) [][2]int {
	var out [][2]int
	for {
		end, size := from, 0
		for end < to && size+cells(all[end]) <= longest {
			size += cells(all[end])
			end++
		}
		if end < to {
			end = breakBefore(all, from, end, to)
		}
		if a, b := trim(all, from, end); a < b {
			out = append(out, [2]int{a, b})
		}
		if end == to {
			return out
		}
		from = end
	}
}

// breakBefore is the last good place to break a stretch up to most: after a line or sentence, else after a comma or blank,
// else most itself.
func breakBefore(all []rune, from, most, to int) int {
	best, stop := 0, from
	for i := from; i < most; {
		if i == stop { // the next line
			for stop = i; stop <= most && stop < to && all[stop] != '\n'; stop++ {
			}
			stop = min(stop+1, to, most+1)
		}
		i = sentenceEnd(all, i, stop)
		if i <= most {
			best = i
		}
	}
	if best > 0 {
		return best
	}
	for i := most; i > from+(most-from)/2; i-- {
		if blank(all[i-1]) || strings.ContainsRune("，、；：,;:", all[i-1]) {
			return i
		}
	}
	return most
}
