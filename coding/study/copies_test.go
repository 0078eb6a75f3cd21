package study

import (
	"testing"
)

func TestOriginals(t *testing.T) {
	for name, want := range map[string]string{"chen (1)": "chen", "chen(12)": "chen", "chen（1）": "chen", "chen - 副本": "chen", "chen-副本": "chen", "chen - 副本 (2)": "chen", "chen的副本": "chen",
		"chen - Copy": "chen", "chen - Copy (2)": "chen", "chen copy 2": "chen", "副本 chen": "chen", "Copy of chen": "chen", "chen": "", "copy": "", "chen 2": "", "陈 - 副本": "陈", "副本": ""} {
		got := ""
		if all := originals(name); len(all) > 0 {
			got = all[len(all)-1]
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
