package mask_test

import (
	"fmt"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
)

func Example() {
	m := mask.New(&coding.Study{
		Framework:  &coding.Framework{Roles: []coding.Role{{ID: "window", Level: "staff"}}},
		Interviews: []coding.Interview{{ID: "2023-04-王", Case: "G", Role: "window", Consent: coding.ConsentGiven}},
		Options:    coding.Options{Mask: coding.Mask{Names: []string{"王伟"}}},
	})
	text, ok := m.Quote("2023-04-王", "12", "有事就打王伟的手机１３８ 1234 5678。", "zh")
	fmt.Println(m.Alias("2023-04-王").ZH, m.Role("2023-04-王"), ok)
	fmt.Println(text)
	// Output:
	// G-访谈01 staff true
	// 有事就打【姓名】的手机【电话】。
}
