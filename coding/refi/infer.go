package refi

import (
	"regexp"
	"strings"
)

var (
	plainInteger = regexp.MustCompile(`^(0|-?[1-9]\d{0,17})$`)
	plainDecimal = regexp.MustCompile(`^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$`)
)

// Fits reports whether a text is a value of a type, written so that another program that reads and writes it as one changes
// nothing: no leading zeros, no signs but a minus.
func Fits(kind, value string) bool {
	switch kind {
	case "Text":
		return true
	case "Boolean":
		return value == "true" || value == "false"
	case "Integer":
		return plainInteger.MatchString(value)
	case "Float":
		return plainDecimal.MatchString(value) && value != "-0"
	case "Date":
		return !strings.Contains(value, "T") && len(value) == len("2024-05-06") && validDay(value, dateForm.FindStringSubmatch(value))
	case "DateTime":
		return validTime(value)
	}
	return false
}

// TypeOf is the narrowest type of variables that all values fit, Text where none does or there are no values.
func TypeOf(values []string) string {
	if len(values) == 0 {
		return "Text"
	}
kinds:
	for _, kind := range []string{"Boolean", "Integer", "Float", "Date", "DateTime"} {
		for _, v := range values {
			if !Fits(kind, v) {
				continue kinds
			}
		}
		return kind
	}
	return "Text"
}

// IsColor reports whether a text is a colour as the format writes it: #RRGGBB or #RGB.
func IsColor(s string) bool { return colorForm.MatchString(s) }
