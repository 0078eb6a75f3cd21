package html_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The checker of accessibility finds nothing serious. Its file axe.min.js is no part of this repository: SMEKIT_AXE says
// where it is.
func TestAccessible(t *testing.T) {
	file := os.Getenv("SMEKIT_AXE")
	if file == "" {
		if os.Getenv("SMEKIT_REQUIRE_TOOLS") == "1" {
			t.Fatal("SMEKIT_AXE does not name axe.min.js")
		}
		t.Skip("SMEKIT_AXE does not name axe.min.js")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b := launch(t, 1300, 900)
	b.open(write(t, answered(), both))
	b.run(string(axe)) // evaluated by the debugger, which the page's policy does not bind
	// What is far away is not laid out, and its places are not the true ones: the checker needs them.
	b.run(`(()=>{const s=new CSSStyleSheet();s.replaceSync('*{content-visibility:visible!important}');document.adoptedStyleSheets=[s]})()`)
	check := func(when string) {
		t.Helper()
		text := b.wait(`axe.run(document,{resultTypes:['violations']}).then(r=>JSON.stringify(r.violations.map(v=>({id:v.id,impact:v.impact,help:v.help,nodes:v.nodes.slice(0,3).map(n=>n.html.slice(0,160)+' '+n.failureSummary)}))))`)
		var found []struct {
			ID, Impact, Help string
			Nodes            []string
		}
		if err := json.Unmarshal([]byte(text), &found); err != nil {
			t.Fatal(err)
		}
		for _, v := range found {
			if v.Impact == "serious" || v.Impact == "critical" {
				t.Errorf("%s: %s (%s): %s\n%q", when, v.ID, v.Impact, v.Help, v.Nodes)
			} else {
				t.Logf("%s: %s (%s): %s", when, v.ID, v.Impact, v.Help)
			}
		}
	}
	settle := func() { b.wait(`new Promise(r=>setTimeout(r,150))`) }
	openPanel := func(lang string) {
		b.run(`[...document.querySelectorAll('#` + lang + `-t-dimensions td [data-e]')].find(x=>x.textContent=='72.4').click()`)
		settle()
	}
	check("as opened")
	b.run(`document.querySelectorAll('#zh details').forEach(d=>d.open=true)`)
	for _, theme := range []string{"light", "dark"} {
		for _, lang := range both {
			b.do(chromedp.Click(`.langs a[lang=` + lang + `]`))
			b.run(`if(document.body.classList.contains('d')!==('` + theme + `'==='dark'))document.getElementById('theme').click()`)
			openPanel(lang)
			b.run(`document.querySelector('#find').value='a';document.querySelector('#find').dispatchEvent(new Event('input'))`)
			settle()
			check(lang + ", " + theme + ", with the panel and the search")
			b.run(`document.querySelector('#panel .x').click();document.querySelector('#find').value='';document.querySelector('#find').dispatchEvent(new Event('input'))`)
			settle()
		}
	}
	b.run(`document.querySelectorAll('#en details').forEach(d=>d.open=true)`)
	if _, err := chromedp.Call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 400, Height: 800, DeviceScaleFactor: 1}); err != nil {
		t.Fatal(err)
	}
	settle()
	check("narrow")
	openPanel("en")
	check("narrow, panel")
}
