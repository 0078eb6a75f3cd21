package reports

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

func TestCouplingNames(t *testing.T) {
	s, l := smallStudy(), smallLedger("survey")
	s.Framework.Coupling = []coding.CouplingSet{
		{ID: "K1", Label: coding.Label{ZH: "信任的协调", EN: "Balance of trust"}, Systems: []string{"T1", "T2"}, Note: coding.Label{ZH: "不是因果。T1 中另计。", EN: "Not causal. Within T1, more."}},
		{ID: "K2", Systems: []string{"T", "B"}, Note: coding.Label{ZH: "不是因果。", EN: "Not causal."}},
	}
	for _, period := range []string{"", "p1"} {
		k := estimate.Key{Dim: "K1", Source: "survey", Case: "c-1", Period: period}
		for _, m := range []string{"coordination_d", "coupling_c", "development_t", "level"} {
			e := estimate.New("ccd", m, k.String())
			if period == "" {
				e.Value = .812
			}
			e.Basis.Parents = []string{"score.survey_pomp(dim=T1;source=survey;case=c-1)"}
			l.Estimates = append(l.Estimates, e)
		}
	}
	d := build(t, s, l, Options{})
	x := tableOf(d, "coupling")
	if len(x.Groups[0].Rows) != 1 || x.Groups[0].Rows[0].Cells[2].Parts[0].Text.EN != "Trust in peers" {
		t.Errorf("rows %+v", x.Groups[0].Rows)
	}
	var notes []string
	for _, n := range x.Notes[1:] {
		notes = append(notes, n.Text.EN, n.Text.ZH)
	}
	want := "Not causal.|不是因果。|Within Trust in peers, more.|“同事信任”中另计。|Balance of trust: not computed for Alpha (p1, survey), because not every score U is there.|“信任的协调”：因各系统得分不全，未计算甲（p1、问卷）。"
	if got := strings.Join(notes, "|"); got != want {
		t.Errorf("notes %q", got)
	}
	for _, f := range d.Figures() {
		if f.Levels != nil && f.Levels.Bars[0].Label.EN != "Alpha: Trust (survey)" {
			t.Errorf("bar %q", f.Levels.Bars[0].Label.EN)
		}
	}
	b := newBuilder(s, l, nil, Options{})
	if got := b.setName(&s.Framework.Coupling[1]).EN; got != "Trust–Burden" {
		t.Errorf("set of systems with several parents: %q", got)
	}
}

func TestSourceWithoutFieldsOfTheFile(t *testing.T) {
	if got := without("名称依据摘要；basis 为 ours 的部分是我们所加。未经预试。", "basis"); got != "名称依据摘要；未经预试。" {
		t.Errorf("%q", got)
	}
	if got := without("名称依据摘要；basis 为 ours。", "basis"); got != "名称依据摘要。" {
		t.Errorf("%q", got)
	}
	if got := without("Names follow v. 1.2. Where basis is ours, we added it. Not piloted.", "basis"); got != "Names follow v. 1.2. Not piloted." {
		t.Errorf("%q", got)
	}
	s := smallStudy()
	s.Framework.Source = coding.Label{ZH: "依据一项研究。basis 为 ours 的是我们所加。", EN: "After a study. Where basis is ours, we added it."}
	s.Framework.Dimensions[0].Basis = "ours"
	d := build(t, s, smallLedger("survey"), Options{})
	for _, r := range tableOf(d, "methods").Groups[0].Rows {
		if r.Key == "framework_source" {
			if got := r.Cells[1].Text.EN; got != "After a study. Of the 9 dimensions, 1 are not in that source; the authors of the framework added them." {
				t.Errorf("%q", got)
			}
		}
	}
}

// No person's name: coders are numbered; and a peer's n is a number.
func TestPeopleAreNotNamed(t *testing.T) {
	s, l := twoCases()
	s.Codings[0].Coder, s.Codings[1].Coder = "Zhang", "Li"
	k := estimate.Key{Dim: "T1", Source: "interview", Case: "c-1"}
	for _, coder := range []string{"Li", "Zhang"} {
		e := estimate.New("score", "conclusion_stable", k.Of("coder="+coder))
		e.Value, e.Notes = 0, []estimate.Note{{Code: "score_conclusion_changed", Args: []string{"low", "mid"}}}
		l.Estimates = append(l.Estimates, e)
	}
	gap := estimate.New("score", "peer_gap", estimate.Key{Dim: "T1", Source: "survey", Case: "c-1", Peer: "P"}.String())
	gap.Value, gap.Notes = 5, []estimate.Note{{Code: "score_benchmark", Args: []string{"65", "a report", "2025", "239"}}}
	l.Estimates = append(l.Estimates, gap)
	d := build(t, s, l, Options{})
	if x := tableOf(d, "sensitivity"); x.Columns[3].Label.EN != "Coder 2 alone" || x.Columns[4].Label.ZH != "仅编码者1" {
		t.Errorf("columns %+v", x.Columns[3:])
	}
	everyText(d, func(where string, x table.Text) {
		if strings.Contains(x.EN+x.ZH, "Zhang") {
			t.Errorf("%s names a coder: %q", where, x.EN)
		}
	})
	if c := tableOf(d, "peers").Groups[0].Rows[0].Cells[5]; c.Kind != table.Number || c.Value != 239 {
		t.Errorf("n of the peer: %+v", c)
	}
}

func TestAppendixCountsTheOthers(t *testing.T) {
	s := smallStudy()
	d := build(t, s, smallLedger("interview survey"), Options{})
	blocks := section(d, "quotes").Blocks
	n := len(blocks[1].List)
	if want := map[int]string{1: "The 1 quotations", 2: "The 2 quotations"}[n]; n == 0 || !strings.HasPrefix(blocks[0].Paragraph.Text.EN, want) {
		t.Errorf("%d quotations: %q", n, blocks[0].Paragraph.Text.EN)
	}
	if want := map[int]string{1: "2 other coded", 2: "1 other coded"}[n]; !strings.Contains(blocks[0].Paragraph.Text.EN, want) {
		t.Errorf("%q", blocks[0].Paragraph.Text.EN)
	}
}
