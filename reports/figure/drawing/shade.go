package drawing

import (
	"math"
	"strconv"
)

// The colours of all drawings. Writers that can follow a reader's settings, such as a dark page, tell by them what a
// shape is.
const (
	Ink     = "#1f2933" // texts
	Soft    = "#5b6773" // texts and lines in the background
	Rule    = "#c9d1d9" // thin lines
	Faint   = "#f2f5f8" // areas in the background
	Paper   = "#ffffff"
	Blue    = "#1f5fa8"
	Orange  = "#c8590b"
	Node    = "#eef4fb" // inside of boxes
	Dark    = "#174a7c" // the darkest of several series
	OnHatch = "#4d5966" // texts on a hatched cell
)

// Shade is the colour of a share 0–1 on the sequential scale, light to dark blue, and a text colour that reads on it.
func Shade(t float64) (fill, text string) {
	c := blend(t, [3]float64{240, 245, 251}, [3]float64{198, 219, 239}, [3]float64{117, 170, 214}, [3]float64{44, 114, 178}, [3]float64{12, 56, 110})
	return hex(c), reads(c)
}

// reads is black or white, whichever reads better on a colour.
func reads(c [3]int) string {
	if Contrast(c, [3]int{255, 255, 255}) > Contrast(c, [3]int{}) {
		return Paper
	}
	return "#000000"
}

// blend is the colour at a share 0–1 of the way over stops at equal distances.
func blend(t float64, stops ...[3]float64) (c [3]int) {
	t = math.Max(0, math.Min(1, t)) * float64(len(stops)-1)
	i := min(int(t), len(stops)-2)
	for k := range c {
		c[k] = int(math.Round(stops[i][k] + (stops[i+1][k]-stops[i][k])*(t-float64(i))))
	}
	return c
}

func hex(c [3]int) string {
	s := "#"
	for _, x := range c {
		if x < 16 {
			s += "0"
		}
		s += strconv.FormatInt(int64(x), 16)
	}
	return s
}

// Contrast is the contrast ratio of two sRGB colours after WCAG 2.
func Contrast(a, b [3]int) float64 {
	light := func(c [3]int) float64 {
		l := 0.0
		for i, w := range [3]float64{.2126, .7152, .0722} {
			x := float64(c[i]) / 255
			if x <= .04045 {
				x /= 12.92
			} else {
				x = math.Pow((x+.055)/1.055, 2.4)
			}
			l += w * x
		}
		return l
	}
	x, y := light(a), light(b)
	return (math.Max(x, y) + .05) / (math.Min(x, y) + .05)
}
