package pass_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
)

// Where units come from: the study's segments, the transcript, an earlier deal; and what has none.
func TestUnitSources(t *testing.T) {
	s := dealable(2, 2, 2)
	s.Interviews = append(s.Interviews, coding.Interview{ID: "I99"}, coding.Interview{ID: "D1", Document: true})
	s.Segments = []coding.Segment{
		{Pos: coding.Pos{File: "interviews/I02.xlsx"}, Interview: "I02", ID: "a", Speaker: "李", Text: "一段话", Period: "before"},
		{Pos: coding.Pos{File: "coding/1/liu.xlsx"}, Interview: "I02", ID: "b", Text: "又一段话", Period: "after"},
		{Interview: "I02", ID: "c"},
		{Interview: "D1", ID: "1", Text: "文件的一条。"},
	}
	s.Codings = []coding.Coding{{Pos: coding.Pos{File: "coding/1/liu.xlsx"}, Pass: "1", Coder: "liu", Interview: "I02", Segment: "b"}}
	o := pass.DealOptions{Coders: []string{"A", "B"}, Overlap: 1}
	d, plan := mustDeal(t, s, o)
	if got := fmt.Sprint(handOf(d, "A")); len(d.Units) != 2+2+2+1 || !strings.Contains(got, "I02/a I02/b") || !strings.Contains(got, "D1/1") {
		t.Errorf("units: %s", got)
	}
	if d.Units[2].Period != "before" || d.Units[3].Period != "" || d.Units[2].Speaker != "李" {
		t.Errorf("a coder's period must not reach the others: %+v", d.Units[2:4])
	}
	if noteCodes(plan) != "no_text blank_segments partial_segments" || fmt.Sprint(plan.Notes[0].Args) != "[1 I99]" || len(plan.Problems) != 0 {
		t.Errorf("notes: %v", plan.Notes)
	}
	o.Cut, o.Interviews = "sentence", []string{"I02", "D1", "I99"}
	d, plan = mustDeal(t, s, o)
	if len(d.Units) != 3 || d.Units[0].ID != "I02-S0001" || d.Units[0].To == 0 || d.Units[2].ID != "1" || d.Cut != "sentence" {
		t.Errorf("a cut that was asked for: %+v", d.Units)
	}
	if len(plan.Problems) != 1 || plan.Problems[0].Code != "deal_no_text" || !strings.Contains(noteCodes(plan), "not_cut") {
		t.Errorf("problems %v, notes %v", plan.Problems, plan.Notes)
	}
	// Turns where there are speakers, paragraphs elsewhere.
	s.Transcripts[0].Turns = []coding.Turn{{Speaker: "问", From: 0, To: 19}}
	d, plan = mustDeal(t, s, pass.DealOptions{Coders: []string{"A"}, Cut: "turn", Interviews: []string{"I01", "I03"}})
	if len(d.Units) != 3 || d.Units[0].Speaker != "问" || d.Cut != "turn" || noteCodes(plan) != "no_turns one_coder" {
		t.Errorf("%+v, notes %v", d.Units, plan.Notes)
	}
}

// A later pass codes the units of an earlier one, in their order and by their ids, though coders returned some alone.
func TestEarlierUnits(t *testing.T) {
	s := dealable(5, 4)
	first, _ := mustDeal(t, s, pass.DealOptions{Coders: []string{"A", "B"}, Cut: "sentence", Overlap: .5})
	for _, i := range []int{4, 2} {
		u := first.Units[i]
		s.Segments = append(s.Segments, coding.Segment{Interview: u.Interview, ID: u.ID, Text: u.Text})
	}
	again := pass.DealOptions{Pass: "2", Coders: []string{"A", "B"}, Overlap: .5, Earlier: []*pass.Deal{first}}
	second, plan := mustDeal(t, s, again)
	if second.Cut != "sentence" || !slices.EqualFunc(first.Units, second.Units, func(a, b pass.DealtUnit) bool { return a.ID == b.ID && a.Text == b.Text }) {
		t.Errorf("units: %+v", second.Units)
	}
	if strings.Contains(noteCodes(plan), "changed") {
		t.Errorf("nothing changed: %v", plan.Notes)
	}
	s.Transcripts = nil // the texts are elsewhere now
	second, _ = mustDeal(t, s, again)
	if len(second.Units) != 9 || second.Units[1].ID != "I01-S0002" || second.Units[1].To == 0 {
		t.Errorf("without transcripts: %+v", second.Units)
	}
}

// A paragraph put in, one taken out, one moved and texts that repeat: ids stay with their texts, new text gets new ids.
func TestIDsStay(t *testing.T) {
	s := dealable(1)
	text := func(lines ...string) *coding.Study {
		s.Transcripts[0].Text = strings.Join(lines, "\n")
		return s
	}
	ids := func(d *pass.Deal) string {
		var out []string
		for _, u := range d.Units {
			out = append(out, strings.TrimPrefix(u.ID, "I01-S000"))
		}
		return strings.Join(out, " ")
	}
	first, _ := mustDeal(t, text("a", "嗯", "b", "嗯", "c", "d"), pass.DealOptions{Coders: []string{"A"}})
	if ids(first) != "1 2 3 4 5 6" {
		t.Fatalf("first: %s", ids(first))
	}
	for _, c := range []struct{ lines, want string }{
		{"new a 嗯 b 嗯 c d", "7 1 2 3 4 5 6"},
		{"a 嗯 嗯 b 嗯 c d", "1 2 7 3 4 5 6"},
		{"a b 嗯 c d", "1 3 4 5 6"},
		{"d a 嗯 b 嗯 c", "6 1 2 3 4 5"},
		{"x 嗯 y", "7 2 8"},
		{"嗯 嗯 嗯", "2 4 7"},
		{"Ａ 嗯 B", "7 2 8"}, // folded in width, not in letter case
	} {
		d, plan := mustDeal(t, text(strings.Fields(c.lines)...), pass.DealOptions{Pass: "2", Coders: []string{"A"}, Earlier: []*pass.Deal{first}})
		if ids(d) != c.want {
			t.Errorf("%s: ids %s, want %s", c.lines, ids(d), c.want)
		}
		if strings.Contains(c.lines, "new") && noteCodes(plan) != "as_earlier changed one_coder" {
			t.Errorf("notes: %v", plan.Notes)
		}
	}
	second, _ := mustDeal(t, text("new"), pass.DealOptions{Pass: "2", Coders: []string{"A"}, Earlier: []*pass.Deal{first}})
	third, _ := mustDeal(t, text("a", "new", "newer"), pass.DealOptions{Pass: "3", Coders: []string{"A"}, Earlier: []*pass.Deal{first, second}})
	if ids(third) != "1 7 8" {
		t.Errorf("a text that was away comes back: %s", ids(third))
	}
	// Ids that stand in the study's rows alone are not given to other text.
	s.Codings = []coding.Coding{{Pass: "1", Coder: "X", Interview: "I01", Segment: "i01-s0041"}}
	d, _ := mustDeal(t, text("p"), pass.DealOptions{Coders: []string{"A"}})
	if d.Units[0].ID != "I01-S0042" {
		t.Errorf("id %s", d.Units[0].ID)
	}
}

// An interview that a deal took over from an earlier one, with another cut than its own, keeps its units.
func TestCutOfEachInterview(t *testing.T) {
	s := dealable(2, 2)
	s.Transcripts[0].Text = "一句。又一句。\n第三句。"
	o := pass.DealOptions{Pass: "1", Coders: []string{"A"}, Interviews: []string{"I01"}, Cut: "sentence"}
	first, _ := mustDeal(t, s, o)
	o = pass.DealOptions{Pass: "2", Coders: []string{"A"}, Interviews: []string{"I02"}, Cut: "paragraph"}
	second, _ := mustDeal(t, s, o)
	third, _ := mustDeal(t, s, pass.DealOptions{Pass: "3", Coders: []string{"A"}, Earlier: []*pass.Deal{first, second}})
	fourth, _ := mustDeal(t, s, pass.DealOptions{Pass: "4", Coders: []string{"A"}, Earlier: []*pass.Deal{first, second, third}})
	if len(first.Units) != 3 || third.Cut != "paragraph" || len(third.Units) != 5 || !slices.Equal(third.Units, fourth.Units) {
		t.Errorf("first %v\nthird %v\nfourth %v", first.Units, third.Units, fourth.Units)
	}
}

// What no cell can hold, and interviews that are gone, are told.
func TestUndealtIsTold(t *testing.T) {
	s := dealable(2, 2)
	first, _ := mustDeal(t, s, pass.DealOptions{Coders: []string{"A"}})
	s.Interviews, s.Transcripts = s.Interviews[:1], nil
	s.Segments = []coding.Segment{{Interview: "I01", ID: "long", Text: strings.Repeat("长", 32768)}, {Interview: "I01", ID: "fits", Text: strings.Repeat("长", 32767)}}
	d, plan := mustDeal(t, s, pass.DealOptions{Pass: "2", Coders: []string{"A"}, Earlier: []*pass.Deal{first}})
	if len(d.Units) != 1 || d.Units[0].ID != "fits" || len(plan.Problems) != 1 || fmt.Sprint(plan.Problems[0].Args) != "[I01 long 32768 32767]" {
		t.Errorf("%d units, problems %v", len(d.Units), plan.Problems)
	}
	if noteCodes(plan) != "absent one_coder" || fmt.Sprint(plan.Notes[0].Args) != "[1 I02]" {
		t.Errorf("notes %v", plan.Notes)
	}
}
