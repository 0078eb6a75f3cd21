package study_test

import "testing"

// codingDamages are faults in coded segments and in the settled layer.
func codingDamages(t *testing.T) []damage {
	return []damage{
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
				`coding/1/A.xlsx!coding!G4: expected one of mentioned 提及, absent 不存在, got "mentiond" (did you mean mentioned?)`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!G4: 应为 mentioned 提及, absent 不存在 之一，实为“mentiond”（是否应为 mentioned？）`,
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
				`coding/1/A.xlsx!coding!H4: expected a period (before 改革前, after 改革后), got "during"`,
			},
			zh: []string{
				`coding/1/A.xlsx!coding!H4: 应为时期（before 改革前, after 改革后），实为“during”`,
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
				`coding.xlsx!coding!2:2: 编码员 不能为空`,
			}},
		{name: "ruling", files: map[string][]byte{"coding/consensus.xlsx": workbook(t, nil, tab{"consensus", rows("interview_id|segment_id|code|decision",
			"I1|S2|ME.REL|采纳", "I1|S2|ME.REL|reject", "I1|S77|ME.REL|accept", "I1|S2|MC.FUN|", "I1|S2|MC.FUN|perhaps")})},
			en: []string{
				`coding/consensus.xlsx!consensus!B3: code "ME.REL" of segment "S2" is already ruled in coding/consensus.xlsx!consensus!B2`,
				`coding/consensus.xlsx!consensus!B4: nobody has coded a segment "S77" of interview I1`,
				`coding/consensus.xlsx!consensus!D5: expected a value for decision / 裁定, found an empty cell`,
				`coding/consensus.xlsx!consensus!D6: expected one of accept 采纳, reject 不采纳, got "perhaps"`,
			},
			zh: []string{
				`coding/consensus.xlsx!consensus!B3: 段落“S2”的编码“ME.REL”已在 coding/consensus.xlsx!consensus!B2 裁定`,
				`coding/consensus.xlsx!consensus!B4: 访谈 I1 中没有已编码的段落“S77”`,
				`coding/consensus.xlsx!consensus!D5: 裁定 不能为空`,
				`coding/consensus.xlsx!consensus!D6: 应为 accept 采纳, reject 不采纳 之一，实为“perhaps”`,
			}},
	}
}
