package dialect

import (
	"regexp"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding/sheet"
)

// Below the responses people write sums, means, sources and notes. Such a row is known by its first cell or by the blank row
// above it, and only where no response follows.

var (
	sumWord  = regexp.MustCompile(`(?i)^(?:合计|总计|小计|共计|汇总|平均|平均值|平均数|平均分|均值|均分|标准差|方差|中位数|众数|最大值|最小值|有效样本数?|样本量|total|grand total|subtotal|sums?|means?|averages?|avg\.?|s\.?d\.?|std\.?(?: ?dev\.?)?|standard deviation|medians?|min(?:imum)?|max(?:imum)?)\s*(?:[:：(（].*)?$`)
	noteWord = regexp.MustCompile(`(?i)^(?:数据来源|资料来源|来源|注|备注|附注|说明|填表说明|填表人|制表人?|制表时间|制表日期|统计时间|导出时间|导出日期|审核人?|联系人|联系电话|notes?|sources?|data source|remarks?|exported(?: (?:on|by|at))?|prepared by)\s*(?:\d*\s*[:：.].*)?$`)
)

// footer reports whether a row may stand below the responses and be none: after is whether a blank row stands above it.
func (s *survey) footer(r sheet.Row, after bool) bool {
	first, n := 0, 0
	bare := true // nothing but numbers behind the first cell
	for i, c := range r.Cells {
		if c.Blank() {
			continue
		}
		n++
		if first == 0 {
			first = i + 1
			continue
		}
		if _, ok := c.Float(); !ok && !strings.HasSuffix(strings.TrimSpace(sheet.Fold(c.Text)), "%") && c.Kind != sheet.Error {
			bare = false
		}
	}
	if first == 0 || first > 3 {
		return false
	}
	width := max(4, s.width)
	label := flat(r.Cell(first).Text)
	switch few := n <= max(2, width/4); {
	case sumWord.MatchString(label):
		return few || bare
	case noteWord.MatchString(label):
		return few
	case after:
		if id := s.role("respondent_id"); id != nil && id.Col == first { // a respondent who answered nothing more
			if _, ok := r.Cell(first).Float(); ok || shortCode.MatchString(label) {
				return false
			}
		}
		return n <= max(1, width/6) && width > 4
	}
	return false
}

// held are rows that are footers unless a response follows.
type held struct {
	rows  []sheet.Row
	blank bool // the last row was blank
}

// take reports whether a row is held back; one that is a response lets those before it go.
func (h *held) take(s *survey, r sheet.Row) bool {
	if s.footer(r, h.blank || len(h.rows) > 0) {
		h.rows = append(h.rows, r)
		return true
	}
	for _, before := range h.rows {
		s.row(before)
	}
	h.rows, h.blank = nil, false
	return false
}

// end leaves out what no response followed.
func (h *held) end(s *survey) {
	for _, r := range h.rows {
		s.receipt.excluded["dialect.survey_footer"]++
		text := ""
		if i := slices.IndexFunc(r.Cells, func(c sheet.Cell) bool { return !c.Blank() }); i >= 0 {
			text = shorten(flat(r.Cells[i].Text), 40)
		}
		s.count("dialect.survey_footers", text)
	}
}
