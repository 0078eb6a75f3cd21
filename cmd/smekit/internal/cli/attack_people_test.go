package cli

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports"
	"github.com/smekit/smekit/reports/document"
)

// What stands in the planted study and must never come out: numbers and addresses with a form, listed names, and people who
// are on no list but stand only where nothing is quoted from.
var (
	plantedWords = map[string]string{"欧阳钦若": mask.Name, "139 8765 4321": mask.Phone, "320102198811223344": mask.ID, "ouyang@secret.example.cn": mask.Email,
		"宝瑞祥置业": mask.Firm, "凤栖湖三期": mask.Project}
	plantedElsewhere = []string{"司徒未列", "13987650000"}
)

// plant changes a copy of the sample: every text and memo of the coding sheets ends in a sentence full of secrets, speakers
// bear a name, and the sheets of interviews, departments and responses have columns of their own with people in them; a
// respondent's id is a name, and departments are written by name.
func plant(t *testing.T, dir string) {
	t.Helper()
	words := slices.Sorted(maps.Keys(plantedWords))
	sentence := "（" + strings.Join(words, "，") + "）"
	change := func(name string, work func(sheet string, rows [][]string, set func(col, row int, s string))) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		f, err := excelize.OpenFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, sheet := range f.GetSheetList() {
			rows, err := f.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			work(sheet, rows, func(col, row int, s string) {
				at, _ := excelize.CoordinatesToCellName(col+1, row+1)
				if err := f.SetCellStr(sheet, at, s); err != nil {
					t.Fatal(err)
				}
			})
		}
		if err := f.Save(); err != nil {
			t.Fatal(err)
		}
	}
	planted := 0
	for _, pass := range []string{"1", "2"} {
		for _, coder := range []string{"chen", "liu", "zhao"} {
			change("coding/"+pass+"/"+coder+".xlsx", func(_ string, rows [][]string, set func(int, int, string)) {
				for r, row := range rows {
					for c, s := range row {
						if len([]rune(s)) >= 12 && len(s) > 2*len([]rune(s)) && r > 0 {
							set(c, r, s+sentence)
							planted++
						}
						if s == "受访者" {
							set(c, r, "欧阳钦若")
						}
					}
				}
			})
		}
	}
	if planted < 1000 {
		t.Fatalf("%d texts", planted)
	}
	change("cases.xlsx", func(sheet string, rows [][]string, set func(int, int, string)) {
		for r, row := range rows {
			if len(row) < 2 {
				continue
			}
			for i, s := range plantedElsewhere {
				if r == 0 {
					s = []string{"负责人姓名", "联系方式"}[i]
				}
				set(len(rows[0])+i, r, s)
			}
		}
	})
	rename := func(s string) string {
		if s == "TEST1" {
			return plantedElsewhere[0]
		}
		return s
	}
	renamed := 0
	for _, name := range []string{"survey/responses-after.xlsx", "decisions.xlsx"} {
		change(name, func(_ string, rows [][]string, set func(int, int, string)) {
			for r, row := range rows {
				for c, s := range row {
					if n := rename(s); n != s {
						set(c, r, n)
						renamed++
					}
				}
			}
		})
	}
	if renamed != 2 {
		t.Fatalf("%d cells name the respondent", renamed)
	}
	settings := filepath.Join(dir, "study.yaml")
	b, err := os.ReadFile(settings)
	if err != nil {
		t.Fatal(err)
	}
	s := string(b)
	for list, word := range map[string]string{"names": "欧阳钦若", "firms": "宝瑞祥置业"} {
		s = strings.Replace(s, "  "+list+": [", "  "+list+": ["+word+", ", 1)
	}
	s = strings.TrimRight(s, "\n") + "\n  projects: [凤栖湖三期]\n"
	if err := os.WriteFile(settings, []byte(s), 0o666); err != nil {
		t.Fatal(err)
	}
}

var (
	markup  = regexp.MustCompile(`<[^>]*>`)
	escaped = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)
)

// said is everything that a file says: the parts of an archive unpacked, with and without markup, escapes undone.
func said(t *testing.T, name string, content []byte) string {
	t.Helper()
	var parts []string
	if z, err := zip.NewReader(bytes.NewReader(content), int64(len(content))); err == nil {
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			r.Close()
			parts = append(parts, f.Name, said(t, f.Name, b))
		}
		return strings.Join(parts, "\n")
	}
	s := html.UnescapeString(string(content))
	if strings.Contains(s, `\u`) {
		s = escaped.ReplaceAllStringFunc(s, func(m string) string {
			x, _ := strconv.ParseUint(m[2:], 16, 32)
			return string(rune(x))
		})
	}
	parts = append(parts, s)
	if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".html") {
		parts = append(parts, markup.ReplaceAllString(s, ""))
	}
	if strings.HasSuffix(name, ".parquet") {
		var of []string
		for id := range parquetValues(t, content) {
			of = append(of, id)
		}
		parts = append(parts, of...)
	}
	return strings.Join(parts, "\n")
}

// given tells which secrets a text gives away, whatever blanks and breaks stand in them.
func given(s string) (out []string) {
	squeeze := strings.NewReplacer(" ", "", "\u00a0", "", "\n", "", `\ `, "", "~", "", `\allowbreak{}`, "")
	s = squeeze.Replace(s)
	for _, w := range append(slices.Sorted(maps.Keys(plantedWords)), plantedElsewhere...) {
		if strings.Contains(s, squeeze.Replace(w)) {
			out = append(out, w)
		}
	}
	return out
}

// TestAttackPeople plants people into a study and looks for them in everything that is written of it.
func TestAttackPeople(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	dir := filepath.Join(t.TempDir(), "study")
	copyStudy(t, dir)
	plant(t, dir)
	var out, errs bytes.Buffer
	app := &App{Stdout: &out, Stderr: &errs, quiet: true, Getenv: func(string) string { return "" }}
	plan := &reportPlan{profiles: reports.Profiles(), formats: formats, run: &runOptions{}, from: map[string]string{}}
	bar := app.newProgress("en")
	b, err := app.buildReport(context.Background(), place{dir, "."}, plan, bar)
	bar.close()
	if err != nil {
		t.Fatal(err, errs.String())
	}
	results, err := b.results()
	if err != nil {
		t.Fatal(err)
	}
	content := map[string]string{resultsName: said(t, resultsName, results)}
	for _, f := range b.files {
		content[f.name] = said(t, f.name, f.content)
	}
	run := func(name string, args ...string) {
		out.Reset()
		errs.Reset()
		if code := Main(args, app); code != exitDone {
			t.Errorf("%v: exit status %d: %s", args, code, errs.String())
		}
		content[name] = said(t, name, out.Bytes())
	}
	run("segments.csv", "segments", dir, "--format", "csv")
	run("segments of coders.md", "segments", dir, "--layer", "coders", "--format", "md")
	run("matrix by department", "segments", dir, "--matrix", "--by", "dept", "--format", "md", "--lang", "zh")
	run("matrix by interview", "segments", dir, "--matrix", "--by", "interview", "--format", "md")
	pack := filepath.Join(t.TempDir(), "pack.zip")
	run("export", "export", dir, "--replication", "-o", pack, "--bootstrap", "0")
	zipFile, err := os.ReadFile(pack)
	if err != nil {
		t.Fatal(err)
	}
	// Workbooks inside the archive are archives themselves.
	content["replication package"] = said(t, "pack.zip", zipFile)
	content["explain"] = explainedAll(t, b)
	delete(content, "export") // what it says on standard output
	for _, name := range slices.Sorted(maps.Keys(content)) {
		if len(content[name]) < 100 {
			t.Errorf("%s: nothing was written", name)
		}
		if words := given(content[name]); words != nil {
			t.Errorf("%s gives away %v", name, words)
		}
	}
	t.Run("masked", func(t *testing.T) { maskedCounts(t, b.docs) })
	t.Run("consent", func(t *testing.T) { consented(t, b, content) })
	t.Run("hidden", func(t *testing.T) { hiddenInFiles(t, b) })
	t.Run("departments", func(t *testing.T) { smallDepartments(t, b, content) })
}

// explainedAll explains an estimate of each measure on each source, shown and hidden, of a case and of its smallest
// department, with all cells and segments.
func explainedAll(t *testing.T, b *builtReport) string {
	t.Helper()
	x, err := measures.NewExplainer(context.Background(), b.study, b.full, b.ledger)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	seen := map[string]bool{}
	for _, e := range b.ledger.Estimates {
		k, _, err := estimate.ParseKey(e.Of)
		kind := fmt.Sprint(e.Family, e.Measure, k.Source, k.Case != "", k.Dept != "", e.Empty())
		if err != nil || seen[kind] {
			continue
		}
		seen[kind] = true
		why, err := x.Explain(e.ID(), measures.ExplainOptions{All: true})
		if err != nil {
			t.Errorf("%s: %v", e.ID(), err)
			continue
		}
		for _, lang := range locale.Languages() {
			if err := writeExplanation(&out, why, explainWords{lang: lang, study: b.study}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("%d kinds of estimates explained", len(seen))
	}
	return out.String()
}

var quoteID = regexp.MustCompile(`^[GLQ]-[qd][0-9]+-[0-9]+$`)

// quotedIn collects the quotations of a document by their id: those of panels and of the appendix, and those that stand in
// the row of a table with their id, in a cell of its own or behind them in brackets.
func quotedIn(d *document.Document) map[string]string {
	quotes := map[string]string{}
	for _, x := range d.Tables() {
		for _, g := range x.Groups {
			for _, r := range g.Rows {
				id, longest := "", ""
				for _, c := range r.Cells {
					s := c.Text.EN
					if i := strings.LastIndex(s, " ["); i > 0 && quoteID.MatchString(strings.TrimSuffix(s[i+2:], "]")) {
						quotes[strings.TrimSuffix(s[i+2:], "]")] = s
					}
					if quoteID.MatchString(s) {
						id = s
					}
					if len(s) > len(longest) {
						longest = s
					}
				}
				if id != "" && x.Key == "concepts" {
					quotes[id] = longest
				}
			}
		}
	}
	for _, e := range d.Evidence {
		quotes[e.ID] = e.Text
	}
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			for _, p := range b.List {
				if p.Key != "" {
					quotes[p.Key] = p.Text.ZH
				}
			}
		}
	}
	return quotes
}

var places = map[string]string{mask.Phone: "【电话】", mask.ID: "【身份证号】", mask.Number: "【号码】", mask.Email: "【邮箱】", mask.Name: "【姓名】", mask.Firm: "【企业】", mask.Project: "【项目】"}

// maskedCounts compares the receipt of what was masked with the marks in the quotations, counted by themselves.
func maskedCounts(t *testing.T, docs []*document.Document) {
	for _, d := range docs {
		counts, total := map[string]int{}, 0
		for _, text := range quotedIn(d) {
			for kind, mark := range places {
				counts[kind] += strings.Count(text, mark)
				total += strings.Count(text, mark)
			}
		}
		receipt := ""
		for _, x := range d.Tables() {
			for _, g := range x.Groups {
				for _, r := range g.Rows {
					if x.Key == "methods" && strings.HasSuffix(r.Key, "masking") {
						receipt = r.Cells[1].Text.EN
					}
				}
			}
		}
		switch d.Key {
		case "pass": // quotes nothing
			if len(quotedIn(d)) > 0 {
				t.Errorf("%d quotations in the report of the team", len(quotedIn(d)))
			}
			continue
		case "review":
			if total < 6*100 {
				t.Errorf("%s: %d places masked", d.Key, total)
			}
			for kind, n := range counts {
				word := locale.Text(locale.English, "mask.kind."+kind)
				if want := fmt.Sprintf("%s %d", word, n); n > 0 && !strings.Contains(strings.ToLower(receipt), strings.ToLower(want)) {
					t.Errorf("%s: the receipt says %q, counted %s", d.Key, receipt, want)
				}
			}
		}
		if !regexp.MustCompile(`\b` + strconv.Itoa(total) + `\b`).MatchString(receipt) {
			t.Errorf("%s: the receipt says %q, counted %d: %v", d.Key, receipt, total, counts)
		}
	}
}

// consented looks for words of interviews without consent: stretches of their texts that no quotable one has.
func consented(t *testing.T, b *builtReport, content map[string]string) {
	m := mask.New(b.study)
	var quotable strings.Builder
	var others []string
	for i := range b.study.Segments {
		s := &b.study.Segments[i]
		if m.Quotable(s.Interview) {
			quotable.WriteString(s.Text)
		} else if r := []rune(s.Text); len(r) > 30 {
			others = append(others, string(r[:12]))
		}
	}
	looked := 0
	for _, words := range others {
		if strings.Contains(quotable.String(), words) {
			continue
		}
		looked++
		for name, s := range content {
			if strings.Contains(s, words) {
				t.Errorf("%s quotes %q without consent", name, words)
			}
		}
	}
	if looked < 10 {
		t.Errorf("%d segments without consent", looked)
	}
}

var evidenceID = regexp.MustCompile(`\b[GLQ]-[qd][0-9]+-[0-9]+\b|[GLQ]-访谈[0-9]+|[GLQ] interview [0-9]+`)

// smallDepartments looks for departments of a few people beside interviews: in the rows of tables, in sentences and in the
// evidence behind an estimate.
func smallDepartments(t *testing.T, b *builtReport, content map[string]string) {
	var small []string
	for _, d := range b.study.Departments {
		if d.Invited > 0 && d.Invited < b.study.Options.MinN {
			small = append(small, d.Name)
			for _, doc := range b.docs {
				for _, e := range doc.Estimates() {
					if k, _, err := estimate.ParseKey(e.Of); err == nil && k.Case == d.Case && k.Dept == d.ID && len(doc.Quotes(e)) > 0 {
						t.Errorf("%s: quotations behind %s", doc.Key, e.ID())
						break
					}
				}
			}
		}
	}
	if small == nil {
		t.Fatal("no small department")
	}
	for name, s := range content {
		if strings.HasSuffix(name, ".xlsx") || strings.HasSuffix(name, ".docx") || strings.HasSuffix(name, ".html") || name == "replication package" {
			continue // the same tables, below and in the other formats; in one line
		}
		for line := range strings.Lines(s) {
			for _, dept := range small {
				if strings.Contains(line, dept) && evidenceID.MatchString(line) {
					t.Errorf("%s names %s beside an interview: %.120q", name, dept, line)
				}
			}
		}
	}
	for _, d := range b.docs {
		tables := d.Tables()
		for _, f := range d.Figures() {
			tables = append(tables, f.Data())
		}
		for _, x := range tables {
			for _, g := range x.Groups {
				for _, r := range g.Rows {
					var row []string
					for _, c := range r.Cells {
						row = append(row, c.Text.ZH, c.Text.EN)
					}
					line := strings.Join(row, " | ")
					for _, dept := range small {
						if strings.Contains(line, dept) && evidenceID.MatchString(line) {
							t.Errorf("%s, %s names %s beside an interview: %s", d.Key, x.Key, dept, line)
						}
					}
				}
			}
		}
	}
	if s := content["matrix by department"]; s == "" || strings.Contains(s, small[0]) {
		t.Errorf("the matrix of interviews by department names %s", small[0])
	}
}

// hiddenInFiles reads the estimates back from every file that holds them for programs: the data of pages and the data
// sheets of workbooks, beside the data formats. A hidden one has its notes and no number.
func hiddenInFiles(t *testing.T, b *builtReport) {
	hidden := map[string]bool{}
	for _, e := range b.ledger.Estimates {
		if len(e.Notes) > 0 && (e.Notes[0].Code == estimate.NoteSmallCell || e.Notes[0].Code == estimate.NoteSuppressed) {
			hidden[e.ID()] = true
		}
	}
	for _, f := range b.files {
		all, found, numbers := 0, 0, 0
		row := func(id string, cells []string) {
			all++
			if hidden[id] {
				found++
				if s := strings.Join(cells, ""); s != "" {
					numbers++
					if numbers < 5 {
						t.Errorf("%s: %s has %q", f.name, id, cells)
					}
				}
			}
		}
		switch filepath.Ext(f.name) {
		case ".csv":
			rows, err := csv.NewReader(bytes.NewReader(f.content)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				row(r[13], r[2:10])
			}
		case ".parquet":
			for id, values := range parquetValues(t, f.content) {
				row(id, strings.Fields(strings.Trim(fmt.Sprint(values), "[]")))
			}
		case ".xlsx":
			if f.name != "thesis-en.xlsx" { // the data sheets are alike, and long
				continue
			}
			x, err := excelize.OpenReader(bytes.NewReader(f.content))
			if err != nil {
				t.Fatal(err)
			}
			for _, sheet := range x.GetSheetList() {
				rows, err := x.GetRows(sheet)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range rows {
					if len(r) == 14 {
						row(r[13], r[2:10])
					}
				}
			}
		case ".html":
			_, s, _ := strings.Cut(string(f.content), `type="application/json"`)
			_, s, _ = strings.Cut(s, ">")
			s, _, _ = strings.Cut(s, "</script>")
			var page struct {
				Estimates []struct {
					Y, M                   int
					O, V, S, L, H, T, D, P string
					N                      string
				}
				Families []string
				Measures []struct{ I string }
			}
			if err := json.Unmarshal([]byte(s), &page); err != nil {
				t.Fatal(err)
			}
			for _, e := range page.Estimates {
				row(estimate.ID(page.Families[e.Y], page.Measures[e.M].I, e.O), []string{e.V, e.S, e.L, e.H, e.T, e.D, e.P, e.N})
			}
		default:
			continue
		}
		if filepath.Ext(f.name) == ".html" { // has those that it shows, and what they rest on
			if all < 300 {
				t.Errorf("%s: %d estimates read", f.name, all)
			}
		} else if found < 4000 {
			t.Errorf("%s: %d hidden estimates found", f.name, found)
		}
	}
}
