package refi

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The words that the standard allows.
var (
	valueTypes = []string{"Text", "Boolean", "Integer", "Float", "Date", "DateTime"}
	directions = []string{"Associative", "OneWay", "Bidirectional"}
	shapes     = []string{"Person", "Oval", "Rectangle", "RoundedRectangle", "Star", "LeftTriangle", "RightTriangle", "UpTriangle", "DownTriangle", "Note"}
	lineStyles = []string{"dotted", "dashed", "solid"}
)

var (
	colorForm    = regexp.MustCompile(`^#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})$`)
	dateForm     = regexp.MustCompile(`^-?[0-9]{4,9}-(0[1-9]|1[0-2])-([0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?$`)
	dateTimeForm = regexp.MustCompile(`^-?[0-9]{4,9}-(0[1-9]|1[0-2])-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?$`)
	integerForm  = regexp.MustCompile(`^[+-]?[0-9]+$`)
	decimalForm  = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$`)
)

func validType(t string) bool { return slices.Contains(valueTypes, t) }

// validValue reports whether a value is written as XML Schema writes its type.
func validValue(v Value) bool {
	switch v.Type {
	case "":
		return v.Text == ""
	case "Text":
		return true
	case "Boolean":
		return v.Text == "true" || v.Text == "false" || v.Text == "1" || v.Text == "0"
	case "Integer":
		return integerForm.MatchString(v.Text)
	case "Float":
		return decimalForm.MatchString(v.Text)
	case "Date":
		return validDay(v.Text, dateForm.FindStringSubmatch(v.Text))
	case "DateTime":
		return validTime(v.Text)
	}
	return false
}

// validTime reports whether s is a dateTime of XML Schema.
func validTime(s string) bool {
	m := dateTimeForm.FindStringSubmatch(s)
	return validDay(s, m) && m[3] < "24" && m[4] < "60" && m[5] < "60"
}

// validDay checks the day of the month and the zone; m[1] is the month, m[2] the day, the last the zone.
func validDay(s string, m []string) bool {
	if m == nil {
		return false
	}
	year, _, _ := strings.Cut(strings.TrimPrefix(s, "-"), "-")
	y, _ := strconv.Atoi(year)
	month, _ := strconv.Atoi(m[1])
	day, _ := strconv.Atoi(m[2])
	days := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && y%4 == 0 && (y%100 != 0 || y%400 == 0) {
		days = 29
	}
	zone := m[len(m)-1]
	return y > 0 && (len(year) == 4 || year[0] != '0') && day >= 1 && day <= days && (len(zone) < 6 || zone[1:3] <= "13" && zone[4:6] < "60" || zone[1:] == "14:00")
}

// mendValue brings a value that programs write in their own way into XML Schema's: True, a number with an exponent, a time with
// a blank for the T.
func mendValue(t, s string) string {
	s = strings.TrimSpace(s)
	switch t {
	case "Boolean":
		if l := strings.ToLower(s); l == "true" || l == "false" {
			return l
		}
	case "Float":
		if f, err := strconv.ParseFloat(s, 64); err == nil && !decimalForm.MatchString(s) && !math.IsInf(f, 0) && !math.IsNaN(f) {
			return strconv.FormatFloat(f, 'f', -1, 64)
		}
	case "DateTime":
		return mendTime(s)
	}
	return s
}

func mendTime(s string) string {
	if len(s) > 10 && s[10] == ' ' && !validTime(s) {
		return s[:10] + "T" + strings.TrimSpace(s[11:])
	}
	return s
}

// time reads a dateTime; one that is not written as XML Schema writes it is left out and counted.
func (r *reader) time(n *node, attr string) string {
	s := mendTime(strings.TrimSpace(n.get(attr)))
	if s != "" && !validTime(s) {
		r.odd["refi.bad_times"]++
		return ""
	}
	return s
}

// color reads a colour; another form than #RRGGBB or #RGB is left out and counted.
func (r *reader) color(n *node) string {
	s := strings.TrimSpace(n.get("color"))
	if s != "" && !colorForm.MatchString(s) {
		r.odd["refi.bad_colors"]++
		return ""
	}
	return s
}

// oneOf reads an attribute with a list of allowed words.
func (r *reader) oneOf(n *node, attr string, allowed []string) string {
	s := strings.TrimSpace(n.get(attr))
	if s != "" && !slices.Contains(allowed, s) {
		r.problem(n, "refi_bad_value", attr, s)
		return ""
	}
	return s
}

// integer reads a whole number of at most 15 digits.
func integer(s string) (int, bool) {
	s = strings.TrimSpace(s)
	if f, err := strconv.ParseFloat(s, 64); err == nil && f == math.Trunc(f) && math.Abs(f) < 1e15 && decimalForm.MatchString(s) {
		return int(f), true
	}
	return 0, false
}

// numbers reads required attributes, given as pairs of a name and where it goes. It reports false after telling what is wrong.
func (r *reader) numbers(n *node, pairs ...any) bool {
	for i := 0; i < len(pairs); i += 2 {
		attr, to := pairs[i].(string), pairs[i+1].(*int)
		raw, ok := n.attr(attr)
		if !ok {
			r.problem(n, "refi_missing_attribute", attr)
			return false
		}
		v, ok := integer(raw)
		if !ok {
			r.problem(n, "refi_bad_value", attr, raw)
			return false
		}
		*to = v
	}
	return true
}
