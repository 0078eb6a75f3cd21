package study_test

import (
	"testing"
)

// twoFiles are two files with responses to own items: the questionnaire, and the sheets of each.
func twoFiles(t testing.TB, first, second []tab) map[string][]byte {
	files := with(clean(t), map[string][]byte{
		"survey/instrument.xlsx":  workbook(t, nil, tab{"items", rows("item|dimension|min|max|labels", "Q3|ME.SUB|#1|#5|1=非常不满意;2=不满意;3=一般;4=满意;5=非常满意", "Q4|ME.REL|#1|#5|")}),
		"survey/responses-a.xlsx": workbook(t, nil, first...), "survey/responses-b.xlsx": workbook(t, nil, second...)})
	delete(files, "survey/responses.xlsx")
	return files
}

var (
	numbersAlone = tab{"responses", rows("编号|案例|部门|Q3|Q4", "A1|G|D01|#1|#2", "A2|G|D01|#2|#3")}
	wordsAlone   = tab{"responses", rows("编号|案例|部门|Q3|Q4", "B1|G|D01|非常满意|#2", "B2|G|D01|不满意|#3")}
	numbersToo   = tab{"responses", rows("编号|案例|部门|Q3|Q4", "B1|G|D01|#5|#2", "B2|G|D01|#2|#3")}
)

func values(lines ...string) tab {
	return tab{"values", rows(append([]string{"column|value|label|missing|numbered"}, lines...)...)}
}

// Numbers alone in one file and words in another: nothing tells whether they count the same way, which is asked once a file.
func TestNumbersBesideWords(t *testing.T) {
	en := []string{`survey/responses-a.xlsx!responses!D1: Q3: numbers without words here, words in survey/responses-b.xlsx (1 = 非常不满意, 5 = 非常满意): do the numbers count the same way? Say what they stand for on a sheet values (column, value, label) of this workbook, or accept it in decisions.xlsx`}
	zh := []string{`survey/responses-a.xlsx!responses!D1: Q3：此处只有数字，survey/responses-b.xlsx 中为文字（1 = 非常不满意, 5 = 非常满意）：数字的方向是否一致？请在本工作簿的“values”工作表（column、value、label）中注明数字的含义，或在 decisions.xlsx 中接受`}
	wantLines(t, open(t, twoFiles(t, []tab{numbersAlone}, []tab{wordsAlone})), en, zh)
	wantLines(t, open(t, twoFiles(t, []tab{numbersAlone}, []tab{numbersToo, values("Q3|#1|非常不满意||yes", "Q3|#5|非常满意||yes")})), en, zh)
	accepted := with(twoFiles(t, []tab{numbersAlone}, []tab{wordsAlone}), map[string][]byte{
		"decisions.xlsx": workbook(t, nil, tab{"decisions", rows("target|action|reason|who", "survey/responses-a.xlsx!responses!D1|accept|同一问卷|李")})})
	if s := open(t, accepted); s.Blocking() != 0 {
		t.Errorf("%v", lines(s, "en"))
	}
	// what says what its numbers stand for, and words beside words or numbers beside numbers, are no question
	for name, files := range map[string]map[string][]byte{
		"said":        twoFiles(t, []tab{numbersAlone, values("Q3|#1|非常不满意||", "Q3|#5|非常满意||")}, []tab{wordsAlone}),
		"numbers":     twoFiles(t, []tab{numbersAlone}, []tab{numbersToo}),
		"its own":     twoFiles(t, []tab{numbersAlone}, []tab{numbersToo, values("Q3|#1|非常不满意||", "Q3|#5|非常满意||")}),
		"other items": twoFiles(t, []tab{numbersAlone}, []tab{{"responses", rows("编号|案例|部门|Q4", "B1|G|D01|#2")}}),
	} {
		if got := lines(open(t, files), "en"); len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Files that count the words of one item the other way round.
func TestValuesOfTwoFilesDiffer(t *testing.T) {
	files := twoFiles(t, []tab{numbersAlone, values("Q4|#1|从不|", "Q4|#5|总是|")}, []tab{numbersToo, values("Q4|#1|总是|", "Q4|#5|从不|", "Q3|#1|非常不满意|")})
	wantLines(t, open(t, files),
		[]string{`survey/responses-b.xlsx!values!C2: Q4: here 1 = "总是", but survey/responses-a.xlsx counts that as 5; one of them counts the other way round`},
		[]string{`survey/responses-b.xlsx!values!C2: Q4：此处 1 表示“总是”，而 survey/responses-a.xlsx 中“总是”为 5；两份文件的计分方向不一致`})
}
