package pass

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding/sheet"
)

// queueHeaders are the spellings of the columns of a queue that are read back.
var queueHeaders = map[string][]string{
	"rank":      {"rank", "序号"},
	"interview": {"interview_id", "interview", "访谈编号", "访谈"},
	"segment":   {"segment_id", "segment", "段落编号", "段落"},
	"text":      {"text", "文本", "原文"},
	"code":      {"code", "编码", "代码"},
	"decision":  {"decision", "ruling", "裁定", "裁定结果", "结论"},
	"intensity": {"intensity", "强度"},
	"direction": {"direction", "方向"},
	"reason":    {"reason", "理由", "原因"},
	"comment":   {"comment", "说明"},
	"who":       {"who", "adjudicator", "裁定人"},
}

// queueNeeds are the columns without which a sheet is no queue.
var queueNeeds = []string{"interview", "segment", "code", "decision"}

var queueFieldOf = func() map[string]string {
	m := map[string]string{}
	for field, words := range queueHeaders {
		for _, w := range words {
			m[foldKey(w)] = field
		}
	}
	return m
}()

func queueField(c sheet.Cell) string {
	if c.Kind != sheet.Text || len(c.Text) > 100 {
		return ""
	}
	return queueFieldOf[strings.ReplaceAll(foldKey(c.Text), " ", "_")]
}

func queueFields(r sheet.Row) map[string]bool {
	seen := map[string]bool{}
	for _, c := range r.Cells {
		if f := queueField(c); f != "" {
			seen[f] = true
		}
	}
	return seen
}

// headerWindow is how many rows from the top are looked at for the header.
const headerWindow = 30

// queueHeader finds the columns of a queue in the first rows of a sheet, and the last row of its header; nil when the rows
// hold no queue. A header may take two rows; the first column that names a field fills it.
func queueHeader(rows []sheet.Row) (columns map[string]int, last int) {
	best, at := 0, -1
	for i, r := range rows {
		if n := len(queueFields(r)); n > best {
			best, at = n, i
		}
	}
	if at < 0 {
		return nil, 0
	}
	heads := rows[at : at+1]
	for i := at + 1; i < len(rows) && len(heads) < 3 && len(queueFields(rows[i])) >= 3; i++ {
		heads = rows[at : i+1]
	}
	columns = map[string]int{}
	for _, h := range heads {
		for i, c := range h.Cells {
			if f := queueField(c); f != "" && columns[f] == 0 {
				columns[f] = i + 1
			}
		}
	}
	if slices.ContainsFunc(queueNeeds, func(f string) bool { return columns[f] == 0 }) {
		return nil, 0
	}
	return columns, heads[len(heads)-1].Number
}
