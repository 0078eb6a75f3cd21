package naive

// headers are the names of columns in English and in Chinese.
var headers = map[string]map[string][2]string{
	"cases": {"id": {"id", "编号"}, "name": {"Name", "名称"}, "invited": {"invited", "邀请人数"}},
	"departments": {"id": {"ID", "编号"}, "case": {"case", "案例"}, "name": {"name", "名称"}, "type": {"Type", "类型"}, "side": {"side", "侧"},
		"invited": {"Invited", "邀请人数"}},
	"interviews": {"id": {"interview id", "访谈编号"}, "case": {"case", "案例"}, "department": {"department", "部门"}, "role": {"Role", "角色"},
		"date": {"date", "日期"}, "asked": {"asked", "已问维度"}, "characters": {"characters", "字数"}, "words": {"words", "词数"}, "consent": {"consent", "知情同意"}},
	"documents": {"id": {"id", "编号"}, "title": {"title", "标题"}, "case": {"case", "案例"}},
	"codes": {"code": {"code", "编码"}, "parent": {"parent", "上级"}, "dimension": {"dimension", "维度"}, "level": {"level", "层级"},
		"definition": {"definition", "定义"}, "status": {"status", "状态"}},
	"coding": {"interview_id": {"Interview ID", "访谈编号"}, "segment_id": {"segment_id", "段落编号"}, "speaker": {"speaker", "讲话人"}, "text": {"text", "文本"},
		"code": {"code", "编码"}, "intensity": {"Intensity", "强度"}, "direction": {"direction", "方向"}, "state": {"state", "状态"}, "period": {"period", "时期"},
		"memo": {"memo", "备注"}, "pass": {"pass", "轮次"}, "coder": {"coder", "编码员"}},
	"consensus": {"interview_id": {"interview_id", "访谈编号"}, "segment_id": {"segment_id", "段落编号"}, "code": {"code", "编码"}, "decision": {"Decision", "裁定"},
		"intensity": {"intensity", "强度"}, "direction": {"direction", "方向"}, "reason": {"reason", "理由"}, "who": {"who", "裁定人"}},
	"instrument": {"item": {"item", "题号"}, "dimension": {"dimension", "维度"}, "text_zh": {"text_zh", "题目"}, "min": {"min", "最小值"}, "max": {"max", "最大值"},
		"reverse": {"reverse", "反向"}, "labels": {"labels", "选项"}, "na_codes": {"na codes", "缺失值"}, "ask": {"ask", "询问对象"}},
	"responses": {"respondent_id": {"Respondent ID", "编号"}, "case": {"case", "案例"}, "department": {"department", "部门"}, "role": {"role", "角色"},
		"period": {"period", "时期"}, "submitted": {"submitted", "提交时间"}, "weight": {"weight", "权重"}},
	"benchmarks": {"peer": {"peer", "对照单位"}, "dimension": {"dimension", "维度"}, "period": {"period", "时期"}, "scale": {"scale", "量纲"}, "value": {"value", "数值"},
		"source": {"source", "来源"}, "n": {"n", "样本量"}},
	"decisions": {"kind": {"kind", "类别"}, "target": {"target", "对象"}, "action": {"action", "处理"}, "reason": {"reason", "理由"}, "who": {"who", "决定人"}},
}

// sheetNames are the names of sheets in English and in Chinese.
var sheetNames = map[string][2]string{"cases": {"cases", "案例"}, "departments": {"departments", "部门"}, "interviews": {"interviews", "访谈"}, "codes": {"codes", "编码本"},
	"coding": {"coding", "编码"}, "consensus": {"consensus", "共识"}, "instrument": {"instrument", "量表"}, "responses": {"responses", "答卷"},
	"benchmarks": {"benchmarks", "对照"}, "decisions": {"decisions", "决定"}, "documents": {"documents", "文献"}}
