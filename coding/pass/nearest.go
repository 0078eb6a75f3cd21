package pass

import "github.com/smekit/smekit/coding"

// slips is how many edits still make a plausible slip in a word: none in one or two letters, one up to five, else two. A
// Chinese character counts as two letters.
func slips(word string) int {
	n := 0
	for _, r := range word {
		if n++; r >= 0x2e80 {
			n++
		}
	}
	switch {
	case n <= 2:
		return 0
	case n <= 5:
		return 1
	}
	return 2
}

// nearest is what the word that s most plausibly stands for stands for itself: of words[i] it is stands[i]. Empty when none
// is near, or when words for different things are as near.
func nearest(s string, words, stands []string) string {
	key := bilingualKey(s)
	limit := slips(key)
	best, found := limit+1, ""
	for i, w := range words {
		switch d := coding.Edits(key, bilingualKey(w), limit); {
		case d < best:
			best, found = d, stands[i]
		case d == best && d <= limit && stands[i] != found:
			found = ""
		}
	}
	return found
}
