package transcript

import "regexp"

// stamped is a time mark, or a range of two: 00:12:31, [12:05], (2024-05-01 10:02:11), 00:01:02.000 --> 00:01:05.000.
var stamped = regexp.MustCompile(`^[\[(（【<]?\s?(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{1,3})?` + clock +
	`(?:\s{0,2}(?:-->|[-–—~～至])\s{0,2}` + clock + `)?\s?[\])）】>]?`)

const clock = `\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?`

// longestStamp bounds what is looked at.
const longestStamp = 64

// stampAt returns the end of a time mark that begins at i; i itself without one.
func stampAt(r []rune, i int) int {
	if i >= len(r) || !digit(r[i]) && !opens(r[i]) {
		return i
	}
	m := stamped.FindString(string(r[i:min(len(r), i+longestStamp)]))
	end := i + len([]rune(m))
	if end < len(r) && m != "" && (digit(r[end]) || colon(r[end]) && end+1 < len(r) && digit(r[end+1])) {
		return i
	}
	return end
}

func digit(r rune) bool { return r >= '0' && r <= '9' }
func colon(r rune) bool { return r == ':' || r == '：' }
func opens(r rune) bool {
	return r == '[' || r == '(' || r == '（' || r == '【' || r == '<'
}
