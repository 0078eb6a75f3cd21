package reports

import (
	"slices"
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// Names of ids.

func (b *builder) dimName(id string) table.Text {
	if d := b.fw.Dimension(id); d != nil {
		return label(d.Label, id)
	}
	return table.Same(id)
}

func (b *builder) caseName(id string) table.Text {
	c := b.study.Case(id)
	if c == nil {
		return table.Same(id)
	}
	if c.Label.ZH == "" && c.Label.EN == "" && c.Name != "" {
		return table.Same(c.Name)
	}
	return label(c.Label, id)
}

// deptName is a department's name. Where the study names it in Chinese alone, an English reader gets the name of its
// type, if no other department of the case is of that type.
func (b *builder) deptName(d *coding.Department) table.Text {
	kind := b.fw.DeptType(d.Type)
	if d.Name == "" {
		if kind != nil {
			return label(kind.Label, d.ID)
		}
		return table.Same(d.ID)
	}
	name := table.Same(d.Name)
	if kind == nil || kind.Label.EN == "" || languageOf(d.Name) != "zh" {
		return name
	}
	for _, other := range b.departments(d.Case) {
		if other.ID != d.ID && other.Type == d.Type {
			return name
		}
	}
	name.EN = kind.Label.EN
	return name
}

// levelName is the name of a role's level, or of the role that is its own level.
func (b *builder) levelName(id string) table.Text {
	if known("role." + id) {
		return say("role." + id)
	}
	if r := b.fw.Role(id); r != nil {
		return label(r.Label, id)
	}
	return table.Same(id)
}

func sideName(id string) table.Text {
	if known("side." + id) {
		return say("side." + id)
	}
	return table.Same(id)
}

func periodName(id string) table.Text {
	if known("period." + id) {
		return say("period." + id)
	}
	return table.Same(id)
}

func (b *builder) hazardName(h *coding.Hazard) table.Text {
	name := label(h.Label, h.ID)
	return table.Text{ZH: name.ZH + "（" + h.ID + "）", EN: name.EN + " (" + h.ID + ")"}
}

// coderName is a coder's number: a review names none of the team.
func (b *builder) coderName(id string) table.Text {
	if i := slices.Index(b.coders, id); i >= 0 {
		return say("coder", count(i+1))
	}
	return say("coder", table.Same("?"))
}

func sourceName(id string) table.Text { return say("source." + id) }

// worded puts names in the place of the ids given, and of the dimensions below them, in a text of the framework.
func (b *builder) worded(t table.Text, ids []string) table.Text {
	name := map[string]table.Text{}
	for i := range b.fw.Dimensions {
		d := &b.fw.Dimensions[i]
		for _, id := range ids {
			if b.below(d, id) {
				name[d.ID] = label(d.Label, d.ID)
			}
		}
	}
	return table.Text{ZH: replaceIDs(t.ZH, name, "zh"), EN: replaceIDs(t.EN, name, "en")}
}

// replaceIDs replaces words of Latin letters, digits, dots and underscores that are ids.
func replaceIDs(text string, name map[string]table.Text, lang string) string {
	part := func(r rune) bool {
		return r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '_')
	}
	var out strings.Builder
	rs := []rune(text)
	for i := 0; i < len(rs); {
		j := i
		for j < len(rs) && part(rs[j]) {
			j++
		}
		if j == i {
			out.WriteRune(rs[i])
			i++
			continue
		}
		word := string(rs[i:j])
		bare := strings.TrimRight(word, ".")
		t, ok := name[bare]
		if !ok {
			out.WriteString(word)
		} else if lang == "zh" { // names in Chinese stand without blanks around them
			s := strings.TrimSuffix(out.String(), " ")
			out.Reset()
			out.WriteString(s + "“" + t.In(lang) + "”")
			if j < len(rs) && rs[j] == ' ' {
				j++
			}
		} else {
			out.WriteString(t.In(lang) + word[len(bare):])
		}
		i = j
	}
	return out.String()
}

// labels names every id that the estimates speak of; a department stands under case/department too.
func (b *builder) labels() map[string]table.Text {
	out := map[string]table.Text{}
	for i := range b.fw.Dimensions {
		out[b.fw.Dimensions[i].ID] = label(b.fw.Dimensions[i].Label, b.fw.Dimensions[i].ID)
	}
	for i := range b.fw.Hazards {
		out[b.fw.Hazards[i].ID] = label(b.fw.Hazards[i].Label, b.fw.Hazards[i].ID)
	}
	for i := range b.fw.Coupling {
		out[b.fw.Coupling[i].ID] = label(b.fw.Coupling[i].Label, b.fw.Coupling[i].ID)
	}
	for i := range b.study.Cases {
		out[b.study.Cases[i].ID] = b.caseName(b.study.Cases[i].ID)
	}
	several := map[string]bool{} // an id that names different departments in different cases keeps its id
	for i := range b.study.Departments {
		d := &b.study.Departments[i]
		name := b.deptName(d)
		if old, ok := out[d.ID]; ok && old != name {
			several[d.ID] = true
		}
		out[d.ID] = name
		out[d.Case+"/"+d.ID] = name
	}
	for id := range several {
		delete(out, id)
	}
	for _, role := range b.roleLevels() {
		out[role] = b.levelName(role)
	}
	for _, side := range b.sides() {
		out[side] = sideName(side)
	}
	for _, p := range b.periods {
		out[p] = periodName(p)
	}
	for _, s := range []string{"interview", "survey"} {
		out[s] = sourceName(s)
	}
	for _, c := range b.coders {
		if _, taken := out[c]; !taken {
			out[c] = b.coderName(c)
		}
	}
	return out
}

// roleLevels are the levels that scores or interviews have, in the study's order, then the framework's.
func (b *builder) roleLevels() []string {
	used := map[string]bool{}
	for _, x := range b.keys["score.respondents"] {
		used[x.key.Role] = true
	}
	for i := range b.study.Interviews {
		used[b.levelOf(b.study.Interviews[i].Role)] = true
	}
	var out []string
	add := func(level string) {
		if used[level] && level != "" {
			out = append(out, level)
			used[level] = false
		}
	}
	for _, l := range b.study.Options.Order["role"] {
		add(l)
	}
	for i := range b.fw.Roles {
		add(b.fw.Roles[i].LevelOrID())
	}
	for _, x := range b.keys["score.respondents"] {
		add(x.key.Role)
	}
	for i := range b.study.Interviews {
		add(b.levelOf(b.study.Interviews[i].Role))
	}
	return out
}

func (b *builder) levelOf(role string) string {
	if r := b.fw.Role(role); r != nil {
		return r.LevelOrID()
	}
	return role
}

// sides are those that departments stand on, in the order of the sheet.
func (b *builder) sides() []string {
	seen := map[string]bool{"": true}
	var out []string
	for i := range b.study.Departments {
		if s := b.study.Departments[i].Side; !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// departments of a case, in the order of the sheet.
func (b *builder) departments(caseID string) []*coding.Department {
	var out []*coding.Department
	for i := range b.study.Departments {
		if b.study.Departments[i].Case == caseID {
			out = append(out, &b.study.Departments[i])
		}
	}
	return out
}

// scored are the dimensions that have a value of their own in a source: leaves, and groups with items or segments of their
// own. Parents that are averages of others are left out, and so are proposed ones when observed is asked, and the reverse.
func (b *builder) scored(source string, proposed bool) []*coding.Dimension {
	measure := "score.survey_pomp"
	if source == "interview" {
		measure = "score.interview_prevalence"
	}
	there := map[string]bool{}
	for _, x := range b.keys[measure] {
		there[x.key.Dim] = true
	}
	var out []*coding.Dimension
	for i := range b.fw.Dimensions {
		if d := &b.fw.Dimensions[i]; there[d.ID] && d.Proposed == proposed {
			out = append(out, d)
		}
	}
	return out
}

// contrast is a comparison of two levels that gaps are given for.
type contrast struct{ first, second string }

// contrasts lists the contrasts of an attribute between the levels given, in the ledger's order.
func (b *builder) contrasts(attribute func(*estimate.Key) string, levels []string) []contrast {
	known := map[string]bool{}
	for _, l := range levels {
		known[l] = true
	}
	var out []contrast
	seen := map[string]bool{}
	for _, x := range b.keys["score.gap"] {
		v := attribute(&x.key)
		if v == "" || seen[v] || known[v] {
			continue
		}
		seen[v] = true
		if first, second, ok := estimate.SplitContrast(v); ok && known[first] && known[second] {
			out = append(out, contrast{first, second})
		}
	}
	return out
}

func roleOf(k *estimate.Key) string   { return k.Role }
func sideOf(k *estimate.Key) string   { return k.Side }
func periodOf(k *estimate.Key) string { return k.Period }
