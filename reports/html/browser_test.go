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
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/smekit/smekit/reports/internal/fixture"
)

// browser is a page open in a headless browser.
type browser struct {
	context.Context
	t    *testing.T
	file string

	mu         sync.Mutex
	complaints []string
}

// launch starts a browser that shows nothing yet; arguments are options of the browser's own.
func launch(t *testing.T, width, height int) *browser {
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
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(width, height))
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	b := &browser{Context: ctx, t: t}
	err := chromedp.Listen(ctx, func(ev any) {
		switch e := ev.(type) {
		case *log.EventEntryAdded:
			b.complain("log: " + e.Entry.Text)
		case *runtime.EventExceptionThrown:
			b.complain("exception: " + e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			b.complain("console: " + string(e.Type))
		case *network.EventRequestWillBeSent:
			if u := e.Request.URL; u != "file://"+b.file && !strings.HasPrefix(u, "file://"+b.file+"#") && !strings.HasPrefix(u, "data:") {
				b.complain("request: " + u)
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
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	return b
}

// open shows a page from disk.
func (b *browser) open(page string) {
	b.t.Helper()
	b.file = filepath.Join(b.t.TempDir(), "report.html")
	if err := os.WriteFile(b.file, []byte(page), 0o666); err != nil {
		b.t.Fatal(err)
	}
	b.do(chromedp.Navigate("file://" + b.file))
}

func (b *browser) complain(s string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complaints = append(b.complaints, s)
}

// quiet fails the test if the page complained or asked for anything.
func (b *browser) quiet() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.complaints) > 0 {
		b.t.Errorf("the browser complains: %q", b.complaints)
	}
}

func (b *browser) do(as ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b, as...); err != nil {
		b.t.Fatal(err)
	}
}

// js is the value of an expression, as text.
func (b *browser) js(expr string) string {
	b.t.Helper()
	s, err := chromedp.Run(b, chromedp.Evaluate[string]("String("+expr+")"))
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

// wait is what a promise comes to, as text.
func (b *browser) wait(promise string) string {
	b.t.Helper()
	s, err := chromedp.Run(b, chromedp.Evaluate[string]("("+promise+").then(String)", chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

// run runs statements.
func (b *browser) run(statements string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](statements))
}

func (b *browser) want(what, expr, value string) {
	b.t.Helper()
	if got := b.js(expr); got != value {
		b.t.Errorf("%s: %q, want %q", what, got, value)
	}
}

// shot keeps a picture where SMEKIT_KEEP names a folder.
func (b *browser) shot(name string) {
	b.t.Helper()
	dir := os.Getenv("SMEKIT_KEEP")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(b, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o666); err != nil {
		b.t.Fatal(err)
	}
}

// browse opens a page in a window of an ordinary size.
func browse(t *testing.T, page string) *browser {
	t.Helper()
	b := launch(t, 1300, 900)
	b.open(page)
	return b
}

func TestInABrowser(t *testing.T) {
	b := browse(t, write(t, fixture.Review(), both))
	do, js, want, shot := b.do, b.js, b.want, b.shot
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
	want("the focus moves", `document.activeElement.id`, "panel")
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
	do(chromedp.KeyEvent(kb.Escape), chromedp.Evaluate[chromedp.Void](`document.querySelector('#en-f-heat .datum[data-e]').dispatchEvent(new MouseEvent('click',{bubbles:true}))`))
	want("a cell of a figure", `document.querySelector('#panel code').textContent.startsWith('score.survey_pomp(')`, "true")
	do(chromedp.KeyEvent(kb.Escape))

	do(chromedp.Click(`#theme`))
	want("the other theme", `document.body.classList.contains('d')`, "true")
	do(chromedp.ScrollIntoView(`#en-f-levels`))
	shot("dark")

	b.quiet()
}

func TestFilterInABrowser(t *testing.T) {
	b := browse(t, write(t, fixture.Large(1, 30, 0), []string{"en"}))
	b.do(chromedp.SendKeys(`#en-t-more-1 input`, "item 1-2:"))
	b.want("rows that remain", `[...document.querySelectorAll('#en-t-more-1 tbody tr')].filter(r=>!r.hidden).length`, "1")
	b.want("what is said", `document.querySelector('#en-t-more-1 output').textContent`, "1 of 30 rows")
	b.quiet()
}
