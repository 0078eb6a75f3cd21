package dialect

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// Evidence of the direction of an item, as it stands among the arguments of the question dialect.survey_ask_direction: the
// items, their wording, what the evidence suggests (yes, no, or empty), and then for each piece of evidence its kind and four
// arguments.
const (
	evidenceLabels  = "labels"  // run downward: the least number and its label, the largest and its label
	evidenceWording = "wording" // is negative: the word
	evidenceAnswers = "answers" // run against the block: the correlation, beyond chance
	evidenceWidth   = 5
)

// Falling reports whether the labels of an item run downward: the larger the number, the less it says. What cannot be told does
// not fall.
func Falling(labels map[string]float64) bool {
	var list []ValueLabel
	for text, x := range labels {
		list = append(list, ValueLabel{plainNumber(x), text})
	}
	slices.SortFunc(list, func(a, b ValueLabel) int {
		if d := byValue(a, b); d != 0 {
			return d
		}
		return strings.Compare(a.Text, b.Text)
	})
	var texts []string
	for _, l := range list {
		texts = append(texts, l.Text)
	}
	none := lacksOpinion(texts, func(some []string) bool {
		scale, _ := likert(slices.DeleteFunc(slices.Clone(list), func(l ValueLabel) bool { return !slices.Contains(some, l.Text) }), parseValue)
		return scale
	})
	list = slices.DeleteFunc(list, func(l ValueLabel) bool { return slices.Contains(none, l.Text) })
	_, falling := likert(list, parseValue)
	if len(list) == 2 && !falling {
		_, x, ok := degree(list[0].Text)
		_, y, ok2 := degree(list[1].Text)
		falling = ok && ok2 && x > 0 && y < 0
	}
	return falling
}

// direction asks, once for an item, whether larger numbers mean less of what it measures, where something says so: labels that
// run downward, a wording that denies, answers that run against the block. Items of a block with the same evidence are
// asked about together. Nothing is recoded.
func (s *survey) direction(list []*built, against map[int]opposite, denied map[int]string) {
	falls := 0
	for _, b := range list {
		falls += yes(b.falling)
	}
	type question struct {
		names []string
		args  []string
	}
	var asked []*question
	for i, b := range list {
		o, runs := against[i]
		word, says := denied[i]
		runs = runs && RunsAgainst(o.r, o.people)
		if b.from.own || b.from.item != nil || !runs && !says && !b.falling {
			continue
		}
		suggest := b.falling != says
		clear := !b.unlabelled || says
		if runs {
			others := (falls-yes(b.falling))*2 > len(list)-1
			clear = clear && (b.falling || says) && suggest == !others // answers alone tell nothing
		}
		args := []string{"", "", ""}
		if clear {
			args[2] = map[bool]string{true: "yes", false: "no"}[suggest]
		}
		add := func(kind string, more ...string) {
			args = append(args, append([]string{kind}, append(more, make([]string, evidenceWidth-1-len(more))...)...)...)
		}
		if b.falling {
			low, high := labelAt(b.Labels, b.low), labelAt(b.Labels, b.high)
			at := [2]float64{b.low, b.high}
			if low == "" || high == "" { // the ends have no words
				at[0], low, at[1], high = b.ends()
			}
			add(evidenceLabels, plainNumber(at[0]), low, plainNumber(at[1]), high)
		}
		if says {
			add(evidenceWording, word)
		}
		if runs {
			add(evidenceAnswers, strconv.FormatFloat(o.r, 'f', 2, 64))
		}
		same := slices.IndexFunc(asked, func(q *question) bool { return !runs && !says && slices.Equal(q.args[2:], args[2:]) })
		if same >= 0 {
			asked[same].names, asked[same].args[1] = append(asked[same].names, b.Name), ""
			continue
		}
		args[1] = shorten(b.from.wording(), 60)
		asked = append(asked, &question{[]string{b.Name}, args})
	}
	for _, q := range asked {
		q.args[0] = strings.Join(q.names, ", ")
		s.ask("dialect.survey_ask_direction", q.args...)
	}
}

// ends are the least and the largest point with words.
func (b *built) ends() (low float64, lowest string, high float64, highest string) {
	for _, l := range b.Labels {
		x, ok := parseValue(l.Value)
		if !ok || slices.Contains(b.Missing, l.Value) || l.Text == "" {
			continue
		}
		if lowest == "" || x < low {
			low, lowest = x, l.Text
		}
		if highest == "" || x > high {
			high, highest = x, l.Text
		}
	}
	return low, lowest, high, highest
}

// unproposed writes down which questions are not proposed as items, a line for each reason.
func (s *survey) unproposed() {
	reasons := []string{"text", "several", "number", "person", "two", "words"}
	lists := map[string][]string{}
	seen, parted := map[*question]bool{}, map[*question]bool{}
	for _, b := range s.built {
		parted[b.from] = parted[b.from] || b.Kind == "choices" || b.Kind == "ranking"
	}
	for _, b := range s.built {
		q := b.from
		if q == nil || q.role != "" || q.item != nil || b.Kind == "scale" || b.Kind == "field" || seen[q] || strings.HasSuffix(b.Name, "_text") && len(q.other) > 0 {
			continue
		}
		seen[q] = true
		given := map[string]bool{}
		for r := range b.values {
			if v := &b.values[r]; v.Missing == coding.Present {
				given[v.Text] = true
			}
		}
		reason := "words"
		switch {
		case parted[q], q.option:
			reason = "several"
		case b.Kind == "text":
			reason = "text"
		case b.Kind == "number":
			reason = "number"
		case q.personal():
			reason = "person"
		case len(given) <= 2:
			reason = "two"
		}
		name := q.Name
		if q.option && q.block != "" {
			name = q.block
		}
		if !slices.Contains(lists[reason], name) {
			lists[reason] = append(lists[reason], name)
		}
	}
	for _, r := range reasons {
		if len(lists[r]) > 0 {
			s.note("dialect.survey_unproposed_"+r, listed(lists[r]))
		}
	}
}
