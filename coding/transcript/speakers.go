package transcript

import (
	"slices"
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding/sheet"
)

// head is the beginning of a turn.
type head struct {
	top  int // first line of it: time marks may stand on lines of their own above
	line int
	rest int // code points of the line before what is said
	name string
	key  string
	time bool // with a time mark
	dots bool // with a colon; with neither, the name is alone on its line
	told bool // by the layout
}

const (
	longestHan   = 16
	longestLatin = 40
)

// keyOf makes two spellings of a name comparable.
func keyOf(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(sheet.Fold(name))), " ")
}

// findSpeakers finds the beginnings of turns, in order; rest lists candidates before a colon that were not taken.
func findSpeakers(lines []line) (heads []head, rest []string) {
	var signed, told, bare []head
	for i := range lines {
		l := &lines[i]
		if l.told {
			told = append(told, head{top: i, line: i, name: l.speaker, told: true})
		}
		if l.within {
			continue
		}
		if h, ok := parseHead(l.runes); ok {
			h.top, h.line, h.key = i, i, keyOf(h.name)
			if h.dots || h.time {
				signed = append(signed, h)
			} else {
				bare = append(bare, h)
			}
		}
	}
	stampsAbove(lines, signed)
	signed = slices.DeleteFunc(signed, afterRecord(lines, signed))
	j := newJury(signed)
	refused := map[string]bool{}
	for _, h := range signed {
		if j.speaks(h) {
			heads = append(heads, h)
		} else if !h.time && !refused[h.key] {
			refused[h.key] = true
			rest = append(rest, h.name)
		}
	}
	heads = append(heads, j.alone(lines, bare, heads)...)
	if len(heads) == 0 && len(told) == 0 {
		heads = takingTurns(lines, bare)
	}
	stampsAbove(lines, heads)
	for _, h := range told {
		if h.name != "" || !slices.ContainsFunc(heads, func(o head) bool { return o.line == h.line }) {
			heads = append(heads, h)
		}
	}
	slices.SortFunc(heads, func(a, b head) int { return a.line - b.line })
	spelling := map[string]string{}
	for i := range heads {
		if h := &heads[i]; !h.told {
			if spelling[h.key] == "" {
				spelling[h.key] = h.name
			}
			h.name = spelling[h.key]
		}
	}
	return heads, rest
}

// parseHead reads what may be a speaker at the beginning of a line: time mark, name, time mark, colon, or a name alone. A
// number may stand before those who ask and answer: 1、问：…
func parseHead(r []rune) (head, bool) {
	i, _ := trim(r, 0, len(r))
	if m := counted.FindString(string(r[i:min(len(r), i+8)])); m != "" {
		if h, ok := parseName(r, i+len([]rune(m)), head{}); ok && h.dots && (party(keyOf(h.name)) || mark(keyOf(h.name))) {
			return h, true
		}
	}
	var h head
	if end := stampAt(r, i); end > i {
		h.time = true
		i, _ = trim(r, end, len(r))
	}
	return parseName(r, i, h)
}

// parseName reads from the name on.
func parseName(r []rune, i int, h head) (head, bool) {
	from, last := i, min(len(r), i+longestLatin+longestStamp)
	for ; i < last; i++ {
		c := r[i]
		if i > from && (opens(c) || digit(c) && blank(r[i-1])) {
			if end := stampAt(r, i); end > i {
				h.time = true
				h.name = string(r[from:i])
				i, _ = trim(r, end, len(r))
				if i < len(r) && colon(r[i]) {
					h.dots = true
					i++
				} else if i < len(r) {
					return h, false
				}
				break
			}
		}
		if colon(c) {
			if i+1 < len(r) && (r[i+1] == '/' || c == ':' && digit(r[i+1]) && i > from && digit(r[i-1])) {
				return h, false
			}
			h.name, h.dots = string(r[from:i]), true
			i++
			break
		}
		if !nameRune(c) {
			return h, false
		}
	}
	if h.name == "" && !h.dots {
		if i < len(r) {
			return h, false
		}
		h.name = string(r[from:i])
	}
	h.rest = i
	h.name = strings.Trim(h.name, "【】[]*<># \t\u3000\u00a0-—·")
	return h, nameShape(h.name)
}

func nameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(" \t\u3000\u00a0·•.-_—'’()（）#&/【】[]*＃<>", r)
}

// nameShape reports whether a text is as short as a name and has a letter; several Latin words begin with capitals or digits.
func nameShape(s string) bool {
	letters, han, n := 0, false, 0
	for _, r := range s {
		n++
		if unicode.IsLetter(r) {
			letters++
		}
		han = han || unicode.Is(unicode.Han, r)
	}
	if letters == 0 || han && n > longestHan || n > longestLatin {
		return false
	}
	if han {
		return true
	}
	words := strings.Fields(s)
	if len(words) > 4 {
		return false
	}
	for i, w := range words {
		c := []rune(strings.TrimLeft(w, "(（[<'’"))
		if i > 0 && len(c) > 1 && unicode.IsLower(c[0]) && !particles[w] && !parties[w] {
			return false
		}
	}
	return true
}

// jury decides on names by all lines on which they stand.
type jury struct {
	count   map[string]int // of lines that the name begins
	timed   map[string]int // of these, with a time mark
	marked  int            // lines with short marks
	accept  map[string]bool
	series  map[string]bool
	several bool // two speakers at least
}

func newJury(heads []head) *jury {
	j := &jury{count: map[string]int{}, timed: map[string]int{}, accept: map[string]bool{}, series: map[string]bool{}}
	var order []string
	for _, h := range heads {
		if j.count[h.key]++; j.count[h.key] == 1 {
			order = append(order, h.key)
		}
		if h.time {
			j.timed[h.key]++
		}
		if mark(h.key) {
			j.marked++
		}
	}
	var candidates, questions []string
	answers := false
	for _, k := range order {
		switch {
		case question(k):
			questions = append(questions, k)
		case party(k), mark(k) && j.marked >= 2:
			j.accept[k] = true
			answers = true
		case mark(k) || !plausible(k):
		case j.count[k] >= 2:
			candidates = append(candidates, k)
		}
	}
	if answers {
		for _, k := range questions {
			j.accept[k] = true
		}
	}
	for _, k := range candidates {
		if len(j.accept)+len(candidates) >= 2 || j.count[k] >= 3 || j.timed[k] >= 2 {
			j.accept[k] = true
		}
	}
	for k := range j.accept {
		if s := seriesOf(k); s != "" {
			j.series[s] = true
		}
	}
	heard := 0
	for k := range j.accept {
		heard += j.count[k]
	}
	j.several = heard >= 2
	return j
}

// speaks reports whether a line with a colon or a time mark begins a turn.
func (j *jury) speaks(h head) bool {
	if j.accept[h.key] {
		return true
	}
	if !j.several || mark(h.key) || question(h.key) || !plausible(h.key) {
		return false
	}
	return h.time && (h.dots || j.count[h.key] >= 2) || titled(h.key) || j.series[seriesOf(h.key)]
}

// alone finds the names that stand alone on their lines, in a text with speakers.
func (j *jury) alone(lines []line, bare, heads []head) []head {
	taken := map[int]bool{}
	for _, h := range heads {
		taken[h.line] = true
	}
	times, among := map[string]int{}, map[int]bool{}
	fits := func(h head) bool {
		return party(h.key) || j.accept[h.key] && !mark(h.key)
	}
	total := 0
	for _, h := range bare {
		if fits(h) {
			times[h.key]++
			among[h.line] = true
			total++
		}
	}
	var out []head
	for _, h := range bare {
		next := following(lines, h.line)
		if !fits(h) || times[h.key] < 2 && (total < 2 || !party(h.key)) || next < 0 || among[next] || taken[next] {
			continue
		}
		out = append(out, h)
	}
	return out
}

// interjections recur alone on lines and are no names.
var interjections = wordSet("嗯 对 好 好的 没有 有 哦 噢 啊 可以 行 谢谢 再见 您好 你好 对对 对对对 嗯嗯 没错 当然 没问题 yes no ok okay right yeah sure thanks 休息 暂停 笑 沉默 略 省略 end")

// takingTurns finds names alone on their lines in a text without any other sign of speakers.
func takingTurns(lines []line, bare []head) []head {
	count := map[string]int{}
	var out []head
	for _, h := range bare {
		if len([]rune(h.key)) <= 12 && !interjections[h.key] && plausible(h.key) && !mark(h.key) {
			count[h.key]++
		}
	}
	names := map[string]bool{}
	for _, h := range bare {
		if count[h.key] >= 2 {
			names[h.key] = true
			out = append(out, h)
		}
	}
	filled := 0
	for i := range lines {
		if from, to := trim(lines[i].runes, 0, len(lines[i].runes)); from < to {
			filled++
		}
	}
	if len(names) < 2 || len(out)*3 < filled {
		return nil
	}
	for i, h := range out {
		if next := following(lines, h.line); next < 0 || i+1 < len(out) && out[i+1].line == next {
			return nil
		}
	}
	return out
}

// following is the next line with something on it, -1 at the end.
func following(lines []line, i int) int {
	for i++; i < len(lines); i++ {
		if from, to := trim(lines[i].runes, 0, len(lines[i].runes)); from < to {
			return i
		}
	}
	return -1
}

// stampsAbove counts time marks on lines of their own, and blank lines between, to the head that follows them.
func stampsAbove(lines []line, heads []head) {
	for k := range heads {
		h := &heads[k]
		for i := h.line - 1; i >= 0 && !lines[i].within; i-- {
			r := lines[i].runes
			from, to := trim(r, 0, len(r))
			if from == to {
				continue
			}
			if stampAt(r, from) != to {
				break
			}
			h.top, h.time = i, true
		}
	}
}

// afterRecord returns what lies in the record's head: the lines above the interview that are titles or `label：value`, up to
// the last one whose label is a time, a place or the like. No label stands there twice.
func afterRecord(lines []line, signed []head) func(head) bool {
	byLine := map[int]head{}
	for _, h := range signed {
		byLine[h.line] = h
	}
	last := -1
	seen := map[string]bool{}
	for i := range lines {
		r := lines[i].runes
		from, to := trim(r, 0, len(r))
		if from == to {
			continue
		}
		h, labelled := byLine[i]
		if labelled {
			from = min(h.rest, to)
		}
		if lines[i].within || labelled && seen[h.key] || to-from > 40 || strings.ContainsAny(string(r[from:to]), "。！？!?…") {
			break
		}
		seen[h.key] = true
		if labelled && record(h.key) {
			last = i
		}
	}
	return func(h head) bool { return h.line <= last && !h.time }
}
