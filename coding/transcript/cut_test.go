package transcript

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/smekit/smekit/coding"
	"pgregory.net/rapid"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"先试三个月。后来就定了！行吗？行", "先试三个月。|后来就定了！|行吗？|行"},
		{"他说：“先试三个月。”后来就定了。", "他说：“先试三个月。”|后来就定了。"},
		{"“真的吗？”，他问。（没人回答。）散会。", "“真的吗？”，他问。|（没人回答。）|散会。"},
		{"『定了。』「定了！」走。", "『定了。』|「定了！」|走。"},
		{"我觉得……还行……”再看吧", "我觉得……|还行……”|再看吧"},
		{"什么？！真的！！！好", "什么？！|真的！！！|好"},
		{"一是人；二是权；三是钱。", "一是人；二是权；三是钱。"},
		{"我们去了.然后回来.花了3.5万.", "我们去了.|然后回来.|花了3.5万."},
		{"真的吗?是的!好", "真的吗?|是的!|好"},
		{"嗯...我想想", "嗯...|我想想"},
		{"Dr. Smith met Mr. J. R. Li at 3.30 p.m. on Monday. He left. It was e.g. fine.", "Dr. Smith met Mr. J. R. Li at 3.30 p.m. on Monday.|He left.|It was e.g. fine."},
		{"We waited... and waited… still. Then we left... Nobody came.", "We waited... and waited… still.|Then we left...|Nobody came."},
		{`He said "Go." Then he went. "Why?" she asked.`, `He said "Go."|Then he went.|"Why?"|she asked.`},
		{"It cost 3.5 million in 2024. See www.a.b/c.html for No. 5.", "It cost 3.5 million in 2024.|See www.a.b/c.html for No. 5."},
		{"So did I. And he?", "So did I.|And he?"},
		{"1. 人要到位。2. 权要到位。", "1. 人要到位。|2. 权要到位。"},
		{"没有标点 就这样", "没有标点 就这样"},
		{"第一行\n\n 　第二行 。\n", "第一行|第二行 。"},
		{"。。", "。。"},
		{" ", ""},
	} {
		units, err := Cut(coding.Transcript{Text: c.text}, "sentence")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, u := range units {
			got = append(got, u.Text)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, strings.Join(got, "|"), c.want)
		}
	}
}

func TestUnits(t *testing.T) {
	tr, _, err := Read([]byte("访谈者：怎么协调？\n请举例。\n\n受访者：开会。\n  \n 当场定。 打电话也行。\n"), "I1.txt")
	if err != nil {
		t.Fatal(err)
	}
	for unit, want := range map[string][]Unit{
		"turn":      {{"访谈者", "怎么协调？\n请举例。", 4, 14}, {"受访者", "开会。\n  \n 当场定。 打电话也行。", 20, 39}},
		"paragraph": {{"访谈者", "怎么协调？", 4, 9}, {"访谈者", "请举例。", 10, 14}, {"受访者", "开会。", 20, 23}, {"受访者", "当场定。 打电话也行。", 28, 39}},
		"sentence":  {{"访谈者", "怎么协调？", 4, 9}, {"访谈者", "请举例。", 10, 14}, {"受访者", "开会。", 20, 23}, {"受访者", "当场定。", 28, 32}, {"受访者", "打电话也行。", 33, 39}},
	} {
		got, err := Cut(tr, unit)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %+v, %v", unit, got, err)
		}
	}
}

func TestCutRefuses(t *testing.T) {
	if _, err := Cut(coding.Transcript{Text: "一"}, "word"); err == nil || err.Error() != `transcript: unknown unit "word": want turn, paragraph or sentence` {
		t.Errorf("got %v", err)
	}
	for _, turns := range [][]coding.Turn{{{From: 0, To: 4}}, {{From: -1, To: 1}}, {{From: 2, To: 1}}, {{From: 0, To: 2}, {From: 1, To: 3}}} {
		if _, err := Cut(coding.Transcript{Text: "一二三", Turns: turns}, "turn"); err == nil {
			t.Errorf("%v was taken", turns)
		}
	}
}

func TestLongUnitsFitACell(t *testing.T) {
	sentence := strings.Repeat("零", 99) + "。"
	for _, c := range []struct {
		name, text string
		sizes      []int // code points
	}{
		{"at sentences", strings.Repeat(sentence, 700), []int{30000, 30000, 10000}},
		{"at sentences that do not fill it", strings.Repeat(strings.Repeat("零", 699)+"。", 50), []int{29400, 5600}},
		{"at lines", strings.Repeat(strings.Repeat("零", 20000)+"\n", 2), []int{20000, 20000}},
		{"at commas", strings.Repeat("零", 29000) + "，" + strings.Repeat("零", 5000), []int{29001, 5000}},
		{"anywhere", strings.Repeat("零", 70000), []int{30000, 30000, 10000}},
		{"two units a character", strings.Repeat("𠮷", 20000), []int{15000, 5000}},
	} {
		units, err := Cut(coding.Transcript{Text: c.text}, "turn")
		if err != nil {
			t.Fatal(err)
		}
		var sizes []int
		for _, u := range units {
			sizes = append(sizes, u.To-u.From)
			if n := len(utf16.Encode([]rune(u.Text))); n > 30000 {
				t.Errorf("%s: a unit of %d", c.name, n)
			}
		}
		if !slices.Equal(sizes, c.sizes) {
			t.Errorf("%s: got %v, want %v", c.name, sizes, c.sizes)
		}
	}
}

// sound checks what every cut keeps: units are the text between their ends, in order, each in one turn; outside them are
// blanks, time marks and speakers.
func sound(fatalf func(string, ...any), tr coding.Transcript, outside func(string) bool) {
	all := []rune(tr.Text)
	for _, unit := range []string{"turn", "paragraph", "sentence"} {
		units, err := Cut(tr, unit)
		if err != nil {
			fatalf("%s: %v", unit, err)
		}
		last := 0
		for i, u := range append(units, Unit{From: len(all), To: len(all)}) {
			if u.From < last || u.To > len(all) || u.Text != string(all[u.From:u.To]) {
				fatalf("%s %d: %+v after %d", unit, i, u, last)
			}
			if gap := string(all[last:u.From]); strings.TrimFunc(gap, blank) != "" && !outside(gap) {
				fatalf("%s: %q is in no unit", unit, gap)
			}
			last = u.To
			if i == len(units) {
				break
			}
			if u.Text == "" || blank(all[u.From]) || blank(all[u.To-1]) || unit != "turn" && strings.Contains(u.Text, "\n") {
				fatalf("%s %d: %q", unit, i, u.Text)
			}
			if len(tr.Turns) > 0 && !slices.ContainsFunc(tr.Turns, func(t coding.Turn) bool { return t.Speaker == u.Speaker && t.From <= u.From && u.To <= t.To }) {
				fatalf("%s %d: %+v crosses turns", unit, i, u)
			}
		}
	}
}

var speech = rapid.SliceOfN(rapid.SampledFrom([]string{"审批", "监管 ", "。", "！", "？", "……", "”", "“", "，", "；", "3.5", "e.g. ", "Then ", ". ", "...", "\n", "\n\n", " \t", "他说：", "（", "）", "𠮷", "\r\n", "\u200b", "\""}), 1, 30)

func TestRoundTripOfTexts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		names := rapid.SampledFrom([][]string{{"张三：", "李四："}, {"Q: ", "A: "}, {"[00:01] 访谈者：", "[00:02] 受访者："}, {"发言人1 00:12\n", "发言人2 01:00:12\n"}, {"访谈者\n", "受访者\n"}}).Draw(rt, "names")
		var text strings.Builder
		for range rapid.IntRange(2, 6).Draw(rt, "rounds") {
			for _, n := range names {
				text.WriteString(n + "说" + strings.Join(speech.Draw(rt, "speech"), "") + "\n")
			}
		}
		tr, _, err := Read([]byte(text.String()), "I1.txt")
		if err != nil {
			rt.Fatal(err)
		}
		if len(tr.Turns) < 4 {
			rt.Fatalf("%d turns of %q", len(tr.Turns), text.String())
		}
		sound(rt.Fatalf, tr, func(gap string) bool {
			for _, n := range names {
				gap = strings.ReplaceAll(gap, strings.TrimSpace(n), "")
			}
			return strings.TrimFunc(gap, blank) == ""
		})
	})
}

func TestRoundTripOfRows(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var rows []Row
		for range rapid.IntRange(0, 8).Draw(rt, "rows") {
			rows = append(rows, Row{rapid.SampledFrom([]string{"", "张三", "李四"}).Draw(rt, "who"), strings.Join(speech.Draw(rt, "speech"), "")})
		}
		tr := FromRows(rows)
		sound(rt.Fatalf, tr, func(string) bool { return false })
		said := map[string]int{}
		for _, turn := range tr.Turns {
			said[turn.Speaker]++
		}
		for _, r := range rows {
			if r.Speaker != "" {
				said[r.Speaker]--
			}
		}
		if said["张三"] > 0 || said["李四"] > 0 {
			rt.Fatalf("more turns than rows: %v", said)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("张三：您好。\n李四：你好。\n张三：请讲。"), "a.txt")
	f.Add([]byte("发言人1 00:01\n您好\n\n发言人2 00:05\n谢谢。"), "a.txt")
	f.Add([]byte("Q: He said \"go.\" 3.5\nA: e.g. this...\n[00:12:31] Q1：..."), "a.txt")
	f.Add([]byte("访谈时间：2024\n受访者：张\n\n问：？\n答：\xff"), "a.txt")
	f.Add([]byte("发言人1 00:01  \n您好\n\n发言人2 00:05\t\n谢谢。"), "a.txt") // blanks behind the time
	f.Add(pack(f, open+para(run("张三：一"))+`<w:tbl><w:tr><w:tc>`+para(run("张三"))+`</w:tc><w:tc>`+para(run("二"))+`</w:tc></w:tr></w:tbl>`+shut), "a.docx")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		tr, _, err := limits{file: 1 << 20, unzipped: 1 << 20, text: 1 << 18, elements: 1 << 18}.read(data, name)
		if err != nil {
			return
		}
		last := 0
		for _, turn := range tr.Turns {
			if turn.From < last || turn.To <= turn.From {
				t.Fatalf("%+v after %d", turn, last)
			}
			last = turn.To
		}
		sound(t.Fatalf, tr, func(string) bool { return true })
	})
}

// interview is a conversation of about n characters.
func interview(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < 3*n; i++ {
		fmt.Fprintf(&b, "访谈者：第%d个问题，审批和监管分开以后怎么协调？\n", i)
		b.WriteString("受访者：" + strings.Repeat("先打电话，再走程序。他说：“当场定。”我记得是2024.5月的事……后来每周三开联席会；", 4) + "\n就这样。\n\n")
	}
	return b.String()
}

func BenchmarkReadAndCut(b *testing.B) {
	data := []byte(interview(30000))
	for b.Loop() {
		tr, _, err := Read(data, "I1.txt")
		if err != nil {
			b.Fatal(err)
		}
		if units, err := Cut(tr, "sentence"); err != nil || len(units) < 1000 {
			b.Fatal(len(units), err)
		}
	}
}

// Texts made to be slow: each is read and cut in time that grows with its length.
func TestNoTextIsSlow(t *testing.T) {
	const n = 400_000
	for _, s := range []string{".", "…", "。", "a.", "a. ", "1:", "[", "[0", "张三：", "张三：\n", "\n", " ", "\"", "（", "00:01\n", "“。", "。 ", "12:30 ", "(1:", "甲\n", "\n。", "。、"} {
		text := strings.Repeat(s, n/len([]rune(s)))
		tr, _, err := Read([]byte(text), "a.txt")
		if err != nil {
			t.Fatal(err)
		}
		for _, unit := range []string{"turn", "sentence"} {
			if _, err := Cut(tr, unit); err != nil {
				t.Fatal(err)
			}
		}
	}
}
