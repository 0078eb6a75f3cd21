package dialect

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// dateOrder is the order of the parts of a date.
type dateOrder uint8

const (
	orderUnknown dateOrder = iota
	yearMonthDay
	dayMonthYear
	monthDayYear
)

var (
	shortYear = regexp.MustCompile(`^(\d{1,2})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|[T ,]|$)`)                                    // 24-05-01, 5/1/24
	noYear    = regexp.MustCompile(`^(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:[T ,]+\d{1,2}[:时]\d{2}.*)?$`)                           // 5月1日
	undivided = regexp.MustCompile(`^((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(?:[T ]?([0-2]\d):?([0-5]\d)(?::?([0-5]\d))?)?$`) // 20240501
	zoneAtEnd = regexp.MustCompile(`(?i)\s*\[?(?:(Z)|(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?)\]?$`)                              // +08:00, [GMT+8]
	clockTime = regexp.MustCompile(`\d{1,2}[:时]\d{2}`)
)

// The days that a spreadsheet's number is taken for: 1985 to 2050.
const firstSerial, lastSerial = 31048, 55153

// serialMoment is the day, with the time of day where there is one, that a spreadsheet's number stands for.
func serialMoment(x float64) (string, bool) {
	if x < firstSerial || x > lastSerial {
		return "", false
	}
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Add(time.Duration(x * 24 * float64(time.Hour))).Round(time.Second)
	if x == float64(int(x)) {
		return t.Format(time.DateOnly), true
	}
	return t.Format("2006-01-02T15:04:05"), true
}

// unpacked puts strokes between the parts of a date that is written without: 20240501 becomes 2024-05-01.
func unpacked(s string) string {
	m := undivided.FindStringSubmatch(s)
	switch {
	case m == nil:
		return s
	case m[4] == "":
		return m[1] + "-" + m[2] + "-" + m[3]
	case m[6] == "":
		m[6] = "00"
	}
	return m[1] + "-" + m[2] + "-" + m[3] + " " + m[4] + ":" + m[5] + ":" + m[6]
}

// zoneOf takes the offset from UTC away from the end of a time of day, and gives it as it is written in ISO dates: Z, +08:00.
func zoneOf(s string) (rest, zone string) {
	at := clockTime.FindStringIndex(s)
	if at == nil {
		return s, ""
	}
	m := zoneAtEnd.FindStringSubmatchIndex(s[at[1]:])
	if m == nil {
		return s, ""
	}
	tail, part := s[at[1]:], func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[at[1]:][m[2*i]:m[2*i+1]]
	}
	if rest = strings.TrimSpace(s[:at[1]] + tail[:m[0]]); part(1) != "" {
		return rest, "Z"
	}
	hours, minutes := part(3), part(4)
	if len(hours) == 1 {
		hours = "0" + hours
	}
	if minutes == "" {
		minutes = "00"
	}
	return rest, part(2) + hours + ":" + minutes
}

// shortOrder tells the order of dates with a year of two digits by the whole column: what fits every cell, with the year where the
// numbers are those of one year or its neighbours. Where that leaves several, the year stands first in files in Chinese, and the
// platform's habit decides; orderUnknown where nothing does.
func (s *survey) shortOrder(col int, q *question) (order dateOrder, some bool) {
	var parts [][3]int
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Missing != coding.Present || v.IsNum {
			continue
		}
		if m := shortYear.FindStringSubmatch(sheet.Fold(v.Text)); m != nil {
			var p [3]int
			for i := range p {
				p[i], _ = strconv.Atoi(m[i+1])
			}
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		return orderUnknown, false
	}
	within := func(i, low, high int) bool {
		for _, p := range parts {
			if p[i] < low || p[i] > high {
				return false
			}
		}
		return true
	}
	oneYear := func(i int) bool { // as years of one survey are, and days and months seldom
		low, high := parts[0][i], parts[0][i]
		for _, p := range parts {
			low, high = min(low, p[i]), max(high, p[i])
		}
		return high-low <= 2 && low > 12
	}
	constant := func(i int) bool { return within(i, parts[0][i], parts[0][i]) }
	fits := map[dateOrder]bool{
		yearMonthDay: within(1, 1, 12) && within(2, 1, 31),
		dayMonthYear: within(0, 1, 31) && within(1, 1, 12),
		monthDayYear: within(0, 1, 12) && within(1, 1, 31)}
	first, last := fits[yearMonthDay] && oneYear(0), (fits[dayMonthYear] || fits[monthDayYear]) && oneYear(2)
	if first && last && constant(0) != constant(2) { // days vary, the year does not
		first, last = constant(0), constant(2)
	}
	habit := strings.ContainsFunc(s.headerText(), func(r rune) bool { return unicode.Is(unicode.Han, r) }) || s.platform.name == wenjuanxingName
	switch {
	case first && (!last || habit):
		return yearMonthDay, true
	case first:
		return orderUnknown, true
	case last && fits[dayMonthYear] != fits[monthDayYear]:
		if fits[dayMonthYear] {
			return dayMonthYear, true
		}
		return monthDayYear, true
	case last && s.platform.american:
		return monthDayYear, true
	case last:
		return orderUnknown, true
	case fits[yearMonthDay] && (habit || !fits[dayMonthYear] && !fits[monthDayYear]):
		return yearMonthDay, true
	}
	return orderUnknown, true
}

// headerText is all that the header says.
func (s *survey) headerText() string {
	var b strings.Builder
	for _, q := range s.questions {
		b.WriteString(q.Header)
	}
	return b.String()
}

// readable reports whether dates of a column can be told: where years are missing, or the order of the parts is open, it asks and the
// column is kept in its words.
func (s *survey) readable(col int, q *question) (dateOrder, bool) {
	order, short := s.shortOrder(col, q)
	if short && order == orderUnknown {
		s.ask("dialect.survey_ask_short_dates", q.Header, s.rows[s.firstPresent(col)].Values[col].Text)
		return order, false
	}
	bare, dated := 0, 0
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Missing != coding.Present {
			continue
		}
		if text := sheet.Fold(v.Text); !v.IsNum && noYear.MatchString(text) {
			bare++
		} else {
			dated++
		}
	}
	if bare > dated {
		s.ask("dialect.survey_ask_year", q.Header, s.rows[s.firstPresent(col)].Values[col].Text)
		return order, false
	}
	return order, true
}

// firstPresent is the first row with an answer in a column, 0 for none.
func (s *survey) firstPresent(col int) int {
	for r := range s.rows {
		if s.rows[r].Values[col].Missing == coding.Present {
			return r
		}
	}
	return 0
}

// asTold keeps a column whose field cannot be filled as an attribute in its own words.
func (s *survey) asTold(col int, q *question) {
	q.role, q.kind, q.Name = "", "text", s.free(q.Header)
	s.keep(col, q, "text")
}
