package dialect

import (
	"regexp"
	"strings"
)

// privateData are the columns by which a person can be recognised. Questions about persons that name none are not among them.
var privateData = regexp.MustCompile(`^(?:请填写|请输入|请问)?(?:[您你]的?)?(?:真实)?(?:姓名|名字|手机|手机号|手机号码|电话|电话号码|联系电话|联系方式|邮箱|电子邮箱|电子邮件|身份证|身份证号|身份证号码|微信号|qq号|家庭住址|住址|银行卡号|name|full ?name|first ?name|last ?name|phone|phone ?number|mobile|e-?mail|e-?mail ?address|home ?address|id ?card)(?:是|为)?[?？:：。*]*$`)

// private warns of columns with personal data that a study would keep.
func (s *survey) private() {
	var columns []string
	for _, q := range s.questions {
		if q.role == "" && !q.option && q.block == "" && (privateData.MatchString(strings.ToLower(folded(q.Question))) || privateData.MatchString(strings.ToLower(folded(q.Header)))) {
			columns = append(columns, q.Header)
		}
	}
	if len(columns) > 0 {
		s.ask("dialect.survey_personal", listed(columns))
	}
}
