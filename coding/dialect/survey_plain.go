package dialect

import (
	"regexp"
	"strings"

	"github.com/smekit/smekit/coding/sheet"
)

// plainSurvey is a table of answers that no platform's rules fit: a header row, then a row for each respondent. It is taken
// for one when most of its columns hold small whole numbers or points of a scale.
var plainSurvey = platform{
	name: "plain-survey", tool: "plain survey table",
	find: func(f *opened, p *page) *heading {
		if isForm(p) {
			return nil
		}
		for i := 0; i < len(p.rows) && i < 10; i++ {
			head := p.rows[i]
			if filled(head) < 2 {
				continue
			}
			if numbersIn(head)*2 > filled(head) {
				return nil
			}
			scales, answers, id := 0, 0, ""
			var signs []string
			for col := 1; col <= len(head.Cells); col++ {
				header := flat(head.Cell(col).Text)
				if f := fieldOfWording(header); f == "respondent_id" {
					id = header
					continue
				} else if f != "" || aboutPerson[signKey(header)] {
					continue
				}
				if n, all := pointsIn(p.rows[i+1:], col); all > 0 {
					answers++
					if n*4 >= all*3 {
						scales++
						signs = append(signs, header)
					}
				}
			}
			h := &heading{rows: p.rows[i : i+1], above: i, signs: signs}
			if id != "" {
				h.signs = append([]string{id}, signs...)
			}
			switch {
			case id != "" && scales >= 2 && scales*2 >= answers:
				h.score = 40
			case scales >= 3 && scales*3 >= answers*2:
				h.score = 30
			case f.forced && answers > 0 && (id != "" || scales > 0):
				h.score = 10
			default:
				return nil
			}
			return h
		}
		return nil
	},
	columns: func(s *survey) {
		blocks := map[string]int{}
		block := map[*question]string{}
		for _, q := range s.questions {
			if m := blockOfName.FindStringSubmatch(q.Name); m != nil && plainID.MatchString(q.Name) && strings.ContainsAny(q.Name, "_.-") {
				block[q] = m[1]
				blocks[m[1]]++
			}
			q.separated()
		}
		for _, q := range s.questions {
			b := block[q]
			if blocks[b] > 1 {
				q.block = b
			}
		}
	},
}

// aboutPerson are columns that say who somebody is, and are no answers.
var aboutPerson = words("姓名 名字 手机 手机号 手机号码 电话 联系电话 联系方式 邮箱 电子邮箱 身份证号 name fullname phone mobile email emailaddress")

var plainID = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.-]*$`)

// separated takes an id before a wording apart.
func (q *question) separated() {
	if id := idBefore(q.Header); id != "" && id != q.Header {
		q.Name, q.Question = id, withoutID(q.Header)
	} else if number, wording, _ := wenjuanxingQuestion(q.Header); number != "" && wording != "" {
		q.Name, q.Question = "Q"+number, wording
	}
}

func numbersIn(r sheet.Row) int {
	n := 0
	for _, c := range r.Cells {
		if _, ok := c.Float(); ok {
			n++
		}
	}
	return n
}

// pointsIn counts the cells of a column that may be points of a scale: whole numbers from 0 to 10, or labels of degrees.
func pointsIn(rows []sheet.Row, col int) (points, all int) {
	for _, r := range rows {
		c := r.Cell(col)
		if c.Blank() || marksMissing(c.Text) {
			continue
		}
		all++
		if x, ok := c.Float(); ok {
			points += yes(x >= 0 && x <= 10 && x == float64(int(x)) || x == 99 || x == -1 || x == 88)
			continue
		}
		if stem, _, ok := degree(c.Text); ok && (stem == "" || degreeStems[stem]) {
			points++
		} else if _, label, ok := numberWithLabel(oneLine(c.Text)); ok {
			if stem, _, ok := degree(label); ok && (stem == "" || degreeStems[stem]) {
				points++
			}
		}
	}
	return points, all
}

// degreeStems are what scales usually grade.
var degreeStems = words("同意 赞同 认同 满意 符合 重要 清楚 了解 熟悉 频繁 often agree satisfied important likely true clear 好 高 多 强 容易 顺畅 及时 有效 有用 支持 信任 愿意")
