package dialect

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/sheet"
)

// googleforms begins with Timestamp or 时间戳记; the headers are the wordings, those of a grid with the row in brackets. Several
// answers are joined by a comma and a blank, which an answer's wording may hold too; in the csv file that Forms gives itself, by a
// semicolon.
var googleforms = platform{
	name: "googleforms-survey", tool: "Google Forms", separator: ", ", american: true,
	find: func(f *opened, p *page) *heading {
		for i := 0; i < len(p.rows) && i < 5; i++ {
			r := p.rows[i]
			if googleformsTime.index(r.Cell(1).Text) < 0 || filled(r) < 2 {
				continue
			}
			dated, n := 0, 0
			for _, below := range p.rows[i+1 : min(len(p.rows), i+21)] {
				c := below.Cell(1)
				if _, ok := moment(c.Text, false); ok || c.Kind == sheet.Date {
					dated++
				} else if _, ok := moment(c.Text, true); ok {
					dated++
				}
				n++
			}
			if dated*2 >= n || f.forced {
				return &heading{rows: p.rows[i : i+1], above: i, score: 80, signs: []string{r.Cell(1).Text}}
			}
		}
		return nil
	},
	columns: func(s *survey) {
		number := 0
		grids := map[string]string{}
		for i, q := range s.questions {
			switch k := signKey(q.Header); {
			case i == 0:
				q.role = "submitted"
				continue
			case q.role == "-":
				continue
			case k == "emailaddress" || k == "username" || k == "电子邮件地址" || k == "用户名" || k == "邮箱":
				q.role = "-"
				continue
			case k == "score" || k == "得分" || k == "总分":
				q.role = "-"
				s.note("dialect.survey_total", q.Header)
				continue
			}
			if m := cutAs(rowInBrackets, q.Header); m != nil {
				q.Question, q.part = m[1], m[2]
				if grids[m[1]] == "" {
					number++
					grids[m[1]] = "Q" + strconv.Itoa(number)
				}
				q.block = grids[m[1]]
				n := 1
				for _, o := range s.questions[:i] {
					n += yes(o.block == q.block)
				}
				q.Name = q.block + "_" + strconv.Itoa(n)
				continue
			}
			number++
			q.Question, q.Name = strings.TrimSpace(q.Header), "Q"+strconv.Itoa(number)
			if s.joined(q.Col, ";") {
				q.separator = ";"
			}
		}
	},
}

// joined reports whether several of the first cells of a column have a separator between two texts without a blank.
func (s *survey) joined(col int, separator string) bool {
	n := 0
	for _, r := range s.page.rows[s.above+len(s.heading.rows):] {
		before, behind, found := strings.Cut(r.Cell(col).Text, separator)
		if found && before != "" && behind != "" && !strings.HasPrefix(behind, " ") {
			n++
		}
	}
	return n > 1
}

var googleformsTime = signs{{"Timestamp", "时间戳记", "时间戳", "時間戳記", "Zeitstempel", "Horodateur"}}
