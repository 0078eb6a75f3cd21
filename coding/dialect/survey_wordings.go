package dialect

import (
	"slices"
	"strings"
)

// Wordings are the whole sets of answers as questionnaires print them, a line each, from the least to the most: points
// apart by a blank, ways to word a point by a stroke. In those of a stem, X stands for it (L and H for its two ends, D and A in
// English), E for a word of the strongest degree, N for the middle.
//
// A point that nobody chose has its number all the same: a set of answers is numbered as the smallest wording that holds them all.
var (
	wordingsOfStem = strings.Split(`不X N/有点X/有些X/部分X X
不X 比较X/较X/较为X/基本X/大致X X
E不X N/有点X/有些X/部分X/基本X EX
E不X 不X X EX
不X 基本X/大致X X EX
E不X 不X 基本X/大致X X EX
E不X 不太X/不大X/不X 有点X/有些X 比较X/较X/较为X/基本X/X EX
E不X 不太X/比较不X/较不X/不大X/不怎么X 比较X/较X/较为X/基本X/大致X EX
不X 不太X/不大X 比较X/较X/基本X EX
E不X 不X N X EX
E不X 不太X/比较不X/较不X/不大X/不怎么X/基本不X N 比较X/较X/较为X/基本X/大致X EX
E不X 不X N 比较X/较X/较为X/基本X EX
E不X 不太X/比较不X/较不X/不大X N X EX
E不X 有点不X/有些不X N 有点X/有些X EX
不X 不太X/不大X/比较不X N 比较X/较X/较为X/基本X EX
不X 不太X/不大X/比较不X N 比较X/较X/较为X/基本X X
不X 不太X/不大X N X EX
E不X 不X 有点不X/有些不X/略微不X/稍微不X/比较不X/较不X/不太X/不大X 有点X/有些X/略微X/稍微X/比较X/较X/基本X X EX
E不X 比较不X/较不X/不太X 有点不X/有些不X/略微不X/稍微不X 有点X/有些X/略微X/稍微X 比较X/较X EX
E不X 不X 有点不X/有些不X/略微不X/稍微不X/比较不X/较不X/不太X/不大X N 有点X/有些X/略微X/稍微X/比较X/较X/基本X X EX
E不X 比较不X/较不X/不太X/不大X 有点不X/有些不X/略微不X/稍微不X N 有点X/有些X/略微X/稍微X 比较X/较X EX
完全不X/极不X/极其不X/强烈不X/非常不X 非常不X/很不X 不X N X 非常X/很X 完全X/极X/极其X/强烈X/非常X
完全不X/极不X/极其不X 非常不X/很不X 比较不X/较不X/不太X N 比较X/较X 非常X/很X 完全X/极X/极其X`, "\n")
	wordingsOfPair = strings.Split(`L N H
EL L H EH
EL 较L/比较L/偏L/较为L 较H/比较H/偏H/较为H EH
EL 较L/比较L/偏L/较为L N 较H/比较H/偏H/较为H EH
EL L N H EH
L 较L/比较L/偏L N 较H/比较H/偏H H
EL L 较L/比较L/偏L 较H/比较H/偏H H EH
EL L 较L/比较L/偏L N 较H/比较H/偏H H EH`, "\n")
	wordingsOfEnglishStem = strings.Split(`D N A
ED D A EA
ED somewhatD/slightlyD/alittleD/ratherD/moderatelyD somewhatA/slightlyA/alittleA/ratherA/moderatelyA EA
ED D N A EA
ED somewhatD/slightlyD/alittleD/ratherD/moderatelyD/mostlyD N somewhatA/slightlyA/alittleA/ratherA/moderatelyA/mostlyA EA
ED D somewhatD/slightlyD/alittleD/ratherD/moderatelyD somewhatA/slightlyA/alittleA/ratherA/moderatelyA A EA
ED moderatelyD/mostlyD/quiteD somewhatD/slightlyD/alittleD somewhatA/slightlyA/alittleA moderatelyA/mostlyA/quiteA EA
ED D somewhatD/slightlyD/alittleD/ratherD/moderatelyD N somewhatA/slightlyA/alittleA/ratherA/moderatelyA A EA
ED moderatelyD/mostlyD/quiteD somewhatD/slightlyD/alittleD N somewhatA/slightlyA/alittleA moderatelyA/mostlyA/quiteA EA`, "\n")
	wordingsFixed = strings.Split(`从不/从未/从来不/从来没有/没有 偶尔/很少/较少/有时/有时候 经常/常常/时常 总是/一直/几乎总是/每次
从不/从未/从来不/从来没有/没有 很少/极少/较少/偶尔 有时/有时候 经常/常常/时常
从不/从未/从来不/从来没有/没有 很少/极少/较少/几乎不/几乎没有/偶尔 有时/有时候 经常/常常/时常 总是/一直/几乎总是/每次
从不/从未/从来不/从来没有/没有 很少/极少/较少/几乎不/几乎没有 偶尔/一般 经常/常常/时常 总是/一直/几乎总是/每次
从不/从未/从来不/从来没有/没有 很少/极少/较少/几乎不/几乎没有 偶尔 有时/有时候 经常/常常/时常 总是/一直/几乎总是/每次
从不/从未/从来不/从来没有/没有 极少/几乎不/几乎没有 很少/较少/偶尔 有时/有时候 经常/常常/时常 通常/很经常/非常经常/几乎总是 总是/一直/每次
没有/完全没有 很少/较少/有一点/有一些 较多/比较多/多 很多/非常多
没有/完全没有 很少/极少/较少/有一点 一些/有一些/一般 较多/比较多/多 很多/非常多
很少/极少/非常少 较少/少 一般/一些 较多/多 很多/非常多
完全没有/一点也没有/没有 有一点/有点/轻微/稍有 一般/中等/有一些/有些 较大/比较大/较强/相当/明显 很大/非常大/极大/很强/非常强/非常
从不 每年一次 每季度一次 每月一次 每周一次
never rarely/seldom/sometimes/occasionally often/always/frequently
never rarely/seldom sometimes often/frequently
never sometimes often/frequently/usually always
never rarely/seldom often/frequently always
never rarely/seldom/almostnever sometimes/occasionally often/frequently/usually always/almostalways/veryoften
never rarely/seldom occasionally sometimes often/frequently always
never rarely/seldom occasionally sometimes often/frequently usually/veryoften/almostalways always
notatall slightly/alittle/alittlebit/toasmallextent/somewhat moderately/somewhat/toamoderateextent very/verymuch/quiteabit/considerably/toagreatextent/alot/mostly extremely/completely/agreatdeal/toaverygreatextent
notatall/none alittle/slightly/somewhat moderately/quiteabit/alot/agreatdeal/verymuch/extremely/completely
notatallD slightlyD/somewhatD moderatelyD veryD/quiteD extremelyD/completelyD/absolutelyessential
notatallD slightlyD/somewhatD/notveryD moderatelyD/fairlyD/quiteD/D veryD/extremelyD
notD/notatallD notveryD/slightlyD/oflittleimportance neutral/moderatelyD/somewhatD/fairlyD D/quiteD/fairlyD veryD/extremelyD
verypoor/terrible poor/bad fair/average/acceptable/neutral/ok good verygood/excellent
poor/verypoor fair/poor good excellent/verygood
poor fair good verygood excellent
verylow low medium/moderate/average/neutral high veryhigh
almostnevertrue rarelytrue sometimestrue oftentrue almostalwaystrue
nottrue/nottrueatall/notatalltrue slightlytrue/hardlytrue/somewhattrue moderatelytrue/quitetrue exactlytrue/completelytrue/verytrue`, "\n")
	strongest = map[bool][]string{
		true:  strings.Fields("非常 完全 十分 极其 极为 极度 极 特别 强烈 很 最 相当"),
		false: strings.Fields("strongly very completely totally extremely highly entirely fully absolutely"),
	}
	englishEnds = []string{"somewhat", "slightly", "alittle", "rather", "moderately", "mostly", "quite", "strongly", "completely", "totally", "extremely", "entirely", "fully", "absolutely", "verymuch", "very"}
)

// middle stands for every word of the middle.
const middle = "N"

// wordKey is a label as wordings have it.
func wordKey(label string) string {
	k := strings.Trim(degreeKey(label), ".。!！,，;；")
	k = strings.NewReplacer("’", "", "'", "", "-", "").Replace(k)
	if isNeutral(k) || k == "中" || k == "适中" || k == "medium" {
		return middle
	}
	if stem, cut := strings.CutPrefix(k, "一般"); cut && !strings.HasPrefix(stem, "不") && !strings.HasPrefix(stem, "没") { // 一般重要
		return middle
	}
	for _, w := range englishEnds { // agree strongly
		if stem, cut := strings.CutSuffix(k, w); cut && stem != "" && stem != "not" && !slices.Contains(englishEnds, stem) {
			return w + stem
		}
	}
	return k
}

// wordsAt gives each point's ways of wording it.
func wordsAt(line string, replace func(token string) []string) [][]string {
	var points [][]string
	for _, p := range strings.Fields(line) {
		var ways []string
		for _, token := range strings.Split(p, "/") {
			ways = append(ways, replace(token)...)
		}
		points = append(points, ways)
	}
	return points
}

// fitted is how a wording numbers words: their points, by key, and how many points it has.
type fitted struct {
	points int
	at     map[string]int
}

// fitWords numbers words by the smallest wording that holds them all, each at a point of its own. Where several of that size do so
// and differ, or none does, ok is false; found tells whether there was any.
func fitWords(labels []string) (f fitted, ok, found bool) {
	keys := map[string]bool{}
	stem, stems := "", 0
	for _, l := range labels {
		k := wordKey(l)
		if keys[k] && k != middle { // the same words, written otherwise
			continue
		}
		if keys[k] {
			return fitted{}, false, false
		}
		keys[k] = true
		if rest, cut := strings.CutPrefix(k, "notatall"); cut && rest != "" {
			l = rest
		}
		if st, _, is := degree(l); is && st != "" && st != "often" && st != stem {
			stem = st
			stems++
		}
	}
	ok = true
	try := func(points [][]string) {
		if found && len(points) > f.points || len(points) < len(keys) {
			return
		}
		at := map[string]int{}
		for i, ways := range points {
			here := ""
			for _, w := range ways {
				if !keys[w] || at[w] > 0 || here == w {
					continue
				}
				if here != "" {
					return // two words at one point
				}
				here, at[w] = w, i+1
			}
		}
		switch {
		case len(at) < len(keys):
		case !found || len(points) < f.points:
			f, ok, found = fitted{len(points), at}, true, true
		default:
			for w, p := range at {
				ok = ok && f.at[w] == p
			}
		}
	}
	for k := range keys { // all of them are in a line, or it is none
		for _, points := range wordingsWith()[k] {
			try(points)
		}
		break
	}
	if stems != 1 {
		return f, ok && found, found
	}
	for _, line := range wordingsFixed {
		if !ofStem(line) {
			continue
		}
		try(wordsAt(line, func(token string) []string {
			if d := strings.TrimSuffix(token, "D"); d != token {
				return []string{d + wordKey(stem)}
			}
			return itself(token)
		}))
	}
	han := hanFirst(stem)
	ends := strongest[han]
	replaced := func(lows []string, high string) func(string) []string {
		return func(token string) []string {
			if token == middle {
				return []string{middle}
			}
			var out []string
			rest, strong := strings.CutPrefix(token, "E")
			for _, low := range lows {
				w := strings.NewReplacer("L", low, "D", low, "H", high, "A", high, "X", high).Replace(rest)
				if !strong {
					out = append(out, w)
					continue
				}
				for _, e := range ends {
					out = append(out, e+w)
				}
			}
			return out
		}
	}
	lows := []string{}
	for low, high := range negative {
		if high == stem && hanFirst(low) == han {
			lows = append(lows, low)
		}
	}
	slices.Sort(lows)
	switch {
	case han:
		for _, line := range wordingsOfStem {
			try(wordsAt(line, replaced([]string{stem}, stem)))
		}
		if len(lows) > 0 {
			for _, line := range wordingsOfPair {
				try(wordsAt(line, replaced(lows, stem)))
			}
		}
	default:
		for _, line := range wordingsOfEnglishStem {
			try(wordsAt(line, replaced(append(lows, "not"+stem), stem)))
		}
	}
	return f, ok && found, found
}

func hanFirst(s string) bool {
	for _, r := range s {
		return r >= 0x2e80
	}
	return false
}

// isNeutral reports whether a key is a label of the middle.
func isNeutral(k string) bool {
	return neutral[k] || strings.HasPrefix(k, "既不") || strings.HasPrefix(k, "neither") || strings.HasPrefix(k, "无法确定")
}
