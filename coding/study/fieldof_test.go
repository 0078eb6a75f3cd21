package study

import "testing"

func TestFieldOf(t *testing.T) {
	for _, c := range [][3]string{
		{"coding", "访谈编号", "interview_id"}, {"coding", "Code_2", "code"}, {"coding", "Color", ""}, {"responses", "ID", "respondent_id"}, {"responses", "S_SEP_1", ""},
		{"cases", "编号 / id", "id"}, {"no such kind", "id", ""}, {"instrument", "题号", "item"},
	} {
		if got := FieldOf(c[0], c[1]); got != c[2] {
			t.Errorf("%s, %s: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
