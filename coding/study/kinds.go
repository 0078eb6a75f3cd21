package study

// column is a field of a kind of sheet with the headers that name it.
type column struct {
	field    string
	required bool
	repeats  bool     // may stand in several columns: code, code_2, …
	headers  []string // beside the field's own name
}

// kind is a kind of sheet: the names it goes by and its columns.
type kind struct {
	name    string   // as in receipts
	sheets  []string // beside the name
	id      string   // the field of the row's own id
	columns []column
	loose   bool // other headers are attributes; else they are only told
	orphans bool // rows may have no id of their own (ties, benchmarks)
}

func col(field string, headers ...string) column { return column{field: field, headers: headers} }
func must(field string, headers ...string) column {
	return column{field: field, headers: headers, required: true}
}
func many(field string, headers ...string) column {
	return column{field: field, headers: headers, required: true, repeats: true}
}

var (
	kindCases = &kind{name: "cases", sheets: []string{"case", "案例", "案例表"}, id: "id", loose: true, columns: []column{
		must("id", "case", "case_id", "编号", "案例编号", "案例"),
		col("name", "case_name", "名称", "案例名称", "district", "区县"),
		col("label_zh", "name_zh", "zh", "中文名称", "名称_zh"), col("label_en", "name_en", "en", "英文名称", "名称_en"),
		col("invited", "people_invited", "邀请人数", "发放数", "发放问卷数", "问卷发放数"),
	}}
	kindDepartments = &kind{name: "departments", sheets: []string{"department", "depts", "部门", "部门表"}, id: "id", loose: true, columns: []column{
		must("id", "department", "department_id", "dept", "dept_id", "编号", "部门编号", "部门"),
		col("case", "case_id", "案例", "案例编号", "区县"),
		col("name", "department_name", "dept_name", "名称", "部门名称"),
		col("label_zh", "name_zh", "中文名称"), col("label_en", "name_en", "英文名称"),
		col("type", "department_type", "dept_type", "类型", "部门类型"),
		col("side", "侧", "立场", "职能侧", "所属侧", "审管", "审批监管"),
		col("invited", "people_invited", "邀请人数", "发放数", "发放问卷数", "问卷发放数"),
	}}
	kindInterviews = &kind{name: "interviews", sheets: []string{"interview", "访谈", "访谈表"}, id: "id", loose: true, columns: []column{
		must("id", "interview", "interview_id", "编号", "访谈编号", "访谈"),
		col("case", "case_id", "案例", "案例编号", "区县"),
		col("department", "department_id", "dept", "dept_id", "部门", "部门编号", "单位"),
		col("role", "role_id", "角色", "身份", "职务类别"),
		col("date", "interview_date", "日期", "访谈日期", "访谈时间"),
		col("respondent", "respondent_id", "受访者", "受访者编号", "受访人", "被访者"),
		col("asked", "dimensions_asked", "asked_dimensions", "已问维度", "询问维度", "已问"),
		col("characters", "chars", "character_count", "字数", "字符数"),
		col("words", "word_count", "词数"),
		col("consent", "informed_consent", "知情同意", "同意引用"),
	}}
	kindRespondents = &kind{name: "respondents", sheets: []string{"respondent", "受访者", "受访人", "被访者"}, id: "id", loose: true, columns: []column{
		must("id", "respondent", "respondent_id", "编号", "受访者编号", "受访者"),
		col("case", "case_id", "案例", "案例编号", "区县"),
		col("department", "department_id", "dept", "dept_id", "部门", "部门编号", "单位"),
		col("role", "role_id", "角色", "身份"),
	}}
	kindDocuments = &kind{name: "documents", sheets: []string{"document", "文献", "文件", "文档"}, id: "id", loose: true, columns: []column{
		must("id", "document", "document_id", "编号", "文件编号", "文档编号"),
		col("title", "标题", "名称", "文件名称", "题名"), col("date", "日期", "发布日期"), col("case", "case_id", "案例", "案例编号", "区县"),
	}}
	kindCodebook = &kind{name: "codes", sheets: []string{"codebook", "code", "编码本", "编码表", "代码表"}, id: "code", loose: true, columns: []column{
		must("code", "id", "code_id", "编码", "代码", "编码编号"),
		col("parent", "上级", "上级编码", "父级"), col("dimension", "维度", "对应维度"),
		col("label", "name", "code_name", "名称", "编码名称", "标签"), col("label_zh", "name_zh", "中文名称"), col("label_en", "name_en", "英文名称"),
		col("level", "层级", "编码层级"), col("origin", "来源"),
		col("definition", "定义"), col("include", "inclusion", "包含", "纳入标准"), col("exclude", "exclusion", "不包含", "排除标准"), col("example", "例句", "示例"),
		col("status", "状态"), col("since", "启用", "启用时间"), col("replaces", "替代", "原编码", "合并自"),
	}}
	kindCoding = &kind{name: "coding", sheets: []string{"codings", "coded_segments", "segments", "编码", "编码结果", "编码记录"}, id: "segment_id", loose: true, columns: []column{
		must("interview_id", "interview", "访谈编号", "访谈", "document_id"),
		must("segment_id", "segment", "段落编号", "段落", "片段编号", "片段"),
		col("speaker", "讲话人", "说话人", "发言人"), col("text", "segment_text", "文本", "原文", "原始语句", "段落文本", "内容"),
		many("code", "codes", "编码", "代码", "节点"),
		col("intensity", "强度"), col("direction", "方向"), col("state", "状态"), col("period", "时期", "阶段"),
		col("link_to", "links_to", "link", "指向", "关联"), col("memo", "备注", "备忘录", "备忘"),
		col("start", "起点", "起始", "开始位置"), col("end", "终点", "结束", "结束位置"),
		col("pass", "轮次", "编码轮次", "轮"), col("coder", "编码员", "编码者", "编码人"),
	}}
	kindConsensus = &kind{name: "consensus", sheets: []string{"共识", "裁定", "定稿"}, id: "segment_id", loose: true, columns: []column{
		must("interview_id", "interview", "访谈编号", "访谈", "document_id"),
		must("segment_id", "segment", "段落编号", "段落", "片段编号", "片段"),
		must("code", "编码", "代码", "节点"),
		must("decision", "ruling", "裁定", "裁定结果", "结论"),
		col("intensity", "强度"), col("direction", "方向"), col("reason", "理由", "原因"), col("who", "裁定人", "adjudicator"),
	}}
	kindInstrument = &kind{name: "instrument", sheets: []string{"items", "item", "questionnaire", "题项", "题目", "问卷", "量表"}, id: "item", loose: true, columns: itemColumns}
	kindResponses  = &kind{name: "responses", sheets: []string{"response", "survey", "data", "问卷数据", "答卷", "数据", "问卷"}, id: "respondent_id", loose: true, columns: []column{
		must("respondent_id", "respondent", "id", "编号", "受访者编号", "受访者", "问卷编号", "答卷编号", "序号"),
		col("case", "case_id", "案例", "案例编号", "区县"),
		col("department", "department_id", "dept", "dept_id", "部门", "部门编号", "单位", "所在部门"),
		col("role", "role_id", "角色", "身份"), col("period", "时期", "阶段", "wave", "轮次"),
		col("submitted", "submitted_at", "submit_time", "提交时间", "提交答卷时间", "填写时间"),
		col("seconds", "duration", "duration_seconds", "所用时间", "用时", "答题时间", "用时秒"),
		col("weight", "权重"),
	}}
	kindValues = &kind{name: "values", sheets: []string{"value", "value_labels", "值标签", "取值说明"}, id: "column", orphans: true, columns: []column{
		must("column", "variable", "item", "列", "列名", "变量", "变量名", "题号"), must("value", "code", "取值", "值", "代码"), col("label", "标签", "含义", "名称"),
		col("missing", "缺失", "是否缺失", "缺失值"), col("numbered", "编号所得", "由文字编号"),
	}}
	kindTies = &kind{name: "ties", sheets: []string{"tie", "network", "关系", "联系", "网络"}, id: "from", loose: true, orphans: true, columns: []column{
		must("from", "source", "来自", "起点", "发出部门"), must("to", "target", "指向", "终点", "接收部门"),
		col("relation", "type", "关系", "关系类型", "联系类型"), col("weight", "权重", "强度", "次数"),
		col("period", "时期", "阶段"), col("case", "case_id", "案例", "案例编号", "区县"),
	}}
	kindBenchmarks = &kind{name: "benchmarks", sheets: []string{"benchmark", "对照", "对标", "基准"}, id: "peer", loose: true, orphans: true, columns: []column{
		must("peer", "benchmark", "对照单位", "对标单位", "对照"), must("dimension", "维度"), must("value", "数值", "值", "得分"),
		col("period", "时期", "阶段"), col("scale", "量纲", "量表"), col("source", "来源", "出处"), col("date", "日期"),
		col("n", "样本量", "人数"),
	}}
	kindDecisions = &kind{name: "decisions", sheets: []string{"decision", "决定", "处理", "处理决定"}, id: "target", loose: true, orphans: true, columns: []column{
		col("kind", "类别", "类型"), must("target", "对象", "目标"), must("action", "处理", "处理方式", "动作"),
		col("value", "取值", "值", "新值"), col("reason", "理由", "原因"), col("who", "决定人", "处理人"),
	}}
	kindSettings = &kind{name: "study", sheets: []string{"settings", "研究", "设置", "研究设置"}, id: "key", orphans: true, columns: []column{
		must("key", "setting", "名称", "项目", "键"), must("value", "取值", "值", "设置"),
	}}
	kindTranscript = &kind{name: "transcript", sheets: []string{"transcripts", "segments", "访谈记录", "段落"}, id: "segment_id", loose: true, columns: []column{
		col("segment_id", "segment", "turn", "id", "段落编号", "段落", "片段编号", "编号"), must("text", "文本", "原文", "段落文本", "内容"),
		col("speaker", "讲话人", "说话人", "发言人"), col("interview_id", "interview", "访谈编号", "访谈"), col("period", "时期"),
		col("running", "序号", "行号", "no", "no.", "nr", "nr.", "#", "№"),
	}}
)

var itemColumns = []column{
	must("item", "id", "item_id", "题号", "题项编号", "编号"),
	col("dimension", "维度", "对应维度"),
	col("text_zh", "text", "题目", "题项", "题干", "题目_zh", "中文题目"), col("text_en", "题目_en", "英文题目"),
	col("min", "minimum", "最小值", "最小"), col("max", "maximum", "最大值", "最大"),
	col("reverse", "reversed", "反向", "反向题", "反向计分"),
	col("labels", "options", "选项", "选项标签"), col("labels_zh", "选项_zh", "中文选项"), col("labels_en", "选项_en", "英文选项"),
	col("na_codes", "na", "na_code", "missing", "缺失值", "缺失码", "不适用"),
	col("ask", "asked_of", "询问对象", "适用对象"), col("status", "状态"),
}

// The sheets of a framework; their columns are the keys of the rows of framework.yaml.
var (
	kindFrameworkSettings = &kind{name: "framework", sheets: []string{"框架"}, id: "key", orphans: true, columns: kindSettings.columns}
	kindDimensions        = &kind{name: "dimensions", sheets: []string{"dimension", "维度"}, id: "id", columns: []column{
		must("id", "编号", "维度编号", "dimension", "维度"), col("parent", "上级", "上级维度"), col("kind", "类别", "类型"), col("status", "状态"),
		col("also_proposed", "同时拟建"), col("basis", "依据"), col("basis_note_zh"), col("basis_note_en"), must("polarity", "极性"), col("sources", "证据来源", "来源"),
		col("label_zh", "名称", "中文名称", "名称_zh"), col("label_en", "英文名称", "名称_en"), col("definition_zh", "定义", "定义_zh"), col("definition_en", "定义_en"),
		col("include_zh", "包含", "包含_zh"), col("include_en", "包含_en"), col("exclude_zh", "不包含", "不包含_zh"), col("exclude_en", "不包含_en"),
		col("example_zh", "例句", "例句_zh"), col("example_en", "例句_en"),
	}}
	kindItems   = &kind{name: "items", sheets: []string{"item", "题项", "题目"}, id: "item", columns: itemColumns}
	kindHazards = &kind{name: "hazards", sheets: []string{"hazard", "隐患"}, id: "id", columns: []column{
		must("id", "编号"), col("code", "编码", "对应编码"), col("label_zh", "名称"), col("label_en", "英文名称"), col("reading_zh", "解读"), col("reading_en"),
		col("high", "高于"), col("low", "低于"), col("either", "任一"), col("items", "题项"), col("note_zh", "说明"), col("note_en"),
	}}
	kindCoupling = &kind{name: "coupling", sheets: []string{"耦合"}, id: "id", columns: []column{
		must("id", "编号"), col("label_zh", "名称"), col("label_en", "英文名称"), must("systems", "子系统", "系统"), col("note_zh", "说明"), col("note_en"),
	}}
	kindRoles = &kind{name: "roles", sheets: []string{"role", "角色"}, id: "id", columns: []column{
		must("id", "编号"), col("zh", "label_zh", "名称", "中文名称"), col("en", "label_en", "英文名称"), col("level", "层级", "级别"),
	}}
	kindDepartmentTypes = &kind{name: "department_types", sheets: []string{"department_type", "部门类型"}, id: "id", columns: []column{
		must("id", "编号"), col("zh", "label_zh", "名称", "中文名称"), col("en", "label_en", "英文名称"), must("side", "侧", "立场", "职能侧"),
	}}
	frameworkKinds = []*kind{kindFrameworkSettings, kindDimensions, kindItems, kindHazards, kindCoupling, kindRoles, kindDepartmentTypes}
)
