package study_test

import (
	"testing"
)

// A proposed instrument may be saved with a question that nobody has answered: it is refused with its cell.
func TestUnansweredQuestions(t *testing.T) {
	s := open(t, with(clean(t), map[string][]byte{"survey/instrument.xlsx": workbook(t, nil, tab{"题项", rows("题号|题目|维度|最小值|最大值|反向|选项",
		"Q1|信任|ME.REL|#1|#5|？|1=非常同意;5=非常不同意", "Q2|共享|ME.REL|#1|#5|否|？2=不同意;3=一般;4=同意", "Q3|了解|ME.SUB|#1|#5|否|")}),
		"survey/responses.xlsx": workbook(t, nil, tab{"responses", rows("编号|案例|部门|Q1|Q2|Q3", "R1|G|D01|#1|同意|#3")})}))
	wantLines(t, s, []string{
		"survey/instrument.xlsx!题项!F2: yes or no expected for Q1: do larger numbers mean a lower score on the dimension?",
		"survey/instrument.xlsx!题项!G3: numbers to be confirmed for Q2: correct 2=不同意;3=一般;4=同意 where needed, then delete the “？”",
	}, []string{
		"survey/instrument.xlsx!题项!F2: Q1 应选“是”或“否”：数字越大，该维度得分是否应越低？",
		"survey/instrument.xlsx!题项!G3: Q2 的选项数字尚未核定：如有误请改正“2=不同意;3=一般;4=同意”，再删去“？”",
	})
}

// An item that measures no dimension stays and is not scored; labels that run downward without reversal are told; words count as
// the labels of the instrument say; a column of the same make that the instrument lacks is a note.
func TestItemsWithoutADimension(t *testing.T) {
	for _, none := range []string{"-", "不测量", "none", "—"} {
		s := open(t, with(clean(t), map[string][]byte{"survey/instrument.xlsx": workbook(t, nil, tab{"题项", rows("题号|题目|维度|最小值|最大值|反向|选项",
			"Q5_1|信任|ME.REL|#1|#5|否|1=非常同意;2=同意;3=一般;4=不同意;5=非常不同意", "Q5_2|共享|ME.SUB|#1|#7|否|5=一般;7=同意", "Q6|次数|"+none+"|#1|#5|否|")}),
			"survey/responses.xlsx": workbook(t, nil, tab{"responses", rows("编号|案例|部门|Q5_1|Q5_2|Q5_3|Q6", "R1|G|D01|#1|同意|#4|#3", "R2|G|D01|非常不同意|一般|#4|#2")})}))
		wantLines(t, s, nil, nil)
		it := s.Instrument.Item("Q6")
		if it == nil || it.Dimension != "" || len(s.Instrument.Items) != 3 {
			t.Fatalf("%s: %+v", none, s.Instrument.Items)
		}
		if got := answers(s, 0) + "; " + answers(s, 1); got != "1, 7, 3; 5, 5, 2" {
			t.Errorf("answers %s", got)
		}
		wantNote(t, s, "survey/instrument.xlsx", "题项", "items that measure no dimension, described and not scored: Q6")
		wantNote(t, s, "survey/instrument.xlsx", "题项", "labels run downward and reverse is no, so larger numbers raise the score although they say less: Q5_1. That is right only where the wording is negative too")
		wantNote(t, s, "survey/responses.xlsx", "responses", "columns that look like items and are none of the instrument, kept as attributes: Q5_3")
	}
}
