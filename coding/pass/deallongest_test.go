package pass_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/pass"
)

// spoken is a study of one interview in which two people speak: a turn of 60 sentences of 40 characters, and a short one.
func spoken() *coding.Study {
	s := dealable(1)
	var b strings.Builder
	for k := range 60 {
		fmt.Fprintf(&b, "%02d%s。", k, strings.Repeat("零", 37))
	}
	long := utf8.RuneCountInString(b.String())
	s.Transcripts[0] = coding.Transcript{Interview: "I01", Text: b.String() + "好的。", Turns: []coding.Turn{{Speaker: "受访者", To: long}, {Speaker: "访谈者", From: long, To: long + 3}}}
	return s
}

func lengths(d *pass.Deal) (out []int) {
	for _, u := range d.Units {
		out = append(out, utf8.RuneCountInString(u.Text))
	}
	return out
}

func inWords(lang string, plan *pass.DealPlan) string {
	var out []string
	for _, n := range plan.Notes {
		out = append(out, locale.ReceiptNote(lang, n))
	}
	return strings.Join(out, "\n")
}

// A turn that a row cannot show is broken at the ends of sentences, and a later pass has the same units with the same ids.
func TestLongTurnsAreBroken(t *testing.T) {
	s := spoken()
	one := pass.DealOptions{Coders: []string{"A"}}
	d, plan := mustDeal(t, s, one)
	if got := fmt.Sprint(lengths(d)); got != "[800 800 800 3]" || d.Longest != 800 || d.Units[1].Speaker != "受访者" {
		t.Errorf("units of %s, at most %d", got, d.Longest)
	}
	if want := "units longer than 800 characters, broken at the ends of paragraphs or sentences: 1 in 1 interviews (I01)"; !strings.Contains(inWords("en", plan), want) {
		t.Errorf("%s", inWords("en", plan))
	}
	if want := "超过800字、在段末或句末断开的单元：1个，涉及1个访谈（I01）"; !strings.Contains(inWords("zh", plan), want) {
		t.Errorf("%s", inWords("zh", plan))
	}
	one.Longest = -1
	whole, plan := mustDeal(t, s, one)
	if got := fmt.Sprint(lengths(whole)); got != "[2400 3]" || whole.Longest != 0 || strings.Contains(noteCodes(plan), "broken") {
		t.Errorf("units of %s, at most %d, %s", got, whole.Longest, noteCodes(plan))
	}
	one.Longest = 500
	short, _ := mustDeal(t, s, one)
	if got := fmt.Sprint(lengths(short)); got != "[480 480 480 480 480 3]" {
		t.Errorf("units of %s", got)
	}
	back, err := pass.DecodeDeal(bytes.NewReader(encodeDeal(t, short)))
	if err != nil || !reflect.DeepEqual(back, short) || bytes.Contains(encodeDeal(t, whole), []byte("longest")) {
		t.Errorf("the record: %v", err)
	}
	for _, first := range []*pass.Deal{d, whole, short} { // a later pass has the bound of the first
		again, plan := mustDeal(t, s, pass.DealOptions{Pass: "2", Coders: []string{"A"}, Earlier: []*pass.Deal{first}})
		if !reflect.DeepEqual(first.Units, again.Units) || again.Longest != first.Longest || strings.Contains(noteCodes(plan), "changed") || strings.Contains(noteCodes(plan), "recut") {
			t.Errorf("at most %d: %v, at most %d, %s", first.Longest, lengths(again), again.Longest, noteCodes(plan))
		}
	}
	again, plan := mustDeal(t, s, pass.DealOptions{Pass: "2", Coders: []string{"A"}, Earlier: []*pass.Deal{short}, Longest: 800})
	if fmt.Sprint(lengths(again)) != "[800 800 800 3]" || again.Units[3].ID != short.Units[5].ID || noteCodes(plan) != "recut broken one_coder" {
		t.Errorf("%v %s", lengths(again), noteCodes(plan))
	}
	if want := "interviews cut anew by turn ≤800, where the earlier deal had cut them by turn ≤500: 1 (I01)"; !strings.Contains(inWords("en", plan), want) {
		t.Errorf("%s", inWords("en", plan))
	}
}

// Another cut is told as one; texts are said to have changed only where they did.
func TestAnotherCutIsNoChange(t *testing.T) {
	s := dealable(2, 3)
	s.Transcripts[0].Text = "一句。又一句。\n第三句。"
	first, _ := mustDeal(t, s, pass.DealOptions{Coders: []string{"A"}, Cut: "paragraph"})
	later := pass.DealOptions{Pass: "2", Coders: []string{"A"}, Cut: "sentence", Earlier: []*pass.Deal{first}}
	d, plan := mustDeal(t, s, later)
	if noteCodes(plan) != "recut one_coder" || d.Units[2].ID != first.Units[1].ID || len(d.Units) != 6 {
		t.Errorf("%s, %+v", noteCodes(plan), d.Units)
	}
	if want := "interviews cut anew by sentence, where the earlier deal had cut them by paragraph: 1 (I01)"; !strings.Contains(inWords("en", plan), want) {
		t.Errorf("%s", inWords("en", plan))
	}
	if want := "改按 sentence 重新切分（先前为 paragraph）的访谈：1个（I01）"; !strings.Contains(inWords("zh", plan), want) {
		t.Errorf("%s", inWords("zh", plan))
	}
	s.Transcripts[0].Text = "一句。又一句。改了。\n第三句。"
	if _, plan = mustDeal(t, s, later); noteCodes(plan) != "recut changed one_coder" || fmt.Sprint(plan.Notes[1].Args) != "[1 I01 1 1]" {
		t.Errorf("%v", plan.Notes)
	}
	later.Cut = ""
	if _, plan = mustDeal(t, s, later); noteCodes(plan) != "as_earlier changed one_coder" || fmt.Sprint(plan.Notes[0].Args) != "[2 I01, I02 1 paragraph]" {
		t.Errorf("%v", plan.Notes)
	}
	// segments that are cut now
	s.Segments = []coding.Segment{{Interview: "I02", ID: "x", Text: "I02的第1段话。I02的第2段话。"}}
	first, _ = mustDeal(t, s, pass.DealOptions{Coders: []string{"A"}, Interviews: []string{"I02"}})
	if _, plan = mustDeal(t, s, pass.DealOptions{Pass: "2", Coders: []string{"A"}, Interviews: []string{"I02"}, Cut: "paragraph", Earlier: []*pass.Deal{first}}); noteCodes(plan) != "recut_segments one_coder" {
		t.Errorf("%v", plan.Notes)
	}
}

// A very long interview among short ones does not drive the others' strata away from their share.
func TestStrataKeepTheirShare(t *testing.T) {
	sizes := []int{5, 22, 9, 7, 14, 160, 6, 18, 11, 9, 8, 25, 12, 4, 30, 10, 17, 8, 13, 21}
	told := 0
	for seed := range uint64(40) {
		d, plan := mustDeal(t, dealable(sizes...), pass.DealOptions{Coders: []string{"A", "B"}, Overlap: .3, Seed: seed})
		off, far := 0.0, 0
		for i := range plan.Strata {
			row := &plan.Strata[i]
			miss := row.Share() - .3
			off += max(miss, -miss) * float64(row.Units)
			if max(miss, -miss) > .15 {
				far++
			}
		}
		if off > 80 { // of 409; changes for the sake of the whole alone leave up to 130
			t.Errorf("seed %d: the strata are %.0f of %d units off", seed, off, len(d.Units))
		}
		if (far > 0) != strings.Contains(noteCodes(plan), "strata_off") {
			t.Errorf("seed %d: %d strata are far off, notes %s", seed, far, noteCodes(plan))
		}
		told += far
		_, plan = mustDeal(t, dealable(sizes...), pass.DealOptions{Coders: []string{"A", "B"}, Overlap: .3, Seed: seed, OverlapBy: "unit"})
		if noteCodes(plan) != "" {
			t.Errorf("by unit: %s", noteCodes(plan))
		}
	}
	if told == 0 {
		t.Error("no stratum is ever far off: the test tests nothing")
	}
	_, plan := mustDeal(t, dealable(10, 10), pass.DealOptions{Coders: []string{"A", "B"}, Overlap: .5})
	if want := "strata whose share is more than 15 points from the 50% asked for: 2 (G/leader "; !strings.Contains(inWords("en", plan), want) || !strings.Contains(inWords("en", plan), "--overlap-by unit") {
		t.Errorf("%s", inWords("en", plan))
	}
	if want := "重叠比例与要求的50%相差超过15个百分点的层：2个（G/leader "; !strings.Contains(inWords("zh", plan), want) {
		t.Errorf("%s", inWords("zh", plan))
	}
}

// What an option may be is said in words, in both languages.
func TestOptionsAreNamed(t *testing.T) {
	for want, change := range map[string]func(*pass.DealOptions){
		`--unit: expected turn, paragraph or sentence, got "word"|--unit：应为 turn（话轮）、paragraph（段落）或 sentence（句），实为“word”`: func(o *pass.DealOptions) { o.Cut = "word" },
		`--overlap-by: expected interview or unit, got "case"|--overlap-by：应为 interview（整份访谈）或 unit（单元），实为“case”`:         func(o *pass.DealOptions) { o.OverlapBy = "case" },
		`--shuffle: expected interview or unit, got "all"|--shuffle：应为 interview（访谈）或 unit（单元），实为“all”`:                   func(o *pass.DealOptions) { o.Shuffle = "all" },
		`--lang: expected zh, en or both, got "de"|--lang：应为 zh、en 或 both（双语），实为“de”`:                                     func(o *pass.DealOptions) { o.Lang = "de" },
		`--slots: expected 1 to 50, got 51|--slots：应为 1 至 50，实为 51`:                                                       func(o *pass.DealOptions) { o.Slots = 51 },
	} {
		o := pass.DealOptions{Pass: "1", Coders: []string{"A"}}
		change(&o)
		_, _, err := pass.NewDeal(dealable(1), o)
		e, is := err.(*pass.DealError)
		if !is {
			t.Fatalf("%v", err)
		}
		if got := e.Error() + "|" + locale.Text("zh", e.Code, e.Args...); got != want || locale.Text("en", e.Code, e.Args...) != e.Error() {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	_, _, err := pass.NewDeal(dealable(1), pass.DealOptions{Pass: "1", Coders: []string{"刘一，陈二"}})
	if e, is := err.(*pass.DealError); !is || !strings.Contains(e.Error(), "the comma ，") || locale.Text("en", e.Code, e.Args...) != e.Error() || !strings.Contains(locale.Text("zh", e.Code, e.Args...), "全角逗号 ，") {
		t.Errorf("%v", err)
	}
}
