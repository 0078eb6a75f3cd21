package reports

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// teamStudy is a study of three people in two passes with a codebook: 8 units of two interviews.
func teamStudy() *coding.Study {
	s := smallStudy()
	both := func(zh, en string) coding.Label { return coding.Label{ZH: zh, EN: en} }
	s.Codebook = &coding.Codebook{Codes: []coding.Code{
		{ID: "T1", Dimension: "T1", Label: both("同事信任", "Trust in peers"), Active: true, Since: "2", Definition: "信任同事，也包括跨科室"},
		{ID: "T2", Dimension: "T2", Label: both("上级信任", "Trust in superiors"), Active: true},
		{ID: "B1", Dimension: "B1", Label: both("加班", "Overtime"), Active: true, Replaces: []string{"B8", "B9"}},
		{ID: "W1", Dimension: "W1", Label: both("增员", "More staff"), Active: true},
		{ID: "Q9", Label: both("旧码", "Old code")},
	}}
	s.Segments, s.Codings = nil, nil
	for _, interview := range []string{"张三", "李四"} {
		for k := 1; k <= 4; k++ {
			s.Segments = append(s.Segments, coding.Segment{Interview: interview, ID: fmt.Sprint(k), Text: "大家互相信得过，有事打13812345678就行。"})
		}
	}
	give := func(pass, coder, interview, segment string, codes ...string) {
		if len(codes) == 0 {
			codes = []string{""}
		}
		for _, c := range codes {
			s.Codings = append(s.Codings, coding.Coding{Pass: pass, Coder: coder, Interview: interview, Segment: segment, Code: c})
		}
	}
	give("1", "ann", "张三", "1", "B8")
	give("1", "ann", "张三", "2", "T1")
	give("1", "ann", "李四", "1", "T1")
	give("1", "bob", "张三", "1", "B9")
	for _, interview := range []string{"张三", "李四"} {
		give("2", "ann", interview, "1", "T1")
		give("2", "bob", interview, "1", "T2")
		give("2", "cat", interview, "1", "T1")
		give("2", "ann", interview, "2", "B1")
		give("2", "bob", interview, "2", "B1")
		give("2", "cat", interview, "2")
	}
	give("2", "ann", "张三", "3", "Q9")
	return s
}

// teamDeals are the deals of the two passes, the first with an older codebook.
func teamDeals(s *coding.Study) []*pass.Deal {
	now := pass.BookOf(s)
	old := pass.Book{Version: "1", Codes: []coding.Code{
		{ID: "T1", Dimension: "T1", Label: coding.Label{ZH: "同事信任", EN: "Trust in peers"}, Active: true, Definition: "信任同事"},
		{ID: "T2", Dimension: "T2", Label: coding.Label{ZH: "上级信任", EN: "Trust in superiors"}, Active: true},
		{ID: "B8", Active: true, Label: coding.Label{ZH: "晚班", EN: "Late work"}}, {ID: "B9", Active: true}, {ID: "Q9", Active: true}}}
	second := &pass.Deal{Pass: "2", Book: now, Cut: "turn"}
	for _, g := range s.Segments {
		second.Units = append(second.Units, pass.DealtUnit{Interview: g.Interview, ID: g.ID})
	}
	for _, name := range []string{"ann", "bob", "cat"} {
		second.Coders = append(second.Coders, pass.DealtCoder{Name: name, Units: []int{0, 1, 2, 4, 5}})
	}
	return []*pass.Deal{{Pass: "1", Book: old}, second}
}

func (m *maker) agreement(measure string, k estimate.Key, own string, v, low, high float64, n int, notes ...estimate.Note) {
	e := estimate.New("agreement", measure, k.Of(own))
	e.Value, e.Low, e.High, e.N, e.Notes = v, low, high, n, notes
	m.es = append(m.es, e)
}

// teamLedger holds what agreement and saturation give of the team's second pass.
func teamLedger() *ledger.Ledger {
	m := &maker{}
	none := estimate.None
	p := estimate.Key{Pass: "2"}
	for i, code := range []string{"T1", "T2", "B1", "Q9"} {
		k := p
		k.Dim = code
		alpha := []float64{.31, .7, .9, none}[i]
		for _, base := range []string{"units:", "coded:", "chars:"} {
			n := map[string]int{"units:": 40, "coded:": 30, "chars:": 2000}[base]
			var notes []estimate.Note
			if code == "Q9" {
				notes = []estimate.Note{{Code: estimate.NoteConstant}}
			}
			m.agreement("percent_agreement", k, base, .8, none, none, n)
			m.agreement("fleiss_kappa", k, base, alpha-.01, none, none, n, notes...)
			m.agreement("krippendorff_alpha", k, base, alpha, alpha-.2, math.Min(alpha+.2, 1), n, notes...)
			m.agreement("gwet_ac", k, base, .85, none, none, n)
		}
		m.agreement("prevalence", k, "units: 1", []float64{.3, .2, .05, 0}[i], none, none, 40)
		for j, pair := range []string{"ann~bob", "ann~cat", "bob~cat", "ann~consensus", "bob~consensus", "cat~consensus"} {
			m.agreement("cohen_kappa", k, "units: "+pair, .9-.1*float64(i)-.05*float64(j), none, none, 40)
		}
		d := k
		d.Layer = "dimension"
		if code != "Q9" {
			m.agreement("krippendorff_alpha", d, "units:", .5, none, none, 40)
		}
	}
	m.agreement("krippendorff_alpha", estimate.Key{Dim: "T", Layer: "group", Pass: "2"}, "units:", .55, none, none, 40)
	for j, pair := range []string{"ann~bob", "ann~cat", "bob~cat"} {
		m.agreement("mutual_agreement", p, "units: "+pair, .9-.1*float64(j), none, none, 40)
		m.agreement("percent_agreement", p, "units: "+pair, .8, none, none, 40)
		m.agreement("mutual_agreement", p, "spans: "+pair, .6, none, none, 55)
	}
	for _, pair := range []string{"ann~consensus", "bob~consensus", "cat~consensus", "robot~consensus"} {
		m.agreement("percent_agreement", p, "units: "+pair, .7, none, none, 40)
	}
	m.agreement("krippendorff_alpha_masi", p, "units:", .62, .5, .71, 40)
	m.agreement("composite_reliability_holsti", p, "units:", .93, none, none, 40)
	m.agreement("composite_reliability_holsti", p, "spans:", .83, none, none, 55)
	m.agreement("krippendorff_alpha_masi", estimate.Key{Pass: "2", Case: "c-1"}, "units:", .62, .5, .71, 40)
	m.agreement("confusion", p, "T1>T2", 2, none, none, 40)
	m.agreement("percent_agreement", estimate.Key{Coder: "ann"}, "units: 1~2", 1./3, none, none, 3)
	m.agreement("cohen_kappa", estimate.Key{Dim: "T1", Coder: "ann"}, "units: 1~2", .5, none, none, 3)
	sat := func(measure, own string, v, low, high float64) {
		for _, layer := range []string{"", "dimension"} {
			if layer != "" && measure == "cumulative_codes" {
				v--
			}
			m.other("saturation", measure, estimate.Key{Layer: layer}.Of(own), v, low, high, 4)
		}
	}
	for i, talk := range []string{"张三", "李四", "i-3", "i-4"} {
		sat("new_codes", talk, []float64{3, 1, 0, 0}[i], none, none)
		sat("cumulative_codes", talk, []float64{3, 4, 4, 4}[i], none, none)
		sat("cumulative_codes", fmt.Sprint("random: ", i+1), 2+.5*float64(i), 1+.5*float64(i), 4)
	}
	sat("guest_ratio", "i-3-i-4", .25, none, none)
	sat("holdout_new_codes", "holdout: 1", 0, none, none)
	return &ledger.Ledger{Released: true, Estimates: m.es}
}

// passDocument builds the report of a pass and checks what must hold of every one.
func passDocument(t *testing.T, s *coding.Study, l *ledger.Ledger, o Options) *document.Document {
	t.Helper()
	o.Profile = "pass"
	d, err := Build(s, l, mask.New(s), o)
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, d)
	everyText(d, func(where string, x table.Text) {
		for _, s := range []string{x.ZH, x.EN} {
			if strings.Contains(s, "passreport.") || strings.Contains(s, "张三") || strings.Contains(s, "13812345678") {
				t.Errorf("%s: %q", where, s)
			}
		}
	})
	for _, x := range d.Tables() {
		for i, sp := range x.Spanners {
			if sp.From > sp.To || sp.To >= len(x.Columns) || i > 0 && sp.From <= x.Spanners[i-1].To {
				t.Errorf("%s: spanners %+v over %d columns", x.Key, x.Spanners, len(x.Columns))
			}
		}
	}
	return d
}

// findingsOf joins the findings of a language.
func findingsOf(d *document.Document, lang string) string {
	var out []string
	for _, b := range section(d, "findings").Blocks {
		if b.Paragraph != nil {
			out = append(out, b.Paragraph.Text.In(lang))
		}
		for _, p := range b.List {
			out = append(out, p.Text.In(lang))
		}
	}
	return strings.Join(out, "\n")
}

func holds(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func row(t *testing.T, d *document.Document, key, row string) table.Row {
	t.Helper()
	x := tableOf(d, key)
	if x == nil {
		t.Fatalf("no table %s", key)
	}
	for _, g := range x.Groups {
		for _, r := range g.Rows {
			if r.Key == row {
				return r
			}
		}
	}
	t.Fatalf("no row %s in %s", row, key)
	return table.Row{}
}

func TestPassReport(t *testing.T) {
	s := teamStudy()
	d := passDocument(t, s, teamLedger(), Options{Deals: teamDeals(s), Reconciliations: []pass.Reconciliation{
		{File: "a.xlsx", Coder: "ann", In: 5, Matched: 4, Rejected: []coding.ReasonCount{{Reason: "unknown_code", Count: 1}}, Dealt: 5, Returned: 5, CodesIn: 3, CodesAccepted: 3},
		{File: "b.xlsx", Coder: "bob", In: 4, Matched: 3, Dealt: 5, Returned: 5}}})
	if got, want := keysOf(d), "coverage overlap codes agreement denominators levels overall strata pairs pair_codes consensus confusions drift drift_codes queue queue_rows books saturation receipts methods"; got != want {
		t.Errorf("tables %s\n  want %s", got, want)
	}
	var figures []string
	for _, f := range d.Figures() {
		figures = append(figures, f.Key)
		if f.Alt.EN == "" || f.Alt.ZH == "" {
			t.Errorf("%s has no text alternative", f.Key)
		}
	}
	if got := strings.Join(figures, " "); got != "coverage_map agreement_dots saturation_curve" {
		t.Errorf("figures %s", got)
	}
	holds(t, findingsOf(d, "en"),
		"Coverage of pass 2: by 3 people, 5 of the 8 units were reviewed (62.5%)", "Only 4 units were reviewed by two or more", "bob 1 of 5; cat 1 of 5",
		"1 of the 3 codes with an estimate has an α below .667: Trust in peers (T1), α = .31, 95% CI [.11, .51] (n = 40 units, given in 30.0% of judgments).",
		"for 1 the whole 95% interval lies below that line", "For 1 code α cannot be estimated.",
		"ann – bob agree best (K = .90, n = 40 units) and bob – cat worst (K = .70",
		"Most often taken for one another are Trust in peers (T1) and Trust in superiors (T2), on 2 units.",
		"2 of the 4 units reviewed by two or more wait for adjudication",
		"bob moved most: exactly the same codes on 0.0%", "a hint, no more",
		"above the threshold of 5.0%; 4 interviews carry 4 codes")
	holds(t, findingsOf(d, "zh"), "第2轮的覆盖：3名编码者", "α=0.31，95%置信区间[0.11, 0.51]", "互相混淆的是同事信任（T1）与上级信任（T2）")

	if r := row(t, d, "agreement", "T1"); r.Cells[6].Value != .31 || r.Cells[6].ID != "agreement.krippendorff_alpha(dim=T1;pass=2|units:)" || r.Cells[9].Text.EN != "too low" || r.Cells[10].Text.EN != "fair" {
		t.Errorf("%+v", r.Cells)
	}
	if r := row(t, d, "agreement", "T2"); r.Cells[9].Text.EN != "tentative, not sure" {
		t.Errorf("an interval across a cut: %+v", r.Cells[9].Text)
	}
	if r := row(t, d, "agreement", "Q9"); r.Cells[6].Kind != table.Missing || len(r.Cells[6].Marks) != 1 || r.Key != tableOf(d, "agreement").Groups[0].Rows[3].Key {
		t.Errorf("a code without α stands last, with the reason: %+v", r.Cells[6])
	}
	if r := row(t, d, "agreement", "B1"); len(r.Cells[1].Marks) != 1 {
		t.Error("a rare code is not marked")
	}
	if x := tableOf(d, "denominators"); x.Spanners[2].Label.EN != "Characters (n = 2000)" {
		t.Errorf("%+v", x.Spanners)
	}
	if x := tableOf(d, "confusions").Groups[0].Rows[0]; x.Cells[3].Value != 2 || x.Cells[3].ID != "agreement.confusion(pass=2|T1>T2)" {
		t.Errorf("%+v", x.Cells)
	}
	if r := row(t, d, "pairs", "ann~bob"); r.Cells[5].Parts[0].Text.EN != "Old code (Q9)" || r.Cells[6].Parts[2].Value != .9 {
		t.Errorf("%+v", r.Cells)
	}
	if r := row(t, d, "drift", "ann"); r.Cells[1].Value != 3 || r.Cells[2].ID != "agreement.percent_agreement(coder=ann|units: 1~2)" {
		t.Errorf("%+v", r.Cells)
	}
	if r := row(t, d, "receipts", "a.xlsx"); r.Cells[13].Text.EN != "balanced" || r.Cells[9].Value != 1 {
		t.Errorf("%+v", r.Cells)
	}
	if r := row(t, d, "receipts", "b.xlsx"); r.Cells[13].Level != table.Alarm {
		t.Errorf("rows that do not add up: %+v", r.Cells[13])
	}
	if r := row(t, d, "saturation", "4"); len(r.Cells) != 8 || r.Cells[4].Value != .25 || r.Cells[1].Text.EN != "not on the interviews sheet" {
		t.Errorf("%+v", r.Cells)
	}
}

// What became of the codes since the pass before, and which codings it makes stale.
func TestPassCodebook(t *testing.T) {
	s := teamStudy()
	d := passDocument(t, s, teamLedger(), Options{Deals: teamDeals(s)})
	got := map[string]string{}
	for _, g := range tableOf(d, "codes").Groups {
		for _, r := range g.Rows {
			got[r.Key] = g.Label.EN
		}
	}
	for code, want := range map[string]string{"W1": "New in the codebook since the pass before", "B1": "Merged out of several", "T1": "In use", "T2": "In use", "Q9": "No longer in the codebook", "B8": "No longer in the codebook"} {
		if got[code] != want {
			t.Errorf("%s stands under %q, want %q", code, got[code], want)
		}
	}
	if r := row(t, d, "codes", "B1"); r.Cells[2].Text.EN != "Late work (B8), B9" || r.Cells[4].Value != 2 {
		t.Errorf("%+v", r.Cells)
	}
	// ann and bob coded unit 1 of the first interview again, so that the old B8 and B9 are settled; ann's T1 on unit 2 too.
	x := tableOf(d, "stale")
	if x != nil {
		for _, g := range x.Groups {
			for _, r := range g.Rows {
				if r.Key == "B8" || r.Key == "B9" {
					t.Errorf("%s is stale although its unit was coded again", r.Key)
				}
			}
		}
	}
	// A definition reworded after the pass makes its codings stale.
	s.Codebook.Codes[1].Definition = "另行定义"
	deals := teamDeals(teamStudy())
	d = passDocument(t, s, teamLedger(), Options{Deals: deals})
	if r := row(t, d, "stale", "T2"); r.Cells[1].Text.EN != "redefined: read again" || r.Cells[len(r.Cells)-1].Text.EN != "bob" {
		t.Errorf("%+v", r.Cells)
	}
	holds(t, findingsOf(d, "en"), "put 2 codings on 2 units out of date")
}

// A study that lacks something says so in a line and gives the rest.
func TestPassWithLess(t *testing.T) {
	only := func(s *coding.Study, keep func(*coding.Coding) bool) {
		var kept []coding.Coding
		for i := range s.Codings {
			if keep(&s.Codings[i]) {
				kept = append(kept, s.Codings[i])
			}
		}
		s.Codings = kept
	}
	lines := func(d *document.Document) string {
		var out []string
		for _, s := range d.Sections {
			for _, b := range s.Blocks {
				if b.Paragraph != nil {
					out = append(out, b.Paragraph.Text.EN)
				}
			}
		}
		return strings.Join(out, "\n")
	}
	for name, c := range map[string]struct {
		change func(*coding.Study)
		ledger *ledger.Ledger
		tables string
		lines  []string
	}{
		"one coder": {func(s *coding.Study) {
			only(s, func(c *coding.Coding) bool { return c.Coder == "ann" && c.Pass == "2" })
		}, &ledger.Ledger{Released: true}, "coverage overlap codes methods",
			[]string{"one person coded this pass", "the study has no earlier pass", "no unit was reviewed by two people", "not known, because the pass was not dealt"}},
		"one pass": {func(s *coding.Study) { only(s, func(c *coding.Coding) bool { return c.Pass == "2" }) }, teamLedger(),
			"coverage overlap codes agreement denominators levels overall strata pairs pair_codes consensus confusions queue queue_rows saturation methods", []string{"the study has no earlier pass"}},
		"no codebook": {func(s *coding.Study) { s.Codebook = nil }, teamLedger(),
			"coverage overlap codes agreement denominators levels overall strata pairs pair_codes consensus confusions drift drift_codes queue queue_rows saturation methods", []string{"the study has no codebook"}},
		"nothing":      {func(s *coding.Study) { s.Codings, s.Segments = nil, nil }, &ledger.Ledger{Released: true}, "methods", []string{"There is nothing to report yet"}},
		"not computed": {func(*coding.Study) {}, &ledger.Ledger{Released: true}, "coverage overlap codes confusions drift drift_codes queue queue_rows methods", []string{"or agreement was not computed"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := teamStudy()
			c.change(s)
			d := passDocument(t, s, c.ledger, Options{})
			if got := keysOf(d); got != c.tables {
				t.Errorf("tables %s\n  want %s", got, c.tables)
			}
			holds(t, lines(d), c.lines...)
		})
	}
	passDocument(t, &coding.Study{Framework: &coding.Framework{}}, &ledger.Ledger{Released: true}, Options{})
}

// A program is named as one everywhere, and stands apart from the people.
func TestPassWithProgram(t *testing.T) {
	s := teamStudy()
	s.Options.AICoders = []string{"robot"}
	for k := 1; k <= 3; k++ {
		s.Codings = append(s.Codings, coding.Coding{Pass: "2", Coder: "robot", Interview: "张三", Segment: fmt.Sprint(k), Code: "W1"})
	}
	d := passDocument(t, s, teamLedger(), Options{})
	holds(t, findingsOf(d, "en"), "by 3 people", "1 AI coder worked beside them", "robot (AI) gave exactly the codes of the consensus on 70.0% of 40 units")
	x := tableOf(d, "consensus")
	if len(x.Groups) != 2 || x.Groups[1].Rows[0].Cells[0].Text.ZH != "robot（AI）" {
		t.Errorf("%+v", x.Groups)
	}
	for _, c := range tableOf(d, "pair_codes").Columns {
		if strings.Contains(c.Label.EN, "robot") {
			t.Error("a program among the pairs of people")
		}
	}
	everyText(d, func(where string, x table.Text) {
		if strings.Contains(x.EN, "robot") && !strings.Contains(x.EN, "(AI)") {
			t.Errorf("%s: %q", where, x.EN)
		}
	})
}

// The bands stand where Krippendorff, and Landis and Koch, put them.
func TestAgreementBands(t *testing.T) {
	for v, want := range map[float64]string{-.1: "low", .666: "low", .667: "tentative", .799: "tentative", .8: "reliable", 1: "reliable"} {
		if got := alphaBand(v); got != want {
			t.Errorf("α %v: %s, want %s", v, got, want)
		}
	}
	for v, want := range map[float64]string{-.01: "poor", 0: "slight", .2: "slight", .21: "fair", .4: "fair", .41: "moderate", .6: "moderate", .61: "substantial", .8: "substantial", .81: "perfect", 1: "perfect"} {
		if got := kappaBand(v); got != want {
			t.Errorf("κ %v: %s, want %s", v, got, want)
		}
	}
}
