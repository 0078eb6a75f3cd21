package transcript

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// said writes turns as speaker=text.
func said(t *testing.T, text string) []string {
	t.Helper()
	tr, _, err := Read([]byte(text), "I1.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := []rune(tr.Text)
	var out []string
	for _, turn := range tr.Turns {
		out = append(out, fmt.Sprintf("%s=%s", turn.Speaker, strings.ReplaceAll(string(all[turn.From:turn.To]), "\n", "|")))
	}
	return out
}

func TestSpeakers(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"names that recur", "张三：您好。\n李四：你好。\n张三：请讲。\n李四：好。", []string{"张三=您好。", "李四=你好。", "张三=请讲。", "李四=好。"}},
		{"ASCII colon, roles", "访谈者: 从什么时候开始？\n受访者: 去年。\n当时有两个窗口。\n访谈者: 后来呢？", []string{"访谈者=从什么时候开始？", "受访者=去年。|当时有两个窗口。", "访谈者=后来呢？"}},
		{"blanks behind the time", "发言人1 00:01  \n您好\n\n发言人2 00:05\t\n谢谢。", []string{"发言人1=您好", "发言人2=谢谢。"}},
		{"Q and A", "Q：怎么协调？\nA：打电话。\n\nQ1：然后？\nA1：走流程。", []string{"Q=怎么协调？", "A=打电话。", "Q1=然后？", "A1=走流程。"}},
		{"one Q and one A", "问：怎么协调？\n答：打电话。", []string{"问=怎么协调？", "答=打电话。"}},
		{"I and R", "I: How did it start?\nR: Slowly. He said: wait.\nI: And then?", []string{"I=How did it start?", "R=Slowly. He said: wait.", "I=And then?"}},
		{"stems", "甲：先说我的。\n乙：好。\n丙：我补充。\n甲：行。", []string{"甲=先说我的。", "乙=好。", "丙=我补充。", "甲=行。"}},
		{"no speaker in a sentence", "张三：我记得当时局长来了，他说：先试三个月。\n李四：对。\n张三：后来有人问：行不行？\n李四：行。",
			[]string{"张三=我记得当时局长来了，他说：先试三个月。", "李四=对。", "张三=后来有人问：行不行？", "李四=行。"}},
		{"labels at the beginning of lines", "张三：有三点。\n第一点：人要到位。\n第二点：权要到位。\n他说：试试。\n王局长说：可以。\n李四：还有呢？\n第一点：再说一遍。\n他说：好。\n张三：没了。\n李四：谢谢。",
			[]string{"张三=有三点。|第一点：人要到位。|第二点：权要到位。|他说：试试。|王局长说：可以。", "李四=还有呢？|第一点：再说一遍。|他说：好。", "张三=没了。", "李四=谢谢。"}},
		{"in the midst of a line", "李四：有两点。张三：不对。王五：对。\n张三：再说。李四：好。\n李四：行。\n张三：嗯。", []string{"李四=有两点。张三：不对。王五：对。", "张三=再说。李四：好。", "李四=行。", "张三=嗯。"}},
		{"only labels", "第一点：人。\n第二点：权。\n第一点：又是人。\n我们的想法：都好。\n我们的想法：再说。\n例如：窗口。\n例如：大厅。", nil},
		{"one that recurs twice", "改革思路：集中。\n然后。\n改革思路：再集中。", nil},
		{"one that recurs three times", "张三：一。\n您怎么看\n张三：二。\n然后呢\n张三：三。", []string{"张三=一。|您怎么看", "张三=二。|然后呢", "张三=三。"}},
		{"head of the record", "某区访谈记录\n访谈时间：2024年5月1日\n受访者：张局长\n地点：三楼会议室\n\n访谈者：请介绍一下。\n受访者：好。\n访谈者：谢谢。",
			[]string{"=某区访谈记录|访谈时间：2024年5月1日|受访者：张局长|地点：三楼会议室", "访谈者=请介绍一下。", "受访者=好。", "访谈者=谢谢。"}},
		{"time before the name", "[00:12:31] 张三：您好。\n00:12:40 李四：你好。\n（00:13:02）张三：请讲。\n[00:14:00] 王五：我也说一句。", []string{"张三=您好。", "李四=你好。", "张三=请讲。", "王五=我也说一句。"}},
		{"time behind the name, alone on the line", "发言人1 00:01\n您好，请坐。\n\n发言人2 00:05\n谢谢。\n12:30 开会\n\n发言人1 00:12\n开始吧。", []string{"发言人1=您好，请坐。", "发言人2=谢谢。|12:30 开会", "发言人1=开始吧。"}},
		{"name, date and time", "张三 2024-05-01 10:02:11\n在吗\n李四(10:03): 在\n张三 2024-05-01 10:04:00\n好", []string{"张三=在吗", "李四=在", "张三=好"}},
		{"time on a line of its own", "00:00:01.000 --> 00:00:04.000\n张三：您好。\n\n00:00:05.000 --> 00:00:09.000\n李四：你好。\n\n00:00:10.000 --> 00:00:11.000\n张三：好。", []string{"张三=您好。", "李四=你好。", "张三=好。"}},
		{"time without a name", "00:12 他们来了\n00:14 又走了：没说话", nil},
		{"name alone above the text", "访谈者\n您怎么看？\n受访者\n我觉得可以。\n要慢慢来。\n访谈者\n为什么？", []string{"访谈者=您怎么看？", "受访者=我觉得可以。|要慢慢来。", "访谈者=为什么？"}},
		{"own names alone, taking turns", "张三\n您怎么看？\n李四\n可以。\n张三\n为什么？\n李四\n慢慢来。", []string{"张三=您怎么看？", "李四=可以。", "张三=为什么？", "李四=慢慢来。"}},
		{"words alone are no names", "说到这里。\n对\n就这样。\n对\n嗯\n好。\n嗯\n完。", nil},
		{"name and colon alone", "John Smith:\nHow are you?\n\nMary:\nFine. Note: not really.\n\nJohn Smith:\nOh.\nMary:\nYes.", []string{"John Smith=How are you?", "Mary=Fine. Note: not really.", "John Smith=Oh.", "Mary=Yes."}},
		{"with a remark", "张三（局长）：好。\n李四(女)：对。\n张三（局长）：行。\n李四(女)：嗯。", []string{"张三（局长）=好。", "李四(女)=对。", "张三（局长）=行。", "李四(女)=嗯。"}},
		{"once, with a title or of the series", "P1：我先。\nP2：我也。\nP1：还有。\nP2：嗯。\nP3：我补充。\n李科长：我总结。\n王五：谁。", []string{"P1=我先。", "P2=我也。", "P1=还有。", "P2=嗯。", "P3=我补充。", "李科长=我总结。|王五：谁。"}},
		{"width and case", "Ｑ：一\nA：二\nq:三\na：四", []string{"Ｑ=一", "A=二", "Ｑ=三", "A=四"}},
		{"numbered questions", "1、问：怎么办？\n答：打电话。\n2. 问：然后？\n答：开会。\n3、先说这些", []string{"问=怎么办？", "答=打电话。", "问=然后？", "答=开会。|3、先说这些"}},
		{"questions and answers in words", "问题1：怎么办？\n回答：打电话。\n问题2：然后？\n回答：开会。", []string{"问题1=怎么办？", "回答=打电话。", "问题2=然后？", "回答=开会。"}},
		{"questions without answers", "问题：缺人。\n对策：派人。\n问题：缺钱。\n办法：找财政。\n问题：缺章。", nil},
		{"an official paper", "（一）集中审批\n责任单位：行政审批局\n完成时限：6月底\n（二）加强监管\n责任单位：住建局\n完成时限：9月底\n（三）制度\n责任单位：政府办\n完成时限：长期", nil},
		{"departments that speak", "审批局：我们先批。\n住建局：我们后管。\n审批局：对。\n住建局：嗯。", []string{"审批局=我们先批。", "住建局=我们后管。", "审批局=对。", "住建局=嗯。"}},
		{"addresses and ratios", "Q：看网站\nhttp://a.b\nA：比例\n比例 3:2\n比例 4:5\nQ：好", []string{"Q=看网站|http://a.b", "A=比例|比例 3:2|比例 4:5", "Q=好"}},
		{"a speaker without words", "Q：\nA：\nQ：在吗？", []string{"Q=在吗？"}},
		{"long text", "我们局长常说一句话：“先立后破”。所以：第一，人要到位；第二，权要到位。", nil},
		{"empty", "", nil},
		{"blank", " \r\n\t\r\n", nil},
		{"CRLF", "Q：一\r\nA：二\r二的二\r\n", []string{"Q=一", "A=二|二的二"}},
	} {
		if got := said(t, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}
