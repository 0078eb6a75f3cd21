package transcript

import (
	"strings"
	"unicode"
)

const (
	enders  = "。！？!?｡"
	closers = "”’」』）)》〉】〕］]"
	joiners = "，、：；,:;)）"
)

// abbreviations end with a full stop that ends no sentence.
var abbreviations = wordSet(`mr mrs ms dr prof st sr jr vs cf no nos fig figs eq vol vols ed eds pp p ch sec approx dept est gov gen rep sen
	e.g i.e u.s u.k a.m p.m al ca viz inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec`)

// sentenceEnd is the end of the sentence that begins at from in the line up to to, with its closing marks.
func sentenceEnd(all []rune, from, to int) int {
	quotes := 0 // straight quotation marks so far
	for i := from; i < to; i++ {
		c := all[i]
		if c == '"' {
			quotes++
			continue
		}
		end := ending(all, from, i, to)
		if end == i {
			continue
		}
		for end < to {
			r := all[end]
			straight := r == '"' && quotes%2 == 1
			if straight {
				quotes++
			}
			if !straight && !strings.ContainsRune(closers, r) && !strings.ContainsRune(enders, r) && r != '…' && r != '.' {
				break
			}
			end++
		}
		next := end
		for next < to && blank(all[next]) {
			next++
		}
		if next < to && strings.ContainsRune(joiners, all[next]) {
			i = end - 1
			continue
		}
		return end
	}
	return to
}

// ending is the end of the mark at i that ends a sentence; i itself when it ends none.
func ending(all []rune, from, i, to int) int {
	c := all[i]
	switch {
	case strings.ContainsRune(enders, c):
		return i + 1
	case c == '…':
		end := i
		for end < to && all[end] == '…' {
			end++
		}
		if end-i > 1 || !pause(all, end, to) {
			return end
		}
	case (c == '.' || c == '．') && (i == from || all[i-1] != c):
		end := i
		for end < to && all[end] == c {
			end++
		}
		switch {
		case end-i > 1 && !pause(all, end, to), end-i == 1 && fullStop(all, from, i, to):
			return end
		}
	}
	return i
}

// pause reports whether a sentence goes on after an ellipsis: with a small letter.
func pause(all []rune, at, to int) bool {
	for at < to && blank(all[at]) {
		at++
	}
	return at < to && unicode.IsLower(all[at])
}

// fullStop reports whether the single dot at i ends a sentence.
func fullStop(all []rune, from, i, to int) bool {
	if i == from {
		return false
	}
	before := all[i-1]
	after := rune(' ')
	if i+1 < to {
		after = all[i+1]
	}
	closed := strings.ContainsRune(closers, after) || after == '"'
	switch {
	case unicode.IsDigit(before) && unicode.IsDigit(after):
		return false
	case all[i] == '．', unicode.Is(unicode.Han, before):
		return !unicode.IsLetter(after) || unicode.Is(unicode.Han, after) || unicode.Is(unicode.Han, before)
	case !blank(after) && !closed && !unicode.Is(unicode.Han, after):
		return false
	}
	if pause(all, i+1, to) {
		return false
	}
	start, far := i, max(from, i-12)
	for start > far && (unicode.IsLetter(all[start-1]) || all[start-1] == '.') && !unicode.Is(unicode.Han, all[start-1]) {
		start--
	}
	word := strings.ToLower(string(all[start:i]))
	if word != "" && i+1 < to && !closed && (abbreviations[word] || len(word) == 1 && word != "i") {
		return false
	}
	if word == "" && unicode.IsDigit(before) { // a number at the beginning of a line counts it: 1. …
		for start > from && unicode.IsDigit(all[start-1]) {
			start--
		}
		return start > from || i+1 >= to
	}
	return true
}
