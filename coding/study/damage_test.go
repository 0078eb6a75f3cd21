package study_test

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

// damage is one fault put into the clean study, and the whole lines it must give.
type damage struct {
	name  string
	files map[string][]byte
	en    []string
	zh    []string
}

func responses(t testing.TB, lines ...string) map[string][]byte {
	return map[string][]byte{"survey/responses.xlsx": workbook(t, nil, tab{"responses", rows(append([]string{"编号|案例|部门|角色|时期|ME_SUB_1|ME_REL_1"}, lines...)...)})}
}

func coded(t testing.TB, lines ...string) map[string][]byte {
	return map[string][]byte{"coding/1/A.xlsx": workbook(t, nil, tab{"coding", rows(append([]string{"interview_id|segment_id|text|code|intensity|direction|state|period|link_to",
		"I1|S1|他们派了两个人来|ME.SUB|#2|#1|||", "I1|S2|关系不错|ME.REL|#2|#1|||"}, lines...)...)})}
}

func yaml(s string) map[string][]byte { return map[string][]byte{"study.yaml": []byte(s)} }

func csv(name, s string) map[string][]byte { return map[string][]byte{name: []byte(s)} }

func TestDamage(t *testing.T) {
	for _, d := range damages(t) {
		t.Run(d.name, func(t *testing.T) {
			wantLines(t, open(t, with(clean(t), d.files)), d.en, d.zh)
		})
	}
}

func damages(t *testing.T) []damage {
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
				`survey/responses.xlsx!responses!D2: expected a role (leader, backbone, staff, window, seconded, supervisor), got "leadr" (did you mean leader?)`,
				`survey/responses.xlsx!responses!E2: expected a period (before, after), got "befor" (did you mean before?)`,
			},
			zh: []string{
				`survey/responses.xlsx!responses!D2: 应为角色（leader, backbone, staff, window, seconded, supervisor），实为“leadr”（是否应为 leader？）`,
				`survey/responses.xlsx!responses!E2: 应为时期（before, after），实为“befor”（是否应为 before？）`,
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
				`survey/responses.xlsx!E1: column "ME_SUB_9" looks like an item, but the instrument has none of this id (did you mean ME_SUB_1?)`,
				`survey/responses.xlsx!F1: column "ME_RL_1" looks like an item, but the instrument has none of this id (did you mean ME_REL_1?)`,
				`survey/responses.xlsx!G1: column "XX_YY_1" looks like an item, but the instrument has none of this id`,
			},
			zh: []string{
				`survey/responses.xlsx!E1: 列“ME_SUB_9”像是题项，但问卷中没有这个题号（是否应为 ME_SUB_1？）`,
				`survey/responses.xlsx!F1: 列“ME_RL_1”像是题项，但问卷中没有这个题号（是否应为 ME_REL_1？）`,
				`survey/responses.xlsx!G1: 列“XX_YY_1”像是题项，但问卷中没有这个题号`,
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
		{name: "unknown code", files: coded(t, "I2|S1|没有人来|ME.SBU|#1|#1|||"),
			en: []string{
				`coding/1/A.xlsx!coding!D4: expected an active code, got "ME.SBU" (did you mean ME.SUB?)`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!D4: 应为在用的编码，实为“ME.SBU”（是否应为 ME.SUB？）`,
			}},
		{name: "unknown code beside a known one", files: coded(t, "I2|S1|没有人来|ME.REL；ME.XXX|#1|#1|||"),
			en: []string{
				`coding/1/A.xlsx!coding!D4: expected an active code, got "ME.XXX"`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!D4: 应为在用的编码，实为“ME.XXX”`,
			}},
		{name: "segment without interview", files: coded(t, "I9|S1|没有人来|ME.SUB|#1|#1|||"),
			en: []string{
				`coding/1/A.xlsx!coding!A4: expected an interview of the interviews sheet (I1, I2, I3, DOC1), got "I9"`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!A4: 应为访谈表中的访谈（I1, I2, I3, DOC1），实为“I9”`,
			}},
		{name: "segment without id", files: coded(t, "I2||没有人来|ME.SUB|#1|#1|||", "|S2|没有人来|ME.SUB|#1|#1|||"),
			en: []string{
				`coding/1/A.xlsx!coding!B4: expected an id, found an empty cell`,
				`coding/1/A.xlsx!coding!A5: expected an id, found an empty cell`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!B4: 编号不能为空`,
				`coding/1/A.xlsx!coding!A5: 编号不能为空`,
			}},
		{name: "segment twice", files: coded(t, "I2|S1|没有人来|ME.SUB|#1|#1|||", "I2|S1|没有人来|ME.SUB|#2|#1|||", "I2|S1|没有人来|ME.REL|#2|#1|||"),
			en: []string{
				`coding/1/A.xlsx!coding!B5: segment "S1" already has code "ME.SUB" from coder A in pass 1, in coding/1/A.xlsx!coding!B4`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!B5: 段落“S1”的编码“ME.SUB”重复：编码员 A，轮次 1，已见于 coding/1/A.xlsx!coding!B4`,
			}},
		{name: "intensity and direction", files: coded(t, "I2|S1|没有人来|ME.SUB|#33|强|||", "I2|S2|没有人来|ME.SUB|#4|#-2|||"),
			en: []string{
				`coding/1/A.xlsx!coding!E4: expected a whole number from 1 to 3, got "33" (did you mean 3?)`,
				`coding/1/A.xlsx!coding!F4: expected a whole number from -1 to 1, got "强"`,
				`coding/1/A.xlsx!coding!E5: expected a whole number from 1 to 3, got "4"`,
				`coding/1/A.xlsx!coding!F5: expected a whole number from -1 to 1, got "-2"`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!E4: 应为 1 到 3 的整数，实为“33”（是否应为 3？）`,
				`coding/1/A.xlsx!coding!F4: 应为 -1 到 1 的整数，实为“强”`,
				`coding/1/A.xlsx!coding!E5: 应为 1 到 3 的整数，实为“4”`,
				`coding/1/A.xlsx!coding!F5: 应为 -1 到 1 的整数，实为“-2”`,
			}},
		{name: "state", files: coded(t, "I2|S1|没有人来|ME.SUB|#1|#1|mentiond||"),
			en: []string{
				`coding/1/A.xlsx!coding!G4: expected one of mentioned, absent, got "mentiond" (did you mean mentioned?)`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!G4: 应为 mentioned, absent 之一，实为“mentiond”（是否应为 mentioned？）`,
			}},
		{name: "text edited", files: coded(t, "I2|S1|没有人来|ME.SUB|#1|#1|||", "I2|S1|有人来了|ME.REL|#1|#1|||"),
			en: []string{
				`coding/1/A.xlsx!coding!C5: the text of segment "S1" differs from coding/1/A.xlsx!coding!C4`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!C5: 段落“S1”的文本与 coding/1/A.xlsx!coding!C4 不同`,
			}},
		{name: "text differs between coders", files: csv("coding/1/B.csv", "interview_id,segment_id,text,code\nI1,S1,完全不同的话,ME.SUB\n"),
			en: []string{
				`coding/1/B.csv!C2: the text of segment "S1" differs from coding/1/A.xlsx!coding!D2`,
			},
			zh: []string{
				`coding/1/B.csv!C2: 段落“S1”的文本与 coding/1/A.xlsx!coding!D2 不同`,
			}},
		{name: "no text", files: coded(t, "I2|S1||ME.SUB|#1|#1|||"),
			en: []string{
				`coding/1/A.xlsx!coding!C4: segment "S1" has neither a text nor a transcript`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!C4: 段落“S1”既没有文本，也没有访谈记录`,
			}},
		{name: "link to nowhere", files: coded(t, "I2|S1|没有人来|ME.SUB|#1|#1|||S77"),
			en: []string{
				`coding/1/A.xlsx!coding!I4: expected a segment of this interview or a code, got "S77"`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!I4: 应为本访谈的段落或编码，实为“S77”`,
			}},
		{name: "coding period", files: coded(t, "I2|S1|没有人来|ME.SUB|#1|#1||during|"),
			en: []string{
				`coding/1/A.xlsx!coding!H4: expected a period (before, after), got "during"`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!H4: 应为时期（before, after），实为“during”`,
			}},
		{name: "code column missing", files: csv("coding/1/A.xlsx", "interview_id,segment_id,text,cod\nI1,S1,文本,ME.SUB\n"),
			en: []string{
				`coding/1/A.xlsx!D1: found no column code / 编码; there is: cod (did you mean code?)`,
			},
			zh: []string{
				`coding/1/A.xlsx!D1: 缺少列 code / 编码；现有：cod（是否应为 code？）`,
			}},
		{name: "no coder", files: map[string][]byte{"coding.xlsx": workbook(t, nil, tab{"coding", rows("interview_id|segment_id|text|code|pass", "I2|S1|没有人来|ME.SUB|#2")})},
			en: []string{
				`coding.xlsx!coding!2:2: expected a value for coder / 编码员, found an empty cell`,
			},
			zh: []string{
				`coding.xlsx!coding!2:2: coder / 编码员 不能为空`,
			}},
		{name: "ruling", files: map[string][]byte{"coding/consensus.xlsx": workbook(t, nil, tab{"consensus", rows("interview_id|segment_id|code|decision",
			"I1|S2|ME.REL|采纳", "I1|S2|ME.REL|reject", "I1|S77|ME.REL|accept", "I1|S2|MC.FUN|", "I1|S2|MC.FUN|perhaps")})},
			en: []string{
				`coding/consensus.xlsx!consensus!B3: code "ME.REL" of segment "S2" is already ruled in coding/consensus.xlsx!consensus!B2`,
				`coding/consensus.xlsx!consensus!B4: nobody has coded a segment "S77" of interview I1`,
				`coding/consensus.xlsx!consensus!D5: expected a value for decision / 裁定, found an empty cell`,
				`coding/consensus.xlsx!consensus!D6: expected one of accept, reject, got "perhaps"`,
			},
			zh: []string{
				`coding/consensus.xlsx!consensus!B3: 段落“S2”的编码“ME.REL”已在 coding/consensus.xlsx!consensus!B2 裁定`,
				`coding/consensus.xlsx!consensus!B4: 访谈 I1 中没有已编码的段落“S77”`,
				`coding/consensus.xlsx!consensus!D5: decision / 裁定 不能为空`,
				`coding/consensus.xlsx!consensus!D6: 应为 accept, reject 之一，实为“perhaps”`,
			}},
		{name: "negative counts", files: map[string][]byte{"cases.xlsx": workbook(t, nil,
			tab{"cases", rows("id|name|invited", "G|G区|#-4", "H|H区|many")},
			tab{"departments", rows("case|id|name|type|invited", "G|D01|审批局|approval_bureau|#1.5", "G|D02|住建局|housng|#10", "H|D01|审批局|approval_bureau|", "G|D02|又一个|housing|#1", "K|D01|别处|housing|#1")},
			tab{"interviews", rows("id|case|department|role|date|asked|characters|consent", "I1|G|D01|leader|昨天|ME;MC.FUM|#-900|yes", "I2|G|D02|chief|2024-05-02||#800|也许", "I3|H|D01|骨干|2024-05-03||#700|是", "I3|H|D01|骨干|2024-05-03||#700|是")})},
			en: []string{
				`cases.xlsx!cases!C2: expected a number of 0 or more, got "-4"`,
				`cases.xlsx!cases!C3: expected a number, got "many"`,
				`cases.xlsx!departments!E2: expected a whole number of 0 or more, got "1.5"`,
				`cases.xlsx!departments!D3: expected a department type of the framework (approval_bureau, service_centre, development_reform, market_regulation, natural_resources, housing, health, hrss, …), got "housng" (did you mean housing?)`,
				`cases.xlsx!departments!B5: the id "D02" is already used in cases.xlsx!departments!B3`,
				`cases.xlsx!departments!A6: expected a case of the cases sheet (G, H), got "K"`,
				`cases.xlsx!interviews!E2: expected a date such as 2024-05-01, got "昨天"`,
				`cases.xlsx!interviews!F2: expected a dimension of the framework, got "MC.FUM" (did you mean MC.FUN?)`,
				`cases.xlsx!interviews!G2: expected a number of 0 or more, got "-900"`,
				`cases.xlsx!interviews!D3: expected a role (leader, backbone, staff, window, seconded, supervisor), got "chief"`,
				`cases.xlsx!interviews!H3: expected one of yes, no, unknown, got "也许"`,
				`cases.xlsx!interviews!A5: the id "I3" is already used in cases.xlsx!interviews!A4`,
			},
			zh: []string{
				`cases.xlsx!cases!C2: 应为不小于 0 的数，实为“-4”`,
				`cases.xlsx!cases!C3: 应为数字，实为“many”`,
				`cases.xlsx!departments!E2: 应为不小于 0 的整数，实为“1.5”`,
				`cases.xlsx!departments!D3: 应为框架中的部门类型（approval_bureau, service_centre, development_reform, market_regulation, natural_resources, housing, health, hrss, …），实为“housng”（是否应为 housing？）`,
				`cases.xlsx!departments!B5: 编号“D02”与 cases.xlsx!departments!B3 重复`,
				`cases.xlsx!departments!A6: 应为案例表中的案例（G, H），实为“K”`,
				`cases.xlsx!interviews!E2: 应为日期，如 2024-05-01，实为“昨天”`,
				`cases.xlsx!interviews!F2: 应为框架中的维度，实为“MC.FUM”（是否应为 MC.FUN？）`,
				`cases.xlsx!interviews!G2: 应为不小于 0 的数，实为“-900”`,
				`cases.xlsx!interviews!D3: 应为角色（leader, backbone, staff, window, seconded, supervisor），实为“chief”`,
				`cases.xlsx!interviews!H3: 应为 yes, no, unknown 之一，实为“也许”`,
				`cases.xlsx!interviews!A5: 编号“I3”与 cases.xlsx!interviews!A4 重复`,
			}},
		{name: "benchmark", files: csv("benchmarks.csv", "peer,dimension,period,scale,value,n\n某市,ME.REL,after,1-5,,120\n某市,ME.RLE,after,,50,1\n某市,ME.REL,after,1-5,50,-1\n某市,ME.REL,after,five,3,2\n某市,ME.REL,later,1-5,3,2\n"),
			en: []string{
				`benchmarks.csv!E2: expected a value for value / 数值, found an empty cell`,
				`benchmarks.csv!B3: expected a dimension of the framework, got "ME.RLE" (did you mean ME.REL?)`,
				`benchmarks.csv!E4: expected a number from 1 to 5, got "50"`,
				`benchmarks.csv!F4: expected a number of 0 or more, got "-1"`,
				`benchmarks.csv!D5: expected one of pomp, 1-5, got "five"`,
				`benchmarks.csv!C6: expected a period (before, after), got "later"`,
			},
			zh: []string{
				`benchmarks.csv!E2: value / 数值 不能为空`,
				`benchmarks.csv!B3: 应为框架中的维度，实为“ME.RLE”（是否应为 ME.REL？）`,
				`benchmarks.csv!E4: 应为 1 到 5 的数，实为“50”`,
				`benchmarks.csv!F4: 应为不小于 0 的数，实为“-1”`,
				`benchmarks.csv!D5: 应为 pomp, 1-5 之一，实为“five”`,
				`benchmarks.csv!C6: 应为时期（before, after），实为“later”`,
			}},
		{name: "ties", files: csv("ties.csv", "case,from,to,weight\nG,D01,D99,1\nG,D01,D02,-1\nG,D01,,1\n"),
			en: []string{
				`ties.csv!C2: expected a department of the departments sheet, got "D99"`,
				`ties.csv!D3: expected a number of 0 or more, got "-1"`,
				`ties.csv!C4: expected a value for to / 指向, found an empty cell`,
			},
			zh: []string{
				`ties.csv!C2: 应为部门表中的部门，实为“D99”`,
				`ties.csv!D3: 应为不小于 0 的数，实为“-1”`,
				`ties.csv!C4: to / 指向 不能为空`,
			}},
		{name: "instrument", files: csv("survey/instrument.csv", "item,dimension,text_zh,min,max,reverse,ask,labels\nME_SUB_1,ME.SUB,甲,5,1,否,all,\n,ME.SUB,乙,1,5,否,all,\nME_REL_1,ME.RLL,丙,1,5,否,all,\nME_REL_2,ME.REL,丁,1,5,maybe,lines,是;否\nQ9,,戊,1,5,,,\nMC_FUN_1,MC.FUN,己,1,5,是,条线,\nmc_fun_1,MC.FUN,己,1,5,是,条线,\n"),
			en: []string{
				`survey/instrument.csv!D2: expected a lowest point below the highest, got 5 and 1`,
				`survey/instrument.csv!A3: expected an id, found an empty cell`,
				`survey/instrument.csv!B4: expected a dimension of the framework, got "ME.RLL" (did you mean ME.REL?)`,
				`survey/instrument.csv!F5: expected one of yes, no, got "maybe"`,
				`survey/instrument.csv!G5: expected one of all, approval, line, got "lines" (did you mean line?)`,
				`survey/instrument.csv!H5: expected a label for each point from 1 to 5, as in 1=…;2=…, got "是;否"`,
				`survey/instrument.csv!B6: expected a value for dimension / 维度, found an empty cell`,
				`survey/instrument.csv!A8: the id "mc_fun_1" is already used in survey/instrument.csv!A7`,
			},
			zh: []string{
				`survey/instrument.csv!D2: 最小值应小于最大值，实为 5 和 1`,
				`survey/instrument.csv!A3: 编号不能为空`,
				`survey/instrument.csv!B4: 应为框架中的维度，实为“ME.RLL”（是否应为 ME.REL？）`,
				`survey/instrument.csv!F5: 应为 yes, no 之一，实为“maybe”`,
				`survey/instrument.csv!G5: 应为 all, approval, line 之一，实为“lines”（是否应为 line？）`,
				`survey/instrument.csv!H5: 应为 1 到 5 各点的标签，如 1=…;2=…，实为“是;否”`,
				`survey/instrument.csv!B6: dimension / 维度 不能为空`,
				`survey/instrument.csv!A8: 编号“mc_fun_1”与 survey/instrument.csv!A7 重复`,
			}},
		{name: "codebook", files: csv("codebook.csv", "code,parent,dimension,status\nME.SUB,,ME.SUB,active\nME.REL,ME.SUBB,ME.REL,active\nMC.FUN,,MC.FUN,停用\nME.REL,,,\nX1,,ME.SBU,active\n"),
			en: []string{
				`codebook.csv!B3: expected a parent that is in this table, got "ME.SUBB" (did you mean ME.SUB?)`,
				`codebook.csv!A5: the id "ME.REL" is already used in codebook.csv!A3`,
				`codebook.csv!C6: expected a dimension of the framework, got "ME.SBU" (did you mean ME.SUB?)`,
				`coding/1/A.xlsx!coding!E3: code "MC.FUN" is no longer active in the codebook`,
				`coding/1/B.csv!E3: code "MC.FUN" is no longer active in the codebook`,
			},
			zh: []string{
				`codebook.csv!B3: 上级应在本表中，实为“ME.SUBB”（是否应为 ME.SUB？）`,
				`codebook.csv!A5: 编号“ME.REL”与 codebook.csv!A3 重复`,
				`codebook.csv!C6: 应为框架中的维度，实为“ME.SBU”（是否应为 ME.SUB？）`,
				`coding/1/A.xlsx!coding!E3: 编码“MC.FUN”在编码本中已停用`,
				`coding/1/B.csv!E3: 编码“MC.FUN”在编码本中已停用`,
			}},
		{name: "settings", files: yaml("titel: x\nlang: german\nmin_n: -3\nseed: abc\nbands: {low: 70, high: 60, gapp: 1}\norder: {period: [before, after], role: [leder, staff]}\nown_case: K\nweights: entrpy\nfiles: {ties: tie.csv}\nmask: names\ncomparisons:\n  - levels: [a]\n  - {by: period, levels: [before, afte]}\nqca: {unit: dept}\ncoupling: {variant: fan2024, cuts: [0.5, 0.4]}\nlang: zh\n"),
			en: []string{
				`study.yaml!1:1: there is no key "titel" (did you mean title?)`,
				`study.yaml!2:2: expected one of zh, en, both, got "german"`,
				`study.yaml!3:3: expected a whole number from 0 to 1000000, got "-3"`,
				`study.yaml!4:4: expected a number, got "abc"`,
				`study.yaml!5:5: expected a low cut not above the high one, got 70 and 60`,
				`study.yaml!5:5: there is no key "gapp" (did you mean gap?)`,
				`study.yaml!6:6: expected a role (leader, staff, backbone, window, seconded, supervisor), got "leder" (did you mean leader?)`,
				`study.yaml!7:7: expected a case of the cases sheet (G, H), got "K"`,
				`study.yaml!8:8: expected one of equal, entropy, critic, pca, got "entrpy" (did you mean entropy?)`,
				`study.yaml!9:9: there is no file "tie.csv" in the study (did you mean ties.csv?)`,
				`study.yaml!10:10: expected key: value here ("mask")`,
				`study.yaml!12:12: expected a value for by, found an empty cell`,
				`study.yaml!12:12: expected a period (before, after), got "afte" (did you mean after?)`,
				`study.yaml!14:14: expected one of case, department, got "dept"`,
				`study.yaml!15:15: expected rising numbers between 0 and 1, got "0.4"`,
				`study.yaml!16:16: the key "lang" is given twice`,
			},
			zh: []string{
				`study.yaml!1:1: 没有“titel”这个键（是否应为 title？）`,
				`study.yaml!2:2: 应为 zh, en, both 之一，实为“german”`,
				`study.yaml!3:3: 应为 0 到 1000000 的整数，实为“-3”`,
				`study.yaml!4:4: 应为数字，实为“abc”`,
				`study.yaml!5:5: 低分界不应高于高分界，实为 70 和 60`,
				`study.yaml!5:5: 没有“gapp”这个键（是否应为 gap？）`,
				`study.yaml!6:6: 应为角色（leader, staff, backbone, window, seconded, supervisor），实为“leder”（是否应为 leader？）`,
				`study.yaml!7:7: 应为案例表中的案例（G, H），实为“K”`,
				`study.yaml!8:8: 应为 equal, entropy, critic, pca 之一，实为“entrpy”（是否应为 entropy？）`,
				`study.yaml!9:9: 研究中没有文件“tie.csv”（是否应为 ties.csv？）`,
				`study.yaml!10:10: “mask”处应为 key: value`,
				`study.yaml!12:12: by 不能为空`,
				`study.yaml!12:12: 应为时期（before, after），实为“afte”（是否应为 after？）`,
				`study.yaml!14:14: 应为 case, department 之一，实为“dept”`,
				`study.yaml!15:15: 应为 0 与 1 之间递增的数，实为“0.4”`,
				`study.yaml!16:16: 键“lang”重复`,
			}},
		{name: "settings not yaml", files: yaml("title: [x\norder: {}\n"),
			en: []string{
				`study.yaml!1:1: not valid YAML: did not find expected ',' or ']'`,
			},
			zh: []string{
				`study.yaml!1:1: YAML 格式有误：did not find expected ',' or ']'`,
			}},
		{name: "no header", files: csv("ties.csv", "a,b\n1,2\n"),
			en: []string{
				`ties.csv!1:1: found no header row; expected columns from / 来自, to / 指向`,
			},
			zh: []string{
				`ties.csv!1:1: 未找到表头行；应有的列：from / 来自, to / 指向`,
			}},
		{name: "unreadable", files: csv("ties.csv", ""),
			en: []string{
				`ties.csv: this file cannot be read: the file is empty`,
			},
			zh: []string{
				`ties.csv: 无法读取该文件：文件为空`,
			}},
		{name: "decisions", files: csv("decisions.csv", "kind,target,action,value\nrespondent,R99,exclude,\n,R1,drop,\ncell,survey/responses.xlsx!responses!,recode,5\n,,accept,\n编码,旧码,改码,ME.XUB\n"),
			en: []string{
				`decisions.csv!B2: the decision to exclude "R99" matches nothing`,
				`decisions.csv!C3: expected one of accept, exclude, recode, complement, got "drop"`,
				`decisions.csv!B4: a decision to recode does not fit the target "survey/responses.xlsx!responses!"`,
				`decisions.csv!B5: expected a value for target / 对象, found an empty cell`,
				`decisions.csv!B6: the decision to recode "旧码" matches nothing`,
				`decisions.csv!D6: expected an active code, got "ME.XUB" (did you mean ME.SUB?)`,
			},
			zh: []string{
				`decisions.csv!B2: 处理“R99”（exclude）没有匹配到任何内容`,
				`decisions.csv!C3: 应为 accept, exclude, recode, complement 之一，实为“drop”`,
				`decisions.csv!B4: 对象“survey/responses.xlsx!responses!”与处理方式 recode 不相配`,
				`decisions.csv!B5: target / 对象 不能为空`,
				`decisions.csv!B6: 处理“旧码”（recode）没有匹配到任何内容`,
				`decisions.csv!D6: 应为在用的编码，实为“ME.XUB”（是否应为 ME.SUB？）`,
			}},
	}
}
