package html_test

import (
	"strconv"
	"testing"

	"github.com/smekit/smekit/reports/internal/fixture"
)

// A page of sixty tables in two languages opens quickly: a second on an ordinary machine, measured from the start of the
// navigation to the end of the first frame; the test leaves room for a busy one.
func TestALargePageOpensQuickly(t *testing.T) {
	page := write(t, fixture.Large(60, 30, 20000), both)
	b := launch(t, 1300, 900)
	best := 1e9
	for range 3 {
		b.open(page)
		b.wait(`new Promise(r=>requestAnimationFrame(()=>setTimeout(r,0)))`)
		ms, err := strconv.ParseFloat(b.js(`performance.now()`), 64)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("open after %.0f ms; interactive %s, loaded %s", ms, b.js(`Math.round(performance.timing.domInteractive-performance.timing.navigationStart)`), b.js(`Math.round(performance.timing.loadEventEnd-performance.timing.navigationStart)`))
		best = min(best, ms)
	}
	t.Logf("%.1f MB, at best %.0f ms", float64(len(page))/1e6, best)
	if best > 3000 {
		t.Errorf("the page opens after %.0f ms", best)
	}
	b.quiet()
}
