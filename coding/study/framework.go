package study

import (
	"crypto/sha256"
	_ "embed" // the built-in framework
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

//go:embed framework.yaml
var builtin []byte

const builtinName = "built-in framework.yaml"

// BuiltinFramework returns the text of the built-in framework, framework.yaml.
func BuiltinFramework() []byte { return slices.Clone(builtin) }

// Framework returns the built-in framework: a fresh copy that the caller may change.
func Framework() *coding.Framework {
	f := *builtinFramework()
	f.Dimensions = slices.Clone(f.Dimensions)
	f.Items = slices.Clone(f.Items)
	f.Hazards = slices.Clone(f.Hazards)
	f.Coupling = slices.Clone(f.Coupling)
	f.Roles = slices.Clone(f.Roles)
	f.DeptTypes = slices.Clone(f.DeptTypes)
	return &f
}

var builtinFramework = sync.OnceValue(func() *coding.Framework {
	f, _ := ParseFramework("framework.yaml", builtin)
	return f
})

// ParseFramework reads a framework from YAML; the name is used in positions alone. The problems are in the order of the file.
// A framework with problems holds what could be understood.
func ParseFramework(name string, data []byte) (*coding.Framework, []coding.Problem) {
	fr := newFrameworkReader()
	fr.readYAML(name, data)
	fr.finish()
	var out []coding.Problem
	for _, p := range sortProblems(fr.problems()) {
		out = append(out, p.Problem)
	}
	return fr.f, out
}

// frameworkReader fills a framework from tables and pairs, which come from YAML or from a workbook alike.
type frameworkReader struct {
	f      *coding.Framework
	parts  []*part
	places map[string]coding.Pos // of pairs
	where  *part                 // the part that problems of pairs belong to
	ids    *register             // dimensions
	cells  map[cellID]coding.Pos // where a row's field stands, for what is checked once everything is read
	file   string
}

type cellID struct{ table, id, field string }

func newFrameworkReader() *frameworkReader {
	return &frameworkReader{places: map[string]coding.Pos{}, ids: newRegister(), cells: map[cellID]coding.Pos{},
		f: &coding.Framework{ScaleMin: 1, ScaleMax: 5, Weights: "equal", Bands: coding.Bands{Low: 40, High: 60, Margin: 5, Gap: 20, MinInterviews: 3}}}
}

func (fr *frameworkReader) problems() []problem {
	var all []problem
	for _, p := range fr.parts {
		all = append(all, p.problems...)
	}
	return all
}

func (fr *frameworkReader) part(file, sheetName, what string) *part {
	p := newPart(file, sheetName, what)
	fr.parts = append(fr.parts, p)
	if fr.where == nil {
		fr.where = p
	}
	return p
}

func (fr *frameworkReader) readYAML(file string, data []byte) {
	fr.file = file
	p := fr.part(file, "", "framework")
	p.flat = true
	tables, values := flatten(p, data)
	p.receipt.Rows, p.receipt.Used = len(values), len(values)
	fr.values(p, values)
	for _, k := range frameworkKinds[1:] {
		for _, t := range tables {
			if t.name == k.name {
				q := fr.part(file, "", k.name)
				q.flat = true
				fr.table(q, k, t.grid(file))
			}
		}
	}
	for _, t := range tables {
		if !slices.ContainsFunc(frameworkKinds[1:], func(k *kind) bool { return k.name == t.name }) {
			var names []string
			for _, k := range frameworkKinds[1:] {
				names = append(names, k.name)
			}
			suggest := ""
			if i := nearest(t.name, names); i >= 0 {
				suggest = names[i]
			}
			p.report(p.pos(t.line, 0), "unknown_key", suggest, t.name)
		}
	}
}

// table reads one table of the framework.
func (fr *frameworkReader) table(p *part, k *kind, g *grid) {
	g.begin = func(p *part, c *columns) bool {
		var known []string
		for _, col := range k.columns {
			known = append(known, col.field)
		}
		for _, x := range c.extra { // a slip in an optional key would lose a column without a word
			if i := nearest(c.headers[x-1], known); i >= 0 && (p.flat || !c.has(known[i])) {
				p.report(p.pos(g.keyLine(c.row, x), x), "unknown_key", known[i], c.headers[x-1])
			}
		}
		return true
	}
	read := map[*kind]func(*row){kindDimensions: fr.dimension, kindItems: fr.item, kindHazards: fr.hazard, kindCoupling: fr.coupling,
		kindRoles: fr.role, kindDepartmentTypes: fr.departmentType}[k]
	readGrid(p, k.names(), g, read)
}

// id reads a row's id; false (and the row is rejected) when it is missing or taken.
func (fr *frameworkReader) id(r *row, table, field string) (string, bool) {
	id := r.word(field)
	if id == "" {
		r.reject(r.at(field), "missing_id", "")
		return "", false
	}
	at := cellID{table, key(id), "id"}
	if first, dup := fr.cells[at]; dup {
		r.reject(r.at(field), "duplicate_id", "", id, first.String())
		return "", false
	}
	fr.cells[at] = r.place(r.at(field))
	for f := range r.columns.at {
		fr.cells[cellID{table, id, f}] = r.place(r.at(f))
	}
	return id, true
}

var (
	dimensionKinds = choose("leaf 叶 末级 子维度", "group 组 上级 维度组")
	statuses       = choose("observed 已观察 已有", "proposed 拟建 建议")
	bases          = choose("study 研究 原文", "ours 自拟 本文")
	sourceNames    = choose("interview 访谈", "survey 问卷", "document 文件 文献", "network 网络 关系")
	sides          = choose("approval 审批 审批侧", "supervision 监管 监管侧 条线", "support 支持 支撑 保障 其他")
	asks           = choose("all 全部 全体 所有", "approval 审批 审批侧", "line 条线 监管 监管侧 supervision")
	polarities     = choose("1 +1 正 正向", "-1 −1 负 负向 反向", "0 中性 情境")
	itemStatuses   = choose("core 核心 短表 基本", "extended 扩展 长表")
)

func (fr *frameworkReader) dimension(r *row) {
	id, ok := fr.id(r, "dimensions", "id")
	if !ok {
		return
	}
	d := coding.Dimension{Pos: r.place(0), ID: id, Parent: r.word("parent"),
		Group:        r.pick("kind", dimensionKinds, "leaf") == "group",
		Proposed:     r.pick("status", statuses, "observed") == "proposed",
		AlsoProposed: r.yes("also_proposed"),
		Basis:        r.pick("basis", bases, ""),
		Label:        r.label("label_zh", "label_en", ""), Definition: r.label("definition_zh", "definition_en", ""),
		Include: r.label("include_zh", "include_en", ""), Exclude: r.label("exclude_zh", "exclude_en", ""),
		Example: r.label("example_zh", "example_en", ""), BasisNote: r.label("basis_note_zh", "basis_note_en", ""),
	}
	switch r.pick("polarity", polarities, "0") {
	case "1":
		d.Polarity = 1
	case "-1":
		d.Polarity = -1
	}
	for _, s := range split(r.text("sources")) {
		if name, ok := sourceNames.find(s); ok {
			d.Sources = append(d.Sources, name)
		} else {
			r.problem(r.at("sources"), "unknown_value", sourceNames.suggest(s), sourceNames.list(), s)
		}
	}
	fr.ids.add(id, d.Label.ZH, d.Label.EN)
	fr.f.Dimensions = append(fr.f.Dimensions, d)
}

func (fr *frameworkReader) item(r *row) {
	if id, ok := fr.id(r, "items", "item"); ok {
		if it, ok := readItem(r, id, nil, fr.f); ok {
			fr.f.Items = append(fr.f.Items, it)
		}
	}
}

func (fr *frameworkReader) hazard(r *row) {
	if id, ok := fr.id(r, "hazards", "id"); ok {
		fr.f.Hazards = append(fr.f.Hazards, coding.Hazard{Pos: r.place(0), ID: id, Code: r.word("code"), Label: r.label("label_zh", "label_en", ""),
			Reading: r.label("reading_zh", "reading_en", ""), Note: r.label("note_zh", "note_en", ""),
			High: r.words("high"), Low: r.words("low"), Either: r.words("either"), Items: r.words("items")})
	}
}

func (fr *frameworkReader) coupling(r *row) {
	if id, ok := fr.id(r, "coupling", "id"); ok {
		fr.f.Coupling = append(fr.f.Coupling, coding.CouplingSet{Pos: r.place(0), ID: id, Label: r.label("label_zh", "label_en", ""),
			Note: r.label("note_zh", "note_en", ""), Systems: r.words("systems")})
	}
}

func (fr *frameworkReader) role(r *row) {
	if id, ok := fr.id(r, "roles", "id"); ok {
		fr.f.Roles = append(fr.f.Roles, coding.Role{Pos: r.place(0), ID: id, Label: r.label("zh", "en", ""), Level: r.word("level")})
	}
}

func (fr *frameworkReader) departmentType(r *row) {
	if id, ok := fr.id(r, "department_types", "id"); ok {
		fr.f.DeptTypes = append(fr.f.DeptTypes, coding.DepartmentType{Pos: r.place(0), ID: id, Label: r.label("zh", "en", ""),
			Side: r.pick("side", sides, "")})
	}
}

// words reads a cell with several ids.
func (r *row) words(field string) []string {
	var out []string
	for _, w := range split(r.text(field)) {
		out = append(out, r.intern.of(sheet.Fold(w)))
	}
	return out
}

// finish checks what only the whole framework shows, and hashes it.
func (fr *frameworkReader) finish() {
	fr.check()
	fr.f.Hash = frameworkHash(fr.f)
}

// frameworkHash is the SHA-256 of the framework without its positions: the same from YAML and from a workbook.
func frameworkHash(f *coding.Framework) string {
	c := *f
	c.Hash = ""
	c.Dimensions, c.Items, c.Hazards = slices.Clone(f.Dimensions), slices.Clone(f.Items), slices.Clone(f.Hazards)
	c.Coupling, c.Roles, c.DeptTypes = slices.Clone(f.Coupling), slices.Clone(f.Roles), slices.Clone(f.DeptTypes)
	for i := range c.Dimensions {
		c.Dimensions[i].Pos = coding.Pos{}
	}
	for i := range c.Items {
		c.Items[i].Pos = coding.Pos{}
	}
	for i := range c.Hazards {
		c.Hazards[i].Pos = coding.Pos{}
	}
	for i := range c.Coupling {
		c.Coupling[i].Pos = coding.Pos{}
	}
	for i := range c.Roles {
		c.Roles[i].Pos = coding.Pos{}
	}
	for i := range c.DeptTypes {
		c.DeptTypes[i].Pos = coding.Pos{}
	}
	return hashOf(&c)
}

// hashOf is the SHA-256 of a value's JSON. Numbers of records are finite, so encoding them cannot fail.
func hashOf(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func trimPrefixes(s string, prefixes ...string) string {
	for _, p := range prefixes {
		if t, ok := strings.CutPrefix(s, p); ok {
			return t
		}
	}
	return s
}
