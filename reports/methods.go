package reports

import (
	"sort"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/table"
)

// methodsTable says how the numbers came about, what they do not show, and how the inputs balance. It is built last,
// when it is known what was quoted and masked.
func (b *builder) methodsTable(skipped []table.Text) *table.Table {
	t := &table.Table{Key: "methods", Title: say("methods.title"), Columns: []table.Column{
		{Key: "item", Label: say("methods.item"), Stub: true, Width: 22}, {Key: "text", Label: say("methods.text"), Align: table.Left, Width: 90}}}
	group := func(code string) *table.Group {
		t.Groups = append(t.Groups, table.Group{Label: say("methods." + code)})
		return &t.Groups[len(t.Groups)-1]
	}
	add := func(g *table.Group, item string, text table.Text) {
		if !text.Empty() {
			g.Rows = append(g.Rows, table.Row{Key: item, Indent: 1, Cells: []table.Cell{table.Txt(say("methods." + item)), table.Txt(text)}})
		}
	}
	f := func(v float64) table.Text { return styled(v, table.Format{}) }
	bands := b.fw.Bands
	g := group("methods")
	add(g, "framework", say("methods.framework_text", label(b.fw.Title, b.fw.ID), table.Same(strings.TrimSpace(b.fw.ID+" "+b.fw.Version)), count(len(b.fw.Dimensions))))
	add(g, "framework_source", b.sourceText())
	if len(b.settled.Accepted) > 0 {
		add(g, "coding", b.codingText())
		add(g, "agreement", b.agreementText())
		add(g, "interview_scores", say("methods.interview_text", count(bands.MinInterviews)))
	}
	if len(b.keys["score.survey_pomp"]) > 0 {
		add(g, "survey_scores", say("methods.survey_text"))
		add(g, "reliability", b.reliabilityText())
		add(g, "aggregation", say("methods.aggregation_text", coef(agreeEnough)))
		add(g, "comparisons", b.comparisonsText())
		g.Rows = append(g.Rows, b.modelRows()...)
	}
	add(g, "composites", say("methods.composites_text"))
	add(g, "bands", say("methods.bands_text", f(bands.Low), f(bands.High), f(bands.Margin), f(bands.Gap)))
	if len(b.keys["score.hazard"]) > 0 {
		add(g, "hazards", say("methods.hazards_text"))
	}
	if len(b.keys["ccd.coordination_d"]) > 0 {
		add(g, "coupling", say("methods.coupling_text"))
	}

	g = group("limits")
	add(g, "privacy", b.privacyText())
	add(g, "masking", b.maskingText())
	add(g, "refused", b.refusedText())
	add(g, "inference", say("methods.inference_text"))
	for _, why := range skipped {
		add(g, "left_out", why)
	}
	if n := b.study.Blocking(); n > 0 {
		add(g, "problems", say("methods.problems_text", count(n)))
	}
	if n := len(b.study.Decisions); n > 0 {
		add(g, "decisions", say("methods.decisions_text", count(n)))
	}

	if len(b.l.Receipts) > 0 {
		g = group("receipts")
		for i := range b.l.Receipts {
			r := &b.l.Receipts[i]
			if r.Rows == 0 {
				continue
			}
			name := table.Same(strings.TrimPrefix(r.File+"!"+r.Sheet, "!"))
			if r.Sheet == "" {
				name = table.Same(r.File)
			}
			g.Rows = append(g.Rows, table.Row{Key: "receipt/" + r.File + "/" + r.Sheet, Indent: 1, Cells: []table.Cell{table.Txt(name), table.Txt(receiptText(r))}})
		}
	}
	g = group("run")
	p := &b.l.Provenance
	add(g, "tool", table.Same(strings.TrimSpace(p.Tool+" "+p.Version)))
	add(g, "hash", table.Same(p.FrameworkHash))
	add(g, "options", b.optionsText())
	return t
}

// sourceText is where the framework comes from, without the clauses that speak of a field of its file, whose content the
// report counts itself.
func (b *builder) sourceText() table.Text {
	text := label(b.fw.Source, "")
	added := 0
	for i := range b.fw.Dimensions {
		if b.fw.Dimensions[i].Basis == "ours" {
			added++
		}
	}
	if text.Empty() || added == 0 {
		return text
	}
	return sentences([]table.Text{{ZH: without(text.ZH, "basis"), EN: without(text.EN, "basis")}, say("methods.added", count(added), count(len(b.fw.Dimensions)))})
}

func (b *builder) privacyText() table.Text {
	most, err := strconv.Atoi(b.option("min_n").EN)
	if err != nil || most < 2 {
		return say("methods.privacy_none")
	}
	return say("methods.privacy_text", count(most-1), count(most), count(b.l.Primary), count(b.l.Secondary))
}

func (b *builder) option(name string) table.Text {
	for _, o := range b.l.Provenance.Options {
		if o.Name == name {
			return table.Same(o.Value)
		}
	}
	if name == "min_n" {
		return count(b.study.Options.MinN)
	}
	return table.Same("–")
}

func (b *builder) optionsText() table.Text {
	var parts []table.Text
	seen := map[string]bool{} // the same option of two steps
	for _, o := range b.l.Provenance.Options {
		if strings.HasSuffix(o.Name, "_sha256") { // a fingerprint is no sentence: it stands among the options of the run
			continue
		}
		if text := o.Name + " = " + o.Value; !seen[text] {
			seen[text] = true
			parts = append(parts, table.Same(text))
		}
	}
	return clauses(parts)
}

func (b *builder) codingText() table.Text {
	coders, passes := map[string]bool{}, map[string]bool{}
	for i := range b.study.Codings {
		coders[b.study.Codings[i].Coder], passes[b.study.Codings[i].Pass] = true, true
	}
	c := b.settled
	ruledIn := len(c.Accepted) - c.Count(pass.Single) - c.Count(pass.Agreed) - c.Count(pass.Majority)
	return say("methods.coding_text", count(len(coders)), count(len(passes)), count(len(c.Accepted)), count(c.Count(pass.Single)), count(c.Count(pass.Agreed)),
		count(c.Count(pass.Majority)), count(ruledIn), count(c.Count(pass.Unresolved)), count(len(c.Rejected)))
}

// valued is an estimate's value by the dimension or code it is of.
type valued struct {
	id string
	e  *estimate.Estimate
}

// alphas lists Krippendorff's α of the codes in the last pass that has any, lowest first.
func (b *builder) alphas() []valued {
	last := ""
	var out []valued
	for _, x := range b.keys["agreement.krippendorff_alpha"] {
		if x.own != "" || !has(x.e) {
			continue
		}
		if x.key.Pass != last {
			last, out = x.key.Pass, nil
		}
		out = append(out, valued{x.key.Dim, x.e})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].e.Value < out[j].e.Value })
	return out
}

func median(vs []valued) float64 {
	n := len(vs)
	return (vs[(n-1)/2].e.Value + vs[n/2].e.Value) / 2
}

func (b *builder) agreementText() table.Text {
	a := b.alphas()
	if len(a) == 0 {
		return say("methods.agreement_none")
	}
	return say("methods.agreement_text", count(len(a)), coef(median(a)), coef(a[0].e.Value), b.dimName(a[0].id), coef(a[len(a)-1].e.Value))
}

func (b *builder) reliabilityText() table.Text {
	var a []valued
	for _, x := range b.keys["reliability.alpha"] {
		if x.own == "" && x.key.Case == "" && has(x.e) {
			a = append(a, valued{x.key.Dim, x.e})
		}
	}
	if len(a) == 0 {
		return table.Text{}
	}
	sort.SliceStable(a, func(i, j int) bool { return a[i].e.Value < a[j].e.Value })
	return say("methods.reliability_text", count(len(a)), coef(median(a)), coef(a[0].e.Value), b.dimName(a[0].id), coef(a[len(a)-1].e.Value))
}

func (b *builder) maskingText() table.Text {
	if len(b.settled.Accepted) == 0 {
		return table.Text{}
	}
	counts := b.m.Counts()
	var parts []table.Text
	for _, kind := range mask.Kinds() {
		if n := counts[kind]; n > 0 {
			word := table.Text{ZH: locale.Text(locale.Chinese, "mask.kind."+kind), EN: locale.Text(locale.English, "mask.kind."+kind)}
			parts = append(parts, say("methods.masked_kind", word, count(n)))
		}
	}
	text := say("methods.masking_text", count(b.m.Quoted()), count(counts.Total()))
	if parts != nil {
		text = say("methods.masking_kinds", text, list(parts))
	}
	return text
}

// refusedText counts the tests that were refused, by reason.
func (b *builder) refusedText() table.Text {
	counts := map[estimate.Code]int{}
	for i := range b.es {
		for _, n := range b.es[i].Notes {
			if strings.HasPrefix(string(n.Code), "score_refused_") {
				counts[n.Code]++
			}
		}
	}
	var parts []table.Text
	for _, code := range []string{"group", "clusters", "agreement", "multilevel"} {
		if n := counts[estimate.Code("score_refused_"+code)]; n > 0 {
			parts = append(parts, say("methods.refused_"+code, count(n)))
		}
	}
	return clauses(parts)
}

func receiptText(r *ledger.Receipt) table.Text {
	sum := func(cs []ledger.Count) (table.Text, int) {
		var parts []table.Text
		n := 0
		for _, c := range cs {
			n += c.Count
			word := table.Text{ZH: locale.Text(locale.Chinese, "reason."+c.Reason), EN: locale.Text(locale.English, "reason."+c.Reason)}
			if word.EN == "reason."+c.Reason {
				word = table.Same(c.Reason)
			}
			parts = append(parts, say("methods.reason", count(c.Count), word))
		}
		return list(parts), n
	}
	excluded, e := sum(r.Excluded)
	rejected, j := sum(r.Rejected)
	text := say("methods.receipt_text", count(r.Rows), count(r.Used), count(r.Missing), count(e), count(j))
	if e+j > 0 {
		text = say("methods.receipt_reasons", text, list([]table.Text{excluded, rejected}))
	}
	return text
}
