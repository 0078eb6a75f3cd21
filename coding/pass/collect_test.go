package pass_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
)

func TestCollectAsTyped(t *testing.T) {
	d := roundDeal()
	c := collectAll(t, d, roundStudy(), pass.CollectOptions{}, typed(t, d).back("A.xlsx"))
	same(t, "layer", layerText(c, "A"), plainLayer)
	r := c.Files[0]
	if r.In != 12 || r.Matched != 5 || r.Unreviewed != 7 || r.CodesIn != 5 || r.CodesAccepted != 5 || r.Dealt != 12 || r.Returned != 12 || !r.Taken {
		t.Errorf("counts: %+v", r)
	}
	if len(r.Events) > 0 || len(r.Notes) > 0 || len(c.Problems) > 0 {
		t.Errorf("events %v, notes %v, problems %v", r.Events, r.Notes, c.Problems)
	}
	l := c.Layers[0]
	if l.Units != 5 || l.Coded != 4 || l.Codes != 5 || l.Slots != 2 || fmt.Sprint(c.Waiting) != "[B 王芳]" {
		t.Errorf("layer %+v, waiting %v", l, c.Waiting)
	}
	if row := l.Rows[3]; row.Text != roundTexts[3] || row.Period != "before" || row.Speaker != "受访者" || l.Rows[4].Memo != "与 001 对照" {
		t.Errorf("rows %+v", l.Rows)
	}
}

func TestBlankRowsAsReviewed(t *testing.T) {
	d := roundDeal()
	c := collectAll(t, d, roundStudy(), pass.CollectOptions{BlankReviewed: true}, typed(t, d).back("A.xlsx"))
	if r := c.Files[0]; r.Unreviewed != 0 || r.Matched != 12 || c.Layers[0].Units != 12 || c.Layers[0].Coded != 4 {
		t.Errorf("%+v %+v", r, c.Layers[0])
	}
}

func TestReviewedMarks(t *testing.T) {
	d := roundDeal()
	w := workbookOf(t, d, "A")
	marks := []any{"是", "yes", "Y", 1, "ｘ", "✓", "√", true, "否", "", "0", "maybe"}
	for i, m := range marks {
		w.set(fmt.Sprintf("I%02d/%03d", 1+i/6, 1+i%6), "reviewed", m)
	}
	c := collectAll(t, d, roundStudy(), pass.CollectOptions{}, w.back("A.xlsx"))
	if r := c.Files[0]; r.Matched != 8 || r.Unreviewed != 4 || c.Layers[0].Units != 8 {
		t.Errorf("%+v", r)
	}
	same(t, "problems", problemText(c), "collect.bad_mark")
}

// The files of a round, kept in a state that a later collect adds to.
func TestCollectedState(t *testing.T) {
	d, s := roundDeal(), roundStudy()
	a := typed(t, d).back("A.xlsx")
	wrong := workbookOf(t, d, "B")
	wrong.set("I02/001", "code", "ME.SUBB")
	first := collectAll(t, d, s, pass.CollectOptions{}, a, wrong.back("B.xlsx"))
	var b bytes.Buffer
	if err := first.Encode(&b); err != nil {
		t.Fatal(err)
	}
	old, err := pass.DecodeCollected(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	right := workbookOf(t, d, "B")
	right.set("I02/001", "code", "ME.SUB")
	second := collectAll(t, d, s, pass.CollectOptions{}, right.back("B-2.xlsx"))
	merged := pass.MergeCollected(old, second, d)
	if len(merged.Layers) != 2 || merged.Layers[0].Coder != "A" || merged.Layers[0].Rows != nil || merged.Layers[1].File != "B-2.xlsx" || merged.Layers[1].Rows == nil {
		t.Errorf("layers %+v", merged.Layers)
	}
	if len(merged.Files) != 2 || merged.Files[0].File != "A.xlsx" || len(merged.Problems) != 0 || fmt.Sprint(merged.Waiting) != "[王芳]" {
		t.Errorf("files %+v, problems %v, waiting %v", merged.Files, merged.Problems, merged.Waiting)
	}
	if len(first.Problems) != 1 || len(pass.MergeCollected(old, collectAll(t, d, s, pass.CollectOptions{}, a), d).Problems) != 1 {
		t.Errorf("B's problem stays while B's file does: %v", first.Problems)
	}
	encode := func(c *pass.Collection) string {
		var b bytes.Buffer
		if err := c.Encode(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	state := encode(merged)
	again, err := pass.DecodeCollected(strings.NewReader(state))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "merging twice", encode(pass.MergeCollected(again, second, d)), state)
	other := *again
	other.DealHash = "another"
	same(t, "a state of another deal", encode(pass.MergeCollected(&other, second, d)), encode(second))
	for _, bad := range []string{"", "{}", `{"schema": "smekit/deal/1"}`, "[1]"} {
		if _, err := pass.DecodeCollected(strings.NewReader(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestCollectedCSV(t *testing.T) {
	d := roundDeal()
	w := typed(t, d)
	w.set("I01/005", "memo", "=1+1")
	w.check(w.f.RemoveRow(w.sheet, w.at("I02/005")))
	c := collectAll(t, d, roundStudy(), pass.CollectOptions{}, w.back("A.xlsx"))
	var b bytes.Buffer
	if err := pass.CollectedCSV(&b, c, nil); err != nil {
		t.Fatal(err)
	}
	row := w.at("I01/005")
	want := "\ufefffile,sheet,cell,coder,interview_id,segment_id,outcome,reason,why,held\n" +
		fmt.Sprintf("A.xlsx,%s,%d:%d,A,I01,005,unreviewed,memo_unreviewed,memo_unreviewed,'=1+1\n", w.sheet, row, row) +
		fmt.Sprintf("A.xlsx,%s,,A,I02,005,missing,missing,missing,\n", w.sheet)
	same(t, "csv", b.String(), want)
}

func TestCollectStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := pass.Collect(ctx, roundDeal(), nil, []pass.Returned{{Name: "A.xlsx", Err: errors.New("gone")}}, pass.CollectOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := pass.Collect(context.Background(), nil, nil, nil, pass.CollectOptions{}); err == nil {
		t.Error("no deal was collected")
	}
	done := 0
	c := collectAll(t, roundDeal(), nil, pass.CollectOptions{Progress: func(n, of int) { done += 10*of + n }}, pass.Returned{Name: "A.xlsx", Err: errors.New("gone")})
	same(t, "problems", problemText(c), "unreadable_file")
	if done != 22 { // twice
		t.Errorf("progress %d", done)
	}
}

// A study of a later codebook: a code was merged into another, one was split, one is defined anew.
func TestLaterCodebook(t *testing.T) {
	d, s := roundDeal(), roundStudy()
	codes := append([]coding.Code(nil), roundCodes...)
	codes[0].Definition = "派人进驻，且有决定权。"
	codes[1].Active = false // split
	codes[2].Active = false // merged
	codes = append(codes, coding.Code{ID: "ME.R1", Active: true, Replaces: []string{"ME.REL"}}, coding.Code{ID: "ME.R2", Active: true, Replaces: []string{"ME.REL"}},
		coding.Code{ID: "MC.ALL", Label: coding.Label{ZH: "耦合"}, Active: true, Replaces: []string{"MC.TGT"}})
	s.Codebook = &coding.Codebook{Codes: codes}
	w := typed(t, d)
	w.set("I01/005", "code", "ME.R2")
	c := collectAll(t, d, s, pass.CollectOptions{}, w.back("A.xlsx"))
	same(t, "layer", layerText(c, "A"), "I01/001: ME.SUB(3,+1); I01/003:; I01/004: MC.FUN(0,absent); I01/005: ME.R2")
	same(t, "problems", problemText(c), "collect.split_code; collect.retired_code → MC.ALL; collect.retired_code → MC.ALL")
	same(t, "events", eventText(c.Files[0]), "code_rejected retired_code I01/002; code_rejected retired_code I01/002; code_rejected retired_code I02/006; "+
		"left_out no_code_left I01/002; left_out no_code_left I02/006; noted redefined_since")
	same(t, "notes", noteText(c.Files[0], "collect.note."), "codebook_changed[ ]")
	c = collectAll(t, d, s, pass.CollectOptions{Rename: map[string]string{"mc.tgt": "MC.ALL", "关系嵌入": "ＭＥ.r1", "X": "ME.SUB", "Y": "nothing"}}, typed(t, d).back("A.xlsx"))
	same(t, "renamed layer", layerText(c, "A"), "I01/001: ME.SUB(3,+1); I01/002: ME.R1 MC.ALL(2); I01/003:; I01/004: MC.FUN(0,absent); I02/006: MC.ALL(1,-1)")
	same(t, "problems", problemText(c), "collect.rename_target")
	same(t, "events", eventText(c.Files[0]), "renamed renamed I01/002; renamed renamed I01/002; renamed renamed I02/006; noted redefined_since")
	if fmt.Sprint(c.Notes) != "[{collect.note.rename_unused [X ME.SUB]}]" {
		t.Errorf("notes %v", c.Notes)
	}
}

func TestCodesWithoutAnID(t *testing.T) {
	d := roundDeal()
	d.Book.Codes = []coding.Code{{Label: coding.Label{EN: "nameless"}, Active: true}}
	if c := collectAll(t, d, nil, pass.CollectOptions{}, csvReturned(t, "A.csv", "interview_id,segment_id,text,code\nI01,001,"+roundTexts[0]+",nameless\n")); c.Layers[0].Codes != 0 {
		t.Errorf("%+v", c.Layers)
	}
}
