package saturation

import (
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/smekit/smekit/measures/estimate"
)

// byDate returns the interviews' numbers in order of their dates; equal dates, and interviews without one, which come
// last, stay in the order given. Dates are calendar dates (2023-4-1, 2023/04/01, 2023年4月1日, with or without a time of
// day) or numbers such as a running number; of a mixture of others the texts sort by bytes, with a warning.
func byDate(dates []string, res *estimate.Result) []int {
	order := make([]int, len(dates))
	days, numbers := make([]time.Time, len(dates)), make([]float64, len(dates))
	allDays, allNumbers := true, true
	undated, odd := 0, ""
	for i, s := range dates {
		order[i] = i
		if s == "" {
			undated++
			continue
		}
		var err error
		if numbers[i], err = strconv.ParseFloat(s, 64); err != nil {
			allNumbers = false
		}
		var ok bool
		if days[i], ok = day(s); !ok {
			allDays = false
			if err != nil && odd == "" {
				odd = s
			}
		}
	}
	if undated > 0 && undated < len(dates) {
		res.Warn(noteUndated.Says(undated))
	}
	if !allDays && !allNumbers {
		if odd == "" { // some are days, the others numbers
			for i, s := range dates {
				if _, ok := day(s); s != "" && !ok {
					odd = dates[i]
					break
				}
			}
		}
		res.Warn(noteDateWords.Says(odd))
	}
	sort.SliceStable(order, func(a, b int) bool {
		x, y := order[a], order[b]
		switch {
		case dates[x] == "" || dates[y] == "":
			return dates[x] != "" && dates[y] == ""
		case allNumbers:
			return numbers[x] < numbers[y]
		case allDays:
			return days[x].Before(days[y])
		}
		return dates[x] < dates[y]
	})
	return order
}

var layouts = []string{"2006-1-2", "2006-1-2 15:04", "2006-1-2 15:04:05", "2006-1-2T15:04:05", "2006-1-2T15:04:05Z07:00", "2006-1"}

// day reads a calendar date.
func day(s string) (time.Time, bool) {
	s = strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-", ".", "-").Replace(strings.TrimSpace(s))
	s = strings.TrimSuffix(s, "-")
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
