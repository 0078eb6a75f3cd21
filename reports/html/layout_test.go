package html_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

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

// sheet is a document of one table of departments by a number of dimensions, and a sentence that cites all its numbers.
func sheet(rows, columns int) *document.Document {
	d := &document.Document{Key: "sheet", Title: table.Text{ZH: "部门比较", EN: "Departments"}, Ledger: &ledger.Ledger{}}
	t := &table.Table{Key: "wide", Number: 1, Title: table.Text{ZH: "部门与维度", EN: "Departments by dimension"}, Columns: []table.Column{{Key: "department", Label: table.Text{ZH: "部门", EN: "Department"}, Stub: true}}}
	for j := range columns {
		t.Columns = append(t.Columns, table.Column{Key: fmt.Sprint(j), Label: table.Text{ZH: fmt.Sprintf("第%d项维度得分", j+1), EN: fmt.Sprintf("Score of dimension %d", j+1)}, Format: table.Score})
	}
	p := &document.Paragraph{Text: table.Text{ZH: "各部门得分相近。", EN: "行政审批局 and the others score alike."}, Refs: []string{"wide"}}
	for i := range rows {
		if i%10 == 0 {
			t.Groups = append(t.Groups, table.Group{Label: table.Text{ZH: fmt.Sprintf("第%d组", i/10+1), EN: fmt.Sprintf("Group %d", i/10+1)}})
		}
		r := table.Row{Cells: []table.Cell{table.Txt(table.Same("住房和城乡建设局"))}}
		for j := range columns {
			e := estimate.New("score", "survey_pomp", estimate.Key{Dim: fmt.Sprintf("X%d", j), Source: "survey", Case: "G", Dept: fmt.Sprintf("D%02d", i)}.String())
			e.Value, e.N = 50+float64(i%7)+float64(j), 20
			e.Method = "mean of the responses' POMP; T: weights 0.2, 0.8"
			d.Ledger.Estimates = append(d.Ledger.Estimates, e)
			r.Cells = append(r.Cells, table.Num(e.Value, e.ID()))
			p.Cites = append(p.Cites, e.ID())
		}
		g := &t.Groups[len(t.Groups)-1]
		g.Rows = append(g.Rows, r)
	}
	d.Sections = []document.Section{{Key: "s", Title: table.Text{ZH: "部门", EN: "Departments"}, Blocks: []document.Block{{Paragraph: p}, {Table: t}}}}
	return d
}

func TestHiddenCellsOfferNothing(t *testing.T) {
	d := fixture.Review()
	page := write(t, d, both)
	e := data(t, page)
	known := map[string]bool{}
	for i := range e.Estimates {
		known[e.id(i)] = true
	}
	hidden := 0
	for _, x := range d.Tables() {
		for _, r := range grid.New(x, "en").Rows {
			for _, c := range r.Cells {
				if c.Kind == table.Suppressed && c.ID != "" {
					hidden++
					if known[c.ID] {
						t.Errorf("the hidden %s can be asked for", c.ID)
					}
				}
			}
		}
	}
	if hidden == 0 {
		t.Error("the fixture hides nothing")
	}
	if m := regexp.MustCompile(`data-e="\d+">n&lt;5<`).FindString(page); m != "" {
		t.Errorf("a hidden cell is a button: %s", m)
	}
}

func TestManyCitesAreFolded(t *testing.T) {
	for n, want := range map[int]string{1: "[1]", 3: "[1][2][3]", 4: "[1][2][3][4]", 5: "[1][2][3]…[5]", 18: "[1][2][3]…[18]"} {
		d := sheet(n, 1)
		page := write(t, d, []string{"en"})
		got := ""
		for _, m := range regexp.MustCompile(`class="cite"[^>]*>([^<]*)<`).FindAllStringSubmatch(page, -1) {
			got += m[1]
		}
		if got != want {
			t.Errorf("%d cites: %s, want %s", n, got, want)
		}
		if m := regexp.MustCompile(`data-l="([^"]*)"`).FindStringSubmatch(page); n > 4 && (m == nil || len(strings.Fields(m[1])) != n) {
			t.Errorf("%d cites: the list is %v", n, m)
		}
	}
}

func TestTongues(t *testing.T) {
	page := write(t, sheet(2, 2), both)
	zh, en, _ := strings.Cut(page, `<div class="doc" id="en"`)
	for _, want := range []string{`<th scope="row" lang="zh" class="i1">住房和城乡建设局</th>`, `<span lang="zh">行政审批局</span> and the others`} {
		if !strings.Contains(en, want) {
			t.Errorf("the English view lacks %s", want)
		}
	}
	if strings.Contains(zh, `<span lang="zh">`) {
		t.Error("Chinese is marked as foreign in the Chinese view")
	}
	d := sheet(1, 1)
	d.Sections[0].Blocks[1].Table.Groups[0].Rows[0].Cells[0] = table.Txt(table.Same("Relationship embedding"))
	if !strings.Contains(write(t, d, []string{"zh"}), `lang="en" class="i1">Relationship embedding<`) {
		t.Error("the English names are not marked in the Chinese view")
	}
}

func TestLayout(t *testing.T) {
	for _, x := range []struct {
		columns int
		class   string
	}{{4, ""}, {12, "wide"}, {24, "wide tight"}} {
		page := write(t, sheet(3, x.columns), []string{"zh"})
		got := regexp.MustCompile(`<div class="block h\d+ ?([^"]*)" id="zh-t-wide"`).FindStringSubmatch(page)
		if got == nil || got[1] != x.class {
			t.Errorf("%d columns: %v, want %q", x.columns, got, x.class)
		}
		lead := strings.Index(page, `<div class="wide">`)
		if h := strings.Index(page, `<h2 id="zh-s-s">`); (lead >= 0 && lead < h) != (x.class != "") {
			t.Errorf("%d columns: the heading does not stand on the page of its table", x.columns)
		}
	}
	page := write(t, sheet(25, 3), []string{"en"})
	block, _, _ := strings.Cut(page[strings.Index(page, `id="en-t-wide"`):], "</table>")
	if n := strings.Count(block, "<tbody>"); n != 3 {
		t.Errorf("%d bodies for 3 groups", n)
	}
	if m := regexp.MustCompile(`(?s)<h1.*`).FindString(page); strings.Contains(strings.Split(page, m)[0], "<h2") {
		t.Error("a heading stands before the first one")
	}
}

func TestMethodsInChinese(t *testing.T) {
	e := data(t, write(t, sheet(1, 1), both))
	x := e.Texts[*e.Estimates[0].A]
	if x["zh"] != "各份作答POMP的均值；T：权重0.2, 0.8" || x["en"] != "mean of the responses' POMP; T: weights 0.2, 0.8" {
		t.Error(x)
	}
}

func TestWideTableInABrowser(t *testing.T) {
	b := browse(t, write(t, sheet(25, 20), both))
	want := b.want
	wrap := `document.querySelector('#zh-t-wide .wrap')`
	want("the region", wrap+`.getAttribute('role')+' '+`+wrap+`.tabIndex+' '+document.getElementById(`+wrap+`.getAttribute('aria-labelledby')).textContent.trim()`, "region 0 表1\u2002部门与维度")
	want("a name keeps one line", `[...document.querySelectorAll('#zh-t-wide tbody th[scope=row]')].every(x=>x.clientHeight<40)`, "true")
	want("the first column stays", `(`+wrap+`.scrollLeft=300,Math.abs(document.querySelector('#zh-t-wide tbody th[scope=row]').getBoundingClientRect().left-`+wrap+`.getBoundingClientRect().left)<2)`, "true")
	want("rows sort across groups", `(document.querySelector('#zh-t-wide [data-col="1"]').click(),[...document.querySelectorAll('#zh-t-wide tbody tr')].length)`, "25")
	want("and go back", `(document.querySelector('#zh-t-wide [data-col="1"]').click(),document.querySelector('#zh-t-wide [data-col="1"]').click(),[...document.querySelector('#zh-t-wide table').tBodies].map(b=>b.rows.length).join())`, "11,11,6")
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('.cite[data-l]').focus()`), chromedp.KeyEvent(kb.Enter))
	want("the list", `document.querySelectorAll('#panel li').length+' '+document.querySelector('#panel h2').textContent`, "41 这句话所依据的500个数值")
	b.do(chromedp.Click(`#panel li button`))
	want("an entry", `document.querySelector('#panel code').textContent`, "score.survey_pomp(dim=X0;source=survey;case=G;dept=D00)")
	b.quiet()
}

// On paper a wide table stands on landscape pages, and each of them repeats the whole header.
func TestPrint(t *testing.T) {
	for _, tool := range []string{"chromium", "pdftotext", "pdfinfo"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("SMEKIT_REQUIRE_TOOLS") == "1" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
	dir := t.TempDir()
	file, pdf := filepath.Join(dir, "report.html"), filepath.Join(dir, "report.pdf")
	if err := os.WriteFile(file, []byte(write(t, sheet(90, 12), []string{"zh"})), 0o666); err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) string {
		out, err := exec.Command(name, args...).Output()
		if err != nil {
			t.Fatal(name, err)
		}
		return string(out)
	}
	run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir="+filepath.Join(dir, "profile"), "--print-to-pdf="+pdf, "file://"+file)
	info := run("pdfinfo", "-f", "1", "-l", "99", pdf)
	var sizes [][]string
	for _, m := range regexp.MustCompile(`size: +([\d.]+) x ([\d.]+)`).FindAllStringSubmatch(info, -1) {
		sizes = append(sizes, m[1:])
	}
	pages := strings.Split(strings.TrimSuffix(run("pdftotext", "-layout", pdf, "-"), "\f"), "\f")
	tables := 0
	for i, p := range pages {
		rows := strings.Count(p, "住房和城乡建设局")
		if rows == 0 {
			continue
		}
		tables++
		if i >= len(sizes) || sizes[i][0] < sizes[i][1] {
			t.Errorf("page %d is not landscape", i+1)
		}
		flat := strings.Join(strings.Fields(p), "")
		if !strings.Contains(flat, "部门") || !strings.Contains(flat, "12项") && !strings.Contains(flat, "第12") {
			t.Errorf("page %d does not repeat the header:\n%s", i+1, p)
		}
		lines := strings.Split(strings.TrimSpace(p), "\n")
		if last := strings.TrimSpace(lines[len(lines)-1]); strings.HasPrefix(last, "第") && strings.HasSuffix(last, "组") {
			t.Errorf("the heading %q stands alone at the end of page %d", last, i+1)
		}
	}
	if tables < 2 {
		t.Errorf("%d pages of the table", tables)
	}
}

func ExampleWrite_languages() {
	var b strings.Builder
	d := &document.Document{Title: table.Text{ZH: "评估", EN: "Review"}}
	fmt.Println(html.Write(&b, d, []string{"zh", "en"}), strings.Contains(b.String(), `<html lang="zh">`))
	// Output: <nil> true
}
