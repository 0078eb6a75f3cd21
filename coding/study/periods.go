package study

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/sheet"
)

// ladders are words that order periods, earliest first.
var ladders = [][]string{
	{"before pre pretest 前 前测 之前 事前 改革前", "during mid 中 中测 之中 改革中", "after post posttest 后 后测 之后 事后 改革后"},
	{"early 前期 早期 初期", "middle mid 中期", "late 后期 晚期 末期"},
	{"baseline 基线", "midline 中线", "endline followup 终线 随访"},
	{"past 过去 以前 从前 原来", "now present current 现在 目前 如今 当前", "future 将来 未来 今后"},
	{"上半年", "下半年"}, {"上期", "本期", "下期"},
	{"前年", "去年 lastyear", "今年 thisyear", "明年 nextyear"},
}

// naturalOrder sorts periods from the earliest to the latest by their names; false when the names do not tell the order.
// They tell it when all go by one rule: words such as before and after; dates, years, halves and quarters; one name
// with different numbers (t1, wave 10, 第三轮). Two names of one place (before and 改革前) leave the order open.
func naturalOrder(words []string) ([]string, bool) {
	if len(words) < 2 {
		return words, true
	}
	rule, names := commonRule(words)
	if rule == "" || len(names) < len(words) {
		return nil, false
	}
	all := make([]map[string][]int, len(words))
	for i, w := range words {
		all[i] = ranks(w)
	}
	return ranked(words, all, rule)
}

// ranked sorts by one rule. Every number of a rank must say the same order: 2023 neither precedes nor follows 2023H2.
func ranked(words []string, all []map[string][]int, rule string) ([]string, bool) {
	order := make([]int, len(words))
	for i := range words {
		order[i] = i
		if all[i][rule] == nil {
			return nil, false
		}
	}
	slices.SortFunc(order, func(a, b int) int { return slices.Compare(all[a][rule], all[b][rule]) })
	out := make([]string, len(words))
	for i, at := range order {
		out[i] = words[at]
		if i == 0 {
			continue
		}
		x, y := all[order[i-1]][rule], all[at][rule]
		if c := slices.Compare(x, y); c == 0 || rule == "time" && (x[0] >= y[0] || x[1] >= y[1]) {
			return nil, false
		}
	}
	return out, true
}

// ranks are the places of a period under each rule that understands its name.
func ranks(word string) map[string][]int {
	w := strings.ToLower(sheet.Fold(word))
	out := map[string][]int{}
	bare := strings.NewReplacer(" ", "", "-", "", "_", "").Replace(w)
	for i, l := range ladders {
		for step, names := range l {
			if slices.Contains(strings.Fields(names), bare) {
				out["words "+strconv.Itoa(i)] = []int{step}
			}
		}
	}
	for step, mark := range []string{"前", "中", "后"} { // 整合前, 整合后
		if stem, ok := strings.CutSuffix(bare, mark); ok && stem != "" {
			out["around "+stem] = []int{step}
		}
	}
	for step, marks := range [][]string{{"before", "pre"}, {"during", "mid"}, {"after", "post"}} { // pre-reform, after reform
		for _, m := range marks {
			if stem, ok := strings.CutPrefix(w, m); ok && stem != "" && strings.ContainsAny(stem[:1], " -_") {
				out["around "+strings.Trim(stem, " -_")] = []int{step}
			}
		}
	}
	if from, to, ok := span(w); ok {
		out["time"] = []int{from, to}
		return out
	}
	if name, n, ok := counted(w); ok {
		out["number "+name] = n
	}
	return out
}

// span is the first day of a period in the calendar and the first day after it, counted in days of months of 32 days.
func span(w string) (from, to int, ok bool) {
	w = strings.NewReplacer("上半年", "h1", "下半年", "h2", "年度", "年", "第", "", "季度", "季", "–", "-", "—", "-", "~", "-", "至", "-").Replace(numerals(w))
	for _, q := range []string{"1", "2", "3", "4"} {
		w = strings.ReplaceAll(w, q+"季", "q"+q)
	}
	w = strings.NewReplacer("年q", "q", "年h", "h", " q", "q", " h", "h", "-q", "q", "-h", "h", "/q", "q", "/h", "h", "_q", "q", "_h", "h").Replace(w)
	if rest, year, found := strings.Cut(w, " "); found && len(rest) == 2 && len(year) == 4 { // H1 2023
		w = year + rest
	}
	at := func(year, month, day int) int { return (year*12+month-1)*32 + day - 1 }
	year := func(s string) (int, bool) {
		y, err := strconv.Atoi(s)
		return y, err == nil && digits(s) && len(s) == 4 && y >= 1900 && y <= 2200
	}
	if len(w) == 6 && (w[4] == 'h' || w[4] == 'q') {
		y, good := year(w[:4])
		parts := map[byte]int{'h': 2, 'q': 4}[w[4]]
		n := int(w[5] - '0')
		if !good || n < 1 || n > parts {
			return 0, 0, false
		}
		months := 12 / parts
		return at(y, (n-1)*months+1, 1), at(y, n*months+1, 1), true
	}
	if a, b, found := strings.Cut(w, "-"); found { // 2021-2022
		first, good := year(strings.TrimSuffix(strings.TrimSpace(a), "年"))
		last, good2 := year(strings.TrimSuffix(strings.TrimSpace(b), "年"))
		if good && good2 {
			return at(first, 1, 1), at(last+1, 1, 1), first <= last
		}
	}
	iso, good := parseDate(w)
	if !good {
		return 0, 0, false
	}
	var n [3]int
	parts := strings.Split(iso[:min(len(iso), 10)], "-")
	for i, p := range parts {
		n[i], _ = strconv.Atoi(p)
	}
	switch {
	case len(iso) > 10: // with a clock
		return 0, 0, false
	case len(parts) == 1:
		return at(n[0], 1, 1), at(n[0]+1, 1, 1), true
	case len(parts) == 2:
		return at(n[0], n[1], 1), at(n[0], n[1]+1, 1), true
	}
	return at(n[0], n[1], n[2]), at(n[0], n[1], n[2]) + 1, true
}

var ordinals = map[string]string{"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9",
	"tenth": "10", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}

// counted takes a name with one number apart: wave 2 is "wave#" and 2, 第十二轮 is "第#轮" and 12. A number with a sign
// and names with several numbers say no order.
func counted(w string) (name string, n []int, ok bool) {
	words := strings.Fields(w)
	for i, x := range words {
		if d, found := ordinals[x]; found {
			words[i] = d
		}
	}
	w = strings.ReplaceAll(numerals(strings.Join(words, "")), "_", "")
	from := strings.IndexFunc(w, func(r rune) bool { return r >= '0' && r <= '9' })
	if from < 0 {
		return "", nil, false
	}
	to := from
	for to < len(w) && w[to] >= '0' && w[to] <= '9' {
		to++
	}
	before, after := w[:from], w[to:]
	for _, s := range []string{"st", "nd", "rd", "th"} {
		if rest, found := strings.CutPrefix(after, s); found {
			after = rest
			break
		}
	}
	x, err := strconv.Atoi(w[from:to])
	if err != nil || strings.ContainsAny(after, "0123456789") {
		return "", nil, false
	}
	if sign := strings.HasSuffix(before, "-") || strings.HasSuffix(before, "+"); sign && len(before) <= 2 { // t-1 is no wave 1
		return "", nil, false
	}
	return strings.TrimSuffix(before, "-") + "#" + strings.TrimPrefix(after, "-"), []int{x}, true
}

// numerals writes Chinese numerals up to 九十九 in digits.
func numerals(w string) string {
	unit := func(r rune) int {
		if r == '两' {
			return 2
		}
		i := strings.IndexRune("零一二三四五六七八九", r)
		if i < 0 {
			return -1
		}
		return i / len("零")
	}
	rs := []rune(w)
	var b strings.Builder
	for i := 0; i < len(rs); {
		if unit(rs[i]) < 0 && rs[i] != '十' && rs[i] != '〇' {
			b.WriteRune(rs[i])
			i++
			continue
		}
		j := i
		for j < len(rs) && (unit(rs[j]) >= 0 || rs[j] == '十' || rs[j] == '〇') {
			j++
		}
		run := rs[i:j]
		i = j
		ten := slices.Index(run, '十')
		if ten < 0 { // digit by digit: 二〇二三
			for _, r := range run {
				b.WriteString(strconv.Itoa(max(unit(r), 0)))
			}
			continue
		}
		n := 10
		if ten == 1 {
			n = 10 * unit(run[0])
		}
		switch rest := run[ten+1:]; {
		case ten > 1 || len(rest) > 1 || n < 0 || len(rest) == 1 && unit(rest[0]) < 0:
			b.WriteString(string(run))
			continue
		case len(rest) == 1:
			n += unit(rest[0])
		}
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}
