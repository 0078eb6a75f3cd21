package html_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/smekit/smekit/measures/estimate"
)

// TestGroupOfTwo: the panel of one group of a comparison names both.
func TestGroupOfTwo(t *testing.T) {
	d := answered()
	e := estimate.New("compare", "mean", "dim=ME.REL;source=survey;role=leader-staff|leader")
	e.Value, e.N = 61, 20
	l := d.Ledger
	for i := range l.Estimates {
		if x := &l.Estimates[i]; x.ID() == "score.survey_pomp(dim=ME.REL;source=survey;case=G)" {
			x.Basis.Parents = append(slices.Clone(x.Basis.Parents), e.ID())
		}
	}
	l.Estimates = append(l.Estimates, e)
	b := browse(t, write(t, d, both))
	b.do(chromedp.Click(`.langs a[lang=en]`))
	b.run(`[...document.querySelectorAll('#en-t-dimensions td [data-e]')].find(b=>b.textContent=='72.4').click()`)
	b.run(`[...document.querySelectorAll('#panel ul li button')].pop().click()`)
	if s := b.js(`document.getElementById('panel').innerText`); !strings.Contains(s, "role: Leaders (compared with Staff)") {
		t.Errorf("the panel:\n%s", s)
	}
	b.quiet()
}
