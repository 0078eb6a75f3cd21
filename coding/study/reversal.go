package study

import (
	"math"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
)

// fewestForReversal is how many complete answers make an item-rest correlation worth telling.
const fewestForReversal = 30

// checkReversal looks for items that run against the other items of their dimension after reversal: most often an item
// that the file has reversed already, or one whose reversal is not declared. It is told in the receipt of the survey, not
// a problem: the correlation of an item with the mean of the dimension's other items, over respondents who answered all. Weak correlations, and those
// that chance explains, are not told.
func (rd *reader) checkReversal() {
	sv := &rd.out.Survey
	byDim := map[string][]int{}
	var dims []string
	for i, id := range sv.Items {
		it := rd.out.Instrument.Item(id)
		if it == nil || it.Dimension == "" {
			continue
		}
		if byDim[it.Dimension] == nil {
			dims = append(dims, it.Dimension)
		}
		byDim[it.Dimension] = append(byDim[it.Dimension], i)
	}
	var p *part
	for _, q := range rd.parts {
		if len(q.items) > 0 {
			p = q
			break
		}
	}
	if p == nil {
		return
	}
	for _, d := range dims {
		cols := byDim[d]
		if len(cols) < 2 {
			continue
		}
		var against []string
		for _, j := range cols {
			if r, n := itemRest(sv.Responses, cols, j, rd.out.Instrument, sv.Items); n >= fewestForReversal && dialect.RunsAgainst(r, n) {
				against = append(against, sv.Items[j])
			}
		}
		if len(against) > 0 {
			p.say("item_rest_negative", strings.Join(against, ", "), d)
		}
	}
}

// itemRest is the product-moment correlation of item j with the sum of the others, and the number of complete rows.
func itemRest(rows []coding.Response, cols []int, j int, in coding.Instrument, ids []string) (r float64, n int) {
	turned := make([]*coding.Item, len(cols))
	for k, c := range cols {
		turned[k] = in.Item(ids[c])
	}
	var mx, my, sxx, syy, sxy float64
	for i := range rows {
		if rows[i].Excluded != "" {
			continue
		}
		x, y, ok := 0.0, 0.0, true
		for k, c := range cols {
			v := rows[i].Answers[c]
			if ok = v.Ok(); !ok {
				break
			}
			a := v.Num
			if turned[k].Reverse {
				a = turned[k].Min + turned[k].Max - a
			}
			if c == j {
				x = a
			} else {
				y += a
			}
		}
		if !ok {
			continue
		}
		n++
		dx, dy := x-mx, y-my
		mx += dx / float64(n)
		my += dy / float64(n)
		sxx += dx * (x - mx)
		syy += dy * (y - my)
		sxy += dx * (y - my)
	}
	if sxx == 0 || syy == 0 {
		return 0, n
	}
	return sxy / math.Sqrt(sxx*syy), n
}
