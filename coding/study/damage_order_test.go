package study_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
)

// timed is the clean study with other periods in its survey alone, and no order of them.
func timed(t testing.TB, periods ...string) map[string][]byte {
	files := clean(t)
	delete(files, "study.yaml")
	delete(files, "coding/1/A.xlsx")
	delete(files, "coding/1/B.csv")
	delete(files, "coding/consensus.xlsx")
	delete(files, "ties.csv")
	delete(files, "benchmarks.csv")
	var people []string
	for _, p := range periods {
		people = append(people, strings.Replace("R1|G|D01|leader|PERIOD|#5|#4", "PERIOD", p, 1))
	}
	maps.Copy(files, responses(t, people...))
	return files
}

func TestPeriodsWithoutAnOrder(t *testing.T) {
	s := open(t, timed(t, "改革后", "改革前"))
	wantLines(t, s, nil, nil)
	if got := s.Options.Order["period"]; !slices.Equal(got, []string{"改革前", "改革后"}) {
		t.Errorf("order %v", got)
	}
	wantNote(t, s, ".", "", "order of period taken as 改革前 → 改革后; order.period in study.yaml sets another")
	zh := locale.ReceiptNote("zh", coding.ReceiptNote{Code: "order_taken", Args: []string{"period", "改革前 → 改革后"}})
	if zh != "period 的次序按 改革前 → 改革后 计；可在 study.yaml 的 order.period 中另设" {
		t.Error(zh)
	}

	files := clean(t)
	files["study.yaml"] = []byte("title: x\n")
	s = open(t, files)
	wantLines(t, s, nil, nil)
	for by, want := range map[string][]string{"period": {"before", "after"}, "role": {"leader", "staff"}, "side": {"approval", "supervision"}} {
		if got := s.Options.Order[by]; !slices.Equal(got, want) {
			t.Errorf("order of %s: %v", by, got)
		}
	}
	wantNote(t, s, "study.yaml", "", "order of period taken as before → after; order.period in study.yaml sets another")
	wantNote(t, s, "study.yaml", "", "order of role taken as leader → staff; order.role in study.yaml sets another")
	wantNote(t, s, "study.yaml", "", "order of side taken as approval → supervision; order.side in study.yaml sets another")

	files["study.yaml"] = []byte("order: {period: [after, before], role: [staff, leader]}\n") // what is given stands
	s = open(t, files)
	if p, r := s.Options.Order["period"], s.Options.Order["role"]; !slices.Equal(p, []string{"after", "before"}) || !slices.Equal(r, []string{"staff", "leader"}) {
		t.Errorf("orders %v %v", p, r)
	}

	if s := open(t, timed(t, "第十轮", "第二轮", "第一轮")); !slices.Equal(s.Options.Order["period"], []string{"第一轮", "第二轮", "第十轮"}) {
		t.Errorf("order %v", s.Options.Order)
	}
	if s := open(t, timed(t, "pilot")); len(s.Problems) != 0 {
		t.Errorf("one period: %v", lines(s, "en"))
	}
	if s := open(t, timed(t, "", "")); len(s.Options.Order["period"]) != 0 {
		t.Errorf("no period: %v", s.Options.Order)
	}
}

func TestPeriodsWhoseOrderIsNotKnown(t *testing.T) {
	files := timed(t, "before", "Phase B", "Pilot")
	wantLines(t, open(t, files), []string{
		`survey/responses.xlsx!responses!E3: expected order.period in study.yaml, got periods before, Phase B, Pilot whose order is not known`,
	}, []string{
		`survey/responses.xlsx!responses!E3: study.yaml 中应有 order.period，时期 before, Phase B, Pilot 的先后次序不明`,
	})
	files["study.yaml"] = []byte("title: x\norder:\n  role: [leader, staff]\n")
	s := open(t, files)
	wantLines(t, s, []string{
		`study.yaml!3:3: expected order.period in study.yaml, got periods before, Phase B, Pilot whose order is not known`,
	}, []string{
		`study.yaml!3:3: study.yaml 中应有 order.period，时期 before, Phase B, Pilot 的先后次序不明`,
	})
	if len(s.Options.Order["period"]) != 0 {
		t.Errorf("an order was guessed: %v", s.Options.Order)
	}
	files["study.yaml"] = []byte("title: x\norder:\n  period: [before, Pilot, Phase B]\n")
	wantLines(t, open(t, files), nil, nil)
	book := map[string][]byte{"all.xlsx": workbook(t, nil,
		tab{"study", rows("key|value", "title|x")}, tab{"responses", rows("respondent_id|period|ME_SUB_1", "R1|alpha|#4", "R1|beta|#5")})}
	wantLines(t, openRoot(t, book, "all.xlsx"), []string{
		`all.xlsx!study: expected order.period in all.xlsx!study, got periods alpha, beta whose order is not known`,
	}, []string{
		`all.xlsx!study: all.xlsx!study 中应有 order.period，时期 alpha, beta 的先后次序不明`,
	})
}

func TestDuplicateRespondentWithoutPeriods(t *testing.T) {
	wantLines(t, open(t, timed(t, "", "")), []string{
		`survey/responses.xlsx!responses!A3: respondent "R1" already answered, in survey/responses.xlsx!responses!A2`,
	}, []string{
		`survey/responses.xlsx!responses!A3: 受访者“R1”已有答卷，见 survey/responses.xlsx!responses!A2`,
	})
}

func TestNameOfAStudy(t *testing.T) {
	bare := map[string][]byte{"responses.csv": []byte("id,ME_SUB_1\n1,1\n"), "县区/responses.csv": []byte("id,ME_SUB_1\n1,1\n"),
		"book.xlsx": workbook(t, nil, tab{"responses", rows("id|ME_SUB_1", "1|#1")})}
	for root, want := range map[string]coding.Label{".": {ZH: "本研究", EN: "This study"}, "县区": {ZH: "县区"}, "book.xlsx": {EN: "book"}} {
		s := openRoot(t, bare, root)
		if s.Title != want {
			t.Errorf("%s: title %+v", root, s.Title)
		}
		if len(s.Cases) != 1 || s.Cases[0].ID != "study" || s.Cases[0].Label != (coding.Label{ZH: "全体", EN: "All"}) || s.Cases[0].Name != "" {
			t.Errorf("%s: cases %+v", root, s.Cases)
		}
	}
	if s := openNamed(t, bare, ".", "三县区"); s.Title != (coding.Label{ZH: "三县区"}) {
		t.Errorf("title %+v", s.Title)
	}
	bare["study.yaml"] = []byte("title: Given\n")
	if s := openNamed(t, bare, ".", "三县区"); s.Title != (coding.Label{EN: "Given"}) {
		t.Errorf("title %+v", s.Title)
	}
}

// Names of one period are read as one: before and 改革前 by the same person are two answers in one period.
func TestSynonymsOfPeriods(t *testing.T) {
	s := open(t, timed(t, "改革后", "before", "after"))
	wantLines(t, s, []string{
		`survey/responses.xlsx!responses!A4: respondent "R1" already answered in period "after", in survey/responses.xlsx!responses!A2`,
	}, []string{
		`survey/responses.xlsx!responses!A4: 受访者“R1”在时期“after”已有答卷，见 survey/responses.xlsx!responses!A2`,
	})
	wantNote(t, s, "survey/responses.xlsx", "responses", `the name "改革后" read as after: 1`)

	files := clean(t)
	files["study.yaml"] = []byte("comparisons: [{by: period, levels: [pre, post]}]\n")
	files["survey/responses.xlsx"] = responses(t, "R1|G|D01|leader|改革前|#5|#4", "R2|G|D01|leader|改革后|#5|#4")["survey/responses.xlsx"]
	s = open(t, files)
	wantLines(t, s, nil, nil)
	if got := s.Options.Order["period"]; !slices.Equal(got, []string{"before", "after"}) {
		t.Errorf("order %v", got)
	}
	if got := s.Options.Comparisons[0].Levels; !slices.Equal(got, []string{"before", "after"}) || s.Survey.Responses[0].Period != "before" {
		t.Errorf("levels %v, period %v", got, s.Survey.Responses[0].Period)
	}
	s = open(t, timed(t, "T2", "第1轮")) // not by one rule: nothing is read as another
	if len(s.Problems) != 1 || s.Survey.Responses[0].Period != "T2" {
		t.Errorf("%v %+v", lines(s, "en"), s.Survey.Responses)
	}
	s = open(t, timed(t, "T2", "T10", "t2"))
	if got := s.Options.Order["period"]; !slices.Equal(got, []string{"T2", "T10"}) {
		t.Errorf("order %v", got)
	}
}
