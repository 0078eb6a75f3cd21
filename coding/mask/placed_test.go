package mask

import (
	"testing"

	"pgregory.net/rapid"
)

func TestPlaced(t *testing.T) {
	m := masker()
	p := m.Placed("😀王伟说打13812345678找他。", "zh") // 0 😀 1–3 王伟 3 说 4 打 5–16 number 16 找他。
	if p.Text != "😀【姓名】说打【电话】找他。" {
		t.Fatal(p.Text)
	}
	for _, c := range []struct {
		from, to int
		want     string
	}{{0, 1, "😀"}, {1, 3, "【姓名】"}, {3, 5, "说打"}, {2, 8, "【姓名】说打【电话】"}, {16, 19, "找他。"}, {5, 16, "【电话】"}, {6, 7, "【电话】"}, {0, 19, p.Text}, {4, 4, ""}} {
		from, to := p.Move(c.from, c.to)
		if got := string([]rune(p.Text)[from:to]); got != c.want {
			t.Errorf("%d–%d: %q, expected %q", c.from, c.to, got, c.want)
		}
	}
}

// A stretch of words that nothing is hidden in is the same words after masking.
func TestPlacedKeepsWords(t *testing.T) {
	m := masker()
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"王伟", "恒达", "，", "会议", "𠮷", "13812345678", " ", "a b"}), 1, 12).Draw(t, "parts")
		word := "联席会议有用"
		before, after := "", ""
		cut := rapid.IntRange(0, len(parts)).Draw(t, "cut")
		for i, s := range parts {
			if i < cut {
				before += s
			} else {
				after += s
			}
		}
		p := m.Placed(before+word+after, "en")
		n := len([]rune(before))
		from, to := p.Move(n, n+len([]rune(word)))
		if got := string([]rune(p.Text)[from:to]); got != word {
			t.Fatalf("%q in %q", got, p.Text)
		}
	})
}
