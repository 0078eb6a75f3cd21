package html_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/html"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/table"
)

// answered is the review with the answers to two items of a dimension; of the second item a share is hidden.
func answered() *document.Document {
	d := fixture.Review()
	l := *d.Ledger
	l = ledger.Ledger{Provenance: l.Provenance, Receipts: l.Receipts, Estimates: append([]estimate.Estimate(nil), l.Estimates...), Warnings: l.Warnings, Released: true}
	d.Ledger = &l
	points := make([]table.Text, 5)
	for i, s := range []string{"完全不同意", "不同意", "一般", "同意", "完全同意"} {
		points[i] = table.Text{ZH: s, EN: fmt.Sprintf("Point %d", i+1)}
	}
	d.Items = []document.Item{
		{ID: "REL1", Dim: "ME.REL", Text: table.Text{ZH: "我们信任对方", EN: "We trust them <i>"}, Low: 1, Points: points},
		{ID: "REL2", Dim: "ME.REL", Text: table.Text{ZH: "我们常联系", EN: "We talk often"}, Low: 1, Points: points, Reverse: true},
	}
	for i, item := range []string{"REL1", "REL2"} {
		for k, share := range []float64{.05, .1, .2, .4, .25} {
			e := estimate.New("describe", "share", document.ShareOf("ME.REL", "G", item, float64(k+1)))
			e.N, e.Method = 80, "share of the valid answers"
			e.Value = share
			if i == 1 && k == 0 {
				e = e.Because(estimate.NoteSmallCell.Says(5))
			}
			l.Estimates = append(l.Estimates, e)
		}
	}
	d.Ledger.Estimates = l.Estimates
	return d
}

func TestAnswersOfHiddenItemsStayOut(t *testing.T) {
	out := write(t, answered(), both)
	if !strings.Contains(out, "We trust them") || strings.Contains(out, "We talk often") {
		t.Error("the distributions are not those of the items of which all shares are shown")
	}
	if d := answered().Distributions("ME.REL", "G"); len(d) != 1 || len(d[0].Parts) != 5 {
		t.Errorf("%d distributions", len(d))
	}
	if d := answered().Distributions("ME.REL", ""); d != nil {
		t.Errorf("%d distributions of the whole study, of which nothing was released", len(d))
	}
}

func TestPanelInABrowser(t *testing.T) {
	b := browse(t, write(t, answered(), both))
	b.do(chromedp.Click(`.langs a[lang=en]`))
	cell := `[...document.querySelectorAll('#en-t-dimensions td [data-e]')].find(b=>b.textContent=='72.4')`
	b.run(cell + `.scrollIntoView({block:'center'});` + cell + `.click()`)
	text := b.js(`document.getElementById('panel').innerText`)
	for _, part := range []string{"Survey mean (POMP)", "Answers to the items", "REL1 We trust them <i>", "n = 80", "4 Point 4", "40.0%", "Interviewee 03",
		`smekit explain STUDY "score.survey_pomp(dim=ME.REL;source=survey;case=G)"`} {
		if !strings.Contains(text, part) {
			t.Errorf("the panel lacks %q:\n%s", part, text)
		}
	}
	b.want("its name", `document.getElementById(document.getElementById('panel').getAttribute('aria-labelledby')).textContent+document.getElementById('panel').getAttribute('role')`, "Survey mean (POMP)dialog")
	b.want("it does not hold the focus", `document.getElementById('panel').hasAttribute('aria-modal')||document.querySelector('.doc[lang=en]').inert`, "false")
	b.want("what is said", `document.getElementById('said').textContent.slice(0,32)`, "Opened: Survey mean (POMP): 72.4")
	b.shot("answers")
	b.want("a bar", `getComputedStyle(document.querySelectorAll('#panel .dbar')[3]).width==getComputedStyle(document.querySelectorAll('#panel .track')[3]).width`, "false")

	b.run(`[...document.querySelectorAll('.dist button')].find(x=>x.textContent=='40.0%').click()`)
	b.want("a share", `document.querySelector('#panel .copy code').textContent`, "describe.share(dim=ME.REL;source=survey;case=G|REL1=4)")
	b.do(chromedp.Click(`#panel .b`))
	b.want("and back", `document.querySelector('#panel .copy code').textContent`, "score.survey_pomp(dim=ME.REL;source=survey;case=G)")

	b.do(chromedp.Click(`#panel .copy button`), chromedp.Sleep(200e6))
	b.want("the id is selected or copied", `getSelection().toString()`, "score.survey_pomp(dim=ME.REL;source=survey;case=G)")
	b.want("and the button says so", `['Copied','Selected; press Ctrl+C to copy'].includes(document.querySelector('#panel .copy button').textContent)`, "true")
	b.do(chromedp.Click(`.langs a[lang=zh]`))
	b.want("the panel follows the language", `document.getElementById('panel').lang+document.querySelector('.dist tbody th').textContent`, "zh1 完全不同意")
	b.do(chromedp.KeyEvent(kb.Escape))
	b.want("a place for the focus although the number is gone", `document.activeElement.id`, "zh-main")

	// down the chain, and up again
	b.do(chromedp.Click(`.langs a[lang=en]`))
	b.run(`document.querySelector('#en-t-groups tbody tr').cells[5].querySelector('[data-e]').click()`)
	up := b.js(`document.querySelector('#panel .copy code').textContent`)
	b.run(`document.querySelector('#panel ul li button').click()`)
	b.want("used in", `[...document.querySelectorAll('#panel h3')].some(h=>h.textContent=='Used in')`, "true")
	b.run(`[...document.querySelectorAll('#panel h3')].find(h=>h.textContent=='Used in').nextSibling.querySelector('button').click()`)
	b.want("the chain closes", `document.querySelector('#panel .copy code').textContent`, up)
	b.quiet()
}

func TestNarrowPanel(t *testing.T) {
	b := launch(t, 400, 800)
	b.open(write(t, answered(), []string{"en"}))
	b.run(`document.querySelector('#en-t-dimensions td [data-e]').click()`)
	b.want("the page behind rests", `document.getElementById('panel').getAttribute('aria-modal')+document.querySelector('.doc').inert`, "truetrue")
	b.want("the panel is as wide as the page", `document.getElementById('panel').offsetWidth==innerWidth`, "true")
	b.shot("narrow-panel")
	b.do(chromedp.KeyEvent(kb.Escape))
	b.want("and wakes", `document.querySelector('.doc').inert+document.activeElement.tagName`, "falseBUTTON")
	b.want("nothing is wider than the page", `document.documentElement.scrollWidth<=innerWidth`, "true")
	b.quiet()
}

func TestFigureMarksByKeyboard(t *testing.T) {
	b := browse(t, write(t, fixture.Review(), []string{"en"}))
	b.want("one tab stop a figure", `[...document.querySelectorAll('.pic>svg')].map(s=>s.querySelectorAll('.datum[tabindex="0"]').length).join('')`,
		strings.Repeat("1", len(fixture.Review().Figures())))
	b.run(`document.querySelector('#en-f-heat .datum[tabindex="0"]').focus()`)
	b.want("the tooltip", `document.getElementById('tip').hidden+' '+(document.getElementById('tip').textContent==document.activeElement.getAttribute('aria-label'))`, "false true")
	first := b.js(`document.activeElement.getAttribute('aria-label')`)
	b.do(chromedp.KeyEvent(kb.ArrowRight))
	if next := b.js(`document.activeElement.getAttribute('aria-label')`); next == first || next == "" {
		t.Errorf("the arrow key goes from %q to %q", first, next)
	}
	b.do(chromedp.KeyEvent(kb.Enter))
	b.want("the panel", `document.getElementById('panel').hidden`, "false")
	b.do(chromedp.KeyEvent(kb.Escape))
	b.want("the focus returns to the mark", `document.activeElement.classList.contains('datum')`, "true")
	b.do(chromedp.KeyEvent(kb.Escape))
	b.want("Escape hides the tooltip", `document.getElementById('tip').hidden`, "true")
	b.do(chromedp.ScrollIntoView(`#en-f-levels`), chromedp.Sleep(200e6))
	b.run(`(()=>{const m=document.querySelector('#en-f-levels .datum');m.dispatchEvent(new PointerEvent('pointerover',{bubbles:true,pointerType:'touch'}))})()`)
	b.want("a finger on a mark", `document.getElementById('tip').hidden`, "false")
	b.quiet()
}

func TestSearch(t *testing.T) {
	b := browse(t, write(t, fixture.Large(2, 30, 0), both))
	b.do(chromedp.Click(`.langs a[lang=en]`))
	b.do(chromedp.SendKeys(`#en-t-more-1 input`, "item 1-3"), chromedp.SendKeys(`#find`, "item 1-7:"), chromedp.Sleep(300e6))
	b.want("hits", `document.querySelector('#found p').textContent+document.getElementById('said').textContent`, "Found: 1Found: 1")
	b.shot("search")
	b.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	b.want("goes to the row", `document.activeElement.tagName+document.activeElement.cells[0].textContent.slice(0,9)`, "TRItem 1-7:")
	b.want("which the filter had hidden", `document.activeElement.hidden+document.querySelector('#en-t-more-1 input').value`, "false")
	b.want("and is in view", `(r=>r.top>0&&r.bottom<innerHeight)(document.activeElement.getBoundingClientRect())`, "true")
	b.run(`document.querySelector('#find').value=''`)
	b.do(chromedp.SendKeys(`#find`, "zzzz"), chromedp.Sleep(300e6))
	b.want("nothing", `document.querySelector('#found p').textContent`, "Nothing found")
	b.do(chromedp.KeyEvent(kb.Escape))
	b.want("Escape leaves", `document.getElementById('found').hidden+document.activeElement.id`, "truefind")
	b.quiet()
}

// Cells without a number say why to those who hear the page.
func TestNamesOfEmptyCells(t *testing.T) {
	b := browse(t, write(t, fixture.Review(), []string{"en"}))
	b.want("hidden", `document.querySelector('td.hid').getAttribute('aria-label')`, "n<5: not shown, to protect the people behind it")
	b.want("every one", `[...document.querySelectorAll('td.mute')].every(x=>x.getAttribute('aria-label').length>x.textContent.length)`, "true")
	b.quiet()
}

func TestPrintedWhole(t *testing.T) {
	d := fixture.Large(3, 30, 0)
	b := browse(t, write(t, d, both))
	b.do(chromedp.Click(`.langs a[lang=en]`))
	b.run(`document.querySelector('#theme').click();document.querySelector('#en-t-dimensions td [data-e]').click()`)
	yes := true
	pdf, err := chromedp.Call(b, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes, PrintBackground: &yes})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(regexp.MustCompile(`/Type\s*/Page[^s]`).FindAll(pdf.Data, -1)); n < 4 {
		t.Errorf("%d pages", n)
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("SMEKIT_REQUIRE_TOOLS") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, pdf.Data, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	flat := strings.Join(strings.Fields(string(out)), " ")
	tables := d.Tables()
	last := grid.New(tables[len(tables)-1], "en")
	row := last.Rows[len(last.Rows)-1]
	for _, part := range []string{last.Title, row.Cells[len(row.Cells)-1].Text} {
		if !strings.Contains(flat, part) {
			t.Errorf("the print lacks %q", part)
		}
	}
	for _, part := range []string{"Search the report", "Filter rows", "smekit explain"} {
		if strings.Contains(flat, part) {
			t.Errorf("the print shows %q", part)
		}
	}
	b.quiet()
}

// A browser shrinks a whole document for one table that is wider than the paper.
func TestNothingIsWiderThanThePaper(t *testing.T) {
	for _, columns := range []int{4, 7, 9, 12, 16} {
		b := browse(t, write(t, sheet(25, columns), []string{"en"}))
		if _, err := chromedp.Call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
			t.Fatal(err)
		}
		width := int64(688) // of A4 upright between its margins
		if b.js(`document.querySelector('.wide .data,.wide.block')!==null`) == "true" {
			width = 1032
		}
		if _, err := chromedp.Call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1}); err != nil {
			t.Fatal(err)
		}
		b.want(fmt.Sprint(columns, " columns"), `[...document.querySelectorAll('#en table.data')].filter(x=>x.offsetWidth>`+fmt.Sprint(width)+`).map(x=>x.offsetWidth).join()`, "")
	}
}

func TestWithoutScripts(t *testing.T) {
	b := launch(t, 1300, 900)
	if _, err := chromedp.Call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.open(write(t, fixture.Review(), both))
	text := b.js(`document.body.innerText`)
	for _, part := range []string{"关系嵌入", "没有脚本也能阅读本报告", "72.4"} {
		if !strings.Contains(text, part) {
			t.Errorf("without scripts the page lacks %q", part)
		}
	}
	if strings.Contains(text, "can be read without them") {
		t.Error("both languages are shown at once")
	}
	b.do(chromedp.Click(`.langs a[lang=en]`), chromedp.Sleep(200e6))
	if text := b.js(`document.querySelector('#en').innerText`); !strings.Contains(text, "Relationship embedding") || !strings.Contains(text, "can be read without them") {
		t.Errorf("the other language cannot be reached: %q", text)
	}
	b.want("the controls are away", `getComputedStyle(document.querySelector('.find')).display+getComputedStyle(document.querySelector('.theme')).display`, "nonenone")
	b.quiet()
}

// The panel's link leads to the quotation in the appendix.
func TestQuotationsLeadToTheAppendix(t *testing.T) {
	d := fixture.Review()
	q := d.Evidence[0]
	d.Sections = append(d.Sections, document.Section{Key: "quotes", Title: table.Text{ZH: "引语", EN: "Quotations"},
		Blocks: []document.Block{{List: []document.Paragraph{{Key: q.ID, Text: table.Same(q.ID + ": " + q.Text)}}}}})
	var out strings.Builder
	if err := html.Write(&out, d, both); err != nil {
		t.Fatal(err)
	}
	b := browse(t, out.String())
	b.run(fmt.Sprintf(`[...document.querySelectorAll('#zh-t-dimensions td [data-e]')].find(x=>{x.click();return [...document.querySelectorAll('#panel blockquote div')].some(f=>f.textContent.includes(%q))})`, q.ID))
	b.do(chromedp.Click(`#panel blockquote a`), chromedp.Sleep(200e6))
	b.want("the place", `(id=>document.getElementById(id).textContent.slice(0,`+fmt.Sprint(len([]rune(q.ID)))+`))(decodeURIComponent(location.hash.slice(1)))`, q.ID)
	b.quiet()
}
