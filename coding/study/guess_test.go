package study

import (
	"math"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// agreement is the usual scale with labels in both languages.
func agreement() *scale {
	f := &coding.Framework{ScaleMin: 1, ScaleMax: 5}
	zh := strings.Fields("非常不同意 不同意 一般 同意 非常同意")
	for i, en := range []string{"Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"} {
		f.ScaleLabels = append(f.ScaleLabels, coding.Label{ZH: zh[i], EN: en})
	}
	return newScale(&coding.Item{Min: 1, Max: 5}, f)
}

func TestGuess(t *testing.T) {
	s := agreement()
	for text, want := range map[string]string{
		"完全同意": "5", "完全不同意": "1", "十分同意": "5", "非常的同意": "5", "Completely agree": "5", "totally disagree": "1", "agree strongly": "5",
		"非常同急": "5", "不同愿": "2", "Strongy agree": "5", "Agre": "4", "strongly disagre": "1",
		"比较同意": "", "很同意": "", "有点不同意": "", "较同意": "", // of two points none is as strong
		"全不同意": "", "非长同意": "", "不太同意": "", "非不同意": "", "非常反对": "", "dagree": "", "dsagree": "", "not agree": "", "很好说": "", "没意见": "", "一股": "3", "不一般": "",
		"约4": "4", "4 左邻": "4", "不是5": "", "not 4": "", "5 完全不同意": "", "3-4": "", "3/5": "", "4以上": "", ">3": "", "5（完全同意）": "5", "2 同意吧": "", "第5题": "",
	} {
		if got := s.understand(words(text)); got.problem != "unreadable_answer" && want != "" || got.suggest != want {
			t.Errorf("%s: %s, suggests %q, want %q", text, got.problem, got.suggest, want)
		}
	}
	for x, want := range map[float64]string{55: "5", 50: "5", 10: "", 555: "", 1e308: "", 1000: "", 33: "3", 66: "", 45: "", 5.5: "", -5: "", math.Inf(1): ""} {
		if got := s.slip(x); got != want {
			t.Errorf("%v suggests %q, want %q", x, got, want)
		}
	}
	high := newScale(&coding.Item{Min: 1, Max: 5, Labels: map[string]float64{"很低": 1, "低": 2, "中等": 3, "高": 4, "很高": 5}}, &coding.Framework{})
	for text, want := range map[string]string{"较高": "", "极高": "", "很底": "", "不高": "", "中等等": "", "中登": "3"} {
		if got := high.understand(words(text)).suggest; got != want {
			t.Errorf("%s suggests %q, want %q", text, got, want)
		}
	}
	two := newScale(&coding.Item{Min: 1, Max: 2, Labels: map[string]float64{"dissatisfied": 1, "satisfied": 2}}, &coding.Framework{})
	for text, want := range map[string]string{"very satisfied": "2", "unsatisfied": "", "satisfyed": "2", "disatisfied": ""} {
		if got := two.understand(words(text)).suggest; got != want {
			t.Errorf("%s suggests %q, want %q", text, got, want)
		}
	}
}

func TestSuggestionsOfReferences(t *testing.T) {
	g := newRegister()
	for _, id := range []string{"D01", "D02", "D10", "G", "ME.SUB"} {
		g.add(id)
	}
	for word, want := range map[string]string{"D1": "D01", "d2": "D02", "Ｄ１": "D01", "D010": "D10", "DO2": "D02", "gg": "", "D3": "", "D5": "", "ME-SUB": "ME.SUB", "ME.SBU": "ME.SUB", "me_suv": "ME.SUB", "D11": ""} {
		if got := g.suggest(word); got != want {
			t.Errorf("%s suggests %q, want %q", word, got, want)
		}
	}
	p := newRegister()
	p.add("before", "改革前")
	p.add("after", "改革后")
	for word, want := range map[string]string{"改革钱": "", "befor": "before", "改革前期": "before"} {
		if got := p.suggest(word); got != want {
			t.Errorf("%s suggests %q, want %q", word, got, want)
		}
	}
	if got := states.suggest("mentiond"); got != "mentioned" {
		t.Errorf("mentiond suggests %q", got)
	}
	if got := states.suggest("no mentioned"); got != "" { // it denies what it is near to
		t.Errorf("no mentioned suggests %q", got)
	}
	if a, b := "不同意", "同意"; !opposed(a, b) || !opposed("unsatisfied", "satisfied") || opposed("strongly", "strongy") || !opposed("很高", "很低") {
		t.Error("opposites")
	}
}

func words(s string) sheet.Cell { return sheet.Cell{Kind: sheet.Text, Text: s} }
