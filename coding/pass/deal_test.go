package pass_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
)

var dealtDimensions = []coding.Dimension{
	{ID: "ME", Group: true, Label: coding.Label{ZH: "嵌入", EN: "Embedding"}},
	{ID: "ME.SUB", Parent: "ME", Label: coding.Label{ZH: "主体嵌入", EN: "Subject embedding"}, Definition: coding.Label{ZH: "派人进驻。", EN: "People are seconded."}},
	{ID: "ME.REL", Parent: "ME", Label: coding.Label{ZH: "关系嵌入", EN: "Relationship embedding"}},
	{ID: "MC", Group: true, Label: coding.Label{ZH: "耦合", EN: "Coupling"}},
	{ID: "MC.TGT", Parent: "MC", Label: coding.Label{ZH: "目标耦合", EN: "Target coupling"}},
}

// dealable is a study of interviews with the numbers of paragraphs given; cases and roles take turns.
func dealable(sizes ...int) *coding.Study {
	s := &coding.Study{Framework: &coding.Framework{Version: "1.0", Dimensions: dealtDimensions}, Options: coding.Options{Lang: "both",
		Order: map[string][]string{"period": {"before", "after"}}}}
	for i, n := range sizes {
		id := fmt.Sprintf("I%02d", i+1)
		s.Interviews = append(s.Interviews, coding.Interview{ID: id, Case: []string{"G", "H"}[i%2], Role: []string{"leader", "staff", "window"}[i/2%3]})
		var lines []string
		for k := range n {
			lines = append(lines, fmt.Sprintf("%s的第%d段话。", id, k+1))
		}
		s.Transcripts = append(s.Transcripts, coding.Transcript{Interview: id, Text: strings.Join(lines, "\n")})
	}
	return s
}

func mustDeal(t interface{ Fatal(...any) }, s *coding.Study, o pass.DealOptions) (*pass.Deal, *pass.DealPlan) {
	if o.Pass == "" {
		o.Pass = "1"
	}
	d, plan, err := pass.NewDeal(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return d, plan
}

func encodeDeal(t interface{ Fatal(...any) }, d *pass.Deal) []byte {
	var b bytes.Buffer
	if err := d.Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sharedIDs and handOf list units as interview/id.
func sharedIDs(d *pass.Deal) (ids []string) {
	for _, u := range d.Units {
		if u.Shared {
			ids = append(ids, u.Interview+"/"+u.ID)
		}
	}
	return ids
}

func handOf(d *pass.Deal, coder string) (ids []string) {
	for _, i := range d.Coders[d.Coder(coder)].Units {
		ids = append(ids, d.Units[i].Interview+"/"+d.Units[i].ID)
	}
	return ids
}

func noteCodes(plan *pass.DealPlan) string {
	var codes []string
	for _, n := range plan.Notes {
		codes = append(codes, strings.TrimPrefix(n.Code, "deal."))
	}
	return strings.Join(codes, " ")
}

// Everybody codes one interview in three of equal ones, and the rest is spread evenly.
func TestDealByInterview(t *testing.T) {
	d, plan := mustDeal(t, dealable(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10), pass.DealOptions{Coders: []string{"刘", "陈", "赵"}, Overlap: 1. / 3, Seed: 7})
	if len(d.Units) != 120 || plan.Total.SharedUnits != 40 || plan.Total.SharedInterviews != 4 || plan.Total.Interviews != 12 || d.Cut != "paragraph" {
		t.Errorf("%+v", plan.Total)
	}
	low, high := slices.Min(plan.Total.PerCoder), slices.Max(plan.Total.PerCoder)
	if high-low > 10 || low+high+plan.Total.Units == 0 {
		t.Errorf("the load is %v", plan.Total.PerCoder)
	}
	sum := pass.DealStratum{}
	for _, row := range plan.Strata {
		sum.Units, sum.SharedUnits, sum.Interviews = sum.Units+row.Units, sum.SharedUnits+row.SharedUnits, sum.Interviews+row.Interviews
	}
	if len(plan.Strata) != 6 || sum.Units != 120 || sum.SharedUnits != 40 || sum.Interviews != 12 {
		t.Errorf("the strata sum to %+v", sum)
	}
	if u := d.Units[0]; u.Interview != "I01" || u.ID != "I01-S0001" || u.Text != "I01的第1段话。" || u.From != 0 || u.To != 9 {
		t.Errorf("the first unit: %+v", u)
	}
	for _, c := range d.Coders { // interviews stand together, in the order of their text
		done, last := map[string]bool{}, -1
		for n, i := range c.Units {
			if n > 0 && d.Units[i].Interview != d.Units[last].Interview {
				done[d.Units[last].Interview] = true
			} else if n > 0 && i != last+1 {
				t.Fatalf("%s: unit %d follows %d", c.Name, i, last)
			}
			if done[d.Units[i].Interview] {
				t.Fatalf("%s comes back to %s", c.Name, d.Units[i].Interview)
			}
			last = i
		}
	}
	if slices.Equal(d.Coders[0].Units, d.Coders[1].Units) {
		t.Error("two coders have the same units in the same order")
	}
}

func TestDealByUnit(t *testing.T) {
	_, plan := mustDeal(t, dealable(37, 5, 61, 20), pass.DealOptions{Coders: []string{"A", "B"}, Overlap: .2, OverlapBy: "unit", Seed: 3})
	if n := plan.Total.SharedUnits; n < 24 || n > 25 { // 0.2 × 123
		t.Errorf("%d units are shared", n)
	}
	for _, row := range plan.Strata {
		if math.Abs(float64(row.SharedUnits)-.2*float64(row.Units)) > 1 {
			t.Errorf("stratum %v shares %d of %d", row.Values, row.SharedUnits, row.Units)
		}
		if math.Abs(float64(row.PerCoder[0]-row.PerCoder[1])) > 1 {
			t.Errorf("stratum %v is spread %v", row.Values, row.PerCoder)
		}
	}
	if a, b := plan.Total.PerCoder[0], plan.Total.PerCoder[1]; a-b > 1 || b-a > 1 || a+b != 123+plan.Total.SharedUnits {
		t.Errorf("the load is %d and %d", a, b)
	}
	_, plan = mustDeal(t, dealable(3), pass.DealOptions{Coders: []string{"A", "B"}, Overlap: .01, OverlapBy: "unit"})
	if plan.Total.SharedUnits != 1 {
		t.Errorf("a share above zero shares at least one unit: %d", plan.Total.SharedUnits)
	}
	_, plan = mustDeal(t, dealable(3, 9), pass.DealOptions{Coders: []string{"A", "B"}, Overlap: .01})
	if plan.Total.SharedUnits != 3 || noteCodes(plan) != "share_off strata_off uneven" {
		t.Errorf("one whole interview at least, the one nearest to the share: %d, notes %q", plan.Total.SharedUnits, noteCodes(plan))
	}
}

func TestStrata(t *testing.T) {
	s := dealable(1, 1, 1)
	for i, in := range []coding.Interview{{Case: "G", Dept: "D1", Attrs: coding.Attrs{"街道": "东"}}, {Case: "H", Dept: "D1"}, {Dept: "D1"}} {
		in.ID = s.Interviews[i].ID
		s.Interviews[i] = in
	}
	s.Segments = []coding.Segment{{Interview: "I01", ID: "1", Text: "一", Period: "before"}, {Interview: "I01", ID: "2", Text: "二", Period: "after"},
		{Interview: "I01", ID: "3", Text: "三", Period: "before"}, {Interview: "I02", ID: "1", Text: "四", Period: "c"}, {Interview: "I02", ID: "2", Text: "五", Period: "b"}}
	_, plan := mustDeal(t, s, pass.DealOptions{Coders: []string{"A", "B"}, Overlap: 1, By: []string{"dept", "period", "街道"}})
	var got []string
	for _, row := range plan.Strata {
		got = append(got, fmt.Sprintf("%s %d %d %.1f", strings.Join(row.Values, ","), row.Interviews, row.Units, row.Share()))
	}
	if want := "D1,, 1 1 1.0|G/D1,before,东 1 3 1.0|H/D1,b, 1 2 1.0"; strings.Join(got, "|") != want {
		t.Errorf("strata %s, want %s", strings.Join(got, "|"), want)
	}
	_, plan = mustDeal(t, s, pass.DealOptions{Coders: []string{"A", "B"}, Overlap: 1, By: []string{}})
	if len(plan.Strata) != 1 || plan.Strata[0].Interviews != 3 {
		t.Errorf("without strata: %+v", plan.Strata)
	}
}

func TestDealList(t *testing.T) {
	d, plan := mustDeal(t, dealable(3, 3, 3), pass.DealOptions{Coders: []string{"A", "B"}, OverlapList: []string{"I02", "i03/I03-s0002"}})
	if got := fmt.Sprint(sharedIDs(d)); got != "[I02/I02-S0001 I02/I02-S0002 I02/I02-S0003 I03/I03-S0002]" || !math.IsNaN(plan.Asked) {
		t.Errorf("shared: %s, asked %v", got, plan.Asked)
	}
	if plan.Total.PerCoder[0]+plan.Total.PerCoder[1] != 9+4 || plan.Total.SharedInterviews != 2 {
		t.Errorf("%+v", plan.Total)
	}
}

func TestOneCoderAndPrograms(t *testing.T) {
	s := dealable(4, 4)
	d, plan := mustDeal(t, s, pass.DealOptions{Coders: []string{"A"}, Overlap: .5})
	if len(d.Coders[0].Units) != 8 || len(sharedIDs(d)) != 0 || noteCodes(plan) != "one_coder" {
		t.Errorf("one coder: %d units, notes %q", len(d.Coders[0].Units), noteCodes(plan))
	}
	s.Options.AICoders = []string{"Model"}
	d, plan = mustDeal(t, s, pass.DealOptions{Coders: []string{"A", "model", "B"}})
	if fmt.Sprint(plan.Total.PerCoder) != "[4 8 4]" || noteCodes(plan) != "programs no_overlap" {
		t.Errorf("a program is dealt everything: %v, notes %q", plan.Total.PerCoder, noteCodes(plan))
	}
	if len(handOf(d, "MODEL")) != 8 {
		t.Error("the program's units")
	}
	_, plan = mustDeal(t, s, pass.DealOptions{Coders: []string{"A", "B"}, Overlap: 1})
	if fmt.Sprint(plan.Total.PerCoder) != "[8 8]" || plan.Total.Share() != 1 || noteCodes(plan) != "" {
		t.Errorf("everybody codes everything: %v, notes %q", plan.Total.PerCoder, noteCodes(plan))
	}
}

func TestDealRefuses(t *testing.T) {
	ok := func() pass.DealOptions { return pass.DealOptions{Pass: "1", Coders: []string{"A", "B"}} }
	for _, c := range []struct {
		code   string
		change func(*pass.DealOptions)
	}{
		{"pass", func(o *pass.DealOptions) { o.Pass = "a/b" }},
		{"no_coders", func(o *pass.DealOptions) { o.Coders = nil }},
		{"coder_twice", func(o *pass.DealOptions) { o.Coders = []string{"Liu", "ｌＩＵ"} }},
		{"coder_name", func(o *pass.DealOptions) { o.Coders = []string{"a/b"} }},
		{"coder_name", func(o *pass.DealOptions) { o.Coders = []string{`a\b`} }},
		{"coder_name", func(o *pass.DealOptions) { o.Coders = []string{"a："} }},
		{"coder_name", func(o *pass.DealOptions) { o.Coders = []string{".a"} }},
		{"coder_name", func(o *pass.DealOptions) { o.Coders = []string{"a."} }},
		{"coder_name", func(o *pass.DealOptions) { o.Coders = []string{" a"} }},
		{"coder_name", func(o *pass.DealOptions) { o.Coders = []string{""} }},
		{"coder_name", func(o *pass.DealOptions) { o.Coders = []string{"a\x01"} }},
		{"coder_name", func(o *pass.DealOptions) { o.Coders = []string{"a,b"} }},
		{"coder_name", func(o *pass.DealOptions) { o.Coders = []string{"CON"} }},
		{"coder_name", func(o *pass.DealOptions) { o.Coders = []string{"lpt1.x"} }},
		{"coder_name", func(o *pass.DealOptions) { o.Coders = []string{strings.Repeat("刘", 61)} }},
		{"option_unit", func(o *pass.DealOptions) { o.Cut = "word" }},
		{"option_overlap_by", func(o *pass.DealOptions) { o.OverlapBy = "case" }},
		{"option_shuffle", func(o *pass.DealOptions) { o.Shuffle = "all" }},
		{"option_lang", func(o *pass.DealOptions) { o.Lang = "de" }},
		{"option_slots", func(o *pass.DealOptions) { o.Slots = 51 }},
		{"share", func(o *pass.DealOptions) { o.Overlap = 1.01 }},
		{"share", func(o *pass.DealOptions) { o.Overlap = math.NaN() }},
		{"share_and_list", func(o *pass.DealOptions) { o.Overlap, o.OverlapList = .2, []string{"I01"} }},
		{"by", func(o *pass.DealOptions) { o.By = []string{"colour"} }},
		{"interview", func(o *pass.DealOptions) { o.Interviews = []string{"I09"} }},
		{"overlap_item", func(o *pass.DealOptions) { o.OverlapList = []string{"I01/x"} }},
	} {
		o := ok()
		c.change(&o)
		_, _, err := pass.NewDeal(dealable(2, 2), o)
		if e, is := errors.AsType[*pass.DealError](err); !is || e.Code != "deal.error."+c.code || strings.Contains(e.Error(), "{") || e.Error() == e.Code {
			t.Errorf("want %s of %+v, got %v", c.code, o, err)
		}
	}
	o := ok()
	o.Coders = []string{strings.Repeat("刘", 60), "Console", "O'Neil-2", "com10"}
	if _, _, err := pass.NewDeal(dealable(2, 2), o); err != nil {
		t.Errorf("good names: %v", err)
	}
	if _, _, err := pass.NewDeal(dealable(), ok()); err == nil || !strings.Contains(err.Error(), "no interview has text") {
		t.Errorf("an empty study: %v", err)
	}
	s := dealable(2)
	s.Codebook = &coding.Codebook{Codes: []coding.Code{{ID: "x"}}}
	if _, _, err := pass.NewDeal(s, ok()); err == nil || !strings.Contains(err.Error(), "no active code") {
		t.Errorf("retired codes alone: %v", err)
	}
}

func ExampleNewDeal() {
	s := &coding.Study{
		Framework:  &coding.Framework{Dimensions: []coding.Dimension{{ID: "ME.REL", Label: coding.Label{ZH: "关系嵌入", EN: "Relationship embedding"}}}},
		Interviews: []coding.Interview{{ID: "I1", Case: "G", Role: "leader"}, {ID: "I2", Case: "G", Role: "leader"}, {ID: "I3", Case: "G", Role: "staff"}},
		Transcripts: []coding.Transcript{{Interview: "I1", Text: "每周三开联席会。\n当场定。"}, {Interview: "I2", Text: "微信群里先问。\n再走流程。"},
			{Interview: "I3", Text: "部门各管各的。\n来回跑。"}},
	}
	d, plan, err := pass.NewDeal(s, pass.DealOptions{Pass: "1", Coders: []string{"刘", "陈"}, Overlap: 0.3, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d units, %.0f%% shared, per coder %v\n", plan.Total.Units, 100*plan.Total.Share(), plan.Total.PerCoder)
	fmt.Println(d.Units[1].ID, d.Units[1].Text)
	// Output:
	// 6 units, 33% shared, per coder [4 4]
	// I1-S0002 当场定。
}
