package reports

import (
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// bases are the denominators, in their order.
var bases = []string{"units", "coded", "chars"}

// denominatorTable sets the three denominators of agreement side by side. Their sizes are the same for every code and
// stand in the heads.
func (p *passReport) denominatorTable() (*table.Table, table.Text) {
	if len(p.people) < 2 {
		return nil, table.Text{}
	}
	t := &table.Table{Key: "denominators", Title: tell("denominators.title", p.passName(p.pass)), Landscape: true,
		Columns: []table.Column{{Key: "id", Label: tell("codes.id"), Stub: true}, {Key: "label", Label: tell("codes.label"), Stub: true, Width: 22}}}
	codes := p.ranked("")
	others := false
	for i, base := range bases {
		t.Columns = append(t.Columns, table.Column{Key: base + " percent", Label: tell("agreement.percent"), Format: table.Share},
			table.Column{Key: base + " kappa", Label: table.Same("κ"), Format: table.Coef}, table.Column{Key: base + " alpha", Label: table.Same("α"), Format: table.Coef})
		head := tell("base." + base)
		for _, c := range codes {
			if e := p.agreed("percent_agreement", estimate.Key{Dim: c, Pass: p.pass}, base, ""); e != nil && e.N >= 0 {
				head = tell("base.sized", head, count(e.N))
				others = others || base != "units"
				break
			}
		}
		t.Spanners = append(t.Spanners, table.Spanner{Label: head, From: 2 + 3*i, To: 4 + 3*i})
	}
	if len(codes) == 0 {
		return nil, table.Text{}
	}
	if !others {
		return nil, tell("why.one_base")
	}
	var g table.Group
	for _, c := range codes {
		k := estimate.Key{Dim: c, Pass: p.pass}
		row := table.Row{Key: c, Cells: []table.Cell{table.Txt(table.Same(c)), table.Txt(p.codeName(c))}}
		for _, base := range bases {
			row.Cells = append(row.Cells, reasoned(t, p.agreed("percent_agreement", k, base, "")), reasoned(t, p.kappa(k, base)), reasoned(t, p.agreed("krippendorff_alpha", k, base, "")))
		}
		g.Rows = append(g.Rows, row)
	}
	t.Groups = []table.Group{g}
	notes := []table.Note{{Text: tell("denominators.note", p.kappaName())}, {Text: tell("denominators.chars")}}
	t.Notes = append(p.withTwins(notes, "denominators.twins"), t.Notes...)
	return t, table.Text{}
}

// overallTable is the agreement of the whole pass by denominator: sets of codes, and the coefficients of Chinese journals.
func (p *passReport) overallTable() (*table.Table, table.Text) {
	if len(p.people) < 2 {
		return nil, table.Text{}
	}
	t := &table.Table{Key: "overall", Title: tell("overall.title", p.passName(p.pass)), Columns: []table.Column{{Key: "base", Label: tell("overall.base"), Stub: true}, {Key: "n", Label: tell("agreement.n"), Format: table.Whole},
		{Key: "masi", Label: tell("strata.masi"), Format: table.Coef}, {Key: "masi ci", Label: say("ci"), Align: table.Center},
		{Key: "alpha", Label: table.Same("α"), Format: table.Coef}, {Key: "alpha ci", Label: say("ci"), Align: table.Center},
		{Key: "exact", Label: tell("pairs.exact"), Format: table.Share}, {Key: "exact ci", Label: say("ci"), Align: table.Center},
		{Key: "r", Label: tell("overall.r"), Format: table.Coef}, {Key: "r ci", Label: say("ci"), Align: table.Center}}}
	var g table.Group
	k := estimate.Key{Pass: p.pass}
	ratings, valued := false, false
	var why table.Text // the first reason, where nothing has a value
	for _, base := range append(append([]string(nil), bases...), "spans", "direction", "intensity") {
		row := table.Row{Key: base, Cells: []table.Cell{table.Txt(tell("base." + base)), blank()}}
		any := false
		for _, m := range []struct {
			name   string
			format table.Format
		}{{"krippendorff_alpha_masi", table.Coef}, {"krippendorff_alpha", table.Coef}, {"percent_agreement", table.Share}, {"composite_reliability_holsti", table.Coef}} {
			e := p.agreed(m.name, k, base, "")
			if e == nil {
				row.Cells = append(row.Cells, blank(), blank())
				continue
			}
			if !any {
				any = true
				row.Cells[1] = sized(e)
			}
			valued = valued || has(e)
			if n := len(e.Notes); n > 0 && why.Empty() {
				why = noteText(e.Notes[n-1])
			}
			row.Cells = append(row.Cells, reasoned(t, e), reasonedInterval(t, e, m.format))
		}
		if any {
			ratings = ratings || base == "direction" || base == "intensity"
			g.Rows = append(g.Rows, row)
		}
	}
	if len(g.Rows) == 0 {
		return nil, tell("why.no_overall")
	}
	if !valued && !why.Empty() {
		return nil, why
	}
	t.Groups = []table.Group{g}
	for _, m := range []string{"masi", "alpha", "exact", "r"} {
		dropEmpty(t, m+" ci")
		dropEmpty(t, m)
	}
	notes := p.withTwins([]table.Note{{Text: tell("overall.note")}, {Text: tell("overall.r_note")}}, "denominators.twins")
	if ratings {
		notes = append(notes, table.Note{Text: tell("overall.ratings_note")})
	}
	t.Notes = append(notes, t.Notes...)
	return t, table.Text{}
}

// strataTable is the agreement of the whole pass within cases, roles and periods, where it was asked for.
func (p *passReport) strataTable() (*table.Table, table.Text) {
	t := &table.Table{Key: "strata", Title: tell("strata.title", p.passName(p.pass)), Columns: []table.Column{{Key: "stratum", Label: tell("strata.stratum"), Stub: true},
		{Key: "n", Label: tell("agreement.n"), Format: table.Whole}, {Key: "masi", Label: tell("strata.masi"), Format: table.Coef}, {Key: "ci", Label: say("ci"), Align: table.Center},
		{Key: "percent", Label: tell("pairs.exact"), Format: table.Share}, {Key: "r", Label: table.Same("R"), Format: table.Coef}}}
	groups := map[string]*table.Group{}
	seen := map[estimate.Key]bool{}
	for _, m := range []string{"krippendorff_alpha_masi", "percent_agreement", "composite_reliability_holsti"} {
		for _, x := range p.keys["agreement."+m] {
			k := x.key
			if k.Pass != p.pass || k.Dim != "" || k.Layer != "" || k.Coder != "" || seen[k] || x.own != "units:" {
				continue
			}
			kind, name := "", table.Text{}
			switch k {
			case estimate.Key{Pass: p.pass, Case: k.Case}:
				kind, name = "case", p.caseName(k.Case)
			case estimate.Key{Pass: p.pass, Role: k.Role}:
				kind, name = "role", p.levelName(k.Role)
			case estimate.Key{Pass: p.pass, Period: k.Period}:
				kind, name = "period", periodName(k.Period)
			}
			if kind == "" || k == (estimate.Key{Pass: p.pass}) {
				continue
			}
			seen[k] = true
			if groups[kind] == nil {
				groups[kind] = &table.Group{Label: tell("strata." + kind)}
			}
			masi, percent := p.agreed("krippendorff_alpha_masi", k, "units", ""), p.agreed("percent_agreement", k, "units", "")
			n := masi
			if n == nil {
				n = percent
			}
			groups[kind].Rows = append(groups[kind].Rows, table.Row{Key: k.String(), Indent: 1, Cells: []table.Cell{table.Txt(name), sized(n), reasoned(t, masi), interval(masi, table.Coef), reasoned(t, percent),
				reasoned(t, p.agreed("composite_reliability_holsti", k, "units", ""))}})
		}
	}
	for _, kind := range []string{"case", "role", "period"} {
		if g := groups[kind]; g != nil {
			t.Groups = append(t.Groups, *g)
		}
	}
	if len(t.Groups) == 0 || len(p.people) < 2 {
		return nil, table.Text{}
	}
	dropEmpty(t, "ci")
	t.Notes = append(p.withTwins([]table.Note{{Text: tell("strata.note")}}, "denominators.twins"), t.Notes...)
	return t, table.Text{}
}
