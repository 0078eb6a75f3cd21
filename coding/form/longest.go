package form

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Longest is how many characters a cell holds, as spreadsheets count them: those beyond the basic plane are two.
const Longest = excelize.TotalCellChars

// Cut is the beginning of a text that a cell holds, and how many characters the whole has.
func Cut(text string) (head string, length int) {
	if len(text) <= Longest {
		return text, utf8.RuneCountInString(text)
	}
	end := len(text)
	for i, r := range text {
		if length += utf16.RuneLen(r); length > Longest && end == len(text) {
			end = i
		}
	}
	return text[:end], length
}
