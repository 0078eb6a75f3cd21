package transcript

import "strings"

// fitting breaks a stretch without blanks at its ends into pieces that fit a cell and have at most longest characters, where
// that is above 0.
func fitting(all []rune, from, to, longest int) [][2]int {
	var out [][2]int
	for {
		end, size := from, 0
		for end < to && size+cells(all[end]) <= most && (longest <= 0 || end-from < longest) {
			size += cells(all[end])
			end++
		}
		switch {
		case end == to:
		case longest > 0 && to-from <= 2*longest && to-end < end-from:
			end = breakNear(all, from, from+(to-from+1)/2, max(from+1, to-longest), end, to)
		default:
			end = breakBefore(all, from, end, to, longest > 0)
		}
		if a, b := trim(all, from, end); a < b {
			out = append(out, [2]int{a, b})
		}
		if end == to {
			return out
		}
		from = end
	}
}

// breakBefore is the last good place to break a stretch up to limit: after a line or sentence, else after a comma or blank,
// else limit itself. Where lines are preferred, the end of one in the second half goes before that of a sentence.
func breakBefore(all []rune, from, limit, to int, preferLines bool) int {
	line, sentence := 0, 0
	goodEnds(all, from, limit, to, func(at int, endsLine bool) {
		sentence = at
		if endsLine {
			line = at
		}
	})
	switch {
	case preferLines && line > from+(limit-from)/2:
		return line
	case sentence > 0:
		return sentence
	}
	for i := limit; i > from+(limit-from)/2; i-- {
		if softEnd(all[i-1]) {
			return i
		}
	}
	return limit
}

// breakNear is the good place between low and high that is nearest to aim: after a line in the middle half of the stretch, else
// after a sentence, else after a comma or blank, else aim.
func breakNear(all []rune, from, aim, low, high, to int) int {
	line, sentence := 0, 0
	nearer := func(at, than int) bool { return than == 0 || max(at-aim, aim-at) < max(than-aim, aim-than) }
	goodEnds(all, from, high, to, func(at int, endsLine bool) {
		if at < low {
			return
		}
		if nearer(at, sentence) {
			sentence = at
		}
		if endsLine && 4*max(at-aim, aim-at) <= to-from && nearer(at, line) {
			line = at
		}
	})
	switch {
	case line > 0:
		return line
	case sentence > 0:
		return sentence
	}
	soft := 0
	for i := low; i <= high; i++ {
		if softEnd(all[i-1]) && nearer(i, soft) {
			soft = i
		}
	}
	if soft > 0 {
		return soft
	}
	return min(max(aim, low), high)
}

// goodEnds calls yield with the ends of lines and sentences of a stretch up to limit, in order.
func goodEnds(all []rune, from, limit, to int, yield func(at int, endsLine bool)) {
	stop := from
	for i := from; i < limit; {
		if i == stop { // the next line
			for stop = i; stop <= limit && stop < to && all[stop] != '\n'; stop++ {
			}
			stop = min(stop+1, to, limit+1)
		}
		i = sentenceEnd(all, i, stop)
		if i <= limit {
			yield(i, all[i-1] == '\n')
		}
	}
}

// softEnd reports whether a text may be broken after a character where no sentence ends.
func softEnd(r rune) bool { return blank(r) || strings.ContainsRune("，、；：,;:", r) }
