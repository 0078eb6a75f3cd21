package dialect

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// waveHeaders name a period where ids recur and the column tells their rows apart; elsewhere a year may be that of birth.
var waveHeaders = words("期次 波次 次数 测量时点 时点 测量时间 测次 第几次 第几波 年份 年度 年 季度 学期 前后测 前测后测 前测/后测 测试阶段 时间点 time timepoint measurement occasion year quarter semester phase round t")

// mostPeriods is how many periods a column without such a name may tell apart to be asked about.
const mostPeriods = 8

// periods finds the column that tells the rows of one person apart, where ids recur: by its name, or, where every id does, as the only
// one that can; then it is asked about.
func (s *survey) periods() {
	id := s.role("respondent_id")
	if id == nil || s.role("period") != nil || s.heading == nil || s.page == nil {
		return
	}
	seen, rows, again := map[string]int{}, [][]string(nil), 0
	for r := range s.body() {
		k := nameKey(r.Cell(id.Col).Text)
		if k == "" || s.repeatsHeader(r) {
			continue
		}
		if seen[k]++; seen[k] == 2 {
			again++
		}
		row := make([]string, len(s.questions))
		for i, q := range s.questions {
			row[i] = nameKey(r.Cell(q.Col).Text)
		}
		rows = append(rows, append([]string{k}, row...))
	}
	if again == 0 {
		return
	}
	most := 0
	for _, n := range seen {
		most = max(most, n)
	}
	apart := func(i int) (values []string, ok bool) { // a column, filled throughout, that tells all rows apart
		had := map[string]bool{}
		for _, r := range rows {
			k := r[0] + "\x00" + r[i+1]
			if r[i+1] == "" || had[k] {
				return nil, false
			}
			had[k] = true
			if !slices.Contains(values, r[i+1]) {
				if values = append(values, r[i+1]); len(values) > 40 {
					return nil, false
				}
			}
		}
		return values, true
	}
	for i, q := range s.questions {
		if q.role != "" || q.option || q.companion || !(waveHeaders[signKey(q.Header)] || waveHeaders[signKey(q.Question)]) {
			continue
		}
		if values, ok := apart(i); ok && (signKey(q.Header) != "t" || timePoints(values)) {
			q.role, q.block = "period", ""
			s.note("dialect.survey_period", q.Header)
			return
		}
	}
	if again < len(seen) || again < 3 || s.file.mapped != nil {
		return
	}
	var found []*question
	var values []string
	for i, q := range s.questions {
		if q.role != "" && q.role != "role" {
			continue
		}
		if list, ok := apart(i); ok && len(list) <= min(most+1, mostPeriods) {
			found, values = append(found, q), list
		}
	}
	if len(found) == 1 {
		slices.Sort(values)
		s.problem(s.pos(s.headRow(), found[0].Col), "dialect.ambiguous_period", "", found[0].Header, listed(values))
	}
}

// timePoints reports whether all values are written T1, T2.
func timePoints(values []string) bool {
	return !slices.ContainsFunc(values, func(v string) bool {
		rest, ok := strings.CutPrefix(v, "t")
		_, err := strconv.Atoi(rest)
		return !ok || err != nil
	})
}

// body is the rows below the header of a sheet that are whole.
func (s *survey) body() iter.Seq[sheet.Row] {
	return func(yield func(sheet.Row) bool) {
		for r, err := range s.file.book.AllRows(s.page.Name) {
			if err != nil || r.Number > s.last() && !r.Torn && !yield(r) {
				return
			}
		}
	}
}

// waits reports whether a person has to answer before the rows can be taken.
func (s *survey) waits() bool {
	return slices.ContainsFunc(s.problems, func(p coding.Problem) bool { return p.Code == "dialect.ambiguous_period" })
}
