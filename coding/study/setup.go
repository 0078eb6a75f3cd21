package study

import (
	"slices"

	"github.com/smekit/smekit/coding"
)

// readFramework reads the study's own framework, or takes the built-in one, and lays the study's settings over it.
func (rd *reader) readFramework() {
	fr := newFrameworkReader()
	own := false
	var first *source
	for _, src := range rd.sources {
		if src.group == "framework" && isYAML(src.path) {
			if first != nil {
				p := rd.newPart(src.path, "", "framework")
				p.report(p.pos(0, 0), "second_framework", "", first.path)
				continue
			}
			first, own = src, true
			fr.readYAML(src.path, src.data)
		}
	}
	for _, src := range rd.sources {
		if src.group == "framework" && !isYAML(src.path) && first != nil && first != src {
			p := rd.newPart(src.path, "", "framework")
			p.report(p.pos(0, 0), "second_framework", "", first.path)
			continue
		}
		if src.group == "framework" {
			first = src
		}
		if rd.frameworkSheets(fr, src) {
			own = true
		}
	}
	if !own {
		rd.out.Framework = Framework()
		fr.f = rd.out.Framework
	} else {
		fr.finish()
		rd.out.Framework = fr.f
		rd.parts = append(rd.parts, fr.parts...)
	}
	rd.overlay(fr.f)
}

// frameworkSheets reads a workbook's framework; pairs first, because the items' scale stands there. A workbook without
// dimensions brings no framework, only items or lists that then are not the study's.
func (rd *reader) frameworkSheets(fr *frameworkReader, src *source) bool {
	dims := slices.ContainsFunc(src.sheets, func(s sheetOf) bool { return s.kind == kindDimensions })
	if !dims && src.group != "framework" {
		for _, of := range src.sheets {
			if of.kind != kindSettings && slices.Contains(frameworkKinds, of.kind) {
				p := rd.newPart(src.path, of.name, of.kind.name)
				p.report(p.pos(0, 0), "missing_table", "", "dimensions")
			}
		}
		return false
	}
	for _, k := range frameworkKinds {
		for _, of := range src.sheets {
			if of.kind != k {
				continue
			}
			p := fr.part(src.path, of.name, k.name)
			g := src.grid(of)
			rd.dec.attach(g)
			if k == kindFrameworkSettings {
				fr.values(p, readPairs(p, k, g))
			} else {
				fr.table(p, k, g)
			}
		}
	}
	return true
}

// overlay lays the bands and weights of study.yaml over the framework's.
func (rd *reader) overlay(f *coding.Framework) {
	b := &f.Bands
	was := *b
	for _, name := range bandKeys {
		g, ok := rd.set.bands[name]
		if !ok {
			continue
		}
		switch name {
		case "low":
			b.Low = g.value
		case "high":
			b.High = g.value
		case "margin":
			b.Margin = g.value
		case "gap":
			b.Gap = g.value
		case "min_interviews":
			if g.value < 0 || g.value != float64(int(g.value)) {
				rd.set.report(g.pos, "not_whole", "", formatNumber(g.value))
				continue
			}
			b.MinInterviews = int(g.value)
		}
	}
	if len(rd.set.bands) > 0 {
		pos := rd.set.options.Given["bands"]
		for _, name := range []string{"high", "low"} {
			if g, ok := rd.set.bands[name]; ok {
				pos = g.pos
			}
		}
		switch {
		case b.Low > b.High:
			rd.set.report(pos, "bands_order", "", formatNumber(b.Low), formatNumber(b.High))
			b.Low, b.High = was.Low, was.High
		case b.Low < 0 || b.High > 100:
			rd.set.report(pos, "out_of_bounds", "", "0", "100", formatNumber(b.Low)+"; "+formatNumber(b.High))
			b.Low, b.High = was.Low, was.High
		}
	}
	if rd.set.options.Weights == "" {
		rd.set.options.Weights = f.Weights
	}
	f.Weights = rd.set.options.Weights
}

// readInstrument reads the study's questionnaire; without one the framework's items are it.
func (rd *reader) readInstrument() {
	f := rd.out.Framework
	base := map[string]*coding.Item{}
	for i := range f.Items {
		base[f.Items[i].ID] = &f.Items[i]
	}
	seen := map[string]coding.Pos{}
	in := &rd.out.Instrument
	var unscored []string
	at := len(rd.parts)
	in.Own = rd.sheets(kindInstrument, func(r *row) {
		id, ok := r.uniqueID("item", "item", seen)
		if !ok || r.reason != "" {
			return
		}
		it, ok := readItem(r, id, base[id], f)
		switch {
		case !ok:
		case measuresNone(r.word("dimension")):
			it.Dimension = ""
			unscored = append(unscored, id)
		case it.Dimension == "":
			r.reject(r.at("dimension"), "missing_value", "", "dimension / 维度")
			ok = false
		case !r.cell("dimension").Blank():
			if it.Dimension, ok = r.refer("dimension", rd.dims, "unknown_dimension"); !ok {
				r.fault = "unknown_dimension"
			}
		}
		if !ok {
			rd.faulty[key(id)] = true
			return
		}
		in.Items = append(in.Items, it)
	})
	if !in.Own {
		in.Items = slices.Clone(f.Items)
		return
	}
	rd.tellItems(rd.parts[at:], unscored)
}

// checkSettings looks at settings that refer to what has been read by now.
func (rd *reader) checkSettings() {
	s, o := rd.set, &rd.set.options
	if o.OwnCase != "" && !rd.openCases {
		id, h := rd.cases.find(o.OwnCase)
		if h == unknown || h == ambiguous {
			s.report(o.Given["own_case"], "unknown_case", rd.cases.suggest(o.OwnCase), o.OwnCase, rd.cases.list())
			o.OwnCase = ""
		} else {
			o.OwnCase = id
		}
	}
	level := newRegister()
	level.both = true
	roles := rd.out.Framework.Roles
	for i := range roles { // a level bears the names of the role that has its id
		id := roles[i].LevelOrID()
		var names []string
		if k := slices.IndexFunc(roles, func(r coding.Role) bool { return r.ID == id }); k >= 0 {
			names = []string{roles[k].Label.ZH, roles[k].Label.EN}
		}
		level.add(id, names...)
	}
	for i := range roles {
		level.add(roles[i].ID, roles[i].Label.ZH, roles[i].Label.EN)
	}
	check := func(at coding.Pos, g *register, code string, words []string) {
		for i, w := range words {
			id, h := g.find(w)
			if h == unknown || h == ambiguous {
				s.report(at, code, g.suggest(w), w, g.list())
				continue
			}
			words[i] = id
		}
	}
	if len(level.ids) > 0 {
		check(o.Given["order"], level, "unknown_role", o.Order["role"])
	}
	for _, c := range o.Comparisons {
		switch {
		case c.By == "role" && len(level.ids) > 0:
			check(o.Given["comparisons"], level, "unknown_role", c.Levels)
		case c.By == "period" && rd.periods != nil:
			check(o.Given["comparisons"], rd.periods, "unknown_period", c.Levels)
		}
	}
}

// oneCase gives a study that names no case its only one, and the only case of a study to records that name none.
func (rd *reader) oneCase() {
	out := rd.out
	if len(out.Cases) == 0 {
		out.Cases = []coding.Case{{ID: "study", Label: coding.Label{ZH: "全体", EN: "All"}, Invited: -1}}
	}
	if len(out.Cases) != 1 {
		return
	}
	id := out.Cases[0].ID
	fill := func(c *string) {
		if *c == "" {
			*c = id
		}
	}
	for i := range out.Departments {
		fill(&out.Departments[i].Case)
	}
	for i := range out.Interviews {
		fill(&out.Interviews[i].Case)
	}
	for i := range out.Survey.Responses {
		fill(&out.Survey.Responses[i].Case)
	}
	for i := range out.Ties {
		fill(&out.Ties[i].Case)
	}
	for i := range out.Documents {
		fill(&out.Documents[i].Case)
	}
}

// checkEvidence reports a study in which nothing was coded and nobody answered, unless there are transcripts or segments to
// code.
func (rd *reader) checkEvidence() {
	if len(rd.out.Transcripts)+len(rd.spoken) > 0 {
		return
	}
	for _, p := range rd.parts {
		if (p.receipt.What == kindCoding.name || p.receipt.What == kindResponses.name) && p.receipt.Rows > 0 {
			return
		}
	}
	for _, p := range rd.parts {
		for i := range p.problems {
			if p.problems[i].Code == "unreadable_file" || p.receipt.What == kindTranscript.name { // said already
				return
			}
		}
	}
	rd.set.problems = append(rd.set.problems, problem{Problem: coding.Problem{Pos: coding.Pos{File: rd.evidencePlace()}, Code: "no_evidence"}})
	if !slices.Contains(rd.parts, rd.set.part) {
		rd.parts = append(rd.parts, rd.set.part)
	}
}

func (rd *reader) evidencePlace() string {
	if len(rd.inputs) == 1 && rd.sources != nil {
		return rd.inputs[0].Path
	}
	return "."
}
