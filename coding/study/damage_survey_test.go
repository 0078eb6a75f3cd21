package study_test

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

// surveyDamages are faults in responses: answers, people, columns.
func surveyDamages(t *testing.T) []damage {
	return []damage{
		{name: "out of range", files: responses(t, "R1|G|D01|leader|before|#55|#4"),
			en: []string{
				`survey/responses.xlsx!responses!F2: expected a whole number from 1 to 5, got "55" (did you mean 5?)`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!F2: 应为 1 到 5 的整数，实为“55”（是否应为 5？）`,
			}},
		{name: "out of range without a guess", files: responses(t, "R1|G|D01|leader|before|#7|#4"),
			en: []string{
				`survey/responses.xlsx!responses!F2: expected a whole number from 1 to 5, got "7"`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!F2: 应为 1 到 5 的整数，实为“7”`,
			}},
		{name: "not whole", files: responses(t, "R1|G|D01|leader|before|#3.5|#4"),
			en: []string{
				`survey/responses.xlsx!responses!F2: expected a whole number from 1 to 5, got "3.5"`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!F2: 应为 1 到 5 的整数，实为“3.5”`,
			}},
		{name: "label with a slip", files: responses(t, "R1|G|D01|leader|before|非常同急|#4"),
			en: []string{
				`survey/responses.xlsx!responses!F2: expected a whole number from 1 to 5 or one of its labels, got "非常同急" (did you mean 5?)`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!F2: 应为 1 到 5 的整数或其标签，实为“非常同急”（是否应为 5？）`,
			}},
		{name: "unreadable answer", files: responses(t, "R1|G|D01|leader|before|很好说|#4"),
			en: []string{
				`survey/responses.xlsx!responses!F2: expected a whole number from 1 to 5 or one of its labels, got "很好说"`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!F2: 应为 1 到 5 的整数或其标签，实为“很好说”`,
			}},
		{name: "label conflict", files: responses(t, "R1|G|D01|leader|before|4 非常同意|#4"),
			en: []string{
				`survey/responses.xlsx!responses!F2: number and label differ in "4 非常同意": the label stands for 5`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!F2: “4 非常同意”中的数字与标签不符：该标签对应 5`,
			}},
		{name: "duplicate respondent", files: responses(t, "R1|G|D01|leader|before|#5|#4", "R1|G|D01|leader|after|#5|#4", "r1|G|D01|leader|before|#5|#4"),
			en: []string{
				`survey/responses.xlsx!responses!A4: respondent "r1" already answered in period "before", in survey/responses.xlsx!responses!A2`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!A4: 受访者“r1”在时期“before”已有答卷，见 survey/responses.xlsx!responses!A2`,
			}},
		{name: "two departments", files: responses(t, "R1|G|D01|leader|before|#5|#4", "R1|G|D02|leader|after|#5|#4"),
			en: []string{
				`survey/responses.xlsx!responses!C3: respondent "R1" is in department "D01" in survey/responses.xlsx!responses!C2, and here in "D02"`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!C3: 受访者“R1”在 survey/responses.xlsx!responses!C2 属于部门“D01”，此处却属于“D02”`,
			}},
		{name: "department not listed", files: responses(t, "R1|G|D11|leader|before|#5|#4", "R2|H|D02|leader|before|#5|#4"),
			en: []string{
				`survey/responses.xlsx!responses!C2: expected a department of the departments sheet, got "D11" (did you mean D01?)`,
				`survey/responses.xlsx!responses!C3: department "D02" belongs to case G, not to H`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!C2: 应为部门表中的部门，实为“D11”（是否应为 D01？）`,
				`survey/responses.xlsx!responses!C3: 部门“D02”属于案例 G，不属于 H`,
			}},
		{name: "ambiguous department", files: responses(t, "R1||D01|leader|before|#5|#4", "R2||D02|leader|before|#5|#4"),
			en: []string{
				`survey/responses.xlsx!responses!C2: several cases have a department "D01": name the case`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!C2: 不止一个案例有部门“D01”：请注明案例`,
			}},
		{name: "unknown case", files: responses(t, "R1|GG|D01|leader|before|#5|#4"),
			en: []string{
				`survey/responses.xlsx!responses!B2: expected a case of the cases sheet (G, H), got "GG"`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!B2: 应为案例表中的案例（G, H），实为“GG”`,
			}},
		{name: "unknown role and period", files: responses(t, "R1|G|D01|leadr|befor|#5|#4"),
			en: []string{
				`survey/responses.xlsx!responses!D2: expected a role (leader 领导, backbone 骨干, staff 科员, window 窗口, seconded 派驻, supervisor 监管), got "leadr" (did you mean leader?)`,
				`survey/responses.xlsx!responses!E2: expected a period (before 改革前, after 改革后), got "befor" (did you mean before?)`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!D2: 应为角色（leader 领导, backbone 骨干, staff 科员, window 窗口, seconded 派驻, supervisor 监管），实为“leadr”（是否应为 leader？）`,
				`survey/responses.xlsx!responses!E2: 应为时期（before 改革前, after 改革后），实为“befor”（是否应为 before？）`,
			}},
		{name: "respondent without id", files: responses(t, "|G|D01|leader|before|#5|#4"),
			en: []string{
				`survey/responses.xlsx!responses!A2: expected an id, found an empty cell`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!A2: 编号不能为空`,
			}},
		{name: "item named nowhere", files: csv("survey/responses.xlsx", "respondent_id,case,department,ME_SUB_1,ME_SUB_9,ME_RL_1,XX_YY_1,hobby\nR1,G,D01,5,4,3,2,go\n"),
			en: []string{
				`survey/responses.xlsx!E1: column "ME_SUB_9" looks like an item, but the instrument has none of this id (did you mean ME_SUB_2?)`,
				`survey/responses.xlsx!F1: column "ME_RL_1" looks like an item, but the instrument has none of this id (did you mean ME_REL_1?)`,
			},
			zh: []string{
				`survey/responses.xlsx!E1: 列“ME_SUB_9”像是题项，但问卷中没有这个题号（是否应为 ME_SUB_2？）`,
				`survey/responses.xlsx!F1: 列“ME_RL_1”像是题项，但问卷中没有这个题号（是否应为 ME_REL_1？）`,
			}},
		{name: "respondent column missing", files: csv("survey/responses.xlsx", "respondant_id,case,department,ME_SUB_1\nR1,G,D01,5\n"),
			en: []string{
				`survey/responses.xlsx!A1: found no column respondent_id / 编号; there is: respondant_id (did you mean respondent_id?)`,
			},
			zh: []string{
				`survey/responses.xlsx!A1: 缺少列 respondent_id / 编号；现有：respondant_id（是否应为 respondent_id？）`,
			}},
		{name: "two columns for one item", files: csv("survey/responses.xlsx", "respondent_id,case,department,ME_SUB_1,me_sub_1\nR1,G,D01,5,4\n"),
			en: []string{
				`survey/responses.xlsx!E1: header "me_sub_1" names what column D already holds`,
			},
			zh: []string{
				`survey/responses.xlsx!E1: 表头“me_sub_1”与 D 列重复`,
			}},
		{name: "date in an answer", files: map[string][]byte{"survey/responses.xlsx": workbook(t, func(f *excelize.File) {
			style, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
			_ = f.SetCellStyle("responses", "D2", "D2", style)
		}, tab{"responses", rows("respondent_id|case|department|ME_SUB_1", "R1|G|D01|#45400")})},
			en: []string{
				`survey/responses.xlsx!responses!D2: expected a number, got the date "2024-04-18"`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!D2: 应为数字，实为日期“2024-04-18”`,
			}},
		{name: "formula without value", files: map[string][]byte{"survey/responses.xlsx": workbook(t, func(f *excelize.File) {
			_ = f.SetCellFormula("responses", "D2", "1+1")
			_ = f.SetCellValue("responses", "E2", "heavy")
		}, tab{"responses", rows("respondent_id|case|department|ME_SUB_1|weight|seconds", "R1|G|D01|||#-5")})},
			en: []string{
				`survey/responses.xlsx!responses!D2: the formula has no stored value: open the file in Excel and save it`,
				`survey/responses.xlsx!responses!E2: expected a number, got "heavy"`,
				`survey/responses.xlsx!responses!F2: expected a number of 0 or more, got "-5"`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!D2: 公式没有保存结果：请用 Excel 打开并保存该文件`,
				`survey/responses.xlsx!responses!E2: 应为数字，实为“heavy”`,
				`survey/responses.xlsx!responses!F2: 应为不小于 0 的数，实为“-5”`,
			}},
		{name: "bad submission date", files: csv("survey/responses.xlsx", "respondent_id,case,department,submitted,ME_SUB_1\nR1,G,D01,05/06/2024,4\n"),
			en: []string{
				`survey/responses.xlsx!D2: expected a date such as 2024-05-01, got "05/06/2024"`,
			},
			zh: []string{
				`survey/responses.xlsx!D2: 应为日期，如 2024-05-01，实为“05/06/2024”`,
			}},
	}
}
