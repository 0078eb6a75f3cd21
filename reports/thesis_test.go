package reports

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// thesisStudy is the small study with a codebook of three levels, a questionnaire, and two coders.
func thesisStudy() *coding.Study {
	s := smallStudy()
	both := func(zh, en string) coding.Label { return coding.Label{ZH: zh, EN: en} }
	s.Options.Mask = coding.Mask{Names: []string{"王伟"}}
	s.Options.Order["side"] = []string{"approval", "supervision"}
	s.Framework.ScaleMin, s.Framework.ScaleMax = 1, 3
	s.Framework.ScaleLabels = []coding.Label{both("否", "No"), both("一般", "So so"), both("是", "Yes")}
	s.Codebook = &coding.Codebook{Codes: []coding.Code{
		{ID: "o1", Parent: "a1", Dimension: "T1", Label: both("有事打电话", "Call me"), Level: "open", Origin: "inductive", Active: true},
		{ID: "a1", Parent: "s1", Dimension: "T1", Label: both("互信", "Mutual trust"), Level: "axial", Active: true},
		{ID: "s1", Label: both("信任关系", "Trust relations"), Level: "selective", Active: true},
		{ID: "B1", Dimension: "B1", Label: both("加班", "Overtime"), Origin: "deductive", Active: true},
		{ID: "never", Dimension: "T2", Level: "open", Active: true},
	}}
	for i := range s.Codings {
		if s.Codings[i].Code == "T1" {
			s.Codings[i].Code = "o1"
		}
	}
	s.Departments[0].Side, s.Departments[1].Side = "approval", "supervision"
	s.Departments[0].Invited, s.Departments[1].Invited = 20, 20
	s.Interviews[0].Date, s.Interviews[0].Characters = "2024-03-01", 1200
	s.Interviews[1].Date, s.Interviews[1].Characters = "2024-03-05", -1
	for _, dim := range []string{"T1", "T2", "B1"} {
		for k := 1; k <= 3; k++ {
			id := fmt.Sprint(dim, "_", k)
			s.Instrument.Items = append(s.Instrument.Items, coding.Item{ID: id, Dimension: dim, Text: both("题目"+id, "Item "+id), Min: 1, Max: 3, Reverse: k == 3})
			s.Survey.Items = append(s.Survey.Items, id)
		}
	}
	return s
}

// thesisLedger is the small ledger with what the tables of a chapter need.
func thesisLedger() *ledger.Ledger {
	l := smallLedger("interview survey")
	m := &maker{es: l.Estimates}
	add := func(family, measure, of string, v float64, n int, set func(*estimate.Estimate)) {
		e := estimate.New(family, measure, of)
		e.Value, e.N = v, n
		if set != nil {
			set(&e)
		}
		m.es = append(m.es, e)
	}
	dims := []string{"T1", "T2", "B1"}
	top := map[string]string{"T1": "T", "T2": "T", "B1": "B"}
	for i, d := range dims {
		x := float64(i)
		add("score", "survey_pomp", whole(d).String(), 60+x, 31, nil)
		add("score", "survey_pomp_sd", whole(d).String(), 12+x, 31, nil)
		for _, measure := range []string{"alpha", "omega_unidimensional"} {
			add("reliability", measure, "dim="+d, .7+x/20, 31, nil)
		}
		key := estimate.Key{Dim: top[d], Source: "survey"}
		for k := 1; k <= 3; k++ {
			id := fmt.Sprint(d, "_", k)
			add("reliability", "item_rest_r", "dim="+d+"|"+id, .5+x/20, 30, nil)
			add("reliability", "alpha_if_dropped", "dim="+d+"|"+id, .6+x/20, 30, nil)
			add("cfa", "loading_std", key.Of(d+"=~"+id), .65+x/20, 31, nil)
			for p := 1; p <= 3; p++ {
				if d == "B1" && k == 1 && p == 1 {
					m.es = append(m.es, estimate.New("describe", "share", whole(d).Of(id+"=1")).With(estimate.NoteSuppressed.Says()))
					continue
				}
				add("describe", "share", whole(d).Of(fmt.Sprint(id, "=", p)), []float64{.2, .3, .5}[p-1], 30, nil)
			}
		}
		add("cfa", "ave", key.Of(d), .49, 31, nil)
		add("cfa", "composite_reliability", key.Of(d), .8, 31, nil)
		add("cfa", "fornell_larcker_ok", key.Of(d), 1-x/2, 31, nil)
		for j := range i {
			add("correlate", "r", "source=survey|"+dims[j]+"~"+d, .3+x/10, 29+i, func(e *estimate.Estimate) { e.P, e.Method = []float64{0, .04, .0004}[i], "Pearson, one row a person" })
			if top[d] == top[dims[j]] {
				add("cfa", "htmt", key.Of(dims[j]+"~~"+d), .55, 31, nil)
				add("cfa", "correlation", key.Of(dims[j]+"~~"+d), .5, 31, nil)
			} else {
				add("cfa", "htmt", "source=survey|"+dims[j]+"~~"+d, .25, 31, nil)
			}
		}
		for own, v := range map[string]float64{"mean": .81, "median": .83} {
			add("aggregate", "rwg_j", "dim="+d+"|"+own, v, 3, nil)
		}
		add("aggregate", "icc1", "dim="+d, .12, 31, nil)
		add("aggregate", "icc2", "dim="+d, .66, 31, nil)
		add("aggregate", "anova_f", "dim="+d, 4.25, 31, func(e *estimate.Estimate) { e.DF1, e.DF2, e.P = 2, 28, .02 })
		roles := whole(d)
		roles.Role = estimate.Contrast("boss", "x-y")
		for k, level := range []string{"boss", "x-y"} {
			add("compare", "mean", roles.Of(level), 65-5*float64(k), 15+k, nil)
			add("compare", "sd", roles.Of(level), 9, 15+k, nil)
		}
		add("compare", "student_t", roles.String(), 2.5, 31, func(e *estimate.Estimate) {
			e.Statistic, e.DF1, e.P, e.Method = 2.5, 11, .03, "OLS contrast, CR1 standard error"
		})
		add("compare", "cliff_delta", roles.String(), .4, 31, func(e *estimate.Estimate) { e.Low, e.High = .1, .6 })
		sides := whole(d)
		sides.Side = estimate.Contrast("approval", "supervision")
		for _, level := range []string{"approval", "supervision"} {
			m.es = append(m.es, estimate.New("compare", "mean", sides.Of(level)).With(estimate.NoteSuppressed.Says()))
		}
	}
	gap := estimate.Key{Dim: "T1", Source: "survey", Case: "c-1", Side: estimate.Contrast("approval", "supervision")}
	m.es = append(m.es, estimate.New("score", "gap", gap.String()).With(estimate.NoteSuppressed.Says()))
	fit := estimate.Key{Dim: "T", Source: "survey"}
	for _, model := range []string{"", "one:"} {
		for _, measure := range []string{"cfi", "cfi_robust", "tli", "rmsea", "srmr", "aic", "bic"} {
			add("cfa", measure, fit.Of(model), .9, 31, func(e *estimate.Estimate) { e.Method = "MLR, fiml, one row a person" })
		}
		add("cfa", "chi2", fit.Of(model), 20, 31, func(e *estimate.Estimate) { e.DF1, e.P = 8, .01 })
	}
	add("cfa", "chi2_diff", fit.Of("one-dimensions"), 15, 31, func(e *estimate.Estimate) { e.DF1, e.P = 1, .0001 })
	add("cfa", "cfi_diff", fit.Of("one-dimensions"), -.1, 31, nil)
	for _, x := range []struct{ measure, own string }{{"a", "T2"}, {"b", "T2"}, {"direct", ""}, {"total", ""}, {"indirect", ""}, {"proportion_mediated", "T2"}} {
		add("mediate", x.measure, estimate.Key{Source: "survey"}.Of(x.own), .25, 31, func(e *estimate.Estimate) {
			e.SE, e.Low, e.High, e.Method = .05, .15, .35, "cluster bootstrap percentile CI, 1000, seed 1"
			e.Basis.Columns = []string{"T1", "T2", "B1"}
			if x.measure != "indirect" && x.measure != "proportion_mediated" {
				e.Statistic, e.DF1, e.P = 5, 11, .0005
			}
		})
	}
	for _, x := range teamLedger().Estimates {
		if x.Family == "saturation" {
			m.es = append(m.es, x)
		}
	}
	for i, code := range []string{"o1", "B1"} {
		k := estimate.Key{Dim: code, Pass: "1"}
		m.agreement("krippendorff_alpha", k, "", .9-.4*float64(i), .3, 1, 12)
		m.agreement("percent_agreement", k, "", .95, estimate.None, estimate.None, 12)
		m.agreement("cohen_kappa", k, "A~C", .8, estimate.None, estimate.None, 12)
		m.agreement("fleiss_kappa", k, "", .8, estimate.None, estimate.None, 12)
		m.agreement("gwet_ac", k, "", .9, estimate.None, estimate.None, 12)
		m.agreement("prevalence", k, "1", .4, estimate.None, estimate.None, 24)
	}
	l.Estimates = dedupe(m.es)
	l.Provenance = ledger.Provenance{Tool: "smekit", Version: "9.9", FrameworkHash: "abc", Seed: 7, Inputs: []ledger.File{{Path: "cases.xlsx", SHA256: "f00d"}},
		Options: []ledger.Option{{Name: "bootstrap", Value: "1000", From: "default"}, {Name: "min_n", Value: "5", From: "study"}, {Name: "seed", Value: "7", From: "flag"}, {Name: "keep_going", Value: "true", From: "flag"}}}
	return l
}

// secondCoder lets C code what A coded.
func secondCoder(s *coding.Study) *coding.Study {
	for _, c := range append([]coding.Coding(nil), s.Codings...) {
		c.Coder = "C"
		s.Codings = append(s.Codings, c)
	}
	return s
}

// thesisDocument builds a chapter and checks what must hold of every one.
func thesisDocument(t *testing.T, s *coding.Study, l *ledger.Ledger) *document.Document {
	t.Helper()
	d := build(t, s, l, Options{Profile: "thesis"})
	everyText(d, func(where string, x table.Text) {
		for _, text := range []string{x.ZH, x.EN} {
			for _, bad := range []string{"thesis.", "prose.", "passreport.", "张三", "李四", "王伟", "13812345678", "谁也不信谁", "%!"} {
				if strings.Contains(text, bad) {
					t.Errorf("%s holds %q: %q", where, bad, text)
				}
			}
		}
	})
	return d
}

func TestThesis(t *testing.T) {
	s := secondCoder(thesisStudy())
	d := thesisDocument(t, s, thesisLedger())
	if got, want := keysOf(d), "interviewees sample concepts nodes agreement saturation descriptives scales fit htmt aggregation dimensions hazards compare_role mediation sensitivity methods reproduction"; strings.ReplaceAll(got, "sensitivity ", "") != strings.ReplaceAll(want, "sensitivity ", "") {
		t.Errorf("tables %s\n  want %s", got, want)
	}
	value := func(key, r string, column int, want float64, id string) {
		t.Helper()
		c := row(t, d, key, r).Cells[column]
		got, of := c.Value, c.ID
		if c.Kind == table.Composite {
			for _, p := range c.Parts {
				if p.IsNum {
					got, of = p.Value, p.ID
					break
				}
			}
		}
		if math.Abs(got-want) > 1e-12 || of != id {
			t.Errorf("%s %s %d: %v of %s, want %v of %s", key, r, column, got, of, want, id)
		}
	}
	value("descriptives", "T2", 2, 61, "score.survey_pomp(dim=T2;source=survey)")
	value("descriptives", "T2", 4, .4, "correlate.r(source=survey|T1~T2)")
	value("descriptives", "T2", 5, .75, "reliability.alpha(dim=T2)")
	value("scales", "T1_2", 2, .65, "cfa.loading_std(dim=T;source=survey|T1=~T1_2)")
	value("scales", "T1_2", 3, .5, "reliability.item_rest_r(dim=T1|T1_2)")
	value("scales", "T1", 8, .49, "cfa.ave(dim=T;source=survey|T1)")
	value("fit", "T/", 5, .9, "cfa.cfi_robust(dim=T;source=survey)")
	value("fit", "T/one", 4, 2.5, "cfa.chi2(dim=T;source=survey|one:)")
	value("htmt", "T2", 1, .55, "cfa.htmt(dim=T;source=survey|T1~~T2)")
	value("htmt", "T1", 1, .7, "cfa.ave(dim=T;source=survey|T1)")
	value("htmt", "B1", 1, .25, "cfa.htmt(source=survey|T1~~B1)")
	value("aggregation", "T1", 3, .81, "aggregate.rwg_j(dim=T1|mean)")
	value("compare_role", "T1/"+estimate.Contrast("boss", "x-y"), 1, 65, estimate.ID("compare", "mean", "dim=T1;source=survey;role=boss-x%2Dy|boss"))
	value("mediation", "a/T2", 1, .25, "mediate.a(source=survey|T2)")
	value("agreement", "1/B1", 6, .5, "agreement.krippendorff_alpha(dim=B1;pass=1)")
	if c := row(t, d, "descriptives", "B1").Cells[4]; c.Parts[1].Text.EN != "***" {
		t.Errorf("stars: %+v", c.Parts)
	}
	if r := row(t, d, "concepts", "o1/c-1-q01-1"); !strings.HasPrefix(r.Cells[1].Text.ZH, "大家互相信得过，有事打【电话】") || r.Cells[2].Text.ZH != "有事打电话" || r.Cells[3].Text.ZH != "互信" || r.Cells[4].Text.ZH != "信任关系" {
		t.Errorf("three levels: %+v", r.Cells)
	}
	if r := row(t, d, "nodes", "o1"); r.Cells[1].Value != 2 || r.Cells[2].Value != 2 {
		t.Errorf("nodes: %+v", r.Cells)
	}
	if r := row(t, d, "interviewees", "c-1 interview 02"); r.Cells[0].Text.ZH != "c-1-访谈02" || r.Cells[4].Kind != table.Missing || r.Cells[7].Text.EN != "no" || r.Cells[2].Text.EN != "Supervision side" {
		t.Errorf("interviewee: %+v", r.Cells)
	}
	figures := map[string]*figure.Figure{}
	for _, f := range d.Figures() {
		figures[f.Key] = f
	}
	if f := figures["likert-t"]; f == nil || len(f.Likert.Rows) != 6 || f.Likert.Neutral != 1 || f.Likert.Points[2].EN != "3 Yes" || f.Likert.Rows[2].Label.EN != "T1_3 (R)" {
		t.Errorf("likert: %+v", f)
	}
	if f := figures["likert-b"]; f == nil || len(f.Likert.Rows) != 2 {
		t.Errorf("an item with a hidden share is shown: %+v", f)
	}
	if f := figures["structure"]; f == nil || len(f.Structure.Arrows) != 3 || f.Structure.Arrows[0].Stars != "***" || f.Structure.Arrows[0].Weak {
		t.Errorf("structure: %+v", f)
	}
	if f := figures["forest"]; f == nil || len(f.Forest.Rows) != 4 || f.Forest.Rows[1].Cell.Value != .4 || f.Forest.Rows[1].Low != .1 {
		t.Errorf("forest: %+v", f)
	}
	var lines []string
	for _, sec := range d.Sections {
		for _, b := range sec.Blocks {
			if b.Paragraph != nil && strings.Contains(b.Paragraph.Text.EN, ": left out, ") {
				lines = append(lines, b.Paragraph.Text.EN)
			}
		}
	}
	holds(t, strings.Join(lines, "\n"), "Comparison of sides: left out, to protect people", "Set analysis (fsQCA: necessity, truth table, configurations): left out, no set analysis was run.")
	if c := row(t, d, "reproduction", "command").Cells[1].Text.EN; c != "smekit report --profile thesis --seed 7 --keep-going" && c != "smekit report --profile thesis --keep-going --seed 7" {
		t.Errorf("command %q", c)
	}
	for _, g := range tableOf(d, "reproduction").Groups {
		for _, r := range g.Rows {
			if strings.Contains(r.Cells[1].Text.EN, "f00d") {
				t.Errorf("a hash stands in the table and in the sources: %+v", r)
			}
		}
	}
}

// Differences of means with intervals are drawn in place of δ, and stand in the table.
func TestThesisDifferences(t *testing.T) {
	l := thesisLedger()
	for _, dim := range []string{"T1", "T2"} {
		k := whole(dim)
		k.Role = estimate.Contrast("boss", "x-y")
		e := estimate.New("compare", "mean_difference", k.String())
		e.Value, e.Low, e.High, e.N = 5, 1, 9, 31
		if dim == "T2" { // too few departments
			e.Low, e.High = estimate.None, estimate.None
		}
		l.Estimates = append(l.Estimates, e)
	}
	d := thesisDocument(t, thesisStudy(), l)
	found := false
	for _, sec := range d.Sections {
		for _, b := range sec.Blocks {
			if f := b.Figure; f != nil && f.Key == "forest" {
				found = true
				if rows := f.Forest.Rows; len(rows) != 2 || rows[1].Cell.Value != 5 || rows[1].Low != 1 || rows[1].High != 9 || f.Forest.Unit.EN != "Difference (points of 0–100)" {
					t.Errorf("forest: %+v", f.Forest)
				}
			}
			if b.Table == nil || b.Table.Key != "compare_role" {
				continue
			}
			at := slices.IndexFunc(b.Table.Columns, func(c table.Column) bool { return c.Key == "gap_ci" })
			if at < 0 {
				t.Fatal("no interval in the table")
			}
			for _, g := range b.Table.Groups {
				for _, r := range g.Rows {
					if want := map[string]table.Kind{"T1": table.Composite, "T2": table.Missing}; strings.HasPrefix(r.Key, "T1/") && r.Cells[at].Kind != want["T1"] || strings.HasPrefix(r.Key, "T2/") && r.Cells[at].Kind != want["T2"] {
						t.Errorf("%s: %+v", r.Key, r.Cells[at])
					}
				}
			}
		}
	}
	if !found {
		t.Error("no forest figure")
	}
}

func TestThesisDiagonal(t *testing.T) {
	for o, want := range map[string]struct {
		value float64
		note  string
	}{DiagonalAlpha: {.7, "Cronbach"}, DiagonalOmega: {.7, "ω"}, DiagonalAVE: {.7, "square root of AVE"}} {
		d := build(t, thesisStudy(), thesisLedger(), Options{Profile: "thesis", Diagonal: o})
		c := row(t, d, "descriptives", "T1").Cells[4]
		if math.Abs(c.Parts[1].Value-want.value) > 1e-12 || !strings.Contains(c.ID, map[string]string{DiagonalAlpha: "alpha", DiagonalOmega: "omega", DiagonalAVE: "cfa.ave"}[o]) {
			t.Errorf("%s: %+v", o, c)
		}
		if got := tableOf(d, "descriptives").Notes[1].Text.EN; !strings.Contains(got, want.note) {
			t.Errorf("%s: note %q", o, got)
		}
	}
}

// maskedStudy is the small study with its names listed.
func maskedStudy() *coding.Study {
	s := smallStudy()
	s.Options.Mask = coding.Mask{Names: []string{"王伟"}}
	return s
}

// Every kind of study gets a chapter: what it has no evidence for is a line.
func TestThesisOfAnyStudy(t *testing.T) {
	for parts, tables := range map[string]string{
		"interview":        "interviewees sample concepts nodes dimensions hazards methods reproduction",
		"survey":           "interviewees sample concepts nodes dimensions hazards methods reproduction",
		"interview survey": "interviewees sample concepts nodes dimensions hazards methods reproduction",
	} {
		d := thesisDocument(t, maskedStudy(), smallLedger(parts))
		if got := keysOf(d); got != tables {
			t.Errorf("%q: %s", parts, got)
		}
	}
	s := smallStudy()
	s.Interviews, s.Segments, s.Codings = nil, nil, nil
	if got := keysOf(thesisDocument(t, s, smallLedger("survey"))); got != "sample dimensions hazards methods reproduction" {
		t.Errorf("survey alone: %s", got)
	}
	for name, s := range map[string]*coding.Study{"empty": {Framework: &coding.Framework{}}, "no framework": {}} {
		if s.Framework == nil {
			s.Framework = &coding.Framework{}
		}
		d := thesisDocument(t, s, &ledger.Ledger{Released: true})
		lines := 0
		for _, sec := range d.Sections {
			for _, b := range sec.Blocks {
				if b.Paragraph != nil && strings.Contains(b.Paragraph.Text.EN, "left out") {
					lines++
				}
			}
		}
		if got := keysOf(d); got != "methods reproduction" || lines < 15 {
			t.Errorf("%s: %s, %d lines", name, got, lines)
		}
	}
}

// What is hidden stays hidden, in cells made of several numbers too.
func TestThesisHides(t *testing.T) {
	l := thesisLedger()
	hidden := map[string]bool{}
	for i := range l.Estimates {
		e := &l.Estimates[i]
		if e.Family == "agreement" || e.Family == "saturation" || e.Measure == "gap" || i%2 == 0 {
			continue
		}
		kept := *e
		*e = estimate.New(kept.Family, kept.Measure, kept.Of).With(estimate.NoteSuppressed.Says())
		hidden[e.ID()] = true
	}
	d := thesisDocument(t, secondCoder(thesisStudy()), l)
	for _, x := range d.Tables() {
		for _, g := range x.Groups {
			for _, r := range g.Rows {
				for _, c := range r.Cells {
					if c.Kind == table.Number && (hidden[c.ID] || math.IsNaN(c.Value)) {
						t.Errorf("%s %s shows %s", x.Key, r.Key, c.ID)
					}
					for _, p := range c.Parts {
						if p.IsNum && (hidden[p.ID] || math.IsNaN(p.Value)) {
							t.Errorf("%s %s shows %s", x.Key, r.Key, p.ID)
						}
					}
				}
			}
		}
	}
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if b.Paragraph != nil && strings.Contains(b.Paragraph.Text.EN, "NaN") {
				t.Errorf("%q", b.Paragraph.Text.EN)
			}
		}
	}
}

func TestThesisIsDeterministic(t *testing.T) {
	first := ""
	for range 5 {
		s := secondCoder(thesisStudy())
		d, err := Build(s, thesisLedger(), mask.New(s), Options{Profile: "thesis"})
		if err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		everyText(d, func(where string, x table.Text) { fmt.Fprintln(&said, where, x) })
		for _, x := range d.Tables() {
			fmt.Fprintf(&said, "%+v\n", x.Groups)
		}
		for _, f := range d.Figures() {
			fmt.Fprintf(&said, "%+v %+v %+v %+v %+v\n", f.Likert, f.Network, f.Forest, f.Structure, f.Curve)
		}
		for _, sec := range d.Sections {
			for _, b := range sec.Blocks {
				if b.Paragraph != nil {
					fmt.Fprintln(&said, *b.Paragraph)
				}
			}
		}
		if first == "" {
			first = said.String()
		}
		if got := said.String(); got != first {
			t.Fatal("another document")
		}
	}
}

// A side of too few people is told by no gap in the column.
func TestThesisSidesOfSmallCases(t *testing.T) {
	s := thesisStudy()
	s.Departments[1].Invited = 3
	d := thesisDocument(t, s, smallLedger("interview"))
	for _, c := range tableOf(d, "interviewees").Columns {
		if c.Key == "side" {
			t.Error("a side of three people is told")
		}
	}
}

func TestConceptsWithoutLevels(t *testing.T) {
	d := thesisDocument(t, maskedStudy(), smallLedger("interview"))
	x := tableOf(d, "concepts")
	var keys []string
	for _, c := range x.Columns {
		keys = append(keys, c.Key)
	}
	if got := strings.Join(keys, " "); got != "id words axial selective" {
		t.Errorf("columns %s", got)
	}
	if r := row(t, d, "concepts", "T1/c-1-q01-1"); r.Cells[2].Text.EN != "Trust in peers" || r.Cells[3].Text.EN != "Trust" {
		t.Errorf("%+v", r.Cells)
	}
}
