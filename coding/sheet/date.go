package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Days from 1899-12-30 to the day that serial number 0 of each date system stands for. In the 1900 system day 60 is the
// 29th of February 1900, which never was; earlier days stand one further.
const epoch1904 = 1462

var epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// lastDay is 9999-12-31 in the 1900 system.
const lastDay = 2958465

// isoDate writes a serial number as a date, a date with a time of day, or a time of day; false when no such day exists.
func isoDate(serial float64, from int, s style) (string, bool) {
	if math.IsNaN(serial) || serial < 0 || serial+float64(from) >= lastDay+1 {
		return "", false
	}
	day := math.Floor(serial)
	seconds := int(math.Round((serial - day) * 86400))
	if seconds == 86400 {
		day, seconds = day+1, 0
	}
	clock := strconv.Itoa(100 + seconds/3600)[1:] + ":" + strconv.Itoa(100 + seconds/60%60)[1:] + ":" + strconv.Itoa(100 + seconds%60)[1:]
	if day == 0 && from == 0 {
		if s.clock && !s.date {
			return clock, true
		}
		return "", false // 0 January 1900
	}
	if day == 0 && s.clock && !s.date {
		return clock, true
	}
	d := int(day) + from
	var date string
	switch {
	case from == 0 && d == 60:
		date = "1900-02-29"
	case from == 0 && d < 60:
		date = epoch.AddDate(0, 0, d+1).Format(time.DateOnly)
	case d > lastDay:
		return "", false
	default:
		date = epoch.AddDate(0, 0, d).Format(time.DateOnly)
	}
	if seconds == 0 {
		return date, true
	}
	return date + "T" + clock, true
}

// parseISO reads a cell of type d (2024-05-01T09:30:00.000Z) as text and serial number.
func parseISO(raw string, from int) (text string, serial float64, ok bool) {
	raw = strings.TrimSuffix(strings.TrimSpace(raw), "Z")
	for _, layout := range []string{"2006-01-02T15:04:05.999999999", "2006-01-02", "2006-01-02T15:04"} {
		t, err := time.Parse(layout, raw)
		if err != nil {
			continue
		}
		t = t.Round(time.Second)
		serial = float64(t.Unix()-epoch.Unix())/86400 - float64(from)
		if from == 0 && serial < 61 {
			serial--
		}
		if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
			return t.Format(time.DateOnly), serial, true
		}
		return t.Format("2006-01-02T15:04:05"), serial, true
	}
	if t, err := time.Parse("15:04:05.999999999", strings.TrimPrefix(raw, "T")); err == nil {
		t = t.Round(time.Second)
		return t.Format(time.TimeOnly), float64(t.Hour()*3600+t.Minute()*60+t.Second()) / 86400, true
	}
	return "", 0, false
}
