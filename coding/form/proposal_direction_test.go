package form_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
)

// What a negative wording suggests depends on the dimension: one that measures a failure is stated by it.
func TestDirectionGoesByTheDimension(t *testing.T) {
	fw := &coding.Framework{Dimensions: []coding.Dimension{{ID: "ME.REL", Polarity: 1}, {ID: "E.FAIL", Polarity: -1}, {ID: "S.TK"}}}
	ask := func(dimension, suggest string, evidence ...string) string {
		it := coding.Item{ID: "Q1", Dimension: dimension, Min: 1, Max: 5, Text: coding.Label{ZH: "经常无人负责"}}
		args := append([]string{"Q1", "", suggest}, evidence...)
		wb := form.Proposal("zh", fw, []coding.Item{it}, []coding.ReceiptNote{{Code: "dialect.survey_ask_direction", Args: args}})
		return fmt.Sprint(wb.Sheets[0].Rows[0]...)
	}
	wording, falling := []string{"wording", "无人", "", "", ""}, []string{"labels", "1", "非常同意", "5", "非常不同意"}
	for _, c := range []struct {
		got, want string
	}{
		{ask("ME.REL", "yes", wording...), "看似应选“是”。"},
		{ask("E.FAIL", "yes", wording...), "说的正是失灵，看似应选“否”。"},
		{ask("E.FAIL", "no", append(falling, wording...)...), "选项又由高到低，看似应选“是”。"},
		{ask("ME.REL", "no", append(falling, wording...)...), "两者相抵，看似应选“否”。"},
		{ask("S.TK", "yes", wording...), "该维度无好坏之分"},
		{ask("", "yes", wording...), "维度以高为好的看似应选“是”；维度测量失灵的（如 E.FAIL）应选“否”。"},
		{ask("", "yes", falling...), "题干所述与维度所指一致的，看似应选“是”。"},
		{ask("ME.REL", "", "answers", "-0.60", "", "", ""), "仅凭这些线索不能确定。"},
	} {
		if !strings.Contains(c.got, c.want) {
			t.Errorf("got %s\nwant %s", c.got, c.want)
		}
	}
}
