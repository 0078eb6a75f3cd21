package naive

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

var pointsZH = []string{"甲档", "乙档", "丙档", "丁档", "戊档", "己档", "庚档", "辛档", "壬档", "癸档", "子档"}
var pointsEN = []string{"Grade A", "Grade B", "Grade C", "Grade D", "Grade E", "Grade F", "Grade G", "Grade H", "Grade I", "Grade J", "Grade K"}

// framework invents a framework: a tree of two or three floors, items on its leaves and on some groups, rules, sets, roles.
func (d dice) framework() *coding.Framework {
	f := &coding.Framework{ID: "invented", Version: "1", Title: coding.Label{ZH: "虚构框架", EN: "Invented framework"}, Weights: "equal"}
	scale := pick(d, [2]int{1, 5}, [2]int{0, 10}, [2]int{1, 7}, [2]int{1, 4}, [2]int{0, 4})
	f.ScaleMin, f.ScaleMax = float64(scale[0]), float64(scale[1])
	if d.chance(.7) {
		for i := range scale[1] - scale[0] + 1 {
			f.ScaleLabels = append(f.ScaleLabels, coding.Label{ZH: pointsZH[i], EN: pointsEN[i]})
		}
	}
	f.NACodes = []string{"不适用", "99"}
	f.Bands = coding.Bands{Low: float64(pick(d, 30, 40, 45)), High: float64(pick(d, 55, 60, 66)), Margin: 5, Gap: float64(pick(d, 5, 10, 20)), MinInterviews: d.between(1, 3)}
	d.roles(f)
	for i, n := 0, d.between(2, 3); i < n; i++ {
		top := string(rune('A' + i))
		d.group(f, top, "", pick(d, 1, 1, 1, -1, 0), d.chance(.15))
		for j, m := 0, d.between(1, 4); j < m; j++ {
			d.child(f, fmt.Sprintf("%s.%c", top, 'K'+rune(j)), top)
		}
	}
	d.items(f)
	d.rules(f)
	return f
}

func (d dice) roles(f *coding.Framework) {
	high, low := "leader", "staff"
	if d.chance(.4) {
		high, low = "head-office", "front-line"
	}
	f.Roles = []coding.Role{{ID: "r1", Label: coding.Label{ZH: "负责人", EN: "Head"}, Level: high}, {ID: "r2", Label: coding.Label{ZH: "办事员", EN: "Clerk"}, Level: low}}
	if d.chance(.5) {
		f.Roles = append(f.Roles, coding.Role{ID: "r3", Label: coding.Label{ZH: "窗口人员", EN: "Counter"}, Level: low})
	}
	if d.chance(.2) {
		f.Roles = append(f.Roles, coding.Role{ID: "adviser", Label: coding.Label{ZH: "顾问", EN: "Adviser"}})
	}
	f.DeptTypes = []coding.DepartmentType{{ID: "t1", Label: coding.Label{ZH: "审批类", EN: "Licensing"}, Side: "approval"},
		{ID: "t2", Label: coding.Label{ZH: "监管类", EN: "Supervising"}, Side: "supervision"},
		{ID: "t3", Label: coding.Label{ZH: "保障类", EN: "Support office"}, Side: "support"}}
}

func (d dice) add(f *coding.Framework, x coding.Dimension) {
	n := len(f.Dimensions) + 1
	x.Label = coding.Label{ZH: "构念" + strconv.Itoa(n) + "号", EN: "Construct no. " + strconv.Itoa(n)}
	x.Basis = "ours"
	f.Dimensions = append(f.Dimensions, x)
}

func (d dice) group(f *coding.Framework, id, parent string, polarity int, proposed bool) {
	d.add(f, coding.Dimension{ID: id, Parent: parent, Group: true, Polarity: polarity, Proposed: proposed})
}

func (d dice) child(f *coding.Framework, id, parent string) {
	proposed := f.Dimension(parent).Proposed
	leaf := func(id, parent string, sources ...string) {
		x := coding.Dimension{ID: id, Parent: parent, Polarity: pick(d, 1, 1, 1, 1, -1, 0), Proposed: proposed || d.chance(.2), Sources: sources}
		x.AlsoProposed = !x.Proposed && d.chance(.15)
		d.add(f, x)
	}
	if !d.chance(.3) {
		leaf(id, parent, pick(d, []string{"interview", "survey", "document"}, []string{"interview", "survey"}, []string{"interview", "survey"}, []string{"interview"}, []string{"survey"})...)
		return
	}
	scored := d.chance(.5) // a group with sources and items of its own, whose leaves are only spoken of
	d.group(f, id, parent, pick(d, 1, 1, -1), proposed || d.chance(.1))
	g := f.Dimension(id)
	if scored {
		g.Sources = []string{"interview", "survey"}
	}
	proposed = g.Proposed
	for j, m := 0, d.between(2, 3); j < m; j++ {
		if scored {
			leaf(fmt.Sprintf("%s%d", id, j+1), id, "interview")
		} else {
			leaf(fmt.Sprintf("%s%d", id, j+1), id, "interview", "survey")
		}
	}
}

// items gives every dimension with source survey one to four items.
func (d dice) items(f *coding.Framework) {
	n := 0
	for i := range f.Dimensions {
		x := &f.Dimensions[i]
		if !x.HasSource("survey") {
			continue
		}
		own := d.chance(.1)
		for range d.between(1, 4) {
			n++
			it := coding.Item{ID: fmt.Sprintf("item%03d", n), Dimension: x.ID, Min: f.ScaleMin, Max: f.ScaleMax, Reverse: d.chance(.25), Ask: pick(d, "all", "all", "all", "approval", "line"), Core: true,
				Text: coding.Label{ZH: fmt.Sprintf("第%d个问题的虚构题干内容。", n), EN: fmt.Sprintf("Invented wording of question number %d.", n)}}
			if own {
				it.Min, it.Max = 0, 3
			}
			if d.chance(.2) {
				it.NACodes = []string{"-9"}
			}
			f.Items = append(f.Items, it)
		}
	}
}

// rules invents hazards and coupling sets.
func (d dice) rules(f *coding.Framework) {
	var ids, spoken []string
	for _, x := range f.Dimensions {
		if x.Polarity != 0 {
			ids = append(ids, x.ID)
		}
		if x.HasSource("interview") {
			spoken = append(spoken, x.ID)
		}
	}
	if len(ids) < 2 || len(spoken) == 0 || len(f.Items) == 0 {
		return
	}
	for i := range d.between(1, 4) {
		h := coding.Hazard{ID: fmt.Sprintf("Z%d", i+1), Label: coding.Label{ZH: fmt.Sprintf("隐患%d", i+1), EN: fmt.Sprintf("Hazard %d", i+1)}}
		for range d.between(0, 2) {
			h.Items = append(h.Items, pick(d, f.Items...).ID)
		}
		h.Items = levels(h.Items)
		if d.chance(.5) {
			h.High = []string{pick(d, ids...)}
		}
		if d.chance(.5) {
			h.Low = []string{pick(d, ids...)}
		}
		for range d.between(0, 2) {
			h.Either = append(h.Either, pick(d, "high:"+pick(d, ids...), "low:"+pick(d, ids...), "gap:"+pick(d, ids...)+":role", "gap:"+pick(d, ids...)+":side",
				fmt.Sprintf("departments>=%d:%s", d.between(1, 3), pick(d, spoken...))))
		}
		if len(h.High)+len(h.Low)+len(h.Either) == 0 {
			h.Low = []string{ids[0]}
		}
		f.Hazards = append(f.Hazards, h)
	}
	for i := range d.between(1, 2) {
		p := d.Perm(len(ids))
		var systems []string
		for _, j := range p[:min(len(ids), d.between(2, 3))] {
			systems = append(systems, ids[j])
		}
		f.Coupling = append(f.Coupling, coding.CouplingSet{ID: fmt.Sprintf("CC.%d", i+1), Label: coding.Label{ZH: fmt.Sprintf("组合%d", i+1), EN: fmt.Sprintf("Set %d", i+1)}, Systems: systems})
	}
}

// frameworkPages are the sheets of a framework: the same rows as in YAML, lists joined with ";".
func frameworkPages(f *coding.Framework) []page {
	settings := page{kind: "framework", header: []string{"key", "value"}}
	put := func(k string, v any) { settings.rows = append(settings.rows, []any{k, v}) }
	put("id", f.ID)
	put("version", f.Version)
	put("title_zh", f.Title.ZH)
	put("title_en", f.Title.EN)
	put("scale_min", f.ScaleMin)
	put("scale_max", f.ScaleMax)
	if len(f.ScaleLabels) > 0 {
		zh, en := scaleLabels(f)
		put("labels_zh", strings.Join(zh, ";"))
		put("labels_en", strings.Join(en, ";"))
	}
	put("na_codes", strings.Join(f.NACodes, ";"))
	put("bands.low", f.Bands.Low)
	put("bands.high", f.Bands.High)
	put("bands.margin", f.Bands.Margin)
	put("bands.gap", f.Bands.Gap)
	put("bands.min_interviews", float64(f.Bands.MinInterviews))
	put("weights", "equal")
	return append([]page{settings}, frameworkTables(f)...)
}

func scaleLabels(f *coding.Framework) (zh, en []string) {
	for _, l := range f.ScaleLabels {
		zh, en = append(zh, l.ZH), append(en, l.EN)
	}
	return zh, en
}

// frameworkTables are the lists of rows; a list in a cell is joined with ";".
func frameworkTables(f *coding.Framework) []page {
	dims := page{kind: "dimensions", header: []string{"id", "parent", "kind", "status", "also_proposed", "basis", "polarity", "sources", "label_zh", "label_en"}}
	for _, x := range f.Dimensions {
		kind, status, also := "leaf", "observed", any(nil)
		if x.Group {
			kind = "group"
		}
		if x.Proposed {
			status = "proposed"
		}
		if x.AlsoProposed {
			also = "true"
		}
		dims.rows = append(dims.rows, []any{x.ID, x.Parent, kind, status, also, x.Basis, float64(x.Polarity), strings.Join(x.Sources, ";"), x.Label.ZH, x.Label.EN})
	}
	items := page{kind: "items", header: []string{"item", "dimension", "text_zh", "text_en", "min", "max", "reverse", "na_codes", "ask", "status"}}
	for _, it := range f.Items {
		items.rows = append(items.rows, []any{it.ID, it.Dimension, it.Text.ZH, it.Text.EN, it.Min, it.Max, strconv.FormatBool(it.Reverse), strings.Join(it.NACodes, ";"), it.Ask, "core"})
	}
	hazards := page{kind: "hazards", header: []string{"id", "label_zh", "label_en", "high", "low", "either", "items"}}
	for _, h := range f.Hazards {
		hazards.rows = append(hazards.rows, []any{h.ID, h.Label.ZH, h.Label.EN, strings.Join(h.High, ";"), strings.Join(h.Low, ";"), strings.Join(h.Either, ";"), strings.Join(h.Items, ";")})
	}
	sets := page{kind: "coupling", header: []string{"id", "label_zh", "label_en", "systems"}}
	for _, c := range f.Coupling {
		sets.rows = append(sets.rows, []any{c.ID, c.Label.ZH, c.Label.EN, strings.Join(c.Systems, ";")})
	}
	roles := page{kind: "roles", header: []string{"id", "zh", "en", "level"}}
	for _, r := range f.Roles {
		roles.rows = append(roles.rows, []any{r.ID, r.Label.ZH, r.Label.EN, r.Level})
	}
	types := page{kind: "department_types", header: []string{"id", "zh", "en", "side"}}
	for _, t := range f.DeptTypes {
		types.rows = append(types.rows, []any{t.ID, t.Label.ZH, t.Label.EN, t.Side})
	}
	return []page{dims, items, hazards, sets, roles, types}
}

// frameworkYAML is the same framework as framework.yaml.
func frameworkYAML(f *coding.Framework) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "framework:\n  id: %s\n  version: %s\n  title_zh: %s\n  title_en: %s\n  scale_min: %v\n  scale_max: %v\n  na_codes: %s\n",
		f.ID, quoted(f.Version), quoted(f.Title.ZH), quoted(f.Title.EN), f.ScaleMin, f.ScaleMax, quotedList(f.NACodes))
	if len(f.ScaleLabels) > 0 {
		zh, en := scaleLabels(f)
		fmt.Fprintf(&b, "  labels_zh: %s\n  labels_en: %s\n", quotedList(zh), quotedList(en))
	}
	fmt.Fprintf(&b, "bands:\n  low: %v\n  high: %v\n  margin: %v\n  gap: %v\n  min_interviews: %d\nweights: equal\n", f.Bands.Low, f.Bands.High, f.Bands.Margin, f.Bands.Gap, f.Bands.MinInterviews)
	lists := map[string]bool{"sources": true, "na_codes": true, "high": true, "low": true, "either": true, "items": true, "systems": true}
	for _, t := range frameworkTables(f) {
		if len(t.rows) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s:\n", t.kind)
		for _, r := range t.rows {
			lead := "  - "
			for i, h := range t.header {
				v := text(r[i])
				switch {
				case lists[h]:
					v = quotedList(strings.FieldsFunc(v, func(r rune) bool { return r == ';' }))
				case r[i] == nil:
					continue
				default:
					if _, number := r[i].(float64); !number {
						v = quoted(v)
					}
				}
				fmt.Fprintf(&b, "%s%s: %s\n", lead, h, v)
				lead = "    "
			}
		}
	}
	return []byte(b.String())
}
