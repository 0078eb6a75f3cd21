package study

import (
	"slices"
	"strings"
	"testing"
)

func TestNaturalOrder(t *testing.T) {
	for _, want := range []string{
		"before after", "pre post", "改革前 改革后", "前测 后测", "前 后", "前 中 后", "整合前 整合后", "pre-reform post-reform", "以前 以后", "以前 现在",
		"t1 t2 t10", "T9 T10 T11", "wave_1 wave_2 wave_10", "第一轮 第二轮 第三轮", "第九轮 第十轮 第十一轮 第二十轮 第二十三轮", "第1期 第2期 第10期", "一期 二期 三期",
		"first_wave second_wave", "1st 2nd 3rd", "1 2 10", "2019 2021 2024", "2019年 2021年", "二〇一九年 二〇二三年",
		"2023-01-05 2023-02-01 2024-01-01", "2023/9/1 2023/10/1", "2023-9 2023-10", "2023年9月 2023年10月",
		"2023H1 2023H2 2024H1", "H2_2022 H1_2023 H2_2023", "2023上半年 2023下半年 2024上半年", "2022Q4 2023Q1 2023Q3", "2023年第一季度 2023年第三季度", "上半年 下半年",
		"2022 2023H1 2023Q3", "2019-2020 2020-2021", "baseline endline", "去年 今年",
	} {
		order := strings.Fields(want)
		for i := range order {
			order[i] = strings.ReplaceAll(order[i], "_", " ")
		}
		given := slices.Clone(order)
		slices.Reverse(given)
		if got, ok := naturalOrder(given); !ok || !slices.Equal(got, order) {
			t.Errorf("%v: got %v %v", order, got, ok)
		}
		slices.Sort(given)
		if got, ok := naturalOrder(given); !ok || !slices.Equal(got, order) {
			t.Errorf("%v sorted: got %v %v", order, got, ok)
		}
	}
	for _, unknown := range []string{"alpha beta", "before 改革前", "before pilot after", "T1 t1", "第一轮 第1轮", "2023 2023H2", "2023 2023-05", "t-1 t0", "t-2 t-1", "before 2023",
		"整合前 改革后", "5/6/2023 6/6/2023", "2023 t1", "甲 乙", "wave1a2 wave1a3"} {
		if got, ok := naturalOrder(strings.Fields(unknown)); ok {
			t.Errorf("%s: took %v", unknown, got)
		}
	}
	if got, ok := naturalOrder([]string{"pilot"}); !ok || len(got) != 1 {
		t.Errorf("one period: %v %v", got, ok)
	}
}
