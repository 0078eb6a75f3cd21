package sav

import (
	"fmt"
	"math"
	"time"
)

// epoch is the zero of SPSS's dates, the eve of the Gregorian calendar.
var epoch = time.Date(1582, 10, 14, 0, 0, 0, 0, time.UTC)

const day = 86400

// Moment is the time that a number of a date variable means; false for one that no calendar with four digits of the year has.
func Moment(x float64) (time.Time, bool) {
	if !(x >= 0 && x < 2.7e11) {
		return time.Time{}, false
	}
	whole := math.Floor(x)
	t := epoch.AddDate(0, 0, int(whole/day)).Add(time.Duration(math.Mod(whole, day))*time.Second + time.Duration((x-whole)*1e9))
	return t, t.Year() <= 9999
}

// Seconds is the number that stands for a time in a date variable: seconds since 1582-10-14.
func Seconds(t time.Time) float64 {
	return float64(t.Unix()-epoch.Unix()) + float64(t.Nanosecond())/1e9
}

// Dated reports whether the format shows numbers as dates, times of day or spans of time.
func (f Format) Dated() bool {
	_, ok := f.ISO(day)
	return ok
}

// ISO puts a number of a date variable into ISO 8601 text: 2024-05-01 (DATE, ADATE, EDATE, SDATE, JDATE; QYR and WKYR as the
// day they begin), 2024-05 (MOYR), 2024-05-01T09:30:00 (DATETIME, YMDHMS; parts of a second are cut), 09:30:00 (TIME, DTIME, MTIME; spans may
// exceed 24 hours, and be negative). False for other formats and for numbers beyond the calendar.
func (f Format) ISO(x float64) (string, bool) {
	layout := time.DateOnly
	switch f.Type {
	case FormatDATE, FormatADATE, FormatEDATE, FormatSDATE, FormatJDATE, FormatQYR, FormatWKYR:
	case FormatMOYR:
		layout = "2006-01"
	case FormatDATETIME, FormatYMDHMS:
		layout = "2006-01-02T15:04:05"
	case FormatTIME, FormatDTIME, FormatMTIME:
		if !(math.Abs(x) < 1e15) {
			return "", false
		}
		sign, s := "", int64(math.Trunc(x))
		if s < 0 {
			sign, s = "-", -s
		}
		return fmt.Sprintf("%s%02d:%02d:%02d", sign, s/3600, s/60%60, s%60), true
	default:
		return "", false
	}
	t, ok := Moment(x)
	if !ok {
		return "", false
	}
	return t.Format(layout), true
}
