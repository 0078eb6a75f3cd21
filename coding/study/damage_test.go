package study_test

import (
	"slices"
	"testing"
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
	for _, d := range slices.Concat(surveyDamages(t), codingDamages(t), otherDamages(t)) {
		t.Run(d.name, func(t *testing.T) {
			wantLines(t, open(t, with(clean(t), d.files)), d.en, d.zh)
		})
	}
}
