package pass_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
)

// large is a study of 200 interviews with 40,000 paragraphs.
func large() *coding.Study {
	s := dealable(make([]int, 200)...)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range s.Transcripts {
		var b strings.Builder
		for k := range 200 {
			fmt.Fprintf(&b, "第%d段，", k)
			for range 20 + r.IntN(80) {
				b.WriteRune(rune(0x4e00 + r.IntN(3000)))
			}
			b.WriteString("。\n")
		}
		s.Transcripts[i].Text = b.String()
	}
	return s
}

func BenchmarkDeal40000(b *testing.B) {
	s := large()
	o := pass.DealOptions{Pass: "1", Coders: []string{"A", "B", "C", "D", "E", "F"}, Overlap: .2, Seed: 1}
	d, _ := mustDeal(b, s, o)
	b.Run("deal", func(b *testing.B) {
		for b.Loop() {
			mustDeal(b, s, o)
		}
	})
	b.Run("again", func(b *testing.B) {
		again := o
		again.Earlier = []*pass.Deal{d}
		for b.Loop() {
			mustDeal(b, s, again)
		}
	})
	data := encodeDeal(b, d)
	b.Run("encode", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			encodeDeal(b, d)
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, err := pass.DecodeDeal(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("workbook", func(b *testing.B) {
		for b.Loop() {
			d.Workbook("A", s)
		}
	})
}
