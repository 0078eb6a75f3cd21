package pass_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"pgregory.net/rapid"
)

// marked is a coding with a stretch of its own.
func marked(coder, segment, code string, from, to int) coding.Coding {
	c := given("1", coder, segment, code, 2, 1)
	c.From, c.To = from, to
	return c
}

func spans(s pass.SpanSet) string {
	var b strings.Builder
	for _, iv := range s.Interviews {
		fmt.Fprintf(&b, "%s %d %v", iv.Interview, iv.Characters, iv.EndToEnd)
		for k, r := range iv.Reviewed {
			fmt.Fprintf(&b, " %s%v", s.Coders[k], r)
		}
		for _, m := range iv.Marks {
			fmt.Fprintf(&b, "; %s %s %v %v", s.Coders[m.Coder], m.Code, m.Merged, m.Segments)
		}
		b.WriteString("\n")
	}
	for _, u := range s.Unlocated {
		fmt.Fprintf(&b, "%s/%s %s %d\n", u.Interview, u.Segment, u.Why, u.Rows)
	}
	return b.String()
}

func TestSpans(t *testing.T) {
	text := "一二三四五\n六七八九十 一二三" // 15 code points; 一二三 stands twice
	transcript := []coding.Transcript{{Interview: "I1", Text: text}}
	for _, c := range []struct {
		name string
		s    func() *coding.Study
		want string
		free string
	}{
		{"freely marked, overlaps united", func() *coding.Study {
			s := study(marked("A", "1", "X", 0, 4), marked("A", "2", "X", 2, 6), marked("A", "3", "X", 8, 9), marked("A", "4", "Y", 2, 6), marked("B", "1", "X", 1, 5))
			s.Transcripts = transcript
			return s
		}, "I1 15 false A[{0 15}] B[{0 15}]; A X [{0 6} {8 9}] [{0 4} {2 6} {8 9}]; A Y [{2 6}] [{2 6}]; B X [{1 5}] [{1 5}]\n", "[true true]"},
		{"units located by their text", func() *coding.Study {
			s := study(given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "", 0, 9), given("1", "A", "t", "X", 2, 1), given("1", "A", "u", "Y", 2, 1), given("1", "B", "w", "Y", 2, 1), given("1", "B", "n", "Y", 2, 1))
			s.Transcripts = transcript
			for i, text := range []string{"四五 六七", "八九十", "一二三", "", "百千万亿"} {
				s.Segments[i].Text = text
			}
			return s
		}, "I1 15 false A[{3 8} {8 11}] B[{3 8}]; A X [{3 11}] [{3 8} {8 11}]\nI1/u several 1\nI1/w no_text 1\nI1/n not_found 1\n", "[false false]"},
		{"end to end without a transcript", func() *coding.Study {
			s := study(given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "", 0, 9), given("1", "B", "t", "X", 2, 1), given("2", "B", "u", "X", 2, 1))
			s.Segments[0].Text, s.Segments[1].Text, s.Segments[2].Text = "四五六", "八九", "十"
			return s
		}, "I1 6 true A[{0 3}] B[{0 3} {3 5}]; A X [{0 3}] [{0 3}]; B X [{3 5}] [{3 5}]\n", "[false false]"},
		{"dealt units with stretches", func() *coding.Study {
			return study(marked("A", "s", "X", 0, 4), marked("A", "t", "", 4, 9), marked("B", "s", "X", 0, 4))
		}, "I1 9 false A[{0 4} {4 9}] B[{0 4}]; A X [{0 4}] [{0 4}]; B X [{0 4}] [{0 4}]\n", "[false false]"},
	} {
		got := pass.Spans(c.s(), "1")
		// What was read is united like what was marked.
		want := strings.NewReplacer("{3 8} {8 11}] B", "{3 11}] B", "B[{0 3} {3 5}]", "B[{0 5}]", "A[{0 4} {4 9}]", "A[{0 9}]").Replace(c.want)
		if spans(got) != want || fmt.Sprint(got.Free) != c.free {
			t.Errorf("%s: free %v\ngot  %swant %s", c.name, got.Free, spans(got), want)
		}
	}
	if got := pass.Spans(study(), "9"); got.Coders != nil || got.Interviews != nil {
		t.Errorf("%+v", got)
	}
}

// Wherever units are cut, a text is found where it was taken from, and rows in another order say the same.
func TestSpansProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []rune(rapid.StringMatching(`[a-d 甲乙\n]{1,60}`).Draw(t, "text"))
		from := rapid.IntRange(0, len(text)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(text)).Draw(t, "to")
		s := study(given("1", "A", "s", "X", 2, 1))
		s.Segments[0].Text = string(text[from:to])
		s.Transcripts = []coding.Transcript{{Interview: "I1", Text: string(text)}}
		got := pass.Spans(s, "1")
		bare := strings.Join(strings.Fields(string(text[from:to])), "")
		times := 0
		for all, i := strings.Join(strings.Fields(string(text)), ""), 0; i < len(all); i++ {
			if strings.HasPrefix(all[i:], bare) {
				times++
			}
		}
		switch {
		case bare == "":
			times = -1
		case times > 1:
			times = 2
		}
		if want := map[int]string{-1: "no_text", 1: "", 2: "several"}[times]; want != "" {
			if len(got.Unlocated) != 1 || got.Unlocated[0].Why != want {
				t.Fatalf("%d times: %+v", times, got)
			}
			return
		}
		place := got.Interviews[0].Marks[0].Merged[0]
		if place.From < from || place.To > to || strings.TrimSpace(string(text[from:place.From])+string(text[place.To:to])) != "" {
			t.Fatalf("%q in %q at %+v", string(text[from:to]), string(text), place)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t)
		for i := range s.Codings {
			if rapid.Bool().Draw(t, "own") {
				s.Codings[i].From = rapid.IntRange(0, 20).Draw(t, "from")
				s.Codings[i].To = s.Codings[i].From + rapid.IntRange(1, 9).Draw(t, "length")
			}
		}
		a, b := pass.Spans(s, "1"), pass.Spans(shuffled(t, s), "1")
		if spans(a) != spans(b) {
			t.Fatalf("%s\n%s", spans(a), spans(b))
		}
		for _, iv := range a.Interviews {
			for _, m := range iv.Marks {
				for i, x := range m.Merged {
					if x.From >= x.To || x.To > iv.Characters || i > 0 && x.From <= m.Merged[i-1].To {
						t.Fatalf("%+v", m)
					}
				}
			}
		}
	})
}

// teamOfSix is a study of 200 interviews, 40,000 units and six coders.
func teamOfSix() *coding.Study {
	s := &coding.Study{Framework: &coding.Framework{}}
	codes := []string{"A1", "B2", "C3", "D4", "E5", "F6", "G7", "H8", "", ""}
	for i := range 200 {
		id := "I" + strconv.Itoa(i)
		var text strings.Builder
		for u := range 200 {
			unit := "第" + strconv.Itoa(u) + "段：" + strings.Repeat("窗口人员说明情况并且移交材料", 9) + "。"
			text.WriteString(unit + "\n")
			seg := id + "-" + strconv.Itoa(u)
			s.Segments = append(s.Segments, coding.Segment{Interview: id, ID: seg, Text: unit})
			for c := range 6 {
				s.Codings = append(s.Codings, coding.Coding{Pass: "1", Coder: "K" + strconv.Itoa(c), Interview: id, Segment: seg, Code: codes[(u+i+c*c*u%3)%10], Intensity: 2, Direction: 1, HasDir: true})
			}
		}
		s.Transcripts = append(s.Transcripts, coding.Transcript{Interview: id, Text: text.String()})
	}
	return s
}

func TestLargeStudyStaysFast(t *testing.T) {
	if testing.Short() {
		t.Skip("240,000 codings")
	}
	s := teamOfSix()
	step := func(name string, limit time.Duration, f func()) {
		start := time.Now()
		f()
		if took := time.Since(start); took > limit {
			t.Errorf("%s took %v", name, took)
		} else {
			t.Logf("%s: %v", name, took)
		}
	}
	var l *pass.Layers
	var table pass.Table
	step("layers", 8*time.Second, func() { l = pass.NewLayers(s) })
	step("tables", 8*time.Second, func() { table = l.Tables()[0] })
	step("consensus", 8*time.Second, func() { table = table.WithConsensus(l.Settle(pass.Options{Pass: "1"})) })
	step("confusions", 8*time.Second, func() { pass.Confusions(&table) })
	var set pass.SpanSet
	step("spans", 15*time.Second, func() { set = l.Spans("1") })
	if len(set.Unlocated) != 0 || len(set.Interviews) != 200 {
		t.Errorf("%d units not located", len(set.Unlocated))
	}
	var disputes []pass.Dispute
	step("disputes", 8*time.Second, func() { disputes = pass.Disputes(s, pass.DisputeOptions{}) })
	step("queue", 15*time.Second, func() { pass.Queue(s, disputes, "zh") })
	t.Log(len(disputes), "disputes")
}
