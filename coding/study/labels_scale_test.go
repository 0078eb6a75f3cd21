package study_test

import (
	"slices"
	"strings"
	"testing"
)

// A label whose number is off the scale is refused with its cell, and answers in its words are no answers; a number that is declared
// to be no answer takes its words along.
func TestLabelsOffTheScale(t *testing.T) {
	s := open(t, with(clean(t), map[string][]byte{"survey/instrument.xlsx": workbook(t, nil, tab{"题项", rows("题号|题目|维度|最小值|最大值|反向|选项|缺失值",
		"Q1|满意|ME.REL|#1|#3|否|1=不满意;4=基本满意;5=满意|", "Q2|共享|ME.SUB|#1|#3|否|1=不同意;2=一般;3=同意;9=说不清|9")}),
		"survey/responses.xlsx": workbook(t, nil, tab{"responses", rows("编号|案例|部门|Q1|Q2", "R1|G|D01|满意|同意", "R2|G|D01|不满意|说不清")})}))
	wantLines(t, s, []string{
		"survey/instrument.xlsx!题项!G2: labels for numbers off the scale 1 to 3: 4=基本满意;5=满意. Correct the numbers, or min and max",
		`survey/responses.xlsx!responses!D2: expected a whole number from 1 to 3 or one of its labels, got "满意"`,
	}, []string{
		"survey/instrument.xlsx!题项!G2: 选项的数字不在量表 1 至 3 之内：4=基本满意;5=满意。请改正选项的数字，或最小值、最大值",
		"survey/responses.xlsx!responses!D2: 应为 1 到 3 的整数或其标签，实为“满意”",
	})
	it := s.Instrument.Item("Q2")
	if it == nil || len(it.Labels) != 3 || !slices.Contains(it.NACodes, "说不清") {
		t.Errorf("%+v", it)
	}
}

// A score counts toward what its dimension measures: what reversal is doubtful depends on whether that is a failure.
func TestDoubtfulReversal(t *testing.T) {
	const up, down = "1=非常不同意;2=不同意;3=一般;4=同意;5=非常同意", "1=非常同意;2=同意;3=一般;4=不同意;5=非常不同意"
	s := open(t, with(clean(t), map[string][]byte{"survey/instrument.xlsx": workbook(t, nil, tab{"题项", rows("题号|题目|维度|最小值|最大值|反向|选项",
		"Q1|部门互相推诿|ME.REL|#1|#5|是|"+down, "Q2|部门互相推诿|ME.REL|#1|#5|是|"+up, "Q3|互相信任|ME.REL|#1|#5|否|"+down,
		"Q4|部门互相推诿|E.FAIL|#1|#5|否|"+down, "Q5|经常无人负责|E.FAIL|#1|#5|是|"+up, "Q6|部门互相推诿|E.FAIL|#1|#5|是|"+down, "Q7|部门互相推诿|E.FAIL|#1|#5|否|"+up, "Q8|很少互相推诿|E.FAIL|#1|#5|是|"+up)}),
		"survey/responses.xlsx": workbook(t, nil, tab{"responses", rows("编号|案例|部门|Q1|Q2|Q3|Q4|Q5|Q6|Q7|Q8", "R1|G|D01|#1|#1|#1|#1|#1|#1|#1|#1")})}))
	got := map[string]string{}
	for _, r := range s.Receipts {
		for _, n := range r.Notes {
			if strings.HasPrefix(n.Code, "labels_fall") || strings.HasPrefix(n.Code, "reversed_") {
				got[n.Code] = strings.Join(n.Args, " ")
			}
		}
	}
	for code, want := range map[string]string{"reversed_twice": "Q1", "labels_fall": "Q3", "labels_fall_failure": "Q4", "reversed_failure": "Q5"} {
		if got[code] != want {
			t.Errorf("%s: %q", code, got[code])
		}
	}
}
