package locale

import (
	"strings"

	"github.com/smekit/smekit/coding"
)

// DirectionNote is the code of the question whether larger numbers of an item mean less of what it measures. Its arguments are
// the items, their wording (empty for several), what the evidence suggests (yes, no, empty), and five for each piece of
// evidence: its kind and up to four values.
const DirectionNote = "dialect.survey_ask_direction"

// Direction words that question for whoever answers it in the column reverse: what yes means, the evidence, and what it
// suggests, which for a wording that denies depends on whether more of the dimension is better. It decides nothing.
func Direction(lang string, n coding.ReceiptNote) string { return direction(lang, n, "better") }

// DirectionOn is [Direction] for an item of a dimension that is known: polarity 1 where more is better, -1 where more is worse, 0
// where neither is.
func DirectionOn(lang string, n coding.ReceiptNote, polarity int) string {
	switch {
	case polarity > 0:
		return direction(lang, n, "good")
	case polarity < 0:
		return direction(lang, n, "failure")
	}
	return direction(lang, n, "neither")
}

func direction(lang string, n coding.ReceiptNote, on string) string {
	var parts []string
	kinds := map[string]bool{}
	for i := 3; i+5 <= len(n.Args); i += 5 {
		parts = append(parts, Text(lang, "direction.evidence."+n.Args[i], n.Args[i+1:i+5]...))
		kinds[n.Args[i]] = true
	}
	s := Text(lang, "direction.ask")
	if len(parts) == 0 {
		return s
	}
	s += Text(lang, "direction.evidence", strings.Join(parts, Text(lang, "direction.and")))
	suggest := ""
	if len(n.Args) > 2 {
		suggest = n.Args[2]
	}
	switch {
	case suggest == "":
		return s + Text(lang, "direction.unclear")
	case !kinds["wording"]: // labels tell how much of the wording a number means, and nothing of the wording
		return s + Text(lang, "direction.says_it")
	case on == "neither":
		return s + Text(lang, "direction.neither")
	case on == "better":
		return s + Text(lang, "direction.better_"+suggest)
	case on == "failure":
		return s + Text(lang, "direction.failure_"+map[string]string{"yes": "no", "no": "yes"}[suggest])
	case suggest == "no" && kinds["labels"]:
		return s + Text(lang, "direction.cancel")
	}
	return s + Text(lang, "direction.suggest_"+suggest)
}

// directionNote is the same with the items before it, as a receipt has it.
func directionNote(lang string, n coding.ReceiptNote) string {
	names, wording := "", ""
	if len(n.Args) > 1 {
		names, wording = n.Args[0], n.Args[1]
	}
	if list := strings.Split(names, ", "); len(list) > 12 {
		names = strings.Join(list[:10], ", ") + ", … " + list[len(list)-1]
	}
	if wording != "" {
		names = Text(lang, "direction.item", names, wording)
	}
	return Text(lang, "direction.of", names, Direction(lang, n))
}
