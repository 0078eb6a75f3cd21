package study

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/smekit/smekit/coding/sheet"
)

// date reads a cell as an ISO date (or date and time, or a year or month alone): a date, a text such as 2024/3/5,
// 2024年3月5日 or 20240305, or a number that counts days as spreadsheets do.
func (r *row) date(field string) string {
	col := r.at(field)
	c := r.cellAt(col)
	if c.Blank() {
		return r.textAt(col)
	}
	switch c.Kind {
	case sheet.Date:
		return r.intern.of(c.Text)
	case sheet.Error:
		r.problem(col, "cell_error", "", c.Text)
		return ""
	}
	if x, ok := c.Float(); ok && x >= 20000 && x < 80000 {
		r.note("date_from_number")
		r.noteNumber(c)
		return r.intern.of(serialDate(x))
	}
	if d, ok := parseDate(c.Text); ok {
		if d != strings.TrimSpace(c.Text) {
			r.note("date_rewritten")
		}
		return r.intern.of(d)
	}
	r.problem(col, "bad_date", "", strings.TrimSpace(c.Text))
	return ""
}

// serialDate is the day that a spreadsheet's number stands for.
func serialDate(x float64) string {
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Add(time.Duration(x * 24 * float64(time.Hour))).Round(time.Second)
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return t.Format("2006-01-02")
	}
	return t.Format("2006-01-02T15:04:05")
}

// parseDate reads the common ways to write a date. Day and month are never guessed: the year comes first.
func parseDate(s string) (string, bool) {
	s = sheet.Fold(s)
	day, clock, _ := strings.Cut(strings.Replace(s, "T", " ", 1), " ")
	if digits(day) && len(day) == 8 {
		day = day[:4] + "-" + day[4:6] + "-" + day[6:]
	}
	day = strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-", ".", "-").Replace(day)
	parts := strings.Split(strings.Trim(day, "-"), "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return "", false
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || !digits(p) {
			return "", false
		}
		n[i] = v
	}
	if n[0] < 1900 || n[0] > 2200 {
		return "", false
	}
	switch len(parts) {
	case 1:
		return parts[0], clock == ""
	case 2:
		return fmt.Sprintf("%04d-%02d", n[0], n[1]), clock == "" && n[1] >= 1 && n[1] <= 12
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	if int(t.Month()) != n[1] || t.Day() != n[2] {
		return "", false
	}
	out := t.Format("2006-01-02")
	clock = strings.TrimSpace(clock)
	if clock == "" {
		return out, true
	}
	clock, zone := offset(clock)
	for _, layout := range []string{"15:04:05", "15:04", "3:04:05 PM", "3:04 PM"} {
		if c, err := time.Parse(layout, clock); err == nil {
			return out + "T" + c.Format("15:04:05") + zone, true
		}
	}
	return "", false
}

// offset takes the offset from UTC off a time of day; it stays as it is given.
func offset(clock string) (rest, zone string) {
	if rest, utc := strings.CutSuffix(clock, "Z"); utc {
		return rest, "Z"
	}
	if n := len(clock) - len("+08:00"); n > 0 && (clock[n] == '+' || clock[n] == '-') {
		if _, err := time.Parse("-07:00", clock[n:]); err == nil {
			return clock[:n], clock[n:]
		}
	}
	return clock, ""
}
