package transcript

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// wordSet makes a set of words parted by blanks.
func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

var (
	// parties are words for those who ask and answer: a number or a letter may follow them (受访者2, Speaker A).
	parties = wordSet(`访谈者 访谈人 访谈员 访问者 访问人 访问员 访员 采访者 采访人 采访员 主持人 提问者 提问人 提问 记者 研究者 研究员 调研员 调研者 调研人 调查员 调查者 笔者
		受访者 受访人 被访者 被访人 被访谈者 被访谈人 被采访者 被采访人 回答者 回答人 回答 应答者 讲话人 说话人 发言人 讲述人 讲述者 嘉宾 与会者 参与者
		interviewer interviewee respondent moderator facilitator participant researcher speaker informant interlocutor`)
	// marks are short for the same, and need a second one in the text.
	marks = wordSet(`q a i r p 问 答 甲 乙 丙 丁 戊 己 庚 辛 question answer int res ir ie`)
	// records head the lines above an interview: 访谈时间：…
	records = wordSet(`时间 日期 地点 对象 编号 主题 时长 单位 职务 职位 性别 年龄 记录人 记录者 记录 整理 整理人 整理者 转录 转录人 录音 录音文件 方式 题目 标题 文件 项目 案例 部门 科室 岗位 工龄 学历 备注
		date time place location duration topic title file case department gender sex age position role method transcriber interview id subject project setting`)
	// labels order or comment on a text. No speaker bears one.
	labels = wordSet(`注 备注 说明 原因 结果 问题 答案 建议 总结 小结 结论 目标 目的 背景 摘要 关键词 方法 措施 做法 优点 缺点 好处 坏处 优势 劣势 困难 难点 经验 教训 意义 内容 要点 重点
		首先 其次 再次 再者 然后 最后 其一 其二 其三 其四 一是 二是 三是 四是 五是 一来 二来 一方面 另一方面 例 例如 比如 譬如 比方 如 即 另外 此外 还有 总之 另 答复 意见 要求 流程 步骤 政策 规定 文件 依据 标准 数据 案例
		意思是 也就是说 换句话说 换言之 简单说 总的来说 具体来说 举个例子 打个比方 结构 机制 情境 效应 编码 节点 范畴 概念 来源 附件 附录 图 表
		note notes nb example examples reason reasons first firstly second secondly third thirdly finally lastly also however therefore thus source summary abstract remark comment comments
		conclusion result results problem solution advantage advantages ps yes no ok well so but because re cc to from http https ftp file mailto chapter section table figure page step part item
		background aim goal purpose method methods keywords`)
	// headings end the words before colons in forms and official papers: 责任单位：, 办理时限：
	headings = []string{"单位", "部门", "机构", "时限", "期限", "依据", "材料", "条件", "事项", "内容", "要求", "目标", "任务", "措施", "电话", "地址", "网址", "标准", "范围",
		"程序", "流程", "结果", "情况", "原则", "职责", "环节", "名称", "编码", "类型", "类别", "数量", "金额", "联系人", "意见", "问题", "原因", "做法", "经验", "思路", "制度", "机制", "平台"}
	titles = []string{"局长", "主任", "科长", "处长", "股长", "书记", "主席", "市长", "县长", "区长", "镇长", "乡长", "部长", "队长", "所长", "院长", "校长", "组长", "站长",
		"老师", "教授", "经理", "先生", "女士", "同志", "师傅", "博士"}
	sayings = []string{"说", "说道", "问道", "答道", "写道", "讲", "想说", "认为", "表示", "指出", "强调", "提到", "提出", "回答说", "回答", "告诉", "觉得", "如下", "以下", "包括", "分别",
		"例如", "比如", "举例", "看到", "规定", "明确", "要求", "称"}
	// inside no Chinese name
	functionWords = "的了是就也都很不没这那吗吧呢们么啥个些"
	enumeration   = regexp.MustCompile(`^(?:第[0-9一二三四五六七八九十百]+.{0,3}|[（(]?[0-9一二三四五六七八九十]+[)）]?|[（(][a-z][)）]|[一二三四五六七八九十]是)$`)
	number        = regexp.MustCompile(`^[ _\-—#.]*(?:[0-9]{1,4}|[一二三四五六七八九十甲乙丙丁]|[(][^()]{1,12}[)])$`)
	letter        = regexp.MustCompile(`^[ _\-—#.]*[a-z]$`)
	series        = regexp.MustCompile(`^(.*?\pL)[ _\-#]*(?:[0-9]{1,4}|[一二三四五六七八九十])$`)
	counted       = regexp.MustCompile(`^[(（]?[0-9]{1,3}[.．、)）]\s?`)
	particles     = wordSet(`de la le da di van von der den bin al el y of the`)
)

// party reports whether a name (by its key) is a word for somebody who asks or answers, with or without a number or letter.
func party(key string) bool {
	return parties[key] || numbered(key, func(word, tail string) bool {
		return parties[word] && (number.MatchString(tail) || letter.MatchString(tail) && (len(tail) > 1 || word[0] >= 0x80))
	})
}

// mark reports whether a name is a short mark of one, with or without a number: Q, Q1, 问, 甲.
func mark(key string) bool {
	return marks[key] || numbered(key, func(word, tail string) bool { return marks[word] && number.MatchString(tail) })
}

// numbered reports whether a name has a beginning and an end that fit.
func numbered(key string, fit func(word, tail string) bool) bool {
	for i := range key {
		if i > 0 && fit(key[:i], key[i:]) {
			return true
		}
	}
	return false
}

// question reports whether a name is 问题 or 问题3, which is a speaker only beside one who answers.
func question(key string) bool {
	tail, ok := strings.CutPrefix(key, "问题")
	return ok && (tail == "" || number.MatchString(tail))
}

// record reports whether a name heads a line of the record: 访谈时间, Date.
func record(key string) bool {
	if records[key] {
		return true
	}
	for _, w := range []string{"时间", "地点", "日期", "编号", "时长", "主题", "职务", "对象", "单位", "方式"} {
		if strings.HasSuffix(key, w) {
			return true
		}
	}
	f := strings.Fields(key)
	return len(f) == 2 && records[f[1]] && (records[f[0]] || parties[f[0]])
}

// titled reports whether a name ends in a title: 李科长.
func titled(key string) bool {
	if n := len([]rune(key)); n > 8 {
		return false
	}
	for _, w := range titles {
		if strings.HasSuffix(key, w) && key != w {
			return true
		}
	}
	return false
}

// seriesOf is what a numbered name shares with its series: p of P3. Empty without a number.
func seriesOf(key string) string {
	if m := series.FindStringSubmatch(key); m != nil {
		return m[1]
	}
	return ""
}

// plausible reports whether a name (by its key) can be one at all; those who ask and answer are not put to the test.
func plausible(key string) bool {
	base := seriesOf(key)
	if labels[key] || labels[base] || record(key) || enumeration.MatchString(key) {
		return false
	}
	han := false
	for _, r := range key {
		han = han || unicode.Is(unicode.Han, r)
	}
	if !han {
		for i, w := range strings.Fields(key) {
			if i == 0 && labels[w] || i > 3 {
				return false
			}
		}
		return true
	}
	if len([]rune(key)) > 1 && strings.ContainsRune("我你您他她它咱", []rune(key)[0]) || strings.ContainsAny(key, functionWords) {
		return false
	}
	ends := func(w string) bool { return strings.HasSuffix(key, w) }
	return !slices.ContainsFunc(sayings, ends) && !slices.ContainsFunc(headings, ends)
}
