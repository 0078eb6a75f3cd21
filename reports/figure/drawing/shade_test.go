package drawing_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/smekit/smekit/reports/figure/drawing"
)

func parse(t *testing.T, s string) (c [3]int) {
	t.Helper()
	if _, err := fmt.Sscanf(s, "#%02x%02x%02x", &c[0], &c[1], &c[2]); err != nil {
		t.Fatal(err)
	}
	return c
}

// Text on a shade keeps at least the contrast 4.5 that WCAG asks for.
func TestShadeContrast(t *testing.T) {
	last := math.Inf(1)
	for i := 0; i <= 100; i++ {
		fill, text := drawing.Shade(float64(i) / 100)
		if r := drawing.Contrast(parse(t, fill), parse(t, text)); r < 4.5 {
			t.Errorf("at %d%%: %s on %s has contrast %.2f", i, text, fill, r)
		}
		light := drawing.Contrast(parse(t, fill), [3]int{0, 0, 0})
		if light > last {
			t.Errorf("at %d%% the scale gets lighter", i)
		}
		last = light
	}
}

// Answer scales get darker from their middle to both ends, so that grey print keeps their order.
func TestScaleDarkensOutwards(t *testing.T) {
	for points := 2; points <= 11; points++ {
		neutral := -1
		if points%2 == 1 {
			neutral = points / 2
		}
		fills, texts := drawing.Scale(points, neutral)
		light := func(i int) float64 { return drawing.Contrast(parse(t, fills[i]), [3]int{}) }
		for i := range points {
			if r := drawing.Contrast(parse(t, fills[i]), parse(t, texts[i])); r < 4.5 {
				t.Errorf("%d points: %s on %s has contrast %.2f", points, texts[i], fills[i], r)
			}
		}
		for i := 1; i < points; i++ {
			if low := i < points/2; low && light(i) <= light(i-1) {
				t.Errorf("%d points: %d is no lighter than %d", points, i, i-1)
			}
			if high := i-1 >= points-points/2; high && light(i) >= light(i-1) {
				t.Errorf("%d points: %d is no darker than %d", points, i, i-1)
			}
		}
	}
}
