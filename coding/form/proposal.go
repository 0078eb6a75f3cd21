package form

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
)

// Proposal is an instrument to confirm, made of the items that a survey's export gives and the questions about them (codes
// dialect.survey_ask_…, in which items go by their ids): the columns of survey/instrument.xlsx, and one that asks, in
// words, what a person must know. Where something is asked, the cell to answer in is coloured; reverse is empty where an item may
// be reversed. Saved as survey/instrument.xlsx it is read as it stands, an empty reverse as no. nil without items.
func Proposal(lang string, fw *coding.Framework, items []coding.Item, questions []coding.ReceiptNote) *Workbook {
	if len(items) == 0 {
		return nil
	}
	t := &templates{fw: fw, lang: lang}
	if t.fw == nil {
		t.fw = &coding.Framework{}
	}
	columns := []Column{
		t.col("items", "item", "题号", 13, required),
		t.instrumentText("text_zh", "题目"),
		t.instrumentText("text_en", "英文题目"),
		{Header: t.header("请核定", "please confirm"), Width: 44, Wrap: true, Group: 6, Hint: t.say("form.proposal.hint")},
		t.col("items", "dimension", "维度", 15, required, propose(t.dimensionIDs(false))),
		t.col("items", "min", "最小值", 8, number(-1000, 1000), group(1)),
		t.col("items", "max", "最大值", 8, number(-1000, 1000), group(1)),
		t.col("items", "reverse", "反向", 9, choose(t.closed("yes_no")), group(1)),
		t.col("items", "labels", "选项", 30, wrapped, group(2)),
		t.col("items", "na_codes", "缺失值", 12, group(2)),
		t.col("items", "ask", "询问对象", 10, choose(t.closed("ask")), group(3)),
		t.col("items", "status", "状态", 9, choose(t.closed("item_status")), group(3))}
	s := t.sheet("items", columns...)
	s.Title = strings.ReplaceAll(t.say("form.proposal.title"), "\n", "  ·  ")
	s.Frozen, s.Room = 1, 50
	ask := map[string]int{"approval": 1, "line": 2}
	for i := range items {
		it := &items[i]
		text, open := t.questions(it, questions)
		var reverse any
		if !slices.Contains(open, colReverse) {
			reverse = t.word("yes_no", map[bool]int{true: 0, false: 1}[it.Reverse])
		}
		s.Rows = append(s.Rows, []any{it.ID, blankless(it.Text.ZH), blankless(it.Text.EN), blankless(text), blankless(it.Dimension), it.Min, it.Max, reverse,
			blankless(pointLabels(it.Labels)), blankless(strings.Join(it.NACodes, ";")), t.word("ask", ask[it.Ask]), t.word("item_status", map[bool]int{true: 0, false: 1}[it.Core])})
		s.Looks = append(s.Looks, RowLook{Open: open, Line: i > 0 && it.Dimension != items[i-1].Dimension})
	}
	for _, col := range []int{colEnglish, colChinese} { // a language in which nothing is worded
		if !slices.ContainsFunc(s.Rows, func(r []any) bool { return r[col-1] != nil }) {
			s.drop(col)
			break
		}
	}
	guide := &Guide{Name: t.name("guide")}
	for i, l := range t.languages() {
		if i > 0 {
			guide.Lines = append(guide.Lines, Line{})
		}
		guide.Lines = append(guide.Lines, Line{Text: locale.Text(l, "form.proposal.title"), Heading: true})
		for _, p := range strings.Split(strings.TrimSpace(locale.Text(l, "form.proposal.guide")), "\n") {
			guide.Lines = append(guide.Lines, Line{Text: strings.TrimSpace(p)})
		}
	}
	return &Workbook{Title: locale.Text(t.words(), "form.proposal.title"), Guide: guide, Sheets: []Sheet{s}}
}

// Columns of the proposal, from 1.
const (
	colChinese   = 2
	colEnglish   = 3
	colDimension = 5
	colMin       = 6
	colMax       = 7
	colReverse   = 8
	colLabels    = 9
	colNA        = 10
)

// drop leaves a column out.
func (s *Sheet) drop(col int) {
	s.Columns = slices.Delete(slices.Clone(s.Columns), col-1, col)
	for i := range s.Rows {
		s.Rows[i] = slices.Delete(s.Rows[i], col-1, col)
	}
	for i := range s.Looks {
		for k, c := range s.Looks[i].Open {
			if c > col {
				s.Looks[i].Open[k]--
			}
		}
	}
}

// languages are those of long texts.
func (t *templates) languages() []string {
	if t.lang == locale.Chinese || t.lang == locale.English {
		return []string{t.lang}
	}
	return []string{locale.Chinese, locale.English}
}

// questions are what is asked of an item, a line each, and the columns in which the answers belong.
func (t *templates) questions(it *coding.Item, notes []coding.ReceiptNote) (string, []int) {
	var lines []string
	var open []int
	put := func(code string, args []string, cols ...int) {
		lines = append(lines, t.say("form.proposal."+code, args...))
		for _, c := range cols {
			if !slices.Contains(open, c) {
				open = append(open, c)
			}
		}
	}
	arg := func(n coding.ReceiptNote, i int) string {
		if i < len(n.Args) {
			return n.Args[i]
		}
		return ""
	}
	for _, n := range notes {
		switch kind := strings.TrimPrefix(n.Code, "dialect.survey_ask_"); kind {
		case "reversed", "reversed_both", "worded":
			if arg(n, 0) == it.ID {
				put(kind, n.Args, colReverse)
			}
		case "falling":
			if listsItem(arg(n, 0), it.ID, false) {
				put(kind, n.Args, colReverse)
			}
		case "scale":
			same := len(it.Labels) == 0 && numberValue(it.Min) == arg(n, 3) && numberValue(it.Max) == arg(n, 4)
			if listsItem(arg(n, 0), it.ID, same) {
				put(kind, n.Args, colMin, colMax, colLabels)
			}
		case "points":
			if listsItem(arg(n, 0), it.ID, numberValue(it.Min) == arg(n, 1) && numberValue(it.Max) == arg(n, 2)) {
				put(kind, n.Args, colMin, colMax)
			}
		case "missing":
			if listsItem(arg(n, 1), it.ID, slices.Contains(it.NACodes, arg(n, 0))) {
				put(kind, n.Args, colNA)
			}
		}
	}
	if it.Dimension == "" {
		put("no_dimension", nil, colDimension)
	} else if d := t.dimension(it.Dimension); d != nil && t.label(d.Label) != "" {
		put("dimension", []string{strings.ReplaceAll(t.label(d.Label), "\n", " / ")})
	}
	slices.Sort(open)
	return strings.Join(lines, "\n"), open
}

func (t *templates) dimension(id string) *coding.Dimension {
	for i := range t.fw.Dimensions {
		if t.fw.Dimensions[i].ID == id {
			return &t.fw.Dimensions[i]
		}
	}
	return nil
}

// listsItem reports whether a list names an item. The middle of a long list is left out; there, what else is known of the
// item decides.
func listsItem(list, id string, otherwise bool) bool {
	names := strings.Split(list, ", ")
	if slices.Contains(names, id) {
		return true
	}
	for _, n := range names {
		if rest, cut := strings.CutPrefix(n, "… "); cut {
			return otherwise || strings.HasPrefix(rest, id+" (")
		}
	}
	return false
}
