package naive

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// questionnaire invents an instrument, responses, benchmarks and a decision or two.
func (a *author) questionnaire() {
	if a.chance(.4) {
		a.instrument()
	}
	columns := a.items
	if a.chance(.3) && len(columns) > 6 {
		columns = nil
		for _, it := range a.items {
			if a.f.Dimension(it.Dimension).Group || a.chance(.8) {
				columns = append(columns, it)
			}
		}
	}
	fields := []string{"respondent_id", "department", "role", "受教育程度如何"}
	withCase := a.repeats || a.chance(.3)
	if withCase {
		fields = append(fields, "case")
	}
	if len(a.periods) > 0 {
		fields = append(fields, "period")
	}
	weights := a.chance(.2)
	if weights {
		fields = append(fields, "weight")
	}
	begin := func() page {
		p := a.sheet("responses", fields...)
		for _, it := range columns {
			p.header = append(p.header, it.ID)
		}
		return p
	}
	files := a.between(1, 2)
	pages := []page{begin()}
	if files == 2 {
		pages = append(pages, begin())
	}
	gone := map[string]bool{}
	var lines []page
	n := a.between(3, 40)
	tendency := map[string]float64{}
	for _, x := range a.f.Dimensions {
		tendency[x.ID] = .05 + .9*a.Float64()
	}
	for i := range n {
		id := fmt.Sprintf("R%03d", i+1)
		d := pick(a.dice, a.depts...)
		role := pick(a.dice, a.f.Roles...)
		home, who := any(a.deptWord(d)), any(a.roleWord(role))
		if withCase && a.chance(.05) {
			d.ID, d.Side, home = "", "", nil
		}
		if a.chance(.05) {
			role, who = coding.Role{}, nil
		}
		times := []string{""}
		if len(a.periods) > 0 {
			times = []string{pick(a.dice, a.periods...)}
			if a.chance(.3) {
				times = a.periods
			}
		}
		excluded := a.chance(.05)
		if excluded {
			gone[id] = true
		}
		for _, t := range times {
			weight := 1.0
			row := []any{id, home, who, pick[any](a.dice, "本科", "大专", nil)}
			if withCase {
				row = append(row, a.caseWord(d.Case))
			}
			if len(a.periods) > 0 {
				row = append(row, t)
			}
			if weights {
				weight = pick(a.dice, .5, 1, 2)
				row = append(row, weight)
			}
			answers := map[string]float64{}
			skip := a.chance(.2)
			for _, it := range columns {
				if !asks(it, d.Side) && a.chance(.8) || skip && a.chance(.6) || a.chance(.05) {
					row = append(row, a.silence(it))
					continue
				}
				x := it.Min + float64(int((it.Max-it.Min+1)*min(.999, max(0, tendency[it.Dimension]+.25*a.NormFloat64()))))
				if it.Reverse {
					x = it.Min + it.Max - x
				}
				if d.Side == "" || asks(it, d.Side) { // an answer to what was not asked is left aside; without a side nobody knows
					answers[it.ID] = x
				}
				row = append(row, a.answer(it, x))
			}
			at := a.IntN(len(pages))
			pages[at].rows = append(pages[at].rows, row)
			if !excluded {
				a.meant.Replies = append(a.meant.Replies, replyLine(id, d.Case, d.ID, role.ID, t, weight, answers))
			}
		}
	}
	for i, p := range pages {
		if len(p.rows) == 0 {
			continue
		}
		lines = append(lines, p)
		a.put(fmt.Sprintf("survey/responses_%d", i+1), p)
	}
	if len(lines) > 1 {
		last := len(a.pages) - 1 // one workbook holds one sheet of responses
		a.pages[last-1] = merge(a.pages[last-1], a.pages[last])
		a.pages = a.pages[:last]
	}
	a.decisions(gone)
	a.benchmarks()
}

// merge puts the rows of a page under those of another, each below the same header.
func merge(p, q page) page {
	at := map[string]int{}
	for i, h := range p.header {
		at[h] = i
	}
	for _, r := range q.rows {
		row := make([]any, len(p.header))
		for i, v := range r {
			row[at[q.header[i]]] = v
		}
		p.rows = append(p.rows, row)
	}
	return p
}

// silence is a cell of somebody who gave no answer.
func (a *author) silence(it coding.Item) any {
	switch a.IntN(5) {
	case 0:
		return pick[any](a.dice, "不适用", 99.0, "99")
	case 1:
		if len(it.NACodes) > 0 {
			return pick[any](a.dice, it.NACodes[0], " "+it.NACodes[0])
		}
	}
	return nil
}

// answer writes a point of a scale as people's files have it: a number, a text, a label, or both.
func (a *author) answer(it coding.Item, x float64) any {
	n := int(x)
	label := ""
	for l, p := range it.Labels {
		if p == x {
			label = l
		}
	}
	if it.Labels == nil && len(a.f.ScaleLabels) > 0 && it.Min == a.f.ScaleMin && it.Max == a.f.ScaleMax {
		l := a.f.ScaleLabels[n-int(it.Min)]
		label = a.say(l.EN, l.ZH)
	}
	if label != "" && a.chance(.3) {
		if a.chance(.5) {
			return strconv.Itoa(n) + " " + label
		}
		return label
	}
	return a.scribble(n)
}

// instrument brings the study's own questionnaire: the framework's items with other scales, reversals and labels.
func (a *author) instrument() {
	fields := []string{"item", "dimension", "text_zh", "min", "max", "reverse", "labels", "na_codes"}
	ask := a.chance(.5)
	if ask {
		fields = append(fields, "ask")
	}
	p := a.sheet("instrument", fields...)
	var own []coding.Item
	low, high := a.f.ScaleMin, a.f.ScaleMax
	if a.chance(.3) {
		low, high = 1, 6
	}
	for i, it := range a.f.Items {
		if i%7 == 3 && !a.f.Dimension(it.Dimension).Group {
			continue
		}
		it.Min, it.Max, it.Reverse, it.NACodes, it.Labels = low, high, a.chance(.3), nil, nil
		if ask {
			it.Ask = pick(a.dice, "all", "all", "approval", "line")
		}
		dim := it.Dimension
		if a.chance(.3) {
			dim = a.f.Dimension(dim).Label.ZH
		}
		row := []any{it.ID, dim, it.Text.ZH, it.Min, it.Max, pick(a.dice, "否", "no"), nil, nil}
		if it.Reverse {
			row[5] = pick(a.dice, "是", "yes")
		}
		if a.chance(.3) {
			it.Labels = map[string]float64{}
			var parts []string
			for k := int(it.Min); k <= int(it.Max); k++ {
				it.Labels[pointsZH[k]] = float64(k)
				parts = append(parts, fmt.Sprintf("%d=%s", k, pointsZH[k]))
			}
			row[6] = strings.Join(parts, ";")
		}
		if a.chance(.2) {
			it.NACodes = []string{"-7", "拒答"}
			row[7] = "-7;拒答"
		}
		if ask {
			row = append(row, it.Ask)
		}
		own = append(own, it)
		p.rows = append(p.rows, row)
	}
	a.items = own
	a.put("survey/instrument", p)
}

// decisions leave people out.
func (a *author) decisions(gone map[string]bool) {
	if len(gone) == 0 {
		return
	}
	p := a.sheet("decisions", "kind", "target", "action", "reason", "who")
	var ids []string
	for id := range gone {
		ids = append(ids, id)
	}
	for _, id := range levels(ids) {
		p.rows = append(p.rows, []any{a.say("respondent", "受访者"), id, a.say("exclude", "排除"), "重复填写", "甲"})
	}
	a.put("decisions", p)
}

func (a *author) benchmarks() {
	if a.chance(.5) {
		return
	}
	p := a.sheet("benchmarks", "peer", "dimension", "period", "scale", "value", "source", "n")
	done := map[string]bool{}
	for range a.between(1, 5) {
		x := pick(a.dice, a.f.Dimensions...)
		if x.Polarity == 0 && x.Group {
			continue
		}
		peer, scale, value := pick(a.dice, "邻区", "全市平均; 2023", "Peer=A"), "pomp", float64(a.between(0, 1000))/10
		period := ""
		if len(a.periods) > 0 && a.chance(.6) {
			period = pick(a.dice, a.periods...)
		}
		if done[peer+x.ID+period] {
			continue
		}
		done[peer+x.ID+period] = true
		if a.chance(.5) {
			scale, value = "1-5", 1+float64(a.between(0, 40))/10
		}
		p.rows = append(p.rows, []any{peer, x.ID, period, scale, value, "虚构", a.scribble(30)})
		a.meant.Benchmarks = append(a.meant.Benchmarks, benchmarkLine(peer, x.ID, period, scale, value))
	}
	if len(p.rows) > 0 {
		a.put("benchmarks", p)
	}
}
