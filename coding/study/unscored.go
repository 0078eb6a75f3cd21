package study

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
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

// tellItems tells in the receipt of the instrument which items are not scored, and which may be turned the wrong way.
func (rd *reader) tellItems(parts []*part, unscored []string) {
	doubts := map[string][]string{}
	for i := range rd.out.Instrument.Items {
		it := &rd.out.Instrument.Items[i]
		if d := rd.out.Framework.Dimension(it.Dimension); d != nil {
			if code := doubtfulReversal(it, d.Polarity); code != "" {
				doubts[code] = append(doubts[code], it.ID)
			}
		}
	}
	for _, p := range parts {
		if p.receipt.What != kindInstrument.name {
			continue
		}
		if len(unscored) > 0 {
			p.say("not_scored", strings.Join(unscored, ", "))
		}
		for _, code := range []string{"labels_fall", "labels_fall_failure", "reversed_failure", "reversed_twice"} {
			if len(doubts[code]) > 0 {
				p.say(code, strings.Join(doubts[code], ", "))
			}
		}
		return
	}
}

// doubtfulReversal is the code of what a person should look at in the reversal of an item, empty without doubt. A score counts
// toward what its dimension measures: of one with polarity -1, toward a failure, so that a negative wording says what is measured
// and is not reversed; labels that run downward turn that round. Where more is better, the wording decides nothing by itself.
func doubtfulReversal(it *coding.Item, polarity int) string {
	falling := dialect.Falling(it.Labels)
	denies := dialect.Denies(it.Text.ZH) || it.Text.ZH == "" && dialect.Denies(it.Text.EN)
	switch {
	case polarity < 0 && falling && !it.Reverse:
		return "labels_fall_failure"
	case polarity < 0 && denies && !falling && it.Reverse:
		return "reversed_failure"
	case polarity > 0 && denies && falling && it.Reverse:
		return "reversed_twice"
	case polarity >= 0 && falling && !it.Reverse:
		return "labels_fall"
	}
	return ""
}
