package mask

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"pgregory.net/rapid"
)

func masker() *Masker {
	return New(&coding.Study{
		Framework: &coding.Framework{Roles: []coding.Role{{ID: "leader", Level: "leader"}, {ID: "window", Level: "staff"}, {ID: "clerk"}}},
		Options: coding.Options{Mask: coding.Mask{Names: []string{"王伟", "李", "Li Na", " "}, Firms: []string{"恒达", "恒达建材有限公司"},
			Projects: []string{"滨河新城"}}},
		Interviews: []coding.Interview{
			{ID: "i1", Case: "G", Dept: "住建局", Role: "leader", Consent: coding.ConsentGiven},
			{ID: "i2", Case: "G", Role: "window", Consent: coding.ConsentRefused},
			{ID: "i3", Case: "H", Role: "clerk"},
			{ID: "i4", Case: "G", Role: "clerk", Consent: coding.ConsentGiven},
		},
		Documents: []coding.Document{{ID: "doc1", Case: "G"}},
	})
}

func TestForms(t *testing.T) {
	m := masker()
	for text, want := range map[string]string{
		"打13812345678找我":        "打【电话】找我",
		"手机 138 1234 5678。":     "手机 【电话】。",
		"138-1234-5678":         "【电话】",
		"+86 13812345678":       "【电话】",
		"１３８１２３４５６７８是我的号":       "【电话】是我的号",
		"座机0512-68123456转801":   "座机【电话】",
		"（010）68123456":         "【电话】",
		"(0571) 8812 3456":      "【电话】",
		"打4008123123":           "打【电话】",
		"电话是68123456":           "电话是【电话】",
		"身份证110101199003071234": "身份证【身份证号】",
		"11010119900307123X!":   "【身份证号】!",
		"１１０１０１１９９００３０７１２３ｘ": "【身份证号】",
		"110101 19900307 1234":       "【身份证号】",
		"卡号6222 0202 0011 2233 445":  "卡号【号码】",
		"622202020011223344":         "【号码】",
		"发到li.na+x@gov.example.cn就行": "发到【邮箱】就行",
		"王伟和李科长":                     "【姓名】和【姓名】科长",
		"恒达建材有限公司、恒达":                "【企业】、【企业】",
		"滨河新城项目":                     "【项目】项目",
		"LI NA said; Li Nat did not": "【姓名】 said; Li Nat did not",
		"共2000000元，2023年3月15日，第138号": "共2000000元，2023年3月15日，第138号",
		"文号〔2021〕12号，19900307":       "文号〔2021〕12号，19900307",
		"二百多项许可，办了1234567件":          "二百多项许可，办了1234567件",
		"没有要改的ＡＢＣ，原样留下　":             "没有要改的ＡＢＣ，原样留下　",
		"13812345678、13912345678":    "【电话】、【电话】",
	} {
		if got, _ := m.Text(text, "zh"); got != want {
			t.Errorf("%q became %q, expected %q", text, got, want)
		}
	}
	if got, counts := m.Text("Call 13812345678 or 王伟", "en"); got != "Call [phone] or [name]" || counts.Total() != 2 || counts[Phone] != 1 {
		t.Errorf("%q %v", got, counts)
	}
}

func TestConsent(t *testing.T) {
	m := masker()
	for id, want := range map[string]bool{"i1": true, "i2": false, "i3": false, "doc1": true, "unknown": false} {
		if got := m.Quotable(id); got != want {
			t.Errorf("%s: %v", id, got)
		}
	}
	if text, ok := m.Quote("i2", "1", "13812345678", "zh"); ok || text != "" {
		t.Errorf("quoted without consent: %q", text)
	}
	for range 2 {
		m.Quote("i1", "1", "王伟13812345678", "zh")
	}
	m.Quote("i1", "1", "王伟13812345678", "en")
	if c := m.Counts(); c[Name] != 1 || c[Phone] != 1 || m.Quoted() != 1 || m.Withheld() != 1 {
		t.Errorf("%v, %d quoted, %d withheld", c, m.Quoted(), m.Withheld())
	}
}

func TestPseudonyms(t *testing.T) {
	m := masker()
	for id, want := range map[string][4]string{
		"i1":   {"G-访谈01", "G interview 01", "leader", "G-q01-2"},
		"i2":   {"G-访谈02", "G interview 02", "staff", "G-q02-2"},
		"i3":   {"H-访谈01", "H interview 01", "", "H-q01-2"},
		"i4":   {"G-访谈03", "G interview 03", "", "G-q03-2"},
		"doc1": {"G-文件01", "G document 01", "document", "G-d01-2"},
		"none": {"", "", "", ""},
	} {
		a := m.Alias(id)
		if got := [4]string{a.ZH, a.EN, m.Role(id), m.QuoteID(id, 2)}; got != want {
			t.Errorf("%s: %v", id, got)
		}
	}
}

// Whatever stands around it, a number with a form never survives.
func TestNumbersNeverSurvive(t *testing.T) {
	m := masker()
	rapid.Check(t, func(t *rapid.T) {
		around := rapid.StringMatching(`[^0-9０-９+()（）]{0,12}`)
		secret := rapid.StringMatching(`1[3-9][0-9]{9}|[1-9][0-9]{5}19[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}[0-9X]`).Draw(t, "secret")
		wide := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r - '0' + '０'
			}
			return r
		}, secret)
		for _, s := range []string{secret, wide} {
			got, counts := m.Text(around.Draw(t, "before")+s+around.Draw(t, "after"), "zh")
			if strings.Contains(got, s) || counts.Total() == 0 {
				t.Fatalf("%q survived in %q", s, got)
			}
		}
	})
}
