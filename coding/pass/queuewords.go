package pass

import (
	"strings"

	"github.com/smekit/smekit/coding"
)

// inLanguage is a label in zh or en, or for any other language in both.
func inLanguage(l coding.Label, lang string) string {
	if lang == "zh" || lang == "en" || l.ZH == l.EN || l.ZH == "" || l.EN == "" {
		return l.Or(lang)
	}
	return l.ZH + " " + l.EN
}

// queueWords are the words of a queue's cells.
var queueWords = map[string]coding.Label{
	DisputeSplit:    {ZH: "各半", EN: "evenly split"},
	DisputeMinority: {ZH: "少数给出", EN: "a minority gave it"},
	DisputeTie:      {ZH: "方向不一", EN: "directions differ"},
	DisputeMajority: {ZH: "多数给出", EN: "a majority gave it"},
	DisputeRatings:  {ZH: "评定悬殊", EN: "ratings far apart"},
	"intensity":     {ZH: "强度", EN: "intensity"},
	"direction":     {ZH: "方向", EN: "direction"},
	"absent":        {ZH: "不存在", EN: "absent"},
	"memo":          {ZH: "备注", EN: "memo"},
	"nothing":       {ZH: "（已阅，无编码）", EN: "(reviewed, no code)"},
	"unseen":        {ZH: "（未阅）", EN: "(not reviewed)"},
}

// The reasons of a ruling.
const (
	ReasonBoundary  = "boundary"  // the boundary of two codes
	ReasonUnclear   = "unclear"   // the definition is unclear
	ReasonOversight = "oversight" // somebody overlooked it
	ReasonBoth      = "both"      // both codes apply
)

// Reasons are the reason codes that a queue offers, in its order.
func Reasons() []string {
	return []string{ReasonBoundary, ReasonUnclear, ReasonOversight, ReasonBoth}
}

// reasonWords are the spellings of the reasons: the first two are those that are written.
var reasonWords = map[string][]string{
	ReasonBoundary:  {"两码边界", "boundary of two codes", "boundary", "边界", "编码边界", "boundary of codes"},
	ReasonUnclear:   {"定义不清", "definition unclear", "unclear", "定义不明", "unclear definition"},
	ReasonOversight: {"疏漏", "oversight", "遗漏", "漏编", "overlooked", "omission"},
	ReasonBoth:      {"两者皆可", "both apply", "both", "两码皆可", "皆可", "都适用"},
}

// ReasonText puts a reason code and a comment into the words in which a ruling keeps them: "两码边界：…" or
// "boundary of two codes: …". An empty or unknown code leaves the comment alone.
func ReasonText(code, comment, lang string) string {
	words := reasonWords[code]
	comment = strings.TrimSpace(comment)
	if words == nil {
		return comment
	}
	word, mark := words[0], "："
	if lang == "en" {
		word, mark = words[1], ": "
	}
	if comment == "" {
		return word
	}
	return word + mark + comment
}

// ReasonOf takes a ruling's reason apart: its code, empty where it is in the team's own words, and the comment.
func ReasonOf(reason string) (code, comment string) {
	word, comment := reason, ""
	if i := strings.IndexAny(reason, ":："); i >= 0 {
		word = reason[:i]
		comment = strings.TrimSpace(strings.TrimLeft(reason[i:], ":："))
	}
	if code = reasonCode(word); code == "" {
		return "", strings.TrimSpace(reason)
	}
	return code, comment
}

// reasonCode is the reason that a cell names in either language or in both; empty for any other text.
func reasonCode(s string) string {
	k := bilingualKey(s)
	if k == "" {
		return ""
	}
	for _, code := range Reasons() {
		words := reasonWords[code]
		if k == bilingualKey(words[0]+words[1]) || k == bilingualKey(words[1]+words[0]) {
			return code
		}
		for _, w := range words {
			if k == bilingualKey(w) {
				return code
			}
		}
	}
	return ""
}
