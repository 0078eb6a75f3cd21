package weights

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// ErrDate is in the error of [ParseJudgement] for a cell that a spreadsheet has turned into a date.
var ErrDate = errors.New("a date: the spreadsheet took a fraction such as 1/3 for one; format the cell as text, or type =1/3")

var (
	month    = `(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*`
	datelike = regexp.MustCompile(`^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ t].*)?|\d{1,2}-\d{1,2}|\d{1,2}[- ]?` + month + `(?:[- ,]*\d{2,4})?|` + month +
		`[- ]?\d{1,4}(?:[- ,]+\d{2,4})?|(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}[日号])?)$`)
	halfWidth = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
		"／", "/", "．", ".", "－", "-", "⁄", "/", "∕", "/", "½", "1/2", "⅓", "1/3", "¼", "1/4", "⅕", "1/5", "⅙", "1/6", "⅐", "1/7", "⅛", "1/8", "⅑", "1/9", "　", " ")
)

// ParseJudgement reads a cell of a judgement matrix: a number above 0 or a fraction such as 1/3, blanks around them and
// full-width characters allowed. A text that looks like a date, and a whole number that is the serial number of a day
// from 2000 to 2099, are refused with [ErrDate]: that is what spreadsheets make of a typed fraction.
func ParseJudgement(text string) (float64, error) {
	s := strings.TrimSpace(halfWidth.Replace(text))
	refuse := func(why error) (float64, error) { return 0, fmt.Errorf("%q is %w", text, why) }
	if datelike.MatchString(strings.ToLower(s)) {
		return refuse(ErrDate)
	}
	numerator, denominator, fraction := strings.Cut(s, "/")
	x, ok := decimal(numerator)
	if fraction && ok {
		var y float64
		if y, ok = decimal(denominator); ok {
			if x /= y; math.IsInf(x, 0) || math.IsNaN(x) {
				ok = false
			}
		}
	}
	if !ok {
		return refuse(errors.New("not a number above 0 or a fraction such as 1/3"))
	}
	if x <= 0 {
		return refuse(errors.New("not above 0"))
	}
	if !fraction && x == math.Floor(x) && x >= 36526 && x <= 73050 {
		return refuse(ErrDate)
	}
	return x, nil
}

func decimal(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if s == "" || strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil
}
