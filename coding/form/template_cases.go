package form

func (t *templates) cases() Workbook {
	yes := t.word("yes_no", 0)
	roles := t.roles()
	cases := t.sheet("cases",
		t.col("cases", "id", "编号", 12, required),
		t.col("cases", "name", "名称", 28),
		t.col("cases", "invited", "邀请人数", 14, whole(0, 1e6), group(1)))
	cases.Examples = [][]any{{t.example("G"), t.pick("G区行政审批局（虚构）", "G District Approval Bureau (invented)"), 180}}

	departments := t.sheet("departments",
		t.col("departments", "id", "编号", 14, required),
		t.col("departments", "case", "案例", 12, required, from(cases.Name, 1)),
		t.col("departments", "name", "名称", 28),
		t.col("departments", "type", "类型", 24, required, choose(t.departmentTypes()), group(1)),
		t.col("departments", "invited", "邀请人数", 14, whole(0, 1e6), group(1)))
	departments.Examples = [][]any{{t.example("D03"), "G", t.pick("住建局", "Housing Bureau"), first(t.departmentTypes(), min(5, len(t.departmentTypes())-1)), 20}}

	interviews := t.sheet("interviews",
		t.col("interviews", "id", "访谈编号", 14, required),
		t.col("interviews", "case", "案例", 12, required, from(cases.Name, 1)),
		t.col("interviews", "department", "部门", 16, required, from(departments.Name, 1)),
		t.col("interviews", "role", "角色", 14, required, choose(roles)),
		t.col("interviews", "date", "日期", 13, date, group(1)),
		t.col("interviews", "respondent", "受访者编号", 14, group(1)),
		t.col("interviews", "asked", "已问维度", 34, group(2), propose(t.dimensionIDs(false))),
		t.col("interviews", "characters", "字数", 10, whole(0, 1e7), group(1)),
		t.col("interviews", "consent", "知情同意", 12, choose(t.closed("yes_no")), group(3)))
	interviews.Examples = [][]any{{t.example("I01"), "G", "D03", first(roles, 0), "2024-05-16", "R001", t.askedExample(), 8600, yes}}

	respondents := t.sheet("respondents",
		t.col("respondents", "id", "编号", 14, required),
		t.col("respondents", "case", "案例", 12, from(cases.Name, 1)),
		t.col("respondents", "department", "部门", 16, from(departments.Name, 1)),
		t.col("respondents", "role", "角色", 14, choose(roles)))
	respondents.Examples = [][]any{{t.example("R001"), "G", "D03", first(roles, 0)}}
	return t.book("cases", cases, departments, interviews, respondents)
}

// askedExample names two dimensions.
func (t *templates) askedExample() any {
	ids := t.dimensionIDs(true)
	if len(ids) < 2 {
		return nil
	}
	return ids[0] + ";" + ids[1]
}

func (t *templates) ties() Workbook {
	ties := t.sheet("ties",
		t.col("ties", "from", "来自", 16, required),
		t.col("ties", "to", "指向", 16, required),
		t.col("ties", "relation", "关系", 18, propose(t.closed("relation")), group(1)),
		t.col("ties", "weight", "权重", 10, number(0, 1e6), group(1)),
		t.col("ties", "period", "时期", 12, propose(t.closed("period")), group(2)),
		t.col("ties", "case", "案例", 12, group(2)))
	ties.Examples = [][]any{{t.example("D01"), "D03", t.word("relation", 0), 3, t.word("period", 1), "G"}}
	return t.book("ties", ties)
}

func (t *templates) documents() Workbook {
	documents := t.sheet("documents",
		t.col("documents", "id", "文件编号", 14, required),
		t.col("documents", "title", "标题", 60, required, wrapped),
		t.col("documents", "date", "日期", 13, date, group(1)),
		t.col("documents", "case", "案例", 12, group(1)))
	documents.Examples = [][]any{{t.example("DOC1"), t.pick("关于建立审管联动机制的通知（虚构）", "Notice on linking approval and supervision (invented)"), "2023-11-02", "G"}}
	return t.book("documents", documents)
}

func (t *templates) benchmarks() Workbook {
	benchmarks := t.sheet("benchmarks",
		t.col("benchmarks", "peer", "对照单位", 20, required),
		t.col("benchmarks", "dimension", "维度", 14, required, choose(t.dimensionIDs(false))),
		t.col("benchmarks", "period", "时期", 12, propose(t.closed("period"))),
		t.col("benchmarks", "scale", "量纲", 12, propose([]string{"pomp", "1-5"}), group(1)),
		t.col("benchmarks", "value", "数值", 10, required, number(-1e6, 1e6), group(1)),
		t.col("benchmarks", "source", "来源", 34, wrapped, group(2)),
		t.col("benchmarks", "date", "日期", 13, date, group(2)),
		t.col("benchmarks", "n", "样本量", 10, whole(0, 1e7), group(2)))
	benchmarks.Examples = [][]any{{t.example(t.pick("H区", "H district")), first(t.dimensionIDs(true), 0), t.word("period", 1), "pomp", 61.5,
		t.pick("H区2023年评估报告（虚构）", "H district, review of 2023 (invented)"), "2023-12-31", 210}}
	return t.book("benchmarks", benchmarks)
}

func (t *templates) decisions() Workbook {
	decisions := t.sheet("decisions",
		t.col("decisions", "target", "对象", 40, required),
		t.col("decisions", "kind", "类别", 14, choose(t.closed("kind"))),
		t.col("decisions", "action", "处理", 12, required, choose(t.closed("action")), group(1)),
		t.col("decisions", "value", "取值", 16, group(1)),
		t.col("decisions", "reason", "理由", 40, required, wrapped, group(2)),
		t.col("decisions", "who", "决定人", 12, required, group(2)))
	decisions.Examples = [][]any{{t.example("R017"), t.word("kind", 0), t.word("action", 1), nil, t.pick("重复填答，保留第一份。", "Answered twice; the first one is kept."), t.pick("王某", "A. Wang")}}
	return t.book("decisions", decisions)
}
