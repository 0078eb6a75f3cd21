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

// moment reads a date, with or without a time of day, into ISO form; a zone is left out. Where the year stands last, day
// tells whether the day or the month comes first.
func moment(s string, day bool) (string, bool) {
	s = strings.TrimSpace(sheet.Fold(s))
	pm, am := afternoon.MatchString(s), morning.MatchString(s)
	s = strings.Join(strings.Fields(morning.ReplaceAllString(afternoon.ReplaceAllString(s, " "), " ")), " ")
	m := yearFirst.FindStringSubmatch(s)
	if m == nil {
		if m = yearLast.FindStringSubmatch(s); m == nil {
			return "", false
		}
		m[1], m[2], m[3] = m[3], m[1], m[2]
		if day {
			m[2], m[3] = m[3], m[2]
		}
		if len(m[1]) == 2 {
			m[1] = "20" + m[1]
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
	return fmt.Sprintf("%sT%s", t.Format("2006-01-02"), t.Format("15:04:05")), true
}

// times brings a column of times into ISO form. Where neither day nor month is over 12 anywhere the platform's habit is
// followed and asked about.
func (s *survey) times(col int, q *question) {
	first, second, odd := 0, 0, 0
	for r := range s.rows {
		if m := yearLast.FindStringSubmatch(s.rows[r].Values[col].Text); m != nil {
			a, _ := strconv.Atoi(m[1])
			b, _ := strconv.Atoi(m[2])
			first, second, odd = max(first, a), max(second, b), odd+1
		}
	}
	day := first > 12 || second <= 12 && !s.platform.american
	if odd > 0 && first <= 12 && second <= 12 {
		order := "month/day/year"
		if day {
			order = "day/month/year"
		}
		s.ask("dialect.survey_ask_dates", q.Header, order)
	}
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Text == "" || v.Missing != coding.Present {
			continue
		}
		if iso, ok := moment(v.Text, day); ok {
			if iso != v.Text {
				s.count("date_rewritten")
			}
			v.Text, v.IsNum = iso, false
		} else {
			s.problem(s.rows[r].Pos.At(q.Col), "dialect.survey_date", "", v.Text)
			v.Missing = coding.Rejected
		}
	}
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
