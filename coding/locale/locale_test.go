package locale

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/smekit/smekit/coding"
)

var place = regexp.MustCompile(`\{(\d+)(?::[a-z_.]+)?\}`)

func places(s string) []string {
	var out []string
	for _, m := range place.FindAllStringSubmatch(s, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestCatalogueIsWhole(t *testing.T) {
	if len(catalogue()) < 100 {
		t.Fatalf("%d entries", len(catalogue()))
	}
	for code, e := range catalogue() {
		if e.ZH == "" && strings.TrimSpace(e.EN) != "" { // a join may be a blank in English and nothing in Chinese
			t.Errorf("%s: no Chinese", code)
		}
		if strings.HasPrefix(code, "note.") && e.EN == "" { // the English sentence stands with the estimate
			continue
		}
		if e.EN == "" {
			t.Errorf("%s: no English", code)
		}
		if !slices.Equal(places(e.EN), places(e.ZH)) {
			t.Errorf("%s: arguments differ: %q, %q", code, e.EN, e.ZH)
		}
	}
}

func TestLoadRefusesACodeDefinedTwice(t *testing.T) {
	fsys := fstest.MapFS{"messages/a.yaml": {Data: []byte("x: {en: a, zh: b}\n")}, "messages/b.yaml": {Data: []byte("x: {en: c, zh: d}\n")}}
	if _, err := load(fsys); err == nil || !strings.Contains(err.Error(), "messages/b.yaml: x is defined twice") {
		t.Errorf("got %v", err)
	}
	if _, err := load(fstest.MapFS{"messages/a.yaml": {Data: []byte("x: [")}}); err == nil {
		t.Error("bad YAML was taken")
	}
}

func TestTextFallsBack(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Text("en", "no.such.code"), "no.such.code"},
		{Text("en", "no.such.code", "a", "b"), "no.such.code: a, b"},
		{Text("fr", "problem.missing_id"), "expected an id, found an empty cell"},
		{fill("{0} {1} {x} {2", []string{"a"}), "a  {x} {2"},
		{fill("{1}{0}{0}", []string{"a", "{1}"}), "{1}aa"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if _, ok := Note("en", "no_such_note", nil); ok {
		t.Error("a note that is not there was found")
	}
}

func TestProblemLines(t *testing.T) {
	p := coding.Problem{Pos: coding.Pos{File: "survey/responses.xlsx", Sheet: "responses", Row: 12, Col: 6}, Code: "out_of_range", Args: []string{"1", "5", "55"}, Suggestion: "5"}
	if got, want := ProblemLine("en", p), `survey/responses.xlsx!responses!F12: expected a whole number from 1 to 5, got "55" (did you mean 5?)`; got != want {
		t.Errorf("got %s", got)
	}
	p.Accepted = true
	if got, want := ProblemLine("zh", p), "survey/responses.xlsx!responses!F12: 应为 1 到 5 的整数，实为“55”（是否应为 5？）［已接受］"; got != want {
		t.Errorf("got %s", got)
	}
	q := coding.Problem{Code: "unreadable_file", Args: []string{"sheet.error.password"}}
	if got := Problem("en", q); !strings.HasPrefix(got, "this file cannot be read: ") || strings.Contains(got, "sheet.error") {
		t.Errorf("got %s", got)
	}
	if got := ReceiptNote("en", coding.ReceiptNote{Code: "full_width", Args: []string{"3"}}); got != "full-width characters read as narrow ones: 3" {
		t.Errorf("got %s", got)
	}
	if got := ReceiptNote("zh", coding.ReceiptNote{Code: "sheet.formulas", Args: []string{"3"}}); strings.Contains(got, "sheet.formulas") {
		t.Errorf("got %s", got)
	}
	if Reason("zh", "decision") != "按处理决定排除" || What("en", "codes") != "codebook" {
		t.Error("reason or what")
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v      float64
		style  Style
		en, zh string
	}{
		{0.125, Style{Digits: 2}, "0.13", "0.13"},
		{2.675, Style{Digits: 2}, "2.68", "2.68"},
		{-2.675, Style{Digits: 2}, "−2.68", "−2.68"},
		{1.005, Style{Digits: 2}, "1.01", "1.01"},
		{9.995, Style{Digits: 2}, "10.00", "10.00"},
		{0.5, Style{Kind: Count}, "1", "1"},
		{1234567, Style{Kind: Count}, "1234567", "1234567"},
		{-0.004, Style{Digits: 2}, "0.00", "0.00"},
		{-0.004, Style{Digits: 2, Plus: true}, "0.00", "0.00"},
		{3.14159, Style{Digits: 1, Plus: true}, "+3.1", "+3.1"},
		{0.285, Style{Kind: Percent}, "29%", "29%"},
		{0.285, Style{Kind: Percent, Digits: 1}, "28.5%", "28.5%"},
		{0.07, Style{Kind: Percent, Digits: 1}, "7.0%", "7.0%"},
		{1, Style{Kind: Percent, Digits: 1}, "100.0%", "100.0%"},
		{0.0004, Style{Kind: P}, "< .001", "< 0.001"},
		{0.001, Style{Kind: P}, ".001", "0.001"},
		{0, Style{Kind: P, Digits: 2}, "< .01", "< 0.01"},
		{0.0495, Style{Kind: P, Digits: 3}, ".050", "0.050"},
		{0.9996, Style{Kind: P}, "1.000", "1.000"},
		{-0.456, Style{Kind: Bounded, Digits: 2}, "−.46", "−0.46"},
		{1, Style{Kind: Bounded, Digits: 2}, "1.00", "1.00"},
		{0, Style{Kind: Bounded, Digits: 2}, ".00", "0.00"},
		{1e-7, Style{Digits: 3}, "0.000", "0.000"},
		{1e21, Style{Digits: 1}, "1000000000000000000000.0", "1000000000000000000000.0"},
		{math.NaN(), Style{Digits: 2}, "", ""},
		{math.Inf(-1), Style{Digits: 2}, "−∞", "−∞"},
	} {
		if got := Number("en", c.v, c.style); got != c.en {
			t.Errorf("en %v %+v: got %q, want %q", c.v, c.style, got, c.en)
		}
		if got := Number("zh", c.v, c.style); got != c.zh {
			t.Errorf("zh %v %+v: got %q, want %q", c.v, c.style, got, c.zh)
		}
	}
}

func TestMethod(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{English, "pooled SD; whatever", "pooled SD; whatever"},
		{Chinese, "a method that nobody put into words", "a method that nobody put into words"},
		{Chinese, "share of valid answers, not reversed; also unknown 3", "占有效作答的比例，反向题按原题方向；also unknown 3"},
		{Chinese, "Feldt 1965 CI, pairwise", "Feldt（1965）置信区间，成对删除缺失值"},
		{Chinese, "ANOVA on the row mean, n0 = 30.2742", "对各份作答均值的方差分析，等效组规模n₀＝30.2742"},
		{Chinese, "Welch, Satterthwaite df; p holm over 26 dimensions", "Welch检验，Satterthwaite自由度；p值按Holm法校正，共26个维度"},
		{Chinese, "geometric means, Roemer et al. 2021, nobody knows", "几何平均，Roemer等（2021），nobody knows"},
		{Chinese, "units reviewed by both: K = 2M/(N1+N2), Holsti 1969", "两人均审阅的单元：K＝2M/（N₁＋N₂）为相互同意度，Holsti（1969）"},
	} {
		if got := Method(c.lang, c.text); got != c.want {
			t.Errorf("%s, %q: %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}
