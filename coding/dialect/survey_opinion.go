package dialect

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// withoutOpinion are answers that say that somebody cannot tell. They are no points of a scale; that they count as missing is asked.
var withoutOpinion = words("不清楚 不知道 不知 不了解 不太清楚情况 不记得 记不清 没有接触 没接触过 未接触 未接触过 无法判断 无法评价 难以判断 不好评价 不好判断 未参与 没参加过 没用过 未使用过 不想回答 无 dontknow don'tknow don’tknow donotknow idontknow idon'tknow notsure can'tsay cantsay cannotsay noidea unabletosay notfamiliar noanswer nil n.a.")

// maybeWithout are words of the middle that mean the same where the scale has another middle.
var maybeWithout = words("不确定 说不清 不好说 难说 没意见 unsure notsure uncertain noopinion undecided")

// cannotTell are answers that people tick who cannot say, also where they are printed between the others.
var cannotTell = words("说不清 说不清楚 说不好 说不准 不好说 难说 难以判断 无法判断 不好判断 难以评价 无法评价 不好评价")

// besides lists the answers in words that are no points of the scale that the others are, as [lacksOpinion] does: words for being
// unable to say are none even where they could stand for the middle.
func besides(said []string, scale func([]string) bool) []string {
	var rest, unable []string
	for _, w := range said {
		if cannotTell[strings.Trim(degreeKey(w), ".。!！()")] {
			unable = append(unable, w)
		} else {
			rest = append(rest, w)
		}
	}
	if len(unable) > 0 {
		none := lacksOpinion(rest, scale)
		if scale(slices.DeleteFunc(rest, func(w string) bool { return slices.Contains(none, w) })) {
			return append(none, unable...)
		}
	}
	return lacksOpinion(said, scale)
}

// lacksOpinion lists the labels that are no points of the scale that the others are: they cannot tell, or do not answer. scale
// tells whether labels are points of one.
func lacksOpinion(labels []string, scale func([]string) bool) []string {
	rest, out := labels, []string(nil)
	take := func(which map[string]bool) {
		rest = slices.DeleteFunc(slices.Clone(rest), func(l string) bool {
			is := which[strings.Trim(degreeKey(l), ".。!！()")]
			if is {
				out = append(out, l)
			}
			return is
		})
	}
	take(notApplicable)
	if scale(rest) {
		return out
	}
	take(withoutOpinion)
	if !scale(rest) {
		take(maybeWithout)
	}
	if !scale(rest) {
		return nil
	}
	return out
}

// noOpinion takes answers that cannot tell out of a column, and remembers them to be asked about.
func (s *survey) noOpinion(b *built, v *coding.Value) {
	word := v.Text
	if notApplicable[degreeKey(word)] {
		s.doesNotApply(b, v)
		return
	}
	v.Missing, v.IsNum = coding.DoesNotApply, false
	b.na(word)
	b.unsaid(word)
}

// unsaid counts an answer that cannot tell.
func (b *built) unsaid(word string) {
	if b.opinionless == nil {
		b.opinionless = map[string]int{}
	}
	b.opinionless[word]++
}

// askOpinions asks once for each such answer whether it is one.
func (s *survey) askOpinions() {
	columns, times, order := map[string][]string{}, map[string]int{}, []string(nil)
	for _, b := range s.scales() {
		for _, w := range sortedKeys(b.opinionless) {
			if columns[w] == nil {
				order = append(order, w)
			}
			columns[w] = append(columns[w], b.Name)
			times[w] += b.opinionless[w]
		}
	}
	for _, w := range order {
		s.ask("dialect.survey_ask_opinion", w, listed(columns[w]), itoa(times[w]))
	}
}
