package transcript_test

import (
	"fmt"

	"github.com/smekit/smekit/coding/transcript"
)

func ExampleCut() {
	text := "访谈者：审批和监管怎么协调？\n受访者：每周三开联席会。他说：“先试三个月。”后来就定了。\n访谈者：谢谢。\n"
	t, notes, err := transcript.Read([]byte(text), "interviews/I01.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, n := range notes {
		fmt.Println(n.Code, n.Args)
	}
	units, err := transcript.Cut(t, "sentence")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, u := range units {
		fmt.Printf("%d–%d %s: %s\n", u.From, u.To, u.Speaker, u.Text)
	}
	// Output:
	// transcript_speakers [访谈者 (2), 受访者 (1)]
	// 4–14 访谈者: 审批和监管怎么协调？
	// 19–27 受访者: 每周三开联席会。
	// 27–38 受访者: 他说：“先试三个月。”
	// 38–44 受访者: 后来就定了。
	// 49–52 访谈者: 谢谢。
}
