package reports

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

func TestBuildRefuses(t *testing.T) {
	s := smallStudy()
	if _, err := Build(s, &ledger.Ledger{}, mask.New(s), Options{}); !errors.Is(err, ErrUnreleased) {
		t.Errorf("unreleased: %v", err)
	}
	if _, err := Build(s, &ledger.Ledger{Released: true}, mask.New(s), Options{Profile: "other"}); err == nil {
		t.Error("unknown profile: no error")
	}
}

func keysOf(d *document.Document) string {
	var keys []string
	for _, x := range d.Tables() {
		keys = append(keys, x.Key)
	}
	return strings.Join(keys, " ")
}

// Each kind of study gets the tables that it has evidence for, and a line for each of the others.
func TestTablesFollowTheEvidence(t *testing.T) {
	for _, c := range []struct{ parts, tables string }{
		{"interview survey", "sample dimensions departments roles periods joint hazards opportunity methods"},
		{"interview", "sample dimensions hazards opportunity methods"},
		{"survey", "sample dimensions departments roles periods hazards opportunity methods"},
		{"", "sample opportunity methods"},
	} {
		d := build(t, smallStudy(), smallLedger(c.parts), Options{})
		if got := keysOf(d); got != c.tables {
			t.Errorf("%q: %s", c.parts, got)
		}
		lines := 0
		for _, s := range d.Sections {
			for _, b := range s.Blocks {
				if b.Paragraph != nil && strings.Contains(b.Paragraph.Text.EN, ": left out, ") {
					lines++
				}
			}
		}
		// Thirteen things are built: twelve tables and the path diagram.
		paths := 0
		for _, f := range d.Figures() {
			if f.Key == "path" {
				paths++
			}
		}
		if lines+len(d.Tables())+paths != 13 {
			t.Errorf("%q: %d tables, %d paths, %d lines", c.parts, len(d.Tables()), paths, lines)
		}
	}
	build(t, &coding.Study{Framework: &coding.Framework{}}, &ledger.Ledger{Released: true}, Options{})
}

func TestHiddenCells(t *testing.T) {
	d := build(t, smallStudy(), smallLedger("interview survey"), Options{})
	x := tableOf(d, "departments")
	rows := x.Groups[0].Rows
	if c := rows[0].Cells[3]; c.Kind != table.Suppressed || c.Text.EN != "n<5" {
		t.Errorf("a small department shows %+v", c)
	}
	if c := rows[1].Cells[3]; c.Kind != table.Suppressed || c.Text.ZH != "隐去" {
		t.Errorf("a complementary cell shows %+v", c)
	}
	found := false
	for _, n := range x.Notes {
		found = found || strings.Contains(n.Text.EN, "4 about fewer than 5 people, 4 more")
	}
	if !found {
		t.Errorf("the notes do not count the hidden cells: %+v", x.Notes)
	}
	heat := d.Figures()[0].Heat
	if heat.Cells[0][0].Hidden.EN != "n<5" || heat.Cells[2][0].Value != 77.7 {
		t.Errorf("heat map: %+v", heat.Cells)
	}
}

// A level whose id holds a hyphen is no contrast, and its name comes from the framework.
func TestLevelsWithHyphens(t *testing.T) {
	d := build(t, smallStudy(), smallLedger("survey"), Options{})
	x := tableOf(d, "roles")
	if x.Title.EN != "Head and clerk: medians, means and difference" || x.Spanners[1].Label.ZH != "员工" {
		t.Errorf("%+v %+v", x.Title, x.Spanners)
	}
	if len(x.Groups) != 1 || len(x.Groups[0].Rows) != 3 {
		t.Errorf("%d groups", len(x.Groups))
	}
	for _, c := range x.Columns {
		if c.Key == "p" {
			t.Error("a column of p without any")
		}
	}
}

func TestQuotationsNeedConsentAndAreMasked(t *testing.T) {
	s := smallStudy()
	s.Options.Mask.Names = []string{"王伟"}
	d := build(t, s, smallLedger("interview survey"), Options{})
	var all strings.Builder
	everyText(d, func(_ string, x table.Text) { all.WriteString(x.ZH + x.EN) })
	for _, e := range d.Evidence {
		all.WriteString(e.Text + e.Who.ZH)
	}
	text := all.String()
	for _, secret := range []string{"13812345678", "王伟", "张三", "李四", "不许引用"} {
		if strings.Contains(text, secret) {
			t.Errorf("%s is in the document", secret)
		}
	}
	if !strings.Contains(text, "有事打【电话】就行，问【姓名】也可以") || !strings.Contains(text, "c-1-访谈01、主任") {
		t.Error("the quotation or its pseudonym is missing")
	}
	if x := tableOf(d, "joint"); x.Groups[0].Rows[0].Cells[4].Text.EN != "c-1-q01-1" {
		t.Errorf("joint display cites %+v", x.Groups[0].Rows[0].Cells[4])
	}
}

func TestOpportunityMatrix(t *testing.T) {
	d := build(t, smallStudy(), smallLedger("interview"), Options{})
	x := tableOf(d, "opportunity")
	if x.Title.EN != "Wishes by Directions: how many interviews speak of both" {
		t.Errorf("title %q", x.Title.EN)
	}
	for i := 1; i <= 4; i++ { // both; interviews, segments, segments with a direction too
		if c := x.Groups[0].Rows[0].Cells[i]; c.Kind != table.Number || c.Value != 1 {
			t.Errorf("column %d: one interview, one segment: %+v", i, c)
		}
	}
	for i, row := range x.Groups[0].Rows[1:] {
		if c := row.Cells[1]; c.Kind != table.Number || c.Value != 1 {
			t.Errorf("total %d: %+v", i, c)
		}
	}
}

func TestPathFollowsLinks(t *testing.T) {
	d := build(t, smallStudy(), smallLedger("interview"), Options{})
	for _, f := range d.Figures() {
		if f.Path == nil {
			continue
		}
		if len(f.Path.Columns) != 2 || len(f.Path.Links) != 1 || f.Path.Links[0].From != "T1" || f.Path.Links[0].To != "B1" || f.Path.Links[0].Count != 1 {
			t.Errorf("%+v", f.Path)
		}
		return
	}
	t.Error("no path diagram")
}

func TestHazardWords(t *testing.T) {
	d := build(t, smallStudy(), smallLedger("interview survey"), Options{})
	x := tableOf(d, "hazards").Groups[0].Rows[0].Cells
	if x[2].Text.ZH != "无法判断" {
		t.Errorf("%+v", x[2])
	}
	for i, want := range map[int]string{
		1: "Trust in peers low, and one of: Overtime high; gap in Trust in peers by role; Overtime in 2 or more departments",
		2: "cannot judge", 3: "Trust in peers low: unknown, fewer than 2 interviews with a score",
		4: "not triggered", 5: "Trust in peers low: does not hold (70.0, cut 40, n = 31)",
	} {
		if x[i].Text.EN != want {
			t.Errorf("column %d: %q", i, x[i].Text.EN)
		}
	}
	if x[4].Level != table.Fine || x[2].Level != table.Unknown || x[6].Value != 1 {
		t.Errorf("levels %v, %v; segments %v", x[4].Level, x[2].Level, x[6].Value)
	}
}

func TestFindings(t *testing.T) {
	d := build(t, smallStudy(), smallLedger("interview survey"), Options{})
	var en, zh []string
	for _, p := range findings(d) {
		en, zh = append(en, p.Text.EN), append(zh, p.Text.ZH)
	}
	if len(en) > mostFindings {
		t.Errorf("%d sentences", len(en))
	}
	all, chinese := strings.Join(en, "\n"), strings.Join(zh, "\n")
	for _, want := range []string{
		"2 interviews and 31 survey respondents",
		"the survey is highest on Trust in peers (mean 70.0 of 100, SD 12.3, n = 31 answers; high) and lowest on Trust in superiors (mean 55.0 of 100, SD 12.3, n = 31 answers; mid, borderline)",
		"For Overtime, higher is worse: mean 40.0 of 100, SD 12.3, n = 31 answers; mid, borderline.",
		"head rate Trust in peers higher than clerk (medians: head 60.0 (n = 15 answers), clerk 50.0 (n = 15 answers); Cliff’s δ = .40, 95% CI [.10, .60])",
		"The interval excludes 0 in 3 of 3 comparisons",
		"+9.0 points, in the favourable direction",
		"The respondents of the two periods are not linked",
		"contradict each other on 1 of 2 comparisons: Trust in peers (interviews: Q 20.0, 2 interviews; survey: mean 70.0, n = 31 answers)",
		"3 figures about fewer than 5 people are hidden, and 3 more",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
	for _, want := range []string{"问卷得分最高的是同事信任（均值70.0分，标准差12.3，n=31份答卷，档次为高）", "Cliff δ=0.40，95%置信区间[0.10, 0.60]", "变化量为+9.0分，朝有利方向变化"} {
		if !strings.Contains(chinese, want) {
			t.Errorf("%q is not in\n%s", want, chinese)
		}
	}
	for _, claim := range []string{"caus", "lead to", "effect of", "significant"} {
		for _, p := range findings(d) {
			if strings.Contains(p.Text.EN, claim) && !strings.Contains(p.Text.EN, "what caused the change is not shown") {
				t.Errorf("a claim: %q", p.Text.EN)
			}
		}
	}
}

// Where more is worse, a rise is unfavourable; of a difference whose interval holds 0 nobody is called higher.
func TestFindingsAreHedged(t *testing.T) {
	l := smallLedger("survey")
	for i := range l.Estimates {
		e := &l.Estimates[i]
		switch {
		case e.Measure == "cliff_delta":
			e.Low = -.1
		case e.Measure == "gap" && strings.Contains(e.Of, "period="):
			e.Value = 1
			if strings.HasPrefix(e.Of, "dim=B1") {
				e.Value = 12
			}
		}
	}
	text := ""
	for _, p := range findings(build(t, smallStudy(), l, Options{})) {
		text += p.Text.EN + "\n"
	}
	for _, want := range []string{"on Overtime, from", "in the unfavourable direction", "the data do not settle which of them is higher", "excludes 0 in 0 of 3"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func TestSince(t *testing.T) {
	now, before := smallLedger("interview survey"), smallLedger("interview survey")
	for i := range before.Estimates {
		e := &before.Estimates[i]
		if e.Measure == "survey_pomp" && e.Of == "dim=T1;source=survey;case=c-1" {
			e.Value = 30
		}
		if e.Measure == "hazard" && strings.Contains(e.Of, "survey") {
			e.Value, e.Notes = 1, []estimate.Note{{Code: "score_hazard_triggered"}}
		}
	}
	d := build(t, smallStudy(), now, Options{Since: before})
	var text []string
	for _, p := range section(d, "since").Blocks[0].List {
		text = append(text, p.Text.EN)
	}
	want := []string{"Alpha: Trust in peers (survey) was 30.0 (n = 31 answers; low) and is 70.0 (n = 31 answers; high).",
		"Alpha: Exhaustion (F1) by the survey was “triggered” and is “not triggered”.",
		"2 results are listed; 7 scores stayed in their band and within 5 points."}
	if !reflect.DeepEqual(text, want) {
		t.Errorf("%q", text)
	}
	if section(build(t, smallStudy(), now, Options{}), "since") != nil {
		t.Error("a section of changes without an earlier review")
	}
}

func TestProblemsAreNoted(t *testing.T) {
	s := smallStudy()
	s.Problems = []coding.Problem{{Code: "out_of_range"}, {Code: "out_of_range", Accepted: true}}
	d := build(t, s, smallLedger("survey"), Options{})
	if !strings.Contains(d.Notice.EN, "have 1 unanswered problems") {
		t.Errorf("notice %q", d.Notice.EN)
	}
	for _, x := range d.Tables() {
		found := false
		for _, n := range x.Notes {
			found = found || strings.HasPrefix(n.Text.EN, "Left out: ")
		}
		if !found {
			t.Errorf("%s does not say what was left out", x.Key)
		}
	}
}

func TestSameBytes(t *testing.T) {
	first := build(t, smallStudy(), smallLedger("interview survey"), Options{})
	for range 5 {
		again := build(t, smallStudy(), smallLedger("interview survey"), Options{})
		var a, b []string
		everyText(first, func(w string, x table.Text) { a = append(a, w+x.ZH+x.EN) })
		everyText(again, func(w string, x table.Text) { b = append(b, w+x.ZH+x.EN) })
		if !reflect.DeepEqual(a, b) {
			t.Fatal("two builds differ")
		}
	}
}
