package measures

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/measures/sem"
)

// scriptData writes a study as the tables that the R script reads. They hold records, not results: scores, composites,
// the settled codes and all else is for the script to compute.
type scriptData struct {
	*scorer
	released, again *ledger.Ledger
}

func (d *scriptData) tables() []*plainTable {
	out := []*plainTable{d.settings(), d.dimensions(), d.order(), d.contrastTable(), d.places(), d.cellTable()}
	out = append(out, d.interviewTables()...)
	out = append(out, d.surveyTables()...)
	return append(out, d.couplingTable(), d.benchmarks(), d.modelTable(), d.pathTable(), d.hiddenTable())
}

func (d *scriptData) settings() *plainTable {
	t := newPlainTable("settings", "name", "value")
	b, o := d.study.Framework.Bands, &d.study.Options
	main := forms(d.study)[0]
	cuts := make([]string, len(main.cuts))
	for i, c := range main.cuts {
		cuts[i] = cellOf(c)
	}
	t.add("band_low", cellOf(b.Low))
	t.add("band_high", cellOf(b.High))
	t.add("min_interviews", strconv.Itoa(b.MinInterviews))
	t.add("min_n", strconv.Itoa(d.minN))
	t.add("coupling_variant", main.variant)
	t.add("coupling_weights", main.weights)
	t.add("coupling_cuts", strings.Join(cuts, ";"))
	t.add("own_case", o.OwnCase)
	return t
}

func (d *scriptData) dimensions() *plainTable {
	t := newPlainTable("dimensions", "dimension", "parent", "group", "proposed", "polarity", "interview", "survey", "own_items", "label_zh", "label_en")
	own := map[string]bool{}
	for i := range d.study.Instrument.Items {
		own[d.study.Instrument.Items[i].Dimension] = true
	}
	for i := range d.study.Framework.Dimensions {
		x := &d.study.Framework.Dimensions[i]
		t.add(x.ID, x.Parent, flag(x.Group), flag(x.Proposed), strconv.Itoa(x.Polarity), flag(x.HasSource("interview")), flag(x.HasSource("survey")),
			flag(own[x.ID]), x.Label.ZH, x.Label.EN)
	}
	return t
}

// order lists the levels of attributes, the first first.
func (d *scriptData) order() *plainTable {
	t := newPlainTable("levels", "by", "level")
	for _, x := range []struct {
		by   string
		list []string
	}{{"period", d.levels.periods}, {"pass", d.layers.Passes()}, {"coder", d.layers.People()}} {
		for _, level := range x.list {
			t.add(x.by, level)
		}
	}
	return t
}

func (d *scriptData) contrastTable() *plainTable {
	t := newPlainTable("contrasts", "by", "first", "second")
	for _, c := range d.contrasts {
		t.add(c.by, c.first, c.second)
	}
	return t
}

// places are the cases (without a department) and their departments.
func (d *scriptData) places() *plainTable {
	t := newPlainTable("places", "case", "dept", "side", "invited")
	for i := range d.study.Cases {
		c := &d.study.Cases[i]
		t.add(c.ID, "", "", estimate.FormatCount(c.Invited))
		for k := range d.study.Departments {
			if x := &d.study.Departments[k]; x.Case == c.ID {
				t.add(c.ID, x.ID, x.Side, estimate.FormatCount(x.Invited))
			}
		}
	}
	return t
}

// cellTable lists the cells that scores are given for, each with what its members have in common.
func (d *scriptData) cellTable() *plainTable {
	t := newPlainTable("cells", "source", "case", "dept", "side", "role", "period")
	put := func(source string, k estimate.Key) { t.add(source, k.Case, k.Dept, k.Side, k.Role, k.Period) }
	for _, c := range d.interviewCells {
		put("interview", c.Key)
	}
	if d.responses == nil {
		return t
	}
	for _, c := range d.responses.Cells {
		put("survey", c.Key)
	}
	for _, c := range silentCells(d.study, makeCells(d.study, responseMembers(d.study, d.levels), d.levels)) {
		put("survey", c.Key)
	}
	return t
}

func (d *scriptData) interviewTables() []*plainTable {
	talks := newPlainTable("interviews", "interview", "case", "dept", "side", "role", "asked", "asked_given", "characters", "words")
	known := map[string]bool{}
	for i := range d.study.Interviews {
		iv := &d.study.Interviews[i]
		if iv.Document {
			continue
		}
		known[iv.ID] = true
		at := d.levels.place(iv.Case, iv.Dept, iv.Role)
		talks.add(iv.ID, at.Case, at.Dept, at.Side, at.Role, strings.Join(iv.Asked, ";"), flag(iv.AskedGiven || len(iv.Asked) > 0),
			estimate.FormatCount(iv.Characters), estimate.FormatCount(iv.Words))
	}
	segments := newPlainTable("segments", "interview", "segment", "period")
	d.layers.Segments(func(interview, segment, period string) {
		if known[interview] {
			segments.add(interview, segment, period)
		}
	})
	human := map[string]bool{}
	for _, c := range d.layers.People() {
		human[c] = true
	}
	codings := newPlainTable("codings", "pass", "coder", "human", "interview", "segment", "code", "intensity", "direction", "state")
	for i := range d.study.Codings {
		c := &d.study.Codings[i]
		intensity, direction, state := "", "", "mentioned"
		if c.Intensity != 0 {
			intensity = strconv.Itoa(c.Intensity)
		}
		if c.HasDir {
			direction = strconv.Itoa(c.Direction)
		}
		if c.State == coding.Absent {
			state = "absent"
		}
		codings.add(c.Pass, c.Coder, flag(human[c.Coder]), c.Interview, c.Segment, c.Code, intensity, direction, state)
	}
	rulings := newPlainTable("rulings", "interview", "segment", "code", "accept", "intensity", "direction")
	for i := range d.study.Consensus {
		r := &d.study.Consensus[i]
		intensity, direction := "", ""
		if r.Intensity != 0 {
			intensity = strconv.Itoa(r.Intensity)
		}
		if r.HasDir {
			direction = strconv.Itoa(r.Direction)
		}
		rulings.add(r.Interview, r.Segment, r.Code, flag(r.Accept), intensity, direction)
	}
	codes := newPlainTable("codes", "code", "dimension")
	of := pass.Dimensions(d.study)
	for _, code := range sortedKeys(of) {
		codes.add(code, of[code])
	}
	return []*plainTable{talks, segments, codings, rulings, codes}
}

// surveyTables are the items whose columns exist, and the answers in wide form as they were given: not reversed, not rescaled.
func (d *scriptData) surveyTables() []*plainTable {
	items := newPlainTable("items", "item", "dimension", "min", "max", "reverse", "ask", "text_zh", "text_en")
	header := []string{"response", "person", "case", "dept", "side", "role", "period", "weight"}
	var columns []int
	if d.responses != nil {
		for l := range d.responses.Leaves {
			for _, it := range d.responses.Leaves[l].Items {
				items.add(it.ID, it.Dimension, cellOf(it.Min), cellOf(it.Max), flag(it.Reverse), it.Ask, it.Text.ZH, it.Text.EN)
				header, columns = append(header, it.ID), append(columns, it.Column)
			}
		}
	}
	answers := newPlainTable("responses", header...)
	if d.responses == nil {
		return []*plainTable{items, answers}
	}
	for _, r := range d.responses.Cells[0].Responses {
		x := &d.study.Survey.Responses[r]
		at := d.levels.place(x.Case, x.Dept, x.Role)
		person := x.Respondent
		if person == "" {
			person = "#" + strconv.Itoa(d.responses.Person[r]+1)
		}
		row := []string{strconv.Itoa(len(answers.rows)), person, at.Case, at.Dept, at.Side, at.Role, x.Period, cellOf(d.responses.Weight(r))}
		for _, c := range columns {
			text := ""
			if c < len(x.Answers) && x.Answers[c].Ok() {
				text = cellOf(x.Answers[c].Num)
			}
			row = append(row, text)
		}
		answers.add(row...)
	}
	return []*plainTable{items, answers}
}

func (d *scriptData) couplingTable() *plainTable {
	t := newPlainTable("coupling", "set", "system")
	for i := range d.study.Framework.Coupling {
		set := &d.study.Framework.Coupling[i]
		for _, x := range set.Systems {
			t.add(set.ID, x)
		}
	}
	return t
}

// benchmarks are the peers' values on 0–100.
func (d *scriptData) benchmarks() *plainTable {
	t := newPlainTable("benchmarks", "peer", "dimension", "period", "value")
	for i := range d.study.Benchmarks {
		b := &d.study.Benchmarks[i]
		if x, ok := onPOMP(b.Value, b.Scale); ok {
			t.add(b.Peer, b.Dimension, b.Period, cellOf(x))
		} else {
			t.add(b.Peer, b.Dimension, b.Period, "")
		}
	}
	return t
}

// modelTable lists the loadings of the measurement models: a row an item of a factor.
func (d *scriptData) modelTable() *plainTable {
	t := newPlainTable("models", "stage", "model", "missing", "factor", "item")
	if d.responses == nil {
		return t
	}
	rows, _ := d.persons()
	for _, g := range d.measured(rows) {
		_, columns := d.itemColumns(g.factors, rows)
		_, patterns := answered(columns)
		missing := sem.FIML
		if patterns > mostPatterns || patterns <= 1 {
			missing = sem.Listwise
		}
		for _, m := range g.syntax() {
			for _, line := range strings.Split(m.Text, "\n") {
				factor, items, ok := strings.Cut(line, " =~ ")
				if !ok {
					continue
				}
				for _, it := range strings.Split(items, "` + `") {
					t.add(g.dim, m.Name, missing, strings.Trim(factor, "`"), strings.Trim(it, "`"))
				}
			}
		}
	}
	return t
}

// pathTable lists the variables of the path model, in its order.
func (d *scriptData) pathTable() *plainTable {
	t := newPlainTable("path", "place", "dimension", "made")
	if d.responses == nil {
		return t
	}
	p, why := d.paths(d.respondents())
	if why != nil {
		return t
	}
	for i, x := range p.dims() {
		place := "m"
		if i == 0 {
			place = "x"
		} else if i == len(p.m)+1 {
			place = "y"
		}
		t.add(place, d.study.Framework.Dimensions[x].ID, flag(i == 0 && p.made))
	}
	return t
}

// hiddenTable lists the departments that the published tables hide, dimension by dimension: what is computed over departments
// leaves them out, or takes them together as one.
func (d *scriptData) hiddenTable() *plainTable {
	t := newPlainTable("hidden", "dimension", "period", "case", "dept")
	seen := map[[4]string]bool{}
	for i := range d.released.Estimates {
		e := &d.released.Estimates[i]
		if !isHidden(e) {
			continue
		}
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil || k.Source == "interview" || k.Dim == "" {
			continue
		}
		dept := k.Dept
		if level, ok := strings.CutPrefix(own, "dept="); ok {
			dept = level
		}
		if _, _, contrast := estimate.SplitContrast(k.Period); contrast || dept == "" {
			continue
		}
		if at := [4]string{k.Dim, k.Period, k.Case, dept}; !seen[at] {
			seen[at] = true
			t.add(at[:]...)
		}
	}
	return t
}
