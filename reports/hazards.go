package reports

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// verdict is a hazard's verdict in a word: triggered, triggered_borderline, not, not_borderline, cannot_judge.
func verdict(e *estimate.Estimate) string {
	for _, n := range e.Notes {
		if word, ok := strings.CutPrefix(string(n.Code), "score_hazard_"); ok && known("verdict."+word) {
			return word
		}
	}
	switch {
	case e.Empty():
		return "cannot_judge"
	case e.Value > 0:
		return "triggered"
	}
	return "not"
}

var verdictLevels = map[string]table.Level{"triggered": table.Alarm, "triggered_borderline": table.Caution, "not": table.Fine,
	"not_borderline": table.Caution, "cannot_judge": table.Unknown}

// hazardTable sets out every hazard rule with its verdict and what decided it, for each source of evidence apart.
func (b *builder) hazardTable() (*table.Table, table.Text) {
	if len(b.keys["score.hazard"]) == 0 {
		return nil, say("why.no_hazards")
	}
	t := &table.Table{Key: "hazards", Title: say("hazards.title"), Landscape: true, Columns: []table.Column{
		{Key: "hazard", Label: say("hazards.hazard"), Stub: true, Width: 16}, {Key: "rule", Label: say("hazards.rule"), Stub: true, Width: 24},
		{Key: "interview", Label: say("hazards.verdict")}, {Key: "interview_why", Label: say("hazards.why"), Width: 34},
		{Key: "survey", Label: say("hazards.verdict")}, {Key: "survey_why", Label: say("hazards.why"), Width: 34},
		{Key: "segments", Label: say("hazards.segments"), Format: table.Whole}, {Key: "quotes", Label: say("joint.quotes")},
	}, Spanners: []table.Spanner{{Label: say("interviews"), From: 2, To: 3}, {Label: say("survey"), From: 4, To: 5}}}
	periods := b.hazardPeriods()
	for i := range b.study.Cases {
		c := b.study.Cases[i].ID
		for _, p := range periods {
			when := periodName(p)
			if p == "" && len(periods) > 1 { // of a source that knows no period
				when = say("period_none")
			}
			g := table.Group{Label: when}
			if len(b.study.Cases) > 1 {
				g.Label = b.caseName(c)
				if !when.Empty() {
					g.Label = say("in_period", g.Label, when)
				}
			}
			for h := range b.fw.Hazards {
				if row, ok := b.hazardRow(&b.fw.Hazards[h], c, p); ok {
					g.Rows = append(g.Rows, row)
				}
			}
			if len(g.Rows) > 0 {
				t.Groups = append(t.Groups, g)
			}
		}
	}
	if len(t.Groups) == 0 {
		return nil, say("why.no_hazards")
	}
	f := func(v float64) table.Text { return styled(v, table.Format{}) }
	if b.o.Profile == "thesis" {
		dropEmpty(t, "quotes")
	}
	bands := b.fw.Bands
	t.Notes = []table.Note{{Text: say("hazards.note")}, {Text: say("hazards.cuts", f(bands.Low), f(bands.High), f(bands.Gap), f(bands.Margin))}}
	for h := range b.fw.Hazards {
		if n := label(b.fw.Hazards[h].Note, ""); !n.Empty() {
			t.Notes = append(t.Notes, table.Note{Text: table.Text{ZH: b.fw.Hazards[h].ID + "：" + n.ZH, EN: b.fw.Hazards[h].ID + ": " + n.EN}})
		}
	}
	return t, table.Text{}
}

// hazardPeriods are the periods that hazards are judged for, earliest first; the empty one, before them, stands for
// sources that know no period, beside which another source may know some.
func (b *builder) hazardPeriods() []string {
	used := map[string]bool{}
	for _, x := range b.keys["score.hazard"] {
		used[x.key.Period] = true
	}
	var out []string
	for _, p := range append([]string{""}, b.periods...) {
		if used[p] {
			out = append(out, p)
		}
	}
	return out
}

func (b *builder) hazardRow(h *coding.Hazard, c, p string) (table.Row, bool) {
	k := estimate.Key{Dim: h.ID, Source: "interview", Case: c, Period: p}
	iv := b.score("hazard", k)
	k.Source = "survey"
	sv := b.score("hazard", k)
	if iv == nil && sv == nil {
		return table.Row{}, false
	}
	segments, quotes := blank(), blank()
	if h.Code != "" && iv != nil {
		if b.o.Profile != "thesis" { // which has no appendix of quotations
			quotes = b.quotes.cite(c, p, h.Code, 2)
		}
		for _, n := range iv.Notes {
			if n.Code == "score_hazard_beside" && len(n.Args) > 0 {
				if x, err := strconv.Atoi(n.Args[0]); err == nil {
					segments = number(x)
				}
			}
		}
	}
	return table.Row{Key: k.String(), Cells: []table.Cell{table.Txt(b.hazardName(h)), table.Txt(b.rule(h)),
		b.verdictCell(iv), b.deciding(iv), b.verdictCell(sv), b.deciding(sv), segments, quotes}}, true
}

func (b *builder) verdictCell(e *estimate.Estimate) table.Cell {
	if e == nil {
		return blank()
	}
	if t, hid := hidden(e); hid {
		return table.Cell{Kind: table.Suppressed, Text: t, ID: e.ID(), Tint: -1}
	}
	word := verdict(e)
	x := table.Txt(say("verdict." + word))
	x.ID, x.Level = e.ID(), verdictLevels[word]
	return x
}

// deciding puts the atoms that decided a verdict into words, with value, cut and n.
func (b *builder) deciding(e *estimate.Estimate) table.Cell {
	if e == nil {
		return blank()
	}
	k, _, _ := estimate.ParseKey(e.Of)
	var parts []table.Text
	for _, n := range e.Notes {
		if t := b.atomText(n, k.Source); !t.Empty() {
			parts = append(parts, t)
		}
	}
	return table.Txt(clauses(parts))
}

func (b *builder) atomText(n estimate.Note, source string) table.Text {
	word, ok := strings.CutPrefix(string(n.Code), "score_hazard_")
	a := n.Args
	if !ok || len(a) == 0 {
		return table.Text{}
	}
	number := func(s string) table.Text {
		if v, err := strconv.ParseFloat(s, 64); err == nil {
			return points(v)
		}
		return table.Same(s)
	}
	switch {
	case (word == "atom_true" || word == "atom_false") && len(a) == 4:
		return say("atom."+strings.TrimPrefix(word, "atom_"), b.atomName(a[0]), number(a[1]), table.Same(a[2]), table.Same(a[3]))
	case word == "departments" && len(a) == 3:
		return say("atom.counted", b.atomName(a[0]), table.Same(a[1]), table.Same(a[2]))
	case word == "atom_missing" && len(a) == 2:
		return say("atom.missing", b.atomName(a[0]))
	case word == "atom_small" && len(a) == 3:
		return say("atom.small_"+source, b.atomName(a[0]), table.Same(a[2]))
	case word == "atom_departments" && len(a) == 2:
		return say("atom.few", b.atomName(a[0]), table.Same(a[1]))
	case word == "atom_words":
		return say("atom.unknown", table.Same(a[0]))
	case word == "proposed":
		return say("atom.proposed", b.dimName(a[0]))
	}
	return table.Text{}
}

// atomName reads a condition of a rule: high:ID, low:ID, gap:ID:ATTRIBUTE, departments>=K:ID.
func (b *builder) atomName(text string) table.Text {
	kind, rest, _ := strings.Cut(text, ":")
	switch {
	case kind == "high" || kind == "low":
		return say("rule."+kind, b.dimName(rest))
	case kind == "gap":
		dim, by, _ := strings.Cut(rest, ":")
		word := table.Same(by)
		if known("by." + by) {
			word = say("by." + by)
		}
		return say("rule.gap", b.dimName(dim), word)
	case strings.HasPrefix(kind, "departments>="):
		return say("rule.departments", table.Same(strings.TrimPrefix(kind, "departments>=")), b.dimName(rest))
	}
	return table.Same(text)
}

// rule puts a hazard's rule into words.
func (b *builder) rule(h *coding.Hazard) table.Text {
	var all, either []table.Text
	for _, id := range h.High {
		all = append(all, say("rule.high", b.dimName(id)))
	}
	for _, id := range h.Low {
		all = append(all, say("rule.low", b.dimName(id)))
	}
	for _, text := range h.Either {
		either = append(either, b.atomName(text))
	}
	switch {
	case len(either) == 1:
		all = append(all, either...)
	case len(either) > 1:
		all = append(all, say("rule.either", join(either, "、", "; ")))
	}
	return join(all, "，且", ", and ")
}
