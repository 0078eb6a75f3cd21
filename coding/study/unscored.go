package study

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding/dialect"
)

// unanswered reports whether a cell of a proposed instrument still holds the mark of a question.
func unanswered(text string) bool {
	return strings.HasPrefix(text, "？") || strings.HasPrefix(text, "?")
}

// measuresNone reports whether a dimension's cell says that an item measures none: it is described and not scored.
func measuresNone(word string) bool {
	return slices.Contains([]string{"-", "–", "—", "－", "/", "none", "不测量", "无", "不测量任何维度"}, strings.ToLower(word))
}

// tellItems tells in the receipt of the instrument which items are not scored, and whose labels run downward though they are
// not reversed: of these larger numbers raise the score.
func (rd *reader) tellItems(parts []*part, unscored []string) {
	var falling []string
	for i := range rd.out.Instrument.Items {
		if it := &rd.out.Instrument.Items[i]; it.Dimension != "" && !it.Reverse && dialect.Falling(it.Labels) {
			falling = append(falling, it.ID)
		}
	}
	for _, p := range parts {
		if p.receipt.What != kindInstrument.name {
			continue
		}
		if len(unscored) > 0 {
			p.say("not_scored", strings.Join(unscored, ", "))
		}
		if len(falling) > 0 {
			p.say("labels_fall", strings.Join(falling, ", "))
		}
		return
	}
}
