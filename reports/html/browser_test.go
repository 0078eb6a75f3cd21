package html_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/smekit/smekit/reports/internal/fixture"
)

// browse opens the page in a headless browser and returns a context for it, and the complaints and requests it made.
func browse(t *testing.T, page string) (context.Context, func() []string) {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if os.Getenv("SMEKIT_REQUIRE_TOOLS") == "1" {
			t.Fatal("no chromium is installed")
		}
		t.Skip("no chromium is installed")
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, []byte(page), 0o666); err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1300, 900))
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 60*time.Second)
	t.Cleanup(cancel)
	var mu sync.Mutex
	var complaints []string
	complain := func(s string) {
		mu.Lock()
		defer mu.Unlock()
		complaints = append(complaints, s)
	}
	err := chromedp.Listen(ctx, func(ev any) {
		switch e := ev.(type) {
		case *log.EventEntryAdded:
			complain("log: " + e.Entry.Text)
		case *runtime.EventExceptionThrown:
			complain("exception: " + e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			complain("console: " + string(e.Type))
		case *network.EventRequestWillBeSent:
			if u := e.Request.URL; u != "file://"+file && !strings.HasPrefix(u, "file://"+file+"#") && !strings.HasPrefix(u, "data:") {
				complain("request: " + u)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate("file://"+file)); err != nil {
		t.Fatal(err)
	}
	return ctx, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return complaints
	}
}

func TestInABrowser(t *testing.T) {
	ctx, complaints := browse(t, write(t, fixture.Review(), both))
	do := func(as ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, as...); err != nil {
			t.Fatal(err)
		}
	}
	js := func(expr string) string {
		t.Helper()
		s, err := chromedp.Run(ctx, chromedp.Evaluate[string]("String("+expr+")"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	want := func(what, expr, value string) {
		t.Helper()
		if got := js(expr); got != value {
			t.Errorf("%s: %q, want %q", what, got, value)
		}
	}
	shot := func(name string) {
		t.Helper()
		if dir := os.Getenv("SMEKIT_KEEP"); dir != "" {
			png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	visible := `[...document.querySelectorAll('.doc')].filter(d=>d.offsetHeight>0).map(d=>d.lang).join()`
	want("language at first", visible, "zh")

	do(chromedp.Click(`.langs a[lang=en]`))
	want("language after the switch", visible+`+' '+document.documentElement.lang+' '+location.hash+' '+document.title`, "en en #en Review of collaboration around the approval bureau")
	do(chromedp.Evaluate[chromedp.Void](`location.hash='#zh-t-groups'`), chromedp.Sleep(100*time.Millisecond))
	want("an anchor brings its language", visible, "zh")
	do(chromedp.Click(`.langs a[lang=en]`))
	want("the switch keeps the anchor", visible+`+location.hash`, "en#en-t-groups")

	column := `[...document.querySelectorAll('#en-t-groups tbody tr')].map(r=>r.cells[5].textContent).join(' ')`
	written := js(column)
	do(chromedp.Click(`#en-t-groups [data-col="5"]`))
	ascending := js(column)
	want("aria-sort", `document.querySelector('#en-t-groups [data-col="5"]').closest('th').getAttribute('aria-sort')`, "ascending")
	numbers := `[...document.querySelectorAll('#en-t-groups tbody tr')].map(r=>Number(r.cells[5].textContent.replace('−','-')))`
	want("ascending", numbers+`.every((x,i,a)=>i==0||a[i-1]<=x)`, "true")
	do(chromedp.Click(`#en-t-groups [data-col="5"]`))
	want("descending", numbers+`.every((x,i,a)=>i==0||a[i-1]>=x)`, "true")
	do(chromedp.Click(`#en-t-groups [data-col="5"]`))
	if got := js(column); got != written || got == ascending {
		t.Errorf("the third click does not restore the order: %s", got)
	}
	do(chromedp.Click(`#en-t-sample [data-col="3"]`))
	want("group headings step aside", `document.querySelectorAll('#en-t-sample tr.group').length`, "0")
	want("hidden cells sort last", `[...document.querySelectorAll('#en-t-sample tbody tr')].pop().cells[3].textContent`, "n<5")

	button := `[...document.querySelectorAll('#en-t-dimensions td [data-e]')].find(b=>b.textContent=='72.4')`
	do(chromedp.Evaluate[chromedp.Void](button+`.focus()`), chromedp.KeyEvent(kb.Enter))
	want("the panel opens", `document.getElementById('panel').hidden`, "false")
	panel := js(`document.getElementById('panel').innerText`)
	for _, part := range []string{"score.survey_pomp(dim=ME.REL;source=survey;case=G)", "72.4", "Relationship embedding", "POMP, mean over respondents", "Interviewee 03", "</script><b>", "[65.16"} {
		if !strings.Contains(panel, part) {
			t.Errorf("the panel lacks %q:\n%s", part, panel)
		}
	}
	shot("panel")
	want("the focus moves", `document.activeElement.className`, "x")
	do(chromedp.KeyEvent(kb.Escape))
	want("Esc closes", `document.getElementById('panel').hidden`, "true")
	want("the focus returns", `document.activeElement==`+button, "true")
	do(chromedp.KeyEvent(kb.ArrowDown))
	want("arrows move", `document.activeElement.closest('tr').rowIndex-`+button+`.closest('tr').rowIndex`, "1")

	gap := `document.querySelector('#en-t-groups tbody tr').cells[5].querySelector('[data-e]')`
	do(chromedp.Evaluate[chromedp.Void](gap + `.click()`))
	if s := js(`document.getElementById('panel').innerText`); !strings.Contains(s, "Leaders − Staff") || !strings.Contains(s, "Computed from") {
		t.Errorf("the panel of a gap:\n%s", s)
	}
	do(chromedp.Click(`#panel li button`))
	if s := js(`document.querySelector('#panel code').textContent`); !strings.Contains(s, "role=leader)") {
		t.Errorf("the first parent is %s", s)
	}
	do(chromedp.KeyEvent(kb.Escape), chromedp.Evaluate[chromedp.Void](`document.querySelector('#en-f-heat .datum[data-id]').dispatchEvent(new MouseEvent('click',{bubbles:true}))`))
	want("a cell of a figure", `document.querySelector('#panel code').textContent==document.querySelector('#en-f-heat .datum[data-id]').dataset.id`, "true")
	do(chromedp.KeyEvent(kb.Escape))

	do(chromedp.Click(`#theme`))
	want("the other theme", `document.body.classList.contains('d')`, "true")
	do(chromedp.ScrollIntoView(`#en-f-levels`))
	shot("dark")

	if c := complaints(); len(c) > 0 {
		t.Errorf("the browser complains: %q", c)
	}
}

func TestFilterInABrowser(t *testing.T) {
	ctx, complaints := browse(t, write(t, fixture.Large(1, 30, 0), []string{"en"}))
	if err := chromedp.Do(ctx, chromedp.SendKeys(`#en-t-more-1 input`, "item 1-2:")); err != nil {
		t.Fatal(err)
	}
	shown, err := chromedp.Run(ctx, chromedp.Evaluate[int](`[...document.querySelectorAll('#en-t-more-1 tbody tr')].filter(r=>!r.hidden).length`))
	if err != nil {
		t.Fatal(err)
	}
	said, err := chromedp.Run(ctx, chromedp.Text(`#en-t-more-1 output`))
	if err != nil {
		t.Fatal(err)
	}
	if shown != 1 || said != "1 of 30 rows" {
		t.Errorf("%d rows, %q", shown, said)
	}
	if c := complaints(); len(c) > 0 {
		t.Errorf("the browser complains: %q", c)
	}
}
