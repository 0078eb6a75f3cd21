package numeric

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAdjustAgainstR(t *testing.T) {
	var p, holm, fdr []float64
	for _, row := range table(t, "testdata/adjust.csv") {
		p, holm, fdr = append(p, number(t, row[0])), append(holm, number(t, row[1])), append(fdr, number(t, row[2]))
	}
	for method, want := range map[string][]float64{Holm: holm, FDR: fdr, Raw: p, "": p} {
		got, err := Adjust(p, method)
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if math.IsNaN(want[i]) != math.IsNaN(got[i]) || math.Abs(got[i]-want[i]) > 1e-15 {
				t.Errorf("%s: p %v → %v, want %v", method, p[i], got[i], want[i])
			}
		}
	}
	if _, err := Adjust(p, "bonferoni"); err == nil {
		t.Error("an unknown method is no error")
	}
}

func TestAdjustProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 0, 12).Draw(t, "p")
		method := rapid.SampledFrom([]string{Holm, FDR}).Draw(t, "method")
		adjusted, err := Adjust(p, method)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p {
			if adjusted[i] < p[i] || adjusted[i] > 1 {
				t.Fatalf("p %v → %v", p[i], adjusted[i])
			}
			for j := range p {
				if p[i] <= p[j] && adjusted[i] > adjusted[j] {
					t.Fatalf("not monotone: %v → %v, %v → %v", p[i], adjusted[i], p[j], adjusted[j])
				}
			}
		}
		reversed := slices.Clone(p)
		slices.Reverse(reversed)
		back, _ := Adjust(reversed, method)
		slices.Reverse(back)
		if !slices.Equal(back, adjusted) {
			t.Fatalf("order matters: %v, %v", back, adjusted)
		}
	})
}
