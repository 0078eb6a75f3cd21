package dialect

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// spell reads a length of time in seconds: 123, `123秒`, `2分5秒`, `1小时2分`, 00:02:05, `2 min 5 s`.
func spell(s string) (float64, bool) {
	s = strings.ToLower(strings.TrimSpace(sheet.Fold(s)))
	if x, ok := parseValue(s); ok {
		return x, x >= 0
	}
	if strings.Contains(s, ":") {
		total := 0.0
		for _, p := range strings.Split(s, ":") {
			x, ok := parseValue(strings.TrimSpace(p))
			if !ok || x < 0 {
				return 0, false
			}
			total = total*60 + x
		}
		return total, true
	}
	units := map[rune]float64{'秒': 1, 's': 1, '分': 60, 'm': 60, '时': 3600, 'h': 3600, '天': 86400, 'd': 86400}
	s = strings.NewReplacer("小时", "时", "分钟", "分", "seconds", "s", "second", "s", "secs", "s", "sec", "s", "minutes", "m", "minute", "m", "mins", "m", "min", "m",
		"hours", "h", "hour", "h", "days", "d", "day", "d", " ", "").Replace(s)
	total, number, some := 0.0, "", false
	for _, c := range s {
		if u, ok := units[c]; ok {
			x, ok := parseValue(number)
			if !ok || x < 0 {
				return 0, false
			}
			total, number, some = total+x*u, "", true
			continue
		}
		number += string(c)
	}
	return total, some && number == ""
}

var (
	yearFirst = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]*(\d{1,2})[:时](\d{2})(?:[:分](\d{2})(?:\.\d+)?秒?)?)?`)
	yearLast  = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?`)
	afternoon = regexp.MustCompile(`(?i)(下午|晚上|\bp\.?m\b)`)
	morning   = regexp.MustCompile(`(?i)(上午|凌晨|早上|\ba\.?m\b)`)
)

// moment reads a date, with or without a time of day, into ISO form; an offset from UTC stays as it is given. Where the year stands
// last, day tells whether the day or the month comes first.
func moment(s string, day bool) (string, bool) {
	order := monthDayYear
	if day {
		order = dayMonthYear
	}
	return momentIn(s, order, order)
}

// momentIn reads a date whose year stands last in one order, and one whose year has two digits in another.
func momentIn(s string, order, short dateOrder) (string, bool) {
	s = strings.TrimSpace(sheet.Fold(s))
	s, zone := zoneOf(s)
	pm, am := afternoon.MatchString(s), morning.MatchString(s)
	s = unpacked(strings.Join(strings.Fields(morning.ReplaceAllString(afternoon.ReplaceAllString(s, " "), " ")), " "))
	m := yearFirst.FindStringSubmatch(s)
	if m == nil {
		if shortYear.MatchString(s) {
			if order = short; order == yearMonthDay {
				return momentIn(century(s)+zone, order, short)
			}
		}
		if m = yearLast.FindStringSubmatch(s); m == nil {
			return "", false
		}
		m[1], m[2], m[3] = m[3], m[1], m[2]
		if order == dayMonthYear {
			m[2], m[3] = m[3], m[2]
		}
		if len(m[1]) == 2 {
			m[1] = century(m[1])
		}
	}
	n := make([]int, 6)
	for i := range n {
		if m[i+1] != "" {
			n[i], _ = strconv.Atoi(m[i+1])
		}
	}
	if pm && n[3] < 12 {
		n[3] += 12
	} else if am && n[3] == 12 {
		n[3] = 0
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, time.UTC)
	if t.Month() != time.Month(n[1]) || t.Day() != n[2] || t.Hour() != n[3] || n[4] > 59 || n[5] > 59 {
		return "", false
	}
	if m[4] == "" {
		return t.Format("2006-01-02"), true
	}
	return fmt.Sprintf("%sT%s%s", t.Format("2006-01-02"), t.Format("15:04:05"), zone), true
}

// century puts the century before a year of two digits at the beginning of a text: those of 1970 to 2069.
func century(s string) string {
	if s[0] >= '7' && len(s) > 1 && s[1] >= '0' && s[1] <= '9' {
		return "19" + s
	}
	return "20" + s
}

// times brings a column of times into ISO form. Where neither day nor month is over 12 anywhere the platform's habit is
// followed and asked about. It reports false for a column whose dates a person must tell: its texts are kept as they are.
func (s *survey) times(col int, q *question) bool {
	short, ok := s.readable(col, q)
	if !ok {
		return false
	}
	first, second, odd := 0, 0, 0
	for r := range s.rows {
		text := s.rows[r].Values[col].Text
		if m := yearLast.FindStringSubmatch(text); m != nil && len(m[3]) == 4 {
			a, _ := strconv.Atoi(m[1])
			b, _ := strconv.Atoi(m[2])
			first, second, odd = max(first, a), max(second, b), odd+1
		}
	}
	order := monthDayYear
	if first > 12 || second <= 12 && !s.platform.american {
		order = dayMonthYear
	}
	if odd > 0 && first <= 12 && second <= 12 {
		name := "month/day/year"
		if order == dayMonthYear {
			name = "day/month/year"
		}
		s.ask("dialect.survey_ask_dates", q.Header, name)
	}
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Text == "" || v.Missing != coding.Present {
			continue
		}
		iso, ok := momentIn(v.Text, order, short)
		if !ok && v.IsNum {
			iso, ok = serialMoment(v.Num)
		}
		if ok {
			if iso != v.Text {
				s.count("date_rewritten")
			}
			v.Text, v.IsNum = iso, false
		} else {
			s.problem(s.rows[r].Pos.At(q.Col), "dialect.survey_date", "", v.Text)
			v.Missing = coding.Rejected
		}
	}
	return true
}

// spells brings a column of lengths of time into seconds.
func (s *survey) spells(col int, q *question) {
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Text == "" || v.Missing != coding.Present {
			continue
		}
		x, ok := spell(v.Text)
		if !ok {
			s.problem(s.rows[r].Pos.At(q.Col), "dialect.survey_seconds", "", v.Text)
			v.Missing = coding.Rejected
			continue
		}
		if !v.IsNum {
			s.count("duration_rewritten")
		}
		v.Num, v.IsNum, v.Text = x, true, ""
	}
}
