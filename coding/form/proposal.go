package form

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
)

// Proposal is an instrument to confirm, made of the items that a survey's export gives and the questions about them (codes
// dialect.survey_ask_…, in which items go by their ids): the columns of survey/instrument.xlsx, and one that asks, in
// words, what a person must know. Where something is asked, the cell to answer in is coloured. [Unanswered] stands in reverse
// where the direction of an item is asked, and before labels whose numbers must be confirmed; saved as survey/instrument.xlsx it is
// refused there until a person answers. A second sheet tells what the dimensions are. nil without items.
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
		t.col("items", "dimension", "维度", 15, required, propose(append(t.dimensionIDs(false), t.word("no_dimension", 0)))),
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
		text, open, unordered := t.questions(it, questions)
		reverse, labels := t.word("yes_no", map[bool]int{true: 0, false: 1}[it.Reverse]), pointLabels(it.Labels)
		if slices.Contains(open, colReverse) {
			reverse = Unanswered
		}
		if unordered {
			labels = Unanswered + labels
		}
		s.Rows = append(s.Rows, []any{it.ID, blankless(it.Text.ZH), blankless(it.Text.EN), blankless(text), blankless(it.Dimension), it.Min, it.Max, reverse,
			blankless(labels), blankless(strings.Join(it.NACodes, ";")), t.word("ask", ask[it.Ask]), t.word("item_status", map[bool]int{true: 0, false: 1}[it.Core])})
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
	return &Workbook{Title: locale.Text(t.words(), "form.proposal.title"), Guide: guide, Sheets: append([]Sheet{s}, t.dimensionList()...)}
}

// Unanswered stands in a cell of a proposal where only a person can answer; the reader of a study refuses it.
const Unanswered = "？"

// dimensionList is the sheet that tells what the dimensions of the framework are; none without a framework.
func (t *templates) dimensionList() []Sheet {
	if len(t.fw.Dimensions) == 0 {
		return nil
	}
	s := Sheet{Name: locale.Text(t.words(), "form.proposal.dimensions"), Title: strings.ReplaceAll(t.say("form.proposal.dimensions_title"), "\n", "  ·  "), Room: -1, Columns: []Column{
		{Header: t.header("维度编号", "dimension id"), Width: 14, Bold: true}, {Header: t.header("名称", "name"), Width: 30, Wrap: true},
		{Header: t.header("含义", "meaning"), Width: 90, Wrap: true}}}
	for i := range t.fw.Dimensions {
		d := &t.fw.Dimensions[i]
		s.Rows = append(s.Rows, []any{d.ID, blankless(t.label(d.Label)), blankless(t.label(d.Definition))})
	}
	return []Sheet{s}
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

// questions are what is asked of an item, a line each, the columns in which the answers belong, and whether the numbers of its
// labels must be confirmed.
func (t *templates) questions(it *coding.Item, notes []coding.ReceiptNote) (text string, open []int, unordered bool) {
	var lines []string
	told := map[string]bool{}
	line := func(kind, text string, cols ...int) {
		if told[kind] && kind != "missing" && kind != "opinion" {
			return
		}
		told[kind] = true
		lines = append(lines, text)
		for _, c := range cols {
			if !slices.Contains(open, c) {
				open = append(open, c)
			}
		}
	}
	put := func(kind string, args []string, cols ...int) {
		line(kind, t.say("form.proposal."+kind, args...), cols...)
	}
	arg := func(n coding.ReceiptNote, i int) string {
		if i < len(n.Args) {
			return n.Args[i]
		}
		return ""
	}
	var direction *coding.ReceiptNote
	for i, n := range notes {
		switch kind := strings.TrimPrefix(n.Code, "dialect.survey_ask_"); kind {
		case "direction":
			if direction == nil && slices.Contains(strings.Split(arg(n, 0), ", "), it.ID) {
				direction = &notes[i]
			}
		case "scale":
			same := len(it.Labels) == 0 && numberValue(it.Min) == arg(n, 3) && numberValue(it.Max) == arg(n, 4)
			if listsItem(arg(n, 0), it.ID, same) {
				put(kind, n.Args, colMin, colMax, colLabels)
			}
		case "points", "order":
			same := strings.ReplaceAll(arg(n, 1), "; ", ";") == pointLabels(it.Labels)
			if listsItem(arg(n, 0), it.ID, same) {
				put(kind, n.Args, colMin, colMax, colLabels)
				unordered = unordered || kind == "order"
			}
		case "missing":
			if listsItem(arg(n, 1), it.ID, slices.Contains(it.NACodes, arg(n, 0))) {
				put(kind, n.Args, colNA)
			}
		case "opinion":
			code, _, _ := strings.Cut(arg(n, 0), "=")
			if listsItem(arg(n, 1), it.ID, slices.Contains(it.NACodes, code)) {
				put(kind, n.Args, colNA)
			}
		}
	}
	if direction != nil || told["scale"] { // one question for an item
		var parts []string
		for _, l := range t.languages() {
			text := ""
			if told["scale"] {
				text = locale.Text(l, "form.proposal.direction", numberValue(it.Min), numberValue(it.Max))
			}
			n := coding.ReceiptNote{Code: locale.DirectionNote}
			if direction != nil {
				n = *direction
			}
			asked := locale.Direction(l, n)
			if d := t.dimension(it.Dimension); d != nil {
				asked = locale.DirectionOn(l, n, d.Polarity)
			}
			parts = append(parts, capital(asked)+text)
		}
		line("direction", strings.Join(parts, "\n"), colReverse)
	}
	if it.Dimension == "" {
		put("no_dimension", nil, colDimension)
	} else if d := t.dimension(it.Dimension); d != nil && t.label(d.Label) != "" {
		put("dimension", []string{strings.ReplaceAll(t.label(d.Label), "\n", " / ")})
	}
	slices.Sort(open)
	return strings.Join(lines, "\n"), open, unordered
}

// capital begins a sentence.
func capital(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
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
