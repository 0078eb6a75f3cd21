package form

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
)

func (t *templates) instrument() Workbook {
	items := t.sheet("items",
		t.col("items", "item", "题号", 14, required),
		t.col("items", "dimension", "维度", 13, required, choose(append(t.dimensionIDs(false), t.word("no_dimension", 0)))),
		t.instrumentText("text_zh", "题目"),
		t.instrumentText("text_en", "英文题目"),
		t.col("items", "min", "最小值", 9, number(-1000, 1000), group(1)),
		t.col("items", "max", "最大值", 9, number(-1000, 1000), group(1)),
		t.col("items", "reverse", "反向", 9, choose(t.closed("yes_no")), group(1)),
		t.col("items", "labels", "选项", 40, wrapped, group(2)),
		t.col("items", "na_codes", "缺失值", 24, group(2)),
		t.col("items", "ask", "询问对象", 12, choose(t.closed("ask")), group(3)),
		t.col("items", "status", "状态", 10, choose(t.closed("item_status")), group(3)))
	ask := map[string]int{"": 0, "all": 0, "approval": 1, "line": 2}
	for _, it := range t.fw.Items {
		reverse, status := 1, 1
		if it.Reverse {
			reverse = 0
		}
		if it.Core {
			status = 0
		}
		items.Rows = append(items.Rows, []any{it.ID, it.Dimension, it.Text.ZH, it.Text.EN, it.Min, it.Max, t.word("yes_no", reverse),
			t.optionLabels(it), strings.Join(t.naCodes(it), ";"), t.word("ask", ask[it.Ask]), t.word("item_status", status)})
	}
	items.Examples = [][]any{{t.example("X_1"), first(t.dimensionIDs(true), 0), "遇到跨部门的难题，我知道该找谁。", "When a matter crosses departments, I know whom to turn to.",
		t.fw.ScaleMin, t.fw.ScaleMax, t.word("yes_no", 1), t.optionLabels(coding.Item{}), strings.Join(t.fw.NACodes, ";"), t.word("ask", 0), t.word("item_status", 1)}}
	return t.book("items", items)
}

// instrumentText is the column of an item's wording in one language.
func (t *templates) instrumentText(field, zh string) Column {
	c := t.col("items", field, zh, 46, wrapped)
	c.Required = field == "text_zh" && t.lang != locale.English || field == "text_en" && t.lang == locale.English
	return c
}

// optionLabels writes the scale points with their words: 1=…;2=….
func (t *templates) optionLabels(it coding.Item) string {
	low := it.Min
	if it.Min == 0 && it.Max == 0 {
		low = t.fw.ScaleMin
	}
	var parts []string
	for i, l := range t.fw.ScaleLabels {
		x := low + float64(i)
		text := l.Or(t.words())
		if it.Labels != nil { // an item's own words
			found := false
			for _, word := range []string{l.ZH, l.EN} {
				if v, ok := it.Labels[word]; ok && v == x {
					found = true
				}
			}
			if !found {
				return ""
			}
		}
		if text != "" && !strings.ContainsAny(text, ";=") {
			parts = append(parts, strconv.FormatFloat(x, 'f', -1, 64)+"="+text)
		}
	}
	return strings.Join(parts, ";")
}

func (t *templates) naCodes(it coding.Item) []string {
	if len(it.NACodes) > 0 {
		return it.NACodes
	}
	return t.fw.NACodes
}

func (t *templates) responses() Workbook {
	s := t.sheet("responses",
		t.col("responses", "respondent_id", "编号", 14, required),
		t.col("responses", "case", "案例", 10, required),
		t.col("responses", "department", "部门", 14, required),
		t.col("responses", "role", "角色", 14, choose(t.roles())),
		t.col("responses", "period", "时期", 10, propose(t.closed("period"))),
		t.col("responses", "submitted", "提交时间", 13, date))
	example := []any{t.example("R001"), "G", "D03", first(t.roles(), 2), t.word("period", 1), "2024-06-03"}
	colour := map[string]int{}
	for i, it := range t.fw.Items {
		if _, ok := colour[it.Dimension]; !ok {
			colour[it.Dimension] = 1 + len(colour)%5
		}
		c := Column{Width: 15, Hint: t.label(it.Text), Group: colour[it.Dimension], Format: Number, Min: it.Min, Max: it.Max}
		for range s.headers() {
			c.Header = append(c.Header, "")
		}
		c.Header[0] = it.ID
		if values := points(it.Min, it.Max); values != nil {
			c.List = &List{Values: values, Free: true}
		}
		s.Columns = append(s.Columns, c)
		example = append(example, t.exampleAnswer(it, i))
	}
	s.Examples, s.Room = [][]any{example}, 2000
	return t.book("responses", s)
}

// exampleAnswer is somewhere in the upper half of the scale, not the same for every item.
func (t *templates) exampleAnswer(it coding.Item, i int) any {
	if it.Max <= it.Min {
		return nil
	}
	steps := int(it.Max - it.Min)
	x := it.Min + float64(steps/2+i%2)
	if it.Reverse {
		x = it.Min + it.Max - x
	}
	return x
}
