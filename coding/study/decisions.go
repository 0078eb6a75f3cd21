package study

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/smekit/smekit/coding"
)

// decision is a row of the decisions sheet while a study is read; sheets read side by side count what it did.
type decision struct {
	coding.Decision
	hits atomic.Int64
}

func (d *decision) hit() {
	if d != nil {
		d.hits.Add(1)
	}
}

// decisions are a team's answers to problems, by what they are about.
type decisions struct {
	all         []*decision
	respondents map[string]*decision               // to exclude, by the key of the id
	interviews  map[string]*decision               // to exclude
	segments    map[string]*decision               // to exclude: the segment's id, or interview/segment
	codes       []*decision                        // to recode: a code that coders renamed
	patches     map[[2]string]map[int][]patch      // to recode: cells, by file and sheet, then row
	cells       map[[2]string]map[[2]int]*decision // to exclude: cells
	drops       map[[2]string]map[int]*decision    // to exclude: rows
	accepts     []*decision
	part        *part
	valueCol    int
	targetCol   int
}

var (
	actions = choose("accept 接受 同意 保留", "exclude 排除 剔除 删除", "recode 改码 改 更正 修改", "complement 互补")
	targets = choose("respondent 受访者 答卷 答卷人", "interview 访谈", "segment 段落 片段", "row 行", "cell 单元格 格", "code 编码 代码",
		"problem 问题", "triangulation 互证 三角互证", "other 其他 其它")
)

func newDecisions() *decisions {
	return &decisions{respondents: map[string]*decision{}, interviews: map[string]*decision{}, segments: map[string]*decision{},
		patches: map[[2]string]map[int][]patch{}, cells: map[[2]string]map[[2]int]*decision{}, drops: map[[2]string]map[int]*decision{}}
}

// read takes one row of the decisions sheet.
func (ds *decisions) read(r *row) {
	ds.part, ds.targetCol, ds.valueCol = r.part, r.at("target"), r.at("value")
	target := r.text("target")
	if target == "" {
		r.reject(r.at("target"), "missing_value", "", "target / 对象")
		return
	}
	if r.cell("action").Blank() {
		r.reject(r.at("action"), "missing_value", "", "action / 处理")
		return
	}
	action := r.pick("action", actions, "")
	kind := r.pick("kind", targets, "")
	if action == "" {
		r.fault = "unknown_value"
		return
	}
	d := &decision{Decision: coding.Decision{Pos: r.place(0), Kind: kind, Target: target, Action: action,
		Value: r.text("value"), Reason: r.text("reason"), Who: r.text("who")}}
	if !ds.enter(d) {
		r.reject(ds.targetCol, "bad_target", "", target, action)
		return
	}
	ds.all = append(ds.all, d)
}

// enter files a decision under what it is about; false when the target does not fit the action.
func (ds *decisions) enter(d *decision) bool {
	file, sheetName, at, isCell := cellTarget(d.Target)
	k := key(d.Target)
	where := [2]string{file, sheetName}
	switch d.Action {
	case "accept", "complement":
		ds.accepts = append(ds.accepts, d)
		return true
	case "recode":
		switch {
		case isCell && at[1] > 0:
			if ds.patches[where] == nil {
				ds.patches[where] = map[int][]patch{}
			}
			rows := ds.patches[where]
			rows[at[0]] = append(rows[at[0]], patch{at[1], d})
			slices.SortStableFunc(rows[at[0]], func(a, b patch) int { return cmp.Compare(a.col, b.col) })
			return true
		case isCell || d.Kind != "code" && d.Kind != "":
			return false
		}
		ds.codes = append(ds.codes, d)
		return true
	}
	if isCell {
		if d.Kind == "row" || at[1] == 0 {
			set(ds.drops, where, at[0], d)
		} else {
			set(ds.cells, where, at, d)
		}
		return true
	}
	switch d.Kind {
	case "respondent":
		ds.respondents[k] = d
	case "interview":
		ds.interviews[k] = d
	case "segment":
		ds.segments[k] = d
	case "":
		ds.respondents[k], ds.interviews[k], ds.segments[k] = d, d, d
	default:
		return false
	}
	return true
}

func set[K comparable](m map[[2]string]map[K]*decision, where [2]string, at K, d *decision) {
	if m[where] == nil {
		m[where] = map[K]*decision{}
	}
	m[where][at] = d
}

// cellTarget takes FILE!SHEET!CELL apart; FILE!CELL where a file has no sheets. A row is 12 or 12:12, its column 0.
func cellTarget(t string) (file, sheetName string, at [2]int, ok bool) {
	parts := strings.Split(t, "!")
	if len(parts) < 2 {
		return "", "", at, false
	}
	cell := strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(parts[len(parts)-1]), "$", ""))
	file = strings.ReplaceAll(strings.TrimSpace(parts[0]), "\\", "/")
	sheetName = strings.TrimSpace(strings.Join(parts[1:len(parts)-1], "!"))
	first, last, span := strings.Cut(cell, ":")
	if span && first != last {
		return "", "", at, false
	}
	letters := strings.TrimRight(first, "0123456789")
	for _, c := range []byte(letters) {
		if c < 'A' || c > 'Z' || len(letters) > 3 {
			return "", "", at, false
		}
		at[1] = at[1]*26 + int(c-'A') + 1
	}
	n, err := strconv.Atoi(first[len(letters):])
	if err != nil || n < 1 {
		return "", "", at, false
	}
	at[0] = n
	return file, sheetName, at, true
}

// attach gives a grid the decisions about its cells.
func (ds *decisions) attach(g *grid) {
	where := [2]string{g.file, g.sheet}
	g.patches, g.cells, g.drops = ds.patches[where], ds.cells[where], ds.drops[where]
}

// segment returns the decision that excludes a segment.
func (ds *decisions) segment(interview, segment string) *decision {
	if len(ds.segments) == 0 {
		return nil
	}
	if d := ds.segments[key(interview+"/"+segment)]; d != nil {
		return d
	}
	return ds.segments[key(segment)]
}

// accept marks the problems that a decision accepts: at the cell or row it names, of the respondent, interview or segment
// it names, or about the value it names.
func (ds *decisions) accept(problems []problem) {
	for _, d := range ds.accepts {
		_, _, at, isCell := cellTarget(d.Target)
		k := key(d.Target)
		for i := range problems {
			p := &problems[i]
			place := p.Pos
			if isCell && at[1] == 0 {
				place.Col = 0
			}
			switch {
			case isCell && strings.EqualFold(place.String(), rowTarget(d.Target, at)),
				!isCell && p.subject != "" && key(p.subject) == k,
				!isCell && p.value != "" && key(p.value) == k && d.Kind != "respondent" && d.Kind != "interview" && d.Kind != "segment":
				p.Accepted = true
				d.hit()
			}
		}
	}
}

// rowTarget is a target in the form of [coding.Pos.String].
func rowTarget(t string, at [2]int) string {
	file, sheetName, _, _ := cellTarget(t)
	return coding.Pos{File: file, Sheet: sheetName, Row: at[0], Col: at[1]}.String()
}

// settle reports the decisions that matched nothing and returns all of them as records.
func (ds *decisions) settle(study *coding.Study) []problem {
	var out []coding.Decision
	var problems []problem
	for _, d := range ds.all {
		if d.Action == "complement" || d.Kind == "triangulation" {
			if study.Framework.Dimension(d.Target) != nil || strings.Contains(d.Target, "dim=") {
				d.hit()
			}
		}
		d.Used = d.hits.Load() > 0
		if d.Used {
			ds.part.say("decision_used", d.Target, d.Action, strconv.FormatInt(d.hits.Load(), 10))
		} else {
			ds.part.dismiss("decision_unmatched")
			at := d.Pos
			at.Col = ds.targetCol
			problems = append(problems, problem{Problem: coding.Problem{Pos: at, Code: "decision_unmatched", Args: []string{d.Target, d.Action}}})
		}
		out = append(out, d.Decision)
	}
	study.Decisions = out
	return problems
}
