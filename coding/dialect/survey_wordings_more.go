package dialect

import (
	"slices"
	"strings"
	"sync"
)

// changes are the words for getting less and more of something, as sets of answers about change have them.
var changes = [][2]string{{"恶化", "改善"}, {"变差", "变好"}, {"下降", "提高"}, {"下降", "上升"}, {"下降", "提升"}, {"降低", "提高"}, {"降低", "提升"}, {"降低", "上升"},
	{"减少", "增加"}, {"减弱", "增强"}, {"削弱", "加强"}, {"削弱", "增强"}, {"退步", "进步"}, {"倒退", "进步"}}

// knowledge are what one may know a little of, rather than be to a degree.
var knowledge = []string{"了解", "熟悉", "清楚", "知道", "掌握", "认识"}

// wordingsWith are the points of the sets of answers that stand as they are, of [wordingsFixed] and [moreWordings], by the words in
// them.
var wordingsWith = sync.OnceValue(func() map[string][][][]string {
	out := map[string][][][]string{}
	for _, line := range append(slices.Clone(wordingsFixed), moreWordings()...) {
		if ofStem(line) {
			continue
		}
		points := wordsAt(line, itself)
		var told []string
		for _, ways := range points {
			for _, w := range ways {
				if !slices.Contains(told, w) {
					told, out[w] = append(told, w), append(out[w], points)
				}
			}
		}
	}
	return out
})

// ofStem reports whether a line of [wordingsFixed] has a stem in it.
func ofStem(line string) bool {
	return strings.Contains(line, "D ") || strings.Contains(line, "D/") || strings.HasSuffix(line, "D")
}

// itself is a word of a line; every word of the middle stands for all.
func itself(token string) []string {
	if isNeutral(token) {
		return []string{middle, token}
	}
	return []string{token}
}

// moreWordings are further sets of answers, about change, influence, use, consent, results, knowledge and frequency; in the form of
// [wordingsFixed].
func moreWordings() []string {
	const unchanged = "没有变化/无变化/没变化/没什么变化/基本没有变化/基本没变/基本不变/没有改变/无明显变化/变化不大/不变/差不多/保持不变/持平/N"
	lines := []string{
		"没有影响/毫无影响/完全没有影响/完全没影响/无影响/没影响 影响很小/影响较小/影响比较小/影响不大/有一点影响 有一定影响/有些影响/影响一般/N 影响较大/影响比较大/影响大 影响很大/影响非常大/影响极大",
		"影响很小/影响非常小/影响极小 影响较小/影响比较小/影响不大/影响小 有一定影响/影响一般/影响中等/N 影响较大/影响比较大/影响大 影响很大/影响非常大/影响极大",
		"影响很小/影响非常小/影响极小 影响较小/影响比较小/影响不大/影响小 影响较大/影响比较大/影响大 影响很大/影响非常大/影响极大",
		"强烈反对/非常反对/坚决反对/完全反对/十分反对 反对/比较反对/不太赞成/不赞成/不支持 N 赞成/支持/比较赞成/比较支持 强烈赞成/非常赞成/完全赞成/十分赞成/强烈支持/非常支持/完全支持/坚决支持",
		"强烈反对/非常反对/坚决反对/完全反对/十分反对 反对/比较反对/不太赞成/不赞成/不支持 赞成/支持/比较赞成/比较支持 强烈赞成/非常赞成/完全赞成/十分赞成/强烈支持/非常支持/完全支持/坚决支持",
		"反对 N 赞成/支持",
		"没有用/没用/完全没有用/完全没用/毫无用处/没有用处/无用 用处不大/用处很小/用处较小/不太有用/作用不大 N/有点用/有一定用处 有用/比较有用/较有用/用处较大 非常有用/很有用/十分有用/用处很大/用处非常大",
		"没有用/没用/完全没有用/完全没用/毫无用处/没有用处/无用 用处不大/用处很小/用处较小/不太有用/作用不大 有用/比较有用/较有用/用处较大 非常有用/很有用/十分有用/用处很大/用处非常大",
		"没有帮助/毫无帮助/完全没有帮助 帮助不大/帮助很小/帮助较小 N/有一定帮助/有些帮助 帮助较大/比较有帮助/有帮助 帮助很大/帮助非常大/非常有帮助/很有帮助",
		"没有作用/毫无作用/完全没有作用 作用不大/作用很小/作用较小 N/有一定作用/有些作用 作用较大/有作用 作用很大/作用非常大",
		"不合格/不及格/差/较差 合格/及格/达标/N 良好/良/较好/好 优秀/优",
		"不合格/不及格 合格/及格/达标 优秀/优",
		"不合格/不及格/不达标 基本合格/基本达标 合格/达标",
		"从不/从未/从来不/从来没有/没有 很少/偶尔/有时/有时候 经常/常常/总是",
		"没有/完全没有 有一点/有一些/有些/较少/很少 很多/较多",
		"从不/从未/没有 每年一次 每月一次 每周一次",
		"从不/从未/没有/几乎没有/几乎不 每年一次/每年几次/一年一次/一年几次 每月一次/每月几次/一月一次/每个月一次 每周一次/每周几次/一周一次 每天/每天一次/每日/几乎每天/天天",
		"从不/从未/没有/几乎没有/几乎不 每年一次/每年几次/一年一次 每季度一次/每季度几次/一季度一次 每月一次/每月几次/一月一次/每个月一次 每周一次/每周几次/一周一次 每天/每天一次/每日/几乎每天/天天",
		"low medium/moderate/average high",
	}
	for _, c := range changes {
		low, high := c[0], c[1]
		much := func(w string) string {
			return each("大大 显著 明显 大幅 大幅度 严重 极大 非常", w) + "/" + w + "很多" + "/很大" + w
		}
		some := func(w string) string {
			return each("有所 略有 稍有 有些 有点 略微 稍微 轻微 小幅 一定", w) + "/" + w
		}
		lines = append(lines, much(low)+" "+some(low)+" "+unchanged+" "+some(high)+" "+much(high), some(low)+" "+unchanged+" "+some(high)+"/"+each("明显 显著 大大", high))
	}
	for _, k := range knowledge {
		none, little, fair, well := each("完全不 不 毫不 根本不", k), k+"一点/"+k+"一些/"+k+"一点点/有点"+k+"/有些"+k+"/不太"+k, each("基本 比较 较 大致", k), each("非常 很 完全 十分", k)
		lines = append(lines, none+" "+little+" "+fair+"/"+k+" "+well, none+" "+little+" 基本"+k+"/大致"+k+"/N "+each("比较 较", k)+"/"+k+" "+well, none+" "+k+"一点/"+k+"一些/有点"+k+" "+k+"/"+well)
	}
	return lines
}

// each puts words before another.
func each(before, word string) string {
	list := strings.Fields(before)
	for i := range list {
		list[i] += word
	}
	return strings.Join(list, "/")
}
