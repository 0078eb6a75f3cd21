package pass

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/sheet"
)

// queueFields are the columns of a queue that are read back, with their headers beside the two of [form.QueueFields].
var queueFields = map[string][]string{
	"interview_id": {"interview", "访谈"},
	"segment_id":   {"segment", "段落"},
	"text":         {"原文"},
	"code":         {"代码"},
	"decision":     {"ruling", "裁定结果", "结论"},
	"intensity":    nil,
	"direction":    nil,
	"reason":       {"原因"},
	"comment":      nil,
	"who":          {"adjudicator"},
}

// queueNeeds are the columns without which a sheet is no queue.
var queueNeeds = []string{"interview_id", "segment_id", "code", "decision"}

var queueFieldOf = func() map[string]string {
	m := map[string]string{}
	for _, f := range form.QueueFields(nil) {
		if others, read := queueFields[f.Field]; read {
			for _, w := range append([]string{f.Field, f.ZH}, others...) {
				m[queueHeaderKey(w)] = f.Field
			}
		}
	}
	return m
}()

func queueHeaderKey(s string) string { return strings.ReplaceAll(bilingualKey(s), "_", "") }

func queueField(c sheet.Cell) string {
	if c.Kind != sheet.Text || len(c.Text) > 100 {
		return ""
	}
	return queueFieldOf[queueHeaderKey(c.Text)]
}

// fieldsNamed are the fields that a row's cells name.
func fieldsNamed(r sheet.Row) map[string]bool {
	seen := map[string]bool{}
	for _, c := range r.Cells {
		if f := queueField(c); f != "" {
			seen[f] = true
		}
	}
	return seen
}

// queueHeader finds the columns of a queue in the first rows of a sheet, and the last row of its header; nil when the rows
// hold no queue. A header may take two rows; the first column that names a field fills it.
func queueHeader(rows []sheet.Row) (columns map[string]int, last int) {
	best, at := 0, -1
	for i, r := range rows {
		if n := len(fieldsNamed(r)); n > best {
			best, at = n, i
		}
	}
	if at < 0 {
		return nil, 0
	}
	heads := rows[at : at+1]
	for i := at + 1; i < len(rows) && len(heads) < 3 && len(fieldsNamed(rows[i])) >= 3; i++ {
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
